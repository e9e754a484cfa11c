"""Paths in, a graph and its files out: the whole flow on one page.

read     paths                 → articles, and one error for each path that is none
parse    article               → spaCy Doc           one article at a time: in parallel if wished
extract  article, Doc          → mentions and claims
link     all mentions, claims  → entities and statements, the same in whatever order they come
graph    entities, statements  → RDF store, what does not fit its shapes in a graph apart
publish  RDF store             → graph.ttl, graph.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from os import PathLike
from pathlib import Path
from secrets import token_hex

from kg import read
from kg.errors import KGError, ModelError, ReadError
from kg.extract import extract
from kg.graph import Graph, archive, finished, replaced
from kg.graph.archive import Archive, Counts
from kg.graph.copies import Copies
from kg.link import TABLES, Knowledge, linker
from kg.model import Article, Extraction
from kg.parse import conllu, parse
from kg.renewal import Work, renewed
from kg.settings import Settings
from kg.vocabulary import Namespaces

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
        counts, pages = renewed(work, folder, Graph.open(settings.output) if same else None)
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
