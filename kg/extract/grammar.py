"""The symbols of a Doc and rules in, the phrases that the rules find out: a finite-state grammar.

A grammar gives each symbol one character that stands for everything its rules can ask of it, and its rules are regular
expressions over these characters: linear in the text.
Rules are data. In a pattern, `<name>` is any entry of the table `name` (or any symbol of the kind `name`), a bare word
is itself, `{name}` is another pattern, and `( ) | ? * +` are as in `re`. The cascade follows Abney, Partial Parsing via
Finite-State Cascades (1996).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.errors import OntologyError
from kg.extract.symbols import Symbol, words

Table = Mapping[str, Sequence[str]]

_ELEMENT = re.compile(r"<(\w+)>|\{(\w+)\}|\"([^\"]+)\"|([^\W\d_]+)|([()|?*+])|\s+|(.)")
_FIRST = 0xE000  # the private use area: 6,400 characters that mean nothing else


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` is what it looks like; `means` is the case of the builder that reads it."""

    pattern: str
    means: str


@dataclass(frozen=True, slots=True)
class Match:
    """One rule found over `symbols`; `keys` gives, for every table slot that was filled, the entry's key."""

    rule: Rule
    symbols: tuple[Symbol, ...]
    parts: Mapping[str, tuple[Symbol, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return self.symbols[0].start

    @property
    def end(self) -> int:
        return self.symbols[-1].end

    def symbol(self, kind: str, value: Any = None) -> Symbol:
        """The phrase as one symbol."""
        text = " ".join(symbol.text for symbol in self.symbols)
        return Symbol(kind, text, self.start, self.end, self.symbols[0].glued, value)


class Grammar:
    """Compiled rules. `tables` maps a slot to its entries (key -> words), `kinds` a slot to kinds of symbols.

    An entry in lower case matches however it is written; one with capitals only so, or all in capitals.
    Raises OntologyError for a pattern that cannot be compiled.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        kinds: Mapping[str, Sequence[str]],
        patterns: Mapping[str, str],
        rules: Iterable[Mapping[str, str]],
    ) -> None:
        self._tables = tables
        self._kinds = {**kinds, "joint": ("joint",), "dash": ("joint", "dash")}
        self._patterns = patterns
        self._keys = {name: _keys(table) for name, table in tables.items()}
        self._classes: dict[str, set[str]] = {}
        self._alphabet: dict[frozenset[str], str] = {}
        self._compiled: list[tuple[Rule, re.Pattern[str], dict[str, str]]] = []
        read = [Rule(rule["pattern"], rule["means"]) for rule in rules]
        self._learn(read)
        for rule in read:
            self._compiled.append((rule, *self._compile(rule)))

    def matches(self, symbols: Sequence[Symbol]) -> list[Match]:
        """Everything any rule finds, longest first, then from left to right, then in the order of the rules."""
        text = "".join(map(self._character, symbols))
        found = [
            (hit.start() - hit.end(), hit.start(), order, hit)
            for order, (_, pattern, _) in enumerate(self._compiled)
            for hit in pattern.finditer(text)
            if hit.end() > hit.start()
        ]
        return [self._match(symbols, order, hit) for _, _, order, hit in sorted(found, key=lambda item: item[:3])]

    def reduce(self, symbols: Sequence[Symbol], build: Callable[[Match], Symbol | None]) -> list[Symbol]:
        """The symbols with every phrase replaced by the one symbol `build` makes of it; None leaves it as it is.

        Where phrases overlap the longest one that `build` accepts wins.
        """
        index = {id(symbol): place for place, symbol in enumerate(symbols)}
        owner: list[Symbol | None] = [None] * len(symbols)
        for match in self.matches(symbols):
            places = range(index[id(match.symbols[0])], index[id(match.symbols[-1])] + 1)
            if any(owner[place] is not None for place in places):
                continue
            whole = build(match)
            for place in places if whole is not None else ():
                owner[place] = whole
        return list(_once(owner[place] or symbol for place, symbol in enumerate(symbols)))

    def key(self, slot: str, text: str) -> str:
        """The key of an entry of a table; empty for a text that is none."""
        return next((self._keys[slot][form] for form in _forms(text) if form in self._keys[slot]), "")

    def holds(self, slot: str, text: str) -> bool:
        """Whether a table has an entry written exactly so."""
        return text in self._keys[slot]

    def _learn(self, rules: list[Rule]) -> None:
        """The classes of all words the rules know, and a character for each set of classes that occurs."""
        for name, table in self._tables.items():
            for entry in (entry for entries in table.values() for entry in entries):
                pieces = words(entry)
                for piece in pieces:
                    self._classes.setdefault(piece, set()).add(name if len(pieces) == 1 else f"={piece}")
        sources = [rule.pattern for rule in rules] + list(self._patterns.values())
        for mark, word in ((m[3], m[4]) for source in sources for m in _ELEMENT.finditer(source)):
            if mark or word:
                self._classes.setdefault(mark or word, set()).add(f"={mark or word}")
        kinds = {kind for group in self._kinds.values() for kind in group} | {"other"}
        sets = {frozenset(classes) for classes in self._classes.values()} | {frozenset({f"#{kind}"}) for kind in kinds}
        self._alphabet = {group: chr(_FIRST + place) for place, group in enumerate(sorted(sets, key=sorted))}

    def _character(self, symbol: Symbol) -> str:
        if symbol.kind == "word":
            for form in _forms(symbol.text):
                if form in self._classes:
                    return self._alphabet[frozenset(self._classes[form])]
        return self._alphabet.get(frozenset({f"#{symbol.kind}"}), self._alphabet[frozenset({"#other"})])

    def _any(self, *classes: str) -> str:
        """A character set of all symbols that are in one of the classes."""
        found = [character for group, character in self._alphabet.items() if group.intersection(classes)]
        return f"[{''.join(found)}]" if found else "(?!)"

    def _slot(self, name: str) -> str:
        if name in self._kinds:
            return self._any(*(f"#{kind}" for kind in self._kinds[name]))
        if name not in self._tables:
            raise OntologyError(f"lexicon rule: <{name}> is neither a table nor a kind; name one that is")
        long = {tuple(words(entry)) for entries in self._tables[name].values() for entry in entries}
        ordered = sorted((entry for entry in long if len(entry) > 1), key=lambda entry: (-len(entry), entry))
        sequences = ["".join(self._literal(word) for word in entry) for entry in ordered]
        return f"(?:{'|'.join([*sequences, self._any(name)])})"

    def _literal(self, word: str) -> str:
        return self._slot("joint") if word == "-" else self._any(f"={word}")

    def _compile(self, rule: Rule) -> tuple[re.Pattern[str], dict[str, str]]:
        """The rule as a regular expression, and which slot each of its groups is."""
        groups: dict[str, str] = {}
        try:
            return re.compile(self._expression(rule.pattern, groups)), groups
        except (re.error, RecursionError) as error:
            raise OntologyError(f"lexicon rule {rule.pattern!r} is no pattern ({error}); mend it") from error

    def _expression(self, pattern: str, groups: dict[str, str]) -> str:
        parts: list[str] = []
        for element in _ELEMENT.finditer(pattern):
            slot, inner, mark, word, operator, wrong = element.groups()
            if wrong or (inner and inner not in self._patterns):
                raise OntologyError(f"lexicon rule {pattern!r}: {element.group()!r} is not understood; mend it")
            if slot:
                group = f"g{len(groups)}"
                groups[group] = slot
                parts.append(f"(?P<{group}>{self._slot(slot)})")
            elif inner:
                parts.append(f"(?:{self._expression(self._patterns[inner], groups)})")
            elif mark or word:
                parts.append(self._literal(mark or word))
            else:
                parts.append((operator or "").replace("(", "(?:"))
        return "".join(parts)

    def _match(self, symbols: Sequence[Symbol], order: int, hit: re.Match[str]) -> Match:
        rule, _, groups = self._compiled[order]
        parts: dict[str, tuple[Symbol, ...]] = {}
        keys: dict[str, str] = {}
        for group, slot in groups.items():
            if hit.start(group) >= 0:
                part = tuple(symbols[hit.start(group) : hit.end(group)])
                parts[slot] = (*parts.get(slot, ()), *part)
                if slot in self._keys:
                    keys.setdefault(slot, self.key(slot, " ".join(symbol.text for symbol in part)))
        return Match(rule, tuple(symbols[hit.start() : hit.end()]), parts, keys)


def _keys(table: Table) -> dict[str, str]:
    return {" ".join(words(entry)): key for key, entries in table.items() for entry in entries}


def _forms(text: str) -> tuple[str, ...]:
    """The ways to look a word up: as written, in lower case, and with a capital where it is all capitals."""
    return (text, text.lower(), text.title()) if text.isupper() else (text, text.lower())


def _once(symbols: Iterable[Symbol]) -> Iterator[Symbol]:
    last: Symbol | None = None
    for symbol in symbols:
        if symbol is not last:
            yield symbol
        last = symbol
