"""The text of a query in, whether it names another server or its own dataset out.

Oxigraph answers SERVICE by asking the server it names, which would let a query reach the network. Its parser has no
tokens: `<` may begin an IRI or compare two values, and keywords need no space before them (`?s ?p 1SERVICE<…>`). So all
readings of a text are followed at once, and what any of them finds counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPACE = r"(?:\s|#[^\n\r]*(?:[\n\r]|$))*"
_TOKENS = re.compile(
    r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*''' | \"""(?:(?:"|"")?(?:[^"\\]|\\.))*\"""
      | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<name>[?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | :(?:[\w:%.-]|\\.)*)
  | (?P<word>\w+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def asks_elsewhere(text: str) -> bool:
    """Whether a query has a SERVICE clause in any reading."""
    return _has(text, "service")


def names_dataset(text: str) -> bool:
    """Whether a query has a FROM clause in any reading."""
    return _has(text, "from")


def _has(text: str, keyword: str) -> bool:
    if keyword not in text.lower():
        return False
    clause = re.compile(rf"{keyword}{_SPACE}(?:silent|named)?{_SPACE}(?:[<?$:]|\w+:)", re.IGNORECASE)
    return any(_clause_at(clause, text, start, end) for start, end in _words(text))


def _clause_at(clause: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """A keyword may stand anywhere in a word: Oxigraph reads `trueSERVICE` as two."""
    return any(clause.match(text, place) for place in range(start, end))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where bare words stand, in every reading; a place is visited once."""
    todo, seen = [0], set[int]()
    while todo:
        place = todo.pop()
        if place in seen or place >= len(text):
            continue
        seen.add(place)
        found = _TOKENS.match(text, place)
        assert found is not None  # `other` matches any character
        todo.append(found.end())
        if found.lastgroup == "word":
            yield found.span()
        elif found.lastgroup == "iri":
            todo.append(place + 1)
