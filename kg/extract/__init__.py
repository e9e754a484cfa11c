"""A parsed article in, its mentions and claims out; identity is not decided here.

`EXTRACTORS` is the whole list, in order; where two find the same claim the first keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from spacy.tokens import Doc

from kg.extract import clauses, nominals, titles
from kg.extract.analysis import Analysis
from kg.extract.certainty import weighed
from kg.extract.clause import Clause
from kg.extract.clusters import clusters
from kg.model import Article, Claim, Extraction, Form, Mention

EXTRACTORS: tuple[Callable[[Analysis], Iterable[Claim]], ...] = (clauses.claims, titles.claims, nominals.claims)


def extract(article: Article, doc: Doc) -> Extraction:
    """All claims of an article, each once, in text order. `doc` is the parse of `article.text`."""
    analysis = Analysis(article, doc)
    found: dict[tuple[object, ...], Claim] = {}
    for extractor in EXTRACTORS:
        for claim in extractor(analysis):
            found.setdefault(_key(claim), claim)
    ordered = sorted((weighed(doc, claim) for claim in found.values()), key=lambda claim: (claim.start, claim.end))
    sentences = tuple((one.start_char, one.start_char + len(one.text.rstrip())) for one in doc.sents)
    subjects = tuple(analysis.mentions(token for clause in analysis.clauses for token in clause.subjects))
    mentions, phrases = tuple(analysis.phrases.all()), analysis.phrases
    same = clusters(doc, phrases, analysis.durations)
    said = tuple(analysis.attribution.quotations(analysis.clauses))
    apart = tuple(pair for clause in analysis.clauses for pair in _apart(analysis, clause))
    return Extraction(article, mentions, tuple(ordered), sentences, same, subjects, said, apart)


def _apart(analysis: Analysis, clause: Clause) -> Iterator[tuple[Mention, Mention]]:
    """The subjects of a clause with the pronouns beside its verb, which mean somebody else (Chomsky's principle B)."""
    beside = [*clause.objects, *clause.recipients, *(oblique.token for oblique in clause.obliques)]
    pronouns = [mention for mention in analysis.mentions(beside) if mention.form is Form.PRONOUN]
    yield from product(analysis.mentions(clause.subjects) if pronouns else (), pronouns)


def _key(claim: Claim) -> tuple[object, ...]:
    same_words = claim.surface if claim.predicate == "involves" else ""
    return (claim.predicate, same_words, claim.subject, claim.object, claim.factuality, claim.polarity, claim.source)
