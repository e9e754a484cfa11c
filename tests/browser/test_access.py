"""The explorer without a mouse and without eyes: axe-core finds nothing serious, the keyboard reaches everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.reader import opened

VIEWS = (
    "",
    "node=entity%2Fskarvoy",
    "view=voices&node=entity%2Fbrekke",
    "view=table&lang=en",
    "path=entity%2Fholm&path=entity%2Fstortinget",
)


def serious(page: Page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    violations = axe.Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in violations
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, file: Path, theme: str) -> None:
    with opened(browser, file) as page:
        page.locator("#facets summary").nth(3).click()
        for view in VIEWS if theme == "light" else VIEWS[:3]:
            page.evaluate("hash => { location.hash = hash }", f"{view}&theme={theme}")
            page.wait_for_timeout(100)
            assert serious(page) == [], view
        page.click("#save")
        assert serious(page) == []


def test_axe_finds_nothing_serious_on_a_phone(browser: Browser, file: Path) -> None:
    with opened(browser, file, width=390, height=844, anchor="#node=entity%2Fskarvoy") as page:
        assert serious(page) == []
        page.keyboard.press("Escape")
        page.click("#show-filters")
        assert serious(page) == []


def test_the_tab_key_reaches_everything_in_turn(page: Page) -> None:
    met = []
    for _ in range(140):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.id || document.activeElement.dataset.facet || ''"))
        if met[-1] == "fit":
            break
    wanted = [
        "skip",
        "back",
        "forward",
        "query",
        "show-picture",
        "show-voices",
        "show-table",
        "show-filters",
        "save",
        "theme",
    ]
    wanted += ["close-filters", "time-first", "time-last", "kind", "factuality", "showAlone", "canvas", "fit"]
    places = [met.index(each) for each in wanted]
    assert places == sorted(places)


def test_from_the_first_key_to_the_evidence(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type("brekke")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Ståle Brekke")
    expect(page.locator("#live")).to_contain_text("Ståle Brekke valgt")
    page.focus("#canvas")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#panel .close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#canvas")).to_be_focused()


def test_the_table_says_how_it_is_sorted(page: Page) -> None:
    page.focus("#show-table")
    page.keyboard.press("Enter")
    header = page.get_by_role("columnheader", name="Tid")
    header.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(header.get_by_role("button")).to_be_focused()
