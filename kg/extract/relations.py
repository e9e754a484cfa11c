"""Clauses that no frame catches in, open relations out: subject, words of the predicate, object or first oblique."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.analysis import ABSTRACT, Analysis
from kg.extract.clause import Clause, Oblique
from kg.extract.confidence import BARE, DESCRIBED, OPEN
from kg.extract.kinds import UNKNOWN
from kg.extract.tree import children, has, is_clause, predicate_prepositions, prepositions
from kg.model import Claim, Form, Mention, Qualifier, Value
from kg.ontology import ontology

AGE = "hasAge"
INVOLVES, INSTRUMENT, REASON, OBLIQUE = "involves", "instrument", "reason", "oblique"
SUFFERED = frozenset({"opposes", "takesLegalActionAgainst", "impacts", "appoints", "dismisses"})
"""Families and properties of which it is news that they befall somebody, whoever does it."""


@dataclass(slots=True)
class Relation:
    """What a clause relates, before coordination is distributed."""

    predicate: str
    surface: str
    domain: list[Mention | None]
    range: list[Mention | Claim | Value | None]
    confidence: float
    used: set[int]
    qualifiers: list[Qualifier]


def suffered(predicate: str) -> bool:
    """Is it news that a property befalls somebody, even where nobody is said to do it?"""
    return bool({predicate, ontology().properties[predicate].family} & SUFFERED)


def open_relation(analysis: Analysis, clause: Clause) -> Relation | None:
    """Subject, words of the predicate, object or first oblique; a passive without agent keeps its patient first."""
    if _only_frames_inner(analysis, clause) or _half_said(analysis, clause):
        return None
    agentless = clause.passive and not clause.agents
    subjects = analysis.mentions(clause.subjects if agentless else clause.doers)
    used = {token.i for token in [*clause.subjects, *clause.objects, *clause.agents, clause.head]}
    if not subjects or _measured(analysis, clause) or _idle(analysis, clause, subjects):
        return None
    if clause.predicate is not None:
        return _copular(analysis, clause, subjects, used)
    words, objects = _spelled(analysis, clause, agentless)
    if clause.lemma in analysis.having and objects and all(_quality_of(analysis, noun) for noun in objects):
        return None
    targets = analysis.mentions(noun for noun in objects if not _uncounted(analysis, noun))
    engaged = analysis.engaged(clause)
    cores = (o for o in _in_order(clause) if o.token.i not in engaged and _completes(analysis, o))
    oblique = next(cores, None) if not targets else None
    if oblique is not None:
        targets, used = analysis.mentions([oblique.token]), used | {oblique.token.i}
        words += oblique.prepositions
    if not targets and (_told_elsewhere(analysis, clause) or _asks_how(analysis, clause)):
        return None
    if not targets and (clause.lemma in analysis.having or (agentless and _nothing_known(analysis, clause, subjects))):
        return None
    confidence = OPEN if targets else BARE
    beside = _beside(analysis, clause, used | engaged)
    return Relation(INVOLVES, " ".join(words), list(subjects), list(targets), confidence, used, beside)


def _spelled(analysis: Analysis, clause: Clause, agentless: bool) -> tuple[list[str], list[Token]]:
    """The words of the predicate, an object that belongs to it included, and the objects that are left: what hangs on
    that object is one."""
    helper = benefactive(analysis, clause) if has(clause.head, "VerbForm=Part") else ""
    verb = f"{helper} {clause.head.lower_}" if helper else clause.lemma
    words = [analysis.passive_surface(clause) if agentless else " ".join([verb, *analysis.particles_of(clause)])]
    states = [word.lower_ for word in children(clause.head, "xcomp") if _state(word)] if not clause.objects else []
    words += [word for word in states if word not in clause.particles]
    objects = list(clause.objects if agentless else clause.patients)
    if len(objects) != 1 or helper or not analysis.bare(clause.lemma, objects[0]):
        return words, objects
    noun = objects[0]
    attached = [child for child in children(noun, "nmod") if child.lower_ not in analysis.own][:1]
    own = [child.lower_ for child in children(noun, "nmod", "det") if child.lower_ in analysis.own]
    words += [*own, noun.lower_, *(word for child in attached for word in prepositions(child))]
    return words, attached


def _state(word: Token) -> bool:
    """Is a word beside a verb the state it leaves its subject in: "stands finished", "was found dead"?"""
    return word.pos_ in {"ADJ", "VERB"} and not is_clause(word) and not has(word, "VerbForm=Inf")


def _uncounted(analysis: Analysis, noun: Token) -> bool:
    """Is it a unit of time without its number, which the parser has lost: "spent (more than two) years on"?"""
    mention = analysis.phrases.mention(noun)
    return noun.lower_ in analysis.durations and mention is not None and mention.text == noun.text


def _in_order(clause: Clause) -> list[Oblique]:
    """The obliques after the verb, then those before it."""
    return sorted(clause.obliques, key=lambda oblique: (oblique.token.i < clause.head.i, oblique.token.i))


def _completes(analysis: Analysis, oblique: Oblique) -> bool:
    """Can an oblique stand for the object: "got by with a warning"?"""
    return analysis.core(oblique) or analysis.role(oblique) in {INSTRUMENT, REASON}


def _nothing_known(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Is a thing without a name, a kind or anything beside it said to be done with, nobody knows when or where?"""
    plain = all(m.form is Form.DESCRIPTION and m.kind == UNKNOWN and " " not in m.text for m in subjects)
    return plain and not (clause.obliques or clause.fixed or analysis.times_of(clause))


