"""A store and names in, a store in memory with all that is said of what bears such a name out.

A query about one entity, asked of what is said of it, gives the same rows as asked of everything, in the time of a
small graph: Oxigraph compares a name with the names of all statements, the index of the store finds its few.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from kg.graph.rdf import entities_graph, ontology_graph
from kg.vocabulary import PREFIXES, Namespaces, kg

Node: TypeAlias = NamedNode | BlankNode | Triple

LABELS = [NamedNode(PREFIXES["rdfs"] + "label"), NamedNode(PREFIXES["skos"] + "altLabel")]
TYPE, STATEMENT = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(kg("Statement"))
OBJECT = NamedNode(kg("object"))
DEPTH = 2
"""Statements in statements that queries look into."""


def focused(store: Store, namespaces: Namespaces, names: Iterable[str]) -> Store:
    """What is said of the entities with one of `names` as label, alias or IRI, case ignored, with all it speaks of."""
    names = list(names)
    graph = NamedNode(entities_graph(namespaces))
    named = _named(store, names, graph) | {NamedNode(name) for name in names if name.startswith(namespaces.base)}
    found = Store()
    found.extend(store.quads_for_pattern(None, None, None, NamedNode(ontology_graph(namespaces))))
    _copy(store, found, named | _statements(store, named), graph)
    return found


def _named(store: Store, names: Iterable[str], graph: NamedNode) -> set[Node]:
    """What has one of the names as label or alias: the store reads all names, many times faster than Python would."""
    wanted = ", ".join(str(Literal(name.lower())) for name in names)
    labels = " | ".join(map(str, LABELS))
    found = store.query(
        f"SELECT DISTINCT ?thing {{ GRAPH {graph} {{ ?thing {labels} ?name }} "
        f"FILTER(LCASE(STR(?name)) IN ({wanted})) }}"
    )
    assert isinstance(found, QuerySolutions)
    return {row["thing"] for row in found}


def _statements(store: Store, named: set[Node]) -> set[Node]:
    """The statements that speak of the entities, in whatever place, and those that these are the object of."""
    spoken = {quad.subject for node in named for quad in store.quads_for_pattern(None, None, node)}
    found = {node for node in spoken if _is_statement(store, node)}
    fresh = found
    for _ in range(DEPTH):
        fresh = {quad.subject for node in fresh for quad in store.quads_for_pattern(None, OBJECT, node)} - found
        found = found | fresh
    return found


def _is_statement(store: Store, node: Node) -> bool:
    return any(True for _ in store.quads_for_pattern(node, TYPE, STATEMENT))


def _copy(store: Store, found: Store, nodes: set[Node], entities: NamedNode) -> None:
    """The nodes with all they speak of, as deep as it goes; of an entity what it is, not what others say of it."""
    seen: set[Node] = set()
    while nodes:
        described = [quad for node in nodes for quad in store.quads_for_pattern(node, None, None, entities)]
        told = {node for node in nodes if isinstance(node, NamedNode)} - {quad.subject for quad in described}
        said = [quad for node in told for quad in store.quads_for_pattern(node, None, None)]
        found.extend(described + said)
        seen |= nodes
        spoken = (quad.object for quad in said if quad.predicate != TYPE)
        nodes = {node for node in spoken if isinstance(node, NamedNode) and node not in seen}
