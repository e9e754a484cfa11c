"""Clauses that no frame catches in, open relations out: subject, words of the predicate, object or first oblique."""

from __future__ import annotations

from functools import partial

from spacy.tokens import Token

from kg.extract.analysis import ABSTRACT, Analysis
from kg.extract.clause import Clause, Oblique
from kg.extract.confidence import BARE, OPEN, THIN
from kg.extract.copular import copular, relational
from kg.extract.introducing import introduces
from kg.extract.kinds import UNKNOWN
from kg.extract.relation import INVOLVES, Relation
from kg.extract.telling import alone, anybody, of_nobody
from kg.extract.tree import children, conjuncts, contents, has, is_clause, prepositions
from kg.model import Form, Mention, Qualifier, Value
from kg.ontology import ontology

INSTRUMENT, REASON, OBLIQUE, ORIGIN, PLACE = "instrument", "reason", "oblique", "comesFrom", "place"


def open_relation(analysis: Analysis, clause: Clause) -> Relation | None:
    """Subject, words of the predicate, object or first oblique; a passive without agent keeps its patient first."""
    if introduces(analysis, clause) or _half_said(analysis, clause):
        return None
    agentless = clause.passive and not clause.agents
    doers = analysis.mentions(clause.subjects if agentless else clause.doers)
    subjects = [subject for subject in doers if not anybody(analysis, clause, subject)]
    used = {token.i for token in [*clause.subjects, *clause.objects, *clause.agents, clause.head]}
    if of_nobody(analysis, clause, subjects):
        return None
    if clause.predicate is not None:
        return copular(analysis, clause, subjects, used)
    subjects = [subject for subject in subjects if not (relational(analysis, subject) or _wordless(subject))]
    words, objects, had = _spelled(analysis, clause, agentless)
    if not subjects or _quality_had(analysis, clause, objects) or any(_unnamed(analysis, noun) for noun in objects):
        return None
    targets = analysis.mentions(noun for noun in objects if not _uncounted(analysis, noun))
    words += [text for noun in objects if _uncounted(analysis, noun) and (text := analysis.phrases.worded(noun, ()))]
    other = had or (_second(analysis, clause, agentless) if not targets else None)
    figure = _figure(analysis, clause) if not targets else None
    if figure is not None and (other is None or not analysis.phrases.measured(other.token)):
        return _counting(analysis, clause, figure, words, subjects, used)
    if other is not None:
        mutual = other.token.lower_ in analysis.reciprocal
        if mutual and len(subjects) < 2:
            return None  # "people looked at each other"
        targets, used = [] if mutual else analysis.mentions([other.token]), used | {other.token.i}
        words += other.prepositions
    if not targets and other is None and clause.lemma not in analysis.light_verbs and not agentless:
        targets = analysis.mentions(noun for noun in clause.patients if noun.lower_ == words[-1])
        words = words[:-1] if targets else words  # "denies guilt": nothing else is there
    empty = all(relational(analysis, target) for target in targets) if targets else alone(analysis, clause, subjects)
    if empty or (len(targets) > 1 and _scattered(analysis, other, subjects)):
        return None
    confidence = OPEN if _told_well(subjects, targets, agentless) else BARE
    confidence = confidence if targets else _alone(clause, subjects, confidence)
    words += _made_to(analysis, clause) if not {noun.lower_ for noun in clause.objects} & {*words} else []
    shared = {o.token.i for o in clause.obliques if len(targets) > 1 and analysis.phrases.measured(o.token)}
    beside = _beside(analysis, clause, used | shared | analysis.engaged(clause))  # "sold X and Y for 88 million"
    return Relation(INVOLVES, " ".join(words), list(subjects), list(targets), confidence, used, beside)


