"""A small graph of news of our own, in the store's shape: what the explorer's tests and screenshots show.

`sample.tsv` has a statement a line; its object is an entity, `@key` a statement or `=text` a literal.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.settings import data_folder
from kg.vocabulary import KG, PREFIXES, Namespaces

NAMES = Namespaces()
XSD = PREFIXES["xsd"]

ARTICLES = {
    "ferger": (
        "nb",
        "2025-03-12",
        "Kystavisa",
        "seeds/ferger.txt",
        """Støre lover nye ferger til Skarvøy
Statsminister Jonas Gahr Støre besøkte Skarvøy tirsdag og møtte ordfører Ingrid Ødegård.
Regjeringen har lovet to nye ferger til øykommunen innen 2027, men Ødegård frykter at Stortinget stanser pengene.
Skarvøy ligger i Havland og er en del av Norge.
Fiskerne på Skarvøy krever at Skarvøy Kraft trekker seg ut av havvindprosjektet Stormbåen.
Skarvøy Kraft eier Stormbåen sammen med det danske selskapet Nordlys Energi.
Ifølge Grønn Kyst har selskapet sluppet ut olje i Skarvfjorden, men direktør Ståle Brekke avviser påstanden.
Anlegget skader ikke fisken, sier han.
To arbeidere ble skadd da en kran veltet på anlegget i januar.
Politiet etterforsker ulykken.
Åse Nilsdatter leder Grønn Kyst og ber energiminister Mette Holm om full stans i utbyggingen.""",
    ),
    "streik": (
        "nb",
        "2025-03-18",
        "Nordposten",
        "https://nordposten.example/streik",
        """Fergestreiken på Skarvøy trappes opp
Sjøfolkenes Forbund krever høyere lønn fra rederiet Havskyss.
Havskyss har sendt to reserveferger til Tromsø og vurderer å si opp 40 ansatte.
Riksmekler Siv Dahl har invitert partene til nye samtaler i Tromsø torsdag.
Jonas Gahr Støre vil ikke stanse streiken, opplyser Regjeringen.
Fiskerne på Skarvøy støtter streiken.
Ingrid Ødegård hevder at Havskyss brøt Kystavtalen i fjor, noe rederiet benekter.
Dersom streiken varer til påske, kan den ramme Stormbåen.
Rundt 300 mennesker demonstrerte mot Havskyss i Tromsø søndag.
Skarvøy ligger i Havland.
Streiken eskalerte mandag.""",
    ),
    "wind": (
        "en",
        "2025-03-20",
        "North Sea Herald",
        "https://herald.example/wind",
        """Denmark backs disputed Norwegian wind farm
