"""What a clause relates, before coordination is distributed."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Claim, Mention, Qualifier, Value

INVOLVES = "involves"


@dataclass(slots=True)
class Relation:
    """A property or open relation, its words, who and what; `used` are the tokens that play a part."""

    predicate: str
    surface: str
    domain: list[Mention | None]
    range: list[Mention | Claim | Value | None]
    confidence: float
    used: set[int]
    qualifiers: list[Qualifier]
