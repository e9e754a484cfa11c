"""A store and a least confidence in, a store in memory without the statements that are less sure out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kg.vocabulary import KG

CONFIDENCE, SUBJECT, PREDICATE, OBJECT, VALUE = (
    NamedNode(KG + name) for name in ("confidence", "subject", "predicate", "object", "objectValue")
)


Node: TypeAlias = NamedNode | BlankNode | Triple


def confident(store: Store, least: float) -> Store:
    """Leaves out the statements below `least`, those that speak of one, and plain triples that they alone support."""
    weak = _weak(store, least)
    lost = plain_triples(store, weak) - plain_triples(store, statements(store) - weak)
    kept = Store()
    kept.extend(quad for quad in store if quad.subject not in weak and quad not in lost)
    return kept


def statements(store: Store) -> set[Node]:
    """Every statement of a store."""
    return {quad.subject for quad in store.quads_for_pattern(None, PREDICATE, None)}


def _weak(store: Store, least: float) -> set[Node]:
    found: set[Node] = {
        quad.subject
        for quad in store.quads_for_pattern(None, CONFIDENCE, None)
        if isinstance(quad.object, Literal) and float(quad.object.value) < least
    }
    return found | speaking_of(store, found)


def speaking_of(store: Store, nodes: Iterable[Node]) -> set[Node]:
    """The statements that have one of `nodes` as their object, those that have such a one, and so on."""
    found: set[Node] = set()
    fresh: set[Node] = set(nodes)
    while fresh:
        fresh = {quad.subject for one in fresh for quad in store.quads_for_pattern(None, OBJECT, one)} - found
        found |= fresh
    return found


def plain_triples(store: Store, nodes: set[Node]) -> set[Quad]:
    """The plain triples that some statements would support, each in the graph of its article."""
    found = set()
    for statement in nodes:
        parts = {
            quad.predicate: quad
            for quad in store.quads_for_pattern(statement, None, None)
            if quad.predicate in {SUBJECT, PREDICATE, OBJECT, VALUE}
        }
        target = parts.get(OBJECT) or parts.get(VALUE)
        subject, predicate = parts.get(SUBJECT), parts.get(PREDICATE)
        if subject is None or predicate is None or target is None:
            continue
        if isinstance(subject.object, NamedNode) and isinstance(predicate.object, NamedNode):
            found.add(Quad(subject.object, predicate.object, target.object, subject.graph_name))
    return found
