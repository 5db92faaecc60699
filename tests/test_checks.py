"""The checks of `ontology/checks/`: silent on the curated graph, and each able to fail."""

from __future__ import annotations

import csv
import re
import time
from typing import TYPE_CHECKING

import pytest
from broken_graphs import ValidGraph, broken, graph_of, read_cases
from corpora import ROOT

import kg
from kg.errors import KgError
from kg.location import find_data
from kg.model.corpus import EDGE_CERTAINTY, NO_EDGE
from kg.model.vocabulary import STRUCTURAL
from kg.rdf import to_nquads
from kg.sparql.checks import PREFIXES, Violation, find_violations

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph

FILES = sorted((ROOT / "ontology" / "checks").glob("*.rq"))
CASES = read_cases("checks")
NAMES = [f"{name}-{place}" for place, (name, _) in enumerate(CASES)]
NQUADS = to_nquads(kg.load().corpus)
SAFETY = 60.0
"""Seconds; a fraction is needed, and on a machine at rest five are the aim."""


@pytest.fixture(scope="module")
def valid() -> ValidGraph:
    return ValidGraph()


@pytest.fixture(scope="module")
def curated() -> Graph:
    return graph_of(NQUADS)


def rows_of(graph: Graph, name: str) -> list[tuple[str, ...]]:
    """Run a check by the other engine."""
    query = (ROOT / "ontology" / "checks" / f"{name}.rq").read_text(encoding="utf-8")
    return sorted(tuple(str(part or "") for part in row) for row in graph.query(query))  # type: ignore[union-attr, str-bytes-safe]


def test_the_curated_graph_violates_nothing() -> None:
    assert find_violations(NQUADS, find_data()) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_another_engine_finds_nothing_in_the_curated_graph_either(
    curated: Graph, file: Path
) -> None:
    started = time.monotonic()

    assert rows_of(curated, file.stem) == []
    assert time.monotonic() - started < SAFETY


def test_the_small_graph_that_is_broken_is_valid_before(valid: ValidGraph) -> None:
    assert find_violations(valid.nquads, ROOT) == []


@pytest.mark.parametrize(("name", "update"), CASES, ids=NAMES)
def test_what_is_broken_is_caught_by_its_check_and_no_other_in_both_engines(
    valid: ValidGraph, name: str, update: str
) -> None:
    with valid.broken(update) as (nquads, graph):
        found = find_violations(nquads, ROOT)
        also_found = rows_of(graph, name)

    assert {violation.check for violation in found} == {name}, "\n".join(map(str, found))
    assert len(also_found) == len(found)


def test_every_check_has_a_fixture_and_every_fixture_a_check() -> None:
    assert {name for name, _ in CASES} == {file.stem for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_check_says_what_it_finds_why_and_what_to_do(file: Path) -> None:
    head, _, query = file.read_text(encoding="utf-8").partition("\n\n")

    assert re.fullmatch(r"# title: .+[^.]\n# why: .+\.\n# remedy: .+\.", head), head
    assert "#" not in re.sub(r"<[^>]*>", "", query)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_check_declares_the_prefixes_it_uses_and_no_other(file: Path) -> None:
    text = file.read_text(encoding="utf-8").partition("\n\n")[2]
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", text, re.MULTILINE))
    body = re.sub(r'<[^>]*>|"[^"]*"', "", re.sub(r"^PREFIX.*$", "", text, flags=re.MULTILINE))

    prefixes = kg.load().corpus.ontology.prefixes
    assert declared.items() <= prefixes.items()
    assert set(declared) == set(re.findall(r"(\w+):\w", body))


def test_the_checks_are_told_of_in_their_readme() -> None:
    told = (ROOT / "ontology" / "checks" / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `([a-z-]+)` \|", told, re.MULTILINE) == [file.stem for file in FILES]


def test_what_is_no_edge_for_its_basis_is_so_in_the_check() -> None:
    """The rule stands in code once and in a check once; each value decides both alike."""
    text = (ROOT / "ontology" / "checks" / "edge-against-evidence.rq").read_text(encoding="utf-8")
    lists = [set(re.findall(r'"(\w+)"', found)) for found in re.findall(r"IN \(([^)]*)\)", text)]
    assert lists == [set(EDGE_CERTAINTY), set(NO_EDGE)]


def test_structural_relations_need_no_claim() -> None:
    text = (ROOT / "ontology" / "checks" / "edge-without-claim.rq").read_text(encoding="utf-8")

    [names] = re.findall(r"NOT IN \(([^)]*)\)", text)
    assert {name.removeprefix("hb:") for name in names.split(", ")} == STRUCTURAL


def test_a_violation_reads_as_a_line() -> None:
    violation = Violation("label-shared", "term:a", "rdfs:label", "bone\x1b[2J")

    assert str(violation) == "label-shared: term:a rdfs:label bone\\x1b[2J"


def test_a_violation_of_what_is_missing_has_no_value(valid: ValidGraph) -> None:
    [update] = [update for name, update in CASES if name == "label-missing"]

    [violation] = find_violations(broken(valid.nquads, update), ROOT)
    assert str(violation) == "label-missing: gap:g1 rdfs:label"


def test_violations_are_sorted(valid: ValidGraph) -> None:
    nquads = broken(valid.nquads, "INSERT DATA { term:z hb:b term:y . term:a hb:b term:x }")

    found = find_violations(nquads, ROOT)
    assert len(found) > 2
    assert found == sorted(found)


def test_addresses_are_shortened_as_everywhere_else() -> None:
    with (ROOT / "ontology" / "prefixes.tsv").open(encoding="utf-8") as stream:
        declared = {line["prefix"]: line["iri"] for line in csv.DictReader(stream, delimiter="\t")}

    assert PREFIXES.items() <= declared.items()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT ?entity WHERE {", "expected"),
        ("ASK { ?entity ?property ?value }", "it is no SELECT"),
        ("CONSTRUCT WHERE { ?entity ?property ?value }", "it is no SELECT"),
        ("SELECT ?property ?entity ?value { ?entity ?property ?value }", "it returns property"),
        ("SELECT ?entity ?property { ?entity ?property ?value }", "it returns entity property"),
        (
            "SELECT ?entity ?property ?value { SERVICE <urn:x> { ?entity ?property ?value } }",
            "SERVICE would send the query to another machine",
        ),
        (
            "SELECT ?entity ?property ?value { ?entity ?property ?value FILTER (<urn:f>(?value)) }",
            "urn:f",
        ),
        (b"\xff", "utf-8"),
    ],
)
def test_a_check_that_cannot_run_is_named(text: str | bytes, why: str, tmp_path: Path) -> None:
    folder = tmp_path / "ontology" / "checks"
    folder.mkdir(parents=True)
    (folder / "bad.rq").write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(KgError, match=r"bad\.rq") as caught:
        find_violations(NQUADS, tmp_path)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_checks_does_not_pass(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no checks in"):
        find_violations(NQUADS, tmp_path)
