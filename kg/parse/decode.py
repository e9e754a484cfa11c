"""Text, its sentences and the network's scores in, an annotated spaCy Doc out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.lexicon import lexicon
from kg.ontology import ontology
from kg.parse import lemma
from kg.parse.labels import OUTSIDE, Labels
from kg.parse.lexemes import NOUN, VERB, Lexemes
from kg.parse.network import Network, Scores
from kg.parse.tokens import Span
from kg.parse.tree import heads

NEVER = -1e9
OBJECT, FLAT = "obj", "flat"
PROPN, ADP, PUNCT = "PROPN", "ADP", "PUNCT"
KNOWN = 4.0
"""Logits by which features seen with a form lead unseen ones; of 0 to 6 the best on dev of both Norwegian standards."""
NEAR = 3.0
"""Logits by which the script of a lemma may trail the best one if it alone gives a known word: 2 to 4 are best."""
WANTED = 10.0
"""The same for a verb that expresses a relation of the ontology."""


@dataclass(frozen=True, slots=True)
class Word:
    """The analysis of one word; `head` is a word of its sentence, counted from 0, and the word itself if it is root."""

    text: str
    upos: str
    feats: str
    lemma: str
    head: int
    relation: str
    entity: str


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
    relations = scores.relations[:, np.arange(len(words)), parents].argmax(0)
    tags = best_tags(scores.entities, labels.entities)
    layers = (scores.feats, scores.feats.argmax(1).tolist(), scores.lemmas, scores.lemmas.argmax(1).tolist())
    names = [labels.relations[relation] for relation in relations]
    classes = [labels.upos[best] for best in scores.upos.argmax(1)]
    tags = with_flat_parts(tags, [int(parent) - 1 for parent in parents], names, classes)
    tags = trimmed(tags, classes, words)
    tags = with_company_forms(tags, words, company_forms(language))
    governing = {int(parent) - 1 for parent, name in zip(parents, names, strict=True) if name == OBJECT}
    columns = zip(words, classes, *layers, parents.tolist(), names, tags, strict=True)
    return [
        Word(
            text=word,
            upos=(upos := _upos(given, index in governing and bool(lexemes.feats(language, VERB, word)))),
            feats=labels.feats[_best(feats, likely, lexemes.feats(language, upos, word))],
            lemma=lexemes.lemma(language, upos, word)
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
        )
        for index, (word, given, feats, likely, row, best, parent, name, tag) in enumerate(columns)
    ]


def _upos(best: str, verbal: bool) -> str:
    """A noun takes no object: a form that has one and is known as a verb is a verb."""
    return VERB if best == NOUN and verbal else best


def _best(scores: NDArray[np.float32], best: int, known: list[int]) -> int:
    """The label of highest score, `best`, unless another that a form is known with trails it by less than KNOWN."""
    if not known or best in known:
        return best
    other = known[scores[known].argmax()]
    return other if scores[other] + KNOWN > scores[best] else best


def best_tags(scores: NDArray[np.float32], tags: tuple[str, ...]) -> list[str]:
    """The BIO sequence of highest probability in which I-X only follows B-X or I-X (Viterbi)."""
    if (scores.argmax(1) == tags.index(OUTSIDE)).all():
        return [OUTSIDE] * len(scores)
    moves = _moves(tags)
    best = moves[tags.index(OUTSIDE)] + scores[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + moves
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[index] for index in reversed(path)]


def with_flat_parts(
    tags: list[str], parents: Sequence[int], relations: Sequence[str], classes: Sequence[str]
) -> list[str]:
    """The tags, where the tree joins a proper noun to the name right before it, a part of that name too."""
    found = list(tags)
    for place in range(1, len(found)):
        part = relations[place].startswith(FLAT) and classes[place] == classes[parents[place]] == PROPN
        before = found[place - 1]
        within = all(found[inner] != OUTSIDE for inner in range(parents[place], place))
        if found[place] == OUTSIDE and before != OUTSIDE and part and parents[place] < place and within:
            found[place] = "I-" + before[2:]
    return found


def trimmed(tags: list[str], classes: Sequence[str], words: Sequence[str]) -> list[str]:
    """The tags, where a common noun before a person's proper nouns is no part of the name ("Captain | Sanogo"), nor a
    preposition or a small noun at the end of one ("al-Qaida | in", "Adam Smith | jr."); a hyphen ends no name."""
    found = list(tags)
    for place, pair in enumerate(pairwise(tags)):
        if pair == ("B-PER", "I-PER") and classes[place : place + 2] == [NOUN, PROPN]:
            found[place : place + 2] = [OUTSIDE, "B-PER"]
        elif pair[0].startswith("I-") and classes[place] == PUNCT and pair[1] == f"B{pair[0][1:]}":
            found[place + 1] = pair[0]
        elif pair[0].startswith("I-") and not pair[1].startswith("I-"):
            small = pair[0] == "I-PER" and classes[place] == NOUN and words[place][:1].islower()
            if small or classes[place] == ADP:
                found[place] = OUTSIDE
    return found


def with_company_forms(tags: list[str], words: Sequence[str], forms: frozenset[str]) -> list[str]:
    """The tags, where a form of company right after a name is part of it and makes it an organisation's.

    A form that is taken for a name by itself takes the capitalised word before it along.
    """
    found = list(tags)
    for place in range(1, len(found)):
        alone = found[place] != OUTSIDE and words[place - 1][:1].isupper()
        if words[place] not in forms or (found[place - 1] == OUTSIDE and not alone):
            continue
        found[place] = "I-ORG"
        start = place - 1
        while found[start].startswith("I-"):
            found[start] = "I-ORG"
            start -= 1
        found[start] = "B-ORG"
        if place + 1 < len(found) and found[place + 1].startswith("I-"):
            found[place + 1] = "B-" + found[place + 1][2:]
    return found


@cache
def company_forms(language: str) -> frozenset[str]:
    """The forms of company that stand after a name, as written in a language: "ASA", "Ltd."."""
    return frozenset(lexicon(language)["words"]["company_forms"])


def document(vocab: Vocab, text: str, sentences: list[list[Span]], analyses: list[list[Word]]) -> Doc:
    """A Doc whose text is exactly `text`; white space beyond one blank is a SPACE token on the word before it."""
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
    return Doc(
        vocab,
        words=[row.text for row in rows],
        spaces=[token.number is not None and text[token.end : token.end + 1] == " " for token in tokens],
        pos=[row.upos for row in rows],
        tags=[row.upos for row in rows],
        morphs=["" if row.feats == "_" else row.feats for row in rows],
        lemmas=[row.lemma for row in rows],
        heads=heads,
        deps=["ROOT" if row.relation == "root" else row.relation for row in rows],
        ents=[row.entity for row in rows],
    )


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
    spoken = {language, "nb"} if language == "nn" else {language}
    triggers = (trigger for prop in ontology().properties.values() for trigger in prop.triggers)
    words = (text.split() for text, tag in triggers if tag in spoken)
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


@cache
def _moves(tags: tuple[str, ...]) -> NDArray[np.float64]:
    """What it costs to go from a tag (row) to another."""
    return np.array([[_move(before, after) for after in tags] for before in tags])


def _move(before: str, after: str) -> float:
    return NEVER if after.startswith("I-") and before[2:] != after[2:] else 0.0
