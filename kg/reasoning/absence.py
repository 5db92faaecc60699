"""Why a search found nothing: which constraint removed the last path, and what is missing.

Nothing is inferred here. What would connect two terms is named beside what the corpus holds on
them, and that is all that is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.paths.network import BudgetSpentError, Meter
from kg.paths.query import Rank
from kg.paths.search import find_trails
from kg.reasoning.bridges import Bridge, find_bridges
from kg.reasoning.constraints import Constraint, constraints_of, relaxed
from kg.reasoning.reach import find_reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.paths.index import PathIndex
    from kg.paths.path import Path
    from kg.paths.query import PathQuery
    from kg.reasoning.reach import Reached

__all__ = ["Absence", "Bare", "Relaxed", "explain_absence"]

Constraints = tuple[Constraint, ...]

EITHER = frozenset({"pools", "bases", "guesses"})
"""Constraints that bar some hops while they hold, and others once they are given up."""
SHARE = 5
"""The part of the budget that one of the searches may take."""


@dataclass(frozen=True, slots=True)
class Bare:
    """An end that no hop leaves, or none enters, under the query.

    `spoken_of` says whether the corpus holds any claim at all that a hop there could rest on,
    counted or not.
    """

    term: str
    leaves: bool
    spoken_of: bool


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Constraints that, given up together and no others, would give a path; the best it gives."""

    constraints: Constraints
    path: Path


