"""A described mention and the discourse before it in, the referents it takes up out; empty where it is something new.

Definite nouns take up what was mentioned, indefinite ones do not (Mæhlum et al., NARC, 2022), except word for word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.link.discourse import Discourse, Referent, head_noun
from kg.link.gazetteer import CAPITAL
from kg.link.sets import is_numeral, set_of
from kg.model import Form, Mention
from kg.ontology import ontology

UNKNOWN = "Topic"
LEGAL, BODY = "takesLegalActionAgainst", "Organization"
SHORTEST_NOUN = 4
SAME_WORDS = 5
"""Mentions of a referent that a repeated indefinite phrase is compared with."""
LATELY = 10
"""Sentences within which the last part of a compound still means the compound."""
NEAR = 3
"""Sentences within which a bare noun such as "the company" still means a name whose sort no table tells."""


def describe(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """What the mention takes up, by the first rule that answers; of a bare number ("the two") the model knows more."""
    if is_numeral(mention) and (found := modelled(discourse, mention)):
        return found
    return next(filter(None, (rule(discourse, mention) for rule in RULES)), ())


def aged(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The 33-year-old": whoever the text gives that age, else the last person named whose age it does not tell."""
    age = mention.lemma.partition("-")[0]
    if not (age.isdigit() and "-" in mention.lemma) or not _single(mention) or mention.kind != "Person":
        return ()
    if age in discourse.ages.values():
        return tuple(index for index, known in discourse.ages.items() if known == age)[:1]
    for step in discourse.back(LATELY, mention):
        named = [index for index in step.referents if discourse.referents[index].named]
        if len(named) == 1 and discourse.is_a(named[0], "Person") and named[0] not in discourse.ages:
            discourse.ages[named[0]] = age
            return (named[0],)
    return ()


