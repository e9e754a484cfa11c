"""Words in, ids of sub-word pieces out: a unigram tokenizer that gives each word the cut of highest score."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

WORD_MARK = "\u2581"
LONGEST_WORD = 120
ROOM = 510
"""Pieces of a sentence between its border pieces: the encoder has 512 positions."""
MOST_PIECES = 24


class Pieces:
    """The pruned unigram vocabulary of the encoder (Kudo 2018, as in SentencePiece).

    `scores` are log probabilities, one per piece; `normal` maps a character to its NFKC form and typographic quotes
    to plain ones. Words that hold a letter or digit begin with the mark `▁`; punctuation does not, since its first
    piece would be the bare mark.
    """

    def __init__(
        self, pieces: list[str], scores: list[float], normal: dict[str, str], specials: dict[str, int], unknown: float
    ) -> None:
        self.specials = specials
        self.unknown = unknown
        self._normal = {ord(character): form for character, form in normal.items()}
        known = specials.values()
        self._known = {
            piece: (index, score)
            for index, (piece, score) in enumerate(zip(pieces, scores, strict=True))
            if index not in known
        }
        self._longest = max(map(len, self._known))
        self.word = lru_cache(maxsize=65536)(self._word)

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """Read what `Pieces.save` wrote. Raises OSError or ValueError if the file is missing or malformed."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["pieces"], data["scores"], data["normal"], data["specials"], data["unknown"])

    def sentence(self, words: tuple[str, ...]) -> tuple[list[int], list[int]]:
        """Ids of a whole sentence between its two border pieces, and where each word begins (0: the root).

        Where there is no room for all of them (long words in a long sentence), every word keeps its first pieces.
        """
        cut = [self.word(word) for word in words]
        if sum(map(len, cut)) > ROOM:
            cut = [pieces[: ROOM // len(words)] for pieces in cut]
        ids, first = [self.specials["begin"]], [0]
        for pieces in cut:
            first.append(len(ids))
            ids.extend(pieces)
        return [*ids, self.specials["end"]], first

    def _word(self, word: str) -> tuple[int, ...]:
        """At least one id, at most MOST_PIECES; only the first LONGEST_WORD characters count."""
        plain = word[:LONGEST_WORD].translate(self._normal).strip().replace(" ", WORD_MARK)
        mark = WORD_MARK if any(map(str.isalnum, plain)) else ""
        return tuple(self._cut(mark + plain)[:MOST_PIECES]) or (self.specials["unknown"],)

    def _cut(self, text: str) -> list[int]:
        size = len(text)
        best = [0.0] + [float("-inf")] * size
        back = [(0, 0)] * (size + 1)
        for start in range(size):
            so_far = best[start]
            if so_far + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = so_far + self.unknown, (self.specials["unknown"], start)
            for end in range(start + 1, min(size, start + self._longest) + 1):
                found = self._known.get(text[start:end])
                if found is not None and so_far + found[1] > best[end]:
                    best[end], back[end] = so_far + found[1], (found[0], start)
        ids, position = [], size
        while position:
            index, position = back[position]
            ids.append(index)
        return ids[::-1]
