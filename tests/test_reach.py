"""What lies upstream and downstream, on small drawings."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from corpora import drawn

from kg.errors import UsageError
from kg.graph import to_index
from kg.paths import PathIndex, PathQuery, Rank
from kg.reasoning.reach import STREAM, Agreement, Reach, find_reach

if TYPE_CHECKING:
    from collections.abc import Iterable

DOWN = PathQuery(sources=("a",), k=None)
UP = PathQuery(targets=("z",), k=None)


def reach_in(drawing: str, query: PathQuery) -> Reach:
    return find_reach(PathIndex(drawn(drawing)), query)


def lines(reach: Reach) -> list[str]:
    """Write each term with the signs and the fewest hops of the way to each that is named."""
    return [
        " ".join(
            [
                each.term,
                *("".join(sign.symbol for sign in way.signs) for way in each.ways),
                *(str(way.shortest) for way in each.ways),
            ]
        )
        for each in reach.found
    ]


def test_every_term_downstream_comes_with_its_signs_and_its_fewest_hops() -> None:
    reach = reach_in("a -> b -| c, a -| c, c -? d, e -> a", DOWN)

    assert lines(reach) == ["b + 1", "c − 1", "d ? 2"]


def test_every_term_upstream_comes_with_the_sign_it_has_on_the_named_one() -> None:
    reach = reach_in("a -> b -| z, c -> z, z -> d", UP)

    assert lines(reach) == ["b − 1", "c + 1", "a − 2"]
    assert not reach.downstream


def test_a_term_is_reached_in_each_sign_by_the_best_path_of_that_sign() -> None:
    [_, _, last] = reach_in("a -> b -> z, a -| c -> z", DOWN).found

    assert [path.terms for path in last.ways[0].best] == [("a", "b", "z"), ("a", "c", "z")]


def test_a_walk_that_passes_a_term_twice_reaches_nothing() -> None:
    reach = reach_in("a -> b, b -| c, c -> b, b -> d", DOWN)

    assert lines(reach) == ["b + 1", "c − 2", "d + 2"]


def test_a_term_does_not_reach_itself_nor_its_opposite() -> None:
    reach = reach_in(
        "loss -> b, b -> mass, loss opposite_of mass", replace(DOWN, sources=("loss",))
    )

    assert lines(reach) == ["b + 1"]


def test_the_sign_is_that_of_the_pole_that_is_named() -> None:
    drawing = "a -> mass, loss opposite_of mass"

    assert lines(reach_in(drawing, replace(UP, targets=("loss",)))) == ["a − 1"]
    assert lines(reach_in(drawing, replace(UP, targets=("mass",)))) == ["a + 1"]
    assert lines(reach_in(drawing, DOWN)) == ["mass + 1"]


def test_several_named_terms_share_what_reaches_all_of_them() -> None:
    drawing = "a -> y, a -> b -| z, b -> y, c -> z, d -> y"
    reach = reach_in(drawing, replace(UP, targets=("y", "z")))

    assert lines(reach) == ["b + − 1 1", "a + − 1 2"]
    assert reach.named == ("y", "z")


@pytest.mark.parametrize(
    ("drawing", "agreement"),
    [
        ("a -> y, a -> z", Agreement.SAME),
        ("a -| y, a -| z", Agreement.SAME),
        ("a -| y, a -> z", Agreement.OPPOSITE),
        ("a -> y, a -> z, a -| z", Agreement.MIXED),
        ("a -> y, a -? z", Agreement.UNKNOWN),
        ("a -> y, a -> z, a -? z", Agreement.SAME),
    ],
)
def test_named_terms_are_moved_the_same_way_or_not(drawing: str, agreement: Agreement) -> None:
    [shared] = reach_in(drawing, replace(UP, targets=("y", "z"))).found

    assert shared.agreement is agreement


def test_only_so_many_terms_are_listed_as_are_asked_for_the_best_first() -> None:
    reach = reach_in("a -> d, a -> c -> b", replace(DOWN, k=2))

    assert lines(reach) == ["c + 1", "d + 1"]
    assert (reach.more, reach.exhausted, reach.complete) == (True, False, False)


def test_of_two_ways_the_worse_decides_the_place() -> None:
    drawing = "a -> y, a -> p -> q -> z, b -> y, b -> r -> z"
    reach = reach_in(drawing, replace(UP, targets=("y", "z"), rank=Rank.LENGTH))

    assert lines(reach) == ["b + + 1 2", "a + + 1 3"]


def test_a_spent_budget_is_told() -> None:
    reach = reach_in("a -> b -> c", replace(DOWN, steps=1))

    assert reach.exhausted
    assert not reach.complete


def test_one_end_has_to_be_open() -> None:
    for query in (PathQuery(("a",), ("z",)), PathQuery()):
        with pytest.raises(UsageError, match="one end that is named"):
            reach_in("a -> z", query)


def test_a_hub_of_many_hops_is_reached_whole() -> None:
    index = linked(("hub", f"n{at}", 1 if at % 3 else -1) for at in range(STREAM + 1))
    reach = find_reach(index, PathQuery(sources=("hub",), k=1))

    assert (reach.count, reach.exhausted) == (STREAM + 1, False)


def test_more_paths_than_could_be_listed_are_no_hindrance() -> None:
    names = [f"n{at:02}" for at in range(24)]
    index = linked((*pair, 1) for pair in permutations(names, 2))
    reach = find_reach(index, PathQuery(sources=("n00",), k=None, longest=23))

    assert lines(reach) == [f"{name} + 1" for name in names[1:]]
    assert reach.complete


def test_a_sign_that_only_walks_have_is_looked_for_until_the_budget_is_spent() -> None:
    names = [f"n{at:02}" for at in range(24)]
    index = linked((*pair, -1 if pair[1] == "n00" else 1) for pair in permutations(names, 2))
    query = PathQuery(sources=("n00",), k=None, longest=23, steps=200_000)
    reach = find_reach(index, query)

    assert lines(reach) == [f"{name} + 1" for name in names[1:]]
    assert reach.exhausted


def linked(arrows: Iterable[tuple[str, str, int]]) -> PathIndex:
    """Index a graph of links, each a start, an end and a sign."""
    graph = nx.MultiDiGraph()
    for start, end, sign in arrows:
        graph.add_edge(start, end, sign=sign)
    return to_index(graph, drawn(""))
