"""A Doc in, the same with "both A of X and B" made a coordination of A and B, which parsers make one of X and B."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.tree import children, prepositions

NOUNS = frozenset({"NOUN", "PROPN"})


def mend_correlatives(doc: Doc, correlatives: frozenset[str]) -> None:
    """Hang what is coordinated on the noun right after the word that announces it: "both", "neither"."""
    for word in doc:
        if word.lower_ in correlatives and word.i + 1 < word.sent.end:
            first, taken = _first(word), word.head
            if first is not None and word.i < first.i < taken.i:
                _mend(word, first, taken)


def _first(word: Token) -> Token | None:
    """The head of the noun phrase that begins after the word."""
    noun = word.nbor()
    while noun.pos_ not in NOUNS and noun.head.i > word.i and noun.head.i != noun.i:
        noun = noun.head
    return noun if noun.pos_ in NOUNS else None


def _mend(word: Token, first: Token, taken: Token) -> None:
    """`taken` is what the parser coordinates; the second half hung on it is the first noun's."""
    halves = [half for half in children(taken, "conj") if half.pos_ in NOUNS | {"ADJ"}]
    inside = taken in first.subtree
    beside = taken.head.i == first.head.i and bool(prepositions(taken)) and taken.left_edge.i == first.i + 1
    if not halves or not (inside or beside):
        return
    word.head = first
    for half in halves:
        half.head = first
    if beside:
        taken.head, taken.dep_ = first, "nmod"
