"""Treebank sentences in, samples of numbers and padded batches of them out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from kg.parse import lemma
from kg.parse.labels import OUTSIDE, Labels
from kg.parse.lexemes import Lexemes
from kg.parse.pieces import Pieces
from kg.parse.train.treebank import Sentence, find, named, read

ENTITIES = ("PER", "ORG", "GPE_LOC", "GPE_ORG", "LOC", "PROD", "EVT", "DRV")
ENGLISH_PLACES = {"LOC": ("LOC", "GPE_LOC")}
ENGLISH_GAPS = ("PROD", "EVT", "DRV")
ENGLISH_NAMES = Path(__file__).parent / "ewt-names.tsv"
ENGLISH_NAMES_FOR_TRAINING = 1600
IGNORED = -100
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence in numbers: `layers` gives a class per word, `names` [words, tags] the tags that gold allows."""

    ids: list[int]
    first: list[int]
    language: int
    layers: dict[str, list[int]]
    names: np.ndarray | None

    @property
    def words(self) -> int:
        return len(self.first) - 1


@dataclass(frozen=True, slots=True)
class Portion:
    """Sentences of one language."""

    language: str
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    first: Tensor
    language: Tensor
    words: Tensor
    layers: dict[str, Tensor]
    names: Tensor

    def to(self, device: str) -> Batch:
        layers = {name: layer.to(device) for name, layer in self.layers.items()}
        ids, first, language, words, names = (
            tensor.to(device) for tensor in (self.ids, self.first, self.language, self.words, self.names)
        )
        return Batch(ids, first, language, words, layers, names)


def portions(nb: Path, nn: Path, en: Path) -> list[Portion]:
    """The training mix, without sentences that occur in any dev or test file.

    English names come from `ewt-names.tsv` for EWT train, and from the first 1,600 sentences of EWT dev; the rest of
    dev is for tuning.
    """
    english = read(find(en, "ewt*-dev"))
    held = [read(find(folder, part)) for folder in (nb, nn) for part in ("dev", "test")]
    held += [english[ENGLISH_NAMES_FOR_TRAINING:], read(find(en, "ewt*-test"))]
    seen = {sentence.words for part in held for sentence in part}

    def fresh(sentences: Iterable[Sentence]) -> list[Sentence]:
        return [sentence for sentence in sentences if sentence.words not in seen]

    return [
        Portion("nb", fresh(read(find(nb, "train")))),
        Portion("nn", fresh(read(find(nn, "train")))),
        Portion("en", fresh(named(read(find(en, "ewt*-train")), ENGLISH_NAMES))),
        Portion("en", fresh(english[:ENGLISH_NAMES_FOR_TRAINING])),
    ]


def labels(mix: list[Portion]) -> Labels:
    """Label lists of the mix; feature strings, lemma scripts and relations that occur once are left out."""
    feats, scripts, relations, upos = (Counter[str]() for _ in range(4))
    for sentence in (sentence for portion in mix for sentence in portion.sentences):
        upos.update(sentence.upos)
        feats.update(sentence.feats)
        relations.update(sentence.relations)
        scripts.update(map(lemma.script, sentence.words, sentence.lemmas))
    tags = [OUTSIDE] + [f"{mark}-{kind}" for kind in ENTITIES for mark in "BI"]

    def often(counts: Counter[str], least: int = 2) -> tuple[str, ...]:
        return tuple(label for label, count in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if count >= least)

    languages = tuple(sorted({portion.language for portion in mix}))
    return Labels(languages, tuple(sorted(upos)), often(feats), often(scripts, 3), often(relations), tuple(tags))


def lexemes(mix: list[Portion], labels: Labels) -> Lexemes:
    """The lemmas and features of the words of the mix."""
    words = (
        (portion.language, *word)
        for portion in mix
        for sentence in portion.sentences
        for word in zip(sentence.upos, sentence.words, sentence.lemmas, sentence.feats, strict=True)
    )
    return Lexemes.collect(words, labels.feats)


