"""A description and a referent in, whether the one may mean the other out: nothing that is known of both must clash."""

from __future__ import annotations

from collections.abc import Sequence

from kg.link.ages import of_one_age
from kg.link.discourse import Discourse, Referent
from kg.link.mentions import head_noun, spot
from kg.model import Form, Mention, Value
from kg.ontology import ontology

SAME_WORDS = 5
"""Mentions of a referent that a repeated indefinite phrase is compared with."""
SHORTEST_STEM = 4
"""Letters that an adjective and one derived from it begin with: "full", "fullstendig"."""
MASS = frozenset({"Event", "Agreement"})
"""Kinds of which a noun with the same adjective and no article names no further one: "full stans", "full stans i …"."""
MANY = 1000
"""Things of no known kind from which a number is a measure, and no set that the plural takes up."""
PARTIES = 2
"""Ties that two events share at least where an indefinite phrase names the one again."""
EVENT, UNKNOWN, DATED = "Event", "Topic", "happensOn"
LATELY = 10
"""Sentences within which what has no name of its own is still the one meant."""


def number(discourse: Discourse, mention: Mention) -> str:
    """Its number; empty where a plural is but guessed: written as the lemma is, after a genitive or in a headline."""
    same = mention.lemma.casefold() in mention.text.casefold().split() and mention.quantity is None
    guessed = same and (mention.owner is not None or discourse.restates(mention))
    return "" if guessed and mention.number == "Plur" else mention.number


def others(discourse: Discourse, mention: Mention) -> set[int]:
    """What something is told of beside the mention, which so does not mean it: "X, who has followed the Trønder"."""
    beside = discourse.partners.get(spot(mention), ())
    return {index for other in beside for index in discourse.of.get(other, ())}


def single(mention: Mention) -> bool:
    return mention.definite and mention.number != "Plur"


