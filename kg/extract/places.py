"""A noun in, where the thing is, where it comes from and whose it is out: "the fighting in X", "rebels from Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.confidence import PLACED
from kg.extract.context import OPEN, Context
from kg.extract.kinds import UNKNOWN
from kg.extract.nouns import best, noun_claim, noun_context
from kg.extract.relation import INVOLVES
from kg.extract.tree import children, has, prepositions, relation
from kg.model import Claim, Form, Mention
from kg.ontology import ontology

LOCATED, ORIGIN = "locatedIn", "comesFrom"
FIXED = frozenset({"Place", "GeopoliticalEntity", "Organization"})
MADE = frozenset({"Work"})
MEMBER, BODIES = "memberOf", frozenset({"Organization", "Group"})
SENDERS = frozenset({"Person", "Organization"})
PLACED_KINDS = frozenset({"Event", "Place", "GeopoliticalEntity", "Organization", "Group", "Person"})


def places(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """Where a thing is or comes from: "the fighting in X", "rebels from X and Y", "the X government"."""
    phrases = analysis.phrases
    inside = noun.pos_ == "ADJ" or (noun.i in phrases.names and noun.i != phrases.names[noun.i].root.i)
    negated = analysis.contexts.cues.without
    inside = inside or any(relation(word) == "cop" for word in noun.children)  # "was a tourist in X"
    if inside or phrases.introduced(noun) is not None or _unplaced(analysis, noun) or {*prepositions(noun)} & negated:
        return
    titled = phrases.is_title(noun)
    for child in children(noun, "nmod"):
        words = prepositions(child)
        name = analysis.placing(words)
        if not name or (titled and name != ORIGIN) or (name == ORIGIN and _reached(analysis, noun)):
            continue
        lacking = any({*prepositions(other)} & negated for other in children(noun, "nmod") if other.i < child.i)
        if lacking or analysis.doubtful(child) or _unreal(analysis, noun):
            continue  # "a family in X or Y"
        subject = phrases.mention(noun)
        found = analysis.mentions([child])
        if subject is not None and subject.text.partition(" ")[0].lower() in analysis.unplaced:
            continue  # "the number of break-ins in X"
        one = subject is not None and subject.number != "Plur" and (subject.definite or subject.form is Form.NAME)
        if len(found) > 1 and (not one or name == ORIGIN):
            continue  # "14 restaurants in X, Y and Z": each in one of them
        for place in found:
            if subject is not None and _placed(analysis, noun, name, subject, place):
                context = (
                    Context() if subject.form is Form.NAME or subject.kind in FIXED else noun_context(analysis, noun)
                )
                yield noun_claim(analysis, noun, name, " ".join(words), subject, place, PLACED, context, child)


def affiliations(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """The body that somebody is of: "two players from X", and of a name without a title "Y in X", "Y from X"."""
    phrases, span = analysis.phrases, analysis.phrases.names.get(noun.i)
    hung = [(child, words) for child in children(noun, "nmod") if (words := prepositions(child))]
    hung = [(child, words) for child, words in hung if words[-1:] in analysis.affiliating or _origin(analysis, words)]
    if not hung or noun.pos_ == "ADJ" or (span is not None and noun.i != span.root.i) or _reached(analysis, noun):
        return
    if phrases.introduced(noun) is not None or (span is not None and phrases.describers(span)):
        return
    told = span is not None or phrases.is_title(noun)  # "a girl from X": X is a village
    for child, words in hung:
        beside = span is not None and child.left_edge.i == span.end and not _origin(analysis, words)
        if not (beside or _origin(analysis, words)) or analysis.doubtful(child):
            continue
        subject, bodies = phrases.mention(noun), analysis.mentions([child])
        somebody = subject is not None and subject.kind in {"Person", "Group"}
        context = Context() if span is not None else noun_context(analysis, noun)
        for body in bodies if somebody and len(bodies) == 1 else ():
            sure = beside or _bodily(analysis, noun, body)
            known = (told and sure) if body.form is Form.NAME else body.definite or body.modifiers
            if body.kind in BODIES and known:
                yield noun_claim(analysis, noun, MEMBER, " ".join(words), subject, body, PLACED, context, child)


def _origin(analysis: Analysis, words: tuple[str, ...]) -> bool:
    return analysis.placing(words) == ORIGIN


def _bodily(analysis: Analysis, noun: Token, body: Mention) -> bool:
    """Does a name look like a body's, or is it somebody by office who is of it? Whoever else is "from X" may be from
    a village."""
    last = body.text.split()[-1].lower()
    kind = analysis.phrases.kinds.of_noun(last)
    return noun.i not in analysis.phrases.names or kind in BODIES or " " in body.text or body.text.isupper()


def bearings(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """Where a place lies from another: "X, south-east of Y"."""
    names = analysis.phrases.names
    for child in children(noun, "nmod") if noun.i in names else ():
        words = prepositions(child)
        if words and words[0] in analysis.directions and child.i in names:
            place, other = analysis.phrases.mention(noun), analysis.phrases.mention(child)
            if place is not None and other is not None and ontology().is_a(place.kind, "Place"):
                yield noun_claim(analysis, noun, INVOLVES, " ".join(words), place, other, PLACED, Context(), child)


def quarters(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """The place that a part of it is in: "northern X"."""
    span = analysis.phrases.names.get(noun.i)
    part = analysis.phrases.mention(noun) if span is not None and noun.i == span.root.i else None
    if span is not None and part is not None and part.form is Form.NAME and part.start < span.start_char:
        name, kind = part.text.partition(" ")[2], analysis.phrases.kinds.of_name(span.label_, span.text)
        whole = replace(part, start=span.start_char, text=name, lemma=name, kind=kind)
        yield noun_claim(analysis, noun, LOCATED, part.text.partition(" ")[0], part, whole, PLACED, Context())


def _unreal(analysis: Analysis, noun: Token) -> bool:
    """Is it something that is only planned or wished for: "will build a plant in X"?"""
    clause = analysis.clause_of(noun)
    told = noun.i in analysis.phrases.names or analysis.phrases.definite(noun)
    return not told and clause is not None and analysis.contexts.of(clause).factuality not in OPEN


def _reached(analysis: Analysis, noun: Token) -> bool:
    """Is it where somebody came, from elsewhere: "came to the club from X"?"""
    goal = relation(noun) == "obl" and bool({*prepositions(noun)} & analysis.goals)
    return goal and analysis.phrases.definite(noun)


def _unplaced(analysis: Analysis, noun: Token) -> bool:
    """Is it something that is of what it is "in" ("a share in X"), or a mere measure: "two years' prison in X"?"""
    owner = analysis.phrases.owner_token(noun)
    measured = owner is not None and owner.lower_ in analysis.durations
    endings = analysis.rules.lexicon["syntax"]["noun_endings"]
    forms = [noun.lemma_.lower(), *(noun.lower_.removesuffix(ending) for ending in endings)]
    several = best(noun) and has(noun, "Number=Plur")  # "the dearest goods in Europe"
    return measured or several or any(form.endswith(analysis.unplaced) for form in forms)


def belongings(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """Where what people make comes from, and whose a body is: "a Turkish fighter", "Norway's parliament"."""
    subject = analysis.phrases.mention(noun) if noun.pos_ == "NOUN" and noun.i not in analysis.phrases.names else None
    if subject is None or analysis.phrases.is_title(noun):
        return
    told = analysis.phrases.definite(noun) or children(noun, "det", "nummod") or has(noun, "Number=Plur")
    if subject.kind in MADE and told and not best(noun) and not analysis.attribution.is_document(noun):
        for nation in analysis.phrases.peoples.nationality(noun):
            yield noun_claim(analysis, noun, ORIGIN, noun.lemma_, subject, nation, PLACED, noun_context(analysis, noun))
    owner = analysis.phrases.owner_token(noun) if subject.kind == "Organization" and not best(noun) else None
    for whole in analysis.mentions([owner]) if owner is not None else []:
        if ontology().is_a(whole.kind, "Place") and whole.form is Form.NAME:
            yield noun_claim(analysis, noun, "partOf", noun.lemma_, subject, whole, PLACED, Context())


def _placed(analysis: Analysis, noun: Token, name: str, subject: Mention, place: Mention) -> bool:
    """Does a name after "in", "at" or "from" tell where a thing is or whence it comes?

    An event may be at a body, and what people make or send comes from a person or body.
    """
    if name == ORIGIN and subject.kind in MADE and place.kind == "Organization":
        said = analysis.attribution.is_document(noun) and place.form is not Form.NAME  # "a statement from the firm"
        return not said  # "a plane from their air force"
    sent = name == ORIGIN and subject.kind == UNKNOWN and place.kind in SENDERS
    if sent and subject.form is Form.DESCRIPTION and (place.form is Form.NAME or place.origin):
        return True  # "a confirmation from X"
    if place.form is not Form.NAME or (name == ORIGIN and subject.form is Form.NAME and subject.kind != "Person"):
        return False
    if name == ORIGIN and subject.kind in {"Event", "Place"}:
        return False  # "secession from X", "the road from X to Y"
    if not ontology().is_a(place.kind, "Place"):
        at_body = name != ORIGIN and subject.kind == "Event" and place.kind == "Organization"
        return at_body or (name == ORIGIN and subject.kind in MADE and ontology().is_a(place.kind, "Agent"))
    if name == LOCATED and subject.kind == UNKNOWN:
        told = subject.definite or children(noun, "det")
        return bool(told) and subject.number != "Plur"  # "the slaughterhouse in X"
    return subject.kind in PLACED_KINDS | MADE and analysis.fits(name, [subject], [place]) is not None
