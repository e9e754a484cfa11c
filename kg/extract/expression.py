"""A match of the time grammar in, its numbers, names and surroundings, as the calendar needs them, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.extract.calendar import Reference
from kg.extract.grammar import Grammar, Match
from kg.extract.numerals import NUMBERS, amount


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression: the grammar's match and what it is relative to, the day of publication and the tense around it.

    `counted` says whether a noun follows that its last word counts or determines. Both are asked only when needed.
    """

    match: Match
    grammar: Grammar
    language: str
    published: date | None
    ask_tense: Callable[[], str]
    ask_counted: Callable[[], bool]

    def key(self, slot: str) -> str:
        return self.match.keys.get(slot, "")

    def number(self, slot: str) -> int:
        """The key of a slot as a number; raises KeyError where the slot is empty."""
        return int(self.match.keys[slot])

    @property
    def reference(self) -> Reference:
        return Reference(self.published, self.ask_tense())

    @property
    def days(self) -> list[int]:
        """The day numbers, or other small ordinals, in order."""
        keys = [self.grammar.key("ordinals", s.text) if s.kind == "word" else s.text for s in self.match.symbols]
        small = [key.rstrip(".") for key, s in zip(keys, self.match.symbols, strict=True) if _small(s.kind, key)]
        return [int(key) for key in small]

    @property
    def years(self) -> list[int]:
        """The years written in four digits."""
        return [int(symbol.text) for symbol in self.match.symbols if symbol.kind == "digits4"]

    @property
    def year(self) -> int | None:
        """The year named, in digits or as "last year"; None where there is none or it cannot be known."""
        if self.years:
            return self.years[0]
        return self.published.year + self.number("years") if self.published and "years" in self.match.keys else None

    @property
    def count(self) -> float | None:
        """How many units; None where nobody counts."""
        number = next((symbol for symbol in self.match.symbols if symbol.kind in NUMBERS), None)
        if number is not None:
            return amount(number, self.language)
        return 1.0 if "articles" in self.match.keys else None

    def towards(self, tense: str) -> Reference:
        return Reference(self.published, tense)


def _small(kind: str, key: str) -> bool:
    return bool(key) and kind in ("ordinal", "digits1", "digits2", "word")
