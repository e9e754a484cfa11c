"""A clause in, whether its verb only introduces another clause ("try to", "seem to", "say that") out."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.spared import ORIGIN
from kg.extract.tree import children, has, prepositions


def introduces(analysis: Analysis, clause: Clause) -> bool:
    """A verb that only introduces another clause (try to, seem to, say that) relates nothing itself."""
    cues = analysis.contexts.cues
    inner = any(c.link in {"complement", "infinitive"} or cues.lends(clause, c) for c in clause.dependents)
    doing = (c for c in clause.dependents if c.host is None and c.marks and has(c.head, "VerbForm=Inf"))
    lent = any(not (c.openers and cues.opens(c, cues.purpose)) for c in doing)  # "gets the hall to laugh"
    told = {c.host.i for c in clause.dependents if c.host is not None and _tells(analysis, clause, c)}
    rest = [token for token in clause.objects if token.i not in told]
    got = clause.head.pos_ == "VERB" and not analysis.particles_of(clause) and any(_definite(analysis, o) for o in rest)
    nouns = [token for token in rest if token.pos_ == "NOUN"]
    got = got or bool(nouns and any(map(analysis.core, clause.obliques)))
    got = got or (not lent and any(_told_of(noun) or _sent(analysis, noun) for noun in nouns))
    got = got or (not lent and bool(nouns and analysis.particles_of(clause)))  # "gets a deal through"
    got = got or (not (inner or lent or clause.objects) and any(map(analysis.core, clause.obliques)))  # "get to a deal"
    modal = clause.lemma in cues.modals and not got  # "must", but "got the prize", "got much attention in the press"
    return ((inner or len(rest) < len(clause.objects)) and not rest) or modal


def _told_of(noun: Token) -> bool:
    """Is it told what kind of thing or how many one gets, and not what one gets to do: "got a chance to go"?"""
    return bool(children(noun, "amod", "nmod", "nummod")) and not children(noun, "acl")


def _sent(analysis: Analysis, noun: Token) -> bool:
    """Is it told from whom it is: "got a confirmation from X that"?"""
    return any(analysis.placing(prepositions(child)) == ORIGIN for child in children(noun, "nmod"))


def _definite(analysis: Analysis, noun: Token) -> bool:
    """Is it something definite that one can get: a name, the prize, so much money?"""
    phrases = analysis.phrases
    return noun.i in phrases.names or (noun.pos_ == "NOUN" and (phrases.definite(noun) or phrases.measured(noun)))


def _tells(analysis: Analysis, clause: Clause, inner: Clause) -> bool:
    """Does a clause hung on a noun say all that there is to say: "the claim that", "said yes to putting up"?"""
    if inner.host is not None and _sent(analysis, inner.host):
        return False
    bare = inner.host is not None and analysis.bare(clause.lemma, inner.host)
    return analysis.contexts.cues.content(inner) or (bare and has(inner.head, "VerbForm=Inf"))
