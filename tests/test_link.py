"""Who is who: what a reader would call the same thing is one entity, and a fact told twice is one statement."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking import NAMESPACES, Text, local, named

from kg.link import Links, confident, link
from kg.model import (
    Attribute,
    Block,
    BlockKind,
    Claim,
    Extraction,
    Factuality,
    Form,
    Mention,
    Polarity,
    Qualifier,
    Quantity,
    Statement,
    Value,
)
from kg.vocabulary import IRI


def said(links: Links) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of every statement, by the last parts of their IRIs."""
    return {
        (
            local(one.subject) if one.subject is not None else "",
            one.predicate,
            one.object.text if isinstance(one.object, Value) else local(one.object) if one.object is not None else "",
        )
        for one in links.statements
    }


def presidents() -> Text:
    """Two presidents with titles, two states at war."""
    text = Text(
        "Russlands president Vladimir Putin og Frankrikes president Emmanuel Macron ber om våpenhvile "
        "mellom Armenia og Aserbajdsjan.\n"
        "De to presidentene er bekymret, sier Putin.\n"
        "De to landene har kriget i tiår.\n"
        "Presidenten i Frankrike drar hjem.\n"
    )
    russia, france = text.state("Russland"), text.state("Frankrike")
    putin = text.person("Vladimir Putin", title="president", owner=russia)
    macron = text.person("Emmanuel Macron", title="president", owner=france)
    for person, country in ((putin, russia), (macron, france)):
        text.claim(person, "holdsPosition", Value("president", language="nb"), surface="president")
        text.claim(person, "leads", country, surface="president")
    text.state("Armenia")
    text.state("Aserbajdsjan")
    return text


def test_a_bare_surname_joins_the_one_person_who_bears_it() -> None:
    text = presidents()
    text.person("Putin", nth=2)
    putin = named(text.links(), "Putin")
    assert (local(putin.iri), putin.kind, putin.mention_count) == ("Vladimir_Putin", "Person", 2)
    assert putin.labels == (("nb", "Vladimir Putin"),)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Muammar al-Gaddafi", "Gaddafi"),
        ("Kim Jong-il", "Kim"),
        ("Karita Bekkemellem Orheim", "Bekkemellem Orheim"),
        ("Karita Bekkemellem Orheim", "Karita Orheim"),
        ("Hannah Jones", "HANNAH JONES"),
        ("Bill Clinton", "Clintons"),
    ],
)
def test_short_forms_of_a_persons_name(full: str, short: str) -> None:
    text = Text(f"{full} er her.\n{short} går, og Clinton blir.\n")
    text.person(full)
    text.person(short, nth=1 + full.count(short))
    if short == "Clintons":
        text.person("Clinton", nth=3)
    assert [one.labels for one in text.links().entities] == [(("nb", full),)]


def test_a_surname_of_two_goes_to_the_one_named_last() -> None:
    text = Text("Bill Clinton reiste.\nClinton smilte.\nHillary Clinton ventet.\nClinton lo.\n")
    text.person("Bill Clinton")
    smiles = text.person("Clinton", nth=2)
    text.person("Hillary Clinton")
    laughs = text.person("Clinton", nth=4)
    text.claim(smiles, "involves", surface="smile")
    text.claim(laughs, "involves", surface="le")
    subjects = {one.surface: local(one.subject) for one in text.links().statements}
    assert subjects == {"smile": "Bill_Clinton", "le": "Hillary_Clinton"}


def test_an_acronym_in_brackets_is_its_expansion() -> None:
    text = Text("Møre Håndballforbund (MHF) klager.\nMHF får medhold.\n")
    text.name("Møre Håndballforbund", "Organization")
    text.name("MHF", "Organization")
    text.name("MHF", "Organization", nth=2)
    entity = named(text.links(), "MHF")
    assert (local(entity.iri), entity.mention_count) == ("More_Handballforbund", 3)


def test_known_names_are_one_entity_with_labels_in_both_languages() -> None:
    norwegian = Text("Russlands hær og FN er i Jerevan.\n")
    norwegian.state("Russland")
    norwegian.name("FN", "Organization")
    norwegian.name("Jerevan", "Place")
    other = Text("UN er engelsk for FN, Russia for Russland.\n")
    other.name("UN", "Organization")
    other.name("Russia", "Place")
    links = link([norwegian.extraction, other.extraction], NAMESPACES)
    russia = named(links, "Russland")
    assert dict(russia.labels) == {"en": "Russia", "nb": "Russland"}
    assert (local(russia.iri), russia.kind, russia.mention_count) == ("Russia", "GeopoliticalEntity", 2)
    assert IRI("http://www.wikidata.org/entity/Q159") in russia.same_as
    assert {local(one.iri) for one in links.entities} == {"Russia", "United_Nations", "Yerevan"}


