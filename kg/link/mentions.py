"""An extraction in, its mentions in text order out; and what a mention tells by its words alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.link.gazetteer import Gazetteer
from kg.model import Claim, Extraction, Form, Mention

SENTENCE_END = re.compile(r"[.!?:…–\n]\W*$")
LOOK_BACK = 3

Spot = tuple[int, int, str]


def spot(mention: Mention) -> Spot:
    """What tells the mentions of one article apart."""
    return mention.start, mention.end, mention.text


def head_noun(lemma: str) -> str:
    """A noun without the first part of a hyphen compound: "Tønsberg-ordfører" is an "ordfører"."""
    return lemma.casefold().rpartition("-")[2]


def partners(apart: Iterable[tuple[Mention, Mention]], claims: Iterable[Claim]) -> Mapping[Spot, set[Spot]]:
    """By the spot of a mention, the others that something is told between, so that they are not the same."""
    found = defaultdict[Spot, set[Spot]](set)
    told = ((c.subject, c.object) for c in claims if c.subject is not None and isinstance(c.object, Mention))
    for one, other in (*apart, *told):
        found[spot(one)].add(spot(other))
        found[spot(other)].add(spot(one))
    return found


def opens_sentence(mention: Mention, text: str) -> bool:
    """May the mention have a capital only because it begins a sentence or a block of the article's `text`?"""
    before = text[max(0, mention.start - LOOK_BACK) : mention.start]
    return mention.start <= LOOK_BACK or SENTENCE_END.search(before) is not None


def described_again(mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, those that are no names taken for descriptions: "Kvinna" opens a sentence, and "kvinna" is told of.

    Such a word is one that the article writes with a small letter elsewhere, and as a name only where all begins so.
    """
    small = {m.text: m for m in mentions if m.form is Form.DESCRIPTION and m.text.islower() and " " not in m.text}
    names = {m.text for m in mentions if m.form is Form.NAME and not opens_sentence(m, text)}

    def mended(mention: Mention) -> Mention:
        known = small.get(mention.text.casefold())
        capital = mention.form is Form.NAME or mention.lemma == mention.text != mention.text.casefold()
        if known is None or not capital or mention.text in names or gazetteer.find(mention.text):
            return mention
        return replace(known, start=mention.start, end=mention.end, sentence=mention.sentence, text=mention.text)

    return [mended(mention) for mention in mentions]


def walk(claims: tuple[Claim, ...]) -> Iterator[Claim]:
    """The claims and those inside them."""
    for claim in claims:
        yield claim
        if isinstance(claim.object, Claim):
            yield from walk((claim.object,))


def all_mentions(extraction: Extraction, claims: tuple[Claim, ...]) -> list[Mention]:
    """Every mention of the extraction once, in text order, those that only claims or phrases hold included."""
    found: dict[Spot, Mention] = {}
    stack = list(extraction.mentions)
    for claim in claims:
        qualified = [qualifier.value for qualifier in claim.qualifiers]
        stack += [part for part in (claim.subject, claim.object, claim.source, *qualified) if isinstance(part, Mention)]
    while stack:
        mention = stack.pop()
        known = found.get(spot(mention))
        if known is None or (mention != known and _rank(mention) < _rank(known)):
            found[spot(mention)] = mention
            stack += [part for part in (mention.owner, *mention.members) if part is not None]
    return sorted(found.values(), key=spot)


_RANKS: Mapping[Form, int] = {Form.NAME: 0, Form.DESCRIPTION: 1, Form.PRONOUN: 2}


def _rank(mention: Mention) -> tuple[int, str]:
    return _RANKS[mention.form], repr(mention)


def instead(found: Sequence[int], other: int, one: int) -> tuple[int, ...]:
    """The referents, each once, with `one` in the place of the other."""
    return tuple(dict.fromkeys(one if index == other else index for index in found))


def of_name(mention: Mention) -> bool:
    """Is a noun put together of a name and another noun: "Obama-administrasjonen"?"""
    return mention.form is Form.DESCRIPTION and mention.lemma[:1].isupper() and "-" in mention.lemma
