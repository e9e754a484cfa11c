"""The store in, what of it breaks the shapes of ontology/shapes.ttl out (SHACL: https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyshacl
from pyoxigraph import NamedNode, RdfFormat, Store, serialize
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.graph.rdf import ontology_graph
from kg.settings import data_folder
from kg.vocabulary import KG, Namespaces


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken shape: the node with its label, the property, the value (empty where there is none) and why.

    `iri` is the node whole, the others are as a person writes them, with prefixes.
    """

    iri: str
    node: str
    label: str
    path: str
    value: str
    message: str
    severity: str


def validate(store: Store, namespaces: Namespaces) -> list[Violation]:
    """All violations, sorted; empty where the graph conforms.

    The graph is checked in rdflib's memory, where pySHACL is fast, together with the ontology: pySHACL asks the queries
    of shapes only of what it is given as data. What is in quarantine has been judged before.
    """
    folder = data_folder("ontology")
    data = _loaded(store, namespaces).parse(folder / "newskg.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(folder / "shapes.ttl"))
    if not isinstance(report, Graph):
        raise report
    found = (_violation(report, data, result, namespaces) for result in report.subjects(RDF.type, SH.ValidationResult))
    return sorted(found, key=lambda one: (one.node, one.path, one.value, one.message))


def _loaded(store: Store, namespaces: Namespaces) -> Graph:
    """The union of all named graphs but the ontology's and the quarantine."""
    apart = {NamedNode(ontology_graph(namespaces)), NamedNode(namespaces.base + "graph/quarantine")}
    triples = (quad.triple for quad in store if quad.graph_name not in apart)
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _violation(report: Graph, data: Graph, result: Node, namespaces: Namespaces) -> Violation:
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    if isinstance(focus, URIRef) and focus.startswith(KG) and value is not None:
        focus, value = value, None  # a query about all statements at once gives each as a value
    message = min(map(str, report.objects(result, SH.resultMessage)), default="")
    label = min(map(str, data.objects(focus, RDFS.label)), default="") if focus else ""
    return Violation(
        iri=str(focus),
        node=_short(focus, namespaces),
        label=label,
        path=_short(report.value(result, SH.resultPath), namespaces),
        value=_short(value, namespaces),
        message=_readable(" ".join(message.split()), namespaces),
        severity=str(report.value(result, SH.resultSeverity) or SH.Violation).rpartition("#")[2],
    )


def _readable(message: str, namespaces: Namespaces) -> str:
    """A message with its IRIs as a person writes them."""
    return re.sub(
        r"<?(https?://[^\s<>\"]*[^\s<>\".,;:])>?", lambda found: _short(URIRef(found[1]), namespaces), message
    )


def _short(node: Node | None, namespaces: Namespaces) -> str:
    """An IRI with its prefix, a literal's text."""
    if node is None or isinstance(node, BNode):
        return ""
    if isinstance(node, URIRef):
        known = sorted(namespaces.prefixes().items(), key=lambda pair: -len(pair[1]))
        return next((f"{prefix}:{node[len(iri) :]}" for prefix, iri in known if node.startswith(iri)), f"<{node}>")
    return str(node)
