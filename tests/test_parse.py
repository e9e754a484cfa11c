"""What a reader of a parse sees: words, sentences, trees and names of Norwegian and English text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.model import Article, Block, BlockKind
from kg.parse import conllu, parse
from kg.parse.decode import analyses
from kg.parse.lemma import apply, script
from kg.parse.names import elsewhere, features
from kg.parse.network import FOLDER, Network, load
from kg.parse.parser import CLUSTERS
from kg.parse.sentences import MOST_WORDS, sentences
from kg.parse.tags import best_tags, trimmed
from kg.parse.tokens import tokens
from kg.parse.tree import heads


def article(text: str, language: str = "nb", *blocks: str) -> Article:
    """An article whose blocks are the given stretches of its text."""
    starts = [(text.index(block), block) for block in blocks]
    bounds = tuple(Block(start, start + len(block), BlockKind.PARAGRAPH) for start, block in starts)
    return Article("id", "source", text, bounds, language=language)


def words(text: str, language: str = "nb") -> list[str]:
    return [text[start:end] for start, end in tokens(text, language)]


def split(given: Article) -> list[str]:
    return [given.text[row[0][0] : row[-1][1]] for row in sentences(given, given.language)]


def word(doc: Doc, text: str) -> int:
    return next(token.i for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hun kom kl. 14.30, bl.a. fra nr. 5.", "Hun kom kl. 14.30 , bl.a. fra nr. 5 ."),
        ("Den 9. april 2020. Så i 2021.", "Den 9. april 2020 . Så i 2021 ."),
        ("Prisen er 10 000 kr, altså 12,5 % mer.", "Prisen er 10 000 kr , altså 12,5 % mer ."),
        ("F-16-fly og SU-25-fly", "F-16-fly og SU-25-fly"),
        ("LO-leder, 90-tallet, sør-samiske", "LO-leder , 90-tallet , sør-samiske"),
        ("– Nei, sa Jens O. Hansen.", "– Nei , sa Jens O. Hansen ."),
        ("«Ja!» (NTB): nei", "« Ja ! » ( NTB ) : nei"),
        ("-Vi drar. Det er -5 grader.", "- Vi drar . Det er -5 grader ."),
        ("Se https://www.nrk.no/a?b=1. Skriv til ola@nrk.no!", "Se https://www.nrk.no/a?b=1 . Skriv til ola@nrk.no !"),
        ("Den 11.september kom to. Er den min?", "Den 11. september kom to . Er den min ?"),
    ],
)
def test_norwegian_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't, can't and won't.", "They do n't , ca n't and wo n't ."),
        ("The minister's plan (it's new)", "The minister 's plan ( it 's new )"),
        ("Mr. Smith, e.g. of the U.S. Army", "Mr. Smith , e.g. of the U.S. Army"),
    ],
)
def test_english_words(text: str, expected: str) -> None:
    assert words(text, "en") == expected.split()


@pytest.mark.parametrize(
    "parts",
    [
        ["Han gikk.", "Hun ble!", "Hvorfor?"],
        ["Det skjedde kl. 14 den 9. april, ifølge dr. Olsen.", "Ingen så det."],
        ["«Vi drar nå!» sa hun.", "Så dro de."],
        ["– Er du sikker?", "– Ja, svarte Kari."],
        ["Han kjøpte brød, melk osv.", "Det var dyrt."],
        ["Kong Harald V. Han er konge."],
        ["Jens O. Hansen smilte …", "Deretter gikk han."],
        ["Det tok 2,5 timer i 2019.", "I 2020 tok det tre."],
    ],
)
def test_norwegian_sentences(parts: list[str]) -> None:
    expected = ["Kong Harald V.", "Han er konge."] if parts[0].startswith("Kong") else parts
    assert split(article(" ".join(parts))) == expected


def test_english_sentences() -> None:
    parts = [
        "Mr. Smith met the U.S. president at 5 p.m. in Oslo.",
        "“It works!” he said.",
        "They left Acme Inc.",
        "The end.",
    ]
    assert split(article(" ".join(parts), "en")) == parts


def test_no_sentence_crosses_a_block() -> None:
    text = "Putin ber om fred\n\nHan sa det i går\nDet kom brått."
    given = article(text, "nb", "Putin ber om fred", "Han sa det i går", "Det kom brått.")
    assert split(given) == text.replace("\n\n", "\n").split("\n")


def test_overlong_sentence_is_cut_at_punctuation() -> None:
    text = " ".join(["hunden løp fort;"] * 500)
    parts = sentences(article(text), "nb")
    assert max(map(len, parts)) <= MOST_WORDS
    assert all(text[slice(*part[-1])] == ";" for part in parts)


@pytest.mark.parametrize(
    ("form", "lemma"), [("Forretten", "forrett"), ("Oslo", "Oslo"), ("Var", "være"), ("hundene", "hund"), ("ok", "ok")]
)
def test_lemma_script_leads_back(form: str, lemma: str) -> None:
    assert apply(script(form, lemma), form) == lemma


def test_script_that_cuts_too_much_fits_not() -> None:
    assert apply("=5+e", "ut") == ""


def test_tree_has_one_root_and_no_cycle() -> None:
    rng = np.random.default_rng(1)
    for size in (1, 2, 5, 20, 60):
        scores = rng.normal(size=(size, size + 1)).astype(np.float32)
        scores[np.arange(size), np.arange(1, size + 1)] += 3
        found = heads(scores)
        assert (found == 0).sum() == 1
        for start in range(1, size + 1):
            at, steps = start, 0
            while at and steps <= size:
                at, steps = int(found[at - 1]), steps + 1
            assert at == 0


def test_tree_is_the_best_one() -> None:
    scores = np.array([[1, 0, 9, 0], [2, 8, 0, 0], [0, 0, 5, 0]], np.float32)
    assert heads(scores).tolist() == [2, 0, 2]


def test_names_follow_the_rules_of_bio() -> None:
    tags = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")
    scores = np.log(np.array([[0.1, 0.5, 0.1, 0.2, 0.1], [0.1, 0.1, 0.3, 0.1, 0.4]], np.float32))
    assert best_tags(scores, tags) == ["B-PER", "I-PER"]


def test_a_name_is_judged_by_its_other_places() -> None:
    words = [("Rana", "lo"), ("I", "Rana", "lo"), ("I", "Rana")]
    likely = np.array([[0.9, 0.1], [1, 0], [1, 0], [0.5, 0.5], [1, 0], [0.8, 0.2], [0.3, 0.7]], np.float32)
    alone, pairs = elsewhere(words, likely)
    assert alone[0] == pytest.approx([np.log(0.401), np.log(0.601), np.log(3), 1], abs=1e-5)
    assert pairs[3] == pytest.approx([np.log(0.301), np.log(0.701), np.log(2), 1], abs=1e-5)
    assert not pairs[0].any()
    assert not alone[[1, 4]].any()


def test_rows_of_zeros_part_sentences() -> None:
    scores = [np.zeros((2, 3), np.float32), np.zeros((1, 3), np.float32)]
    rows = features([("Ja", "da"), ("Nei",)], scores, scores, scores, language=1)
    assert [row.any() for row in rows] == [False, True, True, False, True, False]


def test_who_asks_for_what() -> None:
    doc = parse(article("Statsminister Kari Nordmann ber om nye forhandlinger med Sverige.", ""))
    assert doc.lang_ == "nb"
    verb = doc[word(doc, "ber")]
    assert (verb.dep_, verb.pos_, verb.lemma_) == ("ROOT", "VERB", "be")
    assert doc[word(doc, "Statsminister")].head == verb
    assert doc[word(doc, "Statsminister")].dep_ == "nsubj"
    assert doc[word(doc, "forhandlinger")].head == verb
    assert doc[word(doc, "forhandlinger")].lemma_ == "forhandling"
    assert doc[word(doc, "nye")].morph.get("Degree", []) == ["Pos"]
    assert ("Kari Nordmann", "PER") in [(name.text, name.label_) for name in doc.ents]
    assert "Sverige" in [name.text for name in doc.ents]


def test_quotation_hangs_on_the_verb_of_saying() -> None:
    doc = parse(article("– Vi har vunnet kampen, sier trener Ola Hansen."))
    assert doc[word(doc, "sier")].dep_ == "ROOT"
    assert doc[word(doc, "vunnet")].dep_ == "ccomp"
    assert doc[word(doc, "trener")].head.text == "sier"


def test_english_parse() -> None:
    doc = parse(article("The minister didn't visit Norway last week.", "en"))
    assert [token.text for token in doc if token.dep_ == "ROOT"] == ["visit"]
    assert doc[word(doc, "minister")].dep_ == "nsubj"
    assert [name.text for name in doc.ents] == ["Norway"]


def test_language_is_found_or_refused() -> None:
    assert parse(article("Eg veit ikkje kva dei gjorde i går, men me såg noko.", "")).lang_ == "nn"
    assert parse(article("The president said that they would leave on Monday.", "")).lang_ == "en"
    assert parse(article("Jeg vet ikke hva de gjorde i går.", "no")).lang_ == "nb"
    with pytest.raises(ModelError, match="'de'"):
        parse(article("Ich weiß nicht.", "de"))


def clusters(doc: Doc) -> set[frozenset[str]]:
    return {frozenset(span.text for span in group) for key, group in doc.spans.items() if key.startswith(CLUSTERS)}


def test_coreference_is_in_the_spans() -> None:
    text = "Statsminister Berit Dal åpnet den nye broen i Sandvik. Hun sa at broen vil bety mye for Sandvik."
    found = clusters(parse(article(text)))
    assert any("Hun" in group and any("Berit Dal" in name for name in group) for group in found)
    assert any("broen" in group and "den nye broen i Sandvik" in group for group in found)
    assert frozenset({"Sandvik"}) in found


def test_a_lone_mention_is_in_no_cluster() -> None:
    assert not clusters(parse(article("Det regnet i Bergen.")))


def test_unknown_model_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        parse(article("Hei."), "no_such_pipeline")


def test_broken_model_is_named(tmp_path) -> None:
    for name in ("pieces.json", "labels.json", "lexemes.json", "names.onnx", "coreference.onnx"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=str(tmp_path)):
        load(tmp_path)


TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from(" \n\t.,–«»\u00a0\u200b😀Aa1"), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, st.integers(0, 60))
def test_text_is_kept_to_the_letter(text: str, border: int) -> None:
    blocks = (
        Block(0, min(border, len(text)), BlockKind.PARAGRAPH),
        Block(min(border, len(text)), len(text), BlockKind.TEASER),
    )
    doc = parse(replace(article(text), blocks=blocks))
    assert doc.text == text
    assert all(token.sent.start <= token.head.i < token.sent.end for token in doc)
    assert all(token.is_space for token in doc if token.pos_ == "SPACE")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "a" * 10_000,
        "\u200b\ufeff\u00ad",
        "😀👨‍👩‍👧" * 50,
        "ord " * 2_000,
        ". " * 300,
        "\x00\x07",
        "-" * 5_000,
        "1.2," * 900,
    ],
)
def test_hostile_text(text: str) -> None:
    doc = parse(article(text))
    assert doc.text == text
    assert len(doc) or not text


STORY = (
    "Regjeringen vil kutte. – Vi er imot, sier Frp-leder Siv Jensen.  Kongen reiste til Bergen 17. mai.\n\nKort. " * 3
)


def test_same_parse_every_time_and_with_any_number_of_threads() -> None:
    given = article(STORY)
    spans = [tuple(STORY[start:end] for start, end in row) for row in sentences(given, "nb")]
    one, two = load(FOLDER, 1), load(FOLDER, 2)
    for left, right in zip(one.scores(spans, "nb"), two.scores(spans, "nb"), strict=True):
        assert np.array_equal(left.arcs, right.arcs)
        assert np.array_equal(left.entities, right.entities)
    assert analyses(one, spans, "nb") == analyses(two, spans, "nb")
    assert conllu(parse(given), "x") == conllu(parse(given), "x")


def test_conllu_is_well_formed() -> None:
    text = conllu(parse(article(STORY)), "a\tb")
    assert text.startswith("# newdoc id = a b\n# sent_id = 1\n# text = Regjeringen vil kutte.\n")
    assert text.endswith("\n\n")
    blocks = text.strip().split("\n\n")
    assert [f"# sent_id = {number}" in block for number, block in enumerate(blocks, 1)] == [True] * len(blocks)
    for block in blocks:
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        assert all(len(row) == 10 and all(row) for row in rows)
        assert [row[7] for row in rows if row[6] == "0"] == ["root"]
        assert all("name=" in row[9] for row in rows)
    assert "name=B-PER" in text
    assert "SpaceAfter=No|" in text


def test_every_label_list_fits_the_network() -> None:
    network: Network = load()
    (found,) = network.scores([("Hei", "!")], "nb")
    assert found.upos.shape == (2, len(network.labels.upos))
    assert found.feats.shape == (2, len(network.labels.feats))
    assert found.lemmas.shape == (2, len(network.labels.lemmas))
    assert found.entities.shape == (2, len(network.labels.entities))
    assert found.arcs.shape == (2, 3)
    assert found.relations.shape == (len(network.labels.relations), 2, 3)


def test_a_headline_that_runs_into_the_text_is_a_sentence_of_its_own() -> None:
    parts = ["Frykter økt arbeidsledighet", "Mange mister jobben i høst, sier LO-leder Kari Nes."]
    assert split(article(" ".join(parts), "nb")) == parts


@pytest.mark.parametrize(
    "text", ["Liv Bakke er ikke statsminister.", "Daglig leder Marit Foss kjøpte lokalene.", "Per Dahl og Ola Moe kom."]
)
def test_a_name_that_opens_a_text_is_not_cut(text: str) -> None:
    assert split(article(text, "nb")) == [text]


def test_a_verb_of_a_relation_is_found_by_its_lemma() -> None:
    doc = parse(article("The ships collided and rebels toppled the regime.", "en"))
    assert {"collide", "topple"} <= {token.lemma_ for token in doc}


@pytest.mark.parametrize(
    ("tags", "classes", "words", "expected"),
    [
        ("B-PER I-PER O", "NOUN PROPN VERB", "Kaptein Sanogo dro", "O B-PER O"),
        ("B-ORG I-ORG B-LOC", "PROPN ADP PROPN", "al-Qaida i Maghreb", "B-ORG O B-LOC"),
        ("B-PER I-PER I-PER O", "PROPN PROPN NOUN VERB", "Arne Moe jr. dro", "B-PER I-PER O O"),
        ("B-LOC I-LOC B-LOC O", "PROPN PUNCT PROPN VERB", "Nagorno - Karabakh is", "B-LOC I-LOC I-LOC O"),
    ],
)
def test_where_a_name_begins_and_ends(tags: str, classes: str, words: str, expected: str) -> None:
    assert trimmed(tags.split(), classes.split(), words.split()) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "Venstrebacken Marius Kjeldsand forlater Nordlandet FK etter fire sesonger.",
        "Oppdrettsselskapet Folda Sjømat fikk et driftsresultat på 38 millioner kroner i andre kvartal.",
        "Sju minutter før slutt utlignet Ida Marie Flatås til 23–23.",
        "Daglig leder Roar Benjaminsen i Ballstad Fiskemottak er lettet.",
    ],
)
def test_a_sentence_does_not_end_within_a_name_or_right_before_one(text: str) -> None:
    assert split(article(text, "nb")) == [text]
