"""A query and what the parser says of it in, one line with the place, the mistake and a caret under it out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

PADDING = " " * 40
"""Goes after a query that is parsed for its mistakes: a keyword that the parser looks for must not meet the end."""

TOO_LONG = 100_000
"""Characters of a query that is not parsed again and again to find the place."""

KEYWORDS = """ASK BASE BIND CONSTRUCT DESCRIBE DISTINCT FILTER FROM GRAPH GROUP HAVING LIMIT MINUS OFFSET OPTIONAL
    ORDER PREFIX REDUCED SELECT UNION VALUES WHERE""".split()  # noqa: SIM905
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected one of |expected )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z_0-9]+")


def located(text: str, name: str, says: Callable[[str], str]) -> str:
    """A syntax error with its line and a caret under the place: columns count characters from 1.

    `says` gives the parser's message for a text, empty where that is well-formed.
    """
    message = says(text + PADDING) or says(text)
    found = _PLACE.match(message)
    if not found:
        return f"{name}: {' '.join(message.split())}"
    row, column, expected = int(found[1]), int(found[2]), found[3]
    lines = text.split("\n")
    line = lines[row - 1] if row <= len(lines) else ""
    if "Prefix not found" not in expected:
        column = _reached(lines, row, _start(expected, column, line), column, says)
    caret = re.sub(r"[^\t]", " ", line[: column - 1]) + "^"
    return f"{name}, line {row}, column {column}: {_reason(expected, line, column)}\n  {line}\n  {caret}"


def _start(expected: str, column: int, line: str) -> int:
    """The parser points behind the letters it compared with a keyword; the mistake stands before them, or later."""
    keywords = [part for part in expected.split(", ") if _KEYWORD.fullmatch(part)]
    start = max(column - min(map(len, keywords)), 1) if keywords else column
    blank = re.compile(r"\s*").match(line, start - 1)
    return min(blank.end() + 1 if blank else start, len(line) + 1)


def _reached(lines: list[str], row: int, start: int, column: int, says: Callable[[str], str]) -> int:
    """The last token that the parser came to: one that it still comes to when blanks are put before it."""
    line, last = lines[row - 1] if row <= len(lines) else "", start
    if sum(map(len, lines)) > TOO_LONG:
        return last
    for token in re.finditer(r"(?<=[\s(){},;])\S|[(){},;]", line[:column]):
        place = token.start()
        if place < start:
            continue
        changed = [*lines[: row - 1], line[:place] + PADDING + line[place:], *lines[row:]]
        found = _PLACE.match(says("\n".join(changed) + PADDING))
        if found and (int(found[1]), int(found[2])) > (row, place + len(PADDING)):
            last = place + 1
    return last


def _reason(expected: str, line: str, column: int) -> str:
    """What the parser says, where that is true and readable; of what it expected only a lone bracket is."""
    if "Prefix not found" in expected:
        word = re.search(r"[\w.-]*:[\w.-]*$", line[: column - 1])
        return f"unknown prefix {word[0] if word else ''}".rstrip() + "; declare it with PREFIX"
    if "IRI parsing failed" in expected:
        return "not an absolute IRI"
    rule = next((part for part in expected.split(", ") if part.startswith("The ")), "")
    bracket = re.match(r'"([{}()])"', expected)
    return rule or (f"expected {bracket[1]}" if bracket else _guess(line, column))


def _guess(line: str, column: int) -> str:
    found = re.compile(r"[A-Za-z]+").match(line, column - 1)
    word = found[0].upper() if found else ""
    if word in UPDATES:
        return f"{word} is an update; the graph is only read"
    near = difflib.get_close_matches(word, KEYWORDS, n=1, cutoff=0.75) if word not in KEYWORDS else []
    return "not valid SPARQL from here on" + (f"; did you mean {near[0]}?" if near else "")
