"""The names of one article in, groups of mentions of one bearer out: full and short names, acronyms, genitives."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.link.forms import bare, listed
from kg.link.gazetteer import Gazetteer, Record, fitting, is_abbreviation, normal
from kg.link.unions import Unions
from kg.model import Mention

BODY = "Organization"
PLACES = frozenset({"GeopoliticalEntity", "Place"})
ARTICLES = re.compile(r"^the (?=\S)", re.IGNORECASE)
LONGEST_ACRONYM = 8
SHORTEST_STEM = 5
"""Letters that a name has at least without the ending of a noun."""
FIRM = "\0"
"""Ends the key of a firm's name that is also a person's."""
NEAR = 1
"""Sentences within which a surname alone is still that of the one named in full."""
BRACKET = re.compile(r"\s*[(\[,]\s*")


@dataclass(slots=True)
class Name:
    """One way of writing a name in one article; `key` is equal for spellings that differ only in case."""

    key: str
    tokens: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    kind: str = ""
    record: Record | None = None

    @property
    def personal(self) -> bool:
        return self.kind == "Person" and self.record is None


def name_key(text: str) -> str:
    """What is equal for two spellings of one name: case counts in abbreviations only, a leading article nowhere."""
    plain = ARTICLES.sub("", normal(text))
    return plain if is_abbreviation(plain) else plain.casefold()


def name_tokens(key: str) -> tuple[str, ...]:
    return tuple(key.split())


def majority(kinds: Iterable[str]) -> str:
    """The most frequent kind; the first in the alphabet among equals."""
    counts = Counter(kinds)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is `short` the surname, the first names, or the first and last name of `full`?"""
    if not 0 < len(short) < len(full):
        return False
    outer = len(short) > 1 and (short[0], short[-1]) == (full[0], full[-1])
    return outer or ends(short, full) or full[: len(short)] == short


