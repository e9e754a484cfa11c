"""What each article speaks of in, what tells it from its namesakes in other articles out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.lexicon import lexicon
from kg.link.brief import briefly, owned, shown
from kg.link.coreference import Resolution
from kg.link.discourse import Referent
from kg.link.forms import generation
from kg.link.gazetteer import CAPITAL, COUNTRIES, Gazetteer, Record
from kg.link.mentions import spot
from kg.link.names import PLACES, name_key, name_tokens
from kg.link.roles import fields, is_role
from kg.link.spelling import folded
from kg.link.surroundings import placed
from kg.link.words import words
from kg.model import Article, Form, Mention

Place = tuple[str, int]
"""A referent: the id of its article, its own position in that article."""
UNDATED = "9999"
LONGEST_SUFFIX = 12
"""Letters of a role noun that a compound may end in."""
EVENT, PERSON = "Event", "Person"
BEGINNING = 4
"""Sentences in which an article names what it is about, its headline included."""
OFTEN = 2
"""Times as often as another that it is spoken of."""
EVERYWHERE = COUNTRIES | {CAPITAL, "continent", "news_agency", "newspaper", "broadcaster"}
"""Sorts of known things that news names beside anybody: company that says nothing."""


class Naming(NamedTuple):
    """What an article calls a thing: `text` as in a sentence, `shown` outside it, so many `times`; `name` or not."""

    text: str
    shown: str
    kind: str
    name: bool
    times: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A referent of one article. Sets hold lower-case words, name keys and ids of records.

    `when` sorts by the day of the article, those without one last; then by article and place in it. `namings` leave
    pronouns out, `mentions` counts them; `title` is the fullest naming.

    `full` is the key of its longest name, without accents and hyphens, `forms` those of all; `posts` the role nouns it
    is called by, `fields` their walks of life; `ties` whom it belongs to, `homes` the countries among them; `company`
    what its article names beside the usual, as it is written there by its key; `born` the first and last year of birth
    that its age allows; `generation` is senior or junior where a name says so; `nouns` are those that an event is
    called by.
    """

    place: Place
    source: str
    language: str
    when: tuple[str, str, int]
    kind: str
    record: Record | None
    mentions: int
    title: str
    namings: tuple[Naming, ...]
    gender: str = ""
    full: str = ""
    forms: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    company: Mapping[str, str] = field(default_factory=dict)
    born: tuple[int, int] | None = None
    generation: str = ""
    nouns: frozenset[str] = frozenset()

    @property
    def alone(self) -> bool:
        """Is it a person with one name only?"""
        return self.kind == "Person" and " " not in self.full


def profiles(article: Article, resolution: Resolution, gazetteer: Gazetteer) -> Iterator[Profile]:
    """The referents of an article, those without a mention left out."""
    known = {referent.index: _identity(referent) for referent in resolution.referents}
    company = {
        known[referent.index]: _title(referent.mentions)
        for referent in resolution.referents
        if referent.named and known[referent.index] and not _everywhere(referent)
    }
    brief = briefly(article, resolution.referents)
    belongings = words(article.language).belongings
    holders = [(one, found) for one in belongings if (found := _foremost(resolution.referents, one)) is not None]
    for referent in resolution.referents:
        if referent.mentions:
            forms = brief.get(referent.index, frozenset()) | _owned(article, referent, resolution)
            if referent.kin_of is not None:
                forms |= _of(article, referent, resolution.referents[referent.kin_of])
            for kind, holder in holders:
                if any(noun.endswith(belongings[kind]) for noun in referent.nouns):
                    forms |= _of(article, referent, holder)
            yield _profile(article, referent, resolution, known, company, forms, gazetteer)


def _owned(article: Article, referent: Referent, resolution: Resolution) -> frozenset[str]:
    """How a described thing is called with the name of its owner for a pronoun."""
    forms = set()
    for mention in referent.mentions if not referent.named else ():
        owner = mention.owner
        owners = resolution.of.get(spot(owner), ()) if owner is not None and owner.form is Form.PRONOUN else ()
        told = [one for index in owners for one in resolution.referents[index].mentions if one.form is not Form.PRONOUN]
        if len(owners) == 1 and owners[0] != referent.index and told:
            forms.add(owned(article, mention, _title(told), words(article.language).owning))
    return frozenset(forms - {""})


def _foremost(referents: Sequence[Referent], kind: str) -> Referent | None:
    """The one of a kind that an article is about: named at its beginning, and spoken of twice as often as any other."""
    named = [one for one in referents if one.named and one.kind == kind and one.mentions]
    often = sorted(named, key=lambda one: (-len(one.mentions), one.index))[:2]
    alone = len(often) < 2 or len(often[0].mentions) >= OFTEN * len(often[1].mentions)
    known = alone and often and min(one.sentence for one in often[0].mentions) < BEGINNING
    return often[0] if known else None


