"""Signs, records, contexts, poles, and what makes a claim an edge."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING

import pytest
from corpora import TableFolder, corpus_of, drawn, row
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Basis,
    Certainty,
    Change,
    Claim,
    Context,
    Lines,
    Outcome,
    Sign,
    edge_evidence,
    is_edge,
)
from kg.tables import read_corpus

if TYPE_CHECKING:
    from kg.model import Corpus, Ontology

signs = st.sampled_from(Sign)
MINUS = "\N{MINUS SIGN}"


@given(signs, signs)
def test_signs_multiply_as_integers_do(one: Sign, other: Sign) -> None:
    assert one * other is Sign(int(one) * int(other))


@given(signs, signs, signs)
def test_the_sign_of_a_path_does_not_depend_on_where_it_is_cut(a: Sign, b: Sign, c: Sign) -> None:
    assert (a * b) * c is a * (b * c) is prod([a, b, c], start=Sign.UP)


@given(signs)
def test_to_negate_a_sign_is_to_multiply_it_by_down(sign: Sign) -> None:
    assert -sign is sign * Sign.DOWN
    assert sign is Sign.DOWN * -sign


def test_signs_are_printed_as_plus_minus_and_question_mark() -> None:
    assert [sign.symbol for sign in (Sign.UP, Sign.DOWN, Sign.UNKNOWN)] == ["+", MINUS, "?"]


@pytest.mark.parametrize(("first", "last"), [(0, 3), (4, 3), (-2, -1)])
def test_lines_that_are_no_range_cannot_be_built(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=f"lines {first}-{last} are no range"):
        Lines(first, last)


def test_lines_are_printed_as_they_are_written() -> None:
    assert str(Lines(5, 7)) == "5-7"


ranges = st.tuples(st.integers(1, 9), st.integers(0, 4)).map(lambda at: Lines(at[0], sum(at)))


@given(ranges, ranges)
def test_two_ranges_overlap_if_they_share_a_line(one: Lines, other: Lines) -> None:
    shared = set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))

    assert one.overlaps(other) == bool(shared)


@pytest.mark.parametrize("text", ["OXTR:-", "a:b:+"])
def test_a_change_is_printed_as_it_is_read(text: str) -> None:
    assert str(Change.parse(text)) == text


@pytest.mark.parametrize("text", ["OXTR", "OXTR:", "OXTR:0", ":+", "", "+"])
def test_a_change_without_term_or_sign_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is neither term:\\+ nor term:-"):
        Change.parse(text)


def test_a_claim_without_evidence_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="claim c1 has no evidence"):
        Claim("c1", "a", "increases", "b", "", ())


def test_records_cannot_be_changed() -> None:
    [claim] = drawn("a -> b").claims.values()

    with pytest.raises(FrozenInstanceError):
        claim.subject = "c"  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.parametrize(
    ("outcome", "basis", "certainty"), list(product(Outcome, Basis, Certainty))
)
def test_only_firm_support_from_a_study_or_statement_makes_an_edge(
    outcome: Outcome, basis: Basis, certainty: Certainty
) -> None:
    [claim] = drawn("a -> b").claims.values()
    piece = replace(claim.evidence[0], outcome=outcome, basis=basis, certainty=certainty)
    judged = replace(claim, evidence=(piece,))

    firm = (
        outcome == "supports"
        and certainty in {"asserted", "suggested"}
        and basis not in {"speculation", "background", "association"}
    )
    assert edge_evidence(judged) == ((piece,) if firm else ())
    assert is_edge(judged) is firm


def test_evidence_against_a_claim_does_not_unmake_the_edge_nor_count_for_it() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("a", "->", "b", outcome="opposes", lines="2-2")])
    [claim] = corpus.claims.values()

    assert len(claim.evidence) == 2
    assert [piece.outcome for piece in edge_evidence(claim)] == [Outcome.SUPPORTS]


stated = st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple)
contexts = st.builds(Context, stated, stated, stated, stated, stated)


@given(contexts, contexts)
def test_a_row_s_own_context_replaces_its_study_s_part_by_part(
    study: Context, own: Context
) -> None:
    narrowed = study.narrowed(own)

    for part in ("species", "sex", "stage", "model", "dose"):
        assert getattr(narrowed, part) == (getattr(own, part) or getattr(study, part))


def test_evidence_inherits_what_its_study_states_and_keeps_what_its_row_does(
    tables: TableFolder,
) -> None:
    tables.change("triples/studies.tsv", 3, species="mouse|rat", stage="adult")
    tables.change("triples/claims/main.tsv", 2, species="rat", dose="1 mg")
    corpus = read_corpus(tables.root)
    [claim] = [claim for claim in corpus.claims.values() if claim.object == "OXTR"]

    assert corpus.context(claim.evidence[0]) == Context(
        ("rat",), ("female",), ("adult",), ("Oxtr-/-",), ("1 mg",)
    )


def test_an_experiment_inherits_from_its_study_too(tables: TableFolder) -> None:
    corpus = read_corpus(tables.root)

    assert corpus.context(corpus.experiments["e1"]).species == ("mouse",)


def test_evidence_without_a_study_was_seen_in_what_its_row_states() -> None:
    corpus = drawn("a -> b", sex="male")
    [claim] = corpus.claims.values()

    assert corpus.context(claim.evidence[0]) == Context(sex=("male",))


@pytest.fixture
def polar() -> Corpus:
    """Draw a corpus with a polar pair and a substance with two pools."""
    return drawn("loss opposite_of mass, gut pool_of serotonin, brain pool_of serotonin, a -> mass")


def test_a_polar_pair_is_one_axis_named_after_the_object(polar: Corpus) -> None:
    assert polar.pole("mass") == ("mass", Sign.UP)
    assert polar.pole("loss") == ("mass", Sign.DOWN)


def test_any_other_term_is_an_axis_of_its_own(polar: Corpus) -> None:
    assert polar.pole("a") == ("a", Sign.UP)


def test_each_pole_names_the_other(polar: Corpus) -> None:
    assert polar.opposite("loss") == "mass"
    assert polar.opposite("mass") == "loss"
    assert polar.opposite("a") is None


def test_the_pools_of_a_substance_are_listed_in_order(polar: Corpus) -> None:
    assert polar.pools("serotonin") == ("brain", "gut")
    assert polar.pools("gut") == ()


def test_the_claims_about_a_term_name_it_at_either_end_or_as_site() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("b", "->", "c", site="a"), row("b", "->", "d")])

    assert [claim.key for claim in corpus.claims_about("a")] == [
        ("a", "increases", "b", ""),
        ("b", "increases", "c", "a"),
    ]
    assert corpus.claims_about("nothing") == ()


def test_a_claim_reads_as_a_sentence(tables: TableFolder) -> None:
    corpus = read_corpus(tables.root)

    assert [corpus.sentence(claim) for claim in corpus.claims.values()] == [
        "oxytocin peptide activates oxytocin receptor",
        "oxytocin peptide has no effect on bone mass",
        "oxytocin peptide promotes bone formation (site: osteoblast)",
    ]


def test_a_verified_study_is_cited_by_name_and_another_by_its_number(tables: TableFolder) -> None:
    studies = read_corpus(tables.root).studies

    assert studies["tamma"].citation == "Tamma 2009"
    assert studies["lee"].citation == "ref 2 of letter"
    assert replace(studies["lee"], ref="").citation == "lee"
    assert replace(studies["tamma"], year=None).citation == "ref 1 of review"


def test_a_term_is_grounded_unless_no_public_identifier_comes_near(tables: TableFolder) -> None:
    terms = read_corpus(tables.root).terms

    assert [name for name, term in terms.items() if not term.grounded] == ["bone_mass"]


def test_the_lineage_of_a_type_ends_at_its_root(ontology: Ontology) -> None:
    assert ontology.lineage("Nutrient") == ("Nutrient", "Chemical", "Substance")
    assert ontology.lineage("Substance") == ("Substance",)
    assert ontology.lineage("Matter") == ()


def test_a_type_is_any_of_its_ancestors(ontology: Ontology) -> None:
    assert ontology.is_any("Nutrient", ("Cell", "Substance"))
    assert not ontology.is_any("Nutrient", ("Cell", "Hormone"))


def test_a_curie_expands_by_its_prefix(ontology: Ontology) -> None:
    assert ontology.iri("CL:0000062") == "http://purl.obolibrary.org/obo/CL_0000062"


def test_a_curie_of_an_undeclared_prefix_does_not_expand(ontology: Ontology) -> None:
    with pytest.raises(KeyError):
        ontology.iri("PR:1")
