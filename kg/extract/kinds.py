"""A head noun or a name's label in, the class of the ontology out."""

from __future__ import annotations

from kg.lexicon import Lexicon

NAMES = {
    "PER": "Person",
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "GeopoliticalEntity",
    "GPE_LOC": "GeopoliticalEntity",
    "GPE_ORG": "GeopoliticalEntity",
    "LOC": "Place",
    "FAC": "Place",
    "PROD": "Work",
    "PRODUCT": "Work",
    "WORK_OF_ART": "Work",
    "EVT": "Event",
    "EVENT": "Event",
    "NORP": "Group",
}
UNKNOWN, BODY = "Topic", "Organization"
NOUNS = {
    "person": "Person",
    "group": "Group",
    "organization": "Organization",
    "place": "Place",
    "event": "Event",
    "agreement": "Agreement",
    "work": "Work",
    "position": "Position",
    "topic": UNKNOWN,
}
SHORTEST = 3


class Kinds:
    """Looks a noun up by its longest known ending, since the last part of a compound says what the thing is."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns, titles = lexicon["nouns"], lexicon["titles"]
        self.whole: dict[str, str] = {}
        self.endings: dict[str, str] = {}
        for key, kind in NOUNS.items():
            exact = nouns.get("exact", {}).get(key, ())
            self.whole |= dict.fromkeys((*nouns[key], *exact), kind)
            self.endings |= {noun: kind for noun in nouns[key] if len(noun) >= SHORTEST}
        self.whole |= dict.fromkeys(lexicon["words"]["state_nouns"], "GeopoliticalEntity")
        for title in (word for key in ("leads", "works_for", "represents", "members", "other") for word in titles[key]):
            self.whole.setdefault(title, "Person")
        for kin in titles["kinship"]:
            self.whole.setdefault(kin, "Person")
        self.endings |= dict.fromkeys(titles["suffixes"], "Person")
        self.inflections = tuple(lexicon["syntax"]["noun_endings"])
        self.compounds = bool(nouns.get("compounds", True))

    def of_noun(self, lemma: str) -> str:
        """The class of a noun by its lemma, or by an inflected form taken for one; Topic where nothing is known."""
        word = lemma.lower()
        plain = (word.removesuffix(ending) for ending in self.inflections if word.endswith(ending))
        return next((kind for form in (word, *plain) if (kind := self._known(form)) != UNKNOWN), UNKNOWN)

    def listed(self, word: str) -> str:
        """The noun of the lexicon that a word in lower case is, in any singular form; "" where it is none."""
        plain = (word.removesuffix(ending) for ending in self.inflections if word.endswith(ending))
        return next((form for form in (word, *plain) if form in self.whole and len(form) > SHORTEST), "")

    def _known(self, word: str) -> str:
        if word in self.whole:
            return self.whole[word]
        last = word.rpartition("-")[2]
        if last in self.whole:
            return self.whole[last]
        starts = range(1, len(last) - SHORTEST + 1) if self.compounds else ()
        return next((self.endings[last[i:]] for i in starts if last[i:] in self.endings), UNKNOWN)

    def of_name(self, label: str, text: str) -> str:
        """The class of a named entity by the model's label, in any of the label sets in use.

        A name of one word that is a body with the ending of a definite noun ("Matalliansen") is no person's.
        """
        kind, word = NAMES.get(label, UNKNOWN), text.lower()
        body = word.isalpha() and self._known(word) == UNKNOWN and self.of_noun(word) == BODY
        return BODY if kind == "Person" and body else kind
