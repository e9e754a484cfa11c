"""A clause in, whether it is better left untold out: what the words before it or after it make empty or false."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.copular import relational
from kg.extract.tree import children, prepositions
from kg.model import Factuality


def untold(analysis: Analysis, clause: Clause) -> bool:
    """Is it shared out among several, or but the posture in which something else was done?"""
    return _shared_out(analysis, clause) or _lasts(analysis, clause) or _beside(analysis, clause)


def _beside(analysis: Analysis, clause: Clause) -> bool:
    """Is it but how something beside looks: "listened with her gaze fixed on the table"?"""
    bare = clause.link in {"modifier", "relative"} and not (clause.finite or clause.auxiliaries or clause.marks)
    return bare and clause.host is not None and bool({*prepositions(clause.host)} & analysis.absolute)


def obliged(analysis: Analysis, clause: Clause) -> bool:
    """Does a modal make it a duty, so that its negation says little: "without having to"?"""
    modals = (analysis.contexts.cues.modals.get(word.lemma_) for word in clause.auxiliaries)
    return any(modal is not None and modal["factuality"] == Factuality.HYPOTHETICAL for modal in modals)


def hollow(analysis: Analysis, token: Token) -> bool:
    """Is it a noun that says nothing without the clause after it: "reacts to the way it was done"?"""
    mention = analysis.phrases.mention(token) if children(token, "acl") else None
    return mention is not None and relational(analysis, mention)


def _shared_out(analysis: Analysis, clause: Clause) -> bool:
    """Do several get each their own ("respectively"), or have together what none of them has?"""
    if any(token.lower_ in analysis.distributive for token in analysis.own_tokens(clause)):
        return True
    subjects = analysis.mentions(clause.subjects)
    several = len(subjects) > 1 or any(m.definite and m.quantity is not None for m in subjects)
    return several and any(analysis.together(token) for token in clause.objects)


def _lasts(analysis: Analysis, clause: Clause) -> bool:
    """Does the verb only say that what the next one tells went on: "stood and clapped"?"""
    going_on = clause.lemma in analysis.postures and not clause.objects
    after = [inner.head.i for inner in clause.dependents if inner.link == "coordinate"]
    return going_on and clause.head.i + 2 in after
