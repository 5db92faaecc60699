"""Every rule for several cells or rows has a bad row that it, and only it, catches."""

from __future__ import annotations

import pytest
from corpora import CLAIM_FILE, TableFolder
from spoilt import (
    CLASSES,
    DISCREPANCIES,
    EXPERIMENTS,
    GAPS,
    GOOD,
    KGX,
    OUT_OF_SCOPE,
    PREDICATES,
    STRUCTURE,
    STUDIES,
    TERMS,
    Bad,
    bad,
    found,
    named,
)

OTHER_FILE = "triples/claims/other.tsv"
NOT_NULL = "use no_effect_on or not_correlated_with for a null result"
TOO_FAR = ("letter has 40 lines", "correct the range")
NARROW = "narrow what the study states, or correct it"
MOVE = "move it to the note as a candidate, or verify the citation"
PROCESS = "use Behavior or PhysiologicalState or Process, or another predicate"
SUBSTANCE = "use Substance, or another predicate"
NO_MEASURE = (
    "use CellOrAnatomy or Condition or GeneProduct or InterventionOrExposure or "
    "ProcessOrBehavior or Substance, or another predicate"
)
NO_CLAIM = ("no claim says what the experiment shows", "add it, or say here why not")
SAID = ("evidence is missing", "say where in a source the claim stands")

ROWS = [
    bad(CLAIM_FILE, "outcome", "null", "activates says that something was found", NOT_NULL),
    bad(
        CLAIM_FILE,
        "outcome",
        "supports",
        "no_effect_on says that nothing was found",
        "write null",
        predicate="no_effect_on",
    ),
    bad(
        CLAIM_FILE,
        "outcome",
        "opposes",
        "not_correlated_with says that nothing was found",
        "write null",
        predicate="not_correlated_with",
    ),
    bad(
        CLAIM_FILE,
        "basis",
        "association",
        "an association cannot carry the causal predicate activates",
        "use a correlation or risk_factor_for",
    ),
    bad(CLAIM_FILE, "source", "", *SAID, study=""),
    bad(CLAIM_FILE, "lines", "", *SAID),
    bad(
        CLAIM_FILE,
        "study",
        "",
        "background knowledge without a citation",
        "name the study it rests on",
        basis="background",
        source="",
        lines="",
    ),
    bad(
        CLAIM_FILE,
        "subject",
        "bone_mass",
        "activates takes no Measure as its subject",
        NO_MEASURE,
    ),
    bad(
        CLAIM_FILE,
        "object",
        "osteoblast",
        "promotes takes no Cell as its object",
        PROCESS,
        predicate="promotes",
    ),
    bad(
        STRUCTURE,
        "subject",
        "OXTR",
        "pool_of takes no Receptor as its subject",
        SUBSTANCE,
        predicate="pool_of",
        object="oxytocin",
    ),
    bad(
        STRUCTURE,
        "object",
        "OXTR",
        "pool_of takes no Receptor as its object",
        SUBSTANCE,
        predicate="pool_of",
        subject="oxytocin",
    ),
    bad(CLAIM_FILE, "lines", "40-41", *TOO_FAR, source="letter", study=""),
    bad(EXPERIMENTS, "lines", "41-41", *TOO_FAR, source="letter", study=""),
    bad(GAPS, "lines", "1-41", *TOO_FAR),
    bad(DISCREPANCIES, "lines", "41-50", *TOO_FAR),
    bad(OUT_OF_SCOPE, "lines", "30-50", *TOO_FAR),
    bad(
        CLAIM_FILE,
        "study",
        "lee",
        "the study is one of letter, not of review",
        "correct one of the two",
    ),
    bad(
        EXPERIMENTS,
        "study",
        "lee",
        "the study is one of letter, not of review",
        "correct one of the two",
    ),
    bad(CLAIM_FILE, "species", "rat", "tamma states mouse", NARROW),
    bad(CLAIM_FILE, "species", "mouse|rat", "tamma states mouse", NARROW),
    bad(CLAIM_FILE, "sex", "male", "tamma states female", NARROW),
    bad(CLAIM_FILE, "model", "OVX", "tamma states Oxtr-/-", NARROW),
    bad(EXPERIMENTS, "species", "human", "tamma states mouse", NARROW),
    bad(EXPERIMENTS, "sex", "male", "tamma states female", NARROW),
    bad(EXPERIMENTS, "model", "OVX", "tamma states Oxtr-/-", NARROW),
    bad(
        DISCREPANCIES,
        "as_printed",
        "a slip of nine words or more is refused",
        "more than 8 words of a source",
        "quote the slip alone",
    ),
    bad(
        TERMS,
        "match",
        "none",
        "none does not go with CHEBI:81571",
        "none goes with NONE, and only with it",
    ),
    bad(
        TERMS,
        "match",
        "close",
        "close does not go with NONE",
        "none goes with NONE, and only with it",
        curie="NONE",
        curie_label="",
    ),
    bad(
        TERMS,
        "curie_label",
        "",
        "the public term is not named",
        "write its label as its ontology has it",
    ),
    bad(
        TERMS,
        "curie_label",
        "leptin",
        "a public label without a public term",
        "empty the cell, or name the term",
        curie="NONE",
        match="none",
    ),
    bad(
        STUDIES,
        "lines",
        "4-5",
        "lines of no source",
        "name the source, or empty the cell",
        source="",
    ),
    bad(STUDIES, "lines", "4-101", "review has 100 lines", "correct the range"),
    bad(TERMS, "curie", "PR:1", "unknown prefix PR", "declare it in ontology/prefixes.tsv"),
    bad(
        PREDICATES,
        "ro_curie",
        "",
        "a mapping and its strength go together",
        "fill or empty both ro_ cells",
    ),
    bad(
        PREDICATES,
        "ro_curie",
        "RO:1",
        "a mapping and its strength go together",
        "fill or empty both ro_ cells",
        ro_match="none",
    ),
    bad(
        STUDIES,
        "doi",
        "10.1000/x",
        "an identifier on a study that is partly",
        MOVE,
        status="partly",
        pmid="",
    ),
    bad(
        STUDIES,
        "pmid",
        "1",
        "an identifier on a study that is from_memory",
        MOVE,
        status="from_memory",
        doi="",
    ),
    bad(CLASSES, "parent", "Salt", "Salt is its own ancestor", "name another parent, or none"),
    bad(
        TERMS,
        "curie",
        "HGNC:8529",
        "OXTR is already an exact match of it",
        "make one of the two close or broad",
    ),
    bad(
        STRUCTURE,
        "subject",
        "bone_loss",
        "the term already has an opposite",
        "a polar pair is said once, of two terms",
        predicate="opposite_of",
        object="oxytocin",
    ),
    bad(
        STRUCTURE,
        "object",
        "OXTR",
        "the term already has an opposite",
        "a polar pair is said once, of two terms",
        predicate="opposite_of",
        subject="OXTR",
    ),
    bad(KGX, "predicate", "biolink:resists", "no row reads it without qualifiers", "add one"),
    bad(
        KGX,
        "predicate",
        "biolink:affects",
        "line 15 reads it already",
        "remove one of the two",
        aspect="activity|localization",
    ),
    bad(EXPERIMENTS, "note", "", *NO_CLAIM, lines="10-12"),
    bad(EXPERIMENTS, "note", "", *NO_CLAIM, readout="bone_mass"),
    bad(EXPERIMENTS, "note", "", *NO_CLAIM, source="letter", study=""),
]
"""What a rule for several cells, or several rows, refuses."""