@pytest.mark.parametrize(
    ("words", "lemma", "more", "expected"),
    [
        ("to presidentene", "president", {"kind": "Group"}, {"Vladimir_Putin", "Emmanuel_Macron"}),
        ("to landene", "land", {"kind": "Place"}, {"Armenia", "Azerbaijan"}),
    ],
)
def test_a_set_stands_for_its_members(words: str, lemma: str, more: dict[str, Any], expected: set[str]) -> None:
    text = presidents()
    both = text.noun(words, lemma, number="Plur", quantity=Quantity("to", 2.0), **more)
    text.claim(both, "involves", surface="gjøre noe")
    links = text.links()
    assert {local(one.subject) for one in links.statements if one.predicate == "involves"} == expected
    assert words not in {dict(one.labels)["nb"] for one in links.entities}


def test_a_title_means_whoever_the_text_gives_it() -> None:
    text = presidents()
    text.noun("Presidenten i Frankrike", "president", "Person")
    text.state("Frankrike", nth=2)
    assert named(text.links(), "Emmanuel Macron").mention_count == 2


def test_an_office_of_another_state_is_somebody_else() -> None:
    text = presidents()
    owner = text.state("Aserbajdsjan", nth=1)
    text.mentions.pop()
    text.add(
        "Aserbajdsjan.",
        kind="Person",
        form=Form.DESCRIPTION,
        text="Aserbajdsjans president",
        lemma="president",
        number="Sing",
        definite=True,
        owner=owner,
    )
    entity = named(text.links(), "Aserbajdsjans president")
    assert entity.kind == "Person"
    assert entity.mention_count == 1


DESCRIPTIONS = [
    # what the first mention is, what the second is, whether they are one thing
    (("konflikt", {"definite": False}), ("konflikten", {}), True),
    (("separatistkrig", {"definite": False}), ("krigen", {}), True),
    (
        ("sivile", {"quantity": Quantity("14", 14.0), "number": "Plur"}),
        ("sivile", {"quantity": Quantity("20", 20.0), "number": "Plur"}),
        False,
    ),
    (
        ("styrker", {"origin": "Armenia", "modifiers": ("armensk",), "number": "Plur", "definite": False}),
        ("styrker", {"origin": "Aserbajdsjan", "modifiers": ("aserbajdsjansk",), "number": "Plur", "definite": False}),
        False,
    ),
    (
        ("separatister", {"modifiers": ("armensk",), "number": "Plur", "definite": False}),
        ("separatister", {"modifiers": ("armensk",), "number": "Plur", "definite": False}),
        True,
    ),
    (("møte", {"definite": False}), ("møtene", {"number": "Plur"}), False),
    (
        ("F-16-fly", {"lemma": "F-16-fly", "definite": False}),
        ("SU-25-fly", {"lemma": "SU-25-fly", "definite": False}),
        False,
    ),
]
LEMMAS = {
    "konflikten": "konflikt",
    "krigen": "krig",
    "styrker": "styrke",
    "møtene": "møte",
    "separatister": "separatist",
}


@pytest.mark.parametrize(("first", "second", "same"), DESCRIPTIONS)
def test_descriptions(first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]], same: bool) -> None:
    text = Text(f"En {first[0]} kom.\nDen {second[0]} kom igjen.\n")
    for words, fields in (first, second):
        nth = 1 + (first[0] == second[0] and fields is second[1])
        text.noun(words, kind="Event", nth=nth, **({"lemma": LEMMAS.get(words, words)} | fields))
    links = text.links()
    assert len(links.entities) == (1 if same else 2)
    assert all(local(one.iri).endswith(text.article.id[:6]) or "-" in local(one.iri) for one in links.entities)


