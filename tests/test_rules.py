"""Every rule for one cell has a bad cell that it, and only it, catches."""

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
    METADATA,
    OUT_OF_SCOPE,
    PREDICATES,
    PREFIXES,
    SOURCES,
    STRENGTH,
    STRUCTURE,
    STUDIES,
    TERMS,
    VALUES,
    VOCABULARY,
    Bad,
    bad,
    found,
    named,
    put,
)

from kg.tables.cell_rules import rules_of_claims, rules_of_tables
from kg.tables.known import Known, Tables
from kg.tables.raw import RawTable
from kg.tables.schema import SCHEMAS

FILE_NAME = ("not the name of a file", "name the file alone, without a folder")
EMPTY = ("nothing stands here", "fill the cell")
SLUG = ("not an identifier", "use letters, digits, '_', '-' and '.' only")
RANGE = ("not a range of lines", "write FIRST-LAST, as in 5-7")
NUMBER = ("not a whole number", "write digits only")
WEIGHT = ("not a number from 0 to 1", "write one such as 0.35, with a point")
NOT_CURIE = ("not a CURIE", "write PREFIX:ID, or NONE where no public term fits")
TWICE = ("the list names something twice", "remove one")
DATE = (
    "a spreadsheet made a date of the lines",
    "set the column to text, then type the range again, as in 5-7",
)
CHANGE = ("neither term:+ nor term:-", "say what was raised (+) or lowered (-)")
TERM = ("unknown term", "did you mean oxytocin? Or add it to triples/terms.tsv")
STUDY = ("unknown study", "did you mean tamma? Or add it to triples/studies.tsv")
SOURCE = ("unknown source", "did you mean review? Or add it to triples/sources.tsv")
TYPE = ("unknown type", "did you mean Hormone? Or add it to ontology/classes.tsv")
ROUTES = "in_culture, intramuscular, intraperitoneal, local_implant, subcutaneous"

