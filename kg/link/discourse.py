"""One article's mentions in; what it speaks of so far and how it has named it: what coreference rules ask.

A referent is one thing an article speaks of. The trail is the order in which referents were mentioned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.link.gazetteer import Gazetteer, Record
from kg.link.mentions import Spot, all_mentions, described_again, head_noun, instead, partners, spot, walk
from kg.link.words import Words
from kg.model import Article, BlockKind, Extraction, Form, Mention, Quotation
from kg.ontology import ontology

WINDOW = 200
"""Mentions that a search along the trail looks back over; an antecedent is 19 tokens away in the median (NARC)."""

LONGEST_ARTICLE = 8
SHORTEST_PART = 3
"""Letters that the last part of a compound has at least."""


@dataclass(slots=True, eq=False)
class Referent:
    """`nouns` are lemmas it is called by, `offices` the posts (noun, tie) it holds, `ties` whom it belongs to.

    `within` are what the phrases that describe it speak of besides; `kin_of` is whose "mother" somebody must be.
    """

    index: int
    kind: str
    record: Record | None = None
    named: bool = False
    number: str = ""
    gender: str = ""
    person_gender: str = ""
    modifiers: frozenset[str] = frozenset()
    quantity: float | None = None
    nouns: set[str] = field(default_factory=set)
    offices: set[tuple[str, str]] = field(default_factory=set)
    ties: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    kin_of: int | None = None
    mentions: list[Mention] = field(default_factory=list)

    @property
    def tie(self) -> str:
        return self.record.id if self.record is not None else f"#{self.index}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trail: a mention, or a coordination of several, with what it stands for."""

    start: int
    sentence: int
    referents: tuple[int, ...]
    mention: Mention


