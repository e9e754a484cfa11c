"""A stretch of text and its language in, the offsets of its words out.

The rules are spaCy's own for the language (`spacy.blank`), with the words of `tokens.toml` in the lexicon on top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

import spacy
from spacy.attrs import ORTH
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from kg.lexicon import lexicon

Span = tuple[int, int]

RUNS = (r"[!?]{2,}", r"\*{2,}", r"={2,}", r"_{2,}", r"~{2,}", r"-{3,}")
PREFIXES = (rf"-(?=[{ALPHA_UPPER}])",)
INFIXES = (
    rf"(?<=\d\.)(?=[{ALPHA_LOWER}]{{3}})",
    rf"(?<=[{ALPHA}]{{2}})/(?=[{ALPHA}]{{2}})",
)
LETTER = re.compile(rf"[{ALPHA_LOWER}]\.")
NUMBER = re.compile(r"\S*\d\.|[^\W\d_]\.")
LONGEST = 300
OVERLONG = re.compile(rf"\S{{{LONGEST + 1},}}")


@cache
def pipeline(language: str) -> Language:
    """The blank spaCy pipeline whose tokenizer cuts text of this language; its vocabulary is that of the parses."""
    nlp = spacy.blank(language)
    words, defaults, tokenizer = lexicon(language)["tokens"], nlp.Defaults, nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    rules = {word: parts for word, parts in tokenizer.rules.items() if _wanted(word)}
    rules |= {word: [{ORTH: word}] for word in words["whole"]}
    tokenizer.rules = {word: parts for word, parts in rules.items() if word not in words["split"]}
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *PREFIXES, *(defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex([*RUNS, *INFIXES, *(defaults.infixes or ())]).finditer
    tokenizer.url_match = partial(_url, tokenizer.url_match)
    return nlp


def tokens(text: str, language: str) -> list[Span]:
    """Start and end of every word and punctuation mark, in order; white space belongs to none.

    A run of more than 300 characters without white space is cut there, since spaCy takes quadratic time for it.
    """
    spans = []
    for start, end in _stretches(text):
        doc = pipeline(language).tokenizer(text[start:end])
        spans += [(start + token.idx, start + token.idx + len(token)) for token in doc if not token.is_space]
    return [part for index, span in enumerate(spans) for part in _full_stop(text, spans, index, span)]


def _stretches(text: str) -> Iterator[Span]:
    """The whole text, or its parts between the cuts in overlong runs."""
    start = 0
    for run in OVERLONG.finditer(text):
        for cut in range(run.start() + LONGEST, run.end(), LONGEST):
            yield start, cut
            start = cut
    yield start, len(text)


def _wanted(word: str) -> bool:
    """Neither a smiley, which would swallow a bracket and a colon, nor a lower-case letter with a full stop."""
    return any(map(str.isalnum, word)) and not LETTER.fullmatch(word)


def _url(match: Callable[[str], object], text: str) -> object:
    """An address, but not "11.september", which spaCy takes for one."""
    return None if text[0].isdigit() else match(text)


def _full_stop(text: str, spans: list[Span], index: int, span: Span) -> list[Span]:
    """Cut the full stop off a number or letter at the end of a sentence: "i 2020." but "9. april", "Jens O. Hansen"."""
    start, end = span
    if not NUMBER.fullmatch(text, start, end):
        return [span]
    following = text[slice(*spans[index + 1])] if index + 1 < len(spans) else ""
    number = text[start].isdigit() or end - start > 2
    if following[:1].isalnum() and (index == 0 or not number or not following[0].isupper()):
        return [span]
    return [(start, end - 1), (end - 1, end)]
