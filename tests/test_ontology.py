"""The ontology, its shapes and its named queries, tried on a small graph about a war, a prize and a resignation."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg import ontology as onto
from kg.errors import OntologyError
from kg.ontology import ontology
from kg.settings import data_folder
from kg.vocabulary import KG, Namespaces

FOLDER = data_folder("ontology")
QUERIES = sorted((FOLDER / "queries").glob("*.rq"))
PREFIXES = Namespaces().prefixes()
HASH = hashlib.sha256(b"").hexdigest()

HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

ARTICLES = f"""
art:vg a kg:Article, schema:NewsArticle ; schema:headline "Krigen"@nb ; schema:datePublished "2020-10-01"^^xsd:date ;
    schema:publisher "VG" ; dcterms:source "vg.txt" ; schema:inLanguage "nb" ; kg:sha256 "{HASH}" .
art:bbc a kg:Article, schema:NewsArticle ; schema:headline "The war"@en ; schema:datePublished "2020-10-02"^^xsd:date ;
    schema:publisher "BBC" ; dcterms:source "bbc.txt" ; schema:inLanguage "en" ; kg:sha256 "{HASH}" .
"""

ENTITIES = """
ent:Russia a kg:GeopoliticalEntity ; rdfs:label "Russland"@nb, "Russia"@en ; skos:altLabel "Moskva"@nb ;
    kg:mentionCount 5 .
ent:Turkey a kg:GeopoliticalEntity ; rdfs:label "Tyrkia"@nb, "Turkey"@en ; kg:mentionCount 3 .
ent:Armenia a kg:GeopoliticalEntity ; rdfs:label "Armenia"@nb, "Armenia"@en ; kg:mentionCount 4 .
ent:Nagorno-Karabakh a kg:Place ; rdfs:label "Nagorno-Karabakh"@nb ; kg:mentionCount 4 .
ent:Putin a kg:Person ; rdfs:label "Vladimir Putin"@nb ; skos:altLabel "Putin"@nb ; kg:mentionCount 2 .
ent:Aliyev a kg:Person ; rdfs:label "Ilham Alijev"@nb, "Ilham Aliyev"@en ; kg:mentionCount 1 .
ent:rebels a kg:Group ; rdfs:label "opprørere fra Syria"@nb ; kg:mentionCount 2 .
ent:ceasefire a kg:Agreement ; rdfs:label "ceasefire"@en ; kg:mentionCount 1 .
ent:civilians a kg:Group ; rdfs:label "14 sivile"@nb ; kg:mentionCount 1 .
"""

STATEMENTS = (
    ("bases", "vg", "Russland → har baser i → Armenia", 'kg:subject ent:Russia ; kg:object ent:Armenia',
     "hasBasesIn", "Asserted", "Positive", "", 24, 3197, "Russland har militærbaser i Armenia"),
    ("bases2", "bbc", "Russia → has bases in → Armenia", 'kg:subject ent:Russia ; kg:object ent:Armenia',
     "hasBasesIn", "Asserted", "Positive", "", 3, 210, "Russia has bases in Armenia"),
    ("sent", "vg", "opprørere fra Syria → drar til → Nagorno-Karabakh",
     'kg:subject ent:rebels ; kg:object ent:Nagorno-Karabakh', "movesTo", "Claimed", "Positive",
     'prov:wasAttributedTo ent:Russia ; kg:cue "hevde"@nb ;',
     12, 1043, "opprørere fra Syria sendes til Nagorno-Karabakh"),
    ("sent2", "bbc", "opprørere fra Syria → moves to → Nagorno-Karabakh",
     'kg:subject ent:rebels ; kg:object ent:Nagorno-Karabakh', "movesTo", "Denied", "Positive",
     'prov:wasAttributedTo ent:Turkey ; kg:cue "deny"@en ;', 8, 700, "Turkey denies sending rebels"),
    ("leave", "vg", "Armenia → trekker seg ut av → Nagorno-Karabakh",
     'kg:subject ent:Armenia ; kg:object ent:Nagorno-Karabakh', "withdrawsFrom", "Requested", "Positive",
     'prov:wasAttributedTo ent:Aliyev ;', 5, 400, "at Armenia trekker seg ut"),
    ("demand", "vg", "Ilham Alijev → ber om → ⟨Armenia → trekker seg ut av → Nagorno-Karabakh⟩",
     'kg:subject ent:Aliyev ; kg:object stm:leave', "callsFor", "Asserted", "Positive", "", 5, 380,
     "Alijev krever at Armenia trekker seg ut"),
    ("refusal", "bbc", "Turkey → rejects → ⟨opprørere fra Syria → drar til → Nagorno-Karabakh⟩",
     'kg:subject ent:Turkey ; kg:object stm:sent', "rejects", "Asserted", "Positive", "", 8, 695, "Turkey denies it"),
    ("appeal", "bbc", "Vladimir Putin → calls for → ceasefire", 'kg:subject ent:Putin ; kg:object ent:ceasefire',
     "callsFor", "Asserted", "Positive", 'kg:time "2020-10-01"^^xsd:date ; kg:timeText "on Thursday"@en ;', 2, 100,
     "Putin called for a ceasefire on Thursday"),
    ("office", "vg", "Vladimir Putin → har stilling som → president",
     'kg:subject ent:Putin ; kg:objectValue "president"@nb', "holdsPosition", "Asserted", "Positive", "", 2, 90,
     "Russlands president Vladimir Putin"),
    ("head", "vg", "Vladimir Putin → leder → Russland", 'kg:subject ent:Putin ; kg:object ent:Russia', "leads",
     "Asserted", "Positive", "", 2, 90, "Russlands president Vladimir Putin"),
    ("deaths", "vg", "dreper → 14 sivile", 'kg:object ent:civilians', "kills", "Asserted", "Positive",
     'kg:beginTime "2020-09-27"^^xsd:date ; kg:place ent:Nagorno-Karabakh ; kg:count 14 ;',
     9, 800, "14 sivile er drept"),
    ("calm", "bbc", "Turkey → ¬ attacks → Armenia", 'kg:subject ent:Turkey ; kg:object ent:Armenia', "attacks",
     "Asserted", "Negative", "", 11, 900, "Turkey has not attacked Armenia"),
)  # fmt: skip


def statement(row: tuple[str | int, ...]) -> str:
    name, article, label, ends, predicate, factuality, polarity, more, sentence, start, quote = row
    language = "nb" if article == "vg" else "en"
    end = int(start) + len(str(quote))
    return f"""
