"""CoNLL-U files in, sentences with gold layers out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from kg.parse.labels import OUTSIDE
from kg.parse.tokens import Span

NAME = "name="
LEMMA_MARK = "$"
DOCUMENT = "# newdoc"
BORDERS = (DOCUMENT, "# newpar")
ID = "# sent_id ="


@dataclass(frozen=True, slots=True)
class Sentence:
    """Parallel tuples, one entry per word; `heads` count from 1, 0 is the root; `entities` is empty without gold.

    `document` counts what `# newdoc` opens in the file.
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]
    id: str = ""
    document: int = 0


def read(path: Path) -> list[Sentence]:
    """All sentences of a CoNLL-U file; names are `name=B-PER` … `name=O` in MISC. Raises ValueError if it has none."""
    sentences = [sentence for *place, rows in _blocks(path) if (sentence := _sentence(*place, rows))]
    if not sentences:
        raise ValueError(f"{path} holds no sentence: give a CoNLL-U file")
    return sentences


def articles(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences by document."""
    return [list(group) for _, group in groupby(sentences, lambda sentence: sentence.document)]


def named(sentences: Iterable[Sentence], table: Path) -> list[Sentence]:
    """The sentences with the names that a table keeps apart from the text: an id, a tab, `first-last:TYPE` by word.

    Sentences that the table does not know have no names. Raises ValueError for a name beyond its sentence.
    """
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    known = {name: spans.split() for name, spans in rows}
    return [replace(sentence, entities=_tags(sentence, known.get(sentence.id, ()))) for sentence in sentences]


def _tags(sentence: Sentence, spans: Iterable[str]) -> tuple[str, ...]:
    tags = [OUTSIDE] * len(sentence.words)
    for span in spans:
        place, _, kind = span.partition(":")
        first, last = map(int, place.split("-"))
        if not 0 < first <= last <= len(tags):
            raise ValueError(f"{sentence.id}: no words {place} in a sentence of {len(tags)}")
        tags[first - 1 : last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
    return tuple(tags)


def documents(path: Path) -> Iterator[tuple[str, list[list[Span]]]]:
    """Text of each document or paragraph, a blank between sentences, and the spans of its words by sentence."""
    text, rows = "", list[list[Span]]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if rows and any(line.startswith(BORDERS) for line in lines):
            yield text.rstrip(), rows
            text, rows = "", []
        row = list[Span]()
        for word, misc in _surface([line.split("\t") for line in lines if line and line[0] != "#"]):
            row.append((len(text), len(text) + len(word)))
            text += word if "SpaceAfter=No" in misc else f"{word} "
        if row:
            text = f"{text.rstrip()} "
            rows.append(row)
    if rows:
        yield text.rstrip(), rows


def names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and type of every name in a BIO sequence; an I- that continues no name begins one."""
    start, kind = 0, ""
    for index, tag in enumerate((*tags, OUTSIDE)):
        mark, _, name = tag.partition("-")
        if kind and (mark != "I" or name != kind):
            yield start, index, kind
            kind = ""
        if name and not kind:
            start, kind = index, name


def find(folder: Path, part: str) -> Path:
    """The one file `*part.conllu` of a folder. Raises FileNotFoundError if there is none."""
    found = sorted(folder.glob(f"*{part}.conllu"))
    if not found:
        raise FileNotFoundError(f"{folder} has no file *{part}.conllu")
    return found[0]


def _blocks(path: Path) -> Iterator[tuple[str, int, list[list[str]]]]:
    """The id of each sentence, empty where it has none, its document and the columns of its words."""
    document = 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        document += any(line.startswith(DOCUMENT) for line in lines)
        names = [line.removeprefix(ID).strip() for line in lines if line.startswith(ID)]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        yield "".join(names), document, [row for row in rows if row[0].isdigit()]


def _surface(lines: list[list[str]]) -> Iterator[tuple[str, str]]:
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


def _sentence(name: str, document: int, rows: list[list[str]]) -> Sentence | None:
    if not rows:
        return None
    columns = list(zip(*rows, strict=True))
    names = tuple(_name(misc) for misc in columns[9])
    return Sentence(
        words=columns[1],
        lemmas=tuple(_lemma(*row[1:4]) for row in rows),
        upos=columns[3],
        feats=columns[5],
        heads=tuple(map(int, columns[6])),
        relations=columns[7],
        entities=names if any(NAME in misc for misc in columns[9]) else (),
        id=name,
        document=document,
    )


def _lemma(word: str, lemma: str, upos: str) -> str:
    """The Norwegian treebanks write the lemma of a comma as `$,`: the mark is dropped."""
    return lemma.removeprefix(LEMMA_MARK) or lemma if upos in ("PUNCT", "SYM") and lemma != word else lemma


def _name(misc: str) -> str:
    for field in misc.split("|"):
        if field.startswith(NAME):
            return field.removeprefix(NAME)
    return OUTSIDE
