"""Articles in, what each of them says kept on disk out: the set of articles that a graph is made of.

An SQLite file beside the graph, committed article by article, so that whoever is killed loses nothing but the article
at work. The graph itself is made of all of them anew, and takes the place of the last one in one step.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import GraphError
from kg.graph.records import pack, unpack
from kg.model import Article, Extraction

ARCHIVE, LOCK = "articles.sqlite", ".lock"
TABLES = """
CREATE TABLE IF NOT EXISTS article (
    source TEXT PRIMARY KEY, id TEXT NOT NULL, article BLOB NOT NULL, made_by TEXT, extraction BLOB);
CREATE INDEX IF NOT EXISTS article_id ON article (id);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
FIRSTS = "SELECT MIN(source) FROM article GROUP BY id"
"""A text that comes from several paths is the article of the first."""


class Archive:
    """The articles of one graph by their source, each with its extraction and the words for what made that."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, articles: Iterable[Article]) -> None:
        """Take articles in; one from a known source takes the place of what was there, unless its text is the same."""
        with self._connection:
            for article in articles:
                row = (article.source, article.id, pack(article))
                self._connection.execute(
                    "INSERT INTO article (source, id, article) VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
                    "id = excluded.id, article = excluded.article, made_by = NULL, extraction = NULL "
                    "WHERE id <> excluded.id OR article <> excluded.article",
                    row,
                )

    def pending(self, maker: str) -> list[Article]:
        """The articles of the graph that `maker` has not analysed yet, by source."""
        query = f"SELECT article FROM article WHERE made_by IS NOT ? AND source IN ({FIRSTS}) ORDER BY source"  # noqa: S608
        return [unpack(kept) for (kept,) in self._connection.execute(query, (maker,))]

    def keep(self, extraction: Extraction, maker: str) -> None:
        """Keep what an article says, for good once this returns."""
        with self._connection:
            self._connection.execute(
                "UPDATE article SET made_by = ?, extraction = ? WHERE source = ?",
                (maker, pack(extraction), extraction.article.source),
            )

    def extractions(self) -> Iterator[Extraction]:
        """What the articles of the graph say, by source."""
        query = f"SELECT extraction FROM article WHERE extraction NOTNULL AND source IN ({FIRSTS}) ORDER BY source"  # noqa: S608
        for (kept,) in self._connection.execute(query):
            yield unpack(kept)

    def remove(self, sources: Iterable[str]) -> None:
        """Take the articles of these sources out."""
        with self._connection:
            self._connection.executemany("DELETE FROM article WHERE source = ?", [(source,) for source in sources])

    def sources(self) -> dict[str, str]:
        """The id of the article of each source."""
        return dict(self._connection.execute("SELECT source, id FROM article ORDER BY source"))

    def set(self, settings: Mapping[str, object]) -> None:
        """Remember how the graph was built, for a command that only takes something out."""
        with self._connection:
            rows = [(name, json.dumps(value)) for name, value in settings.items()]
            self._connection.executemany("REPLACE INTO setting VALUES (?, ?)", rows)

    def settings(self) -> dict[str, object]:
        return {name: json.loads(value) for name, value in self._connection.execute("SELECT name, value FROM setting")}


@contextmanager
def opened(output: Path) -> Iterator[Archive]:
    """The archive of the graph under `output`, made if need be, for one build at a time.

    Raises GraphError where another build is at work, and where the folder cannot be written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with FileLock(output / LOCK, timeout=0):
            connection = sqlite3.connect(output / ARCHIVE)
            try:
                connection.executescript(TABLES)
                yield Archive(connection)
            finally:
                connection.close()
    except Timeout as error:
        raise GraphError(f"{output}: another build is writing here; wait for it, or give -o") from error
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{output}: cannot be written ({error}); give another folder with -o") from error
