"""A description in, what the language model takes it for out, where number, kind and what is known of both allow it."""

from __future__ import annotations

from kg.link.agreement import alike
from kg.link.discourse import Discourse, Referent
from kg.link.mentions import head_noun
from kg.link.sets import LOCAL, is_numeral, size_of
from kg.model import Mention


def modelled(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """What the language model takes it for, if number, kind and what is known of both allow it."""
    if not (mention.definite or is_numeral(mention)) or discourse.modifiers(mention) & discourse.words.others:
        return ()
    for found in discourse.antecedents(mention):
        referents = [discourse.referents[index] for index in found]
        if len(found) > 1:
            towns = all(one.record is not None and one.record.sort in LOCAL for one in referents)
            return found if mention.number == "Plur" and not (towns and is_numeral(mention)) else ()
        earlier = referents[0].mentions[0].start < mention.start
        fits = (alike, _sortlike, _so_many, _so_called)
        if earlier and all(fit(discourse, mention, referents[0]) for fit in fits):
            return found
    return ()


def _so_many(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Does a set ("both shares") not mean what is known to be of another number?"""
    size = size_of(discourse, mention)
    return not size or referent.quantity == size or (referent.quantity is None and referent.number == "Plur")


def _so_called(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Is nobody named meant by kin that they are not called, or by a post that they hold for another: "the guests'
    coach" is not the one of the hosts?"""
    noun, ties = discourse.noun(mention.lemma), discourse.ties(mention)
    if not referent.named:
        if noun in discourse.words.kinship and any(one.sentence == mention.sentence for one in referent.mentions):
            return noun in referent.nouns  # "he doubts, as the brother begins to smuggle"
        other = discourse.words.kinship.keys() & referent.nouns
        return noun not in discourse.words.kinship or noun in referent.nouns or not other  # "the son" is no father
    if noun in discourse.words.kinship and noun not in discourse.words.people:
        return noun in referent.nouns
    posts = referent.nouns - discourse.words.people - {noun}
    if mention.kind == "Person" and posts and noun not in referent.nouns | discourse.words.people:
        return False  # "the minister" is no scholar
    held = {tie for post, tie in referent.offices if post == noun} | referent.within
    return noun not in referent.nouns or not ties or bool(ties & held)


def _sortlike(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Is what is named meant by a noun for its sort ("the company"), or a body by one that the text has used of it?"""
    noun = head_noun(mention.lemma)
    sorts, record = named_sorts(discourse, noun), referent.record
    if record is not None and record.sort and sorts and record.sort not in sorts:
        return False  # "the country" is no town
    if not referent.named or mention.kind != "Organization":
        return True
    return noun in referent.nouns or bool(sorts)


def named_sorts(discourse: Discourse, noun: str) -> frozenset[str]:
    """The sorts of named things that a noun stands for: "selskap" is a company or a bank."""
    return discourse.gazetteer.sorts_of(noun, discourse.article.language)
