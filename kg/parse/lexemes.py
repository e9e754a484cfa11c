"""A word form and its part of speech in, the lemma it has in the treebanks out: what edit scripts need not guess."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.parse import lemma

OPEN = frozenset({"NOUN", "VERB", "ADJ", "AUX"})
SURE = 0.9
"""Least share of a form's occurrences that must have the lemma; measured on dev: 99.8 % of known forms are right."""
LAST_PART = 5
"""Shortest known noun that counts as the last part of an unknown compound; right for 97 to 99 % on Bokmål."""

Table = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Edit scripts by language, UPOS and lower-case form; names are left out, they belong to the texts."""

    table: Table

    @classmethod
    def load(cls, path: Path) -> Lexemes:
        """Raises OSError or ValueError if the file is missing or malformed."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def collect(cls, words: Iterable[tuple[str, str, str, str]]) -> Lexemes:
        """From (language, UPOS, form, lemma) of every word of a treebank."""
        seen: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for language, upos, form, base in words:
            if upos in OPEN:
                seen[language, upos, form.lower()][lemma.script(form.lower(), base)] += 1
        table: dict[str, dict[str, dict[str, str]]] = {}
        for (language, upos, form), scripts in sorted(seen.items()):
            best, count = scripts.most_common(1)[0]
            if count >= SURE * scripts.total():
                table.setdefault(language, {}).setdefault(upos, {})[form] = best
        return cls(table)

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

    def lemma(self, language: str, upos: str, word: str) -> str:
        """The lemma of a known form, or of a noun that ends in a known one; "" of any other."""
        forms, form = self.table.get(language, {}).get(upos, {}), word.lower()
        endings = range(len(form) - LAST_PART + 1) if upos == "NOUN" else range(1)
        script = next((forms[form[start:]] for start in endings if form[start:] in forms), "")
        return lemma.apply(script, form) if script else ""
