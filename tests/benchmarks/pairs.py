"""How often names of two articles that are one thing become one entity, over the article pairs of tests/pairs.

    python -m tests.benchmarks.pairs [NAME…]

Names are those of files of tests/pairs, without suffix; all of them where none is named.
A merge is right where the pair lists it; of what the pair lists, each merge that was made is found.
"""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console

from kg import read
from kg.extract import extract
from kg.link import Knowledge
from kg.link.identity import identify
from kg.link.profiles import Profile
from kg.link.spoken import spoken
from kg.link.variants import Names
from kg.model import Extraction
from kg.parse import parse

FOLDER = Path(__file__).parent.parent / "pairs"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and the things that both name, each as the first and as the second calls it."""

    about: str
    left: str
    right: str
    same: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    right: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]


def pairs(*names: str) -> list[Pair]:
    """The pairs of the files of tests/pairs that are named (without suffix), in order; of all without names."""
    paths = [path for path in sorted(FOLDER.glob("*.toml")) if not names or path.stem in names]
    tables = [table for path in paths for table in tomllib.loads(path.read_text("utf-8"))["pair"]]
    return [
        Pair(table["about"], table["left"], table["right"], frozenset((one, other) for one, other in table["same"]))
        for table in tables
    ]


def outcome(pair: Pair) -> Outcome:
    """What the linker joins of a pair, read, parsed and extracted as any other two articles."""
    made = _extractions(pair)
    knowledge = Knowledge.of()
    tables = knowledge.gazetteer
    found = [profile for one in made for profile in spoken(one, tables).profiles]
    together = identify(found, Names(tables.records, lambda _: False), knowledge.rulings).groups
    groups = [group for group in together if len({profile.place[0] for profile in group}) > 1]
    first, second = (one.article.id for one in made)
    forms = [(_forms(group, first), _forms(group, second)) for group in groups if any(one.forms for one in group)]
    right = {told for told in pair.same if any(_fits(told, left, other) for left, other in forms)}
    wrong = [
        f"{min(left)} = {min(other)}"
        for left, other in forms
        if not any(_fits(told, left, other) for told in pair.same)
    ]
    return Outcome(tuple(sorted(right)), tuple(sorted(pair.same - right)), tuple(sorted(wrong)))


def _fits(told: tuple[str, str], left: set[str], other: set[str]) -> bool:
    """Does a group have both names, or the words of them that the parser takes for the name?"""
    return all(
        any(form == name or f" {form} " in f" {name} " or f" {name} " in f" {form} " for form in forms)
        for name, forms in zip(told, (left, other), strict=True)
    )


def _extractions(pair: Pair) -> list[Extraction]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("1.txt", pair.left), ("2.txt", pair.right)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        articles, problems = read.articles([folder])
    assert not problems, problems
    docs = [parse(article) for article in articles]
    return [extract(replace(one, language=doc.lang_), doc) for one, doc in zip(articles, docs, strict=True)]


def _forms(group: list[Profile], article: str) -> set[str]:
    return {naming.text for one in group if one.place[0] == article for naming in one.namings}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(path.stem for path in FOLDER.glob("*.toml"))))
def main(names: tuple[str, ...]) -> None:
    """Print what each pair lacks, and precision and recall over all of them."""
    console = Console(width=160, highlight=False, markup=False)
    found = [(pair, outcome(pair)) for pair in pairs(*names)]
    for pair, one in found:
        if one.missed or one.wrong:
            console.print(f"{pair.about}: missed {list(one.missed)}, wrong {list(one.wrong)}")
    right, missed, wrong = (sum(len(getattr(one, name)) for _, one in found) for name in ("right", "missed", "wrong"))
    console.print(f"pairs {len(found)}  merges right {right}, wrong {wrong}, missed {missed}")
    console.print(f"precision {right / max(right + wrong, 1):.3f}  recall {right / max(right + missed, 1):.3f}")


if __name__ == "__main__":
    main()
