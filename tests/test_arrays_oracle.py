"""The network of arrays gives what the network of lists gives, path by path."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Sign
from kg.paths import PathQuery, Rank
from kg.paths.arrays import Arrays, Edges, Layered
from kg.paths.lists import Lists, Step, step_order
from kg.paths.network import Ask, BudgetSpentError, Meter
from kg.paths.search import find_trails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.paths.network import Network, Trail

PLENTY = 10**9
SIGNS = (Sign.UP, Sign.UP, Sign.DOWN, Sign.DOWN, Sign.UNKNOWN)


class Drawing(NamedTuple):
    """A number of axes, and edges in no order, some of them parallel."""

    size: int
    edges: list[Step]


class Question(NamedTuple):
    """What is asked of a search."""

    ask: Ask
    rank: Rank
    longest: int


def drawing_of(seed: int) -> Drawing:
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    size = chance.randint(1, 7)
    costs = chance.choice([[0], [0, 1], range(5), range(10**6)])
    return Drawing(size, edges_of(chance, size, chance.randint(0, 5 * size), costs))


def edges_of(chance: Random, size: int, count: int, costs: Sequence[int]) -> list[Step]:
    return [
        Step(
            chance.randrange(size),
            chance.randrange(size),
            chance.choice(SIGNS),
            chance.choice([0, 1, 1, 3]),
            chance.choice(costs),
        )
        for _ in range(count)
    ]


def question_of(seed: int) -> Question:
    """Draw a question with a few constraints, so that many of them leave some path."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run

    def some(most: int) -> frozenset[int]:
        return frozenset(chance.choices(range(7), k=chance.randint(0, most)))

    def ends() -> dict[int, Sign] | None:
        poles = {axis: chance.choice([Sign.UP, Sign.DOWN]) for axis in some(3)}
        return chance.choice([poles, poles, {chance.randrange(7): Sign.UP}, None])

    options: dict[str, Any] = {
        "sign": chance.choice(list(Sign)),
        "via": tuple(some(2) for _ in range(chance.randint(0, 2))),
        "barred": some(2),
        "between": some(3),
    }
    names = chance.sample(sorted(options), chance.choice([0, 1, 1, 2, 4]))
    ask = Ask(ends(), ends(), **{name: options[name] for name in names})
    return Question(ask, chance.choice(list(Rank)), chance.randint(1, 7))


def within(ask: Ask, size: int) -> Ask:
    """Leave out what a network of so many axes does not have."""
    return ask._replace(
        sources=ask.sources and {axis: ask.sources[axis] for axis in ask.sources if axis < size},
        targets=ask.targets and {axis: ask.targets[axis] for axis in ask.targets if axis < size},
        via=tuple(frozenset(axis for axis in group if axis < size) for group in ask.via),
        barred=frozenset(axis for axis in ask.barred if axis < size),
        between=frozenset(axis for axis in ask.between if axis < size),
    )


def merged(edges: Sequence[Step]) -> list[Step]:
    """Merge parallel edges of one sign, as a network of lists needs them."""
    best: dict[tuple[int, int, Sign], Step] = {}
    for edge in edges:
        known = best.get(edge[:3], edge)
        best[edge[:3]] = edge._replace(
            grade=min(edge.grade, known.grade), cost=min(edge.cost, known.cost)
        )
    return sorted(best.values(), key=step_order)


def arrays_of(size: int, edges: Sequence[Step]) -> Arrays:
    columns = zip(*edges, strict=True) if edges else [()] * 5
    return Arrays.build(size, Edges(*(np.array(each, np.int64) for each in columns))).arrays


def found(network: Network, question: Question, steps: int = PLENTY) -> tuple[list[Trail], bool]:
    """List the answers, and tell whether the budget was enough."""
    query = PathQuery(sources=("a",), longest=question.longest, rank=question.rank)
    trails: list[Trail] = []
    try:
        ask = within(question.ask, network.size)
        for trail in find_trails(network, ask, query, Meter(steps)):
            trails.append(trail)  # noqa: PERF402 - kept if the search is cut short
    except BudgetSpentError:
        return trails, False
    return trails, True


