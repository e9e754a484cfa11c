"""Words or an IRI in, the statements they name out, each with who says it, where, and in which words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.graph.labels import FALLBACK
from kg.vocabulary import KG, PREFIXES, Namespaces, kg

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Description: TypeAlias = Mapping[str, list[Term]]

NAMES = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel")
ENDS = tuple(map(kg, ("subject", "predicate", "object", "objectValue", "surfacePredicate")))
SOURCE = PREFIXES["prov"] + "wasAttributedTo"
ARTICLE = PREFIXES["prov"] + "wasDerivedFrom"
COPY = kg("copyOf")
WORDS = (kg("surfacePredicate"),)
SAME = tuple(map(kg, ("subject", "object", "objectValue", "predicate", "factuality", "polarity")))
CORE = frozenset(map(kg, ("evidence", "factuality", "polarity", "cue", "confidence", "extractor"))) | set(ENDS)


@dataclass(frozen=True, slots=True)
class Witness:
    """Where an article says it. `start`/`end` bound the quote in the article's text, `marked` in `passage`."""

    headline: str
    source: str
    published: str
    sentence: int
    start: int
    end: int
    passage: str
    marked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One statement as a person reads it; `plain` where the graph also holds it as a triple of its own.

    `articles` counts those that say the same in the same way, `independent` near-identical copies as one.
    """

    iri: str
    label: str
    factuality: str
    polarity: str
    attributed_to: str
    cue: str
    qualifiers: tuple[tuple[str, str], ...]
    confidence: str
    extractor: str
    plain: bool
    articles: int
    independent: int
    witnesses: tuple[Witness, ...]


def explain(store: Store, namespaces: Namespaces, words: str) -> list[Explanation]:
    """The statements that `words` name, in the order their articles tell them.

    `words` is the IRI of a statement, whole, prefixed (stm:4b1f…) or its last part, or words that must all be found
    in names of subject, predicate or object, such as "Putin callsFor". Empty where there is none.
    """
    reader = _Reader(store)
    iri = _iri(words.strip(), namespaces)
    found = [iri] if iri in reader.statements else reader.named(words.casefold().split())
    explained = [reader.explanation(iri) for iri in found]
    return sorted(explained, key=lambda one: (*((w.source, w.start) for w in one.witnesses[:1]), one.iri))


def _iri(words: str, namespaces: Namespaces) -> str:
    prefix, colon, name = words.partition(":")
    prefixes = namespaces.prefixes()
    if colon and prefix in prefixes:
        return prefixes[prefix] + name
    return words.strip("<>") if colon else f"{prefixes['stm']}{words}"


class _Reader:
    """The graph as descriptions by IRI: subject → predicate → objects."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._named: dict[str, list[Literal]] = defaultdict(list)
        for predicate in NAMES:
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    self._named[quad.subject.value].append(quad.object)
        typed = store.quads_for_pattern(None, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(kg("Statement")), None)
        self.statements = {quad.subject.value for quad in typed if isinstance(quad.subject, NamedNode)}

    def named(self, words: Iterable[str]) -> list[str]:
        """The statements whose names hold every word, case ignored."""
        words = tuple(words)
        return [iri for iri in sorted(self.statements) if words and _hold(self._texts(iri), words)]

    def explanation(self, iri: str) -> Explanation:
        about = self._about(iri)
        ends = [about.get(kg(name), []) for name in ("subject", "predicate", "object", "objectValue")]
        subject, predicate, objects = ends[0], ends[1], ends[2] + ends[3]
        articles = self._articles(about)
        return Explanation(
            iri=iri,
            label=self._name(NamedNode(iri)),
            factuality=_local(_first(about, kg("factuality"))),
            polarity=_local(_first(about, kg("polarity"))),
            attributed_to=", ".join(sorted(map(self._name, about.get(SOURCE, [])))),
            cue=_first(about, kg("cue")),
            qualifiers=tuple(self._qualifiers(about)),
            confidence=_first(about, kg("confidence")),
            extractor=_first(about, kg("extractor")),
            plain=bool(subject and predicate and objects) and self._stands(subject[0], predicate[0], objects[0]),
            articles=len(articles),
            independent=len({_first(self._about(article), COPY) or article for article in articles}),
            witnesses=self._witnesses(about),
        )

    def _articles(self, about: Description) -> set[str]:
        """The articles of all statements with the same ends, factuality and polarity, in the words of an open one."""
        same = SAME + (WORDS if kg("involves") in map(_value, about.get(kg("predicate"), [])) else ())
        name = next((name for name in SAME if about.get(name)), "")
        alike = self._store.quads_for_pattern(None, NamedNode(name), about[name][0], None) if name else ()
        told = (self._about(_value(quad.subject)) for quad in alike)
        return {
            _first(other, ARTICLE)
            for other in told
            if all(sorted(map(_value, other.get(key, []))) == sorted(map(_value, about.get(key, []))) for key in same)
        }

    def _texts(self, iri: str) -> str:
        about = self._about(iri)
        terms = [term for end in ENDS for term in about.get(end, [])]
        names = (name.value for term in terms if isinstance(term, NamedNode) for name in self._named[term.value])
        values = (_local(term.value) if isinstance(term, NamedNode) else _value(term) for term in terms)
        return "\n".join((*names, *values)).casefold()

    def _qualifiers(self, about: Description) -> Iterable[tuple[str, str]]:
        for predicate in sorted(about):
            if predicate.startswith(KG) and predicate not in CORE:
                yield from ((_local(predicate), name) for name in sorted(map(self._name, about[predicate])))

    def _stands(self, subject: Term, predicate: Term, value: Term) -> bool:
        if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
            return False
        return any(True for _ in self._store.quads_for_pattern(subject, predicate, value, None))

    def _witnesses(self, about: Description) -> tuple[Witness, ...]:
        article = self._about(_first(about, ARTICLE))
        told = [self._about(_value(term)) for term in about.get(kg("evidence"), [])]
        found = [_witness(evidence, article) for evidence in told]
        return tuple(sorted(found, key=lambda witness: (witness.start, witness.end)))

    def _name(self, term: Term) -> str:
        """A literal's text, or the label of an IRI."""
        if not isinstance(term, NamedNode):
            return _value(term)
        labels = self._labels(term)
        by_language = {label.language or "": label.value for label in reversed(labels)}
        wanted = (language for language in (*FALLBACK, *sorted(by_language)) if language in by_language)
        return next((by_language[language] for language in wanted), _local(term.value))

    def _labels(self, term: NamedNode) -> list[Literal]:
        quads = self._store.quads_for_pattern(term, NamedNode(NAMES[0]), None, None)
        return sorted((quad.object for quad in quads if isinstance(quad.object, Literal)), key=str)

    def _about(self, iri: str) -> Description:
        found: dict[str, list[Term]] = defaultdict(list)
        if iri:
            for quad in self._store.quads_for_pattern(NamedNode(iri), None, None, None):
                found[quad.predicate.value].append(quad.object)
        return dict(found)


def _witness(evidence: Description, article: Description) -> Witness:
    quote = _first(evidence, kg("quote"))
    passage = _first(evidence, kg("passage"))
    place = passage.find(quote)
    sentence, start, end = (int(_first(evidence, kg(name)) or 0) for name in ("sentence", "start", "end"))
    return Witness(
        headline=_first(article, PREFIXES["schema"] + "headline"),
        source=_first(article, PREFIXES["dcterms"] + "source"),
        published=_first(article, PREFIXES["schema"] + "datePublished"),
        sentence=sentence,
        start=start,
        end=end,
        passage=passage if place >= 0 else quote,
        marked=(max(place, 0), max(place, 0) + len(quote)),
    )


def _hold(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _first(about: Description, predicate: str) -> str:
    return min(map(_value, about.get(predicate, [])), default="")


def _value(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]
