"""Feedback loops: simple cycles with their net sign, found as a hop and a path back.

A loop comes once, whichever of its terms it is entered by. Nothing here prints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heapify, heappop, heappush, merge
from itertools import groupby
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Sign
from kg.paths.network import Meter
from kg.paths.query import Rank
from kg.paths.search import first_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths.index import PathIndex
    from kg.paths.lists import Lists, ListSurvey
    from kg.paths.network import Trail
    from kg.paths.path import Path
    from kg.paths.query import PathQuery

    _Away = dict[int, list[int]]

__all__ = ["Feedback", "Loops", "feedback", "find_loops"]


class Feedback(StrEnum):
    """What a loop does to a change that enters it."""

    REINFORCING = "reinforcing"
    BALANCING = "balancing"
    UNKNOWN = "of unknown sign"


FEEDBACKS = {
    Sign.UP: Feedback.REINFORCING,
    Sign.DOWN: Feedback.BALANCING,
    Sign.UNKNOWN: Feedback.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Loops:
    """The feedback loops that answer one query, each a path whose last term is its first.

    `found` is in the order that the query asks for. `more` and `exhausted` mean what they mean
    of `kg.paths.Paths`.
    """

    query: PathQuery
    found: tuple[Path, ...]
    more: bool = False
    exhausted: bool = False

    @property
    def complete(self) -> bool:
        """Whether these are all loops that satisfy the query."""
        return not (self.more or self.exhausted)


def feedback(loop: Path) -> Feedback:
    """Say what a loop does: strengthen a change, work against it, or one cannot tell."""
    return FEEDBACKS[loop.sign]


def find_loops(index: PathIndex, query: PathQuery) -> Loops:
    """Find the feedback loops of a graph, best first.

    Parameters
    ----------
    index : PathIndex
        Of the corpus, or of a graph of a user's own.
    query : PathQuery
        Without ends. Loops pass every term of `via`, in any order; `longest` counts the hops
        of the whole loop (edges, not nodes). Its classes hold for all terms of a loop but
        those of `via`.

    Returns
    -------
    Loops
        All simple cycles that satisfy the query and no others, each once. A claim from a term
        to itself, or to its opposite, is a loop of one hop. A loop starts at the first of its
        terms, by name, or at the first term of `via` (or of its pools) that it passes; poles
        go by the name of their axis. What ranks the same comes in the order of the terms, hop
        by hop. Empty if there is none.

    Raises
    ------
    UsageError
        If the query names an end, or a class that the ontology does not have.

    Notes
    -----
    Every loop through a term is a hop away from it and a simple path back; when all of them
    are listed the term is barred, and the next one is taken.
    """
    if query.sources or query.targets:
        raise UsageError("a loop has no ends: name the terms that it must pass with via")
    trails = _ranked(_Loops(index, query), query)
    return Loops(query, *first_of((_shown(index, query, trail) for trail in trails), query))


def _shown(index: PathIndex, query: PathQuery, trail: Trail) -> Path:
    """Show a loop; it starts and ends with the pole that is asked for, or that its claim names."""
    ends = tuple(sorted(query.via)[:1]) or (index.curated(query.scope).hops[trail[0]].subject,)
    return index.path(replace(query, sources=ends, targets=ends), trail)


def _ranked(loops: _Loops, query: PathQuery) -> Iterator[Trail]:
    if query.rank is Rank.SUPPORT:
        yield from loops.cheapest()
    elif query.rank is Rank.LENGTH:
        for length in range(1, loops.longest + 1):
            for grade in loops.network.grades:
                yield from loops.exactly(grade, length)
    else:
        for grade in loops.network.grades:
            for length in range(1, loops.longest + 1):
                yield from loops.exactly(grade, length)


class _Loops:
    """The loops of one question, start by start."""

    def __init__(self, index: PathIndex, query: PathQuery) -> None:
        self.network: Lists = index.network(query.scope)
        self.longest = min(query.longest, self.network.size)
        self._meter = Meter.of(query)
        ask = index.ask(query)
        named = frozenset[int]().union(*ask.via)
        self._ask = ask._replace(
            barred=ask.barred | (ask.between - named), between=frozenset(), sources={}, targets={}
        )
        first = range(self.network.size) if not query.via else sorted(ask.via[0])
        self._starts = [axis for axis in first if axis not in self._ask.barred]
        self._surveys: dict[tuple[int, Sign | None, int], ListSurvey] = {}

    def exactly(self, grade: int, length: int) -> Iterator[Trail]:
        """List the loops of a length whose weakest hop has a grade, in order."""
        for place in range(len(self._starts)):
            ways = self._ways(self._starts[place], grade)
            streams = (
                self._short(place, away)
                if length == 1
                else self._closed(away, self._survey(place, back, grade).trails(length - 1))
                for back, away in ways.items()
            )
            for trail in merge(*streams):
                if max(map(self.network.grade, trail)) == grade:
                    yield trail

    def cheapest(self) -> Iterator[Trail]:
        """List all loops by the sum of their costs, then by length, then in order."""
        grade = max(self.network.grades, default=0)
        streams = (
            self._priced(place, back, away)
            for place, start in enumerate(self._starts)
            for back, away in self._ways(start, grade).items()
        )
        for _, _, trail in merge(*streams):
            yield trail

    def _ways(self, start: int, grade: int) -> dict[Sign | None, _Away]:
        """Group the hops away from an axis by the net sign that the way back must have."""
        wanted = self._ask.sign
        ways: dict[Sign | None, _Away] = {}
        for hop in self.network.forward[start]:
            step = self.network.steps[hop]
            if step.grade > grade or (wanted and not step.sign):
                continue
            back = wanted if wanted is None else wanted * step.sign
            if wanted is Sign.UNKNOWN and not step.sign:
                back = None
            ways.setdefault(back, {}).setdefault(step.end, []).append(hop)
        return ways

    def _short(self, place: int, away: _Away) -> Iterator[Trail]:
        """List the loops of one hop among some; what they do must be what is asked for."""
        start, ask = self._starts[place], self._ask
        if all(start in group for group in ask.via):
            for hop in away.get(start, ()):
                if ask.sign in (None, self.network.steps[hop].sign):
                    yield (hop,)

    def _closed(self, away: _Away, ways_back: Iterator[Trail]) -> Iterator[Trail]:
        """Put hops before the ways back from where they lead, in order."""
        steps = self.network.steps
        for axis, group in groupby(ways_back, lambda trail: steps[trail[0]].start):
            hops = away[axis]
            # Only for parallel hops are the ways back kept: they may be very many.
            backs = group if len(hops) == 1 else list(group)  # noqa: B031 - used once either way
            yield from ((hop, *back) for hop in hops for back in backs)

    def _priced(
        self, place: int, back: Sign | None, away: _Away
    ) -> Iterator[tuple[int, int, Trail]]:
        """List the loops over some hops with their costs and lengths, in the order of these."""
        steps = self.network.steps
        least = min(steps[hop].cost for hops in away.values() for hop in hops)
        waiting: list[tuple[int, int, Trail]] = [
            (steps[hop].cost, 1, (hop,)) for (hop,) in self._short(place, away)
        ]
        heapify(waiting)
        grade = max(self.network.grades)
        ways_back = self._survey(place, back, grade).cheapest() if self.longest > 1 else ()
        for trail in ways_back:
            spent = sum(steps[hop].cost for hop in trail)
            # Ways back come by their own cost: no loop that is still to come costs less.
            while waiting and waiting[0][0] < spent + least:
                yield heappop(waiting)
            for hop in away[steps[trail[0]].start]:
                loop = (hop, *trail)
                heappush(waiting, (spent + steps[hop].cost, len(loop), loop))
        while waiting:
            yield heappop(waiting)

    def _survey(self, place: int, back: Sign | None, grade: int) -> ListSurvey:
        """Survey the ways back to a start from the ends of all hops away from it."""
        key = place, back, grade
        if key not in self._surveys:
            self._meter.take(self.network.size)
            start = self._starts[place]
            ask = self._ask._replace(
                sources=dict.fromkeys(self._ways(start, grade)[back].keys() - {start}, Sign.UP),
                targets={start: Sign.UP},
                sign=back,
                barred=self._ask.barred.union(self._starts[:place]),
            )
            self._surveys[key] = self.network.survey(
                ask, grade=grade, longest=self.longest - 1, meter=self._meter
            )
        return self._surveys[key]
