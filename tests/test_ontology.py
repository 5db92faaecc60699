"""The ontology: complete, within its profile, and what ROBOT's report would let pass.

What is looked at is the OWL file of the release, which joins the ontology, the data and the
labels of public terms.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from itertools import combinations

import pyoxigraph as ox
import pytest
from corpora import ROOT, drawn

import kg
from kg.exchange.imports import import_module, read_imports, whole_ontology
from kg.rdf import BASE, VOCAB, Iri, Literal, Statement, statements, to_nquads
from kg.rdf.nquads import quads_text
from kg.rdf.speaker import PUBLIC
from kg.rdf.texts import to_rdfxml

CORPUS = kg.load().corpus
ONTOLOGY = CORPUS.ontology
IMPORTS = read_imports(ROOT)
SAID = [one for one in statements(CORPUS) if not one.graph]
WHOLE = set(whole_ontology(CORPUS, IMPORTS, SAID))
MODULE = set(import_module(CORPUS, IMPORTS))
HOME = f"{BASE}ontology"
BUILT_IN = tuple(PUBLIC[prefix] for prefix in ("rdf", "rdfs", "owl"))
OWL = PUBLIC["owl"]


def word(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return (VOCAB if prefix == "hb" else PUBLIC[prefix]) + local


def values(subject: str, curie: str, said: set[Statement] = WHOLE) -> list[str]:
    found = [one.object for one in said if (one.subject, one.predicate) == (subject, word(curie))]
    return sorted(value if isinstance(value, Iri) else value.text for value in found)


def declared(kind: str, said: set[Statement] = WHOLE) -> set[str]:
    type_, kind = word("rdf:type"), OWL + kind
    return {one.subject for one in said if (one.predicate, one.object) == (type_, kind)}


OURS = sorted(
    entity
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    for entity in declared(kind)
    if entity.startswith(VOCAB)
)


def asked(query: str, said: set[Statement]) -> list[str]:
    """Ask an ontology a question about `?entity`."""
    store = ox.Store()
    store.bulk_load(quads_text(said).encode(), format=ox.RdfFormat.N_QUADS)
    found = store.query(query, prefixes={**PUBLIC, "hb": VOCAB})
    assert isinstance(found, ox.QuerySolutions)
    return sorted({solution["entity"].value for solution in found})


def test_the_header_says_what_the_metadata_say() -> None:
    told = ONTOLOGY.metadata

    assert declared("Ontology") == {HOME} == {told["ontology"]}
    for key in ("title", "description", "creator", "publisher", "license"):
        assert values(HOME, f"dcterms:{key}") == [told[key]], key
    for key in ("created", "modified"):
        assert values(HOME, f"dcterms:{key}") == [f"{told[key]}T00:00:00"]
    assert values(HOME, "owl:versionIRI") == [f"{HOME}/{told['version']}"]
    assert values(HOME, "owl:versionInfo") == [told["version"]]
    assert values(HOME, "vann:preferredNamespacePrefix") == ["hb"]
    assert values(HOME, "vann:preferredNamespaceUri") == [VOCAB]


def test_the_header_says_that_no_address_resolves_yet() -> None:
    [comment] = values(HOME, "rdfs:comment")

    assert "not registered" in comment


def test_every_ontology_that_labels_come_from_is_named_with_licence_and_date() -> None:
    sources = values(HOME, "dcterms:source")

    assert len(sources) > 15
    assert values(f"{BASE}imports", "dcterms:source", MODULE) == sources
    for source in sources:
        assert values(source, "rdfs:label", MODULE)
        assert values(source, "dcterms:license", MODULE)
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", values(source, "hb:seen", MODULE)[0])


@pytest.mark.parametrize("entity", OURS, ids=lambda entity: entity.removeprefix(VOCAB))
def test_every_class_and_property_has_one_label_one_definition_and_a_home(entity: str) -> None:
    [definition] = values(entity, "IAO:0000115")

    assert len(values(entity, "rdfs:label")) == 1
    assert values(entity, "skos:definition") == [definition]
    assert values(entity, "rdfs:isDefinedBy") == [HOME]


def test_what_is_declared_is_what_the_tables_declare() -> None:
    words = ONTOLOGY.words.values()

    assert {entity.removeprefix(VOCAB) for entity in OURS} == {
        *ONTOLOGY.types,
        *ONTOLOGY.predicates,
        *(one.name for one in words),
    }


def test_nothing_is_declared_as_two_kinds_of_thing() -> None:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")

    for one, other in combinations(kinds, 2):
        assert declared(one) & declared(other) == set(), (one, other)


def test_every_property_in_use_is_declared() -> None:
    kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    known = set[str]().union(*map(declared, kinds))
    used = {one.predicate for one in WHOLE if not one.predicate.startswith(BUILT_IN)}

    assert used - known == set()


def test_object_properties_join_individuals_and_data_properties_carry_literals() -> None:
    objects, data = declared("ObjectProperty"), declared("DatatypeProperty")
    individuals = declared("NamedIndividual")
    joined = {end for one in WHOLE if one.predicate in objects for end in (one.subject, one.object)}
    carried = {one.object for one in WHOLE if one.predicate in data}
    described = {one.subject for one in WHOLE if one.predicate in data}

    assert len(joined) > 500
    assert joined - individuals == set()
    assert described - individuals == set()
    assert carried
    assert all(isinstance(value, Literal) for value in carried)


def test_every_individual_has_a_class_of_ours() -> None:
    classes = declared("Class")
    typed = {one.subject for one in WHOLE if one.object in classes}

    assert declared("NamedIndividual") - typed == set()


def test_only_simple_axioms_are_used() -> None:
    """No domain, range, restriction, equivalence, list: nothing that infers but these."""
    axioms = {one.predicate for one in WHOLE if one.predicate.startswith(BUILT_IN)}
    kinds = {
        str(one.object)
        for one in WHOLE
        if one.predicate == word("rdf:type") and str(one.object).startswith(BUILT_IN)
    }

    assert {iri.rpartition("#")[2] for iri in axioms} == {
        "comment", "disjointWith", "isDefinedBy", "label", "subClassOf", "subPropertyOf",
        "type", "versionIRI", "versionInfo",
    }  # fmt: skip
    assert {iri.rpartition("#")[2] for iri in kinds} == {
        "AnnotationProperty", "Class", "Datatype", "DatatypeProperty", "NamedIndividual",
        "ObjectProperty", "Ontology", "SymmetricProperty", "TransitiveProperty",
    }  # fmt: skip


def test_nothing_is_blank() -> None:
    nodes = [part for one in WHOLE for part in (one.subject, one.object) if isinstance(part, Iri)]

    assert [node for node in nodes if not node.startswith(("http://", "https://"))] == []


def test_roots_are_disjoint_each_from_each() -> None:
    roots = {name for name, type_ in ONTOLOGY.types.items() if not type_.parent}
    pairs = {
        frozenset((one.subject.removeprefix(VOCAB), str(one.object).removeprefix(VOCAB)))
        for one in WHOLE
        if one.predicate == word("owl:disjointWith")
    }

    assert len(roots) == 6
    assert {frozenset(pair) for pair in combinations(roots, 2)} <= pairs
    assert {frozenset(("Claim", root)) for root in roots} <= pairs


def test_symmetric_and_transitive_properties_are_those_meant() -> None:
    symmetric = {one.id for one in ONTOLOGY.predicates.values() if one.symmetric}

    assert declared("SymmetricProperty") == {VOCAB + name for name in symmetric}
    assert declared("TransitiveProperty") == {f"{VOCAB}part_of"}


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("affects_positively", ["causally_affects"]),
        ("affects_negatively", ["causally_affects"]),
        ("promotes", ["affects_positively"]),
        ("inhibits", ["affects_negatively"]),
        ("acts_on", ["causally_affects"]),
        ("produces", ["affects_positively"]),
        ("negatively_correlated_with", ["correlates_with"]),
        ("risk_factor_for", ["correlates_with"]),
        ("associated_with", ["correlates_with"]),
        ("no_effect_on", []),
        ("not_correlated_with", []),
        ("binds", []),
        ("correlates_with", []),
        ("causally_affects", []),
    ],
)
def test_the_tree_of_properties_is_shallow(below: str, above: list[str]) -> None:
    parents = values(VOCAB + below, "rdfs:subPropertyOf")

    assert [iri.removeprefix(VOCAB) for iri in parents if iri.startswith(VOCAB)] == above


def test_a_public_property_is_a_parent_only_where_the_table_says_it_is_safe() -> None:
    for one in ONTOLOGY.predicates.values():
        parents = values(VOCAB + one.id, "rdfs:subPropertyOf")
        safe = [ONTOLOGY.iri(one.safe_superproperty)] if one.safe_superproperty else []

        assert [iri for iri in parents if not iri.startswith(VOCAB)] == safe


def test_what_the_tree_entails_of_an_edge_is_said_already() -> None:
    """So that a plain store answers as one with a reasoner does."""
    said = {one[:3] for one in SAID}
    signs = {
        one.id: values(VOCAB + one.id, "rdfs:subPropertyOf") for one in ONTOLOGY.predicates.values()
    }
    entailed = {
        (one.subject, parent, one.object)
        for one in SAID
        for parent in signs.get(one.predicate.removeprefix(VOCAB), ())
        if parent.rpartition("/")[2] in {"affects_positively", "affects_negatively"}
    }

    assert len(entailed) > 200
    assert entailed - said == set()


def test_predicates_are_mapped_to_ro_biolink_and_bel() -> None:
    promotes = f"{VOCAB}promotes"

    assert values(promotes, "skos:closeMatch") == [
        "http://purl.obolibrary.org/obo/RO_0002598",
        "https://w3id.org/biolink/vocab/affects",
    ]
    assert values(promotes, "hb:bel") == ["increases"]
    assert values(f"{VOCAB}agonist_of", "skos:exactMatch") == [
        "http://purl.obolibrary.org/obo/RO_0018027"
    ]
    assert "https://w3id.org/biolink/vocab/Cell" in values(f"{VOCAB}Cell", "skos:closeMatch")


def test_what_a_predicate_may_join_is_said_without_inferring() -> None:
    for one in ONTOLOGY.predicates.values():
        for curie, types in (
            ("schema:domainIncludes", one.subject_types),
            ("schema:rangeIncludes", one.object_types),
        ):
            assert values(VOCAB + one.id, curie) == sorted(VOCAB + type_ for type_ in types)


def test_a_class_is_called_as_no_term_or_property_is() -> None:
    [cell] = values(f"{VOCAB}Cell", "rdfs:label")
    [nutrient] = values(f"{VOCAB}Nutrient", "rdfs:label")
    [factor] = values(f"{VOCAB}TranscriptionFactor", "rdfs:label")

    assert (cell, nutrient, factor) == ("cell", "nutrient (class)", "transcription factor")


def test_a_class_makes_way_for_a_term_of_any_corpus() -> None:
    said = set(statements(drawn("cell -> b")))

    assert values(f"{VOCAB}Cell", "rdfs:label", said) == ["cell (class)"]


ROBOT = {
    "missing_label": "?entity a ?kind FILTER NOT EXISTS { ?entity rdfs:label ?label } "
    "FILTER(?kind NOT IN (rdfs:Datatype))",
    "duplicate_label": "?entity rdfs:label ?l. ?other rdfs:label ?l FILTER(?entity != ?other)",
    "multiple_labels": "?entity rdfs:label ?a, ?b FILTER(?a != ?b)",
    "label_whitespace": r"?entity rdfs:label ?l FILTER(REGEX(?l, '^\\s|\\s$|\\n|\\t'))",
    "multiple_definitions": "?entity IAO:0000115 ?a, ?b FILTER(?a != ?b)",
    "missing_definition": "?entity a ?kind FILTER(STRSTARTS(STR(?entity), STR(hb:))) "
    "FILTER NOT EXISTS { ?entity IAO:0000115 ?d }",
    "missing_ontology_title": "?entity a owl:Ontology "
    "FILTER NOT EXISTS { ?entity dcterms:title ?t }",
    "missing_ontology_license": "?entity a owl:Ontology "
    "FILTER NOT EXISTS { ?entity dcterms:license ?t FILTER(isIRI(?t)) }",
    "missing_ontology_description": "?entity a owl:Ontology "
    "FILTER NOT EXISTS { ?entity dcterms:description ?t }",
    "deprecated_reference": "?entity ?p ?o. ?o owl:deprecated ?true",
}


PLANTED = {
    "missing_label": [("rdf:type", Iri(f"{OWL}Class"))],
    "duplicate_label": [("rdfs:label", Literal("cell"))],
    "multiple_labels": [("rdfs:label", Literal("one")), ("rdfs:label", Literal("two"))],
    "label_whitespace": [("rdfs:label", Literal(" one"))],
    "multiple_definitions": [("IAO:0000115", Literal("1")), ("IAO:0000115", Literal("2"))],
    "missing_definition": [("rdf:type", Iri(f"{OWL}Class"))],
    "missing_ontology_title": [("rdf:type", Iri(f"{OWL}Ontology"))],
    "missing_ontology_license": [
        ("rdf:type", Iri(f"{OWL}Ontology")),
        ("dcterms:license", Literal("CC BY 4.0")),
    ],
    "missing_ontology_description": [("rdf:type", Iri(f"{OWL}Ontology"))],
    "deprecated_reference": [
        ("rdfs:subClassOf", Iri(f"{VOCAB}planted")),
        ("owl:deprecated", Literal("true")),
    ],
}


@pytest.mark.parametrize("rule", ROBOT)
def test_robot_would_report_no_error(rule: str) -> None:
    assert asked(f"SELECT ?entity {{ {ROBOT[rule]} }}", WHOLE) == []


@pytest.mark.parametrize("rule", ROBOT)
def test_what_robot_would_report_is_found(rule: str) -> None:
    planted = Iri(f"{VOCAB}planted")
    faults = {Statement(planted, Iri(word(curie)), value) for curie, value in PLANTED[rule]}

    assert planted in asked(f"SELECT ?entity {{ {ROBOT[rule]} }}", WHOLE | faults)


def test_every_public_term_that_is_pointed_at_has_its_label_origin_and_date() -> None:
    matches = {word(f"skos:{match}Match") for match in ("exact", "close", "broad")}
    pointed = {str(one.object) for one in SAID if one.predicate in matches}
    pointed |= {str(one.object) for one in SAID if one.predicate == word("hb:eco")}
    pointed = {iri for iri in pointed if not iri.startswith("https://w3id.org/biolink/")}

    assert len(pointed) > 200
    for iri in pointed:
        assert values(iri, "rdfs:label", MODULE), iri
        assert values(iri, "rdfs:isDefinedBy", MODULE), iri
        assert values(iri, "hb:seen", MODULE), iri


def test_nothing_but_label_origin_and_date_is_taken_from_others() -> None:
    terms = {one.subject for one in MODULE if one.predicate == word("rdfs:isDefinedBy")}
    told = {
        (one.predicate, one.object if one.predicate == word("rdf:type") else "")
        for one in MODULE
        if one.subject in terms
    }

    assert told == {
        (word("rdfs:label"), ""),
        (word("rdfs:isDefinedBy"), ""),
        (word("hb:seen"), ""),
        (word("rdf:type"), word("owl:ObjectProperty")),  # the parents of ours alone
    }


def test_public_terms_have_the_label_they_were_seen_with() -> None:
    with (ROOT / "ontology" / "imports" / "labels.tsv").open(encoding="utf-8") as stream:
        rows = {row["curie"]: row for row in csv.DictReader(stream, delimiter="\t")}

    osteoblast = ONTOLOGY.iri("CL:0000062")
    assert values(osteoblast, "rdfs:label", MODULE) == [rows["CL:0000062"]["label"]]
    assert values(osteoblast, "hb:seen", MODULE) == [rows["CL:0000062"]["seen"]]


def test_every_ontology_of_the_table_has_the_licence_that_the_readme_says() -> None:
    told = (ROOT / "ontology" / "imports" / "README.md").read_text(encoding="utf-8")
    names = {
        "https://creativecommons.org/publicdomain/zero/1.0/": "CC0",
        "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
        "https://creativecommons.org/licenses/by/3.0/": "CC BY 3.0",
        "https://www.apache.org/licenses/LICENSE-2.0": "Apache 2.0",
        "https://hpo.jax.org/app/license": "its own licence",
    }
    rows = [line for line in told.splitlines() if line.startswith("| ")]

    for one in IMPORTS.ontologies.values():
        [row] = [row for row in rows if re.search(rf"\b{re.escape(one.name)}\b", row)]
        assert names[one.licence] in row.split("|")[2], one.name


def test_the_vocabularies_that_code_writes_have_the_prefixes_of_the_table() -> None:
    assert PUBLIC.items() <= ONTOLOGY.prefixes.items()


def test_a_corpus_without_metadata_still_has_classes_and_no_header() -> None:
    corpus = drawn("a -> b")

    text = to_nquads(replace(corpus, ontology=replace(corpus.ontology, metadata={})))

    assert f"<{VOCAB}Cell>" in text
    assert "owl#Ontology" not in text


def test_the_owl_file_starts_with_the_ontology() -> None:
    text = to_rdfxml(WHOLE, ONTOLOGY.prefixes)

    assert re.search(r"<rdf:RDF[^>]*>\s*<owl:Ontology ", text)
