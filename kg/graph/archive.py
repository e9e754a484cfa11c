"""Articles in, what each of them says kept on disk out: the set of articles that a graph is made of.

An SQLite file beside the graph. What an article says is committed article by article, so that whoever is killed loses
nothing but the article at work. The same file remembers which articles the graph was made of, and what was decided of
them; that is committed with the graph, in one step.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import GraphError
from kg.graph import copies
from kg.graph.records import pack, unpack
from kg.model import Article, Extraction, Factuality

ARCHIVE, LOCK = "articles.sqlite", ".lock"
TABLES = """
CREATE TABLE IF NOT EXISTS article (
    source TEXT PRIMARY KEY, id TEXT NOT NULL, article BLOB NOT NULL, made_by TEXT, extraction BLOB);
CREATE INDEX IF NOT EXISTS article_first ON article (id, source, made_by);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS built (
    id TEXT PRIMARY KEY, source TEXT, made_by TEXT, sentences INTEGER, unlinked INTEGER, quarantined INTEGER);
CREATE TABLE IF NOT EXISTS said (
    id TEXT, factuality TEXT, statements INTEGER, PRIMARY KEY (id, factuality)) WITHOUT ROWID;
"""
LASTING = ("article", "setting")
"""Tables that are not made anew with the graph."""
FIRSTS = "SELECT MIN(source) FROM article GROUP BY id"
"""A text that comes from several paths is the article of the first."""
HERE = "WITH here AS (SELECT id, MIN(source) AS source, made_by FROM article GROUP BY id) "
STATE, OUTLOOK, PLAIN = "state", "outlook", "plain triples"
"""Settings: which graph the tables tell of, what it was made by, and how many different plain triples it has."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a graph holds. `unlinked` claims gave no statement, `quarantined` statements break a shape."""

    articles: int
    sentences: int
    entities: int
    factualities: Mapping[Factuality, int]
    plain_triples: int
    unlinked: int
    quarantined: int

    @property
    def statements(self) -> int:
        return sum(self.factualities.values())


