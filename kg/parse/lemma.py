"""A word and its lemma in, the edit script that joins them out; and back again.

A script is a casing rule (`=` keep, `l` lower), how many characters to cut from the end, and what to append:
`l2+ære` turns "Var" into "være". One script serves many words, so a lemma is a class that a model can choose.
"""

from __future__ import annotations

LOWER, KEEP = "l", "="


def script(word: str, lemma: str) -> str:
    """The script that turns `word` into `lemma`, lowering the word only if that saves characters."""
    kept, lowered = _shared(word, lemma), _shared(word.lower(), lemma)
    case, shared = (LOWER, lowered) if lowered > kept else (KEEP, kept)
    return f"{case}{len(word) - shared}+{lemma[shared:]}"


def apply(script: str, word: str) -> str:
    """The lemma, or an empty string if the script cuts more than the word has."""
    cut, _, suffix = script[1:].partition("+")
    if int(cut) > len(word):
        return ""
    base = word.lower() if script[0] == LOWER else word
    return base[: len(word) - int(cut)] + suffix


def _shared(one: str, other: str) -> int:
    """Length of the longest common beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
