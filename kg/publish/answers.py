"""The answer to a query in, its text in a format of SPARQL 1.1 or RDF out.

Formats: https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/,
https://www.w3.org/TR/sparql11-results-csv-tsv/ for SELECT and ASK; RDF for CONSTRUCT and DESCRIBE.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, TypeAlias

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

from kg.publish import turtle
from kg.vocabulary import Namespaces

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

RESULTS: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
SAME = {"json": "jsonld", "xml": "rdf"}
"""What JSON and XML mean where the answer is triples."""


def write(found: Answer, form: str, namespaces: Namespaces, out: BinaryIO) -> None:
    """Writes an answer as `form`, a name of RESULTS or TRIPLES, UTF-8, Turtle sorted and in sections.

    Raises ValueError where the form does not fit.
    """
    if form == "ttl" and isinstance(found, QueryTriples):
        out.write(turtle.text(found, namespaces).encode())
    else:
        stream(found, form, namespaces, out)


def stream(found: Answer, form: str, namespaces: Namespaces, out: BinaryIO) -> None:
    """The same, each triple written as it is found."""
    if isinstance(found, QueryTriples):
        form = SAME.get(form, form)
        if form not in TRIPLES:
            raise ValueError(f"{form} is for SELECT; for triples there are {', '.join(TRIPLES)}, json and xml")
        serialize(found, out, TRIPLES[form], prefixes=namespaces.prefixes())
    elif form not in RESULTS:
        raise ValueError(f"{form} is for CONSTRUCT and DESCRIBE; for SELECT and ASK there are {', '.join(RESULTS)}")
    elif isinstance(found, QueryBoolean) and form in {"csv", "tsv"}:
        out.write(b"true\n" if found else b"false\n")
    else:
        found.serialize(out, RESULTS[form])
