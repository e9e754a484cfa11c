"""A graph on disk: built beside the last one, swapped in whole, opened again."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store
from samples import ARMENIA, ARTICLES, ENTITIES, RUSSIA, SPACE, STATEMENTS

from kg.errors import GraphError
from kg.graph import Graph, rdf, replaced
from kg.vocabulary import Namespaces

COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a kg:Statement }"


def build(output: Path, statements=STATEMENTS, namespaces=SPACE) -> None:
    with replaced(output) as folder:
        (folder / "graph.ttl").write_text(str(len(statements)), encoding="utf-8")
        Graph.create(folder / "store", ARTICLES, ENTITIES, statements, namespaces)


def count(output: Path) -> int:
    (row,) = Graph.open(output).query(COUNT)
    return int(row["n"].value)


def test_a_built_graph_can_be_opened_and_asked(tmp_path):
    build(tmp_path)
    graph = Graph.open(tmp_path)
    rows = graph.query("SELECT ?where WHERE { ent:Russland kg:hasBasesIn ?where }")
    assert [row["where"] for row in rows] == [NamedNode(ARMENIA.iri)]


def test_the_ontology_lies_beside_it_for_labels(tmp_path):
    build(tmp_path)
    graph = Graph.open(tmp_path)
    query = 'SELECT ?label WHERE { GRAPH ?g { kg:hasBasesIn rdfs:label ?label } FILTER(LANG(?label) = "nb") }'
    assert [row["label"].value for row in graph.query(query)] == ["har baser i"]


def test_without_a_graph_the_message_says_what_to_do(tmp_path):
    with pytest.raises(GraphError, match=r"no graph at .*: run `kg build PATH` first"):
        Graph.open(tmp_path)


def test_what_is_no_graph_of_ours_is_refused(tmp_path):
    Store(tmp_path / "store").flush()
    gc.collect()
    with pytest.raises(GraphError, match="not a graph of newskg"):
        Graph.open(tmp_path)


def test_a_broken_store_is_refused_in_one_line(tmp_path):
    build(tmp_path)
    (tmp_path / "store" / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(GraphError, match="build it again") as error:
        Graph.open(tmp_path)
    assert "\n" not in str(error.value)


def test_a_second_build_replaces_the_first(tmp_path):
    build(tmp_path)
    build(tmp_path, STATEMENTS[:2])
    assert count(tmp_path) == 2
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == "2"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["graph.ttl", "store"]


def test_other_files_in_the_folder_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    build(tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_build_that_fails_leaves_the_last_graph(tmp_path):
    build(tmp_path)
    with pytest.raises(AttributeError):
        build(tmp_path, (None,))
    assert count(tmp_path) == len(STATEMENTS)
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == str(len(STATEMENTS))
    build(tmp_path, STATEMENTS[:1])
    assert count(tmp_path) == 1


def _die_while_building(output: Path) -> None:
    with replaced(output) as folder:
        Graph.create(folder / "store", ARTICLES, ENTITIES, STATEMENTS, SPACE)
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_build_that_is_killed_leaves_the_last_graph_and_the_next_one_finishes(tmp_path):
    build(tmp_path, STATEMENTS[:3])
    process = multiprocessing.get_context("spawn").Process(target=_die_while_building, args=(tmp_path,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert count(tmp_path) == 3
    build(tmp_path)
    assert count(tmp_path) == len(STATEMENTS)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["graph.ttl", "store"]


def test_killed_between_the_two_renames_the_last_graph_is_still_found(tmp_path):
    build(tmp_path)
    (tmp_path / ".previous").mkdir()
    (tmp_path / "store").rename(tmp_path / ".previous" / "store")
    assert count(tmp_path) == len(STATEMENTS)
    build(tmp_path, STATEMENTS[:1])
    assert count(tmp_path) == 1
    assert not (tmp_path / ".previous").exists()


def test_a_second_build_at_the_same_time_is_refused(tmp_path):
    with replaced(tmp_path) as folder:
        store = Graph.create(folder / "store", ARTICLES, ENTITIES, STATEMENTS, SPACE)
        with pytest.raises(GraphError, match="another build"):
            build(tmp_path)
        del store
    assert count(tmp_path) == len(STATEMENTS)


def test_an_open_graph_stays_as_it_is_while_another_is_built(tmp_path):
    build(tmp_path)
    graph = Graph.open(tmp_path)
    build(tmp_path, STATEMENTS[:1])
    (row,) = graph.query(COUNT)
    assert int(row["n"].value) == len(STATEMENTS)


def test_a_file_where_the_folder_should_be_is_reported(tmp_path):
    (tmp_path / "output").write_text("", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot be written"):
        build(tmp_path / "output")


def test_the_base_is_remembered(tmp_path):
    space = Namespaces("https://example.org/news/")
    build(tmp_path, (), space)
    graph = Graph.open(tmp_path)
    assert graph.namespaces == space
    assert rdf.entities_graph(space).startswith(space.base)
    assert [row["x"] for row in graph.query("SELECT ?x WHERE { VALUES ?x { ent:Russland } }")] == [
        NamedNode(space.entity("Russland"))
    ]
    assert RUSSIA.iri != space.entity("Russland")
