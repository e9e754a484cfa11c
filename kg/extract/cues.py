"""Cue words of a language as lookups by verb: what a verb, modal, adverb or subordinator says of a clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from kg.extract.clause import Clause
from kg.extract.tree import children, predicate_prepositions
from kg.lexicon import Lexicon
from kg.model import Factuality, Polarity

V = TypeVar("V")
OPENING = 3
"""Words within which a clause tells what it asks for."""
EXPECTED = frozenset({Factuality.POSSIBLE, Factuality.FEARED})
"""What nobody is said to say, if it is only expected or feared."""
COMPLEMENT: Mapping[str, Factuality | None] = {
    "known": None,
    "claimed": Factuality.CLAIMED,
    "certain": Factuality.CLAIMED,
    "denied": Factuality.DENIED,
    "requested": Factuality.REQUESTED,
    "invited": Factuality.REQUESTED,
    "promised": Factuality.PROMISED,
    "planned": Factuality.PLANNED,
    "feared": Factuality.FEARED,
    "possible": Factuality.POSSIBLE,
    "question": Factuality.HYPOTHETICAL,
}


class Entries(Generic[V]):
    """Entries of one or more words ("slå fast"), found by their first word and the words around it, longest first."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self.by_first: dict[str, list[tuple[frozenset[str], V]]] = {}
        for entry, value in entries:
            first, *rest = entry.split()
            self.by_first.setdefault(first, []).append((frozenset(rest), value))
        for found in self.by_first.values():
            found.sort(key=lambda item: -len(item[0]))

    def get(self, first: str, around: frozenset[str]) -> V | None:
        return next((value for rest, value in self.by_first.get(first, ()) if rest <= around), None)

    def words(self, first: str, around: frozenset[str]) -> int:
        """How many words after the first the entry found has; -1 where none is."""
        return next((len(rest) for rest, _ in self.by_first.get(first, ()) if rest <= around), -1)

    def holds(self, first: str, words: frozenset[str]) -> bool:
        """Is there an entry of `first` with just these words after it?"""
        return any(rest == words for rest, _ in self.by_first.get(first, ()))


