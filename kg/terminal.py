"""Builds, answers, explanations and violations in, text for a terminal or a pipe out.

Everything shown may come from an article, so nothing of it is taken for markup and control characters do not pass.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import click
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from kg.errors import GraphError
from kg.model import Polarity
from kg.publish import answers
from kg.publish import export as files
from kg.publish.answers import Answer
from kg.vocabulary import Namespaces

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph import Graph
    from kg.graph.explain import Explanation, Witness
    from kg.graph.identities import Identity, Reason
    from kg.graph.query import NamedQuery
    from kg.graph.validate import Violation
    from kg.pipeline import Build
    from kg.pipeline import Progress as Callback

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]

PIPE_WIDTH = 120
TERMINAL_ROWS = 1000
TRIPLE = ("subject", "predicate", "object")
MARKS = ("⟦", "⟧")
NO_PAGES = (
    "too large for graph.ttl and graph.html: `kg export -o FILE` writes Turtle, "
    "`kg build PATH… -o FOLDER` makes the explorer of some of the articles"
)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def summary(build: Build, seconds: float) -> None:
    """What a build made, as a small table; then the files it wrote."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    counts = build.counts
    rows = [("articles", counts.articles), ("sentences", counts.sentences), ("entities", counts.entities)]
    rows += [("statements", counts.statements)]
    rows += [(f"  {factuality.lower()}", count) for factuality, count in counts.factualities.items()]
    rows += [("plain triples", counts.plain_triples)]
    for name, number in rows:
        table.add_row(name, f"{number:,}".replace(",", " "))
    if counts.quarantined:
        table.add_row("in quarantine", f"{counts.quarantined}")
    if counts.unlinked:
        table.add_row("claims left out", f"{counts.unlinked}")
    table.add_row("seconds", f"{seconds:.1f}")
    console = _console()
    console.print(table)
    names = ("graph.ttl", "graph.html", "store") if build.pages else ("store",)
    console.print(_text(f"written: {', '.join(str(build.output / name) for name in names)}"))
    if not build.pages:
        console.print(_text(NO_PAGES))


