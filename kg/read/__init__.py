"""Paths in, articles and errors out: files are found, decoded and cut into blocks; no language is parsed here."""

from kg.read.article import articles

__all__ = ["articles"]
