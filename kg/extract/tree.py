"""A token in, what the rules ask about its place in the tree out; both UD schemes answer alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from spacy.tokens import Doc, Span, Token

from kg.extract.acronyms import spelled_out

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
CLAUSAL = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis", "conj"})


AMPERSAND = "&"
DERIVED = "DRV"
"""The model's label of words made of a name ("Norwegian", "LO-leder"), which are no names themselves."""


def named(doc: Doc, articles: Collection[str]) -> list[Span]:
    """The names of a document, without an article in front."""
    spans = [span for span in doc.ents if span.label_ != DERIVED]
    spans = spelled_out(_joined(spans))
    led = [len(span) > 1 and span[0].lower_ in articles for span in spans]
    return [Span(doc, span.start + begins, span.end, span.label) for span, begins in zip(spans, led, strict=True)]


def _joined(spans: list[Span]) -> list[Span]:
    """The spans, those put together that the tree or an ampersand makes one: "Odd-Arne" "Vik", "Moe" & "Li"."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        beside = last is not None and last.end == span.start and last.label == span.label
        joined = last is not None and last.end + 1 == span.start and span.doc[last.end].text == AMPERSAND
        if last is not None and (joined or (beside and relation(span.root) == "flat" and span.root.head in last)):
            found[-1] = Span(span.doc, last.start, span.end, span.label)
        else:
            found.append(span)
    return found


def relation(token: Token) -> str:
    """The token's dependency relation without its subtype, in lower case."""
    return token.dep_.partition(":")[0].lower()


def subtype(token: Token) -> str:
    return token.dep_.partition(":")[2].lower()


def children(token: Token, *relations: str) -> list[Token]:
    return [child for child in token.children if relation(child) in relations]


def has(token: Token, feature: str) -> bool:
    """Does the token carry this morphological feature, e.g. `Case=Gen`?"""
    return feature in token.morph


def prepositions(token: Token, since: int = 0) -> tuple[str, ...]:
    """The prepositions that introduce a nominal or an infinitive, in text order: ("ut", "av").

    UD Norwegian hangs the preposition of "av president X" on the name, so names set beside a noun are looked at too.
    Those before the token `since` are left out. One may stand alone, at the end: "what he is talking about".
    """
    found = children(token, "case")
    stranded = [case for case in found if token.i < token.head.i < case.i]
    if stranded and len(stranded) == len(found):
        return tuple(case.lower_ for case in stranded)
    for name in children(token, "appos", "flat"):
        found += children(name, "case")
    before = sorted((case for case in found if since <= case.i < token.i), key=lambda case: case.i)
    return tuple(word.lower_ for case in before for word in (case, *children(case, "fixed")))


def predicate_prepositions(token: Token) -> tuple[str, ...]:
    """Those of a nominal predicate itself ("is in danger"), not those that open its clause ("about X being Y")."""
    before = [child.left_edge.i for child in children(token, "cop", "nsubj", "aux") if child.i < token.i]
    return prepositions(token, min(before, default=0))


def conjuncts(token: Token) -> list[Token]:
    """The token and everything coordinated with it, or with the name that it introduces, that is a nominal too."""
    found = [] if halved(token) else [token]
    named = [child for child in children(token, "appos") if child.pos_ == "PROPN"] if token.pos_ == "NOUN" else []
    for child in (child for word in (token, *named) for child in children(word, "conj")):
        if child.pos_ in NOMINAL and not is_clause(child):
            found += conjuncts(child)
    return found


def halved(token: Token) -> bool:
    """Is it the first half of two compounds: "kontroll- og konstitusjonskomité"?"""
    return token.text.endswith("-") and len(token) > 1 and bool(children(token, "conj"))


def is_clause(token: Token) -> bool:
    """Is the token the head of a clause: a verb, or a predicate with a copula or a subject of its own?"""
    role = relation(token)
    inner = {relation(child) for child in token.children}
    if token.pos_ == "VERB" and role not in {"amod", "case", "fixed", "flat", "compound", "cop", "aux"}:
        return role in CLAUSAL or bool(inner & {"nsubj", "obj", "obl", "cop", "aux", "mark"}) or role == "dep"
    if (token.pos_ == "AUX" and role in CLAUSAL) or (role == "acl" and has(token, "VerbForm=Part")):
        return True
    if role in CLAUSAL and "aux" in inner and has(token, "VerbForm=Part"):
        return True  # "asked to be driven", the participle tagged as an adjective
    if role == "amod" and has(token, "VerbForm=Part") and token.i > token.head.i and "obl" in inner:
        return True  # "forces backed by X", the participle tagged as an adjective
    return "cop" in inner or ("nsubj" in inner and role in CLAUSAL)


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature, "" where the token has none."""
    return next(iter(token.morph.get(name, [])), "")


def nominative(text: str, last: Token | None, marks: Iterable[str], ending: str) -> str:
    """Take a genitive off: the `marks` at the end, else the `ending` of a word that the model calls a genitive."""
    bare = text
    for mark in marks:
        bare = bare.removesuffix(mark)
    if last is not None and has(last, "Case=Gen") and bare == text and _owns(last):
        return bare.removesuffix(ending)
    return bare


def _owns(last: Token) -> bool:
    """Does a word that the model calls a genitive stand before what it owns, or for a thing without it?"""
    name = last.head if relation(last) == "flat" else last
    while relation(name) == "appos" and name.head.i < name.i and not prepositions(name):
        name = name.head  # "the businessman Villacreses leads"
    if relation(name).startswith("nsubj") and name.head.i == last.i + 1:
        return False  # "Prime Minister Laanemets regretted"
    return name.head.i > last.i or not (name.head.i < name.i and prepositions(name))


def contents(noun: Token) -> bool:
    """Does a noun with no adjective only say what the infinitive after it is: "the ability to", "a plan for"?"""
    clauses = [child for child in children(noun, "acl") if child.i > noun.i and has(child, "VerbForm=Inf")]
    return noun.pos_ == "NOUN" and bool(clauses) and not children(noun, "amod")


def shares_number(noun: Token) -> bool:
    """Is a number before a noun that of what is joined to it too: "150 parents and pupils"?"""
    others = [other for other in children(noun, "conj") if other.pos_ == "NOUN" and has(other, "Number=Plur")]
    return any(not children(other, "nummod", "det", "amod") and not has(other, "Definite=Def") for other in others)


def text_bounds(tokens: Iterable[Token]) -> tuple[int, int]:
    """Character offsets that cover the tokens, end exclusive."""
    ordered = sorted((token for token in tokens if not token.is_space), key=lambda token: token.i)
    first, last = ordered[0], ordered[-1]
    return first.idx, last.idx + len(last)
