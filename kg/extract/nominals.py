"""Noun phrases in, what they state without a verb out: nominalised events, places, origins, descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.confidence import AGENTLESS, DESCRIBED, NOMINAL, PLACED, WEAK
from kg.extract.factuality import Context
from kg.extract.frames import RANGE, Frame
from kg.extract.relations import suffered
from kg.extract.tree import children, has, prepositions, relation, text_bounds
from kg.model import Claim, Factuality, Form, Mention, Polarity, Qualifier, Time, Value
from kg.ontology import ontology

NAME = "nominals"

ORIGIN = "comesFrom"
FIXED = frozenset({"Place", "GeopoliticalEntity", "Organization"})
MADE = frozenset({"Work"})
PLACED_KINDS = frozenset({"Event", "Place", "GeopoliticalEntity", "Organization", "Group", "Person"})


def claims(analysis: Analysis) -> Iterator[Claim]:
    for token in analysis.doc:
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} and not analysis.silent(token):
            yield from _events(analysis, token)
            yield from _places(analysis, token)
            yield from _belongings(analysis, token)
            yield from _happenings(analysis, token)
            yield from _ages(analysis, token)
    for span in analysis.phrases.spans:
        if not analysis.silent(span.root):
            yield from _descriptions(analysis, span.root)
            yield from _brackets(analysis, span.end, span.root)


def _events(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """A noun that the ontology knows as a trigger: "X's support for Y", "the fighting between X and Y"."""
    titled = analysis.phrases.is_title(noun) and analysis.phrases.tie(noun)
    settled = titled or noun.lemma_.lower() in analysis.generic
    for frame in [] if settled else analysis.noun_frames(noun.lemma_):
        pairs = list(_pairs(analysis, noun, frame))
        context = _context(analysis, noun)
        for domain, ranged in pairs:
            if frame.inverted and domain is not None:
                domain, ranged = ranged, domain
            known = analysis.fits(frame.predicate, [domain] if domain is not None else [], [ranged])
            if known is not None and domain != ranged:
                yield _claim(
                    analysis,
                    noun,
                    frame.predicate,
                    frame.surface,
                    domain,
                    ranged,
                    NOMINAL if domain else AGENTLESS,
                    context,
                )
        if pairs:
            return


def _pairs(analysis: Analysis, noun: Token, frame: Frame) -> Iterator[tuple[Mention | None, Mention]]:
    """The domain and range of a noun frame: its holder or doer, and what its preposition (or genitive) names.

    What befalls somebody is told without its doer: "the murder of X", "X's arrest".
    """
    arguments = [(prepositions(child), child) for child in (*children(noun, "nmod", "obl"), *_beside_object(noun))]
    wanted = next((slot.prepositions for slot in frame.slots if slot.role == RANGE), ())
    ranged = [token for words, token in arguments if wanted and words[-len(wanted) :] == wanted]
    if ranged and wanted[-1] in analysis.between:
        yield from combinations(analysis.mentions(ranged), 2)
        return
    clause = analysis.clause_of(noun)
    symmetric = ontology().properties[frame.predicate].symmetric
    shared = clause is not None and noun in clause.objects and not clause.passive and not children(noun, "acl")
    if symmetric and not ranged and clause is not None and shared:
        yield from combinations(analysis.mentions(clause.subjects), 2)
        return
    if frame.kind == "role":
        owner = analysis.phrases.owner_token(noun)
        # "its result" is no result of it, "Oslo's oldest watchmaker" makes no Oslo
        owned = [owner] if owner is not None and not frame.inverted and not _best(noun) else []
        targets = analysis.mentions(ranged or owned)
        named = noun.head if relation(noun) == "appos" and noun.head.i in analysis.phrases.names else noun
        # "Europe's largest suppliers of X" supply X: that is all that is known of them
        holders = [] if _predicated(noun) or (_best(noun) and named is noun) else analysis.mentions([named])
    else:
        targets = analysis.mentions(ranged)
        holders = _actors(analysis, noun, [(words, token) for words, token in arguments if token not in ranged])
    of = bool(wanted) and wanted[-1] in analysis.rules.syntax.partitive
    befalls = frame.kind == "noun" and suffered(frame.predicate)
    if befalls and not holders:
        yield from ((None, target) for target in targets)
    elif befalls and not targets and of and analysis.phrases.owner_token(noun) is not None:
        yield from ((None, holder) for holder in holders)
    else:
        yield from product(holders, targets)


def _beside_object(noun: Token) -> list[Token]:
    """What stands right after an object and hangs on its verb may be the object's: "promised support to X"."""
    obliques = children(noun.head, "obl") if relation(noun) == "obj" else []
    return [token for token in obliques if token.left_edge.i == noun.right_edge.i + 1]


def _predicated(noun: Token) -> bool:
    """Is the noun said of a subject? Then the clause relates it."""
    part = relation(noun) == "nmod" and noun.head.pos_ in {"NUM", "PRON", "DET"}  # "one of the founders"
    words = [*noun.children, *(noun.head.children if part else ())]
    return any(relation(word) in {"cop", "nsubj"} for word in words) or relation(noun) == "xcomp"


