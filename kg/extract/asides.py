"""A sentence in, its asides that tell where the news is from out: "as far as X knows", "etter det NRK erfarer".

Parsers make anything of them, so they are found by their words and left out of the clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.lexicon import Lexicon

LONGEST_NAME = 5
"""Words between what opens an aside and its verb."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Tokens from `start` to `end` (exclusive) say that `source` has learnt what the rest tells, by the word `cue`."""

    start: int
    end: int
    source: Token
    cue: str


class Asides:
    """Finds the asides of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.openers = _phrases(lexicon["speech"]["learning_openers"])
        self.verbs = _phrases(lexicon["speech"]["learning_verbs"])

    def of(self, sentence: Span) -> list[Aside]:
        """The asides of a sentence, in text order."""
        words = [token.lower_ for token in sentence]
        found = (self._at(sentence, words, place) for place in range(len(words)))
        return [aside for aside in found if aside is not None]

    def _at(self, sentence: Span, words: list[str], place: int) -> Aside | None:
        begin = place + _length(self.openers, words, place)
        for verb in range(begin + 1, min(begin + 1 + LONGEST_NAME, len(words))) if begin > place else ():
            length = _length(self.verbs, words, verb)
            if length:
                source, start = sentence[begin:verb].root, sentence.start
                return Aside(start + place, start + verb + length, source, words[verb])
        return None


def _phrases(entries: Sequence[str]) -> list[list[str]]:
    return sorted((entry.split() for entry in entries), key=len, reverse=True)


def _length(phrases: list[list[str]], words: list[str], place: int) -> int:
    """How many words from `place` on are one of the phrases; 0 for none."""
    return next((len(phrase) for phrase in phrases if words[place : place + len(phrase)] == phrase), 0)
