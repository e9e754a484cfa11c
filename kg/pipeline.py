"""Paths in, a graph and its files out: the whole flow on one page.

read     paths                 → articles, and one error for each path that is none
parse    article               → spaCy Doc           one article at a time: in parallel if wished
extract  article, Doc          → mentions and claims
link     all mentions, claims  → entities and statements, the same in whatever order they come
graph    entities, statements  → RDF store, what does not fit its shapes in a graph apart
publish  RDF store             → graph.ttl, graph.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from os import PathLike
from pathlib import Path
from secrets import token_hex

from pyoxigraph import NamedNode, Quad

from kg import read
from kg.errors import KGError, ModelError, ReadError
from kg.extract import extract
from kg.graph import Graph, archive, finished, identities, rdf, replaced
from kg.graph.archive import Archive, Counts
from kg.graph.copies import Copies
from kg.graph.difference import Writer, quarantined
from kg.link import TABLES, Change, Knowledge, Linker, Told, confident, linker
from kg.model import Article, Entity, Extraction
from kg.parse import conllu, parse
from kg.publish import page, turtle
from kg.settings import Settings
from kg.vocabulary import Namespaces

LARGEST_PAGE = 50_000
"""Statements up to which a graph gets pages: a layout of 20,000 takes 25 s, and a browser shows no more."""
TOGETHER = 100
"""Articles that are written, and checked against the shapes, at once."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build left under `output`; `problems` holds one error for each article that it had to leave out.

    `counts` are those of the whole graph, `pages` tells whether it is small enough for graph.ttl and graph.html.
    """

    output: Path
    problems: tuple[KGError, ...]
    counts: Counts
    pages: bool

    @property
    def graph(self) -> Graph:
        return Graph.open(self.output)


def build(
    paths: Iterable[str | PathLike[str]], settings: Settings | None = None, progress: Progress = _silent
) -> Build:
    """Reads articles and adds them to the graph under `settings.output`; one read from there before is replaced.

    Only what is new or changed is analysed; the graph is that of a fresh build of all its articles. A bad article is
    left out and reported in `problems`. Raises ReadError where nothing can be read, ModelError, OntologyError and
    GraphError; the last graph is then still there.
    """
    settings = settings or Settings()
    articles, unread = read.articles(paths)
    if not articles:
        raise ReadError("\n".join(map(str, unread)) or "no articles given; name files or folders to read")
    with archive.opened(settings.output, TABLES) as kept:
        kept.put(articles)
        kept.set(settings.lasting())
        return _rebuilt(kept, settings, progress, unread)


def remove(names: Sequence[str], output: Path, progress: Progress = _silent) -> Build:
    """Takes articles out of the graph under `output`, with all that they alone support.

    `names` are paths as they were given to `build`, folders of such, IRIs or prefixed names of articles. Raises
    ReadError for what names none.
    """
    with archive.opened(output, TABLES) as kept:
        settings = Settings(output=output).with_lasting(kept.settings())
        kept.remove(_named(names, kept.sources(), Namespaces(settings.base)))
        return _rebuilt(kept, settings, progress, ())


def _named(names: Sequence[str], sources: Mapping[str, str], namespaces: Namespaces) -> list[str]:
    """The sources that names stand for."""
    found: list[str] = []
    for name in names:
        article = name.removeprefix(namespaces.article("")).removeprefix("art:")
        folder = read.source(name).rstrip("/") + "/"
        mine = [
            one for one, known in sources.items() if one == folder[:-1] or one.startswith(folder) or known == article
        ]
        if not mine:
            raise ReadError(f"{name}: no article of the graph; give its path as it was built, or its IRI")
        found += mine
    return found


def _rebuilt(kept: Archive, settings: Settings, progress: Progress, unread: Sequence[KGError]) -> Build:
    """Analyses what is new, and makes the graph that of all articles: of the last one, where that is there."""
    knowledge = Knowledge.of(settings.authorities, settings.identities)
    failed = _analyse(kept, settings, progress)
    problems = (*unread, *failed)
    if failed and not kept.sources():
        raise ReadError("\n".join(map(str, problems)))
    progress("linking", 0, 1)
    state = token_hex(8)
    last = finished(settings.output, kept.state)
    same = kept.begin(state, settings.outlook(), last)
    linking = linker(kept.sql, Namespaces(settings.base), knowledge)
    gone, new = kept.changes()
    change = linking.change(gone, kept.extractions(new))
    copied = Copies(kept.sql, kept.text).change(gone, kept.articles(new))
    progress("writing", 0, 1)
    kept.forget(gone)
    work = Work(kept, linking, settings, change, {*gone} - {*new}, copied)
    with replaced(settings.output, state, kept.commit) as folder:
        counts, pages = _written(work, folder, Graph.open(settings.output) if same else None)
    return Build(settings.output, problems, counts, pages)


def _analyse(kept: Archive, settings: Settings, progress: Progress) -> list[KGError]:
    """Keeps what each new article says, as soon as it is known; gives the errors of those that cannot be analysed."""
    maker = settings.maker()
    pending = kept.pending(maker)
    problems: list[KGError] = []
    progress("analysing", 0, len(pending))
    for done, (article, result) in enumerate(analysed(pending, settings), start=1):
        if isinstance(result, Extraction):
            kept.keep([result], maker)
        else:
            kept.remove([article.source])
            problems.append(result)
        progress("analysing", done, len(pending))
    return problems


def analysed(articles: Sequence[Article], settings: Settings) -> Iterator[tuple[Article, Extraction | KGError]]:
    """What each article says, or why it cannot be analysed, in the order of `articles`."""
    with ExitStack() as stack:
        results = _mapped(partial(_analysed, settings=settings), articles, settings.workers, stack)
        yield from zip(articles, results, strict=True)


def parsed(path: str | PathLike[str], settings: Settings) -> str:
    """The analysis of one article as CoNLL-U. Raises ReadError and ModelError."""
    articles, unread = read.articles([path])
    if unread:
        raise unread[0]
    return "".join(
        conllu(parse(replace(article, language=settings.language), settings.model), article.source)
        for article in articles
    )


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be written: a change of the world, articles (ids) that are gone, and those with another original."""

    kept: Archive
    linking: Linker
    settings: Settings
    change: Change
    gone: Collection[str]
    copied: Collection[str]


