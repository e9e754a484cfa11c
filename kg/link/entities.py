"""Groups of profiles in, the things of the world out: one entity per thing, with labels, aliases and an IRI.

An IRI is read off the name that the earliest article gives the thing, so articles that come later leave it as it is.
What is only described is local to its article, and so is a surname of several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.link.gazetteer import Gazetteer, Record
from kg.link.identity import Identities, Join
from kg.link.names import majority
from kg.link.profiles import Place, Profile
from kg.model import Article, Entity, Form, Mention, Merge
from kg.vocabulary import IRI, Namespaces, slug

LOCAL_ID = 6
UNKNOWN = "Topic"


@dataclass(frozen=True, slots=True)
class World:
    """`iris` has the IRI of every referent, `speaks_for` that of the country behind a capital or seat of power.

    `merges` tell why profiles of several articles are one entity, `candidates` which entities may be one.
    """

    entities: tuple[Entity, ...]
    iris: Mapping[Place, IRI]
    speaks_for: Mapping[IRI, IRI]
    merges: tuple[Merge, ...]
    candidates: tuple[Merge, ...]


def world(identities: Identities, cited: frozenset[str], gazetteer: Gazetteer, namespaces: Namespaces) -> World:
    """The entities of all articles together, and the countries for which the `cited` records (by id) speak."""
    things = [_described(group, local=False) for group in identities.groups]
    things += [_described(group, local=True) for group in identities.local]
    behind = {gazetteer.records[place].speaks_for for place in cited} - {
        thing.record.id for thing in things if thing.record is not None
    }
    things += [_unmentioned(gazetteer.records[country]) for country in sorted(behind)]
    things.sort(key=lambda thing: thing.rank)
    iris = [namespaces.entity(name) for name in _slugs(things)]
    speaks_for = {
        namespaces.entity(place): namespaces.entity(gazetteer.records[place].speaks_for) for place in sorted(cited)
    }
    entities = [thing.entity(iri, speaks_for.get(iri)) for thing, iri in zip(things, iris, strict=True)]
    places = {place: iri for thing, iri in zip(things, iris, strict=True) for place in thing.places}
    return World(
        tuple(sorted(entities, key=lambda entity: entity.iri)),
        places,
        speaks_for,
        _merges(identities.joins, places, namespaces),
        tuple(one for one in _merges(identities.candidates, places, namespaces) if len(one.entities) > 1),
    )


@dataclass(frozen=True, slots=True)
class Thing:
    """A group of profiles with all that its entity shows; `rank` orders things the same in any order of articles."""

    places: tuple[Place, ...]
    record: Record | None
    local: bool
    kind: str
    name: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...]
    count: int
    when: tuple[str, str, int]

    @property
    def rank(self) -> tuple[object, ...]:
        return self.record is None, self.local, self.record.id if self.record is not None else "", self.when

    def entity(self, iri: IRI, speaks_for: IRI | None) -> Entity:
        known = self.record
        return Entity(
            iri,
            self.kind,
            self.labels,
            self.aliases,
            known.same_as if known is not None else (),
            self.count,
            speaks_for,
            known.sort if known is not None else "",
            known.point if known is not None else None,
        )


def _unmentioned(record: Record) -> Thing:
    """A country that no article names but its capital speaks for."""
    return Thing((), record, False, record.kind, "", record.labels, (), 0, ("", "", 0))


def _described(group: Sequence[Profile], local: bool) -> Thing:
    ordered = sorted(group, key=lambda profile: profile.when)
    record = next((profile.record for profile in ordered if profile.record is not None), None)
    spoken = [(profile, m) for profile in ordered for m in profile.mentions if m.form is not Form.PRONOUN]
    names = [(profile, m) for profile, m in spoken if m.form is Form.NAME]
    labels = record.labels if record is not None else _labels(names or spoken)
    aliases = {(profile.article.language, shown(profile.article, m)) for profile, m in spoken}
    return Thing(
        places=tuple(profile.place for profile in ordered),
        record=record,
        local=local,
        kind=record.kind if record is not None else _kind([m.kind for _, m in names or spoken]),
        name=_first_name(names or spoken),
        labels=labels,
        aliases=tuple(sorted(aliases)),
        count=sum(len(profile.mentions) for profile in ordered),
        when=ordered[0].when,
    )


def _kind(kinds: Sequence[str]) -> str:
    """The kind of most mentions, those left out that nothing is known of."""
    return majority([kind for kind in kinds if kind != UNKNOWN] or kinds)


def _first_name(spoken: Sequence[tuple[Profile, Mention]]) -> str:
    """The fullest form in the earliest article that has more than one word, else in the earliest."""
    several = [(profile, mention) for profile, mention in spoken if len(mention.text.split()) > 1] or spoken
    first = several[0][0].article.id if several else ""
    labels = dict(_labels([(profile, mention) for profile, mention in several if profile.article.id == first]))
    return labels.get("nb") or next(iter(labels.values()), "")


def _merges(joins: Sequence[Join], places: Mapping[Place, IRI], namespaces: Namespaces) -> tuple[Merge, ...]:
    found = {
        Merge(
            entities=tuple(sorted({places[place] for place in join.places})),
            names=(join.left[0], join.right[0]),
            articles=(namespaces.article(join.left[1]), namespaces.article(join.right[1])),
            reasons=join.reasons,
            points=join.points,
        )
        for join in joins
    }
    return tuple(sorted(found, key=lambda merge: (merge.entities, merge.names, merge.articles)))


def _labels(spoken: Sequence[tuple[Profile, Mention]]) -> tuple[tuple[str, str], ...]:
    """The fullest form in each language: most words, not in capitals, longest, most frequent, first in the alphabet."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for profile, mention in spoken:
        counts[profile.article.language][shown(profile.article, mention)] += 1
    found = []
    for language in sorted(counts):
        forms = counts[language]
        best = min(
            forms.items(), key=lambda one: (-len(one[0].split()), one[0].isupper(), -len(one[0]), -one[1], one[0])
        )
        found.append((language, best[0]))
    return tuple(found)


def shown(article: Article, mention: Mention) -> str:
    """A mention's form outside its sentence: the capital that only opens a sentence is taken off a description."""
    text = " ".join(mention.text.split())
    first = text.partition(" ")[0]
    opens = mention.form is Form.DESCRIPTION and first[:1].isupper() and first[1:].islower()
    owned = mention.owner is not None and mention.owner.start == mention.start and mention.owner.form is Form.NAME
    if not opens or owned:
        return text
    before = article.text[max(0, mention.start - 9) : mention.start].rstrip(" «\"“”'–-")
    return text[0].lower() + text[1:] if not before or before[-1] in ".!?:…\n" else text


def _slugs(things: Sequence[Thing]) -> list[str]:
    """A last part of an IRI for each thing, in order: clean, or with its article's id where it is local."""
    taken: set[str] = set()
    found = []
    for thing in things:
        label = thing.record.id if thing.record is not None else slug(thing.name)
        candidates = [] if thing.local else [label, f"{label}-{thing.kind}"]
        local = f"{label}-{thing.when[1][:LOCAL_ID]}"
        name = next((one for one in candidates if one not in taken), "") or _numbered(local, taken)
        taken.add(name)
        found.append(name)
    return found


def _numbered(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
