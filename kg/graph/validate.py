"""The store in, what of it breaks the shapes of ontology/shapes.ttl out (SHACL: https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

from dataclasses import dataclass

import pyshacl
from pyoxigraph import NamedNode, RdfFormat, Store, serialize
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.graph.rdf import ontology_graph
from kg.settings import data_folder
from kg.vocabulary import Namespaces


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken shape: the node with its label, the property, the value (empty where there is none) and why."""

    node: str
    label: str
    path: str
    value: str
    message: str
    severity: str


def validate(store: Store, namespaces: Namespaces) -> list[Violation]:
    """All violations, sorted; empty where the graph conforms.

    The graph is checked in rdflib's memory, where pySHACL is fast; the ontology gives the classes above.
    """
    folder = data_folder("ontology")
    data = _loaded(store, namespaces)
    _, report, _ = pyshacl.validate(
        data, shacl_graph=Graph().parse(folder / "shapes.ttl"), ont_graph=Graph().parse(folder / "newskg.ttl")
    )
    if not isinstance(report, Graph):
        raise report
    found = (_violation(report, data, result, namespaces) for result in report.subjects(RDF.type, SH.ValidationResult))
    return sorted(found, key=lambda one: (one.node, one.path, one.value, one.message))


def _loaded(store: Store, namespaces: Namespaces) -> Graph:
    """The union of all named graphs but the ontology's."""
    ontology = NamedNode(ontology_graph(namespaces))
    triples = (quad.triple for quad in store if quad.graph_name != ontology)
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _violation(report: Graph, data: Graph, result: Node, namespaces: Namespaces) -> Violation:
    focus = report.value(result, SH.focusNode)
    message = min(map(str, report.objects(result, SH.resultMessage)), default="")
    label = min(map(str, data.objects(focus, RDFS.label)), default="") if focus else ""
    return Violation(
        node=_short(focus, namespaces),
        label=label,
        path=_short(report.value(result, SH.resultPath), namespaces),
        value=_short(report.value(result, SH.value), namespaces),
        message=" ".join(message.split()),
        severity=str(report.value(result, SH.resultSeverity) or SH.Violation).rpartition("#")[2],
    )


def _short(node: Node | None, namespaces: Namespaces) -> str:
    """An IRI with its prefix, a literal's text."""
    if node is None:
        return ""
    if isinstance(node, URIRef):
        known = sorted(namespaces.prefixes().items(), key=lambda pair: -len(pair[1]))
        return next((f"{prefix}:{node[len(iri) :]}" for prefix, iri in known if node.startswith(iri)), f"<{node}>")
    return str(node)
