"""How it is written why there is no path."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from corpora import corpus_of, drawn, row
from test_absence import MICE, absence_in, with_gap

from kg.model import Sign
from kg.reasoning.constraints import Constraint
from kg.views.absence import WITHOUT, AbsenceView
from kg.views.forms import FORMS, rendered

if TYPE_CHECKING:
    from kg.model import Corpus

HELD = [
    row("a", "->", "b"),
    row("b", "->", "y", certainty="open"),
    *(row("b", "->", "y", basis="speculation", lines=f"{at}-{at}") for at in (2, 3)),
    row("y", "->", "z"),
]


def view_of(corpus: Corpus | str, **options: Any) -> AbsenceView:  # noqa: ANN401
    made = drawn(corpus) if isinstance(corpus, str) else corpus
    return AbsenceView(made, absence_in(made, **options))


@pytest.mark.parametrize(
    ("drawing", "options", "summary"),
    [
        (
            "a -> z",
            {"sign": Sign.DOWN},
            "a → z: no path; without one constraint there would be one",
        ),
        (
            "a -> z, y -> z",
            {"sign": Sign.DOWN, "via": frozenset("y")},
            "a → z: no path; without two constraints there would be one",
        ),
        (
            "a -> z, y -> z",
            {"sign": Sign.DOWN, "via": frozenset("y"), "scope": MICE},
            "a → z: no path; without 3 constraints there would be one",
        ),
        ("z -> a", {}, "a → z: no path, and there is none without any constraint either"),
        (
            "a -> b, z -> b, a opposite_of z",
            {},
            "a → z: both ends are one, and no path comes back to where it began",
        ),
        ("a -> b -> c, x -> y -> z", {"steps": 1}, "a → z: no path was found"),
    ],
)
def test_the_summary_gives_the_reason(drawing: str, options: dict[str, Any], summary: str) -> None:
    assert view_of(drawing, **options).summary() == summary


def test_a_way_out_is_told_with_the_best_path_it_gives() -> None:
    assert (
        "  • with any net sign, not only −: a ─+→ z (net +, weak (0.18))"
        in view_of("a -> z", sign=Sign.DOWN).outline()
    )


def test_two_ends_of_a_scale_are_sent_to_loops() -> None:
    told = view_of("a -> b, z -> b, a opposite_of z").outline()

    assert told.startswith("a and z are the two ends of one scale")
    assert "'kg loops'" in told


def test_an_end_of_which_nothing_is_said_is_told_from_one_of_which_nothing_counts() -> None:
    told = view_of(drawn("z -> b, a -> c", certainty="open")).outline()

    assert "No hop leaves a under this question, though there are claims." in told
    assert "No claim of any kind leads to z." in told


def test_how_far_one_gets_is_told() -> None:
    told = view_of(f"a -> {' , a -> '.join('bcdefg')}, y -> z").outline()

    assert "From a one gets to 6 terms, the nearest of which are b, c, d, e, f." in told
    assert "To z one gets from y." in told


def test_what_the_graph_holds_on_a_missing_hop_is_told_and_cut_short() -> None:
    told = view_of(corpus_of(HELD)).outline()

    assert "  • a hop b → y (a path of 3 hops)" in told
    assert told.count("b increases y") == 2
    assert "and 1 more finding\n" in told


def test_a_missing_hop_of_which_nothing_is_known_says_so() -> None:
    told = view_of("a -> b, y -> z", sign=Sign.UP).outline()

    assert "a hop of sign + a → z (a path of 1 hop); nothing is held on it" in told


def test_an_open_question_is_told_with_its_place() -> None:
    told = view_of(with_gap(drawn("a -> b, y -> z"), "b", "y")).outline()

    assert "open question: What of it? (source 1-1)" in told


def test_what_was_not_tried_to_the_end_is_named() -> None:
    told = view_of("a -> b -> c, x -> y -> z", steps=1).outline()

    assert "The search stopped at its limit before all was tried" in told


def test_every_kind_of_constraint_has_words() -> None:
    view = view_of("a -> z", sign=Sign.DOWN)

    for kind, words in WITHOUT.items():
        told = view._constraint_words(Constraint(kind, ("a",)))
        assert told == words.replace("{}", "a")


def test_the_outline_fits_a_terminal() -> None:
    assert max(map(len, view_of(corpus_of(HELD)).outline().splitlines())) <= 79


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_had(form: str) -> None:
    assert "open" in rendered(view_of(corpus_of(HELD)), form)


def test_json_holds_all_that_the_rows_hold() -> None:
    view = view_of(corpus_of(HELD))
    told = json.loads(rendered(view, "json"))
    columns, rows = view.rows()

    [reasons] = told["reasons"]
    assert told["complete"]
    assert [each["constraints"][0]["kind"] for each in reasons["relaxed"]] == [
        row[1].partition("=")[0] for row in rows if row[0] == "way out"
    ]
    assert [piece["claim"] for each in reasons["bridges"] for piece in each["held"]] == [
        row[columns.index("claim")] for row in rows if row[0] == "missing hop"
    ]
    assert {len(row) for row in rows} == {len(columns)}
