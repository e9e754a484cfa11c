"""Paths in, articles out, with one error for each file that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterable

from kg.errors import ReadError
from kg.model import Article, BlockKind
from kg.read.blocks import blocks
from kg.read.dates import day_of_name, published
from kg.read.files import decoded, found, source
from kg.read.words import Words, words
from kg.vocabulary import digest


def articles(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Article], list[ReadError]]:
    """Read files and folders; a bad file costs one `ReadError` of one line and never the other files.

    A folder stands for its `*.txt` files at any depth, hidden ones left out; a file given by name is read whatever
    its suffix. Both lists are sorted by path, so the order of `paths` does not matter. `article.text` is the decoded
    file without a byte order mark and with every line break written as a newline: all offsets are code points of that
    text.
    """
    files, problems = found(paths)
    read: list[Article] = []
    vocabulary = words()
    for path in files:
        try:
            text = decoded(path)
        except ReadError as error:
            problems.append((path, error))
            continue
        read.append(article(text, source(path), vocabulary))
    return read, [error for _, error in sorted(problems, key=lambda problem: problem[0])]


def article(text: str, name: str, vocabulary: Words) -> Article:
    """The article of one text; a day in the file name counts where the text gives none."""
    parts = blocks(text, vocabulary)
    headline = next((text[part.start : part.end] for part in parts if part.kind is BlockKind.HEADLINE), "")
    datelines = [text[part.start : part.end] for part in parts if part.kind is BlockKind.DATELINE]
    return Article(
        id=digest(text),
        source=name,
        text=text,
        blocks=parts,
        headline=" ".join(headline.split()),
        published=published(datelines, vocabulary) or day_of_name(name),
    )
