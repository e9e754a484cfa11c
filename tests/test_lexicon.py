"""The word lists of each language: that they load, agree with each other, and say what a speaker would expect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import kg.lexicon
from kg.errors import OntologyError
from kg.lexicon import languages, lexicon
from kg.model import Factuality
from kg.ontology import ontology

PARTS = ("speech", "factuality", "nouns", "titles", "demonyms", "pronouns", "words")
FACTUALITIES = {factuality.value for factuality in Factuality}
SPEECH = (
    "claimed", "certain", "denied", "requested", "promised", "planned", "feared", "possible", "question", "invited",
)  # fmt: skip
KINDS = ("person", "group", "organization", "place", "event", "agreement", "work", "position", "topic")
CASES = [(language, part) for language in languages() for part in PARTS]


def arrays(table: Mapping[str, object], path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from arrays(value, f"{path}{key}.")
        elif isinstance(value, tuple):
            yield path + key, value


def owners(table: Mapping[str, tuple[str, ...]], keys: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in keys:
        for word in table[key]:
            found.setdefault(word, []).append(key)
    return {word: where for word, where in found.items() if len(where) > 1}


def test_norwegian_and_english_have_lexicons() -> None:
    assert {"nb", "en"} <= set(languages())
    assert list(languages()) == sorted(languages())


@pytest.mark.parametrize(("language", "part"), CASES)
def test_every_list_is_clean(language: str, part: str) -> None:
    for key, words in arrays(lexicon(language)[part]):
        assert len(set(words)) == len(words), f"{part}.{key} has a word twice"
        for word in words:
            assert re.fullmatch(r"\S+( \S+)*", word), f"{part}.{key}: {word!r}"


@pytest.mark.parametrize("part", PARTS)
def test_languages_have_the_same_keys(part: str) -> None:
    def keys(language: str) -> set[str]:
        words = lexicon(language)[part]
        return set(words) | {key for key, _ in arrays(words) if not key.startswith("exact.")}

    assert keys("en") == keys("nb")


@pytest.mark.parametrize("language", languages())
def test_no_verb_of_saying_says_two_things(language: str) -> None:
    assert owners(lexicon(language)["speech"], SPEECH) == {}


@pytest.mark.parametrize("language", languages())
def test_no_noun_names_two_kinds_of_things(language: str) -> None:
    nouns = lexicon(language)["nouns"]
    every = {kind: (*nouns[kind], *nouns["exact"].get(kind, ())) for kind in KINDS}
    assert owners(every, KINDS) == {}


@pytest.mark.parametrize("language", languages())
def test_no_title_says_two_things_of_its_body(language: str) -> None:
    roles = ("leads", "works_for", "represents", "members", "other")
    titles = lexicon(language)["titles"]
    assert owners(titles, roles) == {}
    assert set(titles["suffixes"].values()) <= set(roles)


@pytest.mark.parametrize("language", languages())
def test_factualities_are_those_of_the_model(language: str) -> None:
    words = lexicon(language)["factuality"]
    for table in ("modals", "adverbs"):
        for entry in words[table].values():
            assert {entry["factuality"], entry.get("perfect", entry["factuality"])} <= FACTUALITIES
    for table in ("raising", "adjectives", "nouns", "attributes"):
        assert set(words[table].values()) <= FACTUALITIES
    signs = [set(words["implicative"][sign]) for sign in ("positive", "negative")]
    assert signs[0].isdisjoint(signs[1])


@pytest.mark.parametrize("language", languages())
def test_relations_between_people_are_properties_of_the_ontology(language: str) -> None:
    titles = lexicon(language)["titles"]
    properties = ontology().properties
    known = set(properties) | {entry.inverse for entry in properties.values()}
    assert {*titles["kinship"].values(), *titles["ties"].values()} <= known


@pytest.mark.parametrize(
    ("language", "part", "key", "word"),
    [
        ("nb", "speech", "claimed", "hevde"),
        ("nb", "speech", "certain", "slå fast"),
        ("nb", "speech", "denied", "nekte for"),
        ("nb", "speech", "requested", "be om"),
        ("nb", "speech", "promised", "love"),
        ("nb", "speech", "planned", "true med"),
        ("nb", "speech", "feared", "advare mot"),
        ("nb", "speech", "possible", "tyde på"),
        ("nb", "speech", "impersonal", "hete"),
        ("nb", "speech", "media", "NTB"),
        ("nb", "nouns", "person", "kriger"),
        ("nb", "nouns", "organization", "tingrett"),
        ("nb", "nouns", "event", "ulykke"),
        ("nb", "titles", "leads", "statsminister"),
        ("nb", "titles", "works_for", "utenriksminister"),
        ("nb", "titles", "former", "tidligere"),
        ("nb", "words", "particles", "fram"),
        ("nb", "words", "perfect_intransitives", "komme"),
        ("en", "speech", "claimed", "allege"),
        ("en", "speech", "requested", "call for"),
        ("en", "speech", "denied", "deny"),
        ("en", "nouns", "organization", "company"),
        ("en", "titles", "leads", "mayor"),
        ("en", "words", "agent_prepositions", "by"),
    ],
)  # fmt: skip
def test_words_stand_where_a_speaker_looks_for_them(language: str, part: str, key: str, word: str) -> None:
    assert word in lexicon(language)[part][key]


@pytest.mark.parametrize(
    ("language", "word", "place"),
    [
        ("nb", "armensk", "Armenia"),
        ("nb", "aserbajdsjansk", "Aserbajdsjan"),
        ("nb", "amerikansk", "USA"),
        ("nb", "nordmann", "Norge"),
        ("nb", "bergenser", "Bergen"),
        ("en", "dutch", "Netherlands"),
        ("en", "briton", "United Kingdom"),
    ],
)
def test_demonyms_name_their_place(language: str, word: str, place: str) -> None:
    demonyms = lexicon(language)["demonyms"]
    assert {**demonyms["adjectives"], **demonyms["inhabitants"]}[word] == place


def test_modal_verbs_tell_hearsay_from_plans() -> None:
    assert dict(lexicon("nb")["factuality"]["modals"]["skulle"]) == {
        "factuality": "Planned",
        "state": "Claimed",
        "perfect": "Claimed",
        "past_perfect": "Planned",
    }
    assert lexicon("nb")["factuality"]["adverbs"]["neppe"]["negative"]


def test_nynorsk_reads_bokmal_where_it_has_no_file_of_its_own() -> None:
    nynorsk = lexicon("nn")
    assert nynorsk.language == "nn"
    assert nynorsk["demonyms"]["adjectives"]["russisk"] == "Russland"


def test_words_cannot_be_changed() -> None:
    speech = lexicon("nb")["speech"]
    with pytest.raises(TypeError):
        speech["claimed"] = ()  # type: ignore[index]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(OntologyError, match=r"'xx'.*en, nb"):
        lexicon("xx")


def test_a_missing_list_names_its_file() -> None:
    with pytest.raises(OntologyError, match=r"speech\.toml: 'sung' is missing"):
        lexicon("nb")["speech"]["sung"]


def test_a_malformed_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lexicon" / "sv"
    folder.mkdir(parents=True)
    (folder / "speech.toml").write_text("claimed = [", encoding="utf-8")
    monkeypatch.setattr(kg.lexicon, "data_folder", lambda _name: tmp_path)
    for cached in (languages, lexicon):
        cached.cache_clear()
    try:
        with pytest.raises(OntologyError, match=r"speech\.toml: not valid TOML"):
            lexicon("sv")
    finally:
        for cached in (languages, lexicon):
            cached.cache_clear()
