"""What an article speaks of in, how it is named outside a sentence out; what is described, in short forms too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Prefix

from kg.lexicon import lexicon
from kg.link.discourse import Referent
from kg.link.mentions import head_noun, of_name
from kg.model import Article, Form, Mention

HISSING = frozenset("szxSZX")
SHORTEST_STEM, LONGEST_ENDING = 3, 2
"""Letters that a form shares with its lemma at least, and that the lemma may have besides: "planene" of "plan"."""


def shown(article: Article, mention: Mention) -> str:
    """A mention's form outside its sentence: the capital that only opens a sentence is taken off a description."""
    text = " ".join(mention.text.split())
    first = text.partition(" ")[0]
    noun = mention.form is Form.DESCRIPTION and not of_name(mention)
    opens = noun and first[:1].isupper() and first[1:].islower()
    owned = mention.owner is not None and mention.owner.start == mention.start and mention.owner.form is Form.NAME
    if not opens or owned:
        return text
    before = article.text[max(0, mention.start - 9) : mention.start].rstrip(" «\"“”'–-")
    return text[0].lower() + text[1:] if not before or before[-1] in ".!?:…\n" else text


def owned(article: Article, mention: Mention, owner: str, owning: tuple[str, str, str]) -> str:
    """A phrase with its owner's name for the pronoun: "her brother" is "Kari Nes's brother"; "" where it has none.

    `owning` are the ending of a name before the thing, the one after a hiss, and the word before a name after it.
    """
    pronoun = mention.owner.text.casefold() if mention.owner is not None else ""
    words = shown(article, mention).split()
    ending, hiss, after = owning
    if len(words) > 1 and words[0].casefold() == pronoun:
        return f"{owner}{hiss if owner[-1] in HISSING else ending} {' '.join(words[1:])}"
    return f"{' '.join(words[:-1])} {after} {owner}" if len(words) > 1 and words[-1] == pronoun and after else ""


def briefly(article: Article, referents: Sequence[Referent]) -> dict[int, frozenset[str]]:
    """For each described referent, by its index, the phrases that end in its noun or what hangs on it, and that noun
    alone.

    "Full stans i kampene mellom X og Y" is "full stans i kampene", "full stans" and "stans", where the article calls
    nothing else so.
    """
    shorter = {one.index: tuple(_shorter(article, one)) for one in referents}
    bearers = defaultdict[str, set[int]](set)
    for one in referents:
        forms = {form for form, _ in shorter[one.index]} | {mention.text for mention in one.mentions}
        for form in forms | one.nouns:
            bearers[form.casefold()].add(one.index)
    return {
        one.index: frozenset(
            form for form, noun in shorter[one.index] if len(bearers[form.casefold()] | bearers[noun]) == 1
        )
        for one in referents
        if not one.named
    }


def _shorter(article: Article, referent: Referent) -> Iterator[tuple[str, str]]:
    """Forms with what nothing else may be called: a noun's lemma, a phrase itself, cut before a preposition."""
    cutting = frozenset(lexicon(article.language)["syntax"]["prepositions"])
    for mention in referent.mentions:
        words = shown(article, mention).split()
        place = _head(mention, words) if mention.form is Form.DESCRIPTION else None
        if place is not None:
            cuts = [place + 1, *(at for at in range(place + 3, len(words)) if words[at].casefold() in cutting)]
            for phrase in (" ".join(words[:at]) for at in cuts):
                yield phrase, phrase.casefold()
            if mention.lemma.casefold() not in lexicon(article.language)["pronouns"]["generic"]:
                yield words[place], head_noun(mention.lemma)


def _head(mention: Mention, words: Sequence[str]) -> int | None:
    """Which of the words is the noun of the phrase, as far as the lemma tells; None where none is like it."""
    lemma = mention.lemma.casefold()
    least = min(len(lemma), max(SHORTEST_STEM, len(lemma) - LONGEST_ENDING))
    alike = (place for place, word in enumerate(words) if Prefix.similarity(word.casefold(), lemma) >= least)
    return next(alike, None)
