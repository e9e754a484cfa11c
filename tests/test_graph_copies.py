"""Near-identical copies of one text are one witness, in the graph, in queries and in `explain`."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ARMENIA, ENTITIES, FIRST, RUSSIA, SPACE, article, statement

from kg import cli
from kg.graph import Graph, replaced
from kg.graph.copies import copies

WORDS = [f"{first}{last}" for first in "bdfgklmnprst" for last in ("ake", "ille", "orden", "usk", "ene")]


def story(seed: int, length: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def told(text: str, day: int):
    return replace(article(text, f"{day}.txt"), published=date(2020, 10, day))


def edited(text: str, changes: int) -> str:
    words, chance = text.split(), random.Random(changes)
    for _ in range(changes):
        words[chance.randrange(len(words))] = "endret"
    return " ".join(words)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.upper(),
        lambda text: text.replace(" ", "\n  "),
        lambda text: "(NTB) " + text + " Saken oppdateres.",
        lambda text: edited(text, 20),
        lambda text: text[: len(text) * 2 // 3],
    ],
    ids=["upper case", "line breaks", "head and tail", "twenty words", "two thirds"],
)
def test_a_wire_story_printed_again_is_a_copy_of_the_first(change):
    first, again = told(story(1), 1), told(change(story(1)), 2)
    assert copies([again, first]) == {again.id: first.id}


def test_other_stories_are_no_copies():
    assert copies([told(story(seed), seed) for seed in range(1, 20)]) == {}
    assert copies([told(story(1), 1), told(edited(story(1), 150), 2)]) == {}
    assert copies([]) == {}
    assert copies([told("", 1), told("Ja.", 2), told("Nei.", 3)]) == {}


def test_copies_of_copies_have_one_original():
    texts = [story(1), edited(story(1), 30), edited(edited(story(1), 30), 40)]
    found = [told(text, day) for day, text in enumerate(texts, start=1)]
    assert copies(found) == {found[1].id: found[0].id, found[2].id: found[0].id}


@settings(deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_the_articles_does_not_matter(order):
    found = [told(edited(story(number % 3), number), 1 + number) for number in range(8)]
    assert copies([found[number] for number in order]) == copies(found)


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """A wire story in three papers and one article of its own say the same."""
    texts = [f"{FIRST} {story(1)}", f"(NTB) {FIRST} {story(1)}", f"{FIRST} {story(1)} Slutt.", f"{FIRST} {story(2)}"]
    found = [told(text, day) for day, text in enumerate(texts, start=1)]
    said = [
        statement(one, "Russland har baser i Armenia", "hasBasesIn", subject=RUSSIA.iri, object=ARMENIA.iri)
        for one in found
    ]
    alone = statement(found[0], "Armenia trekker seg ut", "withdrawsFrom", subject=ARMENIA.iri, object=RUSSIA.iri)
    copy = statement(found[1], "Armenia trekker seg ut", "withdrawsFrom", subject=ARMENIA.iri, object=RUSSIA.iri)
    folder = tmp_path_factory.mktemp("graph")
    with replaced(folder) as building:
        Graph.create(building / "store", found, ENTITIES, (*said, alone, copy), SPACE)
    return folder


def test_queries_count_independent_articles(output):
    rows = list(Graph.open(output).query("corroborated"))
    assert [(row["independent"].value, row["articles"].value) for row in rows] == [("2", "4")]
    rows = Graph.open(output).query("neighbours-of", {"entity": "Moskva"})
    counts = {row["relation"].value: row["articles"].value for row in rows}
    assert counts == {"har baser i": "2", "trekker seg ut av": "1"}


def test_explain_counts_independent_articles(output):
    result = CliRunner().invoke(cli.main, ["explain", "hasBasesIn", "--limit", "1", "-o", str(output)])
    assert "said by 2 independent articles, 4 with copies" in result.stdout
    result = CliRunner().invoke(cli.main, ["explain", "withdrawsFrom", "--limit", "1", "-o", str(output)])
    assert "said by 1 independent article, 2 with copies" in result.stdout


def test_the_graph_with_copies_conforms(output):
    assert Graph.open(output).validate() == []
