"""How paths split by their sign equals what a search of all sets of hops finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from math import prod
from typing import TYPE_CHECKING

from brute_force import Question, Way, axis, paths, questions, way_of
from hypothesis import given, settings

from kg.model import Sign
from kg.reasoning.split import find_split

if TYPE_CHECKING:
    from kg.paths import Hop

Step = tuple[str, str, int]
MOST_HOPS = 14
"""Of more hops, not all sets are tried."""


def unsigned(question: Question) -> Question:
    return question._replace(query=replace(question.query, sign=None))


def steps_of(way: Way) -> frozenset[Step]:
    names, signs = way
    return frozenset((*pair, sign) for pair, sign in zip(pairwise(names), signs, strict=True))


def sign_of(question: Question, way: Way) -> int:
    query = question.query
    ends = (way[0][0], query.sources), (way[0][-1], query.targets)
    shown = (question.index.ends(terms, merge=query.scope.merge)[name] for name, terms in ends)
    return prod(way[1]) * prod(axis(question, term)[1] for term in shown)


def step_of(question: Question, hop: Hop) -> Step:
    (start, turn), (end, turn_back) = axis(question, hop.subject), axis(question, hop.object)
    return start, end, int(hop.sign * turn * turn_back)


def removals(left: list[frozenset[Step]], gone: list[frozenset[Step]]) -> set[frozenset[Step]]:
    """List the smallest sets of hops that take away all of one side, and not all of another."""
    steps = sorted(frozenset[Step]().union(*gone))
    for size in range(1, len(steps) + 1):
        found = {
            frozenset(each)
            for each in combinations(steps, size)
            if all(not way.isdisjoint(each) for way in gone)
            and any(way.isdisjoint(each) for way in left)
        }
        if found:
            return found
    return set()


@settings(max_examples=100)
@given(questions(ends=True).map(unsigned))
def test_each_path_is_counted_on_the_side_of_its_sign(question: Question) -> None:
    split = find_split(question.index, question.query)

    counts = Counter(sign_of(question, way) for way in paths(question))
    assert [side.sign for side in split.sides] == [Sign.UP, Sign.DOWN, Sign.UNKNOWN]
    assert [side.count for side in split.sides] == [counts[1], counts[-1], counts[0]]
    assert [sum(count for _, count in side.tiers) for side in split.sides] == [
        side.count for side in split.sides
    ]
    known = {sign for sign in counts if sign}
    assert split.coherent == (None if not known else len(known) == 1)


@settings(max_examples=60)
@given(questions(ends=True).map(unsigned))
def test_the_best_of_a_side_is_one_of_its_paths(question: Question) -> None:
    for side in find_split(question.index, question.query).sides:
        if side.best:
            way = way_of(question, side.best)
            assert way in paths(question)
            assert sign_of(question, way) == side.sign
            assert side.best.tier in dict(side.tiers)


@settings(max_examples=150)
@given(questions(ends=True).map(unsigned))
def test_the_hops_to_blame_are_all_smallest_sets_without_which_one_sign_is_left(
    question: Question,
) -> None:
    sides: dict[int, list[frozenset[Step]]] = {1: [], -1: [], 0: []}
    for way in paths(question):
        sides[sign_of(question, way)].append(steps_of(way))
    small = all(len(frozenset().union(*side)) <= MOST_HOPS for side in sides.values())

    turns = find_split(question.index, question.query).turns

    assert {turn.left for turn in turns} == ({1, -1} if sides[1] and sides[-1] else set())
    for turn in turns if small else ():
        found = [frozenset(step_of(question, hop) for hop in each) for each in turn.found]
        assert len(found) == len(set(found))
        assert set(found) == removals(sides[turn.left], sides[-turn.left])
        assert turn.complete


@settings(max_examples=60)
@given(questions(ends=True).map(unsigned))
def test_the_side_that_takes_fewer_hops_is_named_first(question: Question) -> None:
    turns = find_split(question.index, question.query).turns

    sizes = [len(turn.found[0]) for turn in turns if turn.found]
    assert sizes == sorted(sizes)
    assert all(not turn.found for turn in turns[len(sizes) :])
