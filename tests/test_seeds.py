"""What the graph of the sample articles must say, asked in SPARQL as a user would ask it, by Norwegian label.

The rules behind it are general: tests/sentences holds the same constructions with other names, verbs and word order.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = "000_4538f194cfa74816.txt"

PREFIXES = """
PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

PLAIN = [
    ("Vladimir Putin", "kg:callsFor", "full stans i kampene"),
    ("Emmanuel Macron", "kg:callsFor", "full stans i kampene"),
    ("Russland", "kg:hasBasesIn", "Armenia"),
    ("armenske separatister", "kg:controls", "Nagorno-Karabakh"),
    ("Vladimir Putin", "kg:leads", "Russland"),
    ("Emmanuel Macron", "kg:leads", "Frankrike"),
    ("Nagorno-Karabakh", "kg:partOf", "Aserbajdsjan"),
    ("Nagorno-Karabakh", "kg:locatedIn", "Aserbajdsjan"),
]

STATEMENTS = {
    "Putin is president": """?s kg:subject/rdfs:label "Vladimir Putin"@nb ; kg:predicate kg:holdsPosition ;
        kg:objectValue "president"@nb ; kg:factuality kg:Asserted .""",
    "Macron is president": """?s kg:subject/rdfs:label "Emmanuel Macron"@nb ; kg:predicate kg:holdsPosition ;
        kg:objectValue "president"@nb ; kg:factuality kg:Asserted .""",
    "Lavrov is foreign minister": """?s kg:subject/rdfs:label "Sergej Lavrov"@nb ; kg:predicate kg:holdsPosition ;
        kg:objectValue "utenriksminister"@nb ; kg:factuality kg:Asserted .""",
    "Azerbaijan's president demands that Armenia withdraws": """
        ?s kg:subject/rdfs:label "Aserbajdsjans president"@nb ; kg:predicate kg:callsFor ; kg:object ?inner ;
        kg:factuality kg:Asserted .
        ?inner kg:subject/rdfs:label "Armenia"@nb ; kg:predicate kg:withdrawsFrom ; kg:factuality kg:Requested ;
        prov:wasAttributedTo/rdfs:label "Aserbajdsjans president"@nb .""",
    "Russia offers to mediate": """?s kg:subject/rdfs:label "Russland"@nb ; kg:predicate kg:offers ; kg:object ?inner ;
        kg:time "2020-09-30"^^xsd:date .
        ?inner kg:predicate kg:mediates ; kg:subject/rdfs:label "Russland"@nb ; kg:factuality kg:Promised .""",
    "Turkey promises support to Azerbaijan": """?s kg:subject/rdfs:label "Tyrkia"@nb ; kg:predicate kg:supports ;
        kg:object/rdfs:label "Aserbajdsjan"@nb ; kg:factuality kg:Promised .""",
    "Russia claims that rebels were sent": """?s kg:subject/rdfs:label "opprørere fra Syria og Libya"@nb ;
        kg:predicate kg:movesTo ; kg:object/rdfs:label "Nagorno-Karabakh"@nb ; kg:factuality kg:Claimed ;
        prov:wasAttributedTo/rdfs:label "Russland"@nb .""",
    "Armenia claims that a plane was shot down": """?s kg:subject/rdfs:label "tyrkisk F-16-fly"@nb ;
        kg:predicate kg:attacks ; kg:factuality kg:Claimed ; prov:wasAttributedTo/rdfs:label "Armenia"@nb .""",
    "Turkey denies it": """?s kg:subject/rdfs:label "Tyrkia"@nb ; kg:predicate kg:rejects ; kg:object ?inner .
        ?inner kg:subject/rdfs:label "tyrkisk F-16-fly"@nb ; kg:factuality kg:Denied ;
        prov:wasAttributedTo/rdfs:label "Tyrkia"@nb .""",
    "14 civilians are killed, say the authorities": """?s kg:predicate kg:kills ; kg:object/rdfs:label "14 sivile"@nb ;
        kg:count 14 ; kg:factuality kg:Claimed ; prov:wasAttributedTo/rdfs:label "aserbajdsjanske myndigheter"@nb .""",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    return kg.build([SEEDS / SEED], kg.Settings(output=tmp_path_factory.mktemp("seed"))).graph


def ask(graph: kg.Graph, pattern: str) -> bool:
    return bool(graph.store.query(f"{PREFIXES} ASK {{ {pattern} }}", use_default_graph_as_union=True))


@pytest.mark.parametrize(("subject", "predicate", "start"), PLAIN)
def test_the_article_asserts(graph: kg.Graph, subject: str, predicate: str, start: str) -> None:
    named = f'?a rdfs:label "{subject}"@nb ; {predicate} ?b . ?b rdfs:label ?label'
    assert ask(graph, f'{named} FILTER(STRSTARTS(?label, "{start}"))')


@pytest.mark.parametrize("fact", STATEMENTS)
def test_the_article_says(graph: kg.Graph, fact: str) -> None:
    assert ask(graph, STATEMENTS[fact])


def test_what_russia_claims_is_no_plain_triple(graph: kg.Graph) -> None:
    assert not ask(graph, '?rebels rdfs:label "opprørere fra Syria og Libya"@nb ; kg:movesTo ?anywhere .')


def test_wednesday_is_the_day_before_the_article(graph: kg.Graph) -> None:
    rows = graph.store.query(
        f"{PREFIXES} SELECT DISTINCT ?t {{ ?s kg:timeText ?x ; kg:time ?t FILTER(CONTAINS(LCASE(?x), 'onsdag')) }}",
        use_default_graph_as_union=True,
    )
    assert {row["t"].value for row in rows} == {"2020-09-30"}  # type: ignore[union-attr, index]


def test_a_kicker_in_capitals_is_nobody_s_source(graph: kg.Graph) -> None:
    assert not ask(graph, '?st prov:wasAttributedTo ?who . ?who rdfs:label ?label FILTER(STRSTARTS(?label, "KREVER"))')
