"""A store and what breaks its shapes in, the statements at fault moved to a graph of their own, with the reason, out.

There they are of class kg:QuarantinedStatement and keep all they say; nothing else speaks of them as statements, and
the plain triples that they alone support are gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.confident import Node, plain_triples, speaking_of, statements
from kg.graph.rdf import quarantine_graph
from kg.graph.validate import Violation, validate
from kg.vocabulary import KG, PREFIXES, Namespaces

TYPE = NamedNode(PREFIXES["rdf"] + "type")
STATEMENT, QUARANTINED = NamedNode(KG + "Statement"), NamedNode(KG + "QuarantinedStatement")
EVIDENCE = NamedNode(KG + "evidence")
REASON = NamedNode(KG + "quarantineReason")
ABOUT_ANOTHER = "Its object is a statement that is in quarantine."


def quarantine(store: Store, namespaces: Namespaces, found: Iterable[Violation]) -> tuple[str, ...]:
    """Moves the statements among the violations, and those that speak of them; their IRIs, sorted.

    A violation of something else, such as an entity, moves nothing. All is done in one transaction.
    """
    known = {node.value: node for node in statements(store) if isinstance(node, NamedNode)}
    reasons: dict[NamedNode, set[str]] = defaultdict(set)
    for violation in found:
        if violation.iri in known:
            reasons[known[violation.iri]].add(violation.message)
    for node in speaking_of(store, reasons.keys()):
        if isinstance(node, NamedNode) and node not in reasons:
            reasons[node].add(ABOUT_ANOTHER)
    _move(store, NamedNode(quarantine_graph(namespaces)), reasons)
    return tuple(sorted(node.value for node in reasons))


def checked(told: Iterable[Quad], entities: Iterable[Quad], namespaces: Namespaces) -> tuple[Store, frozenset[str]]:
    """A store in memory of what articles say, given all of the entities they speak of, its statements at fault moved.

    Gives the IRIs of those, too.
    """
    store = Store()
    store.extend(told)
    store.extend(entities)
    return store, frozenset(quarantine(store, namespaces, validate(store, namespaces)))


def _move(store: Store, graph: NamedNode, reasons: Mapping[NamedNode, Iterable[str]]) -> None:
    if not reasons:
        return
    bad: set[Node] = set(reasons)
    told = [quad for node in (*bad, *_evidence(store, bad)) for quad in store.quads_for_pattern(node, None, None)]
    lost = plain_triples(store, bad) - plain_triples(store, statements(store) - bad)
    moved = [
        Quad(quad.subject, quad.predicate, QUARANTINED if quad.object == STATEMENT else quad.object, graph)
        for quad in told
    ]
    moved += [Quad(node, REASON, Literal(text, language="en"), graph) for node, why in reasons.items() for text in why]
    store.update(_update([*told, *lost.difference(told)], moved))


def _evidence(store: Store, bad: set[Node]) -> set[Node]:
    """The evidence that no other statement uses."""
    found = {quad.object for node in bad for quad in store.quads_for_pattern(node, EVIDENCE, None)}
    return {
        one
        for one in found
        if isinstance(one, NamedNode)
        and all(quad.subject in bad for quad in store.quads_for_pattern(None, EVIDENCE, one))
    }


def _update(removed: Iterable[Quad], added: Iterable[Quad]) -> str:
    """One update, so that no reader sees a statement in neither place."""
    return f"DELETE DATA {{ {_data(removed)} }} ;\nINSERT DATA {{ {_data(added)} }}"


def _data(quads: Iterable[Quad]) -> str:
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)
