"""A small change of a graph is worked out by what it bears upon, and gives what a fresh build gives, byte for byte."""

from __future__ import annotations

import random
import resource
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from linking import NAMESPACES, Text

from kg import pipeline, renewal
from kg.errors import GraphError
from kg.graph import Graph, archive, finished
from kg.link import TABLES, Knowledge, closure, linker, variants
from kg.model import Extraction, Factuality
from kg.pipeline import Build
from kg.settings import Settings

NAMES = (
    ("Person", "Kari Olsen Hansen"),
    ("Person", "Kari Olsen"),
    ("Person", "Kari Hansen"),
    ("Person", "K. Hansen"),
    ("Person", "Hansen"),
    ("Person", "Olsen"),
    ("Person", "Muammar al-Gaddafi"),
    ("Person", "Gaddafi"),
    ("Organization", "Kari Hansen"),
    ("Organization", "brann-abcdef"),
    ("Organization", "Norske Skog"),
    ("Organization", "Norske Skog ASA"),
    ("Organization", "Norsk Skog"),
    ("Organization", "Telenor"),
    ("Place", "Telenor"),
    ("GeopoliticalEntity", "Moskva"),
    ("GeopoliticalEntity", "Russland"),
    ("GeopoliticalEntity", "Norge"),
)
NOUNS = ("brann", "møte", "rapport")
TITLES = ("", "minister", "trener")


def story(number: int, rng: random.Random) -> Extraction:
    """An article that names some of a few things, so that it bears upon what others name."""
    named, nouns = rng.sample(NAMES, 5), rng.sample(NOUNS, 2)
    lines = [f"Sak {number}.", *(f"{name} kom." for _, name in named), *nouns]
    text = Text("\n".join(lines), source=f"{number}")
    day = rng.choice([None, *(date(2020, 1, day) for day in range(1, 5))])
    id_ = ("abcdef" if rng.random() < 0.3 else text.article.id[:6]) + text.article.id[6:]
    text.article = replace(text.article, published=day, id=id_)
    found = [
        text.name(f"{name} kom", kind, text=name, title=rng.choice(TITLES) if kind == "Person" else "")
        for kind, name in named
    ]
    found += [text.noun(noun, noun, "Event" if noun in NOUNS[:2] else "Topic") for noun in nouns]
    for _ in range(6):
        subject, target, source = rng.sample(found, 3)
        how = rng.choice([Factuality.ASSERTED, Factuality.CLAIMED])
        said_by = source if how is Factuality.CLAIMED else None
        predicate = rng.choice(["meets", "attacks", "involves"])
        text.claim(subject, predicate, target, factuality=how, source=said_by, confidence=rng.choice([0.4, 0.9]))
    return text.extraction


class Told:
    """Entities, merges and statements as one change after the other leaves them."""

    def __init__(self) -> None:
        connection = sqlite3.connect(":memory:")
        connection.executescript(TABLES)
        self.linking = linker(connection, NAMESPACES, Knowledge.of())
        self.here: dict[str, Extraction] = {}
        self.now: dict[str, object] = {}

    def change(self, new: Sequence[Extraction], gone: Sequence[Extraction]) -> None:
        changed = self.linking.change([one.article.id for one in gone], new)
        self.here = self.here | {one.article.id: one for one in new}
        for one in gone:
            del self.now[one.article.id]
        self.now |= changed.entities | changed.merges
        for article in changed.articles:
            told, entities = self.linking.tell(self.here[article])
            self.now[article] = told, {(one.iri, one.labels, one.kind) for one in entities}
        self.now = {name: value for name, value in self.now.items() if value}


