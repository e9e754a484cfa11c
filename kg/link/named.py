"""The names in a discourse in, a referent for each thing that bears some of them out, with all its names settled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.link.discourse import Discourse
from kg.link.forms import listed
from kg.link.gazetteer import fitting
from kg.link.mentions import Spot, opens_sentence, spot
from kg.link.names import PLACES, group_names, majority
from kg.link.spelling import folded
from kg.link.surroundings import contradicted
from kg.model import Form, Mention

TITLE = 40
"""Characters before a name in which a title may say that its post is held no more."""
POSITION = "holdsPosition"
"""What only a person has."""
BODY = "Organization"
OF_BODIES = frozenset({"leads", "worksFor", "memberOf"})
"""What relates somebody to a body: its object is no person."""
COMPANY_FORM = re.compile(r"\s+(\S+?)(?=[\s,.;:]|$)")


def settle_names(discourse: Discourse) -> None:
    """Settle the names, and the descriptions that are a known name after all."""
    surnames = {name.text.split()[-1] for name in discourse.names if name.kind == "Person" and " " in name.text}
    names = {name.text for name in discourse.names} | surnames
    holders = {spot(c.subject) for c in discourse.claims if c.predicate == POSITION and c.subject is not None}
    bodies = {spot(c.object) for c in discourse.claims if c.predicate in OF_BODIES and isinstance(c.object, Mention)}
    named = [m for m in discourse.mentions if not m.members and _is_name(discourse, m, names)]
    named = [replace(m, kind="Person") if _is_surname(discourse, m, surnames) else m for m in named]
    parts = dict(_parts(discourse, named))
    whole = [m for m in named if all(m not in pair for pair in parts.values())]
    for group in group_names(
        [*whole, *parts], discourse.article.text, discourse.gazetteer, discourse.words.endings, discourse.restates
    ):
        kind = _kind(group, holders, bodies)
        record = next(filter(None, (fitting(discourse.gazetteer.find(m.text), kind) for m in group)), None)
        if record is not None and any(contradicted(discourse.article, m, record, discourse.gazetteer) for m in group):
            record = None
        referent = discourse.introduce(group[0], record)
        referent.named, referent.kind, referent.ties = True, record.kind if record is not None else kind, set()
        if referent.kind == "Person":
            given = min((m.text for m in group), key=lambda text: -len(text)).casefold().split()
            referent.person_gender = discourse.words.genders.get(given[0], "") if len(given) > 1 else ""
        plain = {mention.text for mention in group}
        for mention in group:
            called = replace(mention, form=Form.DESCRIPTION) if _adorned(discourse, mention, plain) else mention
            discourse.settle(called, (referent.index,))
            discourse.of |= {spot(part): (referent.index,) for part in parts.get(mention, ())}
    for mention in named:
        if mention.title:
            referent = discourse.referents[discourse.of[spot(mention)][0]]
            discourse.call(referent, mention.title)
            before = discourse.article.text[max(0, mention.start - TITLE) : mention.start].casefold().split()
            if discourse.words.former & {*before} or any(w.startswith(discourse.words.former_prefixes) for w in before):
                discourse.former.add(referent.index)


def _kind(group: Sequence[Mention], holders: set[Spot], bodies: set[Spot]) -> str:
    """What a bearer of names is: what its name or the nouns before it tell, else what most mentions look like."""
    if any(map(_is_firm, group)):
        return BODY
    if any((m.title and m.kind == "Person") or spot(m) in holders for m in group):
        return "Person"
    if any(m.title and m.kind == BODY for m in group):
        return BODY  # "the company Moe"
    kinds = [m.kind for m in group if m.form is Form.NAME] or [m.kind for m in group]
    if any(spot(m) in bodies for m in group):
        kinds = [kind for kind in kinds if kind != "Person"] or [BODY]
    return majority(kinds)


def _is_firm(name: Mention) -> bool:
    """Does a name end as those of companies and clubs do: "Moe Bakeri", "Moe IL"?"""
    words = name.text.casefold().split()
    return len(words) > 1 and words[-1] in listed("firm_words") | listed("forms")


def _parts(discourse: Discourse, named: Sequence[Mention]) -> Iterator[tuple[Mention, tuple[Mention, Mention]]]:
    """Names of companies that a conjunction makes two of, with those two: "Nordskjær Kraft og Energi ASA".

    The second is nothing but words that such names end in ("Energi", "Sønner"), and the form of a company. So of a body
    for several places ("Follo og Nordre Østfold tingrett").
    """
    text = discourse.article.text
    for left, right in pairwise(sorted((m for m in named if m.form is Form.NAME), key=spot)):
        between = text[left.end : right.start].casefold().strip()
        words = folded(right.text.casefold()).split()
        if between not in discourse.words.conjunctions or left.kind == "Person":
            continue
        if words[-1] in listed("shared_bodies") and " " not in left.text:
            yield replace(left, end=right.end, text=text[left.start : right.end], kind="Organization"), (left, right)
        if words[0] not in listed("firm_words"):
            continue
        form = COMPANY_FORM.match(text, right.end)
        end = form.end() if form is not None and form.group(1).casefold() in listed("forms") else right.end
        if all(word in listed("firm_words") | listed("forms") for word in words):
            yield replace(left, end=end, text=text[left.start : end], kind="Organization"), (left, right)


def _adorned(discourse: Discourse, mention: Mention, plain: Collection[str]) -> bool:
    """Is the name a full one with a word before it that has a capital only because a sentence begins: "Syke Ida Moe"?

    Such a word ends as an adjective, is no given name, and `plain` (all forms of the name) has what is left.
    """
    first, _, name = mention.text.partition(" ")
    opens = opens_sentence(mention, discourse.article.text) and first[1:].islower()
    given = first.casefold() in discourse.words.genders or not first.endswith(discourse.words.adjectival)
    return mention.kind == "Person" and opens and not given and " " in name and name in plain


def _is_name(discourse: Discourse, mention: Mention, told: set[str]) -> bool:
    """Is the mention a name: as the parser has it, as known, or as the article writes a name elsewhere?"""
    again = mention.form is Form.DESCRIPTION and mention.text[:1].isupper() and mention.text in told
    return mention.form is Form.NAME or again or _is_known(discourse, mention)


def _is_surname(discourse: Discourse, mention: Mention, surnames: Collection[str]) -> bool:
    """Is what looks like a place the surname of somebody whom the article names, and does it act as people do?"""
    place = mention.kind in PLACES and mention.text in surnames and spot(mention) in discourse.acting
    return place and discourse.gazetteer.find(mention.text) is None


def _is_known(discourse: Discourse, mention: Mention) -> bool:
    """Is a description written exactly as a known name, and not with a capital only because it opens a sentence?"""
    if mention.form is not Form.DESCRIPTION or mention.text not in discourse.gazetteer.exact:
        return False
    opens = opens_sentence(mention, discourse.article.text)
    return not (opens and " " not in mention.text and mention.text.istitle())
