"""A mention of several known things ("the two presidents", "both countries") in, those things out."""

from __future__ import annotations

from collections.abc import Callable

from kg.link.discourse import WINDOW, Discourse
from kg.link.mentions import head_noun
from kg.model import Mention

LARGEST = 4
LONGEST_WORD = 12
NEAR = 3
LOCAL = frozenset({"city", "capital", "region"})
"""Sorts of place of which news names many in passing."""
Fits = Callable[[int], bool]


def set_of(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The referents a counted definite plural stands for: a set or coordination of that sort, else those named last.

    A bare definite plural ("the countries") stands for such a set or coordination only where there is one nearby.
    """
    size, bare = size_of(discourse, mention), _is_bare(discourse, mention)
    if not size and not bare:
        return ()
    noun, fits = head_noun(mention.lemma), _fitting(discourse, mention)
    sorts = discourse.gazetteer.sorts_of(noun, discourse.article.language)
    key = ("|".join(sorted(sorts)) or noun, size)
    found = _earlier(discourse, mention, key, fits)
    if size and not found and (mention.definite or not is_numeral(mention)):
        found = _latest(discourse, size, fits) or _people(discourse, mention, size)
    if found:
        discourse.sets[key] = discourse.sets[key[0], len(found)] = (len(discourse.trail), found)
    return found


def size_of(discourse: Discourse, mention: Mention) -> int:
    """How many things a set names: its count, two after "both"; 0 for what is no set."""
    before = discourse.article.text[max(0, mention.start - LONGEST_WORD) : mention.start].casefold().split()
    words = [*before[-1:], *mention.text.casefold().split()[:1]]
    if any(word in discourse.words.both for word in words):
        return 2
    noun = discourse.words.collectives.get(head_noun(mention.lemma), 0)
    if noun and mention.definite and mention.number != "Plur" and not mention.owner:
        return noun
    value = mention.quantity.value if mention.quantity is not None else None
    known = mention.definite or (is_numeral(mention) and " ".join(words) in discourse.words.sets)
    counted = known and mention.number != "Sing" and not mention.owner and value is not None
    return int(value) if counted and value is not None and 2 <= value <= LARGEST and value == int(value) else 0


def is_numeral(mention: Mention) -> bool:
    """Is the mention but a number: "the two"?"""
    return mention.quantity is not None and mention.text.casefold() == mention.quantity.text.casefold()


def _is_bare(discourse: Discourse, mention: Mention) -> bool:
    """Is it a definite plural with nothing to tell which of its sort are meant?"""
    plural = mention.definite and mention.number == "Plur" and mention.quantity is None
    return plural and not discourse.ties(mention) and not discourse.modifiers(mention)


def _fitting(discourse: Discourse, mention: Mention) -> Fits:
    """The test whether a referent is of the sort that the set's noun names; "the two" are any agents but towns."""
    noun = head_noun(mention.lemma)
    sorts = discourse.gazetteer.sorts_of(noun, discourse.article.language)
    numeral = is_numeral(mention)

    def fits(index: int) -> bool:
        referent = discourse.referents[index]
        if numeral:
            return discourse.is_a(index, "Agent") and (referent.record is None or referent.record.sort not in LOCAL)
        of_sort = referent.record is not None and referent.record.sort in sorts
        return of_sort or (noun in referent.nouns and referent.number != "Plur")

    return fits


def _earlier(discourse: Discourse, mention: Mention, key: tuple[str, int], fits: Fits) -> tuple[int, ...]:
    """The coordination mentioned last that has the size and sort, or the set that such words meant before."""
    size = key[1]
    since, known = discourse.sets.get(key, (0, ()))
    for place in range(len(discourse.trail) - 1, max(since, len(discourse.trail) - WINDOW) - 1, -1):
        step = discourse.trail[place]
        if not size and mention.sentence - step.sentence > NEAR:
            return ()
        referents = tuple(sorted(set(step.referents)))
        if len(referents) > 1 and (not size or len(referents) == size) and all(map(fits, referents)):
            return referents
    return known


def _latest(discourse: Discourse, size: int, fits: Fits) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for step in discourse.back():
        found |= dict.fromkeys(filter(fits, step.referents))
        if len(found) >= size:
            return tuple(sorted(found)) if len(found) == size else ()
    return ()


def _people(discourse: Discourse, mention: Mention, size: int) -> tuple[int, ...]:
    """So many people named together just before, whatever the noun calls them."""
    if mention.kind not in {"Group", "Person"}:
        return ()
    for step in discourse.back(NEAR, mention):
        if len(set(step.referents)) == size and all(discourse.is_a(index, "Person") for index in step.referents):
            return tuple(sorted(set(step.referents)))
    return ()
