"""The server as its users meet it: curl, SPARQLWrapper and browsers' requests against a running `kg serve`."""

from __future__ import annotations

import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
import SPARQLWrapper
from click.testing import CliRunner
from samples import ARMENIA, ARTICLES, BASES, ENTITIES, RUSSIA, SPACE, STATEMENTS, entity

from kg import cli
from kg.graph import Graph, replaced
from kg.publish import page
from kg.serve.limits import Limits

HOSTILE = "<script>alert(1)</script> \"' onload=x {{ 7*7 }} \x1b[31m"
EVIL = replace(entity("evil", "Person", HOSTILE), same_as=())
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TIMEOUT = 4


def build(output: Path, entities=(*ENTITIES, EVIL)) -> None:
    with replaced(output) as folder:
        graph = Graph.create(folder / "store", ARTICLES, entities, STATEMENTS, SPACE)
        page.write(graph.store, folder / "graph.html", SPACE)
        del graph


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def server(output):
    words = ["serve", "-o", str(output), "--port", "0", "--timeout", str(TIMEOUT), "--max-result", "0.01"]
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:"), process.stderr.read()
    yield address
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert errors == ""


def get(address: str, accept: str = "", **more):
    """Status, headers and text of a request."""
    asked = urllib.request.Request(address, headers={"Accept": accept} if accept else {}, **more)
    try:
        with urllib.request.urlopen(asked, timeout=30) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def ask(server: str, query: str, accept: str = "", **fields: str):
    return get(f"{server}sparql?{urllib.parse.urlencode({'query': query, **fields})}", accept)


def post(server: str, body: bytes, kind: str, path: str = "sparql", accept: str = ""):
    headers = {"Content-Type": kind} | ({"Accept": accept} if accept else {})
    try:
        asked = urllib.request.Request(server + path, data=body, headers=headers, method="POST")
        with urllib.request.urlopen(asked, timeout=30) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


WHERE = "SELECT ?where { ent:Russland kg:hasBasesIn ?where }"


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("request_method", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_asks_in_all_three_ways(server, method, request_method):
    if (method, request_method) == (SPARQLWrapper.GET, SPARQLWrapper.POSTDIRECTLY):
        pytest.skip("a GET has no body")
    client = SPARQLWrapper.SPARQLWrapper(server + "sparql")
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setQuery(f"PREFIX ent: <{SPACE.base}entity/> PREFIX kg: <{SPACE.base}ontology#> {WHERE}")
    client.setReturnFormat(SPARQLWrapper.JSON)
    found = client.queryAndConvert()
    assert [row["where"]["value"] for row in found["results"]["bindings"]] == [ARMENIA.iri]
    client.setReturnFormat(SPARQLWrapper.XML)
    assert ARMENIA.iri in client.queryAndConvert().toxml()
    client.setReturnFormat(SPARQLWrapper.CSV)
    assert client.queryAndConvert().decode().split() == ["where", ARMENIA.iri]


def test_rdflib_asks_it_as_a_store(server):
    graph = rdflib.Graph("SPARQLStore")
    graph.open(server + "sparql")
    kg, ent = (rdflib.Namespace(SPACE.base + path) for path in ("ontology#", "entity/"))
    assert list(graph.objects(ent.Russland, kg.hasBasesIn)) == [ent.Armenia]


def test_curl_asks_it(server):
    words = ["curl", "-sS", "-H", "Accept: text/csv", "--data-urlencode", f"query={WHERE}", server + "sparql"]
    found = subprocess.run(words, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["where", ARMENIA.iri]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/json"),
        ("text/html,application/xml;q=0.9", "application/xml"),
    ],
)
def test_rows_come_as_the_accept_header_wants(server, accept, media):
    status, headers, _ = ask(server, WHERE, accept)
    assert (status, headers["Content-Type"]) == (200, media)
    assert "Accept" in headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "turtle"),
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_triples_come_as_the_accept_header_wants(server, accept, form):
    status, headers, text = ask(server, "CONSTRUCT WHERE { ?s kg:hasBasesIn ?o }", accept)
    assert status == 200
    assert len(rdflib.Graph().parse(data=text, format=form)) == 1
    assert headers["Content-Type"].startswith(accept or "text/turtle")


