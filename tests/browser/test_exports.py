"""What a reader takes along: the picture, the visible part for other tools, and one statement on the clipboard."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
from playwright.sync_api import Page, expect
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from browser import sample
from browser.reader import drawn, saved, search, tick
from kg.vocabulary import KG


def triples(text: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}


def graph() -> set[Triple]:
    return {quad.triple for quad in sample.store() if not quad.graph_name.value.endswith("graph/ontology")}


def test_the_picture_is_saved_as_png(page: Page) -> None:
    assert saved(page, "png").startswith(b"\x89PNG")


def test_the_picture_is_saved_as_svg(page: Page, tmp_path: Path) -> None:
    picture = ET.fromstring(saved(page, "svg"))
    texts = ["".join(text.itertext()) for text in picture.findall(".//{*}text")]
    assert "Skarvøy Kraft" in texts
    nodes, edges = drawn(page)
    assert len(picture.findall(".//{*}path")) == edges
    assert len(picture.findall(".//{*}title")) == nodes + edges


def test_all_of_it_as_turtle_is_the_graph_itself(page: Page) -> None:
    page.click("#show-table")
    found, there = triples(saved(page, "turtle")), graph()
    assert there - found == set()
    plain = {triple for triple in found - there if triple.predicate.value.startswith(KG)}
    assert found - there == plain
    assert len(plain) > 20


def test_the_visible_part_is_part_of_the_graph(page: Page) -> None:
    tick(page, "factuality", "Asserted")
    tick(page, "article", "article/ferger")
    found = triples(saved(page, "turtle"))
    assert found <= graph()
    statements = {t.subject.value for t in found if t.object == NamedNode(KG + "Statement")}
    page.click("#show-table")
    rows = page.locator("tbody tr").count()
    assert 0 < len(statements) <= rows


def test_graphml_opens_in_networkx(page: Page) -> None:
    found = nx.read_graphml(BytesIO(saved(page, "graphml")), force_multigraph=True)
    assert found.number_of_edges() >= 40
    labels = nx.get_node_attributes(found, "label").values()
    assert {"Jonas Gahr Støre", "Stormbåen"} <= set(labels)
    edge = next(data for *_, data in found.edges(data=True) if data["quote"].startswith("selskapet sluppet"))
    assert (edge["factuality"], edge["source"], edge["confidence"]) == ("Claimed", "Grønn Kyst", 0.93)


def test_csv_has_a_row_for_each_statement(page: Page) -> None:
    page.click("#show-table")
    rows = list(csv.DictReader(StringIO(saved(page, "csv").decode("utf-8-sig"))))
    assert len(rows) == 51
    row = next(each for each in rows if each["quote"] == "vurderer å si opp 40 ansatte")
    assert (row["subject"], row["object"], row["factuality"]) == ("Havskyss", "40 ansatte", "Planned")
    assert row["origin"] == "https://nordposten.example/streik"


def pasted(page: Page) -> str:
    """What is on the clipboard."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.focus("#paste")
    page.keyboard.press("Control+V")
    return page.evaluate("document.getElementById('paste').value")


def test_a_statement_is_copied_as_a_citation(page: Page) -> None:
    search(page, "kystavtalen").first.click()
    page.get_by_role("button", name="Kopier sitat").click()
    expect(page.locator("#live")).to_have_text("Kopiert")
    assert pasted(page) == (
        "«Havskyss brøt Kystavtalen i fjor» (ifølge Ingrid Ødegård) – Fergestreiken på Skarvøy trappes opp, "
        "Nordposten, 18. mars 2025. https://nordposten.example/streik, tegn 383–415."
    )


def test_a_statement_is_copied_as_turtle(page: Page) -> None:
    search(page, "kystavtalen").first.click()
    page.get_by_role("button", name="Kopier Turtle").click()
    expect(page.locator("#live")).to_have_text("Kopiert")
    found = triples(pasted(page).encode())
    assert len(found) > 20
    assert found <= graph()


def test_the_menu_goes_by_keys(page: Page) -> None:
    page.focus("#save")
    page.keyboard.press("Enter")
    expect(page.locator("[data-export=png]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-export=svg]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#save-menu")).to_be_hidden()
    expect(page.locator("#save")).to_be_focused()
