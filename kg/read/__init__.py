"""Paths in, articles and errors out: files are found, decoded and cut into blocks; no language is parsed here."""

from kg.read.article import articles
from kg.read.files import source

__all__ = ["articles", "source"]
