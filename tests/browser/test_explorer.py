"""The explorer as its reader has it: a file opened from disk in Chromium with the network unplugged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from pyoxigraph import Literal, NamedNode, Quad, Store

from browser import sample
from kg.publish import page as explorer
from kg.publish.network import network
from kg.vocabulary import KG, PREFIXES, Namespaces

CHROMIUM = Path("/usr/bin/chromium")
NAMES = Namespaces()
WAIT = 120_000  # milliseconds: a busy machine is no failure
expect.set_options(timeout=WAIT)

if not CHROMIUM.exists() and not os.environ.get("CI"):
    pytest.skip(f"needs Chromium at {CHROMIUM}", allow_module_level=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample.store(), tmp_path_factory.mktemp("explorer"))


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with opened(browser, file) as each:
        yield each


@contextmanager
def opened(browser: Browser, file: Path, width: int = 1280, height: int = 800, anchor: str = "") -> Iterator[Page]:
    """A page that must stay quiet: no error, no message in the console, no request but for the file."""
    address, noise = file.as_uri(), []
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(address + anchor)
    page.wait_for_selector("body[data-ready]")
    yield page
    context.close()
    assert [each for each in noise if not each.startswith((address, "data:", "blob:"))] == []


def written(store: Store, folder: Path) -> Path:
    path = folder / "graph.html"
    explorer.write(store, path, NAMES)
    return path


def entity(store: Store, key: str, label: str, kind: str = "Person") -> None:
    graph, iri = NamedNode(NAMES.base + "graph/entities"), NamedNode(NAMES.entity(key))
    store.add(Quad(iri, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(KG + kind), graph))
    store.add(Quad(iri, NamedNode(PREFIXES["rdfs"] + "label"), Literal(label, language="nb"), graph))


def click(page: Page, drawn: str) -> None:
    """On a node, or on the middle of an edge."""
    spot = page.evaluate("id => newskg.where(id)", drawn)
    page.mouse.click(spot["x"], spot["y"])


def edge(start: str, end: str) -> str:
    edges = network(sample.store(), NAMES).edges
    return next(each.id for each in edges if (each.source, each.target) == (f"entity/{start}", f"entity/{end}"))


def drawn(page: Page) -> tuple[int, int]:
    canvas = page.locator("#canvas")
    return int(canvas.get_attribute("data-nodes")), int(canvas.get_attribute("data-edges"))


def search(page: Page, letters: str) -> Locator:
    page.fill("#query", letters)
    return page.get_by_role("option")


def test_it_opens_with_everything_drawn(page: Page) -> None:
    net = network(sample.store(), NAMES)
    assert drawn(page) == (len(net.nodes), len(net.edges))
    expect(page.locator("#summary")).to_have_text("3 artikler · 37 entiteter · 51 utsagn · 12.–20. mars 2025")
    expect(page.locator("#note")).to_be_hidden()


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


def test_a_filter_hides_and_the_reset_brings_back(page: Page) -> None:
    before = drawn(page)
    page.get_by_label(re.compile("^Påstått|^påstått")).uncheck()
    nodes, edges = drawn(page)
    assert edges < before[1]
    page.get_by_label(re.compile("^person")).uncheck()
    assert drawn(page)[0] <= nodes - 8
    page.click("#reset")
    assert drawn(page) == before


def test_only_leaves_one_kind(page: Page) -> None:
    page.get_by_role("button", name="bare: benektet").focus()
    page.keyboard.press("Enter")
    page.click("#show-table")
    expect(page.locator("tbody tr")).to_have_count(1)


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


def test_back_and_forward_go_through_what_was_looked_at(page: Page) -> None:
    search(page, "havskyss").first.click()
    search(page, "siv dahl").first.click()
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Havskyss")
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text("Siv Dahl")


@pytest.mark.parametrize("anchor", ["#node=entity%2Fhavskyss", "#node=gone", "#%", "#<script>", "#__proto__=x"])
def test_an_address_opens_its_view_or_nothing(browser: Browser, file: Path, anchor: str) -> None:
    with opened(browser, file, anchor=anchor) as page:
        expect(page.locator("#panel h2")).to_have_count(int("havskyss" in anchor))


def test_the_picture_can_be_saved(page: Page) -> None:
    with page.expect_download() as download:
        page.click("#image")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_phone_shows_picture_panel_and_table(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=360, height=740) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        search(page, "støre").first.click()
        box = page.locator("#panel").bounding_box()
        assert box["width"] == 360
        assert 0 < box["y"] < 740 * 0.55
        page.click("#show-table")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_large_graph_opens_on_its_best_connected_part(browser: Browser, tmp_path: Path) -> None:
    store = sample.store()
    for number in range(200):
        entity(store, f"extra{number}", f"Ekstra {number}")
    with opened(browser, written(store, tmp_path)) as page:
        assert drawn(page)[0] == 150
        expect(page.locator("#note")).to_contain_text("av 237 entiteter")
        search(page, "ekstra 199").first.click()
        expect(page.locator("#panel h2")).to_have_text("Ekstra 199")
        assert drawn(page)[0] == 151
        page.click("#more")
        expect(page.locator("#note")).to_be_hidden()


HOSTILE = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "javascript:window.hit=1",
    "\u202eevil\u202c \u2067rtl\u2069",
    "zero\u200bwidth\u200d\ufeff",
    "{{ constructor.constructor('window.hit=1')() }}",
    r"F-16-fly .*+?^${}()|[]/\\ \u{0}",
    "n" * 10_000,
)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, its names, quotes, headlines and addresses replaced by hostile ones."""
    store, made = sample.store(), Store()
    texts = {KG + name for name in ("quote", "passage", "cue", "timeText", "surfacePredicate", "objectValue")}
    texts |= {PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"}
    texts |= {PREFIXES["schema"] + "headline", PREFIXES["dcterms"] + "source"}
    for number, quad in enumerate(sorted(store, key=str)):
        subject, predicate, value, graph = quad
        if predicate.value in texts and not graph.value.endswith("graph/ontology"):
            value = Literal(HOSTILE[number % len(HOSTILE)], language=value.language)
        made.add(Quad(subject, predicate, value, graph))
    for number, text in enumerate(HOSTILE):
        entity(made, f"hostile{number}", text)
    return written(made, tmp_path_factory.mktemp("hostile"))


def test_hostile_texts_stay_texts(browser: Browser, hostile: Path) -> None:
    with opened(browser, hostile) as page:
        for number, text in enumerate(HOSTILE):
            page.evaluate("id => { location.hash = `node=${encodeURIComponent(id)}` }", f"entity/hostile{number}")
            expect(page.locator("#panel h2")).to_have_text(text, use_inner_text=False)
        for key in sample.ENTITIES:
            page.evaluate("id => { location.hash = `node=${encodeURIComponent(id)}` }", f"entity/{key}")
        page.click("#show-table")
        expect(page.locator("tbody tr")).to_have_count(51)
        search(page, "script").first.click()
        assert page.evaluate("window.hit") is None
        assert page.locator("img").count() == 0
        assert page.locator("a:not([href^='http://']):not([href^='https://'])").count() == 0


def test_a_script_that_got_in_would_not_run(browser: Browser, file: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.hit = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hit=1'>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    context.close()
