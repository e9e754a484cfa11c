"""Names with titles in, who holds which position and for whom out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.extract.analysis import Analysis
from kg.extract.clause import Clause
from kg.extract.confidence import DESCRIBED, LOOSE, TITLED
from kg.extract.context import Context
from kg.extract.phrases import Phrases
from kg.extract.positions import PERSONS, TIES
from kg.extract.tree import children, conjuncts, has, prepositions, relation, text_bounds
from kg.model import Claim, Form, Mention, Qualifier, Value

NAME = "titles"
ORIGIN, CITIZEN, LEADS = "comesFrom", "citizenOf", "leads"
BODIES = frozenset({"Organization", "GeopoliticalEntity", "Place", "Event", "Topic"})


def claims(analysis: Analysis) -> Iterator[Claim]:
    """Positions told by a title before a name, an apposition, a copula, or a description such as "X's president"."""
    for span in analysis.phrases.spans:
        if span.label_ in PERSONS and not analysis.silent(span.root):
            yield from _of_name(analysis, span)
    for clause in analysis.clauses:
        yield from _predicated(analysis, clause)
        yield from _inverted(analysis, clause)
    for token in analysis.doc:
        if token.pos_ == "NOUN" and _stands_alone(analysis, token):
            mention = analysis.phrases.mention(token)
            if mention is not None:
                yield from _position(analysis, mention, token, Context(), LOOSE)


def _predicated(analysis: Analysis, clause: Clause) -> Iterator[Claim]:
    """A title that somebody is said to be."""
    if clause.predicate is not None and analysis.phrases.is_title(clause.predicate):
        context = analysis.contexts.of(clause)
        times = tuple(Qualifier("time", time) for time in analysis.timing.of(clause))
        for holder in analysis.mentions(clause.subjects):
            for title in conjuncts(clause.predicate):
                if analysis.phrases.introduced(title) is not None:
                    continue  # "the trustee is barrister X"
                for claim in _position(analysis, holder, title, context, DESCRIBED):
                    yield replace(claim, qualifiers=times)


def _inverted(analysis: Analysis, clause: Clause) -> Iterator[Claim]:
    """A title that somebody is said to be, set first: "New chief executive is Kari Nes"."""
    holder = analysis.phrases.mention(clause.predicate) if clause.predicate is not None else None
    if holder is not None and holder.form is Form.NAME and holder.kind == "Person":
        for title in filter(analysis.phrases.is_title, clause.subjects):
            yield from _position(analysis, holder, title, analysis.contexts.of(clause), DESCRIBED)


def _of_name(analysis: Analysis, span: Span) -> Iterator[Claim]:
    holder = analysis.phrases.mention(span.root)
    if holder is None:
        return
    describers = analysis.phrases.describers(span)
    for title in [*_first(describers), *_above(describers), *_appositions(span)]:
        for part in conjuncts(title):
            other = analysis.phrases.introduced(part)
            if analysis.phrases.is_title(part) and other in {None, span}:
                yield from _position(analysis, holder, part, Context(), TITLED)
    for title in _shared(analysis.phrases, span):
        yield from _position(analysis, holder, title, Context(), TITLED)


def _shared(phrases: Phrases, span: Span) -> list[Token]:
    """The plural title before several names, of the others: "the ministers X and Y"."""
    first = span.root.head
    if relation(span.root) != "conj" or phrases.describers(span):
        return []
    titles = phrases.describers(phrases.names[first.i]) if first.i in phrases.names else [first]
    return [
        title for title in titles
        if has(title, "Number=Plur") and phrases.is_title(title) and phrases.introduced(title) is not None
    ]  # fmt: skip


def _first(titles: list[Token]) -> list[Token]:
    """The title that others are coordinated with: "former minister and author X"."""
    return [title.head if relation(title) == "conj" and title.head.pos_ == "NOUN" else title for title in titles]


def _above(titles: list[Token]) -> list[Token]:
    """The noun that a title and its name stand beside: "the man's defender, barrister X"."""
    return [title.head for title in titles if relation(title) == "appos" and title.head.i < title.i]


def _appositions(span: Span) -> list[Token]:
    """Nouns set beside a name: "X, the country's president," and the other way round."""
    after = [child for child in children(span.root, "appos") if child.pos_ == "NOUN" and child.i >= span.end]
    above = span.root.head
    before = [above] if relation(span.root) == "appos" and above.pos_ == "NOUN" and above.i < span.start else []
    return after + before


def _stands_alone(analysis: Analysis, token: Token) -> bool:
    """Is the token a title that describes somebody by itself, introducing no name and predicated of nobody?"""
    phrases = analysis.phrases
    free = phrases.introduced(token) is None and relation(token) not in {"appos", "flat", "root", "conj", "xcomp"}
    copular = any(relation(child) == "cop" for child in token.children)
    return free and not copular and phrases.is_title(token) and not analysis.silent(token)


def _position(
    analysis: Analysis, holder: Mention, title: Token, context: Context, confidence: float
) -> Iterator[Claim]:
    start, end = text_bounds([title, *_holder_tokens(analysis, holder)])
    held = Claim(
        "holdsPosition", title.lemma_, start, end, analysis.phrases.sentence(title), subject=holder,
        object=Value(_name(analysis.phrases, title), language=analysis.language), factuality=context.factuality,
        polarity=context.polarity, source=context.source, cue=context.cue, extractor=NAME, confidence=confidence,
    )  # fmt: skip
    if holder.kind not in {"Group", "Organization"} and confidence > LOOSE:
        yield held
    for tie, body in ties(analysis, title):
        if body != holder:
            yield replace(held, predicate=tie, object=body)


def _name(phrases: Phrases, token: Token) -> str:
    """The name of a position: its lemma after words such as "former", with the acronym of a compound ("UN envoy")
    but not the name that the holder is tied to anyway ("Labour leader")."""
    title = phrases.title(token)
    first, _, last = title.rpartition("-")
    written = token.text[: len(first)]
    last = f"{written}-{last}" if written.isupper() and len(first) > 1 else last
    before = [w for w in children(token, "amod", "compound") if w.i < token.i and w.i not in phrases.names]
    before = [w for w in before if not children(w, "obl", "nmod", "nummod")]  # "the 24-year-old pianist"
    titles = phrases.titles
    before = [w for w in before if titles.qualifies(w) or titles.is_field(w) or relation(w) == "compound"]
    words = [_qualifier(w) for w in before]
    return " ".join([*(word for word in words if word not in title.split()), last])


def _qualifier(word: Token) -> str:
    """An adjective as it stands before an indefinite singular noun."""
    return word.lower_ if relation(word) == "compound" or "Degree=Cmp" in word.morph else word.lemma_.lower()


def _holder_tokens(analysis: Analysis, holder: Mention) -> list[Token]:
    span = analysis.doc.char_span(holder.start, holder.end, alignment_mode="expand")
    return list(span) if span is not None else []


def ties(analysis: Analysis, title: Token) -> list[tuple[str, Mention]]:
    """What a title says of states and bodies: those it is of, and where its holder comes from."""
    phrases = analysis.phrases
    if any(map(phrases.titles.is_former, children(title, "amod"))):
        return []
    tie, single = phrases.tie(title), not has(title, "Number=Plur")
    in_part = any(map(phrases.titles.is_field, children(title, "amod")))
    tie = TIES["works_for"] if in_part and tie == LEADS else tie
    nations = phrases.peoples.nationality(title)
    official = bool(tie) and single and phrases.titles.of_state(phrases.title(title))
    bodies = _bodies(analysis, title, nations) if tie else []
    found = [(tie, body) for body in bodies if tie == LEADS or body.kind != "Event"]
    named = phrases.introduced(title) is not None
    return found + [(tie if official else CITIZEN, nation) for nation in nations if official or single or named]


def _bodies(analysis: Analysis, title: Token, nations: list[Mention]) -> list[Mention]:
    """The bodies a title is of: its genitive, else the first part of a compound, and what prepositions add.

    A place after "in" is where somebody is, unless the title leads and nothing else tells whom.
    """
    phrases = analysis.phrases
    owner = phrases.owner_token(title)
    before = [*_first_part(phrases, title), *_body_before(phrases, title)]
    found = analysis.mentions([owner]) if owner is not None else before
    alone = not found and not nations and phrases.introduced(title) is None
    for child in children(title, "nmod", "obl"):
        words = prepositions(child)
        placed = phrases.placings.get(words[-1], "") if words else ""
        if (
            child.i < title.i
            or not words
            or words[-1] not in phrases.body_prepositions
            or (placed == ORIGIN and has(title, "Number=Plur"))
            or analysis.doubtful(child)
        ):
            continue
        told = relation(title) == "appos" or phrases.titles.over_place(phrases.title(title))
        leading = alone and phrases.tie(title) == LEADS and told
        found += [
            m for m in analysis.mentions([child])
            if m.kind in BODIES and (not placed or leading or not _is_place(m)) and _told(m)
        ]  # fmt: skip
    return found


def _first_part(phrases: Phrases, title: Token) -> list[Mention]:
    """The body in the first part of a hyphen compound: "Høyre-lederen" → Høyre, "Røde Kors-lederen" → Røde Kors."""
    first, hyphen, _ = title.text.rpartition("-")
    if not hyphen or not first[:1].isupper() or first.lower() in phrases.titles.prefixes:
        return []
    if any(char.isdigit() for char in first) or title.lemma_.lower().endswith(phrases.titles.of_subjects):
        return []  # "the U21 coach" of whoever else is named, "the Balkan expert"
    start, before = title.idx, title.nbor(-1) if title.i > title.sent.start else title
    named = any(span.text == f"{before.text} {first}" for span in phrases.spans)
    apart = before.pos_ == "PROPN" and before.i > title.sent.start and before.i not in phrases.names
    if before.i < title.i and (named or apart):
        start, first = before.idx, f"{before.text} {first}"
    return [
        Mention(
            start=start, end=start + len(first), sentence=phrases.sentence(title), text=first, lemma=first,
            kind="Organization", form=Form.NAME, number="Sing", definite=True,
        )
    ]  # fmt: skip


def _body_before(phrases: Phrases, title: Token) -> list[Mention]:
    """The name of a body right before a title: "Labour leader X"."""
    name = phrases.names.get(title.i - 1) if title.i > title.sent.start else None
    mention = phrases.mention(name.root) if name is not None and title.i not in phrases.names else None
    return [mention] if mention is not None and mention.kind in {"Organization", "GeopoliticalEntity"} else []


def _told(mention: Mention) -> bool:
    """Is it told which one: not just any, "a defender up front"?"""
    return mention.form is Form.NAME or mention.definite or mention.owner is not None or " " in mention.text


def _is_place(mention: Mention) -> bool:
    return mention.kind in {"Place", "GeopoliticalEntity"}
