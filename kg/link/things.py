"""Groups of profiles in, the things of the world out: one for each, with labels, aliases and what an IRI is made of.

An IRI is read off the name that the earliest article gives the thing, so articles that come later leave it as it is.
What is only described is local to its article, and so is a surname of several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.link.gazetteer import Record
from kg.link.names import majority
from kg.link.profiles import Naming, Place, Profile
from kg.model import Entity
from kg.vocabulary import Namespaces, slug

UNKNOWN = "Topic"
KNOWN = "known:"
"""Before the id of a record in the id of its thing; that of another is the place of its first profile."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A group of profiles with all that its entity shows. `label` is the last part of an IRI where that is free.

    `when` is that of the first profile, `record` the id of what it is known as.
    """

    id: str
    record: str
    local: bool
    when: tuple[str, str, int]
    label: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...]
    mentions: int
    speaks_for: str = ""

    @property
    def rank(self) -> tuple[object, ...]:
        """Orders things the same in any order of articles."""
        return not self.record, self.local, self.record, self.when

    def entity(self, name: str, known: Record | None, namespaces: Namespaces) -> Entity:
        """Its entity; `name` is the last part of the IRI."""
        return Entity(
            namespaces.entity(name),
            self.kind,
            self.labels,
            self.aliases,
            known.same_as if known is not None else (),
            self.mentions,
            namespaces.entity(self.speaks_for) if self.speaks_for else None,
            known.sort if known is not None else "",
            known.point if known is not None else None,
        )


def thing_id(place: Place) -> str:
    return f"{place[0]}:{place[1]}"


def known_thing(record: Record, mentions: int, forms: Sequence[tuple[str, str]], speaks_for: str) -> Thing:
    """What a record tells of, with the forms that articles have for it."""
    id_, kind = KNOWN + record.id, record.kind
    return Thing(id_, record.id, False, ("", "", 0), record.id, kind, record.labels, tuple(forms), mentions, speaks_for)


def described(group: Iterable[Profile], local: bool) -> Thing:
    """What profiles of one thing tell of it together."""
    ordered = sorted(group, key=lambda profile: profile.when)
    spoken = [(profile, naming) for profile in ordered for naming in profile.namings]
    names = [(profile, naming) for profile, naming in spoken if naming.name] or spoken
    first = ordered[0]
    return Thing(
        thing_id(first.place),
        "",
        local,
        first.when,
        slug(_first_name(names)),
        _kind([naming for _, naming in names]),
        _labels(names),
        tuple(sorted({(profile.language, naming.shown) for profile, naming in spoken})),
        sum(profile.mentions for profile in ordered),
    )


def _kind(namings: Sequence[Naming]) -> str:
    """The kind of most mentions, those left out that nothing is known of."""
    kinds = [naming.kind for naming in namings for _ in range(naming.times)]
    return majority([kind for kind in kinds if kind != UNKNOWN] or kinds)


def _first_name(spoken: Sequence[tuple[Profile, Naming]]) -> str:
    """The fullest form in the earliest article that has more than one word, else in the earliest."""
    several = [(profile, naming) for profile, naming in spoken if len(naming.text.split()) > 1] or spoken
    first = several[0][0].place[0] if several else ""
    labels = dict(_labels([(profile, naming) for profile, naming in several if profile.place[0] == first]))
    return labels.get("nb") or next(iter(labels.values()), "")


def _labels(spoken: Sequence[tuple[Profile, Naming]]) -> tuple[tuple[str, str], ...]:
    """The fullest form in each language: most words, not in capitals, longest, most frequent, first in the alphabet."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for profile, naming in spoken:
        counts[profile.language][naming.shown] += naming.times
    found = []
    for language in sorted(counts):
        forms = counts[language]
        best = min(
            forms.items(), key=lambda one: (-len(one[0].split()), one[0].isupper(), -len(one[0]), -one[1], one[0])
        )
        found.append((language, best[0]))
    return tuple(found)


def with_record(known: Thing, group: Iterable[Profile]) -> Thing:
    """A known thing with the profiles that a user rules to be it."""
    more = [profile for profile in group if profile.record is None]
    forms = {(profile.language, naming.shown) for profile in more for naming in profile.namings}
    mentions = known.mentions + sum(profile.mentions for profile in more)
    return replace(known, aliases=tuple(sorted({*known.aliases, *forms})), mentions=mentions)
