"""The ontology's triggers in, frames out: the words that express a property and what fills its slots.

The notation of a trigger is described at kg:trigger in ontology/newskg.ttl.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.lexicon import Lexicon, lexicon
from kg.ontology import Property, ontology

RANGE, TOPIC = "range", "topic"
HEADS = {"(n)": "noun", "(role)": "role", "(adj)": "adjective", "(ptcp)": "participle", "(pass)": "passive"}
FLAGS = frozenset({*HEADS, "(inv)", "(inf)", "(intr)"})
_SLOT = re.compile(r"([XY~])(?:<(\w+)>)?$")
DIRECT, INDIRECT = "direct", "indirect"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands, `direct`, `indirect` or after prepositions, and what it is: range or a qualifier."""

    place: str
    prepositions: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Word:
    """A noun or adjective that must be there, with the prepositions before it."""

    prepositions: tuple[str, ...]
    lemma: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One trigger of a property. `infinitive` holds the prepositions before an infinitive that is the range."""

    predicate: str
    head: str
    kind: str
    words: tuple[Word, ...]
    particles: tuple[str, ...]
    slots: tuple[Slot, ...]
    reflexive: bool
    infinitive: tuple[str, ...] | None
    inverted: bool
    surface: str
    breadth: int = 0

    @property
    def weight(self) -> tuple[int, int]:
        """Frames of more words, then of more slots, are tried first."""
        words = 2 * len(self.words) + len(self.particles) + sum(len(slot.prepositions) for slot in self.slots)
        return words + self.reflexive + (self.infinitive is not None), len(self.slots)


SUFFERED = frozenset({"opposes", "takesLegalActionAgainst", "impacts", "appoints", "dismisses"})
"""Families and properties of which it is news that they befall somebody, whoever does it."""


def suffered(predicate: str) -> bool:
    """Is it news that a property befalls somebody, even where nobody is said to do it?"""
    return bool({predicate, ontology().properties[predicate].family} & SUFFERED)


class Frames:
    """The frames of one language, by kind (verb, passive, participle, adjective, noun, role) and head."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self.by_head: dict[tuple[str, str], list[Frame]] = defaultdict(list)
        for frame in frames:
            self.by_head[frame.kind, frame.head].append(frame)
        for found in self.by_head.values():
            found.sort(key=order)

    def of(self, kind: str, lemma: str) -> list[Frame]:
        """Frames of a kind headed by a lemma, in the order they are tried."""
        return self.by_head.get((kind, lemma), [])


def order(frame: Frame) -> tuple[int, int, int, str, str]:
    """More words first, then more slots, then the property of the narrowest domain and range."""
    words, slots = frame.weight
    return -words, -slots, frame.breadth, frame.predicate, frame.surface


@cache
def frames(language: str) -> Frames:
    """All frames of a language; Nynorsk reads the Bokmål triggers too, and in its own words."""
    lex = lexicon(language)
    triggers = [(text, prop) for prop in ontology().properties.values() for text in lex.own(prop.triggers)]
    return Frames(compile_trigger(text, prop, lex) for text, prop in triggers)


def compile_trigger(text: str, prop: Property, lex: Lexicon) -> Frame:
    """One trigger as a frame."""
    tokens = text.split()
    marked = next((i for i, token in enumerate(tokens) if token in HEADS), None)
    kind = "verb" if marked is None else HEADS[tokens[marked]]
    position = 0 if marked is None else marked - 1
    body = [token for i, token in enumerate(tokens) if token not in FLAGS and i != position]
    reflexives = frozenset(lex["pronouns"]["reflexive"])
    words, slots, pending, loose = _walk([token for token in body if token not in reflexives], lex)
    infinitive, bare = "(inf)" in tokens, "(intr)" in tokens
    if bare:
        loose += pending
    elif not infinitive and not any(slot.role == RANGE for slot in slots):
        slots.append(Slot("oblique", tuple(pending), RANGE) if pending else Slot(DIRECT, (), RANGE))
    return Frame(
        predicate=prop.name, head=tokens[position], kind=kind, words=tuple(words), particles=tuple(loose),
        slots=tuple(slots), reflexive=bool(reflexives & set(body)), infinitive=tuple(pending) if infinitive else None,
        inverted="(inv)" in tokens, surface=_surface(tokens), breadth=_breadth(prop),
    )  # fmt: skip


def _breadth(prop: Property) -> int:
    """How much a property takes: the number of its domain and range classes, Thing counting for all."""
    return sum(len(classes) + 20 * ("Thing" in classes) for classes in (prop.domain, prop.range))


def _surface(tokens: list[str]) -> str:
    """The words of a trigger without marks, slots and the prepositions of qualifiers: "be X<addressee> om" → be om."""
    kept: list[str] = []
    for token in tokens:
        if token.startswith("~") and kept:
            kept.pop()
        elif token not in FLAGS and not _SLOT.match(token):
            kept.append(token)
    return " ".join(kept)


def _walk(body: list[str], lex: Lexicon) -> tuple[list[Word], list[Slot], list[str], list[str]]:
    """The fixed words, slots, prepositions left at the end and particles of a trigger."""
    prepositions, particles = frozenset(lex["syntax"]["prepositions"]), frozenset(lex["words"]["particles"])
    words: list[Word] = []
    slots: list[Slot] = []
    pending: list[str] = []
    loose: list[str] = []
    for token in body:
        slot = _SLOT.match(token)
        if slot is not None:
            letter, name = slot[1], slot[2]
            if letter == "~":
                loose += pending[:-1]
                slots.append(Slot("oblique", tuple(pending[-1:]), name or TOPIC))
            else:
                loose += pending
                slots.append(Slot(DIRECT if letter == "X" else INDIRECT, (), name or RANGE))
            pending = []
        elif token in prepositions or token in particles:
            pending.append(token)
        else:
            words.append(Word(tuple(pending), token))
            pending = []
    while pending and pending[-1] not in prepositions:
        loose.append(pending.pop())
    return words, slots, pending, loose
