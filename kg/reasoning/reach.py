"""What lies upstream or downstream of a term, or of several terms at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Sign
from kg.paths.network import BudgetSpentError, Meter
from kg.paths.query import Rank
from kg.paths.search import find_trails
from kg.reasoning.chains import sign_of, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths.index import Curated, PathIndex
    from kg.paths.network import Ask, Trail
    from kg.paths.path import Path
    from kg.paths.query import PathQuery

__all__ = ["Agreement", "Reach", "Reached", "Way", "find_reach"]

STREAM = 20_000
"""Paths that are looked through together, or twice as many as there are hops; beyond that, each
end is asked for on its own."""

SIGNS = (Sign.UP, Sign.DOWN, Sign.UNKNOWN)


class Agreement(StrEnum):
    """Whether a term moves, or is moved by, all that are named in the same way.

    Only paths whose net sign is known count. `SAME` and `OPPOSITE`: each named term is reached
    with one sign, and these are all equal, or not. `MIXED`: some named term is reached with
    both signs. `UNKNOWN`: some is reached by no path of known sign.
    """

    SAME = "same"
    OPPOSITE = "opposite"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Way:
    """All that leads from a named term to another, or back from it.

    `named` is the named term; `shortest` counts the hops of the shortest path; `best` holds the
    best path of each net sign there is, the best first.
    """

    named: str
    shortest: int
    best: tuple[Path, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The net signs there are: up before down before unknown."""
        return tuple(sorted((path.sign for path in self.best), key=SIGNS.index))


@dataclass(frozen=True, slots=True)
class Reached:
    """A term at the open end, with the way to each named term, in the order of their naming.

    Of a polar pair, the upper pole stands for both.
    """

    term: str
    ways: tuple[Way, ...]

    @property
    def agreement(self) -> Agreement:
        """Whether the named terms are moved the same way."""
        known = [set(way.signs) - {Sign.UNKNOWN} for way in self.ways]
        if not all(known):
            return Agreement.UNKNOWN
        if any(len(signs) > 1 for signs in known):
            return Agreement.MIXED
        return Agreement.SAME if len(set.union(*known)) == 1 else Agreement.OPPOSITE


@dataclass(frozen=True, slots=True)
class Reach:
    """What is upstream, or downstream, of all terms that are named.

    `count` is how many terms there are, and `found` those of them that were asked for;
    `exhausted` says that a budget ended the search: then terms and signs may be missing, and
    what is called the shortest and the best is so among the paths that were seen.
    """

    query: PathQuery
    found: tuple[Reached, ...]
    count: int
    exhausted: bool = False

    @property
    def more(self) -> bool:
        """Whether terms were left out because only so many were asked for."""
        return self.count > len(self.found)

    @property
    def downstream(self) -> bool:
        """Whether paths start, rather than end, at the named terms."""
        return bool(self.query.sources)

    @property
    def named(self) -> tuple[str, ...]:
        """The named terms, each once."""
        return tuple(dict.fromkeys(self.query.sources or self.query.targets))

    @property
    def complete(self) -> bool:
        """Whether these are all terms that are reached."""
        return not (self.more or self.exhausted)


def find_reach(index: PathIndex, query: PathQuery) -> Reach:
    """Find every term that a path leads to from all named terms, or from which it leads to all.

    Parameters
    ----------
    index : PathIndex
        Of the corpus.
    query : PathQuery
        With one end open; `k` is how many terms, not paths, are wanted.

    Returns
    -------
    Reach
        A term is in it if some simple path that satisfies the query joins it to each named
        term. The terms are in the order of their best paths; of several ways, the one whose
        best path is the worst counts; what is equal in that comes by name.

    Raises
    ------
    UsageError
        If both ends are named, or none is.

    Notes
    -----
    All paths are looked through, best first, where they are few. Where they are many, each
    term that is left is asked for on its own, with each sign, which takes a search that only
    walks towards it. One budget bounds both, in equal parts for the named terms.
    """
    if bool(query.sources) is bool(query.targets):
        raise UsageError("what is reached needs one end that is named, and one that is left open")
    curated = index.curated(query.scope)
    named = tuple(dict.fromkeys(query.sources or query.targets))
    balls = []
    for term in named:
        one = _share(query, term, len(named))
        balls.append(_Ball(curated, index.ask(one), one))
        balls[-1].fill()
    shared = set(balls[0].nearest).intersection(*(ball.nearest for ball in balls))
    ranked = sorted(
        shared,
        key=lambda axis: (max(ball.standing(axis) for ball in balls), curated.axes[axis]),
    )
    found = (
        Reached(
            curated.axes[axis],
            tuple(ball.way(index, axis, term) for ball, term in zip(balls, named, strict=True)),
        )
        for axis in ranked[: query.k]
    )
    exhausted = any(ball.exhausted for ball in balls)
    return Reach(query, tuple(found), len(ranked), exhausted)


