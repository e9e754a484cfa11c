"""A small graph built by hand: two articles on one conflict, with what they assert, claim, ask and deny."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.model import (
    Article,
    Attribute,
    Entity,
    Evidence,
    Factuality,
    Polarity,
    Quantity,
    Statement,
    Time,
    Value,
)
from kg.vocabulary import IRI, Namespaces, digest

SPACE = Namespaces()

FIRST = "Armenia trekker seg ut. Russland har baser i Armenia. Presidenten krever våpenhvile onsdag."
SECOND = "Tyrkia avviser at landet angrep Armenia. 14 sivile er drept."


def article(text: str, name: str, language: str = "nb") -> Article:
    return Article(
        id=digest(text),
        source=name,
        text=text,
        blocks=(),
        headline=text.partition(".")[0],
        published=date(2020, 10, 1),
        publisher="Avisa",
        language=language,
    )


ARTICLES = (article(FIRST, "seeds/a.txt"), article(SECOND, "seeds/b.txt"))


def entity(slug: str, kind: str, label: str, *aliases: str) -> Entity:
    return Entity(
        iri=SPACE.entity(slug),
        kind=kind,
        labels=(("nb", label),),
        aliases=tuple(("nb", alias) for alias in sorted({label, *aliases})),
        mention_count=1 + len(aliases),
    )


RUSSIA = replace(
    entity("Russland", "GeopoliticalEntity", "Russland", "Moskva"),
    labels=(("en", "Russia"), ("nb", "Russland")),
    same_as=(IRI("http://www.wikidata.org/entity/Q159"),),
)
ARMENIA = entity("Armenia", "GeopoliticalEntity", "Armenia", "landet")
TURKEY = entity("Tyrkia", "GeopoliticalEntity", "Tyrkia")
PRESIDENT = replace(entity("presidenten", "Person", "presidenten"), speaks_for=RUSSIA.iri)
CIVILIANS = entity("14_sivile", "Group", "14 sivile")
REGION = entity("regionen", "Place", "regionen")
ENTITIES = (RUSSIA, ARMENIA, TURKEY, PRESIDENT, CIVILIANS, REGION)


def statement(told: Article, quote: str, predicate: str, **parts: object) -> Statement:
    """A statement read from `quote`, which stands once in the article."""
    start = told.text.index(quote)
    sentence = told.text.count(".", 0, start)
    passage = next(part.strip() + "." for part in told.text.split(".") if quote in part)
    key = f"{told.id} {predicate} {quote} {parts.get('subject')} {parts.get('object')}"
    evidence = Evidence(SPACE.evidence(key), sentence, start, start + len(quote), quote, passage)
    known = {
        "iri": SPACE.statement(key),
        "article": SPACE.article(told.id),
        "language": told.language,
        "surface": "ha",
        "evidence": (evidence,),
        "extractor": "clauses",
        "confidence": 0.93,
    }
    return Statement(predicate=predicate, **(known | parts))  # type: ignore[arg-type]


BASES = statement(
    ARTICLES[0],
    "Russland har baser i Armenia",
    "hasBasesIn",
    surface="ha base i",
    subject=RUSSIA.iri,
    object=ARMENIA.iri,
)
LEAVES = statement(
    ARTICLES[0],
    "Armenia trekker seg ut",
    "withdrawsFrom",
    surface="trekke seg",
    subject=ARMENIA.iri,
    object=REGION.iri,
    factuality=Factuality.REQUESTED,
    source=PRESIDENT.iri,
    cue="kreve",
)
CALLS = statement(
    ARTICLES[0],
    "Presidenten krever våpenhvile onsdag",
    "callsFor",
    subject=PRESIDENT.iri,
    object=LEAVES.iri,
    attributes=(Attribute("time", Time("onsdag", value="2020-09-30")), Attribute("place", ARMENIA.iri)),
)
HOLDS = statement(
    ARTICLES[0], "Presidenten", "holdsPosition", subject=PRESIDENT.iri, object=Value("president", language="nb")
)
DENIES = statement(
    ARTICLES[1],
    "landet angrep Armenia",
    "attacks",
    subject=TURKEY.iri,
    object=ARMENIA.iri,
    factuality=Factuality.DENIED,
    polarity=Polarity.NEGATIVE,
    source=TURKEY.iri,
    cue="avvise",
)
KILLED = statement(
    ARTICLES[1],
    "14 sivile er drept",
    "kills",
    object=CIVILIANS.iri,
    attributes=(Attribute("count", Quantity("14", value=14)),),
)
STATEMENTS = (BASES, LEAVES, CALLS, HOLDS, DENIES, KILLED)
