"""Good rows of every table, and cases that spoil one of them for one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpora import CLAIM_FILE, TableFolder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import Problem

__all__ = [
    "CLASSES",
    "DISCREPANCIES",
    "EXPERIMENTS",
    "GAPS",
    "GOOD",
    "KGX",
    "METADATA",
    "OUT_OF_SCOPE",
    "PREDICATES",
    "PREFIXES",
    "SOURCES",
    "STRENGTH",
    "STRUCTURE",
    "STUDIES",
    "TERMS",
    "VALUES",
    "VOCABULARY",
    "Bad",
    "bad",
    "found",
    "named",
    "put",
]

CLASSES, PREDICATES, VALUES, PREFIXES, TERMS, STRUCTURE, SOURCES, STUDIES = (
    *(f"ontology/{name}.tsv" for name in ("classes", "predicates", "values", "prefixes")),
    *(f"triples/{name}.tsv" for name in ("terms", "structure", "sources", "studies")),
)
VOCABULARY, METADATA, STRENGTH, KGX = (
    f"ontology/{name}.tsv" for name in ("vocabulary", "metadata", "strength", "kgx")
)
EXPERIMENTS, GAPS, DISCREPANCIES, OUT_OF_SCOPE = (
    f"triples/{name}.tsv" for name in ("experiments", "gaps", "discrepancies", "out_of_scope")
)

GOOD = {
    CLASSES: {"type": "Salt", "parent": "Chemical", "meaning": "mineral of bone"},
    PREDICATES: {
        "predicate": "drives",
        "words": "drives",
        "meaning": "raises the rate of a process",
        "sign": "+",
        "causal": "yes",
        "ro_curie": "RO:0002598",
        "ro_match": "close",
        "inverse": "driven_by",
        "symmetric": "no",
        "subject_types": "Substance",
        "object_types": "Process",
    },
    VALUES: {"vocabulary": "species", "value": "sheep", "meaning": "domestic sheep"},
    PREFIXES: {"prefix": "PR", "iri": "http://purl.obolibrary.org/obo/PR_"},
    VOCABULARY: {"name": "method", "kind": "DatatypeProperty", "meaning": "how it was measured"},
    METADATA: {"key": "contact", "value": "the project"},
    KGX: {
        "predicate": "biolink:affects",
        "aspect": "localization|transport",
        "direction": "increased",
        "sign": "none",
        "causal": "yes",
        "way": "forward",
        "meaning": "moves the object",
    },
    STRENGTH: {"part": "tier", "name": "weak", "weight": "0.02", "meaning": "hardly more"},
    TERMS: {
        "id": "leptin",
        "label": "leptin",
        "type": "Hormone",
        "curie": "CHEBI:81571",
        "match": "exact",
        "curie_label": "leptin",
        "synonyms": "LEP|OB protein",
    },
    STRUCTURE: {"subject": "bone_formation", "predicate": "part_of", "object": "osteoblast"},
    SOURCES: {
        "id": "atlas",
        "title": "An atlas",
        "year": "2020",
        "kind": "book",
        "file": "atlas.md",
        "line_count": "100",
    },
    STUDIES: {
        "id": "diaz",
        "source": "review",
        "lines": "4-5",
        "year": "2015",
        "doi": "10.1000/x",
        "pmid": "1",
        "status": "verified",
        "species": "mouse|rat",
        "sex": "male",
        "stage": "adult",
        "model": "Oxtr-/-",
        "dose": "1 mg/kg",
        "route": "subcutaneous",
    },
    CLAIM_FILE: {
        "subject": "OXTR",
        "predicate": "activates",
        "object": "osteoblast",
        "site": "osteoblast",
        "outcome": "supports",
        "basis": "loss_of_function",
        "certainty": "suggested",
        "source": "review",
        "lines": "10-12",
        "study": "tamma",
        "species": "mouse",
        "sex": "female",
        "stage": "adult",
        "model": "Oxtr-/-",
        "dose": "none",
        "eco": "ECO:0001091",
    },
    EXPERIMENTS: {
        "id": "e9",
        "perturbation": "oxytocin:+",
        "background": "bone_loss:+",
        "readout": "bone_formation",
        "observed": "+",
        "compared_with": "bone_loss:+",
        "source": "review",
        "lines": "7-7",
        "study": "tamma",
        "species": "mouse",
        "sex": "female",
        "stage": "adult",
        "model": "Oxtr-/-",
        "dose": "1 mg/kg",
    },
    GAPS: {
        "id": "g9",
        "question": "What of old men?",
        "kind": "untested",
        "terms": "oxytocin",
        "source": "letter",
        "lines": "1-2",
    },
    DISCREPANCIES: {
        "id": "d9",
        "source": "letter",
        "lines": "9-9",
        "as_printed": "a slip of eight words at most is",
        "corrected": "it",
        "reason": "copied wrongly",
    },
    OUT_OF_SCOPE: {"source": "letter", "lines": "30-40", "reason": "references"},
}
"""One more valid row of each table; the weights have all their rows, and it is the last one."""


class Bad(NamedTuple):
    """A cell, or several, that turn a good row bad; `wrong` and `remedy` are as printed."""

    file: str
    column: str
    value: str
    wrong: str
    remedy: str
    beside: tuple[tuple[str, str], ...] = ()


def bad(file: str, column: str, value: str, wrong: str, remedy: str, /, **beside: str) -> Bad:
    """Make a case; `beside` are the other cells that the rule compares."""
    return Bad(file, column, value, wrong, remedy, tuple(beside.items()))


def found(tables: TableFolder, case: Bad) -> list[Problem]:
    """List the problems of a folder to which a bad row was added."""
    put(tables, case.file, GOOD[case.file] | {case.column: case.value} | dict(case.beside))
    return tables.problems()


def put(tables: TableFolder, file: str, cells: Mapping[str, str]) -> None:
    """Add a row, or make it the last one where no more can be added."""
    if file == STRENGTH:
        tables.change(file, tables.text(file).count("\n"), **cells)
    else:
        tables.add(file, **cells)


def named(case: Bad) -> str:
    return f"{case.file.rpartition('/')[2]}-{case.column}-{case.value}"
