"""Rows held against the lines they cite: each rule has a row that it, and only it, catches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpora import CLAIM_FILE, TableFolder, write_sources
from spoilt import DISCREPANCIES, EXPERIMENTS, GAPS, STUDIES

from kg.errors import Problem
from kg.sources import Support, check_support, read_sources
from kg.tables import build_corpus, read_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

REMEDY = "correct the lines, add a synonym, or say in the note why it does not stand there"


def held(tables: TableFolder) -> Support:
    write_sources(tables)
    raw = read_tables(tables.root)
    corpus = build_corpus(raw)
    return check_support(raw, corpus, read_sources(corpus, tables.root))


def test_rows_whose_lines_name_them_are_right(tables: TableFolder) -> None:
    assert held(tables) == Support(named=3, noted=0, problems=[])


def test_the_opposite_of_a_term_may_stand_for_it(tables: TableFolder) -> None:
    tables.change(CLAIM_FILE, 2, object="bone_loss", predicate="prevents", lines="8-9")

    assert held(tables).problems == []


CASES: list[tuple[str, str, Mapping[str, str], str, str]] = [
    (
        CLAIM_FILE,
        "lines",
        {"lines": "8-8"},
        "no name of oxytocin peptide stands in these lines",
        REMEDY,
    ),
    (
        CLAIM_FILE,
        "lines",
        {"lines": "70-70"},
        "no name of oxytocin peptide and oxytocin receptor stands in these lines",
        REMEDY,
    ),
    (
        EXPERIMENTS,
        "lines",
        {"perturbation": "OXTR:-|oxytocin:+", "lines": "5-7"},
        "no name of oxytocin receptor stands in these lines",
        REMEDY,
    ),
    (
        EXPERIMENTS,
        "lines",
        {"readout": "osteoblast", "observed": "?"},
        "no name of osteoblast stands in these lines",
        REMEDY,
    ),
    (GAPS, "lines", {"lines": "51-51"}, "none of the terms is named in these lines", REMEDY),
    (
        DISCREPANCIES,
        "as_printed",
        {"as_printed": "osteoblast"},
        "this is not printed in lines 60-60",
        "quote the text, or mend the lines",
    ),
    (
        STUDIES,
        "lines",
        {"lines": "9-9"},
        "Tamma is not named in lines 9-9",
        "correct the lines",
    ),
]


@pytest.mark.parametrize(("file", "column", "cells", "wrong", "remedy"), CASES)
def test_a_row_whose_lines_do_not_carry_it_is_named_with_its_place(  # noqa: PLR0913, PLR0917 - a case
    tables: TableFolder,
    file: str,
    column: str,
    cells: Mapping[str, str],
    wrong: str,
    remedy: str,
) -> None:
    line = 3 if file == STUDIES else 2
    tables.change(file, line, **cells)

    value = tables.cells(file, line)[column]
    assert held(tables).problems == [Problem(file, line, column, value, wrong, remedy)]


@pytest.mark.parametrize("case", [case for case in CASES if case[4] == REMEDY])
def test_a_note_may_say_why_a_name_does_not_stand_there(
    tables: TableFolder, case: tuple[str, str, Mapping[str, str], str, str]
) -> None:
    file, _, cells, _, _ = case
    tables.change(file, 2, **cells, note="Told in the figure.")

    support = held(tables)
    assert support.problems == []
    assert support.noted == (file == CLAIM_FILE)


def test_a_study_with_its_lines_is_named_there_by_its_first_author(tables: TableFolder) -> None:
    tables.change(STUDIES, 3, lines="8-8")

    assert held(tables).problems == []


def test_background_knowledge_stands_in_no_lines(tables: TableFolder) -> None:
    tables.change(CLAIM_FILE, 2, basis="background", source="", lines="")

    assert held(tables) == Support(named=2, noted=0, problems=[])
