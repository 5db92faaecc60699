"""The shapes of `ontology/shapes.ttl`: the curated graph conforms, and each can fail."""

from __future__ import annotations

import re

import pyshacl
import pytest
from broken_graphs import ValidGraph, graph_of, read_cases
from corpora import ROOT
from rdflib import SH, Graph, URIRef
from rdflib.collection import Collection

import kg
from kg.model.vocabulary import STRUCTURAL
from kg.rdf import VOCAB, to_nquads

FILE = ROOT / "ontology" / "shapes.ttl"
CASES = read_cases("shapes")
CORPUS = kg.load().corpus
SHAPES = Graph().parse(FILE)
SHAPE = "https://w3id.org/hormone-bone/shapes/"
SHACL = str(SH)
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
CONSTRAINTS = {
    *("class", "closed", "datatype", "in", "lessThanOrEquals", "maxCount", "minCount"),
    *("minInclusive", "minLength", "node", "nodeKind", "not", "or", "pattern", "xone"),
}
SAID = {
    *("ignoredProperties", "message", "path", "property"),
    *("targetClass", "targetObjectsOf", "targetSubjectsOf"),
}
"""What a shape says beside its constraints."""
ROOTS = {name for name, type_ in CORPUS.ontology.types.items() if not type_.parent}


def ours(name: str) -> URIRef:
    return URIRef(SHAPE + name)


def local(iri: object) -> str:
    return re.split(r"[/#]", str(iri))[-1]


def reporting() -> set[URIRef]:
    """List the shapes that report: those with a target, and those of their properties."""
    nodes = {node for target in TARGETS for node in SHAPES.subjects(target)}
    found = nodes | {shape for node in nodes for shape in SHAPES.objects(node, SH.property)}
    return {shape for shape in found if isinstance(shape, URIRef)}


def members(shape: str, constraint: str = "in") -> set[str]:
    [head] = SHAPES.objects(ours(shape), URIRef(SHACL + constraint))
    return set(map(str, Collection(SHAPES, head)))


def results(data: Graph) -> list[str]:
    """Validate a graph, and name the shape and the constraint of each result."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inplace=True)
    found = [
        f"{local(shape)} {component[0].lower()}{component[1:]}"
        for result in report.objects(None, SH.result)
        for shape in report.objects(result, SH.sourceShape)
        for name in report.objects(result, SH.sourceConstraintComponent)
        for component in [local(name).removesuffix("ConstraintComponent")]
    ]
    assert conforms is (not found)
    return sorted(found)


@pytest.fixture(scope="module")
def valid() -> ValidGraph:
    return ValidGraph()


def test_the_curated_graph_conforms() -> None:
    assert results(graph_of(to_nquads(CORPUS))) == []


def test_the_small_graph_that_is_broken_conforms_before(valid: ValidGraph) -> None:
    assert results(valid.graph) == []


@pytest.mark.parametrize(
    ("rule", "update"), CASES, ids=[rule.replace(" ", "-") for rule, _ in CASES]
)
def test_what_is_broken_is_caught_once_by_its_constraint_and_by_no_other(
    valid: ValidGraph, rule: str, update: str
) -> None:
    with valid.broken(update) as (_, graph):
        assert results(graph) == [rule]


def test_every_constraint_has_a_fixture_and_every_fixture_a_constraint() -> None:
    constraints = {
        f"{local(shape)} {local(name)}"
        for shape in reporting()
        for name in SHAPES.predicates(shape)
        if local(name) in CONSTRAINTS
    }

    assert {rule for rule, _ in CASES} == constraints


def test_every_shape_reports_or_is_used_by_one_that_does() -> None:
    named = {shape for shape in SHAPES.subjects() if str(shape).startswith(SHAPE)}

    assert named - reporting() == {ours("any-term")}


def test_the_shapes_are_shacl_core_and_say_nothing_untested() -> None:
    used = {local(name) for name in set(SHAPES.predicates()) if str(name).startswith(SHACL)}
    nested = {"alternativePath", "hasValue", "inversePath"}

    assert used == CONSTRAINTS | SAID | nested


def test_every_constraint_that_reports_says_why() -> None:
    silent = {
        local(shape)
        for shape in reporting()
        if not list(SHAPES.objects(shape, SH.message))
        and {local(name) for name in SHAPES.predicates(shape)} & (CONSTRAINTS - {"closed"})
    }

    assert silent == {"term"}


@pytest.mark.parametrize(
    ("shape", "vocabulary"),
    [
        ("evidence-outcome", "outcome"),
        ("evidence-basis", "basis"),
        ("evidence-certainty", "certainty"),
        ("gap-kind", "gap_kind"),
        ("study-status", "status"),
        ("species", "species"),
        ("sex", "sex"),
        ("stage", "stage"),
    ],
)
def test_a_closed_list_is_that_of_the_table(shape: str, vocabulary: str) -> None:
    assert members(shape) == CORPUS.ontology.values[vocabulary].keys()


def test_the_taxa_are_those_of_the_species() -> None:
    ontology = CORPUS.ontology

    species = ontology.values["species"].values()
    assert members("in-taxon") == {ontology.iri(one.curie) for one in species}


@pytest.mark.parametrize(
    ("target", "shape"),
    [(SH.targetSubjectsOf, "subject-of-relation"), (SH.targetObjectsOf, "object-of-relation")],
)
def test_the_ends_of_every_predicate_are_looked_at(target: URIRef, shape: str) -> None:
    effects = {"affects_positively", "affects_negatively"}

    assert {
        str(name).removeprefix(VOCAB) for name in SHAPES.objects(ours(shape), target)
    } == CORPUS.ontology.predicates.keys() | effects


def test_a_term_has_one_of_the_root_classes() -> None:
    targets = {str(name) for name in SHAPES.objects(ours("term"), SH.targetClass)}

    assert targets == {VOCAB + name for name in ROOTS}
    for shape, constraint in (("term", SH.xone), ("any-term", SH["or"])):
        [head] = SHAPES.objects(ours(shape), constraint)
        parts = Collection(SHAPES, head)
        assert {str(SHAPES.value(part, SH["class"])) for part in parts} == targets


def test_no_claim_has_a_structural_predicate() -> None:
    [refused] = SHAPES.objects(ours("claim-predicate"), SH["not"])
    [head] = SHAPES.objects(refused, SH["in"])

    assert {str(name).removeprefix(VOCAB) for name in Collection(SHAPES, head)} == STRUCTURAL
