"""Given this article, these statements, by the labels of who and what: who is meant across sentences, who says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract import extract
from kg.link import link
from kg.model import Statement, Value
from kg.parse import parse
from kg.read.article import article
from kg.read.words import words
from kg.settings import SURE
from kg.vocabulary import Namespaces

NAMESPACES = Namespaces()


def told(text: str) -> set[tuple[str, str, str, str]]:
    """Subject, words (or property), object and source of every statement of an article."""
    read = replace(article(text, "2024-03-14-test.txt", words()), language="nb")
    links = link([extract(read, parse(read))], NAMESPACES)
    labels = {entity.iri: entity.labels[0][1] for entity in links.entities}

    def term(value: object) -> str:
        return value.text if isinstance(value, Value) else labels.get(value, "") if value is not None else ""  # type: ignore[arg-type, call-overload, no-any-return]

    def row(one: Statement) -> tuple[str, str, str, str]:
        return term(one.subject), one.surface or one.predicate, term(one.object), term(one.source)

    return {row(statement) for statement in links.statements}


AGES = """En mann i 30-årene er skadd etter bråk på en buss. Den skadde ble kjørt til Ullevål sykehus.

27-åringen nekter straffskyld. Han er pågrepet av politiet."""
SHE = """Marte Kvern (23) vant femmila i Davos. Kari Rantala ble nummer to.

– Jeg turte ikke å se på skjermen da Rantala gikk opp den siste bakken. Jeg stirret på skoene mine, forteller hun.

Kvern hadde 27. plass som beste resultat. I fjor vinter kjøpte hun Granbo gård."""
JURY = """– Jeg trodde det var en telefonselger, forteller forfatteren Ragna Oterholm.

I begrunnelsen trekker juryen fram språket.

«Oterholm skriver uten et eneste sentimentalt ord. Hun vant over Edvard Holm», heter det."""
INTERVIEW = """Leder for juryen, Arnfinn Soll, leste 41 romaner.

– Hvem skrev boken?

– Faren min solgte Granbo gård."""
COMPANY = """Oppdrettsselskapet Havbris faller på Oslo Børs. Havbris varsler kutt, sier Ida Moe i Havbris.

Omsetningen falt til 1,8 milliarder kroner. Familien eier Havbris gjennom investeringsselskapet Tilrem Invest.

Selskapet kjøpte Granbo gård i går."""
MOTHER = "Sunniva Berg vokste opp i Vadsø og hjalp moren på fabrikken."
SOME = """Regjeringen roser landets kommuner. De minste kommunene får 30 millioner kroner."""
BOTH = """Selskapet legger ned to papirfabrikker. Kuttene rammer fabrikkene i Kotka i Finland og Borlänge i Sverige.

Begge produserer magasinpapir."""
WITNESS = """Politiadvokat Mona Lie leder saken.

Et vitne på campingplassen har fortalt at hun så en arbeidsbåt ved moloen."""

PRIZE = """Debutant tildelt Nordlysprisen

Henriette Moe har skrevet romanen «Slagg». Hun tildeles årets Nordlyspris.

I fjor gikk prisen til Jonas Abelvik."""
VOICE = """Politiet pågrep en mann i 40-årene. Stemmen hans ble gjenkjent på et lydopptak.

De to må betale erstatning til bankene. Personer i Kristiansand og Drammen ble rammet."""
COURT = """Saken gikk i Bergen tingrett. Kvinnen er fratatt retten til å drive regnskapsvirksomhet."""
FOOTBALL = """Øygard Fotball vant lørdag. Spissen Mads Tveiten trillet ballen over streken."""

SALMON = """Lakseselskap doblet resultatet

Oppdrettskonsernet Helgelaks fikk et overskudd på 142 millioner kroner.

Etterspørselen er sterk, sier Trond Høgseth.

Selskapet åpnet et anlegg i Brønnøysund."""
STRIKER = """Namsen FK henter Jørgen Tveråmo

Namsen FK har hentet Jørgen Tveråmo. Tveråmo har skrevet under på en avtale.

Spissen vokste opp i Rørvik."""
DEFENDER = """En mann i 30-årene er siktet. Huseier Arvid Næss anslår skadene.

Mannens forsvarer, advokat Renate Fossum, anker.

– Han kjøpte bensin, sier Fossum."""
ELECTION = """Valget i Moldova ble holdt søndag. Sosialistene vant valget.

Landet brukte et år på å danne regjering etter valget i 2010."""
SCHOLAR = """Seierherren er Arne Lie. Forsker Dag Strømme leder instituttet.

Ministeren roste reformen mandag, sier Strømme."""
CLUBS = """Håland IL vant lørdag. Øygard Fotball møter Håland IL neste uke.

