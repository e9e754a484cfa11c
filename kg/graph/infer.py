"""A store in, a store in memory with what follows from its plain triples by the ontology out.

Rules: owl:inverseOf, owl:SymmetricProperty, owl:TransitiveProperty and rdfs:subPropertyOf of ontology/newskg.ttl, until
nothing new follows (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules, prp-inv1,
prp-symp, prp-trp, prp-spo1). Statements stay as they are: nobody has said what follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kg.ontology import Property, ontology
from kg.vocabulary import IRI, KG, Namespaces

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Fact: TypeAlias = tuple[NamedNode, str, Term]


def inferred_graph(namespaces: Namespaces) -> IRI:
    """The named graph that holds what follows."""
    return IRI(namespaces.base + "graph/inferred")


def inferred(store: Store, namespaces: Namespaces) -> Store:
    """A copy of `store` with the new triples in a graph of their own."""
    found = Store()
    found.bulk_extend(store)
    graph, known = NamedNode(inferred_graph(namespaces)), set(_plain(store))
    found.extend(Quad(*_terms(fact), graph) for fact in closure(known) - known)
    return found


def closure(known: Iterable[Fact]) -> set[Fact]:
    """The facts and all that follows from them."""
    rules = ontology().properties
    inverses = _inverses(rules)
    found = set(known)
    fresh = list(found)
    chains = _Chains()
    while fresh:
        fact = fresh.pop()
        for new in (*_follows(fact, rules, inverses), *chains.follows(fact, rules)):
            if new not in found:
                found.add(new)
                fresh.append(new)
    return found


def _follows(fact: Fact, rules: Mapping[str, Property], inverses: Mapping[str, set[str]]) -> Iterator[Fact]:
    subject, name, value = fact
    if name in rules and rules[name].family:
        yield subject, rules[name].family, value
    if isinstance(value, NamedNode):
        yield from ((value, inverse, subject) for inverse in inverses.get(name, ()))


class _Chains:
    """The links of transitive properties, from both ends."""

    def __init__(self) -> None:
        self._after: dict[tuple[str, Term], set[NamedNode]] = defaultdict(set)
        self._before: dict[tuple[str, Term], set[NamedNode]] = defaultdict(set)

    def follows(self, fact: Fact, rules: Mapping[str, Property]) -> list[Fact]:
        subject, name, value = fact
        if name not in rules or not rules[name].transitive or not isinstance(value, NamedNode):
            return []
        self._after[name, subject].add(value)
        self._before[name, value].add(subject)
        found: list[Fact] = [(subject, name, after) for after in self._after[name, value] if after != subject]
        return found + [(before, name, value) for before in self._before[name, subject] if before != value]


def _inverses(rules: Mapping[str, Property]) -> dict[str, set[str]]:
    """Each property with its inverses, itself where it is symmetric. The ontology states each pair once."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, rule in rules.items():
        if rule.symmetric:
            found[name].add(name)
        if rule.inverse:
            found[name].add(rule.inverse)
            found[rule.inverse].add(name)
    return found


def _plain(store: Store) -> Iterator[Fact]:
    for name in ontology().properties:
        for quad in store.quads_for_pattern(None, NamedNode(KG + name), None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject, name, quad.object


def _terms(fact: Fact) -> tuple[NamedNode, NamedNode, Term]:
    subject, name, value = fact
    return subject, NamedNode(KG + name), value
