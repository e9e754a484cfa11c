"""The store in, the graph in an exchange format out, sorted, so that the same graph gives the same bytes.

The ontology that lies beside the graph in the store is left out; the quarantine is in N-Quads and TriG only. N-Quads
and N-Triples are sorted in runs on disk and merged, so their size is bounded by the disk, not by memory.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, groupby, islice
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.publish import networks, turtle
from kg.vocabulary import PREFIXES, Namespaces, kg

RUN = 200_000
"""Lines that are sorted in memory at once."""

REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
ENDS = {NamedNode(kg(name)) for name in ("subject", "predicate", "object", "objectValue")}

Writer = Callable[[Store, Namespaces, BinaryIO], None]


def export(store: Store, namespaces: Namespaces, form: str, path: Path) -> tuple[Path, ...]:
    """Writes `store` as `form`, a name of FORMATS, to `path`, or to a pair beside it; the files it wrote.

    A file takes the place of another once all of it is there. Raises OSError.
    """
    if form == CSV:
        return networks.tables(store, namespaces, path)
    with _replaced(path) as out:
        FORMATS[form](store, namespaces, out)
    return (path,)


def _ttl(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    out.write(turtle.text(turtle.triples(store, namespaces), namespaces).encode())


def _nq(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    _write(_sorted(f"{quad} .\n" for quad in _quads(store, namespaces)), out)


def _nt(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    _write(_sorted(f"{triple} .\n" for triple in turtle.triples(store, namespaces)), out)


def _trig(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    names = sorted((name for name in store.named_graphs() if name != _ontology(namespaces)), key=str)
    graphs = (sorted(store.quads_for_pattern(None, None, None, name), key=str) for name in names)
    serialize(chain.from_iterable(graphs), out, RdfFormat.TRIG, prefixes=namespaces.prefixes())


def _jsonld(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    serialize(_triples(store, namespaces), out, RdfFormat.JSON_LD, prefixes=namespaces.prefixes())


def _rdf12(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    """Turtle 1.2: each statement reifies its triple (https://www.w3.org/TR/rdf12-concepts/#section-triple-terms).

    What has no subject or object reifies nothing and keeps the properties it has.
    """
    triples = _triples(store, namespaces)
    told = chain.from_iterable(_reified(list(about)) for _, about in groupby(triples, key=lambda each: each.subject))
    serialize(told, out, RdfFormat.TURTLE, prefixes=namespaces.prefixes())


def _reified(about: list[Triple]) -> list[Triple]:
    ends = {triple.predicate.value.removeprefix(kg("")): triple.object for triple in about if triple.predicate in ENDS}
    subject, predicate = ends.get("subject"), ends.get("predicate")
    target = ends.get("object") or ends.get("objectValue")
    if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode) or target is None:
        return about
    rest = [triple for triple in about if triple.predicate not in ENDS]
    return [Triple(about[0].subject, REIFIES, Triple(subject, predicate, target)), *rest]


CSV = "csv"
FORMATS: dict[str, Writer] = {
    "ttl": _ttl,
    "nt": _nt,
    "nq": _nq,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdf12": _rdf12,
    "graphml": networks.graphml,
    "gexf": networks.gexf,
}
"""What one stream can hold; CSV is a pair of files."""


def _ontology(namespaces: Namespaces) -> NamedNode:
    return NamedNode(namespaces.base + "graph/ontology")


def _quads(store: Store, namespaces: Namespaces) -> Iterator[Quad]:
    ontology = _ontology(namespaces)
    return (quad for quad in store if quad.graph_name != ontology)


def _triples(store: Store, namespaces: Namespaces) -> list[Triple]:
    return sorted(set(turtle.triples(store, namespaces)), key=str)


def _sorted(lines: Iterable[str]) -> Iterator[str]:
    """Lines in order, equal ones once. All but one run lie on disk meanwhile."""
    with ExitStack() as stack:
        runs: list[Iterable[str]] = []
        rest = iter(lines)
        while run := list(islice(rest, RUN)):
            ordered = sorted(set(run))
            if len(run) < RUN:
                runs.append(ordered)
                break
            file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(ordered)
            file.seek(0)
            runs.append(file)
        yield from (line for line, _ in groupby(heapq.merge(*runs)))


def _write(lines: Iterable[str], out: BinaryIO) -> None:
    out.writelines(line.encode() for line in lines)


@contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
