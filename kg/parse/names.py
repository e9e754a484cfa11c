"""The words of one article and what the network says of each in, log probabilities of their name tags out.

The network reads one sentence at a time; here a word is judged once more with its neighbours, its form, and what the
network says of it elsewhere in the article. A name that is clear in one place settles the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.parse.runtime import Scores32, Session

LEAST = -9.0
"""Log probabilities below this are all the same."""
FLOOR = 1e-3
"""Added to what is said elsewhere before its log is taken."""
LANGUAGES = 3

Sentences = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """A small convolution over the words of an article."""

    session: Session

    def revised(
        self,
        sentences: Sentences,
        entities: Sequence[Scores32],
        upos: Sequence[Scores32],
        mentions: Sequence[Scores32],
        language: int,
    ) -> list[Scores32]:
        """Log probabilities of tags [words, tags] of each sentence, from those of the network, its logits of UPOS and
        its `mentions`; `language` is a number."""
        (scores,) = self.session.run(None, {"features": features(sentences, entities, upos, mentions, language)})
        starts = np.cumsum([1 + len(words) for words in sentences])[:-1]
        return [part[1:] for part in np.split(scores[:-1], starts)]


def features(
    sentences: Sentences,
    entities: Sequence[Scores32],
    upos: Sequence[Scores32],
    mentions: Sequence[Scores32],
    language: int,
) -> Scores32:
    """[words + sentences + 1, features], a row of zeros before and after each sentence; tags come first."""
    tags = np.maximum(np.concatenate(entities), LEAST)
    classes = np.exp(np.concatenate(upos))
    spoken = np.zeros((len(tags), LANGUAGES), np.float32)
    spoken[:, language] = 1
    columns = [tags, classes / classes.sum(1, keepdims=True), spoken, shapes(sentences)]
    columns += [*elsewhere(sentences, np.exp(tags)), np.concatenate(mentions)]
    rows = np.concatenate(columns, 1, dtype=np.float32)
    return np.insert(rows, np.cumsum([0, *map(len, sentences)]), 0, axis=0)


def shapes(sentences: Sentences) -> NDArray[np.bool_]:
    """[words, 10]: how each word is written, whether it is the first, and whether it occurs in lower case as well."""
    small = {word for words in sentences for word in words if word.islower()}
    rows = [
        (*_shape(word), place == 0, not word.islower() and word.lower() in small)
        for words in sentences
        for place, word in enumerate(words)
    ]
    return np.array(rows, bool)


@lru_cache(maxsize=65_536)
def _shape(word: str) -> tuple[bool, ...]:
    return (
        word[:1].isupper(),
        word.isupper() and len(word) > 1,
        word[:1].isdigit(),
        not any(map(str.isalnum, word)),
        word.islower(),
        "-" in word,
        any(map(str.isupper, word[1:])),
        len(word) <= 2,
    )


def elsewhere(sentences: Sentences, likely: Scores32) -> list[Scores32]:
    """What is said of a word's other places, then of those where it follows the same word: [words, tags + 2] each.

    The log of the mean probability of each tag, the log of one more than the number of places, and whether there are
    any; all 0 where there are none, and for words without a capital.
    """
    alone: list[Hashable] = [word for words in sentences for word in words]
    pairs: list[Hashable] = [pair for words in sentences for pair in zip((None, *words[:-1]), words, strict=True)]
    capital = np.array([word != word.lower() for words in sentences for word in words], bool)
    return [_elsewhere(_numbered(keys), capital, likely) for keys in (alone, pairs)]


def _numbered(keys: Sequence[Hashable]) -> NDArray[np.int64]:
    known: dict[Hashable, int] = defaultdict(lambda: len(known))
    return np.array([known[key] for key in keys], np.int64)


def _elsewhere(forms: NDArray[np.int64], capital: NDArray[np.bool_], likely: Scores32) -> Scores32:
    order, counts = forms.argsort(kind="stable"), np.bincount(forms)
    total = np.add.reduceat(likely[order], np.cumsum(counts) - counts)
    others = counts[forms] - 1
    found = capital & (others > 0)
    mean = np.maximum(total[forms] - likely, 0) / np.maximum(others, 1)[:, None]
    said = np.concatenate([np.log(mean + FLOOR), np.log1p(others)[:, None], np.ones((len(forms), 1))], 1)
    return np.where(found[:, None], said, 0).astype(np.float32)
