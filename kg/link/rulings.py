"""A user's file of same and different names in, rulings that no evidence outweighs out.

One ruling a line; lines that begin with # are remarks. A name alone means its bearers in every article; a name with
an article means the bearer in that one, and an article goes by the end of its path:

    same Nap = Napoleon Bonaparte
    different Ole Hansen @ valg.txt = Ole Hansen @ cup.txt
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.link.names import name_key
from kg.link.profiles import Profile

LINE = re.compile(r"(same|different)\s+(.+?)\s+=\s+(.+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A name, and the end of an article's path; empty for every article."""

    name: str
    article: str = ""

    def means(self, profile: Profile) -> bool:
        """Whether the profile bears the name in the article."""
        here = not self.article or profile.source.endswith(self.article)
        written = any(self.name == naming.text for naming in profile.namings)
        return here and (written or name_key(self.name) in profile.forms)


@dataclass(frozen=True, slots=True)
class Ruling:
    same: bool
    left: Term
    right: Term
    line: int

    def __str__(self) -> str:
        return f"line {self.line} of the identities says so"


def read_rulings(path: Path) -> tuple[Ruling, ...]:
    """The rulings of a file. Raises ReadError, naming the line, for what is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    return tuple(
        _ruling(path, number, line.strip())
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def bearers_of(term: Term, profiles: Sequence[Profile]) -> list[Profile]:
    return [profile for profile in profiles if term.means(profile)]


def _ruling(path: Path, number: int, line: str) -> Ruling:
    found = LINE.fullmatch(line)
    if found is None:
        raise ReadError(f"{path}, line {number}: {line!r} must be `same NAME = NAME` or `different NAME = NAME`")
    verdict, left, right = found.groups()
    return Ruling(verdict == "same", _term(left), _term(right), number)


def _term(text: str) -> Term:
    name, _, article = text.partition(" @ ")
    return Term(name.strip(), article.strip())