class Discourse:
    """What an article speaks of; grows while its mentions are read in text order, and does not outlive that."""

    def __init__(self, extraction: Extraction, words: Words, gazetteer: Gazetteer) -> None:
        self.article: Article = extraction.article
        self.words = words
        self.gazetteer = gazetteer
        self.claims = tuple(walk(extraction.claims))
        self.mentions = described_again(all_mentions(extraction, self.claims), self.article.text, gazetteer)
        self.starts = [mention.start for mention in self.mentions]
        self.referents: list[Referent] = []
        self.of: dict[Spot, tuple[int, ...]] = {}
        self.pending: set[Spot] = set()
        self.apposed: dict[Spot, Mention] = {}
        self.beside: dict[Spot, list[Mention]] = defaultdict(list)
        self.trail: list[Step] = []
        self.ages: dict[int, str] = {}
        self.former: set[int] = set()
        self.called: dict[str, list[int]] = defaultdict(list)
        self.holders: dict[str, list[int]] = defaultdict(list)
        self.endings: dict[str, list[str]] = defaultdict(list)
        self.sets: dict[tuple[str, int], tuple[int, tuple[int, ...]]] = {}
        self.subjects: dict[int, list[Mention]] = defaultdict(list)
        self.cited = list(extraction.quotations)
        self.partners = partners(extraction.apart, self.claims)
        self.clusters = {
            spot(parts[0]): cluster for cluster in extraction.clusters for parts in cluster if len(parts) == 1
        }
        self.titles = [block for block in self.article.blocks if block.kind is not BlockKind.PARAGRAPH]
        self._read_claims(extraction.subjects)
        self.names = sorted((m for m in self.mentions if m.form is Form.NAME), key=spot)

    def _read_claims(self, subjects: Sequence[Mention]) -> None:
        sources = {spot(claim.source): claim.source for claim in self.claims if claim.source is not None}
        for doer in ({spot(doer): doer for doer in subjects} | sources).values():
            self.subjects[doer.sentence].append(doer)
        for claim in self.claims:
            if claim.source is not None:
                start = min(claim.start, claim.subject.start if claim.subject is not None else claim.start)
                self.cited.append(Quotation(start, claim.end, claim.source))
        self.citing = {spot(one.source) for one in self.cited}
        self.acting = {spot(doer) for doers in self.subjects.values() for doer in doers}
        for doers in self.subjects.values():
            doers.sort(key=spot)

    def introduce(self, mention: Mention, record: Record | None = None) -> Referent:
        """A new referent, first met in `mention`."""
        referent = Referent(
            len(self.referents),
            record.kind if record is not None else mention.kind,
            record,
            mention.form is Form.NAME,
            mention.number,
            mention.gender,
            modifiers=self.modifiers(mention),
            quantity=mention.quantity.value if mention.quantity is not None else None,
            ties=self.ties(mention),
            person_gender=self.words.gendered.get(head_noun(mention.lemma), ""),
        )
        self.referents.append(referent)
        if mention.form is Form.DESCRIPTION:
            self.call(referent, mention.lemma)
        return referent

    def call(self, referent: Referent, noun: str) -> None:
        """Remember that the article calls the referent by this noun."""
        noun = head_noun(noun)
        if not noun or noun in referent.nouns:
            return
        referent.nouns.add(noun)
        if noun not in self.holders:
            for start in range(1, len(noun) - SHORTEST_PART + 1):
                if noun[:start] not in self.words.otherwise:  # a semi-final is no final
                    self.endings[noun[start:]].append(noun)
        self.holders[noun].append(referent.index)

    def settle(self, mention: Mention, referents: tuple[int, ...]) -> tuple[int, ...]:
        """Decide what a mention stands for."""
        self.of[spot(mention)] = referents
        for index in referents:
            self.referents[index].mentions.append(mention)
        if len(referents) == 1 and mention.form is Form.DESCRIPTION and not self.referents[referents[0]].named:
            described = self.referents[referents[0]]
            described.modifiers |= self.modifiers(mention)
            described.ties |= self.ties(mention)
            described.within |= self.within(mention)
        return referents

    def unite(self, one: Referent, other: Referent) -> None:
        """Take what is only described for what has a name, wherever the article has spoken of it."""
        self.of |= {place: instead(found, other.index, one.index) for place, found in self.of.items()}
        self.trail = [replace(step, referents=instead(step.referents, other.index, one.index)) for step in self.trail]
        for found in (*self.called.values(), *self.holders.values()):
            found[:] = instead(found, other.index, one.index)
        for referent in self.referents:
            for ties in (referent.ties, referent.within):
                if other.tie in ties:
                    ties.remove(other.tie)
                    ties.add(one.tie)
            referent.offices = {(noun, one.tie if tie == other.tie else tie) for noun, tie in referent.offices}
        self.sets = {key: (at, instead(found, other.index, one.index)) for key, (at, found) in self.sets.items()}
        one.mentions += other.mentions
        other.mentions = []
        for noun in sorted(other.nouns):
            self.call(one, noun)

    def follow(self, mention: Mention, referents: tuple[int, ...]) -> None:
        """Take a settled mention into the trail, where later mentions look for what they take up."""
        self.trail.append(Step(mention.start, mention.sentence, referents, mention))
        if len(referents) == 1:
            for noun in self.referents[referents[0]].nouns:
                self.called[noun].append(referents[0])

    def back(self, sentences: int | None = None, at: Mention | None = None) -> Iterator[Step]:
        """The trail from its end, at most WINDOW steps and (with `at`) so many sentences before that mention."""
        for step in reversed(self.trail[-WINDOW:]):
            if at is not None and sentences is not None and at.sentence - step.sentence > sentences:
                return
            yield step

    def recent(self, noun: str) -> Iterator[Referent]:
        """The referents called by a noun, the one mentioned last first."""
        seen = set()
        for index in reversed(self.called.get(self.noun(noun), [])[-WINDOW:]):
            if index not in seen:
                seen.add(index)
                yield self.referents[index]

    def noun(self, lemma: str) -> str:
        """The noun that a lemma is looked for by: "ekspresident" is "president", where somebody is called that."""
        noun = head_noun(lemma)
        plain = next((noun.removeprefix(one) for one in self.words.former_prefixes if noun.startswith(one)), noun)
        return plain if plain in self.holders else noun

    def within(self, mention: Mention) -> set[str]:
        """What the definite descriptions inside a phrase stand for: "pågripelsen av statsministeren"."""
        parts = self.inside(mention) if mention.form is Form.DESCRIPTION else ()
        found = (self.of.get(spot(part), ()) for part in parts if part.form is Form.DESCRIPTION and part.definite)
        return {self.referents[index].tie for indices in found for index in indices}

    def ties(self, mention: Mention) -> set[str]:
        """Whom a described thing belongs to: its owner, its nationality, the names inside the phrase."""
        found = {self.referents[index].tie for index in (self.of.get(spot(mention.owner), ()) if mention.owner else ())}
        if mention.origin:
            record = self.gazetteer.find(mention.origin)
            found.add(record.id if record is not None else mention.origin.casefold())
        if mention.form is Form.DESCRIPTION:
            for part in self.inside(mention):
                if part.form is Form.NAME:
                    found |= {self.referents[index].tie for index in self.of.get(spot(part), ())}
                elif part.origin and (people := self.gazetteer.find(part.origin)) is not None:
                    found.add(people.id)  # "fighting between Armenian and Azerbaijani forces"
        return found

    def modifiers(self, mention: Mention) -> frozenset[str]:
        """The adjectives that tell the thing from others of its kind."""
        first = mention.lemma.casefold().rpartition("-")[0]
        return (frozenset(word.casefold() for word in mention.modifiers) | {first}) - self.words.empty - {""}

    def inside(self, mention: Mention) -> Iterator[Mention]:
        """The mentions within a longer one."""
        for place in range(bisect_left(self.starts, mention.start), len(self.mentions)):
            part = self.mentions[place]
            if part.start >= mention.end:
                return
            if part.end <= mention.end and part.end - part.start < mention.end - mention.start:
                yield part

    def is_introduced(self, mention: Mention) -> bool:
        """Does an indefinite article stand right before the mention?"""
        before = self.article.text[max(0, mention.start - LONGEST_ARTICLE) : mention.start].casefold().split()
        return bool(before) and before[-1] in self.words.articles

    def related(self, relation: str) -> Iterator[tuple[int, int]]:
        """Who the text says is related to whom by a property of kinship, as far as both are known by now."""
        for claim in self.claims:
            if claim.predicate == relation and isinstance(claim.object, Mention):
                for one in self.referents_of(claim.subject):
                    for other in self.referents_of(claim.object):
                        yield one, other
                        if ontology().properties[relation].symmetric:
                            yield other, one

    def restates(self, mention: Mention) -> bool:
        """Does the mention stand in a headline, teaser or caption, which name what the text tells of at length?"""
        return any(block.start <= mention.start < block.end for block in self.titles)

    def is_former(self, mention: Mention) -> bool:
        """Does the mention name somebody by a post that is held no more: "the former president"?"""
        words = (*mention.modifiers, *mention.text.split())  # the lemma of "tidligere" is "tidlig"
        former = any(word.casefold() in self.words.former for word in words)
        return former or mention.lemma.casefold().startswith(self.words.former_prefixes)

    def antecedents(self, mention: Mention) -> Iterator[tuple[int, ...]]:
        """What the language model takes to be the same thing: what stands before the mention, the last first, then
        the names after it."""
        cluster = [parts for parts in self.clusters.get(spot(mention), ()) if mention not in parts]
        before = [parts for parts in cluster if parts[0].start < mention.start]
        for parts in [*reversed(before), *(parts for parts in cluster if parts not in before)]:
            known = [self.referents_of(part) for part in parts]
            if all(known):
                yield tuple(dict.fromkeys(index for one in known for index in one))

    def doer(self, mention: Mention) -> Mention | None:
        """Who speaks in or is the first subject of the mention's sentence, before it; None where nobody is."""
        source = self.speaker(mention)
        if source is not None:
            return source
        before = [doer for doer in self.subjects.get(mention.sentence, ()) if doer.end <= mention.start]
        return before[0] if before else None

    def tellers(self, mention: Mention) -> list[Mention]:
        """Who is cited for what is around a mention, the outermost first, and so who may say "I" in it."""
        around = [one for one in self.cited if one.start <= mention.start and mention.end <= one.end]
        around = [one for one in around if spot(one.source) != spot(mention)]
        return [one.source for one in sorted(around, key=lambda one: (one.start - one.end, one.start))]

    def begins(self, source: Mention) -> int:
        """The sentence in which the words of a source begin."""
        start = min((one.start for one in self.cited if spot(one.source) == spot(source)), default=source.start)
        place = bisect_left(self.starts, start)
        return self.mentions[place].sentence if place < len(self.mentions) else source.sentence

    def speaker(self, mention: Mention) -> Mention | None:
        """Who is cited for the claim that the mention stands in, the innermost where citations nest."""
        return next(reversed(self.tellers(mention)), None)

    def is_subject(self, step: Step) -> bool:
        return spot(step.mention) in self.acting

    def referents_of(self, mention: Mention | None) -> tuple[int, ...]:
        return self.of.get(spot(mention), ()) if mention is not None else ()

    def is_a(self, index: int, *classes: str) -> bool:
        kind = self.referents[index].kind
        return any(kind == wanted or ontology().is_a(kind, wanted) for wanted in classes)
