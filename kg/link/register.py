"""What each article speaks of in; profiles found by their name, on disk, out: what a small change need not read anew.

Tables of an SQLite connection that its owner commits. Everything in them is a function of the articles of the graph
and of what was known when they were read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kg.link.evidence import telling
from kg.link.gazetteer import Record
from kg.link.keys import ALONE, name_of
from kg.link.mentions import Spot
from kg.link.profiles import EVENT, Naming, Place, Profile
from kg.link.spoken import Spoken
from kg.link.things import KNOWN, thing_id

TABLES = """
CREATE TABLE IF NOT EXISTS spoken (article TEXT PRIMARY KEY, company TEXT, cited TEXT, means TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS profile (
    article TEXT, position INTEGER, name TEXT, record TEXT, data TEXT, thing TEXT,
    PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS profile_name ON profile (name) WHERE name NOTNULL;
CREATE INDEX IF NOT EXISTS profile_record ON profile (record) WHERE record NOTNULL;
CREATE INDEX IF NOT EXISTS profile_thing ON profile (thing);
CREATE TABLE IF NOT EXISTS company (name TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS company_articles ON company (articles);
CREATE TABLE IF NOT EXISTS cited (record TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS form (
    record TEXT, language TEXT, form TEXT, profiles INTEGER, PRIMARY KEY (record, language, form)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (record TEXT PRIMARY KEY, profiles INTEGER, mentions INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    noun TEXT, day TEXT, article TEXT, position INTEGER, PRIMARY KEY (noun, day, article, position)) WITHOUT ROWID;
"""
_COUNTED = "INSERT INTO {0} VALUES ({1}) ON CONFLICT DO UPDATE SET {2} = {2} + excluded.{2}"
COUNT = {
    "company": _COUNTED.format("company", "?, ?", "articles"),
    "cited": _COUNTED.format("cited", "?, ?", "articles"),
    "known": _COUNTED.format("known", "?, ?, ?", "profiles") + ", mentions = mentions + excluded.mentions",
    "form": _COUNTED.format("form", "?, ?, ?, ?", "profiles"),
}
FORGET = {
    "company": "DELETE FROM company WHERE articles = 0",
    "cited": "DELETE FROM cited WHERE articles = 0",
    "known": "DELETE FROM known WHERE profiles = 0",
    "form": "DELETE FROM form WHERE profiles = 0",
}
EVENT_ADDED = "INSERT INTO event VALUES (?, ?, ?, ?)"
EVENT_GONE = "DELETE FROM event WHERE noun = ? AND day = ? AND article = ? AND position = ?"


class Register:
    """The profiles of all articles of a graph, and what counts over articles. `records` are the known things."""

    def __init__(self, connection: sqlite3.Connection, records: Mapping[str, Record]) -> None:
        self.sql = connection
        self.records = records
        self._company = lru_cache(None)(_company)

    def put(self, one: Spoken) -> None:
        """Take in what an article speaks of."""
        company = dict(sorted(one.profiles[0].company.items())) if one.profiles else {}
        means = [[*place, list(found)] for place, found in one.of.items()]
        row = (one.article, _json(company), _json(sorted(one.cited)), _json(means))
        self.sql.execute("INSERT INTO spoken VALUES (?, ?, ?, ?)", row)
        rows = [(*p.place, *_owner(p), _json(_packed(p)), _alone(p)) for p in one.profiles]
        self.sql.executemany("INSERT INTO profile VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._count(one.profiles, company, one.cited, 1)

    def drop(self, article: str) -> list[tuple[Profile, str]]:
        """Forget an article; gives its profiles, each with the thing that it was."""
        found = list(self._loaded("WHERE article = ?", (article,)))
        kept = self.sql.execute("SELECT company, cited FROM spoken WHERE article = ?", (article,)).fetchone()
        company, cited = map(json.loads, kept)
        self._count([profile for profile, _ in found], company, cited, -1)
        for table in ("spoken", "profile"):
            self.sql.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
        return found

    def _count(self, profiles: Sequence[Profile], company: Iterable[str], cited: Iterable[str], by: int) -> None:
        """Count what an article adds, or (by -1) what it no longer does; what is counted to nothing is forgotten."""
        known = [(profile.record.id, profile) for profile in profiles if profile.record is not None]
        forms = [(record, one.language, form) for record, one in known for form in {n.shown for n in one.namings}]
        counted: dict[str, list[tuple[str | int, ...]]] = {
            "company": [(name, by) for name in company],
            "cited": [(record, by) for record in cited],
            "known": [(record, by, by * one.mentions) for record, one in known],
            "form": [(*form, by) for form in forms],
        }
        for table, rows in counted.items():
            self.sql.executemany(COUNT[table], rows)
            if by < 0:
                self.sql.execute(FORGET[table])
        events = [(noun, *one.when) for one in profiles if is_event(one) for noun in one.nouns]
        self.sql.executemany(EVENT_ADDED if by > 0 else EVENT_GONE, events)

    @property
    def articles(self) -> int:
        (number,) = self.sql.execute("SELECT COUNT(*) FROM spoken").fetchone()
        return int(number)

    def usual(self) -> frozenset[str]:
        """The names that too many articles have for them to tell anything as company."""
        rows = self.sql.execute("SELECT name FROM company WHERE articles > ?", (telling(self.articles),))
        return frozenset(name for (name,) in rows)

    def cited(self) -> dict[str, str]:
        """The known places that somebody speaks through, each with the country behind it, by record id."""
        rows = self.sql.execute("SELECT record FROM cited ORDER BY record")
        return {record: self.records[record].speaks_for for (record,) in rows}

    def known(self, record: str) -> tuple[int, tuple[tuple[str, str], ...]] | None:
        """How often a known thing is mentioned, and its forms with their languages; None where it is not."""
        row = self.sql.execute("SELECT mentions FROM known WHERE record = ?", (record,)).fetchone()
        forms = self.sql.execute("SELECT language, form FROM form WHERE record = ? ORDER BY language, form", (record,))
        return None if row is None else (row[0], tuple(forms))

    def named(self, names: Iterable[str] | None = None, known: bool = False) -> Iterator[tuple[Profile, str]]:
        """The profiles of some names, or of all, each with the thing that it was; `known` things too, where asked."""
        if names is None:
            yield from self._loaded("WHERE name NOTNULL" + (" OR record NOTNULL" if known else ""))
        for name in names or ():
            yield from self._loaded("WHERE name = ?", (name,))

    def around(self, noun: str, first: tuple[str, str, int], later: int) -> list[tuple[str, str, int]]:
        """So many events of a noun after one, or (negative) before it, in the order of their days."""
        way, order = (">", "ASC") if later > 0 else ("<", "DESC")
        query = (
            f"SELECT day, article, position FROM event WHERE noun = ? AND (day, article, position) {way} (?, ?, ?) "  # noqa: S608
            f"ORDER BY day {order}, article {order}, position {order} LIMIT ?"
        )
        return list(self.sql.execute(query, (noun, *first, abs(later))))

    def at(self, place: Place) -> Profile:
        return next(one for one, _ in self._loaded("WHERE article = ? AND position = ?", place))

    def move(self, things: Mapping[Place, str]) -> None:
        """Note what thing each of some profiles is now."""
        rows = [(thing, *place) for place, thing in things.items()]
        self.sql.executemany("UPDATE profile SET thing = ? WHERE article = ? AND position = ?", rows)

    def places(self, thing: str) -> set[Place]:
        """The profiles that are a thing."""
        return set(self.sql.execute("SELECT article, position FROM profile WHERE thing = ?", (thing,)))

    def means(self, article: str) -> dict[Spot, tuple[int, ...]]:
        """Which mention of an article means which of its referents."""
        (kept,) = self.sql.execute("SELECT means FROM spoken WHERE article = ?", (article,)).fetchone()
        return {(start, end, text): tuple(found) for start, end, text, found in json.loads(kept)}

    def speaking_of(self, name: str) -> list[str]:
        """The articles that may have a name, by which a thing is known as company, in their company."""
        query = (
            "SELECT article FROM profile WHERE name IN (?, ?) UNION SELECT article FROM profile WHERE record = ? "
            "ORDER BY article"
        )
        return [article for (article,) in self.sql.execute(query, (name, ALONE + name, name))]

    def of_article(self, article: str) -> list[Profile]:
        return [one for one, _ in self._loaded("WHERE article = ?", (article,))]

    def _loaded(self, where: str, values: Sequence[str | int] = ()) -> Iterator[tuple[Profile, str]]:
        columns = "article, position, record, data, company, thing"
        query = f"SELECT {columns} FROM profile JOIN spoken USING (article) {where}"  # noqa: S608
        for article, position, record, data, company, thing in self.sql.execute(query, values):
            yield self._unpacked((article, position), record, json.loads(data), self._company(company)), thing

    def _unpacked(self, place: Place, record: str | None, kept: list[Any], company: Mapping[str, str]) -> Profile:
        """A profile of what `_packed` gave."""
        source, language, day, kind, mentions, title, namings, gender, full, *sets, born, generation, nouns = kept
        forms, posts, fields, ties, homes = map(frozenset, sets)
        return Profile(
            place,
            source,
            language,
            (day, *place),
            kind,
            self.records[record] if record is not None else None,
            mentions,
            title,
            tuple(Naming(*naming) for naming in namings),
            gender,
            full,
            forms,
            posts,
            fields,
            ties,
            homes,
            company,
            tuple(born) if born else None,
            generation,
            frozenset(nouns),
        )


def _company(kept: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(kept)
    return found


def is_event(profile: Profile) -> bool:
    """Is it an event that its article only describes?"""
    return profile.kind == EVENT and profile.record is None and not profile.forms


def _owner(profile: Profile) -> tuple[str | None, str | None]:
    """The name or the record that a profile is found by; neither for what is only described."""
    if profile.record is not None:
        return None, profile.record.id
    return (name_of(profile), None) if profile.forms else (None, None)


def _alone(profile: Profile) -> str | None:
    """What thing a profile is, where no other articles decide it."""
    if profile.record is not None:
        return KNOWN + profile.record.id
    return None if profile.forms else thing_id(profile.place)


def _packed(one: Profile) -> list[Any]:
    sets = (one.forms, one.posts, one.fields, one.ties, one.homes)
    said = (one.mentions, one.title, one.namings, one.gender, one.full)
    last = (one.born, one.generation, sorted(one.nouns))
    return [one.source, one.language, one.when[0], one.kind, *said, *map(sorted, sets), *last]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
