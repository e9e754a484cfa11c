"""The whole flow with the shipped model: paths in, a graph and its files out."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner

import kg
from kg import cli, read
from kg.errors import ReadError
from kg.pipeline import build
from kg.settings import Settings

CEASEFIRE = """Finland ber om våpenhvile

Publisert: 03.05.22

Finlands president Sauli Niinistö ber om våpenhvile i Sudan. Finland har militærbaser i Estland.
"""
TALKS = """Estland møter Finland

Publisert: 04.05.22

Estland forhandler med Finland om en avtale. Sauli Niinistö besøkte Tallinn onsdag.
"""


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(CEASEFIRE, encoding="utf-8")
    (folder / "b.txt").write_text(TALKS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(articles, tmp_path_factory) -> kg.Build:
    return build([articles], Settings(output=tmp_path_factory.mktemp("output")))


def hashes(output: Path) -> list[str]:
    return [hashlib.sha256((output / name).read_bytes()).hexdigest() for name in ("graph.ttl", "graph.html")]


def asked(built: kg.Build, query: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in built.graph.query(query)]


def test_a_build_gives_statements_entities_and_files(built):
    rows = asked(built, "SELECT ?s ?l { ?a dcterms:source ?s ; schema:inLanguage ?l } ORDER BY ?s")
    assert [(Path(source).name, language) for source, language in rows] == [("a.txt", "nb"), ("b.txt", "nb")]
    assert built.problems == ()
    assert built.counts.articles == 2
    assert built.counts.statements
    assert built.counts.entities
    assert built.counts.sentences >= 4
    shown = sorted(entry.name for entry in built.output.iterdir() if not entry.name.startswith("."))
    assert shown == ["articles.sqlite", "graph.html", "graph.ttl", "store"]


def test_the_counts_are_those_of_the_graph(built):
    turtle = rdflib.Graph().parse(built.output / "graph.ttl")
    term = rdflib.Namespace("https://w3id.org/newskg/ontology#")
    assert len(set(turtle.subjects(rdflib.RDF.type, term.Statement))) == built.counts.statements
    assert len(set(turtle.subjects(term.mentionCount))) == built.counts.entities
    factualities = [name.rpartition("#")[2] for name in turtle.objects(None, term.factuality)]
    assert Counter(factualities) == Counter(dict(built.counts.factualities))
    asserted = {
        (turtle.value(one, term.subject), turtle.value(one, term.predicate), end)
        for one in turtle.subjects(term.factuality, term.Asserted)
        for end in (*turtle.objects(one, term.object), *turtle.objects(one, term.objectValue))
        if (one, term.polarity, term.Positive) in turtle and turtle.value(one, term.subject)
    }
    assert all(triple in turtle for triple in asserted)
    assert len(asserted) == built.counts.plain_triples


def test_every_quote_is_the_text_at_its_place(built, articles):
    texts = {article.source: article.text for article in read.articles([articles])[0]}
    rows = asked(
        built,
        """SELECT ?source ?start ?end ?quote ?passage {
             ?statement kg:evidence ?e ; prov:wasDerivedFrom/dcterms:source ?source .
             ?e kg:start ?start ; kg:end ?end ; kg:quote ?quote ; kg:passage ?passage }""",
    )
    assert len(rows) >= built.counts.statements
    for source, start, end, quote, passage in rows:
        assert texts[source][int(start) : int(end)] == quote
        assert quote in passage


def test_the_graph_conforms_and_answers(built):
    assert built.graph.validate() == []
    (row,) = built.graph.query("SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Statement }")
    assert int(row["n"].value) == built.counts.statements


def test_the_same_articles_give_the_same_bytes_in_any_order_and_with_any_number_of_workers(built, articles, tmp_path):
    paths = [articles / "b.txt", articles / "a.txt"]
    for workers in (1, 2):
        build(paths, Settings(output=tmp_path, workers=workers))
        assert hashes(tmp_path) == hashes(built.output)


def test_progress_is_told(articles, tmp_path):
    steps = []
    build([articles], Settings(output=tmp_path), lambda *step: steps.append(step))
    assert steps == [
        ("analysing", 0, 2),
        ("analysing", 1, 2),
        ("analysing", 2, 2),
        ("linking", 0, 1),
        ("writing", 0, 1),
    ]


def bad(folder: Path) -> list[str]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "latin1.txt").write_bytes("Været er blått på Åsen.".encode("latin-1"))
    return [str(folder / name) for name in ("empty.txt", "binary.txt", "latin1.txt", "missing.txt")]


def test_bad_articles_are_reported_one_line_each_and_the_good_one_is_built(articles, tmp_path):
    wrong = bad(tmp_path)
    output = tmp_path / "output"
    result = CliRunner().invoke(cli.main, ["build", *wrong, str(articles / "a.txt"), "-o", str(output)])
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    assert all(any(line.startswith(f"skipped: {path}: ") for line in lines) for path in wrong)
    assert "a.txt" in (output / "graph.ttl").read_text(encoding="utf-8")
    assert "articles" in result.stdout


def test_nothing_but_bad_articles_leaves_the_last_graph_and_is_code_2(built, tmp_path):
    wrong = bad(tmp_path)
    before = hashes(built.output)
    result = CliRunner().invoke(cli.main, ["build", *wrong, "-o", str(built.output)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 4
    assert hashes(built.output) == before
    with pytest.raises(ReadError):
        build([], Settings(output=tmp_path))


def test_an_unknown_model_is_one_line_and_code_2(articles, tmp_path):
    result = CliRunner().invoke(cli.main, ["build", str(articles), "--model", "no_such_model", "-o", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "no_such_model" in result.stderr


def test_parse_prints_conllu(articles):
    result = CliRunner().invoke(cli.main, ["parse", str(articles / "a.txt")])
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 10 for row in rows)
    assert {"Finland", "Sudan", "."} <= {row[1] for row in rows}
    assert any("name=B-" in row[9] for row in rows)


def test_another_base_is_used_throughout(articles, tmp_path):
    build([articles / "a.txt"], Settings(output=tmp_path, base="https://example.org/news/"))
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix stm:" in text
    assert "w3id.org/newskg/statement/" not in text
    assert "w3id.org/newskg/entity/" not in text
