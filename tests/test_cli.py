"""The command line as a person meets it: what is printed where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result
from samples import ARTICLES, BASES, CALLS, ENTITIES, SPACE, STATEMENTS, entity

from kg import cli
from kg.graph import Graph, replaced
from kg.model import Statement

HOSTILE = 'Navn [bold]"x"[/bold] <script>\x1b[31m\u202e'


def build(output: Path, statements: tuple[Statement, ...] = STATEMENTS, entities=ENTITIES) -> Path:
    with replaced(output) as folder:
        Graph.create(folder / "store", ARTICLES, entities, statements, SPACE)
    return output


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> str:
    return str(build(tmp_path_factory.mktemp("graph")))


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.main, words)


@pytest.mark.parametrize("command", ["", *cli.main.commands])
def test_every_command_has_help(command):
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    for line in result.stdout.splitlines():
        assert not line.strip().endswith("TEXT"), f"an option without help: {line}"


def test_the_commands_are_those_of_the_design():
    known = ["build", "entities", "explain", "export", "parse", "query", "remove", "serve", "validate"]
    assert sorted(cli.main.commands) == known


@pytest.mark.parametrize(
    "words",
    [
        ("query", "SELECT * WHERE { ?s ?p ?o }"),
        ("explain", "Putin"),
        ("validate",),
        ("serve", "--port", "0"),
    ],
)
def test_without_a_graph_one_line_says_what_to_do(words, tmp_path):
    result = run(*words, "-o", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr == f"error: no graph at {tmp_path}/: run `kg build PATH` first, or name its folder with -o\n"


def test_a_query_prints_a_table(output):
    result = run("query", "SELECT ?who ?label WHERE { ?who kg:hasBasesIn/rdfs:label ?label }", "-o", output)
    assert result.exit_code == 0
    header, _, row = result.stdout.splitlines()
    assert header.split() == ["who", "label"]
    assert row.split() == ["ent:Russland", "Armenia"]
    assert result.stderr == "1 row\n"


def test_a_table_in_a_pipe_has_no_colour_and_wraps(output):
    result = run("query", f'SELECT ?x WHERE {{ BIND("{"ord " * 100}" AS ?x) }}', "-o", output)
    assert "\x1b" not in result.stdout
    assert result.stdout.count("ord") == 100
    assert max(map(len, result.stdout.splitlines())) <= 120


def test_csv_json_and_ttl_can_be_read_by_others(output):
    select = "SELECT ?who ?what WHERE { ?who kg:hasBasesIn ?what }"
    rows = list(csv.DictReader(io.StringIO(run("query", select, "--format", "csv", "-o", output).stdout)))
    assert rows == [{"who": SPACE.entity("Russland"), "what": SPACE.entity("Armenia")}]
    data = json.loads(run("query", select, "--format", "json", "-o", output).stdout)
    assert data["results"]["bindings"][0]["who"] == {"type": "uri", "value": SPACE.entity("Russland")}
    construct = "CONSTRUCT { ?s kg:hasBasesIn ?o } WHERE { ?s kg:hasBasesIn ?o }"
    graph = rdflib.Graph().parse(data=run("query", construct, "--format", "ttl", "-o", output).stdout)
    assert len(graph) == 1
    linked = rdflib.Graph().parse(
        data=run("query", construct, "--format", "json", "-o", output).stdout, format="json-ld"
    )
    assert set(linked) == set(graph)
    assert "subject,predicate,object\n" in run("query", construct, "--format", "csv", "-o", output).stdout


def test_tsv_and_xml_can_be_read_by_others(output):
    select = 'SELECT ?who ?label ("a\tb" AS ?tab) WHERE { ?who kg:hasBasesIn/rdfs:label ?label }'
    for form in ("tsv", "xml", "json"):
        text = run("query", select, "--format", form, "-o", output).stdout
        (row,) = rdflib.query.Result.parse(io.BytesIO(text.encode()), format=form)
        assert [str(term) for term in row] == [SPACE.entity("Russland"), "Armenia", "a\tb"]
    construct = "CONSTRUCT { ?s kg:hasBasesIn ?o } WHERE { ?s kg:hasBasesIn ?o }"
    for form, name in (("jsonld", "json-ld"), ("xml", "xml"), ("json", "json-ld")):
        text = run("query", construct, "--format", form, "-o", output).stdout
        assert len(rdflib.Graph().parse(data=text, format=name)) == 1


def test_rows_end_at_the_limit_with_a_note(output):
    select = "SELECT ?s { ?s a kg:Statement }"
    for form in ("table", "csv", "tsv"):
        result = run("query", select, "--limit", "2", "--format", form, "-o", output)
        assert result.stderr == "the first 2 rows; there are more: --limit 0 shows all\n"
        assert result.stdout.count("\n") == (4 if form == "table" else 3)
    every = run("query", select, "--format", "csv", "-o", output)
    assert (every.stdout.count("\n"), every.stderr) == (7, "")
    assert run("query", select, "--limit", "0", "-o", output).stderr == "6 rows\n"


def test_ask_answers_yes_or_no(output):
    assert run("query", "ASK { ?s kg:hasBasesIn ?o }", "-o", output).stdout == "yes\n"
    assert run("query", "ASK { ?s kg:owns ?o }", "-o", output).stdout == "no\n"
    assert json.loads(run("query", "ASK { }", "--format", "json", "-o", output).stdout)["boolean"] is True


def test_named_queries_are_listed_and_take_parameters(output):
    listed = run("query", "--list").stdout
    for name in ("who-says-what", "claims-not-asserted", "denied-or-disputed", "neighbours-of", "timeline"):
        assert name in listed
    result = run("query", "neighbours-of", "entity=Moskva", "-o", output)
    assert result.exit_code == 0
    assert "Armenia" in result.stdout
    assert "entity" not in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("query",), "give a query, or --list"),
        (("query", "timeline", "Armenia"), "'Armenia' is not of the form key=value"),
        (("query", "timelin"), "error: no query named 'timelin'; did you mean timeline?"),
        (("query", "timeline", "--format", "ttl"), "--format ttl is for CONSTRUCT and DESCRIBE"),
        (("query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "tsv", "--limit", "-1"), "'--limit'"),
        (("query", "timeline", "entity=a", "entity=b"), "entity=… is given twice"),
        (("query", "timeline", "entity=foo:Russia"), "entity=foo:Russia: unknown prefix foo:"),
        (("query", "SELECT ?x WHERE { ?x foo:p 1 }"), "unknown prefix foo:p; declare it with PREFIX\n  SELECT"),
        (("query", "timeline", "--format", "xls"), "'xls' is not one of"),
    ],
)
def test_wrong_usage_is_code_2_and_says_why(words, message, output):
    result = run(*words, "-o", output)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("base", ["example", "http://example.org/a", "http://exa mple.org/", "http://x/<>/"])
def test_a_base_that_is_no_iri_is_refused(base):
    result = run("build", "nowhere", "--base", base)
    assert result.exit_code == 2
    assert "must be an absolute IRI that ends in / or #" in result.stderr


def test_explain_shows_the_sentence_with_the_words_marked(output):
    result = run("explain", "presidenten", "callsFor", "-o", output)
    assert result.exit_code == 0
    assert "⟦Presidenten krever våpenhvile onsdag⟧." in result.stdout
    assert "asserted; also a plain triple" in result.stdout
    assert "Armenia trekker seg ut, 2020-10-01, seeds/a.txt: sentence 2, characters 54–90" in result.stdout
    assert f"stm:{CALLS.iri.rpartition('/')[2]}, found by clauses, confidence 0.93" in result.stdout


def test_explain_says_how_many_more_there_are(output):
    result = run("explain", "Armenia", "--limit", "1", "-o", output)
    assert result.stdout.count("⟦") == 1
    assert result.stderr == "3 more statements; add words, or --limit 4\n"


def test_explain_without_a_match_is_code_1(output):
    result = run("explain", "Sverige", "-o", output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no statement for 'Sverige'" in result.stderr


def test_validate_conforms_or_names_what_does_not(output, tmp_path):
    assert run("validate", "-o", output).stdout == "conforms\n"
    result = run("validate", "-o", str(build(tmp_path, (replace(BASES, confidence=2.0),))))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(
        f"violation: stm:{BASES.iri.rpartition('/')[2]} (Russland → har baser i → Armenia): kg:confidence: 2"
    )
    assert result.stderr == "1 problem\n"


def test_nothing_in_an_article_reaches_the_terminal_as_a_command(tmp_path):
    hostile = replace(entity("x", "Person", HOSTILE), iri=SPACE.entity("Russland"))
    output = str(build(tmp_path, STATEMENTS, (hostile, *ENTITIES[1:])))
    for words in (("query", "neighbours-of"), ("explain", "hasBasesIn"), ("query", "timeline")):
        text = run(*words, "-o", output).stdout
        assert not {"\x1b", "\u202e"} & set(text)
    assert '[bold]"x"[/bold] <script>' in run("explain", "hasBasesIn", "-o", output).stdout


def test_help_starts_without_the_heavy_libraries():
    heavy = {
        "spacy",
        "rdflib",
        "pyshacl",
        "onnxruntime",
        "networkx",
        "pyoxigraph",
        "rich",
        "numpy",
        "starlette",
        "uvicorn",
    }
    code = "import sys, kg, kg.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not heavy & set(loaded)


def test_python_m_kg_is_the_same():
    result = subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, text=True, check=True)
    assert "build" in result.stdout


def test_a_query_leaves_out_what_is_less_sure(tmp_path):
    unsure = tuple(replace(one, confidence=0.5) if one is BASES else one for one in STATEMENTS)
    folder = str(build(tmp_path, unsure))
    asked = "ASK { ?who kg:hasBasesIn ?where }"
    assert run("query", asked, "-o", folder).stdout.strip() == "yes"
    assert run("query", asked, "-o", folder, "--min-confidence", "0.8").stdout.strip() == "no"


def test_a_build_leaves_out_what_is_less_sure(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Russland har militærbaser i Armenia. Krisen eskalerte ikke onsdag.\n", encoding="utf-8")
    sure, most, every = str(tmp_path / "sure"), str(tmp_path / "most"), str(tmp_path / "every")
    assert run("build", str(article), "-o", every, "--min-confidence", "0").exit_code == 0
    assert run("build", str(article), "-o", most).exit_code == 0
    assert run("build", str(article), "-o", sure, "--min-confidence", "0.9").exit_code == 0
    count = "SELECT ?s { ?s a kg:Statement }"
    found = [
        len(run("query", count, "--format", "csv", "-o", folder).stdout.splitlines()) - 1
        for folder in (sure, most, every)
    ]
    assert found == [1, 1, 2]


def test_entities_and_why_names_are_one(tmp_path: Path) -> None:
    texts = {
        "a": "Statsminister Liv Myrhagen besøkte Sverige.",
        "b": "Statsminister Myrhagen er tilbake.",
        "c": "Rederiet Fjordlast kjøper skip.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"Nytt i dag\n\nPublisert: 4. mars 2019\n\n{text}\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text(
        "label,type,sameAs,lang\nFjordlast,Organization,https://example.org/f,nb\n", encoding="utf-8"
    )
    output = ("-o", str(tmp_path / "out"))
    sources = [str(tmp_path / f"{name}.txt") for name in texts]
    assert run("build", *sources, "--authority", str(tmp_path / "own.csv"), *output).exit_code == 0
    shown = " ".join(run("entities", "Myrhagen", "--why", *output).output.split())
    assert "Liv Myrhagen ent:Liv_Myrhagen; Person; 2 mentions" in shown
    assert "surname of the other; both are called statsminister" in shown
    assert "https://example.org/f" in run("entities", "fjordlast", *output).output
    assert "https://sws.geonames.org" in run("entities", "ent:Sweden", *output).output
    (tmp_path / "ids.txt").write_text("different Liv Myrhagen = Myrhagen @ b.txt\n", encoding="utf-8")
    assert run("build", *sources, "--identities", str(tmp_path / "ids.txt"), *output).exit_code == 0
    assert "ent:Myrhagen-" in run("entities", "Myrhagen", *output).output
    nobody = run("entities", "Nobody", *output)
    assert (nobody.exit_code, nobody.stderr) == (1, "no entity for 'Nobody'; give a name as the articles have it\n")
    (tmp_path / "ids.txt").write_text("Liv = Myrhagen\n", encoding="utf-8")
    wrong = run("build", *sources, "--identities", str(tmp_path / "ids.txt"), *output)
    assert wrong.exit_code == 2
    assert "ids.txt, line 1: 'Liv = Myrhagen' must be" in wrong.stderr
