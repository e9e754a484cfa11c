"""How long it takes to tell who is who in many articles, and how that grows.

    python -m tests.benchmarks.identities [ARTICLES …]

The articles are generated (`tests.benchmarks.generated`). Prints, for each number of articles, mentions, entities,
statements, seconds, seconds per thousand articles, peak memory and the part of it that the articles take before
anything is linked.
"""

from __future__ import annotations

import resource
import sys
import time

from rich.console import Console

from kg.link import link
from kg.vocabulary import Namespaces
from tests.benchmarks.generated import extractions

SIZES = (1000, 2000, 5000, 10000)


def _peak() -> float:
    """Most memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    console = Console(width=160, highlight=False, markup=False)
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    console.print("articles  mentions  entities  statements  seconds  s/1000  peak MB  of it given")
    for size in sizes:
        made = list(extractions(size))
        before = _peak()
        started = time.perf_counter()
        links = link(made, Namespaces())
        seconds = time.perf_counter() - started
        mentions = sum(len(one.mentions) for one in made)
        console.print(
            f"{size:8}  {mentions:8}  {len(links.entities):8}  {len(links.statements):10}  {seconds:7.1f}"
            f"  {seconds / size * 1000:6.2f}  {_peak():7.0f}  {before:9.0f}"
        )


if __name__ == "__main__":
    main()
