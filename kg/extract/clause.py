"""What the rules see of a sentence: clauses with their arguments, whatever scheme the tree is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.tree import has, predicate_prepositions, prepositions


@dataclass(slots=True, eq=False)
class Oblique:
    """A nominal hung on a clause by prepositions (none: an adverbial noun such as a weekday)."""

    token: Token
    prepositions: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Clause:
    """One predicate with its arguments as they stand on the surface; `link` is how it hangs on `governor`.

    `link` is one of root, complement, infinitive, adverbial, relative, modifier, coordinate, parenthetical.
    `host` is the nominal that a relative or modifier clause describes; `predicate` the nominal of a copular clause.
    `fixed` are words that make the verb another one: a reflexive ("seg", "fra seg"), an idiom ("til side").
    """

    head: Token
    lemma: str
    passive: bool
    link: str
    predicate: Token | None = None
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    obliques: list[Oblique] = field(default_factory=list)
    agents: list[Token] = field(default_factory=list)
    adverbs: list[Token] = field(default_factory=list)
    auxiliaries: list[Token] = field(default_factory=list)
    perfect: bool = False
    marks: tuple[str, ...] = ()
    reflexive: bool = False
    fixed: tuple[str, ...] = ()
    impersonal: bool = False
    host: Token | None = None
    governor: Clause | None = None
    dependents: list[Clause] = field(default_factory=list)

    @property
    def doers(self) -> list[Token]:
        """Who acts: the subjects of an active clause, the agents of a passive one."""
        return self.agents if self.passive else self.subjects

    @property
    def patients(self) -> list[Token]:
        """Who or what is acted on, whatever the voice."""
        return self.subjects + self.objects if self.passive else self.objects

    @property
    def openers(self) -> tuple[str, ...]:
        """The prepositions that set the clause apart ("*about* X being in danger"), not those of its predicate."""
        found = prepositions(self.head)
        own = predicate_prepositions(self.head) if self.predicate is not None else ()
        return found[: len(found) - len(own)]

    @property
    def particles(self) -> tuple[str, ...]:
        return tuple(adverb.lower_ for adverb in self.adverbs)

    @property
    def span(self) -> tuple[int, int]:
        """Token bounds of everything under the head, end exclusive."""
        return self.head.left_edge.i, self.head.right_edge.i + 1

    @property
    def finite(self) -> bool:
        return any(has(word, "VerbForm=Fin") for word in [self.head, *self.auxiliaries])

    @property
    def depth(self) -> int:
        """How many clauses the clause stands under."""
        return sum(1 for _ in self.ancestors())

    def ancestors(self) -> Iterator[Clause]:
        clause = self.governor
        while clause is not None:
            yield clause
            clause = clause.governor
