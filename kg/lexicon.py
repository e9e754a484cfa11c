"""A language code in, its word lists out: the TOML files of ontology/lexicon/<language>, read once and frozen.

A language without files reads those of a near relative (relatives.toml), and each entry in its own words too, by a
table of word pairs beside them (nn.tsv).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import OntologyError
from kg.settings import data_folder

RELATIVES = "relatives.toml"
SHARED = frozenset({"names", "number", "reading", "time", "tokens"})
"""Files that hold the words of a language and its relatives side by side."""
SHORTEST = 5
"""Letters of a word whose ending is put into the other language."""
MOST = 6
"""Ways to put one entry of several words."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: `lexicon("nb")["speech"]["claimed"]` is the array `claimed` of speech.toml.

    Arrays are tuples and tables read-only mappings. A missing file or top-level key raises OntologyError.
    """

    language: str
    parts: Mapping[str, Mapping[str, Any]]
    translation: Translation | None = None
    relative: str = ""

    def own(self, entries: Iterable[tuple[str, str]]) -> list[str]:
        """Entries tagged with a language (text, tag): those of this language, and a relative's also in own words."""
        found: dict[str, None] = {}
        for text, tag in entries:
            if tag == self.language or (tag == self.relative and not self._shadowed(text)):
                found[text] = None
            if tag == self.relative and self.translation is not None:
                found.update(dict.fromkeys(self.translation.variants(text)))
        return list(found)

    def _shadowed(self, text: str) -> bool:
        """Does its first word mean another thing here: Nynorsk "leie" is Bokmål "lede", and "leie" is "leige"?"""
        return self.translation is not None and text.split()[0] in self.translation.false_friends

    def __getitem__(self, part: str) -> Mapping[str, Any]:
        return self.parts[part]

    def __contains__(self, part: object) -> bool:
        return part in self.parts

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)


@dataclass(frozen=True, slots=True)
class Translation:
    """Word pairs from a near relative's language; `endings` for words that have no pair of their own."""

    words: Mapping[str, tuple[str, ...]]
    endings: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def load(cls, path: Path) -> Translation:
        """From a table of two columns with a header; an ending begins with "-". Raises OntologyError for other rows."""
        pairs: dict[str, tuple[str, ...]] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            word, tab, others = line.partition("\t")
            if not (word and tab and others):
                raise OntologyError(f"{path}, line {number}: not a word, a tab and its pair; mend the line")
            pairs[word] = tuple(others.split(", "))
        endings = ((word[1:], others[0][1:]) for word, others in pairs.items() if word.startswith("-"))
        return cls(pairs, tuple(sorted(endings, key=lambda pair: (-len(pair[0]), pair))))

    @property
    def false_friends(self) -> frozenset[str]:
        """Words that have a pair and are themselves the pair of another."""
        others = {other for word, pair in self.words.items() for other in pair if other != word}
        return frozenset(word for word, pair in self.words.items() if word in others and word not in pair)

    def variants(self, entry: str) -> list[str]:
        """An entry in the other language's words, in all the ways the table has, the entry itself left out."""
        ways = islice(product(*(self._word(word) for word in entry.split())), MOST)
        return [text for words in ways if (text := " ".join(words)) != entry]

    def all(self, value: Any) -> Any:
        """The arrays and table keys of a file with the variants of each entry after it."""
        if isinstance(value, Mapping):
            own = {key: self.all(inner) for key, inner in value.items()}
            added = ((other, inner) for key, inner in own.items() for other in self.variants(key))
            return MappingProxyType(dict(added) | own)
        if isinstance(value, tuple) and all(isinstance(entry, str) for entry in value):
            return tuple(dict.fromkeys((*value, *(other for entry in value for other in self.variants(entry)))))
        return value

    def _word(self, word: str) -> tuple[str, ...]:
        if word in self.words:
            return self.words[word]
        fitting = (pair for pair in self.endings if len(word) >= SHORTEST and word.endswith(pair[0]))
        return next(((word.removesuffix(ending) + other,) for ending, other in fitting), (word,))


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language (ISO 639-1 code); where it has none, those of a near relative (lexicon/relatives.toml).

    Raises OntologyError for a language without a lexicon and for a file that is not valid TOML.
    """
    folders = _folders(language)
    if not folders:
        raise OntologyError(f"no lexicon for language {language!r}; choose one of {', '.join(languages())}")
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    table = folders[-1].parent / f"{language}.tsv"
    translation = Translation.load(table) if table.is_file() else None
    parts = {name: _Words(str(path), _part(path, translation)).frozen() for name, path in sorted(files.items())}
    return Lexicon(language, _Words(str(folders[-1]), parts).frozen(), translation, folders[0].name)


def _part(path: Path, translation: Translation | None) -> Mapping[str, Any]:
    read = _read(path)
    return read if translation is None or path.stem in SHARED else translation.all(read)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a lexicon of their own, sorted."""
    root = data_folder("ontology") / "lexicon"
    return tuple(sorted(path.name for path in root.iterdir() if path.is_dir())) if root.is_dir() else ()


class _Words(dict[str, Any]):
    """A table that says which file lacks a key."""

    def __init__(self, origin: str, words: Mapping[str, Any]) -> None:
        super().__init__(words)
        self.origin = origin

    def __missing__(self, key: str) -> Any:
        raise OntologyError(f"{self.origin}: {key!r} is missing; add it")

    def frozen(self) -> Mapping[str, Any]:
        return MappingProxyType(self)


def _folders(language: str) -> list[Path]:
    """The folders that hold a language's files, the most specific last."""
    root = data_folder("ontology") / "lexicon"
    relatives = _read(root / RELATIVES) if (root / RELATIVES).is_file() else {}
    return [root / name for name in (relatives.get(language, ""), language) if name in languages()]


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return {key: _freeze(value) for key, value in tomllib.load(file).items()}
    except ValueError as error:  # TOMLDecodeError or UnicodeDecodeError
        raise OntologyError(f"{path}: not valid TOML in UTF-8 ({error}); mend the file") from error


def _freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _freeze(inner) for key, inner in value.items()})
    return tuple(_freeze(inner) for inner in value) if isinstance(value, list) else value
