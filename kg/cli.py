"""Arguments in, one call into the library and its result on the terminal out.

Exit codes: 0 done, 1 done with problems reported, 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KGError
from kg.options import absolute, confidence, language, model, output, pairs
from kg.settings import SURE, Settings
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from kg.pipeline import Build, Progress


class Commands(click.Group):
    """Turns the package's own errors into a line on standard error and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KGError as error:
            _report("error", error)
            ctx.exit(2)


def _report(kind: str, error: KGError) -> None:
    """Indented lines, such as those that show the place of a mistake, belong to the line before."""
    for line in str(error).splitlines():
        click.echo(line if line.startswith(" ") else f"{kind}: {line}", err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newskg", prog_name="kg")
def main() -> None:
    """Builds a knowledge graph from news: who did what to whom, when, where, and who says so."""


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@output
@model
@language
@confidence(SURE)
@click.option(
    "--authority",
    "authorities",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Table of known things to link names to: CSV (label,alias,type,sameAs,lang) or SKOS in Turtle.",
)
@click.option(
    "--identities",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of lines `same NAME = NAME` and `different NAME = NAME`, which no evidence outweighs.",
)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to analyse with.")
@click.option(
    "--base", default=BASE, show_default=True, callback=absolute, help="IRI that those of the graph begin with."
)
@click.option("--validate", is_flag=True, help="Put statements that break a shape in quarantine.")
@click.option("--store", "server", default="", metavar="URL", help="SPARQL 1.1 server to write the graphs to as well.")
@click.pass_context
def build(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Adds articles to the graph, and takes changed ones in anew.

    PATH is a file or a folder of .txt files. Writes graph.ttl (Turtle), graph.html (the explorer) and store (for the
    other commands) in place of the last graph; with --store, the same graphs to Oxigraph, Virtuoso or Fuseki, such as
    http://user:password@127.0.0.1:8890/. An article that cannot be read is reported and left out.
    """
    from kg import pipeline

    _show(ctx, lambda progress: pipeline.build(paths, Settings(**options), progress))


@main.command()
@click.argument("names", metavar="PATH|IRI...", nargs=-1, required=True)
@output
@click.pass_context
def remove(ctx: click.Context, names: tuple[str, ...], output: Path) -> None:
    """Takes articles out of the graph, with all that they alone support.

    PATH is that of a file or folder as it was built, IRI that of an article, such as art:99013bcd5c66. The graph is
    then that of a fresh build of the articles that are left.
    """
    from kg import pipeline

    _show(ctx, lambda progress: pipeline.remove(names, output, progress))


def _show(ctx: click.Context, made: Callable[[Progress], Build]) -> None:
    """What a build made, its problems first; the exit code is 1 where there are any."""
    from kg import terminal

    started = time.perf_counter()
    with terminal.progress() as progress:
        built = made(progress)
    for problem in built.problems:
        _report("skipped", problem)
    terminal.summary(built, time.perf_counter() - started)
    ctx.exit(1 if built.problems else 0)


@main.command()
@click.argument("query", required=False)
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1, callback=pairs)
@click.option("--list", "listed", is_flag=True, help="Show the named queries.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "jsonld"]),
    default="table",
    show_default=True,
    help="ttl and jsonld are for CONSTRUCT and DESCRIBE.",
)
@click.option("--limit", type=click.IntRange(min=0), help="Rows to show, 0 for all; else 1000 in a terminal.")
@confidence(0)
@output
def query(
    query: str | None, parameters: dict[str, str], listed: bool, output: Path, min_confidence: float, **shown: Any
) -> None:
    """Answers a query.

    QUERY is SPARQL, a .rq file, or the name of a query from --list. KEY=VALUE binds the variable ?KEY to a text, to
    "a text in quotes", to <IRI> or to a prefixed name such as ent:Russia. The usual prefixes need no declaration.
    """
    from kg import terminal
    from kg.graph import Graph
    from kg.graph.query import declared, named_queries, resolve

    if listed:
        terminal.queries(named_queries())
    elif query is None:
        raise click.UsageError("give a query, or --list")
    else:
        graph = Graph.open(output).confident(min_confidence)
        hidden = {*parameters, *declared(resolve(query)[0])}
        terminal.answer(graph.query(query, parameters), shown["form"], graph.namespaces, hidden, shown["limit"])


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Statements to show.")
@output
@click.pass_context
def explain(ctx: click.Context, words: tuple[str, ...], limit: int, output: Path) -> None:
    """Shows why the graph says so.

    Each statement comes with the sentence it was read from, the words marked, its article and what found it. WORDS is
    a statement (stm:4b1f…) or words found in its names, such as "Putin callsFor".
    """
    from kg import terminal
    from kg.graph import Graph

    graph = Graph.open(output)
    found = graph.explain(" ".join(words))
    if not found:
        click.echo(f"no statement for {' '.join(words)!r}; give names as the articles have them", err=True)
        ctx.exit(1)
    terminal.explanations(found, graph.namespaces, limit)


@main.command()
@click.argument("words", nargs=-1)
@click.option("--why", is_flag=True, help="Show why the names of each are one thing, and which may be.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Entities to show.")
@output
@click.pass_context
def entities(ctx: click.Context, words: tuple[str, ...], why: bool, limit: int, output: Path) -> None:
    """Shows the entities of the graph.

    WORDS is an entity (ent:Russia) or words of its names; without them, all are shown, those mentioned most first. A
    merge that --why shows is undone, or one that it offers is made, by a line in the file of `kg build --identities`.
    """
    from kg import terminal
    from kg.graph import Graph

    graph = Graph.open(output)
    found = graph.entities(" ".join(words))
    if not found:
        click.echo(f"no entity for {' '.join(words)!r}; give a name as the articles have it", err=True)
        ctx.exit(1)
    shown = [replace(one, reasons=tuple(graph.why(one.iri))) if why else one for one in found[:limit]]
    terminal.entities(shown, len(found), graph.namespaces)


@main.command()
@click.argument("file")
@model
@language
def parse(file: str, model: str, language: str) -> None:
    """Prints an article's analysis as CoNLL-U.

    The columns are those of Universal Dependencies; names stand in the last one.
    """
    from kg import pipeline

    click.echo(pipeline.parsed(file, Settings(model=model, language=language)), nl=False)


@main.command()
@output
@click.pass_context
def validate(ctx: click.Context, output: Path) -> None:
    """Checks the graph against its shapes.

    Prints one line for each fault; the exit code is then 1. The shapes are those of ontology/shapes.ttl (SHACL).
    """
    from kg import terminal
    from kg.graph import Graph

    found = Graph.open(output).validate()
    terminal.violations(found)
    many = "problem" if len(found) == 1 else "problems"
    click.echo(f"{len(found)} {many}" if found else "conforms", err=bool(found))
    ctx.exit(1 if found else 0)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "nt", "nq", "trig", "jsonld", "rdf12", "csv", "graphml", "gexf"]),
    default="ttl",
    show_default=True,
    help="csv is a pair, FILE-nodes.csv and FILE-edges.csv.",
)
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="File; else printed.")
@click.option("--from", "folder", type=click.Path(file_okay=False, path_type=Path), default="output", show_default=True)
@click.option("--infer", is_flag=True, help="Add inverse, symmetric, transitive and super-properties.")
@confidence(0)
def export(form: str, file: Path | None, folder: Path, infer: bool, min_confidence: float) -> None:
    """Writes the graph for other tools.

    Turtle, N-Triples, N-Quads (sorted), TriG, JSON-LD, RDF 1.2 with reifiers; for Gephi, Neo4j and networkx CSV,
    GraphML, and GEXF with time.
    """
    from kg import terminal
    from kg.graph import Graph

    graph = Graph.open(folder).confident(min_confidence)
    terminal.export(graph.inferred() if infer else graph, form, file)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 for any that is free.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30, show_default=True, help="Seconds for a query.")
@click.option("--max-result", type=click.FloatRange(min=0.001), default=50, show_default=True, help="MB of an answer.")
@output
def serve(host: str, port: int, timeout: float, max_result: float, output: Path) -> None:
    """Serves the graph on HTTP.

    At /sparql is a read-only SPARQL 1.1 endpoint, at / a page to ask it with, at /graph.html the explorer, and each
    thing has a page, such as /entity/Russia. Interrupt with Ctrl-C.
    """
    from kg.serve.limits import MEGABYTE, Limits
    from kg.serve.server import serve

    def announce(address: str, local: bool) -> None:
        click.echo(address)
        if not local:
            click.echo("warning: whoever reaches this machine can read the graph", err=True)

    serve(output, host, port, Limits(seconds=timeout, result=int(max_result * MEGABYTE)), announce)
