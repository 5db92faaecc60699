"""How what lies upstream and downstream is written."""

from __future__ import annotations

import json

import pytest
from corpora import drawn

from kg.paths import PathIndex, PathQuery
from kg.reasoning.reach import find_reach
from kg.views.forms import FORMS, rendered
from kg.views.reach import ReachView


def view_of(drawing: str, *, sources: str = "", targets: str = "", **options: object) -> ReachView:
    corpus = drawn(drawing)
    query = PathQuery(tuple(sources), tuple(targets), **options)  # type: ignore[arg-type]
    return ReachView(corpus, find_reach(PathIndex(corpus), query))


@pytest.mark.parametrize(
    ("drawing", "options", "summary"),
    [
        ("a -> b", {"sources": "a"}, "downstream of a: 1 term"),
        ("a -> b -> c", {"sources": "a"}, "downstream of a: 2 terms"),
        ("a -> b", {"targets": "a"}, "upstream of a: no term"),
        ("a -> b, a -> c", {"targets": "bc"}, "upstream of both b and c: 1 term"),
        ("a -> b, a -> c, a -> d", {"targets": "bcd"}, "upstream of all of b, c and d: 1 term"),
        (
            "a -> b -> c",
            {"sources": "a", "k": 1},
            "downstream of a: the 1 best supported of 2 terms",
        ),
        (
            "a -> b",
            {"sources": "a", "steps": 1},
            "downstream of a: no term; the search stopped at its limit, there may be more",
        ),
    ],
)
def test_the_summary_says_how_many_there_are_and_whether_these_are_all(
    drawing: str, options: dict[str, str], summary: str
) -> None:
    assert view_of(drawing, **options).summary() == summary


def test_a_term_has_a_row_for_each_known_sign_and_a_mark_for_an_unknown_one() -> None:
    view = view_of("a -> z, a -| b -> z, a -? c -> d -> z", sources="a")
    rows = [row for row in view.table()[1] if row[0] == "z"]

    assert [row[1] for row in rows] == ["+ (?)"]
    assert [(row[0], row[1], row[3]) for row in view.table()[1]] == [
        ("b", "−", "directly"),
        ("c", "?", "directly"),
        ("z", "+ (?)", "directly"),
        ("", "− (?)", "b"),
        ("d", "?", "c"),
    ]
    assert "(?): also by a path whose net sign is not known" in view.outline()


def test_no_mark_is_explained_where_none_stands() -> None:
    assert "(?)" not in view_of("a -> z, a -? b", sources="a").outline()


def test_an_unknown_sign_has_a_row_where_its_path_is_the_best() -> None:
    rows = view_of("a -? z, a -> b -> z", sources="a").table()[1]

    assert [(row[0], row[1]) for row in rows] == [("b", "+"), ("z", "?"), ("", "+")]


def test_of_several_named_terms_each_has_a_row_and_their_agreement_stands_beside() -> None:
    view = view_of("a -> y, a -| b -> z, c -> y, c -> z", targets="yz")

    assert view.table() == (
        ("term", "on", "net", "support", "through"),
        [
            ("c", "y", "+", "weak (0.18)", "directly"),
            ("(the same way)", "z", "+", "weak (0.18)", "directly"),
            ("a", "y", "+", "weak (0.18)", "directly"),
            ("(opposite ways)", "z", "−", "weak (0.032)", "b"),
        ],
    )
    assert "How they move the two: the same way 1, opposite ways 1" in view.outline()


def test_a_path_from_a_pool_of_the_named_term_names_the_pool() -> None:
    [row] = view_of("p pool_of a, p -> b", sources="a").table()[1]

    assert row[-1] == "p: directly"


def test_what_both_lead_to_is_told_from_their_side() -> None:
    view = view_of("y -> a, z -| a", sources="yz")

    assert view.table()[0][1] == "from"
    assert "How the two move them: opposite ways 1" in view.outline()


def test_the_outline_fits_a_terminal() -> None:
    names = [f"a_rather_long_name_{at}" for at in range(6)]
    view = view_of(" -> ".join(["a", *names]), sources="a")

    assert max(map(len, view.outline().splitlines())) <= 79


def test_records_and_rows_hold_the_same() -> None:
    view = view_of("a -> y, a -| b -> z, c -> y, c -> z, a -> z", targets="yz")
    columns, rows = view.rows()

    from_json = [
        (str(each["rank"]), each["term"], each["agreement"], way["named"],
         str(way["fewest_hops"]), path["sign"], "|".join(path["terms"]))
        for each in view.records()
        for way in each["ways"]
        for path in way["paths"]
    ]  # fmt: skip
    wanted = ("rank", "term", "agreement", "named", "fewest_hops", "sign", "path")
    places = [columns.index(name) for name in wanted]
    assert [tuple(row[place] for place in places) for row in rows] == from_json
    assert len(rows) == 5


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_had_also_of_nothing(form: str) -> None:
    full = rendered(view_of("a -> b", sources="a"), form)
    empty = rendered(view_of("a -> b", targets="a"), form)

    assert full.endswith("\n")
    assert full != empty
    assert "b" in full


def test_json_says_what_was_asked_and_whether_it_is_all() -> None:
    told = json.loads(rendered(view_of("a -> b -> c", sources="a", k=1), "json"))

    assert (told["direction"], told["named"]) == ("downstream", ["a"])
    assert (told["count"], told["complete"], len(told["terms"])) == (2, False, 1)
    assert told["terms"][0]["ways"][0]["paths"][0]["hops"][0]["for"]
