"""The records that valid rows become, and how claims and evidence are named."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from corpora import CLAIM_FILE, TableFolder, corpus_of, drawn, row
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Basis,
    Certainty,
    Change,
    Claim,
    Context,
    Discrepancy,
    Evidence,
    Experiment,
    Gap,
    Lines,
    Match,
    Outcome,
    OutOfScope,
    Sign,
    Source,
    Structure,
    Term,
)
from kg.tables import read_corpus
from kg.tables.build import content_hash
from kg.tables.schema import CLAIMS

if TYPE_CHECKING:
    from kg.model import Corpus

PROMOTES = ("oxytocin", "promotes", "bone_formation", "osteoblast")


def digest(*parts: str) -> str:
    """Hash by hand what an identifier must be the hash of."""
    return hashlib.sha256("\t".join(parts).encode("utf-8")).hexdigest()[:12]


def claim_of(corpus: Corpus, *key: str) -> Claim:
    [claim] = [claim for claim in corpus.claims.values() if claim.key == key]
    return claim


def test_a_claim_is_named_after_its_subject_predicate_object_and_site(tables: TableFolder) -> None:
    claim = claim_of(read_corpus(tables.root), *PROMOTES)

    assert claim.id == digest(*PROMOTES)
    assert claim.id == "ebbb5f5a8f89"


def test_a_piece_of_evidence_is_named_after_all_its_cells_but_the_note(
    tables: TableFolder,
) -> None:
    tables.change(CLAIM_FILE, 3, species="mouse", dose="2 mg|1 mg", note="a note")
    [piece] = claim_of(read_corpus(tables.root), *PROMOTES).evidence

    cells = ("supports", "rescue", "asserted", "review", "5-7", "tamma")
    context = ("mouse", "", "", "", "1 mg|2 mg")
    assert piece.id == digest(*PROMOTES, *cells, *context, "")


def test_identifiers_are_those_of_earlier_releases() -> None:
    assert content_hash("oxytocin", "upregulates", "BMP2", "osteoblast") == "cd76f72fd590"


def test_a_note_does_not_change_what_evidence_is_called(tables: TableFolder) -> None:
    before = claim_of(read_corpus(tables.root), *PROMOTES).evidence
    tables.change(CLAIM_FILE, 3, note="read again")

    [piece] = claim_of(read_corpus(tables.root), *PROMOTES).evidence

    assert (piece.id, piece.note) == (before[0].id, "read again")


@pytest.mark.parametrize("column", CLAIMS.columns[4:-1])
def test_any_other_cell_changes_what_evidence_is_called(column: str) -> None:
    other = {
        "outcome": "opposes", "basis": "in_vitro", "certainty": "suggested", "source": "",
        "lines": "2-2", "study": "s", "species": "rat", "sex": "male", "stage": "adult",
        "model": "OVX", "dose": "1 mg", "eco": "ECO:1",
    }  # fmt: skip
    plain = row("a", "->", "b", basis="background", study="t")
    [before] = corpus_of([plain]).claims.values()
    [after] = corpus_of([plain | {column: other[column]}]).claims.values()

    assert before.id == after.id
    assert before.evidence[0].id != after.evidence[0].id


rows = st.builds(
    row,
    st.sampled_from("abc"),
    st.sampled_from(["->", "-|", "-?"]),
    st.sampled_from("abc"),
    lines=st.sampled_from(["1-1", "2-3", "10-12"]),
    site=st.sampled_from(["", "c"]),
    sex=st.sampled_from(["", "male", "female", "female|male"]),
    note=st.sampled_from(["", "seen once"]),
)


@given(st.lists(rows, max_size=8, unique_by=lambda cells: str(cells | {"note": ""})), st.data())
def test_what_is_read_is_blind_to_the_order_of_rows(
    claims: list[dict[str, str]], data: st.DataObject
) -> None:
    before, after = corpus_of(claims), corpus_of(data.draw(st.permutations(claims)))

    assert before == after
    assert list(before.claims) == list(after.claims)


def test_claims_are_sorted_by_subject_predicate_object_and_site(tables: TableFolder) -> None:
    keys = [claim.key for claim in read_corpus(tables.root).claims.values()]

    assert keys == sorted(keys)
    assert [key[1] for key in keys] == ["activates", "no_effect_on", "promotes"]


def test_evidence_for_one_claim_is_gathered_from_all_files(tables: TableFolder) -> None:
    cells = tables.cells(CLAIM_FILE, 3)
    tables.add("triples/claims/other.tsv", **(cells | {"lines": "20-22"}))

    claim = claim_of(read_corpus(tables.root), *PROMOTES)

    assert [(piece.lines, piece.mechanism) for piece in claim.evidence] == [
        (Lines(5, 7), "main"),
        (Lines(20, 22), "other"),
    ]


def test_a_row_of_a_claim_becomes_evidence_word_for_word(tables: TableFolder) -> None:
    tables.change(CLAIM_FILE, 3, sex="female", eco="ECO:7", note="a note")
    [piece] = claim_of(read_corpus(tables.root), *PROMOTES).evidence

    assert piece == Evidence(
        id=piece.id,
        outcome=Outcome.SUPPORTS,
        basis=Basis.RESCUE,
        certainty=Certainty.ASSERTED,
        source="review",
        lines=Lines(5, 7),
        study="tamma",
        context=Context(sex=("female",)),
        eco="ECO:7",
        note="a note",
        mechanism="main",
    )


@pytest.mark.parametrize(
    ("basis", "eco"), [("intervention", "ECO:0000179"), ("gain_of_function", "")]
)
def test_an_evidence_code_left_empty_is_that_of_the_basis(basis: str, eco: str) -> None:
    [claim] = drawn("a -> b", basis=basis).claims.values()

    assert claim.evidence[0].eco == eco


def test_background_evidence_has_no_lines() -> None:
    [claim] = drawn("a -> b", basis="background", lines="", study="s").claims.values()

    assert claim.evidence[0].lines is None


def test_each_other_row_becomes_its_record(tables: TableFolder) -> None:
    corpus = read_corpus(tables.root)

    assert corpus.terms["osteoblast"] == Term(
        id="osteoblast",
        label="osteoblast",
        type="Cell",
        curie="CL:0000062",
        match=Match.EXACT,
        curie_label="osteoblast",
        synonyms=("bone-forming cell",),
        note="",
    )
    assert corpus.structure == (Structure("bone_loss", "opposite_of", "bone_mass", ""),)
    assert corpus.sources["review"] == Source(
        "review", "A review of bone", "", 2023, "review", "review.md", 100, ""
    )
    assert corpus.gaps["g1"] == Gap(
        "g1", "What of men?", "untested", ("bone_mass", "oxytocin"), "review", Lines(50, 51), ""
    )
    assert corpus.discrepancies["d1"] == Discrepancy(
        "d1", "review", Lines(60, 60), "osteblast", "osteoblast", "misspelt"
    )
    assert corpus.out_of_scope == (OutOfScope("review", Lines(90, 100), "references"),)


def test_a_study_holds_its_context_and_leaves_out_what_is_not_stated(tables: TableFolder) -> None:
    studies = read_corpus(tables.root).studies

    assert studies["tamma"].context == Context(("mouse",), ("female",), (), ("Oxtr-/-",), ())
    assert (studies["tamma"].year, studies["lee"].year) == (2009, None)
    assert (studies["lee"].context, studies["lee"].route) == (Context(), ())


def test_a_study_may_say_on_which_lines_it_stands(tables: TableFolder) -> None:
    tables.change("triples/studies.tsv", 3, lines="8-12")
    studies = read_corpus(tables.root).studies

    assert (studies["tamma"].lines, studies["lee"].lines) == (Lines(8, 12), None)


@pytest.mark.parametrize(
    ("observed", "sign"), [("+", Sign.UP), ("-", Sign.DOWN), ("0", Sign.UNKNOWN), ("?", None)]
)
def test_an_experiment_tells_no_change_from_what_is_not_said(
    tables: TableFolder, observed: str, sign: Sign | None
) -> None:
    tables.change(
        "triples/experiments.tsv",
        2,
        perturbation="oxytocin:+|OXTR:-",
        compared_with="OXTR:-",
        observed=observed,
        sex="female",
    )

    assert read_corpus(tables.root).experiments["e1"] == Experiment(
        id="e1",
        perturbation=(Change("OXTR", Sign.DOWN), Change("oxytocin", Sign.UP)),
        background=(),
        readout="bone_formation",
        observed=sign,
        compared_with=(Change("OXTR", Sign.DOWN),),
        source="review",
        lines=Lines(6, 8),
        study="tamma",
        context=Context(sex=("female",)),
        note="",
    )


def test_a_predicate_says_its_sign_and_whether_it_is_causal(tables: TableFolder) -> None:
    predicates = read_corpus(tables.root).ontology.predicates

    assert [predicates[name].sign for name in ("promotes", "suppresses", "acts_on")] == [1, -1, 0]
    assert [predicates[name].null for name in ("no_effect_on", "acts_on")] == [True, False]
    assert [predicates[name].causal for name in ("acts_on", "binds")] == [True, False]
    assert [predicates[name].symmetric for name in ("associated_with", "binds")] == [True, True]
    assert predicates["promotes"].object_types == ("Behavior", "PhysiologicalState", "Process")
