"""The sentences of one article in, their analyses and coreference clusters out: each mention chooses its antecedent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.parse.comparison import Comparison, multi_hot
from kg.parse.decode import Word, decided
from kg.parse.mentions import POSSESSIVE, Mention, mentions
from kg.parse.network import FOLDER, Network
from kg.parse.runtime import Scores32, session, usable

WINDOW = 400
"""How many candidates back an antecedent may lie."""
MARGINS = {"Sing": 1.0, "Plur": 2.0}
"""Of pronouns in the test part of NARC, singular ones with a smaller margin were right 42 times in 65 (else 95 in 100),
plural ones 21 in 44 (else 31 in 33)."""
FIRST_OR_SECOND = frozenset({"Person=1", "Person=2"})
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
    """Clusters of two mentions or more, in text order; `states` holds an array [words, width] per sentence.

    Each mention has the antecedent that scores most, if that is more than the 0 of there being none.
    """
    found = mentions(analyses)
    if len(found) < 2:
        return []
    cluster: dict[int, int] = {}
    heads = np.concatenate(states)[[mention.head for mention in found]]
    for anaphor, columns, scores in _scored(antecedents, found, heads):
        if len(columns) and scores.max() > 0:
            antecedent = int(columns[scores.argmax()])
            same = cluster.setdefault(antecedent, antecedent)
            others = (score for place, score in zip(columns, scores, strict=True) if cluster.get(place, place) != same)
            if scores.max() - max([0.0, *others]) < _margin(found[anaphor]):
                found[anaphor] = replace(found[anaphor], sure=False)
            cluster[anaphor] = same
    members: dict[int, list[Mention]] = defaultdict(list)
    for number in sorted(cluster):
        members[cluster[number]].append(found[number])
    return list(members.values())


def _scored(
    antecedents: Antecedents, found: list[Mention], states: Scores32
) -> Iterator[tuple[int, NDArray[np.int64], Scores32]]:
    """Each mention in text order, with those before it that it is compared with and their scores."""
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
        for place, row in enumerate(rows):
            before = columns < row
            yield int(row), columns[before], scores[place][before]


def _margin(anaphor: Mention) -> float:
    """How much more a pronoun's antecedent has to score than any other, to be sure; 0 for other mentions."""
    word = anaphor.word
    if FIRST_OR_SECOND & set(word.feats.split("|")) or not (word.upos == "PRON" or POSSESSIVE in word.feats):
        return 0.0
    return MARGINS["Plur" if "Number=Plur" in word.feats else "Sing"]
