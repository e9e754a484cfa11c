"""Articles written for tests of linking, with mentions and claims found in them by their words."""

from __future__ import annotations

from typing import Any

from kg.link import Links, link
from kg.model import Article, Block, BlockKind, Claim, Cluster, Entity, Extraction, Form, Mention, Value
from kg.vocabulary import IRI, Namespaces, digest

NAMESPACES = Namespaces()


class Text:
    """An article of one sentence a line, with mentions found in it by their words."""

    def __init__(self, text: str, language: str = "nb", source: str = "a.txt") -> None:
        self.text = text
        self.article = Article(
            digest(text), source, text, (Block(0, len(text), BlockKind.PARAGRAPH),), language=language
        )
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self.clusters: list[Cluster] = []

    def add(self, words: str, nth: int = 1, **fields: Any) -> Mention:
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        shown = fields.pop("text", words)
        mention = Mention(
            start=start,
            end=start + len(words),
            sentence=self.text.count("\n", 0, start),
            text=shown,
            lemma=fields.pop("lemma", shown),
            **fields,
        )
        self.mentions.append(mention)
        return mention

    def name(self, words: str, kind: str, nth: int = 1, **fields: Any) -> Mention:
        return self.add(words, nth, kind=kind, form=Form.NAME, number="Sing", definite=True, **fields)

    def person(self, words: str, nth: int = 1, **fields: Any) -> Mention:
        return self.name(words, "Person", nth, **fields)

    def state(self, words: str, nth: int = 1, **fields: Any) -> Mention:
        return self.name(words, "GeopoliticalEntity", nth, **fields)

    def noun(self, words: str, lemma: str, kind: str = "Topic", nth: int = 1, **fields: Any) -> Mention:
        fields = {"number": "Sing", "definite": True} | fields
        return self.add(words, nth, lemma=lemma, kind=kind, form=Form.DESCRIPTION, **fields)

    def pronoun(self, words: str, nth: int = 1, kind: str = "Topic", **fields: Any) -> Mention:
        return self.add(words, nth, lemma=words.lower(), kind=kind, form=Form.PRONOUN, definite=True, **fields)

    def claim(self, subject: Mention | None, predicate: str, target: Any = None, **fields: Any) -> Claim:
        parts = [part for part in (subject, target) if isinstance(part, Mention)]
        start = min((part.start for part in parts), default=0)
        end = max((part.end for part in parts), default=len(self.text))
        sentence = parts[0].sentence if parts else 0
        claim = Claim(
            predicate, fields.pop("surface", predicate), start, end, sentence, subject=subject, object=target, **fields
        )
        self.claims.append(claim)
        return claim

    @property
    def extraction(self) -> Extraction:
        lines = self.text.split("\n")
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
        bounds = tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=True))
        subjects = tuple(claim.subject for claim in self.claims if claim.subject is not None)
        return Extraction(
            self.article, tuple(self.mentions), tuple(self.claims), bounds, tuple(self.clusters), subjects
        )

    def links(self) -> Links:
        return link([self.extraction], NAMESPACES)


def named(links: Links, label: str) -> Entity:
    """The one entity that has the label or alias."""
    found = [one for one in links.entities if label in {text for _, text in (*one.labels, *one.aliases)}]
    assert len(found) == 1, [one.iri for one in found]
    return found[0]


def local(iri: IRI | Value | None) -> str:
    assert isinstance(iri, IRI)
    return iri.rpartition("/")[2]
