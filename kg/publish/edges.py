"""The store in, a networkx graph out: a node for each thing, an edge for each statement between two.

A statement that others speak of, or that has one end only, is a node with an edge to each of its ends, and a literal is
a node of its own, so nothing is left out. Attributes are texts and numbers that GraphML and GEXF can hold.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
from pyoxigraph import Store

from kg.publish.facts import OPEN, Article, Facts, Statement, Text
from kg.vocabulary import Namespaces, digest

LANGUAGES = ("nb", "nn", "en")
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold: https://www.w3.org/TR/xml/#charsets."""


def edges(store: Store, namespaces: Namespaces) -> nx.MultiDiGraph:
    """The graph of `store`, nodes and edges sorted by their ids, which are IRIs without the base."""
    return _Edges(Facts(store, namespaces)).graph


class _Edges:
    def __init__(self, facts: Facts) -> None:
        self.graph = nx.MultiDiGraph()
        self._facts = facts
        self._articles = {article.id: article for article in facts.articles}
        about = {end for one in facts.statements for end in (one.subject, one.object) if end.startswith("statement/")}
        for entity in facts.entities:
            links = " ".join(entity.links)
            self._node(entity.id, _label(entity.labels), entity.kind, mentions=entity.mentions, same_as=links)
        for statement in facts.statements:
            self._statement(statement, statement.id in about)

    def _statement(self, statement: Statement, alone: bool) -> None:
        target = statement.object or self._literal(statement)
        said = self._said(statement)
        if statement.subject and target and not alone:
            self._edge(statement.subject, target, statement.id, **said)
            return
        self._node(statement.id, kind="Statement", **said)
        dates = {key: said[key] for key in ("start", "end") if key in said}
        if statement.subject:
            self._edge(statement.subject, statement.id, f"{statement.id}#subject", label="subject", **dates)
        if target:
            self._edge(statement.id, target, f"{statement.id}#object", label="object", **dates)

    def _literal(self, statement: Statement) -> str:
        if statement.value is None:
            return ""
        key = f"value/{digest(statement.value.text)}"
        self._node(key, statement.value.text, "Literal")
        return key

    def _said(self, statement: Statement) -> dict[str, Any]:
        article = self._articles.get(statement.article, Article("", "", "", "", "", "", ""))
        words = self._facts.words.get(statement.predicate)
        surface = _label(statement.labels)
        known = _label(words.labels) if words and statement.predicate != OPEN else ""
        return {
            "label": known or surface or statement.predicate,
            "predicate": statement.predicate,
            "surface": surface,
            "factuality": statement.factuality,
            "polarity": statement.polarity,
            "said_by": " ".join(statement.sources),
            "confidence": statement.confidence if statement.confidence is not None else "",
            "article": article.id,
            "published": article.published,
            "quote": statement.quotes[0].text if statement.quotes else "",
            **_dates(statement, article),
        }

    def _node(self, key: str, label: str = "", kind: str = "", **more: Any) -> None:
        self.graph.add_node(key, **_fit({"label": label or key, "kind": kind, **more}))

    def _edge(self, source: str, target: str, key: str, **more: Any) -> None:
        for end in (source, target):
            if end not in self.graph and not end.startswith("statement/"):
                self._node(end)
        self.graph.add_edge(source, target, key, id=key, **_fit(more))


def _label(labels: Text) -> str:
    return next((labels[language] for language in (*LANGUAGES, *sorted(labels)) if language in labels), "")


def _fit(attributes: dict[str, Any]) -> dict[str, Any]:
    """What is there, in characters that XML can hold."""
    return {
        key: UNFIT.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
        for key, value in attributes.items()
        if value != ""
    }


def _dates(statement: Statement, article: Article) -> dict[str, str]:
    """First and last day of what is told, else the day the article appeared; `dated` says which it is."""
    told = {name: [value.text for value in values] for name, values in statement.qualifiers}
    begin, end = (told.get("time") or told.get(name) for name in ("beginTime", "endTime"))
    days = [day for value in (*(begin or ()), *(end or ())) for day in _days(value)]
    if days:
        found = {"start": min(days)} if begin else {}
        return {**found, **({"end": max(days)} if end else {}), "dated": "text"}
    return {"start": article.published, "end": article.published, "dated": "article"} if article.published else {}


def _days(value: str) -> Iterator[str]:
    """First and last day of a date, a month or a year."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if not found:
        return
    year, month, day = found.groups()
    yield f"{year}-{month or '01'}-{day or '01'}"
    yield f"{year}-{month or '12'}-{day or f'{_last(int(year), int(month or 12)):02}'}"


def _last(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 and year > 0 else 31


def columns(rows: Iterable[dict[str, Any]]) -> list[str]:
    """All keys of some rows, in the order they first come."""
    return list(dict.fromkeys(key for row in rows for key in row))
