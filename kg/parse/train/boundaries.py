"""Treebanks as raw text in, a network that finds where sentences end out.

Two layers of LSTM, as in Stanza's splitter, but over our tokens: their hashed forms and the encoder's embeddings of
their pieces, which tell a name from a word with a capital. Half of the text is read as documents, whose headlines run
on into the text, half as paragraphs, which have none.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.parse.boundaries import COLUMNS, ENDINGS, FORMS, SHAPES, Features, features
from kg.parse.pieces import Pieces
from kg.parse.tokens import Span, tokens
from kg.parse.train.export import OPSET, quantise
from kg.parse.train.treebank import documents

EPOCHS = 20
RATE = 2e-3
LONGEST = 300
"""Words of a training stretch."""
PARAGRAPH = 0.4
"""Share of the ends of sentences at which a paragraph ends, in the half of the text that is read by paragraphs."""
UNSEEN = 0.1
"""Share of words whose form and ending are hidden in training."""
TOGETHER = 16
PIECE = 48
"""Width of what is read of a first piece; half of it of a last one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Features of the words [words, 7] and whether a sentence ends after each [words]."""

    features: Features
    ends: np.ndarray


class Splitter(nn.Module):
    """Features [words, 7] in, probability of a sentence's end after each word out, [words].

    `pieces` [pieces, hidden] are the encoder's embeddings, which stay as they are under a projection that is learned.
    """

    pieces: Tensor

    def __init__(self, languages: int, pieces: Tensor, width: int = 32, inner: int = 128) -> None:
        super().__init__()
        self.register_buffer("pieces", pieces, persistent=False)
        self.tables = nn.ModuleList(
            nn.Embedding(size, wide)
            for size, wide in ((FORMS, width), (ENDINGS, width // 2), (SHAPES, width // 2), (2, 4), (languages, 4))
        )
        self.first, self.last = nn.Linear(pieces.shape[1], PIECE), nn.Linear(pieces.shape[1], PIECE // 2)
        self.dropout = nn.Dropout(0.3)
        read = 2 * width + 8 + PIECE + PIECE // 2
        self.lstm = nn.LSTM(read, inner, 2, bidirectional=True, batch_first=True, dropout=0.3)
        self.score = nn.Linear(2 * inner, 1)

    def forward(self, rows: Tensor) -> Tensor:
        known = [functional.gelu(layer(self.pieces[rows[..., at]])) for layer, at in self.projections()]
        return self.read([table(rows[..., at]) for at, table in enumerate(self.tables)] + known)

    def projections(self) -> tuple[tuple[nn.Linear, int], ...]:
        """The layers that read pieces, and the column of each one's pieces."""
        return (self.first, COLUMNS - 2), (self.last, COLUMNS - 1)

    def read(self, vectors: list[Tensor]) -> Tensor:
        """Vectors of words [batch, words, width], in parts, in; logits [batch, words] out."""
        scores: Tensor = self.score(self.dropout(self.lstm(self.dropout(torch.cat(vectors, -1)))[0]))[..., 0]
        return scores


class Table(nn.Module):
    """Rows of numbers in 8 bits, a scale for each column."""

    values: Tensor
    scales: Tensor

    def __init__(self, rows: Tensor) -> None:
        super().__init__()
        scales = rows.abs().amax(0).clamp(min=1e-8) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("values", (rows / scales).round().to(torch.int8))

    def forward(self, index: Tensor) -> Tensor:
        return self.values[index].float() * self.scales


class Exported(nn.Module):
    """The splitter as exported: whatever is looked up by word or piece is one table of 8 bits."""

    def __init__(self, splitter: Splitter) -> None:
        super().__init__()
        self.splitter = splitter
        tables = [table.weight for table in splitter.tables if isinstance(table, nn.Embedding)]
        pieces = [functional.gelu(layer(splitter.pieces)) for layer, _ in splitter.projections()]
        self.tables = nn.ModuleList(Table(rows.detach()) for rows in (*tables, *pieces))

    def forward(self, rows: Tensor) -> Tensor:
        return self.splitter.read([table(rows[None, :, at]) for at, table in enumerate(self.tables)])[0].sigmoid()


