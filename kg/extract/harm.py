"""A passive clause that tells of harm in, the event that does it out: "was killed in the explosion"."""

from __future__ import annotations

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.matching import Match
from kg.extract.tree import has
from kg.model import Mention

HARM = frozenset({"kills", "injures", "affects"})


def harming(analysis: Analysis, clause: Clause, match: Match) -> list[Mention]:
    """The event in which somebody comes to harm at nobody's hand."""
    if match.frame.predicate not in HARM or not (clause.passive or match.frame.kind == "participle"):
        return []
    joined = (inner for inner in clause.dependents if inner.link == "coordinate")
    beside = (inner for inner in joined if has(inner.head, "VerbForm=Part"))
    found = (_events(analysis, one) for one in (clause, *beside))  # "two were killed and five injured in the blast"
    return next(filter(None, found), [])


def _events(analysis: Analysis, clause: Clause) -> list[Mention]:
    within = [o.token for o in clause.obliques if o.prepositions and o.prepositions[-1] in analysis.place]
    return [mention for mention in analysis.mentions(within) if mention.lemma.lower().endswith(analysis.harming)]
