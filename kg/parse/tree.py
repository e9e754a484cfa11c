"""Scores of every word for every head in, the best tree with one root out.

Written here because networkx takes seconds for a long sentence and no library with wheels for every Python is faster.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROOT = 0

Heads = NDArray[np.int64]


def heads(scores: NDArray[np.float32]) -> Heads:
    """Heads 1..n (0: root) of n words, from scores [n, n + 1] with the root in column 0.

    Each word's best head, if that is a tree with a single root; else the maximum spanning arborescence (Chu & Liu
    1965, Edmonds 1967) among those in which the root has one dependent.
    """
    best: Heads = scores.argmax(1)
    if (best == ROOT).sum() == 1 and not _cycle(np.concatenate([[ROOT], best])).size:
        return best
    size = len(scores) + 1
    weights = np.full((size, size), -np.inf)
    weights[1:] = scores
    np.fill_diagonal(weights, -np.inf)
    # a second root costs more than any tree gains
    weights[1:, ROOT] -= float(scores.max() - scores.min() + 1) * size
    return _arborescence(weights)[1:]


def _arborescence(weights: NDArray[np.float64]) -> Heads:
    """The best head of every node but the first, from weights [node, head]; cycles are contracted one by one."""
    best: Heads = weights.argmax(1)
    best[ROOT] = ROOT
    cycle = _cycle(best)
    if not cycle.size:
        return best
    others = np.setdiff1d(np.arange(len(weights)), cycle)
    count = len(others)
    leaving = weights[np.ix_(others, cycle)]
    entering = weights[np.ix_(cycle, others)] - weights[cycle, best[cycle]][:, None]
    smaller = np.full((count + 1, count + 1), -np.inf)
    smaller[:count, :count] = weights[np.ix_(others, others)]
    smaller[:count, count] = leaving.max(1)
    smaller[count, :count] = entering.max(0)
    found = _arborescence(smaller)
    inside = found[:count] == count
    best[others] = np.where(inside, cycle[leaving.argmax(1)], others[np.where(inside, 0, found[:count])])
    entry = found[count]
    best[cycle[entering[:, entry].argmax()]] = others[entry]
    return best


def _cycle(parents: Heads) -> Heads:
    """The nodes of one cycle of a graph in which every node has one parent and the root is its own; none: empty."""
    reached = parents
    for _ in range(len(parents).bit_length()):
        reached = reached[reached]
    astray: Heads = np.flatnonzero(reached)
    if not astray.size:
        return astray
    start = at = int(reached[astray[0]])
    nodes = [start]
    while (at := int(parents[at])) != start:
        nodes.append(at)
    return np.array(nodes)
