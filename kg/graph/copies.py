"""Articles in, which of them is a near-identical copy of which out: one wire story printed by many is one witness.

MinHash (Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900) finds pairs that may be alike, and the exact share of
common runs of three words decides. Independent articles on one event have well under a tenth of these in common.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

from rensa import RMinHash

from kg.model import Article

ALIKE = 0.5
"""Least Jaccard similarity of copies."""

RUN = 3
BANDS, ROWS, SEED = 42, 3, 7
"""A pair that is just alike enough is looked at with probability 1 − (1 − ALIKE³)⁴² = 0.996."""
UNDATED = "9999"
TABLES = """
CREATE TABLE IF NOT EXISTS sketched (article TEXT PRIMARY KEY, day TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS band (band INTEGER, article TEXT, PRIMARY KEY (band, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS band_article ON band (article);
CREATE TABLE IF NOT EXISTS alike (article TEXT, other TEXT, PRIMARY KEY (article, other)) WITHOUT ROWID;
"""

_WORD = re.compile(r"\w+")


def copies(articles: Iterable[Article]) -> Mapping[str, str]:
    """The id of each copy with that of its original: the one that appeared first, by id where days are equal.

    Copies of copies have one original. The same for the same articles in any order.
    """
    texts = {article.id: article for article in articles}
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    found = Copies(connection, lambda article: texts[article].text)
    found.change((), texts.values())
    originals = {article: found.original(article) for article in texts}
    return {article: original for article, original in originals.items() if original is not None}


class Copies:
    """The copies among the articles of a graph, kept in the tables of a connection that its owner commits.

    `text` gives the text of an article by its id.
    """

    def __init__(self, connection: sqlite3.Connection, text: Callable[[str], str]) -> None:
        self.sql = connection
        self.text = text

    def change(self, gone: Iterable[str], new: Iterable[Article]) -> set[str]:
        """Take articles out and others in; gives those that now have another original, or none any more."""
        before: dict[str, str | None] = {}
        for article in gone:
            before |= {other: self.original(other) for other in self._group(article) if other not in before}
            for table in ("sketched", "band", "alike"):
                self.sql.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
            self.sql.execute("DELETE FROM alike WHERE other = ?", (article,))
        for one in new:
            alike = self._put(one)
            before |= {other: self.original(other) for near in alike for other in self._group(near) - before.keys()}
            self.sql.executemany("INSERT INTO alike VALUES (?, ?)", [(one.id, other) for other in alike])
            self.sql.executemany("INSERT INTO alike VALUES (?, ?)", [(other, one.id) for other in alike])
        return {one for one, last in before.items() if self._ranks(one) and self.original(one) != last}

    def original(self, article: str) -> str | None:
        """What an article is a copy of; None for one that is an original, alone or not in the graph."""
        ranked = sorted(row for other in self._group(article) for row in self._ranks(other))
        there = any(other == article for _, other in ranked)
        return ranked[0][1] if there and ranked[0][1] != article else None

    def _ranks(self, article: str) -> list[tuple[str, str]]:
        return self.sql.execute("SELECT day, article FROM sketched WHERE article = ?", (article,)).fetchall()

    def _group(self, article: str) -> set[str]:
        """The article with those that are alike, those alike to them, and so on."""
        found: set[str] = set()
        fresh = {article}
        while fresh:
            found |= fresh
            query = "SELECT other FROM alike WHERE article = ?"
            fresh = {other for one in fresh for (other,) in self.sql.execute(query, (one,))} - found
        return found

    def _put(self, article: Article) -> list[str]:
        """Keep an article's sketch; gives the articles that are alike."""
        runs = _runs(article.text)
        bands = _bands(runs)
        query = f"SELECT DISTINCT article FROM band WHERE band IN ({', '.join('?' * len(bands))}) ORDER BY article"  # noqa: S608
        near = [other for (other,) in self.sql.execute(query, bands)]
        day = article.published.isoformat() if article.published else UNDATED
        self.sql.execute("INSERT INTO sketched VALUES (?, ?)", (article.id, day))
        self.sql.executemany("INSERT INTO band VALUES (?, ?)", [(band, article.id) for band in bands])
        return [other for other in near if _share(runs, _runs(self.text(other))) >= ALIKE]


def _bands(runs: frozenset[str]) -> list[int]:
    """Numbers of which two texts that are alike share one or more."""
    sketch = RMinHash(BANDS * ROWS, SEED)
    sketch.update(sorted(runs))
    rows = sketch.digest()
    parts = (repr((start, rows[start : start + ROWS])).encode() for start in range(0, BANDS * ROWS, ROWS))
    return [int.from_bytes(blake2b(part, digest_size=8).digest(), signed=True) for part in parts]


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)