def test_what_cannot_be_given_is_406_and_says_what_can(server):
    status, _, text = ask(server, WHERE, "image/png")
    assert status == 406
    assert "text/csv" in text
    assert ask(server, WHERE, "nonsense")[0] == 406
    assert ask(server, WHERE, format="csv")[1]["Content-Type"].startswith("text/csv")


def test_the_graphs_of_the_request_go_before_all_others(server):
    count = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement }"
    article = SPACE.article(ARTICLES[1].id)
    numbers = [
        ask(server, count, "text/csv", **fields)[2].split()[1]
        for fields in ({}, {"default-graph-uri": article}, {"named-graph-uri": article})
    ]
    assert numbers == ["6", "2", "0"]
    both = urllib.parse.urlencode([("default-graph-uri", SPACE.article(one.id)) for one in ARTICLES])
    text = post(server, count.encode(), "application/sparql-query", f"sparql?{both}", "text/csv")[2]
    assert text.split()[1] == "6"


def test_without_a_query_it_describes_itself(server):
    status, _, text = get(server + "sparql", "text/turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert status == 200
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(server + "sparql")
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query


def test_other_sites_may_ask(server):
    asked = urllib.request.Request(
        server + "sparql",
        method="OPTIONS",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    with urllib.request.urlopen(asked) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in response.headers["Access-Control-Allow-Methods"]
    asked = urllib.request.Request(server + "sparql?query=ASK%7B%7D", headers={"Origin": "https://example.org"})
    with urllib.request.urlopen(asked) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("body", "kind", "status", "message"),
    [
        (b"update=INSERT+DATA+%7B%7D", "application/x-www-form-urlencoded", 403, "read-only"),
        (b"INSERT DATA { <a:a> <a:b> 1 }", "application/sparql-update", 403, "read-only"),
        (b"INSERT DATA { <a:a> <a:b> 1 }", "application/sparql-query", 400, "INSERT is an update"),
        (b"LOAD <http://127.0.0.1:1/>", "application/sparql-query", 400, "LOAD is an update"),
        (b"SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "application/sparql-query", 400, "another server"),
        (b"SELECT ?x { ?x foo:bar 1 }", "application/sparql-query", 400, "unknown prefix foo:bar"),
        (b"timeline", "application/sparql-query", 400, "not valid SPARQL"),
        (b"/etc/passwd", "application/sparql-query", 400, "not valid SPARQL"),
        (b"\xff\xfe", "application/sparql-query", 400, "not UTF-8"),
        (b"query=%FF", "application/x-www-form-urlencoded", 400, "cannot be read"),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400, "give one parameter query"),
        (b"x=1", "application/x-www-form-urlencoded", 400, "give one parameter query"),
        (b"{}", "application/json", 415, "application/sparql-query"),
        (b"ASK {} #" + b" " * 10_000_000, "application/sparql-query", 413, "at most 1 MB"),
        (b"SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 5000", "application/sparql-query", 413, "larger than 0.01 MB"),
        (b"ASK " + b"{" * 200_000 + b"}" * 200_000, "application/sparql-query", 500, "nested too deep"),
    ],
)
def test_what_is_refused_says_why(server, body, kind, status, message):
    found, headers, text = post(server, body, kind)
    assert found == status
    assert message in text
    assert headers["Content-Type"].startswith("text/plain")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_other_methods_are_refused(server):
    for method in ("PUT", "DELETE", "PATCH"):
        assert get(server + "sparql", method=method)[0] == 405


def test_slow_queries_end_in_time_and_keep_nobody_waiting(server):
    hostile = [
        SLOW,
        "SELECT * { ?a (<a:x>|!<a:x>)* ?b . ?b (<a:x>|!<a:x>)* ?c . ?d (<a:x>|!<a:x>)* ?e } ORDER BY ?a",
        SLOW,
        SLOW,
    ]
    ended: list[tuple[int, float]] = []

    def one(query: str) -> None:
        started = time.monotonic()
        ended.append((ask(server, query)[0], time.monotonic() - started))

    threads = [threading.Thread(target=one, args=(query,)) for query in hostile]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert ask(server, "ASK {}")[0] == 200
    assert get(server + "entity/Russland", "text/turtle")[0] == 200
    assert not ended
    for thread in threads:
        thread.join()
    assert [status for status, _ in ended] == [503] * len(hostile)
    assert max(seconds for _, seconds in ended) < TIMEOUT + 5
    assert ask(server, "ASK {}")[0] == 200


def test_a_query_ends_when_nobody_waits_for_it(server):
    host = urllib.parse.urlparse(server).netloc
    left = [http.client.HTTPConnection(host) for _ in range(Limits().processes)]
    for connection in left:
        connection.request("GET", "/sparql?" + urllib.parse.urlencode({"query": SLOW}))
    time.sleep(0.3)
    started = time.monotonic()
    for connection in left:
        connection.close()
    assert ask(server, "ASK {}")[0] == 200
    assert time.monotonic() - started < TIMEOUT - 0.5


def test_each_thing_has_rdf_and_a_page(server):
    stm, art = BASES.iri.rpartition("/")[2], ARTICLES[0].id
    evi = BASES.evidence[0].iri.rpartition("/")[2]
    for path in ("entity/Russland", f"statement/{stm}", f"article/{art}", f"evidence/{evi}"):
        status, headers, text = get(server + path, "text/turtle")
        assert (status, headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
        assert (rdflib.URIRef(SPACE.base + path), None, None) in rdflib.Graph().parse(data=text, format="turtle")
        status, headers, text = get(server + path, "text/html,*/*;q=0.8")
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert get(f"{server}{path}?format=jsonld")[1]["Content-Type"] == "application/ld+json"
    assert "Russland har baser i Armenia" in get(f"{server}statement/{stm}", "text/html")[2]
    assert f"/statement/{stm}" in get(server + "entity/Russland", "text/html")[2]
    assert RUSSIA.same_as[0] in get(server + "entity/Russland", "text/html")[2]


@pytest.mark.parametrize(
    "path", ["entity/Sverige", "entity/%3Cx%3E", "entity/..%2F..%2Fetc%2Fpasswd", "nowhere/x", "style.html", "%00"]
)
def test_what_is_not_there_is_404(server, path):
    assert get(server + path, "text/html")[0] == 404


def test_nothing_from_an_article_is_markup(server):
    _, headers, text = get(server + "entity/evil", "text/html")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_first_page_asks_and_leads_to_the_explorer(server):
    status, headers, text = get(server, "text/html")
    assert status == 200
    assert 'href="/graph.html"' in text
    assert "Contradictions" in text
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert get(server + "graph.html")[2].startswith("<")
    assert get(server + "query.js")[1]["Content-Type"].startswith("text/javascript")
    assert get(server + "style.css")[1]["Content-Type"].startswith("text/css")
    assert "kg:hasBasesIn" in get(server + "ontology")[2]


def test_the_page_shows_rows_as_text(server, browser):
    with browser.new_context() as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(server)
        page.fill("#query", "SELECT ?x ?label { ?x rdfs:label ?label FILTER(CONTAINS(?label, 'script')) }")
        page.click("button")
        page.wait_for_selector("#answer td")
        assert page.inner_text("#answer td:nth-child(2)").startswith("<script>alert(1)</script>")
        assert page.inner_text("#note") == "1 row"
        page.click("#answer a")
        assert page.url == f"{server}entity/evil"
        page.goto(server)
        page.fill("#query", "SELCT ?x {}")
        page.click("button")
        page.wait_for_selector("#answer pre")
        assert "did you mean SELECT?" in page.inner_text("#answer")
    assert wrong == []


def test_a_later_build_is_served(server, output):
    build(output, (*ENTITIES, entity("ny", "Person", "Ny")))
    assert json.loads(ask(server, 'ASK { ?x rdfs:label "Ny"@nb }')[2])["boolean"]


def test_a_port_in_use_is_one_line(output):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli.main, ["serve", "-o", str(output), "--port", str(port)])
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"error: 127.0.0.1:{port}: cannot listen ({os.strerror(errno.EADDRINUSE)}); choose another with --port\n"
    )
