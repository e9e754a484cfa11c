"""The mentions and claims of one article in, what it speaks of and which mention means which out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.link.ages import told_age
from kg.link.agreement import one_gender
from kg.link.appositions import appointed, appositions
from kg.link.descriptions import describe
from kg.link.discourse import Discourse, Referent, Step
from kg.link.gazetteer import Gazetteer
from kg.link.mentions import Spot, head_noun, spot
from kg.link.named import settle_names
from kg.link.people import PERSON
from kg.link.pronouns import stand_for
from kg.link.sets import is_numeral
from kg.link.words import Words
from kg.model import Extraction, Form, Mention, Value

TITLE = 40
"""Characters before a name in which a title may say that its post is held no more."""
MEMBERSHIP = frozenset({"memberOf", "worksFor"})
POSITION = "holdsPosition"
"""What only a person has."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """`of` maps the spot of a mention to the referents it means; a mention that is not there is unresolved.

    `ages` has the age, in years, of the people whose age the text tells.
    """

    referents: tuple[Referent, ...]
    of: Mapping[Spot, tuple[int, ...]]
    ages: Mapping[int, str]


def resolve(extraction: Extraction, words: Words, gazetteer: Gazetteer) -> Resolution:
    """Names first, wherever they stand; then descriptions and pronouns in text order."""
    discourse = Discourse(extraction, words, gazetteer)
    settle_names(discourse)
    _give_posts(discourse)
    _give_memberships(discourse)
    _give_kin(discourse)
    _give_ages(discourse)
    together = _coordinations(discourse)
    _appose(discourse)
    for mention in discourse.mentions:
        _named_late(discourse, mention)
        referents = _referents(discourse, mention)
        if referents and discourse.article.text[mention.start : mention.end].startswith(mention.text[:1]):
            discourse.follow(mention, referents)
        group = together.get(spot(mention))
        if group:
            discourse.trail.append(Step(mention.start, mention.sentence, group, mention))
    return Resolution(tuple(discourse.referents), discourse.of, discourse.ages)


def _appose(discourse: Discourse) -> None:
    """Settle what stands beside the name of what it means, and note what stands beside another description.

    A role that somebody is appointed to means them too, but does not name them.
    """
    roles = {role: discourse.referents_of(holder) for role, holder in appointed(discourse)}
    discourse.of |= {role: found for role, found in roles.items() if found}
    discourse.apposed = appositions(discourse)
    for mention in discourse.mentions:
        other = discourse.apposed.get(spot(mention))
        if other is None:
            continue
        found = discourse.referents_of(other)
        if not found:
            discourse.beside[spot(other)].append(mention)
        elif spot(mention) not in discourse.of:
            discourse.settle(mention, found)
            discourse.call(discourse.referents[found[0]], mention.lemma)


def _named_late(discourse: Discourse, mention: Mention) -> None:
    """ "Mannen, Per Moe," names whom the text has called a man so far: the two are one."""
    if spot(mention) not in discourse.apposed or spot(mention) not in discourse.of:
        return
    named, before = discourse.of[spot(mention)], describe(discourse, mention)
    if len(named) == len(before) == 1 and named != before:
        one, other = discourse.referents[named[0]], discourse.referents[before[0]]
        if not other.named and one_gender(discourse, mention, one):
            discourse.unite(one, other)


def _referents(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """What one mention means, its owner, its members and what stands within it settled before it."""
    known = discourse.of.get(spot(mention))
    if known is not None or spot(mention) in discourse.pending:
        return known or ()
    discourse.pending.add(spot(mention))
    found = _decided(discourse, mention)
    discourse.pending.remove(spot(mention))
    return found


def _decided(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    if mention.owner is not None and spot(mention.owner) != spot(mention):
        _referents(discourse, mention.owner)
    if mention.members:
        parts = [index for member in mention.members for index in _referents(discourse, member)]
        return discourse.settle(mention, tuple(dict.fromkeys(parts)))
    if mention.form is Form.PRONOUN:
        found = stand_for(discourse, mention)
        if len(found) == 1 and mention.kind == "Person":
            discourse.referents[found[0]].person_gender = discourse.referents[found[0]].person_gender or mention.gender
        return discourse.settle(mention, found) if found else ()
    for part in discourse.inside(mention):
        _referents(discourse, part)
    other = discourse.apposed.get(spot(mention))
    found = _identified(discourse, mention, other) if other is not None else _described(discourse, mention)
    if found:
        if len(found) == 1:
            discourse.call(discourse.referents[found[0]], mention.lemma)
        return discourse.settle(mention, found)
    owner = mention.owner
    whose = owner is not None and owner.lemma.casefold() in discourse.words.first_person
    if is_numeral(mention) or (whose and mention.kind == PERSON and not discourse.referents_of(owner)):
        return ()  # "the two", "my father" of whom the text has not told
    return discourse.settle(mention, (_introduced(discourse, mention).index,))


def _identified(discourse: Discourse, mention: Mention, other: Mention) -> tuple[int, ...]:
    """What stands beside a mention; where that has no name, it is whom the mention takes up: "her husband, the former
    president"."""
    found = _referents(discourse, other)
    named = describe(discourse, mention) if mention.definite and other.form is Form.DESCRIPTION else ()
    if len(found) == len(named) == 1 and found != named:
        one, nameless = discourse.referents[named[0]], discourse.referents[found[0]]
        if one.named and not nameless.named and one.kind == nameless.kind:
            discourse.unite(one, nameless)
            return named
    return found


