"""What a reader of an article takes its time expressions to mean."""

from __future__ import annotations

import time
from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract.times import TimeSpan, times
from kg.model import Article, Block, BlockKind

THURSDAY = date(2020, 10, 1)
PIPELINES = {language: spacy.blank(language) for language in ("nb", "en")}


def article(text: str, language: str, published: date | None = THURSDAY, blocks: tuple[Block, ...] = ()) -> Article:
    return Article("a", "a.txt", text, blocks, published=published, language=language)


def read(text: str, language: str = "nb", published: date | None = THURSDAY) -> list[str]:
    """Every expression as "text = value" or "text = begin/end", nothing after the sign where it has no value."""
    return [shown(span) for span in times(PIPELINES[language](text), article(text, language, published))]


def shown(span: TimeSpan) -> str:
    found = span.time
    value = found.value or (f"{found.begin}/{found.end}" if found.begin or found.end else "")
    return f"{found.text} = {value}".strip()


NORWEGIAN = """
uttalelse fra Moskva sent onsdag kveld.         | sent onsdag kveld = 2020-09-30
Tidligere onsdag tilbød Russland seg            | Tidligere onsdag = 2020-09-30
De kom torsdag                                  | torsdag = 2020-10-01
konflikten brøt ut søndag, skriver AP           | søndag = 2020-09-27
de dro laurdag                                  | laurdag = 2020-09-26
møtet var tysdag                                | tysdag = 2020-09-29
skipet sank natt til søndag                     | natt til søndag = 2020-09-27
toget gikk onsdag morgen                        | onsdag morgen = 2020-09-30
onsdagskveld ble det stille                     | onsdagskveld = 2020-09-30
etter onsdagens møte                            | onsdagens = 2020-09-30
forrige mandag                                  | forrige mandag = 2020-09-28
sist fredag                                     | sist fredag = 2020-09-25
i mandags                                       | i mandags = 2020-09-28
førstkommende lørdag                            | førstkommende lørdag = 2020-10-03
presidenten skal møte dem onsdag                | onsdag = 2020-10-07
kampen er utsatt til fredag                     | til fredag = /2020-10-02
mandag denne uken                               | mandag denne uken = 2020-09-28
mandag i forrige uke                            | mandag i forrige uke = 2020-09-21
onsdag neste uke                                | onsdag neste uke = 2020-10-07
onsdag kl. 14.30                                | onsdag kl. 14.30 = 2020-09-30
klokken 14.30 smalt det                         | klokken 14.30 = 2020-10-01
mellom klokken 14 og 16                         | mellom klokken 14 og 16 = 2020-10-01
hver søndag                                     | hver søndag =
fra mandag til fredag                           | fra mandag til fredag = 2020-09-21/2020-09-25
i går kveld                                     | i går kveld = 2020-09-30
tidligere i dag                                 | tidligere i dag = 2020-10-01
i kveld                                         | i kveld = 2020-10-01
i forgårs                                       | i forgårs = 2020-09-29
i morgen                                        | i morgen = 2020-10-02
i fjor                                          | i fjor = 2019
siden i fjor                                    | siden i fjor = 2019/
i år                                            | i år = 2020
neste år                                        | neste år = 2021
neste uke                                       | neste uke = 2020-10-05/2020-10-11
i forrige uke                                   | i forrige uke = 2020-09-21/2020-09-27
i forrige måned                                 | i forrige måned = 2020-09
i helgen                                        | i helgen = 2020-09-26/2020-09-27
til helgen                                      | til helgen = 2020-10-03/2020-10-04
for to år siden                                 | for to år siden = 2018
for tre måneder siden                           | for tre måneder siden = 2020-07
for et halvt år siden                           | for et halvt år siden = 2020-04
for ti dager siden                              | for ti dager siden = 2020-09-21
for en uke siden                                | for en uke siden = 2020-09-21/2020-09-27
for noen år siden                               | for noen år siden =
om tre dager                                    | om tre dager = 2020-10-04
om to uker                                      | om to uker = 2020-10-12/2020-10-18
to uker senere                                  | to uker senere =
året etter                                      | året etter =
i tre år                                        | i tre år =
de siste tre månedene                           | de siste tre månedene =
1. oktober                                      | 1. oktober = 2020-10-01
den 1. oktober 2020                             | den 1. oktober 2020 = 2020-10-01
søndag 3. mai                                   | søndag 3. mai = 2020-05-03
17. mars i fjor                                 | 17. mars i fjor = 2019-03-17
den syttende mai                                | den syttende mai = 2020-05-17
01.10.20                                        | 01.10.20 = 2020-10-01
2020-09-30                                      | 2020-09-30 = 2020-09-30
20. oktober 1812                                | 20. oktober 1812 = 1812-10-20
3. november                                     | 3. november = 2020-11-03
mellom 3. og 5. mai                             | mellom 3. og 5. mai = 2020-05-03/2020-05-05
5.–7. mai 2019                                  | 5.–7. mai 2019 = 2019-05-05/2019-05-07
julaften 2012                                   | julaften 2012 = 2012-12-24
oktober i fjor                                  | oktober i fjor = 2019-10
i mars 2023                                     | i mars 2023 = 2023-03
i juni                                          | i juni = 2020-06
i slutten av mars                               | i slutten av mars = 2020-03
fra mai til oktober 2012                        | fra mai til oktober 2012 = 2012-05/2012-10
juni–august 2014                                | juni–august 2014 = 2014-06/2014-08
støttet av regjeringen siden 1994.              | siden 1994 = 1994/
frem til 1997                                   | frem til 1997 = /1997
innen 2030                                      | innen 2030 = /2030
i 1945 kom freden                               | i 1945 = 1945
fra 2003 til 2005                               | fra 2003 til 2005 = 2003/2005
i perioden 2003–2005                            | 2003–2005 = 2003/2005
sesongen 1990-91                                | sesongen 1990-91 = 1990/1991
året 1812                                       | året 1812 = 1812
på 90-tallet                                    | på 90-tallet = 1990/1999
tidlig på 90-tallet                             | tidlig på 90-tallet = 1990/1993
midt på 1980-tallet                             | midt på 1980-tallet = 1984/1986
sent på nittitallet                             | sent på nittitallet = 1997/1999
på 1800-tallet                                  | på 1800-tallet = 1800/1899
på 1950- og 1960-tallet                         | på 1950- og 1960-tallet = 1950/1969
det 20. århundret                               | det 20. århundret = 1900/1999
første halvår 2012                              | første halvår 2012 = 2012-01/2012-06
andre kvartal 2023                              | andre kvartal 2023 = 2023-04/2023-06
i uke 23                                        | i uke 23 = 2020-06-01/2020-06-07
påsken 2012                                     | påsken 2012 = 2012
tidligere i sommer                              | tidligere i sommer = 2020
i fjor høst                                     | i fjor høst = 2019
til våren                                       | til våren = 2021
Ved årsskiftet overtar Sverige                  | Ved årsskiftet = 2021-01-01
frem til tre år etter oppløsningen              | frem til tre år etter =
i Norge bor folk                                |
i 2000 mennesker                                |
2000 mennesker                                  |
Mai Britt dro til Mars                          |
i vår familie                                   |
den 22. juli-rapporten                          |
31. februar                                     |
det første målet                                |
"""

