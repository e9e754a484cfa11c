"""The store in; nodes, edges, statements, articles and words out: plain data, all that the page shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Store

from kg.publish.facts import OPEN, Article, Facts, Statement, Text, Value, Word
from kg.vocabulary import Namespaces, digest

RELATION = "Statement"  # the kind of a node that stands for a statement other statements are about


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; or, with `kind` RELATION, `statements` that others are about. `rank` 0 is the best connected."""

    id: str
    kind: str
    labels: Text
    aliases: tuple[Value, ...] = ()
    links: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    mentions: int = 0
    speaks: str = ""
    degree: int = 0
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements of one subject, predicate and object. A relation node has one edge to each of its arguments."""

    id: str
    source: str
    target: str
    statements: tuple[str, ...]
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    statements: tuple[Statement, ...]
    articles: tuple[Article, ...]
    words: dict[str, Word]


def network(store: Store, namespaces: Namespaces) -> Network:
    """Everything the page shows, sorted, so that the same graph gives the same value."""
    facts = Facts(store, namespaces)
    groups = _grouped(facts.statements)
    relations = _relations(facts.statements, groups)
    edges = tuple(sorted(_edges(groups, relations), key=lambda edge: edge.id))
    entities = (
        Node(e.id, e.kind, e.labels, e.aliases, e.links, mentions=e.mentions, speaks=e.speaks) for e in facts.entities
    )
    nodes = _ranked((*entities, *relations.values()), edges, facts.statements)
    return Network(nodes, edges, facts.statements, facts.articles, _used(facts.words, nodes, facts.statements))


def _grouped(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Statements by what they say: one key for each subject, predicate (or its words) and object."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[_key(statement)].append(statement)
    return groups


def _key(statement: Statement) -> str:
    words = min(statement.labels.values(), default="") if statement.predicate == OPEN else ""
    value = statement.value.text if statement.value else ""
    return digest(f"{statement.subject}\n{statement.predicate}\n{words}\n{statement.object}\n{value}")


def _relations(statements: Iterable[Statement], groups: Mapping[str, list[Statement]]) -> dict[str, Node]:
    """A node for each group that other statements are about, by the group's key."""
    keys = {statement.id: key for key, group in groups.items() for statement in group}
    about = {keys[end] for statement in statements for end in (statement.subject, statement.object) if end in keys}
    return {key: Node(f"relation/{key}", RELATION, {}, statements=_ids(groups[key])) for key in sorted(about)}


def _ids(group: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(statement.id for statement in group)


def _edges(groups: Mapping[str, list[Statement]], relations: Mapping[str, Node]) -> Iterable[Edge]:
    ends = {s.id: relations[key].id for key, group in groups.items() if key in relations for s in group}
    for key, group in groups.items():
        first, members = group[0], _ids(group)
        source, target = (ends.get(end, end) for end in (first.subject, first.object))
        if key in relations:
            middle = relations[key].id
            if source:
                yield Edge(f"{key}-1", source, middle, members, arrow=False)
            if target:
                yield Edge(f"{key}-2", middle, target, members)
        elif source and target:
            yield Edge(key, source, target, members)


def _ranked(nodes: Iterable[Node], edges: Iterable[Edge], statements: Iterable[Statement]) -> tuple[Node, ...]:
    """Nodes by id, each with its number of edges and its place: most edges first, then statements, then mentions."""
    degree = Counter(end for edge in edges for end in (edge.source, edge.target))
    said = Counter(end for statement in statements for end in (statement.subject, statement.object))
    order = sorted(nodes, key=lambda node: (-degree[node.id], -said[node.id], -node.mentions, node.id))
    placed = (replace(node, degree=degree[node.id], rank=rank) for rank, node in enumerate(order))
    return tuple(sorted(placed, key=lambda node: node.id))


def _used(words: Mapping[str, Word], nodes: Iterable[Node], statements: Iterable[Statement]) -> dict[str, Word]:
    """The words of what is there and of all terms above it."""
    names = {node.kind for node in nodes}
    for statement in statements:
        names.update((statement.predicate, statement.factuality, statement.polarity))
        names.update(name for name, _ in statement.qualifiers)
    todo = list(names & words.keys())
    while todo:
        new = set(words[todo.pop()].parents) - names & words.keys()
        names |= new
        todo.extend(new & words.keys())
    return {name: words[name] for name in sorted(names & words.keys())}
