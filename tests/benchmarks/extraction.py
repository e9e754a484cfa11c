"""Tables of sentences, articles and gold in; pass rates by construction, statements per second and reliability out.

python -m tests.benchmarks.extraction [ARTICLES] [--gold FOLDER --scorer FILE]

The scorer is a program that takes --gold, --graph and --show false and prints a line "FALSE article subject | predicate
(words) | object   « quote »" for each statement that gold does not bear out.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from pyoxigraph import NamedNode, Store
from rich.console import Console
from rich.table import Table

from kg import pipeline, read
from kg.extract import extract
from kg.graph import Graph
from kg.parse import parse
from kg.settings import Settings, data_folder
from kg.vocabulary import KG
from tests.test_sentences import TABLES, claims, split, told

FALSE = re.compile(r"^FALSE \S+ .*? \| (\w+) \((.*?)\) \| .*   « (.*) »$", re.MULTILINE)
PATH = click.Path(exists=True, path_type=Path)
SURE = 0.9


@click.command()
@click.argument("articles", type=PATH, required=False)
@click.option("--gold", type=PATH, help="Folder of gold facts, each .json beside its article.")
@click.option("--scorer", type=PATH, help="The program that compares a graph with them.")
def main(articles: Path | None, gold: Path | None, scorer: Path | None) -> None:
    """Print the tables."""
    console = Console()
    console.print(_table("construction", "right", _constructions()))
    _speed(articles or data_folder("seeds"))
    if gold and scorer:
        console.print(_table("confidence, read by", "right", _reliability(gold, scorer)))


def _table(name: str, measure: str, rows: Iterator[tuple[str, int, int]]) -> Table:
    table = Table(name, measure, "of", "%")
    for label, right, count in rows:
        table.add_row(label, str(right), str(count), f"{100 * right / count:.0f}")
    return table


def _constructions() -> Iterator[tuple[str, int, int]]:
    """Expected statements that are made, by language and number of the construction."""
    right, count = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for path in sorted(TABLES.glob("*.toml")):
        table, language = tomllib.loads(path.read_text(encoding="utf-8")), path.stem.partition("-")[0]
        for case in table["case"]:
            made = [told(claim) for claim in claims(case["text"], language, table["published"])]
            key = language, case["construction"].split()[0]
            for core, notes in map(split, case.get("says", [])):
                count[key] += 1
                right[key] += any(core == said and notes <= around for said, around in made)
    for key in sorted(count, key=lambda key: (key[0], not key[1].isdigit(), key[1].zfill(2))):
        yield " ".join(key), right[key], count[key]
    yield "all", right.total(), count.total()


def _speed(articles: Path) -> None:
    found, _ = read.articles([articles])
    parse(found[0])
    started = time.perf_counter()
    docs = [parse(article) for article in found]
    parsed = time.perf_counter()
    made = [extract(replace(article, language=doc.lang_), doc) for article, doc in zip(found, docs, strict=True)]
    ended = time.perf_counter()
    count = sum(len(extraction.claims) for extraction in made)
    ratio = (ended - parsed) / (parsed - started)
    click.echo(f"{count} claims, {count / (ended - parsed):.0f} a second; {ratio:.2f} of the time of parsing")


def _reliability(gold: Path, scorer: Path) -> Iterator[tuple[str, int, int]]:
    """Statements that gold bears out or leaves open, by confidence and extractor."""
    with TemporaryDirectory() as folder:
        built = pipeline.build([gold], Settings(output=Path(folder)))
        store = Graph.open(built.output).store
        command = [
            sys.executable,
            str(scorer),
            "--gold",
            str(gold),
            "--graph",
            f"{folder}/graph.ttl",
            "--show",
            "false",
        ]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        wrong = Counter(FALSE.findall(printed))
        right, count = defaultdict[str, int](int), defaultdict[str, int](int)
        for confidence, extractor, key in _statements(store):
            for label in (f"{confidence:.2f} {extractor}", "at least 0.90" if confidence >= SURE else "below"):
                count[label] += 1
                right[label] += not wrong[key]
        for label in sorted(count, reverse=True):
            yield label, right[label], count[label]


def _statements(store: Store) -> Iterator[tuple[float, str, tuple[str, str, str]]]:
    def one(subject: NamedNode, name: str) -> str:
        found = next(store.quads_for_pattern(subject, NamedNode(KG + name), None), None)
        return found.object.value if found is not None and not isinstance(found.object, str) else ""

    for quad in store.quads_for_pattern(None, NamedNode(KG + "confidence"), None):
        evidence = next(store.quads_for_pattern(quad.subject, NamedNode(KG + "evidence"), None)).object
        words = one(quad.subject, "surfacePredicate") or one(quad.subject, "predicate").removeprefix(KG)
        key = one(quad.subject, "predicate").removeprefix(KG), words, one(evidence, "quote")
        yield float(quad.object.value), one(quad.subject, "extractor"), key


if __name__ == "__main__":
    main()
