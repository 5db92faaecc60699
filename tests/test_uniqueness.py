"""What may stand only once in a table, or in all claim files together."""

from __future__ import annotations

import pytest
from corpora import CLAIM_FILE, TableFolder
from spoilt import (
    CLASSES,
    DISCREPANCIES,
    EXPERIMENTS,
    GAPS,
    GOOD,
    METADATA,
    OUT_OF_SCOPE,
    PREDICATES,
    PREFIXES,
    SOURCES,
    STRUCTURE,
    STUDIES,
    TERMS,
    VALUES,
    VOCABULARY,
)

from kg.errors import Problem

OTHER_FILE = "triples/claims/other.tsv"

KEYS = {
    CLASSES: ("type", "Hormone"),
    PREDICATES: ("predicate", "promotes"),
    PREFIXES: ("prefix", "HGNC"),
    VOCABULARY: ("name", "Claim"),
    METADATA: ("key", "title"),
    TERMS: ("id", "oxytocin"),
    SOURCES: ("id", "review"),
    STUDIES: ("id", "tamma"),
    EXPERIMENTS: ("id", "e1"),
    GAPS: ("id", "g1"),
    DISCREPANCIES: ("id", "d1"),
}


@pytest.mark.parametrize("file", KEYS)
def test_an_identifier_given_twice_is_refused_with_the_place_of_the_first(
    tables: TableFolder, file: str
) -> None:
    column, value = KEYS[file]
    first = tables.line_of(file, **{column: value})
    line = tables.add(file, **(GOOD[file] | {column: value}))

    wrong = f"duplicate of {file}:{first}"
    assert tables.problems() == [Problem(file, line, column, value, wrong, "remove one")]


@pytest.mark.parametrize(
    ("file", "column", "cells"),
    [
        (VALUES, "vocabulary", {"vocabulary": "species", "value": "mouse", "meaning": "a mouse"}),
        (STRUCTURE, "subject", {"subject": "osteoblast", "predicate": "part_of",
                                "object": "bone_formation", "note": "again"}),
        (OUT_OF_SCOPE, "source", {"source": "review", "lines": "90-100", "reason": "again"}),
    ],
)  # fmt: skip
def test_a_row_that_repeats_another_is_refused(
    tables: TableFolder, file: str, column: str, cells: dict[str, str]
) -> None:
    key = dict(list(cells.items())[:-1])
    if file == STRUCTURE:
        tables.add(file, **key)
    first = tables.line_of(file, **key)
    line = tables.add(file, **cells)

    value, wrong = " ".join(key.values()), f"duplicate of {file}:{first}"
    assert tables.problems() == [Problem(file, line, column, value, wrong, "remove one")]


def test_a_label_used_twice_is_refused(tables: TableFolder) -> None:
    line = tables.add(TERMS, **(GOOD[TERMS] | {"label": "osteoblast"}))

    wrong = f"duplicate of {TERMS}:4"
    expected = Problem(TERMS, line, "label", "osteoblast", wrong, "remove one")
    assert tables.problems() == [expected]


def test_a_piece_of_evidence_given_twice_is_refused_though_its_notes_differ(
    tables: TableFolder,
) -> None:
    tables.add(CLAIM_FILE, **GOOD[CLAIM_FILE])
    tables.add(CLAIM_FILE, **(GOOD[CLAIM_FILE] | {"note": "read again"}))

    [problem] = tables.problems()

    assert problem[:3] == (CLAIM_FILE, 5, "subject")
    assert problem.value.startswith("OXTR activates osteoblast osteoblast supports")
    assert problem[4:] == (f"duplicate of {CLAIM_FILE}:4", "remove one")


def test_a_piece_of_evidence_given_in_two_files_is_refused(tables: TableFolder) -> None:
    tables.add(CLAIM_FILE, **GOOD[CLAIM_FILE])
    line = tables.add(OTHER_FILE, **GOOD[CLAIM_FILE])

    [problem] = tables.problems()

    assert (problem.file, problem.line) == (OTHER_FILE, line)
    assert problem.wrong == f"duplicate of {CLAIM_FILE}:4"


def test_the_order_of_a_list_makes_no_other_evidence(tables: TableFolder) -> None:
    tables.add(CLAIM_FILE, **(GOOD[CLAIM_FILE] | {"dose": "1 mg|2 mg"}))
    tables.add(CLAIM_FILE, **(GOOD[CLAIM_FILE] | {"dose": "2 mg|1 mg"}))

    [problem] = tables.problems()

    assert problem.wrong == f"duplicate of {CLAIM_FILE}:4"


@pytest.mark.parametrize("column", ["site", "outcome", "basis", "lines", "dose", "eco"])
def test_evidence_that_differs_in_any_cell_but_the_note_is_another_piece(
    tables: TableFolder, column: str
) -> None:
    other = {
        "site": "oxytocin", "outcome": "opposes", "basis": "rescue", "lines": "11-12",
        "dose": "2 mg", "eco": "",
    }  # fmt: skip
    tables.add(CLAIM_FILE, **GOOD[CLAIM_FILE])
    tables.add(CLAIM_FILE, **(GOOD[CLAIM_FILE] | {column: other[column]}))

    assert tables.problems() == []
