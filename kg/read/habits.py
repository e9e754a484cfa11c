"""A line in, its pieces out as its own words mark them: a caption with its credit, a teaser, a dateline, a byline.

Each habit of newspapers is one function from a line to its pieces, empty where the line does not have that habit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.model import BlockKind
from kg.read.lines import Line
from kg.read.words import Words

Piece = tuple[Line, BlockKind | None]
"""A part of a line and its kind; None where only the lines around it can tell."""

_CREDIT_WORDS, _TEASER_WORDS, _DATELINE_WORDS, _BYLINE_WORDS = 12, 30, 14, 10
_LONGEST = 200
_PARTIAL_DATE = re.compile(r"\s*[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])\s*")
_KICKER = re.compile(r"[^:\n]{4,60}:(?=\s)")
_AFTER_PLACE = re.compile(r"\s*[-–—:]\s*")
_WORD = re.compile(r"[^\W\d_]+")


def pieces(line: Line, words: Words) -> list[Piece]:
    """The pieces of a line by the first habit it has; the line itself, of no kind, where it has none."""
    return [(part, kind) for part, kind in _dated(line, words) or _marked(line, words) if part.text]


def is_label(line: Line, words: Words) -> bool:
    """Whether a line is but the opening of a credit or teaser that stands on the next line."""
    return any(pattern.fullmatch(line.text) for pattern in (words.credit, words.teaser))


def opens_credit(line: Line, words: Words) -> bool:
    return words.credit.match(line.text.lstrip("([")) is not None


def ends_sentence(text: str) -> bool:
    return text.rstrip("\"'»”’)]").endswith((".", "!", "?", ":", ";", ",", "…"))


def size(text: str) -> int:
    """Number of words."""
    return len(text.split())


def _marked(line: Line, words: Words) -> list[Piece]:
    return next((found for habit in _HABITS if (found := habit(line, words))), [(line, None)])


def _dated(line: Line, words: Words) -> list[Piece]:
    """The mark "date 2020-09" of scraped texts; what follows is a caption unless it looks like a headline."""
    mark = words.dated.match(line.text)
    day = _PARTIAL_DATE.match(line.text, mark.end()) if mark else None
    if not day:
        return []
    after = [
        (part, BlockKind.CAPTION if kind is None and ends_sentence(part.text) else kind)
        for part, kind in _marked(line.part(day.end()), words)
    ]
    return [(line.part(0, day.end()), BlockKind.DATELINE), *after]


def _teaser(line: Line, words: Words) -> list[Piece]:
    opening = re.match(r"[\s>»•*(\[→]*", line.text)
    mark = words.teaser.match(line.text, opening.end() if opening else 0)
    return [(line, BlockKind.TEASER)] if mark and size(line.text) <= _TEASER_WORDS else []


def _dateline(line: Line, words: Words) -> list[Piece]:
    """A line that opens with "published" or "updated" and has a number, or that is nothing but a date."""
    if len(line.text) > _LONGEST or size(line.text) > _DATELINE_WORDS:
        return []
    mark = words.published.match(line.text) or words.updated.match(line.text)
    rest = line.text[mark.end() :] if mark else ""
    dated = re.search("[0-9]", rest) and (line.text[: -len(rest)].endswith(":") or not ends_sentence(rest))
    labelled = mark and (dated or not rest)
    bare = {word.lower() for word in _WORD.findall(words.date.sub("", line.text, count=1))} <= words.beside_date
    return [(line, BlockKind.DATELINE)] if labelled or (bare and words.date.search(line.text)) else []


def _byline(line: Line, words: Words) -> list[Piece]:
    """ "By Kari Nordmann and Ola Hansen": after the opening, capitalised words and the small words between names."""
    mark = words.byline.match(line.text)
    names = line.text[mark.end() :].split() if mark else []
    if not 2 <= len(names) <= _BYLINE_WORDS or ends_sentence(line.text):
        return []
    named = all(name[:1].isupper() or not name[:1].isalpha() or name in words.byline_words for name in names)
    return [(line, BlockKind.CREDIT)] if named else []


def _credited(line: Line, words: Words) -> list[Piece]:
    """A caption with the credit of its picture at the end, or the credit alone."""
    for mark in words.credit.finditer(line.text, max(len(line.text) - _LONGEST, 0)):
        start = mark.start() - (line.text[mark.start() - 1 : mark.start()] in ("(", "["))
        opens = start < mark.start() or start == 0 or mark[0][0].isupper()
        if opens and size(line.text[mark.end() :]) <= _CREDIT_WORDS:
            return [*_caption(line.part(0, start)), (line.part(start), BlockKind.CREDIT)]
    return []


def _kicked(line: Line, _words: Words) -> list[Piece]:
    """A caption without a credit: two words or more in capitals and a colon before a whole sentence."""
    kicker = _kicker(line)
    return _caption(line) if kicker and size(kicker) > 1 and ends_sentence(line.text) else []


def _placed(line: Line, words: Words) -> list[Piece]:
    """ "OSLO (NTB): …" before the first sentence: place and agency, then the paragraph."""
    agency = words.agency.search(line.text, 0, 80)
    if not agency:
        return []
    place, gap = line.text[: agency.start()], _AFTER_PLACE.match(line.text, agency.end())
    opens = not place or (place[0].isupper() and not ends_sentence(place.strip()) and size(place) <= 6)
    if not opens or not (gap or place.isupper()):
        return []
    end = gap.end() if gap else agency.end()
    return [(line.part(0, end), BlockKind.DATELINE), (line.part(end), BlockKind.PARAGRAPH)]


def _caption(line: Line) -> list[Piece]:
    kicker = _kicker(line)
    return [(line.part(0, len(kicker)), BlockKind.SUBHEADING), (line.part(len(kicker)), BlockKind.CAPTION)]


def _kicker(line: Line) -> str:
    match = _KICKER.match(line.text)
    return match[0] if match and match[0].isupper() and len("".join(_WORD.findall(match[0]))) >= 4 else ""


_HABITS: tuple[Callable[[Line, Words], list[Piece]], ...] = (
    _teaser,
    _dateline,
    _byline,
    _credited,
    _placed,
    _kicked,
)
