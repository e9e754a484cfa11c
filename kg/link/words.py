"""A language in, the words that coreference asks for out: pronouns by what they do, sets, neighbours, conjunctions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.lexicon import languages, lexicon

COLON = ":"


@dataclass(frozen=True, slots=True)
class Words:
    """Pronouns are word forms, nouns and adjectives lemmas, all in lower case.

    `silent` pronouns stand for nothing an article names: second persons, reciprocals, demonstratives, and "det", which
    mostly takes up a clause (59 of 76 resolved ones in NARC's development part). `joints` stand between the parts of a
    coordination, `conjunctions` before its last. `parties` are word forms for whoever a case is against. `kinship` has
    the property that a noun of kinship stands for, `genders` the gender of the pronoun that fits a given name,
    `kindred` names the group of nouns that may take up one thing: "krig" of "konflikt". `people` are nouns for a person
    of whom nothing more is said, `gendered` has the gender that a noun tells, `collectives` the number of people that a
    singular noun names. `roles` stand before a role, `articles` are indefinite, `sets` name all of a known set,
    `owning` says whose a thing is (before it, before it after a hiss, after it), `media` are names of papers and the
    like. `quotation` opens words in direct speech, `years` count an age, `relatives` open a clause that says which one.
    `belongings` are ends of nouns for what only a body, or a person, has. `endings` make a noun definite, plural or a
    genitive, `adjectival` an adjective before a name, `superlatives` a superlative;
    `appointed` end roles that are posts.
    """

    first_person: frozenset[str]
    reflexive: frozenset[str]
    possessive: frozenset[str]
    silent: frozenset[str]
    both: frozenset[str]
    neighbours: frozenset[str]
    capitals: frozenset[str]
    others: frozenset[str]
    fresh: frozenset[str]
    empty: frozenset[str]
    joints: frozenset[str]
    conjunctions: frozenset[str]
    former: frozenset[str]
    former_prefixes: tuple[str, ...]
    parties: frozenset[str]
    kinship: Mapping[str, str]
    genders: Mapping[str, str]
    kindred: Mapping[str, str]
    people: frozenset[str]
    gendered: Mapping[str, str]
    collectives: Mapping[str, int]
    roles: frozenset[str]
    otherwise: frozenset[str]
    articles: frozenset[str]
    sets: frozenset[str]
    owning: tuple[str, str, str]
    media: frozenset[str]
    quotation: frozenset[str]
    years: frozenset[str]
    relatives: frozenset[str]
    appointed: tuple[str, ...]
    superlatives: tuple[str, ...]
    belongings: Mapping[str, tuple[str, ...]]
    endings: tuple[str, ...]
    adjectival: tuple[str, ...]


PARTS = ("words", "pronouns", "titles", "number", "syntax")
LISTED = {
    "neighbours": "neighbour_nouns",
    "capitals": "capital_nouns",
    "others": "other_words",
    "fresh": "new_words",
    "empty": "empty_adjectives",
    "parties": "parties",
    "people": "generic_people",
    "roles": "role_prepositions",
    "otherwise": "otherwise",
    "sets": "set_words",
}
"""Fields that are lists of words.toml as they stand."""
MUTE: tuple[tuple[str, object], ...] = (("person", 2), ("reciprocal", True), ("demonstrative", True))
"""Of pronouns that stand for nothing an article names."""


@cache
def words(language: str) -> Words:
    """The words of a language. Raises OntologyError where it has no lexicon."""
    lists, pronouns, titles, numbers, syntax = (lexicon(language)[part] for part in PARTS)
    forms: Mapping[str, Mapping[str, object]] = pronouns["forms"]
    both = frozenset(lists["set_words"]) & frozenset(lists["pair_words"])
    conjunctions = frozenset(lists["coordinators"]) - frozenset(lists["exclusive_coordinators"])
    return Words(
        **{name: frozenset(lists[listed]) for name, listed in LISTED.items()},
        first_person=_forms(forms, "person", 1),
        reflexive=_forms(forms, "reflexive", True),
        possessive=_forms(forms, "possessive", True),
        silent=frozenset(pronouns["propositional"]).union(*(_forms(forms, *told) for told in MUTE)) - both,
        both=both,
        genders=_genders(),
        owning=(syntax["owning_ending"], syntax["owning_hiss"], syntax["owning_word"]),
        media=frozenset(lexicon(language)["speech"]["media"]),
        belongings={kind: tuple(nouns) for kind, nouns in lists["belongings"].items()},
        years=frozenset(lexicon(language)["time"]["units"]["year"]),
        relatives=frozenset(pronouns["relative"]),
        quotation=frozenset((*syntax["opening_quotes"], COLON)),
        joints=conjunctions | {","},
        conjunctions=conjunctions,
        former=frozenset(titles["former"]),
        former_prefixes=tuple(titles["former_prefixes"]),
        kinship=titles["kinship"],
        kindred={noun: name for name, nouns in lists["kindred"].items() for noun in nouns},
        gendered={noun: gender for gender, nouns in lists["gendered"].items() for noun in nouns},
        collectives={noun: int(size) for size, nouns in lists["collectives"].items() for noun in nouns},
        articles=frozenset(numbers["articles"]["1"]),
        endings=tuple(syntax["noun_endings"]),
        superlatives=tuple(lists["superlative_endings"]),
        appointed=tuple(lists["appointed_roles"]),
        adjectival=tuple(lists["name_adjective_endings"]),
    )


def _forms(forms: Mapping[str, Mapping[str, object]], feature: str, value: object) -> frozenset[str]:
    """The pronouns that have a value of a feature."""
    return frozenset(form for form, has in forms.items() if has.get(feature) == value)


@cache
def _genders() -> Mapping[str, str]:
    """The gender of given names, in lower case, on which all languages agree."""
    tables = [lexicon(language)["names"]["genders"] for language in languages()]
    listed = [(name, gender) for table in tables for gender, names in table.items() for name in names]
    told = {(name, gender) for name, gender in listed}
    return {name: gender for name, gender in listed if len({(name, g) for g in ("Fem", "Masc")} & told) == 1}
