"""Articles, entities and statements in, quads out: the statement model as RDF 1.1.

A statement lives in the named graph of its article, an entity in the graph of entities. The plain triple `s p o` is
written only for what the article itself asserts.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.labels import Labels
from kg.model import Article, Entity, Evidence, Factuality, Polarity, Quantity, Statement, Time, Value
from kg.vocabulary import IRI, PREFIXES, Namespaces, kg

Term: TypeAlias = NamedNode | Literal
Pair: TypeAlias = tuple[str, Term]

_PRECISION = (
    (re.compile(r"-?\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?"), "dateTime"),
    (re.compile(r"-?\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"-?\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"-?\d{4}"), "gYear"),
)


def quads(
    articles: Iterable[Article], entities: Iterable[Entity], statements: Iterable[Statement], namespaces: Namespaces
) -> Iterator[Quad]:
    """Everything the graph says, in no particular order; equal quads may come more than once."""
    from kg.graph.copies import copies  # its libraries cost a reader of the graph 0.3 s

    articles, entities = tuple(articles), tuple(entities)
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.article].append(statement)
    originals = copies(articles)
    for article in articles:
        iri = namespaces.article(article.id)
        yield from told(article, originals.get(article.id), said.pop(iri, ()), entities, namespaces)
    for rest in said.values():
        yield from _told(rest, Labels(entities, rest))
    for entity in entities:
        yield from about_entity(entity, namespaces)


def told(
    article: Article,
    original: str | None,
    statements: Sequence[Statement],
    entities: Iterable[Entity],
    namespaces: Namespaces,
) -> Iterator[Quad]:
    """All of an article's named graph: what it is, the id of what it is a copy of, and what it says of the entities."""
    iri = namespaces.article(article.id)
    yield from about(iri, _article(article), iri)
    if original is not None:
        yield from about(iri, [(kg("copyOf"), NamedNode(namespaces.article(original)))], iri)
    yield from _told(statements, Labels(entities, statements))


def _told(statements: Iterable[Statement], labels: Labels) -> Iterator[Quad]:
    for statement in statements:
        yield from about(statement.iri, _statement(statement, labels), statement.article)
        for evidence in statement.evidence:
            yield from about(evidence.iri, _evidence(evidence, statement.language), statement.article)
        if plain(statement):
            yield from about(statement.subject, _plain_pair(statement), statement.article)


def about_entity(entity: Entity, namespaces: Namespaces) -> Iterator[Quad]:
    """All that the graph of entities tells of one."""
    yield from about(entity.iri, _entity(entity), entities_graph(namespaces))


def entities_graph(namespaces: Namespaces) -> IRI:
    """The named graph that holds the entities."""
    return IRI(namespaces.base + "graph/entities")


def ontology_graph(namespaces: Namespaces) -> IRI:
    """The named graph that holds a copy of the ontology, for labels and families in queries."""
    return IRI(namespaces.base + "graph/ontology")


def quarantine_graph(namespaces: Namespaces) -> IRI:
    """The named graph of the statements at fault."""
    return IRI(namespaces.base + "graph/quarantine")


def plain(statement: Statement) -> bool:
    """Whether the article itself asserts the statement and both ends are there."""
    asserted = statement.factuality is Factuality.ASSERTED and statement.polarity is Polarity.POSITIVE
    return asserted and statement.subject is not None and statement.object is not None


