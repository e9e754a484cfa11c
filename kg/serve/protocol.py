"""An HTTP request in, the SPARQL query that it carries out: https://www.w3.org/TR/sparql11-protocol/#query-operation."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.limits import MEGABYTE

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FIELDS = 100
UNREAD = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs it is to be asked of; `form` is the wanted format, empty where Accept decides."""

    query: str
    default: list[str]
    named: list[str]
    form: str


async def question(request: Request, most: int) -> Question | None:
    """The query of a GET, a form or a direct POST; None for a GET without one. Raises HTTPException with the reason."""
    fields = _fields(request.url.query)
    if request.method != "POST":
        return _question(fields) if fields else None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == UPDATE:
        raise HTTPException(403, "the graph is read-only; build it with kg build")
    if kind not in {FORM, QUERY}:
        raise HTTPException(415, f"POST a query as {QUERY} or {FORM}")
    body = await _body(request, most)
    return _question(_fields(body) if kind == FORM else [*fields, ("query", body)])


async def _body(request: Request, most: int) -> str:
    """The body as text. One that is too long is read, so that the answer arrives, but not kept."""
    found, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length <= most:
            found += chunk
        elif length > most + UNREAD:
            break
    if length > most:
        raise HTTPException(413, f"a query has at most {most / MEGABYTE:g} MB")
    try:
        return found.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the query is not UTF-8") from error


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except (ValueError, UnicodeDecodeError) as error:
        raise HTTPException(400, "the parameters cannot be read; encode them as UTF-8, in percent-encoding") from error


def _question(fields: list[tuple[str, str]]) -> Question:
    values = {name: [value for key, value in fields if key == name] for name, _ in fields}
    if "update" in values:
        raise HTTPException(403, "the graph is read-only; build it with kg build")
    if len(values.get("query", [])) != 1:
        raise HTTPException(400, "give one parameter query")
    default, named = values.get("default-graph-uri", []), values.get("named-graph-uri", [])
    return Question(values["query"][0], default, named, values.get("format", [""])[0])
