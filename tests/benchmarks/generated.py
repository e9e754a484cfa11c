"""Articles as extraction would give them, made up: as many of them as a benchmark wants.

Each names people, companies and places of a population whose members are named as unevenly as in news (Zipf), by full
name, surname alone or another form, names known places and bodies beside them, and speaks of described things. How many
of each are the means of the sample articles in seeds/.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from kg.lexicon import lexicon
from kg.link.gazetteer import gazetteer
from kg.model import (
    Article,
    Block,
    BlockKind,
    Claim,
    Extraction,
    Factuality,
    Form,
    Mention,
    Polarity,
    Qualifier,
    Time,
)
from kg.ontology import ontology
from kg.vocabulary import digest

NAMES, KNOWN, NOUNS, CLAIMS = 7, 10, 38, 50
"""Names that no table knows, known names, described things and claims of an article."""
PER_ARTICLE_NAMED = 4
"""Members of the population for each article."""
A_DAY = 10
SYLLABLES = "al ber dag eik fos gard hel ing jor kvam lun myr nor rud sol vik".split()  # noqa: SIM905
NOUN_LEMMAS = "avtale brann kamp lov møte plan rapport sak streik tap ulykke valg".split()  # noqa: SIM905
EVENTS = frozenset({"brann", "kamp", "møte", "streik", "ulykke", "valg"})


@dataclass(frozen=True, slots=True)
class Named:
    kind: str
    name: str
    title: str = ""

    def form(self, rng: random.Random) -> str:
        """How an article names it: mostly whole, often by surname alone, seldom with an initial."""
        first, _, last = self.name.rpartition(" ")
        if self.kind == "Person":
            return rng.choices([self.name, last, f"{first[0]}. {last}"], [60, 35, 5])[0]
        return rng.choice([self.name, first]) if first else self.name


class Population:
    """People, companies and places; the first are named most."""

    def __init__(self, articles: int, rng: random.Random) -> None:
        self.rng = rng
        self.things = [self._thing(number) for number in range(articles * PER_ARTICLE_NAMED)]
        self.weights = list(accumulate(1 / (number + 10) for number in range(len(self.things))))
        records = [one for one in gazetteer().records.values() if one.kind != "Person"]
        self.known = [Named(one.kind, dict(one.labels)["nb"]) for one in rng.sample(records, len(records))]
        self.known_weights = list(accumulate(1 / (number + 5) for number in range(len(self.known))))

    def _thing(self, number: int) -> Named:
        names, rng = lexicon("nb")["names"], self.rng
        invented = "".join(rng.choices(SYLLABLES, k=3)).title()
        if number % 3 == 0:
            return Named("Organization", f"{invented} AS")
        if number % 7 == 0:
            return Named("Place", invented)
        surname = rng.choice(names["common_surnames"]).title() if rng.random() < 0.4 else invented
        role = rng.choice(lexicon("nb")["titles"]["leads"])
        return Named("Person", f"{rng.choice(names['common_given']).title()} {surname}", role)

    def drawn(self) -> list[Named]:
        found = self.rng.choices(self.things, cum_weights=self.weights, k=NAMES)
        return found + self.rng.choices(self.known, cum_weights=self.known_weights, k=KNOWN)


def extractions(articles: int, seed: int = 7, more: int = 0) -> Iterator[Extraction]:
    """So many articles, and `more` of the same population."""
    rng = random.Random(seed)
    population = Population(articles, rng)
    predicates = sorted(set(ontology().properties) - {"holdsPosition"})
    for number in range(articles + more):
        yield _extraction(number, population, predicates, rng)


def _extraction(number: int, population: Population, predicates: list[str], rng: random.Random) -> Extraction:
    """One article of short sentences, a mention in each."""
    named = [(one.kind, one.form(rng), one.title, Form.NAME) for one in population.drawn()]
    nouns = [rng.choice(NOUN_LEMMAS) for _ in range(NOUNS)]
    described = [("Event" if noun in EVENTS else "Topic", noun, "", Form.DESCRIPTION) for noun in nouns]
    mentions: list[Mention] = []
    sentences: list[str] = []
    at = 0
    for place, (kind, text, title, form) in enumerate(rng.sample(named + described, len(named) + NOUNS)):
        end = at + len(text)
        mentions.append(Mention(at, end, place, text, text, kind, form, "Sing", title=title, definite=True))
        sentences.append(f"{text} {' '.join(''.join(rng.choices(SYLLABLES, k=2)) for _ in range(6))}.")
        at += len(sentences[-1]) + 1
    text = " ".join(sentences)
    bounds, start = [], 0
    for sentence in sentences:
        bounds.append((start, start + len(sentence)))
        start += len(sentence) + 1
    day = date(2015, 1, 1) + timedelta(days=number // A_DAY)
    article = Article(
        digest(f"{number} {text}"),
        f"{number:07}.txt",
        text,
        (Block(0, len(text), BlockKind.PARAGRAPH),),
        text[:40],
        day,
        "Avisa",
        "nb",
    )
    claims = tuple(_claim(*rng.sample(mentions, 3), bounds, predicates, day, rng) for _ in range(CLAIMS))
    return Extraction(article, tuple(mentions), claims, tuple(bounds))


def _claim(
    subject: Mention,
    other: Mention,
    source: Mention,
    bounds: list[tuple[int, int]],
    predicates: list[str],
    day: date,
    rng: random.Random,
) -> Claim:
    how = rng.choices([Factuality.ASSERTED, Factuality.CLAIMED, Factuality.DENIED], [70, 20, 10])[0]
    time = (Qualifier("time", Time("da", value=day.isoformat())),) if rng.random() < 0.2 else ()
    return Claim(
        rng.choice(predicates),
        "gjøre",
        *bounds[subject.sentence],
        subject.sentence,
        subject,
        other,
        how,
        Polarity.NEGATIVE if rng.random() < 0.05 else Polarity.POSITIVE,
        source if how is not Factuality.ASSERTED else None,
        qualifiers=time,
        extractor="clauses",
        confidence=0.9,
    )
