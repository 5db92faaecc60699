"""How what differs between two contexts is written."""

from __future__ import annotations

import json

import pytest
from corpora import corpus_of, row
from test_difference import FEMALE, MALE, claims

from kg.paths import PathIndex, PathQuery
from kg.reasoning.difference import Fate, find_difference
from kg.views.difference import DifferenceView
from kg.views.forms import FORMS, rendered

MIXED = (
    "a -> z both, a -> b female, b -> z female, a -> b male opposes, a -> c male, c -> z both, "
    "a -> d female, a -| d male, d -> z both, a -> e female, e -> z both, a -> e unstated, "
    "a -? f both, f -> z both"
)
STOPPED = "the search stopped at its limit, there may be more"


def view_of(drawing: str, **options: int) -> DifferenceView:
    corpus = corpus_of(claims(drawing))
    query = PathQuery(("a",), ("z",), **options)  # type: ignore[arg-type]
    return DifferenceView(corpus, find_difference(PathIndex(corpus), query, FEMALE, MALE))


@pytest.mark.parametrize(
    ("drawing", "options", "summary"),
    [
        ("a -> z both", {}, "a → z, female against male: 1 chain (1 kept)"),
        (
            MIXED,
            {},
            f"a → z, female against male: 6 chains ({', '.join(f'1 {fate}' for fate in Fate)})",
        ),
        ("a -> z unstated", {}, "a → z, female against male: no chain in either"),
        (
            "a -> z both, a -> b both, b -> z male",
            {"k": 1},
            "a → z, female against male: 2 chains (1 kept, 1 gained); the best 1 are shown",
        ),
        (
            "a -> z both",
            {"steps": 1},
            f"a → z, female against male: no chain in either; {STOPPED}",
        ),
    ],
)
def test_the_summary_counts_every_fate(drawing: str, options: dict[str, int], summary: str) -> None:
    assert view_of(drawing, **options).summary() == summary


def test_each_fate_is_explained_above_its_chains() -> None:
    heads = [line for line in view_of(MIXED).outline().splitlines() if line[:2].isupper()]

    assert heads == [
        "KEPT: in both, with the same net sign",
        "TURNED: in both, with the other net sign",
        "UNCLEAR: in both, but the net sign is not known",
        "LOST: in female; tested in male and not found",
        "GAINED: in male only",
        "UNSUPPORTED: in female only; neither shown nor refuted in male",
    ]


def test_what_is_known_of_a_missing_hop_stands_below_it() -> None:
    outline = view_of("a -> z female, a -> z male opposes, a -> z unstated").outline()

    assert "male, a → z: tested and not found" in outline
    assert "✗ a increases z: opposes it" in outline
    assert "1 piece of evidence for it does not say the sex" in outline


def test_what_bears_on_a_missing_hop_and_is_no_test_stands_beside_it() -> None:
    rows = [
        row("a", "->", "z", sex="female"),
        row("a", "positively_correlated_with", "z", sex="male", basis="association"),
    ]
    corpus = corpus_of(rows)
    query = PathQuery(("a",), ("z",))
    view = DifferenceView(corpus, find_difference(PathIndex(corpus), query, FEMALE, MALE))

    assert "male, a → z: no evidence that counts" in view.outline()
    assert "∥ beside: a is positively correlated with z" in view.outline()


def test_of_what_is_gained_the_first_context_is_told_to_lack_it() -> None:
    outline = view_of("a -> z male, a no_effect_on z female null").outline()

    assert "female, a → z: tested and not found" in outline


def test_the_outline_fits_a_terminal() -> None:
    assert max(map(len, view_of(MIXED).outline().splitlines())) <= 79


def test_records_and_rows_hold_the_same() -> None:
    view = view_of(MIXED)
    columns, rows = view.rows()

    from_json = [
        (str(each["rank"]), each["fate"], "|".join(each["terms"]), hop["subject"], speaks,
         piece["claim"])
        for each in view.records()
        for hop in each["missing"]
        for speaks in ("against", "beside", "silent")
        for piece in hop[speaks]
    ]  # fmt: skip
    wanted = ("chain", "fate", "terms", "subject", "speaks", "claim")
    places = [columns.index(name) for name in wanted]
    told = [tuple(row[place] for place in places) for row in rows]
    assert [each for each in told if each[-1]] == from_json
    assert {each[0] for each in told} == {str(each["rank"]) for each in view.records()}
    assert {len(row) for row in rows} == {len(columns)}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_had_also_of_nothing(form: str) -> None:
    full, empty = (rendered(view_of(drawing), form) for drawing in (MIXED, "a -> z unstated"))

    assert full.endswith("\n")
    assert "unsupported" in full.lower()
    assert "unsupported" not in empty.lower() or form == "json"


def test_json_says_which_contexts_were_compared() -> None:
    told = json.loads(rendered(view_of(MIXED), "json"))

    assert (told["first"], told["second"]) == ({"sex": ["female"]}, {"sex": ["male"]})
    assert told["counts"] == dict.fromkeys(told["counts"], 1)
    assert told["complete"]
