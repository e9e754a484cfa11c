"""The extractions of all articles in, entities and statements out: the only stage that sees more than one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.link.authority import with_authority
from kg.link.coreference import Resolution, resolve
from kg.link.discourse import Spot, spot, walk
from kg.link.entities import World, world
from kg.link.gazetteer import Gazetteer, gazetteer
from kg.link.identity import Identities, identify
from kg.link.profiles import Profile, profiles
from kg.link.rulings import Ruling, read_rulings
from kg.link.statements import Lookup, statements
from kg.link.variants import Names
from kg.link.words import words
from kg.model import Entity, Extraction, Mention, Merge, Statement
from kg.vocabulary import IRI, Namespaces

__all__ = ["Knowledge", "Links", "confident", "link"]


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


def link(extractions: Sequence[Extraction], namespaces: Namespaces, knowledge: Knowledge | None = None) -> Links:
    """Decides who is who in all articles, in whatever order they come; a text that comes twice counts once.

    Raises OntologyError for a bad table and for an article in a language that has no lexicon.
    """
    knowledge = knowledge or Knowledge.of()
    ordered = _ordered(extractions)
    spoken = [_spoken(number, one, knowledge.gazetteer) for number, one in enumerate(ordered)]
    identities = identified([profile for one in spoken for profile in one.profiles], knowledge, len(ordered))
    cited = frozenset(place for one in spoken for place in one.cited)
    known = world(identities, cited, knowledge.gazetteer, namespaces)
    told = [
        statements(one, _lookup(number, spoken[number], known), known.speaks_for, namespaces)
        for number, one in enumerate(ordered)
    ]
    said = sorted((statement for one in told for statement in one.statements), key=lambda statement: statement.iri)
    return Links(
        known.entities,
        tuple(said),
        sum(one.unresolved for one in told),
        sum(one.circular for one in told),
        known.merges,
        known.candidates,
    )


def identified(found: Sequence[Profile], knowledge: Knowledge, articles: int) -> Identities:
    """Which of the profiles of so many articles are one thing, and why."""
    return identify(found, Names(knowledge.gazetteer.records), knowledge.rulings, articles)


def confident(links: Links, least: float) -> Links:
    """Without the statements below a confidence, and those that speak of one that is left out."""
    kept = {statement.iri for statement in links.statements if statement.confidence >= least}
    spoken = {statement.iri for statement in links.statements}

    def stands(statement: Statement) -> bool:
        return statement.iri in kept and (statement.object not in spoken or statement.object in kept)

    while dropped := {one.iri for one in links.statements if one.iri in kept and not stands(one)}:
        kept -= dropped
    return replace(links, statements=tuple(one for one in links.statements if one.iri in kept))


def _ordered(extractions: Sequence[Extraction]) -> list[Extraction]:
    """Each text once, by its id."""
    by_id = {one.article.id: one for one in sorted(extractions, key=lambda one: one.article.source, reverse=True)}
    return [by_id[article_id] for article_id in sorted(by_id)]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one article speaks of: `of` maps the spot of a mention to referents, `cited` are known places that speak."""

    profiles: tuple[Profile, ...]
    of: Mapping[Spot, tuple[int, ...]]
    cited: frozenset[str]


def _spoken(number: int, extraction: Extraction, tables: Gazetteer) -> Spoken:
    resolution = resolve(extraction, words(extraction.article.language), tables)
    found = tuple(profiles(number, extraction.article, resolution, tables))
    return Spoken(found, resolution.of, _cited(extraction, resolution))


def _lookup(number: int, spoken: Spoken, known: World) -> Lookup:
    def lookup(mention: Mention) -> tuple[IRI, ...]:
        return tuple(known.iris[number, index] for index in spoken.of.get(spot(mention), ()))

    return lookup


def _cited(extraction: Extraction, resolution: Resolution) -> frozenset[str]:
    """The ids of the known places that somebody speaks through: "a statement from Moscow"."""
    sources = [claim.source for claim in walk(extraction.claims) if claim.source is not None]
    records = [
        resolution.referents[index].record for source in sources for index in resolution.of.get(spot(source), ())
    ]
    return frozenset(record.id for record in records if record is not None and record.speaks_for)
