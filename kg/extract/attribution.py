"""The clauses of an article in, who is cited for each of them out.

Four ways of citing: a verb of saying with its complement, a verb of saying set beside the quotation, a phrase
("according to X"), and a quotation that goes on in a new paragraph. A document speaks for whoever issued it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.asides import Aside
from kg.extract.clause import Clause
from kg.extract.phrases import Phrases
from kg.extract.rules import Rules
from kg.extract.tree import children, prepositions
from kg.model import Factuality, Form, Mention, Quotation
from kg.ontology import ontology

COLON = ":"
PLACE = "LOC"
"""Ends the labels of places, and of states and towns as places."""
LONGEST_ACRONYM = 4
"""Letters of a name in capitals at the head of a paragraph that is no town."""
BEGINNING = 2
"""Blocks before the first paragraph: headline and date."""
LONGEST_SPEAKER = 6
"""Tokens within which a colon parts a speaker from the words."""
LONGEST_QUOTATION = 4
"""Sentences that wait for a speaker."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Somebody (None: nobody named) is cited, told by the word `cue`."""

    source: Mention | None
    cue: str


class Attribution:
    """Sources found in reading order, so that a later quotation or document can refer back."""

    def __init__(self, doc: Doc, rules: Rules, phrases: Phrases) -> None:
        lexicon = rules.lexicon
        speech, syntax = lexicon["speech"], lexicon["syntax"]
        self.doc = doc
        self.phrases = phrases
        self.cues = rules.cues
        self.according = tuple(tuple(entry.split()) for entry in speech["according"])
        self.documents = frozenset(speech["documents"])
        self.issuers = frozenset(speech["source_prepositions"])
        self.expletives = frozenset(lexicon["pronouns"]["expletive"])
        self.dashes, self.closing = frozenset(syntax["dashes"]), frozenset(syntax["closing_quotes"])
        self.opening = frozenset((*syntax["dashes"], *syntax["opening_quotes"]))
        self.cited: dict[int, Citation] = {}
        self.reporting: set[int] = set()
        self.issued: dict[str, Mention] = {}
        self.last: Mention | None = None
        self.first_person = frozenset(
            form for form, has in lexicon["pronouns"]["forms"].items() if has.get("person") == 1
        )
        self.propositional = frozenset(lexicon["pronouns"]["propositional"])
        self.spoken: dict[int, Mention | None] = {}
        self.framed: Mention | None = None
        self.local: set[int] = set()
        self.questions: set[int] = set()
        self.waiting: list[Clause] = []
        self.previous: Clause | None = None
        self.announced: Mention | None = None

    def read(self, sentence: Span, clauses: list[Clause], asides: Sequence[Aside] = ()) -> None:
        """Take in the next sentence, its clauses and asides."""
        before = self.last
        for aside in asides:
            self._learn(aside, clauses)
        self._announce(sentence, clauses)
        for clause in clauses:
            self._according(clause)
            if self.cues.says(clause) or self._ends_quotation(clause):
                self._report(clause)
        self._quote(clauses, before)
        self._frame(clauses)
        self.previous = next((clause for clause in clauses if clause.link == "root"), None)

    def _frame(self, clauses: list[Clause]) -> None:
        """Remember whose document a sentence speaks of, until somebody speaks: a quotation may follow."""
        for clause in clauses:
            nouns = [*clause.doers, *(oblique.token for oblique in clause.obliques)]
            document = next((noun for noun in nouns if self.is_document(noun)), None)
            if clause.head.i in self.reporting:
                self.framed = None
            elif document is not None and clause.link == "root":
                doers = [self.phrases.mention(noun) for noun in clause.doers if noun is not document]
                self.framed = next(filter(None, doers), None) or self.issuer(document)

    def close(self) -> None:
        """The text is at its end."""
        self._untold(self.last)

    def source(self, clause: Clause) -> Citation | None:
        """The citation that covers the clause from outside its own governor; None where there is none."""
        return self.cited.get(clause.head.i)

    def quotations(self, clauses: Sequence[Clause]) -> Iterator[Quotation]:
        """What the clauses of the article cite somebody for: what is cited as a whole, or a verb's complement."""
        for clause in clauses:
            citation = self.cited.get(clause.head.i)
            if citation is None and clause.link == "complement" and clause.governor is not None:
                governor = clause.governor
                citation = Citation(self.spoken.get(governor.head.i), governor.lemma)
            if citation is not None and citation.source is not None:
                first, last = self.doc[clause.span[0]], self.doc[clause.span[1] - 1]
                yield Quotation(first.idx, last.idx + len(last), citation.source)

    def speaker(self, clause: Clause) -> Mention | None:
        """Who speaks in a clause of saying, demanding, fearing: its subject, or the issuer of a document."""
        if clause.head.i in self.spoken:
            return self.spoken[clause.head.i]
        subjects = [t for t in clause.doers if t.pos_ != "PRON" or t.lower_ not in self.expletives]
        if subjects and (not clause.impersonal or self._takes_up(clause)):
            return self.issuer(subjects[0])
        for oblique in clause.obliques:
            if self.is_document(oblique.token) or (oblique.prepositions and oblique.prepositions[-1] in self.issuers):
                return self.issuer(oblique.token)
        said = self.cues.effect(clause) is Factuality.CLAIMED  # not "it is expected that"
        last = self.framed if self.framed is not None else self.last  # "in its grounds the jury praises ... it says"
        return last if said and self.cues.impersonal.get(clause.lemma, self.cues.around(clause)) else None

    def issuer(self, token: Token) -> Mention | None:
        """The mention of whoever speaks through `token`: itself, or who issued it if it is a document."""
        if not self.is_document(token):
            return self.phrases.mention(token)
        for child in children(token, "nmod", "obl"):
            words = prepositions(child)
            if words and words[-1] in self.issuers and child.pos_ != "NUM":  # "a report from 2022"
                self.issued[token.lemma_] = found = self.phrases.mention(child)  # type: ignore[assignment]
                return found
        owner = self.phrases.owner(token)
        if owner is not None:
            self.issued[token.lemma_] = owner
        return self.issued.get(token.lemma_) or self.phrases.mention(token)

    def is_document(self, token: Token) -> bool:
        """Does the noun speak for whoever it comes from: a report, a statement?"""
        return token.lemma_ in self.documents and token.i not in self.phrases.names

    def _learn(self, aside: Aside, clauses: list[Clause]) -> None:
        """An aside cites its source for the innermost clause that it stands in."""
        around = [one for one in clauses if one.span[0] <= aside.start and aside.end <= one.span[1]]
        if around:
            clause = min(around, key=lambda one: one.span[1] - one.span[0])
            self.cited[clause.head.i] = Citation(self.issuer(aside.source), aside.cue)

    def _announce(self, sentence: Span, clauses: list[Clause]) -> None:
        """Somebody and a colon before the words: "Police: Two dead", "Expert: - The town is lost"."""
        colon = next((token for token in sentence[1:LONGEST_SPEAKER] if token.text == COLON), None)
        speaker = self._speaker_before(sentence.start, colon) if colon is not None else self.announced
        start, self.announced = (colon.i if colon is not None else sentence.start - 1), None
        if speaker is None:
            return
        if not any(clause.head.i > start for clause in clauses):
            self.announced = speaker
        for clause in clauses:
            if clause.head.i > start and clause.link in {"root", "parenthetical", "adverbial", "coordinate"}:
                self.cited[clause.head.i] = Citation(speaker, COLON)

    def _speaker_before(self, start: int, colon: Token) -> Mention | None:
        before = self.doc[start : colon.i]
        if any(token.pos_ in {"VERB", "AUX"} for token in before) or before.root.pos_ == "ADJ":
            return None
        found = self.phrases.mention(before.root)
        if found is not None and before.text.isupper() and (len(before) > 1 or found.kind == "Person"):
            return None  # the kicker of a caption: "AGREED ON PEACE: X visits Y"
        opened = start == 0 or "\n" in self.doc[start - 1].text_with_ws + self.doc[start].text
        name, after = self.phrases.names.get(before.root.i), colon.nbor().text if colon.i + 1 < len(self.doc) else ""
        first = 0 < self.doc.text[: before.start_char].count("\n\n") <= BEGINNING  # "RIGA: Two are hurt"
        dateline = before.text.isupper() and opened and (first or len(before.text) > LONGEST_ACRONYM)
        if name is not None and (name.label_.endswith(PLACE) or dateline) and after not in self.opening:
            return None  # a date line: "OSLO (NTB): Two are hurt"
        if found is None or found.form is Form.NAME or ontology().is_a(found.kind, "Agent"):
            return found
        return found if after in self.opening else None

    def _according(self, clause: Clause) -> None:
        for oblique in clause.obliques:
            stem, hung = (*oblique.prepositions, oblique.token.lower_), children(oblique.token, "nmod")
            below = [child for child in hung if (*stem, *prepositions(child)) in self.according]
            if below:
                self.cited[clause.head.i] = Citation(self.issuer(below[0]), oblique.token.lower_)
                clause.obliques.remove(oblique)
                return
            if any(oblique.prepositions[-len(phrase) :] == phrase for phrase in self.according):
                self.cited[clause.head.i] = Citation(self.issuer(oblique.token), " ".join(oblique.prepositions))
                if oblique.token.left_edge.i > clause.span[0]:
                    self.local.add(clause.head.i)  # said of this clause, and not of the one joined to it
                clause.obliques.remove(oblique)
                return

    def _report(self, clause: Clause) -> None:
        """A clause of saying: remember the speaker; where the quotation is not its complement, cite what is."""
        speaker = self.spoken[clause.head.i] = self.speaker(clause)
        content = [inner for inner in clause.dependents if inner.link == "complement"]
        beside = (
            clause.governor if clause.link in {"parenthetical", "coordinate", "adverbial"} and not content else None
        )
        quoted = [beside] if beside is not None and self._set_beside(clause, beside) else self._set_around(clause)
        if quoted:
            for told in quoted:
                self.cited.setdefault(told.head.i, Citation(speaker, clause.lemma))
            self.reporting.add(clause.head.i)
        elif content or self._quotes(clause):
            self.reporting.add(clause.head.i)
        elif self._takes_up(clause) and self.previous is not None:
            self.cited.setdefault(self.previous.head.i, Citation(speaker, clause.lemma))
            self.reporting.add(clause.head.i)
        nested = self._opens(clause) and not self._inverted(clause)  # "– The doctors say that I may", said X
        if clause.head.i in self.reporting and speaker is not None and not nested:
            self.last = speaker

    def _set_beside(self, clause: Clause, beside: Clause) -> bool:
        """Does the clause of saying follow what it cites, its subject after its verb?"""
        return beside.head.i < clause.head.i and self._inverted(clause) and not clause.marks

    def _set_around(self, clause: Clause) -> list[Clause]:
        """The clauses that begin before the verb of saying they hang on: "The king," said X, "dismissed Y"."""
        beside = [inner for inner in clause.dependents if inner.link == "parenthetical"]
        return [inner for inner in beside if inner.head.left_edge.i < clause.head.i and self._inverted(clause)]

    def _ends_quotation(self, clause: Clause) -> bool:
        """Does another verb of speaking follow what was said, its subject after it: ", promised X"?"""
        content = any(inner.link == "complement" and inner.head.i < clause.head.i for inner in clause.dependents)
        return content and clause.link == "root" and self._inverted(clause) and self.cues.effect(clause) is not None

    @staticmethod
    def _inverted(clause: Clause) -> bool:
        return clause.impersonal or any(token.i > clause.head.i for token in clause.subjects)

    def _takes_up(self, clause: Clause) -> bool:
        """Does a sentence tell who said the one before: "That is what X reports"?"""
        misread = children(clause.head, "expl") if clause.subjects and not clause.fixed else []
        objects = [token for token in [*clause.objects, *misread] if token.lower_ in self.propositional]
        return clause.link == "root" and bool(objects) and clause.span[0] == objects[0].i < clause.head.i

    def _quotes(self, clause: Clause) -> bool:
        """Does the clause introduce or follow a quotation that is no clause of its own?"""
        after = any(token.i > clause.head.i for token in clause.subjects)
        return clause.link == "root" and self._opens(clause) and after

    def _quote(self, clauses: list[Clause], before: Mention | None) -> None:
        """Sentences of a quotation wait for the speaker that is told at its end.

        A quotation opens with a dash or a quotation mark; without one, sentences in the first person may be part of it.
        """
        root = next((clause for clause in clauses if clause.link == "root"), None)
        if root is None:
            return
        opens, reports = self._opens(root), [clause for clause in clauses if clause.head.i in self.reporting]
        reports = [clause for clause in reports if self._inverted(clause) or not (opens or self.waiting)]
        told = any(map(self._inverted, reports))
        if opens or (reports and not told) or len(self.waiting) == LONGEST_QUOTATION:
            self._untold(before)
        if opens and not reports and self._asked(root):
            self.last = None  # who answers the interviewer is not told
            self.questions.add(root.head.i)
            return
        if told:
            self.cited.update((one.head.i, Citation(self.last, reports[0].lemma)) for one in self.waiting)
            self.waiting = []
        elif not reports and root.head.i not in self.cited and (opens or self.waiting or self._personal(root)):
            self.waiting.append(root)

    def _untold(self, speaker: Mention | None) -> None:
        """A quotation ended without a speaker: the last one goes on where a mark says that somebody speaks."""
        for root in filter(self._opens, self.waiting):
            self.cited[root.head.i] = Citation(speaker, self.doc[root.head.sent.start].text)
        self.waiting = []

    def _opens(self, root: Clause) -> bool:
        """Does the sentence begin as a quotation, and not with a title in quotation marks?"""
        start = root.head.sent.start
        if self.doc[start].text not in self.opening:
            return False
        titled = any(token.text in self.closing for token in self.doc[start + 1 : root.head.i])
        return self.doc[start].text in self.dashes or not titled

    def _asked(self, root: Clause) -> bool:
        """Is a line of direct speech nothing but a question?"""
        sentence = root.head.sent
        line = self.doc.text[: sentence.end_char].rstrip().rpartition("\n")[2]
        after = self.doc.text[sentence.end_char :].lstrip(" ")[:1]
        alone = "\n" in sentence.text.strip(" ")[-2:] or after in {"", "\n"}
        return line[:1] in self.dashes and line.endswith("?") and line.count("?") == 1 and alone

    def _personal(self, root: Clause) -> bool:
        timed = self.phrases.labels.timed  # "i vår", this spring
        return any(token.lower_ in self.first_person and token.i not in timed for token in root.head.sent)
