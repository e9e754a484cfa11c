"""Reading: files in, articles with blocks and days out, and one clear line for each file that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, BlockKind
from kg.read import articles
from kg.read.blocks import blocks
from kg.read.words import words

Read = Callable[..., Article]
PLAIN = "Statsråden gikk av i går.\n\nHun sa at hun var lei seg.\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a text to a file, read it, and give its only article."""

    def one(text: str, name: str = "sak.txt") -> Article:
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        found, errors = articles([tmp_path / name])
        assert not errors
        return found[0]

    return one


def parts(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in blocks(text, words())]


# what the blocks are


def test_an_article_is_cut_into_its_blocks(read: Read) -> None:
    text = """ date 2021-05 FANT SPOR: Hunden Balder lette i skogen ved Lillehammer. Foto: Kari Moe / NTB

Hunden fant veskene

En hund fant torsdag to vesker med sedler. Politiet leter etter eieren.

Ukjent eier

– Vi vet ikke hvem som eier pengene, sier lensmannen.

Les også Katten fant veien hjem

Publisert: 07.05.21
"""
    article = read(text)
    assert parts(article) == [
        ("dateline", "date 2021-05"),
        ("subheading", "FANT SPOR:"),
        ("caption", "Hunden Balder lette i skogen ved Lillehammer."),
        ("credit", "Foto: Kari Moe / NTB"),
        ("headline", "Hunden fant veskene"),
        ("paragraph", "En hund fant torsdag to vesker med sedler. Politiet leter etter eieren."),
        ("subheading", "Ukjent eier"),
        ("paragraph", "– Vi vet ikke hvem som eier pengene, sier lensmannen."),
        ("teaser", "Les også Katten fant veien hjem"),
        ("dateline", "Publisert: 07.05.21"),
    ]
    assert article.headline == "Hunden fant veskene"
    assert article.published == date(2021, 5, 7)
    assert (article.publisher, article.language) == ("", "")


CAPTIONS = {
    "credit at the end": (
        "Brannen herjet hele natten. Foto: Per Li / NTB",
        [("caption", "Brannen herjet hele natten."), ("credit", "Foto: Per Li / NTB")],
    ),
    "credit in brackets": (
        "Smoke over the harbour (Photo by Ann Lee)",
        [("caption", "Smoke over the harbour"), ("credit", "(Photo by Ann Lee)")],
    ),
    "credit alone": ("FOTO: Per Li", [("credit", "FOTO: Per Li")]),
    "credit and agency on two lines": ("Foto:\nPer Li", [("credit", "Foto:\nPer Li")]),
    "credit on the line below its caption": (
        "LEI SEG: Statsråden møtte pressen.\nFoto: Per Li",
        [("subheading", "LEI SEG:"), ("caption", "Statsråden møtte pressen."), ("credit", "Foto: Per Li")],
    ),
    "capitals without a credit": (
        "PÅ SPORET: Politiet fant bilen i Hamar.",
        [("subheading", "PÅ SPORET:"), ("caption", "Politiet fant bilen i Hamar.")],
    ),
    "an abbreviation is no kicker": (
        "NATO: Vi er klare til å hjelpe.",
        [("paragraph", "NATO: Vi er klare til å hjelpe.")],
    ),
    "a sentence about a photo": (
        "Politiet viste et bilde som de kalte foto: en mann.",
        [("paragraph", "Politiet viste et bilde som de kalte foto: en mann.")],
    ),
    "a long text after the word": (
        "Foto: Dette er en hel setning som forteller mye mer enn hvem som tok bildet den dagen.",
        [("paragraph", "Foto: Dette er en hel setning som forteller mye mer enn hvem som tok bildet den dagen.")],
    ),
}


@pytest.mark.parametrize(("line", "expected"), CAPTIONS.values(), ids=CAPTIONS)
def test_captions_and_credits(read: Read, line: str, expected: list[tuple[str, str]]) -> None:
    assert parts(read(f"{PLAIN}\n{line}\n"))[2:] == expected


