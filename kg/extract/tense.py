"""A phrase of a Doc in, the tense of the clause around it out: past, present, future or, where nothing tells, ""."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from kg.extract.calendar import FUTURE, PAST, PRESENT
from kg.lexicon import lexicon

WINDOW = 30  # tokens to each side: farther verbs say little, and the work per phrase stays bounded
CUE_WINDOW = 6
PUNCTUATION_DISTANCE = 3  # a verb beyond a comma is that much farther away
SENTENCE_ENDS = frozenset(".?!")


def tense(doc: Doc, start: int, end: int, language: str) -> str:
    """The tense of the nearest finite verb in the sentence, where the Doc has morphology, else what the words tell.

    "skal ha sagt" (is said to have said) and a perfect are past; a verb of saying in the present tells nothing, since
    the news says it today of yesterday.
    """
    before = range(start - 1, max(-1, start - WINDOW - 1), -1)
    after = range(end, min(len(doc), end + WINDOW))
    earlier = () if doc[start].is_sent_start else _walk(doc, before)
    near = sorted([*earlier, *_walk(doc, after)], key=lambda item: item[0])
    if any(distance <= CUE_WINDOW and token.lower_ in _words(language, "future_cues") for distance, token in near):
        return FUTURE
    verb = next((token for _, token in near if token.morph.get("VerbForm") == ["Fin"]), None)
    if verb is None:
        return FUTURE if any(_modal(token, language) == FUTURE for _, token in near) else ""
    if verb.morph.get("Tense") == ["Past"]:
        return PAST
    if modal := _modal(verb, language):
        return modal
    if verb.lower_ not in _words(language, "reporting"):
        return PRESENT
    if _is_perfect(verb):
        return PAST
    return PRESENT if verb.pos_ == "AUX" else ""  # "the match is on Saturday"


def _walk(doc: Doc, places: range) -> Iterator[tuple[int, Token]]:
    """The tokens of the same sentence on one side, nearest first, with their distance."""
    distance = 0
    for place in places:
        token = doc[place]
        first = token.is_sent_start is True  # None where the Doc does not say: then a full stop must do
        unsaid = token.is_sent_start is None
        if "\n" in token.text or (first and places.step > 0) or (unsaid and token.text in SENTENCE_ENDS):
            return
        distance += PUNCTUATION_DISTANCE if token.is_punct else 1
        yield distance, token
        if first:
            return


def _modal(token: Token, language: str) -> str:
    """FUTURE for a word that points ahead, PAST where it is hearsay, "" for any other word."""
    doc, phrases = token.doc, _words(language, "future")
    words = [doc[place].lower_ for place in range(token.i, min(len(doc), token.i + 4))]
    if not any(" ".join(words[:length]) in phrases for length in (1, 2, 3)):
        return ""
    hearsay = _words(language, "hearsay").intersection(f"{words[0]} {word}" for word in words[1:])
    return PAST if hearsay else FUTURE


def _is_perfect(verb: Token) -> bool:
    """Whether an auxiliary stands with a participle: "har sagt", "er drept"."""
    doc = verb.doc
    following = doc[verb.i + 1 : min(len(doc), verb.i + 6)]
    return verb.pos_ == "AUX" and any("VerbForm=Part" in token.morph for token in following)


@cache
def _words(language: str, table: str) -> frozenset[str]:
    return frozenset(entry for entries in lexicon(language)["time"][table].values() for entry in entries)
