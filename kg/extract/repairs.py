"""Clauses as parsed in, clauses mended by what their words and the block they stand in tell, out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.clause import Clause, Oblique
from kg.extract.frames import suffered
from kg.extract.kinds import UNKNOWN
from kg.extract.phrases import Phrases
from kg.extract.rules import Rules
from kg.extract.tree import children, has, prepositions
from kg.extract.wordlists import WordLists
from kg.model import Form
from kg.ontology import ontology

THINGS = frozenset({UNKNOWN, "Product", "Work", "Agreement"})


class Repairs:
    """What is mended in the clauses of one document; `headlines` are the bounds of its headlines in characters."""

    def __init__(self, rules: Rules, words: WordLists, phrases: Phrases, headlines: Sequence[tuple[int, int]]) -> None:
        self.frames = rules.frames
        self.cues = rules.cues
        self.words = words
        self.phrases = phrases
        self.headlines = headlines

    def mended(self, clauses: list[Clause]) -> list[Clause]:
        """The clauses of a sentence, mended in place."""
        for clause in clauses:
            self._headline_passive(clause)
            self._participial(clause)
            self._lent(clause)
            self._presented(clause)
            self._existing(clause)
            self._fronted(clause)
            self._materials(clause)
        return clauses

    def _headline_passive(self, clause: Clause) -> None:
        """ "Man charged with murder": a headline leaves the auxiliary out, and parsers take the participle for a past
        tense; of what befalls somebody it is none where no object is told."""
        headed = any(start <= clause.head.idx < end for start, end in self.headlines)
        bare = clause.link == "root" and clause.subjects and not (clause.objects or clause.auxiliaries)
        ambiguous = clause.head.lower_.endswith(self.words.participle_endings)
        given = clause.subjects and clause.objects and not clause.auxiliaries
        if headed and given and ambiguous and self.frames.of("passive", clause.lemma):
            clause.passive = True  # "newcomer awarded the prize"
        past = has(clause.head, "Tense=Past") and clause.lemma != clause.head.lower_
        if headed and bare and past and ambiguous and not clause.passive:
            frames = (frame.predicate for frame in self.frames.of("verb", clause.lemma))
            clause.passive = any(suffered(predicate) for predicate in frames)

    def _participial(self, clause: Clause) -> None:
        """ "Is in custody, charged with having": a participle without a verb of its own is what befell its subject."""
        bare = clause.link in {"infinitive", "adverbial"} and not (
            clause.auxiliaries or clause.objects or clause.perfect
        )
        if bare and has(clause.head, "VerbForm=Part") and not clause.passive:
            befell = any(suffered(frame.predicate) for frame in self.frames.of("verb", clause.lemma))
            clause.passive = befell and clause.lemma != clause.head.lower_

    def _lent(self, clause: Clause) -> None:
        """ "La være å": a bare infinitive that makes the verb before it another one is a part of it."""
        for inner in clause.dependents:
            bare = has(inner.head, "VerbForm=Inf") and not (inner.marks or inner.objects or inner.obliques)
            if bare and self.cues.implicative.holds(clause.lemma, frozenset({inner.lemma})):
                clause.adverbs.append(inner.head)

    def _presented(self, clause: Clause) -> None:
        """ "There were found weapons": what an impersonal passive presents is its subject."""
        verb = has(clause.head, "VerbForm=Part") or has(clause.head, "Voice=Pass")
        presented = verb and clause.passive and clause.impersonal and not clause.subjects
        lasting = any(token.lower_ in self.words.durations for token in clause.objects)  # "two days were set aside"
        told = clause.adverbs or any(children(token, "amod", "nummod") for token in clause.objects)
        if presented and not lasting and (told or clause.lemma not in self.words.light_verbs):
            clause.subjects, clause.objects = clause.objects, []

    def _existing(self, clause: Clause) -> None:
        """ "There is great doubt about the plan": what it is about, for or against hangs on the verb."""
        there = clause.impersonal and clause.lemma in self.words.empty_verbs and clause.predicate is None
        if not there or len(clause.subjects) != 1 or clause.objects or clause.obliques:
            return
        noun = clause.subjects[0]
        known = (child for child in children(noun, "nmod") if prepositions(child))
        hung = [child for child in known if child.i in self.phrases.names or self.phrases.definite(child)]
        quality = noun.pos_ == "NOUN" and children(noun, "amod") and not children(noun, "acl", "conj")
        if quality and len(hung) == 1:
            self.phrases.detach(hung)
            clause.obliques.append(Oblique(hung[0], prepositions(hung[0])))

    def _fronted(self, clause: Clause) -> None:
        """ "The journey paid the club": of verbs of what people do, a thing before them is the object."""
        one = len(clause.subjects) == len(clause.objects) == 1 and not clause.passive
        if not one or clause.lemma not in self.words.agentive or clause.subjects[0].i > clause.head.i:
            return
        first, second = (self.phrases.mention(token) for token in (clause.subjects[0], clause.objects[0]))
        if first is None or second is None or first.form is not Form.DESCRIPTION or not second.definite:
            return
        if first.kind in THINGS and ontology().is_a(second.kind, "Agent"):
            clause.subjects, clause.objects = clause.objects, clause.subjects

    def _materials(self, clause: Clause) -> None:
        """Things are made of what is no agent, and places do nothing: "built of old wheels", "helped off the pitch"."""
        made, moved = clause.lemma in self.words.making, []
        for agent in clause.agents:
            kind = self.phrases.kinds.of_noun(agent.lemma_)
            described = agent.pos_ == "NOUN" and agent.i not in self.phrases.names
            idle = made or (kind == "Place" and self.phrases.definite(agent))
            if described and idle and not ontology().is_a(kind, "Agent"):
                moved.append(agent)
        clause.agents = [agent for agent in clause.agents if agent not in moved]
        clause.obliques += [Oblique(agent, prepositions(agent)) for agent in moved]
