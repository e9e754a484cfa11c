"""newskg: news articles in, a knowledge graph out that says who did what, when, where, and who says so.

import kg
built = kg.build(["seeds/"])
built.graph.query("SELECT ?who WHERE { ?who kg:callsFor ?what }")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KGError
    from kg.graph import Graph
    from kg.model import Article, Entity, Statement
    from kg.pipeline import Build, build, remove
    from kg.settings import Settings

__all__ = ["Article", "Build", "Entity", "Graph", "KGError", "Settings", "Statement", "build", "remove"]

_HOMES = {
    "Article": "kg.model",
    "Build": "kg.pipeline",
    "Entity": "kg.model",
    "Graph": "kg.graph",
    "KGError": "kg.errors",
    "Settings": "kg.settings",
    "Statement": "kg.model",
    "build": "kg.pipeline",
    "remove": "kg.pipeline",
}


def __getattr__(name: str) -> Any:
    """Public names load their module when first used, so that importing kg costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
