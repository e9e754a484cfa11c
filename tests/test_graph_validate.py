"""`validate`: a sound graph conforms, and each kind of damage is named where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Store
from samples import ARMENIA, ARTICLES, BASES, CALLS, ENTITIES, HOLDS, KILLED, LEAVES, REGION, RUSSIA, SPACE, STATEMENTS

from kg.graph import rdf
from kg.graph.quarantine import quarantine, quarantine_graph
from kg.graph.validate import validate
from kg.model import Attribute, Factuality, Time, Value
from kg.vocabulary import PREFIXES, kg


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
        (replace(BASES, subject=REGION.iri), "kg:hasBasesIn"),
        (replace(BASES, predicate="marriedTo"), "kg:marriedTo"),
        (replace(BASES, object=RUSSIA.iri), "kg:object"),
        (replace(KILLED, attributes=(Attribute("theme", SPACE.entity("nowhere")),)), "kg:theme"),
        (replace(KILLED, attributes=(Attribute("time", Time("", begin="2020-10", end="2020-09-30")),)), ""),
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


def broken_quote():
    (evidence,) = BASES.evidence
    return replace(BASES, evidence=(replace(evidence, end=evidence.end + 1),))


def test_a_quote_that_its_offsets_do_not_bound_is_reported():
    (found,) = violations(broken_quote())
    assert "is not as long as kg:end − kg:start" in found.message
    assert found.node == f"evi:{BASES.evidence[0].iri.rpartition('/')[2]}"


def stored(*told):
    store = Store()
    store.extend(rdf.quads(ARTICLES, ENTITIES, told, SPACE))
    return store


def test_a_plain_triple_that_nobody_asserts_is_reported_and_one_that_is_missing():
    store = stored(*STATEMENTS)
    plain = NamedNode(kg("hasBasesIn"))
    (quad,) = store.quads_for_pattern(None, plain, None)
    store.remove(quad)
    (missing,) = validate(store, SPACE)
    assert "its plain triple is missing" in missing.message
    store = stored(replace(BASES, factuality=Factuality.CLAIMED))
    store.add(quad)
    (invented,) = validate(store, SPACE)
    assert invented.message.startswith("ent:Russland kg:hasBasesIn ent:Armenia stands as a fact, but no")


def test_a_message_says_what_to_do_in_names_a_person_reads():
    (found,) = violations(replace(BASES, predicate="marriedTo", object=ARMENIA.iri))[:1]
    assert found.message.startswith("The ")
    assert "of kg:marriedTo is a kg:GeopoliticalEntity, which is not in its schema:" in found.message
    assert "http" not in found.message


def test_statements_at_fault_go_to_quarantine_with_the_reason():
    store = stored(*(replace(LEAVES, confidence=3.0) if one is LEAVES else one for one in STATEMENTS))
    before = {quad.triple for quad in store}
    assert set(quarantine(store, SPACE, validate(store, SPACE))) == {str(LEAVES.iri), str(CALLS.iri)}
    assert validate(store, SPACE) == []
    graph = NamedNode(quarantine_graph(SPACE))
    apart = {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}
    why = {(t.subject.value, t.object.value) for t in apart if t.predicate.value == kg("quarantineReason")}
    assert why == {
        (LEAVES.iri, "A statement has exactly one kg:confidence, an xsd:decimal from 0 to 1."),
        (CALLS.iri, "Its object is a statement that is in quarantine."),
    }
    lost = before - {quad.triple for quad in store}
    gone = {NamedNode(PREFIXES["rdf"] + "type"), NamedNode(kg("callsFor"))}
    assert {triple.predicate for triple in lost} == gone
    assert not list(store.quads_for_pattern(NamedNode(CALLS.iri), None, NamedNode(kg("Statement"))))


def test_a_plain_triple_that_another_article_asserts_stays():
    twin = replace(
        BASES,
        iri=SPACE.statement("twin"),
        article=SPACE.article(ARTICLES[1].id),
        evidence=tuple(replace(one, iri=SPACE.evidence("twin")) for one in BASES.evidence),
    )
    store = stored(replace(BASES, confidence=3.0), twin, HOLDS)
    quarantine(store, SPACE, validate(store, SPACE))
    (left,) = store.quads_for_pattern(None, NamedNode(kg("hasBasesIn")), None)
    assert left.graph_name == NamedNode(SPACE.article(ARTICLES[1].id))
    assert validate(store, SPACE) == []


def test_what_an_article_says_cannot_leave_the_quarantine():
    evil = replace(HOLDS, object=Value('} } ; DROP ALL ; # " \\ \n'), confidence=3.0)
    store = stored(evil, BASES)
    quarantine(store, SPACE, validate(store, SPACE))
    values = store.quads_for_pattern(NamedNode(evil.iri), NamedNode(kg("objectValue")), None)
    assert [quad.object for quad in values] == [Literal('} } ; DROP ALL ; # " \\ \n')]


def test_a_sound_graph_has_no_quarantine():
    store = stored(*STATEMENTS)
    before = set(store)
    assert quarantine(store, SPACE, validate(store, SPACE)) == ()
    assert set(store) == before
