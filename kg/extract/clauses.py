"""Clauses in, claims out: the ontology's frames first, an open relation for whatever no frame catches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations, product

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.confidence import AGENTLESS, AIMED, FRAMED, UNSURE
from kg.extract.context import Context, weaken
from kg.extract.frames import RANGE, suffered
from kg.extract.handing import handed
from kg.extract.harm import harming
from kg.extract.matching import Match, matches
from kg.extract.nouns import dated
from kg.extract.relation import INVOLVES, Relation
from kg.extract.relations import benefactive, open_relation
from kg.extract.senses import other_sense
from kg.extract.spared import either, hollow, obliged, untold
from kg.extract.tree import children, conjuncts, has, text_bounds
from kg.model import Claim, Factuality, Form, Mention, Polarity, Qualifier, Value
from kg.ontology import ontology

NAME = "clauses"
STATEMENT, THING, AGE = "Statement", "Thing", "hasAge"
AMOUNT, COMPANION, INSTRUMENT, POSITION = "amount", "companion", "instrument", "position"
ENDINGS = frozenset({"diedIn", "resignsFrom"})
"""What is news of one party alone."""
PLACED = frozenset({"time", "place"})
STRICT = frozenset({"Place", "GeopoliticalEntity", "Organization", "Group", "Event", "Work"})
"""Classes that one must be known to be of: one sits in a parliament, but on a chair."""
BEATEN = frozenset({"defeats"})  # of things its verbs mean another thing: "beat the drum"
CIRCUMSTANCES = PLACED | {"companion", "theme", "instrument", "reason", "position"}
LONGEST_CONTENT = 20
"""Words of what somebody promises or demands that are kept as they stand."""


def claims(analysis: Analysis) -> Iterator[Claim]:
    """Every claim of every clause, inner clauses before the ones that speak of them."""
    teller = _Teller(analysis)
    for clause in analysis.clauses:
        yield from teller.tell(clause)


def _of_another(subject: Mention | None, target: Mention | Claim | Value | None, domain: list[Mention | None]) -> bool:
    """Is the content about another one of several subjects: "X and Y promise to go" is X's promise that X goes?"""
    return isinstance(target, Claim) and target.subject in domain and target.subject != subject


def _sureness(known: bool | None, domain: bool) -> float:
    """The confidence of a frame whose kinds are known to fit or not, and whose doer is named or not."""
    if not domain:
        return AGENTLESS
    return FRAMED if known else UNSURE


