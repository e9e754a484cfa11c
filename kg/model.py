"""The nouns every stage speaks in: frozen data, no behaviour beyond what the data itself says.

Offsets are Unicode code points into `Article.text`, end exclusive, so `article.text[start:end]` is always the quote.
Before the hinges (Mention, Claim) everything is about one text; after them (Entity, Statement) about the world.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.vocabulary import IRI


class BlockKind(StrEnum):
    """What a block of an article is; sentences never cross a block border."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    TEASER = "teaser"
    DATELINE = "dateline"


class Factuality(StrEnum):
    """How the article puts a statement; only Asserted and Positive gives a plain triple."""

    ASSERTED = "Asserted"
    CLAIMED = "Claimed"
    DENIED = "Denied"
    REQUESTED = "Requested"
    PROMISED = "Promised"
    PLANNED = "Planned"
    FEARED = "Feared"
    POSSIBLE = "Possible"
    HYPOTHETICAL = "Hypothetical"


class Polarity(StrEnum):
    POSITIVE = "Positive"
    NEGATIVE = "Negative"


class Form(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Block:
    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One text as read. `id` is the hash of `text`; `source` is the path or URL as the user gave it."""

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    headline: str = ""
    published: date | None = None
    publisher: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: a position name, an age, a quotation. `datatype` is an XSD local name; `language` only for strings."""

    text: str
    datatype: str = "string"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: a `value` or an interval, in ISO 8601 as exact as the text: 2020-09-30, 2020-09 or 2020."""

    text: str
    value: str = ""
    begin: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read from the text; `minimum`/`maximum` where the text gives bounds, `unit` for money and measures."""

    text: str
    value: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    approximate: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase of one article that stands for an entity.

    `start`/`end` bound the phrase that labels the entity (no determiner, relative clause or trailing adjunct);
    `text` is its nominative surface form, `lemma` the head's lemma, `kind` a class of the ontology by local name.
    `modifiers` are lemmas of attributive adjectives and nouns; `owner` is the genitive or possessive; `origin` the
    place of a nationality adjective or a "from" phrase. `members` are the parts of a coordination.
    """

    start: int
    end: int
    sentence: int
    text: str
    lemma: str
    kind: str
    form: Form
    number: str = ""
    gender: str = ""
    definite: bool = False
    modifiers: tuple[str, ...] = ()
    owner: Mention | None = None
    origin: str = ""
    quantity: Quantity | None = None
    title: str = ""
    members: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A circumstance of a claim; `name` is the local name of a qualifier property: time, place, count, theme, …"""

    name: str
    value: Mention | Value | Time | Quantity


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said in one sentence, in mentions. `predicate` is a property's local name; `surface` its words.

    `source` is who says so (None: the article itself, or nobody named); `cue` the lemma that tells the factuality.
    `start`/`end` bound the evidence in the text.
    """

    predicate: str
    surface: str
    start: int
    end: int
    sentence: int
    subject: Mention | None = None
    object: Mention | Claim | Value | None = None
    factuality: Factuality = Factuality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    source: Mention | None = None
    cue: str = ""
    qualifiers: tuple[Qualifier, ...] = ()
    extractor: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Quotation:
    """What `source` is cited for, in their own words or not; `start`/`end` bound it in the text."""

    start: int
    end: int
    source: Mention


CLUSTERS = "coref_clusters_"
"""Begins the keys of `doc.spans` that hold the mentions of one thing, as in spacy-experimental."""

DOUBTFUL = "doubtful"
"""The label of a span in a cluster that might as well belong to another."""

CERTAINTY = "certainty"
"""The key of `doc.user_data` that holds how probable the head and relation of each token are, by the parser."""

Cluster = tuple[tuple[Mention, ...], ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article yields before identity is decided: a pure function of the article.

    `sentences` bounds every sentence by its index, so that evidence can show the whole of it. `clusters` are what the
    language model takes for one thing, each in text order; a coordination stands there as its parts. `subjects` are
    the subjects of clauses, `quotations` whose words clauses are, and `apart` pairs that one clause makes two (in "Kari
    made her try", Kari is not "her"), also of those that yield no claim.
    """

    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    sentences: tuple[tuple[int, int], ...] = ()
    clusters: tuple[Cluster, ...] = ()
    subjects: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    apart: tuple[tuple[Mention, Mention], ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world. `labels` maps a language to its label; `aliases` are all surface forms, sorted.

    `sort` is what kind of place or body a known thing is, `point` its latitude and longitude in degrees (WGS 84).
    """

    iri: IRI
    kind: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...] = ()
    same_as: tuple[IRI, ...] = ()
    mention_count: int = 0
    speaks_for: IRI | None = None
    sort: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name in one article and a name in another are one entity; as a candidate, two entities that may be one.

    `points` are those of the evidence, `reasons` what gave them.
    """

    iri: IRI
    entities: tuple[IRI, ...]
    names: tuple[str, str]
    articles: tuple[IRI, IRI]
    reasons: tuple[str, ...]
    points: float
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article says it: `quote` is the article's text from `start` to `end`, `passage` its whole sentence."""

    iri: IRI
    sentence: int
    start: int
    end: int
    quote: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A qualifier of a statement: a `Qualifier` whose mention has become an entity."""

    name: str
    value: IRI | Value | Time | Quantity


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said by one article, once, with every place that says it. `object` may be another statement's IRI."""

    iri: IRI
    article: IRI
    language: str
    predicate: str
    surface: str
    evidence: tuple[Evidence, ...]
    subject: IRI | None = None
    object: IRI | Value | None = None
    factuality: Factuality = Factuality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    source: IRI | None = None
    cue: str = ""
    attributes: tuple[Attribute, ...] = ()
    extractor: str = ""
    confidence: float = 0.5