class Cues:
    """All cue words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        speech, data = lexicon["speech"], lexicon["factuality"]
        self.complement = Entries([(e, value) for key, value in COMPLEMENT.items() for e in speech[key]])
        self.impersonal = Entries([(entry, True) for entry in speech["impersonal"]])
        signs = {"positive": Polarity.POSITIVE, "negative": Polarity.NEGATIVE}
        self.implicative = Entries([(e, sign) for key, sign in signs.items() for e in data["implicative"][key]])
        self.raising_negation = Entries([(entry, True) for entry in speech["raising_negation"]])
        self.doubting = Entries([(entry, True) for entry in speech["doubting"]])
        self.excluding = Entries([(entry, True) for entry in speech["excluding"]])
        self.raising = Entries([(entry, Factuality(name)) for entry, name in data["raising"].items()])
        self.adjectives = {word: Factuality(name) for word, name in data["adjectives"].items()}
        self.nouns = {word: Factuality(name) for word, name in data["nouns"].items()}
        self.stative = frozenset(data["stative"]["verbs"])
        self.outcomes = frozenset(data["outcomes"]["words"])
        self.modals: Mapping[str, Any] = data["modals"]
        self.adverbs: Mapping[str, Any] = data["adverbs"]
        self.negation = frozenset(data["negation"]["words"])
        self.without = frozenset(data["negation"]["prepositions"])
        self.scarcely = frozenset(data["negation"]["scarcely"])
        self.limiting = frozenset(data["negation"]["limiting"])
        self.until = frozenset(data["negation"]["until"])
        self.cancelled = frozenset(data["negation"]["cancelled_by"])
        self.conditional = frozenset(data["subordinators"]["conditional"])
        self.purpose = frozenset(data["subordinators"]["purpose"])
        self.pending = frozenset(data["subordinators"]["pending"])
        self.whether = frozenset(lexicon["syntax"]["whether"])
        self.given = frozenset(data["subordinators"]["after"])
        self.question = frozenset(data["subordinators"]["question"])
        self.presupposing = frozenset(data["subordinators"]["presupposing"])
        self.unreached = frozenset(data["subordinators"]["unreached"])
        self.means = frozenset(data["subordinators"]["means"])
        self.subordinators = frozenset(entry for listed in data["subordinators"].values() for entry in listed)
        self.attributes = {word: Factuality(name) for word, name in data["attributes"].items()}
        self.accusing = frozenset(speech["accusing"])
        self.factual = frozenset(data["subordinators"]["factual"])
        self.alternatives = frozenset(lexicon["syntax"]["alternatives"])
        self.complementizers = frozenset(lexicon["syntax"]["complementizers"])
        self.have = frozenset(lexicon["words"]["have_verbs"])
        self.be = frozenset(lexicon["words"]["be_verbs"])
        self.reflexives = tuple(lexicon["pronouns"]["reflexive"])

    def effect(self, clause: Clause, inner: Clause | None = None) -> Factuality | None:
        """What the verb of `clause` says of its complement `inner`; None where it says nothing."""
        around = self.around(clause, inner)
        known = self.complement.get(clause.lemma, around)
        told = clause.impersonal and self.impersonal.get(clause.lemma, around)
        return Factuality.CLAIMED if told and known not in EXPECTED else known

    def governs(self, clause: Clause, words: tuple[str, ...]) -> bool:
        """Does the verb have an entry with these prepositions: "nekte for"?"""
        return bool(words) and self.complement.holds(clause.lemma, frozenset(words))

    def content(self, clause: Clause) -> bool:
        """Does a clause hung on a noun tell what the noun says ("the claim that"), not which one is meant?"""
        return clause.finite and bool(set(clause.marks) & self.complementizers)

    def contained(self, clause: Clause) -> bool:
        """Is a clause opened as the content of another ("that", "as to whether"), not of a circumstance?"""
        circumstance = any(words in self.subordinators for words in self.openings(clause) if " " in words)
        return bool(set(clause.marks) & (self.complementizers | self.whether)) and not circumstance

    def asks_which(self, clause: Clause) -> bool:
        """Does a clause ask for somebody or something: "agree on how much prices should rise"?"""
        opening = clause.head.doc[clause.span[0] : clause.span[0] + OPENING]
        words = {token.lower_ for token in opening}
        return bool(words & (self.question - self.conditional - self.pending - self.whether))

    def asks(self, clause: Clause) -> bool:
        """Does a clause ask whether something is so?"""
        return bool(set(clause.marks) & self.whether) and not set(clause.marks) & self.complementizers

    def says(self, clause: Clause) -> bool:
        """Is it a clause of saying: one that cites somebody?"""
        return self.effect(clause) is Factuality.CLAIMED

    def lends(self, clause: Clause, inner: Clause) -> bool:
        """Does the verb only lend its subject to an infinitive: "seems to", "manages to"?"""
        around = self.around(clause, inner)
        known = self.raising.get(clause.lemma, around) or self.implicative.get(clause.lemma, around)
        return known is not None and not inner.finite and inner.link in {"infinitive", "adverbial"}

    def manages(self, clause: Clause, inner: Clause) -> bool:
        """Does a verb and its preposition say whether what comes after took place: "sørge for å"?"""
        return self.implicative.holds(clause.lemma, frozenset(inner.openers))

    def around(self, clause: Clause, inner: Clause | None = None) -> frozenset[str]:
        """The words beside a verb that may belong to its entry: particles, prepositions, nouns, reflexive."""
        words = {*clause.particles, *(self.reflexives if clause.reflexive else ())}
        nominals = [*((o.token, o.prepositions) for o in clause.obliques), *((t, ()) for t in clause.objects)]
        if clause.predicate is not None:
            nominals.append((clause.predicate, predicate_prepositions(clause.predicate)))
        for token, before in nominals:
            words |= {*before, token.lower_, token.lemma_}
        if inner is not None:
            words |= {*inner.openers, *inner.marks}
        return frozenset(words)

    def opens(self, clause: Clause, kind: frozenset[str]) -> str:
        """The words that open a subordinate clause, if they are a subordinator of this kind; else ""."""
        opening = self.openings(clause)
        longest = next((words for words in opening if words in self.subordinators), "")
        return longest if longest in kind else ""

    @staticmethod
    def openings(clause: Clause) -> list[str]:
        """How a clause is opened, longest first: with the word before its marks, its marks, the first of them."""
        first = [word for word in children(clause.head, "advmod") if word.i == clause.span[0]]  # "when"
        marks = sorted(children(clause.head, "case", "mark") or first, key=lambda token: token.i)
        marks = [mark for mark in marks if mark.i < clause.head.i]
        above = clause.head.head
        if not marks and above.pos_ == "ADV" and above.i + 1 == clause.span[0]:
            return [above.lower_]  # "provided", which a parser hangs the clause on
        if not marks:
            return []
        words = [word.lower_ for token in marks for word in (token, *children(token, "fixed"))]
        before = marks[0].nbor(-1).lower_ if marks[0].i > marks[0].sent.start else ""
        return [" ".join([before, *words]), " ".join(words), words[0]]