@pytest.mark.parametrize(
    ("sentence", "words", "lemma", "kind", "expected"),
    [
        ("Mali og Bamako lider.\nLandet er delt.\n", "Landet", "land", "Place", "Mali"),
        ("Mali og Bamako lider.\nByen er delt.\n", "Byen", "by", "Place", "Bamako"),
        ("Armenia og Nagorno-Karabakh.\nRegionen er delt.\n", "Regionen", "region", "Place", "Nagorno-Karabakh"),
        ("NATO og FN.\nAlliansen er delt.\n", "Alliansen", "allianse", "Organization", "NATO"),
    ],
)
def test_a_noun_for_the_sort_of_thing_means_the_nearest_of_that_sort(
    sentence: str, words: str, lemma: str, kind: str, expected: str
) -> None:
    text = Text(sentence)
    for name in sentence.split(".")[0].split(" og "):
        text.state(name.removesuffix(" lider"))
    noun = text.noun(words, lemma, kind)
    text.claim(noun, "involves", surface="være delt")
    assert [local(one.subject) for one in text.links().statements] == [expected]


def test_the_neighbouring_country_is_the_other_one() -> None:
    text = Text("Armenia raser over Tyrkias involvering og sier nabolandets handlinger skader.\n")
    armenia, turkey = text.state("Armenia"), text.state("Tyrkia")
    neighbour = text.noun("nabolandets", "naboland", "Place", text="nabolandet")
    deeds = text.noun("nabolandets handlinger", "handling", "Event", number="Plur", owner=neighbour)
    text.claim(armenia, "criticises", turkey)
    text.claim(deeds, "affects", source=armenia, factuality=Factuality.CLAIMED)
    assert named(text.links(), "nabolandet").iri == named(text.links(), "Tyrkia").iri


PRONOUNS = [
    ("Putin møtte Macron.\nHan smilte.\n", "Han", {"kind": "Person", "number": "Sing", "gender": "Masc"}, "Putin"),
    (
        "Putin sa at Macron mente hans plan var god.\n",
        "hans",
        {"kind": "Person", "number": "Sing", "gender": "Masc"},
        "Putin",
    ),
    ("Putin og Macron møttes.\nDe smilte.\n", "De", {"number": "Plur"}, "Macron Putin"),
    ("Putin møtte Macron.\nSlikt smiler.\n", "Slikt", {"number": "Sing"}, ""),
]


@pytest.mark.parametrize(("sentences", "words", "fields", "expected"), PRONOUNS)
def test_pronouns(sentences: str, words: str, fields: dict[str, str], expected: str) -> None:
    text = Text(sentences)
    putin, macron = text.person("Putin"), text.person("Macron")
    text.claim(putin, "involves", macron, surface="gjøre")
    pronoun = text.pronoun(words, **fields)
    text.claim(pronoun, "involves", surface="smile")
    links = text.links()
    found = sorted(local(one.subject) for one in links.statements if one.surface == "smile")
    assert found == expected.split()
    assert links.unresolved == (not expected)


def test_a_body_that_acts_owns_what_is_theirs() -> None:
    text = Text("Armenia hevdet at et fly fra deres luftforsvar ble skutt ned.\n")
    armenia, theirs = text.state("Armenia"), text.pronoun("deres", number="Plur")
    force = text.noun("luftforsvar", "luftforsvar", "Organization", owner=theirs)
    text.claim(force, "involves", source=armenia, surface="bli skutt ned")
    assert named(text.links(), "Armenia").mention_count == 2


def test_a_capital_speaks_for_its_country() -> None:
    text = Text("Moskva krever svar.\n")
    moscow = text.state("Moskva")
    answer = text.noun("svar", "svar", definite=False)
    text.claim(None, "involves", answer, source=moscow, factuality=Factuality.CLAIMED)
    links = text.links()
    assert [local(one.source) for one in links.statements] == ["Russia"]
    assert named(links, "Moskva").speaks_for == named(links, "Russland").iri
    assert named(links, "Russland").mention_count == 0


def test_a_repeated_fact_is_one_statement_with_all_its_evidence() -> None:
    text = Text("Russland har baser i Armenia.\nIgjen: Russland har baser i Armenia.\n")
    for nth, confidence in ((1, 0.6), (2, 0.9)):
        russia, armenia = text.state("Russland", nth=nth), text.state("Armenia", nth=nth)
        text.claim(russia, "hasBasesIn", armenia, confidence=confidence)
    (statement,) = text.links().statements
    assert [one.quote for one in statement.evidence] == ["Russland har baser i Armenia"] * 2
    assert [one.passage for one in statement.evidence] == text.text.strip().split("\n")
    assert statement.confidence == 0.9


