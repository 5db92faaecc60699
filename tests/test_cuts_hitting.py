"""The smallest sets that hit every set of a family equal those of a search of all sets."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.paths.network import BudgetSpentError, Meter
from kg.reasoning.hitting import HittingSets, Items

families = st.lists(st.frozensets(st.integers(0, 7), min_size=1), max_size=8)
PLENTY = 10**6


def oracle(family: list[Items], kept: list[Items]) -> set[Items]:
    """List the smallest sets that hit all of a family, and miss one of another if it has any."""
    for size in range(9):
        found = {
            frozenset(each)
            for each in combinations(range(8), size)
            if all(not items.isdisjoint(each) for items in family)
            and (not kept or any(items.isdisjoint(each) for items in kept))
        }
        if found:
            return found
    return set()


def sets_of(family: list[Items], kept: list[Items], *, steps: int = PLENTY) -> HittingSets:
    return HittingSets(
        lambda chosen: next((each for each in family if not each & chosen), None),
        Meter(steps),
        admits=lambda chosen: not kept or any(not each & chosen for each in kept),
    )


@given(families)
def test_all_smallest_hitting_sets_are_found_once(family: list[Items]) -> None:
    sets = sets_of(family, [])

    found = list(sets.smallest())

    assert len(found) == len(set(found))
    assert set(found) == oracle(family, [])
    assert {len(each) for each in found} == {sets.least}


@given(families, st.data())
def test_sets_that_are_told_before_make_no_difference(
    family: list[Items], data: st.DataObject
) -> None:
    told = data.draw(st.lists(st.sampled_from(family))) if family else []
    sets = HittingSets(
        lambda chosen: next((each for each in family if not each & chosen), None),
        Meter(PLENTY),
        known=told,
    )

    assert set(sets.smallest()) == oracle(family, [])


@given(families, families)
def test_sets_that_are_not_admitted_are_no_answers(family: list[Items], kept: list[Items]) -> None:
    found = list(sets_of(family, kept).smallest())

    assert len(found) == len(set(found))
    assert set(found) == oracle(family, kept)


@given(families, st.integers(1, 60))
def test_what_is_found_before_the_budget_is_spent_is_right(family: list[Items], steps: int) -> None:
    sets = sets_of(family, [], steps=steps)
    found = []
    try:
        for each in sets.smallest():
            found.append(each)  # noqa: PERF402 - kept if it is cut short
    except BudgetSpentError:
        pass

    assert set(found) <= oracle(family, [])
    assert sets.least <= min(map(len, oracle(family, [])))


def test_a_thousand_sets_without_a_common_item_take_a_thousand_items() -> None:
    family = [frozenset([2 * number, 2 * number + 1]) for number in range(1000)]
    sets = sets_of(family, [])

    with pytest.raises(BudgetSpentError):
        list(sets.smallest())

    assert sets.least == 1000
