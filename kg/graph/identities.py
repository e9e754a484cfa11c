"""Merges and candidates in, quads that tell why entities are one out; and what a built graph tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.graph import rdf
from kg.model import Merge
from kg.vocabulary import IRI, PREFIXES, Namespaces, kg

MERGE, CANDIDATE = "Merge", "MergeCandidate"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names are one entity: each as its article writes it, where that was read, what speaks for it."""

    entities: tuple[str, ...]
    names: tuple[str, str]
    sources: tuple[str, str]
    reasons: tuple[str, ...]
    points: float
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """One entity as the articles name it: `forms` are its surface forms, `sort` and `links` what tables know of it."""

    iri: str
    label: str
    kind: str
    mentions: int
    sort: str
    links: tuple[str, ...]
    forms: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


def identities_graph(namespaces: Namespaces) -> IRI:
    """The named graph that tells why entities are one."""
    return IRI(namespaces.base + "graph/identities")


def quads(merges: Iterable[Merge], namespaces: Namespaces) -> Iterator[Quad]:
    """Every merge and candidate as a node of its own, in the graph of identities."""
    for merge in merges:
        cls = CANDIDATE if merge.candidate else MERGE
        yield from rdf.about(merge.iri, _pairs(cls, merge), identities_graph(namespaces))


def entities(store: Store, namespaces: Namespaces, words: str = "") -> list[Identity]:
    """The entities that `words` name, by IRI, prefixed name or a name's words in any case; all of them without words.

    Those that articles mention most come first.
    """
    wanted = words.casefold()
    iris = {wanted, namespaces.entity(words.removeprefix("ent:")).casefold()}
    described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entity, name, value in _rows(store, _ENTITIES):
        described[entity][name].append(value)
    found = [_identity(iri, about) for iri, about in described.items()]
    named = [one for one in found if one.iri.casefold() in iris or any(wanted in form.casefold() for form in one.forms)]
    return sorted(named if words else found, key=lambda one: (-one.mentions, one.iri))


def reasons(store: Store, entity: str = "") -> list[Reason]:
    """Why the names of an entity are one, then what else may be the same; of every entity where none is given."""
    merged: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, list[str]] = {}
    for iri, one, *row in _rows(store, _MERGES):
        merged[iri].append(one)
        rows[iri] = row
    found = []
    for iri, (cls, first, second, here, there, why, points) in rows.items():
        if not entity or entity in merged[iri]:
            names, sources = (first, second), (here, there)
            candidate = cls == kg(CANDIDATE)
            reason = Reason(
                tuple(sorted(merged[iri])), names, sources, tuple(why.split("\n")), float(points), candidate
            )
            found.append(reason)
    return sorted(found, key=lambda one: (one.candidate, one.entities, -one.points, one.names, one.sources))


def _identity(iri: str, about: dict[str, list[str]]) -> Identity:
    kind, label, sort = (next(iter(about[name]), "") for name in ("type", "label", "sort"))
    return Identity(
        iri,
        label,
        kind.removeprefix(kg("")),
        int(about["mentions"][0]),
        sort,
        tuple(about["sameAs"]),
        tuple(sorted({*about["form"], *about["label"]})),
    )


def _pairs(cls: str, merge: Merge) -> Iterator[rdf.Pair]:
    yield PREFIXES["rdf"] + "type", NamedNode(kg(cls))
    for entity in merge.entities:
        yield kg("merges"), NamedNode(entity)
    for name, form, article in zip(("first", "second"), merge.names, merge.articles, strict=True):
        yield kg(name + "Name"), Literal(form)
        yield kg(name + "Article"), NamedNode(article)
    yield kg("because"), Literal("\n".join(merge.reasons))
    yield kg("points"), rdf.typed(f"{merge.points:.1f}", "decimal")


def _rows(store: Store, query: str) -> Iterator[list[str]]:
    answer = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        yield ["" if value is None else str(getattr(value, "value", value)) for value in row]


_ENTITIES = """
SELECT DISTINCT ?e ?name ?value WHERE {
  VALUES (?p ?name) {
    (kg:mentionCount "mentions") (rdf:type "type") (rdfs:label "label") (skos:altLabel "form") (kg:sort "sort")
    (owl:sameAs "sameAs")
  }
  ?e kg:mentionCount [] ; ?p ?value .
} ORDER BY ?e ?name DESC(LANG(?value)) STR(?value)"""
_MERGES = """
SELECT DISTINCT ?m ?entity ?cls ?first ?second ?here ?there ?why ?points WHERE {
  ?m a ?cls ; kg:merges ?entity ; kg:firstName ?first ; kg:secondName ?second ; kg:because ?why ; kg:points ?points ;
     kg:firstArticle/dcterms:source ?here ; kg:secondArticle/dcterms:source ?there .
}"""