def test_meeting_is_the_same_from_either_side() -> None:
    text = Text("Putin møtte Macron.\nMacron møtte Putin.\n")
    for first, second, nth in (("Putin", "Macron", 1), ("Macron", "Putin", 2)):
        text.claim(text.person(first, nth=nth), "meets", text.person(second, nth=nth))
    assert said(text.links()) == {("Macron", "meets", "Putin")}


def test_what_is_said_of_a_thing_and_itself_is_counted_and_left_out() -> None:
    text = Text("Putin kritiserte Putin.\n")
    text.claim(text.person("Putin"), "criticises", text.person("Putin", nth=2))
    links = text.links()
    assert (links.statements, links.circular) == ((), 1)


def test_a_claim_within_a_claim_is_a_statement_of_its_own() -> None:
    text = Text("Putin krever at Armenia trekker seg ut av Syria.\n")
    putin, armenia, syria = text.person("Putin"), text.state("Armenia"), text.state("Syria")
    inner = Claim(
        "withdrawsFrom",
        "trekke seg ut av",
        armenia.start,
        syria.end,
        0,
        armenia,
        syria,
        factuality=Factuality.REQUESTED,
        source=putin,
    )
    text.claim(putin, "callsFor", inner)
    by_predicate = {one.predicate: one for one in text.links().statements}
    assert set(by_predicate) == {"callsFor", "withdrawsFrom"}
    assert by_predicate["callsFor"].object == by_predicate["withdrawsFrom"].iri
    assert by_predicate["withdrawsFrom"].factuality is Factuality.REQUESTED


def test_an_unresolved_subject_takes_the_claim_with_it() -> None:
    text = Text("Slikt skader Armenia.\n")
    text.claim(text.pronoun("Slikt", number="Sing"), "affects", text.state("Armenia"))
    assert said(text.links()) == set()


def test_circumstances_become_entities() -> None:
    text = Text("Putin talte i Syria.\n")
    putin, syria = text.person("Putin"), text.state("Syria")
    text.claim(
        putin,
        "involves",
        surface="tale",
        qualifiers=(Qualifier("place", syria), Qualifier("count", Quantity("1", 1.0))),
    )
    (statement,) = text.links().statements
    assert Attribute("place", NAMESPACES.entity("Syria")) in statement.attributes


def test_what_is_only_described_stays_in_its_article() -> None:
    texts = [Text(f"Presidenten talte {when}.\n") for when in ("mandag", "tirsdag")]
    for text in texts:
        text.noun("Presidenten", "president", "Person")
    links = link([text.extraction for text in texts], NAMESPACES)
    assert sorted(local(one.iri) for one in links.entities) == sorted(f"presidenten-{t.article.id[:6]}" for t in texts)


def test_a_surname_alone_joins_the_one_full_name_in_other_articles() -> None:
    full, alone, other = (
        Text("Jens Stoltenberg talte.\n"),
        Text("Stoltenberg svarte.\n"),
        Text("Jens Hansen og Per Hansen.\n"),
    )
    full.person("Jens Stoltenberg")
    alone.person("Stoltenberg")
    other.person("Jens Hansen")
    other.person("Per Hansen")
    unclear = Text("Hansen gikk.\n")
    unclear.person("Hansen")
    links = link([text.extraction for text in (full, alone, other, unclear)], NAMESPACES)
    assert {local(one.iri) for one in links.entities} == {
        "Jens_Stoltenberg",
        "Jens_Hansen",
        "Per_Hansen",
        f"Hansen-{unclear.article.id[:6]}",
    }


def test_an_event_is_taken_up_by_another_noun_of_its_kind() -> None:
    text = Text("Krigen i Mali varer.\nKonflikten sprer seg.\nPlanen endres.\n")
    war = text.noun("Krigen i Mali", "krig", "Event")
    again = text.noun("Konflikten", "konflikt", "Event")
    plan = text.noun("Planen", "plan", "Event")
    entities = {mention.text: mention for mention in (war, again, plan)}
    links = text.links()
    found = {label: one.iri for one in links.entities for _, label in one.aliases}
    assert found["krigen i Mali"] == found["konflikten"] != found["planen"]
    assert len(links.entities) == len(entities) - 1