def neighbour(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "the neighbouring country": the nearest other country of this sentence or the one before."""
    if mention.lemma.casefold() not in discourse.words.neighbours or not _single(mention):
        return ()
    others = {*discourse.referents_of(mention.owner)} or {*discourse.referents_of(discourse.doer(mention))}
    for step in discourse.back(1, mention):
        for index in step.referents:
            record = discourse.referents[index].record
            if index not in others and record is not None and record.sort == "country":
                return (index,)
    return ()


def capital(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "Mali's capital": the capital of its owner; without one, "the capital" is a sort like others."""
    if mention.lemma.casefold() not in discourse.words.capitals or not _single(mention):
        return ()
    ties = discourse.ties(mention)
    for referent in discourse.referents:
        record = referent.record
        if record is not None and record.sort == CAPITAL and record.part_of in ties:
            return (referent.index,)
    return ()


def repeated(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The same noun again: a title of somebody named, a description used before."""
    found = next((r for r in discourse.recent(mention.lemma) if compatible(discourse, mention, r)), None)
    return () if found is None else (found.index,)


def announced(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The president" before the one name that the article gives this title: a headline, which needs no article."""
    bare = discourse.restates(mention) and mention.number != "Plur" and not mention.modifiers
    if not (_single(mention) or bare) or mention.kind != "Person":
        return ()
    mention = replace(mention, definite=True)
    holders = [discourse.referents[index] for index in discourse.holders.get(head_noun(mention.lemma), ())]
    fitting = [r for r in holders if r.named and compatible(discourse, mention, r)]
    return (fitting[0].index,) if len(fitting) == 1 else ()


def kin(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "His wife": whom the text says that the owner is married to; without an owner, the one that is so told of."""
    relation = discourse.words.kinship.get(mention.lemma.casefold())
    if relation is None or not _single(mention):
        return ()
    owners = discourse.referents_of(mention.owner)
    sides = [discourse.kin.get((relation, owner), set()) for owner in owners]
    if mention.owner is None:
        sides = [others for (known, _), others in discourse.kin.items() if known == relation]
    found = {index for side in sides for index in side if discourse.referents[index].named} - {*owners}
    return (found.pop(),) if len(found) == 1 else ()


def party(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The accused", "my client": the person spoken of last against whom the text tells of a legal step."""
    if mention.text.casefold().split()[-1] not in discourse.words.parties or mention.number == "Plur":
        return ()
    found = {
        index
        for claim in discourse.claims
        if isinstance(claim.object, Mention) and LEGAL in (claim.predicate, _family(claim.predicate))
        for index in discourse.referents_of(claim.object)
        if discourse.referents[index].number != "Plur"
    }
    return next(((index,) for step in discourse.back() for index in step.referents if index in found), ())


def part_of_name(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The ministry" after "the Ministry of Defence": the last body with the noun, or a word that ends in it, in its
    name."""
    plain = not (mention.owner or mention.origin or discourse.modifiers(mention))
    if not (_single(mention) and plain) or len(mention.lemma) < SHORTEST_NOUN:
        return ()
    forms = (head_noun(mention.lemma), mention.text.casefold())
    for step in discourse.back():
        for index in step.referents:
            referent = discourse.referents[index]
            if referent.named and referent.kind == BODY and any(_holds_noun(name, forms) for name in referent.mentions):
                return (index,)
    return ()


def _holds_noun(name: Mention, forms: tuple[str, ...]) -> bool:
    words = name.text.casefold().split()
    return name.form is Form.NAME and (words[0] in forms or words[-1].endswith(forms))


def _family(predicate: str) -> str:
    known = ontology().properties.get(predicate)
    return known.family if known is not None else ""


def event(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The conflict" after "the war in …": the last event that a noun of the same group introduced."""
    group = discourse.words.events.get(mention.lemma.casefold())
    if group is None or not mention.definite or discourse.modifiers(mention):
        return ()
    ties = discourse.ties(mention)
    for step in discourse.back(LATELY, mention):
        for index in step.referents:
            referent = discourse.referents[index]
            same = any(discourse.words.events.get(noun) == group for noun in referent.nouns)
            if same and _tied(ties, referent.ties) and _agree(mention, referent):
                return (index,)
    return ()


def shortened(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The last part of a compound used before: "separatistkrig" … "krigen"."""
    noun = head_noun(mention.lemma)
    owned = mention.owner is not None
    if not mention.definite or (" " in mention.text and not owned):
        return ()
    ties = discourse.ties(mention)
    for longer in reversed(discourse.endings.get(noun, [])[-NEAR:]):
        for referent in discourse.recent(longer):
            near = mention.sentence - referent.mentions[-1].sentence <= LATELY
            alike = referent.kind == mention.kind != UNKNOWN and not referent.named
            mine = bool(ties & referent.ties) if owned else not ties
            if near and alike and mine and _agree(mention, referent):
                return (referent.index,)
    return ()


def sort_of(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """A noun for the sort of a named thing: "the country", "the region", "the company"."""
    if not _single(mention) or mention.owner is not None:
        return ()
    sorts = discourse.gazetteer.sorts_of(head_noun(mention.lemma), discourse.article.language)
    origin = discourse.gazetteer.find(mention.origin) if mention.origin else None
    kinds = {discourse.gazetteer.open_sorts[sort] for sort in sorts} - {""}
    for step in discourse.back() if sorts else ():
        for index in step.referents:
            referent = discourse.referents[index]
            if referent.record is not None:
                here = discourse.gazetteer.country_of(referent.record)
                if referent.record.sort in sorts and (origin is None or here == origin.id):
                    return (index,)
            elif referent.named and referent.kind in kinds and not referent.nouns and origin is None:
                return (index,) if mention.sentence - step.sentence <= NEAR else ()
    return ()


def modelled(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """What the language model takes it for, if number, kind and what is known of both allow it."""
    if not mention.definite and not is_numeral(mention):
        return ()
    for found in discourse.antecedents(mention):
        referents = [discourse.referents[index] for index in found]
        if len(found) > 1:
            return found if mention.number == "Plur" else ()
        if referents[0].mentions[0].start < mention.start and _alike(discourse, mention, referents[0]):
            return found
    return ()


def _alike(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    ties = discourse.ties(mention)
    kinds = ontology().is_a(mention.kind, referent.kind) or ontology().is_a(referent.kind, mention.kind)
    single = mention.number != "Plur" if referent.named else _agree(mention, referent)
    return kinds and single and _tied(ties, referent.ties) and referent.tie not in ties


def _single(mention: Mention) -> bool:
    return mention.definite and mention.number != "Plur"


def compatible(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """May a mention that shares its noun with a referent mean it? Number, count, modifiers and ties must not clash."""
    ties, modifiers = discourse.ties(mention), discourse.modifiers(mention)
    if modifiers & discourse.words.others:
        return False
    if referent.named:
        former = not discourse.is_former(mention) or referent.index in discourse.former
        single = mention.definite and mention.number != "Plur"
        return former and single and _holds(head_noun(mention.lemma), ties, referent)
    if not _agree(mention, referent):
        return False
    if not mention.definite:
        same = mention.text.casefold() in {known.text.casefold() for known in referent.mentions[:SAME_WORDS]}
        if same and modifiers <= referent.modifiers and ties <= referent.ties:
            return True
        told = discourse.restates(mention) or discourse.restates(referent.mentions[0])
        clash = modifiers and referent.modifiers and not modifiers & referent.modifiers
        return told and mention.quantity is None and _tied(ties, referent.ties) and not clash
    if not _tied(ties, referent.ties) or (ties and not referent.ties and mention.number == "Plur"):
        return False
    return not (modifiers and referent.modifiers) or bool(referent.modifiers & modifiers)


def _holds(noun: str, ties: set[str], referent: Referent) -> bool:
    """Does somebody named hold the post for that body? Who holds it for an unnamed one is not taken for that."""
    return not ties or any((noun, tie) in referent.offices for tie in ties)


def _agree(mention: Mention, referent: Referent) -> bool:
    number = not mention.number or not referent.number or mention.number == referent.number
    count = _count(mention)
    return number and (count is None or referent.quantity is None or count == referent.quantity)


def _count(mention: Mention) -> float | None:
    return mention.quantity.value if mention.quantity is not None else None


def _tied(ties: set[str], others: set[str]) -> bool:
    return not ties or not others or bool(ties & others)


RULES: tuple[Callable[[Discourse, Mention], tuple[int, ...]], ...] = (
    set_of,
    aged,
    neighbour,
    capital,
    repeated,
    announced,
    kin,
    party,
    shortened,
    event,
    part_of_name,
    sort_of,
    modelled,
)
