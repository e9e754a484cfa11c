"""A parsed article in, everything the extractors ask about it out: clauses, phrases, times, sources, frames."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extract.attribution import Attribution
from kg.extract.capitals import mend_capitals
from kg.extract.clause import Clause, Oblique
from kg.extract.conditions import mend_conditions
from kg.extract.correlatives import mend_correlatives
from kg.extract.factuality import Contexts
from kg.extract.frames import Frame
from kg.extract.kinds import UNKNOWN
from kg.extract.nesting import mend_nesting
from kg.extract.openers import mend_openers
from kg.extract.phrases import Phrases
from kg.extract.quantities import quantities
from kg.extract.repairs import Repairs
from kg.extract.rules import rules
from kg.extract.timing import Timing
from kg.extract.tree import (
    children,
    conjuncts,
    has,
    is_clause,
    predicate_prepositions,
    prepositions,
    relation,
    text_bounds,
)
from kg.extract.wordlists import WordLists
from kg.model import Article, BlockKind, Mention
from kg.ontology import ontology

ABSTRACT = frozenset({UNKNOWN, "Event", "Agreement"})
CORE = frozenset({"", "place", "companion", "theme"})
LONG_PREPOSITION = 3
"""Words of a preposition that is more than its last: "in common with" has nobody along."""
SILENT = frozenset({BlockKind.TEASER, BlockKind.CREDIT, BlockKind.DATELINE})


class Analysis(WordLists):
    """What extraction knows of one document. Nothing here outlives it."""

    def __init__(self, article: Article, doc: Doc) -> None:
        self.article = article
        self.doc = doc
        self.hushed = [(block.start, block.end) for block in article.blocks if block.kind in SILENT]
        self.headlines = [(block.start, block.end) for block in article.blocks if block.kind is BlockKind.HEADLINE]
        self.language = article.language or doc.lang_
        self.rules = rules(self.language)
        super().__init__(self.rules.lexicon)
        mend_openers(doc, self.rules.titles)
        mend_capitals(doc, self.rules.kinds, self.rules.lexicon)
        mend_conditions(doc, self.rules.cues.conditional)
        mend_correlatives(doc, self.correlatives)
        mend_nesting(doc, self.rules.kinds, self.inside, self.place)
        self.sentences = {sentence.start: index for index, sentence in enumerate(doc.sents)}
        self.timing = Timing(article, doc, self.rules)
        self.in_time = self.timing.tokens
        counts = quantities(doc, self.language, [range(span.start, span.end) for span in self.timing.spans])
        self.phrases = Phrases(doc, self.rules, counts, self.in_time - self.timing.lengths, self.sentences)
        self.frames = self.rules.frames
        self.attribution = Attribution(doc, self.rules, self.phrases)
        self.contexts = Contexts(self.rules.cues, self.attribution, self.in_time)
        repairs = Repairs(self.rules, self, self.phrases, self.headlines)
        self.clauses: list[Clause] = []
        for sentence in doc.sents:
            asides = self.rules.asides.of(sentence)
            if not self.silent(sentence.root):
                found = repairs.mended(self.rules.syntax.clauses(sentence, asides))
                self.attribution.read(sentence, found, asides)
                self.clauses += found
        self.attribution.close()
        self.plots = [clause for clause in self.clauses if self._depicts(clause)]
        self.by_head = {clause.head.i: clause for clause in self.clauses}
        self.timing.attach(self.clause_of)

    def _depicts(self, clause: Clause) -> bool:
        """Does a clause tell what a work is about, so that what follows is its story: "is about three sisters"?"""
        words = {" ".join([clause.lemma, *oblique.prepositions]) for oblique in clause.obliques} | {clause.lemma}
        works = [subject for subject in self.mentions(clause.subjects) if subject.kind == "Work"]
        return bool(words & self.depicting and works)

    def plotted(self, clause: Clause) -> bool:
        """Is a clause part of the story of a work: within what it is about, or told in the present right after that?"""
        if any(above in self.plots for above in clause.ancestors()):
            return True
        told = any(has(verb, "Tense=Pres") for verb in [clause.head, *clause.auxiliaries])
        before = [plot for plot in self.plots if plot.head.sent.end <= clause.head.sent.start]
        between = self.doc.text[before[-1].head.idx : clause.head.idx] if before else "\n"
        return told and "\n" not in between and not self.contexts.cues.says(clause)

    def silent(self, token: Token) -> bool:
        """Does the token stand in a block that states no facts: a teaser, a photo credit, a date line?"""
        return any(start <= token.idx < end for start, end in self.hushed)

    def mentions(self, tokens: Iterable[Token]) -> list[Mention]:
        """The mentions of nominals and of what is coordinated with them; times are no entities."""
        wholes = (whole for token in tokens for whole in conjuncts(token) if not self._taken_back(whole))
        all_told = (part for whole in wholes for part in self._exemplified(whole))
        spread = dict.fromkeys(part for part in all_told if part.i not in self.in_time)
        found = (mention for token in spread for mention in self.phrases.parts(token))
        return [mention for mention in found if mention is not None]

    def _taken_back(self, part: Token) -> bool:
        """Is it joined to others only to be left out: "parts of the cost, but not the fines"?"""
        negated = any(word.lower_ in self.contexts.cues.negation for word in children(part, "advmod", "det"))
        return relation(part) == "conj" and negated

    def _exemplified(self, token: Token) -> list[Token]:
        """The names that a plural noun is told by ("groups such as X and Y"), with the noun where it says more than
        that ("several countries, X and Y among them"); else the token."""
        found = []
        for child in children(token, "nmod", "appos") if token.pos_ == "NOUN" else ():
            before = " ".join(word.lower_ for word in self.doc[child.left_edge.i : child.i] if word.is_alpha)
            if child.i in self.phrases.names and before in self.examples:
                found += conjuncts(child)
        bare = not (children(token, "amod", "det", "nummod") or self.phrases.owner_token(token))
        return found if found and bare else [token, *found]

    def fits(self, name: str, domain: list[Mention], ranged: list[Mention]) -> bool | None:
        """Do the kinds suit the property? None: no; False: nothing speaks against it; True: all are known to."""
        prop = ontology().properties[name]
        verdicts = [self._suits(m.kind, prop.domain) for m in domain] + [
            self._suits(m.kind, prop.range) for m in ranged
        ]
        if None in verdicts:
            return None
        return all(verdicts)

    @staticmethod
    def _suits(kind: str, allowed: frozenset[str]) -> bool | None:
        if not allowed or "Thing" in allowed or any(ontology().is_a(kind, name) for name in allowed):
            return True
        return False if kind == UNKNOWN else None

    def together(self, token: Token) -> bool:
        """Is an amount told of all together: "1.4 billion in all"?"""
        words = [word.lower_ for word in self.doc[token.left_edge.i : token.i]]
        return any(" ".join(pair) in self.totals for pair in pairwise(words))

    def own_tokens(self, clause: Clause) -> list[Token]:
        """The clause's tokens without those of clauses set beside or after it."""
        left_out: set[int] = set()
        for inner in clause.dependents:
            if inner.link in {"coordinate", "parenthetical", "adverbial", "complement"}:
                left_out |= {token.i for token in inner.head.subtree}
        return [t for t in clause.head.subtree if t.i not in left_out and t.pos_ not in {"PUNCT", "SPACE", "CCONJ"}]

    def doubtful(self, token: Token) -> bool:
        """Is it one of two of which only one is meant: "in X or Y"?"""
        words = (word.lower_ for other in children(token, "conj") for word in children(other, "cc"))
        return any(word in self.contexts.cues.alternatives for word in words)

    def evidence(self, clause: Clause) -> tuple[int, int]:
        """Character bounds of the words that say it."""
        return text_bounds(self.own_tokens(clause) or [clause.head])

    def clause_of(self, token: Token) -> Clause | None:
        """The innermost clause that holds a token."""
        while token.i not in self.by_head and token.head.i != token.i:
            token = token.head
        return self.by_head.get(token.i)

    def role(self, oblique: Oblique) -> str:
        """The qualifier an oblique is by its preposition and kind: place, companion, reason, …; "" if none."""
        if not oblique.prepositions or oblique.token.i in self.in_time:
            return ""
        mention = self.phrases.mention(oblique.token)
        if mention is None:
            return ""
        if self.engages(oblique.prepositions, oblique.token):
            return ""  # "arrested on the way to X"
        places = ontology().is_a(mention.kind, "Place")
        if places and oblique.prepositions[-1] in self.place:
            told = mention.definite or mention.modifiers or mention.quantity or len(list(oblique.token.children)) > 1
            return "place" if told else ""  # "spent money on road and water"
        phrase, last = " ".join(oblique.prepositions), oblique.prepositions[-1]
        short = len(oblique.prepositions) < LONG_PREPOSITION
        case = next((word for word in children(oblique.token, "case") if word.lower_ == last), None)
        before = f"{case.nbor(-1).lower_} {last}" if case is not None and case.i > 0 else ""  # "together with"
        role = str(self.roles.get(before) or self.roles.get(phrase) or (self.roles.get(last, "") if short else ""))
        lemma = oblique.token.lemma_.lower()
        vague = mention.kind == UNKNOWN and lemma.endswith(self.no_instruments)
        if role == "instrument" and (vague or lemma in self.generic or lemma.endswith(self.timing.deadlines)):
            return ""  # "by half a billion", "with a deadline in May"
        if role == "instrument" and ontology().is_a(mention.kind, "Agent"):
            return "companion"
        if role == "place" and mention.kind == "Person":
            return ""  # "sat down behind X"
        measured = oblique.token.lower_ in self.durations or self.phrases.measured(oblique.token)
        if role == "instrument" and (mention.kind == "Event" or measured):
            return ""  # "after weeks of strife", "with 47 seconds to go"
        held = mention.kind in {"Person", "Position"} or self.phrases.is_title(oblique.token)
        return "" if role == "position" and not held else role  # "booked as a payment"

    def core(self, oblique: Oblique) -> bool:
        """Can the oblique be the second argument of an open relation: a thing, neither time nor mere circumstance?"""
        plain = oblique.prepositions and oblique.token.i not in self.in_time and oblique.token.pos_ in {"NOUN", "PROPN"}
        return bool(plain) and self.role(oblique) in CORE

    def bare(self, verb: str, token: Token) -> bool:
        """Is an object part of the predicate, an abstract noun by itself ("take place", "pay tribute to X")?

        After a light verb any noun will do that names no person, body or place ("ta vare på").
        """
        light = verb in self.light_verbs
        attached = [relation(child) == "nmod" and bool(prepositions(child)) for child in self._beside(token)]
        several = has(token, "Number=Plur") and not (light and any(attached))
        if token.pos_ != "NOUN" or has(token, "Definite=Def") or several or token.i in self.phrases.names:
            return False
        kind = self.phrases.kinds.of_noun(token.lemma_)
        return all(attached) and (kind in ABSTRACT or (light and (kind == "Work" or not attached)))

    def _beside(self, token: Token) -> list[Token]:
        """What hangs on a noun, but for clauses and a possessive that is the subject's own: "has its origin in"."""
        return [child for child in token.children if child.lower_ not in self.own and not is_clause(child)]

    def particles_of(self, clause: Clause) -> list[str]:
        """The words that make a verb another verb: "give up", "gi fra seg", "sette til side"."""
        return list(dict.fromkeys([*clause.fixed, *(word for word in clause.particles if word in self.particles)]))

    def passive_surface(self, clause: Clause) -> str:
        """The words of a passive without agent, as it stands: "bli evakuert"; an s-passive by its own form."""
        helper = next((aux.lemma_ for aux in clause.auxiliaries[-1:]), "")
        words = [helper, clause.head.lower_, *self.particles_of(clause)]
        return " ".join(word for word in words if word)

    def placing(self, words: tuple[str, ...]) -> str:
        """The property that prepositions between a noun and a place express; "" if none."""
        return self.phrases.placings.get(words[-1], "") if words else ""

    def lent(self, clause: Clause, noun: Token) -> bool:
        """Is the subject of a verb the doer of the noun: "made an attack on", "said after talks with"?"""
        if noun in clause.objects:
            return clause.lemma in self.lending and not (clause.lemma in self.having and self.phrases.definite(noun))
        hung = [oblique.prepositions for oblique in clause.obliques if oblique.token.i == noun.i]
        if clause.predicate is not None and clause.predicate.i == noun.i:
            hung.append(predicate_prepositions(noun))
        hung = [words for words in hung if words]
        engaged = any(self.engages(words, noun) for words in hung)
        spelled = any(" ".join([clause.lemma, *words]) in self.lending for words in hung)
        return spelled or (engaged and not self.phrases.definite(noun))

    def engaged(self, clause: Clause) -> frozenset[int]:
        """Nouns of doing beside a verb, whose doer is its subject: "left on the way to X"; no argument of the verb."""
        hung = (o.token for o in clause.obliques if self.engages(o.prepositions, o.token))
        return frozenset(token.i for token in hung if not self.phrases.definite(token))

    def engages(self, words: tuple[str, ...], noun: Token) -> bool:
        """Is a noun of doing after a preposition what the subject does or takes part in: "on the way to", "after talks
        with"? What somebody is charged after ("the attack on") need not be theirs."""
        if not words or words[-1] not in self.engaging:
            return False
        frames = self.noun_frames(noun.lemma_)
        mutual = any(ontology().properties[frame.predicate].symmetric for frame in frames)
        return mutual or bool(frames and words[-1] not in self.aftermath)

    def noun_frames(self, lemma: str) -> list[Frame]:
        """Frames of a noun, or of the last part of a compound."""
        word = lemma.lower()
        endings = (word[i:] for i in range(len(word) - 2) if i not in {1, 2})  # "euro" is no "uro", "anbud" no "bud"
        return next((found for e in endings if (found := self.frames.of("noun", e) + self.frames.of("role", e))), [])
