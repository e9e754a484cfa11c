"""A clause and what it stands under in, what its own words make of it out: modals, hedges, negation, questions."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from kg.extract.clause import Clause
from kg.extract.context import FORETOLD, OPEN, UNTOLD, Context, speaks, weaken
from kg.extract.cues import Cues
from kg.extract.phrases import Phrases
from kg.extract.tree import children, has
from kg.model import Factuality, Polarity


class Mood:
    """The moods of the clauses of one document."""

    def __init__(self, cues: Cues, phrases: Phrases, timed: frozenset[int]) -> None:
        self.cues = cues
        self.phrases = phrases
        self.timed = timed
        self.hedges = [(entry, hedge) for entry, hedge in cues.adverbs.items() if " " in entry]

    def own(self, clause: Clause, outer: Context) -> Context:
        context = weaken(outer, Factuality.HYPOTHETICAL, "?") if self._asks(clause) else outer
        announcing = self.cues.effect(clause) is not None and clause.objects  # "threatens a strike if"
        if not announcing and any(self.conditional(inner) for inner in clause.dependents):
            context = weaken(context, Factuality.HYPOTHETICAL, "")
        for auxiliary in clause.auxiliaries:
            name = self._modal(clause, auxiliary, outer)
            foretold = name is Factuality.PLANNED and not self._agent(clause)
            context = weaken(context, name, auxiliary.lemma_, UNTOLD if foretold else OPEN)
        for adverb in [*clause.adverbs, *self._before(clause)]:
            hedge = self.cues.adverbs.get(adverb.lower_)
            if hedge is not None:
                context = weaken(context, Factuality(hedge["factuality"]), adverb.lower_, FORETOLD)
                context = context.negated() if hedge.get("negative") else context
        for phrase, hedge in self._phrases(clause):
            context = weaken(context, Factuality(hedge["factuality"]), phrase)
            context = context.negated() if hedge.get("negative") else context
        for noun in [*clause.subjects, *clause.objects]:
            for adjective in children(noun, "amod"):
                taken_back = self.cues.attributes.get(adjective.lemma_.lower())
                context = weaken(context, taken_back, adjective.lower_) if taken_back else context
        return context.negated() if self.negative(clause) or self._either(clause) else context

    def _phrases(self, clause: Clause) -> list[tuple[str, Any]]:
        """The hedges of several words among a clause's own: "by all accounts"."""
        start, end = clause.span
        inner = {token.i for below in clause.dependents if below.finite for token in below.head.subtree}
        own = " ".join(clause.head.doc[i].lower_ for i in range(start, end) if i not in inner)
        return [(entry, hedge) for entry, hedge in self.hedges if f" {entry} " in f" {own} "]

    def _modal(self, clause: Clause, auxiliary: Token, outer: Context) -> Factuality:
        """What a modal makes of its clause by its tense and whether the clause is perfect or reported."""
        modal = self.cues.modals.get(auxiliary.lemma_)
        if modal is None or has(auxiliary, "VerbForm=Part"):  # "has had to" is done
            return Factuality.ASSERTED
        perfect = any(aux.lemma_ in self.cues.have or has(aux, "VerbForm=Part") for aux in clause.auxiliaries)
        done = has(clause.head, "VerbForm=Part") and not clause.passive and clause.auxiliaries[-1:] == [auxiliary]
        perfect = perfect or done  # "could done it"
        past, of_oneself = has(auxiliary, "Tense=Past"), any(has(token, "Person=1") for token in clause.subjects)
        reported = outer.factuality is Factuality.CLAIMED and not of_oneself
        state = clause.passive and any(aux.lemma_ in self.cues.be for aux in clause.auxiliaries[-1:])
        outcome = past and self._follows(clause)
        hearsay = reported and not past and clause.lemma in self.cues.stative
        saying = not past and self.cues.effect(clause) is not None and bool(clause.objects)  # "we can rule it out"
        simple = {"saying": saying, "outcome": outcome}
        simple |= {"past": past, "state": (state and not past) or hearsay, "reported": reported}
        cases = {"past_perfect": past, "perfect": True} if perfect else simple
        return Factuality(
            next((modal[case] for case, holds in cases.items() if holds and case in modal), modal["factuality"])
        )

    def _follows(self, clause: Clause) -> bool:
        """Is it what came of what was told before: "thus she could cheer", "X missed, and Y could score"?"""
        first, above = clause.head.doc[clause.span[0]], clause.governor
        joined = clause.link == "coordinate" and above is not None and self.past(above)
        if above is not None and clause.link in {"complement", "adverbial"} and self.past(above):
            around = self.cues.around(above, clause)  # "made it happen that they could take it"
            joined = self.cues.implicative.get(above.lemma, around) is Polarity.POSITIVE
        opened = first.lower_ in self.cues.outcomes or first.i in self.timed  # "on Saturday night she could"
        return joined or (clause.link == "root" and opened)

    def _agent(self, clause: Clause) -> bool:
        """Is the subject one that can plan? What a cited expert says a tax will do is claimed, not planned."""
        found = (self.phrases.mention(token) for token in clause.subjects)
        return any(mention is not None and speaks(mention) for mention in found)

    def _either(self, clause: Clause) -> bool:
        """Is a clause joined by "or" to a negated one: "did not visit X or meet Y"?"""
        above = clause.governor
        joined = {word.lower_ for word in children(clause.head, "cc")} & self.cues.alternatives
        return clause.link == "coordinate" and bool(joined) and above is not None and self.negative(above)

    @staticmethod
    def _before(clause: Clause) -> list[Token]:
        """Adverbs that stand before what opens a clause: "allegedly because"."""
        openers = children(clause.head, "mark")
        return [adverb for opener in openers for adverb in children(opener, "advmod")]

    def conditional(self, clause: Clause) -> bool:
        """Opened by "if", or by its verb before the main clause: "Had he won, ..."."""
        if clause.link != "adverbial" or not clause.finite or self.cues.asks_which(clause):
            return False
        opening = self.cues.opens(clause, self.cues.conditional)
        if opening == " ".join(clause.openers) and self.cues.content(clause):
            return False  # "advarer om at"
        first, above = clause.head.doc[clause.span[0]], clause.governor
        inverted = has(first, "VerbForm=Fin") and not clause.marks and above is not None and first.i < above.span[0] + 1
        return bool(opening) or (inverted and above is not None and clause.head.i < above.head.i)

    @staticmethod
    def _asks(clause: Clause) -> bool:
        return clause.link == "root" and clause.head.sent.text.rstrip(" »\"'”").endswith("?")

    def negative(self, clause: Clause) -> bool:
        words = [word for adverb in clause.adverbs for word in (adverb, *children(adverb, "advmod"))]  # "no longer"
        words += children(clause.head, "cc")  # "neither X nor Y"
        for token in [*clause.subjects, *clause.objects, *([clause.predicate] if clause.predicate else [])]:
            words += [token, *children(token, "det", "advmod", "cc")] if token.i != clause.head.i else []
        negations = [word for word in words if word.lower_ in self.cues.negation]
        genuine = [w for w in negations if w.i + 1 >= len(w.doc) or w.nbor().lower_ not in self.cues.cancelled]
        return len(genuine) % 2 == 1

    def past(self, clause: Clause) -> bool:
        """Is it told in the past, without a modal?"""
        modal = any(auxiliary.lemma_ in self.cues.modals for auxiliary in clause.auxiliaries)
        return not modal and any(has(word, "Tense=Past") for word in (clause.head, *clause.auxiliaries))
