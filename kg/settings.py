"""Options of a build, from the command line or from Python, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.vocabulary import BASE

PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """Folder `name` (ontology, seeds) of the installed wheel, or of the checkout it runs from."""
    installed = PACKAGE / "data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    """`model` empty means the shipped one; `workers` counts processes; `language` empty means detect it.

    Statements below `min_confidence` are left out. `authorities` are tables of known things, `identities` a file of
    names that are the same or different. `server` is the address of a SPARQL server to write to as well.
    """

    output: Path = Path("output")
    model: str = ""
    language: str = ""
    workers: int = 1
    base: str = BASE
    min_confidence: float = 0.0
    authorities: tuple[Path, ...] = ()
    identities: Path | None = None
    server: str = ""
