"""Given this sentence, these statements: the tables of tests/sentences, one construction a case."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.extract import extract
from kg.model import Article, Block, BlockKind, Claim, Mention, Quantity, Time, Value
from kg.parse import parse
from kg.vocabulary import digest

TABLES = Path(__file__).parent / "sentences"


def cases() -> list[Any]:
    found = []
    for path in sorted(TABLES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["case"]:
            name = f"{path.stem}: {case['construction']}: {case['text']}"
            found.append(pytest.param(path.stem.partition("-")[0], table["published"], case, id=name))
    return found


@cache
def claims(text: str, language: str, published: date) -> list[Claim]:
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH),)
    article = Article(digest(text), "test", text, blocks, published=published, language=language)
    return list(extract(article, parse(article)).claims)


def term(value: Mention | Claim | Value | None) -> str:
    match value:
        case None:
            return "·"
        case Claim():
            return f"⟨{term(value.subject)} {value.predicate} {term(value.object)}⟩"
        case _:
            return value.text


def told(claim: Claim) -> tuple[str, set[str]]:
    """The core of a claim as the tables write it, and everything that may follow it there."""
    predicate = f"involves:{claim.surface}" if claim.predicate == "involves" else claim.predicate
    notes = {str(claim.factuality), str(claim.polarity), f"by {term(claim.source)}"}
    for qualifier in claim.qualifiers:
        value = qualifier.value
        match value:
            case Time():
                notes.add(f"{qualifier.name} {value.value or value.begin or value.text}")
            case Quantity():
                notes.add(f"{qualifier.name} {value.value:g}" if value.value is not None else value.text)
            case _:
                notes.add(f"{qualifier.name} {term(value)}")
    return f"{term(claim.subject)} | {predicate} | {term(claim.object)}", notes


@pytest.mark.parametrize(("language", "published", "case"), cases())
def test_a_sentence_gives_its_statements(language: str, published: date, case: dict[str, Any]) -> None:
    made = [told(claim) for claim in claims(case["text"], language, published)]
    for expected in case.get("says", []):
        core, notes = split(expected)
        assert any(core == said and notes <= around for said, around in made), f"{expected}\nmade: {made}"


@pytest.mark.parametrize(("language", "published", "case"), cases())
def test_a_sentence_asserts_nothing_else(language: str, published: date, case: dict[str, Any]) -> None:
    made = [told(claim) for claim in claims(case["text"], language, published)]
    for unwanted in case.get("absent", []):
        core, notes = split(unwanted)
        assert not any(core == said and notes <= around for said, around in made), f"{unwanted}\nmade: {made}"


def split(line: str) -> tuple[str, set[str]]:
    """A line of a table: its core, and its notes with plain assertion filled in where it says nothing."""
    parts = [part.strip() for part in line.split(" | ")]
    notes = set(parts[3:])
    if not notes & {"Claimed", "Denied", "Requested", "Promised", "Planned", "Feared", "Possible", "Hypothetical"}:
        notes.add("Asserted")
    if "Negative" not in notes:
        notes.add("Positive")
    return " | ".join(parts[:3]), notes
