"""Claims that answer the same question, and what speaks against one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpora import corpus_of, row

from kg.model import Questions

if TYPE_CHECKING:
    from kg.model import Corpus

NULL = "no_effect_on"
RAISES = row("a", "->", "b")


def against(corpus: Corpus) -> list[tuple[str, str]]:
    """List what speaks against the claim that a raises b: its predicate and its lines."""
    [claim] = [
        claim for claim in corpus.claims.values() if claim.key == ("a", "increases", "b", "")
    ]
    return [
        (other.predicate, str(piece.lines)) for other, piece in Questions(corpus).against(claim)
    ]


def test_nothing_speaks_against_a_claim_that_stands_alone() -> None:
    assert against(corpus_of([RAISES])) == []


@pytest.mark.parametrize(
    "cells",
    [
        row("a", "->", "b", outcome="opposes", lines="2-2"),
        row("a", "->", "b", outcome="opposes", lines="2-2", site="c"),
        row("a", "-|", "b", lines="2-2"),
        row("a", "-|", "b", lines="2-2", site="c"),
        row("a", "no_effect_on", "b", outcome="null", lines="2-2"),
        row("a", "negatively_correlated_with", "b", basis="association", lines="2-2"),
    ],
)
def test_refuting_opposite_and_null_results_on_the_same_question_speak_against_a_claim(
    cells: dict[str, str],
) -> None:
    assert against(corpus_of([RAISES, cells])) == [(cells["predicate"], "2-2")]


@pytest.mark.parametrize(
    "cells",
    [
        row("a", "->", "b", lines="2-2"),
        row("a", "->", "b", lines="2-2", site="c"),
        row("a", "-?", "b", lines="2-2"),
        row("a", "-?", "b", outcome="opposes", lines="2-2"),
        row("a", "-|", "b", outcome="opposes", lines="2-2"),
        row("a", "-|", "c", lines="2-2"),
        row("b", "-|", "a", lines="2-2"),
        row("a", "->", "b", outcome="opposes", basis="speculation", lines="2-2"),
        row("a", "-|", "b", basis="speculation", lines="2-2"),
    ],
)
def test_support_other_questions_and_speculation_speak_not_against_a_claim(
    cells: dict[str, str],
) -> None:
    assert against(corpus_of([RAISES, cells])) == []


def test_a_claim_on_the_opposite_pole_is_read_with_its_sign_turned() -> None:
    poles = row("c", "opposite_of", "b")
    drive, brake = (row("a", arrow, "c", lines="2-2") for arrow in ("->", "-|"))

    assert against(corpus_of([RAISES, poles, drive])) == [("increases", "2-2")]
    assert against(corpus_of([RAISES, poles, brake])) == []


def test_what_speaks_against_a_claim_comes_in_corpus_order() -> None:
    corpus = corpus_of(
        [
            RAISES,
            row("a", "no_effect_on", "b", outcome="null"),
            row("a", "->", "b", outcome="opposes"),
            row("a", "-|", "b", lines="2-2"),
            row("a", "-|", "b", lines="1-1"),
        ]
    )

    assert against(corpus) == [
        ("decreases", "1-1"),
        ("decreases", "2-2"),
        ("increases", "1-1"),
        ("no_effect_on", "1-1"),
    ]


def test_a_refuted_claim_of_unknown_sign_is_spoken_against_by_its_own_evidence() -> None:
    corpus = corpus_of([row("a", "-?", "b"), row("a", "-?", "b", outcome="opposes", lines="2-2")])
    [claim] = corpus.claims.values()

    assert [str(piece.lines) for _, piece in Questions(corpus).against(claim)] == ["2-2"]


@pytest.mark.parametrize(
    ("arrow", "conflict"),
    [("->", True), ("-|", True), ("-?", True), ("associated_with", False)],
)
def test_a_null_result_and_an_effect_speak_against_each_other(
    arrow: str, *, conflict: bool
) -> None:
    corpus = corpus_of([row("a", arrow, "b"), row("a", NULL, "b", outcome="null")])
    questions = Questions(corpus)
    found, null = sorted(corpus.claims.values(), key=lambda claim: claim.predicate == NULL)

    assert [other for other, _ in questions.against(null)] == ([found] if conflict else [])
    assert [other for other, _ in questions.against(found)] == ([null] if conflict else [])
