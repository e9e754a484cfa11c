"""A described mention that nothing before it answers in, whom or what the article is about out: "the striker"."""

from __future__ import annotations

from kg.link.agreement import single
from kg.link.discourse import Discourse, Referent
from kg.link.mentions import head_noun
from kg.link.people import PERSON
from kg.link.roles import fields
from kg.model import Mention

BEGINNING = 4
"""Sentences in which an article names what it is about, its headline included."""
OFTEN = 2
"""Times as often as another of its kind that what an article is about is named."""
PRACTISED = frozenset({"sport", "culture"})
"""Walks of life in which most roles are no posts."""
BODY = "Organization"


def salient(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The one person or body of the sort that the article names at its beginning and twice as often as any other."""
    plain = not (mention.owner or mention.origin or discourse.modifiers(mention) or discourse.ties(mention))
    if not (single(mention) and plain) or " " in mention.text or mention.kind not in {PERSON, BODY}:
        return ()
    foremost = _foremost(discourse, mention.kind)
    fits = foremost is not None and (_of_walk if mention.kind == PERSON else _of_sort)(discourse, mention, foremost)
    return (foremost.index,) if foremost is not None and fits else ()


def _foremost(discourse: Discourse, kind: str) -> Referent | None:
    named = [one for one in discourse.referents if one.named and one.kind == kind and one.mentions]
    often = sorted(named, key=lambda one: (-len(one.mentions), one.index))[:2]
    alone = len(often) < 2 or len(often[0].mentions) >= OFTEN * len(often[1].mentions)
    early = often and min(one.sentence for one in often[0].mentions) < BEGINNING
    return often[0] if alone and early else None


def _of_walk(discourse: Discourse, mention: Mention, person: Referent) -> bool:
    """Is it a role that somebody has by practising it, and does the article tell of no other that the person has?"""
    language, noun = discourse.article.language, head_noun(mention.lemma)
    known = any(fields(language, other) for other in person.nouns)
    return bool(fields(language, noun) & PRACTISED) and not noun.endswith(discourse.words.appointed) and not known


def _of_sort(discourse: Discourse, mention: Mention, body: Referent) -> bool:
    """Is a noun one for bodies that no table lists: "the company", "the club"?"""
    sorts = discourse.gazetteer.sorts_of(head_noun(mention.lemma), discourse.article.language)
    kinds = {discourse.gazetteer.open_sorts[sort] for sort in sorts}
    return body.record is None and BODY in kinds
