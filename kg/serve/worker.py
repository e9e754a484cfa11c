"""A query in, its answer as a reply out; runs in a process of its own that may be ended at any moment."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, QueryTriples

from kg.errors import GraphError, QueryError
from kg.graph import Graph
from kg.graph.query import answer
from kg.publish import answers
from kg.serve.limits import MEGABYTE, Limits
from kg.serve.reply import Bounded, Reply, chosen, refusal

RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
TRIPLES = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/json": "json",
    "application/xml": "xml",
}
"""Media types with the formats of kg.publish.answers, the best first."""


def ask(
    output: Path, limits: Limits, query: str, default: list[str], named: list[str], accept: str, wanted: str
) -> Reply:
    """The answer to a SPARQL query over the graphs named, or over all; 4xx where there is none."""
    try:
        graph = opened(output, limits)
        graphs = [[NamedNode(iri) for iri in iris] for iris in (default, named)]
        found = answer(graph.store, graph.namespaces, query, default=graphs[0], named=graphs[1])
        known = TRIPLES if isinstance(found, QueryTriples) else RESULTS
        media = chosen(accept, wanted, known)
        if not media:
            return refusal(406, f"this answer comes as {', '.join(known)}")
        out = Bounded(limits.result)
        answers.stream(found, known[media], graph.namespaces, out)
    except (QueryError, ValueError) as error:
        return refusal(400, error)
    except GraphError as error:
        return refusal(503, error)
    except OverflowError:
        return refusal(413, f"the answer is larger than {limits.result / MEGABYTE:g} MB; ask for less, with LIMIT")
    except (MemoryError, OSError, RuntimeError) as error:
        return refusal(500, f"the query failed: {' '.join(str(error).split()) or 'out of memory'}")
    return Reply(200, media, out.getvalue())


def ready() -> None:
    """Nothing; the process that has done it has loaded what it needs and waits."""


def opened(output: Path, limits: Limits) -> Graph:
    """The graph of the last build, opened again when a build has taken its place. Raises GraphError."""
    _bound_memory(limits.memory)
    return _opened(output, _stamp(output / "store"))


def _stamp(folder: Path) -> tuple[int, int]:
    with contextlib.suppress(OSError):
        return folder.stat().st_ino, (folder / "CURRENT").stat().st_mtime_ns
    return 0, 0


@lru_cache(maxsize=1)
def _opened(output: Path, _: tuple[int, int]) -> Graph:
    return Graph.open(output)


@cache
def _bound_memory(most: int) -> None:
    """A query that would fill the machine's memory ends alone, and the server goes before it, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    with contextlib.suppress(OSError):
        os.nice(10)
