"""A spaCy Doc in, its CoNLL-U text out, as `kg parse` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token


def conllu(doc: Doc, name: str) -> str:
    """CoNLL-U of a document called `name`: names are `name=B-PER` … `name=O` in MISC; white space is left out."""
    blocks = ["\n".join(_sentence(sentence, number)) for number, sentence in enumerate(_sentences(doc), 1)]
    if blocks:
        blocks[0] = f"# newdoc id = {_plain(name)}\n{blocks[0]}"
    return "".join(block + "\n\n" for block in blocks)


def _sentences(doc: Doc) -> Iterator[list[Token]]:
    spans: Iterator[Span] = doc.sents if len(doc) else iter(())
    for span in spans:
        if words := [token for token in span if not token.is_space]:
            yield words


def _sentence(words: list[Token], number: int) -> Iterator[str]:
    yield f"# sent_id = {number}"
    doc, start, end = words[0].doc, words[0].idx, words[-1].idx + len(words[-1])
    yield f"# text = {_plain(doc.text[start:end])}"
    numbers = {word.i: index for index, word in enumerate(words, 1)}
    for index, word in enumerate(words, 1):
        root = word.head.i == word.i or word.head.i not in numbers
        head, relation = (0, "root") if root else (numbers[word.head.i], word.dep_)
        analysis = (word.text, word.lemma_, word.pos_, "", str(word.morph), str(head), relation, "", _misc(word))
        yield "\t".join([str(index), *(_plain(column) or "_" for column in analysis)])


def _misc(word: Token) -> str:
    name = f"name={word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "name=O"
    glued = not word.whitespace_ and word.i + 1 < len(word.doc) and not word.nbor().is_space
    return f"SpaceAfter=No|{name}" if glued else name


def _plain(text: str) -> str:
    """One line without tabs."""
    return " ".join(text.split())