def _actors(analysis: Analysis, noun: Token, arguments: list[tuple[tuple[str, ...], Token]]) -> list[Mention]:
    """Who does what the noun names: its genitive, its agent, or the subject of the verb it is an object of."""
    owner = analysis.phrases.owner_token(noun)
    if owner is not None:
        return analysis.mentions([owner])
    agents = [token for words, token in arguments if words and words[-1] in analysis.actor_prepositions]
    if agents:
        return analysis.mentions(agents)
    clause = analysis.clause_of(noun)
    if clause is not None and not clause.passive and analysis.lent(clause, noun):
        return analysis.mentions(clause.subjects)
    words = prepositions(noun)
    if relation(noun) == "nmod" and words and words[-1] in analysis.engaging and not analysis.phrases.definite(noun):
        engaged = analysis.mentions([noun.head])  # "soldiers on the way to the front"
        alive = all(ontology().is_a(mention.kind, "Agent") for mention in engaged)
        if alive or clause is None:
            return engaged
        return analysis.mentions(clause.subjects)  # "boarded a plane on the way to X"
    return analysis.phrases.nationality(noun)


def _context(analysis: Analysis, noun: Token) -> Context:
    """A definite noun is taken for granted; an indefinite one stands under the cues of its clause.

    As the object of a promise or a plan it is what is promised or planned; elsewhere it is told by whoever tells the
    clause, and as much a fact as the clause's source makes it.
    """
    if any(analysis.later(time) for _, time in _times(analysis, noun)):
        return Context(Factuality.PLANNED)
    clause = analysis.clause_of(noun)
    if clause is None or analysis.phrases.definite(noun):
        return Context()
    context = analysis.contexts.of(clause)
    if noun not in clause.objects:
        told = context.source is not None and context.source != analysis.phrases.mention(noun)
        return Context(Factuality.CLAIMED, source=context.source, cue=context.cue) if told else Context()
    effect = analysis.contexts.cues.effect(clause)
    if context.factuality is Factuality.ASSERTED and effect in {Factuality.PROMISED, Factuality.PLANNED}:
        return replace(context, factuality=effect, cue=clause.lemma)
    return context


