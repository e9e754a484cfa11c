"""The tokens of a Doc in, the symbols that grammars read out: pieces finer than tokens.

No tokeniser's habits matter after this: "10–20", "90-tallet" and "twenty-three" are the same symbols however they were
split.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

_PIECE = re.compile(
    r"""(?P<date>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.]\d))
      | (?P<clock>(?:[01]?\d|2[0-3])[.:][0-5]\d(?![.,]?\d))
      | (?P<figure>\d+(?:[.,]\d+)+)
      | (?P<ordinal>\d{1,2}\.(?=$|[-–—]|[^\W\d_]))
      | (?P<digits>\d+)
      | (?P<word>['’]s\b|[^\W\d_]+(?:[.'’](?!s\b)[^\W\d_]+)*)
      | (?P<dash>[-–—])
      | (?P<mark>\S)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One piece of one token or, after a reduction, one phrase; `start`/`end` are token indices, end exclusive."""

    kind: str
    text: str
    start: int
    end: int
    glued: bool = False
    value: Any = None


def lex(doc: Doc, known: Collection[str], starts: Collection[int] = (), skip: Collection[int] = ()) -> list[Symbol]:
    """The symbols of a Doc. `known` are the words that may be glued to a number; a symbol of the kind "break" ends
    what a phrase cannot cross: a line, a sentence where the Doc has them; tokens of `starts` and `skip` break too.
    """
    symbols: list[Symbol] = []
    edge = -1
    for token in doc:
        if token.i in skip or (token.is_space and "\n" in token.text):
            symbols.append(Symbol("break", "", token.i, token.i + 1))
        elif not token.is_space:
            if token.i in starts or token.is_sent_start:
                symbols.append(Symbol("break", "", token.i, token.i))
            for piece in _PIECE.finditer(token.text):
                glued = bool(symbols) and symbols[-1].kind != "break" and token.idx + piece.start() == edge
                symbols.append(_symbol(piece, token.i, glued))
                edge = token.idx + piece.end()
    return _settled(symbols, known)


def words(entry: str) -> list[str]:
    """An entry of a table as the texts of its symbols: "US$" is `["US", "$"]`."""
    return [piece.group() for piece in _PIECE.finditer(entry)]


def _symbol(piece: re.Match[str], token: int, glued: bool) -> Symbol:
    kind = str(piece.lastgroup)
    if kind == "digits":
        kind = f"digits{min(len(piece.group()), 5)}"
    return Symbol("word" if kind == "mark" else kind, piece.group(), token, token + 1, glued)


def _settled(symbols: list[Symbol], known: Collection[str]) -> list[Symbol]:
    """Kinds that depend on the neighbours: a hyphen inside a word, a code such as "F-16", the full stop of "kl."."""
    end = Symbol("break", "", 0, 0)
    settled: list[Symbol] = []
    for symbol, following in zip(symbols, [*symbols[1:], end], strict=False):
        kind, before = symbol.kind, settled[-1] if settled else None
        if kind == "dash":
            kind = "joint" if symbol.glued and following.glued else "dash"
        elif kind[:6] in ("digits", "figure") and symbol.glued and before is not None:
            kind = "code" if _names(settled, known) else kind
        elif kind == "word" and symbol.glued and _unknown(symbol, known) and before is not None:
            _recode(settled)
        elif symbol.text == "." and before is not None and before.kind == "word" and before.start == symbol.start:
            continue  # the full stop of an abbreviation: a tokeniser splits the other ones off
        elif kind == "ordinal" and (following.kind == "break" or following.text[:1].isupper()):
            kind = f"digits{len(symbol.text) - 1}"  # the full stop ends a sentence
        text = symbol.text.rstrip(".") if kind[:6] == "digits" else symbol.text
        settled.append(Symbol(kind, text, symbol.start, symbol.end, symbol.glued))
    return settled


def _unknown(symbol: Symbol, known: Collection[str]) -> bool:
    return symbol.kind == "word" and symbol.text[:1].isalpha() and symbol.text.lower() not in known


def _names(settled: list[Symbol], known: Collection[str]) -> bool:
    """Whether a number glued to what precedes it belongs to a name: "A4", "F-16"."""
    if settled[-1].kind == "joint":
        first = settled[-2] if len(settled) > 1 else settled[-1]
        letter = len(first.text) == 1 and first.text.isalpha()
        return letter or first.kind == "code" or _unknown(first, known)
    return settled[-1].kind == "code" or _unknown(settled[-1], known)


def _recode(settled: list[Symbol]) -> None:
    """An unknown word is glued to what precedes it: a number there is part of a compound ("16-fly")."""
    place = len(settled) - (2 if settled[-1].kind == "joint" else 1)
    if place >= 0 and settled[place].kind.startswith("digits"):
        number = settled[place]
        settled[place] = Symbol("code", number.text, number.start, number.end, number.glued)
