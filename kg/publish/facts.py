"""The store in; statements, entities, articles and the words for them out, as plain data read by SPARQL.

IRIs are shortened: `entity/Russia`, `statement/4b1f…` under the base, `callsFor` in the ontology; others stay whole.
A text is a mapping from language tag ("" for none) to string.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from kg.vocabulary import KG, PREFIXES, Namespaces

Text: TypeAlias = dict[str, str]
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Description: TypeAlias = Mapping[str, Sequence[Term]]

OPEN = "involves"  # the open relation: its words are the statement's own


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence: `text` from `start` to `end`, Unicode code points of the article's text, in the sentence `passage`."""

    id: str
    text: str
    language: str
    passage: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """What a qualifier or object says: `id` for an entity or statement, else `text` in a language or of a datatype."""

    id: str = ""
    text: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    id: str
    kind: str
    labels: Text
    aliases: tuple[Value, ...] = ()
    links: tuple[str, ...] = ()
    mentions: int = 0
    speaks: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    predicate: str
    labels: Text
    name: Text
    factuality: str
    polarity: str
    article: str
    subject: str = ""
    object: str = ""
    value: Value | None = None
    sources: tuple[str, ...] = ()
    cue: str = ""
    confidence: float | None = None
    extractor: str = ""
    quotes: tuple[Quote, ...] = ()
    qualifiers: tuple[tuple[str, tuple[Value, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    headline: str
    published: str
    publisher: str
    origin: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Word:
    """A term of the ontology: its labels and the terms right above it."""

    labels: Text = field(default_factory=dict)
    parents: tuple[str, ...] = ()


class Facts:
    """The store's nodes by class, in short names and texts, each list sorted."""

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self._store = store
        self._base = namespaces.base
        self._evidence = self._described("kg:Evidence")
        self.words = self._words()
        self.statements = tuple(self._statement(*found) for found in self._described("kg:Statement").items())
        self.articles = tuple(self._article(*found) for found in self._described("kg:Article").items())
        self.entities = self._entities()

    def _described(self, cls: str) -> dict[str, Description]:
        """Every property of every instance of `cls`, by short name."""
        return self._fold(f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s a {cls} ; ?p ?o }}")

    def _words(self) -> dict[str, Word]:
        """The terms of the ontology that has come with the graph; empty where none has."""
        found = self._fold(
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH {NamedNode(self._base + 'graph/ontology')} {{ ?s ?p ?o }} "
            "VALUES ?p { rdfs:label rdfs:subClassOf rdfs:subPropertyOf } FILTER(isIRI(?s)) }"
        )
        return {name: Word(_text(about.get("rdfs:label", ())), self._above(about)) for name, about in found.items()}

    def _above(self, about: Description) -> tuple[str, ...]:
        keys = ("rdfs:subClassOf", "rdfs:subPropertyOf")
        return tuple(self._short(term) for key in keys for term in about.get(key, ()))

    def _entities(self) -> tuple[Entity, ...]:
        """Whatever is called an entity, and whatever statements speak of as one."""
        start = Literal(self._base + "entity/")
        found = self._fold(f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), {start})) }}")
        spoken = {iri for statement in self.statements for iri in _mentioned(statement) if iri.startswith("entity/")}
        return tuple(self._entity(iri, found.get(iri, {})) for iri in sorted(found.keys() | spoken))

    def _entity(self, iri: str, about: Description) -> Entity:
        kinds = {self._short(kind) for kind in about.get("rdf:type", ()) if _string(kind).startswith(KG)}
        above = {parent for kind in kinds for parent in self.words.get(kind, Word()).parents}
        return Entity(
            id=iri,
            kind=min(kinds - above or kinds, default="Thing"),
            labels=_text(about.get("rdfs:label", ())) or {"": iri.rpartition("/")[2]},
            aliases=tuple(self._value(alias) for alias in about.get("skos:altLabel", ())),
            links=tuple(_string(link) for link in about.get("owl:sameAs", ())),
            mentions=int(self._one(about, "mentionCount") or 0),
            speaks=self._one(about, "speaksFor"),
        )

    def _statement(self, iri: str, about: Description) -> Statement:
        values = about.get("objectValue", ())
        confidence = self._one(about, "confidence")
        return Statement(
            id=iri,
            predicate=self._one(about, "predicate") or OPEN,
            labels=_text(about.get("surfacePredicate", ())),
            name=_text(about.get("rdfs:label", ())),
            factuality=self._one(about, "factuality"),
            polarity=self._one(about, "polarity"),
            article=self._one(about, "prov:wasDerivedFrom"),
            subject=self._one(about, "subject"),
            object=self._one(about, "object"),
            value=self._value(values[0]) if values else None,
            sources=tuple(self._short(source) for source in about.get("prov:wasAttributedTo", ())),
            cue=self._one(about, "cue"),
            confidence=float(confidence) if confidence else None,
            extractor=self._one(about, "extractor"),
            quotes=self._quotes(about.get("evidence", ())),
            qualifiers=tuple(
                (name, tuple(self._value(term) for term in terms))
                for name, terms in sorted(about.items())
                if ":" not in name and name not in _MAIN | _ABOUT
            ),
        )

    def _quotes(self, evidence: Iterable[Term]) -> tuple[Quote, ...]:
        found = []
        for iri in map(self._short, evidence):
            about = self._evidence.get(iri, {})
            passage, *numbers = (self._one(about, name) for name in ("passage", "sentence", "start", "end"))
            place = [int(number or 0) for number in numbers]
            found += [Quote(iri, _string(q), _language(q), passage, *place) for q in about.get("quote", ())]
        return tuple(sorted(found, key=lambda quote: (quote.start, quote.end, quote.text)))

    def _article(self, iri: str, about: Description) -> Article:
        about_it = ("schema:headline", "schema:datePublished", "schema:publisher", "dcterms:source")
        return Article(iri, *(self._one(about, name) for name in (*about_it, "schema:inLanguage", "sha256")))

    def _value(self, term: Term) -> Value:
        if isinstance(term, Literal):
            plain = term.language or term.datatype.value == PREFIXES["xsd"] + "string"
            return Value(
                text=term.value, language=term.language or "", datatype="" if plain else self._short(term.datatype)
            )
        return Value(id=self._short(term))

    def _one(self, about: Description, name: str) -> str:
        """The first object of a property that has one at most: a short name or a text; empty where there is none."""
        return next((_string(o) if isinstance(o, Literal) else self._short(o) for o in about.get(name, ())), "")

    def _short(self, term: Term) -> str:
        value = _string(term)
        if value.startswith(KG):
            return value.removeprefix(KG)
        if value.startswith(self._base):
            return value.removeprefix(self._base)
        known = ((prefix, iri) for prefix, iri in PREFIXES.items() if value.startswith(iri))
        return next((f"{prefix}:{value.removeprefix(iri)}" for prefix, iri in known), value)

    def _fold(self, query: str) -> dict[str, Description]:
        found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        answer = self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(answer, QuerySolutions)
        for subject, predicate, term in sorted(answer, key=str):
            found[self._short(subject)][self._short(predicate)].append(term)
        return {name: dict(about) for name, about in sorted(found.items())}


_MAIN = frozenset({"subject", "predicate", "object", "objectValue", "surfacePredicate", "factuality", "polarity"})
_ABOUT = frozenset({"evidence", "confidence", "extractor", "cue"})


def _mentioned(statement: Statement) -> Iterable[str]:
    yield from (statement.subject, statement.object, *statement.sources)
    yield from (value.id for _, values in statement.qualifiers for value in values)


def _text(terms: Iterable[Term]) -> Text:
    return {_language(term): term.value for term in reversed(list(terms)) if isinstance(term, Literal)}


def _string(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value


def _language(term: Term) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""
