"""The explorer as its reader has it: a file opened from disk in Chromium with the network unplugged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pyoxigraph import Literal, NamedNode, Quad, Store

from browser import sample
from kg.publish import page as explorer
from kg.publish.network import network
from kg.vocabulary import KG, PREFIXES, Namespaces

NAMES = Namespaces()
WAIT = 60_000  # milliseconds: a busy machine is no failure
expect.set_options(timeout=WAIT)


@contextmanager
def opened(browser: Browser, file: Path, width: int = 1280, height: int = 800, anchor: str = "") -> Iterator[Page]:
    """The file in a window of its own."""
    with window(browser, width, height) as context, quiet(context, file, anchor) as page:
        yield page


@contextmanager
def window(browser: Browser, width: int, height: int) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    yield context
    context.close()


@contextmanager
def quiet(context: BrowserContext, file: Path, anchor: str = "") -> Iterator[Page]:
    """A page that must stay quiet: no error, no message in the console, no request but for the file."""
    address, noise = file.as_uri(), []
    page = context.new_page()
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(address + anchor)
    page.wait_for_selector("body[data-ready]")
    yield page
    page.close()
    assert [each for each in noise if not each.startswith((address, "data:", "blob:"))] == []


def written(store: Store, folder: Path) -> Path:
    path = folder / "graph.html"
    explorer.write(store, path, NAMES)
    return path


def entity(store: Store, key: str, label: str, kind: str = "Person") -> None:
    graph, iri = NamedNode(NAMES.base + "graph/entities"), NamedNode(NAMES.entity(key))
    store.add(Quad(iri, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(KG + kind), graph))
    store.add(Quad(iri, NamedNode(PREFIXES["rdfs"] + "label"), Literal(label, language="nb"), graph))


def statement(store: Store, subject: str, about: str) -> None:
    """That `subject` meets `about`, in no article."""
    iri, graph = NamedNode(NAMES.statement(subject + about)), NamedNode(NAMES.article("none"))
    facts = {"subject": NAMES.entity(subject), "object": NAMES.entity(about), "predicate": KG + "meets"}
    facts |= {"factuality": KG + "Asserted", "polarity": KG + "Positive"}
    store.add(Quad(iri, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(KG + "Statement"), graph))
    for name, value in facts.items():
        store.add(Quad(iri, NamedNode(KG + name), NamedNode(value), graph))


def click(page: Page, drawn: str, times: int = 1) -> None:
    """On a node, or on the middle of an edge."""
    spot = page.evaluate("id => newskg.where(id)", drawn)
    page.mouse.click(spot["x"], spot["y"], click_count=times)


def edge(start: str, end: str) -> str:
    edges = network(sample.store(), NAMES).edges
    return next(each.id for each in edges if (each.source, each.target) == (f"entity/{start}", f"entity/{end}"))


def drawn(page: Page) -> tuple[int, int]:
    """Nodes and edges on the canvas."""
    canvas = page.locator("#canvas")
    return int(canvas.get_attribute("data-nodes")), int(canvas.get_attribute("data-edges"))


def search(page: Page, letters: str) -> Locator:
    page.fill("#query", letters)
    return page.locator("#suggestions").get_by_role("option")


def saved(page: Page, kind: str) -> bytes:
    """What the menu saves as `kind`."""
    page.click("#save")
    with page.expect_download() as download:
        page.click(f"[data-export={kind}]")
    return Path(download.value.path()).read_bytes()


def tick(page: Page, facet: str, key: str) -> None:
    """Ticks an entry of the filter on or off, whether its list is folded or not."""
    page.locator(f"[data-facet='{facet}'][data-key='{key}']").dispatch_event("click")
