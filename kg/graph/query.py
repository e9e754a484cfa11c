"""A query in — SPARQL, a `.rq` file or the name of a query that ships with the ontology — and its answer out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
from kg.graph.federation import asks_elsewhere, names_dataset
from kg.graph.focus import focused
from kg.graph.mistakes import located
from kg.settings import data_folder
from kg.vocabulary import Namespaces

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

SUFFIX = ".rq"

_TITLE = re.compile(r"^# title: (.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"^# param: (\w+)(?: = \w+)? — (.+)$", re.MULTILINE)
_FOCUS = re.compile(r"^# focus: (.+)$", re.MULTILINE)
_PREFIX = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_PREFIXED = re.compile(r"([A-Za-z][\w-]*):([\w.~-]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ontology/queries. `parameters` maps a variable that may be bound to what it stands for.

    Its comments say so: `# title: …` once for each language, `# param: name = default — meaning` for each parameter,
    `# focus: name` for those that name the entity it is about.
    """

    name: str
    titles: tuple[str, ...]
    parameters: Mapping[str, str]
    text: str


def run(store: Store, namespaces: Namespaces, query: str, parameters: Mapping[str, str]) -> Answer:
    """Answers a query with its variables bound to `parameters`.

    A value is a text, `"a text in quotes"`, `<IRI>` or a prefixed name; the prefixes of the vocabulary need no
    declaration. A parameter is a variable of the query's SELECT, bound by the engine itself, never by writing into the
    query. Raises QueryError.
    """
    text, name = resolve(query)
    known = declared(text)
    unknown = next((key for key in parameters if known and key not in known), "")
    if unknown:
        raise QueryError(f"{name}: has no parameter {unknown!r}; it takes {', '.join(known)}")
    prefixes = namespaces.prefixes() | dict(_PREFIX.findall(text))
    bound = {Variable(_name(key)): _term(key, value, prefixes) for key, value in parameters.items()}
    names = [value.value for key, value in bound.items() if key.value in _focus(text)]
    return answer(focused(store, namespaces, names) if names else store, namespaces, text, name=name, bound=bound)


def answer(
    store: Store,
    namespaces: Namespaces,
    text: str,
    *,
    name: str = "query",
    bound: Mapping[Variable, NamedNode | Literal] | None = None,
    default: Sequence[NamedNode] = (),
    named: Sequence[NamedNode] = (),
) -> Answer:
    """Answers SPARQL over the union of all graphs, or over those of FROM or of `default` and `named`.

    Nothing is fetched: SERVICE is refused. Raises QueryError.
    """
    if asks_elsewhere(text):
        raise QueryError(f"{name}: SERVICE would ask another server; only the graph itself can be asked")
    if not text.strip():
        raise QueryError(f"{name}: is empty")
    chosen = bool(default or named)
    prefixes = namespaces.prefixes()
    try:
        return store.query(
            text,
            prefixes=prefixes,
            substitutions=dict(bound or {}),
            use_default_graph_as_union=not chosen and not names_dataset(text),
            default_graph=list(default) if chosen else None,
            named_graphs=list(named) if chosen else None,
        )
    except SyntaxError as error:
        raise QueryError(located(text, name, partial(_complaint, prefixes=prefixes))) from error
    except RuntimeError as error:
        missing = next((key.value for key in bound or {} if f"?{key.value} " in f"{error} "), "")
        if not missing:
            raise QueryError(f"{name}: {' '.join(str(error).split())}") from error
        raise QueryError(f"{name}: has no ?{missing} in its SELECT, so {missing}=… cannot be bound") from error


def _complaint(text: str, prefixes: Mapping[str, str]) -> str:
    """What the parser says of a query; nothing where it is well-formed. An empty store answers nothing."""
    try:
        Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        return str(error)
    except (RuntimeError, OSError):
        return ""
    return ""


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


def _focus(text: str) -> set[str]:
    """The parameters that name the entity a query is about: what is not said of it does not change the answer."""
    return set(" ".join(_FOCUS.findall(text)).split())


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


def _term(key: str, value: str, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """`<http://…>` and `ent:Russia` are IRIs, `"ent:Russia"` is a text, and so is anything else."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return Literal(value[1:-1])
    if value.startswith("<") and value.endswith(">"):
        try:
            return NamedNode(value[1:-1])
        except ValueError as error:
            raise QueryError(f"{key}={value}: is not an absolute IRI") from error
    short = _PREFIXED.fullmatch(value)
    if not short:
        return Literal(value)
    if short[1] not in prefixes:
        text = f"{key}='\"{value}\"'"
        raise QueryError(f"{key}={value}: unknown prefix {short[1]}:; put a text with a colon in quotes, {text}")
    return NamedNode(prefixes[short[1]] + short[2])
