"""A Doc in, its time expressions, resolved against the day of publication, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from spacy.tokens import Doc

from kg.extract.calendar import PRESENT, Span, joined
from kg.extract.expression import Expression
from kg.extract.grammar import Grammar, Match
from kg.extract.moments import meaning
from kg.extract.numerals import NUMBERS, known_words, number_tables, numerals
from kg.extract.symbols import Symbol, lex
from kg.extract.tense import tense
from kg.lexicon import lexicon
from kg.model import Article, BlockKind, Time

KINDS = {
    "number": NUMBERS,
    "short": ("digits1", "digits2"),
    "four": ("digits4",),
    "ordinal": ("ordinal",),
    "dotted": ("date",),
    "clock": ("clock",),
    "strong": ("strong",),
    "weak": ("weak",),
    "attribute": ("attribute",),
    "hours": ("hours",),
}
# A weak expression is a time only after a preposition, an attribute takes none; the others are strong.
WEAK = frozenset({"bare_year", "bare_month", "bare_weekend", "bare_season", "bare_new_year"})
STRENGTH = {"genitive": "attribute", "hour": "hours"} | dict.fromkeys(WEAK, "weak")
CORES = frozenset({"strong", "weak", "attribute", "hours"})
TELLING_PRESENT = frozenset({BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.CREDIT})
"""Blocks that tell of the past in the present tense too."""

_DIGIT_STOP = re.compile(r"\d\.$")  # the full stop of the sentence, which some tokenisers leave at a number
_COMPOUND = re.compile(r"-([^\W\d_]+)$")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression of a Doc; `start`/`end` are token indices, end exclusive."""

    start: int
    end: int
    time: Time


def times(doc: Doc, article: Article) -> list[TimeSpan]:
    """The time expressions of a Doc, in order, none overlapping, each with the prepositions that belong to it.

    Works with any pipeline; with morphology the tense of the clause decides which Wednesday is meant. A weekday is the
    last one up to the day of publication or, in the future tense, the next. Without `article.published` relative
    expressions have no value.
    """
    language = article.language or doc.lang_
    reader = _Reader(doc, article, language)
    starts = _starts(doc, article)
    symbols = numerals(lex(doc, known_words(language), starts), language)
    cores = _grammar(language, "cores").reduce(symbols, reader.core)
    found = _grammar(language, "frames").reduce(cores, reader.frame)
    return [TimeSpan(s.start, s.end, s.value) for s in found if s.kind == "time"]


@cache
def _grammar(language: str, rules: str) -> Grammar:
    part = lexicon(language)["time"]
    tables = {name: table for name, table in part.items() if isinstance(table, Mapping) and name != "patterns"}
    return Grammar({"articles": number_tables(language)["articles"], **tables}, KINDS, part["patterns"], part[rules])


def _starts(doc: Doc, article: Article) -> frozenset[int]:
    """The first token of every block."""
    offsets = [token.idx for token in doc]
    return frozenset(bisect_right(offsets, block.start - 1) for block in article.blocks)


class _Reader:
    """What each expression of one Doc means."""

    def __init__(self, doc: Doc, article: Article, language: str) -> None:
        self.doc = doc
        self.published = article.published
        self.language = language
        self.grammar = _grammar(language, "cores")
        self.block_starts = [block.start for block in article.blocks]
        self.blocks = article.blocks

    def core(self, match: Match) -> Symbol | None:
        """An expression without its preposition; the value of the symbol is its span."""
        if self._compounded(match):
            return None
        ask_tense, ask_counted = partial(self._tense, match), partial(self._counts, match)
        span = meaning(Expression(match, self.grammar, self.language, self.published, ask_tense, ask_counted))
        kind = STRENGTH.get(match.rule.means, "attribute" if "possessive" in match.parts else "strong")
        return None if span is None else match.symbol(kind, span)

    def frame(self, match: Match) -> Symbol | None:
        """A whole expression; the value of the symbol is its Time."""
        points = [symbol for symbol in match.symbols if symbol.kind in CORES]
        dated = [symbol for symbol in points if symbol.kind != "hours"] or points
        span: Span = dated[0].value
        if match.rule.means == "since":
            span = (span[0], "")
        elif match.rule.means == "until":
            span = ("", span[1])
        elif match.rule.means == "between":
            span = joined(span, dated[1].value, self._tense(match))
        return match.symbol("time", self._time(match, span))

    def _time(self, match: Match, span: Span) -> Time:
        text = self.doc[match.start : match.end].text
        text = text[:-1] if _DIGIT_STOP.search(text) else text
        begin, end = span
        return Time(text, value=begin) if begin == end != "" else Time(text, begin=begin, end=end)

    def _tense(self, match: Match) -> str:
        """The tense around an expression; a headline or caption tells in the present what has happened."""
        found = tense(self.doc, match.start, match.end, self.language)
        place = bisect_right(self.block_starts, self.doc[match.start].idx) - 1
        told = place >= 0 and self.blocks[place].kind in TELLING_PRESENT
        return "" if told and found == PRESENT else found

    def _compounded(self, match: Match) -> bool:
        """Whether the last word goes on beyond the expression: "22. juli-rapporten" is a name."""
        last = match.symbols[-1]
        rest = _COMPOUND.search(self.doc[last.end - 1].text)
        if rest is None or last.text.split()[-1] == rest[1]:
            return False
        return rest[1].lower() not in known_words(self.language)

    def _counts(self, match: Match) -> bool:
        """Whether the last word counts or determines a noun after it: "i 2000 mennesker", "i vår familie"."""
        last = self.doc[match.end - 1]
        if last.dep_ in ("nummod", "det", "nmod:poss") and last.head.i > last.i:
            return True
        if match.end >= len(self.doc) or self.doc[match.end].is_punct:
            return False
        following = self.doc[match.end]
        if self.grammar.key("counted", following.text):
            return True
        tagged = bool(last.dep_)
        noun = following.is_alpha and following.is_lower and not following.is_stop
        return not tagged and noun and (last.text.endswith("00") or last.is_alpha)