def agree(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Do number and count allow it?"""
    told = next(filter(None, (number(discourse, known) for known in referent.mentions)), "")
    numbers = {number(discourse, mention), told} - {""}
    count = mention.quantity.value if mention.quantity is not None else None
    return len(numbers) < 2 and (count is None or referent.quantity is None or count == referent.quantity)


def tied(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """May both belong to one? What only stands within a phrase can show that they do, not that they do not."""
    ties = discourse.ties(mention)
    return not ties or not referent.ties or bool((ties | discourse.within(mention)) & (referent.ties | referent.within))


def alike(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """May what the language model takes for one be one?"""
    kinds = ontology().is_a(mention.kind, referent.kind) or ontology().is_a(referent.kind, mention.kind)
    fits = number(discourse, mention) != "Plur" if referent.named else agree(discourse, mention, referent)
    theirs = tied(discourse, mention, referent) and referent.tie not in discourse.ties(mention)
    apart = not (one_gender(discourse, mention, referent) and of_one_age(discourse, mention, referent))
    apart = apart or _some(discourse, mention, referent)
    return kinds and fits and theirs and not apart


def one_gender(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Does the noun's gender, if it tells one, not speak against the person's: "faren" is no woman?"""
    gender = discourse.words.gendered.get(head_noun(mention.lemma), "")
    return not gender or not referent.person_gender or gender == referent.person_gender


def _of_one_date(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Is an event not told apart by its date: "the election in 2010" is not the one that the article is about?"""
    own, known = _dates(discourse, [mention]), _dates(discourse, referent.mentions)
    published = discourse.article.published
    if own and not known and published is not None:
        return all(date[:4] == str(published.year) for date in own)
    return not own or not known or bool(own & known)


def _dates(discourse: Discourse, mentions: Sequence[Mention]) -> set[str]:
    places = {spot(mention) for mention in mentions}
    dated = (
        c for c in discourse.claims if c.predicate == DATED and c.subject is not None and spot(c.subject) in places
    )
    return {claim.object.text for claim in dated if isinstance(claim.object, Value)}


def compatible(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """May a mention that shares its noun with a referent mean it? Number, count, modifiers and ties must not clash."""
    ties, modifiers = discourse.ties(mention), discourse.modifiers(mention)
    fresh = not mention.definite and _fresh(mention, referent, discourse.words.fresh)
    if modifiers & discourse.words.others or fresh:
        return False
    if not of_one_age(discourse, mention, referent) or _some(discourse, mention, referent):
        return False
    if mention.kind == EVENT and not _of_one_date(discourse, mention, referent):
        return False
    if referent.named:
        former = discourse.is_former(mention) == (referent.index in discourse.former)  # "the winner" is no former one
        return former and single(mention) and _holds(head_noun(mention.lemma), ties, referent)
    if not agree(discourse, mention, referent) or not tied(discourse, mention, referent):
        return False
    if mention.kind == UNKNOWN and _of_others(discourse, mention, referent):
        return False
    announced = discourse.restates(referent.mentions[0])
    if mention.definite and not announced and _unspecific(discourse, referent):
        return False
    if not mention.definite:
        return _again(discourse, mention, referent, announced)
    if ties and not referent.ties and mention.number == "Plur" and not announced and mention.kind != EVENT:
        return False
    return not clash(modifiers, referent.modifiers)


def _of_others(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Is a thing of no known kind told apart by the words around it, or a number no set ("the votes" after "8,400 votes
    divide the two")?"""
    many = mention.quantity is None and (referent.quantity or 0) >= MANY
    return many or _narrower(mention, referent) or _singled_out(discourse, mention)


def _narrower(mention: Mention, referent: Referent) -> bool:
    """Does what stands after the noun say which one it is, when nothing did before: "the price of oil"?"""
    tail, before = _tail(mention), [_tail(known) for known in referent.mentions]
    return bool(tail) and (not any(before) or not any(tail[0] == known[0] for known in before if known))


def _some(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Are only some of them meant: "the smallest boroughs" after "the country's boroughs"?"""
    most = [word for word in mention.text.casefold().split()[:-1] if word.endswith(discourse.words.superlatives)]
    known = {word for told in referent.mentions for word in told.text.casefold().split()}
    return mention.number == "Plur" and bool(most) and not known & {*most}


def _singled_out(discourse: Discourse, mention: Mention) -> bool:
    """Does a clause right after it say which one is meant: "the figures that lie behind it"?"""
    after = discourse.article.text[mention.end :].split(maxsplit=1)
    return bool(after) and after[0].casefold() in discourse.words.relatives


def _tail(mention: Mention) -> list[str]:
    """The words of a description after its noun."""
    words, stem = mention.text.casefold().split(), mention.lemma.casefold()[:SHORTEST_STEM]
    heads = [place for place, word in enumerate(words) if word.startswith(stem)]
    return words[heads[0] + 1 :] if heads and mention.form is Form.DESCRIPTION else []


def _fresh(mention: Mention, referent: Referent, words: frozenset[str]) -> bool:
    """Is it said to be a new one, in other words than before: "moved to new schools"?"""
    told = mention.text.casefold() in {known.text.casefold() for known in referent.mentions}
    return not told and any(word.casefold() in words for word in mention.modifiers)


def _unspecific(discourse: Discourse, referent: Referent) -> bool:
    """Was a matter only spoken of in general: "looked for work in Bergen", of which "the work" is none?"""
    first = referent.mentions[0]
    general = not (first.definite or first.quantity or first.modifiers or discourse.is_introduced(first))
    return general and first.kind == UNKNOWN and first.number != "Plur" and len(referent.mentions) == 1


def _again(discourse: Discourse, mention: Mention, referent: Referent, announced: bool) -> bool:
    """May an indefinite phrase name what was named before: in the same words, in a headline, or as a matter?"""
    ties, modifiers = discourse.ties(mention), discourse.modifiers(mention)
    same = mention.text.casefold() in {known.text.casefold() for known in referent.mentions[:SAME_WORDS]}
    if same and modifiers <= referent.modifiers and ties <= referent.ties:
        return True
    tails = [_tail(mention), *(tail for known in referent.mentions[:1] if (tail := _tail(known)))]
    within = discourse.within(mention)
    of_same = ties and ties == referent.ties  # "a letter from X", "a letter from X Y"
    of_same = of_same or (within and within == referent.within)  # "a stop to the fighting", "… to the fighting in X"
    parties = mention.kind == EVENT and len(ties & referent.ties) >= PARTIES  # "heavy fighting between X and Y"
    restated = (announced or discourse.restates(mention)) and bool(modifiers & referent.modifiers)
    if len(tails) > 1 and tails[0] and tails[0] != tails[1] and not (of_same or parties or restated):
        return False  # "prison for two years", "prison for three years"
    texts = [mention.text, *(known.text for known in referent.mentions[:SAME_WORDS])]
    counted = mention.quantity is not None or any(word[0].isdigit() for text in texts for word in text.split())
    apart = within and referent.within and not within & referent.within
    if counted or apart or clash(modifiers, referent.modifiers):
        return False
    matter = mention.kind in MASS and mention.number != "Plur" and not discourse.is_introduced(mention)
    specific = bool(modifiers and referent.modifiers) and not referent.mentions[0].definite
    return parties or announced or discourse.restates(mention) or (matter and specific)


def clash(modifiers: frozenset[str], others: frozenset[str]) -> bool:
    """Do two sets of adjectives tell two things apart? Not where one of each is the same, or made of the other."""
    if not modifiers or not others or modifiers & others:
        return False
    return not any(
        min(len(one), len(other)) >= SHORTEST_STEM and (one.startswith(other) or other.startswith(one))
        for one in modifiers
        for other in others
    )


def _holds(noun: str, ties: set[str], referent: Referent) -> bool:
    """Does somebody named hold the post for that body, or belong to it? For an unnamed one, nobody is taken to."""
    return not ties or bool(ties & referent.within) or any((noun, tie) in referent.offices for tie in ties)
