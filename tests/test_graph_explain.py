"""`explain`: which statements words name, and what is shown for each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Store
from samples import ARMENIA, ARTICLES, BASES, CALLS, DENIES, ENTITIES, KILLED, LEAVES, SPACE, STATEMENTS

from kg.graph import rdf
from kg.graph.explain import explain
from kg.model import Evidence


def stored(statements=STATEMENTS) -> Store:
    store = Store()
    store.extend(rdf.quads(ARTICLES, ENTITIES, statements, SPACE))
    return store


def found(words: str) -> set[str]:
    return {one.iri for one in explain(stored(), SPACE, words)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Russland hasBasesIn", {BASES.iri}),
        ("russland hasbasesin ARMENIA", {BASES.iri}),
        ("Moskva", {BASES.iri}),
        ("Russia base i", {BASES.iri}),
        ("14 sivile", {KILLED.iri}),
        ("president holdsPosition", {STATEMENTS[3].iri}),
        ("presidenten callsFor", {CALLS.iri}),
        ("Russland attacks", set()),
        ("", set()),
        ("  ", set()),
    ],
)
def test_all_words_must_be_found_in_the_names_of_a_statement(words, expected):
    assert found(words) == expected


@pytest.mark.parametrize("form", ["{iri}", "<{iri}>", "stm:{last}", "{last}"])
def test_a_statement_may_be_named_by_its_iri(form):
    assert found(form.format(iri=DENIES.iri, last=DENIES.iri.rpartition("/")[2])) == {DENIES.iri}


def test_it_shows_who_says_it_and_how():
    (one,) = explain(stored(), SPACE, DENIES.iri)
    assert (one.factuality, one.polarity, one.attributed_to, one.cue) == ("Denied", "Negative", "Tyrkia", "avvise")
    assert not one.plain
    (witness,) = one.witnesses
    assert witness.passage == "Tyrkia avviser at landet angrep Armenia."
    assert witness.passage[slice(*witness.marked)] == "landet angrep Armenia"
    assert (witness.source, witness.headline) == ("seeds/b.txt", ARTICLES[1].headline)
    assert ARTICLES[1].text[witness.start : witness.end] == "landet angrep Armenia"


def test_it_shows_circumstances_and_whether_the_graph_holds_the_plain_triple():
    (one,) = explain(stored(), SPACE, CALLS.iri)
    assert dict(one.qualifiers) == {"place": "Armenia", "time": "2020-09-30", "timeText": "onsdag"}
    assert one.plain
    (requested,) = explain(stored(), SPACE, LEAVES.iri)
    assert not requested.plain


def test_evidence_without_its_sentence_shows_the_quote():
    bare = replace(BASES, evidence=tuple(replace(one, passage="") for one in BASES.evidence))
    (one,) = explain(stored([bare]), SPACE, BASES.iri)
    assert one.witnesses[0].passage == "Russland har baser i Armenia"


def test_several_pieces_of_evidence_come_in_the_order_of_the_text():
    more = Evidence(SPACE.evidence("more"), 0, 0, 7, "Armenia", "Armenia trekker seg ut.")
    (one,) = explain(stored([replace(BASES, evidence=(*BASES.evidence, more))]), SPACE, BASES.iri)
    assert [witness.start for witness in one.witnesses] == [0, 24]


def test_statements_come_in_the_order_of_the_articles():
    sources = [one.witnesses[0].source for one in explain(stored(), SPACE, ARMENIA.labels[0][1])]
    assert sources == sorted(sources)
    assert sources == ["seeds/a.txt"] * 3 + ["seeds/b.txt"]
