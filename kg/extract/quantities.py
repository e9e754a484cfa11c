"""A Doc in, the numbers it gives, with their bounds and units, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import prod

from spacy.tokens import Doc, Token

from kg.extract.grammar import Grammar, Match
from kg.extract.numerals import KINDS, NUMBERS, amount, known_words, number_tables, numerals
from kg.extract.symbols import Symbol, lex
from kg.lexicon import lexicon
from kg.model import Quantity

SCALES = ("hundreds", "scales")
FIRST_YEAR, LAST_YEAR = 1500, 2100  # a bare figure in this range is a year unless it counts something
VAGUE = frozenset({"several", "couple", "plurals", "roughly"})


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """A quantity of a Doc; `start`/`end` are token indices, end exclusive."""

    start: int
    end: int
    quantity: Quantity


def quantities(doc: Doc, language: str, skip: Iterable[range] = ()) -> list[QuantitySpan]:
    """The quantities of a Doc, in order, none overlapping; `skip` are token ranges that are none, such as its times.

    A span covers the number with its modifier and unit, never the noun counted. A number inside a name is no quantity.
    """
    skipped = frozenset(token for tokens in skip for token in tokens)
    reader = _Reader(doc, language, _grammar(language))
    found = reader.reduced(skipped)
    if reader.governing:
        found = reader.reduced(skipped | reader.governing)
    spans = [QuantitySpan(s.start, s.end, s.value) for s in found if s.kind == "quantity"]
    places = Counter((span.start, span.end) for span in spans)
    return [span for span in spans if places[span.start, span.end] == 1]  # "3:1" is one token, and a score


@cache
def _grammar(language: str) -> Grammar:
    part = lexicon(language)["number"]
    return Grammar(number_tables(language), KINDS, part["patterns"], part["rules"])


class _Reader:
    """What each phrase of one Doc means."""

    def __init__(self, doc: Doc, language: str, grammar: Grammar) -> None:
        self.doc = doc
        self.language = language
        self.grammar = grammar
        names = (entity for entity in doc.ents if any(token.text[:1].isupper() for token in entity))
        self.names = {token.i for name in names for token in name}
        self.governing: frozenset[int] = frozenset()

    def reduced(self, skipped: frozenset[int]) -> list[Symbol]:
        """The words as symbols, phrases put together; prepositions that look like bounds are noted in `governing`."""
        symbols = numerals(lex(self.doc, known_words(self.language), skip=skipped), self.language)
        return self.grammar.reduce(symbols, self.read)

    def read(self, match: Match) -> Symbol | None:
        """The phrase as a symbol of the kind "quantity", or "nothing" for a number that counts nothing."""
        if match.rule.means == "nothing":
            return match.symbol("nothing")
        if self._governed(match):
            self.governing |= {match.start}
            return None
        numbers = [symbol for symbol in match.symbols if symbol.kind in NUMBERS]
        values = [amount(symbol, self.language) for symbol in numbers]
        if any(value is None for value in values) or any(symbol.start in self.names for symbol in numbers):
            return None
        if len(match.symbols) == len(numbers) == 1 and self._counts_nothing(match.symbols[0]):
            return match.symbol("nothing")
        meant = self._meaning(match, [value for value in values if value is not None])
        if meant is None and "joint" in {symbol.kind for symbol in match.symbols}:
            return match.symbol("nothing")  # "4-2" is a score
        return None if meant is None else match.symbol("quantity", self._quantity(match, meant))

    def _meaning(self, match: Match, values: list[float]) -> dict[str, float] | None:
        """The value or bounds; None where the phrase is no quantity after all."""
        keys = match.keys
        case = match.rule.means
        if case == "range":
            low, high = _scaled(values[0], values[1], match)
            return {"minimum": low, "maximum": high} if low < high else None
        times = prod(float(self.grammar.key(slot, s.text)) for slot in SCALES for s in match.parts.get(slot, ()))
        base = values[0] if values else times
        if case == "several":
            return {"minimum": 2 * base} if base >= 10 else None
        if case == "couple":
            return {"value": 2 * base} if base >= 10 or not values else None
        if case in ("plurals", "roughly"):
            return {"minimum" if case == "plurals" else "value": float(keys[case]) * base}
        bound = next((name for name in ("minimum", "maximum") if name in keys), "value")
        return {bound: values[0]}

    def _quantity(self, match: Match, meant: Mapping[str, float]) -> Quantity:
        keys = match.keys
        approximate = "approximate" in keys or match.rule.means in VAGUE
        unit = keys.get("currencies") or keys.get("measures") or ("year" if match.rule.means == "age" else "")
        text = self.doc[match.start : match.end].text
        return Quantity(text, meant.get("value"), meant.get("minimum"), meant.get("maximum"), approximate, unit)

    def _governed(self, match: Match) -> bool:
        """Is what would be a bound a preposition: "control over two villages", "came across seven"?"""
        first, before = self.doc[match.start], self.doc[max(match.start - 1, 0)]
        bound = "minimum" in match.keys and not {"currencies", "measures"} & set(match.keys)
        return bound and first.dep_ == "case" and first.head.pos_ != "NUM" and before.pos_ in {"NOUN", "VERB"}

    def _counts_nothing(self, symbol: Symbol) -> bool:
        """Whether a bare number is a pronoun ("no one"), part of a name ("TV 2") or a year ("2013")."""
        first, last = self.doc[symbol.start], self.doc[symbol.end - 1]
        if first.pos_ == "PRON" and first is last:
            return True
        before = self.doc[first.i - 1] if first.i else None
        named = before is not None and before.text[:1].isupper() and (before.is_upper or not _starts_sentence(before))
        dated = symbol.kind == "digits4" and FIRST_YEAR <= int(symbol.text) <= LAST_YEAR
        return (named or dated) and not self._counts(last)

    def _counts(self, token: Token) -> bool:
        """Whether a noun that the number counts follows, by the parse or, without one, by its look."""
        if token.dep_:
            return token.dep_ == "nummod" and token.head.i > token.i
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        return following is not None and following.is_alpha and following.is_lower and not following.is_stop


def _starts_sentence(token: Token) -> bool:
    return token.i == 0 or token.is_sent_start is True


def _scaled(low: float, high: float, match: Match) -> tuple[float, float]:
    """In "2–3 millioner" both are millions."""
    last = [symbol for symbol in match.symbols if symbol.kind in NUMBERS][-1]
    for scale in (1e12, 1e9, 1e6, 1e3):
        if last.kind == "number" and low < 1000 <= scale <= high and not last.text[-1:].isdigit():
            return (low * scale, high) if low * scale < high else (low, high)
    return low, high
