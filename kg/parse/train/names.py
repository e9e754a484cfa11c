"""Articles that the network has not seen in, what judges its names once more out (see `kg.parse.names`).

The network knows the sentences it was trained on by heart (F1 of names 99, 88 on others), so what it says of them
teaches nothing of its doubts: the second look learns from the dev parts. Several small networks that differ in their
seeds learn, and their log probabilities are averaged.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.export import Dim
from torch.nn import functional

from kg.parse.names import features
from kg.parse.network import Network as Parser
from kg.parse.train.data import ENGLISH_NAMES_FOR_TRAINING, Encoding
from kg.parse.train.export import OPSET
from kg.parse.train.treebank import Sentence, articles, find, read

EPOCHS = 12
RATE = 3e-3
MEMBERS = 2
WIDTH = 64
STRETCH = 16
"""Sentences that are read at once in training."""
TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of features and which tags the gold allows for each, none for rows between sentences and without gold."""

    features: Tensor
    allowed: Tensor


class Look(nn.Module):
    """What to add to the log probabilities of tags, the first columns of the features [batch, rows, features]."""

    def __init__(self, read: int, tags: int) -> None:
        super().__init__()
        self.read, self.near = nn.Linear(read, WIDTH), nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.change = nn.Linear(WIDTH, tags)
        nn.init.zeros_(self.change.weight)
        nn.init.zeros_(self.change.bias)
        self.hidden, self.dropout = nn.Dropout(0.2), nn.Dropout(0.3)

    def forward(self, rows: Tensor) -> Tensor:
        """Log probabilities [batch, rows, tags]."""
        x = self.dropout(functional.gelu(self.read(self.hidden(rows))))
        x = functional.gelu(self.near(x.transpose(1, 2)).transpose(1, 2))
        change: Tensor = self.change(self.dropout(x))
        return (rows[..., : change.shape[-1]] + change).log_softmax(-1)


class Looks(nn.Module):
    """The mean of several, which counts as much as the network's own tags, for the rows of one article."""

    def __init__(self, members: Iterable[Look]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, rows: Tensor) -> Tensor:
        judged = torch.stack([member(rows[None])[0] for member in self.members]).mean(0)
        return (judged + rows[:, : judged.shape[-1]]) / 2

    def save(self, path: Path) -> None:
        """Write it as ONNX."""
        width = self.members[0].read.in_features
        torch.onnx.export(
            self.eval(),
            (torch.zeros(9, width),),
            str(path),
            input_names=["features"],
            output_names=["entities"],
            dynamic_shapes=({0: Dim("rows", min=2, max=1_000_000)},),
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
        )


def unseen(nb: Path, nn: Path, en: Path) -> list[tuple[str, list[Sentence]]]:
    """The articles of the dev parts that the network was not trained on, with their language.

    A sentence that occurs in a test file word for word loses its gold.
    """
    parts = [("nb", read(find(nb, "dev"))), ("nn", read(find(nn, "dev")))]
    parts.append(("en", read(find(en, "ewt*-dev"))[ENGLISH_NAMES_FOR_TRAINING:]))
    files = (find(nb, "test"), find(nn, "test"), find(en, "ewt*-test"))
    tests = {sentence.words for path in files for sentence in read(path)}

    def hidden(sentence: Sentence) -> Sentence:
        return replace(sentence, entities=()) if sentence.words in tests else sentence

    return [(code, list(map(hidden, article))) for code, part in parts for article in articles(part)]


def train(
    parser: Parser, encoding: Encoding, given: list[tuple[str, list[Sentence]]], report: Callable[[str], None]
) -> Looks:
    """Train on articles, each with its language, as `parser` reads them."""
    samples = [sample for language, article in given for sample in _samples(parser, encoding, language, article)]
    members = []
    for seed in range(1, MEMBERS + 1):
        members.append(_member(samples, seed))
        report(f"names: {seed} of {MEMBERS} networks trained on {len(given)} articles")
    return Looks(members).eval()


def _samples(parser: Parser, encoding: Encoding, language: str, article: list[Sentence]) -> list[Sample]:
    """An article in stretches of STRETCH sentences."""
    words = [sentence.words for sentence in article]
    scores = parser.scores(words, language)
    entities, upos, mentions = ([getattr(one, name) for one in scores] for name in ("entities", "upos", "mentions"))
    rows = features(words, entities, upos, mentions, parser.labels.languages.index(language))
    allowed = np.zeros((len(rows), len(parser.labels.entities)), bool)
    starts = np.cumsum([0, *(1 + len(sentence) for sentence in words)])
    for start, sentence in zip(starts, article, strict=False):
        if sentence.entities:
            allowed[start + 1 : start + 1 + len(sentence.words)] = encoding.names(sentence, language)
    bounds = [*starts[:-1:STRETCH], starts[-1]]
    return [
        Sample(torch.from_numpy(rows[first : last + 1]), torch.from_numpy(allowed[first : last + 1]))
        for first, last in pairwise(bounds)
    ]


def _member(samples: list[Sample], seed: int) -> Look:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    look = Look(samples[0].features.shape[1], samples[0].allowed.shape[1])
    optimizer = torch.optim.AdamW(look.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * -(-len(samples) // TOGETHER)
    decay = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    for _ in range(EPOCHS):
        for batch in _batches(samples, rng):
            optimizer.zero_grad()
            torch.autograd.backward(_loss(look, batch))
            optimizer.step()
            decay.step()
    return look.eval()


def _batches(samples: list[Sample], rng: random.Random) -> list[list[Sample]]:
    order = rng.sample(samples, len(samples))
    return [order[first : first + TOGETHER] for first in range(0, len(order), TOGETHER)]


def _loss(look: Look, batch: list[Sample]) -> Tensor:
    """Minus the log of the probability of any tag allowed."""
    pad = nn.utils.rnn.pad_sequence
    rows = pad([sample.features for sample in batch], batch_first=True)
    allowed = pad([sample.allowed for sample in batch], batch_first=True)
    known = allowed.any(-1)
    return -look(rows)[known].masked_fill(~allowed[known], float("-inf")).logsumexp(-1).mean()
