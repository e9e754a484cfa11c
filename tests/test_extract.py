"""Extraction of texts that no grammar covers: never a crash or a runaway; every claim lies in its text."""

from __future__ import annotations

import random

import pytest

from kg.extract import extract
from kg.model import Article, Block, BlockKind, Extraction
from kg.parse import parse
from kg.vocabulary import digest

WORDS = [
    "Estland",
    "hevder",
    "at",
    "soldater",
    "fra",
    "Latvia",
    "er",
    "sendt",
    "til",
    "Tartu",
    "og",
    "angrep",
    "havnen",
    "mens",
    "ministeren",
    "krever",
    "at",
    "flåten",
    "trekker",
    "seg",
    "ut",
    "av",
    "området",
    ",",
    "sier",
    "«",
    "talskvinnen",
    "»",
    "(",
    "41",
    ")",
    "–",
    "hvis",
    "ikke",
    "presidenten",
    "ifølge",
    "avisen",
    "har",
    "benektet",
    "dette",
    "onsdag",
]
ODD = [
    "",
    "\n\n  \n",
    "ESTLAND ANGREP LATVIA SIER SIER SIER (OG « – « – (",
    "for (int i = 0; i < 10; i++) { a[i] = b * c; }\n| a | b |\n|---|---|",
    "Hun sa at han sa at hun sa at han sa at de sa at Estland angrep Latvia.",
    "og og og og . . . , , , – – –",
    "han sa at de ville dra fordi " * 715,
    "soldatene gikk mot byen og ministeren svarte nei " * 150,
    "« « – (Estland) » angrep “ Latvia ” « sa » – – (( « ministeren " * 20,
    "STATSRÅDEN AVVISER AT FLÅTEN ANGREP HAVNEN I TARTU " * 40,
    "med mindre så sant båten kommer i tilfelle " * 150,
    "både båten i Tartu og verken (BTV) nær Estland i Oslo på Norge eller enten " * 100,
    "\t".join(["1 234", "12,5 %", "| Oslo |", "kr", "-"] * 100),
    "Statsmi\u200bnister J\u200dens Tve\u00adit \ufeffmøtte 😀 习近平 في موسكو 🇳🇴. " * 15,
]


def extracted(text: str) -> Extraction:
    block = (Block(0, len(text), BlockKind.PARAGRAPH),) if text.strip() else ()
    article = Article(digest(text), "test", text, block, language="nb")
    return extract(article, parse(article))


def shuffled(seed: int, length: int) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length))


@pytest.mark.parametrize("text", [*ODD, *(shuffled(seed, 150) for seed in range(6)), shuffled(7, 2_000)])
def test_any_text_is_extracted_and_every_claim_lies_in_it(text: str) -> None:
    found = extracted(text)
    for claim in found.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip() == text[claim.start : claim.end]
        start, end = found.sentences[claim.sentence]
        assert start <= claim.start
        assert claim.end <= end
        assert claim.subject is not None or claim.object is not None
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)


def test_extraction_is_a_function_of_the_text() -> None:
    text = shuffled(1, 60)
    assert extracted(text) == extracted(text)
