"""Two bearers of a name in, what speaks for and against their being one out, in points with a reason for each.

A shared name is a hypothesis; company, posts and ties decide (the features of Bagga & Baldwin, 1998, and of the
person-name tasks of WePS, Artiles et al., 2007), as points that a reader can check, not as learnt weights.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from kg.link.profiles import Profile

POST, FIELD, TIE, NAMED, RECORDED = 2.0, 0.5, 1.0, 1.0, 0.5
MOST_COMPANY = 2.0
OTHER_POSTS = 1.0
"""What it costs that two are called by quite different posts: a judge and an advocate are seldom one."""
SHOWN = 3
"""Names of shared company that a reason lists."""
RARE = 2
"""Articles that may name a thing for it still to tell anything as company, in a small collection."""
RARE_SHARE = 0.01
"""The same in a large one: the share of its articles."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`points` for being one thing; `against` says what rules it out, empty where nothing does."""

    points: float
    reasons: tuple[str, ...] = ()
    against: str = ""


@dataclass(slots=True, eq=False)
class Bearer:
    """Profiles taken for one thing, and what they tell of it together.

    `full` is the key of its longest name, `first` the earliest profile that has it.
    """

    profiles: list[Profile]
    first: Profile
    posts: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    ties: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    generations: set[str] = field(default_factory=set)
    company: dict[str, str] = field(default_factory=dict)
    born: tuple[int, int] | None = None
    full: str = ""
    when: tuple[str, str, int] = ("~", "", 0)

    @classmethod
    def of(cls, *profiles: Profile) -> Bearer:
        bearer = cls([], profiles[0])
        for profile in profiles:
            bearer.take(profile)
        return bearer

    @property
    def kind(self) -> str:
        return self.profiles[0].kind

    def take(self, profile: Profile) -> None:
        self.profiles.append(profile)
        self.posts |= profile.posts
        self.fields |= profile.fields
        self.ties |= profile.ties
        self.homes |= profile.homes
        self.forms |= profile.forms
        self.company = self.company or dict(profile.company)
        for key in profile.company.keys() - self.company.keys():
            self.company[key] = profile.company[key]
        self.genders |= {profile.gender} - {""}
        self.generations |= {profile.generation} - {""}
        here, best = fullness(profile.full), fullness(self.full)
        if here > best or (here == best and profile.when < self.first.when):
            self.full, self.first = profile.full, profile
        self.when = min(self.when, profile.when)
        self.born = _both(self.born, profile.born)

    def join(self, other: Bearer) -> None:
        for profile in other.profiles:
            self.take(profile)


def fullness(key: str) -> tuple[int, int, str]:
    """Sorts the keys of names: most words last, then the longest."""
    return key.count(" "), len(key), key


def telling(total: int) -> float:
    """How many of `total` articles may name a thing for it still to tell anything as company."""
    return max(RARE, RARE_SHARE * total)


def compare(
    left: Bearer, right: Bearer, usual: Collection[str] = frozenset(), records: Collection[str] = frozenset()
) -> Evidence:
    """What speaks for and against two bearers of one name being one thing.

    `usual` are the names that too many articles have for them to tell anything, `records` the ids of known things.
    """
    found = [*_posts(left, right), *_ties(left, right), *_company(left, right, usual, records)]
    points = sum(weight for weight, _ in found) - OTHER_POSTS * bool(
        left.posts and right.posts and not left.posts & right.posts
    )
    return Evidence(points, tuple(reason for _, reason in found), _against(left, right, points))


def _posts(left: Bearer, right: Bearer) -> list[tuple[float, str]]:
    if shared := sorted(left.posts & right.posts):
        return [(POST, f"both are called {', '.join(shared[:SHOWN])}")]
    if shared := sorted(left.fields & right.fields):
        return [(FIELD, f"both are in {', '.join(shared)}")]
    return []


def _ties(left: Bearer, right: Bearer) -> list[tuple[float, str]]:
    shared = sorted(left.ties & right.ties)
    written = right.company | left.company
    names = ", ".join(written.get(tie, tie) for tie in shared[:SHOWN])
    return [(TIE, f"both belong to {names}")] if shared else []


def _company(left: Bearer, right: Bearer, usual: Collection[str], records: Collection[str]) -> list[tuple[float, str]]:
    few, many = sorted((left.company, right.company), key=len)
    own = left.forms | right.forms | left.ties & right.ties
    shared = sorted(name for name in few if name in many and name not in own and name not in usual)
    weight = sum(RECORDED if name in records else NAMED for name in shared)
    names = ", ".join(left.company[name] for name in shared[:SHOWN])
    return [(min(weight, MOST_COMPANY), f"both are named with {names}")] if shared else []


def _against(left: Bearer, right: Bearer, points: float) -> str:
    """A reader's reasons to tell two bearers apart, whatever their name."""
    if left.kind == "Person":
        if len(left.genders | right.genders) > 1:
            return "one is a man, one a woman"
        if len(left.generations | right.generations) > 1:
            return "one is the elder, one the younger"
        if left.born and right.born and _both(left.born, right.born) is None:
            return f"born {left.born[0]}-{left.born[1]} and {right.born[0]}-{right.born[1]}"
        if points < POST and left.fields and right.fields and not left.fields & right.fields:
            return f"one is in {', '.join(sorted(left.fields))}, one in {', '.join(sorted(right.fields))}"
    elif left.homes and right.homes and not left.homes & right.homes:
        return f"one belongs to {', '.join(sorted(left.homes))}, one to {', '.join(sorted(right.homes))}"
    return ""


def _both(left: tuple[int, int] | None, right: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years that both allow; where they allow none in common, None (`_against` has then kept them apart)."""
    if left is None or right is None:
        return left or right
    first, last = max(left[0], right[0]), min(left[1], right[1])
    return (first, last) if first <= last else None
