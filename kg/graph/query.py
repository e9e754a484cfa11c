"""A query in — SPARQL, a `.rq` file or the name of a query that ships with the ontology — and its answer out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from kg.errors import QueryError
from kg.settings import data_folder
from kg.vocabulary import Namespaces

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

SUFFIX = ".rq"

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected one of |expected )?(.*)", re.DOTALL)
_TITLE = re.compile(r"^# title: (.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"^# param: (\w+)(?: = \w+)? — (.+)$", re.MULTILINE)
_IRI = re.compile(r"<([^<>\s]+)>")
_PREFIXED = re.compile(r"(\w+):([\w.~-]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ontology/queries. `parameters` maps a variable that may be bound to what it stands for.

    Its comments say so: `# title: …` once for each language, `# param: name = default — meaning` for each parameter.
    """

    name: str
    titles: tuple[str, ...]
    parameters: Mapping[str, str]
    text: str


def run(
    store: Store, namespaces: Namespaces, query: str, parameters: Mapping[str, str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Answers a query with its variables bound to `parameters`; a value is a text, `<IRI>` or prefixed name.

    The prefixes of the vocabulary need no declaration. A parameter is a variable of the query's SELECT, bound by the
    engine itself, never by writing into the query. Raises QueryError.
    """
    text, name = resolve(query)
    prefixes = namespaces.prefixes()
    known = declared(text)
    unknown = next((key for key in parameters if known and key not in known), "")
    if unknown:
        raise QueryError(f"{name}: has no parameter {unknown!r}; it takes {', '.join(known)}")
    bound: dict[Variable, Term] = {Variable(_name(key)): _term(value, prefixes) for key, value in parameters.items()}
    try:
        return store.query(text, prefixes=prefixes, use_default_graph_as_union=True, substitutions=bound)
    except SyntaxError as error:
        raise QueryError(_where(text, name, str(error))) from error
    except RuntimeError as error:
        missing = next((key for key in parameters if f"?{key} " in f"{error} "), "")
        if not missing:
            raise QueryError(f"{name}: {' '.join(str(error).split())}") from error
        raise QueryError(f"{name}: has no ?{missing} in its SELECT, so {missing}=… cannot be bound") from error


def resolve(query: str) -> tuple[str, str]:
    """The SPARQL text that `query` stands for, and what to call it in messages. Raises QueryError."""
    if re.search(r"[\s{]", query.strip()):
        return query, "query"
    if query.endswith(SUFFIX) or Path(query).is_file():
        return _read(Path(query)), query
    known = {named.name: named for named in named_queries()}
    if query in known:
        return known[query].text, query
    near = difflib.get_close_matches(query, known, n=1)
    hint = f"did you mean {near[0]}?" if near else "`kg query --list` shows them"
    raise QueryError(f"no query named {query!r}; {hint}")


def named_queries() -> tuple[NamedQuery, ...]:
    """All queries of ontology/queries, sorted by name."""
    return tuple(_named(path) for path in sorted((data_folder("ontology") / "queries").glob(f"*{SUFFIX}")))


def declared(text: str) -> dict[str, str]:
    """The parameters that the comments of a query declare, with their meaning."""
    return dict(_PARAMETER.findall(text))


def _named(path: Path) -> NamedQuery:
    text = _read(path)
    return NamedQuery(path.stem, tuple(_TITLE.findall(text)), declared(text), text)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"{path}: the query cannot be read ({why})") from error


def _name(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
        raise QueryError(f"{name!r} is no name of a parameter; write key=value")
    return name


def _term(value: str, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """`<http://…>` and `ent:Russia` are IRIs, anything else is a text."""
    whole, short = _IRI.fullmatch(value), _PREFIXED.fullmatch(value)
    if whole:
        try:
            return NamedNode(whole[1])
        except ValueError as error:
            raise QueryError(f"{value}: is not an absolute IRI") from error
    return NamedNode(prefixes[short[1]] + short[2]) if short and short[1] in prefixes else Literal(value)


def _where(text: str, name: str, message: str) -> str:
    """A syntax error with its line and a caret under the place: columns count characters from 1."""
    found = _PLACE.match(message)
    if not found:
        return f"{name}: {' '.join(message.split())}"
    row, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    line = lines[row - 1] if row <= len(lines) else ""
    caret = re.sub(r"[^\t]", " ", line[: column - 1]) + "^"
    return f"{name}, line {row}, column {column}: {_reason(found[3], line, column)}\n  {line}\n  {caret}"


def _reason(expected: str, line: str, column: int) -> str:
    """What the parser says, where that is true and readable; of what it expected only a lone bracket is."""
    if "Prefix not found" in expected:
        word = re.search(r"[\w.-]*:[\w.-]*$", line[: column - 1])
        return f"unknown prefix {word[0] if word else ''}".rstrip() + "; declare it with PREFIX"
    if "IRI parsing failed" in expected:
        return "not an absolute IRI"
    rule = next((part for part in expected.split(", ") if part.startswith("The ")), "")
    bracket = re.match(r'"([{}()])"', expected)
    return rule or (f"expected {bracket[1]}" if bracket else "not valid SPARQL from here on")
