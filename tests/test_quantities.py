"""What a reader of an article takes its numbers to mean."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kg.extract.quantities import quantities
from kg.extract.times import times
from kg.model import Article

PIPELINES = {language: spacy.blank(language) for language in ("nb", "en")}


def read(text: str, language: str = "nb") -> list[str]:
    """Every quantity as "text = value unit", "text = minimum..maximum unit", with "~" before what is approximate."""
    shown = []
    for span in quantities(PIPELINES[language](text), language):
        found = span.quantity
        low, high = ("" if bound is None else f"{bound:.12g}" for bound in (found.minimum, found.maximum))
        value = f"{low}..{high}" if found.value is None else f"{found.value:.12g}"
        shown.append(f"{found.text} = {'~' if found.approximate else ''}{value} {found.unit}".strip())
    return shown


NORWEGIAN = """
rundt 100 tjenestemenn              | rundt 100 = ~100
14 sivile er drept                  | 14 = 14
minst 23 drepte                     | minst 23 = 23..
over 450 mennesker                  | over 450 = 450..
mer enn tjue land                   | mer enn tjue = 20..
høyst fem dager                     | høyst fem dager = ..5 day
opptil 40 000 fat                   | opptil 40 000 fat = ..40000 barrel
under 20 grader                     | under 20 grader = ..20 degree
mellom 10 og 20 personer            | mellom 10 og 20 = 10..20
10–20 prosent                       | 10–20 prosent = 10..20 %
10 til 20 tusen                     | 10 til 20 tusen = 10000..20000
fem-seks personer                   | fem-seks = 5..6
2–3 millioner                       | 2–3 millioner = 2000000..3000000
nær 70 prosent                      | nær 70 prosent = ~70 %
ca. 10 km                           | ca. 10 km = ~10 km
om lag 270.000 kroner               | om lag 270.000 kroner = ~270000 NOK
opp mot 600 fly                     | opp mot 600 = ~600
flere titalls skip                  | flere titalls = ~20..
flere titalls tusen pels            | flere titalls tusen = ~20000..
et titalls biler                    | et titalls = ~10
hundrevis av folk                   | hundrevis = ~200..
flere hundre mennesker              | flere hundre = ~200..
et dusin biler                      | et dusin = 12
et par biler                        | et par = ~2
et par tusen                        | et par tusen = ~2000
1 200 kom                           | 1 200 = 1200
1.200 kom                           | 1.200 = 1200
3,5 prosent                         | 3,5 prosent = 3.5 %
50 %                                | 50 % = 50 %
fjorten soldater                    | fjorten = 14
tjueto menn                         | tjueto = 22
to hundre og femti hus              | to hundre og femti = 250
femhundre hus                       | femhundre = 500
hundre tusen euro                   | hundre tusen euro = 100000 EUR
én mann                             | én = 1
en million                          | en million = 1000000
halvannen million kroner            | halvannen million kroner = 1500000 NOK
en halv milliard                    | en halv milliard = 500000000
nesten to og en halv uke            | nesten to og en halv uke = ~2.5 week
12 millioner kroner                 | 12 millioner kroner = 12000000 NOK
12 mill. kroner                     | 12 mill. kroner = 12000000 NOK
1,2 mrd. dollar                     | 1,2 mrd. dollar = 1200000000 USD
kr 500 dyrere                       | kr 500 = 500 NOK
200 svenske kroner                  | 200 svenske kroner = 200 SEK
hun er 53 år gammel                 | 53 år gammel = 53 year
53-åringen                          | 53-åringen = 53 year
en 53-årig mann                     | 53-årig = 53 year
20.000 tonn                         | 20.000 tonn = 20000 tonne
en mann og et hus                   |
et F-16-fly og et SU-25-fly         |
støtte til F-35                     |
vant 4-2                            |
nr. 5                               |
ring 22 33 44 55                    |
på 90-tallet                        |
tusen takk                          |
Ifølge TV 2 er det slik             |
"""

ENGLISH = """
about 1,200 people        | about 1,200 = ~1200
at least 14 civilians     | at least 14 = 14..
up to 40,000 barrels      | up to 40,000 barrels = ..40000 barrel
between 10 and 20         | between 10 and 20 = 10..20
three to four tonnes      | three to four tonnes = 3..4 tonne
twenty-three soldiers     | twenty-three = 23
two hundred and fifty     | two hundred and fifty = 250
half a million            | half a million = 500000
two and a half years      | two and a half years = 2.5 year
a hundred people          | a hundred = 100
a couple of cars          | a couple of = ~2
dozens of people          | dozens = ~24..
several hundred people    | several hundred = ~200..
hundreds of thousands     | hundreds of thousands = ~200000..
3.5 percent               | 3.5 percent = 3.5 %
50% more                  | 50% = 50 %
$1.5m                     | $1.5m = 1500000 USD
$5 to $10                 | $5 to $10 = 5..10 USD
US$20bn                   | US$20bn = 20000000000 USD
1.5-2 million             | 1.5-2 million = 1500000..2000000
a 23-year-old man         | 23-year-old = 23 year
aged 23                   | aged 23 = 23 year
one man                   | one = 1
a man and no one          |
the 1990s                 |
COVID-19                  |
No. 5                     |
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("text", "expected"), rows(NORWEGIAN))
def test_norwegian_quantity(text: str, expected: str) -> None:
    assert read(text) == ([expected] if expected else [])


@pytest.mark.parametrize(("text", "expected"), rows(ENGLISH))
def test_english_quantity(text: str, expected: str) -> None:
    assert read(text, "en") == ([expected] if expected else [])


def test_the_times_of_a_document_can_be_left_out() -> None:
    text = "De 14 kom 3. mai 2020"
    doc = PIPELINES["nb"](text)
    found = times(doc, Article("a", "a.txt", text, (), language="nb"))
    spans = quantities(doc, "nb", skip=[range(span.start, span.end) for span in found])
    assert [span.quantity.text for span in spans] == ["14"]


def test_a_number_inside_a_name_is_no_quantity() -> None:
    doc = Doc(PIPELINES["nb"].vocab, ["Vi", "kjøpte", "Boeing", "737", "fly"])
    doc.set_ents([Span(doc, 2, 4, "PROD")])
    assert quantities(doc, "nb") == []


PIECES = "rundt 1 200 1.200 3,5 - – mellom og til hundre millioner $ kr % to tjue en halv 999999999999999999999 . / \n"
ANY_TEXT = st.text(max_size=80) | st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(ANY_TEXT, st.sampled_from(["nb", "en"]))
def test_any_text_gives_ordered_spans_inside_the_document(text: str, language: str) -> None:
    doc = PIPELINES[language](text)
    found = quantities(doc, language)
    edges = [0, *(edge for span in found for edge in (span.start, span.end)), len(doc)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in found)