@dataclass(frozen=True, slots=True)
class Absence:
    """Why no path satisfies a query.

    Attributes
    ----------
    query : PathQuery
        The one that found nothing.
    same : bool
        Whether both ends are one axis: a path never comes back to where it began, so that there
        can be none. Nothing else is then said.
    bare : tuple of Bare
        The ends at which there is no hop.
    relaxed : tuple of Relaxed
        All constraints that alone would have to go; if there is none, all pairs; if there is
        none of these either, one set of which no part suffices. Empty if nothing helps.
    hopeless : bool
        Whether there is no path even if all constraints are given up.
    reached : tuple of Reached
        The terms that paths from the sources lead to, the nearest first.
    reaching : tuple of Reached
        The terms from which paths lead to the targets, the nearest first.
    bridges : tuple of Bridge
        Hops that would connect them, at most a handful.
    undecided : tuple of tuple of Constraint
        What could not be tried to the end for want of budget.
    """

    query: PathQuery
    same: bool
    bare: tuple[Bare, ...] = ()
    relaxed: tuple[Relaxed, ...] = ()
    hopeless: bool = False
    reached: tuple[Reached, ...] = ()
    reaching: tuple[Reached, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    undecided: tuple[Constraints, ...] = ()


def explain_absence(index: PathIndex, query: PathQuery) -> Absence:
    """Say why no path satisfies a query.

    Parameters
    ----------
    index : PathIndex
        Of the corpus.
    query : PathQuery
        One that found nothing.

    Returns
    -------
    Absence
        Paths in it are the best by the rank of the query.

    Raises
    ------
    UsageError
        If there is a path.

    Notes
    -----
    Each constraint is given up alone; if none suffices, it is first seen which have to go
    whatever else does, so that few pairs remain to be tried. Every search has a part of the
    budget of the query, and all have that budget together; what is reached from either side is
    looked for with the same budget again.
    """
    ends = [set(index.ends(end, merge=query.scope.merge)) for end in (query.sources, query.targets)]
    if ends[0] == ends[1] and len(ends[0]) == 1:
        return Absence(query, same=True)
    trials = _Trials(index, query)
    if trials.path(()):
        raise UsageError("there is a path: only an absence can be explained")
    found = tuple(_smallest(trials))
    sides = [_around(index, query, downstream=True), _around(index, query, downstream=False)]
    return Absence(
        query,
        same=False,
        bare=tuple(_bare(index, query, sides)),
        relaxed=found,
        hopeless=not found and trials.is_hopeless,
        reached=sides[0],
        reaching=sides[1],
        bridges=tuple(find_bridges(index, query, *sides)),
        undecided=tuple(trials.undecided),
    )


class _Trials:
    """Searches with some constraints given up; each set of them is tried once."""

    def __init__(self, index: PathIndex, query: PathQuery) -> None:
        self.constraints = tuple(constraints_of(query))
        self.undecided: list[Constraints] = []
        self._index = index
        self._query = query
        self._meter = Meter.of(query)
        self._known: dict[Constraints, Path | None] = {}

    @property
    def is_hopeless(self) -> bool:
        """Whether there is no path without all constraints."""
        wide = list(self.wide(()))
        return not any(map(self.path, wide)) and not set(wide) & set(self.undecided)

    def wide(self, kept: Constraints) -> Iterator[Constraints]:
        """Give the widest sets to give up but for some constraints; the largest first.

        There is more than one, as giving up some constraints lets other hops go.
        """
        either = [each for each in self.constraints if each.kind in EITHER]
        for count in range(len(either) + 1):
            for spared in combinations(either, count):
                yield tuple(each for each in self.constraints if each not in (*kept, *spared))

    def needed(self) -> set[Constraint]:
        """List the constraints that have to go, whatever else goes."""
        return {
            each
            for each in self.constraints
            if each.kind not in EITHER and not any(map(self.path, self.wide((each,))))
        }

    def path(self, given_up: Constraints) -> Path | None:
        """Give the best path without some constraints, if there is one and it could be found."""
        if given_up not in self._known:
            self._known[given_up] = self._searched(given_up)
        return self._known[given_up]

    def _searched(self, given_up: Constraints) -> Path | None:
        query = relaxed(self._query, given_up)
        meter = Meter.of(_part(query, self._meter.left))
        before = meter.left
        try:
            network, ask = self._index.network(query.scope), self._index.ask(query)
            trail = next(find_trails(network, ask, query, meter), None)
            self._meter.take(before - meter.left)
        except BudgetSpentError:
            self._meter.left -= before - max(meter.left, 0)
            self.undecided.append(given_up)
            return None
        return None if trail is None else self._index.path(query, trail)


def _part(query: PathQuery, left: int) -> PathQuery:
    """Give a query its part of the budget, and never more than is left."""
    seconds = None if query.seconds is None else query.seconds / SHARE
    return replace(query, steps=max(min(query.steps // SHARE, left), 1), seconds=seconds)


def _smallest(trials: _Trials) -> Iterator[Relaxed]:
    """List the smallest sets of constraints that have to go; see `Absence.relaxed`."""
    every = trials.constraints
    widest = next(filter(trials.path, trials.wide(())), None)
    if trials.is_hopeless:
        return
    alone = list(_working(trials, [(each,) for each in every]))
    if alone or widest is None:
        yield from alone
        return
    needed = trials.needed()
    pairs = list(_working(trials, [each for each in combinations(every, 2) if needed <= {*each}]))
    yield from pairs
    if not pairs:
        # What lets other hops go is settled first; of the rest, fewer never help more.
        for each in sorted(widest, key=lambda each: each.kind not in EITHER):
            fewer = _without(widest, each)
            widest = fewer if trials.path(fewer) else widest
        yield from _working(trials, [widest])


def _working(trials: _Trials, sets: Sequence[Constraints]) -> Iterator[Relaxed]:
    for given_up in sets:
        path = trials.path(given_up)
        if path:
            yield Relaxed(given_up, path)


def _without(constraints: Constraints, one: Constraint) -> Constraints:
    return tuple(each for each in constraints if each != one)


def _around(index: PathIndex, query: PathQuery, *, downstream: bool) -> tuple[Reached, ...]:
    """List what is reached from any source, or reaches any target, by any sign and way."""
    found: dict[str, Reached] = {}
    for term in dict.fromkeys(query.sources if downstream else query.targets):
        one = replace(
            query,
            sources=(term,) if downstream else (),
            targets=() if downstream else (term,),
            sign=None,
            k=None,
            via=frozenset(),
            rank=Rank.LENGTH,
        )
        for reached in find_reach(index, one).found:
            known = found.get(reached.term)
            if known is None or reached.ways[0].shortest < known.ways[0].shortest:
                found[reached.term] = reached
    return tuple(sorted(found.values(), key=lambda each: (each.ways[0].shortest, each.term)))


def _bare(
    index: PathIndex, query: PathQuery, sides: Sequence[tuple[Reached, ...]]
) -> Iterator[Bare]:
    merge = query.scope.merge
    claims = index.corpus.claims.values()
    for leaves, terms, side in zip(
        (True, False), (query.sources, query.targets), sides, strict=True
    ):
        ways = {way.named for reached in side for way in reached.ways}
        for term in dict.fromkeys(terms):
            axes = index.ends([term], merge=merge)
            spoken_of = any(
                index.axis(claim.subject if leaves else claim.object, merge=merge)[0] in axes
                for claim in claims
            )
            if term not in ways:
                yield Bare(term, leaves, spoken_of)