Øygard stilte med reservelaget."""

COACH = """Elverum-jenta tilbake

Thea Bakkehaug brøt kontrakten og flyttet hjem. Hun jobbet i barnehagen.

Det var treneren Unni Storsveen som fikk henne til å prøve igjen. Våren 2019 ledet hun Elverum."""
SPRING = """– Vi har kuttet to dager. Det er flere artister enn før, sier Lena Mørkved.

I vår klaget tre naboer på støyen."""

FIRM = """Møbelprodusenten Mølbakk i Sykkylven er konkurs. Mølbakk åpnet i 1946 et utsalg.

Daglig leder Sindre Mølbakk er skuffet. Mølbakk kjøpte en båt."""


LEADER = """Leder for Vennepartiet, tidligere ordfører Kari Elise Bakken, åpner skolen. Hun takket elevene."""
HUSBAND = """Tidligere president Leo Moe landet i Oslo tirsdag. Der møtte han president Ada Vik. Etterpå spiste den
tidligere presidenten middag med forfattere. Utenriksminister Nina Sund sier at ektemannen har det bra. Hun har
snakket med sin ektemann, ekspresidenten, som leder en forening i Bergen.
""".replace("\n", " ")
LETTER = """Brev fra Harald Strand solgt

Et gammelt brev fra forfatteren Harald Strand ble solgt for 1,4 millioner kroner i Bergen. Brevet lå i en kiste."""
LABORATORY = """Mann fra Grong siktet

En mann fra Grong er siktet for å ha tatt muslinger i elva. Politiet fant to bøtter. De lå i en bil.

Sporene førte politiet til en butikk i Mosvik. Mannen hadde arbeidet der i seks år.

Mannen varslet kommunen to ganger."""
SURNAME = """Vi må kutte, sier konsernsjef Birgitte Falkanger i Nordskjær.

Falkanger avviser at hun vurderer å gå av. Falkanger overtok jobben i januar."""
NATIVE = """Skiskytteren Vebjørn Lillegård legger opp. Lillegård vant fem medaljer.

Landslagstrener Pål Gjerde har fulgt trønderen i ti år."""
NOVEL = """Ada Vik har skrevet romanen «Saltmåneden». Den kom i fjor.

Boka har solgt i 70.000 eksemplarer. Et forlag i Oslo trykker flere."""
FINALS = """Herrene vant kvartfinalen mot Vågsbygd lørdag.

Finalen spilles i Oslo."""
SINGER = """Knut Nes sa at Per Moe sviktet.

– Moe har ikke gjort jobben, sier 34-åringen."""
FIGHTING = """Macron ber om stans i kampene mellom Armenia og Aserbajdsjan i Nagorno-Karabakh.

