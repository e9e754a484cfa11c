"""The filter: every way to narrow what is shown, the counts that follow, and the time with its histogram."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser import sample
from browser.reader import NAMES, drawn, tick
from kg.publish.facts import Statement
from kg.publish.network import network


def passing(page: Page) -> int:
    return int(re.match(r"\d+", page.locator("#passing").text_content())[0])


def count(page: Page, facet: str, key: str) -> int:
    return int(page.locator(f"label:has([data-facet='{facet}'][data-key='{key}']) .count").text_content())


def test_a_filter_hides_and_the_reset_brings_back(page: Page) -> None:
    before = drawn(page)
    page.get_by_label(re.compile("^påstått")).uncheck()
    nodes, edges = drawn(page)
    assert edges < before[1]
    page.get_by_label(re.compile("^person")).uncheck()
    assert drawn(page)[0] <= nodes - 7
    expect(page.locator("#filtered")).to_have_text("2")
    page.click("#reset")
    assert drawn(page) == before


def test_only_leaves_one_kind(page: Page) -> None:
    page.get_by_role("button", name="bare: benektet").focus()
    page.keyboard.press("Enter")
    page.click("#show-table")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_every_facet_filters(page: Page) -> None:
    about = [statement for statement in network(sample.store(), NAMES).statements if organised(statement)]
    family = page.locator("[data-facet=family]").first.get_attribute("data-key")
    for facet, key, left in (
        ("source", "entity/odegard", 49),
        ("source", "", 9),
        ("article", "article/wind", 37),
        ("family", family, 51 - count(page, "family", family)),
        ("polarity", "Negative", 49),
        ("factuality", "Asserted", 12),
        ("kind", "Organization", 51 - len(about)),
    ):
        tick(page, facet, key)
        assert passing(page) == left, facet
        tick(page, facet, key)
        assert passing(page) == 51


def organised(statement: Statement) -> bool:
    kinds = {f"entity/{key}": kind for key, (kind, _, _) in sample.ENTITIES.items()}
    return "Organization" in (kinds.get(statement.subject), kinds.get(statement.object))


def test_counts_follow_the_other_filters(page: Page) -> None:
    before = count(page, "article", "article/wind"), count(page, "kind", "Person")
    tick(page, "factuality", "Asserted")
    after = count(page, "article", "article/wind"), count(page, "kind", "Person")
    assert before == (14, 8)
    assert after == (3, 5)


def test_the_least_confidence_is_chosen_by_keys(page: Page) -> None:
    page.get_by_text("Sikkerhet", exact=True).click()
    page.focus("#sure")
    for _ in range(13):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#sure-told")).to_have_text("minst 65 %")
    assert passing(page) == 48


def test_the_time_has_a_histogram_and_two_handles(page: Page) -> None:
    periods = page.locator("#bars-of-time rect.all").count()
    assert periods > 8
    expect(page.locator("#time-span")).to_have_text("2023 – 2027")
    page.focus("#time-first")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    narrowed = passing(page)
    assert narrowed < 51
    expect(page.locator("#time-first")).to_have_attribute("aria-valuetext", re.compile("2025"))
    page.focus("#time-last")
    page.keyboard.press("Home")
    assert 0 < passing(page) < narrowed
    expect(page.locator("#time-span")).not_to_contain_text("–")
    expect(page).to_have_url(re.compile("time="))
    page.click("#reset")
    assert passing(page) == 51


def test_a_handle_is_dragged_by_the_mouse(page: Page) -> None:
    box = page.locator("#time-last").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    assert passing(page) < 51
    expect(page.locator("#filtered")).to_have_text("1")
