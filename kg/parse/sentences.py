"""An article and its language in, its sentences out, each a list of word offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import lexicon
from kg.model import Article
from kg.parse import boundaries
from kg.parse.lexemes import NOUN
from kg.parse.network import load as network
from kg.parse.tokens import Span, tokens

MOST_WORDS = 150
ENOUGH = 0.65
"""Probability from which a sentence ends: the middle of 0.6 to 0.7, between which the three dev sets do not differ."""
BREAKS = (frozenset(";"), frozenset(":–—"), frozenset(","))
BLANK_LINE = re.compile(r"\n\s*\n")

OPENING = ("ADJ", "ADV", "AUX", "CCONJ", "DET", "NUM", "PRON", "SCONJ", "VERB")
"""Parts of speech of words that open a sentence which a heading without full stop runs into."""

Sentence = list[Span]


def sentences(article: Article, language: str) -> list[Sentence]:
    """All sentences in order. None crosses the border of a block or a blank line; none has more than 150 words."""
    return [
        part
        for start, end in _stretches(article)
        for sentence in _split(article.text, start, end, language)
        for part in _shorten(article.text, sentence)
    ]


def _stretches(article: Article) -> Iterator[Span]:
    """The blocks, and what text there is between them, cut at blank lines."""
    position = 0
    for block in sorted(article.blocks, key=lambda block: block.start):
        yield from _paragraphs(article.text, position, block.start)
        yield from _paragraphs(article.text, max(position, block.start), block.end)
        position = max(position, block.end)
    yield from _paragraphs(article.text, position, len(article.text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in BLANK_LINE.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end


def _split(text: str, start: int, end: int, language: str) -> Iterator[Sentence]:
    spans = [(start + first, start + last) for first, last in tokens(text[start:end], language)]
    words = [text[first:last] for first, last in spans]
    spaced = [text[first - 1 : first].isspace() for first, _ in spans]
    begin = 0
    for index, likely in enumerate(boundaries.load().after(words, spaced, language)):
        last = index + 1 == len(spans)
        found = likely > ENOUGH and not (last or _runs_on(text[spans[index][0] : spans[index + 1][1]], language))
        if last or found or _abbreviated(words[index], words[index + 1], language):
            yield spans[begin : index + 1]
            begin = index + 1


def _runs_on(text: str, language: str) -> bool:
    """Are two words on one line with nothing but a space between them, and does the second open no sentence as far as
    the lexicon tells: no noun in the definite, no verb, no lesser word?

    So are the halves of a name ("Marius Kjeldsand") and a title before one: of 47 ends that the network found in such
    places in 230 articles none was one.
    """
    first, _, second = text.partition(" ")
    known, word = network().lexemes, second.lower()
    opens = any(known.holds(language, upos, word) for upos in OPENING)
    opens = opens or (known.holds(language, NOUN, word) and known.lemma(language, NOUN, word) != word)
    return first[-1:].isalnum() and second[:1].isalpha() and not opens


def _abbreviated(word: str, following: str, language: str) -> bool:
    """Does a sentence end with an abbreviation that may stand last, or before a word that opens sentences?"""
    if not word.endswith(".") or len(word) == 1 or not following[0].isupper():
        return False
    rules = lexicon(language)["tokens"]
    return word in rules["closing"] or following.lower() in rules["opening"]


def _shorten(text: str, sentence: Sentence) -> list[Sentence]:
    """Halve an overlong sentence, best after the punctuation nearest to its middle, until no part is too long."""
    size = len(sentence)
    if size <= MOST_WORDS:
        return [sentence]
    middle = range(size // 4, 3 * size // 4)
    at = size // 2
    for marks in BREAKS:
        found = [index + 1 for index in middle if text[slice(*sentence[index])] in marks]
        if found:
            at = min(found, key=lambda index: abs(index - size // 2))
            break
    return _shorten(text, sentence[:at]) + _shorten(text, sentence[at:])
