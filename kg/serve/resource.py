"""The path of an entity, statement, article or evidence in, a page or RDF about it out; runs as a worker does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader
from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from kg.errors import GraphError
from kg.graph import Graph
from kg.graph.labels import FALLBACK
from kg.publish import answers, turtle
from kg.serve.limits import Limits
from kg.serve.reply import Reply, chosen, refusal
from kg.serve.worker import opened
from kg.vocabulary import PREFIXES, kg

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

TEMPLATES = Path(__file__).parent / "templates"
MEDIA = {
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}
KINDS = ("entity", "statement", "article", "evidence")
MOST = 500
"""Triples about other things that a page or a description shows."""

NAMES = (PREFIXES["rdfs"] + "label", PREFIXES["schema"] + "headline", kg("quote"))


@dataclass(frozen=True, slots=True)
class Value:
    """A term as the page shows it: its text, the language of that, and a link where there is one."""

    text: str
    language: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values; `note` where there are more."""

    name: str
    iri: str
    values: tuple[Value, ...]


def describe(output: Path, limits: Limits, path: str, accept: str, wanted: str) -> Reply:
    """What the graph says of the thing at `path` below its base, such as entity/Russland; 404 where it says nothing."""
    try:
        graph = opened(output, limits)
        node = NamedNode(graph.namespaces.base + quote(unquote(path), safe="/-._~!$&'()*+,;=:@%"))
    except GraphError as error:
        return refusal(503, error)
    except ValueError:
        return refusal(404, f"there is no {path} in the graph")
    media = chosen(accept, wanted, MEDIA)
    about, others = _about(graph, node), _others(graph, node)
    if not about and not others:
        return refusal(404, f"there is no {path} in the graph")
    if not media:
        return refusal(406, f"this comes as {', '.join(MEDIA)}")
    if media == "text/html":
        return Reply(200, media, _page(graph, node, about, others).encode())
    triples = [*about, *(triple for statement in _evidence(about) for triple in _about(graph, statement)), *others]
    return Reply(200, media, _rdf(graph, triples, MEDIA[media]))


def _rdf(graph: Graph, triples: list[Triple], form: str) -> bytes:
    if form == "ttl":
        return turtle.text(triples, graph.namespaces).encode()
    written = serialize(dict.fromkeys(triples), None, answers.TRIPLES[form], prefixes=graph.namespaces.prefixes())
    return written or b""


def _about(graph: Graph, node: NamedNode) -> list[Triple]:
    return [quad.triple for quad in graph.store.quads_for_pattern(node, None, None)]


def _others(graph: Graph, node: NamedNode) -> list[Triple]:
    """The first triples that have the thing as their object."""
    return [quad.triple for quad in islice(graph.store.quads_for_pattern(None, None, node), MOST)]


def _evidence(about: Iterable[Triple]) -> Iterator[NamedNode]:
    for triple in about:
        if triple.predicate.value == kg("evidence") and isinstance(triple.object, NamedNode):
            yield triple.object


def _page(graph: Graph, node: NamedNode, about: list[Triple], others: list[Triple]) -> str:
    said = [(triple.predicate, triple.object) for triple in about]
    heard = [(triple.predicate, triple.subject) for triple in others]
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return environment.get_template("resource.html").render(
        title=_value(graph, node),
        iri=node.value,
        rows=_rows(graph, said),
        others=_rows(graph, heard),
        cut=len(others) == MOST and MOST,
        forms=[form for form in MEDIA.values() if form != "html"],
    )


def _rows(graph: Graph, pairs: Iterable[tuple[NamedNode, Term]]) -> list[Row]:
    found: dict[NamedNode, dict[Term, None]] = defaultdict(dict)
    for predicate, term in pairs:
        found[predicate][term] = None
    rows = [_row(graph, predicate, terms) for predicate, terms in found.items()]
    return sorted(rows, key=lambda row: (row.iri != turtle.TYPE, row.name, row.iri))


def _row(graph: Graph, predicate: NamedNode, terms: Iterable[Term]) -> Row:
    values = sorted((_value(graph, term) for term in terms), key=lambda value: (value.text, value.link))
    return Row(_value(graph, predicate).text, predicate.value, tuple(values))


def _value(graph: Graph, term: Term) -> Value:
    if isinstance(term, Literal):
        return Value(term.value, term.language or "")
    if not isinstance(term, NamedNode):
        return Value(str(term))
    name = _name(graph, term)
    text, language = (name.value, name.language or "") if name else (_short(graph, term.value), "")
    return Value(text, language, _link(graph, term.value))


def _name(graph: Graph, node: NamedNode) -> Literal | None:
    """Its label, headline or quote: in a language of ours where there is one, else in any."""
    for predicate in NAMES:
        quads = graph.store.quads_for_pattern(node, NamedNode(predicate), None)
        names = {quad.object.language or "": quad.object for quad in quads if isinstance(quad.object, Literal)}
        if names:
            return next(names[tag] for tag in (*FALLBACK, *sorted(names)) if tag in names)
    return None


def _short(graph: Graph, iri: str) -> str:
    known = sorted(graph.namespaces.prefixes().items(), key=lambda pair: -len(pair[1]))
    return next((f"{prefix}:{iri[len(start) :]}" for prefix, start in known if iri.startswith(start)), iri)


def _link(graph: Graph, iri: str) -> str:
    """The page of ours about a thing, the page elsewhere of another, or none."""
    base = graph.namespaces.base
    if iri.startswith(base) and iri[len(base) :].partition("/")[0] in KINDS:
        return "/" + quote(iri[len(base) :], safe="/-._~!$&'()*+,;=:@%")
    return iri if iri.startswith(("http://", "https://")) else ""
