"""A Doc in, the same with nouns that the parser took for people, for their capital alone, made nouns: "Aksjen falt"."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from kg.extract.kinds import Kinds
from kg.extract.positions import PERSONS
from kg.lexicon import Lexicon


def mend_capitals(doc: Doc, kinds: Kinds, lexicon: Lexicon) -> None:
    """Take the name off each word that opens a sentence, is a noun the lexicon lists and nobody's name as far as it or
    the rest of the text tells."""
    names = {name.casefold() for which in ("common_surnames", "common_given") for name in lexicon["names"][which]}
    names |= {word.lower_ for span in doc.ents for word in span if word.i > word.sent.start}
    kept = []
    for span in doc.ents:
        noun = kinds.listed(span.text.lower()) if _opens(span) and span.text.lower() not in names else ""
        if not noun:
            kept.append(span)
            continue
        definite = "Def" if noun != span.text.lower() else "Ind"
        span[0].pos_, span[0].lemma_ = "NOUN", noun
        span[0].set_morph(f"Definite={definite}|Number=Sing")  # type: ignore[attr-defined]
    if len(kept) < len(doc.ents):
        doc.set_ents(kept, default="outside")


def _opens(span: Span) -> bool:
    """Is it somebody named by the one word that a sentence begins with?"""
    plain = len(span) == 1 and span.text[1:].islower() and span.label_ in PERSONS
    return plain and span[0].i == span[0].sent.start
