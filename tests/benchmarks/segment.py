"""Treebank sentences joined to raw text in, F1 of the words and sentences that are found in it out.

python -m tests.benchmarks.segment nb nb/test.conllu nn nn/test.conllu en en/ewt-test.conllu
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg.model import Article, Block, BlockKind
from kg.parse.sentences import sentences

Span = tuple[int, int]

BORDERS = ("# newdoc", "# newpar")


@click.command()
@click.argument("given", nargs=-1, required=True)
def main(given: tuple[str, ...]) -> None:
    """GIVEN: a language and a CoNLL-U file, as often as you like. Documents and paragraphs are one block each."""
    for language, path in zip(given[::2], given[1::2], strict=True):
        gold_words, gold_sentences, words, found = (set[Span]() for _ in range(4))
        offset = 0
        for text, rows in documents(Path(path)):
            shifted = [[(offset + start, offset + end) for start, end in row] for row in rows]
            block = Block(0, len(text), BlockKind.PARAGRAPH)
            article = Article("id", path, text, (block,), language=language)
            read = [[(offset + s, offset + e) for s, e in row] for row in sentences(article, language)]
            for layout, one, many in ((shifted, gold_words, gold_sentences), (read, words, found)):
                one |= {span for row in layout for span in row}
                many |= {(row[0][0], row[-1][1]) for row in layout if row}
            offset += len(text) + 1
        click.echo(f"{path}: words F1 {f1(gold_words, words):.2f}, sentences F1 {f1(gold_sentences, found):.2f}")


def documents(path: Path) -> Iterator[tuple[str, list[list[Span]]]]:
    """Text of each document or paragraph, a blank between sentences, and the spans of its words by sentence."""
    text, rows = "", list[list[Span]]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if rows and any(line.startswith(BORDERS) for line in lines):
            yield text.rstrip(), rows
            text, rows = "", []
        row = list[Span]()
        for word, misc in surface([line.split("\t") for line in lines if line and line[0] != "#"]):
            row.append((len(text), len(text) + len(word)))
            text += word if "SpaceAfter=No" in misc else f"{word} "
        if row:
            text = f"{text.rstrip()} "
            rows.append(row)
    if rows:
        yield text.rstrip(), rows


def surface(lines: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Words as written with their MISC. Multi-word tokens keep their parts where these spell the token."""
    inside, glued = 0, ""
    for columns in lines:
        number = columns[0]
        if "-" in number:
            inside, glued = int(number.partition("-")[2]), columns[9]
        elif number.isdigit():
            last = int(number) == inside
            within = int(number) < inside
            yield columns[1], "SpaceAfter=No" if within else (glued if last else columns[9])


def f1(gold: set[Span], found: set[Span]) -> float:
    """In per cent."""
    return 200 * len(gold & found) / (len(gold) + len(found))


if __name__ == "__main__":
    main()