def test_his_wife_is_whom_the_text_says_he_is_married_to() -> None:
    text = Text("Liv Moe er gift med Ole Moe.\nHans kone smiler.\n")
    wife, husband = text.person("Liv Moe"), text.person("Ole Moe")
    text.claim(wife, "marriedTo", husband)
    text.noun("Hans kone", "kone", "Person", owner=text.pronoun("Hans", kind="Person"))
    text.clusters.append(((husband,), (text.mentions[-2],)))
    assert {local(one.iri) for one in text.links().entities} == {"Liv_Moe", "Ole_Moe"}


@pytest.mark.parametrize(("first", "same"), [(BlockKind.HEADLINE, True), (BlockKind.PARAGRAPH, False)])
def test_a_headline_names_what_the_text_then_tells_of(first: BlockKind, same: bool) -> None:
    text = Text("Brev solgt\nEt gammelt brev er solgt.\n")
    cut = text.text.index("\n") + 1
    blocks = (Block(0, cut, first), Block(cut, len(text.text), BlockKind.PARAGRAPH))
    text.article = replace(text.article, blocks=blocks)
    text.noun("Brev", "brev", "Work", definite=False)
    text.noun("gammelt brev", "brev", "Work", definite=False, modifiers=("gammel",))
    assert len(text.links().entities) == (1 if same else 2)


def test_the_court_is_the_body_whose_name_has_the_noun() -> None:
    text = Text("Oslo tingrett hørte Nordea.\nRetten tok en pause.\n")
    text.name("Oslo tingrett", "Organization")
    text.name("Nordea", "Organization")
    text.noun("Retten", "rett", "Organization")
    assert named(text.links(), "retten").iri == named(text.links(), "Oslo tingrett").iri


def test_the_accused_is_whom_the_text_says_was_charged() -> None:
    text = Text("Politiet har siktet Ole Moe.\nPer Lie forsvarer tiltalte.\n")
    text.claim(text.noun("Politiet", "politi", "Organization"), "charges", text.person("Ole Moe"))
    text.person("Per Lie")
    text.noun("tiltalte", "tiltalt", "Person")
    assert named(text.links(), "tiltalte").iri == named(text.links(), "Ole Moe").iri


@pytest.mark.parametrize(("words", "expected"), [("Hun", "Ingvild_Moe"), ("Han", "Peder_Lie")])
def test_a_given_name_tells_she_from_he(words: str, expected: str) -> None:
    text = Text(f"Ingvild Moe møtte Peder Lie.\n{words} smilte.\n")
    text.claim(text.person("Ingvild Moe"), "meets", text.person("Peder Lie"))
    gender = {"Hun": "Fem", "Han": "Masc"}[words]
    text.claim(text.pronoun(words, kind="Person", number="Sing", gender=gender), "involves", surface="smile")
    (smiles,) = [one for one in text.links().statements if one.surface == "smile"]
    assert local(smiles.subject) == expected


def test_the_former_president_is_no_president_in_office() -> None:
    text = Text("President Liv Moe møtte eks-presidenten.\n")
    text.person("Liv Moe", title="president")
    text.noun("eks-presidenten", "eks-president", "Person")
    assert len(text.links().entities) == 2


WORDS = ["Vladimir Putin", "Putin", "Armenia", "Moskva", "FN", "Jens Hansen", "Hansen", "Per Hansen", "Røde Mars AS"]


