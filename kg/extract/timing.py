"""A Doc with its clauses in, when each clause is out: which time expressions tell that, and which something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.clause import Clause
from kg.extract.frames import RANGE
from kg.extract.rules import Rules
from kg.extract.times import TimeSpan, times
from kg.extract.tree import children, has, prepositions, relation
from kg.model import Article, Time

ORIGIN = "comesFrom"
DATED = frozenset({"Event", "Agreement"})
"""Kinds of things that happen or are made on a day."""


class Timing:
    """The time expressions of one document; `tokens` stand in one, `lengths` in one of how long a thing is."""

    def __init__(self, article: Article, doc: Doc, rules: Rules) -> None:
        lexicon = rules.lexicon
        time, grammar = lexicon["time"], lexicon["syntax"]
        self.article = article
        self.doc = doc
        self.rules = rules
        self.frames = rules.frames
        self.origins = frozenset(grammar["placing"][ORIGIN])
        self.places = frozenset(grammar["place_prepositions"])
        self.against = frozenset(grammar["against"])
        self.comparing = frozenset(grammar["comparing"])
        self.likening = frozenset(grammar["likening"])
        self.propositional = frozenset(lexicon["pronouns"]["propositional"])
        self.first_times = frozenset(time["first_times"])
        self.lasting = frozenset(grammar["lasting"])
        self.scheduling = frozenset(grammar["scheduling"])
        self.deadlines = tuple(grammar["deadlines"])
        self.rescheduling = frozenset(grammar["rescheduling"])
        self.clock = tuple(word for words in time.get("clock_words", {}).values() for word in words)
        self.attributive = frozenset(grammar["attributive"])
        self.durations = frozenset(word for unit in time["units"].values() for word in unit)
        self.during = frozenset(words for words in time["in"]["in"] if " " in words)
        self.since = frozenset(time["since"]["since"])
        self.bygone = frozenset(time["bygone"])
        self.sequels = frozenset(time["sequels"])
        self.themes = frozenset(word for word in grammar["oblique_roles"].get("theme", ()))
        self.spans = times(doc, article)
        self.spans = [self._of_the_day(span) for span in self.spans]
        self.tokens = frozenset(i for span in self.spans for i in range(span.start, span.end))
        lengths = (span for span in self.spans if self._lasting(span) and self._of_noun(span))
        self.lengths = frozenset(i for span in lengths for i in range(span.start, span.end))
        self.by_clause: dict[int, list[TimeSpan]] = {}

    def attach(self, clause_of: Callable[[Token], Clause | None]) -> None:
        """Find the clause that each expression is of, if it tells when that is."""
        for span in self.spans:
            holder = clause_of(self.doc[span.start : span.end].root)
            unsaid = self._of_noun(span) or self._content(span) or self._cut(span) or self._compared(span)
            if holder is not None and not (unsaid or self._asked(holder, span)):
                self.by_clause.setdefault(holder.head.i, []).append(span)

    def _of_the_day(self, span: TimeSpan) -> TimeSpan:
        """A time of day is of the day told of last, which need not be that of publication."""
        published = self.article.published.isoformat() if self.article.published is not None else ""
        if not self.doc[span.start].lower_.startswith(self.clock) or span.time.value != published:
            return span
        days = [other.time.value for other in self.spans if other.start < span.start and len(other.time.value) == 10]
        return replace(span, time=Time(span.time.text)) if days and days[-1] != published else span

    def of(self, clause: Clause) -> list[Time]:
        """The times of a clause; those of the verb above an infinitive, unless that is when it was promised or planned,
        and those set before the first of coordinate clauses."""
        found, above = self.by_clause.get(clause.head.i, []), clause.governor
        if clause.lemma in self.rescheduling:
            found = [span for span in found if span.time.value]  # "postponed from May to June"
        if self.scheduling & {clause.lemma, *(f"{clause.lemma} {word}" for word in clause.particles)}:
            return [self._due(span.time) for span in found]
        beside = clause.passive and not clause.auxiliaries  # "is in custody for four weeks, charged with"
        lent = clause.link == "infinitive" and not beside
        if not found and above is not None and lent and not self.rules.cues.effect(above):
            return self.of(above)
        if not found and above is not None and clause.link == "coordinate" and clause.subjects == above.subjects:
            first = min(word.i for word in (above.head, *above.auxiliaries))
            found = [span for span in self.by_clause.get(above.head.i, []) if span.start < first]
        return [span.time for span in found] + self._bygone(clause)

    def _due(self, time: Time) -> Time:
        """The day that something is set "to"; undated where that would be past."""
        if not time.end or time.begin or time.value:
            return time
        return Time(time.text) if self.earlier(time) else replace(time, value=time.end, end="")

    def when(self, clause: Clause) -> list[Time]:
        """The times that fit a clause's tense: what is done was not after publication, what lies ahead not before."""
        verbs = [clause.head, *clause.auxiliaries]
        ahead = any(verb.lemma_ in self.rules.cues.modals and has(verb, "Tense=Pres") for verb in verbs)
        meant = any(verb.lemma_ in self.rules.cues.modals for verb in clause.auxiliaries)  # "was to open in 2024"
        past = any(has(verb, "Tense=Past") for verb in verbs) and not meant
        done = past or (clause.perfect and not ahead)
        found = [time for time in self.of(clause) if not (done and self.later(time))]
        if clause.perfect or (clause.governor is not None and clause.governor.perfect and not clause.finite):
            found = [Time(time.text) if time.text.lower().startswith(self.clock) else time for time in found]
        return [self.undated(time) if ahead and self.earlier(time) else time for time in found]

    def later(self, time: Time) -> bool:
        """Is a time after the day of publication?"""
        published, moment = self.article.published, time.value or time.begin
        return published is not None and moment[:10] > published.isoformat()[: len(moment)]

    def earlier(self, time: Time) -> bool:
        """Does a time end before the day of publication?"""
        published, moment = self.article.published, time.value or time.end
        return published is not None and bool(moment) and moment[:10] < published.isoformat()[: len(moment)]

    @staticmethod
    def undated(time: Time) -> Time:
        """The words of a time whose day was misread, unless they name the year."""
        return time if any(part.isdigit() and len(part) == 4 for part in time.text.split()) else Time(time.text)

    def _bygone(self, clause: Clause) -> list[Time]:
        """ "Formerly" and "before that": no date, but not now."""
        denied = self.rules.cues.negation
        found = (adverb for adverb in clause.adverbs if adverb.lower_ in self.bygone)
        adverbs = [one.text for one in found if one.i == 0 or one.nbor(-1).lower_ not in denied]  # "not even"
        before = [
            " ".join([*o.prepositions, o.token.lower_])
            for o in clause.obliques
            if {*o.prepositions} & self.sequels and o.token.lower_ in self.propositional
        ]
        return [Time(text) for text in [*adverbs, *before]]

    def _asked(self, clause: Clause, span: TimeSpan) -> bool:
        """Is a length of time what the verb is about: "asked for two years"?"""
        first, frames = self.doc[span.start].lower_, self.frames.of("verb", clause.lemma)
        slots = (slot for frame in frames for slot in frame.slots if slot.role == RANGE)
        ahead = self._lasting(span) and self.later(span.time)
        undated = ahead or not (span.time.value or span.time.begin or span.time.end)
        return undated and first not in self.places and any(slot.prepositions == (first,) for slot in slots)

    def _content(self, span: TimeSpan) -> bool:
        """Is a length of time what the noun before it is about or lasts: "a plea for twelve years"?"""
        first = self.doc[span.start]
        noun = first.nbor(-1).lemma_.lower() if span.start > 0 else ""
        spoken = first.lower_ in self.themes and noun in self.rules.cues.nouns
        due = noun.endswith(self.deadlines) or self.doc[span.start : span.end].root.head.lemma_.endswith(self.deadlines)
        return spoken or due or (noun in self.lasting and self._lasting(span))

    def _compared(self, span: TimeSpan) -> bool:
        """Does it tell when something was that is only compared: "118 million, against 241 last year"?"""
        root = self.doc[span.start : span.end].root
        above = [token for token in (root, *root.ancestors) if token.pos_ != "VERB"]
        return bool({*prepositions(root)} & self.likening) or any(
            {*prepositions(token)} & self.comparing or self._set_against(token) for token in above
        )

    def _set_against(self, token: Token) -> bool:
        counted = any(word.pos_ == "NUM" for word in token.subtree)
        return counted and bool({*prepositions(token)} & self.against)

    def _cut(self, span: TimeSpan) -> bool:
        """Is it the distance to something told after it: "three weeks after she", "five months before the vote"?"""
        after = self.doc[span.end].lower_ if span.end < len(self.doc) else ""
        last, known = self.doc[span.end - 1].lower_, span.time.value or span.time.begin or span.time.end
        going_on = span.end < len(self.doc) and not self.doc[span.end].is_punct
        before = self.doc[span.start - 1].lower_ if span.start > 0 else ""
        if before in self.first_times or (before == "(" and span.start > 1 and self.doc[span.start - 2].ent_type_):
            return True  # "for the first time since 1968", "Munch (1863–1944)"
        return not known and (after in self.sequels or (last in self.sequels and going_on))

    def _of_noun(self, span: TimeSpan) -> bool:
        """Does a time tell when an event was that the clause only speaks of, or how long a thing is: "has its origin in
        the crash in March", "a deadline of three weeks"?"""
        root = self.doc[span.start : span.end].root
        noun = root.head
        kind = self.rules.kinds.of_noun(noun.lemma_)
        named = noun.ent_type_ and prepositions(root) and prepositions(root)[-1] in self.origins
        own = kind in DATED or self._lasting(span) or (kind == "Work" and prepositions(root)) or named
        own = own or relation(noun) == "appos" or bool({*prepositions(noun)} & self.comparing)
        own = own or bool({*prepositions(root)} & self.attributive)  # "figures for the third quarter"
        own = own or bool({*prepositions(noun)} & self.since)  # "since the start in 2006"
        return relation(root) == "nmod" and noun.i < root.i and noun.pos_ in {"NOUN", "PROPN"} and bool(own)

    def _lasting(self, span: TimeSpan) -> bool:
        """Is it a length of time: "three weeks"?"""
        root = self.doc[span.start : span.end].root
        return root.lower_ in self.durations and bool(children(root, "nummod"))