@pytest.mark.parametrize("case", ROWS, ids=named)
def test_a_bad_row_is_named_once_with_its_place_and_its_remedy(
    tables: TableFolder, case: Bad
) -> None:
    [problem] = found(tables, case)

    assert problem._replace(line=0) == (case.file, 0, case.column, *case[2:5])
    assert problem.line == tables.text(case.file).count("\n")


@pytest.mark.parametrize(
    "cells",
    [
        {"note": "seen in one animal only"},
        {"observed": "0"},
        {"observed": "?"},
        {"perturbation": "oxytocin:+|OXTR:-"},
        {"lines": "7-20"},
    ],
)
def test_an_experiment_needs_no_claim_if_a_note_or_the_result_says_why(
    tables: TableFolder, cells: dict[str, str]
) -> None:
    start = {} if "lines" in cells else {"lines": "20-21"}
    tables.add(EXPERIMENTS, **(GOOD[EXPERIMENTS] | start | cells))

    assert tables.problems() == []


def test_background_evidence_stands_by_its_citation_alone(tables: TableFolder) -> None:
    tables.add(
        CLAIM_FILE,
        **(GOOD[CLAIM_FILE] | {"basis": "background", "source": "", "lines": ""}),
    )

    assert tables.problems() == []


def test_background_evidence_is_no_claim_for_an_experiment(tables: TableFolder) -> None:
    known = {"basis": "background", "lines": "", "study": "tamma"}
    tables.change(CLAIM_FILE, 3, **known)

    [problem] = tables.problems()

    assert problem[:3] == (EXPERIMENTS, 2, "note")


def test_a_study_that_states_no_species_may_be_narrowed_to_any(tables: TableFolder) -> None:
    tables.change(OTHER_FILE, 2, species="rat", sex="female|male")

    assert tables.problems() == []


def test_a_type_may_be_any_descendant_of_the_type_asked_for(tables: TableFolder) -> None:
    tables.change(TERMS, 3, type="Transporter")

    assert tables.problems() == []


def test_a_predicate_of_unknown_sign_takes_evidence_for_and_against(tables: TableFolder) -> None:
    tables.add(CLAIM_FILE, **(GOOD[CLAIM_FILE] | {"predicate": "acts_on"}))
    tables.add(CLAIM_FILE, **(GOOD[CLAIM_FILE] | {"predicate": "acts_on", "outcome": "opposes"}))

    assert tables.problems() == []


def test_a_type_under_an_unknown_parent_is_refused_nowhere_else(tables: TableFolder) -> None:
    line = tables.line_of(CLASSES, type="Substance")
    tables.change(CLASSES, line, parent="Matter")

    [problem] = tables.problems()

    assert (problem.file, problem.line, problem.value) == (CLASSES, line, "Matter")


def test_two_types_that_are_each_other_s_ancestors_are_both_named(tables: TableFolder) -> None:
    tables.add(CLASSES, type="Salt", parent="Mineral", meaning="a salt")
    tables.add(CLASSES, type="Mineral", parent="Salt", meaning="a mineral")

    assert [problem.wrong for problem in tables.problems()] == [
        "Salt is its own ancestor",
        "Mineral is its own ancestor",
    ]
