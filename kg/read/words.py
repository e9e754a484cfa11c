"""The reading lexicons of all languages in, one set of patterns out: the reader does not know the language yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import OntologyError
from kg.lexicon import languages, lexicon


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of whole words, blind to case; `months` maps a lower-case name to its number, 1 to 12."""

    credit: re.Pattern[str]
    teaser: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    dated: re.Pattern[str]
    byline: re.Pattern[str]
    agency: re.Pattern[str]
    date: re.Pattern[str]
    byline_words: frozenset[str]
    beside_date: frozenset[str]
    months: Mapping[str, int]


@cache
def words() -> Words:
    """The words of every language that has a lexicon. Raises OntologyError where one is malformed."""
    readings = [lexicon(language)["reading"] for language in languages() if "reading" in lexicon(language)]
    months = _months(readings)
    return Words(
        credit=_phrases(_union(readings, "credit")),
        teaser=_phrases(_union(readings, "teaser")),
        published=_phrases(_union(readings, "published")),
        updated=_phrases(_union(readings, "updated")),
        dated=_phrases(_union(readings, "dated")),
        byline=_phrases(_union(readings, "byline")),
        agency=re.compile(rf"\((?:©\s*)?(?:{_any(_union(readings, 'agency'))})\)"),
        date=_date(_union(readings, "ordinal"), months),
        byline_words=frozenset(_union(readings, "byline_word")),
        beside_date=frozenset(_union(readings, "beside_date")),
        months=months,
    )


def _union(readings: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    return sorted({str(phrase) for reading in readings for phrase in reading[key]}, key=lambda word: (-len(word), word))


def _months(readings: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    months = {str(name).lower(): number for reading in readings for name, number in reading["months"].items()}
    for name, number in months.items():
        if number not in range(1, 13):
            raise OntologyError(f"reading.toml: month {name!r} is {number!r}; give a number from 1 to 12")
    return months


def _any(phrases: Iterable[str]) -> str:
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases) or "(?!)"


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    bare = _any(phrase for phrase in phrases if not phrase.endswith(":"))
    marked = _any(phrase.removesuffix(":") for phrase in phrases if phrase.endswith(":"))
    return re.compile(rf"(?<!\w)(?:(?:{marked})\s*:|(?:{bare})(?!\w)(?:\s*:)?)", re.IGNORECASE)


def _date(ordinals: Iterable[str], months: Iterable[str]) -> re.Pattern[str]:
    """Day, month and year as 01.10.20, 2020-10-01, 1. oktober 2020 or October 1, 2020, in groups d1, m1, y1 and on."""
    nth = rf"(?:{_any(ordinals)})?"
    month = rf"(?:{_any(sorted(months, key=lambda name: (-len(name), name)))})"
    return re.compile(
        r"(?<![0-9.])(?P<d1>[0-9]{1,2})\.\s?(?P<m1>[0-9]{1,2})\.\s?(?P<y1>[0-9]{4}|[0-9]{2})(?![0-9])"
        r"|(?<![0-9])(?P<y2>[0-9]{4})-(?P<m2>[0-9]{2})-(?P<d2>[0-9]{2})(?![0-9])"
        rf"|(?<![0-9.])(?P<d3>[0-9]{{1,2}}){nth}\s+(?P<m3>{month})\.?,?\s+(?P<y3>[0-9]{{4}})(?![0-9])"
        rf"|(?<!\w)(?P<m4>{month})\.?\s+(?P<d4>[0-9]{{1,2}}){nth},?\s+(?P<y4>[0-9]{{4}})(?![0-9])",
        re.IGNORECASE,
    )
