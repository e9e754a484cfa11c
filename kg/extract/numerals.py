"""Symbols in, the same symbols with every number, in digits or words, as one symbol of the kind "number" out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import product
from typing import Any

from kg.extract.grammar import Grammar, Match, Table
from kg.extract.symbols import Symbol, words
from kg.lexicon import lexicon

FIGURES = ("digits1", "digits2", "digits3", "digits4", "digits5", "figure", "clock")
NUMBERS = ("number", *FIGURES)
KINDS = {"figures": FIGURES, "short": FIGURES[:3], "three": ("digits3",), "number": NUMBERS}


def number_tables(language: str) -> dict[str, Table]:
    """The tables of number.toml, with the words that are written as one ("tjueto", "femhundre") added to them."""
    part = lexicon(language)["number"]
    tables: dict[str, Table] = {name: table for name, table in part.items() if isinstance(table, Mapping)}
    tables.pop("patterns", None)
    low = _fused(tables, part.get("fused", ()))
    high = _fused(tables, part.get("fused_high", ()))
    return tables | {"teens": _merged(tables["teens"], low), "hundreds": _merged(tables["hundreds"], high)}


@cache
def known_words(language: str) -> frozenset[str]:
    """All words of number.toml and time.toml in lower case: what may be glued to a number that is no name."""
    times = (table for table in lexicon(language)["time"].values() if isinstance(table, Mapping))
    tables = (*number_tables(language).values(), *times)
    entries = [entry for table in tables for group in table.values() for entry in group]
    return frozenset(piece.lower() for entry in entries for piece in words(entry))


def numerals(symbols: Sequence[Symbol], language: str) -> list[Symbol]:
    """Numbers of several symbols are reduced to one with its value; a lone figure stays as it is (see `amount`)."""
    grammar = _grammar(language)
    return grammar.reduce(symbols, partial(_number, grammar, language))


def amount(symbol: Symbol, language: str) -> float | None:
    """The value of a symbol of one of the kinds NUMBERS; None for what is no number here ("14.30" in Norwegian)."""
    if symbol.kind == "number":
        return float(symbol.value)
    part = lexicon(language)["number"]
    decimal, thousands = part["decimal"], part["thousands"]
    if re.fullmatch(rf"[1-9]\d{{0,2}}({re.escape(thousands)}\d{{3}})+({re.escape(decimal)}\d+)?", symbol.text):
        return float(symbol.text.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(rf"\d{{1,18}}({re.escape(decimal)}\d{{1,9}})?", symbol.text):
        return float(symbol.text.replace(decimal, "."))
    return float(symbol.text) if re.fullmatch(r"\d{1,9}\.\d", symbol.text) else None


@cache
def _grammar(language: str) -> Grammar:
    part = lexicon(language)["number"]
    return Grammar(number_tables(language), KINDS, part["patterns"], part["numerals"])


def _number(grammar: Grammar, language: str, match: Match) -> Symbol | None:
    if match.rule.means == "nothing":
        return match.symbol("nothing")
    if match.rule.means == "groups":
        digits = "".join(symbol.text for symbol in match.symbols)
        return match.symbol("number", float(digits)) if digits[0] != "0" and len(digits) <= 15 else None
    value = _spoken(grammar, language, match.symbols)
    return None if value is None else match.symbol("number", value)


def _spoken(grammar: Grammar, language: str, symbols: Sequence[Symbol]) -> float | None:
    """The value of a number in words, by adding below a multiplier and multiplying at it: "two hundred and fifty"."""
    total = current = 0.0
    for symbol in symbols:
        if symbol.kind in FIGURES:
            value = amount(symbol, language)
            if value is None:
                return None
            current += value
        elif scale := grammar.key("hundreds", symbol.text) or grammar.key("scales", symbol.text):
            current = (current or 1) * float(scale)
            if float(scale) >= 1000 and symbol is not symbols[-1]:
                total, current = total + current, 0.0
        else:
            current += float(_first_key(grammar, symbol.text))
    return round(total + current, 6)


def _first_key(grammar: Grammar, text: str) -> str:
    """The value of a word below a hundred; an article, joiner or hyphen adds nothing."""
    return next((key for name in ("units", "teens", "tens", "halves") if (key := grammar.key(name, text))), "0")


def _fused(tables: Mapping[str, Table], templates: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Every word that the templates make, under its value: the sum of the parts, the product with a multiplier."""
    made: dict[str, list[str]] = {}
    for template in templates:
        names = re.findall(r"\{(\w+)\}", template)
        choices: list[list[tuple[Any, str]]] = [
            [(float(key), entry) for key, entries in tables[name].items() for entry in entries] for name in names
        ]
        for (one, first), (other, second) in product(*choices):
            value = one * other if "hundreds" in names else one + other
            word = template.replace(f"{{{names[0]}}}", first).replace(f"{{{names[1]}}}", second)
            made.setdefault(f"{value:g}" if value < 1e5 else str(int(value)), []).append(word)
    return {key: tuple(entries) for key, entries in made.items()}


def _merged(one: Table, other: Table) -> dict[str, tuple[str, ...]]:
    return {key: (*one.get(key, ()), *other.get(key, ())) for key in (*one, *other)}
