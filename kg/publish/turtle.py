"""The store in, one readable Turtle file out: articles, then entities, then statements with their evidence.

Sorted throughout, so the same graph gives the same bytes. The ontology that lies beside the graph in the store is not
part of the file. Turtle 1.1: https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.vocabulary import PREFIXES, Namespaces, kg

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Description: TypeAlias = dict[str, set[Term]]

WIDTH = 120
TYPE = PREFIXES["rdf"] + "type"
XSD = PREFIXES["xsd"]
SOURCE = PREFIXES["dcterms"] + "source"
ARTICLE = PREFIXES["prov"] + "wasDerivedFrom"
FIRST = (
    (TYPE,),
    (PREFIXES["rdfs"] + "label",),
    (PREFIXES["skos"] + "altLabel",),
    (PREFIXES["owl"] + "sameAs",),
    (SOURCE,),
    (kg("subject"), kg("predicate"), kg("object"), kg("objectValue")),
    (kg("surfacePredicate"),),
    (kg("factuality"), kg("polarity"), PREFIXES["prov"] + "wasAttributedTo", kg("cue")),
    (kg("sentence"), kg("start"), kg("end")),
    (kg("merges"),),
    (kg("firstName"), kg("firstArticle")),
    (kg("secondName"), kg("secondArticle")),
)
LAST = ((ARTICLE,), (kg("evidence"),), (kg("confidence"), kg("extractor")), (kg("mentionCount"),))
"""Predicates in reading order, those of one line together; all others stand between the two, sorted."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {
    "integer": re.compile("[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "boolean": re.compile("true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_UNSAFE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')


def write(store: Store, path: Path, namespaces: Namespaces) -> None:
    """Writes all of `store` but the ontology and the quarantine to `path`, in UTF-8. Raises OSError."""
    path.write_text(text(triples(store, namespaces), namespaces), encoding="utf-8", newline="\n")


def triples(store: Store, namespaces: Namespaces) -> Iterator[Triple]:
    """What the graph says: all triples but those of the ontology and the quarantine, some more than once."""
    apart = {NamedNode(f"{namespaces.base}graph/{name}") for name in ("ontology", "quarantine")}
    return (quad.triple for quad in store if quad.graph_name not in apart)


def text(triples: Iterable[Triple], namespaces: Namespaces) -> str:
    """Triples as Turtle, whatever they are about; equal triples count once."""
    nodes: dict[Term, Description] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        nodes[triple.subject][triple.predicate.value].add(triple.object)
    writer = _Writer(namespaces.prefixes())
    body = "".join(_sections(nodes, writer))
    used = {prefix: iri for prefix, iri in writer.prefixes.items() if prefix in writer.used}
    width = max(map(len, used), default=0)
    head = "".join(f"@prefix {prefix + ':':{width + 1}} <{iri}> .\n" for prefix, iri in used.items())
    return head + body


def _sections(nodes: Mapping[Term, Description], writer: _Writer) -> Iterator[str]:
    articles = _of("Article", nodes)
    statements, evidence = _of("Statement", nodes), _of("Evidence", nodes)
    merges = {**_of("Merge", nodes), **_of("MergeCandidate", nodes)}
    apart = {*articles, *statements, *evidence, *merges}
    sections = {
        "Articles": sorted(articles, key=lambda article: _source(article, nodes)),
        "Entities": sorted(nodes.keys() - apart, key=str),
        "Statements": _told(statements, evidence, nodes),
        "Merges": list(merges),
    }
    for title, subjects in sections.items():
        if subjects:
            yield f"\n#### {title}\n"
        for subject in subjects:
            joined = "" if subject in evidence and subject is not subjects[0] else "\n"
            yield joined + writer.block(subject, nodes[subject])


def _of(name: str, nodes: Mapping[Term, Description]) -> dict[Term, None]:
    """The subjects of a class, sorted by IRI."""
    cls = NamedNode(kg(name))
    return dict.fromkeys(sorted((node for node, about in nodes.items() if cls in about.get(TYPE, ())), key=str))


def _told(statements: Iterable[Term], evidence: Iterable[Term], nodes: Mapping[Term, Description]) -> Sequence[Term]:
    """Statements in the order their articles tell them, each followed by what evidence has not been shown yet."""
    places = {node: _place(nodes[node]) for node in evidence}

    def place(statement: Term) -> tuple[tuple[str, str], tuple[int, int], str]:
        about = nodes[statement]
        article = min((_source(node, nodes) for node in about.get(ARTICLE, ())), default=("", ""))
        spans = [places[node] for node in about.get(kg("evidence"), ()) if node in places]
        return article, min(spans, default=(0, 0)), str(statement)

    order: dict[Term, None] = {}
    for statement in sorted(statements, key=place):
        order[statement] = None
        shown = nodes[statement].get(kg("evidence"), set()) & places.keys()
        order |= dict.fromkeys(sorted(shown, key=lambda node: (places[node], str(node))))
    return [*order, *sorted(places.keys() - order.keys(), key=str)]


def _source(article: Term, nodes: Mapping[Term, Description]) -> tuple[str, str]:
    """What articles are sorted by: where they come from, then their IRI."""
    sources = nodes[article].get(SOURCE, ()) if article in nodes else ()
    return min(map(str, sources), default=""), str(article)


def _place(about: Description) -> tuple[int, int]:
    start, end = (next(iter(about.get(kg(name), ())), None) for name in ("start", "end"))
    return _number(start), _number(end)


def _number(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) and _BARE["integer"].fullmatch(term.value) else 0


class _Writer:
    """Writes terms and remembers which prefixes they used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.used: set[str] = set()
        self._longest = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))

    def block(self, subject: Term, about: Description) -> str:
        """All triples of one subject."""
        lines = [
            " ; ".join(self._line(predicate, about[predicate]) for predicate in line)
            for _, line in groupby(sorted(about, key=_rank), key=lambda predicate: _rank(predicate)[:2])
        ]
        return f"{self.term(subject)} " + " ;\n    ".join(lines) + " .\n"

    def _line(self, predicate: str, objects: Iterable[Term]) -> str:
        name = "a" if predicate == TYPE else self._name(predicate)
        values = sorted(map(self.term, objects))
        line = f"{name} {', '.join(values)}"
        return line if len(values) == 1 or len(line) < WIDTH - 6 else f"{name}\n        " + ",\n        ".join(values)

    def term(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self._name(term.value)
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _name(self, iri: str) -> str:
        for prefix, namespace in self._longest:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        quoted = '"' + _UNSAFE.sub(_escape, literal.value) + '"'
        datatype = literal.datatype.value
        if literal.language:
            return f"{quoted}@{literal.language}"
        if datatype == XSD + "string":
            return quoted
        bare = _BARE.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
        return literal.value if bare and bare.fullmatch(literal.value) else f"{quoted}^^{self._name(datatype)}"


def _rank(predicate: str) -> tuple[int, str, int]:
    """The line of a predicate, and its place there."""
    for row, line in enumerate((*FIRST, (), *LAST)):
        if predicate in line:
            return row, "", line.index(predicate)
    return len(FIRST), predicate, 0


def _escape(found: re.Match[str]) -> str:
    """Quotes, backslashes, and characters that do not show or that turn the direction of what follows."""
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"
