"""Sentences as words in, the scores of every head of the network out, computed by ONNX Runtime."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import parent_process
from pathlib import Path

import numpy as np

from kg.parse.labels import Labels
from kg.parse.lexemes import Lexemes
from kg.parse.names import Names
from kg.parse.pieces import Pieces
from kg.parse.runtime import Scores32, Session, cores, session, usable

FOLDER = Path(__file__).parent / "models" / "newskg"
BUDGET = 160
"""Pieces in a batch: more do not fit a core's cache, and run slower."""
BATCH = 6
"""Pieces that take as long as it takes to begin a batch."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one sentence of n words: log probabilities of tags [n, labels], logits of the other layers
    [n, labels], of heads [n, n + 1] (column 0: the root) and of relations [labels, n, n + 1]; and what coreference
    reads of each word, `mentions` [n, 128]."""

    entities: Scores32
    upos: Scores32
    feats: Scores32
    lemmas: Scores32
    arcs: Scores32
    relations: Scores32
    mentions: Scores32


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded model; `names` is None while what it reads is still being trained."""

    pieces: Pieces
    labels: Labels
    lexemes: Lexemes
    session: Session
    pool: Executor
    names: Names | None = None

    def scores(self, sentences: list[tuple[str, ...]], language: str) -> list[Scores]:
        """Scores of each sentence of one article. Batches are cut by length, so they depend on the article alone."""
        encoded = [self.pieces.sentence(words) for words in sentences]
        batches = _batches([len(ids) for ids, _ in encoded])
        results = self.pool.map(lambda batch: self._run([encoded[index] for index in batch], language), batches)
        found = {
            index: scores
            for batch, rows in zip(batches, results, strict=True)
            for index, scores in zip(batch, rows, strict=True)
        }
        scores = [found[index] for index in range(len(sentences))]
        if not self.names or not scores:
            return scores
        entities, upos, mentions = ([getattr(one, name) for one in scores] for name in ("entities", "upos", "mentions"))
        revised = self.names.revised(sentences, entities, upos, mentions, self.labels.languages.index(language))
        return [replace(one, entities=tags) for one, tags in zip(scores, revised, strict=True)]

    def _run(self, batch: list[tuple[list[int], list[int]]], language: str) -> list[Scores]:
        ids = np.full((len(batch), max(len(row) for row, _ in batch)), self.pieces.specials["pad"])
        first = np.zeros((len(batch), max(len(row) for _, row in batch)), np.int64)
        for number, (pieces, starts) in enumerate(batch):
            ids[number, : len(pieces)] = pieces
            first[number, : len(starts)] = starts
        languages = np.full(len(batch), self.labels.languages.index(language))
        outputs = self.session.run(None, {"ids": ids, "first": first, "language": languages})
        return [_cut(outputs, number, len(starts) - 1) for number, (_, starts) in enumerate(batch)]


@cache
def load(folder: Path = FOLDER, threads: int | None = None) -> Network:
    """Load a model once per process: model.onnx, names.onnx, pieces.json, labels.json and lexemes.json of `folder`.

    All cores are used, or one in a worker process, unless `threads` says otherwise; each takes whole batches, so
    results are the same with any number. Raises ModelError if a file is missing or malformed.
    """
    with usable(folder):
        pieces, labels = Pieces.load(folder / "pieces.json"), Labels.load(folder / "labels.json")
        lexemes = Lexemes.load(folder / "lexemes.json")
        pool = ThreadPoolExecutor(threads or (1 if parent_process() else cores()), "network")
        names = Names(session(folder / "names.onnx", 1))
        return Network(pieces, labels, lexemes, session(folder / "model.onnx", 1), pool, names)


def _batches(lengths: list[int]) -> list[list[int]]:
    """Sentence numbers in groups of similar length, at most BUDGET pieces each, padding included: those that need the
    fewest pieces and batches."""
    order = sorted(range(len(lengths)), key=lambda index: (lengths[index], index))
    best: list[tuple[int, int]] = [(0, 0)]
    for end, index in enumerate(order, 1):
        most = max(1, BUDGET // lengths[index])
        best.append(
            min(
                (best[start][0] + lengths[index] * (end - start) + BATCH, start)
                for start in range(max(0, end - most), end)
            )
        )
    batches, end = [], len(order)
    while end:
        start = best[end][1]
        batches.append(order[start:end])
        end = start
    return batches[::-1]


def _cut(outputs: list[Scores32], number: int, words: int) -> Scores:
    *layers, arcs, relations, mentions = (output[number] for output in outputs)
    entities, upos, feats, lemmas = (layer[:words] for layer in layers)
    heads = slice(words), slice(words + 1)
    return Scores(entities, upos, feats, lemmas, arcs[heads], relations[:, *heads], mentions[:words])
