"""The mentions of an article in, the things out of which nothing tells which ones are meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from kg.link.mentions import of_name
from kg.model import Claim, Factuality, Form, Mention, Value
from kg.vocabulary import IRI

CLAUSES, NOMINALS, IS_A, AGE, UNKNOWN, BODY = "clauses", "nominals", "isA", "hasAge", "Topic", "Organization"

ORIGINS = frozenset({"memberOf", "comesFrom"})
"""Properties that tell of a thing what its description does, but of which body: "fighters from armed groups"."""
CALLED = frozenset({AGE, IS_A, "holdsPosition"})


def slight(mentions: Iterable[Mention], lookup: Callable[[Mention], tuple[IRI, ...]]) -> frozenset[IRI]:
    """What has no name and is never more than a bare noun: "the money", "the bill", "an answer"."""
    bare, told = set[IRI](), set[IRI]()
    for mention in mentions:
        (told if _tells(mention) else bare).update(lookup(mention))
    return frozenset(bare - told)


def _tells(mention: Mention) -> bool:
    """Does a mention say which one: by a name, an owner, a number or any other word beside the noun?"""
    named = any(letter.isupper() for letter in mention.text[1:])  # "many of X's neighbours"
    some = mention.lemma == mention.text.casefold() and " " in mention.lemma and not named  # "several of the lines"
    several = " " in mention.text and not some
    beside = mention.owner or mention.quantity or mention.origin or mention.modifiers or several or of_name(mention)
    return mention.form is Form.NAME or (mention.form is Form.DESCRIPTION and bool(beside))


def says_nothing(
    claim: Claim,
    subjects: Collection[IRI | None],
    objects: Collection[object],
    bare: Collection[IRI],
    kinds: Mapping[IRI, str],
) -> bool:
    """Does a claim speak of nothing but what is slight: as somebody's view or plan ("the money will come in"), or with
    no circumstance ("the shot hit the post"), or that "the 39-year-old" is 39? Its reader is none the wiser.
    """
    if claim.subject is None or isinstance(claim.object, Claim):
        return False
    if claim.predicate == AGE or claim.extractor != CLAUSES:
        called = claim.predicate in CALLED and all(one in bare for one in subjects)
        return called or _of_itself(claim)
    thin = claim.subject.kind != BODY and all(subject in bare for subject in subjects)
    thin = thin and all(isinstance(o, Value) or o in bare for o in objects)
    worded = any(isinstance(o, Value) and (claim.predicate != IS_A or " " in o.text) for o in objects)
    asserted = claim.factuality is Factuality.ASSERTED
    if not thin or worded or (asserted and claim.qualifiers):
        return False
    anyone = not claim.subject.definite and claim.subject.number != "Plur"  # "a man lives on an island"
    unknown = all(kinds.get(subject, UNKNOWN) == UNKNOWN for subject in subjects if subject is not None)
    return not asserted or unknown or anyone


def _of_itself(claim: Claim) -> bool:
    """Does it only say in other words how the subject is called: "the owner of the farm" owns the farm?"""
    whole, part = claim.subject, claim.object
    told = claim.extractor == NOMINALS and claim.predicate in ORIGINS
    if whole is None or not isinstance(part, Mention) or told:
        return False
    described = whole.form is part.form is Form.DESCRIPTION
    return described and part.text in whole.text and whole.start <= part.start and part.end <= whole.end
