"""Prefixes and IRIs: a local name or a text in, an absolute IRI out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

BASE = "https://w3id.org/newskg/"
KG = BASE + "ontology#"

PREFIXES = {
    "kg": KG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
}


class IRI(str):
    """An absolute IRI, told apart from a literal by its type."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Namespaces:
    """The IRIs of one graph under its base, e.g. `Namespaces().entity("Russia")`."""

    base: str = BASE

    def entity(self, slug: str) -> IRI:
        return IRI(f"{self.base}entity/{slug}")

    def statement(self, key: str) -> IRI:
        return IRI(f"{self.base}statement/{digest(key)}")

    def evidence(self, key: str) -> IRI:
        return IRI(f"{self.base}evidence/{digest(key)}")

    def merge(self, key: str) -> IRI:
        return IRI(f"{self.base}merge/{digest(key)}")

    def article(self, article_id: str) -> IRI:
        return IRI(f"{self.base}article/{article_id}")

    def prefixes(self) -> dict[str, str]:
        """All prefixes, those of this base included, in the order they are written."""
        own = {"ent": "entity/", "stm": "statement/", "evi": "evidence/", "art": "article/", "mrg": "merge/"}
        return PREFIXES | {prefix: self.base + path for prefix, path in own.items()}


def kg(name: str) -> IRI:
    """The IRI of a term of the ontology."""
    return IRI(KG + name)


def digest(text: str) -> str:
    """First 12 hexadecimal digits of SHA-256: 48 bits, so a clash needs millions of statements."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def slug(text: str, limit: int = 60) -> str:
    """A readable, safe last part of an IRI: ASCII letters, digits, `-` and `_`; a digest where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]+", "_", plain).strip("_-")[:limit].rstrip("_-") or digest(text)


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A", "ß": "ss", "đ": "d", "ł": "l"})
