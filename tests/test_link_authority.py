"""A user's own table of known things: its names link exactly, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.link import Knowledge
from kg.link.authority import with_authority
from kg.link.gazetteer import gazetteer

CSV = """label,alias,type,sameAs,lang
Fjordlast,Fjordlast ASA|FL Shipping,Organization,https://example.org/fjordlast,nb
Norge,Fedrelandet,GeopoliticalEntity,http://www.wikidata.org/entity/Q20,nb
Kari Nes,,Person,https://example.org/kari-1,nb
Kari Nes,,Person,https://example.org/kari-2,nb
"""
SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/fjordlast> a skos:Concept, kg:Organization ; skos:prefLabel "Fjordlast"@nb, "Fjordlast Group"@en ;
    skos:altLabel "FL Shipping"@en ; skos:exactMatch <http://www.wikidata.org/entity/Q1> .
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_names_and_aliases_lead_to_the_thing(table: Path) -> None:
    known = Knowledge.of([table]).gazetteer
    for name in ("Fjordlast", "Fjordlast ASA", "FL Shipping"):
        found = known.find(name)
        assert found is not None
        assert (found.id, found.kind, found.same_as) == (
            "Fjordlast",
            "Organization",
            ("https://example.org/fjordlast",),
        )


def test_what_the_shipped_tables_know_keeps_its_id(table: Path) -> None:
    known = with_authority(gazetteer(), table)
    found = known.find("Fedrelandet")
    assert found is not None
    assert found.id == "Norway"
    assert found.labels == gazetteer().records["Norway"].labels


def test_a_name_of_two_is_linked_to_neither(table: Path) -> None:
    assert with_authority(gazetteer(), table).find("Kari Nes") is None


def test_a_namesake_of_a_known_place_is_another_place(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    row = "Oslo,GeopoliticalEntity,https://sws.geonames.org/1"
    path.write_text(f"label,type,sameAs\n{row}\n", encoding="utf-8")
    known = with_authority(gazetteer(), path)
    assert known.find("Oslo") == gazetteer().find("Oslo")
    assert known.records["Oslo-2"].same_as == ("https://sws.geonames.org/1",)


def test_skos_in_turtle(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(SKOS, encoding="utf-8")
    found = with_authority(gazetteer(), path).find("FL Shipping")
    assert found is not None
    assert dict(found.labels) == {"nb": "Fjordlast", "en": "Fjordlast Group"}
    assert found.same_as == ("https://example.org/fjordlast", "http://www.wikidata.org/entity/Q1")


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.csv", "name,type\nA,Place\n", "a.csv: has no column 'label'"),
        ("a.csv", "label,type\nA,Planet\n", "a.csv, line 2: 'Planet' is no class; take one of "),
        ("a.ttl", "this is no Turtle", "a.ttl: cannot be read as Turtle"),
        ("a.csv", "label,type\n\udcff", "a.csv: cannot be read as CSV in UTF-8"),
    ],
)
def test_a_bad_table_is_named(name: str, text: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(OntologyError, match=complaint):
        with_authority(gazetteer(), tmp_path / name)
