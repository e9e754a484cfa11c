"""Two articles read, and which names of the first are which of the second (tests/pairs)."""

from __future__ import annotations

import pytest
from benchmarks.pairs import Pair, outcome, pairs

BEYOND = {
    "acronym known from the other article (en)": "the parser finds no name in the brackets",
    "form of company (nb)": "the parser takes the bare name for a place",
    "a bank takes over another, told twice": "the parser takes a building society for a person",
    "initials": "the parser takes a town for a person",
    "two full names with one surname": "a club's name hides the town's",
    "known names in two languages' forms": "the parser finds no name in 'De forente nasjoner'",
}


@pytest.mark.parametrize("pair", pairs("nb", "nn", "en"), ids=lambda pair: pair.about)
def test_who_is_who_in_two_articles(pair: Pair) -> None:
    found = outcome(pair)
    assert not found.wrong
    if pair.about not in BEYOND:
        assert not found.missed