def _share(query: PathQuery, term: str, among: int) -> PathQuery:
    """Ask of one named term alone, with its part of the budget."""
    return replace(
        query,
        sources=(term,) if query.sources else (),
        targets=(term,) if query.targets else (),
        steps=max(query.steps // among, 1),
        seconds=None if query.seconds is None else query.seconds / among,
    )


class _Ball:
    """What is reached from one named term: the best trail to each axis with each sign."""

    def __init__(self, curated: Curated, ask: Ask, query: PathQuery) -> None:
        self._curated = curated
        self._steps = curated.lists.steps
        self._ask = ask
        self._query = query
        self._closed = (ask.sources if query.sources else ask.targets) or {}
        self._best: dict[int, dict[Sign, Trail]] = {}
        self.nearest: dict[int, int] = {}
        self.exhausted = False

    def fill(self) -> None:
        """Look for all ends until the budget is spent."""
        try:
            self._look(Meter.of(self._query))
        except BudgetSpentError:
            self.exhausted = True

    def _look(self, meter: Meter) -> None:
        """Look through all paths, or through the best and then for each end that is left."""
        trails = find_trails(self._curated.lists, self._ask, self._query, meter)
        for trail in islice(trails, max(STREAM, 2 * len(self._steps))):
            self._add(trail)
        if next(trails, None) is None:
            return
        signs = self._signs()
        for axis in range(self._curated.lists.size):
            for sign in signs:
                if sign not in self._best.get(axis, {}):
                    self._look_for(axis, sign, meter, rank=self._query.rank)
            if self.nearest.get(axis, 1) > 1:
                self._look_for(axis, self._query.sign, meter, rank=Rank.LENGTH)

    def _signs(self) -> tuple[Sign, ...]:
        """List the net signs to look for: without unsigned hops, none is unknown."""
        if self._query.sign is not None:
            return (self._query.sign,)
        unsigned = any(step.sign is Sign.UNKNOWN for step in self._steps)
        return SIGNS if unsigned else SIGNS[:2]

    def standing(self, axis: int) -> tuple[int, int]:
        """Give the place of the best trail to an axis."""
        return min(self._standings(axis))

    def way(self, index: PathIndex, axis: int, named: str) -> Way:
        """Show what leads to an axis, the best first."""
        ranked = sorted(zip(self._standings(axis), self._trails(axis), strict=True))
        best = (index.path(self._query, trail) for _, trail in ranked)
        return Way(named, self.nearest[axis], tuple(best))

    def _standings(self, axis: int) -> Iterator[tuple[int, int]]:
        for trail in self._trails(axis):
            yield standing(self._steps, trail, rank=self._query.rank)

    def _trails(self, axis: int) -> list[Trail]:
        return [self._best[axis][sign] for sign in SIGNS if sign in self._best[axis]]

    def _look_for(self, axis: int, sign: Sign | None, meter: Meter, *, rank: Rank) -> None:
        # Each search sets out by laying down the states of all axes.
        meter.take(self._curated.lists.size)
        # No path leads back to where it began, which a search would only find out by walking.
        closed = {at: pole for at, pole in self._closed.items() if at != axis}
        end = {axis: Sign.UP}
        sources, targets = (closed, end) if self._query.sources else (end, closed)
        ask = self._ask._replace(sign=sign, sources=sources, targets=targets)
        query = replace(self._query, rank=rank)
        for trail in islice(find_trails(self._curated.lists, ask, query, meter), 1):
            self._add(trail, best=rank is self._query.rank)

    def _add(self, trail: Trail, *, best: bool = True) -> None:
        start, end = self._steps[trail[0]].start, self._steps[trail[-1]].end
        closed, axis = (start, end) if self._query.sources else (end, start)
        self.nearest[axis] = min(len(trail), self.nearest.get(axis, len(trail)))
        if best:
            sign = sign_of(self._steps, trail) * self._closed[closed]
            self._best.setdefault(axis, {}).setdefault(sign, trail)
