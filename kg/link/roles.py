"""A noun in, whether it is a role that people have and the walks of life it is of, out."""

from __future__ import annotations

from functools import cache

from kg.lexicon import lexicon

SHORTEST = 5


def is_role(language: str, noun: str) -> bool:
    """Is it a role noun, or a compound that ends in one?"""
    return any(noun[start:] in _roles(language) for start in range(len(noun) - SHORTEST + 1)) or bool(
        fields(language, noun)
    )


@cache
def _roles(language: str) -> frozenset[str]:
    """Every role noun of a language."""
    return frozenset(
        noun
        for nouns in lexicon(language)["titles"].values()
        if isinstance(nouns, tuple)
        for noun in nouns
        if isinstance(noun, str)
    )


@cache
def fields(language: str, post: str) -> frozenset[str]:
    """The walks of life of a role noun: that of the longest listed noun that it ends in."""
    known = lexicon(language)["names"]["fields"]
    ends = [(len(noun), walk) for walk, nouns in known.items() for noun in nouns if post.endswith(noun)]
    longest = max((length for length, _ in ends), default=0)
    return frozenset(walk for length, walk in ends if length == longest)