def train(
    read: list[Stretch], languages: int, embedding: Tensor, report: Callable[[str], None], device: str = "cpu"
) -> Splitter:
    """Train on the text of some treebanks; `embedding` [pieces, hidden] is the encoder's."""
    torch.manual_seed(1)
    rng = random.Random(1)
    splitter = Splitter(languages, embedding.detach()).to(device)
    optimizer = torch.optim.AdamW(splitter.parameters(), lr=RATE, weight_decay=0.01)
    plan = [_batches(read, rng) for _ in range(EPOCHS)]
    decay = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=sum(map(len, plan)), pct_start=0.05)
    for epoch, batches in enumerate(plan, 1):
        total = 0.0
        for batch in batches:
            loss = _loss(splitter.train(), batch, device)
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(splitter.parameters(), 1.0)
            optimizer.step()
            decay.step()
            optimizer.zero_grad()
            total += loss.item()
        report(f"boundaries epoch {epoch}: loss {total / len(batches):.4f}")
    return splitter.eval().cpu()


def stretches(path: Path, language: str, languages: tuple[str, ...], pieces: Pieces) -> list[Stretch]:
    """The documents or paragraphs of a CoNLL-U file, cut by our tokenizer."""

    def stretch(text: str, rows: list[list[Span]]) -> Stretch:
        spans, borders = tokens(text, language), {row[-1][1] for row in rows}
        words = [text[start:end] for start, end in spans]
        spaced = [text[start - 1 : start].isspace() for start, _ in spans]
        ends = np.array([end in borders for _, end in spans], np.float32)
        return Stretch(features(words, spaced, languages.index(language), pieces), ends)

    return [stretch(text, rows) for text, rows in documents(path)]


def _batches(read: list[Stretch], rng: random.Random) -> list[list[Stretch]]:
    """Stretches of at most LONGEST words, cut at other places each time, some of similar length together."""
    parts = []
    for stretch in read:
        for begin, end in pairwise(_cuts(stretch, rng)):
            parts.append(Stretch(stretch.features[begin:end], stretch.ends[begin:end]))
    parts.sort(key=lambda part: (len(part.ends), rng.random()))
    batches = [parts[first : first + TOGETHER] for first in range(0, len(parts), TOGETHER)]
    rng.shuffle(batches)
    return batches


def _cuts(stretch: Stretch, rng: random.Random) -> list[int]:
    """Where a stretch is cut: half the time every LONGEST words, else into paragraphs of some sentences."""
    size = len(stretch.ends)
    cuts = list(range(0, size, LONGEST))
    if rng.random() < 0.5:
        cuts = [0]
        for place in (np.flatnonzero(stretch.ends) + 1).tolist():
            if place < size and (rng.random() < PARAGRAPH or place - cuts[-1] > LONGEST):
                cuts.append(place)
    return [*cuts, size]


def _loss(splitter: Splitter, batch: list[Stretch], device: str) -> Tensor:
    rows = nn.utils.rnn.pad_sequence([torch.from_numpy(part.features) for part in batch], batch_first=True)
    ends = nn.utils.rnn.pad_sequence(
        [torch.from_numpy(part.ends) for part in batch], batch_first=True, padding_value=-1
    )
    rows[..., :2] *= (torch.rand(rows.shape[:2]) > UNSEEN)[..., None]
    rows, ends = rows.to(device), ends.to(device)
    known = ends >= 0
    return nn.functional.binary_cross_entropy_with_logits(splitter(rows)[known], ends[known])


def save(splitter: Splitter, languages: tuple[str, ...], path: Path) -> None:
    """Write it as quantised ONNX, the languages in its metadata, and the one it is made from beside it."""
    full = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        Exported(splitter.eval()),
        (torch.zeros(9, COLUMNS, dtype=torch.int64),),
        str(full),
        input_names=["features"],
        output_names=["after"],
        dynamic_axes={"features": {0: "words"}, "after": {0: "words"}},
        dynamo=False,  # the other exporter fixes the length of what an LSTM reads
        opset_version=OPSET,
    )
    quantise(full, path)
    model = onnx.load(path)
    onnx.helper.set_model_props(model, {"languages": " ".join(languages)})
    onnx.save(model, path)
