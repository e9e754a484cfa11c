"""Whatever an article says is shown as text: nothing in it runs, nothing in it breaks the page or what it saves."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, expect
from pyoxigraph import Literal, Quad, RdfFormat, Store, parse

from browser import sample
from browser.reader import entity, opened, saved, search, written
from kg.vocabulary import KG, PREFIXES

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
        for key in list(sample.ENTITIES)[::4]:
            page.evaluate("id => { location.hash = `node=${encodeURIComponent(id)}` }", f"entity/{key}")
        page.click("#show-voices")
        expect(page.locator(".dispute").first).to_be_visible()
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


def test_hostile_texts_are_safe_in_what_is_saved(browser: Browser, hostile: Path) -> None:
    with opened(browser, hostile) as page:
        texts = {kind: saved(page, kind).decode() for kind in ("svg", "graphml", "turtle", "csv")}
    assert ET.fromstring(texts["svg"]).tag.endswith("svg")
    assert "<script" not in texts["svg"]
    labels = ET.fromstring(texts["graphml"]).findall(".//{*}data[@key='node-label']")
    assert any("<script>" in label.text for label in labels)
    assert len(list(parse(texts["turtle"], format=RdfFormat.TURTLE))) > 300
    rows = list(csv.reader(StringIO(texts["csv"].removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {15}


def test_no_request_leaves_the_page(browser: Browser, file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    tries = """async () => {
        const refused = new Set();
        document.addEventListener("securitypolicyviolation", (event) => refused.add(event.effectiveDirective));
        await fetch("http://127.0.0.1:9/").catch(() => {});
        new Image().src = "http://127.0.0.1:9/x.png";
        const frame = document.createElement("iframe");
        frame.src = "http://127.0.0.1:9/";
        document.body.append(frame);
        await new Promise((done) => setTimeout(done, 300));
        return [...refused].sort();
    }"""
    assert page.evaluate(tries) == ["connect-src", "frame-src", "img-src"]
    context.close()
