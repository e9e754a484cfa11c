"""The explorer as a reader uses it: picture, evidence, search and table, on a wide screen and on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import Store

from browser import sample
from browser.reader import NAMES, click, drawn, edge, entity, opened, search, statement, written
from kg.publish import layout
from kg.publish.network import network


def test_it_opens_with_all_relations_drawn(page: Page) -> None:
    net = network(sample.store(), NAMES)
    assert drawn(page) == (len([node for node in net.nodes if node.degree]), len(net.edges))
    expect(page.locator("#summary")).to_have_text("3 artikler · 37 entiteter · 51 utsagn · 12.–20. mars 2025")
    expect(page.locator("#note")).to_contain_text("1 entitet uten relasjoner er ikke tegnet.")
    page.click("#showAlone")
    assert drawn(page)[0] == len(net.nodes)


def test_the_picture_is_not_blank(page: Page) -> None:
    colours = page.evaluate(
        """() => {
            const { width, height } = document.querySelector("canvas");
            const { data } = document.querySelector("canvas").getContext("2d").getImageData(0, 0, width, height);
            const found = new Set();
            for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 4).join());
            return [...found];
        }"""
    )
    assert {"0,114,178,255", "230,159,0,255", "0,158,115,255"} <= set(colours)


def test_a_click_on_an_edge_shows_its_sentence(page: Page) -> None:
    click(page, edge("store", "skarvoy"))
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Jonas Gahr Støre → besøker → Skarvøy")
    expect(panel.locator("blockquote")).to_have_text(
        "Statsminister Jonas Gahr Støre besøkte Skarvøy tirsdag og møtte ordfører Ingrid Ødegård."
    )
    expect(panel.locator("mark")).to_have_text("Statsminister Jonas Gahr Støre besøkte Skarvøy tirsdag")
    expect(panel.locator(".badge")).to_have_text("fastslått")
    expect(panel.locator(".origin")).to_contain_text("Støre lover nye ferger til SkarvøyKystavisa · 12. mars 2025")
    expect(panel.locator("dl")).to_contain_text("11. mars 2025 «tirsdag»")


def test_a_click_on_an_entity_shows_all_it_has_part_in(page: Page) -> None:
    click(page, "entity/odegard")
    headings = ["Hva Ingrid Ødegård gjør og er1", "Hva andre gjør og sier1", "Ifølge Ingrid Ødegård2"]
    expect(page.locator("#panel h3")).to_have_text(headings)
    expect(page.locator("#panel .aliases")).to_contain_text("ordføreren")


def test_what_is_claimed_or_denied_says_by_whom(page: Page) -> None:
    search(page, "stortinget").first.click()
    expect(page.locator("#panel .badges")).to_have_text("fryktetifølge Ingrid Ødegård")
    search(page, "fisken").first.click()
    expect(page.locator("#panel .badges")).to_have_text("påståttnektetifølge Ståle Brekke")


def test_a_statement_about_a_statement_can_be_followed(page: Page) -> None:
    search(page, "fiskerne").first.click()
    page.locator("#panel").get_by_role("button", name="⟨Skarvøy Kraft → trekker seg ut av → Stormbåen⟩").click()
    expect(page.locator("#panel h2")).to_have_text("Skarvøy Kraft → trekker seg ut av → Stormbåen")
    expect(page.locator("#panel h3")).to_have_text("Det som er sagt om dette1")
    expect(page.locator("#panel .card").last).to_contain_text("fiskerne på Skarvøy ber om")


@pytest.mark.parametrize("letters", ["store", "støre", "STØRE", "stoere", "jonas gahr"])
def test_search_finds_however_it_is_typed(page: Page, letters: str) -> None:
    expect(search(page, letters).filter(has_text="Jonas Gahr Støre")).to_be_visible()


def test_search_goes_by_keys(page: Page) -> None:
    search(page, "ode")
    page.press("#query", "ArrowDown")
    page.press("#query", "ArrowUp")
    page.press("#query", "Enter")
    expect(page.locator("#panel h2")).to_have_text("Ingrid Ødegård")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_search_says_when_nothing_matches(page: Page) -> None:
    expect(search(page, "xyz")).to_have_text("Ingen treff på «xyz»")


def test_the_table_lists_sorts_and_leads_to_the_evidence(page: Page) -> None:
    page.click("#show-table")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(51)
    page.get_by_role("columnheader", name="Hvem").get_by_role("button").click()
    page.get_by_role("columnheader", name="Hvem").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="Hvem")).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("Åse Nilsdatter")
    page.locator("tbody tr", has_text="40 ansatte").get_by_role("button").click()
    expect(page.locator("#panel blockquote")).to_contain_text("vurderer å si opp 40 ansatte")


def test_the_interface_speaks_both_languages(page: Page) -> None:
    search(page, "fisken").first.click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Knowledge graph")
    expect(page.locator("#panel h2")).to_have_text("the fish")
    expect(page.locator("#panel .badges")).to_have_text("claimednegatedaccording to Ståle Brekke")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_keyboard_goes_from_node_to_node(page: Page) -> None:
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").text_content()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#panel h2").text_content() != first
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()


def test_a_phone_shows_picture_panel_and_table(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=360, height=740) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        search(page, "støre").first.click()
        box = page.locator("#panel").bounding_box()
        assert box["width"] == 360
        assert 0 < box["y"] < 740 * 0.55
        page.click("#show-table")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_nothing_hides_a_column_of_the_table(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=1400, height=900, anchor="#view=table&node=entity%2Fstore") as page:
        last = page.get_by_role("columnheader", name="Artikkel").bounding_box()
        panel = page.locator("#panel").bounding_box()
        assert last["width"] > 80
        assert last["x"] + last["width"] <= panel["x"]


def test_a_phone_has_its_filter_in_a_sheet_and_its_views_below(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=390, height=844) as page:
        expect(page.locator("#filters")).to_be_hidden()
        page.click("#show-filters")
        sheet = page.locator("#filters").bounding_box()
        assert sheet["width"] == 390
        assert sheet["y"] > 844 * 0.15
        page.click("#close-filters")
        expect(page.locator("#filters")).to_be_hidden()
        assert page.locator("#show-voices").bounding_box()["y"] > 780
        page.click("#show-voices")
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_light_turns_to_dark_and_back(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != light
    expect(page).to_have_url(re.compile("theme=dark"))
    page.click("#theme")
    assert page.evaluate(ground) == light


def test_a_graph_without_relations_shows_its_entities(browser: Browser, tmp_path: Path) -> None:
    store = Store()
    with opened(browser, written(store, tmp_path)) as page:
        assert drawn(page) == (0, 0)
    entity(store, "alene", "Ola Alene")
    with opened(browser, written(store, tmp_path)) as page:
        assert drawn(page) == (1, 0)
        expect(page.locator("#note")).to_be_hidden()


def test_a_large_graph_opens_on_its_best_connected_part_and_grows(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LAID", 50)  # where the marks stand does not matter here
    store = Store()
    entity(store, "alene", "Ola Alene")
    for hub in range(42):
        entity(store, f"h{hub}", f"Knute {hub}")
        for leaf in range(50):
            entity(store, f"h{hub}l{leaf}", f"Blad {leaf} av {hub}")
            statement(store, f"h{hub}", f"h{hub}l{leaf}")
        statement(store, f"h{hub}", f"h{(hub + 1) % 42}")
    with opened(browser, written(store, tmp_path)) as page:
        nodes, edges = drawn(page)
        assert nodes <= 2_000
        note = page.locator("#note")
        expect(note).to_contain_text(re.compile(r"best knyttede av 2\s143 entiteter; \d+ utsagn er ikke tegnet"))
        names = {f"Blad {leaf} av {hub}" for hub in range(42) for leaf in range(50)}
        weakest = page.evaluate("JSON.parse(document.getElementById('nodes').textContent)")
        name = next(node["labels"]["nb"] for node in weakest if node["rank"] > 2_100 and node["labels"]["nb"] in names)
        search(page, name).first.click()
        expect(page.locator("#panel h2")).to_have_text(name)
        assert drawn(page)[0] > nodes
        search(page, "ola alene").first.click()
        expect(page.locator("#panel h2")).to_have_text("Ola Alene")
        page.click("#more")
        assert drawn(page)[1] > edges
        expect(page.locator("#more")).to_have_count(0)
