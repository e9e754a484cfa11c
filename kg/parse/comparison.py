"""Mentions of one article in, what coreference reads of each and of every pair of them out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.parse.decode import Word
from kg.parse.mentions import Mention

ENDING = 5
"""Letters that two nouns share at their ends if one may be the last part of the other."""
DISTANCES = (1, 2, 3, 5, 8, 16, 32, 64)
EDGES = (*DISTANCES, 128, 256)

Floats = NDArray[np.float32]


def properties(mention: Mention) -> list[str]:
    """What a mention is by itself; of pronouns also the lemma."""
    word = mention.word
    found = [f"upos={word.upos}", f"relation={word.relation}", f"kind={mention.kind}"]
    found += [] if word.feats == "_" else word.feats.split("|")
    if word.upos not in ("NOUN", "PROPN"):
        found.append(f"lemma={word.lemma}")
    size = mention.end - mention.start
    found.append(f"size={sum(size > edge for edge in (1, 2, 4, 8))}")
    found.append(f"sentence={sum(mention.sentence > edge for edge in (0, 1, 3, 8))}")
    return found


def multi_hot(found: Sequence[Mention], names: Sequence[str]) -> Floats:
    """[mentions, properties], 1 where a mention has the property."""
    known = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(found), len(names)), np.float32)
    for row, mention in zip(table, found, strict=True):
        row[[known[name] for name in properties(mention) if name in known]] = 1
    return table


class Comparison:
    """Compares mentions of one article pair by pair, from arrays made once."""

    def __init__(self, found: Sequence[Mention]) -> None:
        words = [mention.word for mention in found]
        self.lemma = _numbers([f"{word.upos} {word.lemma.lower()}" for word in words])
        self.form = _numbers([word.text.lower() for word in words])
        self.text = _numbers([mention.text for mention in found])
        self.ending = _numbers([_ending(word) for word in words])
        self.gender = _numbers([_feature(word, "Gender") for word in words])
        self.number = _numbers([_feature(word, "Number") for word in words])
        self.person = _numbers([_feature(word, "Person") for word in words])
        self.kind = _numbers([mention.kind for mention in found])
        self.relation = _numbers([word.relation for word in words])
        self.head = np.array([mention.head for mention in found], np.int64)
        self.start = np.array([mention.start for mention in found], np.int64)
        self.end = np.array([mention.end for mention in found], np.int64)
        self.governor = np.array([mention.governor for mention in found], np.int64)
        self.sentence = np.array([mention.sentence for mention in found], np.int64)
        self.names = _incidence([mention.names for mention in found])

    def pairs(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
        """[rows, columns, features]: what each anaphor (row) shares with each antecedent (column)."""
        j, i = rows[:, None], columns[None]
        shared = self.names[rows] @ self.names[columns].T
        sizes = self.names.sum(1)
        same = [_same(values, j, i) for values in (self.lemma, self.form, self.text, self.ending, self.relation)]
        agreeing = [
            test(values, j, i)
            for values in (self.gender, self.number, self.person, self.kind)
            for test in (_same, _different)
        ]
        named = [shared > 0, (shared > 0) & (shared == sizes[j]), (shared > 0) & (shared == sizes[i])]
        named.append((shared == 0) & (sizes[j] > 0) & (sizes[i] > 0))
        placed = [
            self.sentence[j] == self.sentence[i],
            self.governor[j] == self.governor[i],
            (self.start[j] <= self.head[i]) & (self.head[i] < self.end[j]),
            (self.start[i] <= self.head[j]) & (self.head[j] < self.end[i]),
        ]
        far = [(self.head[j] - self.head[i]) > edge for edge in EDGES]
        far += [(self.sentence[j] - self.sentence[i]) > edge for edge in (0, *DISTANCES[:6])]
        far += [(j - i) > edge for edge in DISTANCES]
        return np.stack([*same, *agreeing, *named, *placed, *far], -1).astype(np.float32)


def _ending(word: Word) -> str:
    return word.lemma.lower()[-ENDING:] if word.upos == "NOUN" and len(word.lemma) >= ENDING else ""


def _feature(word: Word, name: str) -> str:
    return next((part for part in word.feats.split("|") if part.startswith(name)), "")


def _numbers(values: list[str]) -> NDArray[np.int64]:
    """Equal numbers for equal values, -1 for none."""
    known: dict[str, int] = {"": -1}
    return np.array([known.setdefault(value, len(known)) for value in values], np.int64)


def _incidence(sets: list[frozenset[str]]) -> Floats:
    known = {name: number for number, name in enumerate(sorted(frozenset().union(*sets)))}
    table = np.zeros((len(sets), max(1, len(known))), np.float32)
    for row, names in zip(table, sets, strict=True):
        row[[known[name] for name in names]] = 1
    return table


def _same(values: NDArray[np.int64], j: NDArray[np.int64], i: NDArray[np.int64]) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = (values[j] == values[i]) & (values[j] >= 0)
    return same


def _different(values: NDArray[np.int64], j: NDArray[np.int64], i: NDArray[np.int64]) -> NDArray[np.bool_]:
    different: NDArray[np.bool_] = (values[j] != values[i]) & (values[j] >= 0) & (values[i] >= 0)
    return different
