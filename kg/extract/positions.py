"""A title's lemma in, the property between its holder and the body it is of out."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.lexicon import Lexicon

PERSONS = frozenset({"PER", "PERSON"})
SHORTEST = 2
"""Letters of the first part of a compound: a victory ("seier") is no owner ("eier")."""
TIES = {"leads": "leads", "works_for": "worksFor", "represents": "worksFor", "members": "memberOf", "other": ""}


class Titles:
    """Titles by whole word, or by the longest known ending of a compound."""

    def __init__(self, lexicon: Lexicon) -> None:
        titles = lexicon["titles"]
        self.whole = {title: tie for key, tie in TIES.items() for title in titles[key]}
        self.endings = {ending: TIES[key] for ending, key in titles["suffixes"].items()}
        self.prefixes = frozenset((*titles["former_prefixes"], *titles["acting_prefixes"]))
        self.of_subjects = tuple(titles["of_subjects"])
        self.local = tuple(titles["local_offices"])
        self.offices = tuple(titles["state_offices"])
        self.former = frozenset(titles["former"])
        self.fields = frozenset(titles["fields"])
        self.qualifiers = frozenset((*titles["former"], *titles["coming"], *titles["acting"]))

    def tie(self, lemma: str) -> str | None:
        """The property's local name; "" for a title without a body; None for a word that is no title."""
        word = lemma.lower()
        candidates = (word, word.rpartition("-")[2])
        known = next((candidate for candidate in candidates if candidate in self.whole), None)
        if known is not None:
            return self.whole[known]
        for candidate in candidates:
            for start in range(SHORTEST, len(candidate)):
                if candidate[start:] in self.endings:
                    return self.endings[candidate[start:]]
        return None

    def of_state(self, lemma: str) -> bool:
        """Is it an office that one holds for a state, or that leads one?"""
        word = lemma.lower()
        return self.tie(word) == TIES["leads"] or word.endswith(self.offices)

    def over_place(self, lemma: str) -> bool:
        """Is it an office over the place that it is "in": "the mayor in Bergen", not "the chief in Bergen"?"""
        return lemma.lower().endswith(self.local)

    def untitled(self, span: Span) -> Span:
        """A person's name without the title that a capital drew into it: "Captain Moe" at the start of a sentence."""
        first = span[0]
        opening = first.pos_ == "PROPN" and first.i == first.sent.start
        titled = span.label_ in PERSONS and len(span) > 1 and (first.pos_ == "NOUN" or opening)
        known = titled and self.tie(first.lower_ if opening else first.lemma_) is not None
        return Span(span.doc, span.start + 1, span.end, span.label) if known else span

    def is_former(self, word: Token) -> bool:
        """Does the word say that a position is held no more?"""
        return bool({word.lower_, word.lemma_.lower()} & self.former)

    def is_field(self, word: Token) -> bool:
        """Does the word say what part of a body a position is of: "technical head"?"""
        return word.lemma_.lower() in self.fields

    def qualifies(self, word: Token) -> bool:
        """Does the word say that a position is former, coming or held for the time being?"""
        return bool({word.lower_, word.lemma_.lower()} & self.qualifiers)
