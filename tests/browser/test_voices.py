"""Who says what: disagreement and agreement side by side, and every source as a node with its claims."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.reader import tick


@pytest.fixture
def voices(page: Page) -> Page:
    page.click("#show-voices")
    return page


def test_those_who_say_it_stand_beside_those_who_deny_it(voices: Page) -> None:
    card = voices.locator(".dispute", has_text="Skarvøy Kraft → rammer → Skarvfjorden")
    says, denies = card.locator(".side").all()
    expect(says.locator(".voice")).to_have_text("Grønn Kyst")
    expect(denies.locator(".voice")).to_have_text(["Ståle Brekke", "Skarvøy Kraft"])
    expect(denies.locator("mark").first).to_have_text("direktør Ståle Brekke avviser påstanden")
    one, other = says.bounding_box(), denies.bounding_box()
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]


def test_what_two_articles_say_is_agreement(voices: Page) -> None:
    card = voices.locator(".agreement", has_text="Skarvøy → ligger i → Havland")
    expect(card.locator("li")).to_have_count(2)
    expect(card).to_contain_text("Fergestreiken på Skarvøy trappes opp")


def test_sources_are_nodes_with_lines_to_their_claims(voices: Page) -> None:
    sources = voices.locator("[data-source]")
    rows = voices.locator(".speaker li")
    assert sources.count() >= 7
    assert voices.locator("svg.links path").count() >= rows.count()
    row = voices.locator(".speaker li", has_text="Skarvøy Kraft → rammer → Skarvfjorden")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("sagt av Grønn Kyst")
    expect(row).to_contain_text("avvist av Skarvøy Kraft")
    assert voices.locator("svg.links path.contra").count() >= 3


def test_a_source_and_a_claim_lead_to_the_evidence(voices: Page) -> None:
    voices.locator("[data-source='entity/odegard'] button").click()
    expect(voices.locator("#panel h2")).to_have_text("Ingrid Ødegård")
    voices.locator(".speaker li", has_text="bryte").get_by_role("button").first.click()
    expect(voices.locator("#panel blockquote").first).to_contain_text("Havskyss brøt Kystavtalen i fjor")


def test_the_parts_are_a_click_away(voices: Page) -> None:
    voices.locator("#voices nav").get_by_role("button", name="Kilder og hva de sier").click()
    voices.wait_for_function("document.querySelector('#voices').scrollTop > 300")
    expect(voices.locator("#voices h2", has_text="Kilder og hva de sier")).to_be_in_viewport()


def test_the_filter_holds_here_too(voices: Page) -> None:
    tick(voices, "article", "article/wind")
    expect(voices.locator(".dispute", has_text="Skarvfjorden").locator(".voice")).to_have_text(
        ["Grønn Kyst", "Ståle Brekke"]
    )
    for key in ("ferger", "streik"):
        tick(voices, "article", f"article/{key}")
    expect(voices.locator("#voices")).to_have_text("Ingen siterte kilder med de valgte filtrene.")
