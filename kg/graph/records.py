"""An extraction in, the bytes that keep it out, and back: each noun once, what it is made of before it.

JSON in zlib, not pickle: reading it can make nothing but the nouns of `kg.model`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kg.errors import GraphError
from kg.model import (
    Article,
    Block,
    BlockKind,
    Claim,
    Extraction,
    Factuality,
    Form,
    Mention,
    Polarity,
    Qualifier,
    Quantity,
    Quotation,
    Time,
    Value,
)

NOUNS: Mapping[str, type] = {
    noun.__name__: noun
    for noun in (Article, Block, Claim, Extraction, Mention, Qualifier, Quantity, Quotation, Time, Value)
}
ENUMS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("Block", "kind"): BlockKind,
    ("Mention", "form"): Form,
    ("Claim", "factuality"): Factuality,
    ("Claim", "polarity"): Polarity,
}
REFERENCE, DAY = "#", "@"


def pack(noun: Article | Extraction) -> bytes:
    """An article or an extraction as bytes; equal ones give the same."""
    packer = _Packer()
    packer.reference(noun)
    return zlib.compress(json.dumps(packer.rows, ensure_ascii=True, separators=(",", ":")).encode())


def unpack(kept: bytes) -> Any:
    """What `pack` was given. Raises GraphError for bytes that it did not write."""
    try:
        made: list[Any] = []
        for name, *values in json.loads(zlib.decompress(kept)):
            noun = NOUNS[name]
            known = zip(fields(noun), values, strict=True)
            made.append(noun(**{field.name: _value(name, field.name, value, made) for field, value in known}))
        return made[-1]
    except (ValueError, KeyError, IndexError, TypeError, zlib.error) as error:
        raise GraphError("what was kept of an article cannot be read; build into another folder with -o") from error


class _Packer:
    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.known: dict[Any, int] = {}

    def reference(self, noun: Any) -> dict[str, int]:
        if noun not in self.known:
            row = [type(noun).__name__, *(self.value(getattr(noun, field.name)) for field in fields(noun))]
            self.known[noun] = len(self.rows)
            self.rows.append(row)
        return {REFERENCE: self.known[noun]}

    def value(self, value: Any) -> Any:
        if is_dataclass(value):
            return self.reference(value)
        if isinstance(value, tuple):
            return [self.value(part) for part in value]
        return {DAY: value.isoformat()} if isinstance(value, date) else value


def _value(noun: str, field: str, value: Any, made: list[Any]) -> Any:
    if isinstance(value, list):
        return tuple(_value(noun, field, part, made) for part in value)
    if isinstance(value, dict):
        return made[value[REFERENCE]] if REFERENCE in value else date.fromisoformat(value[DAY])
    return ENUMS[noun, field](value) if (noun, field) in ENUMS else value
