"""Held-out documents of NARC in, the CoNLL F1 of the shipped model's clusters out, on given words and found mentions.

pip install scorch && python -m tests.benchmarks.coreference FOLDER
"""

from __future__ import annotations

from pathlib import Path

import click
from scorch.scores import b_cubed, ceaf_e, muc

from kg.parse import coreference
from kg.parse.coreference import Antecedents, resolve
from kg.parse.network import FOLDER, Network, load
from kg.parse.train.narc import Document, read

GIVEN = click.Path(exists=True, file_okay=False, path_type=Path)

Key = tuple[str, int, int]


@click.command()
@click.argument("folder", type=GIVEN)
@click.option("--model", type=GIVEN, default=FOLDER, help="Another model folder than the shipped one.")
def main(folder: Path, model: Path) -> None:
    """Print MUC, B³ and CEAF-e of all clusters of two mentions or more, spans exact, and their mean."""
    network, antecedents = load(model), coreference.load(model)
    gold, found = list[set[Key]](), list[set[Key]]()
    for document in read(folder):
        gold += [{(document.name, *span) for span in cluster} for cluster in document.clusters]
        found += resolved(network, antecedents, document)
    scores = {name: measure(gold, found) for name, measure in (("MUC", muc), ("B3", b_cubed), ("CEAF-e", ceaf_e))}
    for name, (recall, precision, f1) in scores.items():
        click.echo(f"{name:8} R {100 * recall:.1f} P {100 * precision:.1f} F1 {100 * f1:.1f}")
    click.echo(f"CoNLL F1 {100 * sum(f1 for *_, f1 in scores.values()) / len(scores):.1f}")
    key, response = set().union(*gold), set().union(*found)
    right = 100 * len(key & response)
    click.echo(f"mentions R {right / len(key):.1f} P {right / max(1, len(response)):.1f}")


def resolved(network: Network, antecedents: Antecedents, document: Document) -> list[set[Key]]:
    """The clusters of one document by the model."""
    _, groups = resolve(network, antecedents, list(document.sentences), "nb")
    return [{(document.name, mention.start, mention.end) for mention in group} for group in groups]


if __name__ == "__main__":
    main()
