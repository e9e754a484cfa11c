"""The file `labels.json` in, the label lists of every head of the network out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Labels:
    """Each tuple is in the order of the network's scores. `lemmas` holds edit scripts, `entities` BIO tags."""

    languages: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Raises OSError or ValueError if the file is missing or malformed."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: tuple(values) for name, values in data.items()})

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
