"""Treebank sentences joined to raw text in, F1 of the words and sentences that are found in it out.

python -m tests.benchmarks.segment nb nb/test.conllu nn nn/test.conllu en en/ewt-test.conllu
"""

from __future__ import annotations

from pathlib import Path

import click

from kg.model import Article, Block, BlockKind
from kg.parse.sentences import sentences
from kg.parse.tokens import Span
from kg.parse.train.treebank import documents


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


def f1(gold: set[Span], found: set[Span]) -> float:
    """In per cent."""
    return 200 * len(gold & found) / (len(gold) + len(found))


if __name__ == "__main__":
    main()
