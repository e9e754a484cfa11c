"""A name in its article in, the known place that the words right after it put it in out: "Tripoli i Libanon"."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import lexicon
from kg.link.gazetteer import CAPITAL, COUNTRIES, Gazetteer, Record
from kg.model import Article, Mention

WITHIN = 40
"""Characters after a name that are read."""
CITIES = frozenset({CAPITAL, "city"})
AROUND = COUNTRIES | {"region", "territory"}
"""Sorts of place that may follow a name after a comma and tell where it is; cities after commas are a list."""
NAME = re.compile(r"[^\W\d_]\w*(?:[ -][^\W\d_]\w*)?")


def placed(article: Article, mention: Mention, gazetteer: Gazetteer) -> Record | None:
    """The known place after a preposition of place, or after a comma; None where there is none."""
    after = article.text[mention.end : mention.end + WITHIN]
    opening = _openings(article.language).match(after)
    name = NAME.match(after, opening.end()) if opening is not None else None
    if name is None or not name.group()[:1].isupper():
        return None
    found = gazetteer.find(name.group()) or gazetteer.find(name.group().split()[0])
    listed = after.startswith(",") and found is not None and found.sort not in AROUND
    return None if listed else found


def contradicted(article: Article, mention: Mention, record: Record, gazetteer: Gazetteer) -> bool:
    """Is a city's name put in another country than the known city of that name lies in?"""
    if record.sort not in CITIES:
        return False
    owner = gazetteer.find(mention.owner.text) if mention.owner is not None else None
    here = gazetteer.country_of(record)
    around = (
        gazetteer.country_of(place) for place in (owner, placed(article, mention, gazetteer)) if place is not None
    )
    return any(country and country != here for country in around)


@cache
def _openings(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon(language)["syntax"]["place_prepositions"]))
    return re.compile(rf"\s+(?:{words})\s+|,\s+")