@st.composite
def texts(draw: st.DrawFn) -> Extraction:
    """An article that names a few things, describes some, and says something of each pair."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    text = Text(" ".join(f"{word} kom ." for word in words) + f" Mannen gikk {draw(st.integers(0, 9))}.\n")
    kinds = {word: draw(st.sampled_from(["Person", "Organization", "GeopoliticalEntity"])) for word in words}
    mentions: list[Mention] = []
    end = 0
    for word in words:
        start = text.text.index(f"{word} kom", end)
        end = start + len(word)
        mentions.append(Mention(start, end, 0, word, word, kinds[word], Form.NAME, "Sing", definite=True))
    mentions.append(text.noun("Mannen", "mann", "Person"))
    for left, right in pairwise(mentions):
        source = draw(st.sampled_from([None, *mentions]))
        text.claim(left, draw(st.sampled_from(["meets", "involves", "attacks"])), right, source=source)
    return replace(text.extraction, mentions=tuple(mentions))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(texts(), min_size=1, max_size=5, unique_by=lambda one: one.article.id), st.randoms(use_true_random=False)
)
def test_the_order_of_articles_and_mentions_changes_nothing(extractions: list[Extraction], random: Any) -> None:
    first = link(extractions, NAMESPACES)
    shuffled = [replace(one, mentions=tuple(random.sample(one.mentions, len(one.mentions)))) for one in extractions]
    random.shuffle(shuffled)
    assert link(shuffled, NAMESPACES) == first


@settings(max_examples=30, deadline=None)
@given(st.lists(texts(), min_size=1, max_size=4))
def test_every_claim_is_told_or_counted_and_every_iri_leads_somewhere(extractions: list[Extraction]) -> None:
    links = link(extractions, NAMESPACES)
    iris = [one.iri for one in links.entities]
    assert len(set(iris)) == len(iris)
    assert len({one.iri for one in links.statements}) == len(links.statements)
    for one in links.statements:
        assert {part for part in (one.subject, one.object, one.source) if isinstance(part, IRI)} <= {*iris}
        assert one.evidence
    told = {(evidence.start, evidence.end, one.article) for one in links.statements for evidence in one.evidence}
    unique = {one.article.id: one for one in extractions}.values()
    claims = {(c.start, c.end, NAMESPACES.article(one.article.id)) for one in unique for c in one.claims}
    assert len(claims) <= len(told) + links.circular + links.unresolved


def test_a_negative_statement_is_another_than_the_positive_one() -> None:
    text = Text("Putin støtter Armenia, sier noen; Putin støtter ikke Armenia.\n")
    for nth, polarity in ((1, Polarity.POSITIVE), (2, Polarity.NEGATIVE)):
        text.claim(text.person("Putin", nth=nth), "supports", text.state("Armenia", nth=nth), polarity=polarity)
    statements: tuple[Statement, ...] = text.links().statements
    assert {one.polarity for one in statements} == {Polarity.POSITIVE, Polarity.NEGATIVE}


@pytest.mark.parametrize(("antecedent", "expected"), [("Kari Dal", "Kari_Dal"), ("Liv Moe", "Liv_Moe")])
def test_a_pronoun_follows_the_cluster_that_the_language_model_puts_it_in(antecedent: str, expected: str) -> None:
    text = Text("Kari Dal møtte Liv Moe.\nHun dro til Oslo.\n")
    people = {name: text.person(name) for name in ("Kari Dal", "Liv Moe")}
    her, oslo = text.pronoun("Hun", kind="Person", number="Sing"), text.name("Oslo", "Place")
    text.clusters.append(((people[antecedent],), (her,)))
    text.claim(her, "movesTo", oslo)
    assert said(text.links()) == {(expected, "movesTo", "Oslo")}


def test_a_cluster_that_does_not_agree_is_not_followed() -> None:
    text = Text("Kari Dal besøkte Nato.\nHun dro til Oslo.\n")
    kari, nato = text.person("Kari Dal"), text.name("Nato", "Organization")
    her, oslo = text.pronoun("Hun", kind="Person", number="Sing"), text.name("Oslo", "Place")
    text.clusters.append(((nato,), (her,)))
    text.claim(kari, "visits", nato)
    text.claim(her, "movesTo", oslo)
    assert ("Kari_Dal", "movesTo", "Oslo") in said(text.links())


def test_statements_below_a_confidence_go_with_those_that_speak_of_them() -> None:
    text = Text("Putin krever at Armenia forlater Syria.\n")
    putin, armenia, syria = text.person("Putin"), text.state("Armenia"), text.state("Syria")
    inner = Claim(
        "withdrawsFrom", "forlate", 16, 38, 0, armenia, syria, factuality=Factuality.REQUESTED, confidence=0.5
    )
    text.claim(putin, "callsFor", inner, confidence=0.9)
    assert not confident(text.links(), 0.8).statements
    assert len(confident(text.links(), 0.4).statements) == 2


def test_somebody_called_by_age_is_who_has_that_age_or_the_last_one_named() -> None:
    text = Text("Kari Dal (33) og Liv Moe kom.\n33-åringen dro til Oslo.\n41-åringen dro til Bergen.\n")
    kari, _ = text.person("Kari Dal"), text.person("Liv Moe")
    text.claim(kari, "hasAge", Value("33", "integer"))
    older = text.noun("41-åringen", "41-åring", "Person")
    text.claim(text.noun("33-åringen", "33-åring", "Person"), "movesTo", text.name("Oslo", "Place"))
    text.claim(older, "movesTo", text.name("Bergen", "Place"))
    assert {("Kari_Dal", "movesTo", "Oslo"), ("Liv_Moe", "movesTo", "Bergen")} <= said(text.links())