class Encoding:
    """Turns sentences into samples; a class that is not among the labels is ignored in training."""

    def __init__(self, pieces: Pieces, labels: Labels) -> None:
        self.pieces, self.labels = pieces, labels
        self._index = {
            name: {label: index for index, label in enumerate(getattr(labels, name))}
            for name in ("upos", "feats", "lemmas", "relations", "entities", "languages")
        }

    def sample(self, sentence: Sentence, language: str) -> Sample | None:
        """None if the sentence is longer than the encoder takes."""
        ids, first = self.pieces.sentence(sentence.words)
        if len(ids) > LONGEST:
            return None
        values = {
            "upos": sentence.upos,
            "feats": sentence.feats,
            "lemmas": map(lemma.script, sentence.words, sentence.lemmas),
            "relations": sentence.relations,
        }
        layers = {name: [self._index[name].get(value, IGNORED) for value in row] for name, row in values.items()}
        layers["heads"] = list(sentence.heads)
        names = self.names(sentence, language) if sentence.entities else None
        return Sample(ids, first, self._index["languages"][language], layers, names)

    def names(self, sentence: Sentence, language: str) -> np.ndarray:
        """Which BIO tags the gold allows for each word.

        English gold has one type for places, and nothing for products, events and derived words: there a
        capitalised word outside a name may be any of these.
        """
        index = self._index["entities"]
        allowed = np.zeros((len(sentence.words), len(index)), bool)
        for row, word, tag in zip(allowed, sentence.words, sentence.entities, strict=True):
            mark, _, kind = tag.partition("-")
            kinds = ENGLISH_PLACES.get(kind, (kind,)) if language == "en" else (kind,)
            row[[index[f"{mark}-{kind}"] for kind in kinds if f"{mark}-{kind}" in index]] = True
            if not row.any():
                row[index[OUTSIDE]] = True
                if language == "en" and word[0].isupper():
                    row[[index[f"{mark}-{kind}"] for kind in ENGLISH_GAPS for mark in "BI"]] = True
        return allowed


def group(samples: list[Sample], budget: int, rng: random.Random | None) -> list[list[Sample]]:
    """Batches of similar length with at most `budget` pieces, padding included; shuffled if `rng` is given."""
    noise = rng.random if rng else float
    ordered = sorted(samples, key=lambda sample: len(sample.ids) + 3 * noise())
    batches: list[list[Sample]] = []
    longest = 0
    for sample in ordered:
        longest = max(longest, len(sample.ids))
        if not batches or longest * (len(batches[-1]) + 1) > budget:
            batches.append([])
            longest = len(sample.ids)
        batches[-1].append(sample)
    if rng:
        rng.shuffle(batches)
    return batches


def collate(samples: list[Sample], pad: int, tags: int) -> Batch:
    """Pad a batch: ids [batch, pieces], first [batch, words + 1], layers [batch, words], names [batch, words, tags]."""
    size, length = len(samples), max(len(sample.ids) for sample in samples)
    width = max(sample.words for sample in samples)
    ids = np.full((size, length), pad)
    first = np.zeros((size, width + 1), int)
    words = np.zeros((size, width + 1), bool)
    names = np.zeros((size, width, tags), bool)
    layers = {name: np.full((size, width), IGNORED) for name in samples[0].layers}
    for row, sample in enumerate(samples):
        ids[row, : len(sample.ids)] = sample.ids
        first[row, : sample.words + 1] = sample.first
        words[row, : sample.words + 1] = True
        for name, values in sample.layers.items():
            layers[name][row, : sample.words] = values
        if sample.names is not None:
            names[row, : sample.words] = sample.names
    language = torch.tensor([sample.language for sample in samples])
    tensors = {name: torch.from_numpy(values) for name, values in layers.items()}
    to = torch.from_numpy
    return Batch(to(ids), to(first), language, to(words), tensors, to(names))
