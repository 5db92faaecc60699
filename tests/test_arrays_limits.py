"""What a search on arrays does at hubs, in loops, and where there is too much to list."""

from __future__ import annotations

import tracemalloc
from itertools import islice, permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kg.model import Sign
from kg.paths import PathQuery, Rank
from kg.paths.arrays import Arrays, Edges
from kg.paths.network import Ask, BudgetSpentError, Meter
from kg.paths.search import find_trails

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.paths.network import Trail

MANY = 100_000
MEGABYTE = 2**20
STEPS = PathQuery(sources=("any",)).steps
UP, DOWN, UNKNOWN = Sign.UP, Sign.DOWN, Sign.UNKNOWN


def arrays_of(size: int, edges: Sequence[tuple[int, int, int]]) -> Arrays:
    start, end, sign = np.array(edges, np.int64).reshape(-1, 3).T
    return Arrays.build(size, Edges(start, end, sign, 0 * sign, 1 + 0 * sign)).arrays


def trails(
    arrays: Arrays,
    ask: Ask,
    *,
    longest: int = 6,
    rank: Rank = Rank.LENGTH,
    meter: Meter | None = None,
) -> Iterator[Trail]:
    query = PathQuery(sources=("any",), longest=longest, rank=rank)
    return find_trails(arrays, ask, query, meter or Meter(STEPS))


def between(source: int, target: int, sign: Sign | None = None) -> Ask:
    return Ask({source: UP}, {target: UP}, sign)


def axes(arrays: Arrays, trail: Trail) -> list[int]:
    steps = [arrays.step(hop) for hop in trail]
    return [steps[0].start, *(step.end for step in steps)]


@pytest.fixture(scope="module")
def hubs() -> Arrays:
    """Draw a start with many hops to axes that all lead to a second hub, and one to the end."""
    middle = np.arange(MANY)
    start, end = np.full(MANY, MANY), np.full(MANY, MANY + 1)
    edges = [
        *zip(start.tolist(), middle.tolist(), [1] * MANY, strict=True),
        *zip(middle.tolist(), end.tolist(), [-1] * MANY, strict=True),
        (MANY + 1, MANY + 2, 1),
    ]
    return arrays_of(MANY + 3, edges)


@pytest.mark.parametrize("rank", [Rank.LENGTH, Rank.SUPPORT])
def test_the_first_paths_through_a_hub_come_within_the_budget(hubs: Arrays, rank: Rank) -> None:
    ask = between(MANY, MANY + 2, DOWN)
    found = list(islice(trails(hubs, ask, rank=rank), 10))

    assert [axes(hubs, trail) for trail in found] == [
        [MANY, at, MANY + 1, MANY + 2] for at in range(10)
    ]


def test_all_paths_through_a_hub_are_listed_within_the_budget(hubs: Arrays) -> None:
    found = list(trails(hubs, between(MANY, MANY + 2), longest=3))

    assert len(found) == MANY
    assert found == sorted(found)


def test_a_hub_takes_little_memory(hubs: Arrays) -> None:
    tracemalloc.start()
    for _ in trails(hubs, between(MANY, MANY + 2), longest=3):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 100 * MEGABYTE