CELLS = [
    bad(CLASSES, "type", "bone salt", *SLUG),
    bad(CLASSES, "parent", "Hormon", *TYPE),
    bad(CLASSES, "meaning", "", *EMPTY),
    bad(PREDICATES, "predicate", "drives|leads", *SLUG),
    bad(PREDICATES, "meaning", "", *EMPTY),
    bad(PREDICATES, "words", "", *EMPTY),
    bad(PREDICATES, "inverse", "", *EMPTY),
    bad(PREDICATES, "sign", "up", "not a sign", "write +, -, 0 (tested and null) or none"),
    bad(PREDICATES, "causal", "true", "neither yes nor no", "write yes or no"),
    bad(PREDICATES, "symmetric", "", "neither yes nor no", "write yes or no"),
    bad(PREDICATES, "ro_match", "exakt", "unknown match", "did you mean exact?"),
    bad(PREDICATES, "subject_types", "Cell|Hormon", *TYPE),
    bad(PREDICATES, "object_types", "", "no type is given", "name one of ontology/classes.tsv"),
    bad(VALUES, "vocabulary", "", *SLUG),
    bad(VALUES, "value", "", *EMPTY),
    bad(VALUES, "meaning", "", *EMPTY),
    bad(PREFIXES, "prefix", "P R", *SLUG),
    bad(
        PREFIXES,
        "iri",
        "http://example.org/> <x",
        "not a namespace",
        "write http:// or https:// up to a final '/', '#', '_' or ':'",
    ),
    bad(TERMS, "id", "leptin:1", *SLUG),
    bad(TERMS, "label", "", *EMPTY),
    bad(TERMS, "type", "Hormon", *TYPE),
    bad(TERMS, "curie", "CHEBI 81571", *NOT_CURIE),
    bad(TERMS, "curie", "", *NOT_CURIE),
    bad(TERMS, "match", "exakt", "unknown match", "did you mean exact?"),
    bad(TERMS, "match", "", "no match is given", "write one of broad, close, exact, none"),
    bad(TERMS, "synonyms", "LEP||OB", *EMPTY),
    bad(TERMS, "synonyms", "LEP | OB", "blanks beside a '|'", "remove them, or run 'kg format'"),
    bad(STRUCTURE, "subject", "oxytocn", *TERM),
    bad(STRUCTURE, "object", "oxytocn", *TERM),
    bad(
        STRUCTURE,
        "predicate",
        "promotes",
        "unknown structural predicate",
        "write one of member_of, opposite_of, part_of, pool_of",
    ),
    bad(VOCABULARY, "name", "a b", *SLUG),
    bad(
        VOCABULARY,
        "kind",
        "Property",
        "unknown kind of word",
        "did you mean ObjectProperty or DatatypeProperty or AnnotationProperty?",
    ),
    bad(VOCABULARY, "meaning", "", *EMPTY),
    bad(METADATA, "key", "", *SLUG),
    bad(METADATA, "value", "", *EMPTY),
    bad(KGX, "predicate", "affects", *NOT_CURIE),
    bad(KGX, "aspect", "localization|", *SLUG),
    bad(KGX, "direction", "increasd", "unknown direction", "did you mean increased or decreased?"),
    bad(KGX, "sign", "0", "unknown sign of an edge", "write one of +, -, none"),
    bad(KGX, "causal", "", "neither yes nor no", "write yes or no"),
    bad(KGX, "way", "backwards", "unknown way", "did you mean backward?"),
    bad(KGX, "meaning", "", *EMPTY),
    bad(STRENGTH, "part", "teir", "unknown part of a strength", "did you mean tier?"),
    bad(STRENGTH, "name", "", *EMPTY),
    bad(STRENGTH, "weight", "", *WEIGHT),
    bad(STRENGTH, "weight", "1.01", *WEIGHT),
    bad(STRENGTH, "weight", "-0.1", *WEIGHT),
    bad(STRENGTH, "weight", "0,35", *WEIGHT),
    bad(STRENGTH, "weight", "nan", *WEIGHT),
    bad(STRENGTH, "weight", "\N{SUPERSCRIPT ONE}", *WEIGHT),
    bad(STRENGTH, "meaning", "", *EMPTY),
    bad(SOURCES, "id", "the atlas", *SLUG),
    bad(SOURCES, "title", "", *EMPTY),
    bad(SOURCES, "kind", "", *EMPTY),
    bad(SOURCES, "file", "", *FILE_NAME),
    bad(SOURCES, "file", "../atlas.md", *FILE_NAME),
    bad(SOURCES, "file", "/atlas.md", *FILE_NAME),
    bad(SOURCES, "year", "MMXX", *NUMBER),
    bad(SOURCES, "line_count", "12345678", *NUMBER),
    bad(SOURCES, "line_count", "\N{SUPERSCRIPT TWO}", *NUMBER),
    bad(STUDIES, "id", "", *SLUG),
    bad(STUDIES, "source", "reviw", *SOURCE),
    bad(STUDIES, "lines", "7-5", "the range is reversed", "write 5-7"),
    bad(STUDIES, "year", "2015a", *NUMBER),
    bad(STUDIES, "status", "verifed", "unknown status", "did you mean verified?", doi="", pmid=""),
    bad(STUDIES, "route", "oral", "unknown route", f"write one of {ROUTES}"),
    bad(STUDIES, "species", "mouse|rats", "unknown species", "did you mean rat or rabbit?"),
    bad(STUDIES, "sex", "men", "unknown sex", "write one of female, male"),
    bad(STUDIES, "stage", "adut", "unknown stage", "did you mean adult?"),
    bad(STUDIES, "model", "OVX|OVX", *TWICE),
    bad(STUDIES, "dose", "1 mg|", *EMPTY),
    bad(CLAIM_FILE, "subject", "oxytocn", *TERM),
    bad(CLAIM_FILE, "subject", "", "no term is given", "name one of triples/terms.tsv"),
    bad(
        CLAIM_FILE,
        "predicate",
        "activtes",
        "unknown predicate",
        "did you mean activates? Or add it to ontology/predicates.tsv",
    ),
    bad(CLAIM_FILE, "predicate", "xyz", "unknown predicate", "add to ontology/predicates.tsv"),
    bad(
        CLAIM_FILE,
        "predicate",
        "part_of",
        "no claim says how things are built",
        "move it to triples/structure.tsv",
    ),
    bad(CLAIM_FILE, "object", "oxytocn", *TERM),
    bad(CLAIM_FILE, "site", "oxytocn", *TERM),
    bad(CLAIM_FILE, "outcome", "support", "unknown outcome", "did you mean supports?"),
    bad(CLAIM_FILE, "basis", "in-vitro", "unknown basis", "did you mean in_vitro?"),
    bad(
        CLAIM_FILE,
        "certainty",
        "",
        "no certainty is given",
        "write one of asserted, open, suggested",
    ),
    bad(CLAIM_FILE, "source", "reviw", *SOURCE),
    bad(CLAIM_FILE, "lines", "7", *RANGE),
    bad(CLAIM_FILE, "lines", "0-7", *RANGE),
    bad(CLAIM_FILE, "lines", "5\N{EN DASH}7", *RANGE),
    bad(CLAIM_FILE, "lines", "7-5", "the range is reversed", "write 5-7"),
    bad(CLAIM_FILE, "lines", "05-Jul", *DATE),
    bad(CLAIM_FILE, "lines", "7-May", *DATE),
    bad(CLAIM_FILE, "lines", "2026-05-07", *DATE),
    bad(CLAIM_FILE, "lines", "5/7/2026", *DATE),
    bad(CLAIM_FILE, "lines", "Jul-05", *DATE),
    bad(CLAIM_FILE, "lines", "07.05.26", *DATE),
    bad(CLAIM_FILE, "study", "tama", *STUDY),
    bad(CLAIM_FILE, "species", "mousse", "unknown species", "did you mean mouse?", study=""),
    bad(CLAIM_FILE, "sex", "femal", "unknown sex", "did you mean female or male?", study=""),
    bad(CLAIM_FILE, "stage", "adult|adult", *TWICE),
    bad(CLAIM_FILE, "model", "OVX||", *TWICE, study=""),
    bad(CLAIM_FILE, "dose", "|1 mg", *EMPTY),
    bad(CLAIM_FILE, "eco", "0001091", *NOT_CURIE),
    bad(EXPERIMENTS, "id", "e 9", *SLUG),
    bad(EXPERIMENTS, "perturbation", "oxytocin+", *CHANGE),
    bad(EXPERIMENTS, "perturbation", "oxytocin:up", *CHANGE),
    bad(EXPERIMENTS, "perturbation", "", *CHANGE),
    bad(EXPERIMENTS, "perturbation", "oxytocn:+", *TERM),
    bad(EXPERIMENTS, "background", "bone_loss:+|:-", *CHANGE),
    bad(EXPERIMENTS, "compared_with", "bone_loss", *CHANGE),
    bad(EXPERIMENTS, "readout", "oxytocn", *TERM),
    bad(EXPERIMENTS, "observed", "up", "unknown observation", "write one of +, -, 0, ?"),
    bad(EXPERIMENTS, "source", "reviw", *SOURCE),
    bad(EXPERIMENTS, "lines", "7-May", *DATE),
    bad(EXPERIMENTS, "study", "tama", *STUDY),
    bad(EXPERIMENTS, "species", "mousse", "unknown species", "did you mean mouse?", study=""),
    bad(EXPERIMENTS, "sex", "men", "unknown sex", "write one of female, male", study=""),
    bad(EXPERIMENTS, "stage", "adut", "unknown stage", "did you mean adult?"),
    bad(EXPERIMENTS, "model", "OVX|", *EMPTY, study=""),
    bad(EXPERIMENTS, "dose", "1 mg|1 mg", *TWICE),
    bad(GAPS, "id", "g 9", *SLUG),
    bad(GAPS, "question", "", *EMPTY),
    bad(GAPS, "kind", "untestd", "unknown gap kind", "did you mean untested?"),
    bad(GAPS, "terms", "OXTR|oxytocn", *TERM),
    bad(GAPS, "terms", "", "no term is given", "name one of triples/terms.tsv"),
    bad(GAPS, "source", "", "no source is given", "name one of triples/sources.tsv"),
    bad(GAPS, "lines", "", *RANGE),
    bad(DISCREPANCIES, "id", "d 9", *SLUG),
    bad(DISCREPANCIES, "as_printed", "", *EMPTY),
    bad(DISCREPANCIES, "corrected", "", *EMPTY),
    bad(DISCREPANCIES, "reason", "", *EMPTY),
    bad(DISCREPANCIES, "source", "reviw", *SOURCE),
    bad(DISCREPANCIES, "lines", "nine", *RANGE),
    bad(OUT_OF_SCOPE, "reason", "", *EMPTY),
    bad(OUT_OF_SCOPE, "source", "reviw", *SOURCE),
    bad(OUT_OF_SCOPE, "lines", "40-30", "the range is reversed", "write 30-40"),
]
"""What a rule for one cell refuses."""


@pytest.mark.parametrize("file", GOOD)
def test_the_rows_that_cases_spoil_are_valid(tables: TableFolder, file: str) -> None:
    put(tables, file, GOOD[file])

    assert tables.problems() == []


@pytest.mark.parametrize("case", CELLS, ids=named)
def test_a_bad_cell_is_named_once_with_its_place_and_its_remedy(
    tables: TableFolder, case: Bad
) -> None:
    [problem] = found(tables, case)

    assert problem._replace(line=0) == (case.file, 0, case.column, *case[2:5])
    assert problem.line == tables.text(case.file).count("\n")


def test_every_column_that_has_a_rule_has_a_bad_cell() -> None:
    none = RawTable("", ())
    known = Known(
        Tables({name: none._replace(columns=SCHEMAS[name].columns) for name in SCHEMAS}, [])
    )
    ruled = {
        (SCHEMAS[name].file, column)
        for name, rules in rules_of_tables(known).items()
        for column in rules
    } | {(CLAIM_FILE, column) for column in rules_of_claims(known)}

    assert {(case.file, case.column) for case in CELLS} == ruled
