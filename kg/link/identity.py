"""The profiles of all articles in, which of them are one thing, and why, out.

Known things go by their record, described ones stay in their article. Bearers of a name are first told apart where
what the articles say of them forbids that they be one (`kg.link.evidence`); then other forms of a name (another
spelling, an initial, a company form, a surname alone) join the one bearer that the evidence points to. Nothing here
depends on the order of articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import inf

from kg.link.evidence import Bearer, Evidence, compare
from kg.link.profiles import UNDATED, Place, Profile
from kg.link.rulings import Ruling, bearers_of
from kg.link.variants import Names, Variant

SAME_NAME = "same name"
BY_RULE = 100.0
DAYS, TELLING, NEAREST = 3, 1.0, 20
"""Days between two articles on one event, points that offer it as one, and how many later events are compared."""


@dataclass(frozen=True, slots=True)
class Join:
    """Why two bearers are one (or, as a candidate, may be): the first profile of each with its fullest name."""

    left: Profile
    right: Profile
    reasons: tuple[str, ...]
    points: float
    candidate: bool = False


@dataclass(slots=True)
class Identities:
    """`groups` are things with two profiles or one; `local` those that live in one article only."""

    groups: list[list[Profile]] = field(default_factory=list)
    local: list[list[Profile]] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)


def identify(
    profiles: Iterable[Profile], names: Names, rulings: Sequence[Ruling] = (), usual: Collection[str] = frozenset()
) -> Identities:
    """Which profiles of things with a name are one thing; what is only described is left aside.

    `names` knows how names vary, `usual` are the names that too many articles have for them to tell anything.
    """
    found = Identities()
    known: dict[str, list[Profile]] = defaultdict(list)
    named = []
    for profile in sorted(profiles, key=lambda one: one.when):
        if profile.record is not None:
            known[profile.record.id].append(profile)
        elif profile.forms:
            named.append(profile)
    judge = _Judge(names, usual, _Apart(rulings, named), found)
    judge.settle(named)
    bearers = [*judge.bearers, *(Bearer.of(*group) for group in known.values())]
    _rule(bearers, [ruling for ruling in rulings if ruling.same], found)
    for bearer in bearers:
        lone = len(bearer.profiles) == 1 and bearer in judge.unclear
        (found.local if lone else found.groups).append(bearer.profiles)
    return found


def same_events(
    noun: str, left: Bearer, later: Iterable[Bearer], usual: Collection[str], records: Collection[str]
) -> Iterator[Join]:
    """Which of the events of one noun that come next may be the first: a few days apart, something in common."""
    for right in later:
        first, second = left.first, right.first
        if days(first.when, second.when) <= DAYS:
            evidence = compare(left, right, usual, records)
            if evidence.points >= TELLING and not evidence.against:
                apart = f"both are called {noun}, {days(first.when, second.when):.0f} days apart"
                yield Join(first, second, (apart, *evidence.reasons), evidence.points, candidate=True)


def days(first: tuple[str, str, int], second: tuple[str, str, int]) -> float:
    """Days between two places of different articles, infinite for those without a day and in one article."""
    if UNDATED in (first[0], second[0]) or first[1] == second[1]:
        return inf
    return abs((date.fromisoformat(first[0]) - date.fromisoformat(second[0])).days)


class _Apart:
    """Which profiles a user has ruled to be different."""

    def __init__(self, rulings: Sequence[Ruling], profiles: Sequence[Profile]) -> None:
        self.sides: list[tuple[set[Place], set[Place]]] = []
        for ruling in rulings:
            if not ruling.same:
                left, right = ({p.place for p in bearers_of(term, profiles)} for term in (ruling.left, ruling.right))
                self.sides.append((left - right or left, right - left or right))

    def forbids(self, left: Bearer, right: Bearer) -> bool:
        places = [{profile.place for profile in bearer.profiles} for bearer in (left, right)]
        return any(
            (places[0] & one and places[1] & other) or (places[0] & other and places[1] & one)
            for one, other in self.sides
        )


class _Judge:
    """Joins the profiles of named things into bearers, step by step."""

    def __init__(self, names: Names, usual: Collection[str], apart: _Apart, found: Identities) -> None:
        self.names = names
        self.usual = usual
        self.apart = apart
        self.found = found
        self.bearers: list[Bearer] = []
        self.unclear: set[Bearer] = set()

    def settle(self, profiles: Sequence[Profile]) -> None:
        whole, short = self.names.sorted_out(profiles)
        for group in whole:
            self.bearers += self._namesakes(group)
        self._vary()
        for group in short:
            self._shorten(group)

    def _namesakes(self, group: Sequence[Profile]) -> list[Bearer]:
        """The different bearers of one name, told apart by what the articles say of them."""
        needed = self.names.needed(group[0])
        bearers: list[Bearer] = []
        for profile in group:
            one = Bearer.of(profile)
            best = self._best(one, bearers, needed)
            if best is None:
                bearers.append(one)
            else:
                self._join(best[0], one, SAME_NAME, best[1])
        return self._again(bearers, needed)

    def _again(self, bearers: list[Bearer], needed: float) -> list[Bearer]:
        """Join bearers that only what came later shows to be one; where many remain, the evidence is not there."""
        kept: list[Bearer] = []
        for bearer in bearers:
            best = self._best(bearer, kept, needed) if len(bearers) <= self.names.most else None
            if best is None:
                kept.append(bearer)
            else:
                self._join(best[0], bearer, SAME_NAME, best[1])
        for left, right in pairwise(kept):
            self._offer(left, right, SAME_NAME)
        return kept

    def _vary(self) -> None:
        """Join the forms of one full name that differ in more than case."""
        joined: dict[Bearer, Bearer] = {}

        def current(bearer: Bearer) -> Bearer:
            while bearer in joined:
                bearer = joined[bearer]
            return bearer

        for variant in sorted(self.names.variants(self.bearers), key=lambda one: one.rank):
            left, right = current(variant.left), current(variant.right)
            if left is right:
                continue
            evidence = self._compare(left, right)
            if evidence.against or evidence.points < variant.needed or self._rivals(variant, left, right):
                self._offer(left, right, variant.how, evidence)
                continue
            self._join(left, right, variant.how, evidence)
            joined[right] = left
        self.bearers = [bearer for bearer in self.bearers if bearer not in joined]

    def _rivals(self, variant: Variant, left: Bearer, right: Bearer) -> bool:
        """Does a form that fits several (initials, an acronym) fit another bearer just as well?"""
        others = [other for other in variant.rivals if other is not variant.left and other is not variant.right]
        mine = self._compare(left, right).points
        return any(self._compare(right, other).points >= mine for other in others if other is not left)

    def _shorten(self, group: Sequence[Profile]) -> None:
        """Join each bearer of a surname alone with the one full-named bearer that the evidence points to."""
        full = self.names.bearing(group[0], self.bearers)
        needed = self.names.needed(group[0])
        left: list[Profile] = []
        for profile in group:
            one = Bearer.of(profile)
            best = self._best(one, full, needed, clear=True)
            if best is None:
                left.append(profile)
                for other in full[: self.names.offered]:
                    self._offer(other, one, "surname of the other")
            else:
                self._join(best[0], one, "surname of the other", best[1])
        alone = self._namesakes(left) if left else []
        if full:
            self.unclear |= set(alone)
        self.bearers += alone

    def _best(
        self, one: Bearer, others: Sequence[Bearer], needed: float, clear: bool = False
    ) -> tuple[Bearer, Evidence] | None:
        """The bearer with most points, the one told of first among equals; with `clear`, None among equals."""
        fits = [
            (evidence.points, other, evidence)
            for other in others
            if not (evidence := self._compare(other, one)).against and evidence.points >= needed
        ]
        if not fits:
            return None
        top = max(points for points, *_ in fits)
        best = [(other, evidence) for points, other, evidence in fits if points == top]
        return None if clear and len(best) > 1 else min(best, key=lambda found: found[0].when)

    def _compare(self, left: Bearer, right: Bearer) -> Evidence:
        if self.apart.sides and self.apart.forbids(left, right):
            return Evidence(0, (), "ruled to be different")
        return compare(left, right, self.usual, self.names.records)

    def _join(self, left: Bearer, right: Bearer, how: str, evidence: Evidence) -> None:
        self.found.joins.append(_joined(left, right, (how, *evidence.reasons), evidence.points))
        left.join(right)

    def _offer(self, left: Bearer, right: Bearer, how: str, evidence: Evidence | None = None) -> None:
        """Keep for the user's eye a pair that nothing speaks against."""
        evidence = evidence or self._compare(left, right)
        if not evidence.against:
            self.found.joins.append(_joined(left, right, (how, *evidence.reasons), evidence.points, candidate=True))


def _rule(bearers: list[Bearer], rulings: Sequence[Ruling], found: Identities) -> None:
    """Join what the user says is the same, known things included."""
    for ruling in rulings:
        sides = [
            [bearer for bearer in bearers if bearers_of(term, bearer.profiles)] for term in (ruling.left, ruling.right)
        ]
        if not all(sides):
            continue
        first, *others = sorted({one for side in sides for one in side}, key=_rank)
        for other in others:
            found.joins.append(_joined(first, other, (str(ruling),), BY_RULE))
            first.join(other)
            bearers.remove(other)


def _rank(bearer: Bearer) -> tuple[bool, tuple[str, str, int]]:
    """Known things first, so that a join keeps their record."""
    return bearer.profiles[0].record is None, bearer.when


def _joined(left: Bearer, right: Bearer, reasons: tuple[str, ...], points: float, candidate: bool = False) -> Join:
    return Join(left.first, right.first, reasons, points, candidate)