stm:{name} a kg:Statement ; rdfs:label "{label}"@{language} ; {ends} ; kg:predicate kg:{predicate} ;
    kg:surfacePredicate "{predicate}"@{language} ; kg:factuality kg:{factuality} ; kg:polarity kg:{polarity} ; {more}
    prov:wasDerivedFrom art:{article} ; kg:evidence evi:{name} ; kg:confidence 0.9 ; kg:extractor "clauses" .
evi:{name} a kg:Evidence ; kg:sentence {sentence} ; kg:start {start} ; kg:end {end} ; kg:quote "{quote}"@{language} .
"""


PLAIN = """
ent:Russia kg:hasBasesIn ent:Armenia .
ent:Aliyev kg:callsFor stm:leave .
ent:Turkey kg:rejects stm:sent .
ent:Putin kg:callsFor ent:ceasefire ; kg:holdsPosition "president"@nb ; kg:leads ent:Russia .
"""
QUARANTINE = """
stm:apart a kg:QuarantinedStatement ; rdfs:label "Russland → gift med → Armenia"@nb ; kg:quarantineReason "No."@en ;
    prov:wasDerivedFrom art:vg .
"""
GRAPH = HEADER + ARTICLES + ENTITIES + "".join(map(statement, STATEMENTS)) + PLAIN + QUARANTINE


# ---------------------------------------------------------------------------------------------- the ontology


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return rdflib.Graph().parse(FOLDER / "newskg.ttl")


RELATIONS = [name for name in ontology().properties if name != "involves"]
FAMILIES = {name for name, prop in ontology().properties.items() if prop.family == "involves"}


def test_ontology_is_small() -> None:
    assert len(FAMILIES) == 13
    assert 60 <= len(set(RELATIONS) - FAMILIES) <= 72


@pytest.mark.parametrize("name", RELATIONS)
def test_each_relation_is_complete(name: str, graph: rdflib.Graph) -> None:
    prop = ontology().properties[name]
    assert prop.labels.keys() >= {"nb", "en"}
    assert prop.family in FAMILIES | {"involves"}
    assert prop.domain
    assert prop.range
    languages = {language for _, language in prop.triggers}
    noted = (rdflib.URIRef(KG + name), rdflib.URIRef(KG + "triggerNote"), None) in graph
    assert languages == {"nb", "en"} or noted


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_term_has_a_label_of_its_own(language: str, graph: rdflib.Graph) -> None:
    relations: dict[str, str] = {}
    for term in {subject for subject in graph.subjects() if str(subject).startswith(KG)}:
        labels = [str(each) for each in graph.objects(term, rdflib.RDFS.label) if each.language == language]  # type: ignore[attr-defined]
        assert len(labels) == 1, term
        name = str(term).removeprefix(KG)
        if name in ontology().properties:
            assert labels[0] not in relations, f"{name} and {relations[labels[0]]} are both called {labels[0]!r}"
            relations[labels[0]] = name


def test_named_inverses_are_declared_with_labels(graph: rdflib.Graph) -> None:
    pairs = list(graph.subject_objects(rdflib.OWL.inverseOf))
    assert len(pairs) > 30
    for inverse, relation in pairs:
        assert len(list(graph.objects(inverse, rdflib.RDFS.label))) == 2
        assert str(relation).removeprefix(KG) in ontology().properties
        assert str(inverse).removeprefix(KG) not in ontology().properties


def test_no_blank_nodes_and_every_kg_term_used_is_declared(graph: rdflib.Graph) -> None:
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    used = {str(node) for triple in graph for node in triple if str(node).startswith(KG)}
    assert used == {str(subject) for subject in graph.subjects() if str(subject).startswith(KG)}


CHARACTER = {
    "kills": ("opposes", "killedBy", False, False),
    "meets": ("engagesWith", "", True, False),
    "locatedIn": ("situatedIn", "", False, True),
    "partOf": ("situatedIn", "hasPart", False, True),
    "callsFor": ("addresses", "", False, False),
    "hasBasesIn": ("moves", "", False, False),
    "isA": ("describedAs", "", False, False),
    "addresses": ("involves", "", False, False),
    "involves": ("", "", False, False),
}


@pytest.mark.parametrize("name", CHARACTER)
def test_character_of_relations(name: str) -> None:
    prop = ontology().properties[name]
    assert (prop.family, prop.inverse, prop.symmetric, prop.transitive) == CHARACTER[name]


TRIGGERS = {
    ("callsFor", "be X<addressee> om", "nb"),
    ("callsFor", "call for", "en"),
    ("hasBasesIn", "ha militærbase i", "nb"),
    ("convicts", "dømme X til ~<penalty>", "nb"),
    ("kills", "kreve liv (intr)", "nb"),
    ("controls", "være under kontroll av (inv)", "nb"),
    ("mediates", "mekle mellom", "nb"),
    ("mediates", "megle mellom", "nb"),
    ("attacks", "skyte ned", "nb"),
    ("supports", "støtte (n) til", "nb"),
    ("partOf", "anerkjent (ptcp) som del av", "nb"),
    ("owns", "owner (role) of", "en"),
}


@pytest.mark.parametrize(("name", "text", "language"), sorted(TRIGGERS))
def test_words_of_a_relation(name: str, text: str, language: str) -> None:
    assert (text, language) in ontology().properties[name].triggers


def test_a_trigger_belongs_to_several_relations_only_if_the_arguments_tell_them_apart() -> None:
    owners: dict[tuple[str, str], list[onto.Property]] = {}
    for prop in ontology().properties.values():
        for trigger in prop.triggers:
            owners.setdefault(trigger, []).append(prop)
    for trigger, props in owners.items():
        sides = {(prop.domain, prop.range) for prop in props}
        assert len(sides) == len(props), f"{trigger} says {', '.join(prop.name for prop in props)}"


@pytest.mark.parametrize(
    ("kind", "cls", "expected"),
    [
        ("GeopoliticalEntity", "Agent", True),
        ("GeopoliticalEntity", "Place", True),
        ("Person", "Agent", True),
        ("Person", "Place", False),
        ("Place", "Agent", False),
        ("Topic", "Thing", True),
        ("Topic", "Topic", True),
    ],
)
def test_is_a(kind: str, cls: str, expected: bool) -> None:
    assert ontology().is_a(kind, cls) is expected


def test_is_a_names_an_unknown_class() -> None:
    with pytest.raises(OntologyError, match="no class 'Animal'"):
        ontology().is_a("Animal", "Thing")


NOTATION = {
    "be X<addressee> om": "",
    "dømme X til ~<penalty> for ~": "",
    "selge Y X<theme>": "",
    "eier (role) av": "",
    "kreve liv (intr)": "",
    "true X<addressee> med (inf)": "",
    "tape for (inv)": "",
    "re-elect X as ~<position>": "",
    "": "lemma",
    "X om": "lemma",
    "Kreve": "lemma",
    "be  om": "neither",
    "be X<adressat> om": "no qualifier",
    "kreve (verb)": "neither",
    "av eier (role)": "neither",
    "selge Y X": "twice",
    "be X om (inf)": "twice",
    "kjøpe X ~": "preposition",
}


@pytest.mark.parametrize("text", NOTATION)
def test_notation_of_triggers(text: str) -> None:
    fault = onto.check(text, ontology().qualifiers)
    assert NOTATION[text] in fault
    assert bool(fault) is bool(NOTATION[text])


RELATION = (
    'kg:likes rdfs:subPropertyOf kg:involves ; rdfs:label "likes"@en ; schema:domainIncludes kg:Agent ;'
    " schema:rangeIncludes owl:Thing ; kg:trigger {} ."
)
DEMANDS = {
    "no Turtle": ("kg:likes a", "cannot be read as Turtle"),
    "bad trigger": (RELATION.format('"like X<hm>"@en'), "'like X<hm>' of kg:likes: 'hm' is no qualifier"),
    "no language": (RELATION.format('"like"'), "'like' of <.*likes> needs a language tag"),
    "no such class": (RELATION.format('"like"@en').replace("kg:Agent", "kg:Animal"), "kg:Animal that is not declared"),
    "no range": (RELATION.format('"like"@en').replace("rangeIncludes", "range"), "has no schema:rangeIncludes"),
}


@pytest.mark.parametrize(("extra", "message"), DEMANDS.values(), ids=DEMANDS)
def test_a_mistake_in_the_file_is_named(extra: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text((FOLDER / "newskg.ttl").read_text(encoding="utf-8") + extra, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        onto.read(path)


def test_a_relation_is_added_without_code(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    more = RELATION.format('"like"@en, "like"@nb')
    path.write_text((FOLDER / "newskg.ttl").read_text(encoding="utf-8") + more, encoding="utf-8")
    assert onto.read(path).properties["likes"].triggers == (("like", "en"), ("like", "nb"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"gone\.ttl"):
        onto.read(tmp_path / "gone.ttl")


# ------------------------------------------------------------------------------------------------ the shapes


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "shapes.ttl")


@pytest.fixture(scope="module")
def hierarchy(graph: rdflib.Graph) -> rdflib.Graph:
    """What the shapes need of the ontology; the labels and triggers only make a check slow."""
    kept = rdflib.Graph()
    for predicate in (rdflib.RDF.type, rdflib.RDFS.subClassOf, rdflib.RDFS.subPropertyOf):
        for triple in graph.triples((None, predicate, None)):
            kept.add(triple)
    return kept


def messages(text: str, shapes: rdflib.Graph, known: rdflib.Graph) -> set[str]:
    data = rdflib.Graph().parse(data=text, format="turtle")
    _, report, _ = pyshacl.validate(data + known, shacl_graph=shapes, inplace=True)
    assert isinstance(report, rdflib.Graph), report
    return {str(message) for message in report.objects(None, rdflib.SH.resultMessage)}


def test_the_good_graph_conforms(shapes: rdflib.Graph, graph: rdflib.Graph) -> None:
    assert messages(GRAPH, shapes, graph) == set()


BROKEN = {
    "no ends": ("kg:object ent:civilians ;", "", "needs a kg:subject, a kg:object or a kg:objectValue"),
    "two objects": ('kg:objectValue "president"@nb', 'kg:object ent:Russia ; kg:objectValue "president"@nb',
                    "either a kg:object or"),
    "two predicates": ("kg:predicate kg:kills", "kg:predicate kg:kills, kg:injures", "exactly one kg:predicate"),
    "no relation": ("kg:predicate kg:kills", "kg:predicate kg:Kills", "no relation of newskg.ttl"),
    "qualifier as relation": ("kg:predicate kg:kills", "kg:predicate kg:theme", "no relation of newskg.ttl"),
    "no factuality": ("kg:factuality kg:Requested ;", "", "exactly one kg:factuality"),
    "odd factuality": ("kg:factuality kg:Requested ;", "kg:factuality kg:Positive ;", "exactly one kg:factuality"),
    "no polarity": ("kg:polarity kg:Negative ;", "", "exactly one kg:polarity"),
    "no article": ("prov:wasDerivedFrom art:vg ; kg:evidence evi:deaths", "kg:evidence evi:deaths",
                   "exactly one kg:Article"),
    "article gone": ("prov:wasDerivedFrom art:bbc ; kg:evidence evi:calm",
                     "prov:wasDerivedFrom art:gone ; kg:evidence evi:calm", "exactly one kg:Article"),
    "no evidence": ("kg:evidence evi:calm ; ", "", "at least one kg:evidence"),
    "orphan evidence": ("kg:evidence evi:calm ; ", "kg:evidence evi:deaths ; ", "No statement uses this evidence"),
    "confidence": ('kg:evidence evi:calm ; kg:confidence 0.9', 'kg:evidence evi:calm ; kg:confidence 1.9',
                   "from 0 to 1"),
    "confidence as text": ('kg:evidence evi:calm ; kg:confidence 0.9', 'kg:evidence evi:calm ; kg:confidence "high"',
                           "from 0 to 1"),
    "no label": ('rdfs:label "dreper → 14 sivile"@nb ;', "", "rdfs:label that is not empty"),
    "source unknown": ("prov:wasAttributedTo ent:Aliyev", "prov:wasAttributedTo ent:Nobody",
                       "The source of a statement"),
    "source as text": ("prov:wasAttributedTo ent:Aliyev", 'prov:wasAttributedTo "Aliyev"', "The source of a statement"),
    "object unknown": ("kg:object stm:leave", "kg:object stm:gone", "at most one kg:object"),
    "time as text": ('kg:time "2020-10-01"^^xsd:date', 'kg:time "on Thursday"', "at most one kg:time"),
    "end before start": ("kg:start 3197 ; kg:end 3232", "kg:start 3197 ; kg:end 3190", "greater than kg:start"),
    "offset as text": ("kg:start 3197", 'kg:start "3197"', "exactly one kg:start"),
    "no end": ("kg:start 3197 ; kg:end 3232", "kg:start 3197", "exactly one kg:end"),
    "no sentence": ("kg:sentence 24 ;", "", "exactly one kg:sentence"),
    "no quote": ('; kg:quote "14 sivile er drept"@nb', "", "exactly one kg:quote"),
    "quote cut": ('kg:quote "14 sivile er drept"@nb', 'kg:quote "14 sivile er"@nb', "deaths is not as long as"),
    "article type": ("art:bbc a kg:Article, schema:NewsArticle", "art:bbc a kg:Article", "also a schema:NewsArticle"),
    "article source": (' dcterms:source "bbc.txt" ;', "", "exactly one dcterms:source"),
    "hash": (f'schema:inLanguage "en" ; kg:sha256 "{HASH}"', 'schema:inLanguage "en" ; kg:sha256 "x"',
             "64 hexadecimal digits"),
    "date": ('"2020-10-02"^^xsd:date', '"2. oktober"', "an xsd:date"),
    "entity without label": ('rdfs:label "Tyrkia"@nb, "Turkey"@en ; ', "", "rdfs:label that is not empty"),
    "entity without class": ("ent:Turkey a kg:GeopoliticalEntity ;", "ent:Turkey", "class of newskg.ttl"),
    "entity of odd class": ("ent:Turkey a kg:GeopoliticalEntity ;", "ent:Turkey a kg:Country ;", "class of newskg.ttl"),
    "claim as fact": ("ent:Russia kg:hasBasesIn ent:Armenia .",
                      "ent:Russia kg:hasBasesIn ent:Armenia . ent:rebels kg:movesTo ent:Nagorno-Karabakh .",
                      "Nagorno-Karabakh stands as a fact"),
    "negation as fact": ("ent:Russia kg:hasBasesIn ent:Armenia .",
                         "ent:Russia kg:hasBasesIn ent:Armenia . ent:Turkey kg:attacks ent:Armenia .",
                         "stands as a fact"),
    "fact without plain triple": ("ent:Turkey kg:rejects stm:sent .", "", "its plain triple is missing"),
}  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_graph_is_told_why(
    good: str, bad: str, message: str, shapes: rdflib.Graph, hierarchy: rdflib.Graph
) -> None:
    assert GRAPH.count(good) == 1
    found = messages(GRAPH.replace(good, bad), shapes, hierarchy)
    assert [each for each in found if message in each], found


# ----------------------------------------------------------------------------------------------- the queries


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(PREFIXES["art"] + "all"))
    store.load(path=str(FOLDER / "newskg.ttl"), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:ontology"))
    return store


def ask(store: ox.Store, name: str, **parameters: str) -> Iterator[dict[str, str]]:
    text = (FOLDER / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(key): ox.Literal(value) for key, value in parameters.items()
    }
    solutions = store.query(text, use_default_graph_as_union=True, substitutions=bound)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {key: solution[key].value for key in names if solution[key] is not None and key not in parameters}


def column(store: ox.Store, query: str, key: str, **parameters: str) -> list[str]:
    return [row.get(key, "") for row in ask(store, query, **parameters)]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_each_query_says_what_it_is_for_and_takes_its_parameters(path: Path, store: ox.Store) -> None:
    text = path.read_text(encoding="utf-8")
    titles = re.findall(r"^# title: (.+)$", text, re.MULTILINE)
    parameters = re.findall(r"^# param: (\w+) = \S+ — .+$", text, re.MULTILINE)
    assert len(titles) == 2
    assert parameters
    assert list(ask(store, path.stem))
    for name in parameters:
        assert not list(ask(store, path.stem, **{name: "no such thing"}))


def test_who_says_what(store: ox.Store) -> None:
    rows = list(ask(store, "who-says-what", said_by="moskva"))
    assert rows == [
        {
            "speaker": "Russland",
            "factuality": "påstått",
            "statement": "opprørere fra Syria → drar til → Nagorno-Karabakh",
            "quote": "opprørere fra Syria sendes til Nagorno-Karabakh",
            "date": "2020-10-01",
            "article": "vg.txt",
        }
    ]
    assert column(store, "who-says-what", "speaker") == ["Ilham Alijev", "Russland", "Tyrkia"]
    assert column(store, "who-says-what", "speaker", about="Armenia") == ["Ilham Alijev"]


def test_claims_not_asserted(store: ox.Store) -> None:
    assert column(store, "claims-not-asserted", "factuality") == ["benektet", "krevd", "påstått"]
    assert column(store, "claims-not-asserted", "said_by", entity="nagorno-karabakh") == [
        "Tyrkia",
        "Ilham Alijev",
        "Russland",
    ]
    assert column(store, "claims-not-asserted", "said_by", entity="Armenia") == ["Ilham Alijev"]


def test_denied_or_disputed(store: ox.Store) -> None:
    rows = [(row["how"], row.get("denied_by", ""), row["quote"]) for row in ask(store, "denied-or-disputed")]
    assert rows == [
        ("avviser", "Tyrkia", "Turkey denies it"),
        ("benektet", "Tyrkia", "Turkey denies sending rebels"),
        ("nektende", "", "Turkey has not attacked Armenia"),
    ]


def test_neighbours_of(store: ox.Store) -> None:
    rows = [tuple(row.values()) for row in ask(store, "neighbours-of", entity="RUSSIA")]
    assert rows == [
        ("Russland", "→", "har baser i", "Armenia", "2"),
        ("Russland", "←", "leder", "Vladimir Putin", "1"),
    ]


def test_timeline(store: ox.Store) -> None:
    rows = [(row["time"], row["statement"]) for row in ask(store, "timeline")]
    assert rows == [("2020-09-27", "dreper → 14 sivile"), ("2020-10-01", "Vladimir Putin → calls for → ceasefire")]
    assert column(store, "timeline", "time", entity="Putin") == ["2020-10-01"]


def test_positions(store: ox.Store) -> None:
    rows = [(row["holder"], row["position"], row["of"]) for row in ask(store, "positions", person="putin")]
    assert rows == [("Vladimir Putin", "president", "Russland")]
    assert column(store, "positions", "holder", body="Russia") == ["Vladimir Putin"]


def test_most_connected(store: ox.Store) -> None:
    first = next(ask(store, "most-connected"))
    assert first == {
        "name": "Armenia",
        "class": "geopolitisk enhet",
        "neighbours": "3",
        "statements": "4",
        "articles": "2",
        "mentions": "4",
    }
    assert column(store, "most-connected", "name", kind="person") == ["Vladimir Putin", "Ilham Alijev"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"subject": "Russia", "relation": "hasBasesIn"},
        {"relation": "har baser i"},
        {"relation": "has bases in", "object": "armenia"},
    ],
)
def test_evidence_of(parameters: dict[str, str], store: ox.Store) -> None:
    rows = [(row["quote"], row["sentence"], row["start"], row["end"], row["article"])
            for row in ask(store, "evidence-of", **parameters)]  # fmt: skip
    assert rows == [
        ("Russia has bases in Armenia", "3", "210", "237", "bbc.txt"),
        ("Russland har militærbaser i Armenia", "24", "3197", "3232", "vg.txt"),
    ]


def test_evidence_of_a_literal(store: ox.Store) -> None:
    assert column(store, "evidence-of", "quote", object="President") == ["Russlands president Vladimir Putin"]


def test_corroborated(store: ox.Store) -> None:
    rows = list(ask(store, "corroborated"))
    assert rows == [
        {
            "statement": "Russia → has bases in → Armenia",
            "independent": "2",
            "articles": "2",
            "publishers": "2",
            "first": "2020-10-01",
            "last": "2020-10-02",
        }
    ]
    assert column(store, "corroborated", "articles", entity="Moskva") == ["2"]


def test_contradictions(store: ox.Store) -> None:
    rows = [(row["statement"], row["said_by"], row["denied_by"]) for row in ask(store, "contradictions")]
    assert rows == [("opprørere fra Syria → drar til → Nagorno-Karabakh", "Russland", "Tyrkia")]


def test_answers_come_in_the_same_order_whatever_the_order_of_loading(store: ox.Store) -> None:
    other = ox.Store()
    other.load(path=str(FOLDER / "newskg.ttl"), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:ontology"))
    parts = [ARTICLES, ENTITIES, PLAIN, QUARANTINE, *map(statement, STATEMENTS)]
    for part in reversed(parts):
        other.load((HEADER + part).encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:graph"))
    for path in QUERIES:
        assert list(ask(store, path.stem)) == list(ask(other, path.stem))