def _had(analysis: Analysis, clause: Clause, objects: list[Token]) -> Oblique | None:
    """What the quality or deed that somebody has or gets is in, of or from: "has great influence in X"."""
    if len(objects) != 1 or clause.passive or clause.lemma not in analysis.having | analysis.benefactive:
        return None
    noun = objects[0]
    told = children(noun, "amod") or (clause.lemma in analysis.having and children(noun, "det"))
    if not (told and _quality_of(analysis, noun)) or children(noun, "acl", "conj"):
        return None
    hung = [Oblique(token, prepositions(token)) for token in children(noun, "nmod") if prepositions(token)]
    beside = [oblique for oblique in clause.obliques if oblique.token.left_edge.i == noun.i + 1]
    named = (o for o in hung if o.token.i in analysis.phrases.names or analysis.phrases.definite(o.token))
    parties = (o for o in (*named, *beside) if analysis.core(o) and not _part_of_thing(analysis, o))
    return next(parties, None)


def _part_of_thing(analysis: Analysis, oblique: Oblique) -> bool:
    """Does it only say where, in a thing of no known kind: "has a hole in the heart"?"""
    mention = analysis.phrases.mention(oblique.token)
    thing = mention is None or (mention.kind == UNKNOWN and mention.form is not Form.NAME)
    return thing and oblique.prepositions[-1] in analysis.place


def _told_well(subjects: list[Mention], targets: list[Mention], agentless: bool) -> bool:
    """Is more told than that one bare noun does something to another: who, or how much?"""
    if not targets:
        return agentless and any(" " in one.text or one.form is Form.NAME for one in subjects)
    dim = all(m.form is Form.DESCRIPTION and m.kind == UNKNOWN for m in [*subjects, *targets])
    return not dim or any(target.quantity is not None or target.text[:1].isdigit() for target in targets)


def _alone(clause: Clause, subjects: list[Mention], confidence: float) -> float:
    """The confidence in a verb without object: an event has none to tell of, and what is done needs a helping verb."""
    if any(one.kind == "Event" for one in subjects):
        return OPEN  # "the conflict escalated on Tuesday"
    done = clause.passive and clause.auxiliaries
    return confidence if done or any(one.form is Form.NAME for one in subjects) else THIN


def _unnamed(analysis: Analysis, noun: Token) -> bool:
    """Is it an object of which nobody is told, without which little is said: "beat them all by a minute"?

    So "the ability to", "the title “Foss”", and an adjective alone.
    """
    after = noun.nbor() if noun.i + 1 < noun.sent.end else noun
    if analysis.phrases.measured(noun) and has(after, "Degree=Cmp"):
        return True  # "pays 10,000 kroner more a month"
    called = noun.lemma_.lower() in analysis.generic and analysis.phrases.introduced(noun) is not None
    if (
        called
        or contents(noun)
        or (noun.pos_ == "ADJ" and noun.i not in analysis.phrases.names and not list(noun.children))
    ):
        return True
    every = noun.pos_ == "NOUN" and any(word.lower_ in analysis.each for word in children(noun, "det"))
    nobody = noun.pos_ in {"PRON", "DET", "NUM"} or every
    return nobody and noun.lower_ not in analysis.reciprocal and analysis.phrases.mention(noun) is None


def _second(analysis: Analysis, clause: Clause, agentless: bool) -> Oblique | None:
    """The oblique that stands for the object: "each other", else the first that completes the verb, doings last.

    What is set before the verb to tell where it was is no party, nor is anything before "sat", "lay" and "stood".
    """
    amount = next((o for o in clause.obliques if not o.prepositions and _amount(analysis, o)), None)
    if amount is not None and amount.token.i not in analysis.in_time:
        return amount  # "fell 7.8 per cent in the first hour"
    each_other = next((o for o in clause.obliques if o.token.lower_ in analysis.reciprocal), None)
    engaged, head = analysis.engaged(clause), clause.head
    cores = sorted(filter(partial(_completes, analysis), _in_order(clause)), key=lambda o: o.token.i in engaged)
    cores = cores if agentless else [core for core in cores if core.token.i not in engaged]
    still = clause.lemma in analysis.postures
    cores = [o for o in cores if o.token.i > head.i or not (still or o.prepositions[-1] in analysis.place)]
    return each_other or next(iter(cores), None)


