"""A name's words in, those words without the forms of companies and clubs out; and lists of what many names share."""

from __future__ import annotations

from functools import cache

from kg.lexicon import languages, lexicon
from kg.link.spelling import folded

Tokens = tuple[str, ...]


def bare(tokens: Tokens) -> tuple[Tokens, frozenset[str]]:
    """The words without the forms at their end and beginning ("AS", "IL"), and those forms; one word is always left."""
    left = list(tokens)
    forms = set()
    for end in (-1, 0):
        while len(left) > 1 and left[end].strip(".,").casefold() in listed("forms"):
            forms.add(left.pop(end).strip(".,").casefold())
    return tuple(left), frozenset(forms)


@cache
def listed(which: str) -> frozenset[str]:
    """A list of names.toml, or the forms of companies and clubs, of all languages together, in lower case."""
    found = (word for code in languages() for word in _words(code, which))
    return frozenset(folded(word.casefold()) for word in found)


@cache
def generation(word: str) -> str:
    """Which of two namesakes of a family a word after a name means: senior or junior; empty for any other word."""
    plain = word.strip("., ").casefold()
    tables = (lexicon(code)["names"]["generations"] for code in languages())
    return next((which for table in tables for which, words in table.items() if plain in words), "")


def _words(language: str, which: str) -> Tokens:
    if which == "forms":
        forms = lexicon(language)["words"]
        return (*forms["company_forms"], *forms["club_forms"])
    return tuple(lexicon(language)["names"][which])
