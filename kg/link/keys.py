"""The profiles of one name in, the keys that bring it together with other names out: what is never compared has none.

Names that share a key and may be forms of one name are neighbours; whatever is decided of a name, it depends on nothing
but the names that can be reached from it by neighbours, and on the people of one surname.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.link.names import name_tokens
from kg.link.profiles import Profile
from kg.link.spelling import skeleton
from kg.link.variants import CORE, FORM, SHORTEST, SOUND, TOKEN, alike, core, person_form, sounds

SURNAME = "l"
ALONE = "~"


def name_of(profile: Profile) -> str:
    """Profiles of one such name are judged together; that of a person called by one word is another than a body's."""
    return ALONE + profile.full if profile.alone else profile.full


def keys(profiles: Sequence[Profile]) -> set[str]:
    """All keys of the name that the profiles share; none where there are none."""
    found: set[str] = set()
    kinds = {profile.kind == "Person" for profile in profiles}
    full = profiles[0].full if profiles else ""
    if True in kinds:
        found |= {surname(full), *(SOUND + sound for sound in sounds(full))}
    if False in kinds:
        found |= {CORE + core(full)[0], *(FORM + form for one in profiles for form in {full, *one.forms})}
        found |= {TOKEN + token for token in name_tokens(skeleton(full)) if len(full) >= SHORTEST}
    return found


def surname(full: str) -> str:
    """The key of all people whose name ends alike, a particle before a hyphen left aside."""
    return SURNAME + "".join(name_tokens(full.replace("-", " "))[-1:])


def _same_person(left: str, right: str) -> bool:
    return bool(person_form(name_tokens(left), name_tokens(right)))


def _any(_left: str, _right: str) -> bool:
    return True


NEIGHBOURS: dict[str, Callable[[str, str], bool]] = {SOUND: _same_person, CORE: _any, FORM: _any, TOKEN: alike}
"""For a kind of key, whether two names that share one may be one; people of one surname are no neighbours by that."""


def neighbours(name: str, shared: Iterable[tuple[str, Iterable[str]]]) -> set[str]:
    """The names that may be forms of a name, among those that share each of its keys."""
    return {
        other
        for key, names in shared
        if key[0] in NEIGHBOURS
        for other in names
        if other != name and NEIGHBOURS[key[0]](name, other)
    }
