"""What parts of a store should say in, the store brought to that by writing only what differs.

A part is an article's graph, an entity, a merge, or what is in quarantine of an article. Whatever is not spoken of
stays as it is, so a small change of a large graph is small work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store, Triple

from kg.graph.identities import identities_graph
from kg.graph.rdf import entities_graph, quarantine_graph
from kg.vocabulary import IRI, PREFIXES, Namespaces, kg

AT_ONCE = 200_000
"""Quads that are held in memory before they are written."""
EVIDENCE = NamedNode(kg("evidence"))
DERIVED = NamedNode(PREFIXES["prov"] + "wasDerivedFrom")


class Writer:
    """Writes parts of a store that nobody else writes; `finish` writes the last of it.

    `plain` counts by how many the different plain triples of the articles grow, or (negative) shrink.
    """

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self.plain = 0
        self._store = store
        self._namespaces = namespaces
        self._fresh = not any(name.value.startswith(namespaces.article("")) for name in _graphs(store))
        self._articles, self._entities = namespaces.article(""), namespaces.entity("")
        self._told, self._identities, self._apart = (
            NamedNode(graph(namespaces)) for graph in (entities_graph, identities_graph, quarantine_graph)
        )
        self._seen: set[int] = set()
        self._touched: set[NamedNode] = set()
        self._removed: list[Quad] = []
        self._added: list[Quad] = []

    def article(self, iri: IRI, quads: Iterable[Quad]) -> None:
        """All that the named graph of an article says; nothing for one that is gone."""
        graph = NamedNode(iri)
        self._put(self._store.quads_for_pattern(None, None, None, graph), quads, graph)

    def quarantined(self, article: IRI, quads: Iterable[Quad]) -> None:
        """What is in quarantine of an article."""
        self._put(quarantined(self._store, self._namespaces, article), quads, self._apart)

    def entity(self, iri: IRI, quads: Iterable[Quad]) -> None:
        self._put(self._store.quads_for_pattern(NamedNode(iri), None, None, self._told), quads, self._told)

    def merge(self, iri: IRI, quads: Iterable[Quad]) -> None:
        self._put(self._store.quads_for_pattern(NamedNode(iri), None, None, self._identities), quads, self._identities)

    def finish(self) -> None:
        """Write what is left, and forget the graphs that say nothing any more."""
        self._write()
        for graph in self._touched:
            if next(self._store.quads_for_pattern(None, None, None, graph), None) is None:
                self._store.remove_graph(graph)
        if self._fresh:
            self._store.optimize()  # else what comes next waits for it
        self._store.flush()

    def _put(self, before: Iterator[Quad], after: Iterable[Quad], graph: NamedNode) -> None:
        wanted = set(after)
        there = set() if self._fresh else set(before)
        self._added += wanted - there
        self._removed += there - wanted
        if not self._fresh:
            self._touched.add(graph)
        if len(self._added) + len(self._removed) > AT_ONCE:
            self._write()

    def _write(self) -> None:
        if self._fresh:
            self._seen |= {hash(quad.triple) for quad in self._added if self._is_plain(quad)}
            self._store.bulk_extend(self._added)
            self.plain = len(self._seen)
        else:
            triples = {quad.triple for quad in (*self._added, *self._removed) if self._is_plain(quad)}
            self.plain -= sum(map(self._holds, triples))
            for quad in self._removed:
                self._store.remove(quad)
            self._store.extend(self._added)
            self.plain += sum(map(self._holds, triples))
        self._added, self._removed = [], []

    def _is_plain(self, quad: Quad) -> bool:
        """Does an article assert it of an entity, rather than that it tells of a statement?"""
        subject, graph = quad.subject, quad.graph_name
        if not (isinstance(subject, NamedNode) and isinstance(graph, NamedNode)):
            return False
        return subject.value.startswith(self._entities) and graph.value.startswith(self._articles)

    def _holds(self, triple: Triple) -> bool:
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(map(self._is_plain, quads))


def quarantined(store: Store, namespaces: Namespaces, article: IRI) -> Iterator[Quad]:
    """What is in quarantine of an article: its statements at fault with their evidence."""
    apart = NamedNode(quarantine_graph(namespaces))
    for told in store.quads_for_pattern(None, DERIVED, NamedNode(article), apart):
        for quad in store.quads_for_pattern(told.subject, None, None, apart):
            yield quad
            if quad.predicate == EVIDENCE and isinstance(quad.object, NamedNode):
                yield from store.quads_for_pattern(quad.object, None, None, apart)


def _graphs(store: Store) -> Iterator[NamedNode]:
    return (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
