"""Scores of every word for every head in, the best tree with one root out."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

ROOT = 0
FEW, MARGIN = 4, 8.0
"""Heads of a word that a tree is first looked for among, and how far they may trail the best one: on dev, the best tree
of all is always there. Among all heads of 150 words networkx looks for seconds."""

Heads = NDArray[np.int64]
Weights = NDArray[np.float64]


def heads(scores: NDArray[np.float32]) -> Heads:
    """Heads 1..n (0: root) of n words, from scores [n, n + 1] with the root in column 0.

    Each word's best head, if that is a tree with a single root; else the maximum spanning arborescence (Chu & Liu
    1965, Edmonds 1967) among those in which the root has one dependent, of the few heads that are best for each word,
    or of more where these make no such tree.
    """
    best: Heads = scores.argmax(1)
    if (best == ROOT).sum() == 1 and _is_tree(best):
        return best
    weights = scores.astype(np.float64)
    np.fill_diagonal(weights[:, 1:], -np.inf)
    behind = weights.max(1, keepdims=True) - weights
    rank = behind.argsort(1, kind="stable").argsort(1)
    reach = 1
    while (found := _arborescence(weights, (rank < FEW * reach) & (behind <= MARGIN * reach))) is None:
        reach *= 2
    return found


def certainty(arcs: NDArray[np.float32], relations: NDArray[np.float32], parents: Heads) -> Weights:
    """The probability of each word's head in `parents` [n] and of its best relation to it, by the logits of its heads
    [n, n + 1] and of its relations to that head [labels, n]."""
    chosen = arcs[np.arange(len(parents)), parents]
    return np.asarray(_share(arcs.T, chosen) * _share(relations, relations.max(0)))


def _share(logits: NDArray[np.float32], chosen: NDArray[np.float32]) -> Weights:
    """The softmax of `chosen` [n] among the logits [all, n]."""
    best = logits.max(0)
    share: Weights = np.exp(chosen - best) / np.exp(logits - best).sum(0, dtype=np.float64)
    return share


def _arborescence(weights: Weights, near: NDArray[np.bool_]) -> Heads | None:
    """The best tree with one root out of the heads that are `near`, if they make one; by weights [n, n + 1]."""
    candidates = np.argwhere(near)
    # a second root costs more than any tree gains
    second = float(np.ptp(weights[near]) + 1) * (len(weights) + 1)
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(
        (int(head), int(word) + 1, weights[word, head] - second * (head == ROOT)) for word, head in candidates
    )
    try:
        edges = nx.maximum_spanning_arborescence(graph).edges
    except nx.NetworkXException:
        return None
    found = np.full(len(weights), ROOT)
    for head, word in edges:
        found[word - 1] = head
    return found if len(edges) == len(weights) and (found == ROOT).sum() == 1 else None


def _is_tree(parents: Heads) -> bool:
    """Do all words lead to the root?"""
    reached = np.concatenate([[ROOT], parents])
    for _ in range(len(parents).bit_length()):
        reached = reached[reached]
    return not reached.any()
