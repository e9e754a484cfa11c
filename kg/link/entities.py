"""What each article speaks of in, the things of the world out: one entity per thing, with labels, aliases and an IRI.

Merged over articles: what the tables know, by record; what is named, by kind and full name, a short name joining the
one full name that it shortens. What is only described is local to its article, and so is a short name of several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.link.coreference import Resolution
from kg.link.discourse import Referent
from kg.link.gazetteer import Gazetteer, Record
from kg.link.names import PLACES, ends, majority, name_key, name_tokens
from kg.link.unions import Unions
from kg.model import Article, Entity, Form, Mention
from kg.vocabulary import IRI, PREFIXES, Namespaces, slug

LOCAL_ID = 6
Place = tuple[int, int]
"""A referent: the position of its article, its own position in that article."""
Whole = tuple[str, str]
"""The kind group and the key of a full name."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A referent among all articles, with what can make it the same as one of another article."""

    place: Place
    article: Article
    referent: Referent

    @property
    def names(self) -> list[Mention]:
        return [mention for mention in self.referent.mentions if mention.form is Form.NAME]

    @property
    def full(self) -> str:
        """The key of its longest name."""
        keys = (name_key(mention.text) for mention in self.names)
        return max(keys, key=lambda key: (len(name_tokens(key)), len(key), key), default="")


@dataclass(frozen=True, slots=True)
class World:
    """`iris` has the IRI of every referent, `speaks_for` that of the country behind a capital or seat of power."""

    entities: tuple[Entity, ...]
    iris: Mapping[Place, IRI]
    speaks_for: Mapping[IRI, IRI]


def world(
    articles: Sequence[Article],
    resolutions: Sequence[Resolution],
    cited: frozenset[str],
    gazetteer: Gazetteer,
    namespaces: Namespaces,
) -> World:
    """The entities of all articles together, and the countries for which the `cited` records (by id) speak."""
    bearers = [
        Bearer((number, referent.index), article, referent)
        for number, (article, resolution) in enumerate(zip(articles, resolutions, strict=True))
        for referent in resolution.referents
        if referent.mentions
    ]
    things = [_described(group, local) for group, local in _merged(bearers)]
    behind = {gazetteer.records[place].speaks_for for place in cited} - {thing.record for thing in things}
    things += [_unmentioned(gazetteer.records[country]) for country in sorted(behind)]
    things.sort(key=lambda thing: thing.rank)
    iris = [namespaces.entity(name) for name in _slugs(things)]
    speaks_for = {
        namespaces.entity(place): namespaces.entity(gazetteer.records[place].speaks_for) for place in sorted(cited)
    }
    entities = [thing.entity(iri, speaks_for.get(iri)) for thing, iri in zip(things, iris, strict=True)]
    places = {place: iri for thing, iri in zip(things, iris, strict=True) for place in thing.places}
    return World(tuple(sorted(entities, key=lambda entity: entity.iri)), places, speaks_for)


def _merged(bearers: Sequence[Bearer]) -> list[tuple[list[Bearer], bool]]:
    """Groups of referents that are one thing, each with whether it is local to one article."""
    named = [bearer for bearer in bearers if bearer.referent.record is None and bearer.names]
    keys: dict[Place, str] = _name_groups(named)
    groups: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        if bearer.referent.record is not None:
            groups["record", bearer.referent.record.id].append(bearer)
        elif bearer.place in keys:
            groups["name", keys[bearer.place]].append(bearer)
        else:
            groups["local", f"{bearer.place}"].append(bearer)
    return [(group, how == "local") for (how, _), group in groups.items()]


def kind_group(kind: str) -> str:
    """Kinds that one name may waver between from text to text: a place and a state are one group."""
    return "Place" if kind in PLACES else kind