def _beside(analysis: Analysis, clause: Clause, used: set[int]) -> list[Qualifier]:
    """What else the verb takes, with its preposition, in the article's words: "put a million *in the company*"."""
    left = [o for o in clause.obliques if analysis.core(o) and not analysis.role(o) and o.token.i not in used]
    left += [Oblique(token, ()) for token in clause.recipients if not clause.passive]
    texts = (analysis.phrases.worded(oblique.token, oblique.prepositions) for oblique in left)
    return [Qualifier(OBLIQUE, Value(text, language=analysis.language)) for text in texts if text]


def _measured(analysis: Analysis, clause: Clause) -> bool:
    """Does a relative clause describe a mere number or amount: "fell 11 per cent, which X put down to"?"""
    host = clause.host
    return host is not None and clause.link == "relative" and (host.pos_ == "NUM" or analysis.phrases.measured(host))


def _idle(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Would a thing do what an infinitive tells, for want of anybody else: "the trust that it takes to lead"?"""
    lent = clause.link in {"infinitive", "adverbial"} and not clause.finite and not clause.passive
    above = clause.governor
    raised = above is not None and analysis.contexts.cues.lends(above, clause)
    described = [subject for subject in subjects if subject.form is Form.DESCRIPTION]
    return lent and not raised and any(not ontology().is_a(subject.kind, "Agent") for subject in described)


def _told_elsewhere(analysis: Analysis, clause: Clause) -> bool:
    """Is what there is to tell in another clause: the one around an infinitive, or the one that is asked for?"""
    inner = any(c.link == "infinitive" or (c.link == "adverbial" and not c.finite) for c in clause.dependents)
    within = not clause.finite and clause.link in {"infinitive", "adverbial", "modifier"}
    asked = any(c.finite and prepositions(c.head) and analysis.contexts.cues.contained(c) for c in clause.dependents)
    return within or (clause.passive and inner) or asked


def _asks_how(analysis: Analysis, clause: Clause) -> bool:
    """Does the clause ask how, when or why: "misunderstood how the fee is set"?"""
    return clause.link == "complement" and any(adverb.lower_ in analysis.interrogative for adverb in clause.adverbs)


def _half_said(analysis: Analysis, clause: Clause) -> bool:
    """Does the clause say of its object what it becomes or is called: "kept the orders flowing", "made X into Y"?

    Without that the relation would be false, and with it there are three parties.
    """
    if not clause.objects:
        return False
    if clause.lemma in analysis.rules.syntax.naming and not analysis.particles_of(clause):
        return True
    beside = (word for word in children(clause.head, "xcomp") if word.lower_ not in analysis.rules.syntax.depictive)
    said = any(not children(word, "mark") for word in beside)
    words = (" ".join([clause.lemma, *oblique.prepositions]) for oblique in clause.obliques)
    return said or any(word in analysis.rules.syntax.resultative for word in words)


def _copular(analysis: Analysis, clause: Clause, subjects: list[Mention], used: set[int]) -> Relation | None:
    """What a subject is said to be: a noun is a description, a name an entity, an adjective needs a complement."""
    predicate = clause.predicate
    if predicate is None or not subjects or analysis.phrases.is_title(predicate):
        return None
    subjects = [subject for subject in subjects if not _relational(analysis, subject)]
    if not subjects:
        return None
    years = _age(analysis, predicate)
    past = clause.link == "adverbial" and any(has(word, "Tense=Past") for word in clause.auxiliaries)
    if (years is None and _of_years(analysis, predicate)) or (years is not None and past):
        return None  # "are 34, 45 and 58 years old", "when she was 12"
    if years is not None and all(subject.kind in {"Person", UNKNOWN} for subject in subjects):
        return Relation(AGE, clause.lemma, list(subjects), [years], DESCRIBED, used, [])
    used = used | {predicate.i}
    if predicate.pos_ in {"ADJ", "ADV", "VERB", "DET"}:
        below = children(predicate, "obl") if predicate.i != clause.head.i else []
        obliques = [*clause.obliques, *(Oblique(token, prepositions(token)) for token in below)]
        oblique = next((o for o in obliques if analysis.core(o)), None)
        objects = analysis.mentions([oblique.token]) if oblique is not None else []
        words = " ".join([clause.lemma, predicate.lower_, *(oblique.prepositions if oblique is not None else ())])
        used |= {oblique.token.i} if oblique is not None else set()
        if objects:
            return Relation(INVOLVES, words, list(subjects), list(objects), OPEN, used, [])
        return _quality(analysis, clause, predicate, subjects, used) if predicate.pos_ in {"ADJ", "VERB"} else None
    mention = analysis.phrases.mention(predicate)
    if mention is None:
        return None
    before = predicate_prepositions(predicate)
    if (
        set(before) & analysis.rules.syntax.among
        or " ".join([*before, predicate.lower_]) in analysis.rules.syntax.adverbial
        or analysis.lent(clause, predicate)
    ):
        return None
    if predicate.pos_ == "NOUN" and mention.form is not Form.NAME and not before:
        value = Value(mention.text, language=analysis.language)
        return Relation("isA", clause.lemma, list(subjects), [value], OPEN, used, [])
    return Relation(INVOLVES, " ".join([clause.lemma, *before]), list(subjects), [mention], BARE, used, [])


def _relational(analysis: Analysis, subject: Mention) -> bool:
    """Is a subject a noun that says nothing without what it is of: "the background is"?"""
    return subject.form is Form.DESCRIPTION and subject.lemma in analysis.generic and " " not in subject.text


def _age(analysis: Analysis, predicate: Token) -> Value | None:
    """The years that a predicate gives somebody: "is 36", "is 36 years old"; None where it is no age."""
    nouns = [predicate, *children(predicate, "nmod", "obl")]
    aged = [noun for noun in nouns if noun.lower_ in analysis.years]
    counts = [w for noun in aged for w in children(noun, "nummod") if w.text.isdigit() and not children(w, "conj")]
    told = predicate.lower_ in analysis.years or predicate.lemma_ in analysis.old
    return Value(counts[0].text, "integer") if counts and told else None


def _of_years(analysis: Analysis, predicate: Token) -> bool:
    measured = predicate.lemma_ in analysis.old and bool(children(predicate, "nmod", "obl"))
    return measured or (predicate.lower_ in analysis.years and bool(children(predicate, "nummod")))


def benefactive(analysis: Analysis, clause: Clause) -> str:
    """The verb that makes the subject the one for whom something is done: "got the dream fulfilled"."""
    return next((aux.lemma_ for aux in clause.auxiliaries if aux.lemma_ in analysis.benefactive), "")


def _quality(
    analysis: Analysis, clause: Clause, predicate: Token, subjects: list[Mention], used: set[int]
) -> Relation | None:
    """What an adjective says of a subject, with the adverbs before it: "hardly diplomatic"."""
    if any(inner.link in {"complement", "infinitive"} or _follows(inner, predicate) for inner in clause.dependents):
        return None  # "is ready to", "is afraid that", "is close to being sold"
    before = [adverb for adverb in children(predicate, "advmod") if adverb.i + 1 == predicate.i]
    negation = analysis.contexts.cues.negation
    after = [adverb for adverb in children(predicate, "advmod") if adverb.i == predicate.i + 1]
    words = [*(adverb.lower_ for adverb in before if adverb.lower_ not in negation), predicate.lower_]
    words += [adverb.lower_ for adverb in after]
    value = Value(" ".join(words), language=analysis.language)
    return Relation("isA", clause.lemma, list(subjects), [value], BARE, used, [])


def _follows(inner: Clause, predicate: Token) -> bool:
    """Is a clause without a finite verb set after a predicate by a preposition: "close to being signed"?"""
    return not inner.finite and inner.head.i > predicate.i and bool(prepositions(inner.head) or inner.marks)


def _quality_of(analysis: Analysis, token: Token) -> bool:
    """Is what somebody has but a quality: "different nationalities", "a good relationship"?"""
    phrases = analysis.phrases
    named = token.i in phrases.names or phrases.definite(token) or phrases.quantity(token) is not None
    return token.pos_ == "NOUN" and not named and phrases.kinds.of_noun(token.lemma_) in ABSTRACT


def _tells(analysis: Analysis, clause: Clause, inner: Clause) -> bool:
    """Does a clause hung on a noun say all that there is to say: "the claim that", "said yes to putting up"?"""
    bare = inner.host is not None and analysis.bare(clause.lemma, inner.host)
    return analysis.contexts.cues.content(inner) or (bare and has(inner.head, "VerbForm=Inf"))


def _definite(analysis: Analysis, noun: Token) -> bool:
    """Is it something definite that one can get: a name, the prize, so much money?"""
    phrases = analysis.phrases
    return noun.i in phrases.names or (noun.pos_ == "NOUN" and (phrases.definite(noun) or phrases.measured(noun)))


def _only_frames_inner(analysis: Analysis, clause: Clause) -> bool:
    """A verb that only introduces another clause (try to, seem to, say that) relates nothing itself."""
    cues = analysis.contexts.cues
    inner = any(c.link in {"complement", "infinitive"} or cues.lends(clause, c) for c in clause.dependents)
    told = {c.host.i for c in clause.dependents if c.host is not None and _tells(analysis, clause, c)}
    rest = [token for token in clause.objects if token.i not in told]
    got = clause.head.pos_ == "VERB" and not analysis.particles_of(clause) and any(_definite(analysis, o) for o in rest)
    modal = clause.lemma in cues.modals and not got  # "must", but "got the prize"
    return ((inner or len(rest) < len(clause.objects)) and not rest) or modal