@pytest.mark.parametrize("seed", range(8))
def test_any_changes_leave_the_world_of_a_fresh_graph(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of several articles come together, split and join; few or many names may share a key."""
    for module in (variants, closure):
        monkeypatch.setattr(module, "LARGEST_BLOCK", 2 if seed % 2 else 400)
    rng = random.Random(seed)
    stories = [story(number, rng) for number in range(16)]
    here: set[int] = set()
    told = Told()
    for _ in range(12):
        turned = set(rng.sample(range(16), rng.choice([1, 1, 2, 4])))
        moved = {n for n in here - turned if rng.random() < 0.1}
        stories = [
            replace(one, article=replace(one.article, source="a")) if n in moved else one
            for n, one in enumerate(stories)
        ]
        told.change([stories[n] for n in turned - here | moved], [stories[n] for n in turned & here | moved])
        here ^= turned
        fresh = Told()
        fresh.change([stories[n] for n in sorted(here)], [])
        assert told.now == fresh.now


def change(settings: Settings, new: Iterable[Extraction] = (), gone: Iterable[Extraction] = ()) -> Build:
    """A build that finds its articles analysed."""
    with archive.opened(settings.output, TABLES) as kept:
        kept.put(one.article for one in new)
        kept.keep(new, settings.maker())
        kept.remove(one.article.source for one in gone)
        return pipeline._rebuilt(kept, settings, lambda *_: None, ())


def state(settings: Settings) -> str:
    with archive.opened(settings.output) as kept:
        return kept.state


def dump(output: Path) -> list[str]:
    return sorted(map(str, Graph.open(output).store))


@pytest.mark.parametrize("option", ["", "min_confidence", "validate", "identities"])
def test_any_changes_leave_the_store_of_a_fresh_build(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled = tmp_path / "same.txt"
    ruled.write_text("same Olsen = Kari Olsen\ndifferent Telenor @ 3 = Telenor @ 4\n", encoding="utf-8")
    options: dict[str, Any] = {"min_confidence": 0.5, "validate": True, "identities": ruled}
    settings = Settings(output=tmp_path / "out", **{name: options[name] for name in options if name == option})
    monkeypatch.setattr(renewal, "LARGEST_PAGE", 0)
    rng = random.Random(option)
    stories = [story(number, rng) for number in range(12)]
    here = set(range(6))
    change(settings, stories[:6])
    for _ in range(2 if option == "validate" else 5):
        turned = set(rng.sample(range(12), rng.choice([1, 2])))
        built = change(settings, [stories[n] for n in turned - here], [stories[n] for n in turned & here])
        here ^= turned
    fresh = replace(settings, output=tmp_path / "fresh")
    assert change(fresh, [stories[n] for n in here]).counts == built.counts
    assert dump(settings.output) == dump(fresh.output)


def test_a_graph_too_large_for_pages_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [story(number, random.Random(number)) for number in range(3)]
    settings = Settings(output=tmp_path)
    pages = [tmp_path / "graph.ttl", tmp_path / "graph.html"]
    built = change(settings, stories[:2])
    assert built.pages
    assert all(page.is_file() for page in pages)
    monkeypatch.setattr(renewal, "LARGEST_PAGE", built.counts.statements)
    assert not change(settings, stories[2:]).pages
    assert not any(page.exists() for page in pages)
    assert change(settings, (), stories[2:]).pages
    assert all(page.is_file() for page in pages)


@pytest.mark.parametrize("done", [0, 1, 2])
def test_a_swap_that_is_cut_off_is_finished_by_the_next_build(
    done: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is decided, and so many of store, pages and state have been moved."""
    monkeypatch.setattr(renewal, "LARGEST_PAGE", 0)
    stories = [story(number, random.Random(number)) for number in range(3)]
    settings, fresh = Settings(output=tmp_path / "out"), Settings(output=tmp_path / "fresh")
    change(settings, stories[:2])
    moves = iter(range(9))
    rename, replace_ = Path.rename, Path.replace

    def cut(move: Any) -> Any:
        def moved(path: Path, target: Path) -> Path:
            if next(moves) == done:
                raise RuntimeError("cut off")
            return Path(move(path, target))

        return moved

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut(rename))
        patch.setattr(Path, "replace", cut(replace_))
        with pytest.raises(RuntimeError, match="cut off"):
            change(settings, stories[2:])
    assert sum(1 for _ in Graph.open(settings.output).query("SELECT ?a { ?a a kg:Article }")) in {2, 3}
    assert finished(settings.output, state(settings))
    assert change(settings).counts.articles == 3
    change(fresh, stories)
    assert dump(settings.output) == dump(fresh.output)


def _change_on_a_full_disk(limit: int, settings: Settings, stories: Sequence[Extraction]) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    change(settings, stories)


def test_a_full_disk_is_told_in_one_line_and_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewal, "LARGEST_PAGE", 0)
    stories = [story(number, random.Random(number)) for number in range(60)]
    settings = Settings(output=tmp_path)
    change(settings, stories[:2])
    before = dump(tmp_path)
    with get_context("spawn").Pool(1) as pool:
        for limit, file in ((300_000, "store"), (100_000, "disk I/O error")):
            with pytest.raises(GraphError, match=f"cannot be written.*{file}") as error:
                pool.apply(_change_on_a_full_disk, (limit, settings, stories))
            assert "\n" not in str(error.value)
            assert dump(tmp_path) == before
    assert change(settings, stories).counts.articles == 60
