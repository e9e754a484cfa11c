"""The sentences of one article in, their analyses and coreference clusters out: each mention chooses its antecedent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.parse.comparison import Comparison, multi_hot
from kg.parse.decode import Word, decided
from kg.parse.mentions import Mention, mentions
from kg.parse.network import FOLDER, Network
from kg.parse.runtime import Scores32, session, usable

WINDOW = 400
"""How many candidates back an antecedent may lie."""
ROWS = 16
"""Anaphors that are scored at once: their candidates are those of the last one."""


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The scorer of pairs of mentions; `properties` names the columns of its inputs."""

    properties: tuple[str, ...]
    session: onnxruntime.InferenceSession

    def scores(self, **inputs: Scores32) -> Scores32:
        """States and properties of r anaphors and c antecedents, and what each pair shares -> [r, c]; the score of
        having no antecedent is 0."""
        found: Scores32 = self.session.run(None, inputs)[0]
        return found


@cache
def load(folder: Path = FOLDER, threads: int | None = None) -> Antecedents:
    """Load coreference.onnx of a model folder once per process; threads as for the network.

    Raises ModelError if it is missing or malformed.
    """
    with usable(folder):
        scorer = session(folder / "coreference.onnx", threads)
        return Antecedents(tuple(scorer.get_modelmeta().custom_metadata_map["properties"].split("\n")), scorer)


def resolve(
    network: Network, antecedents: Antecedents, sentences: list[tuple[str, ...]], language: str
) -> tuple[list[list[Word]], list[list[Mention]]]:
    """The best analysis of each sentence of one article, and its coreference clusters."""
    scores = network.scores(sentences, language)
    analyses = decided(network, sentences, scores, language)
    return analyses, clusters(antecedents, analyses, [row.mentions for row in scores])


def clusters(
    antecedents: Antecedents, analyses: Sequence[list[Word]], states: Sequence[Scores32]
) -> list[list[Mention]]:
    """Clusters of two mentions or more, in text order; `states` holds an array [words, width] per sentence."""
    found = mentions(analyses)
    if len(found) < 2:
        return []
    cluster: dict[int, int] = {}
    heads = np.concatenate(states)[[mention.head for mention in found]]
    for anaphor, antecedent in _links(antecedents, found, heads):
        cluster[anaphor] = cluster.setdefault(antecedent, antecedent)
    members: dict[int, list[Mention]] = defaultdict(list)
    for number in sorted(cluster):
        members[cluster[number]].append(found[number])
    return list(members.values())


def _links(antecedents: Antecedents, found: list[Mention], states: Scores32) -> Iterator[tuple[int, int]]:
    """Each mention that has an antecedent, and that, in text order."""
    comparison, single = Comparison(found), multi_hot(found, antecedents.properties)
    for first in range(0, len(found), ROWS):
        rows = np.arange(first, min(first + ROWS, len(found)))
        columns = np.arange(max(0, first - WINDOW), rows[-1] + 1)
        scores = antecedents.scores(
            anaphors=states[rows],
            anaphor_properties=single[rows],
            antecedents=states[columns],
            antecedent_properties=single[columns],
            pairs=comparison.pairs(rows, columns),
        )
        yield from _best(scores, rows, columns)


def _best(scores: Scores32, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """An antecedent precedes its anaphor, and scores more than the 0 of there being none."""
    scores = np.where(columns[None] < rows[:, None], scores, -np.inf)
    for row, best in enumerate(scores.argmax(1)):
        if scores[row, best] > 0:
            yield int(rows[row]), int(columns[best])