class Archive:
    """The articles of one graph by their source, each with its extraction and the words for what made that.

    `sql` is the connection, in which what is decided of the articles is kept too.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection

    def put(self, articles: Iterable[Article]) -> None:
        """Take articles in; one from a known source takes the place of what was there, unless its text is the same."""
        with self.sql:
            for article in articles:
                row = (article.source, article.id, pack(article))
                self.sql.execute(
                    "INSERT INTO article (source, id, article) VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
                    "id = excluded.id, article = excluded.article, made_by = NULL, extraction = NULL "
                    "WHERE id <> excluded.id OR article <> excluded.article",
                    row,
                )

    def pending(self, maker: str) -> list[Article]:
        """The articles of the graph that `maker` has not analysed yet, by source."""
        query = f"SELECT article FROM article WHERE made_by IS NOT ? AND source IN ({FIRSTS}) ORDER BY source"  # noqa: S608
        return [unpack(kept) for (kept,) in self.sql.execute(query, (maker,))]

    def keep(self, extractions: Iterable[Extraction], maker: str) -> None:
        """Keep what articles say, for good once this returns."""
        with self.sql:
            for one in extractions:
                row = (maker, pack(one), one.article.source)
                self.sql.execute("UPDATE article SET made_by = ?, extraction = ? WHERE source = ?", row)
                self.sql.execute("UPDATE built SET made_by = NULL WHERE id = ?", (one.article.id,))

    def remove(self, sources: Iterable[str]) -> None:
        """Take the articles of these sources out."""
        with self.sql:
            self.sql.executemany("DELETE FROM article WHERE source = ?", [(source,) for source in sources])

    def sources(self) -> dict[str, str]:
        """The id of the article of each source."""
        return dict(self.sql.execute("SELECT source, id FROM article ORDER BY source"))

    def set(self, settings: Mapping[str, object]) -> None:
        """Remember how the graph was built, for a command that only takes something out."""
        with self.sql:
            self._set(settings)

    def settings(self) -> dict[str, object]:
        return {name: json.loads(value) for name, value in self.sql.execute("SELECT name, value FROM setting")}

    def _set(self, settings: Mapping[str, object]) -> None:
        rows = [(name, json.dumps(value)) for name, value in settings.items()]
        self.sql.executemany("REPLACE INTO setting VALUES (?, ?)", rows)

    @property
    def state(self) -> str:
        """Which graph the tables tell of; empty for none."""
        return str(self.settings().get(STATE, ""))

    def begin(self, state: str, outlook: str, there: bool) -> bool:
        """Begin to make a graph of another `state`; nothing is kept of that before `commit`.

        Gives whether it can be made of the last one, which is `there`; where it cannot, all that was decided goes.
        """
        same = there and self.settings().get(OUTLOOK) == outlook
        if not same:
            for (table,) in self.sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                if table not in LASTING:
                    self.sql.execute(f"DELETE FROM {table}")  # noqa: S608
            self._set({PLAIN: 0})
        self._set({STATE: state, OUTLOOK: outlook})
        return same

    def commit(self) -> None:
        self.sql.commit()

    def changes(self) -> tuple[list[str], list[str]]:
        """The articles (ids) that the graph is made of and is no more to be, and the other way round.

        One that says something else now is among both.
        """
        differs = "built.source IS NOT here.source OR built.made_by IS NOT here.made_by"
        gone = f"SELECT built.id FROM built LEFT JOIN here USING (id) WHERE here.made_by ISNULL OR {differs}"  # noqa: S608
        new = f"SELECT here.id FROM here LEFT JOIN built USING (id) WHERE here.made_by NOTNULL AND ({differs})"  # noqa: S608
        return self._ids(HERE + gone), self._ids(HERE + new)

    def extractions(self, articles: Iterable[str]) -> Iterator[Extraction]:
        """What articles say, by their ids."""
        for article in articles:
            (kept,) = self._first("extraction", article)
            yield unpack(kept)

    def articles(self, articles: Iterable[str]) -> Iterator[Article]:
        for article in articles:
            (kept,) = self._first("article", article)
            yield unpack(kept)

    def text(self, article: str) -> str:
        (found,) = self.articles([article])
        return found.text

    def forget(self, articles: Iterable[str]) -> None:
        """The graph is not made of these articles any more."""
        for table in ("built", "said"):
            self.sql.executemany(f"DELETE FROM {table} WHERE id = ?", [(article,) for article in articles])  # noqa: S608

    def note(self, article: str, sentences: int, unlinked: int, said: Mapping[Factuality, int], apart: int) -> None:
        """The graph is made of an article now, that says so much."""
        source, made_by = self._first("source, made_by", article)
        self.forget([article])
        row = (article, source, made_by, sentences, unlinked, apart)
        self.sql.execute("INSERT INTO built VALUES (?, ?, ?, ?, ?, ?)", row)
        rows = [(article, factuality, number) for factuality, number in said.items()]
        self.sql.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)

    def counts(self, entities: int, more_plain: int) -> Counts:
        """What the graph holds, its different plain triples being so many more than before; notes the latter."""
        plain = int(str(self.settings()[PLAIN])) + more_plain
        self._set({PLAIN: plain})
        totals = "SELECT COUNT(*), TOTAL(sentences), TOTAL(unlinked), TOTAL(quarantined) FROM built"
        articles, sentences, unlinked, apart = map(int, self.sql.execute(totals).fetchone())
        said = dict(self.sql.execute("SELECT factuality, SUM(statements) FROM said GROUP BY factuality"))
        by_factuality = {factuality: said[factuality] for factuality in Factuality if factuality in said}
        return Counts(articles, sentences, entities, by_factuality, plain, unlinked, apart)

    def _first(self, columns: str, article: str) -> tuple[bytes, ...]:
        query = f"SELECT {columns} FROM article WHERE id = ? ORDER BY source LIMIT 1"  # noqa: S608
        return tuple(self.sql.execute(query, (article,)).fetchone())

    def _ids(self, query: str) -> list[str]:
        return sorted(article for (article,) in self.sql.execute(query))


@contextmanager
def opened(output: Path, tables: str = "") -> Iterator[Archive]:
    """The archive of the graph under `output`, made if need be, for one build at a time.

    `tables` are SQL that makes those of what is decided. Raises GraphError where another build is at work, and where
    the folder cannot be written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with FileLock(output / LOCK, timeout=0):
            connection = sqlite3.connect(output / ARCHIVE)
            try:
                connection.executescript(f"BEGIN; {TABLES} {copies.TABLES} {tables} COMMIT;")
                yield Archive(connection)
            finally:
                connection.close()
    except Timeout as error:
        raise GraphError(f"{output}: another build is writing here; wait for it, or give -o") from error
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{output}: cannot be written ({error}); give another folder with -o") from error
