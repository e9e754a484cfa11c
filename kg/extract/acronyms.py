"""The names of a Doc in, the same made whole where an acronym in brackets spells them out, as in "Court of X (CX)"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

LOOSE = frozenset({"ADP", "CCONJ", "DET"})
"""Words whose first letter an acronym may leave out."""
LONGEST = 5
"""Words that a name may lack before the bracket."""


def spelled_out(spans: Sequence[Span]) -> list[Span]:
    """Each name as far as the acronym after it reaches, without the names inside that."""
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            continue  # the place in "al-Qaida in the Maghreb (AQIM)"
        found.append(_whole(span))
    return found


def _whole(span: Span) -> Span:
    doc, last = span.doc, span.sent.end
    for end in range(span.end + 1, min(span.end + LONGEST, last - 2)):
        if doc[end].text == "(" and doc[end + 2].text == ")":
            acronym = doc[end + 1].text.casefold()
            beyond = doc[span.end : end]
            told = acronym.isalpha() and all(word.is_alpha for word in beyond) and beyond[-1].text[:1].isupper()
            if told and not _spells(acronym, list(span)) and _spells(acronym, [*span, *beyond]):
                return Span(doc, span.start, end, span.label)
            break
    return span


def _spells(acronym: str, words: Sequence[Token]) -> bool:
    """Are the letters the first ones of the words, in order, those of small words where they are there?"""
    parts = [(part[:1].casefold(), word.pos_ in LOOSE) for word in words for part in word.text.split("-") if part]
    places = {0}
    for first, loose in parts:
        reached = {place + 1 for place in places if acronym[place : place + 1] == first}
        places = reached | (places if loose else set())
    return len(acronym) in places
