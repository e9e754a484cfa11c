"""What a statement, an entity and an article look like in RDF."""

from __future__ import annotations

from dataclasses import replace

import pytest
import samples
from pyoxigraph import Literal, NamedNode, Quad
from samples import ARMENIA, ARTICLES, BASES, CALLS, DENIES, ENTITIES, KILLED, LEAVES, SPACE, STATEMENTS

from kg.graph import rdf
from kg.model import Attribute, Factuality, Polarity, Quantity, Statement, Time, Value
from kg.ontology import ontology
from kg.vocabulary import PREFIXES, kg

XSD = PREFIXES["xsd"]


def quads(*statements: Statement) -> set[Quad]:
    return set(rdf.quads(ARTICLES, ENTITIES, statements, SPACE))


def values(statement: Statement, name: str) -> set[str]:
    """The objects of a property of a statement, in N-Triples."""
    predicate = NamedNode(PREFIXES["rdfs"] + "label" if name == "label" else kg(name))
    others = (other for other in STATEMENTS if other.iri != statement.iri)
    told = (quad for quad in quads(*others, statement) if quad.subject == NamedNode(statement.iri))
    return {str(quad.object) for quad in told if quad.predicate == predicate}


def plain(statement: Statement) -> set[str]:
    """The plain triples, as strings, that a statement gives."""
    predicate = NamedNode(kg(statement.predicate))
    return {f"{quad.subject} {quad.object}" for quad in quads(statement) if quad.predicate == predicate}


def test_an_asserted_statement_is_also_a_plain_triple():
    assert plain(BASES) == {f"<{samples.RUSSIA.iri}> <{ARMENIA.iri}>"}


def test_a_literal_or_a_statement_may_be_the_object_of_a_plain_triple():
    assert plain(samples.HOLDS) == {f'<{samples.PRESIDENT.iri}> "president"@nb'}
    assert plain(CALLS) == {f"<{samples.PRESIDENT.iri}> <{LEAVES.iri}>"}


@pytest.mark.parametrize("factuality", [kind for kind in Factuality if kind is not Factuality.ASSERTED])
def test_what_the_article_does_not_assert_is_no_plain_triple(factuality):
    assert plain(replace(BASES, factuality=factuality)) == set()


@pytest.mark.parametrize("change", [{"polarity": Polarity.NEGATIVE}, {"subject": None}, {"object": None}])
def test_what_is_negated_or_lacks_an_end_is_no_plain_triple(change):
    assert plain(replace(BASES, **change)) == set()


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        (BASES, '"Russland → har baser i → Armenia"@nb'),
        (replace(BASES, language="en"), '"Russia → has bases in → Armenia"@en'),
        (KILLED, '"dreper → 14 sivile"@nb'),
        (DENIES, '"Tyrkia → ¬ angriper → Armenia"@nb'),
        (replace(BASES, predicate="involves", surface="låne"), '"Russland → låne → Armenia"@nb'),
        (replace(BASES, object=Value("tre\nbaser")), '"Russland → har baser i → tre baser"@nb'),
    ],
)
def test_the_label_reads_as_a_sentence_in_the_language_of_the_article(statement, label):
    assert values(statement, "label") == {label}


def test_a_statement_inside_another_stands_in_brackets():
    (label,) = values(CALLS, "label")
    withdraws = ontology().properties["withdrawsFrom"].labels["nb"]
    assert label.endswith(f' → ⟨Armenia → {withdraws} → regionen⟩"@nb')


def test_statements_about_each_other_have_a_finite_label():
    (label,) = values(replace(LEAVES, object=CALLS.iri), "label")
    assert "⟨" in label


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2020-09-30", "date"), ("2020-09", "gYearMonth"), ("2020", "gYear"), ("2020-09-30T12:00:00", "dateTime")],
)
def test_a_time_is_typed_by_its_precision(value, datatype):
    timed = replace(BASES, attributes=(Attribute("time", Time("da", value=value)),))
    assert values(timed, "time") == {f'"{value}"^^<{XSD}{datatype}>'}
    assert values(timed, "timeText") == {'"da"@nb'}


def test_an_interval_has_begin_and_end():
    timed = replace(BASES, attributes=(Attribute("time", Time("i helgen", begin="2020-10-03", end="2020-10-04")),))
    assert values(timed, "time") == set()
    assert values(timed, "beginTime") == {f'"2020-10-03"^^<{XSD}date>'}
    assert values(timed, "endTime") == {f'"2020-10-04"^^<{XSD}date>'}


def test_what_is_no_date_does_not_pass():
    with pytest.raises(ValueError, match="onsdag"):
        rdf.moment("onsdag")


@pytest.mark.parametrize(
    ("quantity", "count", "text"),
    [
        (Quantity("14", value=14), {f'"14"^^<{XSD}integer>'}, set()),
        (Quantity("fjorten", value=14), {f'"14"^^<{XSD}integer>'}, {'"fjorten"@nb'}),
        (Quantity("2,5", value=2.5), {f'"2.5"^^<{XSD}decimal>'}, {'"2,5"@nb'}),
        (Quantity("4 milliarder", value=4e9), {f'"4000000000"^^<{XSD}integer>'}, {'"4 milliarder"@nb'}),
        (Quantity("titalls", minimum=20), {'"titalls"@nb'}, set()),
        (Quantity("4 kroner", value=4, unit="kroner"), {'"4 kroner"@nb'}, set()),
    ],
)
def test_a_count_is_a_number_where_the_text_gives_one(quantity, count, text):
    counted = replace(KILLED, attributes=(Attribute("count", quantity),))
    assert values(counted, "count") == count
    assert values(counted, "countText") == text


def test_everything_of_an_article_lies_in_its_graph_and_entities_in_theirs():
    graphs = {quad.graph_name.value for quad in quads(*STATEMENTS)}
    assert graphs == {SPACE.article(article.id) for article in ARTICLES} | {SPACE.base + "graph/entities"}


def test_there_are_no_blank_nodes():
    assert all(
        isinstance(term, NamedNode | Literal) for quad in quads(*STATEMENTS) for term in (quad.subject, quad.object)
    )
