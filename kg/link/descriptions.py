"""A described mention and the discourse before it in, the referents it takes up out; empty where it is something new.

Definite nouns take up what was mentioned, indefinite ones do not (Mæhlum et al., NARC, 2022), except word for word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapidfuzz.distance import OSA

from kg.link.agreement import LATELY, agree, compatible, others, single, tied
from kg.link.discourse import SHORTEST_PART, Discourse, Referent
from kg.link.gazetteer import CAPITAL
from kg.link.mentions import head_noun
from kg.link.modelled import modelled, named_sorts
from kg.link.parts import BODIES, SHORTEST_NOUN, ending, heralded, part_of_name
from kg.link.people import PERSON, aged, announced, generic, kin, party
from kg.link.salient import salient
from kg.link.sets import LOCAL, is_numeral, set_of
from kg.model import Mention

UNKNOWN = "Topic"
BODY = "Organization"
CALLED = frozenset({PERSON, BODY})
"""Kinds of named things that the last part of a compound takes up: "filmregissøren Are Lie" … "regissøren"."""
LONGEST_PREPOSITION = 6
LONG_NOUN = 12
"""Letters from which two nouns that differ in one are one, misspelt."""
BEGINNING = 4
"""Sentences in which an article says where it is about, its headline included."""
MEDIA = frozenset({"newspaper", "broadcaster", "news_agency"})
OFTEN = 2
"""Times as often as another that what an article is about is spoken of."""
NEAR = 3
"""Sentences within which a bare noun such as "the company" still means a name whose sort no table tells."""


def describe(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """What the mention takes up, by the first rule that answers; of a bare number ("the two") the model knows more."""
    if is_numeral(mention) and (found := modelled(discourse, mention)):
        return found
    if mention.kind in BODIES and _completed(discourse, mention):
        return ()
    beside, answers = others(discourse, mention), (rule(discourse, mention) for rule in RULES)
    return next((found for found in answers if found and not (len(found) == 1 and beside & {*found})), ())


def neighbour(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "the neighbouring country": the nearest other country of this sentence or the one before."""
    if mention.lemma.casefold() not in discourse.words.neighbours or not single(mention):
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
    if mention.lemma.casefold() not in discourse.words.capitals or not single(mention):
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
    if found is not None and not found.named:
        first = found.mentions[0]
        anything = not (first.definite or discourse.is_introduced(first) or discourse.restates(first) or first.quantity)
        # "the best film from the north" is no film that the article speaks of
        return (sort_of(discourse, mention) if anything and len(found.mentions) == 1 else ()) or (found.index,)
    longer = (r for noun in discourse.endings.get(discourse.noun(mention.lemma), ()) for r in discourse.recent(noun))
    holders = [r for r in longer if r.named and r.kind in CALLED and compatible(discourse, mention, r)]
    fits = list({one.index: one for one in (found, *holders) if one is not None}.values())
    own = [one for one in fits if not any(tie for noun, tie in one.offices if noun == discourse.noun(mention.lemma))]
    fits = own if own and not discourse.ties(mention) else fits  # "the prime minister" is no other country's
    return (_foremost(fits, mention).index,) if fits else ()


def _foremost(fits: list[Referent], mention: Mention) -> Referent:
    """Of several the one that the article has spoken of twice as often as of any other, else the last."""
    spoken = sorted((sum(one.start < mention.start for one in r.mentions), -r.index, r) for r in fits)
    if len(spoken) > 1 and spoken[-1][0] >= OFTEN * spoken[-2][0]:
        return spoken[-1][2]
    return max(fits, key=lambda referent: _last(referent, mention))


def _last(referent: Referent, mention: Mention) -> int:
    """Where a referent was named last before a mention."""
    return max((one.start for one in referent.mentions if one.start < mention.start), default=-1)


