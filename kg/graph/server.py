"""A store and the address of a SPARQL 1.1 server in, the graphs of that server made those of the store out.

Each named graph is put whole by the graph-store protocol (https://www.w3.org/TR/sparql11-http-rdf-update/), and only
where it has changed: the server holds the hash of each in a graph of its own. A hash is taken away before its graph is
written and set after, so that whatever ends a build, the next one puts what is missing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, serialize

from kg.errors import GraphError
from kg.vocabulary import Namespaces, kg

TIMEOUT = httpx.Timeout(300.0, connect=10.0)
RESULTS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Paths of a server's query, update and graph-store protocols, and whether it asks for the password by digest."""

    name: str
    query: str
    update: str
    graphs: str
    digest: bool = False


KNOWN = (
    Endpoints("Oxigraph", "query", "update", "store"),
    Endpoints("Apache Jena Fuseki", "query", "update", "data"),
    Endpoints("Virtuoso", "sparql", "sparql-auth", "sparql-graph-crud-auth", digest=True),
)


def push(store: Store, namespaces: Namespaces, url: str) -> int:
    """Makes the graphs under our base at the server those of `store`; how many had to be written or removed.

    `url` is the server's address, that of a dataset where it has several, with user and password where it asks for
    them, such as http://dba:secret@127.0.0.1:8890/. Graphs elsewhere are not touched. Raises GraphError.
    """
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False) as client:
            return _Server(client, namespaces, url).take(store)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise GraphError(f"{_shown(url)}: {' '.join(str(error).split()) or type(error).__name__}") from error


class _Server:
    def __init__(self, client: httpx.Client, namespaces: Namespaces, url: str) -> None:
        parts = urlsplit(url)
        self._client, self._base, self._shown = client, namespaces.base, _shown(url)
        self._hashes = NamedNode(namespaces.base + "graph/hashes")
        self._root = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/") + "/", "", ""))
        self._known = self._endpoints()
        user, password = parts.username or "", parts.password or ""
        if user:
            client.auth = httpx.DigestAuth(user, password) if self._known.digest else httpx.BasicAuth(user, password)

    def take(self, store: Store) -> int:
        there, wanted = self._there(), sorted(store.named_graphs(), key=str)
        changed = 0
        for graph in wanted:
            assert isinstance(graph, NamedNode)
            data = _lines(store, graph)
            hashed = hashlib.sha256(data).hexdigest()
            if there.pop(graph.value, "") != hashed:
                self._forget(graph)
                self._put(graph, data)
                self._update(f"INSERT DATA {{ {self._hash(graph, str(Literal(hashed)))} }}")
                changed += 1
        for name in sorted(there):
            self._forget(NamedNode(name))
            self._graph("DELETE", NamedNode(name))
        return changed + len(there)

    def _endpoints(self) -> Endpoints:
        """Those that answer here: a query by the protocol, and a graph store."""
        for known in KNOWN:
            asked = self._client.get(self._root + known.query, params={"query": "SELECT ?x {}"}, headers=_accept())
            if asked.is_success and asked.headers.get("content-type", "").startswith(RESULTS):
                store = self._client.head(self._root + known.graphs, params={"default": ""})
                if store.status_code != httpx.codes.NOT_FOUND or known.digest:
                    return known
        raise GraphError(f"{self._shown}: no SPARQL server answers here as {', '.join(one.name for one in KNOWN)} do")

    def _there(self) -> dict[str, str]:
        """The graphs under our base with their hashes, empty where there is none."""
        start = Literal(self._base)
        text = (
            f"SELECT DISTINCT ?g ?h {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), {start}) && "
            f"?g != {self._hashes}) OPTIONAL {{ GRAPH {self._hashes} {{ ?g <{kg('sha256')}> ?h }} }} }}"
        )
        asked = self._client.post(self._root + self._known.query, data={"query": text}, headers=_accept())
        rows = self._good(asked).json()["results"]["bindings"]
        return {row["g"]["value"]: row.get("h", {}).get("value", "") for row in rows}

    def _hash(self, graph: NamedNode, value: str) -> str:
        return f"GRAPH {self._hashes} {{ {graph} <{kg('sha256')}> {value} }}"

    def _forget(self, graph: NamedNode) -> None:
        self._update(f"DELETE WHERE {{ {self._hash(graph, '?hash')} }}")

    def _update(self, text: str) -> None:
        kind = {"Content-Type": "application/sparql-update"}
        self._good(self._client.post(self._root + self._known.update, content=text.encode(), headers=kind))

    def _put(self, graph: NamedNode, data: bytes) -> None:
        """The graph whole; where that is empty the server has none."""
        if data:
            self._graph("PUT", graph, content=data, headers={"Content-Type": "application/n-triples"})

    def _graph(self, method: str, graph: NamedNode, **more: object) -> None:
        address = self._root + self._known.graphs
        self._good(self._client.request(method, address, params={"graph": graph.value}, **more))  # type: ignore[arg-type]

    def _good(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        why = " ".join(response.text.split())[:200] or response.reason_phrase
        raise GraphError(f"{self._shown}: {self._known.name} answers {response.status_code} ({why})")


def _lines(store: Store, graph: NamedNode) -> bytes:
    triples = sorted((quad.triple for quad in store.quads_for_pattern(None, None, None, graph)), key=str)
    return serialize(triples, None, RdfFormat.N_TRIPLES) or b""


def _accept() -> dict[str, str]:
    return {"Accept": RESULTS}


def _shown(url: str) -> str:
    """An address without its password."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
