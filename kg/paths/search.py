"""The search: paths of growing length, grade by grade, so that the best come first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.paths.network import BudgetSpentError, Meter
from kg.paths.path import Paths
from kg.paths.query import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths.index import PathIndex
    from kg.paths.network import Ask, Network, Survey, Trail
    from kg.paths.path import Path
    from kg.paths.query import PathQuery

__all__ = ["find_paths", "find_trails", "first_of"]

BATCH = 1000
"""Paths of one length that are sorted by grade at once; more are walked grade by grade."""


def find_paths(index: PathIndex, query: PathQuery) -> Paths:
    """Find the mechanisms that lead from one term to another, best first.

    Parameters
    ----------
    index : PathIndex
        Of the corpus, or of a graph of a user's own.
    query : PathQuery
        The ends, and what is asked of the paths between them.

    Returns
    -------
    Paths
        All simple paths that satisfy the query and no others, in the order it asks for, up to
        the number it asks for; empty if there is none. A path never passes a term twice, nor a
        term and its opposite.

    Raises
    ------
    UsageError
        If the query names neither end.

    Notes
    -----
    Each length, and each grade of the weakest hop, is a depth-first search that only takes
    steps from which the end can still be reached with the right sign. It gives paths in their
    final order, so that it can end with the last one asked for. A simple path of a given sign
    is NP-hard to find, and there may be more paths than atoms, which is why a search counts
    its steps and says when it had to stop; what it found until then is the best there is.
    """
    if not query.sources and not query.targets:
        raise UsageError("a path needs an end: name where it starts, where it ends, or both")
    network, ask = index.network(query.scope), index.ask(query)
    trails = find_trails(network, ask, query, Meter.of(query))
    return Paths(query, *first_of((index.path(query, trail) for trail in trails), query))


def first_of(paths: Iterator[Path], query: PathQuery) -> tuple[tuple[Path, ...], bool, bool]:
    """Take as many paths as a query asks for.

    Parameters
    ----------
    paths : iterator of Path
        Best first; it may end with `BudgetSpentError`.
    query : PathQuery
        Only how many it wants, and how many it allows, is read.

    Returns
    -------
    tuple
        What was taken, also before a budget was spent; whether there are more than were asked
        for; whether a budget, of steps or of paths, ended it.
    """
    limit = query.most if query.k is None else min(query.k, query.most)
    found: list[Path] = []
    exhausted = more = False
    try:
        for path in islice(paths, limit):
            found.append(path)  # noqa: PERF402 - kept if it is cut short
        more = next(paths, None) is not None
    except BudgetSpentError:
        exhausted = True
    cut = more and (query.k is None or query.k > query.most)
    return tuple(found), more and not cut, exhausted or cut


def find_trails(network: Network, ask: Ask, query: PathQuery, meter: Meter) -> Iterator[Trail]:
    """List the paths that answer a question, as the numbers of their hops, best first.

    Parameters
    ----------
    network : Network
        What is walked on.
    ask : Ask
        The ends and what is asked of paths, in the numbers of the network.
    query : PathQuery
        Only its longest length and its rank are read.
    meter : Meter
        Counts the steps.

    Yields
    ------
    tuple of int
        From the source on, never empty.

    Raises
    ------
    BudgetSpentError
        If the meter has no more steps.
    """
    longest = min(query.longest, network.size - 1)
    ends = ask.sources, ask.targets
    # No path leads from an axis to itself, and a walk that does would be sought in vain.
    circular = (
        ends[0] is not None and len(ends[0]) == 1 and ends[0].keys() == (ends[1] or {}).keys()
    )
    if longest < 1 or not network.grades or circular:
        return iter(())
    order = {Rank.TIER: _by_grade, Rank.LENGTH: _by_length, Rank.SUPPORT: _by_support}
    return order[query.rank](_Grades(network, ask, longest, meter))


class _Grades:
    """The surveys of one question, one for each grade that hops may have at worst."""

    def __init__(self, network: Network, ask: Ask, longest: int, meter: Meter) -> None:
        self.network = network
        self.longest = longest
        self.grades = network.grades
        self._ask = ask
        self._meter = meter
        self._surveys: dict[int, Survey] = {}

    def survey(self, grade: int) -> Survey:
        """Give the survey of hops of a grade or better."""
        if grade not in self._surveys:
            self._surveys[grade] = self.network.survey(
                self._ask, grade=grade, longest=self.longest, meter=self._meter
            )
        return self._surveys[grade]

    def worst(self, trail: Trail) -> int:
        """Give the grade of the weakest hop."""
        return max(map(self.network.grade, trail))

    def exactly(self, grade: int, length: int) -> Iterator[Trail]:
        """List the paths of a length whose weakest hop has a grade."""
        trails = self.survey(grade).trails(length)
        if grade == self.grades[0]:
            return trails
        return (trail for trail in trails if self.worst(trail) == grade)


def _by_grade(asked: _Grades) -> Iterator[Trail]:
    for grade in asked.grades:
        for length in range(1, asked.longest + 1):
            yield from asked.exactly(grade, length)


def _by_length(asked: _Grades) -> Iterator[Trail]:
    widest = asked.survey(asked.grades[-1])
    for length in range(1, asked.longest + 1):
        if len(asked.grades) == 1:
            yield from widest.trails(length)
            continue
        batch = list(islice(widest.trails(length), BATCH + 1))
        if len(batch) <= BATCH:
            yield from sorted(batch, key=asked.worst)
            continue
        for grade in asked.grades:
            yield from asked.exactly(grade, length)


def _by_support(asked: _Grades) -> Iterator[Trail]:
    yield from asked.survey(asked.grades[-1]).cheapest()
