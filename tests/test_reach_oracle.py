"""What is upstream and downstream equals what a search by brute force finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from corpora import corpus_of, row
from drawings import Oracle, asked_of, drawings, queries
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.paths import PathIndex, PathQuery, Rank, find_paths
from kg.reasoning.reach import STREAM, find_reach

if TYPE_CHECKING:
    from drawings import Drawing

    from kg.model import Sign
    from kg.paths import Path

Ways = dict[str, tuple[set[int], int]]
"""Net signs and the fewest hops, by axis at the open end."""


def opened(drawing: Drawing, options: dict[str, Any], *, downstream: bool) -> PathQuery:
    """Ask for what is reached from one end of a drawing, or from both."""
    names = (drawing.source, drawing.target) if options.pop("ends", "") else (drawing.source,)
    query = asked_of(drawing, options)
    ends = ((names, ()), ((), names))[not downstream]
    return replace(query, sources=ends[0], targets=ends[1])


def alone(query: PathQuery, term: str) -> PathQuery:
    """Ask for what is reached from one of the named terms."""
    if query.sources:
        return replace(query, sources=(term,))
    return replace(query, targets=(term,))


def ways_of(drawing: Drawing, query: PathQuery) -> Ways:
    """Find all that is reached from one named term."""
    oracle = Oracle(drawing, query)
    at = -1 if query.sources else 0
    found: Ways = {}
    for chain, signs, _ in oracle.paths():
        net = prod(signs) * oracle.sources[chain[0]] * oracle.targets[chain[-1]]
        known, least = found.get(chain[at], (set(), len(signs)))
        found[chain[at]] = (known | {net}, min(least, len(signs)))
    return found


@settings(max_examples=200)
@given(drawings, queries, st.booleans())
def test_what_is_reached_and_how_is_what_all_paths_reach(
    drawing: Drawing,
    options: dict[str, Any],
    downstream: bool,  # noqa: FBT001
) -> None:
    query = opened(drawing, options, downstream=downstream)
    reach = find_reach(PathIndex(drawing.corpus()), query)
    expected = [ways_of(drawing, alone(query, term)) for term in reach.named]

    shared = set(expected[0]).intersection(*expected)
    assert {each.term for each in reach.found} == shared
    for each in reach.found:
        told = [({int(sign) for sign in way.signs}, way.shortest) for way in each.ways]
        assert told == [ways[each.term] for ways in expected]
    assert reach.complete


@settings(max_examples=200)
@given(drawings, queries, st.booleans())
def test_the_best_path_of_a_sign_is_the_first_that_a_search_lists(
    drawing: Drawing,
    options: dict[str, Any],
    downstream: bool,  # noqa: FBT001
) -> None:
    query = opened(drawing, options, downstream=downstream)
    index = PathIndex(drawing.corpus())
    reach = find_reach(index, query)
    merge = query.scope.merge

    first: dict[tuple[str, str, Sign], Path] = {}
    for term in reach.named:
        for path in find_paths(index, alone(query, term)).found:
            axis = index.axis(path.terms[-1 if downstream else 0], merge=merge)[0]
            first.setdefault((term, axis, path.sign), path)
    told = {
        (way.named, each.term, path.sign): path
        for each in reach.found
        for way in each.ways
        for path in way.best
    }
    assert told.items() <= first.items()
    assert all(
        way.best[0] == min(way.best, key=list(first.values()).index)
        for each in reach.found
        for way in each.ways
    )


@given(drawings, queries, st.integers(1, 4))
def test_the_first_k_terms_are_those_with_the_best_paths(
    drawing: Drawing, options: dict[str, Any], k: int
) -> None:
    query = opened(drawing, options, downstream=True)
    assume(len(query.sources) == 1)
    index = PathIndex(drawing.corpus())
    everything = find_reach(index, query)
    reach = find_reach(index, replace(query, k=k))

    best = [each.ways[0].best[0] for each in everything.found]
    worst = [max((not hop.coherent, hop.strength.tier) for hop in path.hops) for path in best]
    if query.rank is Rank.TIER:
        assert worst == sorted(worst)
    if query.rank is Rank.LENGTH:
        lengths = [path.length for path in best]
        assert lengths == sorted(lengths)
    assert reach.found == everything.found[:k]
    assert reach.more == (len(everything.found) > k)


@given(drawings, queries, st.integers(1, 80))
def test_a_search_cut_short_says_so_and_tells_nothing_that_is_not_so(
    drawing: Drawing, options: dict[str, Any], steps: int
) -> None:
    query = opened(drawing, options, downstream=False)
    index = PathIndex(drawing.corpus())
    everything = find_reach(index, query)
    reach = find_reach(index, replace(query, steps=steps))

    known = {each.term: each for each in everything.found}
    for each in reach.found:
        for way, whole in zip(each.ways, known[each.term].ways, strict=True):
            assert set(way.signs) <= set(whole.signs)
            assert way.shortest >= whole.shortest
    assert reach.exhausted or replace(reach, query=query) == everything


@pytest.mark.parametrize("rank", list(Rank))
def test_many_paths_are_not_all_looked_through_and_the_answer_is_the_same(rank: Rank) -> None:
    chance = Random(7)  # noqa: S311 - drawn anew from the same seed in every run
    arrows = [(start, "->", end) for start, end in permutations("abcdefgh", 2)]
    arrows += [(start, "-|", end) for start, _, end in chance.sample(arrows, 8)]
    rows = [
        row(*arrow, lines=f"{at}-{at}", basis=chance.choice(BASES))
        for at, arrow in enumerate(arrows, start=1)
    ]
    index = PathIndex(corpus_of(rows))
    query = PathQuery(sources=("a",), k=None, longest=7, rank=rank, steps=10**9, most=10**6)
    reach = find_reach(index, query)

    paths = find_paths(index, query).found
    first: dict[tuple[str, Sign], Path] = {}
    least: dict[str, int] = {}
    for path in paths:
        first.setdefault((path.terms[-1], path.sign), path)
        least[path.terms[-1]] = min(path.length, least.get(path.terms[-1], 9))
    told = {(each.term, path.sign): path for each in reach.found for path in each.ways[0].best}
    assert len(paths) > STREAM
    assert told == first
    assert {each.term: each.ways[0].shortest for each in reach.found} == least


BASES = ("intervention", "in_vitro", "statement")
