"""An article and its language in, its sentences out, each a list of word offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import lexicon
from kg.model import Article
from kg.parse.tokens import Span, tokens

MOST_WORDS = 150
TERMINAL = re.compile(r"[.?!…]+")
CLOSING = frozenset("»”“’\"')]")
OPENING = frozenset("«“”„‘\"'([–—-")
BREAKS = (frozenset(";"), frozenset(":–—"), frozenset(","))
BLANK_LINE = re.compile(r"\n\s*\n")

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
    begin = index = 0
    while index < len(spans):
        after = index + 1
        if TERMINAL.fullmatch(words[index]):
            while after < len(spans) and words[after] in CLOSING and spans[after - 1][1] == spans[after][0]:
                after += 1
        if _ends(words, index, after, language):
            yield spans[begin:after]
            begin = after
        index = after
    if begin < len(spans):
        yield spans[begin:]


def _ends(words: list[str], index: int, after: int, language: str) -> bool:
    """Whether a sentence ends between the words `index` and `after`."""
    word, following = words[index], _following(words, after)
    if not word.endswith((".", "?", "!", "…")) or not following or following[0].islower():
        return False
    if TERMINAL.fullmatch(word):
        return True
    rules = lexicon(language)["tokens"]
    if index == 0 or not following[0].isupper():
        return False
    return word in rules["closing"] or following.lower() in rules["opening"]


def _following(words: list[str], after: int) -> str:
    """The next word that is not an opening quote, bracket or dash; empty if other punctuation comes first."""
    while after < len(words) and words[after] in OPENING:
        after += 1
    return words[after] if after < len(words) and words[after][0].isalnum() else ""


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
