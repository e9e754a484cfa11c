"""Text, its sentences and the network's scores in, an annotated spaCy Doc out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.lexicon import lexicon
from kg.model import CERTAINTY
from kg.ontology import ontology
from kg.parse import lemma
from kg.parse.labels import OUTSIDE, Labels
from kg.parse.lexemes import NOUN, VERB, Lexemes
from kg.parse.network import Network, Scores
from kg.parse.tags import best_tags, company_forms, trimmed, with_company_forms, with_flat_parts
from kg.parse.tokens import Span
from kg.parse.tree import certainty, heads

OBJECT, PROPN, GENDER = "obj", "PROPN", "Gender"
UNMARKED = {"nn": {"Definite": "Def", "Number": "Sing"}}
"""Features of a noun with a gender that a treebank does not write: UD Nynorsk marks only the indefinite and plural."""
OPENING = 2
"""Words within which a capital may be that of the sentence: the first, or the one after a dash."""
KNOWN = 4.0
"""Logits by which features seen with a form lead unseen ones; of 0 to 6 the best on dev of both Norwegian standards."""
NEAR = 3.0
"""Logits by which the script of a lemma may trail the best one if it alone gives a known word: 2 to 4 are best."""
WANTED = 10.0
"""The same for a verb that expresses a relation of the ontology."""


@dataclass(frozen=True, slots=True)
class Word:
    """The analysis of one word; `head` is a word of its sentence, counted from 0, and the word itself if it is root.

    `certainty` is the network's probability of that head and relation.
    """

    text: str
    upos: str
    feats: str
    lemma: str
    head: int
    relation: str
    entity: str
    certainty: float = 1.0


def analyses(network: Network, sentences: list[tuple[str, ...]], language: str) -> list[list[Word]]:
    """The best analysis of each sentence of one article."""
    return decided(network, sentences, network.scores(sentences, language), language)


def decided(
    network: Network, sentences: list[tuple[str, ...]], scores: list[Scores], language: str
) -> list[list[Word]]:
    """The best analysis by the scores of each sentence."""
    decide = partial(analyse, labels=network.labels, lexemes=network.lexemes, language=language)
    return [decide(words, found) for words, found in zip(sentences, scores, strict=True)]


def analyse(words: tuple[str, ...], scores: Scores, labels: Labels, lexemes: Lexemes, language: str) -> list[Word]:
    """The best analysis of one sentence: the lemma of a known form is the known one."""
    parents = heads(scores.arcs)
    relations = scores.relations[:, np.arange(len(words)), parents]
    layers = (scores.feats, scores.feats.argmax(1).tolist(), scores.lemmas, scores.lemmas.argmax(1).tolist())
    names = [labels.relations[relation] for relation in relations.argmax(0)]
    classes = [labels.upos[best] for best in scores.upos.argmax(1)]
    tags = with_flat_parts(best_tags(scores.entities, labels.entities), (parents - 1).tolist(), names, classes)
    tags = with_company_forms(trimmed(tags, classes, words), words, company_forms(language))
    governing = {int(parent) - 1 for parent, name in zip(parents, names, strict=True) if name == OBJECT}
    sure = certainty(scores.arcs, relations, parents).tolist()
    columns = zip(words, classes, *layers, parents.tolist(), names, tags, sure, strict=True)
    return [
        Word(
            text=word,
            upos=(
                upos := _upos(
                    given,
                    verbal=index in governing and bool(lexemes.feats(language, VERB, word)),
                    common=index < OPENING and tag == OUTSIDE and lexemes.holds(language, NOUN, word),
                )
            ),
            feats=(features := labels.feats[_best(feats, likely, lexemes.feats(language, upos, word))]),
            lemma=_itself(word, upos, features)
            or lexemes.lemma(language, upos, word)
            or _lemma(
                word,
                row,
                best,
                labels.lemmas,
                known=lexemes.known.get((language, upos), frozenset()),
                triggers=trigger_verbs(language) if upos == VERB else frozenset(),
            ),
            head=parent - 1 if parent else index,
            relation=name,
            entity=tag,
            certainty=certain,
        )
        for index, (word, given, feats, likely, row, best, parent, name, tag, certain) in enumerate(columns)
    ]


def _itself(word: str, upos: str, features: str) -> str:
    """The lemma of a noun in the form that a lemma has, whatever else that form may be of: "en fisker" is no fish."""
    plain = upos == NOUN and word.islower() and {"Definite=Ind", "Number=Sing"} <= {*features.split("|")}
    return word if plain and "Case=Gen" not in features else ""


def _upos(best: str, verbal: bool, common: bool) -> str:
    """A noun takes no object: a form that has one and is known as a verb is a verb. A word that only opens its sentence
    with a capital, and is part of no name, is the noun that its form is known as."""
    if best == PROPN and common:
        return NOUN
    return VERB if best == NOUN and verbal else best


def _best(scores: NDArray[np.float32], best: int, known: list[int]) -> int:
    """The label of highest score, `best`, unless another that a form is known with trails it by less than KNOWN."""
    if not known or best in known:
        return best
    other = known[scores[known].argmax()]
    return other if scores[other] + KNOWN > scores[best] else best


def document(vocab: Vocab, text: str, sentences: list[list[Span]], analyses: list[list[Word]]) -> Doc:
    """A Doc whose text is exactly `text`; white space beyond one blank is a SPACE token on the word before it.

    `doc.user_data` has the certainty of each token under CERTAINTY.
    """
    words = [word for analysis in analyses for word in analysis]
    starts = accumulate(map(len, analyses), initial=0)
    parents = [first + word.head for first, analysis in zip(starts, analyses, strict=False) for word in analysis]
    tokens = list(_tokens(text, [span for sentence in sentences for span in sentence]))
    places = {token.number: place for place, token in enumerate(tokens)}
    rows = [_row(text, token, place, words) for place, token in enumerate(tokens)]
    heads = [
        (place or 2) - 1 if token.number is None else places[parents[token.number]]
        for place, token in enumerate(tokens)
    ]
    if not words:
        return Doc(vocab, words=[text] * bool(text), spaces=[False] * bool(text))
    doc = Doc(
        vocab,
        words=[row.text for row in rows],
        spaces=[token.number is not None and text[token.end : token.end + 1] == " " for token in tokens],
        pos=[row.upos for row in rows],
        tags=[row.upos for row in rows],
        morphs=[_marked(row, vocab.lang) for row in rows],
        lemmas=[row.lemma for row in rows],
        heads=heads,
        deps=["ROOT" if row.relation == "root" else row.relation for row in rows],
        ents=[row.entity for row in rows],
    )
    doc.user_data[CERTAINTY] = tuple(row.certainty for row in rows)
    return doc


def _marked(row: Word, language: str) -> str:
    """The features of a word, with what its treebank leaves to be understood."""
    given = set() if row.feats == "_" else set(row.feats.split("|"))
    names = {feature.partition("=")[0] for feature in given}
    if language in UNMARKED and row.upos == NOUN and GENDER in names:
        given |= {f"{name}={value}" for name, value in UNMARKED[language].items() if name not in names}
    return "|".join(sorted(given))


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the Doc; `number` is that of its word, None for white space."""

    start: int
    end: int
    number: int | None


