"""A clause in, its context out: how it is put (factuality, polarity), who says so and the word that tells."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.attribution import Attribution
from kg.extract.clause import Clause
from kg.extract.context import Context, speaks, told, weaken
from kg.extract.cues import Cues
from kg.extract.mood import Mood
from kg.extract.tree import children, has, relation
from kg.model import Factuality, Mention, Polarity

SOURCED = frozenset(Factuality) - {Factuality.ASSERTED, Factuality.PLANNED, Factuality.HYPOTHETICAL}


class Contexts:
    """The contexts of the clauses of one document, each found once."""

    def __init__(self, cues: Cues, attribution: Attribution, timed: frozenset[int]) -> None:
        self.cues = cues
        self.attribution = attribution
        self.mood = Mood(cues, attribution.phrases, timed)
        self.outer: dict[int, Context] = {}

    def of(self, clause: Clause) -> Context:
        """The clause's own context: what it stands under, then its modals, adverbs and negation."""
        return self.mood.own(clause, self.imposed(clause))

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
        if not clause.finite and above.lemma in self.cues.accusing and (clause.openers or clause.marks):
            accuser = self.attribution.speaker(above) if not above.passive else None
            return Context(Factuality.CLAIMED, source=accuser or self.imposed(above).source, cue=above.lemma)
        if self._set_off(clause):
            return told(self.imposed(above))
        if clause.link in {"complement", "infinitive"}:
            return self._complement(clause, above)
        if clause.link == "adverbial":
            return self._adverbial(clause, above)
        if clause.link in {"relative", "modifier"}:
            return self._describing(clause, above)
        return self._joined(clause, above) if clause.link == "coordinate" else self.imposed(above)

    def _joined(self, clause: Clause, above: Clause) -> Context:
        """What a clause joined to another by a conjunction stands under: what that does, as a rule."""
        if not clause.finite:
            return self.of(above)
        if self.cues.content(clause) and self.cues.effect(above) is not None:
            return self._complement(replace(clause, link="complement"), above)  # "thinks X came, and that Y did"
        if clause.auxiliaries and clause.auxiliaries == above.auxiliaries:
            return replace(self.of(above), polarity=self.imposed(above).polarity)  # "if need be X may leave and join Y"
        local = above.head.i in self.attribution.local and clause.subjects and clause.subjects != above.subjects
        return Context() if local else self.imposed(above)

    @staticmethod
    def _set_off(clause: Clause) -> bool:
        """Is it a bare participle beside its clause: "must appear in court, charged with"?"""
        alone = not (clause.auxiliaries or clause.marks or clause.openers)
        comma = clause.link == "adverbial" or any(word.text == "," for word in children(clause.head, "punct"))
        return clause.link in {"adverbial", "infinitive"} and has(clause.head, "VerbForm=Part") and alone and comma

    def _describing(self, clause: Clause, above: Clause) -> Context:
        """A relative clause is told by whoever is cited for what is around it, or else by the article itself; a clause
        that is the content of a noun ("the claim that", "plans to") is what the noun makes it."""
        outer = told(self.imposed(above))
        if self._unmet(clause, above):
            return replace(outer, factuality=Factuality.HYPOTHETICAL)
        if outer.source is not None and outer.source == self.attribution.phrases.mention(clause.host or clause.head):
            outer = Context()  # "it says in a report that X published": what it is itself
        noun, infinitive = clause.host, has(clause.head, "VerbForm=Inf") and not clause.finite
        if noun is None or not (infinitive or self.cues.content(clause) or self.cues.asks(clause)):
            called = self._called(noun, above)
            return (
                Context(Factuality.CLAIMED, source=self.attribution.speaker(above), cue=above.lemma)
                if called
                else outer
            )
        if self.cues.asks(clause):
            return replace(outer, factuality=Factuality.HYPOTHETICAL, cue="")  # "advice on whether"
        document = Factuality.CLAIMED if self.attribution.is_document(noun) else None
        default = Factuality.PLANNED if infinitive else document
        effect = self.cues.nouns.get(noun.lemma_.lower(), default)
        effect = document or effect if effect is Factuality.ASSERTED else effect
        if effect is None:
            return outer
        if infinitive and self.mood.negative(above) and noun in above.objects:
            return replace(outer, polarity=Polarity.NEGATIVE)  # "has no time to wait"
        if infinitive and effect is Factuality.ASSERTED:
            return self.of(above)  # "is in the process of"
        if noun in above.objects and self.cues.effect(above) is Factuality.DENIED:
            return Context(Factuality.DENIED, source=self.attribution.speaker(above), cue=above.lemma)
        return Context(effect, source=self._issuer(noun, above, effect) or outer.source, cue=noun.lemma_)

    def _unmet(self, clause: Clause, above: Clause) -> bool:
        """Does it describe what there is none of: "never got information that was not public"?"""
        noun = clause.host
        indefinite = noun is not None and noun in above.objects and not self.attribution.phrases.definite(noun)
        return indefinite and self.mood.negative(above) and clause.link == "relative"

    def _called(self, noun: Token | None, above: Clause) -> bool:
        """Is the noun what somebody calls another: "called X a man who"?"""
        return (
            noun is not None
            and relation(noun) in {"xcomp", "obl"}
            and noun.head.i == above.head.i
            and self.cues.effect(above) is Factuality.CLAIMED
            and not has(noun, "Definite=Def")
        )

    def _issuer(self, noun: Token, above: Clause, effect: Factuality) -> Mention | None:
        """Who says what a noun says: whoever it is from, or whoever utters it where nobody else is cited."""
        if effect not in SOURCED:
            return None
        issuer = self.attribution.issuer(noun)
        if issuer != self.attribution.phrases.mention(noun):
            return issuer
        if above.impersonal and self.attribution.is_document(noun):
            return issuer  # "it appears from the report that"
        cited = self.imposed(above).source
        return cited or (self.attribution.speaker(above) if noun in above.objects else None)

    def _complement(self, clause: Clause, above: Clause) -> Context:
        outer, around = self.of(above), self.cues.around(above, clause)
        if (lent := self._lent(clause, above, outer, around)) is not None:
            return lent
        effect = self._effect(above, clause)
        if clause.finite and self.cues.opens(clause, self.cues.presupposing):
            return told(outer)  # "how it got there is not known"
        if clause.finite and self.cues.opens(clause, self.cues.question) and not self.cues.content(clause):
            effect = Factuality.HYPOTHETICAL
        if effect is None:
            return outer
        if outer.polarity is Polarity.NEGATIVE or self.cues.doubting.get(above.lemma, around):
            return self._unsaid(above, effect, outer, around)
        if effect is Factuality.PLANNED and outer.factuality is Factuality.CLAIMED:
            return outer  # what somebody is said to have tried or wanted is told by whoever says so
        told_of_another = effect is Factuality.PLANNED and clause.link == "complement"  # "hopes that X goes"
        source = self.attribution.speaker(above) if effect in SOURCED or told_of_another else None
        if outer.source is not None and source is not None and not speaks(source):
            source = outer.source  # "X thinks that the work shows that"
        return Context(effect, source=source or outer.source, cue=above.lemma)

    def _lent(self, clause: Clause, above: Clause, outer: Context, around: frozenset[str]) -> Context | None:
        """The complement of a verb that only says how real it is: "managed to", "seems to", "it looked as if"."""
        if clause.finite:
            seeming = self.cues.raising.get(above.lemma, around)
            return weaken(outer, seeming, above.lemma) if seeming is not None else None
        if clause.link == "complement":
            return None
        sign = self.cues.implicative.get(above.lemma, around)
        longer = self.cues.complement.words(above.lemma, around) > self.cues.implicative.words(above.lemma, around)
        if sign is not None and not longer:  # "was given an order to", more than "was given to"
            return outer if sign is Polarity.POSITIVE else outer.negated()
        raised = self.cues.raising.get(above.lemma, around)
        return weaken(outer, raised, above.lemma) if raised is not None else None

    def _unsaid(self, above: Clause, effect: Factuality, outer: Context, around: frozenset[str]) -> Context:
        """The complement of a negated verb: what "does not deny" claims, what "does not think" denies of oneself, and
        what is not said, promised or feared may yet be."""
        source = self.attribution.speaker(above) or outer.source
        negated = self.cues.raising_negation if outer.polarity is Polarity.NEGATIVE else self.cues.doubting
        if negated.get(above.lemma, around):
            return Context(effect, Polarity.NEGATIVE, source, above.lemma)
        owned = effect is Factuality.DENIED and not self.cues.excluding.get(above.lemma, around)
        return Context(Factuality.CLAIMED if owned else Factuality.POSSIBLE, source=source, cue=above.lemma)

    def _effect(self, above: Clause, clause: Clause) -> Factuality | None:
        """What a verb or predicate says of the clause after it."""
        return self.cues.effect(above, clause) or self._adjective(above)

    def _adjective(self, above: Clause) -> Factuality | None:
        """What a predicative adjective or participle says of its complement: "er klare til å"."""
        return self.cues.adjectives.get(above.predicate.lemma_) if above.predicate is not None else None

    def _adverbial(self, clause: Clause, above: Clause) -> Context:
        outer = self.imposed(above)
        content = self._governed(clause, above) if not clause.finite else self._content(clause, above)
        if content or self._feared(clause, above):
            return self._complement(clause, above)
        purpose = self.cues.opens(clause, self.cues.purpose)
        if purpose and clause.finite and self.mood.past(clause):
            return told(outer)  # "thanked them for having come"
        if purpose:  # "sentenced for having": what was done, not what for
            cited = outer.factuality is Factuality.CLAIMED  # what for, too, is told by whoever tells the deed
            return outer if clause.perfect or cited else weaken(outer, Factuality.PLANNED, purpose)
        if not clause.finite and (beside := self._beside(clause, above)) is not None:
            return beside
        if clause.finite and self.cues.opens(clause, self.cues.pending):
            present = any(has(word, "Tense=Pres") for word in [clause.head, *clause.auxiliaries])
            ahead = any(word.lemma_ in self.cues.modals for word in [*above.auxiliaries, *clause.auxiliaries])
            before = bool(self.cues.opens(clause, self.cues.unreached))
            ahead = ahead or before
            main = self.of(above)
            planned = before and (main.factuality, main.polarity) == (Factuality.PLANNED, Polarity.POSITIVE)
            then = (
                Factuality.PLANNED if planned else Factuality.HYPOTHETICAL
            )  # "will be shown in X before it goes to Y"
            return replace(outer, factuality=then) if present and ahead else told(outer)
        if clause.finite and self.cues.opens(clause, self.cues.given | self.cues.factual):
            return told(outer)
        if clause.finite and clause.openers and {*clause.marks} & self.cues.question:
            return replace(outer, factuality=Factuality.HYPOTHETICAL)  # "answer as to whether"
        if not self.mood.conditional(clause):
            return outer
        condition = self.cues.opens(clause, self.cues.conditional)
        return replace(outer, factuality=Factuality.HYPOTHETICAL, cue=condition)

    def _beside(self, clause: Clause, above: Clause) -> Context | None:
        """What an infinitive after a preposition is: not done, or as real as what it is done by or for."""
        if {*clause.openers, *clause.marks} & self.cues.without:
            return self.of(above).negated()
        if self.cues.opens(clause, self.cues.means):
            return replace(self.of(above), polarity=self.imposed(above).polarity)  # "by moving them they would save"
        told = self.cues.opens(clause, self.cues.given | self.cues.factual | self.cues.pending)
        return self.of(above) if clause.openers and not told else None  # "will spend it on leaving"

    def _content(self, clause: Clause, above: Clause) -> bool:
        """Is a finite clause set apart by a preposition what its verb says: "points to the fact that"?"""
        seeming = self.cues.raising.get(above.lemma, self.cues.around(above, clause)) is not None
        return self.cues.content(clause) and (seeming or self.cues.governs(above, clause.openers))

    def _governed(self, clause: Clause, above: Clause) -> bool:
        """Is an infinitive set apart by a preposition the complement of its verb or predicate: "ser ut til å"?"""
        if {*clause.openers, *clause.marks} & self.cues.without:
            return False  # "went on without knowing"
        if self.cues.opens(clause, self.cues.given | self.cues.factual | self.cues.pending):
            return False  # "says X after having won"
        opened = bool(clause.openers) or above.predicate is not None
        purpose = self.cues.opens(clause, self.cues.purpose)
        if purpose:
            passing = self.cues.raising.get(above.lemma, self.cues.around(above, clause))  # "utgi seg for å være"
            governed = self.cues.governs(above, clause.openers) or self.cues.manages(above, clause)
            return passing is not None or governed
        return self.cues.lends(above, clause) or (opened and self._effect(above, clause) is not None)

    def _feared(self, clause: Clause, above: Clause) -> bool:
        """ "Afraid for": not what for, but of what."""
        words = set(clause.openers)
        return self._effect(above, clause) is Factuality.FEARED and words <= self.cues.around(above, clause)
