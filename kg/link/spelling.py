"""A name key in, what its spellings share out: letters without accents and the many ways to write one sound.

Table: ontology/spellings.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kg.errors import OntologyError
from kg.settings import data_folder

TABLE = "spellings.tsv"
_PLAIN = str.maketrans({"æ": "a", "ø": "o", "å": "a", "đ": "d", "ł": "l", "ß": "ss", "ı": "i"})
_DOUBLED = re.compile(r"(\w)\1+")


@cache
def skeleton(name: str) -> str:
    """What the spellings of one name share: equal for "Sergej Lavrov" and "Sergey Lavrov", and for "Li" and "Lie".

    Raises OntologyError where the table of spellings is malformed.
    """
    plain = folded(name.casefold()).replace("-", " ")
    for written, shared in _spellings():
        plain = plain.replace(written, shared)
    return _DOUBLED.sub(r"\1", plain)


@cache
def folded(name: str) -> str:
    """A name with plain letters for those with accents: "froydis" for "frøydis"."""
    if name.isascii():
        return name
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    path = data_folder("ontology") / TABLE
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = [tuple(line.split("\t")) for line in lines[1:]]
    wrong = next((row for row in rows if len(row) != 2), None)
    if wrong is not None:
        raise OntologyError(f"{path}: {' '.join(wrong)!r} must be two cells with a tab between them")
    return tuple((row[0], row[1]) for row in rows)
