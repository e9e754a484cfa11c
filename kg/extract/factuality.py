"""A clause in, its context out: how it is put (factuality, polarity), who says so and the word that tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.attribution import Attribution
from kg.extract.cues import Cues
from kg.extract.syntax import Clause
from kg.extract.tree import children, has, prepositions
from kg.model import Factuality, Mention, Polarity

SOURCED = frozenset(
    {Factuality.CLAIMED, Factuality.DENIED, Factuality.REQUESTED, Factuality.FEARED, Factuality.POSSIBLE}
)


@dataclass(frozen=True, slots=True)
class Context:
    factuality: Factuality = Factuality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    source: Mention | None = None
    cue: str = ""

    def negated(self) -> Context:
        flipped = Polarity.NEGATIVE if self.polarity is Polarity.POSITIVE else Polarity.POSITIVE
        return replace(self, polarity=flipped)


class Contexts:
    """The contexts of the clauses of one document, each found once."""

    def __init__(self, cues: Cues, attribution: Attribution) -> None:
        self.cues = cues
        self.attribution = attribution
        self.outer: dict[int, Context] = {}

    def of(self, clause: Clause) -> Context:
        """The clause's own context: what it stands under, then its modals, adverbs and negation."""
        return self._own(clause, self.imposed(clause))

    def imposed(self, clause: Clause) -> Context:
        """What the clause stands under, its own words left aside."""
        if clause.head.i not in self.outer:
            self.outer[clause.head.i] = self._imposed(clause)
        return self.outer[clause.head.i]

    def _imposed(self, clause: Clause) -> Context:
        above = clause.governor
        cited = self.attribution.source(clause)
        if cited is not None:
            return Context(Factuality.CLAIMED, source=cited.source, cue=cited.cue)
        if above is None:
            return Context()
        if clause.link in {"complement", "infinitive"}:
            return self._complement(clause, above)
        if clause.link == "adverbial":
            return self._adverbial(clause, above)
        if clause.link in {"relative", "modifier"}:
            return self._describing(clause, above)
        if clause.link == "coordinate" and not clause.finite:
            return self.of(above)
        return self.imposed(above)

    def _describing(self, clause: Clause, above: Clause) -> Context:
        """A relative clause keeps the source it is told by; an infinitive after a noun is what the noun makes it."""
        outer = self.imposed(above)
        kept = Factuality.CLAIMED if outer.source and outer.factuality in SOURCED else Factuality.ASSERTED
        if clause.link == "modifier" and has(clause.head, "VerbForm=Inf") and clause.host is not None:
            kept = self.cues.nouns.get(clause.host.lemma_, Factuality.PLANNED)
        return Context(kept, source=outer.source, cue=outer.cue)

    def _complement(self, clause: Clause, above: Clause) -> Context:
        outer, around = self.of(above), self.cues.around(above, clause)
        if clause.link != "complement":
            sign = self.cues.implicative.get(above.lemma, around)
            if sign is not None:
                return outer if sign is Polarity.POSITIVE else outer.negated()
            raised = self.cues.raising.get(above.lemma, around)
            if raised is not None:
                return self._weaken(outer, raised, above.lemma)
        effect = self.cues.effect(above, clause) or self._adjective(above)
        if effect is None:
            return outer
        if clause.finite and self.cues.opens(clause, self.cues.question):
            effect = Factuality.HYPOTHETICAL
        if outer.polarity is Polarity.NEGATIVE:
            effect = Factuality.CLAIMED if effect is Factuality.DENIED else Factuality.HYPOTHETICAL
        source = self.attribution.speaker(above) if effect in SOURCED else None
        return Context(effect, source=source or outer.source, cue=above.lemma)

    def _adjective(self, above: Clause) -> Factuality | None:
        """What a predicative adjective or participle says of its complement: "er klare til å"."""
        return self.cues.adjectives.get(above.predicate.lemma_) if above.predicate is not None else None

    def _adverbial(self, clause: Clause, above: Clause) -> Context:
        outer = self.imposed(above)
        purpose = self.cues.opens(clause, self.cues.purpose)
        if purpose:
            return replace(outer, factuality=Factuality.PLANNED, cue=purpose)
        if self.cues.opens(clause, self.cues.without) or set(prepositions(clause.head)) & self.cues.without:
            return self.of(above).negated()
        if not clause.finite and (prepositions(clause.head) or above.predicate is not None):
            effect = self.cues.effect(above, clause) or self._adjective(above)
            if effect is not None:
                return self._complement(clause, above)
        if clause.finite and self.cues.opens(clause, self.cues.given):
            return Context()
        condition = self.cues.opens(clause, self.cues.conditional) if clause.finite else ""
        return replace(outer, factuality=Factuality.HYPOTHETICAL, cue=condition) if condition else outer

    def _own(self, clause: Clause, outer: Context) -> Context:
        context = outer
        if any(self._conditional(inner) for inner in clause.dependents):
            context = self._weaken(context, Factuality.HYPOTHETICAL, "")
        for auxiliary in clause.auxiliaries:
            modal = self.cues.modals.get(auxiliary.lemma_)
            if modal is not None:
                perfect = any(aux.lemma_ in self.cues.have for aux in clause.auxiliaries)
                name = modal.get("perfect", modal["factuality"]) if perfect else modal["factuality"]
                context = self._weaken(context, Factuality(name), auxiliary.lemma_)
        for adverb in clause.adverbs:
            hedge = self.cues.adverbs.get(adverb.lower_)
            if hedge is not None:
                context = self._weaken(context, Factuality(hedge["factuality"]), adverb.lower_)
                context = context.negated() if hedge.get("negative") else context
        if self._asks(clause):
            context = self._weaken(context, Factuality.HYPOTHETICAL, "?")
        return context.negated() if self._negative(clause) else context

    @staticmethod
    def _weaken(context: Context, factuality: Factuality, cue: str) -> Context:
        """A clause's own cue counts where the outside leaves it asserted or merely claimed."""
        if factuality is Factuality.ASSERTED or context.factuality not in {Factuality.ASSERTED, Factuality.CLAIMED}:
            return context
        return replace(context, factuality=factuality, cue=cue or context.cue)

    def _conditional(self, clause: Clause) -> bool:
        return clause.link == "adverbial" and clause.finite and bool(self.cues.opens(clause, self.cues.conditional))

    @staticmethod
    def _asks(clause: Clause) -> bool:
        return clause.link == "root" and clause.head.sent.text.rstrip(" »\"'”").endswith("?")

    def _negative(self, clause: Clause) -> bool:
        words: list[Token] = list(clause.adverbs)
        for token in [*clause.subjects, *clause.objects, *([clause.predicate] if clause.predicate else [])]:
            words += [token, *children(token, "det", "advmod", "cc")] if token.i != clause.head.i else []
        negations = [word for word in words if word.lower_ in self.cues.negation]
        genuine = [w for w in negations if w.i + 1 >= len(w.doc) or w.nbor().lower_ not in self.cues.cancelled]
        return len(genuine) % 2 == 1
