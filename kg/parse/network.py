"""Sentences as words in, the scores of every head of the network out, computed by ONNX Runtime."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from kg.errors import ModelError
from kg.parse.labels import Labels
from kg.parse.lexemes import Lexemes
from kg.parse.pieces import Pieces

FOLDER = Path(__file__).parent / "models" / "newskg"
BUDGET = 160
"""Pieces in a batch: more do not fit a core's cache, and run slower."""
BROKEN = (
    *(OSError, ValueError, KeyError, TypeError),
    *(failures.Fail, failures.InvalidProtobuf, failures.InvalidGraph, failures.NoSuchFile),
)

Scores32 = NDArray[np.float32]


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


class Session(Protocol):
    """What runs the network: ONNX Runtime, or PyTorch while coreference is trained."""

    def run(self, outputs: None, inputs: dict[str, NDArray[np.int64]]) -> list[Scores32]: ...


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded model."""

    pieces: Pieces
    labels: Labels
    lexemes: Lexemes
    session: Session
    pool: Executor

    def scores(self, sentences: list[tuple[str, ...]], language: str) -> list[Scores]:
        """Scores of each sentence. Batches are cut by length, so they depend on these sentences alone."""
        encoded = [self.pieces.sentence(words) for words in sentences]
        batches = _batches([len(ids) for ids, _ in encoded])
        results = self.pool.map(lambda batch: self._run([encoded[index] for index in batch], language), batches)
        found = {
            index: scores
            for batch, rows in zip(batches, results, strict=True)
            for index, scores in zip(batch, rows, strict=True)
        }
        return [found[index] for index in range(len(sentences))]

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
    """Load a model once per process: model.onnx, pieces.json, labels.json and lexemes.json of `folder`.

    All cores are used, or one in a worker process, unless `threads` says otherwise; each takes whole batches, so
    results are the same with any number. Raises ModelError if a file is missing or malformed.
    """
    with usable(folder):
        pieces, labels = Pieces.load(folder / "pieces.json"), Labels.load(folder / "labels.json")
        lexemes = Lexemes.load(folder / "lexemes.json")
        pool = ThreadPoolExecutor(threads or (1 if parent_process() else cores()), "network")
        return Network(pieces, labels, lexemes, session(folder / "model.onnx", 1), pool)


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Turns what goes wrong in loading from `folder` into a ModelError that says what to do."""
    try:
        yield
    except BROKEN as error:
        raise ModelError(f"{folder}: no usable model there ({error}); reinstall newskg or train one") from error


def session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    """ONNX Runtime with a model in it. All cores are used, or one in a worker process, unless `threads` says otherwise;
    results are the same with any number."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads if threads is not None else (1 if parent_process() else 0)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that spin starve on busy cores
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan for each of many shapes is kept for ever
    slow = ["SkipLayerNormFusion"]  # the fused kernel costs a sixth of the whole; sum and norm apart, next to nothing
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(lengths: list[int]) -> list[list[int]]:
    """Sentence numbers in groups of similar length, at most BUDGET pieces each, padding included."""
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda index: (lengths[index], index)):
        if not batches or lengths[index] * (len(batches[-1]) + 1) > BUDGET:
            batches.append([])
        batches[-1].append(index)
    return batches


def _cut(outputs: list[Scores32], number: int, words: int) -> Scores:
    *layers, arcs, relations, mentions = (output[number] for output in outputs)
    entities, upos, feats, lemmas = (layer[:words] for layer in layers)
    heads = slice(words), slice(words + 1)
    return Scores(entities, upos, feats, lemmas, arcs[heads], relations[:, *heads], mentions[:words])
