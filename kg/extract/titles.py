"""Names with titles in, who holds which position and for whom out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.extract.analysis import Analysis
from kg.extract.factuality import Context
from kg.extract.phrases import PERSONS
from kg.extract.tree import children, conjuncts, has, prepositions, relation, text_bounds
from kg.model import Claim, Mention, Value

NAME = "titles"
TITLED, DESCRIBED, LOOSE = 0.95, 0.9, 0.8
ORIGIN = "comesFrom"
BODIES = frozenset({"Organization", "GeopoliticalEntity", "Place", "Event", "Topic"})


def claims(analysis: Analysis) -> Iterator[Claim]:
    """Positions told by a title before a name, an apposition, a copula, or a description such as "X's president"."""
    for span in analysis.phrases.spans:
        if span.label_ in PERSONS and not analysis.silent(span.root):
            yield from _of_name(analysis, span)
    for clause in analysis.clauses:
        if clause.predicate is not None and analysis.phrases.is_title(clause.predicate):
            context = analysis.contexts.of(clause)
            for holder in analysis.mentions(clause.subjects):
                for title in conjuncts(clause.predicate):
                    yield from _position(analysis, holder, title, context, DESCRIBED)
    for token in analysis.doc:
        if token.pos_ == "NOUN" and _stands_alone(analysis, token):
            mention = analysis.phrases.mention(token)
            if mention is not None and bodies(analysis, token):
                yield from _position(analysis, mention, token, Context(), LOOSE)


def _of_name(analysis: Analysis, span: Span) -> Iterator[Claim]:
    holder = analysis.phrases.mention(span.root)
    if holder is None:
        return
    for title in [*analysis.phrases.describers(span), *_appositions(span)]:
        for part in conjuncts(title):
            other = analysis.phrases.introduced(part)
            if analysis.phrases.is_title(part) and other in {None, span}:
                yield from _position(analysis, holder, part, Context(), TITLED)


def _appositions(span: Span) -> list[Token]:
    """Nouns set beside a name: "X, the country's president," and the other way round."""
    after = [child for child in children(span.root, "appos") if child.pos_ == "NOUN" and child.i >= span.end]
    above = span.root.head
    before = [above] if relation(span.root) == "appos" and above.pos_ == "NOUN" and above.i < span.start else []
    return after + before


def _stands_alone(analysis: Analysis, token: Token) -> bool:
    """Is the token a title that describes somebody by itself, introducing no name and predicated of nobody?"""
    phrases = analysis.phrases
    free = phrases.introduced(token) is None and relation(token) not in {"appos", "flat", "root", "conj", "xcomp"}
    copular = any(relation(child) == "cop" for child in token.children)
    return free and not copular and phrases.is_title(token) and not analysis.silent(token)


def _position(
    analysis: Analysis, holder: Mention, title: Token, context: Context, confidence: float
) -> Iterator[Claim]:
    start, end = text_bounds([title, *_holder_tokens(analysis, holder)])
    held = Claim(
        "holdsPosition", title.lemma_, start, end, analysis.phrases.sentence(title), subject=holder,
        object=Value(analysis.phrases.position(title), language=analysis.language), factuality=context.factuality,
        polarity=context.polarity, source=context.source, cue=context.cue, extractor=NAME, confidence=confidence,
    )  # fmt: skip
    if holder.kind != "Group":
        yield held
    tie = analysis.phrases.tie(title)
    for body in bodies(analysis, title) if tie else []:
        if body != holder:
            yield replace(held, predicate=tie, object=body)


def _holder_tokens(analysis: Analysis, holder: Mention) -> list[Token]:
    span = analysis.doc.char_span(holder.start, holder.end, alignment_mode="expand")
    return list(span) if span is not None else []


def bodies(analysis: Analysis, title: Token) -> list[Mention]:
    """The states and bodies a title is of: genitive, prepositional phrase, nationality or first part of a compound."""
    phrases = analysis.phrases
    owner = phrases.owner_token(title)
    found = analysis.mentions([owner]) if owner is not None else []
    for child in children(title, "nmod", "obl"):
        words = prepositions(child)
        placed = phrases.placings.get(words[-1], "") if words else ""
        if words and words[-1] in phrases.body_prepositions and not (placed == ORIGIN and has(title, "Number=Plur")):
            found += [m for m in analysis.mentions([child]) if m.kind in BODIES]
    return [*found, *phrases.nationality(title), *phrases.first_part(title)]
