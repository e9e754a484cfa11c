"""A described mention and the discourse before it in, the named thing out whose name holds the noun: "the ministry"."""

from __future__ import annotations

from kg.link.agreement import single
from kg.link.discourse import Discourse
from kg.link.mentions import head_noun
from kg.link.people import PERSON
from kg.model import Form, Mention

BODIES = frozenset({"Organization", "Place"})
SHORTEST_NOUN = 4


def part_of_name(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The ministry" after "the Ministry of Defence": the body spoken of most with the noun, or a word that ends in
    it, in its name; of several the last."""
    plain = not (mention.owner or mention.origin or discourse.modifiers(mention))
    if not (single(mention) and plain) or len(mention.lemma) < SHORTEST_NOUN:
        return ()
    bodies: dict[int, int] = {}
    for step in discourse.back():
        for index in step.referents:
            referent = discourse.referents[index]
            if (
                referent.named
                and referent.kind in BODIES
                and any(_holds_noun(discourse, name, mention) for name in referent.mentions)
            ):
                bodies[index] = bodies.get(index, 0) + 1
    return (max(bodies, key=lambda index: bodies[index]),) if bodies else ()


def heralded(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The court", of which the text has not told: the one body of that noun that it names later."""
    bare = discourse.restates(mention) and mention.number != "Plur" and mention.quantity is None
    plain = not (mention.owner or discourse.ties(mention) or discourse.modifiers(mention))
    if (
        not (plain and (single(mention) or bare))
        or mention.kind != "Organization"
        or len(mention.lemma) < SHORTEST_NOUN
    ):
        return ()
    bodies = [r for r in discourse.referents if r.named and r.kind in BODIES]
    found = [r.index for r in bodies if any(_holds_noun(discourse, name, mention) for name in r.mentions)]
    return (found[0],) if len(found) == 1 else ()


def _holds_noun(discourse: Discourse, name: Mention, mention: Mention) -> bool:
    """Does the name begin or end with the noun, or a word that ends in it: "Storbanken Moe", "Moe tingrett"?

    What is no body or place ("the ball") is none by the end of a word ("Moe Football").
    """
    forms = (head_noun(mention.lemma), mention.text.casefold())
    words = name.text.casefold().split()
    outer = {words[0], words[-1]}
    bare = {word.removesuffix(ending) for word in outer for ending in discourse.words.endings}
    known = outer | bare if len(words) > 1 else outer
    held = any(word.endswith(forms) for word in known) if mention.kind in BODIES else bool(known & {*forms})
    return name.form is Form.NAME and held


def ending(discourse: Discourse, mention: Mention) -> tuple[int, ...]:
    """ "The prize" after "the Nordic Prize" written as one word: what was named last by a name that ends in the noun as
    it stands ("Nordlysprisen" … "prisen")."""
    form = mention.text.casefold()
    plain = not (mention.owner or mention.origin or discourse.modifiers(mention)) and " " not in form
    if not (single(mention) and plain) or mention.kind == PERSON or len(form) <= SHORTEST_NOUN:
        return ()
    for step in discourse.back():
        for index in step.referents:
            names = [one.text.casefold() for one in discourse.referents[index].mentions if one.form is Form.NAME]
            if any(name.endswith(form) and name[: -len(form)].strip() for name in names):
                return (index,)
    return ()
