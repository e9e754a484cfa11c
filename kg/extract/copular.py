"""Clauses with a copula in, what their subject is said to be out: a description, a quality, an age, a rank."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause, Oblique
from kg.extract.confidence import BARE, DESCRIBED, OPEN
from kg.extract.kinds import UNKNOWN
from kg.extract.relation import INVOLVES, Relation
from kg.extract.tree import children, has, predicate_prepositions, prepositions, relation
from kg.model import Form, Mention, Value

AGE, INSTRUMENT = "hasAge", "instrument"
LONGEST_CLAUSE = 12
"""Words of a relative clause that a description takes in."""


def copular(analysis: Analysis, clause: Clause, subjects: list[Mention], used: set[int]) -> Relation | None:
    """What a subject is said to be: a noun is a description, a name an entity, an adjective needs a complement."""
    predicate = clause.predicate
    if predicate is None or not subjects or analysis.phrases.is_title(predicate):
        return None
    if predicate.i in analysis.phrases.names and any(map(analysis.phrases.is_title, clause.subjects)):
        return None
    subjects = [subject for subject in subjects if not relational(analysis, subject)]
    subjects = [] if any(_fronted(subject) or _of_whom(subject) for subject in clause.subjects) else subjects
    cues = analysis.contexts.cues
    opened = clause.link == "adverbial" and clause.finite
    then = opened and cues.opens(clause, cues.given | cues.pending)  # "when she was a girl", "before it was over"
    if not subjects or then:
        return None
    years = _age(analysis, predicate)
    if years is not None or _of_years(analysis, predicate):
        return _aged(clause, years, subjects, used)
    used = used | {predicate.i}
    if predicate.pos_ in {"ADJ", "ADV", "VERB", "DET"}:
        below = children(predicate, "obl") if predicate.i != clause.head.i else []
        obliques = [*clause.obliques, *(Oblique(token, prepositions(token)) for token in below)]
        after_it = (o for o in obliques if o.token.i > predicate.i)
        oblique = next((o for o in after_it if analysis.core(o) or _with(analysis, o, predicate)), None)
        after = predicate.nbor().lower_ if predicate.i + 1 < predicate.sent.end else ""
        more = has(predicate, "Degree=Cmp") and not _measures(predicate)  # "was faster in the slush": than who?
        if more or after in analysis.comparing or any(_to_do(inner, predicate) for inner in clause.dependents):
            return None  # "is easy to spot in the hall", "is more than halved"
        if has(predicate, "NumType=Ord") or {*predicate_prepositions(predicate)} & analysis.rules.syntax.among:
            return None  # "is the sixth in a row", "among the four best"
        found = analysis.mentions([oblique.token]) if oblique is not None else []
        objects = [target for target in found if not relational(analysis, target)]
        words = " ".join([clause.lemma, *_turned(analysis, predicate), *(oblique.prepositions if oblique else ())])
        used |= {oblique.token.i} if oblique is not None else set()
        if objects:
            return Relation(INVOLVES, words, list(subjects), list(objects), OPEN, used, [])
        if oblique is not None:
            return None  # "is content with the result"
        return _quality(analysis, clause, predicate, subjects, used) if predicate.pos_ in {"ADJ", "VERB"} else None
    return _nominal(analysis, clause, predicate, subjects, used)


def _nominal(
    analysis: Analysis, clause: Clause, predicate: Token, subjects: list[Mention], used: set[int]
) -> Relation | None:
    """What a noun, a number or a name says of a subject."""
    mention = analysis.phrases.mention(predicate)
    if mention is None:
        return None
    if (
        predicate.i != clause.head.i
        and predicate in clause.head.children
        and clause.head.pos_ in {"DET", "PRON", "NUM"}
    ):
        text = analysis.doc.text[clause.head.idx : mention.end]  # "is one of the oldest banks"
        return Relation("isA", clause.lemma, list(subjects), [Value(text, language=analysis.language)], OPEN, used, [])
    if has(predicate.head, "Degree=Cmp") and predicate.head.i == predicate.i + 1:
        return None  # "is three kroner higher"
    if predicate.pos_ == "NUM":
        return _ranked(analysis, clause, predicate, subjects, used)
    before = predicate_prepositions(predicate)
    if (
        set(before) & analysis.rules.syntax.among
        or " ".join([*before, predicate.lower_]) in analysis.rules.syntax.adverbial
        or analysis.lent(clause, predicate)
    ):
        return None
    if predicate.pos_ == "NOUN" and mention.form is not Form.NAME and not before:
        if predicate.lemma_.lower() in analysis.generic and not children(predicate, "amod", "nmod"):
            return None  # "is one thing"
        if mention.text.rpartition(" ")[2].lower() in analysis.prepositions:
            return None  # "has been witness to"
        value = Value(_described(analysis, predicate, mention), language=analysis.language)
        subjects = [subject for subject in subjects if subject.lemma != mention.lemma]  # "a race is a race"
        if not subjects:
            return None
        return Relation("isA", clause.lemma, list(subjects), [value], OPEN, used, [])
    known = OPEN if before and mention.form is Form.NAME else BARE  # "was in X"
    return Relation(INVOLVES, " ".join([clause.lemma, *before]), list(subjects), [mention], known, used, [])


def _described(analysis: Analysis, predicate: Token, mention: Mention) -> str:
    """A noun with the clause that tells which one it is, where it is one of a kind: "the first woman to win it"."""
    clauses = [child for child in children(predicate, "acl") if child.i > predicate.i]
    one = any(
        has(word, "Degree=Sup") or has(word, "NumType=Ord") or word.lower_ in analysis.unique
        for word in children(predicate, "amod", "det")
    )
    if not one or not clauses or len(list(clauses[0].subtree)) > LONGEST_CLAUSE:
        return mention.text
    last = clauses[0].right_edge
    return analysis.doc.text[mention.start : last.idx + len(last)].rstrip(" .,")


def _aged(clause: Clause, years: Value | None, subjects: list[Mention], used: set[int]) -> Relation | None:
    """How old somebody is; not "are 34, 45 and 58 years old", nor "when she was 12"."""
    past = clause.link == "adverbial" and any(has(word, "Tense=Past") for word in clause.auxiliaries)
    people = all(subject.kind in {"Person", UNKNOWN} for subject in subjects)
    told = years is not None and people and not past
    return Relation(AGE, clause.lemma, list(subjects), [years], DESCRIBED, used, []) if told else None


def _ranked(
    analysis: Analysis, clause: Clause, predicate: Token, subjects: list[Mention], used: set[int]
) -> Relation | None:
    """A place in an order, in its words: "came number four"; a bare number tells nothing."""
    before = [child for child in predicate.children if child.i < predicate.i and child.pos_ == "NOUN"]
    words = [child for child in before if child not in clause.subjects]
    if not words:
        return None
    below = [Oblique(token, prepositions(token)) for token in children(predicate, "nmod", "obl")]
    after = (o for o in [*below, *clause.obliques] if o.token.i > predicate.i and o.prepositions)
    where = next((o for o in after if o.token.i not in analysis.in_time), None)
    within = analysis.phrases.worded(where.token, where.prepositions) if where is not None else ""
    told = [*(word.lower_ for word in words), predicate.text, *within.split()]  # "number five in the final"
    value = Value(" ".join(told), language=analysis.language)
    return Relation("isA", clause.lemma, list(subjects), [value], OPEN, used, [])


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


def _quality(
    analysis: Analysis, clause: Clause, predicate: Token, subjects: list[Mention], used: set[int]
) -> Relation | None:
    """What an adjective says of a subject, with the adverbs before it: "hardly diplomatic"."""
    if clause.lemma in analysis.rules.syntax.become and predicate.lower_.endswith(analysis.rules.syntax.active_endings):
        return None  # "remained seated"
    following = predicate.nbor().lower_ if predicate.i + 1 < predicate.sent.end else ""
    if predicate_prepositions(predicate) or following in analysis.separable:
        return None  # "at its worst", "among the first"; "lyst ut", a participle
    if predicate.lemma_.lower() in analysis.relative_adjectives and following not in analysis.rules.syntax.reflexives:
        return None  # "is sceptical" of what
    if any(has(predicate, form) for form in ("Degree=Sup", "Definite=Def", "NumType=Ord")):
        return None  # "the youngest" of whom
    compared = any(word.lower_ in analysis.comparing for word in predicate.subtree)
    if has(predicate, "Degree=Cmp") and (compared or not _measures(predicate)):
        return None  # "better than ninth", "simpler"
    if following in analysis.likening or _completed(analysis, predicate):
        return None  # "as good as gone", "strong in the air"
    if any(inner.link in {"complement", "infinitive"} or _follows(inner, predicate) for inner in clause.dependents):
        return None  # "is ready to", "is afraid that", "is close to being sold"
    before = [a for a in children(predicate, "advmod") if a.i + 1 == predicate.i and not prepositions(a)]
    negation = analysis.contexts.cues.negation
    after = [adverb for adverb in children(predicate, "advmod") if adverb.i == predicate.i + 1]
    words = [*(adverb.lower_ for adverb in before if adverb.lower_ not in negation), predicate.lower_]
    words = _measures(predicate) or words
    words += [adverb.lower_ for adverb in after]
    words += [following] if following in analysis.rules.syntax.reflexives else []  # "lei seg"
    value = Value(" ".join(words), language=analysis.language)
    return Relation("isA", clause.lemma, list(subjects), [value], OPEN, used, [])


def _completed(analysis: Analysis, predicate: Token) -> bool:
    """Does what an adjective is true of follow it after a preposition?"""
    after = predicate.nbor() if predicate.i + 1 < predicate.sent.end else predicate
    return after.pos_ == "ADP" and relation(after) == "case" and after.head.i not in analysis.in_time


def _measures(predicate: Token) -> list[str]:
    """An adjective with how much of it: "84 metres long"."""
    found = [child for child in children(predicate, "nmod", "obl", "nummod") if child.i < predicate.i]
    counted = [child for child in found if children(child, "nummod") and not prepositions(child)]
    worth = [child for child in children(predicate, "nmod", "obl", "obj") if child.i > predicate.i]
    worth = [child for child in worth if children(child, "nummod") and not prepositions(child)]
    first = counted[0].left_edge.i if counted else predicate.i
    last = worth[0].right_edge.i if worth else predicate.i  # "worth 1.35 billion kroner"
    return [predicate.doc[first : last + 1].text] if counted or worth else []


def _turned(analysis: Analysis, predicate: Token) -> list[str]:
    """An adjective with the adverb right before it that makes it another: "second last"."""
    before = [word for word in children(predicate, "advmod") if word.i + 1 == predicate.i]
    return [*(word.lower_ for word in before if word.lower_ in analysis.rules.syntax.turning), predicate.lower_]


def _fronted(subject: Token) -> bool:
    """Is what is taken for the subject the predicate, set first: "worst hit is a firm", "weaker is the second act"?"""
    most = any(has(word, "Degree=Sup") for word in children(subject, "advmod"))
    return subject.pos_ in {"ADJ", "VERB"} and (most or has(subject, "Degree=Cmp")) and not children(subject, "det")


def _of_whom(subject: Token) -> bool:
    """Is it left open whose it is: "first goal is the race in November"?"""
    ordered = any(has(word, form) for word in children(subject, "amod") for form in ("NumType=Ord", "Degree=Sup"))
    bare = not children(subject, "det", "nmod") and has(subject, "Definite=Ind")
    return subject.pos_ == "NOUN" and ordered and bare


def _with(analysis: Analysis, oblique: Oblique, predicate: Token) -> bool:
    """Is it what an adjective is completed by, which with a verb would be a means: "content *with the judgment*"?"""
    return analysis.role(oblique) == INSTRUMENT and oblique.token.left_edge.i == predicate.i + 1


def _to_do(inner: Clause, predicate: Token) -> bool:
    """Is what an adjective says true of doing something only: "easy to spot", "good at writing"?"""
    return inner.head.i > predicate.i and has(inner.head, "VerbForm=Inf") and inner.link in {"infinitive", "adverbial"}


def _follows(inner: Clause, predicate: Token) -> bool:
    """Is a clause set after a predicate by a preposition: "close to being signed", "sure of that"?"""
    return inner.head.i > predicate.i and bool(inner.openers or (inner.marks and not inner.finite))


def relational(analysis: Analysis, subject: Mention) -> bool:
    """Is a subject a noun that says nothing without what it is of: "the background is"?"""
    return subject.form is Form.DESCRIPTION and subject.lemma in analysis.generic and " " not in subject.text
