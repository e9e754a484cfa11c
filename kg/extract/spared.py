"""A clause in, whether it is better left untold out: what the words before it or after it make empty or false."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.copular import relational
from kg.extract.tree import children, contents, has, prepositions, relation
from kg.model import Factuality

ORIGIN = "comesFrom"


def untold(analysis: Analysis, clause: Clause) -> bool:
    """Is it fiction, shared out among several, hardly so, or but the posture in which something else was done?"""
    rules = (
        _of_amount,
        _to_be_found,
        _of_the_most,
        _of_some,
        _of_people,
        _at_most,
        _shared_out,
        _lasts,
        _beside,
        _scarcely,
        _half_denied,
        _degree_asked,
        _no_verb,
        _doing,
        _compared,
    )
    return analysis.plotted(clause) or any(rule(analysis, clause) for rule in rules)


def _scarcely(analysis: Analysis, clause: Clause) -> bool:
    """Does an adverb leave little of it: "barely managed to", "uses it little"?"""
    lent = [clause.governor] if clause.governor is not None and clause.link == "infinitive" else []
    return any(adverb.lower_ in analysis.contexts.cues.scarcely for one in (clause, *lent) for adverb in one.adverbs)


def _of_amount(analysis: Analysis, clause: Clause) -> bool:
    """Does a relative clause describe a mere number or amount: "fell 11 per cent, which X put down to"?"""
    host = clause.host
    return host is not None and clause.link == "relative" and (host.pos_ == "NUM" or analysis.phrases.measured(host))


def _at_most(analysis: Analysis, clause: Clause) -> bool:
    """Was it so only for a time, and less before and after: "led by six goals at the most"?"""
    words = " ".join(token.lower_ for token in analysis.own_tokens(clause))
    return any(f" {phrase} " in f" {words} " for phrase in analysis.peaks)


def _of_people(analysis: Analysis, clause: Clause) -> bool:
    """Does it tell of anybody of whom it is so: "people who were in the area"?"""
    host = clause.host
    if host is None or clause.link != "relative" or host.lemma_.lower() not in analysis.anybody:
        return False
    told = children(host, "det", "amod", "nummod") or analysis.phrases.definite(host)
    return not told


def _of_some(analysis: Analysis, clause: Clause) -> bool:
    """Does a clause only tell which of many are meant: "an exception for waters where the outlets do little harm"?"""
    opening = clause.head.doc[clause.span[0]].lower_
    some = clause.host is not None and clause.host.pos_ == "NOUN" and not analysis.phrases.definite(clause.host)
    where = opening in analysis.relative_adverbs - analysis.contexts.cues.subordinators
    return some and clause.link == "relative" and where


def _to_be_found(_analysis: Analysis, clause: Clause) -> bool:
    """Is it an infinitive that something is: "the aim is to win", "is to be found on the list"?"""
    return has(clause.head, "VerbForm=Inf") and any(relation(word) == "cop" for word in clause.head.children)


def _of_the_most(_analysis: Analysis, clause: Clause) -> bool:
    """Does a relative clause tell among whom somebody is the most: "the ablest athletes I have worked with"?"""
    host = clause.host
    beside = [word for amod in (children(host, "amod") if host is not None else ()) for word in amod.subtree]
    most = any(has(word, "Degree=Sup") for word in beside)
    return most and clause.link == "relative" and host not in clause.subjects


def _doing(analysis: Analysis, clause: Clause) -> bool:
    """Is it but the doing that somebody has or wants a part in: "had nothing to do with it"?"""
    idle = clause.lemma in analysis.pro_verbs and not clause.objects and clause.link in {"modifier", "infinitive"}
    return idle and has(clause.head, "VerbForm=Inf")


def _no_verb(analysis: Analysis, clause: Clause) -> bool:
    """Is the verb a noun that the parser took for a participle: "has a lien on"?"""
    return clause.head.lower_ in analysis.no_supines and bool(clause.auxiliaries)


def _compared(analysis: Analysis, clause: Clause) -> bool:
    """Is it but what something is compared with or done instead of: "worse than it looks"?"""
    above = clause.governor
    left = above is not None and not clause.finite and analysis.placing(clause.openers) == ORIGIN
    if above is not None and left and not analysis.contexts.cues.governs(above, clause.openers):
        return True  # "went from being a hope to being a name"
    words = {word.lower_ for word in children(clause.head, "mark", "case")} | {*clause.openers, *clause.marks}
    return clause.link not in {"root", "complement"} and bool(words & analysis.comparing)


def _half_denied(analysis: Analysis, clause: Clause) -> bool:
    """Does a negation deny less than the whole: "not all are", "never so cold", "not well enough"?"""
    cues, own = analysis.contexts.cues, analysis.own_tokens(clause)
    places = [token.i for token in own if token.lower_ in cues.negation]
    marks = {mark for inner in clause.dependents if inner.link == "adverbial" for mark in inner.marks}
    limited = any(token.i - 1 in places and token.lower_ in cues.limiting for token in own)
    manners = [adverb for adverb in clause.adverbs if adverb.pos_ == "ADJ" and not has(adverb, "Degree=Cmp")]
    how = any(adverb.i > min(places, default=adverb.i) for adverb in manners)
    later = any(token.lower_ in cues.until and token.i > min(places, default=token.i) for token in own)
    return bool(places) and (limited or later or how or bool(marks & cues.until))


def _degree_asked(analysis: Analysis, clause: Clause) -> bool:
    """Does a clause ask how much or how long: "disagree on how long they may stay"?"""
    opening = clause.head.doc[clause.span[0] : clause.span[0] + 2]
    asked = len(opening) == 2 and opening[0].lower_ in analysis.interrogative and opening[1].pos_ in {"ADJ", "ADV"}
    return asked and clause.link != "root" and opening[1].i < clause.head.i


def _beside(analysis: Analysis, clause: Clause) -> bool:
    """Is it but how something beside looks: "listened with her gaze fixed on the table"?"""
    bare = clause.link in {"modifier", "relative"} and not (clause.finite or clause.auxiliaries or clause.marks)
    return bare and clause.host is not None and bool({*prepositions(clause.host)} & analysis.absolute)


def obliged(analysis: Analysis, clause: Clause) -> bool:
    """Does a modal make it a duty, so that its negation says little: "without having to"?"""
    modals = (analysis.contexts.cues.modals.get(word.lemma_) for word in clause.auxiliaries)
    duties = (modal.get("reported", modal["factuality"]) for modal in modals if modal is not None)
    return any(Factuality(duty) in {Factuality.HYPOTHETICAL, Factuality.REQUESTED} for duty in duties)


def either(analysis: Analysis, clause: Clause) -> bool:
    """Is an argument, or the doing itself, one of several of which only one may be: "by a partner or former partner",
    "must be cut or merged"?"""
    arguments = [*clause.subjects, *clause.objects, *clause.agents, *(o.token for o in clause.obliques)]
    joined = [other for token in arguments for other in children(token, "conj")]
    joined += [inner.head for inner in clause.dependents if inner.link == "coordinate"]
    joined += [clause.head] if clause.link == "coordinate" else []
    words = (word.lower_ for token in joined for word in children(token, "cc"))
    return any(word in analysis.contexts.cues.alternatives for word in words)


def hollow(analysis: Analysis, token: Token) -> bool:
    """Is it a noun that says nothing without the clause after it: "reacts to the way it was done"?"""
    mention = analysis.phrases.mention(token) if children(token, "acl") else None
    return mention is not None and (relational(analysis, mention) or contents(token))


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
