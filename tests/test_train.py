"""What training does to its sentences, as far as it can be seen without PyTorch."""

from __future__ import annotations

import random

import pytest

from kg.parse.lexemes import Lexemes
from kg.parse.train.narc import read
from kg.parse.train.swaps import Names
from kg.parse.train.treebank import Sentence, articles, named
from kg.parse.train.treebank import read as treebank


def sentence(*rows: str) -> Sentence:
    """Rows of word, UPOS, features and name tag; every word hangs on the first."""
    words, upos, feats, tags = zip(*(row.split() for row in rows), strict=True)
    heads = (0, *[1] * (len(words) - 1))
    return Sentence(words, words, upos, feats, heads, ("root", *["dep"] * (len(words) - 1)), tags)


GIVEN = sentence("Kari PROPN _ B-PER", "Moe PROPN _ I-PER", "bor VERB _ O", "i ADP _ O", "Bergen PROPN _ B-GPE_LOC")
OTHER = sentence("Ola PROPN _ B-PER", "Lie PROPN _ I-PER", "så VERB _ O", "Oslo PROPN _ B-GPE_LOC", "ja INTJ _ O")
GENITIVE = sentence("Norges PROPN Case=Gen B-GPE_LOC", "Liv PROPN _ B-PER", "dro VERB _ O")


def test_names_are_swapped_within_their_kind_and_length() -> None:
    names = Names([GIVEN, OTHER, GENITIVE])
    seen = {names.swap(GIVEN, 1.0, random.Random(seed)).words for seed in range(40)}
    assert {words[:2] for words in seen} == {("Kari", "Moe"), ("Ola", "Lie")}
    assert {words[2:] for words in seen} == {("bor", "i", "Bergen"), ("bor", "i", "Oslo")}


def test_swapping_keeps_tree_and_tags_and_forgets_features() -> None:
    swapped = Names([GIVEN, OTHER]).swap(GIVEN, 1.0, random.Random(1))
    assert (swapped.heads, swapped.entities, swapped.upos) == (GIVEN.heads, GIVEN.entities, GIVEN.upos)
    assert swapped.feats == ("", "", "_", "_", "")
    assert Names([GIVEN]).swap(GIVEN, 0.0, random.Random(1)) == GIVEN


def test_lexemes_know_lemma_and_features() -> None:
    words = [
        ("nb", "NOUN", "Avisen", "avis", "F"),
        ("nb", "NOUN", "avisen", "avis", "M"),
        ("nb", "PROPN", "Moe", "Moe", "_"),
    ]
    lexemes = Lexemes.collect(words, ("M", "F", "_"))
    assert lexemes.lemma("nb", "NOUN", "avisen") == "avis"
    assert lexemes.lemma("nb", "NOUN", "Lokalavisen") == "lokalavis"
    assert lexemes.feats("nb", "NOUN", "lokalavisen") == [0, 1]
    assert lexemes.feats("nb", "PROPN", "Moe") == lexemes.feats("nb", "NOUN", "bok") == []


def test_narc_documents(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("Kari kom .\nHun lo .\n", encoding="utf-8")
    notes = (
        "T1\tMarkable 0 4\tKari\nT2\tMarkable 11 14\tHun\nT3\tMarkable 1 4\tari\nbroken\nR1\tCoref Arg1:T2 Arg2:T1\t\n"
    )
    (tmp_path / "a.ann").write_text(notes, encoding="utf-8")
    (document,) = read(tmp_path)
    assert document.sentences == (("Kari", "kom", "."), ("Hun", "lo", "."))
    assert document.clusters == (frozenset({(0, 1), (3, 4)}),)
    with pytest.raises(ValueError, match="no document"):
        read(tmp_path / "empty")


BLOCK = "# sent_id = {}\n1\tBergen\tBergen\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tlo\tle\tVERB\t_\t_\t0\troot\t_\t_\n\n"


def test_names_from_a_table(tmp_path) -> None:
    (tmp_path / "a.conllu").write_text(BLOCK.format("one") + BLOCK.format("two"), encoding="utf-8")
    (tmp_path / "names.tsv").write_text("two\t1-1:LOC\n", encoding="utf-8")
    sentences = treebank(tmp_path / "a.conllu")
    assert [sentence.entities for sentence in sentences] == [(), ()]
    assert [one.entities for one in named(sentences, tmp_path / "names.tsv")] == [("O", "O"), ("B-LOC", "O")]
    (tmp_path / "names.tsv").write_text("two\t1-3:LOC\n", encoding="utf-8")
    with pytest.raises(ValueError, match="two: no words 1-3 in a sentence of 2"):
        named(sentences, tmp_path / "names.tsv")


DOCUMENTS = (
    "# newdoc id = a\n" + BLOCK.format("one") + BLOCK.format("two") + "# newdoc id = b\n" + BLOCK.format("three")
)


def test_sentences_by_document(tmp_path) -> None:
    (tmp_path / "a.conllu").write_text(DOCUMENTS, encoding="utf-8")
    found = articles(treebank(tmp_path / "a.conllu"))
    assert [[sentence.id for sentence in article] for article in found] == [["one", "two"], ["three"]]
