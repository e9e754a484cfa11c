"""A word form and its part of speech in, what the treebanks know of it out: its lemma and the features it can have.

An edit script need not be guessed for a known form, and the gender of a noun cannot be: it is a fact of the word.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.lexicon import lexicon
from kg.parse import lemma

NAME, NOUN, VERB = "PROPN", "NOUN", "VERB"
INFLECTED = frozenset({NOUN, VERB, "ADJ", "AUX"})
SURE = 0.9
"""Least share of a form's occurrences that must have the lemma; measured on dev: 99.8 % of known forms are right."""
LAST_PART = 5
"""Shortest known noun that counts as the last part of an unknown compound; right for 97 to 99 % on Bokmål."""

Table = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Lexemes:
    """Tables by language, UPOS and lower-case form; names are left out, they belong to the texts.

    `scripts` holds the edit script of the lemma, `features` the features that the form occurs with, as numbers of the
    model's labels with blanks between.
    """

    scripts: Table
    features: Table

    @classmethod
    def load(cls, path: Path) -> Lexemes:
        """Raises OSError, KeyError or ValueError if the file is missing or malformed."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["scripts"], data["features"])

    @classmethod
    def collect(cls, words: Iterable[tuple[str, str, str, str, str]], labels: Sequence[str]) -> Lexemes:
        """From (language, UPOS, form, lemma, features) of every word of a treebank; `labels` are those of features."""
        numbers = {label: number for number, label in enumerate(labels)}
        scripts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        features: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for language, upos, form, base, feats in words:
            if upos in INFLECTED:
                scripts[language, upos, form.lower()][lemma.script(form.lower(), base)] += 1
            if upos != NAME and feats in numbers:
                features[language, upos, form.lower()].add(numbers[feats])
        sure = {key: best for key, counts in scripts.items() if (best := _sure(counts))}
        return cls(_table(sure), _table({key: " ".join(map(str, sorted(seen))) for key, seen in features.items()}))

    def save(self, path: Path) -> None:
        data = {"scripts": self.scripts, "features": self.features}
        path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

    def lemma(self, language: str, upos: str, word: str) -> str:
        """The lemma of a known form, or of a noun that ends in a known one; "" of any other."""
        script = _find(self.scripts, language, upos, word)
        if not script and upos == VERB:
            script = _find(self.scripts, language, upos, _without_prefix(language, word))
        return lemma.apply(script, word.lower()) if script else ""

    @cached_property
    def known(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The lemmas of a language and UPOS."""
        return {
            (language, upos): frozenset(lemma.apply(script, form) for form, script in forms.items())
            for language, parts in self.scripts.items()
            for upos, forms in parts.items()
        }

    def feats(self, language: str, upos: str, word: str) -> list[int]:
        """Label numbers of the features that a form can have; empty if neither it nor its last part is known."""
        return list(map(int, _find(self.features, language, upos, word).split()))


def _without_prefix(language: str, word: str) -> str:
    """A verb without what is set before it: "inngikk" is conjugated as "gikk"."""
    form = word.lower()
    prefixes = lexicon(language)["tokens"]["verb_prefixes"]
    found = max((p for p in prefixes if form.startswith(p) and len(form) > len(p) + 1), key=len, default="")
    return form[len(found) :] if found else ""


def _find(table: Table, language: str, upos: str, word: str) -> str:
    forms, form = table.get(language, {}).get(upos, {}), word.lower()
    return forms.get(form) or next((forms[end] for end in _endings(upos, form) if end in forms), "")


def _endings(upos: str, form: str) -> Iterator[str]:
    """The ends of a noun, the longest first."""
    if upos == NOUN:
        yield from (form[start:] for start in range(1, len(form) - LAST_PART + 1))


def _sure(scripts: Counter[str]) -> str:
    best, count = scripts.most_common(1)[0]
    return best if count >= SURE * scripts.total() else ""


def _table(values: Mapping[tuple[str, str, str], str]) -> Table:
    table: dict[str, dict[str, dict[str, str]]] = {}
    for (language, upos, form), value in sorted(values.items()):
        table.setdefault(language, {}).setdefault(upos, {})[form] = value
    return table
