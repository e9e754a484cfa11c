"""The mention of a name in, the one that it makes with the word before it out: "the family Moe", "northern Mali"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from spacy.tokens import Token

from kg.model import Form, Mention
from kg.ontology import ontology


def of_family(named: Mention, noun: Token) -> Mention:
    """ "The family Moe" is nobody of that name."""
    text = noun.doc.text[noun.idx : named.end]
    return replace(named, start=noun.idx, text=text, lemma=noun.lemma_, kind="Group", form=Form.DESCRIPTION)


def part_of(named: Mention, before: Token, quarters: Collection[str]) -> Mention:
    """ "Northern Mali" is a place in Mali, apart from it; any other name stays as it is."""
    if before.lower_ not in quarters or not ontology().is_a(named.kind, "Place"):
        return named
    text = before.doc.text[before.idx : named.end]
    return replace(named, start=before.idx, text=text, lemma=text, kind="Place", title="", owner=None)
