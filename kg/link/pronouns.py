"""A pronoun and the discourse before it in, the referents it stands for out; empty where the text does not tell.

Agreement, then recency with subjects first, in the tradition of Hobbs (1978) and Lappin & Leass (1994).
"""

from __future__ import annotations

from collections.abc import Callable

from kg.link.discourse import Discourse, Step
from kg.link.mentions import spot
from kg.link.people import defended
from kg.model import Form, Mention

NEAR, FAR = 2, 4
"""Sentences back that a thing and a person stay in mind."""
AGENTS, PEOPLE = ("Agent",), ("Person", "Group", "Organization")
BODIES = ("Organization", "GeopoliticalEntity")


def stand_for(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The antecedents of a pronoun. A first person is whoever is cited; an indefinite one stands for nobody."""
    words, form = discourse.words, mention.lemma.casefold()
    if form in words.first_person:
        return _speaker(discourse, mention)
    if form in words.reflexive:
        return _subject(discourse, mention)
    if form in words.silent:
        return ()
    for rule in (_heard, _telling, _client, _spoken_of):
        if found := rule(discourse, mention):
            return found
    modelled = _modelled(discourse, mention)
    if known := _known(discourse, mention, modelled):
        return known
    if modelled:
        return modelled
    if mention.number == "Plur":
        return _they(discourse, mention)
    if mention.kind == "Person":
        return _best(discourse, mention, _is_person, FAR)
    return _best(discourse, mention, _is_thing, NEAR)


def _heard(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """Who goes on speaking ("says she"): whoever is named and acts right before the words, else who spoke last, else
    the last one named who acts; unless a "he".
    """
    if spot(mention) not in discourse.citing or mention.kind != "Person" or mention.number == "Plur":
        return ()
    barred, begins = _barred(discourse, mention), discourse.begins(mention)
    acting: tuple[int, ...] = ()
    for step in discourse.back(NEAR, mention):
        fits = step.sentence != mention.sentence and discourse.is_subject(step) and _is_person(discourse, mention, step)
        if not fits or step.referents[0] in barred or discourse.speaker(step.mention) is not None:
            continue
        beside = step.sentence == mention.sentence - 1 and _in_one_block(discourse, step.mention, mention)
        if discourse.referents[step.referents[0]].named or beside:
            acting = acting or step.referents
            if step.sentence >= begins - 1:
                return step.referents
    ends = any(one.start < mention.start for one in discourse.cited if spot(one.source) == spot(mention))
    for step in discourse.back(FAR + NEAR, mention) if ends else ():
        spoke = spot(step.mention) in discourse.citing and step.mention.start < mention.start
        if spoke and _is_person(discourse, mention, step) and step.referents[0] not in barred:
            return step.referents
    return acting


def _in_one_block(discourse: Discourse, one: Mention, other: Mention) -> bool:
    """Do two mentions stand in one paragraph?"""
    return any(block.start <= one.start and other.start < block.end for block in discourse.article.blocks)


def _telling(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """Who tells of themselves: "a witness said that she woke", where nobody else is named between."""
    source = discourse.speaker(mention)
    if source is None or mention.kind != "Person" or mention.number == "Plur" or spot(mention) not in discourse.acting:
        return ()
    found = discourse.referents_of(source)
    indirect = source.end <= mention.start and not (set(found) & _barred(discourse, mention))
    if not indirect or source.form is not Form.DESCRIPTION or source.sentence != mention.sentence or len(found) != 1:
        return ()
    between = any(
        discourse.is_a(step.referents[0], "Person") and step.start > source.end
        for step in discourse.back(0, mention)
        if step.referents
    )
    person = discourse.referents[found[0]]
    gender = person.person_gender
    fits = person.kind == "Person" and (not gender or not mention.gender or gender == mention.gender)
    return found if fits and not between else ()


def _client(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """Whom counsel speaks of: "he did not know, says his lawyer"."""
    if mention.kind != "Person" or mention.number == "Plur":
        return ()
    found = defended(discourse, mention)
    gender = discourse.referents[found[0]].person_gender if found else ""
    return found if not gender or not mention.gender or gender == mention.gender else ()


def _spoken_of(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """Whom somebody told of in the sentence before: "the lawyer says that the victim is ill. He cannot work"."""
    if mention.kind != "Person" or mention.number == "Plur" or spot(mention) not in discourse.acting:
        return ()
    if spot(mention) in discourse.citing or discourse.speaker(mention) is not None:
        return ()
    for step in discourse.back(1, mention):
        acting = step.sentence == mention.sentence - 1 and discourse.is_subject(step)
        if not acting or not _is_person(discourse, mention, step):
            continue
        source = discourse.speaker(step.mention)
        told = source is not None and source.sentence == step.sentence and source.end <= step.start
        if told and step.mention.form is not Form.PRONOUN and step.referents != discourse.referents_of(source):
            return step.referents
    return ()


def _modelled(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The antecedent that the language model finds, if it agrees in number and kind."""
    barred = _barred(discourse, mention)
    both = mention.lemma.casefold() in discourse.words.both
    for found in discourse.antecedents(mention):
        pair = len(found) == 2 or discourse.referents[found[0]].number == "Plur"
        if (
            barred & set(found)
            or (both and not pair)
            or (both and not all(discourse.is_a(index, *PEOPLE) for index in found))
        ):
            continue
        person = len(found) == 1 and discourse.is_a(found[0], "Person")
        gender = discourse.referents[found[0]].person_gender
        if mention.kind == "Person" and mention.number != "Plur":
            fits = person and (not gender or not mention.gender or gender == mention.gender)
        elif mention.number == "Plur":
            fits = not person
        else:
            fits = len(found) == 1 and not person
        if fits:
            return found
    return ()


def _known(discourse: Discourse, mention: Mention, modelled: tuple[int, ...]) -> tuple[int, ...]:
    """Who acts here or in the sentence before and is a "she" by name, where the model means somebody further back.

    Against the model only where the article itself tells of her, and what is quoted in between does not count.
    """
    narrated = spot(mention) in discourse.acting and discourse.speaker(mention) is None
    if not mention.gender or (modelled and not narrated):
        return ()
    around = list(discourse.back(FAR if narrated else 1, mention))
    if narrated:
        told = (step for step in around if discourse.speaker(step.mention) is None and discourse.is_subject(step))
        nearest = next((step.sentence for step in told if _is_person(discourse, mention, step)), mention.sentence)
        around = [step for step in around if step.sentence >= nearest]
    if any(set(modelled) & set(step.referents) for step in around):
        return ()
    barred, own = _barred(discourse, mention), mention.lemma.casefold() in discourse.words.possessive
    for step in around:
        person = discourse.referents[step.referents[0]] if len(step.referents) == 1 else None
        if person is None or person.index in barred or not discourse.is_subject(step):
            continue
        if own and step.sentence == mention.sentence and not person.named and _is_person(discourse, mention, step):
            return step.referents  # "a fisherman died when his boat"
        if person.named and person.person_gender == mention.gender and person.kind == "Person":
            return step.referents
    return ()


def _barred(discourse: Discourse, mention: Mention) -> frozenset[int]:
    """Whom a pronoun cannot mean: who speaks of "her", and who is named in what "she" says."""
    said = [one for one in discourse.cited if spot(one.source) == spot(mention)]
    named = (name for name in discourse.names if any(one.start <= name.start < one.end for one in said))
    beside = (discourse.of.get(other, ()) for other in discourse.partners.get(spot(mention), ()))
    return _uttering(discourse, mention).union(*(discourse.referents_of(name) for name in named), *beside)


def _uttering(discourse: Discourse, mention: Mention) -> frozenset[int]:
    """Whoever speaks of "him" in direct speech, and so not of themselves."""
    source = discourse.speaker(mention)
    if source is None:
        return frozenset()
    between = discourse.article.text[source.end : mention.start]
    direct = source.start > mention.start or any(mark in between for mark in discourse.words.quotation)
    found = discourse.referents_of(source) if direct else ()
    if direct and not found and source.form is Form.PRONOUN and discourse.speaker(source) is None:
        found = _heard(discourse, source)  # "..., he says", of whom the trail has not heard yet
    return frozenset(found)


def _speaker(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """Whoever is cited; "we" in the mouth of one person is the one body that the text says that person speaks for."""
    tellers = [discourse.referents_of(one) for one in discourse.tellers(mention)]
    people = [one for one in tellers if len(one) == 1 and discourse.is_a(one[0], "Person")]
    found = people[0] if people else tellers[-1] if tellers else ()
    alone = len(found) == 1 and discourse.is_a(found[0], "Person")
    return _body(discourse, found[0]) if alone and mention.number == "Plur" else found


def _body(discourse: Discourse, speaker: int) -> tuple[int, ...]:
    """What somebody holds a post in; failing that, what they belong to. Nothing where that is several, or past."""
    person = discourse.referents[speaker]
    for ties in ({tie for _, tie in person.offices}, person.within):
        bodies = [one.index for one in discourse.referents if one.tie in ties and discourse.is_a(one.index, *BODIES)]
        if bodies:
            return tuple(bodies) if len(bodies) == 1 and speaker not in discourse.former else ()
    return ()


def _subject(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The subject nearest before a reflexive in its sentence."""
    before = [doer for doer in discourse.subjects.get(mention.sentence, ()) if doer.end <= mention.start]
    return discourse.referents_of(before[-1]) if before else ()


def _they(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """A body or group that acts in the sentence owns what is "theirs"; else the nearest group or coordination."""
    if mention.lemma.casefold() in discourse.words.possessive:
        doer = discourse.referents_of(discourse.doer(mention))
        if doer and (len(doer) > 1 or discourse.is_a(doer[0], "Organization", "Group", "GeopoliticalEntity")):
            return doer
    found = _best(discourse, mention, _are_several, NEAR)
    return found if found == _best(discourse, mention, _are_people, NEAR) else ()


def _best(
    discourse: Discourse, mention: Mention, fits: Callable[[Discourse, Mention, Step], bool], sentences: int
) -> tuple[int, ...]:
    """The fitting step of lowest cost: two for each sentence back, one less for a subject; the last among equals."""
    barred = _barred(discourse, mention)
    steps = [
        step
        for step in discourse.back(sentences, mention)
        if step.referents and not barred & set(step.referents) and fits(discourse, mention, step)
    ]
    found = {step.referents for step in steps}
    if len(found) > 1:
        near = [step for step in steps if mention.sentence - step.sentence <= 1]
        found = {step.referents for step in near if discourse.is_subject(step)}
    return found.pop() if len(found) == 1 else ()


def _is_person(discourse: Discourse, mention: Mention, step: Step) -> bool:
    if len(step.referents) != 1 or not discourse.is_a(step.referents[0], "Person"):
        return False
    referent = discourse.referents[step.referents[0]]
    if not (referent.named or step.mention.definite or discourse.is_subject(step)):
        return False  # "looks like a pensioner" speaks of no pensioner
    known = referent.person_gender
    return referent.number != "Plur" and (not known or not mention.gender or known == mention.gender)


def _are_people(discourse: Discourse, mention: Mention, step: Step) -> bool:
    """They mostly are who acts, whatever things were named last."""
    return _are_several(discourse, mention, step) and all(discourse.is_a(index, *AGENTS) for index in step.referents)


def _are_several(discourse: Discourse, mention: Mention, step: Step) -> bool:
    if len(step.referents) > 1:
        both = mention.lemma.casefold() in discourse.words.both
        if both and not (discourse.is_subject(step) or all(discourse.is_a(one, *PEOPLE) for one in step.referents)):
            return False  # "the factories in X and Y. Both make paper"
        return mention.kind != "Person" and all(discourse.is_a(index, *AGENTS) for index in step.referents)
    referent = discourse.referents[step.referents[0]]
    counted = referent.kind == "Topic" and (step.mention.quantity is not None or step.mention.text[0].isdigit())
    if mention.lemma.casefold() in discourse.words.both and not discourse.is_a(referent.index, *AGENTS):
        return False
    return referent.kind == "Group" or (referent.number == "Plur" and not referent.named and not counted)


def _is_thing(discourse: Discourse, mention: Mention, step: Step) -> bool:
    """A described thing of the pronoun's gender: neuter or not, which is all that "den" and "det" tell."""
    if len(step.referents) != 1:
        return False
    referent = discourse.referents[step.referents[0]]
    if referent.named or referent.number == "Plur" or referent.kind in {"Person", "Group"}:
        return False
    if not mention.gender or not referent.gender:
        return not mention.gender and not referent.gender
    return (mention.gender == "Neut") == (referent.gender == "Neut")
