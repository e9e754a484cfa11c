"""The claims of one article and who is who in it in, its statements out, each once with all its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from kg.link.slight import CLAUSES, IS_A, says_nothing, slight
from kg.model import (
    Article,
    Attribute,
    Claim,
    Evidence,
    Extraction,
    Factuality,
    Form,
    Mention,
    Polarity,
    Qualifier,
    Statement,
    Value,
)
from kg.ontology import ontology
from kg.vocabulary import IRI, Namespaces

OPEN, LOCATED = "involves", "locatedIn"
COUNT, EVENT = "count", "Event"
DIRECTED = frozenset({"relativeOf"})
"""Symmetric properties whose words hold one way only: "niece of"."""
TAKEN_UP = 0.9
"""Share of pronouns and definite descriptions whose antecedent is right, at the least: with one, 25 of 37 statements
of 0.9 and more held in articles that no rule was made on."""
FAINT = 0.6
"""The same for what is not told as a fact, or what a thing is said to be, where a subject is never more than a bare
noun, where "he" does something to a bare noun and where a thing is a property's definite object: 300 of 460 such were
right, in articles that no rule was made on. So for a property of anybody of a kind (3 of 11). What is told as a fact
is as sure as others: "the man put out the fire"."""
MUCH = 4
"""Ends of claims from which a thing is known by what is told of it: with a bare noun of four and more statements as
subject, 31 of 41 held, of fewer 125 of 202, in articles that no rule was made on."""
Lookup = Callable[[Mention], tuple[IRI, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """`unresolved` counts claims with nothing but unresolved pronouns, `circular` those of a thing with itself."""

    statements: tuple[Statement, ...]
    unresolved: int
    circular: int


def statements(
    extraction: Extraction,
    lookup: Lookup,
    kinds: Mapping[IRI, str],
    speaks_for: Mapping[IRI, IRI],
    namespaces: Namespaces,
) -> Told:
    """What an article says. `lookup` gives the entities of a mention, none where it is unresolved."""
    teller = _Teller(extraction, lookup, kinds, speaks_for, namespaces)
    for claim in extraction.claims:
        teller.tell(claim)
    told = tuple(_merged(tellings) for _, tellings in sorted(teller.tellings.items()))
    return Told(told, teller.unresolved, teller.circular)


class _Teller:
    """Tells claims one after the other and keeps those that say the same together."""

    def __init__(
        self,
        extraction: Extraction,
        lookup: Lookup,
        kinds: Mapping[IRI, str],
        speaks_for: Mapping[IRI, IRI],
        namespaces: Namespaces,
    ) -> None:
        self.extraction = extraction
        self.article: Article = extraction.article
        self.iri = namespaces.article(extraction.article.id)
        self.lookup = lookup
        self.kinds = kinds
        self.speaks_for = speaks_for
        self.namespaces = namespaces
        self.tellings: dict[IRI, list[Statement]] = {}
        self.unresolved = 0
        self.circular = 0
        self.slight = slight(extraction.mentions, lookup)
        self.faint = self.slight - self._known()

    def tell(self, claim: Claim, content: bool = False) -> list[IRI]:
        """The statements of one claim, or of the content of one: one for each pairing of what its mentions mean."""
        subjects: Sequence[IRI | None] = self.lookup(claim.subject) if claim.subject is not None else ()
        objects: Sequence[IRI | Value | None] = self._objects(claim)
        lost = (claim.subject is not None and not subjects) or (isinstance(claim.object, Mention) and not objects)
        lost = lost or self._misplaced(claim, objects) or self._unfit(claim, subjects, objects) or self._unowned(claim)
        lost = lost or (not content and says_nothing(claim, subjects, objects, self.slight, self.kinds))
        if lost or not (subjects or objects):
            self.unresolved += 1
            return []
        told: list[IRI] = []
        shared = max(len(subjects), len(objects)) > 1  # how many there are is said of all of them
        claim = replace(claim, qualifiers=tuple(q for q in claim.qualifiers if not (shared and q.name == COUNT)))
        for (subject, target), source in product(_pairs(claim, subjects, objects), self._sources(claim)):
            if subject is not None and subject == target:
                self.circular += 1
                continue
            told_of = target if isinstance(claim.object, Claim) and isinstance(target, IRI) else None
            if subject is not None and told_of is not None and self._crossed(subject, subjects, told_of):
                continue
            statement = self._statement(claim, subject, target, source)
            self.tellings.setdefault(statement.iri, []).append(statement)
            told.append(statement.iri)
        return told

    def _known(self) -> frozenset[IRI]:
        """Of what the article tells much, so that even a bare noun is known by that."""
        ends = (end for claim in self.extraction.claims for end in {claim.subject, claim.object})
        told = Counter(iri for end in ends if isinstance(end, Mention) for iri in self.lookup(end))
        return frozenset(iri for iri, times in told.items() if times >= MUCH)

    def _crossed(self, subject: IRI, subjects: Sequence[IRI | None], content: IRI) -> bool:
        """Is what one of several says or asks paired with another of them, who says or asks the same?"""
        source = self.tellings[content][0].source
        voices = {one: self.speaks_for.get(one, one) for one in subjects if one is not None}
        return source in voices.values() and source != voices.get(subject)

    def _unowned(self, claim: Claim) -> bool:
        """Is it told of a thing of somebody, of whom the text has not told: "his voice was recognised"?"""
        owners = [end.owner for end in (claim.subject, claim.object) if isinstance(end, Mention) and end.owner]
        return any(owner.form is Form.PRONOUN and not self.lookup(owner) for owner in owners)

    def _unfit(self, claim: Claim, subjects: Sequence[IRI | None], objects: Sequence[IRI | Value | None]) -> bool:
        """Does a pronoun stand for what cannot have the property, so that it must mean another: "they are actors"?"""
        known = ontology().properties.get(claim.predicate)
        if known is None:
            return False
        sides = ((claim.subject, subjects, known.domain), (claim.object, objects, known.range))
        return any(
            isinstance(mention, Mention) and mention.form is Form.PRONOUN and allowed and "Thing" not in allowed
            and not all(self._of(found, allowed) for found in iris if isinstance(found, IRI))
            for mention, iris, allowed in sides
        )  # fmt: skip

    def _of(self, iri: IRI, allowed: frozenset[str]) -> bool:
        kind = self.kinds.get(iri, "")
        return any(kind == name or ontology().is_a(kind, name) for name in allowed)

    def _misplaced(self, claim: Claim, objects: Sequence[IRI | Value | None]) -> bool:
        """Is a thing said to be in what turned out to be no place ("the share in X"), and no event at a body?"""
        event = isinstance(claim.subject, Mention) and ontology().is_a(claim.subject.kind, "Event")
        nominal = claim.extractor == "nominals" and claim.predicate == LOCATED and not event
        kinds = {self.kinds.get(target, "") for target in objects if isinstance(target, IRI)}
        return nominal and not all(ontology().is_a(kind, "Place") for kind in kinds)

    def _objects(self, claim: Claim) -> Sequence[IRI | Value]:
        if isinstance(claim.object, Claim):
            return self.tell(claim.object, content=True)
        if isinstance(claim.object, Mention):
            return self.lookup(claim.object)
        return (claim.object,) if claim.object is not None else ()

    def _sources(self, claim: Claim) -> Sequence[IRI | None]:
        """Who says so: for a capital or seat of power, the country that speaks through it."""
        found = self.lookup(claim.source) if claim.source is not None else ()
        return tuple(dict.fromkeys(self.speaks_for.get(source, source) for source in found)) or (None,)

    def _statement(
        self, claim: Claim, subject: IRI | None, target: IRI | Value | None, source: IRI | None
    ) -> Statement:
        known = ontology().properties.get(claim.predicate)
        ends: list[str] = [subject or "", target if isinstance(target, IRI) else ""]
        if known is not None and known.symmetric and subject is not None and isinstance(target, IRI):
            ends.sort()
            subject, target = (subject, target) if claim.predicate in DIRECTED else sorted((subject, target))
        words = claim.surface if claim.predicate == OPEN else ""
        value = (target.text, target.datatype, target.language) if isinstance(target, Value) else ()
        key = (
            self.article.id,
            ends[0],
            claim.predicate,
            words,
            ends[1],
            claim.factuality,
            claim.polarity,
            source or "",
            *value,
        )
        return Statement(
            iri=self.namespaces.statement("|".join(key)),
            article=self.iri,
            language=self.article.language,
            predicate=claim.predicate,
            surface=claim.surface,
            evidence=(self._evidence(claim),),
            subject=subject,
            object=target,
            factuality=claim.factuality,
            polarity=claim.polarity,
            source=source,
            cue=claim.cue,
            attributes=self._attributes(claim.qualifiers),
            extractor=claim.extractor,
            confidence=self._confidence(claim, subject, target),
        )

    def _confidence(self, claim: Claim, subject: IRI | None, target: IRI | Value | None) -> float:
        """A claim's own, less where it takes a guess to say who or what is meant."""
        parts = [part for part in (claim.subject, claim.object, claim.source) if isinstance(part, Mention)]
        guessed = any(m.form is Form.PRONOUN or (m.form is Form.DESCRIPTION and m.definite) for m in parts)
        faint = claim.extractor == CLAUSES and self._is_faint(claim, subject, target)
        return round(claim.confidence * (TAKEN_UP if guessed else 1) * (FAINT if faint else 1), 2)

    def _is_faint(self, claim: Claim, subject: IRI | None, target: IRI | Value | None) -> bool:
        """Does nothing in the article tell which one does it, or what "the proposal" is that somebody would support?"""
        bare = target in self.slight and isinstance(claim.object, Mention)
        definite = isinstance(claim.object, Mention) and claim.object.definite
        fact = claim.factuality is Factuality.ASSERTED and claim.polarity is Polarity.POSITIVE
        if claim.predicate in {OPEN, IS_A}:
            guessed = claim.subject is not None and claim.subject.form is Form.PRONOUN
            faint = subject in self.faint or (guessed and bare and not definite)  # "he chose tactics"
            return faint and not (fact and claim.predicate == OPEN)
        anybody = claim.subject is not None and not claim.subject.definite and claim.subject.kind != EVENT
        if anybody and subject in self.faint:
            return True  # "a family buys"
        agent = isinstance(claim.object, Mention) and ontology().is_a(claim.object.kind, "Agent")
        return bare and definite and not (agent or fact)

    def _evidence(self, claim: Claim) -> Evidence:
        text, sentences = self.article.text, self.extraction.sentences
        passage = text[slice(*sentences[claim.sentence])] if claim.sentence < len(sentences) else ""
        iri = self.namespaces.evidence(f"{self.article.id}|{claim.start}|{claim.end}")
        return Evidence(iri, claim.sentence, claim.start, claim.end, text[claim.start : claim.end], passage)

    def _attributes(self, qualifiers: Sequence[Qualifier]) -> tuple[Attribute, ...]:
        found = []
        for qualifier in qualifiers:
            values = self.lookup(qualifier.value) if isinstance(qualifier.value, Mention) else (qualifier.value,)
            found += [Attribute(qualifier.name, value) for value in values]
        return _sorted(found)


