"""A trained network and NARC in, the network with a mention layer and a scorer of antecedents out.

The encoder stays as it is: the scorer learns from its layers, mixed anew, and from what two mentions share. Loss: minus
the log of the probability of any right antecedent, or of none (Lee et al. 2017).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.export import Dim
from torch.nn import functional

from kg.parse.comparison import Comparison, multi_hot, properties
from kg.parse.coreference import WINDOW
from kg.parse.decode import decided
from kg.parse.mentions import Mention, mentions
from kg.parse.network import Network as Parser
from kg.parse.train.encoder import MASKED
from kg.parse.train.export import OPSET, quantise
from kg.parse.train.narc import Document
from kg.parse.train.network import MENTION_WIDTH, Network

EPOCHS = 10
RATE = 1e-3
INNER = 64
LANGUAGE = "nb"
RARE = 5
MOST = 250
"""Mentions of a document that one training step takes."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document: encoder layers at the m heads [depth, m, hidden] (fp16), the mentions' comparison and properties,
    and the cluster of each mention, -1 for none."""

    layers: Tensor
    single: Tensor
    comparison: Comparison
    clusters: np.ndarray


class Scorer(nn.Module):
    """Scores antecedents: a feed-forward net over both mentions' states and properties, their product and the pair."""

    def __init__(self, single: int, pairs: int, width: int = MENTION_WIDTH, inner: int = INNER) -> None:
        super().__init__()
        self.anaphor, self.antecedent = nn.Linear(width + single, inner), nn.Linear(width + single, inner)
        self.product, self.pair = nn.Linear(width, inner, bias=False), nn.Linear(pairs, inner, bias=False)
        self.middle, self.score = nn.Linear(inner, inner // 2), nn.Linear(inner // 2, 1)
        self.dropout = nn.Dropout(0.3)

    def forward(self, j: Tensor, single_j: Tensor, i: Tensor, single_i: Tensor, pairs: Tensor) -> Tensor:
        """States [r, width], [c, width], properties [r, single], [c, single], pairs [r, c, features] -> [r, c]."""
        x = self.anaphor(torch.cat([j, single_j], -1))[:, None] + self.antecedent(torch.cat([i, single_i], -1))[None]
        x = x + self.product(j[:, None] * i[None]) + self.pair(pairs)
        x = functional.gelu(self.middle(self.dropout(functional.gelu(x))))
        scores: Tensor = self.score(self.dropout(x))[..., 0]
        return scores


def train(network: Network, parser: Parser, documents: list[Document], report: Callable[[str], None]) -> Learned:
    """Train a scorer and the mention layer of `network`, which `parser` runs (see `Layered`)."""
    torch.manual_seed(1)
    network.eval()
    read = [_read(parser, document) for document in documents]
    counts = Counter(name for found, _ in read for mention in found for name in properties(mention))
    names = tuple(sorted(name for name, count in counts.items() if count >= RARE))
    samples = [_sample(document, *pair, names) for document, pair in zip(documents, read, strict=True)]
    report(f"coreference: {len(samples)} documents read")
    scorer = Scorer(len(names), samples[0].comparison.pairs(np.arange(1), np.arange(1)).shape[-1])
    layer = [network.mention_mix, *network.mention.parameters()]
    optimizer = torch.optim.AdamW([*layer, *scorer.parameters()], lr=RATE, weight_decay=0.01)
    steps = EPOCHS * len(samples)
    decay = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
    order, rng = list(range(len(samples))), random.Random(1)
    for epoch in range(EPOCHS):
        rng.shuffle(order)
        total = 0.0
        for number in order:
            loss = _loss(network, scorer, samples[number], rng)
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(scorer.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            decay.step()
            total += float(loss)
        report(f"coreference epoch {epoch + 1}: loss {total / len(samples):.4f}")
    return Learned(names, scorer.eval())


@dataclass(frozen=True, slots=True)
class Learned:
    """A trained scorer and the names of the properties it reads."""

    properties: tuple[str, ...]
    scorer: Scorer

    def save(self, path: Path) -> None:
        """Write it as quantised ONNX, the names in its metadata, and the one it is made from beside it."""
        full = path.with_suffix(".fp32.onnx")
        pairs = self.scorer.pair.in_features
        states, single = torch.zeros(3, MENTION_WIDTH), torch.zeros(3, len(self.properties))
        rows, columns = Dim("rows", min=1, max=4096), Dim("columns", min=1, max=4096)
        many_states, many = torch.zeros(5, MENTION_WIDTH), torch.zeros(5, len(self.properties))
        inputs = ("anaphors", "anaphor_properties", "antecedents", "antecedent_properties", "pairs")
        torch.onnx.export(
            self.scorer.eval(),
            (states, single, many_states, many, torch.zeros(3, 5, pairs)),
            str(full),
            input_names=list(inputs),
            output_names=["scores"],
            dynamic_shapes=({0: rows}, {0: rows}, {0: columns}, {0: columns}, {0: rows, 1: columns}),
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
        )
        quantise(full, path)
        model = onnx.load(path)
        onnx.helper.set_model_props(model, {"properties": "\n".join(self.properties)})
        onnx.save(model, path)


class Layered:
    """Runs the network in PyTorch where ONNX Runtime would, and gives every encoder layer as what coreference reads."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @torch.no_grad()
    def run(self, outputs: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        assert outputs is None
        layers = self.network.layers(*(torch.from_numpy(inputs[name]) for name in ("ids", "first", "language")))
        entities, *rest, _ = self.network.scores(layers)
        found = (entities.log_softmax(-1), *rest, layers[:, :, 1:].permute(1, 2, 0, 3).half())
        return [tensor.numpy() for tensor in found]


def _read(parser: Parser, document: Document) -> tuple[list[Mention], np.ndarray]:
    """The mentions of a document and the encoder's layers at their heads, [mentions, depth, hidden]."""
    sentences = list(document.sentences)
    scores = parser.scores(sentences, LANGUAGE)
    found = mentions(decided(parser, sentences, scores, LANGUAGE))
    return found, np.concatenate([row.mentions for row in scores])[[mention.head for mention in found]]


def _sample(document: Document, found: list[Mention], layers: np.ndarray, names: tuple[str, ...]) -> Sample:
    spans = {span: number for number, cluster in enumerate(document.clusters) for span in cluster}
    single = torch.from_numpy(multi_hot(found, names))
    states = torch.from_numpy(layers).transpose(0, 1).contiguous()
    return Sample(states, single, Comparison(found), _clusters(found, spans))


def _clusters(found: list[Mention], spans: dict[tuple[int, int], int]) -> np.ndarray:
    """The cluster of each mention: that of its span, else of the smallest annotated span that it heads."""
    clusters = np.full(len(found), -1)
    for number, mention in enumerate(found):
        headed = [span for span in spans if _inside(mention.head, span) and not _inside(mention.governor, span)]
        exact = (mention.start, mention.end)
        if exact in spans:
            clusters[number] = spans[exact]
        elif headed:
            clusters[number] = spans[min(headed, key=lambda span: (span[1] - span[0], span))]
    return clusters


def _inside(word: int, span: tuple[int, int]) -> bool:
    return span[0] <= word < span[1]


def _loss(network: Network, scorer: Scorer, sample: Sample, rng: random.Random) -> Tensor:
    size = len(sample.clusters)
    first = rng.randrange(max(1, size - MOST + 1))
    rows = np.arange(first, min(size, first + MOST))
    layers, single = sample.layers[:, rows].float(), sample.single[rows]
    states = functional.dropout(network.mention_states(layers), 0.3)
    scores = scorer.train()(states, single, states, single, torch.from_numpy(sample.comparison.pairs(rows, rows)))
    distance = rows[:, None] - rows[None]
    possible = torch.from_numpy((distance > 0) & (distance <= WINDOW))
    clusters = torch.from_numpy(sample.clusters[rows])
    right = (clusters[:, None] == clusters[None]) & (clusters[:, None] >= 0) & possible
    none = torch.where(right.any(1), torch.tensor(MASKED), torch.tensor(0.0))[:, None]
    chosen = torch.cat([none, scores.masked_fill(~right, MASKED)], 1).logsumexp(1)
    every = torch.cat([torch.zeros(len(rows), 1), scores.masked_fill(~possible, MASKED)], 1).logsumexp(1)
    return (every - chosen).mean()
