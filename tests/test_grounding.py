"""Every public identifier was seen with its label, and none is a known trap.

The tables held against lie in `ontology/imports/`, with where they come from.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = ROOT / "ontology" / "imports"
SHARED = ROOT.parent / "shared" / "grounding"
CORPUS = kg.load(ROOT).corpus
GROUNDED = [term for term in CORPUS.terms.values() if term.grounded]

# The trap is a warning about an alias; the note of the term says how it was heeded.
HEEDED = {"HGNC:5341": "IBSP"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


LABELS = {row["curie"]: row["label"] for row in rows(IMPORTS / "labels.tsv")}
TRAPS = {row["do_not_use"]: row for row in rows(IMPORTS / "traps.tsv")}


@pytest.mark.parametrize("term", GROUNDED, ids=lambda term: term.id)
def test_the_identifier_of_a_term_was_seen_with_the_label_it_carries(term: kg.Term) -> None:
    assert term.curie in LABELS, f"look {term.curie} up, or make the term NONE"
    assert term.curie_label == LABELS[term.curie]


@pytest.mark.parametrize("term", GROUNDED, ids=lambda term: term.id)
def test_no_term_carries_an_identifier_that_is_a_trap(term: kg.Term) -> None:
    trap = TRAPS.get(term.curie, {})

    assert not trap or (HEEDED.get(term.curie) == term.id and term.note), (
        f"{term.curie}: {trap['why']}: use {trap['use_instead']}"
    )


def test_every_heeded_trap_is_one() -> None:
    assert set(HEEDED) <= set(TRAPS)


def test_predicates_values_and_evidence_carry_only_identifiers_that_were_seen() -> None:
    ontology = CORPUS.ontology
    used = {predicate.ro_curie for predicate in ontology.predicates.values()}
    used |= {predicate.safe_superproperty for predicate in ontology.predicates.values()}
    used |= {value.curie for values in ontology.values.values() for value in values.values()}
    used |= {piece.eco for claim in CORPUS.claims.values() for piece in claim.evidence}

    assert used - {""} - set(LABELS) == set()


@pytest.mark.parametrize("name", ["labels", "traps"])
def test_the_tables_of_public_terms_are_sorted_and_name_each_once(name: str) -> None:
    keys = list({"labels": LABELS, "traps": TRAPS}[name])
    lines = (IMPORTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()

    assert keys == sorted(keys)
    assert len(keys) == len(lines) - 1


def test_every_ontology_that_is_used_has_its_licence_said() -> None:
    told = (IMPORTS / "README.md").read_text(encoding="utf-8")
    used = {row["source"] for row in rows(IMPORTS / "labels.tsv")}

    assert {name for name in used if name.partition(" (via")[0] not in told} == set()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the tables they were taken from are not here")
def test_the_tables_of_public_terms_are_those_they_were_taken_from() -> None:
    verified = {
        row["curie"]: row["label"]
        for name in ("terms.tsv", "terms_more.tsv")
        for row in rows(SHARED / name)
    }

    assert verified == LABELS
    assert {row["do_not_use"] for row in rows(SHARED / "traps.tsv")} == set(TRAPS)
