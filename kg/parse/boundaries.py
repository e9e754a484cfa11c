"""The words of a stretch of text in, how likely a sentence ends after each of them out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.parse.network import FOLDER
from kg.parse.network import load as network
from kg.parse.pieces import Pieces
from kg.parse.runtime import Session, session, usable

FORMS, ENDINGS, SHAPES = 16_384, 4_096, 512
"""Rows of the hashed embeddings of a word's form, its last three characters and its shape."""
WINDOW, CONTEXT = 1_000, 60
"""Words that are read at once, and how many on either side of those whose borders are decided."""
COLUMNS = 7
RUN = re.compile(r"(.)\1+")

Features = NDArray[np.int64]


class Boundaries:
    """A recurrent network over the words of one stretch of text.

    `languages` are the codes it was trained on, in order; `pieces` cut the words as for the encoder.
    """

    def __init__(self, run: Session, languages: tuple[str, ...], pieces: Pieces) -> None:
        self._session = run
        self._languages = languages
        self._pieces = pieces

    def after(self, words: list[str], spaced: list[bool], language: str) -> NDArray[np.float32]:
        """Probability that a sentence ends after each word; `spaced` says which words follow white space."""
        rows = features(words, spaced, self._languages.index(language), self._pieces)
        found = []
        for start in range(0, len(rows), WINDOW):
            before = max(0, start - CONTEXT)
            (scores,) = self._session.run(None, {"features": rows[before : start + WINDOW + CONTEXT]})
            found.append(scores[start - before :][:WINDOW])
        return np.concatenate(found) if found else np.zeros(0, np.float32)


@cache
def load() -> Boundaries:
    """The shipped network, loaded once per process. Raises ModelError if its file is missing or malformed."""
    with usable(FOLDER):
        run = session(FOLDER / "boundaries.onnx", 1)
        return Boundaries(run, tuple(run.get_modelmeta().custom_metadata_map["languages"].split()), network().pieces)


def features(words: list[str], spaced: list[bool], language: int, pieces: Pieces) -> Features:
    """[words, 7]: form, ending, shape, white space before, language, the first and the last piece of each word."""
    rows = []
    for word, space in zip(words, spaced, strict=True):
        cut = pieces.word(word)
        rows.append((*_of_word(word), space, language, cut[0], cut[-1]))
    return np.array(rows, np.int64).reshape(-1, COLUMNS)


@lru_cache(maxsize=65_536)
def _of_word(word: str) -> tuple[int, int, int]:
    lower = word.lower()
    return _hash(lower, FORMS), _hash(lower[-3:], ENDINGS), _hash(_shape(word), SHAPES)


def _hash(text: str, size: int) -> int:
    """Never 0, which stands for a form unseen in training."""
    return 1 + crc32(text.encode("utf-8", "surrogatepass")) % (size - 1)


def _shape(word: str) -> str:
    """ "Xx" for Oslo, "X" for NRK, "d." for 9., the mark itself for punctuation."""
    kinds = "".join(map(_kind, word[:30]))
    return RUN.sub(r"\1", kinds) + ("1" if len(word) == 1 else "")


def _kind(character: str) -> str:
    if character.isalpha():
        return "x" if character.islower() else "X"
    return "d" if character.isdigit() else character
