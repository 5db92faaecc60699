"""What is said of an absence equals what a search by brute force says."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from corpora import row
from drawings import CERTAINTIES, Drawing, Oracle, asked_of, drawings, queries
from hypothesis import given, settings

from kg.errors import UsageError
from kg.model import Sign
from kg.paths import PathIndex, PathQuery, find_paths
from kg.reasoning.absence import explain_absence
from kg.reasoning.constraints import constraints_of, relaxed

if TYPE_CHECKING:
    from drawings import Row

    from kg.reasoning.absence import Absence
    from kg.reasoning.bridges import Bridge
    from kg.reasoning.constraints import Constraint


def absence_of(drawing: Drawing, query: PathQuery) -> Absence | None:
    """Explain an absence, if there is one."""
    index = PathIndex(drawing.corpus())
    if find_paths(index, query).found:
        with pytest.raises(UsageError, match="there is a path"):
            explain_absence(index, query)
        return None
    return explain_absence(index, query)


@settings(max_examples=200)
@given(drawings, queries)
def test_what_has_to_go_is_what_brute_force_says_has_to_go(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    query = asked_of(drawing, options)
    absence = absence_of(drawing, query)
    if absence is None or absence.same:
        return
    every = tuple(constraints_of(query))

    def helps(given_up: tuple[Constraint, ...]) -> bool:
        return bool(Oracle(drawing, relaxed(query, given_up)).paths())

    told = [each.constraints for each in absence.relaxed]
    alone = [(each,) for each in every if helps((each,))]
    pairs = [] if alone else [pair for pair in combinations(every, 2) if helps(pair)]
    if alone or pairs:
        assert told == (alone or pairs)
    else:
        # Giving these up lets some hops go as well, so that more of them is not always more.
        either = {"pools", "bases", "guesses"}
        wide = [
            tuple(each for each in every if each.kind not in spared)
            for count in range(3)
            for spared in combinations(either, count)
        ]
        assert absence.hopeless == (not any(map(helps, wide)))
        assert len(told) == (not absence.hopeless)
    for each in absence.relaxed:
        fewer = combinations(each.constraints, len(each.constraints) - 1)
        assert not any(map(helps, fewer))
    assert absence.undecided == ()


@given(drawings, queries)
def test_each_way_out_is_shown_with_the_best_path_it_gives(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    query = asked_of(drawing, options)
    absence = absence_of(drawing, query)

    index = PathIndex(drawing.corpus())
    for each in absence.relaxed if absence else ():
        best = find_paths(index, replace(relaxed(query, each.constraints), k=1)).found
        assert best == (each.path,)


@settings(max_examples=200)
@given(drawings, queries)
def test_what_is_reached_from_either_side_is_what_brute_force_reaches(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    query = asked_of(drawing, options)
    absence = absence_of(drawing, query)
    if absence is None or absence.same:
        return

    free = replace(query, sign=None, via=frozenset())
    for at, told in ((-1, absence.reached), (0, absence.reaching)):
        terms = query.sources if at else query.targets
        least: dict[str, int] = {}
        for term in terms:
            ends = (
                {"sources": (term,), "targets": ()} if at else {"sources": (), "targets": (term,)}
            )
            for chain, signs, _ in Oracle(drawing, replace(free, **ends)).paths():
                least[chain[at]] = min(len(signs), least.get(chain[at], len(signs)))
        assert {each.term: each.ways[0].shortest for each in told} == least


def carrier(query: PathQuery, bridge: Bridge) -> Row:
    """Write the row that a hop would need to count under a query."""
    scope = query.scope
    predicate = {1: "->", -1: "-|", None: "->"}[bridge.sign]
    context = {
        part: getattr(scope.context, part)[0]
        for part in ("species", "sex", "stage", "model")
        if getattr(scope.context, part)
    }
    # Line 301 is of file1 and document1; see `drawings`.
    cells = {"lines": "301-301", "site": min(scope.sites, default=""), **context}
    cells["basis"] = min(map(str, scope.bases), default="intervention")
    cells["certainty"] = CERTAINTIES[0]
    return row(bridge.start, predicate, bridge.end, **cells)


@settings(max_examples=200)
@given(drawings, queries)
def test_a_hop_that_would_connect_the_ends_does_so_once_it_is_there(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    query = asked_of(drawing, options)
    absence = absence_of(drawing, query)
    if absence is None or query.sign is Sign.UNKNOWN:
        return

    for bridge in absence.bridges:
        added = drawing._replace(rows=[*drawing.rows, carrier(query, bridge)])
        found = Oracle(added, query).paths()
        assert bridge.length in {len(signs) for _, signs, _ in found}
        assert bridge.length <= query.longest
    assert len(absence.bridges) <= 5
