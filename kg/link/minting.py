"""Things that may want one IRI in, a last part of an IRI for each out: clean, or with its article's id where local.

Whoever ranks first takes the name. What two things may both want begins alike (`root`), so each such block is minted
by itself; what is local comes after all that is not, and wants nothing but its own `base` with a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kg.link.things import Thing

LOCAL_ID = 6
_TAIL = re.compile(rf"-(?:[A-Z][A-Za-z]*|[0-9a-f]{{{LOCAL_ID}}}(?:-\d+)?)$")
_NUMBER = re.compile(r"-\d+$")


def root(label: str) -> str:
    """What is left of a label without the kinds, article ids and numbers that minting may have put after it."""
    while (tail := _TAIL.search(label)) and tail.start():
        label = label[: tail.start()]
    return label


def base(thing: Thing) -> str:
    """A label with the beginning of the id of the article that names the thing first."""
    return f"{thing.label}-{thing.when[1][:LOCAL_ID]}"


def bases(name: str) -> set[str]:
    """The bases of the local things that a name would be taken from."""
    return {name, _NUMBER.sub("", name)}


def minted(things: Iterable[Thing], taken: Collection[str] = ()) -> dict[str, str]:
    """The name of each thing by its id, for the things of one root, or the local ones of one base.

    `taken` are names that others have.
    """
    gone = set(taken)
    found = {}
    for thing in sorted(things, key=lambda one: one.rank):
        wanted = [] if thing.local else [thing.label, f"{thing.label}-{thing.kind}"]
        name = next((one for one in wanted if one not in gone), "") or _numbered(base(thing), gone)
        gone.add(name)
        found[thing.id] = name
    return found


def _numbered(name: str, taken: Collection[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
