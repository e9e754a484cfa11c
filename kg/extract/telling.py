"""A clause with its subjects in, whether an open relation of it would tell anything true of anybody known, out."""

from __future__ import annotations

from kg.extract.analysis import ABSTRACT, Analysis
from kg.extract.clause import Clause
from kg.extract.kinds import UNKNOWN
from kg.extract.tree import children
from kg.model import Form, Mention
from kg.ontology import ontology


def of_nobody(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Is there nobody of whom it would be told, or several that share it, or none in truth?"""
    return (
        not subjects
        or (not clause.passive and any(_lasts(analysis, subject) for subject in subjects))
        or _taken_up(analysis, clause)
        or _shared(analysis, clause, subjects)
        or _idle(analysis, clause, subjects)
    )


def alone(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Does a verb without object tell nothing that its neighbours do not: "before the paper wrote about it"?"""
    cues, agentless = analysis.contexts.cues, clause.passive and not clause.agents
    cut = not clause.objects and (cues.says(clause) or _dangling(analysis, clause))
    there = any(adverb.lower_ in analysis.deictic for adverb in clause.adverbs)  # "worked there for eight years"
    after = [o.token for o in clause.obliques if o.token.i > clause.head.i and o.prepositions]
    after = [token for token in after if token.i not in analysis.in_time]
    after = [token for token in after if token.lower_ not in analysis.reciprocal]
    whom = any(token.pos_ == "PRON" or (token.pos_ == "NUM" and token.i <= clause.head.i + 3) for token in after)
    return (
        (clause.passive and bool(clause.agents))  # by whom, but not what
        or _told_elsewhere(analysis, clause)
        or _asks_how(analysis, clause)
        or cut
        or there
        or whom  # "is sent to those who have least"
        or any(noun.i in analysis.in_time for noun in clause.objects)  # "will spend the next two weeks"
        or clause.lemma in analysis.empty_verbs | analysis.having
        or all(map(_anything, subjects))
        or (agentless and _nothing_known(analysis, clause, subjects))
    )


def anybody(analysis: Analysis, clause: Clause, mention: Mention) -> bool:
    """Is it anybody of a kind, not even introduced by an article ("people get the bill"), or described by the clause
    alone ("a leader who")? Headlines leave articles out.
    """
    if any(start <= mention.start < end for start, end in analysis.headlines):
        return False
    token = next((token for token in clause.subjects if token.idx == mention.start), None)
    bare = mention.form is Form.DESCRIPTION and mention.text.isalpha() and mention.quantity is None
    inflected = mention.number != "Plur" and mention.text.casefold() != mention.lemma.casefold()
    if token is None or not bare or mention.definite or inflected:
        return False
    some = mention.number == "Plur" and mention.lemma.casefold() not in analysis.anybody  # "protesters threw stones"
    return token == clause.host or not (some or mention.kind in ABSTRACT or children(token, "det"))


def _lasts(analysis: Analysis, subject: Mention) -> bool:
    """Is it but a length of time: "two months"?"""
    return subject.form is Form.DESCRIPTION and subject.lemma.lower() in analysis.durations


def _shared(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Do several have an amount together: "the three parties have 32 of the seats"?"""
    counted = any(noun.pos_ == "NUM" or analysis.phrases.measured(noun) for noun in clause.objects)
    summed = any(analysis.phrases.measured(oblique.token) for oblique in clause.obliques)
    shared = (counted and clause.lemma in analysis.having) or (summed and clause.lemma in analysis.summing)
    return len(subjects) > 1 and shared


def _idle(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Would a thing do what an infinitive tells, for want of anybody else: "the trust that it takes to lead"?"""
    lent = clause.link in {"infinitive", "adverbial"} and not clause.finite and not clause.passive
    above = clause.governor
    raised = above is not None and analysis.contexts.cues.lends(above, clause)
    if lent and above is not None and above.lemma in analysis.pro_verbs:
        return True  # "made it easy to hide the tracks"
    described = [subject for subject in subjects if subject.form is Form.DESCRIPTION]
    return lent and not raised and any(not ontology().is_a(subject.kind, "Agent") for subject in described)


def _told_elsewhere(analysis: Analysis, clause: Clause) -> bool:
    """Is what there is to tell in another clause: the one around an infinitive, or the one that is asked for?"""
    inner = any(c.link == "infinitive" or (c.link == "adverbial" and not c.finite) for c in clause.dependents)
    within = not clause.finite and clause.link in {"infinitive", "adverbial", "modifier"}
    asked = any(
        c.finite and c.openers and (clause.passive or analysis.contexts.cues.contained(c)) for c in clause.dependents
    )  # "is worried that"
    return within or (clause.passive and inner) or asked


def _dangling(analysis: Analysis, clause: Clause) -> bool:
    """Does the verb end in a preposition whose object is left out: "then the party joined in"?"""
    return any(word in analysis.dangling for word in analysis.particles_of(clause)[-1:])


def _asks_how(analysis: Analysis, clause: Clause) -> bool:
    """Does the clause ask how, when or why, or for its object: "misunderstood how the fee is set"?"""
    words = (*clause.adverbs, *clause.objects, clause.head.doc[clause.span[0]])
    return clause.link == "complement" and any(word.lower_ in analysis.interrogative for word in words)


def _nothing_known(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Is a thing without a name, a kind or anything beside it said to be done with, nobody knows when or where?"""
    plain = all(m.form is Form.DESCRIPTION and m.kind == UNKNOWN and " " not in m.text for m in subjects)
    return plain and not (clause.obliques or clause.fixed or analysis.timing.of(clause))


def _anything(mention: Mention) -> bool:
    """Is it but a noun, of which nothing tells which one is meant: "an answer is expected"?"""
    bare = mention.form is Form.DESCRIPTION and " " not in mention.text and mention.quantity is None
    return bare and not mention.definite and mention.number != "Plur" and mention.kind == UNKNOWN


def _taken_up(analysis: Analysis, clause: Clause) -> bool:
    """Is it done to "that", of which another sentence tells: "that the parties will come back to"?"""
    told = [*clause.objects, *(oblique.token for oblique in clause.obliques)]
    return any(token.lower_ in analysis.propositional and token.i < clause.head.i for token in told)