seeds = st.integers(0, 2**63)
drawings = seeds.map(drawing_of)
questions = seeds.map(question_of)


@settings(max_examples=1000)
@given(drawings, questions)
def test_arrays_find_what_lists_find_in_the_same_order(
    drawing: Drawing, question: Question
) -> None:
    lists = Lists(drawing.size, merged(drawing.edges))
    arrays = arrays_of(*drawing)

    assert [arrays.step(hop) for hop in range(arrays.hops)] == lists.steps
    assert arrays.grades == lists.grades
    assert found(arrays, question) == found(lists, question)


@given(drawings, questions, st.integers(0, 200))
def test_a_search_cut_short_finds_the_first_answers_and_no_others(
    drawing: Drawing, question: Question, steps: int
) -> None:
    arrays = arrays_of(*drawing)
    everything, _ = found(arrays, question)
    some, enough = found(arrays, question, steps)

    if question.rank is not Rank.LENGTH:
        assert some == everything[: len(some)]
    assert set(some) <= set(everything)
    assert not enough or some == everything


@settings(max_examples=500)
@given(drawings, st.integers(0, 2), seeds, questions)
def test_two_layers_find_what_lists_of_both_find(
    drawing: Drawing, more: int, seed: int, question: Question
) -> None:
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    size = drawing.size + more
    upper = merged(edges_of(chance, size, chance.randint(0, 8), range(5)))
    own = {edge[:3] for edge in upper}
    lower = merged(drawing.edges)
    both = sorted([*(edge for edge in lower if edge[:3] not in own), *upper], key=step_order)
    layered = Layered(arrays_of(*drawing), arrays_of(size, upper))
    lists = Lists(size, both)

    grades = lists.grades == layered.grades  # a shadowed hop may be the only one of its grade
    asked = question if grades else question._replace(rank=Rank.SUPPORT)
    trails, enough = found(layered, asked)

    assert enough
    assert [[layered.step(hop) for hop in trail] for trail in trails] == [
        [both[hop] for hop in trail] for trail in found(lists, asked)[0]
    ]


def large_of(seed: int) -> tuple[Drawing, Question]:
    """Draw a graph with a few hubs and many paths, and a question between two of its axes."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    size = 150

    def axis() -> int:
        return int(size * chance.random() ** 2)

    edges = [
        Step(axis(), axis(), chance.choice(SIGNS), chance.choice([0, 1]), chance.randrange(1000))
        for _ in range(600)
    ]
    some = frozenset(axis() for _ in range(10))
    options: dict[str, Any] = {
        "sign": chance.choice(list(Sign)),
        "via": (some, frozenset({axis()})),
        "barred": some,
        "between": some,
    }
    names = chance.sample(sorted(options), chance.choice([0, 1, 2]))
    ends = [{axis(): Sign.UP, axis(): Sign.DOWN}, {axis(): Sign.UP}]
    chance.shuffle(ends)
    ask = Ask(*ends, **{name: options[name] for name in names})
    return Drawing(size, edges), Question(ask, Rank.LENGTH, 4)


@settings(max_examples=60, deadline=None)
@given(seeds.map(large_of), st.sampled_from([Rank.TIER, Rank.LENGTH]))
def test_arrays_find_thousands_of_paths_in_the_order_of_lists(
    drawn: tuple[Drawing, Question], rank: Rank
) -> None:
    drawing, question = drawn[0], drawn[1]._replace(rank=rank)
    lists = Lists(drawing.size, merged(drawing.edges))

    assert found(arrays_of(*drawing), question) == found(lists, question)


@settings(max_examples=30, deadline=None)
@given(seeds.map(large_of))
def test_arrays_find_the_cheapest_of_thousands_of_paths_as_lists_do(
    drawn: tuple[Drawing, Question],
) -> None:
    drawing, question = drawn[0], drawn[1]._replace(rank=Rank.SUPPORT)
    lists = Lists(drawing.size, merged(drawing.edges))

    assert found(arrays_of(*drawing), question) == found(lists, question)
