"""How a graph fares as it grows: `python -m tests.benchmarks.store [--rdflib 1000] [STATEMENTS ...]`.

Makes a graph of so many statements from generated analyses, by the code of `kg build` from linking on, and measures the
rate of that, the size on disk, the peak memory, the median time of five named queries, and how long it takes to add and
to remove one article, whole command and all. The same queries are asked of rdflib's memory store at a size it can hold,
with the ratio of the times at that size. Run by hand; nothing here is asserted.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import click
import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg import pipeline
from kg.graph import Graph, archive, query
from kg.link import TABLES
from kg.model import Extraction
from kg.pipeline import Build
from kg.settings import Settings
from kg.vocabulary import Namespaces
from tests.benchmarks import generated

SPACE = Namespaces()
SIZES = (20_000, 100_000, 1_000_000)
PER_ARTICLE, TOGETHER, CHANGES = 48, 500, 15
PATIENCE = 60
"""Seconds that a query may take in rdflib."""
"""Statements of an article, articles that are kept at once, and changes of each sort that are timed."""
NEWS = """Myrhagen møter Finland

Publisert: 3. mars 2019

Statsminister Liv Myrhagen møtte Finlands president i Oslo onsdag. Hun ber om våpenhvile i Sudan.
"""
QUERIES = {
    "neighbours-of": {"entity": "{name}"},
    "who-says-what": {"said_by": "{name}"},
    "timeline": {"entity": "{name}"},
    "evidence-of": {"subject": "{name}"},
    "contradictions": {"entity": "{name}"},
}


def median(work: Callable[[], int], times: int) -> tuple[float, int]:
    """Median seconds of some runs, and the rows of the last."""
    seconds, rows = [], 0
    for _ in range(times):
        started = time.perf_counter()
        rows = work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), rows


def parameters(wanted: dict[str, str], name: str) -> dict[str, str]:
    return {key: value.format(name=name) for key, value in wanted.items()}


def middling(graph: Graph) -> str:
    """The name of a thing that is mentioned neither often nor seldom."""
    rows = graph.query(
        "SELECT ?l { ?e kg:mentionCount ?n ; a kg:Person ; rdfs:label ?l } ORDER BY DESC(?n) ?l LIMIT 100"
    )
    return str([row["l"].value for row in rows][-1])


def asked(graph: Graph, name: str, times: int) -> dict[str, float]:
    found = {}
    for named, keys in QUERIES.items():
        bound = parameters(keys, name)
        found[named], rows = median(lambda n=named, b=bound: len(list(graph.query(n, b))), times)  # type: ignore[misc]
        click.echo(f"  {named:15} {found[named] * 1000:10.1f} ms {rows:7} rows")
    return found


def keep(settings: Settings, extractions: Iterable[Extraction]) -> list[str]:
    """Keep analyses as `kg build` does before it links; gives their sources."""
    sources: list[str] = []
    with archive.opened(settings.output, TABLES) as kept:
        kept.set(settings.lasting())
        source = iter(extractions)
        while some := list(islice(source, TOGETHER)):
            kept.put(one.article for one in some)
            kept.keep(some, settings.maker())
            sources += [one.article.source for one in some]
    return sources


def linked(settings: Settings, gone: Iterable[str] = ()) -> tuple[float, Build]:
    """Seconds to make the graph of what is kept, `gone` sources taken out."""
    with archive.opened(settings.output, TABLES) as kept:
        kept.remove(gone)
        started = time.perf_counter()
        built = pipeline._rebuilt(kept, settings, lambda *_: None, ())
        return time.perf_counter() - started, built


def made(settings: Settings, statements: int) -> tuple[list[str], list[Extraction]]:
    """Builds a graph and tells how that went; gives the sources of its articles, and articles for more."""
    articles = statements // PER_ARTICLE
    source = generated.extractions(articles, more=CHANGES)
    sources = keep(settings, islice(source, articles))
    seconds, built = linked(settings)
    counts, quads = built.counts, len(built.graph.store)
    size = (
        f"{counts.statements:,} statements, {counts.articles:,} articles, {counts.entities:,} entities, {quads:,} quads"
    )
    sizes = [sum(path.stat().st_size for path in settings.output.rglob(what)) / 1e6 for what in ("*.sqlite", "store/*")]
    click.echo(
        f"{size}: {seconds:.0f} s, {counts.statements / seconds:,.0f} statements/s linked and written; "
        f"articles {sizes[0]:,.0f} MB, store {sizes[1]:,.0f} MB; peak memory {peak():,.0f} MB"
    )
    return sources, list(source)


def changed(settings: Settings, sources: list[str], more: list[Extraction]) -> None:
    """How long it takes to add an article and to remove one that chance picks."""
    added = []
    for one in more:
        keep(settings, [one])
        added.append(linked(settings)[0])
    removed = [linked(settings, [one])[0] for one in random.Random(0).sample(sources, CHANGES)]
    for what, seconds in (("adding", added), ("removing", removed)):
        shown = f"median {statistics.median(seconds):.2f} s, most {max(seconds):.2f} s"
        click.echo(f"  {what} one article, its analysis kept: {shown} (of {len(seconds)})")


def commanded(settings: Settings) -> None:
    """The whole commands, start of Python and model and all; parsing alone beside them."""
    path = settings.output / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    output = ["-o", str(settings.output)]
    for words in (["parse", str(path)], ["build", str(path), *output], ["remove", str(path), *output]):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", *words], check=True, stdout=subprocess.DEVNULL)
        click.echo(f"  kg {words[0]}: {time.perf_counter() - started:.2f} s, start of Python and model and all")


def peak() -> float:
    """Most memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def compared(settings: Settings, statements: int) -> None:
    """The queries in Oxigraph and in rdflib, on the same graph of a size that rdflib can hold."""
    made(settings, statements)
    graph = Graph.open(settings.output)
    name = middling(graph)
    ours = asked(graph, name, 3)
    started = time.perf_counter()
    other = rdflib.Graph()
    data = ox.serialize({quad.triple for quad in graph.store}, None, ox.RdfFormat.N_TRIPLES)
    other.parse(data=data, format="nt")
    click.echo(f"  rdflib loads {len(other):,} triples in {time.perf_counter() - started:.0f} s")
    prefixes = SPACE.prefixes()
    for named, keys in QUERIES.items():
        text = query.resolve(named)[0]
        bound = {key: rdflib.Literal(value) for key, value in parameters(keys, name).items()}
        prepared = prepareQuery(text, initNs=prefixes)
        work = lambda p=prepared, b=bound: len(list(other.query(p, initBindings=b)))  # noqa: E731
        try:
            with at_most(PATIENCE):
                seconds, rows = median(work, 1)
        except TimeoutError:
            click.echo(
                f"  {named:15} not done after {PATIENCE} s in rdflib: {PATIENCE / ours[named]:.0f} times ours or more"
            )
        else:
            ratio = f"{seconds / ours[named]:.0f} times ours"
            click.echo(f"  {named:15} {seconds * 1000:10.1f} ms {rows:7} rows in rdflib: {ratio}")


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raises TimeoutError in the block after so many seconds (POSIX, main thread)."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", type=int, nargs="*", default=SIZES)
    parser.add_argument("--rdflib", type=int, default=1_000, help="size of the graph that rdflib is asked, 0 for none")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    for number, size in enumerate([options.rdflib, *options.statements]):
        folder = Path(tempfile.mkdtemp())
        settings = Settings(output=folder / "output")
        try:
            if number == 0:
                if size:
                    compared(settings, size)
                continue
            sources, more = made(settings, size)
            graph = Graph.open(settings.output)
            asked(graph, middling(graph), options.times)
            del graph
            changed(settings, sources, more)
            commanded(settings)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
