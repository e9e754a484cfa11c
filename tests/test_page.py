"""The explorer as a file: the same bytes each time, nothing fetched, nothing in it that a text could break."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from browser import sample
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.publish import page
from kg.publish.layout import layout
from kg.publish.network import RELATION, network
from kg.vocabulary import PREFIXES, Namespaces

NAMES = Namespaces()
LABEL = NamedNode(PREFIXES["rdfs"] + "label")


class Tags(HTMLParser):
    """All tags with their attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data


def written(store: Store, folder: Path) -> str:
    path = folder / "graph.html"
    page.write(store, path, NAMES)
    return path.read_bytes().decode()


def block(text: str, name: str) -> Any:
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text, re.DOTALL)[1])


def shuffled(store: Store) -> Store:
    other = Store()
    for quad in sorted(store, key=str, reverse=True):
        other.add(quad)
    return other


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    store = sample.store()
    assert written(store, tmp_path) == written(shuffled(store), tmp_path)


def test_nothing_is_loaded_from_anywhere(tmp_path: Path) -> None:
    tags = Tags(written(sample.store(), tmp_path)).tags
    loading = [attrs for _, attrs in tags if attrs.keys() & {"src", "href", "srcset", "data", "action", "background"}]
    assert loading == []
    assert not {tag for tag, _ in tags} & {"link", "img", "iframe", "object", "embed", "base"}


def test_only_the_scripts_written_by_us_may_run(tmp_path: Path) -> None:
    found = Tags(written(sample.store(), tmp_path))
    policy = next(attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    running = [
        script
        for script, (_, attrs) in zip(found.scripts, [t for t in found.tags if t[0] == "script"], strict=True)
        if attrs.get("type") != "application/json"
    ]
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in running}
    assert policy.startswith("default-src 'none'; ")
    assert set(re.findall(r"script-src ([^;]*)", policy)[0].split()) == {f"'sha256-{value}'" for value in hashes}
    assert "unsafe" not in policy
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on") or name == "style"]


def test_the_page_says_what_it_is(tmp_path: Path) -> None:
    text = written(sample.store(), tmp_path)
    assert text.startswith('<!doctype html>\n<html lang="nb">')
    assert '<meta name="viewport"' in text
    assert "\r" not in text


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "a & b",
    "line\u2028end\u2029",
    "]]>",
    "{{ 7 * 7 }}",
    "\\u003c",
)


def test_a_text_cannot_leave_its_data_block(tmp_path: Path) -> None:
    store, graph = sample.store(), NamedNode(NAMES.base + "graph/entities")
    scripts = len(Tags(written(store, tmp_path)).scripts)
    for number, label in enumerate(HOSTILE):
        store.add(Quad(NamedNode(NAMES.entity(f"hostile{number}")), LABEL, Literal(label, language="nb"), graph))
    text = written(store, tmp_path)
    nodes = {node["id"]: node["labels"] for node in block(text, "nodes")}
    assert len(Tags(text).scripts) == scripts
    assert [nodes[f"entity/hostile{number}"] for number in range(len(HOSTILE))] == [{"nb": each} for each in HOSTILE]


def test_one_edge_for_each_subject_predicate_and_object() -> None:
    net = network(sample.store(), NAMES)
    said = {
        edge.statements for edge in net.edges if (edge.source, edge.target) == ("entity/nordlys", "entity/stormbaen")
    }
    ids = {NAMES.statement(key).removeprefix(NAMES.base) for key in ("s12", "s41")}
    assert [set(statements) for statements in said] == [ids]


def test_what_others_speak_about_becomes_a_node_between_its_entities() -> None:
    net = network(sample.store(), NAMES)
    asked = NAMES.statement("s10").removeprefix(NAMES.base)
    relation = next(node for node in net.nodes if asked in node.statements)
    lines = {(edge.source, edge.target, edge.arrow) for edge in net.edges if relation.id in (edge.source, edge.target)}
    assert relation.kind == RELATION
    assert lines == {
        ("entity/fiskerne", relation.id, True),
        ("entity/kraft", relation.id, False),
        (relation.id, "entity/stormbaen", True),
    }


def test_what_has_no_second_entity_stays_with_the_first() -> None:
    net = network(sample.store(), NAMES)
    drawn = {statement for edge in net.edges for statement in edge.statements}
    alone = {NAMES.statement(key).removeprefix(NAMES.base) for key in ("s03", "s17", "s35")}
    assert not alone & drawn
    assert alone <= {statement.id for statement in net.statements}


def test_without_an_ontology_local_names_serve(tmp_path: Path) -> None:
    text = written(sample.store(with_ontology=False), tmp_path)
    assert block(text, "data")["words"] == {}
    assert {node["shape"] for node in block(text, "nodes")} > {"dot", "square"}


def test_an_empty_graph_gives_an_empty_page(tmp_path: Path) -> None:
    assert block(written(Store(), tmp_path), "nodes") == []


def test_places_are_stable_and_apart() -> None:
    names = [f"n{i}" for i in range(40)]
    pairs = [(f"n{i}", f"n{i * 7 % 40}") for i in range(40)]
    places = layout(names, pairs)
    assert places == layout(names, pairs[::-1])
    assert len(set(places.values())) == 40


def test_every_node_has_a_place_however_many_there_are() -> None:
    names = [f"n{i}" for i in range(1000)]
    places = layout(names, [(name, "n0") for name in names[:600]])
    assert places.keys() == set(names)
