"""Things that are new, changed or gone in, on disk with the IRI of each; what the world looked like before, out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.link.minting import base, bases, minted, root
from kg.link.things import Thing

TABLES = """
CREATE TABLE IF NOT EXISTS thing (
    id TEXT PRIMARY KEY, root TEXT, base TEXT, name TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS thing_root ON thing (root) WHERE root NOTNULL;
CREATE INDEX IF NOT EXISTS thing_base ON thing (base) WHERE base NOTNULL;
CREATE INDEX IF NOT EXISTS thing_name ON thing (name);
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with the last part of its IRI."""

    thing: Thing
    name: str

    @property
    def face(self) -> tuple[object, ...]:
        """What of it shows in statements."""
        return self.name, self.thing.labels, self.thing.kind


@dataclass(slots=True)
class Turn:
    """The things that a change touches, as they were before it and after, by their ids."""

    before: dict[str, Named] = field(default_factory=dict)
    after: dict[str, Named] = field(default_factory=dict)

    def faces(self, id_: str) -> tuple[object, object]:
        before, after = self.before.get(id_), self.after.get(id_)
        return before and before.face, after and after.face

    def names(self) -> set[str]:
        """The names of all that is not as before."""
        ids = {id_ for id_ in {*self.before, *self.after} if self.before.get(id_) != self.after.get(id_)}
        return {side[id_].name for id_ in ids for side in (self.before, self.after) if id_ in side}


class World:
    """The things of all articles, found by their ids and names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection

    def turn(self, old: Collection[str], things: Mapping[str, Thing]) -> Turn:
        """Put these things in the place of those with the `old` ids; mints anew what that bears upon."""
        ids = sorted({*old, *things})
        found = Turn({id_: one for id_ in ids for one in self._where("id", id_)})
        found.after |= found.before
        changed = [id_ for id_ in ids if id_ not in found.before or found.before[id_].thing != things.get(id_)]
        last = [found.before[id_] for id_ in changed if id_ in found.before]
        for id_ in changed:
            found.after.pop(id_, None)
            if id_ in things:
                found.after[id_] = Named(things[id_], found.before[id_].name if id_ in found.before else "")
        self.sql.executemany("DELETE FROM thing WHERE id = ?", [(id_,) for id_ in changed if id_ not in things])
        self._write(found.after[id_] for id_ in changed if id_ in things)
        self._name(found, last, [things[id_] for id_ in changed if id_ in things])
        return found

    def _name(self, turn: Turn, last: Sequence[Named], new: Sequence[Thing]) -> None:
        """Mint anew whatever may want a name that the last things had or new ones want."""
        things = [*(one.thing for one in last), *new]
        local = {base(one) for one in things if one.local}
        local |= {start for one in last if not one.thing.local for start in bases(one.name)}
        for start in sorted({root(one.label) for one in things if not one.local}):
            for name in self._mint(turn, list(self._where("root", start))):
                local |= bases(name)
        for start in sorted(local):
            if block := list(self._where("base", start)):
                self._mint(turn, block, {one.name for one in self._where("root", root(start))})

    def __len__(self) -> int:
        (number,) = self.sql.execute("SELECT COUNT(*) FROM thing").fetchone()
        return int(number)

    def named(self, name: str) -> Thing | None:
        return next((one.thing for one in self._where("name", name)), None)

    def of_article(self, article: str) -> dict[int, Named]:
        """What the referents of an article are, by their position in it."""
        query = "SELECT position, thing.name, thing.data FROM profile JOIN thing ON thing.id = thing WHERE article = ?"
        return {position: Named(_unpacked(data), name) for position, name, data in self.sql.execute(query, (article,))}

    def _mint(self, turn: Turn, block: Sequence[Named], taken: Collection[str] = ()) -> set[str]:
        """Give each of a block its name; gives the names that went or came."""
        names = minted([one.thing for one in block], taken)
        changed = [one for one in block if one.name != names[one.thing.id]]
        for one in changed:
            if one.name:
                turn.before.setdefault(one.thing.id, one)
            turn.after[one.thing.id] = Named(one.thing, names[one.thing.id])
        self._write(turn.after[one.thing.id] for one in changed)
        return {one.name for one in block} ^ set(names.values())

    def _where(self, column: str, value: str) -> Iterator[Named]:
        rows = self.sql.execute(f"SELECT name, data FROM thing WHERE {column} = ?", (value,)).fetchall()  # noqa: S608
        return (Named(_unpacked(data), name) for name, data in rows)

    def _write(self, things: Iterable[Named]) -> None:
        rows = [
            (
                one.thing.id,
                None if one.thing.local else root(one.thing.label),
                base(one.thing) if one.thing.local else None,
                one.name,
                json.dumps(_packed(one.thing), ensure_ascii=False, separators=(",", ":")),
            )
            for one in things
        ]
        self.sql.executemany("REPLACE INTO thing VALUES (?, ?, ?, ?, ?)", rows)


def _packed(one: Thing) -> list[object]:
    who = [one.id, one.record, one.local, one.when, one.label, one.kind]
    return [*who, one.labels, one.aliases, one.mentions, one.speaks_for]


def _unpacked(kept: str) -> Thing:
    id_, record, local, when, label, kind, labels, aliases, *more = json.loads(kept)
    day, article, position = when
    shown = (tuple(map(tuple, labels)), tuple(map(tuple, aliases)))
    return Thing(id_, record, local, (day, article, position), label, kind, *shown, *more)
