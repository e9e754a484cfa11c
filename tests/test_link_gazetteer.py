"""The tables of places and organisations: what a name stands for, and what they promise to whoever edits them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.link.gazetteer import COLUMNS, SORT_COLUMNS, gazetteer, read
from kg.link.names import abbreviates, name_key, shortens


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russland", "Russia"),
        ("Russia", "Russia"),
        ("RUSSLAND", "Russia"),
        ("Russlands", "Russia"),
        ("Noreg", "Norway"),
        ("USAs", "United_States"),
        ("Fjell-Karabakh", "Nagorno-Karabakh"),
        ("Nagorno–Karabakh", "Nagorno-Karabakh"),
        ("Kiev", "Kyiv"),
        ("Sovjetunionen", "Soviet_Union"),
        ("AP", "Associated_Press"),
        ("Ap", "Labour_Party_Norway"),
        ("OSSE", "OSCE"),
        ("Nato", "NATO"),
        ("us", ""),
        ("who", ""),
        ("nice", ""),
        ("Ola Nordmann", ""),
    ],
)
def test_names(name: str, expected: str) -> None:
    record = gazetteer().find(name)
    assert (record.id if record is not None else "") == expected


def test_every_country_has_a_capital_or_is_none() -> None:
    known = gazetteer()
    seats = {record.part_of for record in known.records.values() if record.sort == "capital"}
    without = {record.id for record in known.records.values() if record.sort == "country"} - seats
    assert len(without) < 10, sorted(without)


def test_ids_are_safe_in_an_iri_and_point_somewhere() -> None:
    for record in gazetteer().records.values():
        assert record.id.replace("_", "").replace("-", "").isalnum(), record.id
        assert record.id.isascii(), record.id
        assert all(iri.startswith("http") for iri in record.same_as), record


def test_the_country_of_a_place_is_known_unless_it_is_disputed() -> None:
    known = gazetteer()
    places = ("Bamako", "Bergen", "Chechnya", "Nagorno-Karabakh")
    countries = {name: known.country_of(known.records[name]) for name in places}
    assert countries == {"Bamako": "Mali", "Bergen": "Norway", "Chechnya": "Russia", "Nagorno-Karabakh": ""}


def test_the_sorts_of_the_tables_have_nouns() -> None:
    known = gazetteer()
    assert {record.sort for record in known.records.values()} <= set(known.open_sorts)
    assert known.sorts_of("by", "nb") == {"city", "capital"}


HEADING = "\t".join(COLUMNS)
SORTS = "\t".join(SORT_COLUMNS)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("", "places.tsv: the heading must be the columns id, kind"),
        (f"{HEADING}\nA\tPlace\tcity\tA\n", "places.tsv, line 2: id, kind, nb and en must be given"),
        (f"{HEADING}\nA\tPlace\tcity\tA\t\tA\tB\n", "places.tsv, line 2: alias 'B' must be name@language"),
        (f"{HEADING}\nA\tPlace\tcity\tA\t\tA\t\t\tB\n", "A in .* refers to B, which has no row"),
        (f"{HEADING}\nA\tPlace\tcity\tX\t\tX\nB\tPlace\tcity\tX\t\tX\n", "'X' names both A and B"),
        (f"{HEADING}\n" + "A\t" * 12, "places.tsv, line 2: 13 cells, but there are 12 columns"),
    ],
)
def test_a_bad_table_is_named_with_its_line(rows: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text(rows, encoding="utf-8")
    (tmp_path / "organisations.tsv").write_text(HEADING + "\n", encoding="utf-8")
    (tmp_path / "sorts.tsv").write_text(SORTS + "\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=complaint):
        read(tmp_path)


def test_an_editor_may_add_a_row_with_few_cells(tmp_path: Path) -> None:
    row = "Atlantis\tPlace\tregion\tAtlantis\t\tAtlantis"
    (tmp_path / "places.tsv").write_text(f"# a remark\n{HEADING}\n\n{row}\n", encoding="utf-8")
    (tmp_path / "organisations.tsv").write_text(HEADING + "\n", encoding="utf-8")
    (tmp_path / "sorts.tsv").write_text(SORTS + "\nregion\t\tregion\t\tregion\n", encoding="utf-8")
    record = read(tmp_path).find("Atlantis")
    assert record is not None
    assert record.labels == (("en", "Atlantis"), ("nb", "Atlantis"))


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("MHF", "Møre Håndballforbund", True),
        ("OSSE", "Organisasjonen for sikkerhet og samarbeid i Europa", True),
        ("Aqim", "al-Qaida i Maghreb", True),
        ("Sp", "Sarpsborg", False),
        ("Frp", "Per Sandberg", False),
        ("to år", "Tom Ås", False),
    ],
)
def test_what_abbreviates_what(short: str, full: str, expected: bool) -> None:
    assert abbreviates(short, full) is expected


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Putin", "Vladimir Putin", True),
        ("Gaddafi", "Muammar al-Gaddafi", True),
        ("Per Olsen", "Per Arne Olsen", True),
        ("Arne", "Per Arne Olsen", False),
        ("Olsen", "Olsen", False),
    ],
)
def test_what_shortens_what(short: str, full: str, expected: bool) -> None:
    tokens = [tuple(name_key(name).split()) for name in (short, full)]
    assert shortens(tokens[0], tokens[1]) is expected
