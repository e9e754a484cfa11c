"""A described person and the discourse before it in, whom it takes up out: by age, post, kinship, case or gender."""

from __future__ import annotations

from dataclasses import replace

from kg.link.agreement import LATELY, compatible, one_gender, others, single, tied
from kg.link.discourse import Discourse, Referent
from kg.link.mentions import head_noun, spot
from kg.model import Mention
from kg.ontology import ontology

LEGAL = "takesLegalActionAgainst"
DEFENDS = frozenset({"supports", "worksFor", "memberOf"})
PERSON, BODY = "Person", "Organization"
NEAR, BEGINNING = 4, 4
"""Sentences back that somebody who acts stays in mind, and those in which an article names whom it is about."""


def aged(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The 33-year-old": whoever the text gives that age; else of those whose age it does not tell the one who acts in
    the sentence before, or whom the article names at its beginning and most often since."""
    age = mention.lemma.partition("-")[0]
    if not (age.isdigit() and "-" in mention.lemma) or not single(mention) or mention.kind != "Person":
        return ()
    if age in discourse.ages.values():
        return tuple(index for index, known in discourse.ages.items() if known == age)[:1]
    for step in discourse.back():
        if len(step.referents) == 1 and step.mention.lemma.startswith(f"{age}-") and step.mention.number != "Plur":
            return step.referents
    acting = [step for step in discourse.back(NEAR, mention) if discourse.is_subject(step) and len(step.referents) == 1]
    near = [step for step in acting if mention.sentence - step.sentence < 2]
    acting = near + [step for step in acting if step not in near and discourse.speaker(step.mention) is None]
    people = [person for step in acting if not (person := discourse.referents[step.referents[0]]).offices]
    first = [r for r in discourse.referents if r.named and r.mentions and r.mentions[0].sentence < BEGINNING]
    first.sort(key=lambda r: (-sum(one.start < mention.start for one in r.mentions), r.index))
    spoken_of = _spoken_of(discourse, mention)
    for person in (*people, *first):
        titled = any(one.title and spot(one) in discourse.citing for one in person.mentions)  # "says barrister X"
        known = person.index in discourse.ages or not person.named or titled
        if person.kind == PERSON and person.number != "Plur" and not known and person.index not in spoken_of:
            discourse.ages[person.index] = age
            return (person.index,)
    return ()


def _spoken_of(discourse: Discourse, mention: Mention) -> set[int]:
    """Of whom the words of a speaker speak, who are others: "I wonder what Moe had in mind, says the 34-year-old"."""
    said = [one for one in discourse.cited if spot(one.source) == spot(mention)]
    within = (other for one in said for other in discourse.names if one.start <= other.start < one.end)
    return {index for other in within for index in discourse.referents_of(other)}


def announced(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The president" before the one name that the article gives this title: a headline, which needs no article.

    So "Swedish bank" in a headline before the one bank that the article names.
    """
    body = mention.kind == BODY and mention.owner is None
    bare = discourse.restates(mention) and mention.number != "Plur" and mention.quantity is None
    bare = bare and (body or not mention.modifiers)
    if not (single(mention) or bare) or not (body or mention.kind == PERSON):
        return ()
    told = replace(mention, definite=True)
    holders = [discourse.referents[index] for index in discourse.holders.get(discourse.noun(mention.lemma), ())]
    fits = _is_body if body else compatible
    fitting = [r for r in holders if r.named and fits(discourse, told, r)]
    if not discourse.restates(mention):  # "the director" of the body is none whom only a later paragraph names
        near = mention.sentence + LATELY
        fitting = [r for r in fitting if any(one.sentence <= near for one in r.mentions)]
    return (fitting[0].index,) if len(fitting) == 1 else ()


def _is_body(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """May a named body be the one described? Whose it is must not speak against it."""
    return referent.kind == BODY and tied(discourse, mention, referent)


def kin(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "His wife": whom the text says that the owner is married to; failing that, the one who is called a wife."""
    relation = discourse.words.kinship.get(mention.lemma.casefold())
    if relation is None or not single(mention):
        return ()
    owners = discourse.referents_of(mention.owner)
    related = [one for one, other in discourse.related(relation) if mention.owner is None or other in owners]
    for people in (related, discourse.holders.get(head_noun(mention.lemma), ())):
        known = [discourse.referents[index] for index in people if index not in owners]
        found = {one.index for one in known if one.named and one_gender(discourse, mention, one)}
        if found:
            return (found.pop(),) if len(found) == 1 else ()
    return ()


def party(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The accused", "my client": the person spoken of last against whom the text tells of a legal step."""

    def is_party(one: Mention) -> bool:
        return one.text.casefold().split()[-1] in discourse.words.parties

    another = mention.modifiers and not mention.definite  # "a fourth defendant"
    if not is_party(mention) or mention.number == "Plur" or another:
        return ()
    if client := defended(discourse, mention):
        return client
    found = {
        index
        for claim in discourse.claims
        if isinstance(claim.object, Mention) and LEGAL in (claim.predicate, _family(claim.predicate))
        for index in discourse.referents_of(claim.object)
        if discourse.referents[index].number != "Plur" and discourse.is_a(index, "Agent")
    }
    found = found or {r.index for r in discourse.referents if r.number != "Plur" and any(map(is_party, r.mentions))}
    return next(((index,) for step in discourse.back() for index in step.referents if index in found), ())


def defended(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The client of whoever speaks: "his counsel says that the client", "X, who defends him, says"."""
    speaker = discourse.speaker(mention)
    if speaker is None:
        return ()
    owner, said = discourse.referents_of(speaker.owner), discourse.referents_of(speaker)
    tasks = (c for c in discourse.claims if c.predicate in DEFENDS and discourse.referents_of(c.subject) == said)
    helped = [discourse.referents_of(task.object) for task in tasks if isinstance(task.object, Mention)]
    for found in (owner, *helped):
        if said and len(found) == 1 and discourse.is_a(found[0], PERSON) and found != said:
            return found
    return ()


def generic(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The girl", of whom the text has not told: the last person that is a she."""
    noun, home = head_noun(mention.lemma), mention.lemma.casefold().rpartition("-")[0]  # "the Trysil girl"
    bare = (
        single(mention)
        and mention.owner is None
        and (mention.origin or not discourse.ties(mention))  # "the Trønder"
        and discourse.modifiers(mention) <= {home}
    )
    if not bare or noun not in discourse.words.people or noun in discourse.words.kinship:
        return ()
    gender = discourse.words.gendered.get(noun, "")
    barred = others(discourse, mention) | {*discourse.referents_of(discourse.speaker(mention))}
    people = (
        index
        for step in discourse.back(None if home else LATELY, mention)
        for index in step.referents
        if discourse.is_a(index, PERSON) and discourse.referents[index].number != "Plur" and index not in barred
    )
    return next(((one,) for one in people if not gender or discourse.referents[one].person_gender == gender), ())


def _family(predicate: str) -> str:
    known = ontology().properties.get(predicate)
    return known.family if known is not None else ""
