"""`--store`: the graphs of real SPARQL servers made those of a build, over HTTP."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Store
from samples import ARTICLES, BASES, ENTITIES, HOLDS, SPACE, STATEMENTS

from kg import cli
from kg.errors import GraphError
from kg.graph import rdf
from kg.graph.server import push
from kg.model import Value

OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
VIRTUOSO = shutil.which("virtuoso-t")
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""
HOSTILE = 'Navn "x" \\ \n } ; DROP ALL ; # \u2028 🙂 <b>'


@dataclass(frozen=True)
class Server:
    url: str
    query: str

    def count(self, pattern: str) -> int:
        asked = httpx.post(
            self.query,
            data={"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"},
            headers={"Accept": "application/sparql-results+json"},
        )
        return int(asked.raise_for_status().json()["results"]["bindings"][0]["n"]["value"])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def running(words: list[str], folder: Path, probe: str) -> Iterator[None]:
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                httpx.get(probe)
                break
            except httpx.TransportError:
                assert process.poll() is None, (folder / "out.log").read_text()
                time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    url = f"http://127.0.0.1:{free_port()}/"
    bind = url.removeprefix("http://").rstrip("/")
    with running([OXIGRAPH, "serve", "--location", "data", "--bind", bind], folder, url):
        yield Server(url, url + "query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    port = free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=free_port(), http=port), encoding="utf-8")
    address = f"127.0.0.1:{port}/"
    with running([VIRTUOSO, "+foreground", "+wait", "+configfile", "virtuoso.ini"], folder, f"http://{address}sparql"):
        yield Server(f"http://dba:dba@{address}", f"http://{address}sparql")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(oxigraph, marks=pytest.mark.skipif(not OXIGRAPH, reason="no oxigraph: pip install oxigraph")),
        pytest.param(
            virtuoso, marks=pytest.mark.skipif(not VIRTUOSO, reason="no virtuoso-t: Debian's virtuoso-opensource")
        ),
    ],
    ids=["oxigraph", "virtuoso"],
)
def server(request, tmp_path_factory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("server")) as found:
        yield found


def stored(*statements, articles=ARTICLES) -> Store:
    store = Store()
    store.extend(rdf.quads(articles, ENTITIES, statements, SPACE))
    return store


def test_the_server_has_what_the_store_has_and_only_changes_travel(server):
    elsewhere = {"Content-Type": "application/sparql-update"}
    endpoint = server.query.replace("/query", "/update").replace("/sparql", "/sparql-auth")
    auth = httpx.DigestAuth("dba", "dba") if "sparql" in endpoint else None
    text = "INSERT DATA { GRAPH <http://example.org/mine> { <http://example.org/a> <http://example.org/b> 1 } }"
    httpx.post(endpoint, content=text, headers=elsewhere, auth=auth).raise_for_status()

    first = stored(*STATEMENTS)
    assert push(first, SPACE, server.url) == 3
    for graph in first.named_graphs():
        there = len(list(first.quads_for_pattern(None, None, None, graph)))
        assert server.count(f"GRAPH {graph} {{ ?s ?p ?o }}") == there
    assert push(first, SPACE, server.url) == 0

    changed = stored(*(replace(one, confidence=0.5) if one is BASES else one for one in STATEMENTS))
    assert push(changed, SPACE, server.url) == 1
    assert server.count(f"GRAPH ?g {{ ?s <{SPACE.base}ontology#confidence> 0.5 }}") == 1

    fewer = stored(BASES, articles=ARTICLES[:1])
    assert push(fewer, SPACE, server.url) == 2
    gone = NamedNode(SPACE.article(ARTICLES[1].id))
    assert server.count(f"GRAPH {gone} {{ ?s ?p ?o }}") == 0
    assert server.count("GRAPH <http://example.org/mine> { ?s ?p ?o }") == 1


def test_what_an_article_says_arrives_as_it_was(server):
    store = stored(replace(HOLDS, object=Value(HOSTILE, language="nb")))
    push(store, SPACE, server.url)
    asked = httpx.post(
        server.query,
        data={"query": f"SELECT ?v {{ GRAPH ?g {{ <{HOLDS.iri}> <{SPACE.base}ontology#objectValue> ?v }} }}"},
        headers={"Accept": "application/sparql-results+json"},
    )
    (row,) = asked.json()["results"]["bindings"]
    assert (row["v"]["value"], row["v"]["xml:lang"]) == (HOSTILE, "nb")


def test_a_build_may_write_to_a_server(server, tmp_path):
    (tmp_path / "a.txt").write_text("Russland har militærbaser i Armenia.\n", encoding="utf-8")
    words = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--store", server.url]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 0, result.stderr
    assert server.count(f"GRAPH ?g {{ ?s a <{SPACE.base}ontology#Statement> }}") == 1


def test_where_no_server_is_the_old_graph_stays(tmp_path):
    with pytest.raises(GraphError, match=r"http://127\.0\.0\.1:1/: .*refused"):
        push(stored(BASES), SPACE, "http://dba:secret@127.0.0.1:1/")
    with pytest.raises(GraphError) as error:
        push(stored(BASES), SPACE, "nonsense")
    assert "secret" not in str(error.value)
