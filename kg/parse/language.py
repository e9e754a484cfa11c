"""A text in, the code of its language out: Bokmål, Nynorsk or English."""

from __future__ import annotations

import py3langid

from kg.errors import ModelError

CODES = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en"}
"""The code that py3langid or a user gives, to ours."""

ENOUGH = 20_000


def language_of(text: str, given: str = "") -> str:
    """The given language by our code, or the likeliest of ours from the first 20,000 characters.

    Raises ModelError if the given language is none of ours.
    """
    if given:
        code = CODES.get(given.lower().partition("-")[0], "")
        if not code:
            raise ModelError(f"no model reads language {given!r}; choose one of {', '.join(sorted(CODES))}")
        return code
    ranked = py3langid.rank(text[:ENOUGH])
    return next((CODES[code] for code, _ in ranked if code in CODES), "nb")
