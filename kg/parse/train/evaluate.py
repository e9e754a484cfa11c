"""A model and treebanks in, a table of scores and speeds out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table

from kg.parse.decode import Word, analyses
from kg.parse.network import Network
from kg.parse.train.treebank import Sentence, articles, names

FOLDED = {"GPE_LOC": "LOC", "GPE_ORG": "ORG"}
ENGLISH = ("PER", "ORG", "LOC")
SHARES = ("UPOS", "FEATS", "lemma", "UAS", "LAS")


@dataclass(frozen=True, slots=True)
class Result:
    """Scores of one treebank in per cent; `words_per_second` counts the network and decoding, words given."""

    name: str
    scores: dict[str, float]
    words_per_second: float


def evaluate(network: Network, name: str, sentences: list[Sentence], language: str) -> Result:
    """Shares of all words, punctuation included, and F1 of names with GPE_LOC and GPE_ORG folded into LOC and ORG.

    Each document is read by itself.
    English gold has persons, organisations and places only, so other names do not count there.
    """
    started = time.perf_counter()
    found = [
        words
        for article in articles(sentences)
        for words in analyses(network, [sentence.words for sentence in article], language)
    ]
    seconds = time.perf_counter() - started
    right: Counter[str] = Counter()
    for sentence, words in zip(sentences, found, strict=True):
        right.update(_right(sentence, words))
    total = sum(len(sentence.words) for sentence in sentences)
    shares = {layer: 100 * right[layer] / total for layer in SHARES}
    return Result(name, shares | {"NER": 100 * _names(sentences, found, language)}, total / seconds)


def table(results: Iterable[Result]) -> Table:
    """One row per treebank."""
    columns = (*SHARES, "NER")
    grid = Table("treebank", *columns, "words/s")
    for result in results:
        scores = (f"{result.scores[name]:.2f}" for name in columns)
        grid.add_row(result.name, *scores, f"{result.words_per_second:,.0f}")
    return grid


def _right(sentence: Sentence, words: list[Word]) -> Iterable[str]:
    for index, word in enumerate(words):
        attached = (0 if word.head == index else word.head + 1) == sentence.heads[index]
        yield from (
            layer
            for layer, correct in (
                ("UPOS", word.upos == sentence.upos[index]),
                ("FEATS", word.feats == sentence.feats[index]),
                ("lemma", word.lemma == sentence.lemmas[index]),
                ("UAS", attached),
                ("LAS", attached and word.relation == sentence.relations[index]),
            )
            if correct
        )


def _names(sentences: list[Sentence], found: list[list[Word]], language: str) -> float:
    gold, guessed = set(), set()
    for number, (sentence, words) in enumerate(zip(sentences, found, strict=True)):
        if sentence.entities:
            gold |= {(number, *span) for span in spans(sentence.entities) if _counts(span, language)}
            tags = tuple(word.entity for word in words)
            guessed |= {(number, *span) for span in spans(tags) if _counts(span, language)}
    return 2 * len(gold & guessed) / max(1, len(gold) + len(guessed))


def _counts(span: tuple[int, int, str], language: str) -> bool:
    return span[2] in ENGLISH if language == "en" else span[2] != "MISC"


def spans(tags: Iterable[str]) -> set[tuple[int, int, str]]:
    """Start, end and folded type of every name in a BIO sequence."""
    return set(names([f"{mark}-{FOLDED.get(kind, kind)}" if kind else mark for mark, _, kind in map(_parts, tags)]))


def _parts(tag: str) -> tuple[str, str, str]:
    return tag.partition("-")
