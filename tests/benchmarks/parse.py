"""Treebank folders in, the scores and speed of the shipped model on their test parts out, on given words.

python -m tests.benchmarks.parse --nb FOLDER --nn FOLDER --en FOLDER
"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from kg.parse.network import FOLDER, load
from kg.parse.train.evaluate import evaluate, table
from kg.parse.train.treebank import find, read

GIVEN = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--nb", type=GIVEN, help="Folder with *test.conllu of UD Norwegian Bokmål, names in MISC.")
@click.option("--nn", type=GIVEN, help="The same for Nynorsk.")
@click.option("--en", type=GIVEN, help="Folder with *ewt*-test.conllu.")
@click.option("--model", type=GIVEN, default=FOLDER, help="Another model folder than the shipped one.")
@click.option("--threads", type=int, help="Cores to use; all by default.")
@click.option("--part", default="test", show_default=True, help="test or dev.")
def main(nb: Path | None, nn: Path | None, en: Path | None, model: Path, threads: int | None, part: str) -> None:
    """Print one row per treebank."""
    network = load(model, threads)
    parts = (("nb", nb, part), ("nn", nn, part), ("en", en, f"ewt*-{part}"))
    console = Console()
    results = [
        evaluate(network, f"{code}/{part}", read(find(folder, file)), code) for code, folder, file in parts if folder
    ]
    console.print(table(results))


if __name__ == "__main__":
    main()