def _written(work: Work, folder: Path, last: Graph | None) -> tuple[Counts, bool]:
    """Writes store, Turtle and explorer into `folder`, the graphs to a server too where one is named.

    Gives what the graph holds, and whether it is small enough for Turtle and explorer.
    """
    namespaces, settings = work.linking.namespaces, work.settings
    graph = last.copied(folder / "store") if last is not None else Graph.empty(folder / "store", namespaces)
    writer = graph.writer()
    for article in work.gone:
        writer.article(namespaces.article(article), ())
        writer.quarantined(namespaces.article(article), ())
    for iri, entity in work.change.entities.items():
        writer.entity(iri, rdf.about_entity(entity, namespaces) if entity is not None else ())
    for merge, same in work.change.merges.items():
        writer.merge(merge, identities.quads(same, namespaces))
    _tell(work, writer)
    writer.finish()
    counts = work.kept.counts(len(work.linking.world), writer.plain)
    pages = counts.statements <= LARGEST_PAGE
    if pages:
        turtle.write(graph.store, folder / "graph.ttl", namespaces)
        page.write(graph.store, folder / "graph.html", namespaces)
    if settings.server:
        graph.push(settings.server)
    return counts, pages


def _tell(work: Work, writer: Writer) -> None:
    """Writes what articles say, and notes how much that is."""
    namespaces, articles = work.linking.namespaces, sorted({*work.change.articles, *work.copied})
    for start in range(0, len(articles), TOGETHER):
        said = [_said(work, one) for one in work.kept.extractions(articles[start : start + TOGETHER])]
        apart = _write(said, writer, namespaces, work.settings.validate)
        for one in said:
            sound = [statement for statement in one.told.statements if statement.iri not in apart]
            work.kept.note(
                one.article.id,
                one.sentences,
                one.told.unresolved + one.told.circular,
                Counter(statement.factuality for statement in sound),
                len(one.told.statements) - len(sound),
            )


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says, as quads of its own graph, and what it says that of."""

    article: Article
    sentences: int
    told: Told
    quads: list[Quad]
    entities: tuple[Entity, ...]


def _said(work: Work, extraction: Extraction) -> Said:
    article, namespaces = extraction.article, work.linking.namespaces
    told, entities = work.linking.tell(extraction)
    told = confident(told, work.settings.min_confidence)
    original = Copies(work.kept.sql, work.kept.text).original(article.id)
    quads = list(rdf.told(article, original, told.statements, entities, namespaces))
    return Said(article, len(extraction.sentences), told, quads, entities)


def _write(said: Sequence[Said], writer: Writer, namespaces: Namespaces, validate: bool) -> frozenset[str]:
    """Writes what articles say, where wished in quarantine what breaks a shape; gives the IRIs of that."""
    if not validate:
        for one in said:
            writer.article(namespaces.article(one.article.id), one.quads)
        return frozenset()
    from kg.graph.quarantine import checked  # SHACL takes a second to load

    about = (quad for one in said for entity in one.entities for quad in rdf.about_entity(entity, namespaces))
    store, apart = checked((quad for one in said for quad in one.quads), about, namespaces)
    for one in said:
        iri = namespaces.article(one.article.id)
        writer.article(iri, store.quads_for_pattern(None, None, None, NamedNode(iri)))
        writer.quarantined(iri, quarantined(store, namespaces, iri))
    return apart


def _analysed(article: Article, settings: Settings) -> Extraction | KGError:
    """The stages that see one article; only a missing model is no article's own fault."""
    try:
        doc = parse(replace(article, language=settings.language), settings.model)
        return extract(replace(article, language=settings.language or doc.lang_), doc)
    except ModelError:
        raise
    except KGError as error:
        return type(error)(f"{article.source}: {error}")


def _mapped(
    function: Callable[[Article], Extraction | KGError], articles: Sequence[Article], workers: int, stack: ExitStack
) -> Iterator[Extraction | KGError]:
    if workers <= 1 or len(articles) <= 1:
        return map(function, articles)
    spawned = get_context("spawn")  # a fork would inherit a model without its threads
    pool = stack.enter_context(ProcessPoolExecutor(min(workers, len(articles)), spawned))
    return pool.map(function, articles)
