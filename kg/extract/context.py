"""How a statement is put and who says so, while its context is being found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.model import Factuality, Form, Mention, Polarity
from kg.ontology import ontology

OPEN = frozenset({Factuality.ASSERTED, Factuality.CLAIMED})
FORETOLD = OPEN | {Factuality.PLANNED}
UNTOLD = frozenset({Factuality.ASSERTED})


@dataclass(frozen=True, slots=True)
class Context:
    factuality: Factuality = Factuality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    source: Mention | None = None
    cue: str = ""

    def negated(self) -> Context:
        flipped = Polarity.NEGATIVE if self.polarity is Polarity.POSITIVE else Polarity.POSITIVE
        return replace(self, polarity=flipped)


def told(outer: Context) -> Context:
    """The context of what is taken for granted within another: cited where that is cited, else asserted."""
    cited = outer.factuality is Factuality.CLAIMED
    return Context(Factuality.CLAIMED, source=outer.source, cue=outer.cue) if cited else Context()


def weaken(context: Context, factuality: Factuality, cue: str, over: frozenset[Factuality] = OPEN) -> Context:
    """The context with a clause's own cue, which counts where the outside leaves it open: asserted or claimed."""
    if factuality is Factuality.ASSERTED or context.factuality not in over:
        return context
    return replace(context, factuality=factuality, cue=cue or context.cue)


def speaks(mention: Mention) -> bool:
    """Can it be a source: a name, a pronoun, or somebody or some body described?"""
    return mention.form is not Form.DESCRIPTION or ontology().is_a(mention.kind, "Agent")
