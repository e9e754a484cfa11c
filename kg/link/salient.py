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
    """Is a role one of the walks of life that the person is in, where the article tells of any?"""
    language = discourse.article.language
    own = fields(language, head_noun(mention.lemma))
    known = frozenset(walk for noun in person.nouns for walk in fields(language, noun))
    return bool(own) and (not known or bool(own & known))


def _of_sort(discourse: Discourse, mention: Mention, body: Referent) -> bool:
    """Is a noun one for bodies that no table lists: "the company", "the club"?"""
    sorts = discourse.gazetteer.sorts_of(head_noun(mention.lemma), discourse.article.language)
    kinds = {discourse.gazetteer.open_sorts[sort] for sort in sorts}
    return body.record is None and BODY in kinds