Tunge kamper mellom armenske og aserbajdsjanske styrker rammet byen Agdam onsdag."""
ADMINISTRATION = "Obama-administrasjonen støttet planen i går."


@pytest.mark.parametrize(
    ("text", "says", "never"),
    [
        (AGES, ("27-åringen", "nekte", "straffskyld", ""), ("mann i 30-årene", "nekte", "straffskyld", "")),
        (SHE, ("Marte Kvern", "kjøpe", "Granbo gård", ""), ("Kari Rantala", "kjøpe", "Granbo gård", "")),
        (SHE, ("Kari Rantala", "gå opp", "siste bakken", "Marte Kvern"), ("", "", "", "Kari Rantala")),
        (JURY, ("Ragna Oterholm", "vinne over", "Edvard Holm", "juryen"), ("", "", "", "Ragna Oterholm")),
        (COMPANY, ("Havbris", "kjøpe", "Granbo gård", ""), ("Tilrem Invest", "kjøpe", "Granbo gård", "")),
        (COMPANY, ("omsetningen til Havbris", "falle til", "1,8 milliarder kroner", ""), ()),
        (MOTHER, ("Sunniva Berg", "hjelpe", "moren til Sunniva Berg", ""), ()),
        (SOME, ("minste kommunene", "få", "30 millioner kroner", ""), ("landets kommuner", "få", "", "")),
        (BOTH, (), ("Finland", "produsere", "", "")),
        (WITNESS, ("vitne på campingplassen", "se", "arbeidsbåt", "vitne på campingplassen"), ()),
        (INTERVIEW, (), ("", "", "", "Arnfinn Soll")),
        (PRIZE, ("Nordlysprisen", "gå til", "Jonas Abelvik", ""), ("", "tildele", "Nordlysprisen", "")),
        (VOICE, ("stemmen til mann i 40-årene", "bli gjenkjent på", "lydopptak", ""), ("Drammen", "", "", "")),
        (COURT, (), ("", "være fratatt", "Bergen tingrett", "")),
        (SALMON, ("Helgelaks", "åpne", "anlegg", ""), ("selskapet", "", "", "")),
        (STRIKER, ("Jørgen Tveråmo", "vokse opp i", "Rørvik", ""), ("spissen", "", "", "")),
        (DEFENDER, ("mann i 30-årene", "kjøpe", "bensin", "Renate Fossum"), ("Arvid Næss", "kjøpe", "", "")),
        (ELECTION, (), ("valget i Moldova", "valg", "2010", "")),
        (SCHOLAR, (), ("Dag Strømme", "rose", "reformen", "")),
        (CLUBS, ("Øygard Fotball", "stille med", "reservelaget", ""), ("Øygard", "", "", "")),
        (COACH, ("Thea Bakkehaug", "lede", "Elverum", ""), ("Unni Storsveen", "lede", "", "")),
        (SPRING, ("tre naboer", "klage på", "støyen", ""), ()),
        (FIRM, ("Mølbakk", "åpne", "utsalg", ""), ("Sindre Mølbakk", "åpne", "", "")),
        (FIRM, ("Sindre Mølbakk", "kjøpe", "båt", ""), ("Mølbakk", "kjøpe", "", "")),
        (LEADER, ("Kari Elise Bakken", "åpne", "skolen", ""), ("leder for Vennepartiet", "", "", "")),
        (HUSBAND, ("Leo Moe", "spise middag med", "forfattere", ""), ("Ada Vik", "spise middag med", "", "")),
        (HUSBAND, ("Leo Moe", "lede", "forening i Bergen", ""), ("ektemann", "", "", "")),
        (
            LETTER,
            ("gammelt brev fra forfatteren Harald Strand", "ligge i", "kiste", ""),
            ("brev fra Harald Strand", "", "", ""),
        ),
        (LABORATORY, (), ("mann fra Grong", "varsle", "Mosvik", "")),
        (FOOTBALL, ("Mads Tveiten", "trille", "ballen", ""), ("Mads Tveiten", "trille", "Øygard Fotball", "")),
        (SURNAME, ("Birgitte Falkanger", "overta", "jobben", ""), ("Falkanger", "", "", "")),
        (NATIVE, ("Pål Gjerde", "følge", "Vebjørn Lillegård", ""), ("Pål Gjerde", "følge", "trønderen", "")),
        (NOVEL, ("Saltmåneden", "selge i", "70.000 eksemplarer", ""), ("boka", "", "", "")),
        (FINALS, ("finalen", "spilles i", "Oslo", ""), ()),
        (SINGER, ("Knut Nes", "34-åringen", "34", ""), ("Per Moe", "34-åringen", "34", "")),
        (
            FIGHTING,
            ("kampene mellom Armenia og Aserbajdsjan i Nagorno-Karabakh", "ramme", "Agdam", ""),
            ("tunge kamper mellom armenske og aserbajdsjanske styrker", "", "", ""),
        ),
        (ADMINISTRATION, ("Obama-administrasjonen", "støtte", "planen", ""), ()),
    ],
)
def test_an_article_gives_its_statements(text: str, says: tuple[str, ...], never: tuple[str, ...]) -> None:
    made = told(text)
    assert not says or says in made, made
    assert not never or not any(
        all(wanted in {"", have} for wanted, have in zip(never, one, strict=True)) for one in made
    )


def test_what_somebody_says_of_bare_nouns_is_left_out_but_not_what_a_body_does() -> None:
    made = told("– Pengene kommer i potten, sier Kari Vik. Politiet sikret en kniv ved Sofienberg skole.")
    assert not any(subject == "pengene" for subject, *_ in made)
    assert any(subject == "politiet" for subject, *_ in made)


def test_what_two_ask_for_is_asked_by_each_of_them_and_not_by_one_for_the_other() -> None:
    text = "Kari Vik og Ola Berg møtte kommunen torsdag. De ber Hydro og Statkraft bygge en ny kai."
    read = replace(article(text, "2024-03-14-test.txt", words()), language="nb")
    statements = {one.iri: one for one in link([extract(read, parse(read))], NAMESPACES).statements}
    asked = [one for one in statements.values() if one.predicate == "callsFor"]
    assert len(asked) == 4
    assert all(statements[one.object].source == one.subject for one in asked)  # type: ignore[index]


def test_a_fact_about_a_bare_noun_is_surer_than_what_is_only_said_or_planned() -> None:
    text = "Mannen noterte bilnummeret. Kari Vik sier at mannen åpnet to luker."
    read = replace(article(text, "2024-03-14-test.txt", words()), language="nb")
    sure = {one.surface: one.confidence for one in link([extract(read, parse(read))], NAMESPACES).statements}
    assert sure["åpne"] < SURE <= sure["notere"]
