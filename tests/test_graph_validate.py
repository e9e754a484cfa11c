"""`validate`: a sound graph conforms, and each kind of damage is named where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Store
from samples import ARTICLES, BASES, ENTITIES, KILLED, SPACE, STATEMENTS

from kg.graph import rdf
from kg.graph.validate import validate
from kg.model import Attribute, Value


def violations(*statements, articles=ARTICLES, entities=ENTITIES):
    store = Store()
    store.extend(rdf.quads(articles, entities, statements, SPACE))
    return validate(store, SPACE)


def test_a_sound_graph_conforms():
    assert violations(*STATEMENTS) == []


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        (replace(BASES, confidence=1.5), "kg:confidence"),
        (replace(BASES, evidence=()), "kg:evidence"),
        (replace(BASES, article=SPACE.article("nowhere")), "prov:wasDerivedFrom"),
        (replace(KILLED, attributes=(Attribute("place", Value("her")),)), "kg:place"),
        (replace(BASES, subject=None, object=None), ""),
    ],
)
def test_damage_is_reported_with_the_statement_and_the_property(broken, path):
    found = violations(broken)
    assert (f"stm:{broken.iri.rpartition('/')[2]}", path) in {(one.node, one.path) for one in found}
    assert all(one.message and one.severity == "Violation" for one in found)
    assert all(one.label for one in found if one.node.startswith("stm:"))


def test_a_predicate_outside_the_ontology_is_reported():
    found = violations(replace(BASES, predicate="inventedHere"))
    assert any("kg:predicate" in one.message for one in found)


def test_reports_are_sorted():
    found = violations(*(replace(one, confidence=-1.0) for one in STATEMENTS))
    assert [one.node for one in found] == sorted(one.node for one in found)
    assert len(found) == len(STATEMENTS)
