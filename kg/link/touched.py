"""The profiles that come and go in, what that may bear upon out: names, known things, events, things."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.link.keys import name_of
from kg.link.profiles import Profile
from kg.link.register import is_event
from kg.link.things import Thing, described, thing_id

Event = tuple[str, tuple[str, str, int]]
"""A noun that an event is called by, and when it is told of: day, article, position."""


@dataclass(slots=True)
class Touched:
    """What a change bears upon, as far as it is known.

    `old` are the ids of things that may be no more, `things` those that there are now, by id.
    """

    names: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    old: set[str] = field(default_factory=set)
    things: dict[str, Thing] = field(default_factory=dict)
    events: set[Event] = field(default_factory=set)
    gone_events: set[Event] = field(default_factory=set)

    def take(self, profile: Profile) -> None:
        """A profile that comes."""
        self._note(profile)
        if profile.record is None and not profile.forms:
            self.things[thing_id(profile.place)] = described([profile], local=True)
        if is_event(profile):
            self.events |= {(noun, profile.when) for noun in profile.nouns}

    def leave(self, profile: Profile, thing: str) -> None:
        """A profile that goes."""
        self._note(profile)
        self.old.add(thing)
        if is_event(profile):
            self.gone_events |= {(noun, profile.when) for noun in profile.nouns}

    def _note(self, profile: Profile) -> None:
        if profile.record is not None:
            self.records.add(profile.record.id)
        elif profile.forms:
            self.names.add(name_of(profile))
