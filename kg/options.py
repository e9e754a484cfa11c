"""What several commands take: options in, checked values out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+[/#]")


def absolute(_: click.Context, __: click.Parameter, value: str) -> str:
    if not _BASE.fullmatch(value):
        raise click.BadParameter("must be an absolute IRI that ends in / or #, such as https://example.org/news/")
    return value


def pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    wrong = next((value for value in values if "=" not in value), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not of the form key=value")
    keys = Counter(value.partition("=")[0] for value in values)
    twice = next((key for key, count in keys.items() if count > 1), "")
    if twice:
        raise click.BadParameter(f"{twice}=… is given twice; a variable is bound once")
    return dict(value.split("=", 1) for value in values)


output = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default="output",
    show_default=True,
    help="Folder of the graph.",
)
model = click.option("--model", default="", help="Another spaCy model with UD labels, by name or folder.")
language = click.option("--language", default="", help="Language of the articles (nb, nn, en); else it is detected.")


def confidence(least: float) -> Callable[[F], F]:
    """The option --min-confidence, `least` where it is not given."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=least,
        show_default=True,
        help="Leave out statements that are less sure than this, from 0 to 1.",
    )
