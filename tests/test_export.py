"""Exports, each read back by a reader that newskg has no part in, and what follows by the ontology."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.compare import isomorphic
from samples import (
    ARMENIA,
    ARTICLES,
    BASES,
    CALLS,
    DENIES,
    ENTITIES,
    HOLDS,
    KILLED,
    LEAVES,
    RUSSIA,
    SPACE,
    STATEMENTS,
    entity,
    statement,
)

from kg import cli
from kg.graph import Graph, replaced
from kg.graph.infer import closure, inferred_graph
from kg.model import Attribute, Time, Value
from kg.publish import export

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # rdflib warns of itself

HOSTILE = 'Navn "x"\n<&]]> \x01\x1b ; , \t= \u2028'
DATED = replace(BASES, attributes=(Attribute("time", Time("i september", value="2020-09")),))


def build(output: Path, statements=STATEMENTS, entities=ENTITIES) -> Path:
    with replaced(output) as folder:
        Graph.create(folder / "store", ARTICLES, entities, statements, SPACE)
    return output


def run(*words: str):
    result = CliRunner().invoke(cli.main, ["export", *words])
    assert result.exit_code == 0, result.stderr
    return result


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> str:
    evil = entity("evil", "Person", HOSTILE)
    told = statement(ARTICLES[0], "Armenia trekker", "callsFor", subject=evil.iri, object=Value(HOSTILE))
    statements = tuple(DATED if one is BASES else one for one in STATEMENTS)
    return str(build(tmp_path_factory.mktemp("graph"), (*statements, told), (*ENTITIES, evil)))


@pytest.fixture(scope="module")
def expected(output) -> rdflib.Graph:
    """The union of all graphs but the ontology's, as rdflib sees it."""
    ontology = ox.NamedNode(SPACE.base + "graph/ontology")
    triples = {quad.triple for quad in Graph.open(output).store if quad.graph_name != ontology}
    data = ox.serialize(triples, None, ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_triples(output, expected, form, name):
    text = run("--from", output, "--format", form).stdout_bytes
    assert isomorphic(rdflib.Graph().parse(data=text, format=name), expected)


@pytest.mark.parametrize(("form", "name"), [("nq", "nquads"), ("trig", "trig")])
def test_rdflib_reads_the_same_graphs(output, form, name):
    found = rdflib.Dataset().parse(data=run("--from", output, "--format", form).stdout_bytes, format=name)
    told = {(str(s), str(p), str(o), str(c)) for s, p, o, c in found.quads()}
    store = Graph.open(output).store
    ours = {tuple(getattr(term, "value", str(term)) for term in quad) for quad in store}
    assert told == {quad for quad in ours if not quad[3].endswith("graph/ontology")}
    assert len({quad[3] for quad in told}) == 3


@pytest.mark.parametrize("form", ["nq", "nt"])
def test_lines_are_sorted_though_memory_holds_few(output, form, monkeypatch):
    whole = run("--from", output, "--format", form).stdout_bytes
    monkeypatch.setattr(export, "RUN", 7)
    assert run("--from", output, "--format", form).stdout_bytes == whole
    lines = whole.decode().split("\n")
    assert lines[:-1] == sorted(set(lines[:-1]))


def test_rdf_1_2_reifies_each_statement(output):
    text = run("--from", output, "--format", "rdf12").stdout_bytes
    store = ox.Store()
    store.load(text, format=ox.RdfFormat.TURTLE)
    query = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX kg: <https://w3id.org/newskg/ontology#>
        SELECT ?s ?p ?o ?how { ?stm rdf:reifies <<( ?s ?p ?o )>> ; kg:factuality ?how ; kg:evidence/kg:quote ?quote }"""
    told = {tuple(str(term).strip("<>").rpartition("/")[2] for term in row) for row in store.query(query)}
    assert ("Tyrkia", "ontology#attacks", "Armenia", "ontology#Denied") in told
    assert ("Russland", "ontology#hasBasesIn", "Armenia", "ontology#Asserted") in told
    assert len(told) == len(STATEMENTS)  # one has no subject, one more is hostile
    ends = [ox.NamedNode(SPACE.base + "ontology#" + name) for name in ("subject", "object")]
    assert [len(list(store.quads_for_pattern(None, end, None))) for end in ends] == [0, 1]


def local(iri: str) -> str:
    return iri.removeprefix(SPACE.base)


def test_networkx_reads_graphml(output):
    graph = nx.parse_graphml(run("--from", output, "--format", "graphml").stdout, force_multigraph=True)
    data = graph.edges[local(RUSSIA.iri), local(ARMENIA.iri), local(BASES.iri)]
    assert (data["label"], data["factuality"], data["confidence"]) == ("har baser i", "Asserted", 0.93)
    assert data["quote"] == "Russland har baser i Armenia"
    assert graph.nodes[local(RUSSIA.iri)]["kind"] == "GeopoliticalEntity"
    assert graph.has_edge(local(CALLS.subject), local(LEAVES.iri))
    assert graph.has_edge(local(LEAVES.iri), local(ARMENIA.iri)) is False
    assert graph.has_edge(local(ARMENIA.iri), local(LEAVES.iri))
    assert graph.has_edge(local(KILLED.iri), local(KILLED.object))
    (value,) = graph[local(HOLDS.subject)].keys() - {local(LEAVES.iri)}
    assert graph.nodes[value]["label"] == "president"


def test_networkx_reads_gexf_with_its_time(output):
    text = run("--from", output, "--format", "gexf").stdout_bytes
    graph = nx.read_gexf(io.BytesIO(text))
    edges = {data["id"]: data for _, _, data in graph.edges(data=True)}
    assert (edges[local(BASES.iri)]["start"], edges[local(BASES.iri)]["end"]) == ("2020-09-01", "2020-09-30")
    assert (edges[local(DENIES.iri)]["start"], edges[local(DENIES.iri)]["dated"]) == ("2020-10-01", "article")
    (shape,) = ET.fromstring(text).iter("{http://www.gexf.net/1.2draft}graph")
    assert (shape.get("mode"), shape.get("timeformat")) == ("dynamic", "date")


def test_the_tables_are_those_of_gephi_and_neo4j(output, tmp_path):
    result = run("--from", output, "--format", "csv", "-o", str(tmp_path / "net.csv"))
    paths = [tmp_path / "net-nodes.csv", tmp_path / "net-edges.csv"]
    assert result.stderr == f"written: {paths[0]}, {paths[1]}\n"
    nodes, edges = (list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))) for path in paths)
    labels = {row["Id"]: row["Label"] for row in nodes}
    assert {row["Source"] for row in edges} | {row["Target"] for row in edges} <= labels.keys()
    assert labels["entity/evil"] == HOSTILE.replace("\x01", "\ufffd").replace("\x1b", "\ufffd")
    assert all(row["Type"] == "Directed" for row in edges)


def test_every_export_gives_the_same_bytes_again(output, tmp_path):
    for form in export.FORMATS:
        again = [run("--from", output, "--format", form).stdout_bytes for _ in range(2)]
        assert again[0] == again[1]
        path = tmp_path / f"x.{form}"
        run("--from", output, "--format", form, "-o", str(path))
        assert path.read_bytes() == again[0]
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_what_cannot_be_written_is_one_line_and_keeps_the_old_file(output, tmp_path):
    result = CliRunner().invoke(cli.main, ["export", "--from", output, "-o", str(tmp_path / "none" / "x.ttl")])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot be written (No such file or directory)" in result.stderr
    result = CliRunner().invoke(cli.main, ["export", "--from", output, "--format", "csv"])
    assert "name them with -o FILE.csv" in result.stderr


def follows(*known):
    facts = [(ox.NamedNode(f"x:{s}"), p, ox.NamedNode(f"x:{o}")) for s, p, o in known]
    return {(s.value[2:], p, o.value[2:]) for s, p, o in closure(facts)} - set(known)


def test_what_follows():
    assert ("B", "meets", "A") in follows(("A", "meets", "B"))
    assert ("B", "attackedBy", "A") in follows(("A", "attacks", "B"))
    assert ("A", "attacks", "B") in follows(("B", "attackedBy", "A"))
    assert {("A", "addresses", "B"), ("A", "involves", "B")} <= follows(("A", "callsFor", "B"))
    chain = [(str(n), "partOf", str(n + 1)) for n in range(5)]
    assert {(str(a), "partOf", str(b)) for a in range(6) for b in range(a + 2, 6)} <= follows(*chain)
    assert ("A", "attacks", "C") not in follows(("A", "attacks", "B"), ("B", "attacks", "C"))
    assert ("A", "partOf", "A") not in follows(("A", "partOf", "B"), ("B", "partOf", "A"))


def test_export_infer_adds_what_follows_and_nothing_claimed(output):
    found = rdflib.Dataset().parse(
        data=run("--from", output, "--format", "nq", "--infer").stdout_bytes, format="nquads"
    )
    kg = rdflib.Namespace(SPACE.base + "ontology#")
    graph = found.graph(rdflib.URIRef(inferred_graph(SPACE)))
    assert (rdflib.URIRef(RUSSIA.iri), kg.involves, rdflib.URIRef(ARMENIA.iri)) in graph
    assert not list(found.quads((None, kg.attacks, None, None)))
    assert (rdflib.URIRef(RUSSIA.iri), kg.hasBasesIn, rdflib.URIRef(ARMENIA.iri)) not in graph
