"""The analysed sentences of one article in, its coreference clusters out: each mention chooses its antecedent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.parse.decode import Word
from kg.parse.mentions import Comparison, Mention, mentions, properties
from kg.parse.network import Antecedents, Scores32

WINDOW = 400
"""How many candidates back an antecedent may lie."""
ROWS = 64


def clusters(
    antecedents: Antecedents | None, analyses: Sequence[list[Word]], states: Sequence[Scores32]
) -> list[list[Mention]]:
    """Clusters of two mentions or more, in text order; `states` holds an array [words, width] per sentence.

    None without a scorer of antecedents.
    """
    found = mentions(analyses)
    if antecedents is None or len(found) < 2:
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


def multi_hot(found: Sequence[Mention], names: Sequence[str]) -> Scores32:
    """[mentions, properties], 1 where a mention has the property."""
    known = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(found), len(names)), np.float32)
    for row, mention in zip(table, found, strict=True):
        row[[known[name] for name in properties(mention) if name in known]] = 1
    return table


def _best(scores: Scores32, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """An antecedent precedes its anaphor, and scores more than the 0 of there being none."""
    scores = np.where(columns[None] < rows[:, None], scores, -np.inf)
    for row, best in zip(range(len(rows)), scores.argmax(1), strict=True):
        if scores[row, best] > 0:
            yield int(rows[row]), int(columns[best])
