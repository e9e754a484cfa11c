"""Numbers of statements in; build time, file size, time to the first picture and frames a second of the explorer out.

python -m tests.benchmarks.explorer [--keep FOLDER] [NUMBER…]
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from rich.console import Console
from rich.table import Table

from kg.publish import page as explorer
from kg.settings import data_folder
from kg.vocabulary import KG, PREFIXES, Namespaces

CHROMIUM = "/usr/bin/chromium"
NAMES = Namespaces()
RUNS = 3  # the median of so many openings
FRAMES = 60
DATE = NamedNode(PREFIXES["xsd"] + "date")
KINDS = ("Person", "Organization", "GeopoliticalEntity", "Place", "Group", "Event", "Agreement", "Work", "Topic")
PREDICATES = ("meets", "criticises", "supports", "callsFor", "visits", "owns", "locatedIn", "leads", "attacks")
SAID = ("Asserted",) * 6 + ("Claimed",) * 3 + ("Denied",)

FIRST = "performance.getEntriesByName('picture')[0]?.startTime"
MOVED = """async frames => {
    const box = document.querySelector('#canvas').getBoundingClientRect();
    const at = (type, x) => new PointerEvent(type, {bubbles: true, pointerId: 1, pointerType: 'mouse', isPrimary: true,
        buttons: type === 'pointerup' ? 0 : 1, button: 0, clientX: x, clientY: box.top + 40});
    const middle = box.left + box.width / 2;
    const canvas = document.querySelector('#canvas canvas');
    canvas.dispatchEvent(at('pointerdown', middle));
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    for (let n = 1; n <= frames; n += 1) {
        canvas.dispatchEvent(at('pointermove', middle + 4 * (n % 30)));
        await new Promise(requestAnimationFrame);
    }
    const spent = performance.now() - start;
    canvas.dispatchEvent(at('pointerup', middle));
    return frames / spent * 1000;
}"""
ZOOMED = """async frames => {
    const box = document.querySelector('#canvas').getBoundingClientRect();
    const canvas = document.querySelector('#canvas canvas');
    const start = performance.now();
    for (let n = 1; n <= frames; n += 1) {
        canvas.dispatchEvent(new WheelEvent('wheel', {bubbles: true, cancelable: true,
            deltaY: n <= frames / 2 ? -60 : 60, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2}));
        await new Promise(requestAnimationFrame);
    }
    return frames / (performance.now() - start) * 1000;
}"""


def store(number: int) -> Store:
    """A news graph of `number` statements: few well-connected entities, many that are named once or twice."""
    chance = random.Random(number)
    made, entities = Store(), [NamedNode(NAMES.entity(f"e{i}")) for i in range(max(10, number * 2 // 3))]
    graph = NamedNode(f"{NAMES.base}graph/ontology")
    made.load(path=data_folder("ontology") / "newskg.ttl", format=RdfFormat.TURTLE, to_graph=graph)
    for i, entity in enumerate(entities):
        _add(made, NamedNode(NAMES.base + "graph/entities"), entity, _entity(i))
    articles = [_article(made, i) for i in range(max(1, number // 25))]
    for i in range(number):
        _statement(made, i, articles[i // 25 % len(articles)], entities, chance)
    return made


def _entity(i: int) -> dict[str, Any]:
    kind = KINDS[i % len(KINDS)]
    return {"rdf:type": NamedNode(KG + kind), "rdfs:label": Literal(f"{kind} nummer {i}", language="nb")}


def _article(made: Store, i: int) -> NamedNode:
    iri = NamedNode(NAMES.article(f"a{i}"))
    about = {
        "rdf:type": NamedNode(KG + "Article"),
        "schema:headline": Literal(f"Overskrift nummer {i} om det som skjedde", language="nb"),
        "schema:datePublished": Literal(f"2024-{1 + i % 12:02}-{1 + i % 28:02}", datatype=DATE),
        "schema:publisher": Literal(f"Avisen {i % 7}"),
        "dcterms:source": Literal(f"https://avisen.example/{i}"),
        "schema:inLanguage": Literal("nb"),
    }
    _add(made, iri, iri, about)
    return iri


def _statement(made: Store, i: int, article: NamedNode, entities: list[NamedNode], chance: random.Random) -> None:
    iri, evidence = NamedNode(NAMES.statement(f"s{i}")), NamedNode(NAMES.evidence(f"v{i}"))
    one, other = (entities[int(len(entities) * chance.random() ** 2)] for _ in range(2))
    factuality = chance.choice(SAID)
    about = {
        "rdf:type": NamedNode(KG + "Statement"),
        "kg:subject": one,
        "kg:predicate": NamedNode(KG + chance.choice(PREDICATES)),
        "kg:object": other,
        "kg:surfacePredicate": Literal("gjøre noe med", language="nb"),
        "kg:factuality": NamedNode(KG + factuality),
        "kg:polarity": NamedNode(KG + "Positive"),
        "prov:wasDerivedFrom": article,
        "kg:confidence": Literal(chance.choice((0.4, 0.65, 0.8, 0.93))),
        "kg:extractor": Literal("clauses"),
        "kg:evidence": evidence,
    }
    if factuality != "Asserted":
        about["prov:wasAttributedTo"] = entities[chance.randrange(min(40, len(entities)))]
    if i % 3 == 0:
        about["kg:time"] = Literal(f"2024-{1 + i % 12:02}-{1 + i % 28:02}", datatype=DATE)
    _add(made, article, iri, about)
    text = f"Dette er setning nummer {i} i artikkelen, og den sier at den ene gjorde noe med den andre."
    quote = {"rdf:type": NamedNode(KG + "Evidence"), "kg:quote": Literal(text[:-1], language="nb")}
    quote |= {"kg:passage": Literal(text, language="nb"), "kg:start": Literal(i), "kg:end": Literal(i + len(text) - 1)}
    _add(made, article, evidence, quote | {"kg:sentence": Literal(i % 40)})


def _add(made: Store, graph: NamedNode, subject: NamedNode, about: dict[str, Any]) -> None:
    for name, value in about.items():
        prefix, local = name.split(":")
        made.add(Quad(subject, NamedNode(PREFIXES[prefix] + local), value, graph))


def measure(browser: Browser, number: int, folder: Path) -> tuple[str, ...]:
    path, made = folder / f"{number}.html", store(number)
    start = time.perf_counter()
    explorer.write(made, path, NAMES)
    built = time.perf_counter() - start
    firsts = sorted(_first(browser, path) for _ in range(RUNS))
    with browser.new_context(viewport={"width": 1400, "height": 900}, offline=True) as context:
        page = _opened(context.new_page(), path)
        drawn = page.locator("#canvas").get_attribute("data-nodes")
        lines = page.locator("#canvas").get_attribute("data-edges")
        dragged, zoomed = page.evaluate(MOVED, FRAMES), page.evaluate(ZOOMED, FRAMES)
    size = path.stat().st_size / 1e6
    figures = (f"{built:.1f}", f"{size:.1f}", f"{firsts[RUNS // 2] / 1000:.2f}", f"{dragged:.0f}", f"{zoomed:.0f}")
    return (f"{number:,}", f"{drawn}/{lines}", *figures)


def _first(browser: Browser, path: Path) -> float:
    """Milliseconds from opening the file to the first frame that shows the graph."""
    with browser.new_context(viewport={"width": 1400, "height": 900}, offline=True) as context:
        return float(_opened(context.new_page(), path).evaluate(FIRST))


def _opened(page: Page, path: Path) -> Page:
    page.goto(path.as_uri())
    page.wait_for_function(FIRST)
    return page


@click.command()
@click.argument("numbers", nargs=-1, type=int)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Where the pages stay, to look at.")
def main(numbers: tuple[int, ...], keep: Path | None) -> None:
    """Print one row per number of statements; 300, 2,000 and 20,000 by default."""
    table = Table("statements", "nodes/edges", "build s", "MB", "first picture s", "frames/s drag", "frames/s zoom")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for number in numbers or (300, 2_000, 20_000):
            table.add_row(*measure(browser, number, folder))
        browser.close()
    Console().print(table)


if __name__ == "__main__":
    main()
