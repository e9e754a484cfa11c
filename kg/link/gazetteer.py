"""The tables of known places and organisations in, the record that a name stands for out.

Tables: ontology/places.tsv and organisations.tsv (one record a row), sorts.tsv (the nouns a text calls them by).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.settings import data_folder
from kg.vocabulary import IRI, PREFIXES

TABLES = ("places.tsv", "organisations.tsv")
COLUMNS = ("id", "kind", "sort", "nb", "nn", "en", "aliases", "wikidata", "part_of", "speaks_for", "geonames", "point")
SORT_COLUMNS = ("sort", "kind", "nb", "nn", "en")
LANGUAGES = ("en", "nb", "nn")
ELSEWHERE = {"wikidata": PREFIXES["wd"], "geonames": "https://sws.geonames.org/"}
CAPITAL = "capital"
COUNTRIES = frozenset({"country", "former_state"})
ABBREVIATION = 6
"""Names of capitals up to this length match case for case: AP is a news agency, Ap a party, and "us" is no country."""
DASHES = str.maketrans({"–": "-", "‐": "-", "‑": "-", "’": "'", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Record:
    """One known thing. `labels` and `names` are (language, name); `speaks_for` is the id of the country behind it.

    `same_as` are IRIs of it elsewhere, `point` its latitude and longitude in degrees (WGS 84). `own` tells the
    user's records from the shipped ones.
    """

    id: str
    kind: str
    sort: str
    labels: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    same_as: tuple[IRI, ...] = ()
    part_of: str = ""
    speaks_for: str = ""
    point: tuple[float, float] | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`exact` holds the names as written, `folded` those that may be written in any case; `sorts` nouns by language."""

    records: Mapping[str, Record]
    exact: Mapping[str, Record]
    folded: Mapping[str, Record]
    sorts: Mapping[str, Mapping[str, frozenset[str]]]
    open_sorts: Mapping[str, str]

    def find(self, name: str) -> Record | None:
        """The record of a name in any of its languages, a genitive included; None where the tables do not know it."""
        plain = normal(name)
        for form in (plain, plain.removesuffix("'s"), plain.removesuffix("'"), plain.removesuffix("s")):
            record = self.exact.get(form)
            if record is None and any(map(str.isupper, form)) and not is_abbreviation(form):
                record = self.folded.get(form.casefold())
            if record is not None:
                return record
        return None

    def sorts_of(self, noun: str, language: str) -> frozenset[str]:
        """The sorts of thing that a noun (its lemma) may stand for: "by" is a city or a capital."""
        return self.sorts.get(language, {}).get(noun.casefold(), frozenset())

    def country_of(self, record: Record) -> str:
        """The id of the country that a record lies in, its own for a country; empty where unknown or disputed."""
        while record.sort not in COUNTRIES and record.part_of:
            record = self.records[record.part_of]
        return record.id if record.sort in COUNTRIES else ""


def fitting(record: Record | None, kind: str) -> Record | None:
    """The record, unless the text takes the name for a person's and the record for none, or the other way round.

    An organisation of the user's own table is that, whatever a single sentence makes of its name.
    """
    if record is None or (record.own and record.kind == "Organization"):
        return record
    return record if (kind == "Person") == (record.kind == "Person") else None


def normal(name: str) -> str:
    """A name with one kind of dash, apostrophe and space, so that two spellings of it are one string."""
    return " ".join(unicodedata.normalize("NFC", name.translate(DASHES)).split())


def is_abbreviation(name: str) -> bool:
    return len(name) <= ABBREVIATION and name.replace(".", "").isupper()


@cache
def gazetteer() -> Gazetteer:
    """The shipped tables, read once."""
    return read(data_folder("ontology"))


def read(folder: Path) -> Gazetteer:
    """The tables of a folder. Raises OntologyError for a row that is malformed or a name that two rows claim."""
    paths = [folder / name for name in TABLES]
    records = [_record(path, number, row) for path in paths for number, row in _rows(path, COLUMNS)]
    by_id = {record.id: record for record in records}
    for record in records:
        for other in (record.part_of, record.speaks_for):
            if other and other not in by_id:
                raise OntologyError(f"{record.id} in {folder} refers to {other}, which has no row: add one")
    exact: dict[str, Record] = {}
    for record in records:
        for _, name in record.names:
            if exact.setdefault(name, record) is not record:
                raise OntologyError(f"{name!r} names both {exact[name].id} and {record.id} in {folder}: keep one")
    folded: dict[str, Record] = {}
    for name, record in exact.items():
        if not is_abbreviation(name):
            folded.setdefault(name.casefold(), record)
    sorts, open_sorts = _sorts(folder / "sorts.tsv")
    return Gazetteer(by_id, exact, folded, sorts, open_sorts)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their line numbers; lines that begin with # are remarks, the first other the heading."""
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or tuple(lines[0][1]) != columns:
        raise OntologyError(f"{path}: the heading must be the columns {', '.join(columns)}, between tabs")
    for number, cells in lines[1:]:
        if len(cells) > len(columns):
            raise OntologyError(f"{path}, line {number}: {len(cells)} cells, but there are {len(columns)} columns")
        padded = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
        yield number, dict(zip(columns, padded, strict=True))


def _record(path: Path, number: int, row: Mapping[str, str]) -> Record:
    if not (row["id"] and row["kind"] and row["nb"] and row["en"]):
        raise OntologyError(f"{path}, line {number}: id, kind, nb and en must be given")
    names = [(language, row[language]) for language in LANGUAGES if row[language]]
    labels = tuple(names)
    for alias in filter(None, row["aliases"].split("|")):
        name, _, language = alias.rpartition("@")
        if not name or language not in LANGUAGES:
            raise OntologyError(
                f"{path}, line {number}: alias {alias!r} must be name@language ({', '.join(LANGUAGES)})"
            )
        names.append((language, name))
    speaks_for = row["speaks_for"] or (row["part_of"] if row["sort"] == CAPITAL else "")
    return Record(
        row["id"],
        row["kind"],
        row["sort"],
        labels,
        tuple((language, normal(name)) for language, name in names),
        tuple(IRI(base + row[column]) for column, base in ELSEWHERE.items() if row[column]),
        row["part_of"],
        speaks_for,
        _point(path, number, row["point"]),
    )


def _point(path: Path, number: int, text: str) -> tuple[float, float] | None:
    if not text:
        return None
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError as error:
        raise OntologyError(f"{path}, line {number}: {text!r} must be latitude,longitude in degrees") from error
    return latitude, longitude


def _sorts(path: Path) -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, str]]:
    found: dict[str, dict[str, set[str]]] = {language: defaultdict(set) for language in LANGUAGES}
    open_sorts = {}
    for _, row in _rows(path, SORT_COLUMNS):
        open_sorts[row["sort"]] = row["kind"]
        for language in LANGUAGES:
            nouns = row[language] or (row["nb"] if language == "nn" else "")
            for noun in filter(None, nouns.split(",")):
                found[language][noun].add(row["sort"])
    frozen = {lang: {noun: frozenset(sorts) for noun, sorts in nouns.items()} for lang, nouns in found.items()}
    return frozen, open_sorts
