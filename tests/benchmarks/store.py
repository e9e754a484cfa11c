"""How fast a large store is: `python tests/benchmarks/store.py --statements 1000000 --rdflib 10000`.

Makes a graph of so many statements in the shape of a build's, and measures: the rate of loading, the median time of
five named queries, the size on disk and the peak memory. The same queries are asked of rdflib's memory store at a size
it can hold, with the ratio of the times at that size. Run by hand; nothing here is asserted.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import click
import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg.graph import query, rdf
from kg.graph.store import Graph
from kg.model import Article, Attribute, Entity, Evidence, Factuality, Polarity, Statement, Time
from kg.ontology import ontology
from kg.settings import data_folder
from kg.vocabulary import Namespaces, digest

SPACE = Namespaces()
SYLLABLES = "an ber dal el fin gar hol ir jo kar lin mor nes or pel rud sol tar ul ver".split()  # noqa: SIM905
PER_ARTICLE = 50
QUERIES = {
    "neighbours-of": {"entity": "{name}"},
    "who-says-what": {"said_by": "{name}"},
    "timeline": {"entity": "{name}"},
    "evidence-of": {"subject": "{name}"},
    "contradictions": {"entity": "{name}"},
}


def name(number: int) -> str:
    return "".join(SYLLABLES[number // 20**place % 20] for place in range(4)).capitalize()


def entity(number: int) -> Entity:
    kind = ("Person", "Organization", "GeopoliticalEntity", "Event")[number % 4]
    label = (("nb", name(number)),)
    return Entity(SPACE.entity(f"e{number}"), kind, label, label, mention_count=3)


def made(statements: int, entities: int) -> Iterator[ox.Quad]:
    """Quads of articles of 50 statements, entities drawn so that few are in very many."""
    chance = random.Random(0)
    names = sorted(set(ontology().properties) - {"holdsPosition"})
    yield from rdf.quads((), map(entity, range(entities)), (), SPACE)
    for number in range(statements // PER_ARTICLE):
        text = f"Artikkel {number} av {chance.random()}"
        day = date(2020, 1, 1) + timedelta(days=number % 1500)
        article = Article(digest(text), f"{number}.txt", text, (), f"Artikkel {number}", day, "Avisa", "nb")
        told = [statement(article, place, names, entities, chance) for place in range(PER_ARTICLE)]
        yield from rdf.quads([article], (), told, SPACE)


def statement(article: Article, place: int, names: list[str], entities: int, chance: random.Random) -> Statement:
    subject, target, source, where = (int(entities * chance.random() ** 3) for _ in range(4))
    key, quote = f"{article.id} {place}", f"{name(subject)} gjør noe med {name(target)}"
    evidence = Evidence(SPACE.evidence(key), place, place * 80, place * 80 + len(quote), quote, quote + ".")
    how = chance.choices([Factuality.ASSERTED, Factuality.CLAIMED, Factuality.DENIED], [70, 20, 10])[0]
    attributes = [Attribute("time", Time("da", value=str(article.published)))] if place % 5 == 0 else []
    attributes += [Attribute("place", SPACE.entity(f"e{where}"))] if place % 10 == 0 else []
    return Statement(
        iri=SPACE.statement(key),
        article=SPACE.article(article.id),
        language="nb",
        predicate=chance.choice(names),
        surface="gjøre",
        evidence=(evidence,),
        subject=SPACE.entity(f"e{subject}"),
        object=SPACE.entity(f"e{target}"),
        factuality=how,
        polarity=Polarity.NEGATIVE if chance.random() < 0.05 else Polarity.POSITIVE,
        source=SPACE.entity(f"e{source}") if how is not Factuality.ASSERTED else None,
        attributes=tuple(attributes),
        extractor="clauses",
        confidence=0.9,
    )


def median(work: Callable[[], int], times: int) -> tuple[float, int]:
    """Median seconds of some runs, and the rows of the last."""
    seconds, rows = [], 0
    for _ in range(times):
        started = time.perf_counter()
        rows = work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), rows


def parameters(wanted: dict[str, str], number: int) -> dict[str, str]:
    return {key: value.format(name=name(number)) for key, value in wanted.items()}


def asked(graph: Graph, wanted: int, times: int) -> dict[str, float]:
    found = {}
    for named, keys in QUERIES.items():
        bound = parameters(keys, wanted)
        found[named], rows = median(lambda n=named, b=bound: len(list(graph.query(n, b))), times)  # type: ignore[misc]
        click.echo(f"  {named:15} {found[named] * 1000:10.1f} ms {rows:7} rows")
    return found


def load(folder: Path, statements: int) -> Graph:
    started = time.perf_counter()
    store = ox.Store(str(folder))
    store.bulk_load(path=str(data_folder("ontology") / "newskg.ttl"), format=ox.RdfFormat.TURTLE,
                    to_graph=ox.NamedNode(rdf.ontology_graph(SPACE)))  # fmt: skip
    quads, loading, source = 0, 0.0, made(statements, max(statements // 10, 100))
    while chunk := list(islice(source, 1_000_000)):
        since = time.perf_counter()
        store.bulk_extend(chunk)
        loading += time.perf_counter() - since
        quads += len(chunk)
        click.echo(f"\r  {quads:,} quads", nl=False, err=True)
    store.optimize()
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.rglob("*")) / 1e6
    rates = f"{statements / seconds:,.0f} statements/s made and loaded, {quads / loading:,.0f} quads/s loaded"
    click.echo(f"\n{statements:,} statements, {quads:,} quads: {seconds:.0f} s, {rates}; {size:,.0f} MB on disk")
    return Graph(store, SPACE)


def compared(folder: Path, statements: int) -> None:
    """The queries in Oxigraph and in rdflib, on the same graph of a size that rdflib can hold."""
    graph = load(folder, statements)
    ours = asked(graph, 1, 3)
    started = time.perf_counter()
    other = rdflib.Graph()
    data = ox.serialize({quad.triple for quad in graph.store}, None, ox.RdfFormat.N_TRIPLES)
    other.parse(data=data, format="nt")
    click.echo(f"  rdflib loads {len(other):,} triples in {time.perf_counter() - started:.0f} s")
    prefixes = SPACE.prefixes()
    for named, keys in QUERIES.items():
        text = query.resolve(named)[0]
        bound = {key: rdflib.Literal(value) for key, value in parameters(keys, 1).items()}
        prepared = prepareQuery(text, initNs=prefixes)
        work = lambda p=prepared, b=bound: len(list(other.query(p, initBindings=b)))  # noqa: E731
        seconds, rows = median(work, 1)
        ratio = f"{seconds / ours[named]:.0f} times ours"
        click.echo(f"  {named:15} {seconds * 1000:10.1f} ms {rows:7} rows in rdflib: {ratio}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--rdflib", type=int, default=10_000, help="size of the graph that rdflib is asked, 0 for none")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        if options.rdflib:
            compared(folder / "small", options.rdflib)
        graph = load(folder / "large", options.statements)
        asked(graph, options.statements // 2000, options.times)
        click.echo(f"peak memory of the whole run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # the store is still open


if __name__ == "__main__":
    main()
