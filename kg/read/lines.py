"""A text in, its lines out, trimmed and with their place; lines that were broken at a fixed width are joined again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

_WIDTHS = range(40, 121)
_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """Characters of an article's text from `start` on, without white space at either end."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def part(self, start: int, end: int | None = None) -> Line:
        """The trimmed part from `start` to `end`, counted within the line; its text may be empty."""
        text = self.text[start:end]
        return Line(self.start + start + len(text) - len(text.lstrip()), text.strip())


def lines(text: str) -> list[list[Line]]:
    """Groups of lines with blank lines between them."""
    groups: list[list[Line]] = [[]]
    start = 0
    for raw in text.split("\n"):
        line = Line(start, raw).part(0)
        start += len(raw) + 1
        if line.text:
            groups[-1].append(line)
        else:
            groups.append([])
    return _unwrapped(text, [group for group in groups if group])


def join(text: str, first: Line, last: Line) -> Line:
    """One line from the start of `first` to the end of `last`, line breaks included."""
    return Line(first.start, text[first.start : last.end])


def _unwrapped(text: str, groups: list[list[Line]]) -> list[list[Line]]:
    """Undo a break at a fixed width: nearly every line is too full for the first word of the line that follows."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    width = max((len(line.text) for pair in pairs for line in pair), default=0)
    full = [_full(line, after, width) for line, after in pairs]
    if width not in _WIDTHS or sum(full) < _SHARE * len(full):
        return groups
    return [_joined(text, group, width) for group in groups]


def _full(line: Line, after: Line, width: int) -> bool:
    return len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width


def _joined(text: str, group: list[Line], width: int) -> list[Line]:
    firsts = [group[0], *(after for line, after in pairwise(group) if not _full(line, after, width))]
    lasts = [*(line for line, after in pairwise(group) if not _full(line, after, width)), group[-1]]
    return [join(text, first, last) for first, last in zip(firsts, lasts, strict=True)]