ENGLISH = """
He died last Sunday             | last Sunday = 2020-09-27
They met on Wednesday           | on Wednesday = 2020-09-30
late Tuesday evening            | late Tuesday evening = 2020-09-29
They will meet on Friday        | on Friday = 2020-10-02
next Friday                     | next Friday = 2020-10-02
Monday of last week             | Monday of last week = 2020-09-21
after Wednesday's attack        | Wednesday's = 2020-09-30
every Sunday                    | every Sunday =
on Monday at 10 a.m.            | on Monday at 10 a.m. = 2020-09-28
2:30 p.m. Wednesday             | 2:30 p.m. Wednesday = 2020-09-30
yesterday                       | yesterday = 2020-09-30
last night                      | last night = 2020-09-30
tomorrow                        | tomorrow = 2020-10-02
since last year                 | since last year = 2019/
this year                       | this year = 2020
next week                       | next week = 2020-10-05/2020-10-11
last week's vote                | last week's = 2020-09-21/2020-09-27
this weekend                    | this weekend = 2020-10-03/2020-10-04
two years ago                   | two years ago = 2018
three months ago                | three months ago = 2020-07
a few years ago                 | a few years ago =
It will open in three days      | in three days = 2020-10-04
It took in three days           | in three days =
for three years                 | for three years =
over the past three months      | over the past three months =
October 1, 2020                 | October 1, 2020 = 2020-10-01
1 October                       | 1 October = 2020-10-01
the 3rd of May                  | the 3rd of May = 2020-05-03
Oct. 1, 2019                    | Oct. 1, 2019 = 2019-10-01
Wednesday, September 30, 2020   | Wednesday, September 30, 2020 = 2020-09-30
May 3-5                         | May 3-5 = 2020-05-03/2020-05-05
Christmas Eve                   | Christmas Eve = 2019-12-24
in March 2023                   | in March 2023 = 2023-03
early October 2019              | early October 2019 = 2019-10
last March                      | last March = 2020-03
since 1994                      | since 1994 = 1994/
by the end of 2021              | by the end of 2021 = /2021
between 2003 and 2005           | between 2003 and 2005 = 2003/2005
in the 1990s                    | in the 1990s = 1990/1999
the early 1990s                 | the early 1990s = 1990/1993
late '90s                       | late '90s = 1997/1999
the 20th century                | the 20th century = 1900/1999
the second quarter of 2023      | the second quarter of 2023 = 2023-04/2023-06
Q2 2023                         | Q2 2023 = 2023-04/2023-06
week 23                         | week 23 = 2020-06-01/2020-06-07
the summer of 2012              | the summer of 2012 = 2012
May said he may march           |
in 2000 people                  |
the fall of Kabul               |
one of the first to go          |
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("text", "expected"), rows(NORWEGIAN))
def test_norwegian_expression(text: str, expected: str) -> None:
    assert read(text) == ([expected] if expected else [])


@pytest.mark.parametrize(("text", "expected"), rows(ENGLISH))
def test_english_expression(text: str, expected: str) -> None:
    assert read(text, "en") == ([expected] if expected else [])


PAST, PRESENT = "Tense=Past|VerbForm=Fin", "Tense=Pres|VerbForm=Fin"


@pytest.mark.parametrize(
    ("words", "verb", "morph", "expected"),
    [
        ("De møttes fredag", 1, PAST, "2020-09-25"),
        ("De møtes fredag", 1, PRESENT, "2020-10-02"),
        ("Lavrov sier fredag", 1, PRESENT, "2020-09-25"),
        ("De skal møtes fredag", 1, PRESENT, "2020-10-02"),
        ("De skal ha møttes fredag", 1, PRESENT, "2020-09-25"),
        ("Sverige overtok ved årsskiftet", 1, PAST, "2020-01-01"),
        ("Sverige overtar ved årsskiftet", 1, PRESENT, "2021-01-01"),
        ("De kom 3. november", 1, PAST, "2019-11-03"),
        ("De kommer 3. november", 1, PRESENT, "2020-11-03"),
    ],
)
def test_the_tense_of_the_clause_decides_which_day_is_meant(words: str, verb: int, morph: str, expected: str) -> None:
    split = words.split()
    doc = Doc(PIPELINES["nb"].vocab, split, morphs=[morph if i == verb else "" for i in range(len(split))])
    assert [span.time.value for span in times(doc, article(doc.text, "nb"))] == [expected]


def test_a_caption_tells_in_the_present_what_has_happened() -> None:
    doc = Doc(PIPELINES["nb"].vocab, ["Putin", "møter", "Macron", "fredag"], morphs=["", PRESENT, "", ""])
    caption = (Block(0, len(doc.text), BlockKind.CAPTION),)
    assert times(doc, article(doc.text, "nb", blocks=caption))[0].time.value == "2020-09-25"


def test_nothing_crosses_a_line_or_a_block() -> None:
    assert read("Vi så dem i mars\n2020 gikk fort") == ["i mars = 2020-03"]
    text = "Foto i mars 2020 var hardt"
    blocks = (Block(0, 11, BlockKind.CAPTION), Block(12, len(text), BlockKind.PARAGRAPH))
    spans = times(PIPELINES["nb"](text), article(text, "nb", blocks=blocks))
    assert [shown(span) for span in spans] == ["i mars = 2020-03"]


def test_without_a_day_of_publication_only_absolute_times_have_values() -> None:
    assert read("Det var onsdag, i fjor, 3. mai og 3. mai 2012", published=None) == [
        "onsdag =",
        "i fjor =",
        "3. mai =",
        "3. mai 2012 = 2012-05-03",
    ]


def test_nynorsk_reads_the_norwegian_lists() -> None:
    text = "i fjor og for to veker sidan"
    found = times(PIPELINES["nb"](text), article(text, "nn"))
    assert [shown(span) for span in found] == ["i fjor = 2019", "for to veker sidan = 2020-09-14/2020-09-20"]


PIECES = "i på siden fra til 3. mai 2020 onsdag klokken 14.30 for to år 90 tallet - – , . \n 9999999999999 uke 99 31. "
ANY_TEXT = st.text(max_size=80) | st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(ANY_TEXT, st.sampled_from(["nb", "en"]), st.none() | st.dates())
def test_any_text_gives_ordered_spans_inside_the_document(text: str, language: str, published: date | None) -> None:
    doc = PIPELINES[language](text)
    found = times(doc, article(text, language, published))
    edges = [0, *(edge for span in found for edge in (span.start, span.end)), len(doc)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in found)


def test_time_grows_with_the_text_and_no_faster() -> None:
    sentence = "Kampene fortsatte onsdag 3. mai 2012, siden 1994 eller for to år siden, og i går kom 100. "

    def seconds(count: int) -> float:
        doc = PIPELINES["nb"](sentence * count)
        started = time.process_time()
        times(doc, article(doc.text, "nb"))
        return time.process_time() - started

    seconds(5)
    assert seconds(400) < 30 * seconds(40) + 0.5
