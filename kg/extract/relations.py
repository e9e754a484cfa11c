"""Clauses that no frame catches in, open relations out: subject, words of the predicate, object or first oblique."""

from __future__ import annotations

from functools import partial

from spacy.tokens import Token

from kg.extract.analysis import ABSTRACT, Analysis
from kg.extract.clause import Clause, Oblique
from kg.extract.confidence import BARE, OPEN
from kg.extract.copular import copular, relational
from kg.extract.kinds import UNKNOWN
from kg.extract.relation import INVOLVES, Relation
from kg.extract.tree import children, has, is_clause, prepositions
from kg.model import Form, Mention, Qualifier, Value
from kg.ontology import ontology

INSTRUMENT, REASON, OBLIQUE = "instrument", "reason", "oblique"


def open_relation(analysis: Analysis, clause: Clause) -> Relation | None:
    """Subject, words of the predicate, object or first oblique; a passive without agent keeps its patient first."""
    if _only_frames_inner(analysis, clause) or _half_said(analysis, clause):
        return None
    agentless = clause.passive and not clause.agents
    doers = analysis.mentions(clause.subjects if agentless else clause.doers)
    subjects = [subject for subject in doers if not _anybody(analysis, clause, subject)]
    used = {token.i for token in [*clause.subjects, *clause.objects, *clause.agents, clause.head]}
    if _untold(analysis, clause, subjects):
        return None
    if clause.predicate is not None:
        return copular(analysis, clause, subjects, used)
    subjects = [subject for subject in subjects if not (relational(analysis, subject) or _wordless(subject))]
    words, objects = _spelled(analysis, clause, agentless)
    if not subjects or _quality_had(analysis, clause, objects):
        return None
    targets = analysis.mentions(noun for noun in objects if not _uncounted(analysis, noun))
    words += [text for noun in objects if _uncounted(analysis, noun) and (text := analysis.phrases.worded(noun, ()))]
    other = _second(analysis, clause, agentless) if not targets else None
    if other is not None:
        mutual = other.token.lower_ in analysis.reciprocal
        if mutual and len(subjects) < 2:
            return None  # "people looked at each other"
        targets, used = [] if mutual else analysis.mentions([other.token]), used | {other.token.i}
        words += other.prepositions
    if not targets and other is None and clause.lemma not in analysis.light_verbs and not agentless:
        targets = analysis.mentions(noun for noun in clause.patients if noun.lower_ == words[-1])
        words = words[:-1] if targets else words  # "denies guilt": nothing else is there
    if all(relational(analysis, target) for target in targets) if targets else _alone(analysis, clause, subjects):
        return None
    dim = all(m.form is Form.DESCRIPTION and m.kind == UNKNOWN for m in [*subjects, *targets])
    confidence = BARE if dim or not targets else OPEN
    words += _made_to(analysis, clause)
    beside = _beside(analysis, clause, used | analysis.engaged(clause))
    return Relation(INVOLVES, " ".join(words), list(subjects), list(targets), confidence, used, beside)


def _second(analysis: Analysis, clause: Clause, agentless: bool) -> Oblique | None:
    """The oblique that stands for the object: "each other", else the first that completes the verb, doings last.

    What is set before the verb to tell where it was is no party, nor is anything before "sat", "lay" and "stood".
    """
    amount = next((o for o in clause.obliques if not o.prepositions and analysis.phrases.measured(o.token)), None)
    if amount is not None and amount.token.i not in analysis.in_time:
        return amount  # "fell 7.8 per cent in the first hour"
    each_other = next((o for o in clause.obliques if o.token.lower_ in analysis.reciprocal), None)
    engaged, head = analysis.engaged(clause), clause.head
    cores = sorted(filter(partial(_completes, analysis), _in_order(clause)), key=lambda o: o.token.i in engaged)
    cores = cores if agentless else [core for core in cores if core.token.i not in engaged]
    still = clause.lemma in analysis.postures
    cores = [o for o in cores if o.token.i > head.i or not (still or o.prepositions[-1] in analysis.place)]
    return each_other or next(iter(cores), None)