@contextmanager
def progress() -> Iterator[Callback]:
    """A progress bar on standard error while a build runs; nothing where that is no terminal."""
    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=None)

        def step(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield step


def answer(
    found: Answer, form: str, namespaces: Namespaces, hidden: Iterable[str] = (), limit: int | None = None
) -> None:
    """Prints the answer to a query; a table, csv and tsv leave out the `hidden` variables and end at `limit` rows.

    Without a limit there are 1000 rows in a terminal and all in a pipe; 0 means all.
    """
    if form not in ROWS or (isinstance(found, QueryBoolean) and form != "table"):
        try:
            answers.write(found, form, namespaces, sys.stdout.buffer)
        except ValueError as error:
            raise click.UsageError(f"--format {error}") from error
        click.echo(nl=form in {"json", "jsonld", "xml"})
    elif isinstance(found, QueryBoolean):
        click.echo("yes" if found else "no")
    else:
        names, rows = _visible(found, frozenset(hidden))
        most = (TERMINAL_ROWS if sys.stdout.isatty() else 0) if limit is None else limit
        shown_rows = list(islice(rows, most or None))
        ROWS[form](names, shown_rows, namespaces)
        if next(rows, None) is not None:
            click.echo(f"the first {most} rows; there are more: --limit 0 shows all", err=True)
        elif form == "table":
            click.echo(f"{len(shown_rows)} {'row' if len(shown_rows) == 1 else 'rows'}", err=True)


def export(graph: Graph, form: str, path: Path | None) -> None:
    """Writes the graph to a file and says which, or to standard output. Raises GraphError."""
    if path is None and form == files.CSV:
        raise click.UsageError("csv is a pair of files; name them with -o FILE.csv")
    try:
        if path is None:
            files.FORMATS[form](graph.store, graph.namespaces, sys.stdout.buffer)
        else:
            written = files.export(graph.store, graph.namespaces, form, path)
            click.echo(f"written: {', '.join(map(str, written))}", err=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise GraphError(f"{path or 'standard output'}: cannot be written ({error.strerror})") from error


def queries(named: Iterable[NamedQuery]) -> None:
    """The named queries with their titles and parameters."""
    table = _grid("query", "shows", "parameters")
    for one in named:
        parameters = (f"{name}=… {meaning}" for name, meaning in one.parameters.items())
        table.add_row(*map(_text, (one.name, "\n".join(one.titles), "\n".join(parameters))))
    _console().print(table)


def explanations(found: Sequence[Explanation], namespaces: Namespaces, limit: int) -> None:
    """Each statement with its evidence, the words it was read from marked in their sentence."""
    console = _console()
    for one in found[:limit]:
        _explanation(console, one, namespaces)
    if len(found) > limit:
        more = f"{len(found) - limit} more statements; add words, or --limit {len(found)}"
        click.echo(more, err=True)


def entities(found: Sequence[Identity], total: int, namespaces: Namespaces) -> None:
    """Each entity with its forms, where else it is known, and (where asked for) why its names are one thing."""
    console = _console()
    for one in found:
        console.print(Text(shown(one.label), style="bold"))
        many = "1 mention" if one.mentions == 1 else f"{one.mentions} mentions"
        about = [short(NamedNode(one.iri), namespaces), one.sort or one.kind, many, *one.links]
        _indented(console, 2, _text("; ".join(about)))
        _indented(console, 2, _text(f"called {', '.join(one.forms)}"))
        for reason in one.reasons:
            _indented(console, 4, _reason(reason, one.iri, namespaces))
    if total > len(found):
        click.echo(f"{total - len(found)} more entities; add words, or --limit {total}", err=True)


def violations(found: Iterable[Violation]) -> None:
    """One line for each broken shape: where, what and why."""
    for one in found:
        parts = (f"{one.node} ({one.label})" if one.label else one.node, one.path, one.value, one.message)
        click.echo(f"{one.severity.lower()}: " + shown(": ".join(part for part in parts if part)))


def shown(text: str) -> str:
    """A text without control characters, which a terminal would obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _explanation(console: Console, one: Explanation, namespaces: Namespaces) -> None:
    console.print(Text(shown(one.label), style="bold"))
    said = [one.factuality.lower()] + ["negated"] * (one.polarity == Polarity.NEGATIVE)
    said += [f"source: {one.attributed_to}"] * bool(one.attributed_to) + [f"cue: {one.cue}"] * bool(one.cue)
    said += ["also a plain triple"] * one.plain
    if one.articles > 1:
        witnesses = f"{one.independent} independent article{'s' * (one.independent > 1)}"
        said += [f"said by {witnesses}" + f", {one.articles} with copies" * (one.articles > one.independent)]
    facts = ["; ".join(said), *(f"{name}: {value}" for name, value in one.qualifiers)]
    facts += [f"{short(NamedNode(one.iri), namespaces)}, found by {one.extractor}, confidence {one.confidence}"]
    for fact in facts:
        _indented(console, 2, _text(fact))
    for witness in one.witnesses:
        _indented(console, 4, _marked(witness))
        where = ", ".join(part for part in (witness.headline, witness.published, witness.source) if part)
        place = f"{where}: sentence {witness.sentence}, characters {witness.start}–{witness.end}"
        _indented(console, 4, Text(shown(place), style="dim"))
    console.print()


def _reason(reason: Reason, entity: str, namespaces: Namespaces) -> Text:
    others = [short(NamedNode(other), namespaces) for other in reason.entities if other != entity]
    verdict = f"may be {', '.join(others)}" if reason.candidate else "one"
    names = (f"{name} @ {source}" for name, source in zip(reason.names, reason.sources, strict=True))
    return _text(f"{verdict} ({reason.points:g} points): {' = '.join(names)}: {'; '.join(reason.reasons)}")


def _indented(console: Console, by: int, text: Text) -> None:
    console.print(Padding(text, (0, 0, 0, by), expand=False))


def _marked(witness: Witness) -> Text:
    start, end = witness.marked
    before, quote, after = (" ".join(shown(part).split("\n")) for part in _cut(witness.passage, start, end))
    return Text.assemble(before, MARKS[0], (quote, "bold"), MARKS[1], after)


def _cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def _table(names: Sequence[str], rows: Sequence[Row], namespaces: Namespaces) -> None:
    table = _grid(*names)
    for row in rows:
        table.add_row(*(_text(short(term, namespaces)) for term in row))
    _console().print(table)


def _csv(names: Sequence[str], rows: Sequence[Row], _: Namespaces) -> None:
    """Values without types, as https://www.w3.org/TR/sparql11-results-csv-tsv/ has them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_value(term) for term in row] for row in rows)
    click.echo(text.getvalue(), nl=False)


def _tsv(names: Sequence[str], rows: Sequence[Row], _: Namespaces) -> None:
    """Terms as Turtle writes them, tabs and line ends in them escaped."""
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    click.echo("\n".join(lines))


ROWS = {"table": _table, "csv": _csv, "tsv": _tsv}


def _visible(found: QuerySolutions | QueryTriples, hidden: frozenset[str]) -> tuple[Sequence[str], Iterator[Row]]:
    if isinstance(found, QueryTriples):
        return TRIPLE, iter(sorted(((triple.subject, triple.predicate, triple.object) for triple in found), key=str))
    names = [variable.value for variable in found.variables if variable.value not in hidden]
    return names, (tuple(solution[name] for name in names) for solution in found)


def _value(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, Triple) else term.value


def short(term: Term | None, namespaces: Namespaces) -> str:
    """A literal's text, or an IRI with its prefix; empty for an unbound variable."""
    if not isinstance(term, NamedNode):
        return _value(term)
    known = sorted(namespaces.prefixes().items(), key=lambda pair: -len(pair[1]))
    names = (f"{prefix}:{term.value[len(iri) :]}" for prefix, iri in known if term.value.startswith(iri))
    return next(names, f"<{term.value}>")


def _grid(*names: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in names:
        table.add_column(_text(name), overflow="fold")
    return table


def _text(text: str) -> Text:
    return Text(shown(text))


def _console() -> Console:
    """Standard output: as wide as the terminal, or wide enough to read where it is none."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(width=width, highlight=False)
