"""Options of a build, from the command line or from Python, in one frozen value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.vocabulary import BASE

PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """Folder `name` (ontology, seeds) of the installed wheel, or of the checkout it runs from."""
    installed = PACKAGE / "data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


SURE = 0.5
"""Of statements less sure than this 283 of 435 were right by reading, of those up to 0.55 229 of 351, of the others
2,705 of 3,170, many in articles that rules were mended on. With 0.55 one in 30 things of the gold would be lost.
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """`model` empty means the shipped one; `workers` counts processes; `language` empty means detect it.

    Statements below `min_confidence` are left out, with 0 none. `authorities` are tables of known things, `identities`
    a file of names that are the same or different. `server` is the address of a SPARQL server to write to as well. With
    `validate`, statements that break a shape are put in quarantine.
    """

    output: Path = Path("output")
    model: str = ""
    language: str = ""
    workers: int = 1
    base: str = BASE
    min_confidence: float = SURE
    authorities: tuple[Path, ...] = ()
    identities: Path | None = None
    server: str = ""
    validate: bool = False

    def maker(self) -> str:
        """Words for what an analysis depends on beside the article: version, model, language, ontology."""
        return f"{version('newskg')} {self.model} {self.language} {_digest('ontology', 'parse', 'extract')}"

    def outlook(self) -> str:
        """Words for what the graph of given analyses depends on: version, ontology, rules and the user's own files.

        Raises ReadError for a file that cannot be read.
        """
        given = (*self.authorities, *filter(None, [self.identities]))
        own = hashlib.sha256(b"".join(map(_content, given))).hexdigest()[:12]
        how = f"{self.base} {self.min_confidence} {self.validate}"
        return f"{version('newskg')} {how} {own} {_digest('ontology', 'link', 'graph')}"

    def lasting(self) -> dict[str, Any]:
        """What holds for the graph until the next build says otherwise, as JSON can keep it."""
        kept = {name: value for name, value in asdict(self).items() if name not in PASSING}
        paths = [str(path.absolute()) for path in self.authorities]
        return kept | {"authorities": paths, "identities": str(self.identities.absolute()) if self.identities else ""}

    def with_lasting(self, kept: Mapping[str, Any]) -> Settings:
        """These settings with what `lasting` gave."""
        known = {name: value for name, value in kept.items() if name in asdict(self)}
        paths = tuple(Path(path) for path in kept.get("authorities", ()))
        given = kept.get("identities")
        return replace(self, **known | {"authorities": paths, "identities": Path(given) if given else None})


PASSING = frozenset({"output", "workers"})


def _content(path: Path) -> bytes:
    """The digest of a file of the user's."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from error


@cache
def _digest(*names: str) -> str:
    """A digest of folders of the package, and of the ontology: each changes what comes of an article."""
    folders = (data_folder(name) if name == "ontology" else PACKAGE / name for name in names)
    paths = (path for folder in folders for path in sorted(folder.rglob("*")))
    files = [path for path in paths if path.is_file() and "__pycache__" not in path.parts]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
