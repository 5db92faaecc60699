"""How much the corpus holds of what, counted as one would by hand."""

from __future__ import annotations

from collections import Counter

from corpora import corpus_of, drawn, row

import kg
from kg.views.statistics import Count, count, to_records, to_text

CORPUS = kg.load().corpus


def test_a_claim_counts_once_under_each_value_its_evidence_has() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", lines="1-1", species="mouse|rat", sex="female"),
            row("a", "->", "b", lines="2-2", species="mouse", basis="in_vitro"),
            row("a", "-|", "c", lines="3-3", certainty="suggested"),
        ]
    )

    found = {(one.respect, one.value): (one.claims, one.evidence) for one in count(corpus)}
    assert found["species", "mouse"] == (1, 2)
    assert found["species", "rat"] == (1, 1)
    assert found["species", "(not stated)"] == (1, 1)
    assert found["sex", "(not stated)"] == (2, 2)
    assert found["basis", "intervention"] == (2, 2)
    assert found["certainty", "suggested"] == (1, 1)
    assert found["mechanism", "main"] == (2, 3)
    assert found["citation", "no study cited"] == (2, 3)


def test_within_one_respect_the_most_evidence_comes_first() -> None:
    for respect in {one.respect for one in count(CORPUS)}:
        evidence = [one.evidence for one in count(CORPUS) if one.respect == respect]

        assert evidence == sorted(evidence, reverse=True)


def test_the_counts_of_the_corpus_are_those_of_its_records() -> None:
    pieces = [piece for claim in CORPUS.claims.values() for piece in claim.evidence]
    bases = Counter(piece.basis.value for piece in pieces)

    found = {one.value: one.evidence for one in count(CORPUS) if one.respect == "basis"}
    assert found == bases


def test_the_records_hold_totals_and_counts() -> None:
    records = to_records(CORPUS)

    assert records["totals"]["claims"] == str(len(CORPUS.claims))
    assert Count(**records["counts"][0]) == count(CORPUS)[0]


def test_an_empty_corpus_has_no_share() -> None:
    text = to_text(drawn(""), width=80)

    assert "0 of 0" in text


def test_the_table_is_no_wider_than_asked() -> None:
    assert max(map(len, to_text(CORPUS, width=80).splitlines())) <= 80