LAST_LINES = {
    "les også Kongen åpner broen i Bergen": "teaser",
    "Les mer: Kongen åpner broen": "teaser",
    "» Read also: King opens bridge": "teaser",
    "Lesere ringte hele dagen.": "paragraph",
    "Publisert: 01.10.20": "dateline",
    "Publisert:": "dateline",
    "Oppdatert: Kongen åpner broen": "subheading",
    "Oppdatert 2. mars 2021 kl. 14.30": "dateline",
    "Published: 1 October 2020": "dateline",
    "Torsdag 1. oktober 2020 kl. 12.05": "dateline",
    "2020-10-01": "dateline",
    "Published in 1999, the book sold badly.": "paragraph",
    "Festivalen åpner 1. oktober 2020.": "paragraph",
    "Av Kari Nordli og Per Li": "credit",
    "By Ann Lee": "credit",
    "Av disse er ti barn.": "paragraph",
    "Av disse er ti barn": "subheading",
    "Frykter nytt ras": "subheading",
    "– Helt sjokkert": "subheading",
    "– Nei, sier han.": "paragraph",
    "«Vi kommer tilbake»": "subheading",
    "«Vi kommer tilbake.»": "paragraph",
    "Han hadde ett krav:": "paragraph",
    "Hva skjer nå?": "paragraph",
    "Denne linjen mangler punktum, men den er altfor lang til å være en mellomtittel": "paragraph",
    "***": "subheading",
}


@pytest.mark.parametrize(("line", "kind"), LAST_LINES.items())
def test_what_a_line_after_the_paragraphs_is(line: str, kind: str) -> None:
    assert kinds(f"{PLAIN}\n{line}\n") == ["paragraph", "paragraph", kind]


def test_a_label_takes_the_line_it_announces() -> None:
    assert kinds(f"{PLAIN}\nLes også:\n\nKongen åpner broen\n\nKongen kom med tog.") == [
        "paragraph",
        "paragraph",
        "teaser",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("OSLO (NTB): ", "OSLO (NTB):"),
        ("Bergen (NTB) – ", "Bergen (NTB) –"),
        ("OSLO (VG) ", "OSLO (VG)"),
        ("(Reuters) - ", "(Reuters) -"),
        ("LONDON, Oct 1 (Reuters) - ", "LONDON, Oct 1 (Reuters) -"),
    ],
)
def test_place_and_agency_stand_apart_from_the_first_sentence(read: Read, opening: str, dateline: str) -> None:
    assert parts(read(f"{opening}Statsråden gikk av i går.\n")) == [
        ("dateline", dateline),
        ("paragraph", "Statsråden gikk av i går."),
    ]


def test_an_agency_in_a_sentence_is_part_of_it() -> None:
    assert kinds("Norsk Telegrambyrå (NTB) melder at statsråden gikk av.\n") == ["paragraph"]


HEADLINES = {
    "first short line": ("Kongen åpner broen\n\n" + PLAIN, "Kongen åpner broen"),
    "after a caption": ("Regn. Foto: Per Li\n\nKongen åpner broen\n\n" + PLAIN, "Kongen åpner broen"),
    "after a section name": ("INNENRIKS\n\nKongen åpner broen\n\n" + PLAIN, "Kongen åpner broen"),
    "after a date": ("1. oktober 2020\nKongen åpner broen\n\n" + PLAIN, "Kongen åpner broen"),
    "after a rule": ("* * *\n\nKongen åpner broen\n\n" + PLAIN, "Kongen åpner broen"),
    "a question": ("Hvem åpner broen?\n\n" + PLAIN, "Hvem åpner broen?"),
    "after the scraper's mark": ("date 2020-09 Kongen åpner broen\n\n" + PLAIN, "Kongen åpner broen"),
    "never below a paragraph": (PLAIN + "\nKongen åpner broen\n", ""),
    "none": (PLAIN, ""),
}


@pytest.mark.parametrize(("text", "headline"), HEADLINES.values(), ids=HEADLINES)
def test_the_headline(read: Read, text: str, headline: str) -> None:
    assert read(text).headline == headline


def test_one_sentence_on_each_line_is_one_paragraph_on_each_line() -> None:
    assert kinds("Kongen åpner broen\nKongen kom med tog.\nHan holdt en tale til byen.\n") == [
        "headline",
        "paragraph",
        "paragraph",
    ]


def test_lines_broken_at_a_fixed_width_are_one_paragraph(read: Read) -> None:
    wrapped = """Kongen åpner broen

Kongen kom med tog til byen tidlig om morgenen, og
hundrevis av barn ventet på stasjonen med flagg og
blomster. Etterpå holdt han en kort tale.

Broen har kostet nesten to milliarder kroner, mye
mer enn planlagt. Den er den lengste i landet.
"""
    article = read(wrapped)
    assert [kind for kind, _ in parts(article)] == ["headline", "paragraph", "paragraph"]
    assert parts(article)[1][1].endswith("en kort tale.")


