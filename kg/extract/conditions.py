"""A Doc in, the same with conditions whose opening the parser took for a phrase made clauses: "med mindre de vil"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kg.extract.tree import children, has

HELPERS = frozenset({"aux", "aux:pass", "cop"})
SUBJECTS = ("nsubj", "nsubj:pass")


def mend_conditions(doc: Doc, openings: frozenset[str]) -> None:
    """Hang the clause behind each opening of several words ("unless" in Norwegian) on the verb that it limits.

    An opening is left alone where its words belong to a phrase ("with fewer cars the town is quiet"), and where one
    of its words opens a condition alone ("even if"): the parser knows those.
    """
    phrases = [words for words in map(str.split, sorted(openings)) if len(words) > 1 and not openings & {*words}]
    for sentence in doc.sents:
        words = [token.lower_ for token in sentence]
        for phrase in phrases:
            for place in range(len(words) - len(phrase)):
                if words[place : place + len(phrase)] == phrase:
                    _mend(sentence[place : place + len(phrase)])


def _mend(opening: Span) -> None:
    known = all(word.dep_ in {"mark", "fixed"} for word in opening)
    head = None if known else _head(opening)
    above = _above(head, opening) if head is not None else None
    if head is None or above is None:
        return
    inside = [noun for noun in children(head, "obl") if opening[0].i in {case.i for case in children(noun, "case")}]
    head.head, head.dep_ = above, "advcl"
    for child in [child for word in opening for child in word.children if child.i >= opening.end]:
        child.head = head
    opening[0].head, opening[0].dep_ = head, "mark"
    for word in opening[1:]:
        word.head, word.dep_ = opening[0], "fixed"
    for noun in inside if not children(head, *SUBJECTS) else []:
        noun.dep_ = "nsubj"


def _head(opening: Span) -> Token | None:
    """The head of the clause behind an opening, if what stands there is one."""
    doc, sentence = opening.doc, opening.sent
    ahead = doc[opening.end : sentence.end]
    verb = next((w for w in ahead if w.is_punct or w.dep_ == "cc" or has(w, "VerbForm=Fin")), None)
    if verb is None or verb.i == opening.end or not has(verb, "VerbForm=Fin"):
        return None
    head = verb.head if verb.dep_ in HELPERS else verb
    subjects = children(head, *SUBJECTS)
    elsewhere = any(subject.i < opening.start for subject in subjects)  # "the team with less to lose wins"
    relative = opening.end <= head.head.i < verb.i  # "in case of a war that"
    leading = not any(has(token, "VerbForm=Fin") for token in doc[sentence.start : opening.start])
    if elsewhere or relative or (leading and not _followed(verb, head)):
        return None
    return head


def _followed(verb: Token, head: Token) -> bool:
    """Does a clause that leads its sentence end with a comma before another, its subject before its verb?"""
    rest = [token for token in verb.doc[verb.i + 1 : verb.sent.end] if token.is_punct or has(token, "VerbForm=Fin")]
    comma = next(iter(rest), None)
    inverted = any(verb.i < subject.i for subject in children(head, *SUBJECTS))
    return comma is not None and comma.text == "," and len(rest) > 1 and not inverted


def _above(head: Token, opening: Span) -> Token | None:
    """The verb or predicate that the clause limits; None where the clause is itself the sentence's."""
    if head.head.i == head.i:
        return None
    above = head.head
    while above.head.i != above.i and (above in opening or above.pos_ not in {"VERB", "AUX"}):
        above = above.head
    return None if above in opening or above.i == head.i else above
