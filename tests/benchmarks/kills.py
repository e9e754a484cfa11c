"""What is left of a graph whose builds and removals are killed at random moments.

    python -m tests.benchmarks.kills [POINTS]

Each point takes a graph of some articles, starts `kg build` of more or `kg remove` of one, kills it after a random
while, reads the graph, runs the command again, and compares the files with those of a fresh build.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console

from kg.graph import Graph
from kg.pipeline import build, remove
from kg.settings import Settings

ARTICLES, BEFORE, LONGEST = 12, 4, 6.0
"""Articles of the larger graph and of the smaller, and the seconds after which a run is killed at the latest."""
FILES = ("graph.ttl", "graph.html")


def text(number: int) -> str:
    told = "Statsminister Liv Myrhagen besøkte Sverige. Hun møtte NATO."
    return f"Nytt {number}\n\nPublisert: {number + 1}. mars 2019\n\n{told}"


def point(folder: Path, removing: bool, delay: float) -> str:
    """How one killed run ended: "in time", "killed", or what was lost."""
    paths = [folder / "in" / f"{number:02}.txt" for number in range(ARTICLES)]
    output = folder / "out"
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(folder / ("all" if removing else "some"), output)
    words = ["remove", str(paths[-1])] if removing else ["build", str(folder / "in")]
    run = subprocess.Popen(
        [sys.executable, "-m", "kg", *words, "-o", str(output)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(delay)
    killed = run.poll() is None
    run.send_signal(signal.SIGKILL)
    run.wait()
    kept = sum(1 for _ in Graph.open(output).query("SELECT ?a { ?a a kg:Article }"))
    if kept not in {ARTICLES if removing else BEFORE, ARTICLES - 1 if removing else ARTICLES}:
        return f"LOST: {kept} articles"
    if not removing:
        build([folder / "in"], Settings(output=output))
    elif build(paths[:1], Settings(output=output)).counts.articles == ARTICLES:
        remove([str(paths[-1])], output)
    fresh = folder / ("less" if removing else "all")
    same = all((output / name).read_bytes() == (fresh / name).read_bytes() for name in FILES)
    return ("killed" if killed else "in time") if same else "LOST: other bytes"


def main() -> None:
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    rng = random.Random(11)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        paths = [folder / "in" / f"{number:02}.txt" for number in range(ARTICLES)]
        for number, path in enumerate(paths):
            path.write_text(text(number), encoding="utf-8")
        for part, chosen in (("some", paths[:BEFORE]), ("less", paths[:-1]), ("all", paths)):
            build(chosen, Settings(output=folder / part))
        ends = Counter(point(folder, n % 2 == 1, rng.uniform(0.2, LONGEST)) for n in range(points))
    Console().print(dict(ends))


if __name__ == "__main__":
    main()