# offsets

SNIPPETS = [
    "Foto: Per Li / NTB",
    "date 2020-09 ",
    "LEI SEG: ",
    "Les også ",
    "Les også:",
    "Publisert: 01.10.20",
    "OSLO (NTB): ",
    "Av Kari Nordli",
    "Kongen åpner broen",
    "Kongen kom med tog til byen i går.",
    "\n",
    "\n\n",
    " \t",
    "\u00a0",
]


@given(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=30), max_size=25).map("".join))
def test_blocks_cover_all_that_is_not_white_space_in_order(text: str) -> None:
    found = blocks(text, words())
    position = 0
    for block in found:
        assert not text[position : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip() != ""
        position = block.end
    assert not text[position:].strip()
    assert sum(block.kind is BlockKind.HEADLINE for block in found) <= 1


def test_offsets_count_characters_of_the_text_whatever_the_bytes_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + "Brøt seg inn 🚓\r\n\r\nPolitiet så på.\r".encode())
    [article], _ = articles([tmp_path / "a.txt"])
    assert article.text == "Brøt seg inn 🚓\n\nPolitiet så på.\n"
    assert parts(article) == [("headline", "Brøt seg inn 🚓"), ("paragraph", "Politiet så på.")]


# the day of publication

DAYS = {
    "day.month.year": ("Publisert: 01.10.20", date(2020, 10, 1)),
    "one digit": ("Publisert 1.2.2020", date(2020, 2, 1)),
    "last century": ("Publisert: 03.04.99", date(1999, 4, 3)),
    "ISO with a clock": ("Published: 2020-10-01T12:00:00", date(2020, 10, 1)),
    "Norwegian": ("Publisert 1. oktober 2020", date(2020, 10, 1)),
    "English, day first": ("Published: 1 October 2020", date(2020, 10, 1)),
    "English, month first": ("Thursday, October 1st, 2020", date(2020, 10, 1)),
    "short month": ("Publisert: tor. 1. okt. 2020 kl. 08", date(2020, 10, 1)),
    "published before updated": ("Oppdatert 03.10.20\nPublisert 01.10.20", date(2020, 10, 1)),
    "both on a line": ("Oppdatert: 03.10.20 Publisert: 01.10.20", date(2020, 10, 1)),
    "only updated": ("Oppdatert: 03.10.20", date(2020, 10, 3)),
    "published before a bare date": ("2020-10-05\nPublisert: 01.10.20", date(2020, 10, 1)),
    "the scraper's mark with a day": ("date 2020-09-30 Brannen herjet. Foto: Per Li", date(2020, 9, 30)),
    "a month gives no day": ("date 2020-09 Brannen herjet. Foto: Per Li", None),
    "no day of the calendar": ("Publisert: 31.02.20", None),
    "a date in a sentence": ("Broen åpnet 1. oktober 2020.", None),
}


@pytest.mark.parametrize(("line", "day"), DAYS.values(), ids=DAYS)
def test_the_day_of_publication(read: Read, line: str, day: date | None) -> None:
    assert read(f"{PLAIN}\n{line}\n").published == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("VG-20121202-10056280.txt", date(2012, 12, 2)),
        ("2012-12-02-brev.txt", date(2012, 12, 2)),
        ("brev_2012_12_02.txt", date(2012, 12, 2)),
        ("brev-20121340.txt", None),
        ("000_4538194774816.txt", None),
    ],
)
def test_a_day_in_the_file_name_counts_where_the_text_has_none(read: Read, name: str, day: date | None) -> None:
    assert read(PLAIN, name).published == day
    assert read(PLAIN + "\nPublisert: 01.10.20", name).published == date(2020, 10, 1)


# files


