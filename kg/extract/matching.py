"""A clause and the frames in, the frames that fit out, with the tokens that fill their slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.clause import Clause
from kg.extract.frames import DIRECT, INDIRECT, RANGE, Frame, Frames, Slot, Word, order
from kg.extract.rules import Rules
from kg.extract.tree import children, conjuncts, has, predicate_prepositions, prepositions

TELLING = frozenset({"amount", "penalty", "position", "theme"})
"""Qualifiers without which a verb is not the trigger's: "lose a million on", "contribute soldiers to"."""
Argument = tuple[tuple[str, ...], Token]

PRONOUN = "PRON"


@dataclass(slots=True)
class Match:
    """A frame with its arguments as tokens. `complement` is the clause that fills the range, if one does."""

    frame: Frame
    domain: list[Token] = field(default_factory=list)
    range: list[Token] = field(default_factory=list)
    complement: Clause | None = None
    qualifiers: list[tuple[str, Token]] = field(default_factory=list)
    words: list[Token] = field(default_factory=list)
    detached: list[Token] = field(default_factory=list)

    @property
    def used(self) -> set[int]:
        """Indices of the tokens that play a part."""
        parts = [*self.domain, *self.range, *self.words, *(token for _, token in self.qualifiers)]
        return {token.i for token in parts}


def matches(clause: Clause, rules: Rules, times: frozenset[int]) -> Iterator[Match]:
    """The frames that fit a clause by their words and slots, in the order of their weight; kinds are not looked at.

    `times` are the tokens of time expressions, which fill no slot. A preposition counts only where it is there.
    """
    found = (_Matcher(clause, frame, rules, times).match() for frame in _candidates(clause, rules.frames))
    yield from sorted(
        (match for match in found if match is not None), key=lambda match: _missing(match) - match.frame.weight[0]
    )


def _missing(match: Match) -> int:
    """Prepositions of qualifiers that the clause does not have."""
    filled = {name for name, _ in match.qualifiers} | {RANGE}
    return sum(len(slot.prepositions) for slot in match.frame.slots if slot.role not in filled)


def _candidates(clause: Clause, frames: Frames) -> list[Frame]:
    found = list(frames.of("verb", clause.lemma))
    if clause.passive:
        found += frames.of("passive", clause.lemma)
    if clause.passive or (has(clause.head, "VerbForm=Part") and not clause.perfect):
        found += frames.of("participle", clause.head.lower_)
    if clause.predicate is not None:
        found += frames.of("participle", clause.predicate.lower_)
        found += frames.of("adjective", clause.predicate.lemma_)
        found += frames.of("role", clause.predicate.lemma_)
    return sorted(found, key=lambda frame: _precedence(clause, frame))


def _precedence(clause: Clause, frame: Frame) -> tuple[int, bool, int, int, str, str]:
    """More words first; for a passive without agent what is made for it; then more slots."""
    words, slots, breadth, name, surface = order(frame)
    return words, frame.kind == "verb" and not clause.agents, slots, breadth, name, surface


