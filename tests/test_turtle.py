"""graph.ttl: readable, the same for the same graph, and nothing in an article can break out of it."""

from __future__ import annotations

import random
import re

import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from rdflib.compare import isomorphic
from samples import ARTICLES, ENTITIES, SPACE, STATEMENTS

from kg.graph import rdf
from kg.publish import turtle
from kg.vocabulary import PREFIXES, Namespaces

HOSTILE = (
    'Han sa "nei" \\ "ja"',
    "linje\nlinje\r\n\tlinje",
    "<script>alert(1)</script>",
    '"""@nb . <http://evil> <http://evil> <http://evil> .',
    "שלום \u202egnal\u202c עולם",
    "> <b> .",
    "\x00\x1b[31m\x7f\u2028\ufeff\uffff\U0001f600",
    "\\u0041 \\n",
    "",
)


def written(*triples: Triple) -> str:
    return turtle.text(triples, SPACE)


def about(value: Literal, predicate: str = "https://w3id.org/newskg/ontology#quote") -> Triple:
    return Triple(NamedNode(SPACE.evidence("x")), NamedNode(predicate), value)


def stored(quads: list[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def sample() -> list[Quad]:
    return list(rdf.quads(ARTICLES, ENTITIES, STATEMENTS, SPACE))


def test_the_file_says_what_the_store_says(tmp_path):
    store = stored(sample())
    turtle.write(store, tmp_path / "graph.ttl", SPACE)
    union = serialize({quad.triple for quad in store}, format=RdfFormat.N_TRIPLES)
    assert isomorphic(rdflib.Graph().parse(tmp_path / "graph.ttl"), rdflib.Graph().parse(data=union, format="nt"))


def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_came(tmp_path):
    quads = sample()
    files = []
    for seed in range(3):
        random.Random(seed).shuffle(quads)
        turtle.write(stored(quads), tmp_path / "graph.ttl", SPACE)
        files.append((tmp_path / "graph.ttl").read_bytes())
    assert files[0] == files[1] == files[2]


def test_the_ontology_in_the_store_is_not_written(tmp_path):
    extra = Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("o"), NamedNode(rdf.ontology_graph(SPACE)))
    turtle.write(stored([*sample(), extra]), tmp_path / "graph.ttl", SPACE)
    assert "http://x/" not in (tmp_path / "graph.ttl").read_text(encoding="utf-8")


def test_it_reads_as_articles_then_entities_then_statements_with_their_evidence():
    text = written(*(quad.triple for quad in sample()))
    assert re.findall(r"^#### (\w+)", text, re.MULTILINE) == ["Articles", "Entities", "Statements"]
    kinds = re.findall(r"^\S+ a ([^;]*) ;", text.partition("#### Statements")[2], re.MULTILINE)
    assert kinds == ["kg:Statement", "kg:Evidence"] * len(STATEMENTS)
    assert "ent:Russland a kg:GeopoliticalEntity" in text
    assert "kg:hasBasesIn ent:Armenia" in text
    assert "kg:count 14 ;" in text
    assert 'kg:time "2020-09-30"^^xsd:date' in text


def test_only_prefixes_in_use_are_declared():
    text = written(about(Literal("x")))
    assert re.findall(r"@prefix (\w+):", text) == ["kg", "evi"]


def test_hostile_text_comes_back_as_it_was():
    for value in HOSTILE:
        for literal in (
            Literal(value),
            Literal(value, language="nb"),
            Literal(value, datatype=NamedNode("http://x/t")),
        ):
            graph = rdflib.Graph().parse(data=written(about(literal)), format="turtle")
            assert len(graph) == 1
            assert str(next(iter(graph.objects()))) == value


def test_text_that_turns_or_hides_what_follows_is_escaped():
    text = written(about(Literal("a\u202eb\u2066c\x1b[31m")))
    assert not {"\u202e", "\u2066", "\x1b"} & set(text)


@given(st.text(), st.sampled_from(["", "nb", "en"]))
def test_any_text_comes_back_as_it_was(value, language):
    literal = Literal(value, language=language) if language else Literal(value)
    graph = rdflib.Graph().parse(data=written(about(literal)), format="turtle")
    assert list(graph.objects()) == [rdflib.Literal(value, lang=language or None)]


@given(
    st.sampled_from(["integer", "decimal", "boolean", "double", "date", "string"]),
    st.one_of(st.from_regex(r"[+-]?[0-9]*\.?[0-9]*", fullmatch=True), st.sampled_from(["true", "1e3", "٣", "3.", ""])),
)
def test_any_typed_value_keeps_its_text_and_type(datatype, value):
    literal = Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype))
    assert [quad.object for quad in parse(written(about(literal)), format=RdfFormat.TURTLE)] == [literal]


@given(st.from_regex(r"[A-Za-z0-9_.~/%:;,()'!&*+=-]{0,12}", fullmatch=True))
def test_any_iri_is_a_legal_name(tail):
    iri = SPACE.base + "entity/" + tail.replace("%", "%25")
    text = written(Triple(NamedNode(iri), NamedNode(iri), NamedNode(iri)))
    assert set(rdflib.Graph().parse(data=text, format="turtle").all_nodes()) == {rdflib.URIRef(iri)}
    assert [quad.object.value for quad in parse(text, format=RdfFormat.TURTLE)] == [iri]


def test_another_base_has_the_same_prefixes():
    space = Namespaces("https://example.org/news/")
    text = turtle.text(
        [Triple(NamedNode(space.entity("A")), NamedNode(PREFIXES["rdfs"] + "label"), Literal("A"))], space
    )
    assert "@prefix ent:  <https://example.org/news/entity/> ." in text
    assert 'ent:A rdfs:label "A" .' in text