def _scattered(analysis: Analysis, oblique: Oblique | None, subjects: list[Mention]) -> bool:
    """Are several in several places, each in one of them: "most live in X and Y"?"""
    placed = oblique is not None and analysis.role(oblique) == PLACE
    return placed and any(subject.number == "Plur" for subject in subjects)


def _figure(analysis: Analysis, clause: Clause) -> Oblique | None:
    """The bare number or score that a verb is completed by: "went up to 3–2", "was measured at 74.41"."""
    for oblique in sorted(clause.obliques, key=lambda o: o.token.i):
        token, words = oblique.token, oblique.prepositions
        number = token.pos_ == "NUM" and token.text[0].isdigit() and token.i not in analysis.in_time
        completes = words and analysis.placing(words) != ORIGIN and clause.head.i < token.i == token.right_edge.i
        if number and completes:
            return oblique
    return None


def _counting(
    analysis: Analysis, clause: Clause, figure: Oblique, words: list[str], subjects: list[Mention], used: set[int]
) -> Relation:
    """What a verb and a number say of a subject."""
    used = used | {figure.token.i}
    before = [child.text for child in figure.token.lefts if child.pos_ == "NOUN"]  # "number four"
    value = Value(" ".join([*before, figure.token.text]), language=analysis.language)
    words = [*words, *figure.prepositions]
    return Relation(INVOLVES, " ".join(words), list(subjects), [value], OPEN, used, _beside(analysis, clause, used))


def _amount(analysis: Analysis, oblique: Oblique) -> bool:
    """Is it how much rose or fell: an amount, but of time?"""
    return analysis.phrases.measured(oblique.token) and not _uncounted(analysis, oblique.token)


def _quality_had(analysis: Analysis, clause: Clause, objects: list[Token]) -> bool:
    """Is it but a quality that somebody has, or a participle that the parser took for one: "has svart"?"""
    if clause.lemma not in analysis.having or not objects:
        return False
    return all(_quality_of(analysis, noun) for noun in objects) or any(
        noun.pos_ == "ADJ" and not children(noun, "nummod") for noun in objects
    )


def _spelled(analysis: Analysis, clause: Clause, agentless: bool) -> tuple[list[str], list[Token], Oblique | None]:
    """The words of the predicate, an object that belongs to it included, and the objects that are left: what hangs on
    that object is one, or an oblique."""
    helper = benefactive(analysis, clause) if has(clause.head, "VerbForm=Part") else ""
    verb = f"{helper} {clause.head.lower_}" if helper else clause.lemma
    words = [analysis.passive_surface(clause) if agentless else " ".join([verb, *analysis.particles_of(clause)])]
    states = [word.lower_ for word in children(clause.head, "xcomp") if _state(word)] if not clause.objects else []
    words += [word for word in states if word not in clause.particles]
    further = [a for a in clause.adverbs if has(a, "Degree=Cmp") and not clause.objects]  # "threw further"
    weighed = [a for a in clause.adverbs if a in further or a.lower_ in analysis.rules.syntax.weighty]
    words += [a.lower_ for a in weighed if a.lower_ not in analysis.particles_of(clause)]
    objects = list(clause.objects if agentless else clause.patients)
    had = _had(analysis, clause, objects)
    if had is not None:
        spread = sorted([*children(objects[0], "amod"), objects[0]], key=lambda word: word.i)
        return [*words, *(word.lower_ for word in spread)], [], had
    if len(objects) != 1 or helper or not analysis.bare(clause.lemma, objects[0]):
        return words, objects, None
    noun = objects[0]
    attached = [child for child in children(noun, "nmod") if child.lower_ not in analysis.own][:1]
    own = [child.lower_ for child in children(noun, "nmod", "det") if child.lower_ in analysis.own]
    words += [*own, noun.lower_, *(word for child in attached for word in prepositions(child))]
    return words, attached, None


