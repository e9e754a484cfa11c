"""One article's discourse in, which mention says once more whom the one beside it names out: "broren, Terje Moe"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.link.discourse import Discourse
from kg.link.mentions import Spot, spot
from kg.model import Form, Mention
from kg.ontology import ontology

IDENTITY = frozenset({"isA", "sameAs"})
APPOINTING, PERSON = "appoints", "Person"
BETWEEN = 40
"""Characters between the two parts of an apposition at most: a comma and a title."""
COMMA, TITLED = re.compile(r",\s+[«\"“”]?"), re.compile(r",\s+(?:[\w-]+\s+){1,3}")
INTRODUCING = re.compile(r",\s+([\w]+)\s+(?:[\w-]+\s+){0,4}")
CLOSED = re.compile(r"[»\"”]?\s*(?:[,.;:!?)\n]|$)")
KINDS = frozenset({PERSON, "Organization", "Work"})
UNKNOWN = "Topic"


def appositions(discourse: Discourse) -> dict[Spot, Mention]:
    """For each description that a claim or its place says to be something else, the name or description of that."""
    found = dict(_beside(discourse))
    for claim in discourse.claims:
        if claim.predicate not in IDENTITY or claim.subject is None or not isinstance(claim.object, Mention):
            continue
        for described, named in ((claim.object, claim.subject), (claim.subject, claim.object)):
            alone = described.form is Form.DESCRIPTION and described.definite and described.number != "Plur"
            if alone and named.form is Form.NAME and claim.polarity == "Positive" and claim.factuality == "Asserted":
                found[spot(described)] = named
    return found


def appointed(discourse: Discourse) -> Iterator[tuple[Spot, Mention]]:
    """The role that somebody is appointed to, which is no other person: "ble utnevnt til ny minister"."""
    text = discourse.article.text
    for claim in discourse.claims:
        if claim.predicate != APPOINTING or not isinstance(claim.object, Mention) or claim.polarity != "Positive":
            continue
        for place in range(bisect_left(discourse.starts, claim.object.end), len(discourse.mentions)):
            role = discourse.mentions[place]
            if role.sentence != claim.sentence:
                break
            before = text[claim.object.end : role.start].casefold().split()
            bare = role.form is Form.DESCRIPTION and not role.definite and role.number != "Plur"
            if bare and role.kind == PERSON and before and before[-1] in discourse.words.roles:
                yield spot(role), claim.object
                break


def _beside(discourse: Discourse) -> Iterator[tuple[Spot, Mention]]:
    text = discourse.article.text
    ends = {part.end for whole in discourse.mentions for part in discourse.inside(whole) if part.end == whole.end}
    for first in discourse.mentions:
        if first.form is Form.PRONOUN or first.members or first.number == "Plur":
            continue
        for place in range(bisect_left(discourse.starts, first.end), len(discourse.mentions)):
            second = discourse.mentions[place]
            gap = text[first.end : second.start]
            if len(gap) > BETWEEN or second.sentence != first.sentence:
                break
            if second.form is Form.PRONOUN or second.members or second.number == "Plur":
                continue
            if first.form is Form.DESCRIPTION and second.form is Form.NAME:
                if _named_after(discourse, first, second, gap):
                    yield spot(first), second
            elif second.form is Form.DESCRIPTION and gap.startswith(","):
                inner = first.form is Form.NAME and first.end in ends and not _whole(discourse, first)
                if not inner and _described_after(discourse, first, second, gap):
                    yield spot(second), first


def _whole(discourse: Discourse, name: Mention) -> bool:
    """Is the name no part of a longer phrase that ends where it does?"""
    return not any(
        other.start < name.start and other.end == name.end and other.form is not Form.PRONOUN
        for other in discourse.mentions
    )


def _named_after(discourse: Discourse, described: Mention, named: Mention, gap: str) -> bool:
    """ "Broren, Terje Moe,", "broren, advokat Terje Moe."; "tidligere minister og advokat Terje Moe"."""
    if described.kind not in KINDS or not _one_kind(described, named):
        return False
    words = gap.casefold().split()
    if not described.definite:
        joined = words[:1] and words[0] in discourse.words.conjunctions and named.title and len(words) > 1
        led = named.title and TITLED.fullmatch(gap) and described.kind == PERSON and described.text[:1].isupper()
        return bool(joined or led) and not discourse.is_introduced(described)  # "Leader of X, former mayor Y, says"
    told = COMMA.fullmatch(gap) or (named.title and TITLED.fullmatch(gap))
    return bool(told) and _closes(discourse, named)


def _described_after(discourse: Discourse, first: Mention, second: Mention, gap: str) -> bool:
    """ "Terje Moe, styrelederen i klubben,", "den siktede, en mann fra Serbia,"."""
    opening = INTRODUCING.fullmatch(gap)
    introduced = opening is not None and opening.group(1).casefold() in discourse.words.articles
    if (
        second.definite == introduced
        or not (introduced or COMMA.fullmatch(gap))
        or second.kind not in KINDS
        or not _closes(discourse, second)
    ):
        return False
    if second.definite and " " not in second.text and second.lemma.casefold() in discourse.words.kinship:
        return False  # "Terje Moe, moren, …" is a list of people
    if first.form is Form.NAME:
        return _one_kind(second, first)
    owned = first.owner is not None and first.kind == PERSON and not introduced  # "her husband, the former president,"
    return (owned or introduced) and (_one_kind(first, second) or (first.kind == UNKNOWN and first.definite))


def _one_kind(described: Mention, other: Mention) -> bool:
    kinds = (described.kind, other.kind)
    return described.kind == other.kind or any(ontology().is_a(*pair) for pair in (kinds, kinds[::-1]))


def _closes(discourse: Discourse, mention: Mention) -> bool:
    """Does the apposition end with it, and no list go on?"""
    text = discourse.article.text
    if not CLOSED.match(text, mention.end):
        return False
    place = bisect_left(discourse.starts, mention.end)
    following = discourse.mentions[place] if place < len(discourse.mentions) else None
    return following is None or not COMMA.fullmatch(text[mention.end : following.start])