def _introduced(discourse: Discourse, mention: Mention) -> Referent:
    """Somebody or something new, with the age that the words tell; of kin ("the mother") whose it must be."""
    new = discourse.introduce(mention)
    if new.kind == PERSON and mention.number != "Plur" and (age := told_age(discourse, mention)):
        discourse.ages[new.index] = age
    if mention.owner is None and mention.definite and head_noun(mention.lemma) in discourse.words.kinship:
        doer = discourse.referents_of(discourse.doer(mention))  # "she remembers the mother"
        new.kin_of = doer[0] if len(doer) == 1 and discourse.is_a(doer[0], PERSON) else None
    return new


def _described(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """What a description takes up, by its words or those of the description beside it: "den siktede, en mann"."""
    found = describe(discourse, mention)
    beside = discourse.beside.get(spot(mention), ()) if not found else ()
    return found or next(filter(None, (describe(discourse, replace(one, definite=True)) for one in beside)), ())


def _give_posts(discourse: Discourse) -> None:
    """Which named person or thing holds which post for whom, as claims and titles before names tell."""
    for claim in discourse.claims:
        named = [discourse.referents[index] for index in discourse.referents_of(claim.subject)]
        for referent in named:
            if claim.predicate in {"holdsPosition", "isA"} and isinstance(claim.object, Value):
                discourse.call(referent, claim.surface if claim.predicate == "holdsPosition" else claim.object.text)
    for claim in discourse.claims:
        for holder in (discourse.referents[index] for index in discourse.referents_of(claim.subject)):
            if isinstance(claim.object, Mention) and head_noun(claim.surface) in holder.nouns:
                bodies = discourse.referents_of(claim.object)
                holder.offices |= {(head_noun(claim.surface), discourse.referents[index].tie) for index in bodies}
    for name in discourse.names:
        if name.title and name.owner is not None:
            holder = discourse.referents[discourse.of[spot(name)][0]]
            bodies = discourse.referents_of(name.owner)
            holder.offices |= {(head_noun(name.title), discourse.referents[index].tie) for index in bodies}


def _give_memberships(discourse: Discourse) -> None:
    """What named people belong to, as claims tell."""
    for claim in discourse.claims:
        if claim.predicate in MEMBERSHIP and isinstance(claim.object, Mention):
            bodies = discourse.referents_of(claim.object)
            for index in discourse.referents_of(claim.subject):
                discourse.referents[index].within |= {discourse.referents[body].tie for body in bodies}


def _give_kin(discourse: Discourse) -> None:
    """What kin the text calls people: "hennes mann, Per Moe"."""
    for claim in discourse.claims:
        noun = claim.surface.casefold().partition(" ")[0]
        if discourse.words.kinship.get(noun) == claim.predicate:
            for index in discourse.referents_of(claim.subject):
                discourse.call(discourse.referents[index], noun)


def _give_ages(discourse: Discourse) -> None:
    """How old the text says that somebody named is."""
    for claim in discourse.claims:
        if claim.predicate == "hasAge" and isinstance(claim.object, Value):
            discourse.ages |= dict.fromkeys(discourse.referents_of(claim.subject), claim.object.text)


def _coordinations(discourse: Discourse) -> dict[Spot, tuple[int, ...]]:
    """The names that a conjunction joins ("A, B and C"), by the last of them."""
    text, found = discourse.article.text, {}
    chain: list[Mention] = []
    for left, right in zip(discourse.names, discourse.names[1:], strict=False):
        between = text[left.end : right.start].casefold().removeprefix("s ").strip()
        if left.sentence != right.sentence or between not in discourse.words.joints:
            chain = []
            continue
        chain = [*(chain or [left]), right]
        if between in discourse.words.conjunctions:
            referents = tuple(dict.fromkeys(index for name in chain for index in discourse.referents_of(name)))
            if len(referents) > 1:
                found[spot(right)] = referents
            chain = []
    return found