def _name_groups(named: Sequence[Bearer]) -> dict[Place, str]:
    """A group key for each named referent; none for a short name that could be short for several."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for bearer in named:
        kinds[bearer.full].append(kind_group(bearer.referent.kind))
    whole = {bearer.place: (_settled(kinds, bearer), bearer.full) for bearer in named}
    forms = _forms(named, whole)
    unions = Unions(sorted(set(whole.values()), key=lambda name: (-len(name[1]), name)))
    unclear = set()
    for own in unions.order:
        longest = _longest(own, forms[own[1]])
        if len(longest) == 1:
            unions.join(longest.pop(), own)
        elif longest:
            unclear.add(own)
    return {place: "|".join(unions.find(own)) for place, own in whole.items() if own not in unclear}


def _forms(named: Sequence[Bearer], whole: Mapping[Place, Whole]) -> dict[str, set[Whole]]:
    """The full names, with their kind, that each form is met for; a person's surnames count as met."""
    forms: dict[str, set[Whole]] = defaultdict(set)
    for bearer in named:
        own = whole[bearer.place]
        for key in {own[1], *(name_key(mention.text) for mention in bearer.names)}:
            forms[key].add(own)
        if own[0] == "Person":
            tokens = name_tokens(own[1])
            surnames = [" ".join(tokens[start:]) for start in range(1, len(tokens))]
            for surname in (*surnames, tokens[-1].rpartition("-")[2]):
                forms[surname].add(own)
    return forms


def _longest(own: Whole, wholes: set[Whole]) -> set[Whole]:
    """The longer names of the same kind that a name may be short for, those left out that are short for another."""
    longer = {other for other in wholes if other[0] == own[0] and len(name_tokens(other[1])) > len(name_tokens(own[1]))}
    tokens = {other: name_tokens(other[1]) for other in longer}
    return {one for one in longer if not any(one != other and ends(tokens[one], tokens[other]) for other in longer)}


def _settled(kinds: Mapping[str, list[str]], bearer: Bearer) -> str:
    """The kind group of a name: one for all articles where it has several words, its own where it has one."""
    several = len(name_tokens(bearer.full)) > 1
    return majority(kinds[bearer.full]) if several else kind_group(bearer.referent.kind)


@dataclass(frozen=True, slots=True)
class Thing:
    """A group of referents with all that its entity shows; `rank` orders things the same in any order of articles."""

    places: tuple[Place, ...]
    record: str
    local: bool
    kind: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...]
    wikidata: str
    count: int
    origin: str
    rank: tuple[object, ...]

    def entity(self, iri: IRI, speaks_for: IRI | None) -> Entity:
        same_as = (IRI(PREFIXES["wd"] + self.wikidata),) if self.wikidata else ()
        return Entity(iri, self.kind, self.labels, self.aliases, same_as, self.count, speaks_for)


def _unmentioned(record: Record) -> Thing:
    """A country that no article names but its capital speaks for."""
    return Thing((), record.id, False, record.kind, record.labels, (), record.wikidata, 0, "", _rank(record.id, (), ""))


def _rank(
    record: str, labels: tuple[tuple[str, str], ...], origin: str, local: bool = False, index: int = 0
) -> tuple[object, ...]:
    return not record, local, record, labels, origin, index


def _described(group: Sequence[Bearer], local: bool) -> Thing:
    ordered = sorted(group, key=lambda bearer: (bearer.article.id, bearer.referent.index))
    record = ordered[0].referent.record
    spoken = [(bearer, m) for bearer in ordered for m in bearer.referent.mentions if m.form is not Form.PRONOUN]
    names = [(bearer, m) for bearer, m in spoken if m.form is Form.NAME]
    labels = record.labels if record is not None else _labels(names or spoken)
    aliases = {(bearer.article.language, shown(bearer.article, m)) for bearer, m in spoken}
    first = ordered[0]
    return Thing(
        places=tuple(bearer.place for bearer in ordered),
        record=record.id if record is not None else "",
        local=local,
        kind=record.kind if record is not None else majority(m.kind for _, m in names or spoken),
        labels=labels,
        aliases=tuple(sorted(aliases)),
        wikidata=record.wikidata if record is not None else "",
        count=sum(len(bearer.referent.mentions) for bearer in ordered),
        origin=first.article.id,
        rank=_rank(record.id if record is not None else "", labels, first.article.id, local, first.referent.index),
    )


def _labels(spoken: Sequence[tuple[Bearer, Mention]]) -> tuple[tuple[str, str], ...]:
    """The fullest form in each language: most words, not in capitals, longest, most frequent, first in the alphabet."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for bearer, mention in spoken:
        counts[bearer.article.language][shown(bearer.article, mention)] += 1
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
        label = thing.record or slug(dict(thing.labels).get("nb") or thing.labels[0][1])
        if thing.record:
            candidates = [thing.record]
        elif not thing.local:
            candidates = [label, f"{label}-{thing.kind}"]
        else:
            candidates = []
        local = f"{label}-{thing.origin[:LOCAL_ID]}"
        name = next((c for c in candidates if c not in taken), "") or _numbered(local, taken)
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
