"""Sentences in, the same sentences with other names of the same kind out: a model then reads the context of a name."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.parse.train.treebank import Sentence, names

SWAPPED = frozenset({"PER", "ORG", "GPE_LOC", "GPE_ORG", "LOC", "EVT", "PROD"})
"""Derived words carry grammar of their own and stay."""
GENITIVE = "Case=Gen"
UNKNOWN = ""
"""Features of a swapped name: no class, so the layer is not trained there."""

Name = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A name: words `start` up to `end`, and what another name must share to stand in its place."""

    start: int
    end: int
    kind: str
    upos: tuple[str, ...]
    genitive: bool

    @property
    def slot(self) -> tuple[str, tuple[str, ...], bool]:
        return self.kind, self.upos, self.genitive


class Names:
    """All names of a treebank, each once, as (word, lemma) pairs by kind, parts of speech and case.

    A name is swapped for one of the same number of words, so the tree still holds. Method: mention replacement
    (Dai & Adel 2020).
    """

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        pool: dict[tuple[str, tuple[str, ...], bool], set[Name]] = defaultdict(set)
        for sentence in sentences:
            for span in spans(sentence):
                part = slice(span.start, span.end)
                pool[span.slot].add(tuple(zip(sentence.words[part], sentence.lemmas[part], strict=True)))
        self.pool = {slot: sorted(found) for slot, found in pool.items()}

    def swap(self, sentence: Sentence, rate: float, rng: random.Random) -> Sentence:
        """Each name of the sentence gives way to another with probability `rate`."""
        words, lemmas, feats = list(sentence.words), list(sentence.lemmas), list(sentence.feats)
        for span in spans(sentence):
            if rng.random() < rate and span.slot in self.pool:
                for index, (word, lemma) in enumerate(rng.choice(self.pool[span.slot]), span.start):
                    words[index], lemmas[index], feats[index] = word, lemma, UNKNOWN
        return replace(sentence, words=tuple(words), lemmas=tuple(lemmas), feats=tuple(feats))


def spans(sentence: Sentence) -> Iterator[Span]:
    """The names that may be swapped, from the BIO tags."""
    for start, end, kind in names(sentence.entities):
        if kind in SWAPPED:
            yield Span(start, end, kind, sentence.upos[start:end], GENITIVE in sentence.feats[end - 1])
