"""An extraction in, what its article speaks of out: all that linking takes from one article alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.link.coreference import Resolution, resolve
from kg.link.gazetteer import Gazetteer
from kg.link.mentions import Spot, spot, walk
from kg.link.profiles import Profile, profiles
from kg.link.words import words
from kg.model import Extraction


@dataclass(frozen=True, slots=True)
class Spoken:
    """`of` maps the spot of a mention to referents, `cited` are known places that somebody speaks through."""

    article: str
    profiles: tuple[Profile, ...]
    of: Mapping[Spot, tuple[int, ...]]
    cited: frozenset[str]


def spoken(extraction: Extraction, tables: Gazetteer) -> Spoken:
    """Raises OntologyError for an article in a language that has no lexicon."""
    resolution = resolve(extraction, words(extraction.article.language), tables)
    found = tuple(profiles(extraction.article, resolution, tables))
    return Spoken(extraction.article.id, found, resolution.of, _cited(extraction, resolution))


def _cited(extraction: Extraction, resolution: Resolution) -> frozenset[str]:
    """The ids of the known places that somebody speaks through: "a statement from Moscow"."""
    sources = [claim.source for claim in walk(extraction.claims) if claim.source is not None]
    records = [
        resolution.referents[index].record for source in sources for index in resolution.of.get(spot(source), ())
    ]
    return frozenset(record.id for record in records if record is not None and record.speaks_for)