def misspelt(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """The same long noun with one letter more, less, or other: nobody tells two things apart by that."""
    noun = head_noun(mention.lemma)
    if len(noun) < LONG_NOUN or not noun.isalpha():
        return ()
    for other in discourse.called:
        if (
            other != noun
            and other.isalpha()
            and OSA.distance(noun, other, score_cutoff=1) == 1
            and len(other) >= LONG_NOUN
        ):
            for referent in discourse.recent(other):
                if mention.definite and not referent.named and compatible(discourse, mention, referent):
                    return (referent.index,)
    return ()


def _completed(discourse: Discourse, mention: Mention) -> bool:
    """Does what the noun is to stand right after it: "retten til å", the right to, is no court?"""
    after = discourse.article.text[mention.end : mention.end + LONGEST_PREPOSITION].casefold().split()
    return after[:1] == [discourse.words.owning[2]] and mention.text.split()[-1:] != after[:1]


def kindred(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The conflict" after "the war in …", "the book" after "a novel": the last named by a noun of the same group."""
    group = discourse.words.kindred.get(head_noun(mention.lemma))
    if group is None or not mention.definite or mention.quantity is not None or discourse.modifiers(mention):
        return ()
    for step in discourse.back(LATELY, mention):
        for index in step.referents:
            referent = discourse.referents[index]
            same = referent.kind != PERSON and any(_group(discourse, noun) == group for noun in referent.nouns)
            if same and tied(discourse, mention, referent) and agree(discourse, mention, referent):
                return (index,)
    return ()


def _group(discourse: Discourse, lemma: str) -> str:
    """The group of nouns that one belongs to, by the longest end of it that is listed; "" where none is.

    A semi-final is no final.
    """
    noun = head_noun(lemma)
    starts = range(len(noun) - SHORTEST_PART + 1)
    ends = (noun[start:] for start in starts if noun[:start] not in discourse.words.otherwise)
    return next((group for end in ends if (group := discourse.words.kindred.get(end, ""))), "")


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
            near = near and (referent.mentions[0].definite or not discourse.restates(referent.mentions[0]))
            one_kind = referent.kind == mention.kind != UNKNOWN and not referent.named
            mine = bool(ties & referent.ties) if owned else not ties and longer not in discourse.words.neighbours
            if near and one_kind and mine and agree(discourse, mention, referent):
                return (referent.index,)
    return ()


def lengthened(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """A compound for what the article has called by its last part, of the same owner: "Moes fly" … "Moes privatfly"."""
    noun = head_noun(mention.lemma)
    if not mention.definite or mention.owner is None:
        return ()
    ties = discourse.ties(mention)
    for start in range(1, len(noun) - SHORTEST_PART + 1):
        for referent in discourse.recent(noun[start:]):
            one_kind = referent.kind == mention.kind and not referent.named
            if one_kind and ties & referent.ties and compatible(discourse, mention, referent):
                return (referent.index,)
    return ()


def _nameless_sort(discourse: Discourse, referent: Referent, sorts: frozenset[str]) -> bool:
    """Is it a named thing that neither its name nor what the text calls it shows to be another sort: "Moe tingrett"?"""
    if not referent.named:
        return False
    told: set[str] = set(MEDIA) if any(name.text in discourse.words.media for name in referent.mentions) else set()
    lasts = {name.text.casefold().split()[-1] for name in referent.mentions} | referent.nouns
    for word in {form for last in lasts for form in (last, *(last.removesuffix(e) for e in discourse.words.endings))}:
        parts = (word[start:] for start in range(len(word) - SHORTEST_NOUN + 1))
        told |= next(filter(None, (named_sorts(discourse, part) for part in parts)), frozenset())
    return bool(told & sorts) if told else True


def sort_of(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """A noun for the sort of a named thing: "the country", "the region", "the company"."""
    if not single(mention) or mention.owner is not None or discourse.modifiers(mention) & discourse.words.others:
        return ()
    sorts = discourse.gazetteer.sorts_of(head_noun(mention.lemma), discourse.article.language)
    origin = discourse.gazetteer.find(mention.origin) if mention.origin else None
    kinds = {discourse.gazetteer.open_sorts[sort] for sort in sorts} - {""}
    found: dict[int, Referent] = {}
    for step in discourse.back() if sorts else ():
        for index in step.referents:
            referent = discourse.referents[index]
            if referent.record is not None:
                here = discourse.gazetteer.country_of(referent.record)
                if referent.record.sort in sorts and (origin is None or here == origin.id):
                    found[index] = referent
            elif _nameless_sort(discourse, referent, sorts) and referent.kind in kinds and origin is None:
                if mention.sentence - step.sentence > NEAR:
                    return _acting(discourse, mention, found) or _home(list(found.values()), mention)
                found[index] = referent
        if found and not (sorts & LOCAL or kinds):
            return tuple(found)[:1]
    return _acting(discourse, mention, found) or _home(list(found.values()), mention)


def _acting(discourse: Discourse, mention: Mention, found: Mapping[int, Referent]) -> tuple[int, ...]:
    """The one body of several that acts in the sentence before the noun: "X got off lightly, as the company helped"."""
    steps = [step for step in discourse.back(0, mention) if discourse.is_subject(step)]
    acting = {step.referents[0] for step in steps if len(step.referents) == 1} & set(found)
    return tuple(acting) if len(acting) == 1 and not discourse.is_a(next(iter(acting)), "Place") else ()


def _home(places: list[Referent], mention: Mention) -> tuple[int, ...]:
    """ "The town" of a text that speaks of several is the one it speaks of most, not the one it named last."""
    spoken = sorted((-sum(one.start < mention.start for one in r.mentions), r.index) for r in places)
    local = len(places) == 1 and places[0].kind != BODY  # "worked at a laboratory in X"
    only = len(spoken) == 1 and (spoken[0][0] < -1 or not local or _early(places[0]))
    foremost = only or (len(spoken) > 1 and spoken[0][0] <= OFTEN * spoken[1][0])
    return (spoken[0][1],) if foremost else ()


def _early(referent: Referent) -> bool:
    """Is it named where an article says where it is about?"""
    return min(one.sentence for one in referent.mentions) < BEGINNING


RULES: tuple[Callable[[Discourse, Mention], tuple[int, ...]], ...] = (
    set_of,
    aged,
    neighbour,
    capital,
    repeated,
    misspelt,
    kin,
    party,
    shortened,
    lengthened,
    kindred,
    part_of_name,
    ending,
    sort_of,
    announced,
    modelled,
    generic,
    heralded,
    salient,
)
