"""Entities and statements in, a readable label for each statement out: "Russland → har militærbaser i → Armenia"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Entity, Polarity, Statement, Value
from kg.ontology import ontology

OPEN = "involves"
"""The relation without a frame: its words stand in the statement itself."""

FALLBACK = ("nb", "en")
"""Languages to label in where a label lacks the wanted one; the ontology has both."""


class Labels:
    """The labels of one graph's statements, each in the statement's own language."""

    def __init__(self, entities: Iterable[Entity], statements: Iterable[Statement]) -> None:
        self._entities: dict[str, dict[str, str]] = {entity.iri: dict(entity.labels) for entity in entities}
        self._statements: dict[str, Statement] = {statement.iri: statement for statement in statements}

    def of(self, statement: Statement) -> str:
        """Subject → predicate → object; what is not there is left out, a statement among them stands in ⟨ ⟩."""
        return self._label(statement, frozenset())

    def _label(self, statement: Statement, above: frozenset[str]) -> str:
        predicate = _predicate(statement)
        ends = (statement.subject, predicate, statement.object)
        inside = above | {statement.iri}
        return " → ".join(
            end if end is predicate else self._end(end, statement.language, inside) for end in ends if end is not None
        )

    def _end(self, end: str | Value, language: str, above: frozenset[str]) -> str:
        if isinstance(end, Value):
            return _one_line(end.text)
        if end in self._statements:
            inner = self._statements[end]
            return "⟨…⟩" if end in above or len(above) > 1 else f"⟨{self._label(inner, above)}⟩"
        return _one_line(pick(self._entities.get(end, {}), language) or end.rpartition("/")[2])


def pick(labels: Mapping[str, str], language: str) -> str:
    """The label in `language`, else in a fallback, else in any; empty where there is none."""
    wanted = (language, *FALLBACK, *sorted(labels))
    return next((labels[tag] for tag in wanted if tag in labels), "")


def _predicate(statement: Statement) -> str:
    known = ontology().properties.get(statement.predicate)
    label = pick(known.labels, statement.language) if known and statement.predicate != OPEN else ""
    words = _one_line(label or statement.surface or statement.predicate)
    return f"¬ {words}" if statement.polarity is Polarity.NEGATIVE else words


def _one_line(text: str) -> str:
    return " ".join(text.split())
