"""An adjective or a noun in, the people or place that it is made of out: "Norwegian", "armenske", "svensken"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extract.tree import children
from kg.lexicon import Lexicon
from kg.model import Form, Mention


class Peoples:
    """Demonyms of one language. `sentences` has the number of each sentence by its first token."""

    def __init__(self, lexicon: Lexicon, sentences: Mapping[int, int]) -> None:
        self.adjectives = lexicon["demonyms"]["adjectives"]
        self.inhabitants = lexicon["demonyms"]["inhabitants"]
        self.sentences = sentences

    def demonym(self, word: Token) -> str:
        """The place that a nationality adjective stands for; "" for another word."""
        lemma = word.lemma_.lower()
        return str(self.adjectives.get(lemma) or self.adjectives.get(lemma.rpartition("-")[2], ""))

    def origin(self, token: Token) -> str:
        """The place that a nationality adjective or an inhabitant's name stands for, in the article's language."""
        found = (self.demonym(word) for word in children(token, "amod", "compound"))
        return next((label for label in found if label), str(self.inhabitants.get(token.lemma_.lower(), "")))

    def nationality(self, token: Token) -> list[Mention]:
        """The place of a nationality adjective before a noun, as a mention of its own: "armenske styrker" → Armenia."""
        label = self.origin(token)
        words = [w for w in children(token, "amod", "compound") if self.demonym(w) == label]
        if not label or not words:
            return []
        word = words[0]
        return [self._place(label, word)]

    def _place(self, label: str, word: Token) -> Mention:
        return Mention(
            start=word.idx, end=word.idx + len(word), sentence=self.sentences[word.sent.start], text=label, lemma=label,
            kind="GeopoliticalEntity", form=Form.NAME, number="Sing", definite=True,
        )  # fmt: skip