def _pairs(
    claim: Claim, subjects: Sequence[IRI | None], objects: Sequence[IRI | Value | None]
) -> list[tuple[IRI | None, IRI | Value | None]]:
    """Who goes with whom; the several subjects of a symmetric relation without object go with each other."""
    known = ontology().properties.get(claim.predicate)
    if known is not None and known.symmetric and claim.object is None and len(subjects) > 1:
        return list(combinations(subjects, 2))
    return list(product(subjects or (None,), objects or (None,)))


def _merged(tellings: Sequence[Statement]) -> Statement:
    """One statement with the evidence of all that say the same; the surest telling gives the words."""
    evidence = {one.iri: one for telling in tellings for one in telling.evidence}
    return replace(
        min(tellings, key=_sureness),
        evidence=tuple(sorted(evidence.values(), key=lambda one: (one.start, one.end))),
        attributes=_sorted([attribute for telling in tellings for attribute in telling.attributes]),
    )


def _sureness(statement: Statement) -> tuple[float, int, int, str]:
    first = statement.evidence[0]
    return -statement.confidence, first.start, first.end, repr(statement)


def _sorted(attributes: Sequence[Attribute]) -> tuple[Attribute, ...]:
    return tuple(sorted(dict.fromkeys(attributes), key=lambda attribute: (attribute.name, repr(attribute.value))))
