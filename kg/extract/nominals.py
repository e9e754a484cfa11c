"""Noun phrases in, what they state without a verb out: nominalised events, places, origins, descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.confidence import DESCRIBED, NOMINAL, PLACED, WEAK
from kg.extract.context import Context
from kg.extract.frames import RANGE, Frame, suffered
from kg.extract.nouns import best, dated, noun_claim, noun_context
from kg.extract.places import ORIGIN, affiliations, bearings, belongings, places, quarters
from kg.extract.tree import children, has, prepositions, relation
from kg.model import Claim, Factuality, Form, Mention, Polarity, Qualifier, Value
from kg.ontology import ontology

KIN = frozenset({"relativeOf", "marriedTo", "parentOf"})
STUDIES, STATE = frozenset({"investigates"}), "GeopoliticalEntity"
BODIES = frozenset({"Organization", "Place", "Work"})
WITH = frozenset({"companion", "instrument"})
"""The roles of "together with" and "with"."""
PARTAKES, PEOPLE = "participatesIn", frozenset({"Person", "Group", "Organization"})


def claims(analysis: Analysis) -> Iterator[Claim]:
    for token in analysis.doc:
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} and not analysis.silent(token):
            yield from _events(analysis, token)
            yield from places(analysis, token)
            yield from affiliations(analysis, token)
            yield from bearings(analysis, token)
            yield from quarters(analysis, token)
            yield from belongings(analysis, token)
            yield from _happenings(analysis, token)
            yield from _ages(analysis, token)
    for span in analysis.phrases.spans:
        if not analysis.silent(span.root):
            yield from _descriptions(analysis, span.root)
            yield from _brackets(analysis, span.end, span.root)


def _events(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """A noun that the ontology knows as a trigger: "X's support for Y", "the fighting between X and Y"."""
    titled = analysis.phrases.is_title(noun) and analysis.phrases.tie(noun)
    settled = titled or noun.lemma_.lower() in analysis.generic or _called(analysis, noun)
    for frame in [] if settled else analysis.noun_frames(noun.lemma_):
        pairs = list(_pairs(analysis, noun, frame))
        context = noun_context(analysis, noun)
        for domain, ranged in pairs:
            if frame.inverted and domain is not None:
                domain, ranged = ranged, domain
            known = analysis.fits(frame.predicate, [domain] if domain is not None else [], [ranged])
            alone = domain is None and ontology().properties[frame.predicate].symmetric  # "the match against X"
            measured = _measure(analysis, domain) or _amount(analysis, ranged) or _amount(analysis, domain)
            if known is not None and domain != ranged and not alone and not measured:
                yield noun_claim(
                    analysis,
                    noun,
                    frame.predicate,
                    frame.surface,
                    domain,
                    ranged,
                    NOMINAL if domain else WEAK,
                    context,
                )
        if pairs:
            return


def _called(analysis: Analysis, noun: Token) -> bool:
    """Is it but what somebody calls something: "calls the move an attack on democracy"?"""
    clause = analysis.clause_of(noun)
    return clause is not None and clause.lemma in analysis.rules.syntax.naming and not analysis.phrases.definite(noun)


def _measure(analysis: Analysis, domain: Mention | None) -> bool:
    """Is what would be the doer but a length of time: "half an hour's examination"?"""
    return domain is not None and domain.form is Form.DESCRIPTION and domain.lemma.lower().endswith(analysis.spells)


def _amount(analysis: Analysis, mention: Mention | None) -> bool:
    """Is it but so much money: "raised the support from 200,000 to 450,000 kroner"?"""
    span = analysis.doc.char_span(mention.start, mention.end, alignment_mode="expand") if mention is not None else None
    digits = mention is not None and not any(char.isalpha() for char in mention.text)
    return digits or (span is not None and analysis.phrases.measured(span.root))


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
    held = clause is not None and (clause.lemma in analysis.lending or clause.lemma in analysis.light_verbs)
    if symmetric and not ranged and clause is not None and shared and held:
        yield from combinations(analysis.mentions(clause.subjects), 2)
        return
    if frame.kind == "role":
        owner = analysis.phrases.owner_token(noun)
        # "its result" is no result of it, "Oslo's oldest watchmaker" makes no Oslo
        owned = [owner] if owner is not None and not frame.inverted and not best(noun) else []
        targets = analysis.mentions(ranged or owned) or _whose(analysis, noun, frame)
        named = noun.head if relation(noun) == "appos" and noun.head.i in analysis.phrases.names else noun
        # "Europe's largest suppliers of X" supply X: that is all that is known of them
        holders = [] if _predicated(noun) or (best(noun) and named is noun) else analysis.mentions([named])
    else:
        targets = analysis.mentions(ranged)
        holders = _actors(analysis, noun, [(words, token) for words, token in arguments if token not in ranged])
        states = frame.predicate in STUDIES and analysis.phrases.owner_token(noun) is None
        holders = [one for one in holders if not (states and one.kind == STATE)]  # "a Norwegian study of"
    of = bool(wanted) and wanted[-1] in analysis.rules.syntax.partitive
    befalls = frame.kind == "noun" and suffered(frame.predicate)
    if befalls and not holders:
        yield from ((None, target) for target in targets)
    elif befalls and not targets and of and analysis.phrases.owner_token(noun) is not None:
        yield from ((None, holder) for holder in holders)
    else:
        yield from product(holders, targets)


def _whose(analysis: Analysis, noun: Token, frame: Frame) -> list[Mention]:
    """Whose kin somebody named must be where nothing else tells: "she lives with the siblings X and Y"."""
    clause = analysis.clause_of(noun)
    kin = frame.predicate in KIN and analysis.phrases.definite(noun)
    if not kin or clause is None or analysis.phrases.introduced(noun) is None or noun in clause.subjects:
        return []
    doers = analysis.mentions(clause.doers)
    return [doer for doer in doers if doer.kind == "Person" and doer.form is not Form.DESCRIPTION]


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
    if clause is not None and analysis.contexts.cues.effect(clause) is Factuality.REQUESTED:
        return []  # "invited X on a visit"
    if clause is not None and not clause.passive and analysis.lent(clause, noun):
        return analysis.mentions(clause.subjects)
    words = prepositions(noun)
    if relation(noun) == "nmod" and analysis.engages(words, noun) and not analysis.phrases.definite(noun):
        engaged = analysis.mentions([noun.head])  # "soldiers on the way to the front"
        alive = all(ontology().is_a(mention.kind, "Agent") for mention in engaged)
        if alive or clause is None:
            return engaged
        return analysis.mentions(clause.subjects)  # "boarded a plane on the way to X"
    return analysis.phrases.peoples.nationality(noun)


def _happenings(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """When an event is and whose it is: "the summit on Friday", "the coup in March", "NATO's summit"."""
    phrases = analysis.phrases
    event = phrases.mention(noun) if noun.pos_ == "NOUN" and noun.i not in phrases.names else None
    if event is None or event.kind != "Event" or noun.i in analysis.in_time or _nondescript(analysis, noun):
        return
    context = noun_context(analysis, noun)
    for child, time in dated(analysis, noun) if context.polarity is Polarity.POSITIVE else ():
        value = Value(time.value, moment_type(time.value)) if time.value else Value(time.text)
        made = noun_claim(analysis, noun, "happensOn", noun.lemma_, event, value, PLACED, context, child)
        yield replace(made, qualifiers=(Qualifier("time", time),))
    yield from _participants(analysis, noun, event, context)


def _participants(analysis: Analysis, noun: Token, event: Mention, context: Context) -> Iterator[Claim]:
    """Whose an event is, and who is with it: "NATO's summit", "a trip with 40 sick children"."""
    frames = analysis.noun_frames(noun.lemma_)
    owner = analysis.phrases.owner_token(noun) if not frames else None
    for doer in analysis.mentions([owner]) if owner is not None else []:
        if doer.form is Form.NAME and ontology().is_a(doer.kind, "Agent"):
            yield noun_claim(analysis, noun, PARTAKES, noun.lemma_, doer, event, WEAK, context, owner)
    opposed = {word for frame in frames for slot in frame.slots for word in slot.prepositions}  # "a meeting with X"
    for child in children(noun, "nmod"):
        words = prepositions(child)
        beside = analysis.roles.get(" ".join(words)) in WITH and words[-1] not in opposed
        for fellow in analysis.mentions([child]) if beside else []:
            if fellow.form is not Form.PRONOUN and fellow.kind in PEOPLE:
                yield noun_claim(analysis, noun, PARTAKES, noun.lemma_, fellow, event, PLACED, context, child)


def _nondescript(analysis: Analysis, noun: Token) -> bool:
    """Is it just any event, with nothing said of it but when it is: "before a meeting on Friday"?"""
    told = children(noun, "amod", "compound", "nummod", "acl") or "-" in noun.text
    others = [child for child in children(noun, "nmod", "obl", "appos") if child.i not in analysis.in_time]
    return not (told or others or analysis.phrases.definite(noun) or has(noun, "Number=Plur"))


def moment_type(value: str) -> str:
    """The XSD datatype of a date that is as exact as 2020, 2020-09 or 2020-09-30."""
    return {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")


def _ages(analysis: Analysis, noun: Token) -> Iterator[Claim]:
    """ "The 47-year-old": the age of whoever is called so."""
    number, hyphen, rest = noun.lower_.partition("-")
    if hyphen and number.isdigit() and len(number) < 3 and rest.startswith(analysis.age_nouns):
        person = analysis.phrases.mention(noun)
        said_of = prepositions(noun) and not analysis.phrases.definite(noun)  # "was elected as a 24-year-old"
        if person is not None and person.definite and not said_of and not has(noun, "Number=Plur"):
            yield noun_claim(
                analysis, noun, "hasAge", noun.lower_, person, Value(number, "integer"), DESCRIBED, Context()
            )


def _descriptions(analysis: Analysis, root: Token) -> Iterator[Claim]:
    """What a name is called: "the enclave X", "X, a Norwegian researcher,"."""
    span = analysis.phrases.names[root.i]
    named = analysis.phrases.mention(root)
    if named is None or named.form is not Form.NAME:
        return
    beside = [child for child in children(root, "appos") if child.pos_ == "NOUN" and child.i >= span.end]
    yield from _attributes(analysis, root, named)
    beside = [noun for noun in beside if analysis.phrases.introduced(noun) is None]  # "the fiddler X, the trio Y"
    for noun in [*analysis.phrases.describers(span), *beside]:
        if named.kind == "Person" and analysis.phrases.kinds.of_noun(noun.lemma_) in BODIES:
            continue  # "gave the team X"
        related = any(frame.kind == "role" for frame in analysis.noun_frames(noun.lemma_))
        shared = (*analysis.fellows, *analysis.phrases.families)
        related = related or noun.lemma_.lower().endswith(shared)  # "his team-mate X", "the couple X and Y"
        related = related or noun.lemma_.lower() in analysis.generic  # "has the title X"
        related = related or any(map(analysis.phrases.titles.qualifies, children(noun, "amod")))  # "former champion X"
        if not analysis.phrases.is_title(noun) and not related and analysis.phrases.owner_token(noun) is None:
            singular = has(noun, "Definite=Ind") and has(noun, "Number=Sing")
            value = Value(noun.lower_ if singular else noun.lemma_, language=analysis.language)
            yield noun_claim(analysis, noun, "isA", noun.lemma_, named, value, DESCRIBED, Context(), root)


def _attributes(analysis: Analysis, root: Token, named: Mention) -> Iterator[Claim]:
    """A nationality before a name: "Norwegian Magnus Carlsen"."""
    for nation in analysis.phrases.peoples.nationality(root):
        place = "locatedIn" if ontology().is_a(named.kind, "Place") else ORIGIN
        name = "citizenOf" if named.kind == "Person" else place
        yield noun_claim(analysis, root, name, nation.text, named, nation, PLACED, Context())


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
        yield noun_claim(analysis, root, "hasAge", "()", person, age, DESCRIBED, Context(), inside)
    elif inside.i in analysis.phrases.names:
        body = analysis.phrases.mention(inside)
        if body is not None and body.kind in {"Organization", "GeopoliticalEntity"}:
            yield noun_claim(analysis, root, "memberOf", "()", person, body, DESCRIBED, Context(), inside)
