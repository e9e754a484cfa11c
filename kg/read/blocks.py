"""A text in, its blocks out: sorted, apart from each other, trimmed, and together all that is not white space."""

from __future__ import annotations

from kg.model import Block, BlockKind
from kg.read.habits import Piece, ends_sentence, is_label, opens_credit, pieces, size
from kg.read.lines import Line, join, lines
from kg.read.words import Words

_HEADLINE_WORDS, _SUBHEADING_WORDS, _FEWEST_WORDS = 25, 12, 3


def blocks(text: str, words: Words) -> tuple[Block, ...]:
    """Cut a text at its lines and at the marks within them; what the marks leave open, the order of lines decides.

    The headline is the first line without a full stop before any paragraph, one of three words or more if there is
    one; the other lines above the first paragraph and later short lines without a final mark are subheadings.
    """
    cut = [piece for line in _whole(text, words) for piece in pieces(line, words)]
    headings = _top(cut)
    headline = next((line for line in headings if size(line.text) >= _FEWEST_WORDS), headings[0] if headings else None)
    return tuple(Block(line.start, line.end, kind or _kind(line, headline, headings)) for line, kind in cut)


def _whole(text: str, words: Words) -> list[Line]:
    """The lines, a label joined to the line it announces and a caption to the credit right below it."""
    whole: list[Line] = []
    label = False
    for group in lines(text):
        if len(group) == 2 and opens_credit(group[1], words) and not opens_credit(group[0], words):
            group = [join(text, *group)]
        for line in group:
            if label and size(line.text) <= _SUBHEADING_WORDS and not ends_sentence(line.text):
                whole[-1], label = join(text, whole[-1], line), False
            else:
                whole.append(line)
                label = is_label(line, words)
    return whole


def _top(cut: list[Piece]) -> list[Line]:
    """The lines above the first paragraph that could be the headline."""
    headings = []
    for line, kind in cut:
        if kind is BlockKind.PARAGRAPH or (kind is None and not _is_top(line.text)):
            break
        if kind is None and any(character.isalnum() for character in line.text):
            headings.append(line)
    return headings


def _is_top(text: str) -> bool:
    open_end = text.endswith(("!", "?", "…", "...")) or not ends_sentence(text)
    return open_end and size(text) <= _HEADLINE_WORDS


def _kind(line: Line, headline: Line | None, headings: list[Line]) -> BlockKind:
    if line == headline:
        return BlockKind.HEADLINE
    short = size(line.text) <= _SUBHEADING_WORDS and not ends_sentence(line.text)
    return BlockKind.SUBHEADING if short or line in headings else BlockKind.PARAGRAPH
