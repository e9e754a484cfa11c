"""A nominal token in, the Mention of its phrase out: label, kind, form, owner, origin, quantity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.fillers import elliptic, verbal, whoever
from kg.extract.kinds import UNKNOWN
from kg.extract.labels import Labels
from kg.extract.peoples import Peoples
from kg.extract.positions import PERSONS
from kg.extract.quantities import QuantitySpan
from kg.extract.rules import Rules
from kg.extract.tree import children, feature, halved, has, named, nominative, prepositions, relation, shares_number
from kg.extract.wider import of_family, part_of
from kg.model import Form, Mention, Quantity
from kg.ontology import ontology

SILENT = frozenset({"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "INTJ"})
BETWEEN = frozenset({"amod", "flat", "compound"})
PERSON = "Person"
DESCRIBED = frozenset({PERSON, "Organization"})
"""Kinds that the noun before a name tells more surely than the model: "the shipping company X"."""


class Phrases:
    """The mentions of one document, each built once."""

    def __init__(
        self, doc: Doc, rules: Rules, quantities: list[QuantitySpan], timed: frozenset[int], sentences: dict[int, int]
    ) -> None:
        self.doc = doc
        lexicon = rules.lexicon
        self.kinds = rules.kinds
        self.titles = rules.titles
        self.sentences = sentences
        self.peoples = Peoples(lexicon, sentences)
        self.pronouns = lexicon["pronouns"]["forms"]
        self.empty = frozenset(lexicon["pronouns"]["generic"])
        self.placings = {word: name for name, listed in lexicon["syntax"]["placing"].items() for word in listed}
        self.genitive = (lexicon["syntax"]["genitive_marks"], lexicon["syntax"]["genitive_ending"])
        self.negation = frozenset(lexicon["factuality"]["negation"]["words"])
        self.quotes = frozenset((*lexicon["syntax"]["opening_quotes"], *lexicon["syntax"]["closing_quotes"]))
        self.interrogative = frozenset(lexicon["pronouns"]["interrogative"])
        self.unspoken = self.interrogative | {*lexicon["syntax"]["each"]}
        self.elliptic = frozenset(lexicon["syntax"]["elliptic"])
        self.families = tuple(lexicon["nouns"]["families"])
        self.quarters = frozenset(lexicon["syntax"]["quarters"])
        self.partitive = frozenset(lexicon["words"]["partitive_prepositions"])
        self.quantifiers = frozenset(lexicon["nouns"]["quantifiers"])
        self.body_prepositions = frozenset(lexicon["syntax"]["body_prepositions"])
        found = named(doc, lexicon["names"]["articles"])
        self.spans = [self.titles.untitled(span) for span in found if not all(token.i in timed for token in span)]
        self.names = {i: span for span in self.spans for i in range(span.start, span.end)}
        self.quantities = {i: span for span in quantities for i in range(span.start, span.end)}
        self.built: dict[int, Mention | None] = {}
        self.split: dict[int, list[Mention]] = {}
        self.labels = Labels(doc, lexicon, frozenset(self.quantities), timed)

    def mention(self, token: Token) -> Mention | None:
        """The mention whose head is `token`; None where it can stand for nothing (a filler, a bare adverb)."""
        token = self.name_head(self._all_told(children(token, "conj")[0] if halved(token) else token))
        if token.i not in self.built:
            self.built[token.i] = None  # an owner chain that runs in a circle ends here
            self.built[token.i] = self._build(token)
        return self.built[token.i]

    def _all_told(self, token: Token) -> Token:
        """Those of whom "none of" speaks: that it was none the polarity tells."""
        of = [child for child in children(token, "nmod") if set(prepositions(child)) & self.partitive]
        return of[0] if of and token.lower_ in self.negation else token

    def detach(self, tokens: Iterable[Token]) -> None:
        """Take phrases that a frame uses for itself out of the label of the noun they hang on."""
        for token in tokens:
            if token.i not in self.labels.detached:
                self.labels.detached.add(token.i)
                self.built.pop(token.head.i, None)

    def parts(self, token: Token) -> list[Mention | None]:
        """The mention of a nominal, or several where its adjectives name several peoples: "X and Y forces"."""
        mention = self.mention(token)
        peoples = [word for word in children(token, "amod") if self.peoples.demonym(word)]
        others = [other for word in peoples for other in children(word, "conj") if self.peoples.demonym(other)]
        if mention is None or mention.form is not Form.DESCRIPTION or not others:
            return [mention]
        if token.i not in self.split:
            words = sorted([*peoples, *others], key=lambda word: word.i)
            self.split[token.i] = [self._people(mention, word, token) for word in words]
        return list(self.split[token.i])

    def _people(self, mention: Mention, word: Token, noun: Token) -> Mention:
        origin = self.peoples.demonym(word)
        text = f"{word.text} {noun.text}"
        return replace(mention, start=word.idx, text=text, modifiers=(word.lemma_,), origin=origin, quantity=None)

    def all(self) -> list[Mention]:
        whole = [mention for i, mention in sorted(self.built.items()) if mention is not None and i not in self.split]
        return whole + [part for _, parts in sorted(self.split.items()) for part in parts]

    def name_head(self, token: Token) -> Token:
        """The name that a describing noun introduces ("president X", "the city of X" has none), else the token."""
        named = self.introduced(token)
        return named.root if named is not None else token

    def introduced(self, token: Token) -> Span | None:
        """The name right after a describing noun, with no comma between: title, kind of place, kind of body."""
        if token.i in self.names or token.pos_ not in {"NOUN", "ADJ", "PROPN"}:
            return None
        after = self.names.get(token.i + 1) if token.i + 1 < token.sent.end else None
        if after is not None and after.start == token.i + 1 and after.label_ in PERSONS and self.is_title(token):
            return after
        for child in children(token, "appos", "flat", "nmod", "compound"):
            titled = relation(child) == "appos" and child.i > token.i + 1 and self._person(token)
            held = self.introduced(child) if titled else None  # "his lawyer, barrister X"
            if held is not None and held.label_ in PERSONS:
                return held
            span = self.names.get(child.i)
            follows = span is not None and token.i < span.start and child.i == span.root.i
            parted = any(relation(case) == "case" and case.i > token.i for case in child.children)
            if span is None or not follows or parted or has(child, "Case=Gen"):
                continue
            beside = span.start == token.i + 1 or relation(child) in {"appos", "flat"}
            between = [word for word in self.doc[token.i + 1 : span.start] if word.text not in self.quotes]
            if beside and all(relation(word) in BETWEEN for word in between):
                return span  # also "the ship “X”"
            if relation(child) == "appos" and span.label_ in PERSONS and self._person(token):
                return span
        return None

    def _person(self, token: Token) -> bool:
        """Is it somebody whose name a comma may part from it: "the owner of the hotel, X,"?"""
        return not has(token, "Number=Plur") and self.kinds.of_noun(token.lemma_) == "Person"

    def describers(self, span: Span) -> list[Token]:
        """The nouns that introduce a name: its head in the new scheme, a bare noun before it in the old one."""
        found = []
        root = span.root
        if span.start > 0 and self.introduced(self.doc[span.start - 1]) is span:
            found.append(self.doc[span.start - 1])
        elif root.head.i != root.i and self.introduced(root.head) is span:
            found.append(root.head)
        beside = (child for child in children(root, "nmod", "compound", "flat", "appos") if child.i + 1 == span.start)
        bare = (child for child in beside if child.pos_ == "NOUN" and not prepositions(child))
        return found + [child for child in bare if not has(child, "Case=Gen") and child not in found]

    def _build(self, token: Token) -> Mention | None:
        if token.pos_ in SILENT:
            return None
        if token.i in self.names:
            return self._name(self.names[token.i])
        if verbal(token):
            return None
        vague = token.lower_ in self.empty and token.pos_ in {"PRON", "DET", "ADJ"}
        if elliptic(token, self.elliptic):
            return None
        if (self._counted(token).pos_ == "PRON" and token.pos_ != "PRON") or whoever(token, self.pronouns):
            return None
        below = [child for child in children(token, "nmod", "amod") if not (vague and child.pos_ == "PRON")]
        if (vague or token.pos_ in {"PRON", "DET"}) and not below:
            return self._pronoun(token)  # also "each for themselves"
        if token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM", "DET", "PRON", "VERB"}:
            return self._description(token)
        return None

    def _name(self, span: Span) -> Mention:
        text = nominative(span.text, span[-1], *self.genitive)
        described = {self.kinds.of_noun(noun.lemma_) for noun in self.describers(span)} & DESCRIBED
        named = Mention(
            start=span.start_char, end=span.start_char + len(text),
            sentence=self.sentence(span.root), text=text, lemma=text,
            kind=min(described, default=self._named_kind(span)),
            form=Form.NAME, number="Sing", definite=True, origin=self.peoples.origin(span.root),
            title=next((noun.lemma_ for noun in self.describers(span)), ""),
            owner=next((owner for noun in self.describers(span) if (owner := self.owner(noun))), None),
        )  # fmt: skip
        before = [noun for noun in self.describers(span) if noun.i < span.start]
        family = [noun for noun in before if noun.lemma_.lower().endswith(self.families)]
        if family and not children(span.root, "conj"):
            return of_family(named, family[0])
        return part_of(named, self.doc[max(span.start - 1, 0)], self.quarters)

    def _named_kind(self, span: Span) -> str:
        """The kind of a name by the model; what stands in quotation marks is no place but a title."""
        kind = self.kinds.of_name(span.label_, span.text)
        around = self.doc[max(span.start - 1, 0) : span.end + 1].text
        quoted = around[0] in self.quotes and around[-1] in self.quotes
        return "Work" if quoted and ontology().is_a(kind, "Place") else kind

    def _pronoun(self, token: Token) -> Mention | None:
        features = self.pronouns.get(token.lower_)
        if features is None or token.lower_ in self.empty:
            return None
        return Mention(
            start=token.idx, end=token.idx + len(token), sentence=self.sentence(token), text=token.text,
            lemma=token.lower_, kind=features.get("kind", UNKNOWN), form=Form.PRONOUN,
            number=features.get("number", ""), gender=features.get("gender", ""), definite=True,
        )  # fmt: skip

    def _description(self, token: Token) -> Mention | None:
        amount = self.quantities.get(token.i) if token.pos_ == "SYM" else None  # "£6.2m"
        words = list(self.doc[amount.start : amount.end]) if amount is not None else self.labels.words(token)
        lead = {words[0].lower_, *(word.lower_ for word in children(token, "det"))}
        if lead & (self.unspoken if token.pos_ == "NOUN" else self.interrogative):
            return None  # "which house", "every fifth firm"
        first, last = words[0], words[-1]
        text = nominative(self.doc[first.i : last.i + 1].text, last if last.i == token.i else None, *self.genitive)
        if not any(char.isalnum() for char in text) or (text.lower() in self.empty and not children(token, "fixed")):
            return None
        quantity = self.quantity(token)
        number = feature(token, "Number")
        plural = number == "Plur" or (quantity is not None and (quantity.value or quantity.minimum or 0) > 1)
        return Mention(
            start=first.idx, end=first.idx + len(text), sentence=self.sentence(token), text=text,
            lemma=token.lemma_ if token.pos_ == "NOUN" or self._counted(token) is token else text.lower(),
            kind=self._kind(token, plural), form=Form.DESCRIPTION,
            number="Plur" if plural else number, gender=feature(token, "Gender"), definite=self.definite(token),
            modifiers=tuple(word.lemma_ for word in children(token, "amod", "compound") if word.i < token.i),
            owner=self.owner(token), origin=self.peoples.origin(token), quantity=quantity,
        )  # fmt: skip

    def _kind(self, token: Token, plural: bool) -> str:
        lemma = self._counted(token).lemma_.lower()
        kind = PERSON if lemma in self.peoples.inhabitants else self.kinds.of_noun(lemma)
        if kind == UNKNOWN and token.pos_ == "ADJ":
            masculine = any(has(word, "Gender=Masc") for word in children(token, "det"))
            kind = "Group" if plural else PERSON if masculine and not has(token, "Degree=Sup") else kind
        return "Group" if kind == PERSON and plural else kind

    def _counted(self, token: Token) -> Token:
        """What a part is a part of: "one of the hostages", "most of the voters"; else the token."""
        counts = token.pos_ in {"NUM", "DET", "PRON", "ADJ"} or token.lemma_.lower() in self.quantifiers
        if counts and not children(token, "fixed"):
            whole = [child for child in children(token, "nmod", "obl") if set(prepositions(child)) & self.partitive]
            return whole[0] if whole else token
        return token

    def definite(self, token: Token) -> bool:
        determined = any(
            feature(word, "Definite") == "Def" or has(word, "PronType=Dem") for word in children(token, "det")
        )
        return has(token, "Definite=Def") or determined or self.owner_token(token) is not None

    def quantity(self, token: Token) -> Quantity | None:
        """The count of the things named, from a numeral before the noun."""
        for child in () if shares_number(token) else (*children(token, "nummod", "amod", "det", "advmod"), token):
            span = self.quantities.get(child.i)
            before = span is not None and span.start <= token.i and (child.i != token.i or token.pos_ == "NUM")
            if span is not None and before and not span.quantity.unit:
                return span.quantity
        return None

    def measured(self, token: Token) -> bool:
        """Is the nominal an amount: so much money, so many per cent?"""
        beside = [*children(token, "nummod", "nmod", "compound"), token]
        found = (self.quantities[word.i].quantity for word in beside if word.i in self.quantities)
        return any(quantity.unit for quantity in found)

    def worded(self, token: Token, before: tuple[str, ...]) -> str:
        """A nominal with its prepositions, in the words of the text; "" where it stands for nothing."""
        mention = self.mention(token)
        if mention is None or mention.form is Form.PRONOUN:
            return ""
        return " ".join([*before, self.doc.text[mention.start : mention.end]])

    def owner_token(self, token: Token) -> Token | None:
        """The genitive or possessive of a noun, before it or (Norwegian) after it."""
        for child in children(token, "nmod", "det"):
            possessive = has(child, "Poss=Yes") or child.dep_.lower() == "nmod:poss"
            if possessive or (has(child, "Case=Gen") and child.i < token.i):
                return child
        return None

    def owner(self, token: Token) -> Mention | None:
        owner = self.owner_token(token)
        if owner is not None and self.labels.relative(owner):
            clause = next((above for above in token.ancestors if relation(above) == "acl"), None)
            owner = clause.head if clause is not None else owner  # "Mohn, whose grandfather"
        return None if owner is None else self.mention(owner)

    def is_title(self, token: Token) -> bool:
        free = token.pos_ in {"NOUN", "PROPN"} and token.i not in self.names
        return free and self.titles.tie(self.title(token)) is not None

    def tie(self, token: Token) -> str:
        """The property between the holder of a title and the body it is of; "" where it has none."""
        return self.titles.tie(self.title(token)) or ""

    def title(self, token: Token) -> str:
        """The lemma of a title in lower case, with the word before it where the two are known as one title."""
        lemma = token.lower_ if token.lower_ in self.titles.whole else token.lemma_.lower()
        before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
        return f"{before} {lemma}" if f"{before} {lemma}" in self.titles.whole else lemma

    def sentence(self, token: Token) -> int:
        return self.sentences[token.sent.start]
