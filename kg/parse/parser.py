"""An article and the name of a model in, its spaCy Doc out: the whole of parsing on one page."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.model import CLUSTERS, DOUBTFUL, Article
from kg.parse import coreference
from kg.parse.decode import document
from kg.parse.language import language_of
from kg.parse.network import load
from kg.parse.sentences import sentences
from kg.parse.tokens import pipeline


def parse(article: Article, model: str = "") -> Doc:
    """Words, tags, features, lemmas, dependencies (UD 2.12 and later), names, sentences and coreference of an article.

    The text of the Doc is `article.text` to the letter, no sentence crosses the border of a block. `model` names
    an installed spaCy pipeline with UD labels instead of the shipped one. Raises ModelError if there is no such model
    or none for the article's language.
    """
    if model:
        return _foreign(article, model)
    language = language_of(article.text, article.language)
    spans = sentences(article, language)
    words = [tuple(article.text[start:end] for start, end in sentence) for sentence in spans]
    found, groups = coreference.resolve(load(), coreference.load(), words, language)
    doc = document(pipeline(language).vocab, article.text, spans, found)
    places = [span for sentence in spans for span in sentence]
    for number, group in enumerate(groups, 1):
        bounds = ((places[m.start][0], places[m.end - 1][1], "" if m.sure else DOUBTFUL) for m in group)
        doc.spans[f"{CLUSTERS}{number}"] = [span for bound in bounds if (span := doc.char_span(*bound))]
    return doc


def _foreign(article: Article, model: str) -> Doc:
    """Parse by another spaCy pipeline, which is told where blocks begin before its parser runs."""
    nlp = _pipeline(model)
    doc = nlp.make_doc(article.text)
    starts = {block.start for block in article.blocks}
    for before, token in pairwise(doc):
        if any(start in starts for start in range(before.idx + 1, token.idx + 1)):
            token.is_sent_start = True
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


@cache
def _pipeline(model: str) -> Language:
    try:
        return spacy.load(model)
    except (OSError, ValueError) as error:
        raise ModelError(f"no spaCy pipeline {model!r} can be loaded ({error}); install it with pip") from error
