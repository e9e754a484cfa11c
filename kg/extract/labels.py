"""A noun in, the words of its phrase that name the thing outside its sentence out."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.tree import children, halved, has, is_clause, prepositions, relation, shares_number
from kg.lexicon import Lexicon

LONGEST = 12
"""Words of a label."""


class Labels:
    """Labels of the nouns of one document. `counted` and `timed` are the tokens of numbers and of times; `detached` are
    phrases that a frame uses for itself."""

    def __init__(self, doc: Doc, lexicon: Lexicon, counted: frozenset[int], timed: frozenset[int]) -> None:
        self.doc = doc
        self.counted = counted
        self.timed = timed
        self.detached: set[int] = set()
        self.quotes = frozenset((*lexicon["syntax"]["opening_quotes"], *lexicon["syntax"]["closing_quotes"]))
        self.nearly = frozenset(lexicon["number"]["approximate"]["about"])
        self.relatives = frozenset(lexicon["pronouns"]["relative"])

    def relative(self, word: Token) -> bool:
        return word.lower_ in self.relatives or has(word, "PronType=Rel")

    def words(self, token: Token) -> list[Token]:
        """The tokens of a description's label: no leading determiner, clause, apposition or trailing coordination."""
        left = [word.left_edge for word in token.lefts if self._keep(word)]
        left += [word for word in children(token, "advmod") if word.i + 1 == token.i and word.lower_ in self.nearly]
        left += [token.head.left_edge] if halved(token.head) and relation(token) == "conj" else []
        first = min([*left, token], key=lambda word: word.i)
        words = list(self.doc[first.i : token.i + 1])
        for child in token.rights:
            whole = self._plain(child)
            attached = relation(child) == "nmod" and prepositions(child) and child in whole
            attached = attached and child.i not in self.detached and child.pos_ not in {"NUM", "PRON"}
            possessive = relation(child) == "nmod" and child.i == words[-1].i + 1
            follows = bool(whole) and whole[0].i == words[-1].i + 1 and len(words) + len(whole) <= LONGEST
            if not (follows and (attached or possessive)):
                break
            words += whole
            if whole[-1].i < child.right_edge.i:
                break
        verbs = [place for place, word in enumerate(words) if word.i < token.i and self._predicating(word)]
        words = words[verbs[-1] + 1 :] if verbs else words
        while words[-1].i > token.i and words[-1].pos_ in {"CCONJ", "ADP", "PUNCT", "SPACE"}:
            words.pop()
        while len(words) > 1 and words[0].i in self.counted and words[0].i < token.i and shares_number(token):
            words.pop(0)
        while len(words) > 1 and words[0].i < token.i and self._leading(words[0]):
            first = words.pop(0)
            opened = first.pos_ == "ADP"
            two = len(words) > 1 and words[0].i < token.i and words[0].pos_ != "NUM"
            if two and first.head.i == words[0].i and words[0].head.i == token.i:
                words.pop(0)  # "om lag", two words for "about"
            if opened and words[0].pos_ in {"ADV", "PRON"} and len(words) > 1:
                words.pop(0)  # "in all 40 people", "among them, the owner"
        return words + self._closing(words)

    def _plain(self, child: Token) -> list[Token]:
        """A trailing phrase up to the time, comma, bracket or clause in it: "remains of a cloak *from 1350*"."""
        whole = list(self.doc[child.left_edge.i : child.right_edge.i + 1])
        ends = (self._end(word) - whole[0].i for word in whole)
        kept = whole[: min((end for end in ends if end >= 0), default=len(whole))]
        torn = any(other not in kept for word in kept for other in children(word, "conj"))
        return [] if torn else kept  # "46 huts in X, Y and Z" are not all in X

    def _end(self, word: Token) -> int:
        """Where a word ends what may be part of a label; -1 if it does not."""
        if is_clause(word):
            return word.left_edge.i
        apart = word.pos_ == "PUNCT" and word.text not in "«»\"'"
        return word.i if apart or word.i in self.timed else -1

    def _closing(self, words: list[Token]) -> list[Token]:
        """The quotation mark that closes what was opened within a phrase."""
        quotes = sum(word.text in self.quotes for word in words)
        after = words[-1].i + 1
        return [self.doc[after]] if quotes % 2 and after < len(self.doc) and self.doc[after].text in self.quotes else []

    @staticmethod
    def _keep(word: Token) -> bool:
        measured = relation(word) == "amod" and bool(children(word, "nmod", "obl", "nummod"))  # "200 years old"
        return relation(word) in {"amod", "nummod", "nmod", "compound", "flat"} and not (measured or is_clause(word))

    @staticmethod
    def _predicating(word: Token) -> bool:
        """Is it a verb that the parser drew into a phrase?"""
        return word.pos_ == "AUX" or (word.pos_ == "VERB" and relation(word) not in {"amod", "compound"})

    def _leading(self, word: Token) -> bool:
        bounding = word.i in self.counted and word.i + 1 in self.counted  # "at least one", "om lag 1,8"
        article = relation(word) in {"det", "case", "cc", "punct", "mark"} and word.pos_ != "NUM"
        return not bounding and (article or word.pos_ in {"PUNCT", "ADP", "SPACE"} or self.relative(word))
