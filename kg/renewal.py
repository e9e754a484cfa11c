"""A change of what articles say and of who is who in, the files of the graph brought to it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.graph import Graph, identities, rdf
from kg.graph.archive import Archive, Counts
from kg.graph.copies import Copies
from kg.graph.difference import Writer, quarantined
from kg.link import Change, Linker, Told, confident
from kg.model import Article, Entity, Extraction
from kg.publish import page, turtle
from kg.settings import Settings
from kg.vocabulary import Namespaces

LARGEST_PAGE = 20_000
"""Statements up to which a graph gets pages: a layout of 20,000 takes 25 s, and a browser shows no more."""
TOGETHER = 100
"""Articles that are written, and checked against the shapes, at once."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be written: a change of the world, articles (ids) that are gone, and those with another original."""

    kept: Archive
    linking: Linker
    settings: Settings
    change: Change
    gone: Collection[str]
    copied: Collection[str]


def renewed(work: Work, folder: Path, last: Graph | None) -> tuple[Counts, bool]:
    """Writes store, Turtle and explorer into `folder`, the graphs to a server too where one is named.

    Gives what the graph holds, and whether it is small enough for Turtle and explorer.
    """
    namespaces, settings = work.linking.namespaces, work.settings
    graph = last.copied(folder / "store") if last is not None else Graph.empty(folder / "store", namespaces)
    writer = graph.writer()
    for article in work.gone:
        writer.article(namespaces.article(article), ())
        writer.quarantined(namespaces.article(article), ())
    for iri, entity in work.change.entities.items():
        writer.entity(iri, rdf.about_entity(entity, namespaces) if entity is not None else ())
    for merge, same in work.change.merges.items():
        writer.merge(merge, identities.quads(same, namespaces))
    _tell(work, writer)
    writer.finish()
    counts = work.kept.counts(len(work.linking.world), writer.plain)
    pages = counts.statements <= LARGEST_PAGE
    if pages:
        turtle.write(graph.store, folder / "graph.ttl", namespaces)
        page.write(graph.store, folder / "graph.html", namespaces)
    if settings.server:
        graph.push(settings.server)
    return counts, pages


def _tell(work: Work, writer: Writer) -> None:
    """Writes what articles say, and notes how much that is."""
    namespaces, articles = work.linking.namespaces, sorted({*work.change.articles, *work.copied})
    for start in range(0, len(articles), TOGETHER):
        said = [_said(work, one) for one in work.kept.extractions(articles[start : start + TOGETHER])]
        apart = _write(said, writer, namespaces, work.settings.validate)
        for one in said:
            sound = [statement for statement in one.told.statements if statement.iri not in apart]
            work.kept.note(
                one.article.id,
                one.sentences,
                one.told.unresolved + one.told.circular,
                Counter(statement.factuality for statement in sound),
                len(one.told.statements) - len(sound),
            )


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says, as quads of its own graph, and what it says that of."""

    article: Article
    sentences: int
    told: Told
    quads: list[Quad]
    entities: tuple[Entity, ...]


def _said(work: Work, extraction: Extraction) -> Said:
    article, namespaces = extraction.article, work.linking.namespaces
    told, entities = work.linking.tell(extraction)
    told = confident(told, work.settings.min_confidence)
    original = Copies(work.kept.sql, work.kept.text).original(article.id)
    quads = list(rdf.told(article, original, told.statements, entities, namespaces))
    return Said(article, len(extraction.sentences), told, quads, entities)


def _write(said: Sequence[Said], writer: Writer, namespaces: Namespaces, validate: bool) -> frozenset[str]:
    """Writes what articles say, where wished in quarantine what breaks a shape; gives the IRIs of that."""
    if not validate:
        for one in said:
            writer.article(namespaces.article(one.article.id), one.quads)
        return frozenset()
    from kg.graph.quarantine import checked  # SHACL takes a second to load

    about = (quad for one in said for entity in one.entities for quad in rdf.about_entity(entity, namespaces))
    store, apart = checked((quad for one in said for quad in one.quads), about, namespaces)
    for one in said:
        iri = namespaces.article(one.article.id)
        writer.article(iri, store.quads_for_pattern(None, None, None, NamedNode(iri)))
        writer.quarantined(iri, quarantined(store, namespaces, iri))
    return apart
