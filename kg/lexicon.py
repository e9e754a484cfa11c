"""A language code in, its word lists out: the TOML files of ontology/lexicon/<language>, read once and frozen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import OntologyError
from kg.settings import data_folder

RELATIVES = "relatives.toml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: `lexicon("nb")["speech"]["claimed"]` is the array `claimed` of speech.toml.

    Arrays are tuples and tables read-only mappings. A missing file or top-level key raises OntologyError.
    """

    language: str
    parts: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, part: str) -> Mapping[str, Any]:
        return self.parts[part]

    def __contains__(self, part: object) -> bool:
        return part in self.parts

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language (ISO 639-1 code); where it has none, those of a near relative (lexicon/relatives.toml).

    Raises OntologyError for a language without a lexicon and for a file that is not valid TOML.
    """
    folders = _folders(language)
    if not folders:
        raise OntologyError(f"no lexicon for language {language!r}; choose one of {', '.join(languages())}")
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    parts = {name: _Words(str(path), _read(path)).frozen() for name, path in sorted(files.items())}
    return Lexicon(language, _Words(str(folders[-1]), parts).frozen())


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