def _state(word: Token) -> bool:
    """Is a word beside a verb the state it leaves its subject in: "stands finished", "was found dead"?"""
    return word.pos_ in {"ADJ", "VERB"} and not is_clause(word) and not has(word, "VerbForm=Inf")


def _uncounted(analysis: Analysis, noun: Token) -> bool:
    """Is it a length of time, with which a verb tells how long: "spent two years on", "takes a year"?"""
    return noun.lower_ in analysis.durations


def _wordless(mention: Mention) -> bool:
    """Is it nothing but figures: "it was 13–13 at half-time"?"""
    return mention.form is Form.DESCRIPTION and not any(char.isalpha() for char in mention.text)


def _in_order(clause: Clause) -> list[Oblique]:
    """The obliques after the verb, then those before it."""
    return sorted(clause.obliques, key=lambda oblique: (oblique.token.i < clause.head.i, oblique.token.i))


def _completes(analysis: Analysis, oblique: Oblique) -> bool:
    """Can an oblique stand for the object: "got by with a warning"?"""
    noun = oblique.token
    vague = contents(noun) and not analysis.phrases.definite(noun)
    if vague or " ".join(oblique.prepositions) in analysis.timing.during:
        return False  # "disappeared in the course of one night"
    spoken = noun.i not in analysis.phrases.names and analysis.phrases.peoples.demonym(noun)  # "in English"
    named = (
        noun.lemma_.lower() not in analysis.manners
        and noun.lower_ not in analysis.durations
        and not (spoken and noun.pos_ == "NOUN")
    )  # "in a simple way"
    return named and (analysis.core(oblique) or analysis.role(oblique) in {INSTRUMENT, REASON})


def _beside(analysis: Analysis, clause: Clause, used: set[int]) -> list[Qualifier]:
    """What else the verb takes, with its preposition, in the article's words: "put a million *in the company*"."""
    left = [o for o in clause.obliques if analysis.core(o) and not analysis.role(o) and o.token.i not in used]
    left += [Oblique(token, ()) for token in clause.recipients if not clause.passive]
    left = [oblique for oblique in left if len(conjuncts(oblique.token)) == 1]  # not half of "to X and Y"
    texts = (analysis.phrases.worded(oblique.token, oblique.prepositions) for oblique in left)
    return [Qualifier(OBLIQUE, Value(text, language=analysis.language)) for text in texts if text]


def _made_to(analysis: Analysis, clause: Clause) -> list[str]:
    """What the object is made to do, without which there is little said: "forces to close"."""
    cues = analysis.contexts.cues
    ways = (c for c in clause.dependents if c.marks and c.link in {"infinitive", "adverbial"})
    ways = (c for c in ways if not (c.openers and cues.opens(c, cues.purpose)))
    inner = next((c for c in ways if c.openers or c.link == "infinitive"), None)
    if clause.lemma not in analysis.rules.syntax.gaps.object_control or inner is None or not clause.objects:
        return []
    return [*inner.openers, *inner.marks, inner.lemma] if has(inner.head, "VerbForm=Inf") else []


def _half_said(analysis: Analysis, clause: Clause) -> bool:
    """Does the clause say of its object what it becomes or is called: "kept the orders flowing", "made X into Y"?

    Without that the relation would be false, and with it there are three parties.
    """
    if clause.lemma in analysis.rules.syntax.naming and not analysis.particles_of(clause):
        return True
    if not clause.objects:
        return False
    agents = (mention for mention in analysis.mentions(clause.objects) if ontology().is_a(mention.kind, "Agent"))
    cues = analysis.contexts.cues
    if cues.raising_negation.get(clause.lemma, cues.around(clause)) and any(agents):
        return True  # "thinks several of them", a clause cut to its subject
    if clause.lemma in analysis.rules.syntax.spending and any(inner.openers for inner in clause.dependents):
        return True  # "spends the money on building"
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
