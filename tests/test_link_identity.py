"""Who is who in several articles: told apart or joined by evidence, by a user above all, and the same in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from linking import NAMESPACES, Text, local

from kg.errors import ReadError
from kg.link import Knowledge, link
from kg.model import Extraction


def _story(text: str, day: int, *people: str, title: str = "") -> Extraction:
    story = Text(text, source=f"{day}.txt")
    story.article = replace(story.article, published=date(2020, 1, day))
    for person in people:
        story.person(person, title=title)
    return story.extraction


STORIES = (
    _story("Minister Jens Olsen talte.\n", 1, "Jens Olsen", title="minister"),
    _story("Minister Olsen svarte.\n", 2, "Olsen", title="minister"),
    _story("Trener Jens Olsen vant.\n", 3, "Jens Olsen", title="trener"),
    _story("Trener Olsen jublet.\n", 4, "Olsen", title="trener"),
    _story("Minister Jens Peter Olsen gikk.\n", 5, "Jens Peter Olsen", title="minister"),
    _story("Olsen spiste.\n", 6, "Olsen"),
)


def test_a_name_keeps_its_iri_when_a_later_article_comes() -> None:
    before = link([STORIES[0]], NAMESPACES)
    after = link(STORIES, NAMESPACES)
    assert {one.iri for one in before.entities} <= {one.iri for one in after.entities}


def test_namesakes_are_told_apart_and_each_short_name_goes_to_its_own() -> None:
    links = link(STORIES, NAMESPACES)
    assert {local(one.iri): one.mention_count for one in links.entities} == {
        "Jens_Olsen": 3,
        "Jens_Olsen-Person": 2,
        f"Olsen-{STORIES[5].article.id[:6]}": 1,
    }
    reasons = {merge.names: merge.reasons for merge in links.merges}
    assert reasons["Jens Olsen", "Jens Peter Olsen"] == ("first and last name agree", "both are called minister")


def test_a_reason_names_company_as_it_is_written() -> None:
    names = ("Jens Olsen", "Jens Peter Olsen")
    stories = [_story(f"{name} så Ida Moe.\n", day, name, "Ida Moe") for day, name in enumerate(names, 1)]
    reasons = {merge.names: merge.reasons for merge in link(stories, NAMESPACES).merges}
    assert reasons[names] == ("first and last name agree", "both are named with Ida Moe")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("different Jens Olsen @ 1.txt = Olsen @ 2.txt", {"Jens_Olsen": 2, "Olsen-{}": 1}),
        ("different Jens Olsen = Jens Peter Olsen", {"Jens_Olsen": 1, "Jens_Peter_Olsen": 1, "Olsen-{}": 1}),
        ("same Olsen @ 6.txt = Jens Olsen @ 1.txt", {"Jens_Olsen": 4}),
        ("# no rulings\n\n", {"Jens_Olsen": 3}),
    ],
)
def test_a_users_ruling_outweighs_all_evidence(lines: str, expected: dict[str, int], tmp_path: Path) -> None:
    (tmp_path / "identities.txt").write_text(lines, encoding="utf-8")
    links = link(STORIES, NAMESPACES, Knowledge.of(identities=tmp_path / "identities.txt"))
    counts = {local(one.iri): one.mention_count for one in links.entities}
    wanted = {name.format(STORIES[1].article.id[:6]): count for name, count in expected.items()}
    assert {name: counts.get(name) for name in wanted} == wanted


def test_a_line_that_rules_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "identities.txt").write_text("same Olsen\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"identities.txt, line 1: 'same Olsen' must be"):
        Knowledge.of(identities=tmp_path / "identities.txt")


def test_one_event_in_two_articles_is_offered_and_not_forced() -> None:
    def told(words: str, day: int, person: str) -> Extraction:
        text = Text(f"{person} så {words}.\n", source=f"{day}.txt")
        text.article = replace(text.article, published=date(2020, 1, day))
        text.person(person)
        text.noun(words, "brann", "Event")
        return text.extraction

    near = [told("brannen i Ask", 1, "Liv Moe"), told("storbrannen", 2, "Liv Moe")]
    links = link(near, NAMESPACES)
    offered = [merge for merge in links.candidates if merge.names == ("brannen i Ask", "storbrannen")]
    assert [merge.reasons[0] for merge in offered] == ["both are called brann, 1 days apart"]
    far = link([near[0], told("storbrannen", 20, "Liv Moe")], NAMESPACES)
    assert "storbrannen" not in {name for merge in far.candidates for name in merge.names}


@pytest.mark.parametrize(("company", "joined"), [(("Ida Moe", "Per Ås"), True), ((), False)])
def test_a_place_is_a_body_of_that_name_only_where_more_speaks_for_it(company: tuple[str, ...], joined: bool) -> None:
    club = Text(f"Ringvoll Klubb vant, sa {' og '.join(company)}.\nRingvoll jublet.\n", source="1.txt")
    club.name("Ringvoll Klubb", "Organization")
    club.name("Ringvoll", "Organization", nth=2)
    town = Text(f"Det snør i Ringvoll, sa {' og '.join(company)}.\n", source="2.txt")
    town.name("Ringvoll", "Place")
    for text in (club, town):
        for person in company:
            text.person(person)
    found = link([club.extraction, town.extraction], NAMESPACES).entities
    assert sum("Ringvoll" in {form for _, form in one.aliases} for one in found) == (1 if joined else 2)