def _alone(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Does a verb without object tell nothing that its neighbours do not: "before the paper wrote about it"?"""
    cues, agentless = analysis.contexts.cues, clause.passive and not clause.agents
    cut = not clause.objects and (cues.says(clause) or _dangling(analysis, clause))
    there = any(adverb.lower_ in analysis.deictic for adverb in clause.adverbs)  # "worked there for eight years"
    return (
        _told_elsewhere(analysis, clause)
        or _asks_how(analysis, clause)
        or cut
        or there
        or any(noun.i in analysis.in_time for noun in clause.objects)  # "will spend the next two weeks"
        or clause.lemma in analysis.empty_verbs | analysis.having
        or all(map(_anything, subjects))
        or (agentless and _nothing_known(analysis, clause, subjects))
    )


def _untold(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Is there nobody of whom it would be told, or several that share it, or none in truth?"""
    return (
        not subjects
        or _shared(analysis, clause, subjects)
        or _measured(analysis, clause)
        or _idle(analysis, clause, subjects)
    )


def _quality_had(analysis: Analysis, clause: Clause, objects: list[Token]) -> bool:
    """Is it but a quality that somebody has, or a participle that the parser took for one: "has svart"?"""
    if clause.lemma not in analysis.having or not objects:
        return False
    return all(_quality_of(analysis, noun) for noun in objects) or any(
        noun.pos_ == "ADJ" and not children(noun, "nummod") for noun in objects
    )


def _spelled(analysis: Analysis, clause: Clause, agentless: bool) -> tuple[list[str], list[Token]]:
    """The words of the predicate, an object that belongs to it included, and the objects that are left: what hangs on
    that object is one."""
    helper = benefactive(analysis, clause) if has(clause.head, "VerbForm=Part") else ""
    verb = f"{helper} {clause.head.lower_}" if helper else clause.lemma
    words = [analysis.passive_surface(clause) if agentless else " ".join([verb, *analysis.particles_of(clause)])]
    states = [word.lower_ for word in children(clause.head, "xcomp") if _state(word)] if not clause.objects else []
    words += [word for word in states if word not in clause.particles]
    words += [] if clause.objects else [a.lower_ for a in clause.adverbs if has(a, "Degree=Cmp")]  # "threw further"
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
    """Is it a length of time, with which a verb tells how long: "spent two years on", "takes a year"?"""
    return noun.lower_ in analysis.durations


def _wordless(mention: Mention) -> bool:
    """Is it nothing but figures: "it was 13–13 at half-time"?"""
    return mention.form is Form.DESCRIPTION and not any(char.isalpha() for char in mention.text)


def _anybody(analysis: Analysis, clause: Clause, mention: Mention) -> bool:
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


def _anything(mention: Mention) -> bool:
    """Is it but a noun, of which nothing tells which one is meant: "an answer is expected"?"""
    bare = mention.form is Form.DESCRIPTION and " " not in mention.text and mention.quantity is None
    return bare and not mention.definite and mention.number != "Plur" and mention.kind == UNKNOWN


def _in_order(clause: Clause) -> list[Oblique]:
    """The obliques after the verb, then those before it."""
    return sorted(clause.obliques, key=lambda oblique: (oblique.token.i < clause.head.i, oblique.token.i))


def _completes(analysis: Analysis, oblique: Oblique) -> bool:
    """Can an oblique stand for the object: "got by with a warning"?"""
    noun = oblique.token
    spoken = noun.i not in analysis.phrases.names and analysis.phrases.peoples.demonym(noun)  # "in English"
    named = noun.lemma_.lower() not in analysis.manners and not (spoken and noun.pos_ == "NOUN")  # "in a simple way"
    return named and (analysis.core(oblique) or analysis.role(oblique) in {INSTRUMENT, REASON})


def _nothing_known(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Is a thing without a name, a kind or anything beside it said to be done with, nobody knows when or where?"""
    plain = all(m.form is Form.DESCRIPTION and m.kind == UNKNOWN and " " not in m.text for m in subjects)
    return plain and not (clause.obliques or clause.fixed or analysis.timing.of(clause))


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


def _shared(analysis: Analysis, clause: Clause, subjects: list[Mention]) -> bool:
    """Do several have an amount together: "the three parties have 32 of the seats"?"""
    counted = any(noun.pos_ == "NUM" or analysis.phrases.measured(noun) for noun in clause.objects)
    summed = any(analysis.phrases.measured(oblique.token) for oblique in clause.obliques)
    shared = (counted and clause.lemma in analysis.having) or (summed and clause.lemma in analysis.summing)
    return len(subjects) > 1 and shared


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
    words = (*clause.adverbs, *clause.objects)
    return clause.link == "complement" and any(word.lower_ in analysis.interrogative for word in words)


def _made_to(analysis: Analysis, clause: Clause) -> list[str]:
    """What the object is made to do, without which there is little said: "forces to close"."""
    ways = (c for c in clause.dependents if c.marks and c.link in {"infinitive", "adverbial"})
    inner = next((c for c in ways if c.openers or c.link == "infinitive"), None)
    if clause.lemma not in analysis.rules.syntax.gaps.object_control or inner is None or not clause.objects:
        return []
    return [*inner.openers, *inner.marks, inner.lemma] if has(inner.head, "VerbForm=Inf") else []


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


def benefactive(analysis: Analysis, clause: Clause) -> str:
    """The verb that makes the subject the one for whom something is done: "got the dream fulfilled"."""
    helpers = [aux.lemma_ for aux in clause.auxiliaries]
    if clause.governor is not None and clause.link == "infinitive" and not helpers:
        helpers = [clause.governor.lemma]
    return next((helper for helper in helpers if helper in analysis.benefactive), "")


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
    nouns = [token for token in rest if token.pos_ == "NOUN"]
    got = got or bool(nouns and any(map(analysis.core, clause.obliques)))
    modal = clause.lemma in cues.modals and not got  # "must", but "got the prize", "got much attention in the press"
    return ((inner or len(rest) < len(clause.objects)) and not rest) or modal