def _tokens(text: str, spans: list[Span]) -> Iterator[Token]:
    """The words, and between them what white space is left after the one blank that a word may carry."""
    position = 0
    for number, (start, end) in enumerate([*spans, (len(text), 0)]):
        carried = position > 0 and text[position : position + 1] == " "
        if position + carried < start:
            yield Token(position + carried, start, None)
        if number < len(spans):
            yield Token(start, end, number)
        position = end


def _row(text: str, token: Token, place: int, words: list[Word]) -> Word:
    if token.number is not None:
        return words[token.number]
    space = text[token.start : token.end]
    return Word(space, "SPACE", "_", space, place, "dep", OUTSIDE)


@cache
def trigger_verbs(language: str) -> frozenset[str]:
    """The verbs that express a relation, by the ontology; Nynorsk reads those of Bokmål too."""
    words = (text.split() for prop in ontology().properties.values() for text in lexicon(language).own(prop.triggers))
    return frozenset(first for first, *rest in words if not rest or not rest[0].startswith("("))


def _lemma(
    word: str,
    scores: NDArray[np.float32],
    likeliest: int,
    scripts: tuple[str, ...],
    known: frozenset[str],
    triggers: frozenset[str],
) -> str:
    """The lemma by the likeliest script that fits the word, or by a little worse one that gives a known word."""
    best = lemma.apply(scripts[likeliest], word)
    if best and (best in known or best in triggers or not known):
        return best
    order = np.argsort(-scores, kind="stable")
    behind = scores[order[0]] - scores[order]
    few = int(np.searchsorted(behind, max(NEAR, WANTED)))
    ranked = [(lemma.apply(scripts[index], word), far) for index, far in zip(order[:few], behind, strict=False)]
    stem = word.lower()[: len(word) // 2 + 1]
    wanted = (found for found, far in ranked if found in triggers and found.startswith(stem) and far < WANTED)
    near = (found for found, far in ranked if found in known and far < NEAR)
    fitting = filter(None, (lemma.apply(scripts[index], word) for index in order))
    return next(wanted, next(near, best or next(fitting, word)))
