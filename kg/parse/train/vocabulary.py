"""The encoder's 250,000 pieces in, the 49,000 that news in our languages needs out.

Kept are the pieces met when cutting the most frequent words of Norwegian, Swedish, Danish and English (`wordfreq`,
used only here), in lower, title and some in upper case, all Latin, Greek and Cyrillic characters, digits and
punctuation. About one word in 280 is then cut otherwise than with all pieces.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import wordfreq
from rich.progress import track

from kg.parse.pieces import WORD_MARK, Pieces
from kg.parse.train.encoder import Packed

LANGUAGES = ("nb", "da", "sv", "en")
WORDS = 100_000
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
PLAIN = {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'", "\u00ad": ""}


def whole(packed: Packed) -> Pieces:
    """The tokenizer with all pieces."""
    return Pieces(packed.pieces, packed.scores, packed.normal, packed.specials, min(packed.scores) - 10)


def prune(packed: Packed) -> list[int]:
    """Rows of the packed vocabulary to keep, ascending."""
    pieces = whole(packed)
    kept = {index for index, piece in enumerate(packed.pieces) if _basic(piece)} | set(packed.specials.values())
    for word in track(list(_words()), "vocabulary"):
        kept.update(pieces.word(word))
    return sorted(kept)


def save(packed: Packed, rows: list[int], path: Path) -> Pieces:
    """Write the tokenizer of the kept rows where `Pieces.load` reads it, and return it."""
    number = {row: index for index, row in enumerate(rows)}
    letters = {c: form for c, form in packed.normal.items() if _basic(c) and c != form}
    data = {
        "specials": {name: number[row] for name, row in packed.specials.items()},
        "unknown": round(min(packed.scores) - 10, 4),
        "normal": letters | PLAIN,
        "pieces": [packed.pieces[row] for row in rows],
        "scores": [round(packed.scores[row], 4) for row in rows],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return Pieces.load(path)


def _words() -> Iterator[str]:
    for language in LANGUAGES:
        words = wordfreq.top_n_list(language, WORDS)
        yield from words
        yield from (word[:1].upper() + word[1:] for word in words)
        yield from map(str.upper, words[: WORDS // 10])


def _basic(piece: str) -> bool:
    """A single character of our scripts, or a run of digits and punctuation."""
    text = piece.strip(WORD_MARK)
    if len(text) > 1:
        return all(ord(c) < 0x2100 and not c.isalpha() for c in text)
    return all(map(_ours, text))


def _ours(character: str) -> bool:
    if ord(character) < 0x250 or unicodedata.name(character, "").startswith(SCRIPTS):
        return True
    return unicodedata.category(character)[0] in "PSZ" and ord(character) < 0x3000