def test_a_hub_is_charged_before_it_is_followed(hubs: Arrays) -> None:
    with pytest.raises(BudgetSpentError):
        list(trails(hubs, between(MANY, MANY + 2), meter=Meter(MANY // 2)))


@pytest.fixture(scope="module")
def dense() -> Arrays:
    """Draw a graph in which every hop is there: between two axes lie over 10⁹ paths."""
    return arrays_of(60, [(one, other, 1) for one, other in permutations(range(60), 2)])


def test_more_paths_than_can_be_listed_end_with_the_budget_and_begin_in_order(
    dense: Arrays,
) -> None:
    found: list[Trail] = []
    with pytest.raises(BudgetSpentError):  # noqa: PT012 - what came before it is kept
        for trail in trails(dense, between(0, 59), longest=8, meter=Meter(10**6)):
            found.append(trail)  # noqa: PERF402 - likewise
    firsts = [trail for trail in found if len(trail) <= 3]

    assert len(firsts) == 1 + 58 + 58 * 57
    assert found == sorted(found, key=lambda trail: (len(trail), trail))
    assert len(found) > 10_000


def test_the_first_of_too_many_paths_cost_few_steps(dense: Arrays) -> None:
    meter = Meter(STEPS)
    found = list(islice(trails(dense, between(0, 59), longest=8, meter=meter), 1000))

    assert len(found) == 1000
    assert STEPS - meter.left < 100_000


@pytest.mark.parametrize(("rank", "steps"), [(Rank.LENGTH, 10**7), (Rank.SUPPORT, 400_000)])
def test_too_many_paths_take_little_memory(dense: Arrays, rank: Rank, steps: int) -> None:
    tracemalloc.start()
    with pytest.raises(BudgetSpentError):
        for _ in trails(dense, between(0, 59), longest=8, rank=rank, meter=Meter(steps)):
            pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 200 * MEGABYTE


def test_time_ends_a_search_as_steps_do(dense: Arrays) -> None:
    with pytest.raises(BudgetSpentError):
        for _ in trails(dense, between(0, 59), longest=8, meter=Meter(10**12, 0.2)):
            pass


@pytest.mark.parametrize("rank", Rank)
def test_no_path_ends_where_it_starts(dense: Arrays, rank: Rank) -> None:
    meter = Meter(1000)

    assert list(trails(dense, between(5, 5), rank=rank, meter=meter)) == []


def test_an_end_that_is_also_a_start_is_reached_from_the_other_starts(dense: Arrays) -> None:
    ask = Ask({5: UP, 6: UP}, {5: UP})

    assert [axes(dense, trail) for trail in trails(dense, ask, longest=1)] == [[6, 5]]


@pytest.mark.parametrize("rank", Rank)
def test_loops_of_one_hop_are_on_no_path(rank: Rank) -> None:
    arrays = arrays_of(3, [(0, 0, 1), (0, 1, 1), (1, 1, -1), (1, 2, 1), (2, 2, 0)])

    assert [axes(arrays, trail) for trail in trails(arrays, between(0, 2), rank=rank)] == [
        [0, 1, 2]
    ]


@pytest.mark.parametrize(("sign", "count"), [(None, 9), (UP, 2), (DOWN, 2), (UNKNOWN, 5)])
@pytest.mark.parametrize("rank", Rank)
def test_parallel_hops_of_all_signs_make_paths_of_their_own(
    sign: Sign | None, count: int, rank: Rank
) -> None:
    arrays = arrays_of(3, [(at, at + 1, sign) for at in (0, 1) for sign in (-1, 0, 1)])

    assert len(list(trails(arrays, between(0, 2, sign), rank=rank))) == count


@pytest.mark.parametrize("rank", Rank)
def test_ends_that_are_not_connected_have_no_path_and_cost_next_to_nothing(
    hubs: Arrays, rank: Rank
) -> None:
    meter = Meter(10)

    assert list(trails(hubs, between(MANY + 2, 0), rank=rank, meter=meter)) == []


def test_a_chain_of_hundreds_of_hops_is_followed_to_its_end() -> None:
    arrays = arrays_of(400, [(at, at + 1, -1) for at in range(399)])

    for rank in Rank:
        assert [
            len(trail) for trail in trails(arrays, between(0, 399, DOWN), longest=400, rank=rank)
        ] == [399]
        assert not list(trails(arrays, between(0, 399, UP), longest=400, rank=rank))


def test_what_lies_downstream_of_a_hub_is_listed_with_both_ends_open_in_turn(
    hubs: Arrays,
) -> None:
    down = list(islice(trails(hubs, Ask({MANY: UP}, None), longest=2), MANY + 5))
    up = list(islice(trails(hubs, Ask(None, {MANY + 2: UP}), longest=2), 5))

    assert [len(trail) for trail in down] == [1] * MANY + [2] * 5
    assert [axes(hubs, trail) for trail in up] == [
        [MANY + 1, MANY + 2],
        *([at, MANY + 1, MANY + 2] for at in range(4)),
    ]


def test_what_must_be_passed_leads_the_search(dense: Arrays) -> None:
    meter = Meter(10**5)
    ask = between(0, 59)._replace(via=(frozenset({30}), frozenset({40})))
    found = list(trails(dense, ask, longest=3, meter=meter))

    assert [axes(dense, trail) for trail in found] == [[0, 30, 40, 59], [0, 40, 30, 59]]