class _Teller:
    """Tells the claims of clauses, each clause once; `own` are a clause's claims without those inside them."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.told: dict[int, list[Claim]] = {}
        self.own: dict[int, list[Claim]] = {}

    def tell(self, clause: Clause) -> list[Claim]:
        if clause.head.i not in self.told:
            self.told[clause.head.i] = []
            self.told[clause.head.i] = self._tell(clause)
        return self.told[clause.head.i]

    def _tell(self, clause: Clause) -> list[Claim]:
        analysis = self.analysis
        silent = analysis.attribution.reporting | analysis.attribution.questions
        if clause.head.i in silent or untold(analysis, clause):
            return []
        context = self._foreseen(clause, analysis.contexts.of(clause))
        if context.polarity is Polarity.NEGATIVE and not clause.finite and obliged(analysis, clause):
            return []  # "without having to"
        if context.polarity is Polarity.POSITIVE and either(analysis, clause):
            context = weaken(context, Factuality.POSSIBLE, "")
        passive_for = has(clause.head, "VerbForm=Part") and benefactive(analysis, clause)
        related = (None if passive_for else self._framed(clause)) or open_relation(analysis, clause)
        if related is None:
            return []
        if self._purpose(clause):
            related.confidence *= AIMED
        if max(len(related.domain), len(related.range)) > 1:
            related.qualifiers = [one for one in related.qualifiers if one.name != AMOUNT]  # they paid it together
        ageless = related.predicate != AGE  # a time beside an age tells of something else
        qualifiers = related.qualifiers + (self._circumstances(clause, related.used) if ageless else [])
        told = related.range or related.predicate != INVOLVES or self._mutual(clause, related)
        if not told and self._says_little(clause, context, qualifiers):
            return []
        found = [
            self._claim(clause, context, related, subject, target, qualifiers)
            for subject, target in self._pairs(clause, related)
        ]
        self.own[clause.head.i] = [claim for claim in found if claim is not None]
        inner = [target for target in related.range if isinstance(target, Claim)]
        things = handed(self.own[clause.head.i], clause.lemma, analysis.mentions(clause.objects))
        return [*inner, *self.own[clause.head.i], *things]

    def _purpose(self, clause: Clause) -> bool:
        cues = self.analysis.contexts.cues
        managed = clause.governor is not None and cues.manages(clause.governor, clause)
        return clause.link == "adverbial" and bool(cues.opens(clause, cues.purpose)) and not managed

    def _pairs(
        self, clause: Clause, related: Relation
    ) -> Iterator[tuple[Mention | None, Mention | Claim | Value | None]]:
        """Who with whom: each subject with each object; several subjects with each other in a mutual relation."""
        known = ontology().properties.get(related.predicate)
        mutual = self._mutual(clause, related)
        if len(related.domain) > 1 and (mutual or (known is not None and known.symmetric and not related.range)):
            yield from (combinations if known is not None and known.symmetric else permutations)(related.domain, 2)
            return
        for subject, target in product(related.domain or [None], related.range or [None]):
            if not _of_another(subject, target, related.domain):
                yield subject, target

    def _mutual(self, clause: Clause, related: Relation) -> bool:
        """Do several do it to each other?"""
        others = [oblique.token for oblique in clause.obliques if not related.range]
        words = (token.lower_ for token in [*clause.objects, *others])
        return len(related.domain) > 1 and any(word in self.analysis.reciprocal for word in words)

    def _says_little(self, clause: Clause, context: Context, qualifiers: list[Qualifier]) -> bool:
        """Does a verb without object relate nothing: "the war rages", "came with flowers"?"""
        telling = {q.name for q in qualifiers} & (
            PLACED if clause.lemma in self.analysis.vague_verbs else CIRCUMSTANCES
        )
        manners = any(adverb.pos_ == "ADJ" for adverb in clause.adverbs)  # "has not slept properly"
        return (manners and context.polarity is Polarity.NEGATIVE) or (not telling and not clause.passive)

    def _foreseen(self, clause: Clause, context: Context) -> Context:
        """The present tense with a time after publication tells a plan: "takes over at New Year"."""
        if context.factuality not in {Factuality.ASSERTED, Factuality.CLAIMED}:
            return context
        present = any(has(word, "Tense=Pres") for word in [clause.head, *clause.auxiliaries])
        # "holds the meeting on 14 May"
        told = [time for noun in clause.objects for _, time in dated(self.analysis, noun)]
        later = any(map(self.analysis.timing.later, [*self.analysis.timing.of(clause), *told]))
        done = clause.perfect or (has(clause.head, "VerbForm=Part") and self._is_state(clause))  # "is postponed to May"
        ahead = present and later and not done and self.analysis.contexts.cues.effect(clause) is None
        return replace(context, factuality=Factuality.PLANNED) if ahead else context

    def _is_state(self, clause: Clause) -> bool:
        set_to = clause.lemma in self.analysis.timing.scheduling  # "is set to 11 October"
        return not set_to and any(word.lemma_ in self.analysis.contexts.cues.be for word in clause.auxiliaries[-1:])

    def _claim(
        self, clause: Clause, context: Context, related: Relation, subject: Mention | None,
        target: Mention | Claim | Value | None, qualifiers: list[Qualifier],
    ) -> Claim | None:  # fmt: skip
        if subject is None and target is None:
            return None
        start, end = self.analysis.evidence(clause)
        counted = next((m.quantity for m in (target, subject) if isinstance(m, Mention) and m.quantity), None)
        extra = [Qualifier("count", counted)] if counted else []
        return Claim(
            predicate=related.predicate, surface=related.surface, start=start, end=end,
            sentence=self.analysis.phrases.sentence(clause.head), subject=subject, object=target,
            factuality=context.factuality, polarity=context.polarity, source=context.source,
            cue=context.cue, qualifiers=tuple(extra + qualifiers), extractor=NAME, confidence=related.confidence,
        )  # fmt: skip

    def _framed(self, clause: Clause) -> Relation | None:
        """The longest frame whose kinds fit."""
        spelled: set[int] = set()
        for match in matches(clause, self.analysis.rules, self.analysis.in_time | self.analysis.engaged(clause)):
            if spelled & {token.i for token in match.range}:
                continue  # "raised the alarm" is not "raised X"
            spelled |= {token.i for token in match.words}
            self.analysis.phrases.detach(match.detached)
            domain = self.analysis.mentions(match.domain) or harming(self.analysis, clause, match)
            ranged = self._range(clause, match)
            empty = bool(match.range) and all(hollow(self.analysis, token) for token in match.range)
            if (match.domain and not domain) or (match.range and not ranged) or not (domain or ranged) or empty:
                continue
            lasting = any(token.lower_ in self.analysis.durations for token in match.domain)  # "ten minutes' ride to"
            if lasting or (not domain and not clause.passive and not match.frame.inverted):
                continue
            if not domain and all(isinstance(target, Value) for target in ranged):
                continue  # "that they are alive is due to": to what is told by another clause
            if other_sense(self.analysis, clause, match, ranged):
                continue
            known = self.analysis.fits(match.frame.predicate, domain, [m for m in ranged if isinstance(m, Mention)])
            things = all(token.pos_ == "NOUN" for token in match.range)
            agentless = not domain and clause.passive and not match.frame.inverted and things
            unfit = known is False and (agentless or self._vague(clause, match))
            if unfit or self._empty(clause, match, bool(domain), bool(ranged)):
                continue
            related = Relation(
                match.frame.predicate, self._surface(clause, match), list(domain), ranged,
                _sureness(known, bool(domain)), match.used | {clause.head.i}, self._qualifiers(match),
            )  # fmt: skip
            described = [mention for mention in domain if mention.form is Form.DESCRIPTION]
            strict = ontology().properties[match.frame.predicate].range <= STRICT or match.frame.predicate in BEATEN
            if known or (known is False and not strict and self.analysis.fits(match.frame.predicate, described, [])):
                return related  # a doer, a place or a body of unknown kind is hardly one
        return None

    def _empty(self, clause: Clause, match: Match, domain: bool, ranged: bool) -> bool:
        """Does the frame relate too little: one party and no circumstance, or a patient of whom little is said by that?

        A passive without agent is worth a property where it is an attack, a legal step or an appointment; elsewhere
        ("evidence was put forward") its own words say more.
        """
        if not ranged:
            mutual = any(token.lower_ in self.analysis.reciprocal for token in match.range)
            alone = mutual or match.frame.predicate in ENDINGS
            around = [one for one in self._circumstances(clause, match.used) if one.name != COMPANION]
            there = any(adverb.lower_ in self.analysis.deictic for adverb in clause.adverbs)  # "died there"
            content = STATEMENT in ontology().properties[match.frame.predicate].range and match.complement is not None
            return there or content or not (alone or match.qualifiers or around)
        general = match.frame.kind == "verb" and not suffered(match.frame.predicate)
        return not domain and clause.passive and not match.frame.inverted and general

    def _vague(self, clause: Clause, match: Match) -> bool:
        """Is the verb one that says little, and nothing else in the frame tells that this is the property?"""
        return clause.lemma in self.analysis.vague_verbs and not match.words

    def _range(self, clause: Clause, match: Match) -> list[Mention | Claim | Value | None]:
        if match.complement is not None:
            return list(self._content(match.complement)) or self._words(match.complement)
        if any(token.lower_ in self.analysis.propositional for token in match.range):
            denied = self._taken_up(clause)
            if denied:
                return list(denied)
        return list(self.analysis.mentions(match.range))

    def _content(self, clause: Clause) -> list[Claim]:
        """What a clause states itself, or what the infinitive states that it only lends its subject to."""
        self.tell(clause)
        lent = (c for c in clause.dependents if c.link in {"infinitive", "adverbial"} and not c.finite)
        return self.own.get(clause.head.i) or next(filter(None, map(self._content, lent)), [])

    def _words(self, clause: Clause) -> list[Mention | Claim | Value | None]:
        """A clause in its own words, where it relates nothing that has a name."""
        opening = {child.i for child in children(clause.head, "mark", "case") if child.i < clause.head.i}
        tokens = [token for token in self.analysis.own_tokens(clause) if token.i not in opening]
        cut = any(inner.link in {"complement", "infinitive"} for inner in clause.dependents)
        unknown = any(has(token, "Person=3") and has(token, "Case=Nom") for token in tokens)  # "denies that he lied"
        if cut or unknown or not 1 < len(tokens) <= LONGEST_CONTENT:
            return []
        text = clause.head.doc.text[slice(*text_bounds(tokens))]
        return [Value(text, language=self.analysis.language)]

    def _taken_up(self, clause: Clause) -> list[Claim]:
        """What "this" is after a verb of denying or demanding: what was cited last, here or a sentence before."""
        analysis = self.analysis
        effect, speaker = analysis.contexts.cues.effect(clause), analysis.attribution.speaker(clause)
        if effect not in {Factuality.DENIED, Factuality.REQUESTED} or speaker is None:
            return []
        here = analysis.phrases.sentence(clause.head)
        earlier = [
            c for c in analysis.clauses if here - 1 <= analysis.phrases.sentence(c.head) and c.head.i < clause.head.i
        ]
        for other in sorted(earlier, key=lambda c: (-analysis.phrases.sentence(c.head), c.depth, c.head.i)):
            cited = [claim for claim in self.tell(other) if claim.factuality is Factuality.CLAIMED]
            if cited:
                return [replace(claim, factuality=effect, source=speaker, cue=clause.lemma) for claim in cited]
        return []

    def _qualifiers(self, match: Match) -> list[Qualifier]:
        found = []
        for name, token in match.qualifiers:
            parts = conjuncts(token)
            if len(parts) > 1 and parts[0].lower_ in self.analysis.durations:  # "two years and four months in prison"
                words = token.doc[parts[0].left_edge.i : parts[-1].i + 1]
                text = words[sum(word.pos_ == "ADP" for word in words[:1]) :].text
                found.append(Qualifier(name, Value(text, language=self.analysis.language)))
                continue
            for part in parts:
                mention = self.analysis.phrases.mention(part)
                held = name == POSITION and mention is not None and mention.form is Form.NAME  # "trustee is X"
                if mention is not None and name != RANGE and not held:
                    found.append(Qualifier(name, mention))
        return found

    def _surface(self, clause: Clause, match: Match) -> str:
        frame = match.frame
        if frame.kind == "verb":
            return frame.surface
        if frame.kind in {"participle", "passive"}:
            return f"{self.analysis.passive_surface(clause)}{frame.surface.removeprefix(frame.head)}"
        return f"{clause.lemma} {frame.surface}"

    def _circumstances(self, clause: Clause, used: set[int]) -> list[Qualifier]:
        analysis = self.analysis
        found = [Qualifier("time", time) for time in analysis.timing.when(clause)]
        for oblique in clause.obliques:
            name = analysis.role(oblique)
            if name == INSTRUMENT and clause.predicate is not None:
                continue  # "is the size of four pitches"
            told = conjuncts(oblique.token) if name and oblique.token.i not in used else []
            found += [Qualifier(name, part) for part in map(analysis.phrases.mention, told) if part is not None]
        return found
