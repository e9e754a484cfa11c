"""A frame that fits a clause and what it names in, whether the verb is meant otherwise all the same, out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.matching import Match
from kg.extract.tree import has
from kg.model import Claim, Mention, Value
from kg.ontology import ontology

SUPPLIES, LOCATED = "supplies", "locatedIn"
"""Of which several people or things are each in one place, not all in all of them."""
STATEMENT, THING, AMOUNT, QUANTITY = "Statement", "Thing", "amount", "Quantity"
JUDGING = frozenset({"adopts", "criticises", "rejects", "protestsAgainst", "recognizes", "investigates"})
"""Properties of which no amount is an object."""


def other_sense(
    analysis: Analysis, clause: Clause, match: Match, ranged: Sequence[Mention | Claim | Value | None]
) -> bool:
    """Do the arguments show that the verb is meant otherwise: "spent four months on", "must meet in court"?"""
    amounts = [token for name, token in match.qualifiers if name == AMOUNT]
    spent = not all(map(analysis.phrases.measured, amounts)) or any(
        token.lower_ in analysis.durations for token in amounts
    )
    stating = any(isinstance(target, Claim | Value) for target in ranged)
    takes = bool({STATEMENT, THING} & ontology().properties[match.frame.predicate].range)
    named = match.frame.predicate in JUDGING  # nobody criticises 41,000 tonnes
    takes_sum = (takes and not named) or QUANTITY in ontology().properties[match.frame.predicate].range
    paid = not takes_sum and any(map(analysis.phrases.measured, match.range))  # "allotted", not "deposed"
    inner, words = match.complement, match.frame.surface.split()
    apart = inner is not None and not inner.openers and words[-1] in analysis.prepositions
    stops = match.complement is None and _stops(analysis, clause)
    return (
        spent
        or paid
        or stops
        or (match.frame.predicate == LOCATED and len(ranged) > 1 and any(has(t, "Number=Plur") for t in match.domain))
        or _asked(analysis, match)
        or _on_course(analysis, match)
        or _filed(analysis, match)
        or (clause.lemma in analysis.examining and not match.domain and any(_person(target) for target in ranged))
        or (stating and (not takes or (apart and STATEMENT not in ontology().properties[match.frame.predicate].range)))
    )


def _person(target: Mention | Claim | Value | None) -> bool:
    return isinstance(target, Mention) and target.kind == "Person"


def _on_course(analysis: Analysis, match: Match) -> bool:
    """Is where something is no place: "on the mend", "on their way out"?"""
    return match.frame.predicate == LOCATED and any(t.lemma_.lower() in analysis.courses for t in match.range)


def _filed(analysis: Analysis, match: Match) -> bool:
    """Is what is delivered a petition or the like: "handed the court its notice"?"""
    filed = any(token.lemma_.lower().endswith(analysis.filings) for _, token in match.qualifiers)
    return match.frame.predicate == SUPPLIES and filed


def _stops(analysis: Analysis, clause: Clause) -> bool:
    """Does the verb only say of what the next one tells that it begins or ends: "stopped ordering"?"""
    cues = analysis.contexts.cues
    lent = (inner for inner in clause.dependents if cues.lends(clause, inner))
    return any(cues.implicative.get(clause.lemma, cues.around(clause, inner)) is not None for inner in lent)


def _asked(analysis: Analysis, match: Match) -> bool:
    """Is what is called for an answer: "asked why they had waited"?"""
    inner = match.complement
    if inner is None or not inner.finite:
        return False
    if analysis.contexts.cues.asks(inner):
        return True  # "will decide whether the school is to close"
    obliques = (oblique.token for oblique in inner.obliques)
    words = (*inner.adverbs, *inner.objects, *inner.subjects, *obliques)
    return any(word.lower_ in analysis.interrogative for word in words)
