"""Bearers of full names in, the pairs whose names may be forms of one out, with what it takes to believe it.

Only names that share a block are compared: the spelling of a surname, the core of an organisation's name, an acronym.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.link.evidence import Bearer
from kg.link.forms import bare, listed
from kg.link.gazetteer import is_abbreviation
from kg.link.names import ends, name_tokens
from kg.link.profiles import Profile
from kg.link.spelling import skeleton

RARE_NAME, COMMON_NAME, ANOTHER_FORM = -1.0, 1.0, 1.0
SPELLING = "another spelling"
ALIKE = 90
"""Of 100 (rapidfuzz ratio): how alike two spellings are at least; 90 allows one letter in ten."""
SHORTEST, LONG = 6, 16
"""Letters from which a name may be compared letter by letter, and from which that alone is enough."""
WAVERING = frozenset({"Place", "Organization"})
"""Kinds between which one name of one word may waver: a municipality acts and is a place."""
LARGEST_BLOCK = 400
"""Names that share a key at most; a larger block is no evidence, and too dear to compare."""
SOUND, CORE, FORM, TOKEN = "s", "c", "f", "t"
"""What a key begins with: how a person's name sounds, the core of a body's, a form of it, a word of it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Two bearers whose names may be forms of one; `rivals` bear names that the same form fits."""

    left: Bearer
    right: Bearer
    how: str
    needed: float
    rivals: tuple[Bearer, ...] = ()

    @property
    def rank(self) -> tuple[float, tuple[str, str, int], tuple[str, str, int]]:
        return self.needed, self.left.when, self.right.when


class Names:
    """How names vary, and which of them many people bear.

    `records` are the ids of known things; `crowded` tells of a key (a letter for its sort before it) whether too many
    names share it.
    """

    most = 50
    offered = 3

    def __init__(self, records: Collection[str], crowded: Callable[[str], bool]) -> None:
        self.records = records
        self._crowded = crowded
        self._surnames: dict[str, list[Bearer]] | None = None

    def needed(self, profile: Profile) -> float:
        """The points that it takes for two bearers of this name to be one."""
        tokens = name_tokens(profile.full)
        if profile.kind != "Person":
            return RARE_NAME
        if len(tokens) == 1:
            return COMMON_NAME if tokens[0] in listed("common_surnames") else RARE_NAME
        both = tokens[-1] in listed("common_surnames") and tokens[0] in listed("common_given")
        return COMMON_NAME if both else RARE_NAME

    def sorted_out(self, profiles: Sequence[Profile]) -> tuple[list[list[Profile]], list[list[Profile]]]:
        """Groups of profiles with one kind and full name, and of people with one surname and nothing else."""
        kinds: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
        for profile in profiles:
            kinds[profile.alone, profile.full][profile.kind] += 1
        whole: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        short: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        for profile in profiles:
            counted = kinds[profile.alone, profile.full]
            kind = min(counted.items(), key=lambda one: (-one[1], one[0]))[0]
            kind = kind if {kind, profile.kind} <= WAVERING or " " in profile.full else profile.kind
            (short if profile.alone else whole)[kind, profile.full].append(profile)
        return [whole[key] for key in sorted(whole)], [short[key] for key in sorted(short)]

    def bearing(self, short: Profile, bearers: Sequence[Bearer]) -> list[Bearer]:
        """The people whose full name ends in a surname."""
        if self._surnames is None:
            self._surnames = defaultdict(list)
            for bearer in bearers:
                if bearer.kind == "Person":
                    for surname in _surnames(name_tokens(bearer.full)):
                        self._surnames[skeleton(surname)].append(bearer)
        tokens = name_tokens(short.full.replace("-", " "))
        block = self._surnames.get(skeleton(tokens[-1]), [])
        return [one for one in block if ends(tokens, name_tokens(one.full))][:LARGEST_BLOCK]

    def variants(self, bearers: Sequence[Bearer]) -> Iterator[Variant]:
        people = [bearer for bearer in bearers if bearer.kind == "Person"]
        for block in self._blocks(people, SOUND, lambda one: sounds(one.full)):
            for left, right in combinations(block, 2):
                if how := person_form(name_tokens(left.full), name_tokens(right.full)):
                    rare = how == SPELLING and name_tokens(left.full)[-1] not in listed("common_surnames")
                    yield Variant(left, right, how, RARE_NAME if rare else ANOTHER_FORM)
        yield from self._bodies([bearer for bearer in bearers if bearer.kind != "Person"])

    def _bodies(self, bodies: Sequence[Bearer]) -> Iterator[Variant]:
        for block in self._blocks(bodies, CORE, lambda one: {core(one.full)[0]}):
            for left, right in combinations(block, 2):
                first, second = core(left.full)[1], core(right.full)[1]
                if left.kind == right.kind and not (first and second and first != second):
                    yield Variant(left, right, "the same but for the form of company or the spelling", RARE_NAME)
        for block in self._blocks(bodies, FORM, lambda one: one.forms | {one.full}):
            for left, right in combinations(block, 2):
                shared = {left.full, right.full} & (left.forms | {left.full}) & (right.forms | {right.full})
                if shared and (left.kind == right.kind or {left.kind, right.kind} <= WAVERING):
                    needed = RARE_NAME if left.kind == right.kind else ANOTHER_FORM
                    yield Variant(left, right, "one of the names of the other", needed, tuple(block))
        for block in self._blocks(bodies, TOKEN, lambda one: set(name_tokens(skeleton(one.full)))):
            for left, right in combinations(block, 2):
                if left.kind == right.kind and alike(left.full, right.full):
                    needed = RARE_NAME if " " in left.full and len(left.full) >= LONG else COMMON_NAME
                    yield Variant(left, right, "almost the same spelling", needed)

    def _blocks(
        self, bearers: Sequence[Bearer], sort: str, keys: Callable[[Bearer], Iterable[str]]
    ) -> Iterator[list[Bearer]]:
        """Bearers that share a key, in order, where two or more do and not too many names."""
        found: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in bearers:
            for key in sorted(keys(bearer)):
                found[key].append(bearer)
        yield from (found[key] for key in sorted(found) if len(found[key]) > 1 and not self._crowded(sort + key))


def person_form(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """How two full names of people, of more than one word each, may be forms of one; empty if they may not.

    The surname must agree in any spelling, and the first of the given names: letter by letter, as an initial, or in
    any spelling. A name with middle names may leave them out.
    """
    if min(len(left), len(right)) < 2:
        return ""
    if left != right and (left == right[: len(left)] or right == left[: len(right)]):
        return "the first of the names"
    if skeleton(left[-1]) != skeleton(right[-1]):
        return ""
    first, second = left[0].rstrip("."), right[0].rstrip(".")
    if min(len(first), len(second)) == 1:
        return "initial of the given name" if first[0] == second[0] else ""
    if first == second:
        middle, other = (set(name[1:-1]) for name in (left, right))
        return "first and last name agree" if middle <= other or other <= middle else ""
    return SPELLING if skeleton(first) == skeleton(second) else ""


def core(name: str) -> tuple[str, frozenset[str]]:
    """An organisation's name without its form of company or club, in any spelling; and those forms, in lower case."""
    tokens, forms = bare(name_tokens(name))
    plain = " ".join(tokens)
    return plain if is_abbreviation(plain) else skeleton(plain), forms


def sounds(full: str) -> set[str]:
    """How the first letter and each other name of a full name sound; nothing for a single name."""
    first, *others = name_tokens(full)
    return {skeleton(first)[:1] + skeleton(other) for other in others}


def _surnames(tokens: tuple[str, ...]) -> set[str]:
    """The last word of a name; without the particle before its hyphen, too: "al-Gaddafi"."""
    return {tokens[-1], tokens[-1].rpartition("-")[2]}


def alike(left: str, right: str) -> bool:
    """Are two names almost the same, letter by letter, with the same digits?"""
    if not fuzz.ratio(skeleton(left), skeleton(right), score_cutoff=ALIKE) or is_abbreviation(left):
        return False
    return min(len(left), len(right)) >= SHORTEST and _digits(left) == _digits(right)


def _digits(name: str) -> list[str]:
    return [letter for letter in name if letter.isdigit()]