def text(value: str, language: str = "") -> Literal:
    """A literal with a language tag where the language is known."""
    return Literal(value, language=language) if language else Literal(value)


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XSD datatype by local name."""
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype))


def moment(value: str) -> Literal:
    """A date or part of one, typed by its precision. Raises ValueError for what is no ISO 8601 date."""
    datatype = next((name for pattern, name in _PRECISION if pattern.fullmatch(value)), "")
    if not datatype:
        raise ValueError(f"{value!r} is no date of the form 2020-09-30, 2020-09 or 2020")
    return typed(value, datatype)


def about(subject: str | None, pairs: Iterable[Pair], graph: str) -> Iterator[Quad]:
    node, context = NamedNode(str(subject)), NamedNode(graph)
    for predicate, value in pairs:
        yield Quad(node, NamedNode(predicate), value, context)


def _type(iri: str) -> Pair:
    return PREFIXES["rdf"] + "type", NamedNode(iri)


def _article(article: Article) -> Iterator[Pair]:
    yield _type(kg("Article"))
    yield _type(PREFIXES["schema"] + "NewsArticle")
    yield PREFIXES["dcterms"] + "source", text(article.source)
    yield kg("sha256"), text(hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest())
    if article.headline:
        yield PREFIXES["schema"] + "headline", text(article.headline, article.language)
    if article.published:
        yield PREFIXES["schema"] + "datePublished", typed(article.published.isoformat(), "date")
    if article.publisher:
        yield PREFIXES["schema"] + "publisher", text(article.publisher)
    if article.language:
        yield PREFIXES["schema"] + "inLanguage", text(article.language)


def _entity(entity: Entity) -> Iterator[Pair]:
    yield _type(kg(entity.kind))
    for language, label in entity.labels:
        yield PREFIXES["rdfs"] + "label", text(label, language)
    for language, alias in entity.aliases:
        yield PREFIXES["skos"] + "altLabel", text(alias, language)
    for same in entity.same_as:
        yield PREFIXES["owl"] + "sameAs", NamedNode(same)
    yield kg("mentionCount"), typed(str(entity.mention_count), "integer")
    if entity.speaks_for:
        yield kg("speaksFor"), NamedNode(entity.speaks_for)
    if entity.sort:
        yield kg("sort"), text(entity.sort)
    for name, degrees in zip(("latitude", "longitude"), entity.point or (), strict=False):
        yield PREFIXES["schema"] + name, typed(str(degrees), "decimal")


def _statement(statement: Statement, labels: Labels) -> Iterator[Pair]:
    language = statement.language
    yield _type(kg("Statement"))
    yield PREFIXES["rdfs"] + "label", text(labels.of(statement), language)
    if statement.subject:
        yield kg("subject"), NamedNode(statement.subject)
    yield kg("predicate"), NamedNode(kg(statement.predicate))
    yield from _object(statement)
    yield kg("surfacePredicate"), text(statement.surface, language)
    yield kg("factuality"), NamedNode(kg(statement.factuality))
    yield kg("polarity"), NamedNode(kg(statement.polarity))
    if statement.source:
        yield PREFIXES["prov"] + "wasAttributedTo", NamedNode(statement.source)
    if statement.cue:
        yield kg("cue"), text(statement.cue, language)
    for attribute in statement.attributes:
        yield from _attribute(attribute.name, attribute.value, language)
    yield PREFIXES["prov"] + "wasDerivedFrom", NamedNode(statement.article)
    for evidence in statement.evidence:
        yield kg("evidence"), NamedNode(evidence.iri)
    yield kg("confidence"), typed(_decimal(statement.confidence), "decimal")
    yield kg("extractor"), text(statement.extractor)


def _object(statement: Statement) -> Iterator[Pair]:
    if isinstance(statement.object, Value):
        yield kg("objectValue"), _value(statement.object)
    elif statement.object is not None:
        yield kg("object"), NamedNode(statement.object)


def _plain_pair(statement: Statement) -> Iterator[Pair]:
    for _, value in _object(statement):
        yield kg(statement.predicate), value


def _attribute(name: str, value: IRI | Value | Time | Quantity, language: str) -> Iterator[Pair]:
    if isinstance(value, Time):
        yield from _time(name, value, language)
    elif isinstance(value, Quantity):
        yield from _quantity(name, value, language)
    else:
        yield kg(name), _value(value) if isinstance(value, Value) else NamedNode(value)


def _time(name: str, time: Time, language: str) -> Iterator[Pair]:
    """A moment under its own name, an interval as begin and end, and the words it was read from."""
    for key, value in ((name, time.value), ("beginTime", time.begin), ("endTime", time.end)):
        if value:
            yield kg(key), moment(value)
    if time.text:
        yield kg(f"{name}Text"), text(time.text, language)


def _quantity(name: str, quantity: Quantity, language: str) -> Iterator[Pair]:
    """A bare number as a number, with its words where they say more; a measure with a unit as its words."""
    number = "" if quantity.value is None or quantity.unit else _decimal(quantity.value)
    if not number:
        yield kg(name), text(quantity.text, language)
        return
    whole = number.removesuffix(".0")
    yield kg(name), typed(whole, "decimal" if "." in whole else "integer")
    if quantity.text and quantity.text != whole:
        yield kg(f"{name}Text"), text(quantity.text, language)


def _evidence(evidence: Evidence, language: str) -> Iterator[Pair]:
    yield _type(kg("Evidence"))
    numbers: Mapping[str, int] = {"sentence": evidence.sentence, "start": evidence.start, "end": evidence.end}
    for name, number in numbers.items():
        yield kg(name), typed(str(number), "integer")
    yield kg("quote"), text(evidence.quote, language)
    if evidence.passage:
        yield kg("passage"), text(evidence.passage, language)


def _value(value: Value) -> Literal:
    if value.language and value.datatype == "string":
        return text(value.text, value.language)
    return text(value.text) if value.datatype == "string" else typed(value.text, value.datatype)


def _decimal(number: float) -> str:
    """At most four decimals and at least one, never an exponent: 0.93, 14.0."""
    whole, _, rest = f"{number:.4f}".partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"
