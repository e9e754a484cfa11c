"""The extractions of all articles in, entities and statements out: the only stage that sees more than one article."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.link.authority import with_authority
from kg.link.gazetteer import Gazetteer, gazetteer
from kg.link.linker import TABLES, Change, Linker, unswept
from kg.link.rulings import Ruling, read_rulings
from kg.link.statements import Told
from kg.model import Entity, Extraction, Merge, Statement
from kg.vocabulary import Namespaces

__all__ = ["TABLES", "Change", "Knowledge", "Linker", "Links", "Told", "confident", "link", "linker"]


@dataclass(frozen=True, slots=True)
class Links:
    """Everything sorted by IRI. `unresolved` and `circular` count the claims that gave no statement, and why.

    Unresolved: nothing but pronouns stood in it, and no text told for whom. Circular: it relates a thing to itself.
    """

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    unresolved: int = 0
    circular: int = 0
    merges: tuple[Merge, ...] = ()
    candidates: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known before reading: the tables of known things, and what a user rules about names."""

    gazetteer: Gazetteer
    rulings: tuple[Ruling, ...] = ()

    @classmethod
    def of(cls, authorities: Sequence[Path] = (), identities: Path | None = None) -> Knowledge:
        """The shipped tables with the user's own. Raises OntologyError and ReadError for a bad file."""
        known = gazetteer()
        for path in authorities:
            known = with_authority(known, path)
        return cls(known, read_rulings(identities) if identities is not None else ())


def linker(connection: sqlite3.Connection, namespaces: Namespaces, knowledge: Knowledge) -> Linker:
    """What decides who is who, with its memory in the tables (`TABLES`) of a connection."""
    return Linker(connection, knowledge.gazetteer, knowledge.rulings, namespaces)


def link(extractions: Sequence[Extraction], namespaces: Namespaces, knowledge: Knowledge | None = None) -> Links:
    """Decides who is who in all articles, in whatever order they come; a text that comes twice counts once.

    Raises OntologyError for a bad table and for an article in a language that has no lexicon.
    """
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    linking = linker(connection, namespaces, knowledge or Knowledge.of())
    ordered = _ordered(extractions)
    with unswept():
        change = linking.change((), ordered)
        told = [linking.tell(one)[0] for one in ordered]
    said = sorted((statement for one in told for statement in one.statements), key=lambda statement: statement.iri)
    merges = sorted(
        (merge for same in change.merges.values() for merge in same),
        key=lambda merge: (merge.entities, merge.names, merge.articles, merge.iri),
    )
    return Links(
        tuple(one for one in change.entities.values() if one is not None),
        tuple(said),
        sum(one.unresolved for one in told),
        sum(one.circular for one in told),
        tuple(merge for merge in merges if not merge.candidate),
        tuple(merge for merge in merges if merge.candidate),
    )


def confident(told: Told, least: float) -> Told:
    """Without the statements below a confidence, and those that speak of one that is left out."""
    kept = {statement.iri for statement in told.statements if statement.confidence >= least}
    spoken = {statement.iri for statement in told.statements}

    def stands(statement: Statement) -> bool:
        return statement.iri in kept and (statement.object not in spoken or statement.object in kept)

    while dropped := {one.iri for one in told.statements if one.iri in kept and not stands(one)}:
        kept -= dropped
    return replace(told, statements=tuple(one for one in told.statements if one.iri in kept))


def _ordered(extractions: Sequence[Extraction]) -> list[Extraction]:
    """Each text once, by its id."""
    by_id = {one.article.id: one for one in sorted(extractions, key=lambda one: one.article.source, reverse=True)}
    return [by_id[article_id] for article_id in sorted(by_id)]