Danish energy minister Lars Toft said on Wednesday that Denmark supports the Stormbåen wind farm.
Nordlys Energi, based in Copenhagen, owns 40 per cent of the project.
Grønn Kyst accuses Skarvøy Kraft of spilling oil in Skarvfjorden, which the company denies.
Norway and Denmark signed the North Sea Pact in 2023.
The documentary Vindfall, directed by Tuva Lie, won the Ocean Prize in Copenhagen.
Lie was born in Tromsø.
Mette Holm plans to visit Copenhagen in May.""",
    ),
}

ENTITIES = {
    "store": ("Person", {"nb": "Jonas Gahr Støre"}, "Støre|statsminister Jonas Gahr Støre|statsministeren"),
    "odegard": ("Person", {"nb": "Ingrid Ødegård"}, "Ødegård|ordfører Ingrid Ødegård|ordføreren"),
    "brekke": ("Person", {"nb": "Ståle Brekke"}, "direktør Ståle Brekke|han"),
    "nilsdatter": ("Person", {"nb": "Åse Nilsdatter"}, ""),
    "holm": ("Person", {"nb": "Mette Holm"}, "energiminister Mette Holm"),
    "toft": ("Person", {"nb": "Lars Toft"}, "Danish energy minister Lars Toft"),
    "dahl": ("Person", {"nb": "Siv Dahl"}, "riksmekler Siv Dahl"),
    "lie": ("Person", {"nb": "Tuva Lie"}, "Lie"),
    "regjeringen": ("Organization", {"nb": "Regjeringen", "en": "the Government"}, "Regjeringen"),
    "stortinget": ("Organization", {"nb": "Stortinget", "en": "the Storting"}, ""),
    "kraft": ("Organization", {"nb": "Skarvøy Kraft"}, "selskapet|the company"),
    "nordlys": ("Organization", {"nb": "Nordlys Energi"}, "det danske selskapet Nordlys Energi"),
    "kyst": ("Organization", {"nb": "Grønn Kyst"}, "Green group Grønn Kyst"),
    "havskyss": ("Organization", {"nb": "Havskyss"}, "rederiet Havskyss|rederiet"),
    "sjofolk": ("Organization", {"nb": "Sjøfolkenes Forbund", "en": "Seafarers' Union"}, ""),
    "politiet": ("Organization", {"nb": "Politiet", "en": "the police"}, ""),
    "norge": ("GeopoliticalEntity", {"nb": "Norge", "en": "Norway"}, "Norge|Norway"),
    "danmark": ("GeopoliticalEntity", {"nb": "Danmark", "en": "Denmark"}, "Denmark"),
    "skarvoy": ("GeopoliticalEntity", {"nb": "Skarvøy"}, "øykommunen"),
    "havland": ("Place", {"nb": "Havland"}, ""),
    "tromso": ("Place", {"nb": "Tromsø"}, ""),
    "kobenhavn": ("Place", {"nb": "København", "en": "Copenhagen"}, "Copenhagen"),
    "skarvfjorden": ("Place", {"nb": "Skarvfjorden"}, ""),
    "fiskerne": ("Group", {"nb": "fiskerne på Skarvøy", "en": "the fishermen of Skarvøy"}, "Fiskerne på Skarvøy"),
    "arbeidere": ("Group", {"nb": "to arbeidere", "en": "two workers"}, "To arbeidere"),
    "ansatte": ("Group", {"nb": "40 ansatte", "en": "40 employees"}, ""),
    "demonstranter": ("Group", {"nb": "300 mennesker", "en": "300 people"}, "Rundt 300 mennesker"),
    "fisken": ("Topic", {"nb": "fisken", "en": "the fish"}, ""),
    "stormbaen": ("Work", {"nb": "Stormbåen"}, "havvindprosjektet Stormbåen|anlegget|the project"),
    "vindfall": ("Work", {"nb": "Vindfall"}, "The documentary Vindfall"),
    "prisen": ("Work", {"nb": "Havprisen", "en": "Ocean Prize"}, "the Ocean Prize"),
    "streiken": ("Event", {"nb": "fergestreiken på Skarvøy", "en": "the ferry strike"}, "streiken|Fergestreiken"),
    "ulykken": ("Event", {"nb": "ulykken på Stormbåen", "en": "the accident"}, "ulykken"),
    "stans": ("Event", {"nb": "full stans i utbyggingen", "en": "a full halt to the works"}, ""),
    "lonn": ("Topic", {"nb": "høyere lønn", "en": "higher pay"}, ""),
    "kystavtalen": ("Agreement", {"nb": "Kystavtalen", "en": "the Coast Agreement"}, "Kystavtalen"),
    "nordsjo": ("Agreement", {"nb": "Nordsjøavtalen", "en": "North Sea Pact"}, "the North Sea Pact"),
}

DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def store(with_ontology: bool = True) -> Store:
    """The sample, with the ontology beside it as a build has it."""
    made = Store()
    if with_ontology:
        graph = NamedNode(f"{NAMES.base}graph/ontology")
        made.load(path=data_folder("ontology") / "newskg.ttl", format=RdfFormat.TURTLE, to_graph=graph)
    for key, entity in ENTITIES.items():
        _entity(made, key, *entity)
    for key, article in ARTICLES.items():
        _article(made, key, *article)
    for row in (Path(__file__).parent / "sample.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        *cells, more = row.split("\t")
        _statement(made, *cells, dict(pair.split(": ", 1) for pair in more.split("; ") if pair))
    return made


def _entity(made: Store, key: str, kind: str, labels: dict[str, str], aliases: str) -> None:
    graph = NamedNode(f"{NAMES.base}graph/entities")
    iri = NamedNode(NAMES.entity(key))
    _add(made, graph, iri, "rdf:type", NamedNode(KG + kind))
    for language, label in labels.items():
        _add(made, graph, iri, "rdfs:label", Literal(label, language=language))
    for alias in filter(None, aliases.split("|")):
        _add(made, graph, iri, "skos:altLabel", Literal(alias, language="nb"))
    _add(made, graph, iri, "kg:mentionCount", Literal(1 + aliases.count("|")))
    if key == "store":
        _add(made, graph, iri, "owl:sameAs", NamedNode(PREFIXES["wd"] + "Q1371690"))


def _article(made: Store, key: str, language: str, published: str, publisher: str, source: str, text: str) -> None:
    iri = NamedNode(NAMES.article(key))
    _add(made, iri, iri, "rdf:type", NamedNode(KG + "Article"))
    _add(made, iri, iri, "rdf:type", NamedNode(PREFIXES["schema"] + "NewsArticle"))
    _add(made, iri, iri, "kg:sha256", Literal(hashlib.sha256(text.encode()).hexdigest()))
    _add(made, iri, iri, "schema:headline", Literal(text.split("\n")[0], language=language))
    _add(made, iri, iri, "schema:datePublished", Literal(published, datatype=NamedNode(XSD + "date")))
    _add(made, iri, iri, "schema:publisher", Literal(publisher))
    _add(made, iri, iri, "dcterms:source", Literal(source))
    _add(made, iri, iri, "schema:inLanguage", Literal(language))


def _statement(
    made: Store, key: str, article: str, subject: str, predicate: str, about: str, quote: str, more: dict[str, str]
) -> None:
    graph, iri = NamedNode(NAMES.article(article)), NamedNode(NAMES.statement(key))
    language = ARTICLES[article][0]
    facts: list[tuple[str, NamedNode | Literal]] = [
        ("rdf:type", NamedNode(KG + "Statement")),
        ("kg:predicate", NamedNode(KG + predicate)),
        ("kg:surfacePredicate", Literal(more.get("surface", predicate), language=language)),
        ("kg:factuality", NamedNode(KG + more.get("factuality", "Asserted"))),
        ("kg:polarity", NamedNode(KG + more.get("polarity", "Positive"))),
        ("prov:wasDerivedFrom", graph),
        ("kg:confidence", Literal(more.get("confidence", "0.93"), datatype=NamedNode(XSD + "decimal"))),
        ("kg:extractor", Literal("clauses")),
        ("kg:evidence", _evidence(made, graph, key, article, quote)),
    ]
    facts += [("kg:subject", _value(subject, language))] if subject else []
    facts += [("kg:objectValue" if about[0] == "=" else "kg:object", _value(about, language))] if about else []
    facts += [("prov:wasAttributedTo", _value(more["by"], language))] if "by" in more else []
    facts += [("kg:cue", Literal(more["cue"], language=language))] if "cue" in more else []
    for name in more.keys() - {"surface", "factuality", "polarity", "confidence", "by", "cue"}:
        facts.append((f"kg:{name}", _qualifier(name, more[name], language)))
    for name, value in facts:
        _add(made, graph, iri, name, value)


def _evidence(made: Store, graph: NamedNode, key: str, article: str, quote: str) -> NamedNode:
    language, text = ARTICLES[article][0], ARTICLES[article][4]
    start = text.index(quote)
    iri = NamedNode(NAMES.evidence(key))
    _add(made, graph, iri, "rdf:type", NamedNode(KG + "Evidence"))
    _add(made, graph, iri, "kg:quote", Literal(quote, language=language))
    passage = next(line for line in text.split("\n") if quote in line)
    _add(made, graph, iri, "kg:passage", Literal(passage, language=language))
    for name, number in (("sentence", text.count("\n", 0, start)), ("start", start), ("end", start + len(quote))):
        _add(made, graph, iri, f"kg:{name}", Literal(number))
    return iri


def _value(text: str, language: str) -> NamedNode | Literal:
    if text.startswith("="):
        return Literal(text[1:], language=language)
    return NamedNode(NAMES.statement(text[1:]) if text.startswith("@") else NAMES.entity(text))


def _qualifier(name: str, text: str, language: str) -> NamedNode | Literal:
    if name in ("time", "beginTime", "endTime"):
        return Literal(text, datatype=NamedNode(XSD + DATES[len(text)]))
    if name == "count":
        return Literal(int(text))
    return Literal(text, language=language) if name == "timeText" else _value(text, language)


def _add(made: Store, graph: NamedNode, subject: NamedNode, name: str, value: NamedNode | Literal) -> None:
    prefix, local = name.split(":")
    made.add(Quad(subject, NamedNode(PREFIXES[prefix] + local), value, graph))
