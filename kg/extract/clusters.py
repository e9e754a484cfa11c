"""The coreference spans of a Doc in, clusters of mentions out, for what the extractors have built a mention of."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Span

from kg.extract.phrases import Phrases
from kg.extract.tree import conjuncts
from kg.model import CLUSTERS, DOUBTFUL, Cluster, Mention


def clusters(doc: Doc, phrases: Phrases, durations: Collection[str]) -> tuple[Cluster, ...]:
    """Clusters of two mentions or more, as `doc.spans` has them under keys that begin with CLUSTERS."""
    groups = (group for key, group in sorted(doc.spans.items()) if key.startswith(CLUSTERS))
    sure = ([span for span in group if _means(span, durations)] for group in groups)
    found = (tuple(parts for span in group if (parts := _parts(span, phrases))) for group in sure)
    return tuple(cluster for cluster in found if len(cluster) > 1)


def _means(span: Span, durations: Collection[str]) -> bool:
    """Is it surely meant, and no mere length of time: "eight months for fraud"?"""
    return span.label_ != DOUBTFUL and span.root.lower_ not in durations


def _parts(span: Span, phrases: Phrases) -> tuple[Mention, ...]:
    """The mention of a span, or those of its coordinated parts; empty if one of them has none."""
    tokens = [token for token in conjuncts(span.root) if span.start <= token.i < span.end]
    mentions = [phrases.built.get(phrases.name_head(token).i) for token in tokens]
    known = [mention for mention in mentions if mention is not None]
    return tuple(known) if len(known) == len(mentions) else ()
