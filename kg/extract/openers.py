"""A Doc in, the same with titles that the parser took for verbs made titles: "Forsvarer Kari Moe sier"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.positions import PERSONS, Titles


def mend_openers(doc: Doc, titles: Titles) -> None:
    """Change the tree of each sentence that begins with such a title before a name and the verb that is its own."""
    for sentence in doc.sents:
        root = sentence.root
        verb = _verb(root) if root.i == sentence.start and titles.tie(root.lower_) is not None else None
        if verb is not None:
            _retitle(root, verb)


def _verb(root: Token) -> Token | None:
    """The clause right after the name that follows what is taken for its verb."""
    after = root.nbor() if root.i + 1 < len(root.doc) else root
    if root.pos_ != "VERB" or after.ent_type_ not in PERSONS or after.head.i != root.i:
        return None
    place = after.right_edge.i + 1
    return next((word for word in root.rights if word.pos_ in {"VERB", "AUX"} and word.i == place), None)


def _retitle(title: Token, verb: Token) -> None:
    name, rest = title.nbor(), [word for word in title.children if word.i not in {verb.i, title.i + 1}]
    verb.head, verb.dep_ = verb, "ROOT"
    name.head, name.dep_ = verb, "nsubj"
    for word in rest:
        word.head = verb
    title.head, title.dep_, title.pos_, title.lemma_ = name, "nmod", "NOUN", title.lower_
    title.set_morph("Definite=Ind|Number=Sing")  # type: ignore[attr-defined]