class _Matcher:
    """Fills one frame from one clause; arguments are used up as they are taken."""

    def __init__(self, clause: Clause, frame: Frame, rules: Rules, times: frozenset[int]) -> None:
        self.clause = clause
        self.frame = frame
        self.endings = frozenset(rules.lexicon["syntax"]["noun_endings"])
        self.separable = frozenset(rules.lexicon["syntax"]["separable"])
        self.adverbial = rules.syntax.adverbial
        self.reflexives = rules.syntax.reflexives
        self.particles = set(clause.particles)
        predicated = frame.kind != "verb"
        self.direct = list(clause.objects if predicated else clause.patients)
        self.indirect = list(clause.recipients)
        self.oblique: list[Argument] = [
            (oblique.prepositions, oblique.token) for oblique in clause.obliques if oblique.token.i not in times
        ]
        predicate = clause.predicate
        if predicate is not None and frame.kind in {"adjective", "role", "participle"}:
            self._open(predicate)
        elif predicate is not None and predicate_prepositions(predicate):
            before = predicate_prepositions(predicate)
            if " ".join([*before, predicate.lower_]) not in rules.syntax.adverbial:
                self.oblique = [(before, predicate)]  # "among the dearest goods in Europe" is not "in Europe"
        elif predicate is not None:
            self.direct.append(predicate)
            self.oblique = [] if frame.kind == "verb" else self.oblique  # "the relief is great in town"

    def match(self) -> Match | None:
        frame, match = self.frame, Match(self.frame)
        if frame.reflexive != self.clause.reflexive or not self._spelled(frame.particles) or self._other_verb():
            return None
        for word in frame.words:
            found = self._word(word)
            if found is None:
                return None
            match.words.append(found)
            self._open(found)
        for slot in frame.slots:
            if not self._fill(match, slot):
                return None
        if frame.kind == "verb" and self._left_over():
            return None
        if frame.infinitive is not None:
            match.complement = self._infinitive(frame.infinitive)
            if match.complement is None:
                return None
        return self._domain(match)

    def _left_over(self) -> bool:
        """Is there an object that the trigger has no place for: "heard somebody on the left" is not "hear on"?"""
        direct = any(slot.place == DIRECT for slot in self.frame.slots)
        mute = {token.i for token in self.clause.objects if token.pos_ in {"PRON", "DET", "NUM"}}  # "won 3–2"
        return not direct and not self.clause.passive and any(token.i not in mute for token in self.direct)

    def _other_verb(self) -> bool:
        """Does a particle right after the verb make it another verb than the trigger's: "die out" is not "die"?"""
        head = self.clause.head
        beyond = [head.doc[i] for i in range(head.i + 1, min(head.i + 3, head.sent.end))]
        after = next((word.lower_ for word in beyond if word.pos_ != PRONOUN), "")  # "hired them out"
        known = {*self.frame.particles, *(word for slot in self.frame.slots for word in slot.prepositions)}
        known |= {word for noun in self.frame.words for word in noun.prepositions}
        around = self.particles | {word for words, _ in self.oblique for word in words[:-1]}
        return self.frame.kind == "verb" and after in self.separable & around and after not in known

    def _spelled(self, particles: tuple[str, ...]) -> bool:
        around = self.particles | {word for words, _ in self.oblique for word in words[:-1]}
        return set(particles) <= around

    def _open(self, token: Token) -> None:
        """A nominal that belongs to the frame: what hangs on it is on offer too."""
        self.oblique = [(prepositions(child), child) for child in children(token, "nmod", "obl")] + self.oblique

    def _word(self, word: Word) -> Token | None:
        nominals: list[Argument] = [((), token) for token in self.direct] + self.oblique
        for found, token in nominals:
            spelled = word.lemma in {token.lemma_.lower(), token.lower_} or self._inflected(word.lemma, token)
            if spelled and self._fits(word.prepositions, found):
                self.direct = [other for other in self.direct if other.i != token.i]
                self.oblique = [item for item in self.oblique if item[1].i != token.i]
                return token
        return None if word.prepositions else self._modifier(word.lemma)

    def _inflected(self, lemma: str, token: Token) -> bool:
        return token.lower_.startswith(lemma) and token.lower_.removeprefix(lemma) in self.endings

    def _modifier(self, lemma: str) -> Token | None:
        """An adjective or first part of the object that the trigger spells out: "have military base in"."""
        beside = (child for token in self.direct for child in children(token, "amod", "compound"))
        return next((child for child in beside if child.lemma_.lower() == lemma), None)

    def _fits(self, wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
        """Do the words before a nominal (and the particles of the clause) spell the wanted prepositions?"""
        if not wanted:
            return not found
        if len(found) > len(wanted) and " ".join(found[:2]) in self.adverbial:
            return False  # "shot up (i været) on the exchange" is not "shot at"
        return bool(found) and wanted[-1] == found[-1] and set(wanted[:-1]) <= self.particles | set(found[:-1])

    def _fill(self, match: Match, slot: Slot) -> bool:
        token = self._take(slot) or self._take_attached(match, slot)
        if token is not None and slot.role == RANGE:
            match.range = conjuncts(token)
        elif token is not None:
            match.qualifiers.append((slot.role, token))
        elif slot.role == RANGE:
            match.complement = self._complement(slot.prepositions)
            return match.complement is not None
        return token is not None or (slot.role not in TELLING and slot.place != DIRECT)

    def _take(self, slot: Slot) -> Token | None:
        if slot.place == INDIRECT:
            return self.indirect.pop(0) if self.indirect else None
        if slot.place == DIRECT:
            beside = self.direct or (self.indirect if self.frame.words else [])
            return beside.pop(0) if beside else None
        for position, (found, token) in enumerate(self.oblique):
            if self._fits(slot.prepositions, found):
                del self.oblique[position]
                return token
        particle = slot.role == RANGE and set(slot.prepositions) <= self.particles
        return self.direct.pop(0) if particle and self.direct else None

    def _take_attached(self, match: Match, slot: Slot) -> Token | None:
        """A prepositional phrase that the parser hung on the object before it: "asks X for Y", "charged X with Y"."""
        if slot.place != "oblique":
            return None
        hosts = [token for role, token in match.qualifiers] + self.direct + (match.range if slot.role != RANGE else [])
        hosts += self.clause.subjects if self.clause.impersonal else []
        for child in (child for host in hosts for child in children(host, "nmod")):
            if self._fits(slot.prepositions, prepositions(child)):
                match.detached.append(child)
                return child
        return None

    def _domain(self, match: Match) -> Match | None:
        clause = self.clause
        found = (
            clause.doers
            if self.frame.kind == "verb"
            else clause.subjects or (clause.impersonal and clause.objects) or []
        )
        match.domain = [token for subject in found for token in conjuncts(subject)]
        if self.frame.inverted:
            match.domain, match.range = match.range, match.domain
        return match if match.domain or match.range or match.complement is not None else None

    def _infinitive(self, wanted: tuple[str, ...]) -> Clause | None:
        for inner in self.clause.dependents:
            fits = inner.openers == wanted or (not wanted and inner.link == "infinitive")
            if fits and inner.link in {"infinitive", "adverbial"} and not inner.finite:
                return inner
        return None

    def _complement(self, wanted: tuple[str, ...]) -> Clause | None:
        """The clause that stands where the object or the prepositional object would."""
        for inner in self.clause.dependents:
            before = inner.openers
            empty = bool(wanted) and (self.clause.impersonal or self.frame.inverted)  # "it comes out that"
            bare = before == () and set(wanted[:-1]) <= self.particles and not empty
            if inner.link in {"complement", "infinitive"} and (before == wanted or bare):
                return inner
            if wanted and inner.link == "adverbial" and before == wanted:
                return inner
        return None
