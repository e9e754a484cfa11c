"""What an article describes and names in different places is one thing where its words say so, and two where not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from linking import Text, local, named

from kg.link import Links
from kg.model import Block, BlockKind, Mention, Value


def together(text: Text, *mentions: Mention) -> list[int]:
    """Which of some mentions are one thing: equal numbers for those that are."""
    for mention in mentions:
        text.claim(mention, "involves", surface=f"{mention.start} {mention.text}")
    subjects = {one.surface: one.subject for one in text.links().statements}
    found = [subjects.get(f"{mention.start} {mention.text}") for mention in mentions]
    assert None not in found
    return [found.index(one) for one in found]


def headlined(text: Text) -> Text:
    """The text with its first line as a headline."""
    end = text.text.index("\n")
    blocks = (Block(0, end, BlockKind.HEADLINE), Block(end + 1, len(text.text), BlockKind.PARAGRAPH))
    text.article = replace(text.article, blocks=blocks)
    return text


def labels(links: Links) -> set[str]:
    return {text for one in links.entities for _, text in one.labels}


def test_an_apposition_is_who_it_stands_beside() -> None:
    text = Text("Broren hennes, advokat Terje Moe, kom.\nTerje Moe, styrelederen i klubben, gikk.\n")
    brother = text.noun("Broren hennes", "bror", "Person")
    moe = text.person("Terje Moe", title="advokat")
    text.person("Terje Moe", nth=2)
    chair = text.noun("styrelederen i klubben", "styreleder", "Person")
    assert together(text, brother, moe, chair) == [0, 0, 0]


@pytest.mark.parametrize(
    "words", ["Broren, Terje Moe og Ida By kom.\n", "Broren, Terje Moe, Ida By og jeg kom.\n", "Broren så Terje Moe.\n"]
)
def test_a_list_is_no_apposition(words: str) -> None:
    text = Text(words)
    brother, moe = text.noun("Broren", "bror", "Person"), text.person("Terje Moe")
    if "Ida By" in words:
        text.person("Ida By")
    assert together(text, brother, moe) == [0, 1]


def test_a_description_beside_another_takes_up_what_the_other_would() -> None:
    text = Text("En mann er tiltalt.\nDen tiltalte, en mann fra Serbia, nekter.\nMannen ble funnet.\n")
    man = text.noun("mann", "mann", "Person", definite=False)
    accused = text.noun("tiltalte", "tiltalt", "Person")
    serb = text.noun("mann fra Serbia", "mann", "Person", definite=False)
    last = text.noun("Mannen", "mann", "Person")
    assert together(text, man, accused, serb, last) == [0, 0, 0, 0]


def test_what_is_named_late_is_what_was_described_before() -> None:
    text = Text("En fiskebåt forliste.\nBåten, «Havbris», sank.\nBåten er hevet.\n")
    boat = text.noun("fiskebåt", "fiskebåt", "Work", definite=False)
    sunk = text.noun("Båten", "båt", "Work")
    name = text.name("Havbris", "Work")
    raised = text.noun("Båten", "båt", "Work", nth=2)
    assert together(text, boat, sunk, name, raised) == [0, 0, 0, 0]
    assert labels(text.links()) == {"Havbris"}


def test_what_is_appointed_is_the_one_who_is() -> None:
    text = Text("Ida By er utnevnt til ny minister i Mali.\nEn minister gikk.\n")
    by = text.person("Ida By")
    minister = text.noun("ny minister i Mali", "minister", "Person", definite=False)
    other = text.noun("minister", "minister", "Person", nth=2, definite=False)
    text.claim(None, "appoints", by, surface="utnevne")
    assert together(text, by, minister, other) == [0, 0, 2]


@pytest.mark.parametrize(("noun", "lemma", "same"), [("Jenta", "jente", True), ("Gutten", "gutt", False)])
def test_a_girl_is_a_she_of_whom_the_text_tells(noun: str, lemma: str, same: bool) -> None:
    text = Text(f"Anne By er syk.\n{noun} er trøtt.\n")
    girl = together(text, text.person("Anne By"), text.noun(noun, lemma, "Person"))
    assert girl == [0, 0 if same else 1]


def test_kin_without_an_owner_is_who_is_so_called_and_no_one_of_the_other_gender() -> None:
    text = Text("Kona, Anne By, kom.\nKona lo.\nBroren gikk.\n")
    first, anne = text.noun("Kona", "kone", "Person"), text.person("Anne By")
    wife, brother = text.noun("Kona", "kone", "Person", nth=2), text.noun("Broren", "bror", "Person")
    assert together(text, first, anne, wife, brother) == [0, 0, 0, 3]


def test_a_couple_is_two_who_were_named_together() -> None:
    text = Text("Per Moe og Ida By reiste.\nParet kom hjem.\n")
    text.person("Per Moe")
    text.person("Ida By")
    pair = text.noun("Paret", "par", "Group")
    text.claim(pair, "involves", surface="komme")
    assert {local(one.subject) for one in text.links().statements} == {"Per_Moe", "Ida_By"}


def test_a_court_is_the_one_that_the_article_names_later() -> None:
    text = Text("Saken er i retten.\nIda By sier at Molde tingrett dømmer.\nRetten hever seg.\n")
    court = text.noun("retten", "rett", "Organization")
    name = text.name("Molde tingrett", "Organization")
    again = text.noun("Retten", "rett", "Organization")
    assert together(text, court, name, again) == [0, 0, 0]


def test_a_headlines_company_is_the_one_that_is_called_so() -> None:
    text = headlined(Text("Svensk bank selges\nBanken Lyn AB selges.\nLyn AB er stor.\n"))
    bank = text.noun("Svensk bank", "bank", "Organization", definite=False, origin="Sverige", modifiers=("svensk",))
    name = text.name("Lyn AB", "Organization")
    text.claim(name, "isA", Value("bank", language="nb"), surface="bank")
    assert together(text, bank, name) == [0, 0]


@pytest.mark.parametrize(
    ("words", "lemmas", "same"),
    [
        (("Moes fly", "Moes privatfly"), ("fly", "privatfly"), True),
        (("Moes fly", "Bys privatfly"), ("fly", "privatfly"), False),
        (("Moes atomprøvesprengning", "Moes atomprøvespregning"), ("atomprøvesprengning", "atomprøvespregning"), True),
        (("Moes kjøp", "Moes salg"), ("kjøp", "salg"), False),
    ],
)
def test_nouns_of_one_owner(words: tuple[str, str], lemmas: tuple[str, str], same: bool) -> None:
    text = Text("Moe og By ser " + " og ".join(words) + ".\n")
    moe, by = text.person("Moe"), text.person("By")
    owners = [by if "Bys" in phrase else moe for phrase in words]
    things = [
        text.noun(*one, "Work", owner=owner) for one, owner in zip(zip(words, lemmas, strict=True), owners, strict=True)
    ]
    assert together(text, *things) == [0, 0 if same else 1]


def test_what_stands_within_a_phrase_can_show_whose_it_is() -> None:
    text = Text(
        "Malis minister Ida By er her.\nPågripelsen av Malis minister er feil.\nPågripelsen av Ida By er feil.\n"
    )
    mali, by = text.state("Mali"), text.person("Ida By", title="minister")
    text.claim(by, "leads", mali, surface="minister")
    text.state("Mali", nth=2)
    text.noun("Malis minister", "minister", "Person", nth=2, owner=mali)
    first = text.noun("Pågripelsen av Malis minister", "pågripelse", "Event")
    text.person("Ida By", nth=2)
    second = text.noun("Pågripelsen av Ida By", "pågripelse", "Event")
    assert together(text, first, second) == [0, 0]


def test_the_same_adjective_without_an_article_is_the_same_matter() -> None:
    text = Text("By vil ha full stans i krigen.\nFullstendig stans må til.\nEn full stans kom.\nTotal stans kom.\n")
    full = text.noun("full stans i krigen", "stans", "Event", definite=False, modifiers=("full",))
    whole = text.noun("Fullstendig stans", "stans", "Event", definite=False, modifiers=("fullstendig",))
    another = text.noun("full stans", "stans", "Event", nth=2, definite=False, modifiers=("full",))
    total = text.noun("Total stans", "stans", "Event", definite=False, modifiers=("total",))
    assert together(text, full, whole, another, total)[:2] == [0, 0]
    assert together(text, full, whole, another, total)[2:] == [2, 3]


def test_a_word_that_only_opens_a_sentence_is_no_name() -> None:
    text = Text("En kvinne kom.\nOg kvinna gikk.\nKvinna sov.\n")
    woman = text.noun("kvinne", "kvinne", "Person", definite=False)
    left, slept = text.noun("kvinna", "kvinne", "Person"), text.person("Kvinna")
    assert together(text, woman, left, slept) == [0, 0, 0]


@pytest.mark.parametrize(
    ("full", "label"),
    [("Kreftsyke Ida By", "Ida By"), ("Karita Ida By", "Karita Ida By"), ("Anne Ida By", "Anne Ida By")],
)
def test_an_adjective_before_a_name_is_none_of_it(full: str, label: str) -> None:
    text = Text(f"{full} kom.\nIda By gikk.\n")
    text.person(full)
    text.person("Ida By", nth=2)
    (entity,) = text.links().entities
    assert entity.labels == (("nb", label),)
    assert full.casefold() in {text.casefold() for _, text in entity.aliases}


@pytest.mark.parametrize(("posts", "known"), [(("Lyn",), True), (("Lyn", "Rim"), False), ((), False)])
def test_we_is_the_one_body_that_somebody_speaks_for(posts: tuple[str, ...], known: bool) -> None:
    text = Text("Sjef Ida By i Lyn og Rim snakker.\nVi kjøper skip, sier By.\n")
    by = text.person("Ida By", title="sjef")
    for name in posts:
        text.claim(by, "leads", text.name(name, "Organization"), surface="sjef")
    we, said = text.pronoun("Vi", kind="Group", number="Plur"), text.person("By", nth=2)
    text.claim(we, "buys", text.noun("skip", "skip", "Work", definite=False), source=said)
    bought = [local(one.subject) for one in text.links().statements if one.predicate == "buys"]
    assert bought == (["Lyn"] if known else [])


def test_what_is_described_is_found_by_its_noun_where_nothing_else_is_called_so() -> None:
    text = Text("Full stans i krigen og brev fra By kom.\nEt brev til Moe gikk.\n")
    text.noun("Full stans i krigen", "stans", "Event", definite=False)
    text.noun("brev fra By", "brev", "Work", definite=False)
    text.noun("brev til Moe", "brev", "Work", definite=False, modifiers=("ny",))
    links = text.links()
    assert {text for _, text in named(links, "stans").aliases} == {"full stans i krigen", "full stans", "stans"}
    assert "brev" not in {text for one in links.entities for _, text in one.aliases}


def test_a_surname_in_a_headline_is_of_whom_the_text_names_first() -> None:
    text = Text("Moes fly\nIda Moe raser\nPer Moe reiste.\nIda Moe lo.\n")
    blocks = (Block(0, 8, BlockKind.HEADLINE), Block(9, 22, BlockKind.TEASER), Block(23, 50, BlockKind.PARAGRAPH))
    text.article = replace(text.article, blocks=blocks)
    first, _, per = text.person("Moe"), text.person("Ida Moe"), text.person("Per Moe")
    text.person("Ida Moe", nth=2)
    assert together(text, first, per) == [0, 0]


def test_the_last_part_of_a_compound_is_whoever_was_called_so_last() -> None:
    text = Text("Bankdirektør Per Moe kom.\nSykehusdirektør Ida By gikk.\nDirektøren lo.\n")
    moe, by = text.person("Per Moe", title="bankdirektør"), text.person("Ida By", title="sykehusdirektør")
    assert together(text, moe, by, text.noun("Direktøren", "direktør", "Person")) == [0, 1, 1]


def test_a_body_is_called_by_the_definite_form_of_its_last_word() -> None:
    text = Text("Norsk Sykepleierforbund klager.\nSykepleierforbundet vinner.\n")
    text.name("Norsk Sykepleierforbund", "Organization")
    text.name("Sykepleierforbundet", "Organization")
    assert labels(text.links()) == {"Norsk Sykepleierforbund"}


@pytest.mark.parametrize(
    ("second", "joined"), [("Energi ASA", True), ("Sønner", True), ("Yara ASA", False), ("Energi i Oslo", False)]
)
def test_a_conjunction_within_the_name_of_a_company(second: str, joined: bool) -> None:
    text = Text(f"Avtalen gir Lyn og {second} mer.\nLyn vokser.\n")
    text.name("Lyn", "Organization")
    text.name(second, "Organization")
    expected = {f"Lyn og {second}"} if joined else {"Lyn", second}
    text.name("Lyn", "Organization", nth=2)
    assert labels(text.links()) == expected


def test_the_town_is_the_one_that_is_spoken_of_most() -> None:
    text = Text("Rana bygde.\nRana lånte.\nHan kom fra Trondheim.\nKommunen tapte.\n")
    first, second = text.name("Rana", "GeopoliticalEntity"), text.name("Rana", "GeopoliticalEntity", nth=2)
    assert together(text, first, second, text.state("Trondheim"), text.noun("Kommunen", "kommune")) == [0, 0, 2, 0]


def test_the_town_is_none_where_several_are_spoken_of_alike() -> None:
    text = Text("Hun flyttet fra Bergen til Trondheim.\nKommunen lovte skole.\n")
    bergen, trondheim = text.state("Bergen"), text.state("Trondheim")
    assert together(text, bergen, trondheim, text.noun("Kommunen", "kommune")) == [0, 1, 2]


def test_new_ones_are_none_of_which_the_text_has_told() -> None:
    text = Text("De berørte skolene protesterte.\nElevene flyttes til nye skoler.\n")
    old = text.noun("berørte skolene", "skole", number="Plur", modifiers=("berøre",))
    new = text.noun("nye skoler", "skole", number="Plur", definite=False, modifiers=("ny",))
    assert together(text, old, new) == [0, 1]


def test_somebody_of_an_age_is_whoever_was_called_so() -> None:
    text = Text("Hovedmannen, en 27-åring, er dømt.\nAdvokat Hilde Moe uttalte seg.\n27-åringen tilsto.\n")
    young = text.noun("27-åring", "27-åring", "Person", definite=False)
    moe = text.person("Hilde Moe", title="advokat")
    text.claim(moe, "involves", surface="uttale seg")
    assert together(text, young, moe, text.noun("27-åringen", "27-åring", "Person")) == [0, 1, 0]


def test_a_client_is_whom_the_one_who_speaks_defends() -> None:
    text = Text("Politiet pågrep Per Dal.\nOla Vik er siktet.\nForsvareren hans, Kari Nes, sier at klienten sover.\n")
    dal, vik = text.person("Per Dal"), text.person("Ola Vik")
    text.claim(text.name("Politiet", "Organization"), "arrests", dal)
    text.claim(None, "charges", vik)
    his = text.pronoun("hans", kind="Person", number="Sing", gender="Masc")
    text.clusters.append(((vik,), (his,)))
    nes, client = text.person("Kari Nes", title="forsvarer", owner=his), text.noun("klienten", "klient", "Person")
    text.claim(client, "involves", surface="sove", source=nes)
    assert together(text, dal, vik, client) == [0, 1, 1]
