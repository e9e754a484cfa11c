"""The claims of a clause in, what they tell of the thing that changes hands out: "delivered a message to X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.confidence import OPEN
from kg.extract.relation import INVOLVES
from kg.model import Claim, Mention

THEME = "theme"


def handed(claims: Sequence[Claim], verb: str, objects: Sequence[Mention]) -> Iterator[Claim]:
    """What somebody gives or sells, as a claim of its own: it takes part as much as who gets it."""
    for claim in claims:
        rest = tuple(one for one in claim.qualifiers if one.name != THEME)
        themes = (one.value for one in claim.qualifiers if one.name == THEME)
        told = [theme for theme in themes if isinstance(theme, Mention) and theme in objects]
        for theme in told if claim.subject is not None else ():
            sure = min(OPEN, claim.confidence)
            yield replace(claim, predicate=INVOLVES, surface=verb, object=theme, qualifiers=rest, confidence=sure)
