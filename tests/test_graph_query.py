"""Queries: inline, from a file, by name; with parameters; and what is said when one is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import ARTICLES, BASES, CALLS, ENTITIES, LEAVES, SPACE, STATEMENTS

from kg.errors import QueryError
from kg.graph import Graph, query

WHO = "SELECT ?who ?what WHERE { ?s kg:subject ?who ; kg:surfacePredicate ?what }"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Graph.create(tmp_path_factory.mktemp("graph") / "store", ARTICLES, ENTITIES, STATEMENTS, SPACE).store


def answers(store, text, **parameters):
    return [
        tuple(term.value if term is not None else None for term in row)
        for row in query.run(store, SPACE, text, parameters)
    ]


def test_prefixes_need_no_declaration(store):
    assert answers(store, "SELECT ?o WHERE { ent:Russland kg:hasBasesIn ?o }") == [(SPACE.entity("Armenia"),)]


def test_a_declared_prefix_wins(store):
    assert answers(store, "PREFIX kg: <http://other#> SELECT ?o WHERE { ?s kg:hasBasesIn ?o }") == []


def test_queries_see_all_graphs_as_one(store):
    both = "SELECT ?label WHERE { ?s kg:object ?o . ?o rdfs:label ?label FILTER(?s = ?s) }"
    assert ("Armenia",) in answers(store, both)


def test_a_file_is_read(store, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text("# Mine\nASK { ?s a kg:Statement }", encoding="utf-8")
    assert bool(query.run(store, SPACE, str(file), {}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ent:Armenia", ["trekke seg"]),
        (f"<{SPACE.entity('Armenia')}>", ["trekke seg"]),
        ("Armenia", []),
        ("> . ?a ?b ?c } #", []),
    ],
)
def test_a_parameter_binds_a_variable_and_is_never_part_of_the_query(store, value, expected):
    assert [what for _, what in answers(store, WHO, who=value)] == expected


def test_a_text_with_quotes_is_a_parameter_like_any_other(store):
    text = "SELECT ?word WHERE { BIND(STRLEN(?word) AS ?n) FILTER(?n > 0) }"
    assert answers(store, text, word='a"b\\c\nd') == [('a"b\\c\nd',)]


@pytest.mark.parametrize(
    ("text", "parameters", "message"),
    [
        ("SELECT ?x WHERE { ?x kg:p ?o", {}, "query, line 1, column 29: not valid SPARQL from here on"),
        (
            "SELECT ?x WHERE {\n  ?x foo:p ?o }",
            {},
            "query, line 2, column 11: unknown prefix foo:p; declare it with PREFIX",
        ),
        ("SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x ?y 1 }", {}, "The SELECT contains a variable that is unbound"),
        ("DELETE WHERE { ?x ?y ?z }", {}, "DELETE is an update; the graph is only read"),
        ("SELECT ?x WHERE { ?x ?y ?z }", {"who": "ent:A"}, r"query: has no \?who in its SELECT"),
        ("SELECT ?x WHERE { ?x ?y ?z }", {"x y": "1"}, "'x y' is no name of a parameter"),
        ("SELECT ?x WHERE { ?x ?y ?z }", {"x": "<not an iri>"}, "x=<not an iri>: is not an absolute IRI"),
        ("SELECT ?x WHERE { ?x ?y ?z }", {"x": "foo:bar"}, """unknown prefix foo:; .* in quotes, x='"foo:bar"'"""),
        ("SELCT ?x WHERE { ?x ?y ?z }", {}, r"line 1, column 1: .* did you mean SELECT\?"),
        ("SELECT ?x WHRE { ?x ?y ?z }", {}, r"line 1, column 11: .* did you mean WHERE\?"),
        ("SELECT ?x {\n ?x ?y ?z FILTR(?z = 1) }", {}, r"line 2, column 11: .* did you mean FILTER\?"),
        ("SELECT ?x { ?x ?y }", {}, "line 1, column 19"),
        ("LOAD <http://example.org/>", {}, "line 1, column 1: LOAD is an update; the graph is only read"),
        ("who-says-wat", {}, "no query named 'who-says-wat'"),
        ("missing.rq", {}, r"missing.rq: the query cannot be read \(No such file or directory\)"),
    ],
)
def test_a_wrong_query_is_reported_with_its_place(store, text, parameters, message):
    with pytest.raises(QueryError, match=message):
        query.run(store, SPACE, text, parameters)


def test_the_caret_stands_under_the_place(store):
    with pytest.raises(QueryError) as error:
        query.run(store, SPACE, "SELECT ?å WHERE {\n\t?å foo:p ?o }", {})
    _, line, caret = str(error.value).split("\n")
    assert line == "  \t?å foo:p ?o }"
    assert caret == "  \t        ^"


def test_a_file_that_is_not_text_is_reported(store, tmp_path):
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="not UTF-8"):
        query.run(store, SPACE, str(tmp_path / "bad.rq"), {})


@pytest.mark.parametrize("named", query.named_queries(), ids=lambda named: named.name)
def test_every_named_query_has_a_title_and_runs(store, named):
    assert len(named.titles) == 2
    list(query.run(store, SPACE, named.name, {}))
    list(query.run(store, SPACE, named.name, dict.fromkeys(named.parameters, "Armenia")))


def test_a_named_query_takes_only_its_own_parameters(store):
    with pytest.raises(QueryError, match="timeline: has no parameter 'who'; it takes entity"):
        query.run(store, SPACE, "timeline", {"who": "Armenia"})


def test_a_named_query_answers_for_its_parameter(store):
    everything = answers(store, "neighbours-of")
    of_one = answers(store, "neighbours-of", entity="Moskva")
    assert {row[:4] for row in of_one} < {row[:4] for row in everything}
    assert [row[3] for row in of_one] == ["Armenia"]


def test_a_least_confidence_leaves_out_statements_and_what_they_alone_support(tmp_path):
    unsure = [replace(one, confidence=0.5) if one is BASES else one for one in STATEMENTS]
    sure = Graph.create(tmp_path / "store", ARTICLES, ENTITIES, unsure, SPACE).confident(0.8)
    known = {row["s"].value for row in sure.query("SELECT ?s { ?s a kg:Statement }")}
    assert known == {str(one.iri) for one in STATEMENTS} - {str(BASES.iri)}
    assert not sure.query("ASK { ?s kg:hasBasesIn ?o }")


def test_a_statement_about_one_that_is_left_out_goes_with_it(tmp_path):
    unsure = [replace(one, confidence=0.5) if one is LEAVES else one for one in STATEMENTS]
    sure = Graph.create(tmp_path / "store", ARTICLES, ENTITIES, unsure, SPACE).confident(0.8)
    assert not sure.query(f"ASK {{ <{CALLS.iri}> ?p ?o }}")


def test_a_declared_prefix_may_stand_in_a_parameter(store):
    text = f"PREFIX x: <{SPACE.base}entity/> " + WHO
    assert [what for _, what in answers(store, text, who="x:Armenia")] == ["trekke seg"]


def test_a_text_that_looks_like_a_name_stands_in_quotes(store):
    assert answers(store, "SELECT ?word { BIND(?word AS ?other) }", word='"ent:Armenia"') == [("ent:Armenia",)]
    assert answers(store, "SELECT ?word { BIND(?word AS ?other) }", word="10:30") == [("10:30",)]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
        "select * { service silent <http://127.0.0.1:1/> { ?x ?y ?z } }",
        "SELECT * { SERVICE#c\nSILENT#d\n:foo { ?x ?y ?z } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{?x ?y ?z} }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:1/>{?x ?y ?z} }",
        "SELECT * { ?s ?p trueSERVICE:foo{?x ?y ?z} }",
        "SELECT * { ?s ?p ?o . BIND(<http://127.0.0.1:1/> AS ?where) SERVICE ?where { ?x ?y ?z } }",
        "SELECT * { ?a ?b ?c FILTER(?c<'>')SERVICE<http://127.0.0.1:1/>{ ?x ?y ?z } #'\n }",
        "SELECT * { ?a ?b ?c FILTER(?c<?b)SERVICE?s#>\n{ ?x ?y ?z } }",
        "SELECT * { ?a ?b ?c FILTER(?c<'\\'>')SERVICE<http://127.0.0.1:1/>{ ?x ?y ?z } #'\n }",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } } }",
    ],
)
def test_no_query_reaches_another_server(store, text):
    with pytest.raises(QueryError, match="SERVICE would ask another server"):
        query.run(store, SPACE, text, {})


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?x { ?x rdfs:label ?l FILTER(CONTAINS(?l, "secret service <x")) }',
        "SELECT ?service { ?service kg:hasBasesIn <http://example.org/service> }",
        "SELECT ?x { ?x kg:service ?y } # a service <or> two",
        "SELECT ?x { ?x ?y 'service <http://x>'@en-service }",
    ],
)
def test_the_word_service_may_stand_in_a_query(store, text):
    assert list(query.run(store, SPACE, text, {})) == []


def test_a_query_may_choose_its_graphs(store):
    graph = f"<{SPACE.base}graph/ontology>"
    assert answers(store, f"SELECT (COUNT(?s) AS ?n) FROM {graph} {{ ?s a kg:Statement }}") == [("0",)]
    assert len(answers(store, f"SELECT ?s FROM {graph} {{ ?s a owl:Class }}")) > 5
    assert answers(store, f"SELECT ?s FROM NAMED {graph} {{ ?s a owl:Class }}") == []


NAMES = ["Armenia", "moskva", "Tyrkia", "presidenten", "14 sivile", "landet", "Ingen"]


@pytest.mark.parametrize(
    "named", [one for one in query.named_queries() if "# focus: " in one.text], ids=lambda one: one.name
)
def test_a_query_about_one_entity_gives_the_rows_it_gives_when_all_is_asked(store, named, tmp_path):
    everything = tmp_path / "everything.rq"
    everything.write_text(named.text.replace("# focus: ", "# "), encoding="utf-8")
    focus = next(line for line in named.text.splitlines() if line.startswith("# focus: ")).split()[2:]
    found = 0
    for key in focus:
        for name in NAMES:
            rows = answers(store, named.name, **{key: name})
            assert rows == answers(store, str(everything), **{key: name})
            found += len(rows)
    assert found or named.name in {"contradictions", "corroborated"}
