"""A described person in, how old the words about them say that they are out."""

from __future__ import annotations

from itertools import pairwise

from kg.link.discourse import Discourse, Referent
from kg.model import Mention

LONGEST_AGE = 2
DECADE = "_"
"""Stands for the last figure of an age of which only the tens are told."""


def told_age(discourse: Discourse, mention: Mention) -> str:
    """The age in years: "a man (27)", "a woman of 88"; "3_" in the thirties, "" where none is told."""
    text, years = discourse.article.text, discourse.words.years
    before, after = text[: mention.start].casefold().split()[-3:], text[mention.end :].split()[:1]
    own = mention.text.casefold().split()
    for word, unit in pairwise([*before, *own]):
        if word.isdigit() and len(word) <= LONGEST_AGE and unit in years:
            return word
    bracket = after[0].strip(".,:;") if after else ""
    if bracket[:1] == "(" and bracket[-1:] == ")" and bracket[1:-1].isdigit() and len(bracket) <= LONGEST_AGE + 2:
        return bracket[1:-1]
    number, _, noun = mention.lemma.partition("-")
    if number.isdigit() and len(number) == LONGEST_AGE and noun.isalpha() and noun not in years:
        return number  # "the 27-year-old"
    tens = [word[0] for word in own if word[:2].isdigit() and word[1:3] == "0-"]
    return tens[0] + DECADE if tens else ""


def of_one_age(discourse: Discourse, mention: Mention, referent: Referent) -> bool:
    """Does the age that a description tells, if it does, not speak against the one that is known?"""
    told, known = told_age(discourse, mention), discourse.ages.get(referent.index, "")
    tens = DECADE in told + known and told[:1] == known[:1]
    return not told or not known or told == known or tens
