"""The Turtle of ontology/newskg.ttl in, its classes and relations out, with the words that express each relation.

A trigger is a string of tokens parted by one space; `kg:trigger` in newskg.ttl documents the notation for users:

    word         lemma; the first is the head, the others are particles, prepositions, seg and fixed nouns
    X, Y         direct object, indirect object          ~          argument of the preposition just before it
    X<theme>     the slot fills that qualifier           bare       X, Y: the range; ~: the qualifier topic
    (n)          head is a noun naming the act           (role)     head is a noun naming the domain
    (adj)        head is an adjective                    (ptcp)     head is a participle as spelt in the text
    (pass)       head verb in the passive, its subject the domain
    (inv)        domain and range swapped                (inf)      the range is an infinitive
    (intr)       stands without a range

The range is a bare X or Y; else the infinitive of (inf); else the argument of the last preposition that no ~ follows;
else the direct object. The first five marks stand second, the others last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.settings import data_folder
from kg.vocabulary import KG, PREFIXES

ROOT = "involves"
THING = "Thing"
LITERAL = "Literal"

_RDFS, _OWL, _SCHEMA = PREFIXES["rdfs"], PREFIXES["owl"], PREFIXES["schema"]
_TYPE = PREFIXES["rdf"] + "type"
_HEAD_MARK = re.compile(r"\((n|role|adj|ptcp|pass)\)")
_END_MARK = re.compile(r"\((inv|inf|intr)\)")
_SLOT = re.compile(r"([XY~])(?:<(\w+)>)?")
_WORD = re.compile(r"[^\W\d_A-Z]+(?:[-'][^\W\d_A-Z]+)*")


@dataclass(frozen=True, slots=True)
class Class:
    """A class by local name; `supers` are all classes it falls under, itself and Thing included."""

    name: str
    supers: frozenset[str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Property:
    """A relation by local name. `family` is its super-property (involves for a family itself, "" for involves).

    `domain` and `range` are class names, any of which will do; Thing is every entity, Literal every literal.
    `triggers` are (notation, language) pairs, sorted.
    """

    name: str
    family: str
    labels: Mapping[str, str]
    domain: frozenset[str]
    range: frozenset[str]
    inverse: str
    symmetric: bool
    transitive: bool
    triggers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Relations and classes by local name, and the local names of the qualifiers of a statement."""

    properties: Mapping[str, Property]
    classes: Mapping[str, Class]
    qualifiers: frozenset[str]

    def is_a(self, kind: str, cls: str) -> bool:
        """Does class `kind` fall under class `cls`? A GeopoliticalEntity is an Agent and a Place; all are a Thing.

        Raises OntologyError if there is no class `kind`.
        """
        if kind not in self.classes:
            raise OntologyError(f"no class {kind!r} in the ontology; it has {', '.join(self.classes)}")
        return cls in self.classes[kind].supers


@cache
def ontology() -> Ontology:
    """The ontology that ships with the package. Raises OntologyError if newskg.ttl is missing or malformed."""
    return read(data_folder("ontology") / "newskg.ttl")


def read(path: Path) -> Ontology:
    """The ontology of a Turtle file. Raises OntologyError if the Turtle, a relation or a trigger is malformed."""
    facts = _Facts(path)
    names = facts.names(facts.below(KG + ROOT))
    qualifiers = frozenset(facts.names(facts.below(KG + "qualifier"))) - {"qualifier"}
    classes = {name: _class(facts, name) for name in facts.names(facts.subjects(_TYPE, _OWL + "Class"))}
    properties = {name: _property(facts, name) for name in names}
    for prop in properties.values():
        for kind in sorted((prop.domain | prop.range) - classes.keys() - {THING, LITERAL}):
            raise OntologyError(f"{path}: kg:{prop.name} names a class kg:{kind} that is not declared")
        for text, _ in prop.triggers:
            fault = check(text, qualifiers)
            if fault:
                raise OntologyError(f"{path}: trigger {text!r} of kg:{prop.name}: {fault}")
    return Ontology(MappingProxyType(properties), MappingProxyType(classes), qualifiers)


