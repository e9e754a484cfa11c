"""The address of the endpoint in, its description out: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from kg.errors import GraphError
from kg.graph.rdf import entities_graph, ontology_graph
from kg.publish.answers import TRIPLES as FORMATS
from kg.serve.limits import Limits
from kg.serve.reply import Reply, chosen, refusal
from kg.serve.worker import TRIPLES, opened
from kg.vocabulary import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT = "http://www.w3.org/ns/formats/"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML")
MEDIA = {media: form for media, form in TRIPLES.items() if form in FORMATS}


def description(output: Path, limits: Limits, endpoint: str, accept: str) -> Reply:
    """What the endpoint at `endpoint` can do, as RDF; 406 where no such format is accepted."""
    media = chosen(accept, "", MEDIA)
    if not media:
        return refusal(406, f"the description comes as {', '.join(MEDIA)}")
    try:
        namespaces = opened(output, limits).namespaces
    except GraphError as error:
        return refusal(503, error)
    names = [entities_graph(namespaces), ontology_graph(namespaces)]
    prefixes = {"sd": SD, "format": FORMAT, "rdf": PREFIXES["rdf"], "rdfs": PREFIXES["rdfs"]}
    written = serialize(_triples(endpoint, names), None, FORMATS[MEDIA[media]], prefixes=prefixes)
    return Reply(200, media, written or b"")


def _triples(endpoint: str, names: Iterable[str]) -> list[Triple]:
    service, dataset = BlankNode("service"), BlankNode("dataset")
    found: list[tuple[BlankNode, str, NamedNode | BlankNode | Literal]] = [
        (service, PREFIXES["rdf"] + "type", NamedNode(SD + "Service")),
        (service, SD + "endpoint", NamedNode(endpoint)),
        (service, SD + "supportedLanguage", NamedNode(SD + "SPARQL11Query")),
        (service, SD + "feature", NamedNode(SD + "UnionDefaultGraph")),
        *((service, SD + "resultFormat", NamedNode(FORMAT + name)) for name in (*RESULTS, *GRAPHS)),
        (service, SD + "defaultDataset", dataset),
        (dataset, PREFIXES["rdf"] + "type", NamedNode(SD + "Dataset")),
        (dataset, PREFIXES["rdfs"] + "comment", Literal("Each article has a named graph with its IRI.", language="en")),
    ]
    for number, name in enumerate(names):
        graph = BlankNode(f"graph{number}")
        found += [
            (dataset, SD + "namedGraph", graph),
            (graph, PREFIXES["rdf"] + "type", NamedNode(SD + "NamedGraph")),
            (graph, SD + "name", NamedNode(name)),
        ]
    return [Triple(subject, NamedNode(predicate), value) for subject, predicate, value in found]