def _places(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """Where a thing is or comes from: "the fighting in X", "rebels from X and Y", "the X government"."""
    phrases = analysis.phrases
    inside = noun.i in phrases.names and noun.i != phrases.names[noun.i].root.i
    if inside or phrases.introduced(noun) is not None:
        return
    titled = phrases.is_title(noun)
    for child in children(noun, "nmod"):
        words = prepositions(child)
        name = analysis.placing(words)
        if not name or (titled and not (name == ORIGIN and has(noun, "Number=Plur"))):
            continue
        subject = phrases.mention(noun)
        for place in analysis.mentions([child]):
            if subject is not None and _placed(analysis, name, subject, place):
                context = Context() if subject.form is Form.NAME or subject.kind in FIXED else _context(analysis, noun)
                yield _claim(analysis, noun, name, " ".join(words), subject, place, PLACED, context, child)


def _belongings(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """Where what people make comes from, and whose a body is: "a Turkish fighter", "Norway's parliament"."""
    subject = analysis.phrases.mention(noun) if noun.pos_ == "NOUN" and noun.i not in analysis.phrases.names else None
    if subject is None or analysis.phrases.is_title(noun):
        return
    if subject.kind in MADE and not analysis.attribution.is_document(noun):
        for nation in analysis.phrases.nationality(noun):
            yield _claim(analysis, noun, ORIGIN, noun.lemma_, subject, nation, PLACED, _context(analysis, noun))
    owner = analysis.phrases.owner_token(noun) if subject.kind == "Organization" and not _best(noun) else None
    for whole in analysis.mentions([owner]) if owner is not None else []:
        if ontology().is_a(whole.kind, "Place") and whole.form is Form.NAME:
            yield _claim(analysis, noun, "partOf", noun.lemma_, subject, whole, PLACED, Context())


def _best(noun: Token) -> bool:
    """Is it one of the owner's most, "Europe's largest producer", which tells nothing of what is between the two?"""
    return any(has(word, "Degree=Sup") for word in children(noun, "amod"))


def _placed(analysis: Analysis, name: str, subject: Mention, place: Mention) -> bool:
    """Does a name after "in", "at" or "from" tell where a thing is or whence it comes?

    An event may be at a body, and what people make or send comes from a person or body.
    """
    if place.form is not Form.NAME or (name == ORIGIN and subject.form is Form.NAME and subject.kind != "Person"):
        return False
    if not ontology().is_a(place.kind, "Place"):
        at_body = name != ORIGIN and subject.kind == "Event" and place.kind == "Organization"
        return at_body or (name == ORIGIN and subject.kind in MADE and ontology().is_a(place.kind, "Agent"))
    return subject.kind in PLACED_KINDS | MADE and analysis.fits(name, [subject], [place]) is not None


def _happenings(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """When an event is and whose it is: "the summit on Friday", "the coup in March", "NATO's summit"."""
    phrases = analysis.phrases
    event = phrases.mention(noun) if noun.pos_ == "NOUN" and noun.i not in phrases.names else None
    if event is None or event.kind != "Event":
        return
    context = _context(analysis, noun)
    for child, time in _times(analysis, noun) if context.polarity is Polarity.POSITIVE else ():
        value = Value(time.value, moment_type(time.value)) if time.value else Value(time.text)
        made = _claim(analysis, noun, "happensOn", noun.lemma_, event, value, PLACED, context, child)
        yield replace(made, qualifiers=(Qualifier("time", time),))
    owner = phrases.owner_token(noun)
    for doer in analysis.mentions([owner]) if owner is not None and not analysis.noun_frames(noun.lemma_) else []:
        if doer.form is Form.NAME and ontology().is_a(doer.kind, "Agent"):
            yield _claim(analysis, noun, "participatesIn", noun.lemma_, doer, event, WEAK, context, owner)


def _times(analysis: Analysis, noun: Token) -> Iterator[tuple[Token, Time]]:
    """The dated times that hang on a noun, with the token each hangs by."""
    for child in children(noun, "nmod", "obl", "advmod"):
        found = next((span.time for span in analysis.times if span.start <= child.i < span.end), None)
        if found is not None and (found.value or found.begin):
            yield child, found


def moment_type(value: str) -> str:
    """The XSD datatype of a date that is as exact as 2020, 2020-09 or 2020-09-30."""
    return {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")


def _ages(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """ "The 47-year-old": the age of whoever is called so."""
    number, hyphen, rest = noun.lower_.partition("-")
    if hyphen and number.isdigit() and len(number) < 3 and rest.startswith(analysis.age_nouns):
        person = analysis.phrases.mention(noun)
        said_of = prepositions(noun) and not analysis.phrases.definite(noun)  # "was elected as a 24-year-old"
        if person is not None and not said_of and not has(noun, "Number=Plur"):
            yield _claim(analysis, noun, "hasAge", noun.lower_, person, Value(number, "integer"), DESCRIBED, Context())


def _descriptions(analysis: Analysis, root: Token) -> Iterator[Claim]:
    """What a name is called: "the enclave X", "X, a Norwegian researcher,"."""
    span = analysis.phrases.names[root.i]
    named = analysis.phrases.mention(root)
    if named is None or named.form is not Form.NAME:
        return
    beside = [child for child in children(root, "appos") if child.pos_ == "NOUN" and child.i >= span.end]
    yield from _attributes(analysis, root, named)
    for noun in [*analysis.phrases.describers(span), *beside]:
        related = any(frame.kind == "role" for frame in analysis.noun_frames(noun.lemma_))
        if not analysis.phrases.is_title(noun) and not related:
            value = Value(noun.lemma_, language=analysis.language)
            yield _claim(analysis, noun, "isA", noun.lemma_, named, value, DESCRIBED, Context(), root)


def _attributes(analysis: Analysis, root: Token, named: Mention) -> Iterator[Claim]:
    """A nationality before a name: "Norwegian Magnus Carlsen"."""
    for nation in analysis.phrases.nationality(root):
        place = "locatedIn" if ontology().is_a(named.kind, "Place") else ORIGIN
        name = "citizenOf" if named.kind == "Person" else place
        yield _claim(analysis, root, name, nation.text, named, nation, PLACED, Context())


def _brackets(analysis: Analysis, after: int, root: Token) -> Iterator[Claim]:
    """What stands in brackets after a person's name: a party or an age."""
    doc = analysis.doc
    person = analysis.phrases.mention(root)
    if person is None or person.kind != "Person" or after + 2 >= len(doc):
        return
    set_off = doc[after].text == doc[after + 2].text == "," and doc[after + 1].text.isdigit()
    if not set_off and (doc[after].text != "(" or doc[after + 2].text != ")"):
        return
    inside = doc[after + 1]
    if inside.text.isdigit() and len(inside.text) < 3:
        age = Value(inside.text, datatype="integer")
        yield _claim(analysis, root, "hasAge", "()", person, age, DESCRIBED, Context(), inside)
    elif inside.i in analysis.phrases.names:
        body = analysis.phrases.mention(inside)
        if body is not None and body.kind in {"Organization", "GeopoliticalEntity"}:
            yield _claim(analysis, root, "memberOf", "()", person, body, DESCRIBED, Context(), inside)


def _claim(
    analysis: Analysis, noun: Token, predicate: str, surface: str, subject: Mention | None,
    target: Mention | Value, confidence: float, context: Context, other: Token | None = None,
) -> Claim:  # fmt: skip
    tokens = [noun, *(other.subtree if other is not None else [])]
    start, end = text_bounds(tokens)
    for mention in (subject, target):
        if isinstance(mention, Mention) and mention.sentence == analysis.phrases.sentence(noun):
            start, end = min(start, mention.start), max(end, mention.end)
    return Claim(
        predicate=predicate, surface=surface, start=start, end=end, sentence=analysis.phrases.sentence(noun),
        subject=subject, object=target, factuality=context.factuality, polarity=context.polarity,
        source=context.source, cue=context.cue, extractor=NAME, confidence=confidence,
    )  # fmt: skip