def _of(article: Article, referent: Referent, holder: Referent) -> frozenset[str]:
    """A bare description with the name of whose it must be: "the turnover of X", "the mother of Y"."""
    after = words(article.language).owning[2]
    if referent.named or referent.ties or not holder.named or not after:
        return frozenset()
    own = [one for one in referent.mentions if one.definite and one.owner is None and "-" not in one.text]
    parts = [shown(article, one).partition(" ") for one in own]
    name = _title(holder.mentions)
    return frozenset(f"{noun} {after} {name}{gap}{rest}" for noun, gap, rest in parts if after not in rest.split())


def kind_group(kind: str) -> str:
    """Kinds that one name may waver between from text to text: a place and a state are one group."""
    return "Place" if kind in PLACES else kind


def _profile(
    article: Article,
    referent: Referent,
    resolution: Resolution,
    known: dict[int, str],
    company: Mapping[str, str],
    brief: frozenset[str],
    gazetteer: Gazetteer,
) -> Profile:
    posts = frozenset(noun for noun in referent.nouns if is_role(article.language, noun))
    bodies = {tie for _, tie in referent.offices} | referent.ties
    ties = frozenset(known[int(tie[1:])] if tie.startswith("#") else tie for tie in bodies) - {""}
    origins = [gazetteer.find(mention.origin) for mention in referent.mentions if mention.origin]
    origins += [placed(article, mention, gazetteer) for mention in referent.mentions if mention.form is Form.NAME]
    records = [gazetteer.records[tie] for tie in ties if tie in gazetteer.records]
    records += [origin for origin in origins if origin is not None]
    homes = frozenset(gazetteer.country_of(record) for record in records) - {""}
    return Profile(
        (article.id, referent.index),
        article.source,
        article.language,
        (article.published.isoformat() if article.published else UNDATED, article.id, referent.index),
        kind_group(referent.kind),
        referent.record,
        len(referent.mentions),
        _title(referent.mentions),
        _namings(article, referent, brief),
        referent.person_gender,
        _full(referent.mentions),
        frozenset({name_key(mention.text) for mention in referent.mentions if mention.form is Form.NAME}),
        posts,
        frozenset(walk for post in posts for walk in fields(article.language, post)),
        ties,
        homes or _home(article.language, referent, known, gazetteer),
        company,
        _born(article, resolution.ages.get(referent.index, "")),
        next(filter(None, (_generation(article, mention) for mention in referent.mentions)), ""),
        frozenset(referent.nouns) if referent.kind == EVENT else frozenset(),
    )


def _title(mentions: Sequence[Mention]) -> str:
    """The longest name that the article has for it, else the longest mention."""
    named = [mention for mention in mentions if mention.form is Form.NAME] or mentions
    longest = max(named, key=lambda mention: (len(mention.text.split()), len(mention.text), -mention.start))
    return " ".join(longest.text.split())


def _namings(article: Article, referent: Referent, brief: Iterable[str]) -> tuple[Naming, ...]:
    """Somebody whom the text shows to be a person is one, whatever a name alone looked like.

    The `brief` forms are no mentions of their own.
    """
    person = referent.kind == PERSON
    counts = Counter(
        (
            mention.text,
            shown(article, mention),
            referent.kind if person or mention.kind == PERSON else mention.kind,
            mention.form is Form.NAME,
        )
        for mention in referent.mentions
        if mention.form is not Form.PRONOUN
    )
    counts.update({(form, form, referent.kind, False): 0 for form in brief if form not in {one[1] for one in counts}})
    return tuple(Naming(*naming, times) for naming, times in sorted(counts.items()))


def _home(language: str, referent: Referent, known: dict[int, str], gazetteer: Gazetteer) -> frozenset[str]:
    """The country of a body that every state has, where nothing beside its name tells."""
    names = lexicon(language)["names"]
    countries = {one for one in known.values() if one in gazetteer.records and gazetteer.records[one].sort in COUNTRIES}
    common = any(mention.text.casefold().endswith(names["state_bodies"]) for mention in referent.mentions)
    unmarked = common and (not countries or names["home"] in countries)
    return frozenset({names["home"]}) - {""} if unmarked and referent.named else frozenset()


def _identity(referent: Referent) -> str:
    """A record's id, or the key of a full name; empty for what is only described."""
    return referent.record.id if referent.record is not None else _full(referent.mentions)


def _full(mentions: Sequence[Mention]) -> str:
    keys = (name_key(mention.text) for mention in mentions if mention.form is Form.NAME)
    longest = max(keys, key=lambda key: (len(name_tokens(key)), len(key), key), default="")
    return folded(longest if " " not in longest else longest.replace("-", " "))


def _generation(article: Article, mention: Mention) -> str:
    """Senior or junior, where that stands after a name."""
    words = article.text[mention.end : mention.end + LONGEST_SUFFIX].replace(",", " ").split(maxsplit=2)
    alone, both = " ".join(words[:1]), " ".join(words[:2])
    return (generation(alone) or generation(both)) if mention.form is Form.NAME else ""


def _everywhere(referent: Referent) -> bool:
    return referent.record is not None and referent.record.sort in EVERYWHERE


def _born(article: Article, age: str) -> tuple[int, int] | None:
    if not age.isdigit() or article.published is None:
        return None
    year = article.published.year - int(age)
    return year - 1, year
