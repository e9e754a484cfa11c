"""Merges and candidates in, quads that tell why entities are one out; and what a built graph tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.graph import rdf
from kg.model import Merge
from kg.vocabulary import IRI, PREFIXES, Namespaces, digest, kg

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


def quads(merges: Iterable[Merge], candidates: Iterable[Merge], namespaces: Namespaces) -> Iterator[Quad]:
    """Every merge and candidate as a node of its own, in the graph of identities."""
    for cls, found in ((MERGE, merges), (CANDIDATE, candidates)):
        for merge in found:
            iri = f"{namespaces.base}merge/{digest(repr((cls, merge.names, merge.articles, merge.reasons)))}"
            yield from rdf.about(iri, _pairs(cls, merge), identities_graph(namespaces))


def entities(store: Store, namespaces: Namespaces, words: str = "") -> list[Identity]:
    """The entities that `words` name, by IRI, prefixed name or a name's words in any case; all of them without words.

    Those that articles mention most come first.
    """
    wanted = words.casefold()
    iris = {wanted, namespaces.entity(words.removeprefix("ent:")).casefold()}
    found = []
    for iri, label, kind, mentions, sort, links, forms in _rows(store, _ENTITIES):
        names = tuple(sorted({*forms.split("\n"), label} - {""}))
        if not words or iri.casefold() in iris or any(wanted in name.casefold() for name in names):
            kept = tuple(filter(None, links.split("\n")))
            found.append(Identity(iri, label, kind.removeprefix(kg("")), int(mentions or 0), sort, kept, names))
    return sorted(found, key=lambda one: (-one.mentions, one.iri))


def reasons(store: Store, entity: str = "") -> list[Reason]:
    """Why the names of an entity are one, then what else may be the same; of every entity where none is given."""
    found: dict[str, Reason] = {}
    bound = {} if not entity else {"e": NamedNode(entity)}
    query = _MERGES if not entity else _MERGES.replace("WHERE {", f"WHERE {{ ?m kg:merges {bound['e']} .")
    for iri, cls, merged, first, second, here, there, why, points in _rows(store, query):
        found[iri] = Reason(
            tuple(sorted(merged.split("\n"))),
            (first, second),
            (here, there),
            tuple(why.split("\n")),
            float(points),
            cls == kg(CANDIDATE),
        )
    return sorted(found.values(), key=lambda one: (one.candidate, one.entities, -one.points, one.names, one.sources))


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
SELECT ?e (SAMPLE(?l) AS ?label) (SAMPLE(?k) AS ?kind) (SAMPLE(?n) AS ?mentions) (SAMPLE(?s) AS ?sort)
       (GROUP_CONCAT(DISTINCT ?same; separator="\n") AS ?links) (GROUP_CONCAT(DISTINCT ?form; separator="\n") AS ?forms)
WHERE {
  ?e kg:mentionCount ?n ; rdfs:label ?l ; a ?k .
  OPTIONAL { ?e kg:sort ?s } OPTIONAL { ?e owl:sameAs ?same } OPTIONAL { ?e skos:altLabel|rdfs:label ?form }
} GROUP BY ?e"""
_MERGES = """
SELECT ?m ?cls (GROUP_CONCAT(DISTINCT ?entity; separator="\n") AS ?merged) ?first ?second ?here ?there ?why ?points
WHERE {
  ?m a ?cls ; kg:merges ?entity ; kg:firstName ?first ; kg:secondName ?second ; kg:because ?why ; kg:points ?points ;
     kg:firstArticle/dcterms:source ?here ; kg:secondArticle/dcterms:source ?there .
} GROUP BY ?m ?cls ?first ?second ?here ?there ?why ?points"""
