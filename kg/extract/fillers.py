"""A nominal in, whether it stands for nobody and nothing out: a verb in disguise, "those who"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from spacy.tokens import Token

from kg.extract.tree import children, feature, has, is_clause, relation


def verbal(token: Token) -> bool:
    """A finite verb or an adverb stands for nothing, whatever the parser made of it."""
    finite = token.pos_ == "VERB" and has(token, "VerbForm=Fin")
    if token.pos_ != "ADJ":
        return finite
    role, bare = relation(token), not children(token, "det", "amod", "nmod")
    loose = role == "advmod" and relation(token.head) == "root" and not children(token, "det", "nmod")
    done = bare and has(token, "VerbForm=Part") and role in {"obj", "xcomp", "obl"}  # "sits imprisoned"
    joined = bare and role == "conj" and token.head.pos_ == "NOUN" and not has(token, "Definite=Def")  # "lice and high"
    compared = bare and has(token, "Degree=Cmp") and role == "obj"  # "made worse"
    neuter = bare and has(token, "Gender=Neut") and has(token, "Definite=Ind") and role in {"obj", "obl"}
    described = role == "appos" and not any(feature(word, "Definite") == "Def" for word in children(token, "det"))
    return loose or done or neuter or joined or compared or (described and not has(token, "Definite=Def"))


def whoever(token: Token, pronouns: Mapping[str, Mapping[str, Any]]) -> bool:
    """Does a pronoun stand for whoever or whatever the clause right after it tells, and for nothing known: "those who",
    "that which"?"""
    after = [child for child in token.children if child.left_edge.i == token.i + 1]
    told = any(relation(child) == "acl" or (relation(child) == "nmod" and is_clause(child)) for child in after)
    features = pronouns.get(token.lower_, {}) if token.pos_ in {"PRON", "DET"} else {}
    return told and features.get("kind") != "Person" and features.get("person") == 3


def elliptic(token: Token, words: Collection[str]) -> bool:
    """Is it an adjective whose noun is left out: "the new one is dearer", "the best that she has written"?"""
    most = has(token, "Degree=Sup") and feature(token, "Number") != "Plur"
    alone = token.pos_ == "ADJ" and not children(token, "nmod", "amod")
    return alone and (most or token.lemma_.lower() in words)
