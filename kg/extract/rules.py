"""A language in, everything compiled from its data files out, once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.asides import Asides
from kg.extract.cues import Cues
from kg.extract.frames import Frames, frames
from kg.extract.kinds import Kinds
from kg.extract.positions import Titles
from kg.extract.syntax import Syntax
from kg.lexicon import Lexicon, lexicon


@dataclass(frozen=True, slots=True)
class Rules:
    """What the extractors know of one language before they see a text."""

    lexicon: Lexicon
    syntax: Syntax
    asides: Asides
    cues: Cues
    kinds: Kinds
    titles: Titles
    frames: Frames


@cache
def rules(language: str) -> Rules:
    """The rules of a language. Raises OntologyError for a language without a lexicon."""
    lex = lexicon(language)
    return Rules(lex, Syntax(lex), Asides(lex), Cues(lex), Kinds(lex), Titles(lex), frames(language))
