"""Articles that come and go in, what that changes of the world out: entities, merges, and what articles say.

The order: what an article speaks of; which names that bears upon (`kg.link.closure`); who is who among these
(`kg.link.identity`); what things they are; their IRIs; the merges. A fresh graph is the change from none to all
articles, so the graph after any changes is that of a fresh build.
"""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kg.link import closure, joins, register, world
from kg.link.closure import Closure, Keys
from kg.link.evidence import Bearer
from kg.link.gazetteer import Gazetteer
from kg.link.identity import DAYS, NEAREST, Join, days, identify, same_events
from kg.link.joins import Joins, block_of, event_block, name_block
from kg.link.keys import SURNAME, keys, name_of, surname
from kg.link.mentions import spot
from kg.link.profiles import Place, Profile
from kg.link.register import Register, is_event
from kg.link.rulings import Ruling
from kg.link.spoken import spoken
from kg.link.statements import Told, statements
from kg.link.things import KNOWN, Thing, described, known_thing, with_record
from kg.link.touched import Touched
from kg.link.variants import Names
from kg.link.world import Turn, World
from kg.model import Entity, Extraction, Mention, Merge
from kg.vocabulary import IRI, Namespaces

Places = dict[Place, tuple[str, str]]
"""For each profile judged, the id of the thing that it was and of the one that it is."""
MOST_FLIPPED = 20
"""Names that may become usual company, or cease to be, before all is judged again."""
TABLES = register.TABLES + closure.TABLES + world.TABLES + joins.TABLES


@dataclass(frozen=True, slots=True)
class Change:
    """`articles` (ids) have new statements; entities and merges are as they are now, nothing where they are no more."""

    articles: frozenset[str]
    entities: Mapping[IRI, Entity | None]
    merges: Mapping[IRI, tuple[Merge, ...]]


