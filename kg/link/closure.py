"""Names whose profiles have changed in, all names that must be judged again out, with those that they depend on.

A name is judged with the names that may be forms of it, and those with theirs (its variants), and then with all people
of its surname. So what is decided of a name can change only where one of these does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.link.evidence import fullness
from kg.link.keys import SURNAME, name_of, neighbours, surname
from kg.link.profiles import Profile
from kg.link.variants import LARGEST_BLOCK

TABLES = """
CREATE TABLE IF NOT EXISTS key (key TEXT, name TEXT, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS key_name ON key (name);
"""


@dataclass(slots=True)
class Closure:
    """`names` are judged again with their variants, `surnames` (keys) with all their people; `read` is what it takes.

    `read` is None for all there is.
    """

    names: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    read: set[str] | None = None

    def has(self, group: Sequence[Profile]) -> bool:
        """Is all known that decides of a thing with these profiles?"""
        full = max((profile.full for profile in group), key=fullness)
        return self.judged(surname(full) if group[0].kind == "Person" else "", name_of(group[0]))

    def judged(self, people: str, name: str) -> bool:
        """Is a surname (a key) judged again, or (where that is empty) a name?"""
        return self.read is None or (people in self.surnames if people else name in self.names)


class Keys:
    """Which names share a key, as far as a connection's tables tell."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self._blocks: dict[str, list[str]] = {}

    def change(self, keys: Mapping[str, Collection[str]]) -> tuple[set[str], set[str]]:
        """Give each name the keys that its profiles have now.

        Gives the names that lose or gain a neighbour by that, and the surnames that lose people.
        """
        before = {name: self.of(name) for name in keys}
        lost = {name: set(before[name]) - set(keys[name]) for name in keys}
        seeds = {other for name in keys for other in self._near(name, lost[name])}
        moved = {key for name in keys for key in {*before[name]} ^ {*keys[name]}}
        crowded = {key: self.crowded(key) for key in moved}
        self.sql.executemany("DELETE FROM key WHERE name = ?", [(name,) for name in keys])
        self.sql.executemany("INSERT INTO key VALUES (?, ?)", [(key, name) for name in keys for key in keys[name]])
        self._blocks.clear()
        for key in moved:
            if key[0] != SURNAME and self.crowded(key) != crowded[key]:
                seeds |= {*self._all(key)}
        return seeds, {key for gone in lost.values() for key in gone if key[0] == SURNAME}

    def of(self, name: str) -> list[str]:
        return [key for (key,) in self.sql.execute("SELECT key FROM key WHERE name = ? ORDER BY key", (name,))]

    def crowded(self, key: str) -> bool:
        """Do more names share a key than are compared?"""
        return len(self._block(key)) > LARGEST_BLOCK

    def reached(self, names: Iterable[str]) -> set[str]:
        """The names with all that may be forms of them, of those, and so on."""
        found: set[str] = set()
        fresh = set(names)
        while fresh:
            found |= fresh
            fresh = {other for name in fresh for other in self._near(name, self.of(name))} - found
        return found

    def closed(self, names: Iterable[str], surnames: Iterable[str]) -> Closure:
        """All that depends on some names and some surnames."""
        found = Closure(self.reached(names), set(surnames))
        found.surnames |= {key for name in found.names for key in self.of(name) if key[0] == SURNAME}
        people = {name for key in found.surnames for name in self._all(key)}
        found.read = found.names | self.reached(people - found.names)
        return found

    def groups(self, names: Iterable[str]) -> list[set[str]]:
        """The names with all that may be forms of them, apart where none of one may be a form of one of another."""
        found: list[set[str]] = []
        seen: set[str] = set()
        for name in names:
            if name not in seen:
                found.append(self.reached([name]))
                seen |= found[-1]
        return found

    def _near(self, name: str, keys: Iterable[str]) -> set[str]:
        return neighbours(name, ((key, self._block(key)) for key in keys if not self.crowded(key)))

    def _block(self, key: str) -> list[str]:
        """The names that share a key, no more than show that they are too many."""
        if key not in self._blocks:
            rows = self.sql.execute("SELECT name FROM key WHERE key = ? LIMIT ?", (key, LARGEST_BLOCK + 1))
            self._blocks[key] = [name for (name,) in rows]
        return self._blocks[key]

    def _all(self, key: str) -> list[str]:
        return [name for (name,) in self.sql.execute("SELECT name FROM key WHERE key = ?", (key,))]
