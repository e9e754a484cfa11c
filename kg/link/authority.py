"""A table of known things of the user's own in, the gazetteer with them out.

A table is CSV with the columns label, alias, type, sameAs and lang (one row for each name; `|` between aliases), or
SKOS in Turtle: skos:prefLabel or rdfs:label, skos:altLabel, a class of the ontology, owl:sameAs or skos:exactMatch.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.errors import OntologyError
from kg.link.gazetteer import LANGUAGES, Gazetteer, Record, is_abbreviation, normal
from kg.ontology import ontology
from kg.vocabulary import IRI, KG, slug

COLUMNS = ("label", "type")
UNTYPED = "Thing"
Names = tuple[tuple[str, str], ...]


def with_authority(gazetteer: Gazetteer, path: Path) -> Gazetteer:
    """The gazetteer with the things of a file; what it knows by an IRI or a name already keeps its id.

    A name that two things bear is linked to the one the shipped tables know, else to neither: nothing is guessed.
    Raises OntologyError for a file that cannot be read, lacks a column or has a type that is no class.
    """
    rows = _turtle(path) if path.suffix in {".ttl", ".rdf", ".skos"} else _table(path)
    records = dict(gazetteer.records)
    by_iri = {iri: record.id for record in records.values() for iri in record.same_as}
    bearers: dict[str, set[str]] = defaultdict(set)
    for new in rows:
        known = next((by_iri[iri] for iri in new.same_as if iri in by_iri), None)
        if known is None and (named := gazetteer.find(new.labels[0][1])) is not None and _may_be(named, new):
            known = named.id
        record = _together(records[known], new) if known is not None else replace(new, id=_free(new.id, records))
        records[record.id] = record
        by_iri |= dict.fromkeys(record.same_as, record.id)
        for _, name in new.names:
            bearers[name].add(record.id)
    return _indexed(gazetteer, records, bearers)


def _may_be(known: Record, new: Record) -> bool:
    """Are two records of one name and kind, and known by no two IRIs of one host?"""
    hosts = {iri.split("/")[2]: iri for iri in known.same_as}
    return known.kind == new.kind and all(hosts.get(iri.split("/")[2], iri) == iri for iri in new.same_as)


def _indexed(gazetteer: Gazetteer, records: dict[str, Record], bearers: dict[str, set[str]]) -> Gazetteer:
    exact = {name: records[record.id] for name, record in gazetteer.exact.items()}
    folded = {name: records[record.id] for name, record in gazetteer.folded.items()}
    for name in sorted(bearers):
        ids = bearers[name]
        if len(ids) == 1 and exact.get(name, records[min(ids)]).id in ids:
            record = records[next(iter(ids))]
            exact[name] = record
            if not is_abbreviation(name):
                folded[name.casefold()] = record
    return replace(gazetteer, records=records, exact=exact, folded=folded)


def _together(known: Record, new: Record) -> Record:
    languages = {language for language, _ in known.labels}
    more = tuple(label for label in new.labels if label[0] not in languages)
    return replace(
        known,
        labels=known.labels + more,
        names=tuple(dict.fromkeys((*known.names, *new.names))),
        same_as=tuple(dict.fromkeys((*known.same_as, *new.same_as))),
        point=known.point or new.point,
    )


def _free(wanted: str, records: dict[str, Record]) -> str:
    number, name = 1, wanted
    while name in records:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _table(path: Path) -> Iterator[Record]:
    """One record for each thing: rows with one sameAs are one thing, rows without are one each."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise OntologyError(
                    f"{path}: has no column {missing[0]!r}; it needs label and type, and may have alias, "
                    "sameAs and lang"
                )
            rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OntologyError(f"{path}: cannot be read as CSV in UTF-8 ({error})") from error
    groups: dict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    for number, row in enumerate(rows, 2):
        if row["label"]:
            kind = _kind(path, row["type"], f"line {number}")
            groups[row.get("sameAs", ""), 0 if row.get("sameAs") else number].append(row | {"type": kind})
    for (same_as, _), group in groups.items():
        labels = [(row.get("lang", ""), row["label"]) for row in group]
        aliases = [(row.get("lang", ""), alias) for row in group for alias in row.get("alias", "").split("|")]
        yield _record(group[0]["type"], labels, aliases, [same_as])


def _turtle(path: Path) -> Iterator[Record]:
    try:
        graph = Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: cannot be read as Turtle ({' '.join(str(error).split())[:200]})") from error
    for thing in sorted({*graph.subjects(SKOS.prefLabel), *graph.subjects(RDFS.label)}, key=str):
        classes = [str(kind).removeprefix(KG) for kind in graph.objects(thing, RDF.type) if str(kind).startswith(KG)]
        labels = [*graph.objects(thing, SKOS.prefLabel), *graph.objects(thing, RDFS.label)]
        own = [thing] if isinstance(thing, URIRef) else []
        elsewhere = sorted([*graph.objects(thing, OWL.sameAs), *graph.objects(thing, SKOS.exactMatch)], key=str)
        yield _record(
            _kind(path, min(classes, default=UNTYPED), str(thing)),
            _texts(labels),
            _texts(graph.objects(thing, SKOS.altLabel)),
            [str(iri) for iri in (*own, *elsewhere) if isinstance(iri, URIRef)],
        )


def _texts(terms: Iterable[object]) -> list[tuple[str, str]]:
    return sorted((term.language or "", str(term)) for term in terms if isinstance(term, Literal))


def _kind(path: Path, kind: str, where: str) -> str:
    if kind != UNTYPED and kind not in ontology().classes:
        raise OntologyError(
            f"{path}, {where}: {kind!r} is no class; take one of {', '.join(sorted(ontology().classes))}"
        )
    return kind


def _record(kind: str, labels: list[tuple[str, str]], aliases: list[tuple[str, str]], same_as: list[str]) -> Record:
    """Labels with a language of ours first, so that they show; one without a language is a name in any."""
    known = [(language, normal(text)) for language, text in labels if language in LANGUAGES]
    names = [(language, normal(text)) for language, text in (*labels, *aliases) if text.strip()]
    shown = tuple(dict(reversed(known)).items()) or ((LANGUAGES[0], names[0][1]),)
    iris = tuple(IRI(iri) for iri in same_as if iri.startswith(("http://", "https://")))
    return Record(slug(shown[0][1]), kind, "", shown, tuple(dict.fromkeys(names)), iris, own=True)
