"""The lexicon of a language in, the lists of words that the rules of clauses and noun phrases ask for, out as sets."""

from __future__ import annotations

from kg.lexicon import Lexicon


class WordLists:
    """The word lists of one language, each described where it stands in its file."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._nouns(lexicon)
        self._verbs(lexicon)
        self._function_words(lexicon)

    def _nouns(self, lexicon: Lexicon) -> None:
        nouns, grammar, units = lexicon["nouns"], lexicon["syntax"], lexicon["time"]["units"]
        self.generic = frozenset((*nouns["generic"], *nouns["quantifiers"]))
        self.anybody = frozenset(nouns["anybody"])
        self.no_instruments = tuple(nouns["no_instruments"])
        self.harming = tuple(nouns["harming"])
        self.manners = frozenset(nouns["manners"])
        self.fellows = tuple(nouns["fellows"])
        self.age_nouns = tuple(nouns["ages"])
        self.unplaced = tuple(grammar["unplaced"])
        self.years = frozenset(units["year"])
        self.durations = frozenset((*(word for unit in units.values() for word in unit), *nouns["whiles"]))
        self.spells = tuple(word for word in units["hour"] if len(word) > 2)
        self.relative_adjectives = frozenset(grammar["relative_adjectives"])
        self.old = frozenset(grammar["old"])
        self.unique = frozenset(grammar["unique"])

    def _verbs(self, lexicon: Lexicon) -> None:
        words, grammar = lexicon["words"], lexicon["syntax"]
        self.having = frozenset(words["have_verbs"])
        self.benefactive = frozenset(words["benefactive"])
        self.light_verbs = frozenset(words["light_verbs"])
        self.vague_verbs = self.light_verbs | self.having | {*words["be_verbs"], *words["become_verbs"]}
        self.empty_verbs = frozenset((*grammar["pro_verbs"], *words["be_verbs"], *words["become_verbs"]))
        self.pro_verbs = frozenset(grammar["pro_verbs"])
        self.lending = frozenset(grammar["lending"])
        self.depicting = frozenset(grammar["depicting"])
        self.postures = frozenset(grammar["postures"])
        self.summing = frozenset(grammar["summing"])
        self.no_supines = frozenset(grammar["no_supines"])
        self.agentive = frozenset(grammar["agentive"])
        self.examining = frozenset(grammar["examining"])
        self.making = frozenset(grammar["making"])
        self.participle_endings = tuple(grammar["passive_participle_endings"])

    def _function_words(self, lexicon: Lexicon) -> None:
        words, grammar, pronouns = lexicon["words"], lexicon["syntax"], lexicon["pronouns"]
        self.reciprocal = frozenset(entry.split()[0] for entry in words["reciprocal_words"])
        self.particles = frozenset(words["particles"])
        self.own = frozenset(pronouns.get("reflexive_possessive", ()))
        self.propositional = frozenset(pronouns["propositional"])
        self.interrogative = frozenset(pronouns["interrogative"])
        self.totals = frozenset(lexicon["number"]["totals"])
        self.distributive = frozenset(grammar["distributive"])
        self.relative_adverbs = frozenset(grammar["relative_adverbs"])
        self.courses, self.filings = frozenset(grammar["courses"]), tuple(grammar["filings"])
        self.peaks = tuple(grammar["peaks"])
        self.deictic = frozenset(grammar["deictic"])
        self.separable = frozenset(grammar["separable"])
        self.examples = frozenset(grammar["examples"])
        self.absolute = frozenset(grammar["absolute"])
        self.aftermath = frozenset(grammar["aftermath"])
        self.goals = frozenset(grammar["goals"])
        self.dangling = frozenset(grammar["dangling"])
        self.place = frozenset(grammar["place_prepositions"])
        self.affiliating = frozenset((word,) for word in grammar["affiliating"])
        self.directions = frozenset(grammar["directions"])
        self.inside = frozenset(grammar["inside"])
        self.prepositions = frozenset(grammar["prepositions"])
        self.each = frozenset(grammar["each"])
        self.comparing = frozenset(grammar["comparing"])
        self.correlatives = frozenset(grammar["correlatives"])
        self.likening = frozenset(grammar["likening"])
        self.between = frozenset(grammar["between"])
        self.actor_prepositions = frozenset(grammar["actor_prepositions"])
        self.engaging = frozenset(grammar["engaging"])
        self.roles = {word: role for role, listed in grammar["oblique_roles"].items() for word in listed}
