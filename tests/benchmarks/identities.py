"""How long it takes to tell who is who in many articles, and how that grows.

    python -m tests.benchmarks.identities [ARTICLES …]

The articles are generated: each names some people, companies and places of a population whose members are named as
unevenly as in news (Zipf), by full name, surname alone or another form, and speaks of described things. Prints, for
each number of articles, mentions, entities, statements, seconds, seconds per thousand articles, peak memory and the
part of it that the articles take before anything is linked.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from rich.console import Console

from kg.lexicon import lexicon
from kg.link import link
from kg.model import Article, Block, BlockKind, Claim, Extraction, Form, Mention
from kg.vocabulary import Namespaces, digest

SIZES = (1000, 2000, 5000, 10000)
NAMES, NOUNS, CLAIMS = 25, 25, 25
"""Names, described things and claims of an article."""
SYLLABLES = (
    "al",
    "ber",
    "dag",
    "eik",
    "fos",
    "gard",
    "hel",
    "ing",
    "jor",
    "kvam",
    "lun",
    "myr",
    "nor",
    "rud",
    "sol",
    "vik",
)
NOUN_LEMMAS = ("avtale", "brann", "kamp", "lov", "møte", "plan", "rapport", "sak", "streik", "tap", "ulykke", "valg")


class Population:
    """People, companies and places; the first are named most."""

    def __init__(self, size: int, rng: random.Random) -> None:
        names = lexicon("nb")["names"]
        given, common = names["common_given"], names["common_surnames"]
        roles = lexicon("nb")["titles"]["leads"]
        self.things = [self._thing(number, rng, given, common, roles) for number in range(size)]
        self.weights = list(accumulate(1 / (number + 10) for number in range(size)))

    def _thing(
        self, number: int, rng: random.Random, given: tuple[str, ...], common: tuple[str, ...], roles: tuple[str, ...]
    ) -> tuple[str, str, str]:
        invented = "".join(rng.choices(SYLLABLES, k=3)).title()
        if number % 3 == 0:
            return "Organization", f"{invented} AS", ""
        if number % 7 == 0:
            return "Place", invented, ""
        surname = rng.choice(common).title() if rng.random() < 0.4 else invented
        return "Person", f"{rng.choice(given).title()} {surname}", rng.choice(roles)

    def draw(self, rng: random.Random) -> list[tuple[str, str, str]]:
        return rng.choices(self.things, cum_weights=self.weights, k=NAMES)


def extraction(number: int, population: Population, rng: random.Random) -> Extraction:
    """One article of short sentences, a mention in each, as extraction would give it."""
    words: list[str] = []
    mentions: list[Mention] = []
    at = 0
    things = [(kind, rng.choice(_forms(kind, name)), title) for kind, name, title in population.draw(rng)]
    nouns = [("Topic", rng.choice(NOUN_LEMMAS), "") for _ in range(NOUNS)]
    for sentence, (kind, text, title) in enumerate(rng.sample(things + nouns, NAMES + NOUNS)):
        form = Form.DESCRIPTION if kind == "Topic" else Form.NAME
        mentions.append(
            Mention(
                at, at + len(text), sentence, text, text, kind, form, "Sing", title=title, definite=form is Form.NAME
            )
        )
        words.append(text + ".")
        at += len(text) + 2
    text = " ".join(words)
    article = Article(
        digest(f"{number}"),
        f"{number}.txt",
        text,
        (Block(0, len(text), BlockKind.PARAGRAPH),),
        published=date(2015, 1, 1) + timedelta(days=number % 2000),
        language="nb",
    )
    claims = [_claim(*rng.sample(mentions, 2)) for _ in range(CLAIMS)]
    return Extraction(article, tuple(mentions), tuple(claims), tuple((one.start, one.end) for one in mentions))


def _forms(kind: str, name: str) -> list[str]:
    first, _, last = name.rpartition(" ")
    if kind == "Person":
        return [name, name, last, f"{first[0]}. {last}"]
    return [name, first] if kind == "Organization" else [name]


def _claim(subject: Mention, other: Mention) -> Claim:
    return Claim("involves", "gjelde", subject.start, subject.end, subject.sentence, subject, replace(other))


def _peak() -> float:
    """Most memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    console = Console(width=160, highlight=False, markup=False)
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    console.print("articles  mentions  entities  statements  seconds  s/1000  peak MB  of it given")
    for size in sizes:
        rng = random.Random(7)
        population = Population(size * 4, rng)
        made = [extraction(number, population, rng) for number in range(size)]
        before = _peak()
        started = time.perf_counter()
        links = link(made, Namespaces())
        seconds = time.perf_counter() - started
        mentions = sum(len(one.mentions) for one in made)
        console.print(
            f"{size:8}  {mentions:8}  {len(links.entities):8}  {len(links.statements):10}  {seconds:7.1f}"
            f"  {seconds / size * 1000:6.2f}  {_peak():7.0f}  {before:9.0f}"
        )


if __name__ == "__main__":
    main()
