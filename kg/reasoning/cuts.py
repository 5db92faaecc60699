"""Minimal cuts: the fewest terms whose block severs every path from one term to another.

What is known of blocking them is in `kg.reasoning.blocks`. Nothing here prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.paths.network import BudgetSpentError, Meter
from kg.paths.search import find_trails
from kg.reasoning.blocks import Blocking
from kg.reasoning.chains import axes_of
from kg.reasoning.hitting import HittingSets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.paths.index import PathIndex
    from kg.paths.network import Ask, Trail
    from kg.paths.path import Path
    from kg.paths.query import PathQuery
    from kg.reasoning.blocks import Block
    from kg.reasoning.hitting import Items

__all__ = ["SHOWN", "Cut", "Cuts", "find_cuts"]

SHOWN = 50
"""Paths that are kept as examples of what a cut severs."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One of the smallest sets of terms whose block severs every path.

    `lost` are the other terms that the source then no longer reaches, by name.
    """

    blocks: tuple[Block, ...]
    lost: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to block, by name."""
        return tuple(block.term for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Cuts:
    """What severs the paths that answer one query.

    Attributes
    ----------
    query : PathQuery
        What was asked.
    found : tuple of Cut
        All of one size. Those come first whose terms have drugs that are known to block them,
        then those whose terms have any known blocker, then by name.
    severed : tuple of Path
        The paths that are cut, best first; not more than `SHOWN`.
    count : int
        How many paths are cut.
    direct : tuple of Path
        Paths with nothing between the ends, which no cut severs.
    least : int
        No smaller set is a cut; that is the size of `found` unless the search had to stop.
    more : bool
        Whether more cuts of that size were left out because only so many were asked for.
    exhausted : bool
        Whether a budget ended the search for cuts, or that for direct paths.
    counted : bool
        Whether `count` is right; if not, there are at least as many paths, and some effects
        of a term that are listed as being off the paths may lie on one.
    """

    query: PathQuery
    found: tuple[Cut, ...]
    severed: tuple[Path, ...]
    count: int
    direct: tuple[Path, ...]
    least: int
    more: bool = False
    exhausted: bool = False
    counted: bool = True

    @property
    def complete(self) -> bool:
        """Whether these are all the smallest cuts."""
        return not (self.more or self.exhausted)


def find_cuts(index: PathIndex, query: PathQuery) -> Cuts:
    """Find the smallest sets of terms whose block severs all paths between two ends.

    Parameters
    ----------
    index : PathIndex
        Of the corpus, or of a graph of a user's own.
    query : PathQuery
        With both ends. A cut severs every path that satisfies it, no matter how many it asks
        for; `k` and `most` bound the number of cuts. Its rank only orders the paths.

    Returns
    -------
    Cuts
        All sets of the smallest size, each of terms between the ends; a term stands for its
        opposite too. Empty if there is no path, or none with anything between its ends.

    Raises
    ------
    UsageError
        If the query leaves an end open, or names a class that the ontology does not have.

    Notes
    -----
    Exact for paths of bounded length and given sign, for which the cuts of network flow do
    not hold. The budget of the query is for each of its parts: the cuts, and the paths.
    """
    if not query.sources or not query.targets:
        raise UsageError("a cut lies between two ends: name where paths start and where they end")
    task = _Task(index, query)
    direct, all_direct = task.direct()
    trails, counted = task.severed()
    sets, least, exhausted = task.smallest(trails)
    blocking = Blocking(index, query, trails)
    ranked = sorted((tuple(sorted(each)) for each in sets), key=blocking.standing)
    limit = query.most if query.k is None else query.k
    return Cuts(
        query,
        tuple(_cut(blocking, each) for each in ranked[:limit]),
        tuple(index.path(query, trail) for trail in trails[:SHOWN]),
        len(trails),
        tuple(index.path(query, trail) for trail in direct),
        least,
        more=len(ranked) > limit,
        exhausted=exhausted or not all_direct,
        counted=counted,
    )


def _cut(blocking: Blocking, axes: tuple[int, ...]) -> Cut:
    return Cut(tuple(map(blocking.block, axes)), blocking.lost(axes))


class _Task:
    """The paths of one query, as what lies on each of them between the ends."""

    def __init__(self, index: PathIndex, query: PathQuery) -> None:
        self._index = index
        self._query = query
        self._network = index.network(query.scope)
        self._asked = index.ask(query)
        self._ends = frozenset({*(self._asked.sources or ()), *(self._asked.targets or ())})

    def smallest(self, trails: Sequence[Trail]) -> tuple[list[Items], int, bool]:
        """Find the smallest sets of axes, how many each has, and whether the budget ended it."""
        meter = Meter.of(self._query)
        known = map(self._between, trails)
        sets = HittingSets(lambda chosen: self._open(chosen, meter), meter, known=known)
        found: list[Items] = []
        exhausted = False
        try:
            for each in sets.smallest():
                if len(found) == self._query.most:
                    exhausted = True
                    break
                found.append(each)
        except BudgetSpentError:
            exhausted = True
        return [each for each in found if each], sets.least, exhausted

    def direct(self) -> tuple[list[Trail], bool]:
        """List the paths with nothing between the ends, best first, and say if it is all."""
        others = frozenset(range(self._network.size)) - self._ends
        return self._listed(self._ask_without(others))

    def severed(self) -> tuple[list[Trail], bool]:
        """List the paths with something between the ends, best first, and say if it is all."""
        return self._listed(self._asked, between=True)

    def _listed(self, ask: Ask, *, between: bool = False) -> tuple[list[Trail], bool]:
        found: list[Trail] = []
        trails = find_trails(self._network, ask, self._query, Meter.of(self._query))
        if between:
            trails = filter(self._between, trails)
        try:
            for trail in islice(trails, self._query.most):
                found.append(trail)  # noqa: PERF402 - kept if it is cut short
            return found, next(trails, None) is None
        except BudgetSpentError:
            return found, False

    def _open(self, chosen: Items, meter: Meter) -> Items | None:
        """Give what lies on some path that passes none of some axes, the shortest at hand."""
        if not self._network.grades:
            return None
        longest = min(self._query.longest, self._network.size - 1)
        survey = self._network.survey(
            self._ask_without(chosen), grade=self._network.grades[-1], longest=longest, meter=meter
        )
        trails = (trail for length in range(1, longest + 1) for trail in survey.trails(length))
        return next(filter(None, map(self._between, trails)), None)

    def _ask_without(self, barred: Items) -> Ask:
        return self._asked._replace(barred=self._asked.barred | barred)

    def _between(self, trail: Trail) -> Items:
        return frozenset(axes_of(self._network.steps, trail)) - self._ends
