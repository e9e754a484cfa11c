"""Articles in, which of them is a near-identical copy of which out: one wire story printed by many is one witness.

MinHash (Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900) finds pairs that may be alike, and the exact share of
common runs of three words decides. Independent articles on one event have well under a tenth of these in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from networkx.utils import UnionFind
from rensa import RMinHash, RMinHashLSH

from kg.model import Article

ALIKE = 0.5
"""Least Jaccard similarity of copies."""

RUN = 3
BANDS, ROWS, SEED = 42, 3, 7
"""A pair that is just alike enough is looked at with probability 1 − (1 − ALIKE³)⁴² = 0.996."""

_WORD = re.compile(r"\w+")


def copies(articles: Iterable[Article]) -> Mapping[str, str]:
    """The id of each copy with that of its original: the one that appeared first, by id where days are equal.

    Copies of copies have one original. The same for the same articles in any order.
    """
    ordered = sorted(articles, key=lambda one: (one.published is None, one.published or 0, one.id))
    groups = UnionFind()
    for first, second in _pairs(ordered):
        groups.union(first, second)
    found: dict[str, str] = {}
    for group in groups.to_sets():
        original, *others = sorted(group)
        found |= {ordered[other].id: ordered[original].id for other in others}
    return found


def _pairs(articles: Iterable[Article]) -> Iterator[tuple[int, int]]:
    index = RMinHashLSH(ALIKE, BANDS * ROWS, BANDS)
    seen: list[frozenset[str]] = []
    for number, article in enumerate(articles):
        runs = _runs(article.text)
        sketch = RMinHash(BANDS * ROWS, SEED)
        sketch.update(sorted(runs))
        yield from ((other, number) for other in sorted(index.query(sketch)) if _share(runs, seen[other]) >= ALIKE)
        index.insert(number, sketch)
        seen.append(runs)


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)