def check(text: str, qualifiers: frozenset[str]) -> str:
    """What is wrong with a trigger's notation, in one phrase; "" if it is sound."""
    tokens = text.split(" ")
    while tokens and _END_MARK.fullmatch(tokens[-1]):
        tokens.pop()
    if len(tokens) > 1 and _HEAD_MARK.fullmatch(tokens[1]):
        del tokens[1]
    slots = [slot for token in tokens if (slot := _SLOT.fullmatch(token))]
    if not tokens or not _WORD.fullmatch(tokens[0]):
        return "it must begin with a lemma in small letters"
    for token in tokens:
        if not (_WORD.fullmatch(token) or _SLOT.fullmatch(token)):
            return f"{token!r} is neither a lemma, a slot nor a mark in its place"
    for slot in slots:
        if slot[2] and slot[2] not in qualifiers:
            return f"{slot[2]!r} is no qualifier; choose one of {', '.join(sorted(qualifiers))}"
    if sum(slot[0] in {"X", "Y"} for slot in slots) + ("(inf)" in text) > 1:
        return "it names the range twice"
    if any(_SLOT.fullmatch(before) for before, token in pairwise(tokens) if token[0] == "~"):
        return "~ must follow a preposition"
    return ""


class _Facts:
    """The triples of one file, by predicate, then subject."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.by_predicate: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    self.by_predicate[quad.predicate.value][quad.subject.value].append(quad.object)
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: cannot be read as Turtle ({error}); mend the file") from error

    def values(self, subject: str, predicate: str) -> list[str]:
        """The objects of a subject as strings, IRIs and literals alike, in the order of the file."""
        return [node.value for node in self.by_predicate[predicate].get(subject, [])]

    def subjects(self, predicate: str, value: str) -> list[str]:
        found = self.by_predicate[predicate].items()
        return [subject for subject, nodes in found if any(node.value == value for node in nodes)]

    def texts(self, subject: str, predicate: str) -> list[tuple[str, str]]:
        """(text, language) of each tagged literal, sorted; an untagged one is an error."""
        nodes = [node for node in self.by_predicate[predicate].get(subject, []) if isinstance(node, ox.Literal)]
        for node in nodes:
            if not node.language:
                raise OntologyError(f"{self.path}: {node.value!r} of <{subject}> needs a language tag")
        return sorted((node.value, node.language or "") for node in nodes)

    def below(self, root: str) -> Iterator[str]:
        """The properties under a property, itself first."""
        yield root
        for child in self.subjects(_RDFS + "subPropertyOf", root):
            yield from self.below(child)

    def names(self, iris: Iterator[str] | list[str]) -> list[str]:
        return sorted({iri.removeprefix(KG) for iri in iris if iri.startswith(KG)})


def _class(facts: _Facts, name: str) -> Class:
    supers, queue = {THING}, [name]
    while queue:
        current = queue.pop()
        supers.add(current)
        above = facts.names(facts.values(KG + current, _RDFS + "subClassOf"))
        queue += [each for each in above if each not in supers]
    return Class(name, frozenset(supers), _labels(facts, name))


def _property(facts: _Facts, name: str) -> Property:
    iri = KG + name
    types = facts.values(iri, _TYPE)
    family = facts.names(facts.values(iri, _RDFS + "subPropertyOf"))
    inverse = facts.names(facts.subjects(_OWL + "inverseOf", iri))
    return Property(
        name=name,
        family=family[0] if family else "",
        labels=_labels(facts, name),
        domain=_kinds(facts, iri, "domainIncludes"),
        range=_kinds(facts, iri, "rangeIncludes"),
        inverse=inverse[0] if inverse else "",
        symmetric=_OWL + "SymmetricProperty" in types,
        transitive=_OWL + "TransitiveProperty" in types,
        triggers=tuple(facts.texts(iri, KG + "trigger")),
    )


def _kinds(facts: _Facts, iri: str, side: str) -> frozenset[str]:
    kinds = facts.values(iri, _SCHEMA + side)
    if not kinds:
        raise OntologyError(f"{facts.path}: <{iri}> has no schema:{side}; add one, owl:Thing for any")
    known = {_OWL + THING: THING}
    return frozenset(known.get(kind, kind.removeprefix(KG) if kind.startswith(KG) else LITERAL) for kind in kinds)


def _labels(facts: _Facts, name: str) -> Mapping[str, str]:
    return MappingProxyType({language: text for text, language in facts.texts(KG + name, _RDFS + "label")})