def ends(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Does `full` end in `short`? A particle before a hyphen is left aside: "Gaddafi", "Muammar al-Gaddafi"."""
    tail = full[-len(short) :]
    return tail == short or (tail[1:] == short[1:] and tail[0].rpartition("-")[2] == short[0])


def group_names(
    mentions: Sequence[Mention],
    text: str,
    gazetteer: Gazetteer,
    endings: Sequence[str] = (),
    restates: Callable[[Mention], bool] = lambda _: False,
) -> list[list[Mention]]:
    """Groups of name mentions in text order, one for each bearer. `text` is the article's, for brackets.

    `endings` are those of nouns in its language, `restates` tells of a headline or caption.
    """
    names = _names(mentions, gazetteer)
    unions: Unions[str] = Unions(names)
    by_record: dict[str, str] = {}
    for name in names.values():
        if name.record is not None:
            unions.join(by_record.setdefault(name.record.id, name.key), name.key)
    _join_acronyms(names, mentions, text, unions)
    unclear = _join_short(names, unions, endings)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for key in names:
        if key not in unclear:
            groups[unions.find(key)] += names[key].mentions
    _share_out(names, unclear, groups, restates)
    return sorted((sorted(group, key=_place) for group in groups.values() if group), key=lambda group: _place(group[0]))


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.text


def _names(mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[str, Name]:
    written = {name_key(mention.text) for mention in mentions}
    names: dict[str, Name] = {}
    firms = _namesakes(mentions)
    for mention in sorted(mentions, key=_place):
        key = name_key(mention.text)
        if key.endswith("s") and key[:-1] in written and not gazetteer.find(mention.text):
            key = key[:-1]
        key += FIRM if _place(mention) in firms else ""
        names.setdefault(key, Name(key, name_tokens(key))).mentions.append(mention)
    for name in names.values():
        titled = any(mention.title and mention.kind == "Person" for mention in name.mentions)
        name.kind = "Person" if titled else majority(mention.kind for mention in name.mentions)
        name.record = next(filter(None, (fitting(gazetteer.find(m.text), name.kind) for m in name.mentions)), None)
    return names


def _namesakes(mentions: Sequence[Mention]) -> set[tuple[int, int, str]]:
    """Where a name means a firm that is called as a person in the text ("the maker Moe … its head, Kari Moe"): where it
    is called a firm, and where the person is not yet named."""
    firms = {name_key(m.text) for m in mentions if m.title and m.kind == BODY and " " not in m.text}
    full = [m for m in mentions if m.kind == "Person" and " " in m.text]
    first = {key: min((m.start for m in full if name_key(m.text.split()[-1]) == key), default=None) for key in firms}
    return {
        _place(m)
        for m in mentions
        if (begins := first.get(name_key(m.text))) is not None and (m.kind == BODY or m.start < begins)
    }


def _join_acronyms(names: dict[str, Name], mentions: Sequence[Mention], text: str, unions: Unions[str]) -> None:
    """Join "Organisation for X (OFX)", either way round, and an acronym with the one name that has its initials."""
    ordered = sorted(mentions, key=_place)
    key_of = {_place(mention): name.key for name in names.values() for mention in name.mentions}
    by_end = {mention.end: mention for mention in ordered}
    for mention in ordered:
        before = BRACKET.search(text[max(0, mention.start - 3) : mention.start])
        other = by_end.get(mention.start - len(before.group())) if before is not None else None
        people = "Person" in {mention.kind, other.kind if other is not None else ""}
        if other is None or people:
            continue
        if abbreviates(mention.text, other.text) or abbreviates(other.text, mention.text):
            _join(names, unions, key_of[_place(other)], key_of[_place(mention)])
    by_initials: dict[str, set[str]] = defaultdict(set)
    for name in names.values():
        if len(name.tokens) > 1 and not name.personal:
            by_initials["".join(word[0] for word in _words(name.mentions[0].text))].add(name.key)
    for name in names.values():
        full = by_initials.get(name.key, set()) if is_abbreviation(name.key) else set()
        if len(full) == 1:
            _join(names, unions, next(iter(full)), name.key)


def _join(names: dict[str, Name], unions: Unions[str], left: str, right: str) -> None:
    known = {record.id for record in (names[left].record, names[right].record) if record is not None}
    if len(known) < 2:
        unions.join(left, right)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s\-]+", normal(text)) if word[:1].isalpha()]


def abbreviates(short: str, full: str) -> bool:
    """May `short` stand in brackets for `full`: are its letters, in order, initials of words or letters within them?

    The first is the first initial, another one an initial too ("Møre Håndballforbund" is MHF, but no single word is).
    """
    letters = [letter.casefold() for letter in short if letter.isalpha()]
    words = [word.casefold() for word in _words(full)]
    if " " in short or not 1 < len(letters) <= LONGEST_ACRONYM or len(words) < 2 or letters[0] != words[0][0]:
        return False
    word, inner, initials = 0, 1, 1
    for letter in letters[1:]:
        following = next((place for place in range(word + 1, len(words)) if words[place][0] == letter), None)
        if following is not None:
            word, inner, initials = following, 1, initials + 1
            continue
        within = words[word].find(letter, inner)
        if within < 0:
            return False
        inner = within + 1
    return initials > 1


def _join_short(names: dict[str, Name], unions: Unions[str], endings: Sequence[str]) -> dict[str, list[str]]:
    """Join a short name with the one full name it shortens. Returns the short names of several, with those."""
    index: dict[str, set[str]] = defaultdict(set)
    for name in names.values():
        for token in name.tokens if len(name.tokens) > 1 and not is_abbreviation(name.key) else ():
            index[token].add(name.key)
            index[token.rpartition("-")[2]].add(name.key)
    unclear: dict[str, list[str]] = {}
    for short in sorted(names.values(), key=lambda name: (-len(name.tokens), name.key)):
        if short.record is not None or short.kind in PLACES:
            continue
        last = short.tokens[-1]
        keys = index.get(last, set()) | {key for stem in _stems(last, endings) for key in index.get(stem, ())}
        full = [names[key] for key in keys if key != short.key and _same_bearer(short, names[key], endings)]
        surnames = [name for name in full if ends(short.tokens, name.tokens)]
        roots = {unions.find(name.key) for name in surnames or full}
        if len(roots) == 1:
            unions.join(roots.pop(), short.key)
        elif roots:
            unclear[short.key] = sorted(roots)
    return unclear


def _stems(word: str, endings: Sequence[str]) -> set[str]:
    """What may be left of a noun without its ending: "sykepleierforbund" of "sykepleierforbundet"."""
    return {word.removesuffix(one) for one in endings if word.endswith(one) and len(word) - len(one) >= SHORTEST_STEM}


def _same_bearer(short: Name, full: Name, endings: Sequence[str]) -> bool:
    if full.personal:
        return shortens(short.tokens, full.tokens)
    firm = full.kind == BODY and full.tokens[-1] in listed("firm_words") | listed("forms")
    club = firm and short.kind == "Person" and short.tokens == full.tokens[:1]  # "Moe" for "Moe Fotball"
    body = (short.kind == full.kind or club) and full.record is None
    tokens = bare(full.tokens)[0]
    inflected = len(short.tokens) == 1 and full.tokens[-1] in _stems(short.tokens[0], endings)
    begins = (short.kind == BODY or club) and full.tokens[: len(short.tokens)] == short.tokens
    fits = tokens == short.tokens or inflected or begins or ends(short.tokens, full.tokens)
    return body and len(short.tokens) < len(full.tokens) and fits


def _share_out(
    names: dict[str, Name],
    unclear: dict[str, list[str]],
    groups: dict[str, list[Mention]],
    restates: Callable[[Mention], bool],
) -> None:
    """Give each mention of a name that several bear to the bearer whose full name stands in this sentence or the one
    before, else to the one named most often so far: others of a family are called by their given names.

    A headline names whom the text below introduces first, wherever other headlines stand.
    """
    roots = {root for roots in unclear.values() for root in roots}
    body = {root: [mention for mention in groups[root] if not restates(mention)] for root in roots}
    introduced = {root: sorted(body[root] or groups[root], key=_place) for root in roots}
    for key in sorted(unclear):
        bearers = [root for root in unclear[key] if introduced[root]]
        for mention in names[key].mentions:
            groups[_bearer(bearers, introduced, mention) if bearers else key].append(mention)


def _bearer(bearers: Sequence[str], introduced: dict[str, list[Mention]], short: Mention) -> str:
    before = {root: [full for full in introduced[root] if full.start < short.start] for root in bearers}
    last = {root: named[-1] for root, named in before.items() if named}
    near = [root for root, full in last.items() if short.sentence - full.sentence <= NEAR]
    if near:
        return max(near, key=lambda root: (last[root].start, root))
    return min(bearers, key=lambda root: (-len(before[root]), _place(introduced[root][0]), root))
