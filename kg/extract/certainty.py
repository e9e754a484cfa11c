"""A claim in, the same out, less sure where the parser was not sure of its words or it is not told as a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.model import CERTAINTY, Claim, Factuality, Mention, Polarity

SURE = 0.7
DOUBTED, DOUBTED_FACT = 0.9, 0.95
"""What is left of the confidence in a claim where the parser gives less than SURE to the place of a word in it.

Of 2,400 statements read by hand 66 of 100 such were right, and 84 of 100 others; of 186 where somebody or something is
guessed besides, 65 of 83 that are told as facts, and 64 of 103 others.
"""

OPEN = "involves"
HEDGED = 0.9
"""The same for what is told as hypothetical (10 of 19 were right), as what somebody else says is possible (18 of 27) or
planned (14 of 27), or, in words no frame knows, not so (5 of 17); of what is told as a fact 78 of 100 were."""


def weighed(doc: Doc, claim: Claim) -> Claim:
    """The claim, and what it says of another one, with what confidence the parse and the way that it is put leave."""
    certainty = doc.user_data.get(CERTAINTY)
    doubted = certainty and any(certainty[token.i] < SURE for token in _joining(doc, claim))
    fact = claim.factuality is Factuality.ASSERTED and claim.polarity is Polarity.POSITIVE
    doubt = (DOUBTED_FACT if fact else DOUBTED) if doubted else 1
    share = doubt * (HEDGED if _hedged(claim) else 1)
    inner = weighed(doc, claim.object) if isinstance(claim.object, Claim) else claim.object
    return replace(claim, confidence=round(claim.confidence * share, 3), object=inner)


def _hedged(claim: Claim) -> bool:
    cited = claim.factuality in {Factuality.PLANNED, Factuality.POSSIBLE} and claim.source is not None
    unsaid = claim.predicate == OPEN and claim.factuality is Factuality.CLAIMED and claim.polarity is Polarity.NEGATIVE
    return unsaid or cited or claim.factuality is Factuality.HYPOTHETICAL


def _joining(doc: Doc, claim: Claim) -> Iterator[Token]:
    """The words within a claim that join its subject and object, and what hangs on them."""
    within = {token.i for token in _words(doc, claim)}
    for end in (claim.subject, claim.object):
        if isinstance(end, Mention) and end.sentence == claim.sentence:
            root = _words(doc, end).root
            chain = [token for token in (root, *root.ancestors) if token.i in within]
            yield from (token for token in chain if token.head != token and token.head.i in within)
            yield from (child for token in chain for child in token.children if child.is_alpha and child.i in within)


def _words(doc: Doc, part: Claim | Mention) -> Span:
    """The words of a part of the text, which is never empty."""
    span = doc.char_span(part.start, part.end, alignment_mode="expand")
    return span if span is not None else doc[:0]