def test_bad_files_cost_one_clear_line_each_and_never_the_good_ones(tmp_path: Path) -> None:
    good, empty, binary, latin = (tmp_path / name for name in ("god.txt", "tom.txt", "bilde.txt", "gammel.txt"))
    good.write_text(PLAIN, encoding="utf-8")
    empty.write_text(" \n\n", encoding="utf-8")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    latin.write_bytes("Blåbærsyltetøy er godt.".encode("latin-1"))
    missing = tmp_path / "borte.txt"
    found, errors = articles([latin, missing, good, binary, empty])
    assert [article.source for article in found] == [good.as_posix()]
    lines = [str(error) for error in errors]
    assert [line.removeprefix(f"{tmp_path.as_posix()}/").split(":")[0] for line in lines] == [
        "bilde.txt",
        "borte.txt",
        "gammel.txt",
        "tom.txt",
    ]
    assert all("\n" not in line for line in lines)
    assert "binary" in lines[0]
    assert "no such file" in lines[1]
    assert "`iconv -f ISO-8859-1 -t UTF-8 " in lines[2]
    assert "is empty" in lines[3]


BAD = {
    "Windows quotes": ("“Nei”, sa han på Østlandet.".encode("cp1252"), "iconv -f WINDOWS-1252 -t UTF-8"),
    "UTF-16": ("Nei, sa han.".encode("utf-16"), "iconv -f UTF-16 -t UTF-8"),
    "cut off": ("Han spiste blå".encode()[:-1], "cut off"),
    "broken": (b"Bl\xc3\xa5 og r\xf8d saft.", "broken UTF-8 at byte 9"),
    "control characters": (b"Nei, sa han.\x07", "byte 12 is 0x07"),
    "HTML": (b"\n<!DOCTYPE html><html><body><p>Nei", "is HTML"),
    "RTF": (b"{\\rtf1\\ansi Nei}", "is RTF"),
    "no words": (b"...\n", "is empty"),
    "too large": (b"Nei. " * 2_000_001, "larger than 10 MB"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_what_is_not_a_plain_utf8_text_is_refused_with_the_mend(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    found, [error] = articles([tmp_path / "a.txt"])
    assert not found
    assert message in str(error)
    assert "a.txt: " in str(error)


def test_a_folder_stands_for_its_text_files_at_any_depth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nyheter" / "2020").mkdir(parents=True)
    (tmp_path / "nyheter" / ".gjemt").mkdir()
    for number, name in enumerate(["b.txt", "2020/a.TXT", "README.md", "._b.txt", ".gjemt/c.txt", "side.html"]):
        (tmp_path / "nyheter" / name).write_text(f"{number}. {PLAIN}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found, errors = articles(["./nyheter/"])
    assert [article.source for article in found] == ["nyheter/2020/a.TXT", "nyheter/b.txt"]
    assert not errors


def test_a_named_file_is_read_whatever_its_suffix(read: Read) -> None:
    assert read(PLAIN, "README.md").text == PLAIN


def test_the_order_of_paths_does_not_matter_and_a_path_is_read_once(tmp_path: Path) -> None:
    for name, text in {"b": PLAIN, "a": "Noe annet skjedde.", "c": PLAIN.replace("\n", "\r\n")}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    paths = [tmp_path / "c.txt", tmp_path, tmp_path / "a.txt", tmp_path / "b.txt"]
    found, errors = articles(paths)
    assert [Path(article.source).name for article in found] == ["a.txt", "b.txt", "c.txt"]
    assert found[1].id == found[2].id
    assert articles(reversed(paths)) == (found, errors) == (found, [])


def test_a_folder_without_articles_is_reported(tmp_path: Path) -> None:
    found, [error] = articles([tmp_path])
    assert not found
    assert "no .txt files" in str(error)


def test_a_path_that_is_no_text_of_its_own_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    _, [error] = articles([tmp_path / "pipe.txt"])
    assert "neither a file nor a folder" in str(error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0)
    _, [error] = articles([tmp_path / "a.txt"])
    assert "permissions" in str(error)


def test_odd_file_names_stay_one_line_and_valid_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"r\xf8d\n.txt")
    (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    [article], _ = articles([tmp_path / name])
    assert article.source.encode("utf-8").endswith("r\ufffdd\n.txt".encode())
    (tmp_path / name).write_text("", encoding="utf-8")
    _, [error] = articles([tmp_path / name])
    assert "\n" not in str(error).encode("utf-8").decode()


def test_the_sample_articles_are_read_with_headline_and_day() -> None:
    found, errors = articles([Path(__file__).parent.parent / "seeds"])
    assert not errors
    assert len(found) >= 4
    assert all(article.headline and article.published for article in found)
