"""A Doc in, the same with a place hung on the one before it: "near X in Y", "a journey to several countries in Y"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from kg.extract.kinds import Kinds
from kg.extract.tree import children, has, prepositions

PLACES = frozenset({"Place", "GeopoliticalEntity"})
LABELS = frozenset({"GPE", "GPE_LOC", "LOC", "FAC"})


def mend_nesting(doc: Doc, kinds: Kinds, inside: Collection[str], near: Collection[str]) -> None:
    """Hang a name after one of the prepositions `inside` on the place right before it, and a name after a word of
    `near` that the parser took for an adjective on what that word hangs on.
    """
    for name in doc:
        if name.ent_type_ in LABELS and name.i > name.sent.start + 1:
            _near(name, near)
            _within(name, kinds, inside)


def _near(name: Token, near: Collection[str]) -> None:
    word = name.nbor(-1)
    if word.lower_ not in near or word.pos_ == "ADP" or name.dep_ not in {"obj", "obl", "nmod"}:
        return
    host = name.head if name.head.i != word.i else word.head
    if host.i < word.i:
        name.head, name.dep_ = host, "obl" if host.pos_ in {"VERB", "AUX"} else "nmod"
        word.head, word.dep_, word.pos_ = name, "case", "ADP"


def _within(name: Token, kinds: Kinds, inside: Collection[str]) -> None:
    case = name.nbor(-1)
    if name.dep_ not in {"obl", "nmod"} or case.head.i != name.i or case.lower_ not in inside:
        return
    before = case.nbor(-1)
    place = before if before.ent_type_ in LABELS or before.pos_ == "NOUN" else None
    if place is None or place.i == name.head.i or place.dep_ not in {"obl", "nmod"} or not prepositions(place):
        return
    kind = kinds.of_noun(place.lemma_) if not has(place, "Definite=Def") else ""  # "came to the house in Y"
    known = place.ent_type_ in LABELS or kind in PLACES
    if known and name.head in place.ancestors and not children(place, "nmod", "conj"):
        name.head, name.dep_ = place, "nmod"
