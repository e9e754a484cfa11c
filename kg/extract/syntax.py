"""spaCy Doc in, clauses out: a scheme-neutral view of the tree, so that no rule reads a treebank's labels.

Both UD schemes of Norwegian (up to 2.11 and from 2.12, see its change log) and English UD give the same clauses:
subjects and objects are those of the surface, filled in over coordination, control and relative clauses.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.asides import Aside
from kg.extract.clause import Clause, Oblique
from kg.extract.gaps import Gaps
from kg.extract.tree import CLAUSAL, children, feature, has, is_clause, prepositions, relation, subtype
from kg.lexicon import Lexicon


class Syntax:
    """Finds the clauses of one language; `lexicon` says which words are auxiliaries, particles, relatives, …"""

    def __init__(self, lexicon: Lexicon) -> None:
        words, pronouns, speech = lexicon["words"], lexicon["pronouns"], lexicon["speech"]
        self.gaps = Gaps(lexicon)
        self.be = frozenset(words["be_verbs"])
        self.become = frozenset(words["become_verbs"])
        self.have = frozenset(words["have_verbs"])
        self.particles = frozenset(words["particles"])
        self.partitive = frozenset(words["partitive_prepositions"])
        self.agent = frozenset(words["agent_prepositions"])
        self.verb_second = bool(lexicon["syntax"]["verb_second"])
        self.strong_verbs = words["strong_verbs"]
        self.perfect = frozenset(words["perfect_intransitives"])
        self.adverbial = frozenset(lexicon["syntax"]["adverbial"])
        self.passive_endings = tuple(lexicon["syntax"]["passive_endings"])
        self.active_endings = tuple(lexicon["syntax"]["active_participle_endings"])
        self.reflexives = frozenset(pronouns["reflexive"])
        self.expletives = frozenset(pronouns["expletive"])
        self.nominative = frozenset(form for form, has in pronouns["forms"].items() if has.get("case") == "Nom")
        self.reporting = frozenset(entry for key in ("claimed", "certain") for entry in speech[key])
        marks = lexicon["factuality"]["subordinators"].values()
        self.subordinators = frozenset(entry for listed in marks for entry in listed if " " in entry)
        self.depictive = frozenset(lexicon["syntax"]["depictive"])
        self.naming = frozenset(lexicon["syntax"]["naming"])
        self.spending = frozenset(lexicon["syntax"]["spending"])
        self.turning = frozenset(lexicon["syntax"]["turning"])
        self.weighty = frozenset(lexicon["syntax"]["weighty"])
        self.among = frozenset(lexicon["syntax"]["among"])
        self.resultative = frozenset(lexicon["syntax"]["resultative"])

    def clauses(self, sentence: Span | Doc, asides: Sequence[Aside] = ()) -> list[Clause]:
        """The clauses of a sentence in text order, arguments filled in, asides left out."""
        aside = frozenset(i for one in asides for i in range(one.start, one.end))
        heads = [token for token in sentence if is_clause(token) and token.i not in aside]
        by_head = {token.i: self._clause(token, aside) for token in heads}
        for clause in by_head.values():
            self._attach(clause, by_head)
        for clause in by_head.values():
            self._raise(clause)
        for clause in by_head.values():
            self._mend(clause, by_head)
        for clause in sorted(by_head.values(), key=lambda c: c.depth):
            self.gaps.fill(clause)
        return list(by_head.values())

    def _clause(self, token: Token, aside: frozenset[int]) -> Clause:
        copulas = [c for c in children(token, "cop") if c.lemma_ in self.be or c.lemma_ in self.become]
        auxiliaries = children(token, "aux", "cop")
        nominal = token if copulas and token.pos_ != "VERB" and not self._participle(token) else None
        nominal = self._whole(nominal) if nominal is not None else None
        clause = Clause(
            head=token,
            lemma=copulas[0].lemma_ if nominal is not None and copulas else self._lemma(token),
            passive=self._passive(token, auxiliaries),
            link="root",
            predicate=nominal,
            auxiliaries=auxiliaries,
            perfect=any(aux.lemma_ in self.have for aux in auxiliaries),
            marks=tuple(mark.lower_ for mark in children(token, "mark")),
        )
        if clause.passive and token.lemma_ == token.lower_ and token.lower_.endswith(self.passive_endings):
            clause.lemma = token.lemma_.removesuffix("s")  # the s of a passive that the parser left in the lemma
        for child in (child for child in token.children if child.i not in aside):
            self._argument(clause, child)
        if len(clause.subjects) == 2 and not (clause.passive or clause.objects or clause.predicate):
            self._second_subject(clause)
        self._enclosed_subject(clause)
        nominative = [token for token in clause.subjects if token.lower_ in self.nominative]
        if len(clause.subjects) == 2 and len(nominative) == 1 and not clause.passive:
            clause.recipients += clause.objects  # "the message he gave the manager on Friday"
            clause.objects = [token for token in clause.subjects if token not in nominative]
            clause.subjects = nominative  # "both the move and the kitchen had he planned"
        if len(clause.subjects) == len(clause.objects) == 1 and clause.objects[0].lower_ in self.nominative:
            self._fronted_object(clause)
        return clause

    def _lemma(self, token: Token) -> str:
        verbal = token.pos_ in {"VERB", "ADJ"} and token.lower_ != token.lemma_
        return self.strong_verbs.get(token.lower_, token.lemma_) if verbal else token.lemma_

    def _whole(self, token: Token) -> Token:
        """The noun that "one of the founders" is about, else the token."""
        if token.pos_ not in {"NUM", "PRON", "DET"}:
            return token
        of = (child for child in children(token, "nmod") if set(prepositions(child)) & self.partitive)
        return next((child for child in of if child.pos_ == "NOUN"), token)

    def _fronted_object(self, clause: Clause) -> None:
        """ "The novel wrote she": a nominative after the verb is no object."""
        subject, taken = clause.subjects[0], clause.objects[0]
        if subject.i < clause.head.i < taken.i and subject.pos_ != "PRON":
            clause.subjects, clause.objects = [taken], [subject]

    def _enclosed_subject(self, clause: Clause) -> None:
        """Where verbs stand second, what is between a finite auxiliary and its verb is the subject: "while X was away,
        have Y quarrelled"."""
        first = min((aux.i for aux in clause.auxiliaries), default=clause.head.i)
        inside = [token for token in clause.objects if first < token.i < clause.head.i and token.pos_ != "PRON"]
        opened = clause.marks or clause.passive or clause.subjects
        if self.verb_second and inside and inside == clause.objects and not opened:
            clause.subjects, clause.objects = inside, []

    @staticmethod
    def _second_subject(clause: Clause) -> None:
        """Of two subjects around an active verb the later one is its object: a common slip of parsers."""
        first, second = clause.subjects
        if first.i < clause.head.i < second.i:
            clause.subjects, clause.objects = [first], [second]

    def _argument(self, clause: Clause, child: Token) -> None:
        role, prepositional = relation(child), prepositions(child)
        core = {"obj": clause.objects, "iobj": clause.recipients}
        if role in {"obj", "iobj", "expl", "obl"} and self._reflexive(child):
            clause.reflexive = clause.reflexive or not prepositional
            clause.fixed += (*prepositional, child.lower_)
        elif role == "expl" or (role == "nsubj" and self._expletive(clause, child)):
            clause.impersonal = True
        elif subtype(child) == "outer":
            return  # "the background is that the land was sold": not what the inner clause is about
        elif role == "nsubj":
            clause.subjects.append(child)
        elif role in core:
            core[role].append(child)
        elif is_clause(child):
            return
        elif self._adverbial(words := (*prepositional, child.lower_), child):
            clause.fixed += words if " ".join(words) in self.particles else ()
            below = children(child, "nmod", "obl")
            clause.obliques += [Oblique(token, (*words, *prepositions(token))) for token in below]
        elif role == "obl" and (subtype(child) == "agent" or (clause.passive and self._is_agent(child, prepositional))):
            clause.agents.append(child)
        else:
            self._circumstance(clause, child, prepositional)

    def _adverbial(self, words: tuple[str, ...], noun: Token) -> bool:
        """Do a preposition and its noun make an adverb? One that joins its verb does so bare: not "in last place"."""
        phrase = " ".join(words)
        return phrase in self.adverbial and not (phrase in self.particles and children(noun, "amod"))

    def _reflexive(self, token: Token) -> bool:
        """A first or second person stands for the subject only where that is of the same person."""
        person, subjects = feature(token, "Person"), children(token.head, "nsubj")
        same = person in {"", "3"} or any(feature(subject, "Person") == person for subject in subjects)
        return token.lower_ in self.reflexives and same

    def _circumstance(self, clause: Clause, child: Token, prepositional: tuple[str, ...]) -> None:
        role = relation(child)
        if role == "advmod" and prepositional and child.pos_ in {"ADJ", "NOUN", "PROPN"}:
            role = "obl"  # "according to the accused"
        if role in {"obl", "nmod"} or (role in {"xcomp", "advcl", "ccomp"} and prepositional):
            clause.obliques.append(Oblique(child, prepositional))
        elif role == "xcomp" and clause.predicate is None and clause.lemma in self.be | self.become:
            clause.predicate = child
        elif role == "xcomp" and child.pos_ == "ADJ" and clause.reflexive:  # "stiller seg avvisende til"
            clause.obliques += [Oblique(noun, prepositions(noun)) for noun in children(child, "nmod", "obl")]
        elif (
            (role == "xcomp" and child.lower_ in self.particles)
            or role in {"advmod", "compound", "discourse"}
            or (role == "case" and child.i > clause.head.i)
        ):
            clause.adverbs.append(child)

    def _expletive(self, clause: Clause, subject: Token) -> bool:
        """Is a formal subject empty: a logical subject, object or clause follows in the same clause?"""
        if subject.lower_ not in self.expletives or subject.pos_ != "PRON" or subject.i > clause.head.i:
            return subject.lower_ in self.expletives and subject.pos_ == "PRON" and bool(children(clause.head, "ccomp"))
        others = [child for child in clause.head.children if child.i != subject.i]
        logical = any(relation(child) in {"ccomp", "csubj", "nsubj"} for child in others)
        return logical or (clause.passive and any(relation(child) == "obj" for child in others))

    def _is_agent(self, child: Token, prepositional: tuple[str, ...]) -> bool:
        return len(prepositional) == 1 and prepositional[0] in self.agent and child.ent_type_ != "DATE"

    def _participle(self, token: Token) -> bool:
        """Is the token a participle of the passive kind that is tagged as an adjective ("er knyttet til")?"""
        return token.pos_ == "ADJ" and has(token, "VerbForm=Part") and not token.lower_.endswith(self.active_endings)

    def _passive(self, token: Token, auxiliaries: list[Token]) -> bool:
        if any(subtype(child) == "pass" for child in token.children):
            return True
        if token.pos_ != "VERB" and not self._participle(token):
            return False
        stems = (token.lemma_, token.lemma_[:-1])
        bare = any(token.lower_ == stem + ending for stem in stems for ending in self.passive_endings)
        if (has(token, "Voice=Pass") or bare) and not has(token, "VerbForm=Part"):
            return not token.lemma_.endswith("s")
        if not has(token, "VerbForm=Part") or has(token, "Tense=Pres"):
            return False
        if any(aux.lemma_ in self.be for aux in auxiliaries):
            return token.lemma_ not in self.perfect
        if any(aux.lemma_ in self.have for aux in auxiliaries):
            return False
        return (
            not auxiliaries
            and token.lemma_ not in self.perfect
            and relation(token) in {"root", "acl", "amod", "parataxis"}
        )

    def _attach(self, clause: Clause, by_head: dict[int, Clause]) -> None:
        above = clause.head.head
        while above.i not in by_head and above.head.i != above.i:
            above = above.head
        if above.i != clause.head.i and above.i in by_head:
            clause.governor = by_head[above.i]
            clause.governor.dependents.append(clause)
        clause.link = self._link(clause)
        if clause.link in {"relative", "modifier"}:
            clause.host = clause.head.head

    @staticmethod
    def _raise(clause: Clause) -> None:
        """A finite clause goes on a finite one, whatever infinitive a parser hung it on: "was asked to go and saw" (all
        12 such of UD Norwegian's 2,260 coordinate verbs are slips)."""
        above = clause.governor
        while clause.link == "coordinate" and clause.finite and above is not None and not above.finite:
            higher = above.governor
            if higher is None or not (has(above.head, "VerbForm=Inf") or above.auxiliaries):
                return
            above.dependents.remove(clause)
            higher.dependents.append(clause)
            clause.governor = above = higher

    def _mend(self, clause: Clause, by_head: dict[int, Clause]) -> None:
        """Two slips of parsers at bare complements ("X claims a plane shot down Y"): the clause hung on a verb further
        up than the verb of saying before it, and its subject taken for that verb's object."""
        above = clause.governor
        if above is not None and self._bare(clause, above):
            clause.link = "complement"
        if above is None or clause.link != "complement" or clause.marks or has(clause.head, "VerbForm=Inf"):
            return
        between = [by_head[i] for i in range(above.head.i + 1, clause.head.i) if i in by_head]
        sayings = [c for c in reversed(between) if c.lemma in self.reporting]
        saying = next((c for c in sayings if above in (up := list(c.ancestors())) and clause not in up), None)
        if saying is not None and not any(inner.link == "complement" for inner in saying.dependents):
            above.dependents.remove(clause)
            saying.dependents.append(clause)
            clause.governor = above = saying
        taken = [token for token in above.objects if above.head.i < token.i < clause.head.i]
        after = all(token.i > clause.head.i for token in clause.subjects)
        if taken and after and above.lemma in self.reporting and not (clause.subjects and clause.objects):
            clause.subjects, clause.objects = taken, clause.objects or clause.subjects
            above.objects = [token for token in above.objects if token not in taken]

    def _bare(self, clause: Clause, above: Clause) -> bool:
        """Is what looks adverbial what is said: nothing introduces it, and its subject became the object of saying?"""
        before = [token for token in above.objects if above.head.i < token.i < clause.head.i]
        bare = clause.finite and not (clause.marks or clause.subjects)
        return clause.link == "adverbial" and above.lemma in self.reporting and bare and bool(before)

    def _link(self, clause: Clause) -> str:
        role = relation(clause.head)
        if subtype(clause.head) == "relcl" and role == "advcl":
            return "relative"  # "it was X that did it"
        if role == "acl" or role == "amod":
            relative = subtype(clause.head) in {"relcl", "cleft"} or clause.finite
            return "relative" if relative or role == "amod" else "modifier"
        if role == "nmod" or (role not in CLAUSAL and not is_clause(clause.head.head)):
            return "relative" if clause.finite else "modifier"
        if role == "conj" and has(clause.head, "VerbForm=Inf") and self._stray(clause):
            return "infinitive"  # "asks X for a halt and to show restraint"
        if role == "ccomp" and self._subordinated(clause):
            return "adverbial"  # "provided that"
        if role in {"ccomp", "csubj"} or (role == "xcomp" and (clause.subjects or clause.finite)):
            return "complement"
        return {
            "xcomp": "infinitive", "advcl": "adverbial", "conj": "coordinate", "parataxis": "parenthetical",
        }.get(role, "root" if clause.governor is None else "adverbial")  # fmt: skip

    def _subordinated(self, clause: Clause) -> bool:
        """Do the mark of a clause and the word before it make one subordinator?"""
        mark = next(iter(children(clause.head, "mark")), None)
        return mark is not None and mark.i > 0 and f"{mark.nbor(-1).lower_} {mark.lower_}" in self.subordinators

    @staticmethod
    def _stray(clause: Clause) -> bool:
        """Is an infinitive coordinated with a noun, or with a finite verb that no auxiliary goes with?"""
        above, first = clause.governor, clause.head.head
        free = not (clause.auxiliaries or clause.subjects)
        return not is_clause(first) or (above is not None and free and has(first, "VerbForm=Fin"))
