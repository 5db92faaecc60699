"""Whether the paths between two terms agree in sign, and which hops divide them."""

from __future__ import annotations

from typing import Any

import pytest
from corpora import drawn

import kg
from kg.errors import UsageError
from kg.model import Sign
from kg.paths import PathIndex, PathQuery
from kg.reasoning.split import Split, Turn, find_split
from kg.views.forms import rendered
from kg.views.split import SplitView

DIVIDED = "a -> b -> e, a -> c -| e, a -> d -| e, a -? e"


def split(drawing: str, source: str = "a", target: str = "e", **options: Any) -> Split:  # noqa: ANN401
    return find_split(PathIndex(drawn(drawing)), PathQuery((source,), (target,), **options))


def hops(turn: Turn) -> list[str]:
    return [", ".join(f"{hop.subject} {hop.object}" for hop in each) for each in turn.found]


def test_paths_that_all_end_with_one_sign_are_coherent() -> None:
    found = split("a -> b -> e, a -| c -| e")

    assert found.coherent
    assert [side.count for side in found.sides] == [2, 0, 0]
    assert found.turns == ()


def test_paths_of_both_signs_are_incoherent() -> None:
    found = split(DIVIDED)

    assert found.coherent is False
    assert [side.count for side in found.sides] == [1, 2, 1]


@pytest.mark.parametrize("drawing", ["a -? e", "e -> a", "a -> b"])
def test_without_a_path_of_known_sign_one_cannot_tell(drawing: str) -> None:
    assert split(f"{drawing}, e -> e").coherent is None


def test_the_side_that_fewer_hops_carry_is_the_first_to_be_taken_away() -> None:
    first, second = split(DIVIDED).turns

    assert (first.left, second.left) == (Sign.DOWN, Sign.UP)
    assert hops(first) == ["a b", "b e"]
    assert hops(second) == ["a c, a d", "a c, d e", "a d, c e", "c e, d e"]


def test_a_hop_that_both_sides_share_is_not_to_blame() -> None:
    up, down = split("a -> b -> e, b -> c -| e").turns

    assert hops(up) == ["b c", "c e"]
    assert hops(down) == ["b e"]


def test_parallel_hops_of_opposite_sign_are_told_apart() -> None:
    first, second = split("a -> b -> e, a -| b").turns

    assert [[hop.sign for hop in each] for each in first.found] == [[Sign.DOWN]]
    assert [[hop.sign for hop in each] for each in second.found] == [[Sign.UP]]


def test_where_every_path_of_one_sign_holds_one_of_the_other_no_hops_are_named() -> None:
    query = PathQuery(("a", "b"), ("e",))

    first, second = find_split(PathIndex(drawn("a -| b -| e")), query).turns

    assert (first.left, hops(first)) == (Sign.DOWN, ["a b"])
    assert (second.left, hops(second)) == (Sign.UP, [])
    assert second.complete


def test_a_split_is_asked_for_without_a_sign() -> None:
    with pytest.raises(UsageError, match="without a sign"):
        split("a -> e", sign=Sign.UP)


def test_a_split_needs_both_ends() -> None:
    with pytest.raises(UsageError, match="two ends"):
        find_split(PathIndex(drawn("a -> e")), PathQuery(("a",)))


def dense() -> str:
    names = "abcdefghij"
    return ", ".join(
        f"{a} {arrow} {b}" for a in names for b in names if a < b for arrow in ("->", "-|")
    )


def test_a_split_that_spends_its_budget_says_so() -> None:
    found = split(dense(), longest=9, steps=300)

    assert not found.complete
    assert found.coherent is not True


def test_a_split_of_many_paths_is_told_as_soon_as_both_signs_are_seen() -> None:
    found = split(dense(), longest=9, most=5)

    assert found.coherent is False
    assert [side.count for side in found.sides[:2]] == [5, 5]
    assert not found.complete


def test_no_more_sets_of_hops_are_listed_than_asked_for() -> None:
    _, second = split(DIVIDED, k=1).turns

    assert hops(second) == ["a c, a d"]
    assert second.more
    assert not second.complete


def test_ssri_act_on_bone_both_ways_and_the_loss_of_their_transporter_is_to_blame() -> None:
    found = find_split(kg.load().index, PathQuery(("SSRI",), ("bone_mass",)))

    assert found.coherent is False
    up = next(turn for turn in found.turns if turn.left is Sign.UP)
    assert any("SSRI SLC6A4" in each for each in hops(up))


def view(drawing: str, **options: Any) -> SplitView:  # noqa: ANN401 - of a query
    return SplitView(drawn(drawing), split(drawing, **options))


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ("a -> e", "a → e: coherent: 1 path net +"),
        (DIVIDED, "a → e: incoherent: 1 path net +, 2 paths net −, 1 path of unknown net sign"),
        ("e -> a", "a → e: no path"),
    ],
)
def test_a_summary_says_whether_paths_agree(drawing: str, said: str) -> None:
    assert view(drawing).summary() == said


def test_a_summary_says_where_not_all_was_seen() -> None:
    summary = view(dense(), most=5).summary()

    assert "5 or more paths net +" in summary
    assert summary.endswith("the list ends at a limit")


def test_an_outline_names_the_best_of_each_side_and_the_hops_that_divide_them() -> None:
    text = rendered(view(DIVIDED), "text")

    assert "• 1 path net +: 1 " in text
    assert "best: a ─+→ b ─+→ e" in text
    words = " ".join(text.split())
    assert (
        "Without the 1 hop of any of these 2 sets, paths net − are left, and none net +:" in words
    )
    assert "1. a ─+→ b a increases b [" in words
    assert all(len(line) <= 79 for line in text.splitlines())


def test_an_outline_says_where_no_hops_divide_the_paths() -> None:
    corpus = drawn("a -| b -| e")
    found = find_split(PathIndex(corpus), PathQuery(("a", "b"), ("e",)))

    text = rendered(SplitView(corpus, found), "text")

    assert "Without this hop, paths net − are left, and none net +:" in text
    assert "To leave paths net +, and none net −: no set of hops does it\n" in text


def test_the_other_forms_hold_the_same() -> None:
    shown = view(DIVIDED)

    columns, rows = shown.rows()
    assert {row[0] for row in rows} == {"best path", "without"}
    assert len(columns) == len(rows[0])
    assert [record["paths"] for record in shown.records()] == [1, 2, 1]
    head = shown.head()
    assert head["coherent"] is False
    assert [turn["left"] for turn in head["turns"]] == ["down", "up"]
    assert "only net −" in rendered(shown, "markdown")
