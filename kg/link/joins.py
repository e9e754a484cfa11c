"""Joins of names and events in, merges and candidates of entities out, kept on disk by what they were judged with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kg.link.identity import Join
from kg.link.keys import name_of, surname
from kg.link.profiles import Place
from kg.link.things import thing_id
from kg.model import Merge
from kg.vocabulary import IRI, Namespaces

TABLES = """
CREATE TABLE IF NOT EXISTS joined (
    block TEXT, merge TEXT, first TEXT, second TEXT, points REAL, data TEXT, candidate INTEGER,
    PRIMARY KEY (block, merge, first, second, points)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS joined_merge ON joined (merge);
CREATE INDEX IF NOT EXISTS joined_first ON joined (first);
CREATE INDEX IF NOT EXISTS joined_second ON joined (second);
"""
Row = tuple[str, str, str, str, float, str, int]
KEYS = 5
NAME, EVENT = "n", "e"
MERGE, CANDIDATE = "Merge", "MergeCandidate"


def name_block(name: str) -> str:
    """The block of what was judged of a name and its variants; that of people of one surname is its key."""
    return NAME + name


def event_block(noun: str, first: Place) -> str:
    return f"{EVENT}{noun} {thing_id(first)}"


def block_of(join: Join) -> str:
    """The block of a join of named things."""
    return surname(join.right.full) if join.right.alone else name_block(name_of(join.left))


class Joins:
    """The joins of all articles, and the merges that they make."""

    def __init__(self, connection: sqlite3.Connection, namespaces: Namespaces) -> None:
        self.sql = connection
        self.namespaces = namespaces

    def replace(self, blocks: Iterable[str] | None, found: Iterable[tuple[str, Join]]) -> set[IRI]:
        """Put joins, each with its block, in the place of all of some blocks, or (None) of all blocks of names.

        Gives the merges that other joins make now.
        """
        if blocks is None:
            before = {*self._rows("block < ?", EVENT), *self._rows("block >= ?", chr(ord(EVENT) + 1))}
        else:
            before = {row for block in blocks for row in self._rows("block = ?", block)}
        after = {self._row(block, join) for block, join in found}
        gone = [row[:KEYS] for row in before - after]
        self.sql.executemany("DELETE FROM joined WHERE (block, merge, first, second, points) = (?, ?, ?, ?, ?)", gone)
        self.sql.executemany("INSERT INTO joined VALUES (?, ?, ?, ?, ?, ?, ?)", after - before)
        return {IRI(row[1]) for row in before ^ after}

    def _row(self, block: str, join: Join) -> Row:
        names, reasons = (join.left.title, join.right.title), join.reasons
        articles = tuple(self.namespaces.article(side.place[0]) for side in (join.left, join.right))
        iri = self.namespaces.merge(repr((CANDIDATE if join.candidate else MERGE, names, articles, reasons)))
        kept = json.dumps([names, articles, reasons], ensure_ascii=False)
        sides = thing_id(join.left.place), thing_id(join.right.place)
        return (block, iri, *sides, join.points, kept, int(join.candidate))

    def _rows(self, where: str, value: str) -> list[Row]:
        return self.sql.execute(f"SELECT * FROM joined WHERE {where}", (value,)).fetchall()  # noqa: S608

    def about(self, place: Place) -> set[IRI]:
        """The merges that speak of a referent."""
        return self._merges("first", thing_id(place)) | self._merges("second", thing_id(place))

    def of(self, merge: IRI) -> tuple[Merge, ...]:
        """What a merge says now: nothing, or what one or more joins make of it."""
        query = "SELECT DISTINCT first, second, data, points, candidate FROM joined WHERE merge = ?"
        found = set()
        for first, second, data, points, candidate in self.sql.execute(query, (merge,)).fetchall():
            entities = tuple(sorted({self._entity(first), self._entity(second)}))
            names, articles, reasons = json.loads(data)
            if not candidate or len(entities) > 1:
                iris = (IRI(articles[0]), IRI(articles[1]))
                found.add(Merge(merge, entities, tuple(names), iris, tuple(reasons), points, bool(candidate)))
        return tuple(sorted(found, key=lambda one: (one.entities, one.points)))

    def _entity(self, place: str) -> IRI:
        article, _, position = place.partition(":")
        query = "SELECT thing.name FROM profile JOIN thing ON thing.id = thing WHERE article = ? AND position = ?"
        (name,) = self.sql.execute(query, (article, int(position))).fetchone()
        return self.namespaces.entity(name)

    def _merges(self, column: str, value: str) -> set[IRI]:
        rows = self.sql.execute(f"SELECT DISTINCT merge FROM joined WHERE {column} = ?", (value,))  # noqa: S608
        return {IRI(merge) for (merge,) in rows}