@contextmanager
def unswept() -> Iterator[None]:
    """Without the search for cycles of garbage, which walks all that is alive again and again: a fifth of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class Linker:
    """Who is who in the articles of a graph, kept in the tables of a connection that its owner commits."""

    def __init__(
        self, connection: sqlite3.Connection, tables: Gazetteer, rulings: Sequence[Ruling], namespaces: Namespaces
    ) -> None:
        self.tables = tables
        self.rulings = rulings
        self.namespaces = namespaces
        self.register = Register(connection, tables.records)
        self.keys = Keys(connection)
        self.world = World(connection)
        self.joins = Joins(connection, namespaces)
        self.sql = connection

    def change(self, gone: Iterable[str], new: Iterable[Extraction]) -> Change:
        """Take articles out (by id) and others in; one that has changed is among both.

        Raises OntologyError for an article in a language that has no lexicon.
        """
        with unswept():
            return self._change(gone, new)

    def _change(self, gone: Iterable[str], new: Iterable[Extraction]) -> Change:
        usual, cited = self.register.usual(), self.register.cited()
        touched, came, gone = Touched(), set(), set(gone)
        for article in gone:
            for profile, thing in self.register.drop(article):
                touched.leave(profile, thing)
        for extraction in new:
            one = spoken(extraction, self.tables)
            self.register.put(one)
            came.add(one.article)
            for profile in one.profiles:
                touched.take(profile)
        now = self.register.usual()
        wanted = self._closure(touched, usual ^ now, fresh=self.register.articles == len(came))
        merges, places = self._judge(touched, wanted, now)
        merges |= self._events(touched, now)
        self._known(touched, cited)
        turn = self.world.turn(touched.old, touched.things)
        moved = self._moved(turn, places)
        fresh = came - gone
        merges |= {merge for place in moved if place[0] not in fresh for merge in self.joins.about(place)}
        return Change(
            frozenset(came | {article for article, _ in moved}),
            {self.namespaces.entity(name): self._entity(name) for name in sorted(turn.names())},
            {merge: self.joins.of(merge) for merge in sorted(merges)},
        )

    def tell(self, extraction: Extraction) -> tuple[Told, tuple[Entity, ...]]:
        """What an article of the graph says, and the entities that it speaks of."""
        article = extraction.article.id
        means, things = self.register.means(article), self.world.of_article(article)
        iris = {position: self.namespaces.entity(one.name) for position, one in things.items()}
        entity = self.namespaces.entity
        speaking = {entity(place): entity(country) for place, country in self.register.cited().items()}

        def lookup(mention: Mention) -> tuple[IRI, ...]:
            return tuple(iris[position] for position in means.get(spot(mention), ()))

        kinds = {iris[position]: one.thing.kind for position, one in things.items()}
        told = statements(extraction, lookup, kinds, speaking, self.namespaces)
        return told, tuple(self._shown(one.thing, one.name) for one in things.values())

    def _closure(self, touched: Touched, flipped: Collection[str], fresh: bool) -> Closure:
        """All names to judge again; `flipped` tell something as company now and did not, or the other way round."""
        read = {name: keys([one for one, _ in self.register.named([name])]) for name in touched.names}
        seeds, surnames = self.keys.change(read)
        if fresh:
            return Closure()
        spoken_with = {name: self._speaking_of(name) for name in flipped}
        for profile in chain.from_iterable(spoken_with.values()):
            touched.events |= {(noun, profile.when) for noun in profile.nouns if is_event(profile)}
        if self.rulings or len(flipped) > MOST_FLIPPED:
            return Closure()
        for profiles in spoken_with.values():
            more, people = self._comparable(profiles)
            seeds |= more
            surnames |= people
        return self.keys.closed(touched.names | seeds, surnames)

    def _speaking_of(self, company: str) -> list[Profile]:
        """All profiles of the articles that may have a name in their company."""
        return [one for article in self.register.speaking_of(company) for one in self.register.of_article(article)]

    def _comparable(self, profiles: Iterable[Profile]) -> tuple[set[str], set[str]]:
        """The names and the surnames by which two or more of some profiles may be compared."""
        counts = Counter(name_of(one) for one in profiles if one.record is None and one.forms)
        names, people = set[str](), Counter[str]()
        for group in self.keys.groups(counts):
            number = sum(counts[name] for name in group)
            if number > 1:
                names |= group
            for key in {key for name in group for key in self.keys.of(name) if key[0] == SURNAME}:
                people[key] += number
        return names, {key for key, number in people.items() if number > 1}

    def _judge(self, touched: Touched, wanted: Closure, usual: frozenset[str]) -> tuple[set[IRI], Places]:
        """Judge who is who, and note what things there were and are; gives the merges that this touches."""
        was = dict[Place, str]()
        profiles = []
        for profile, before in self.register.named(wanted.read, known=bool(self.rulings)):
            was[profile.place] = before
            profiles.append(profile)
        found = identify(profiles, Names(self.tables.records, self.keys.crowded), self.rulings, usual)
        places: Places = {}
        for local, groups in ((False, found.groups), (True, found.local)):
            for group in filter(wanted.has, groups):
                thing = self._thing(group, local)
                touched.things[thing.id] = thing
                places |= {profile.place: (was[profile.place], thing.id) for profile in group}
        touched.old |= {last for last, _ in places.values() if last}
        self.register.move({place: now for place, (last, now) in places.items() if last != now})
        return self._joined(wanted, found.joins), places

    def _thing(self, group: Sequence[Profile], local: bool) -> Thing:
        record = next((profile.record.id for profile in group if profile.record is not None), "")
        known = self._known_thing(record, self.register.cited()) if record else None
        return with_record(known, group) if known is not None else described(group, local)

    def _joined(self, wanted: Closure, found: Iterable[Join]) -> set[IRI]:
        """Keep the joins of what was judged, in place of the last ones."""
        kept = [
            (block_of(join), join)
            for join in found
            if wanted.judged(surname(join.right.full) if join.right.alone else "", name_of(join.left))
        ]
        blocks = {*map(name_block, wanted.names), *wanted.surnames}
        return self.joins.replace(None if wanted.read is None else blocks, kept)

    def _events(self, touched: Touched, usual: frozenset[str]) -> set[IRI]:
        """Offer the events that may be one, for those told of a little before what came or went, too."""
        firsts = set(touched.events)
        for noun, when in {*touched.events, *touched.gone_events}:
            before = self.register.around(noun, when, -NEAREST)
            firsts |= {(noun, other) for other in before if days(other, when) <= DAYS}
        blocks = {event_block(noun, when[1:]) for noun, when in {*firsts, *touched.gone_events}}
        found: list[tuple[str, Join]] = []
        at = cache(lambda place: Bearer.of(self.register.at(place)))
        for noun, when in firsts:
            after = self.register.around(noun, when, NEAREST)
            later = [at(other[1:]) for other in after if days(when, other) <= DAYS]
            if later:
                block = event_block(noun, when[1:])
                joins = same_events(noun, at(when[1:]), later, usual, self.tables.records)
                found += ((block, one) for one in joins)
        return self.joins.replace(blocks, found)

    def _known(self, touched: Touched, before: Mapping[str, str]) -> None:
        """Note the known things that are spoken of or through, or no longer are."""
        cited = self.register.cited()
        turned = cited.keys() ^ before.keys()
        records = touched.records | turned | {self.tables.records[place].speaks_for for place in turned}
        touched.old |= {KNOWN + record for record in records}
        for record in records:
            thing = self._known_thing(record, cited)
            if thing is not None:
                touched.things.setdefault(thing.id, thing)

    def _known_thing(self, record: str, cited: Mapping[str, str]) -> Thing | None:
        """A known thing that an article mentions, or a country that no article names but its capital speaks for."""
        known = self.register.known(record) or ((0, ()) if record in cited.values() else None)
        return known_thing(self.tables.records[record], *known, cited.get(record, "")) if known is not None else None

    def _moved(self, turn: Turn, places: Places) -> set[Place]:
        """The referents of which another name, label or kind shows in statements."""
        faces = {place: (turn.before.get(was), turn.after[now]) for place, (was, now) in places.items()}
        moved = {place for place, (was, now) in faces.items() if was is None or was.face != now.face}
        judged = {now for _, now in places.values()}
        for id_ in turn.after.keys() - judged:
            before, after = turn.faces(id_)
            if before != after:
                moved |= self.register.places(id_)
        return moved

    def _entity(self, name: str) -> Entity | None:
        thing = self.world.named(name)
        return self._shown(thing, name) if thing is not None else None

    def _shown(self, thing: Thing, name: str) -> Entity:
        return thing.entity(name, self.tables.records.get(thing.record), self.namespaces)
