"""The same sentences in two schemes of UD, gold trees, in; how far the statements read from them agree out.

python -m tests.benchmarks.schemes nb/dev.conllu nb/old-scheme/dev.conllu
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import click
from spacy.tokens import Doc

from kg.extract import extract
from kg.model import Article, Block, BlockKind, Claim, Mention
from kg.parse.decode import Word, document
from kg.parse.labels import OUTSIDE
from kg.parse.tokens import pipeline
from kg.parse.train.treebank import Sentence, read

PART = 40
"""Sentences read as one article."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("one", type=FILE)
@click.argument("other", type=FILE)
@click.option("--language", default="nb", show_default=True)
def main(one: Path, other: Path, language: str) -> None:
    """Print the number of claims by either scheme, and the share they have in common."""
    trees = read(one), read(other)
    words = {sentence.words for sentence in trees[0]} & {sentence.words for sentence in trees[1]}
    found = [Counter(_claims([row for row in rows if row.words in words], language)) for rows in trees]
    shared = (found[0] & found[1]).total()
    for path, claims in zip((one, other), found, strict=True):
        click.echo(f"{path}: {claims.total()} claims, {100 * shared / claims.total():.1f} % of them in both")


def _claims(sentences: list[Sentence], language: str) -> Iterator[tuple[str, ...]]:
    """Predicate, subject, object, factuality and polarity of every claim."""
    for start in range(0, len(sentences), PART):
        doc = _doc(sentences[start : start + PART], language)
        block = Block(0, len(doc.text), BlockKind.PARAGRAPH)
        article = Article(str(start), "gold", doc.text, (block,), language=language)
        yield from (_row(claim) for claim in extract(article, doc).claims)


def _row(claim: Claim) -> tuple[str, ...]:
    return (claim.predicate, _text(claim.subject), _text(claim.object), str(claim.factuality), str(claim.polarity))


def _text(term: object) -> str:
    return term.text if isinstance(term, Mention) else type(term).__name__


def _doc(sentences: list[Sentence], language: str) -> Doc:
    """The gold trees as the parser would give them, a blank after every word."""
    analyses = [_words(sentence) for sentence in sentences]
    text, spans = "", list[list[tuple[int, int]]]()
    for words in analyses:
        ends = list(accumulate((len(word.text) + 1 for word in words), initial=len(text)))
        spans.append([(start, start + len(word.text)) for start, word in zip(ends, words, strict=False)])
        text += "".join(f"{word.text} " for word in words)
    return document(pipeline(language).vocab, text.rstrip(), spans, analyses)


def _words(sentence: Sentence) -> list[Word]:
    parents = (head - 1 if head else index for index, head in enumerate(sentence.heads))
    tags = [OUTSIDE if "MISC" in tag else tag for tag in sentence.entities or [OUTSIDE] * len(sentence.words)]
    layers = (sentence.words, sentence.upos, sentence.feats, sentence.lemmas, parents, sentence.relations, tags)
    return [Word(*row) for row in zip(*layers, strict=True)]


if __name__ == "__main__":
    main()
