"""Analysed sentences of one article in, its nominal mentions out.

A mention is known by its head (Dobrovolskii 2021, "Word-Level Coreference Resolution"): a noun, name or pronoun. Its
span is the head's subtree, less what belongs to the clause that the head is the predicate of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.parse.decode import Word
from kg.parse.labels import OUTSIDE

HEADS = frozenset({"NOUN", "PROPN", "PRON"})
POSSESSIVE = "Poss=Yes"
INNER = frozenset({"flat", "compound", "goeswith", "fixed"})
"""Relations of words inside a name: their head is the mention's."""
OUTER = frozenset(
    {"cop", "nsubj", "csubj", "aux", "mark", "advmod", "punct", "cc", "case", "conj", "expl", "parataxis"}
)
"""Relations to the head of what lies outside its mention."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`head`, `start` and `end` count the words of the article; `names` are the lemmas of names in the span.

    In a cluster, a pronoun is not `sure` that might as well belong to another.
    """

    sentence: int
    head: int
    start: int
    end: int
    word: Word
    governor: int
    text: str
    names: frozenset[str]
    sure: bool = True

    @property
    def kind(self) -> str:
        """The type of name that the head is part of, "" if none."""
        return "" if self.word.entity == OUTSIDE else self.word.entity[2:]


def mentions(analyses: Sequence[list[Word]]) -> list[Mention]:
    """All candidates in the order of their heads."""
    starts = accumulate(map(len, analyses), initial=0)
    return [
        mention
        for number, (first, words) in enumerate(zip(starts, analyses, strict=False))
        for mention in _of_sentence(number, first, words)
    ]


def _of_sentence(number: int, first: int, words: list[Word]) -> Iterator[Mention]:
    children: list[list[int]] = [[] for _ in words]
    for index, word in enumerate(words):
        if word.head != index:
            children[word.head].append(index)
    for index, word in enumerate(words):
        if (word.upos in HEADS or POSSESSIVE in word.feats) and word.relation.partition(":")[0] not in INNER:
            start, end = _span(index, words, children)
            lemmas = frozenset(inner.lemma.lower() for inner in words[start:end] if inner.upos == "PROPN")
            text = " ".join(inner.text.lower() for inner in words[start:end])
            yield Mention(number, first + index, first + start, first + end, word, first + word.head, text, lemmas)


def _span(head: int, words: list[Word], children: list[list[int]]) -> tuple[int, int]:
    inside = [head]
    queue = [child for child in children[head] if words[child].relation.partition(":")[0] not in OUTER]
    while queue:
        index = queue.pop()
        inside.append(index)
        queue += children[index]
    start, end = min(inside), max(inside) + 1
    while words[end - 1].upos == "PUNCT" and end - 1 > head:
        end -= 1
    while words[start].upos == "PUNCT" and start < head:
        start += 1
    return start, end
