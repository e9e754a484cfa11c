"""Brat files of NARC in, documents with coreference clusters out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """Tokenised sentences, and clusters of two spans or more; spans count the words of the document."""

    name: str
    sentences: tuple[tuple[str, ...], ...]
    clusters: tuple[frozenset[Span], ...]


def read(folder: Path) -> list[Document]:
    """All documents of a folder of .txt and .ann pairs. Raises ValueError if there is none."""
    documents = [_document(path) for path in sorted(folder.glob("*.txt"))]
    if not documents:
        raise ValueError(f"{folder} holds no document: give a folder of .txt and .ann files")
    return documents


def _document(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    words = list(re.finditer(r"[^ \n]+", text))
    starts = {word.start(): number for number, word in enumerate(words)}
    ends = {word.end(): number + 1 for number, word in enumerate(words)}
    sentences = tuple(tuple(line.split(" ")) for line in map(str.strip, text.split("\n")) if line)
    spans: dict[str, Span] = {}
    links = nx.Graph()
    for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
        name, *fields = line.split("\t")
        kind, *values = fields[0].split() if fields else [""]
        if kind == "Markable" and int(values[0]) in starts and int(values[-1]) in ends:
            spans[name] = starts[int(values[0])], ends[int(values[-1])]
        elif kind == "Coref":
            links.add_edge(*(value.partition(":")[2] for value in values))
    found = (frozenset(spans[name] for name in part if name in spans) for part in nx.connected_components(links))
    clusters = sorted((cluster for cluster in found if len(cluster) > 1), key=min)
    return Document(path.stem, tuple(tuple(filter(None, row)) for row in sentences), tuple(clusters))
