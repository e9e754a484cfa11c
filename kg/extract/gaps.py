"""Clauses with the arguments of the surface in, those that coordination, control and relative clauses leave out filled
in: who does what an infinitive tells, what a relative clause is missing."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause import Clause, Oblique
from kg.extract.tree import children, has, relation
from kg.lexicon import Lexicon


class Gaps:
    """Fills the gaps of clauses of one language, those of governing clauses first."""

    def __init__(self, lexicon: Lexicon) -> None:
        pronouns, speech = lexicon["pronouns"], lexicon["speech"]
        self.relatives = frozenset(pronouns["relative"])
        self.relative_adverbs = frozenset(lexicon["syntax"]["relative_adverbs"])
        self.interrogative = frozenset(pronouns["interrogative"]) - self.relative_adverbs - self.relatives
        self.verb_second = bool(lexicon["syntax"]["verb_second"])
        self.quantities = frozenset(pronouns["generic"])
        subordinators = lexicon["factuality"]["subordinators"]
        self.subject_control = frozenset(lexicon["syntax"]["subject_control"])
        self.light = frozenset((*lexicon["words"]["light_verbs"], *lexicon["words"]["have_verbs"]))
        self.shared_doing = frozenset(lexicon["syntax"]["shared_doing"])
        self.purposes = frozenset(subordinators["purpose"])
        self.openers = frozenset((*lexicon["syntax"]["complementizers"], *lexicon["syntax"]["whether"]))
        self.arbitrary_control = frozenset(speech["arbitrary_control"])
        self.object_control = frozenset(
            entry.split()[0] for key in ("requested", "invited", "object_control", "accusing") for entry in speech[key]
        )

    def fill(self, clause: Clause) -> None:
        above = clause.governor
        if clause.host is not None and clause.link == "modifier" and self._infinitive(clause):
            clause.subjects = clause.subjects or self._planner(clause, clause.host)
        elif clause.host is not None:
            self._fill_gap(clause, clause.host)
        elif above is None or clause.subjects or clause.impersonal:
            return
        elif clause.link == "coordinate" and above.host is not None and self.relatives & set(clause.marks):
            self._fill_gap(clause, above.host)  # "a plan that X made, but that was never read"
        elif clause.link == "coordinate" and not self._own_subject(clause):
            clause.subjects = list(above.subjects)
            if not clause.auxiliaries and not has(clause.head, "VerbForm=Fin"):
                clause.auxiliaries = list(above.auxiliaries)
                clause.passive = above.passive if has(clause.head, "VerbForm=Part") else clause.passive
        elif clause.link in {"infinitive", "adverbial"} and not clause.finite:
            if above.lemma in self.arbitrary_control and not above.recipients and not above.objects:
                return
            if self._raised_subject(clause, above):
                return
            patients = above.recipients + (above.patients if clause.perfect else above.objects)
            clause.subjects = (patients if self._of_object(clause, above) else []) or list(above.subjects)

    def _raised_subject(self, clause: Clause, above: Clause) -> bool:
        """Does what looks like the object of an infinitive stand before it, and do it: "let the lorry go on"?"""
        ahead = [token for token in clause.objects if above.head.i < token.i < clause.head.i]
        if above.lemma not in self.object_control or above.objects or not ahead:
            return False
        clause.subjects, clause.objects = ahead, [token for token in clause.objects if token not in ahead]
        return True

    def _own_subject(self, clause: Clause) -> bool:
        """Is the subject a mere "much" that a parser took for an adverb ("and much pointed to a quiet night"), or does
        it follow a verb that is second ("and behind her was seen a castle")?"""
        head = clause.head
        before = head.nbor(-1) if head.i > head.sent.start else head
        quantity = before.lower_ in self.quantities and relation(before) == "advmod"
        joined = [word.i for word in children(head, "cc") if word.i < head.i]
        opening = head.doc[joined[-1] + 1 : head.i] if joined else ()
        fronted = any(token.pos_ in {"ADP", "NOUN", "PROPN", "PRON", "NUM"} for token in opening)
        finite = has(head, "VerbForm=Fin")
        return finite and (quantity or (self.verb_second and fronted and not clause.marks))

    def _of_object(self, clause: Clause, above: Clause) -> bool:
        """Is the object of the verb above the one who does it: "asked X to go", not "paid X after having heard"?"""
        if above.lemma not in self.object_control or self._purpose(clause):
            return False
        given = [token for token in above.objects if above.lemma in self.light and self._bare(token)]
        return not (given or {*clause.openers, *clause.marks} & self.subject_control)

    @staticmethod
    def _bare(token: Token) -> bool:
        """Is it a noun with nothing beside it, as in "got leave to"?"""
        return token.pos_ == "NOUN" and has(token, "Definite=Ind") and not children(token, "det", "nummod", "amod")

    def _purpose(self, clause: Clause) -> bool:
        """Does an adverbial infinitive tell what for: "stopped the bus to arrest X"?"""
        words = sorted(children(clause.head, "case", "mark"), key=lambda token: token.i)
        opening = " ".join(word.lower_ for word in words if word.i < clause.head.i)
        return clause.link == "adverbial" and opening in self.purposes and not clause.perfect

    def _fill_gap(self, clause: Clause, host: Token) -> None:
        """Put the described nominal where the relative clause misses an argument."""
        for arguments in (clause.subjects, clause.objects, clause.recipients):
            arguments[:] = [host if self._is_relative(token) else token for token in arguments]
        for oblique in clause.obliques:
            if self._is_relative(oblique.token):
                oblique.token = host
        filled = [*clause.subjects, *clause.objects, *clause.recipients, *(o.token for o in clause.obliques)]
        if host in filled or set(clause.marks) & self.openers or self._asks(clause):
            return
        adverbial = [adverb for adverb in clause.adverbs if adverb.lower_ in self.relative_adverbs]
        stranded = [adverb for adverb in clause.adverbs if adverb.pos_ == "ADP"]
        if adverbial or set(clause.marks) & self.relative_adverbs:
            clause.adverbs = [adverb for adverb in clause.adverbs if adverb not in adverbial]
        elif not clause.subjects and not clause.impersonal:
            described = clause.link in {"relative", "coordinate"}
            if described or has(clause.head, "VerbForm=Part") or has(clause.head, "VerbForm=Ger"):
                clause.subjects = [host]
        elif stranded and clause.subjects:
            clause.obliques.append(Oblique(host, (stranded[-1].lower_,)))
        elif not clause.objects and not clause.passive and clause.link == "relative" and not self._goes_on(clause):
            clause.objects = [host]

    def _asks(self, clause: Clause) -> bool:
        """Does a clause hung on a noun ask how or why, with nothing left out: "a study of how the drug works"?"""
        words = (*clause.adverbs, *clause.objects, *clause.subjects)
        return any(word.lower_ in self.interrogative and word.i < clause.head.i for word in words)

    @staticmethod
    def _goes_on(clause: Clause) -> bool:
        """Is what is missing missing further in: "a match that they are going to talk about"?"""
        return any(inner.link in {"infinitive", "complement"} for inner in clause.dependents)

    @staticmethod
    def _infinitive(clause: Clause) -> bool:
        return not clause.finite and any(has(word, "VerbForm=Inf") for word in (clause.head, *clause.auxiliaries))

    def _planner(self, clause: Clause, noun: Token) -> list[Token]:
        """Who is to do what a noun announces: whose it is ("X's plan to"), or the subject it is an object of; who has
        done what brought it on ("sentenced to prison for having")."""
        owners = [child for child in children(noun, "nmod") if has(child, "Case=Gen") or child.dep_ == "nmod:poss"]
        above = clause.governor
        if above is not None and clause.perfect and not owners:
            return list(above.patients if above.passive else above.subjects)
        if above is None or owners or not (noun in above.objects or noun == above.predicate):
            return owners
        if above.lemma in self.object_control and {*clause.openers} & self.shared_doing:
            return [noun]  # "helps an aunt with moving"
        if has(noun, "Definite=Def") and above.lemma not in self.light:
            return []  # "undermines the attempts to"
        return list(above.recipients or above.subjects)  # "gives the boats leave to fish"

    def _is_relative(self, token: Token) -> bool:
        return has(token, "PronType=Rel") or (token.pos_ == "PRON" and token.lower_ in self.relatives)
