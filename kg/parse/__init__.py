"""An article in, a spaCy Doc with Universal Dependencies and names out."""

from kg.parse.conllu import conllu
from kg.parse.parser import parse

__all__ = ["conllu", "parse"]
