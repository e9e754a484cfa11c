"""A graph that lasts: whatever is added, changed, removed or killed, it is that of a fresh build of its articles."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.errors import GraphError, ReadError
from kg.graph import Graph, archive
from kg.pipeline import build, remove
from kg.settings import Settings

PEOPLE = ("Statsminister Liv Myrhagen", "Skihopperen Ola Myrhagen", "Myrhagen", "Utenriksminister Per Dal")
DEEDS = ("besøkte Sverige", "møtte Finlands president", "kritiserte NATO", "støtter Ukraina")
FILES = ("graph.ttl", "graph.html")


def text(person: int, deed: int, day: int) -> str:
    """One of sixteen short articles, of a day; namesakes among them, so that one article may decide about another."""
    return f"Nytt i dag\n\nPublisert: {day}. mars 2019\n\n{PEOPLE[person]} {DEEDS[deed]}.\n"


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(content, encoding="utf-8")
    return path


def sources(output: Path) -> list[str]:
    rows = Graph.open(output).query("SELECT ?s { ?a a kg:Article ; dcterms:source ?s } ORDER BY ?s")
    return [Path(row["s"].value).name for row in rows]


def made(output: Path) -> list[bytes]:
    return [(output / name).read_bytes() for name in FILES]


def test_any_sequence_gives_what_a_fresh_build_gives(tmp_path: Path) -> None:
    rng = random.Random(1)
    (tmp_path / "in").mkdir()
    names = [f"{number:02}" for number in range(12)]
    here: dict[str, Path] = {}
    for _ in range(6):
        for name in rng.sample(names, rng.randint(1, 5)):
            path = write(tmp_path / "in", name, text(rng.randrange(4), rng.randrange(4), rng.randint(1, 3)))
            if name in here and rng.random() < 0.5:
                remove([str(here.pop(name))], tmp_path / "out") if len(here) > 1 else None
            else:
                here[name] = path
        build(here.values(), Settings(output=tmp_path / "out"))
    build(here.values(), Settings(output=tmp_path / "fresh"))
    assert made(tmp_path / "out") == made(tmp_path / "fresh")


def test_only_what_is_new_or_changed_is_analysed(tmp_path: Path) -> None:
    first, second = (write(tmp_path, name, text(number, 0, 1)) for number, name in enumerate("ab"))
    steps: list[tuple[str, int, int]] = []
    settings = Settings(output=tmp_path / "out")
    build([first], settings)
    build([first, second], settings, lambda *step: steps.append(step))
    assert ("analysing", 1, 1) in steps
    write(tmp_path, "a", text(0, 1, 1))
    build([first], settings)
    assert sources(settings.output) == ["a.txt", "b.txt"]
    assert "møte" in (settings.output / "graph.ttl").read_text(encoding="utf-8")


def test_a_text_of_two_paths_stays_while_one_of_them_does(tmp_path: Path) -> None:
    paths = [write(tmp_path, name, text(0, 0, 1)) for name in "ab"]
    settings = Settings(output=tmp_path / "out")
    build(paths, settings)
    assert sources(settings.output) == ["a.txt"]
    remove([str(paths[0])], settings.output)
    assert sources(settings.output) == ["b.txt"]
    build(paths[1:], Settings(output=tmp_path / "fresh"))
    assert made(settings.output) == made(tmp_path / "fresh")


def test_what_is_removed_goes_by_path_folder_or_iri(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, name in enumerate("abc"):
        write(tmp_path / "in", name, text(number, 0, 1))
    settings = Settings(output=tmp_path / "out", min_confidence=0.1)
    build([tmp_path / "in"], settings)
    first = next(iter(Graph.open(settings.output).query("SELECT ?a { ?a a kg:Article } ORDER BY ?a")))["a"].value
    assert remove([f"art:{first.rpartition('/')[2]}"], settings.output).counts.articles == 2
    with pytest.raises(ReadError, match=r"nowhere\.txt: no article of the graph"):
        remove(["nowhere.txt"], settings.output)
    empty = remove([str(tmp_path / "in")], settings.output)
    assert (empty.counts.articles, empty.counts.statements, empty.counts.entities) == (0, 0, 0)
    assert list(Graph.open(settings.output).query("SELECT * { ?s a kg:Statement }")) == []
    with archive.opened(settings.output) as kept:
        assert kept.settings()["min_confidence"] == 0.1


def test_two_builds_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a", text(0, 0, 1))
    with (
        archive.opened(tmp_path / "out"),
        pytest.raises(GraphError, match="another build is writing here; wait for it, or give -o"),
    ):
        build([path], Settings(output=tmp_path / "out"))


@pytest.mark.parametrize("delay", [0.4, 1.5, 2.2, 3.0])
def test_whoever_is_killed_leaves_a_graph_and_the_next_run_finishes(delay: float, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paths = [write(tmp_path / "in", f"{number:02}", text(number % 4, number // 4, 1)) for number in range(12)]
    output = tmp_path / "out"
    build(paths[:1], Settings(output=output))
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "in"), "-o", str(output)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = {str(row["a"]) for row in Graph.open(output).query("SELECT ?a { ?a a kg:Article }")}
    assert len(found) in {1, 12}
    assert kg.build([tmp_path / "in"], Settings(output=output)).counts.articles == 12
    kg.build([tmp_path / "in"], Settings(output=tmp_path / "fresh"))
    assert made(output) == made(tmp_path / "fresh")
