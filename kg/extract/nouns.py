"""A noun and what it is found to state in, the claim out, put as the noun's surroundings put it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.analysis import Analysis
from kg.extract.context import Context
from kg.extract.tree import children, has, text_bounds
from kg.model import Claim, Factuality, Mention, Time, Value

NAME = "nominals"


def noun_context(analysis: Analysis, noun: Token) -> Context:
    """A definite noun is taken for granted; an indefinite one stands under the cues of its clause.

    As the object of a promise or a plan it is what is promised or planned; elsewhere it is told by whoever tells the
    clause, and as much a fact as the clause's source makes it.
    """
    clause = analysis.clause_of(noun)
    if any(analysis.timing.later(time) for _, time in dated(analysis, noun)):
        asked = clause is not None and analysis.contexts.cues.effect(clause) is Factuality.REQUESTED
        if asked and clause is not None and not analysis.phrases.definite(noun):
            return Context(Factuality.REQUESTED, source=analysis.attribution.speaker(clause), cue=clause.lemma)
        return Context(Factuality.PLANNED)
    if clause is None or analysis.phrases.definite(noun):
        return Context()
    context = analysis.contexts.of(clause)
    if noun not in clause.objects:
        cited = context.factuality is Factuality.CLAIMED and context.source is not None
        told = cited and context.source != analysis.phrases.mention(noun)
        return Context(Factuality.CLAIMED, source=context.source, cue=context.cue) if told else Context()
    effect = analysis.contexts.cues.effect(clause)
    if context.factuality is Factuality.ASSERTED and effect in {Factuality.PROMISED, Factuality.PLANNED}:
        return replace(context, factuality=effect, cue=clause.lemma)
    return context


def dated(analysis: Analysis, noun: Token) -> Iterator[tuple[Token, Time]]:
    """The dated times that hang on a noun, with the token each hangs by."""
    for child in children(noun, "nmod", "obl", "advmod"):
        found = next((span.time for span in analysis.timing.spans if span.start <= child.i < span.end), None)
        if found is not None and (found.value or (found.begin and found.end)):  # not "the third fire since New Year"
            yield child, found


def best(noun: Token) -> bool:
    """Is it one of the owner's most, "Europe's largest producer", which tells nothing of what is between the two?"""
    return any(has(word, "Degree=Sup") for word in children(noun, "amod"))


def noun_claim(
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
