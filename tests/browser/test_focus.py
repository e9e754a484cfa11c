"""Looking closer: the neighbourhood of an entity, the path between two, and the way back and forward."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.reader import click, drawn, opened, search


def neighbours(page: Page, steps: int) -> int:
    page.locator("#trail").get_by_role("button", name=re.compile(f"^{steps} steg")).click()
    return drawn(page)[0]


def test_a_double_click_leaves_the_neighbourhood(page: Page) -> None:
    whole = drawn(page)
    click(page, "entity/skarvoy", times=2)
    expect(page.locator("#trail")).to_contain_text("Rundt Skarvøy")
    expect(page.locator("#panel h2")).to_have_text("Skarvøy")
    one = drawn(page)[0]
    two, three = neighbours(page, 2), neighbours(page, 3)
    assert 5 <= one < two < three < whole[0]
    assert neighbours(page, 1) == one
    page.get_by_role("button", name="Tilbake til hele nettverket").click()
    assert drawn(page) == whole
    expect(page.locator("#trail")).to_be_hidden()


def test_the_keys_1_to_3_focus_and_0_leaves(page: Page) -> None:
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    expect(page.locator("#trail [aria-pressed=true]")).to_have_text("2")
    page.keyboard.press("0")
    expect(page.locator("#trail")).to_be_hidden()


def test_the_focus_holds_in_the_table_too(page: Page) -> None:
    search(page, "tuva lie").first.click()
    page.get_by_role("button", name="Fokus").click()
    page.click("#show-table")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("#trail")).to_contain_text("Rundt Tuva Lie")


def test_the_path_between_two_is_found_by_keys(page: Page) -> None:
    search(page, "mette holm")
    page.press("#query", "Enter")
    page.get_by_role("button", name="Vei til …").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("stortinget")
    page.keyboard.press("Enter")
    expect(page.locator("#trail")).to_contain_text("Mette Holm → Stortinget2 steg")
    expect(page.locator("#panel h2")).to_have_text("Mette Holm → Stortinget")
    expect(page.locator("#panel h3")).to_have_text(["Mette Holm – Regjeringen1", "Regjeringen – Stortinget1"])
    assert drawn(page) == (3, 2)
    page.keyboard.press("Escape")
    expect(page.locator("#trail")).to_be_hidden()


def test_shift_and_a_click_ask_for_the_path_as_well(page: Page) -> None:
    click(page, "entity/danmark")
    page.keyboard.down("Shift")
    click(page, "entity/norge")
    page.keyboard.up("Shift")
    expect(page.locator("#trail")).to_contain_text("Danmark → Norge")


def test_it_says_when_there_is_no_path(page: Page) -> None:
    page.evaluate("location.hash = 'path=entity/holm&path=entity/arbeidere'")
    expect(page.locator("#panel .remark")).to_have_text("Ingen vei med de valgte filtrene.")


def test_back_and_forward_go_through_what_was_looked_at(page: Page) -> None:
    search(page, "havskyss").first.click()
    search(page, "siv dahl").first.click()
    page.get_by_role("button", name="Fokus").click()
    page.click("#show-table")
    page.go_back()
    expect(page.locator("#table")).to_be_hidden()
    page.click("#back")
    expect(page.locator("#trail")).to_be_hidden()
    page.click("#back")
    expect(page.locator("#panel h2")).to_have_text("Havskyss")
    page.click("#forward")
    expect(page.locator("#panel h2")).to_have_text("Siv Dahl")


def test_an_address_brings_the_whole_view_back(browser: Browser, file: Path) -> None:
    filters = "not.factuality=Hypothetical&only.article=article%2Fferger&sure=0.6"
    anchor = f"#focus=entity%2Fstormbaen&steps=2&{filters}&lang=en&theme=dark"
    with opened(browser, file, anchor=anchor) as page:
        first, address = drawn(page), page.url
        expect(page.locator("#trail")).to_contain_text("Around Stormbåen")
        expect(page.locator("#filtered")).to_have_text("3")
        page.click("#show-table")
        rows = page.locator("tbody tr").count()
        page.go_back()
        assert page.url == address
    with opened(browser, file, anchor=address.partition("#")[1] + address.partition("#")[2]) as page:
        assert drawn(page) == first
        page.click("#show-table")
        expect(page.locator("tbody tr")).to_have_count(rows)


ODD = [
    "#node=entity%2Fhavskyss",
    "#node=gone&%",
    "#<script>",
    "#__proto__=x&view=__proto__&focus=x&steps=9&time=1&sort=-x",
]


@pytest.mark.parametrize("anchor", ODD)
def test_an_address_opens_its_view_or_nothing(browser: Browser, file: Path, anchor: str) -> None:
    with opened(browser, file, anchor=anchor) as page:
        expect(page.locator("#panel h2")).to_have_count(int("havskyss" in anchor))
        assert drawn(page)[0] == 39
