"""Scores of the names in a sentence in, the tag of each word out: part of what kind of name it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.lexicon import lexicon
from kg.parse.labels import OUTSIDE
from kg.parse.lexemes import NOUN

NEVER = -1e9
FLAT = "flat"
PROPN, ADP, PUNCT = "PROPN", "ADP", "PUNCT"


def best_tags(scores: NDArray[np.float32], tags: tuple[str, ...]) -> list[str]:
    """The BIO sequence of highest probability in which I-X only follows B-X or I-X (Viterbi)."""
    if (scores.argmax(1) == tags.index(OUTSIDE)).all():
        return [OUTSIDE] * len(scores)
    moves = _moves(tags)
    best = moves[tags.index(OUTSIDE)] + scores[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + moves
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[index] for index in reversed(path)]


def with_flat_parts(
    tags: list[str], parents: Sequence[int], relations: Sequence[str], classes: Sequence[str]
) -> list[str]:
    """The tags, where the tree joins a proper noun to the name right before it, a part of that name too."""
    found = list(tags)
    for place in range(1, len(found)):
        part = relations[place].startswith(FLAT) and classes[place] == classes[parents[place]] == PROPN
        before = found[place - 1]
        within = all(found[inner] != OUTSIDE for inner in range(parents[place], place))
        if found[place] == OUTSIDE and before != OUTSIDE and part and parents[place] < place and within:
            found[place] = "I-" + before[2:]
    return found


def trimmed(tags: list[str], classes: Sequence[str], words: Sequence[str]) -> list[str]:
    """The tags, where a common noun before a person's proper nouns is no part of the name ("Captain | Sanogo"), nor a
    preposition or a small noun at the end of one ("al-Qaida | in", "Adam Smith | jr."); a hyphen ends no name."""
    found = list(tags)
    for place, pair in enumerate(pairwise(tags)):
        if pair == ("B-PER", "I-PER") and classes[place : place + 2] == [NOUN, PROPN]:
            found[place : place + 2] = [OUTSIDE, "B-PER"]
        elif pair[0].startswith("I-") and classes[place] == PUNCT and pair[1] == f"B{pair[0][1:]}":
            found[place + 1] = pair[0]
        elif pair[0].startswith("I-") and not pair[1].startswith("I-"):
            small = pair[0] == "I-PER" and classes[place] == NOUN and words[place][:1].islower()
            if small or classes[place] == ADP:
                found[place] = OUTSIDE
    return found


def with_company_forms(tags: list[str], words: Sequence[str], forms: frozenset[str]) -> list[str]:
    """The tags, where a form of company right after a name is part of it and makes it an organisation's.

    A form that is taken for a name by itself takes the capitalised word before it along.
    """
    found = list(tags)
    for place in range(1, len(found)):
        alone = found[place] != OUTSIDE and words[place - 1][:1].isupper()
        if words[place] not in forms or (found[place - 1] == OUTSIDE and not alone):
            continue
        found[place] = "I-ORG"
        start = place - 1
        while found[start].startswith("I-"):
            found[start] = "I-ORG"
            start -= 1
        found[start] = "B-ORG"
        if place + 1 < len(found) and found[place + 1].startswith("I-"):
            found[place + 1] = "B-" + found[place + 1][2:]
    return found


@cache
def company_forms(language: str) -> frozenset[str]:
    """The forms of company that stand after a name, as written in a language: "ASA", "Ltd."."""
    return frozenset(lexicon(language)["words"]["company_forms"])


@cache
def _moves(tags: tuple[str, ...]) -> NDArray[np.float64]:
    """What it costs to go from a tag (row) to another."""
    return np.array([[_move(before, after) for after in tags] for before in tags])


def _move(before: str, after: str) -> float:
    return NEVER if after.startswith("I-") and before[2:] != after[2:] else 0.0
