"""The network of a curated graph: plain lists, quick to build and quick below 100,000 hops."""

from __future__ import annotations

from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.paths.network import Ask, Meter, Trail

__all__ = ["Lists", "Step", "step_order"]

State = int
"""An axis and the sign carried so far, as one number: twice the axis, and one more if down."""

Way = tuple[int, int, State]
"""A hop on the way on from a state, or back: its number, and the axis and state it leads to."""


class Step(NamedTuple):
    """A hop as a network knows it."""

    start: int
    end: int
    sign: Sign
    grade: int
    cost: int


def step_order(step: Step) -> tuple[int, int, int]:
    """Sort steps by start and end, and up before down before unknown."""
    return step.start, step.end, step.sign % 3 or 3


class Lists:
    """A network of Python lists; see `kg.paths.network.Network`.

    Parameters
    ----------
    size : int
        How many axes there are.
    steps : sequence of Step
        In `step_order`, none twice; the number of a hop is its place here.
    """

    def __init__(self, size: int, steps: Sequence[Step]) -> None:
        self.size = size
        self.steps = steps
        self.grades = tuple(sorted({step.grade for step in steps}))
        self.forward: list[list[int]] = [[] for _ in range(size)]
        self.backward: list[list[int]] = [[] for _ in range(size)]
        self._ways: dict[tuple[int, bool], Ways] = {}
        for number, step in enumerate(steps):
            self.forward[step.start].append(number)
            self.backward[step.end].append(number)

    def grade(self, hop: int) -> int:
        """Give the grade of a hop."""
        return self.steps[hop].grade

    def ways(self, grade: int, *, signed: bool) -> Ways:
        """Give the hops of a grade or better between states; once made, they are kept."""
        if (grade, signed) not in self._ways:
            self._ways[grade, signed] = Ways(self, grade, signed)
        return self._ways[grade, signed]

    def survey(self, ask: Ask, *, grade: int, longest: int, meter: Meter) -> ListSurvey:
        """Look at a question; see `kg.paths.network.Network.survey`."""
        return ListSurvey(self, ask, grade, longest, meter)


class Ways:
    """The hops of a grade or better between states, seen from either end when first asked for.

    Where signs count, they turn the state, and hops without one lead nowhere.
    """

    def __init__(self, lists: Lists, grade: int, signed: bool) -> None:  # noqa: FBT001 - as kept
        self._lists = lists
        self._grade = grade
        self._signed = signed
        self._ahead: list[list[Way] | None] = [None] * (2 * lists.size)
        self._behind: list[list[Way] | None] = [None] * (2 * lists.size)

    def ahead(self, state: State) -> list[Way]:
        """List the hops from a state on, in order."""
        known = self._ahead[state]
        if known is None:
            known = self._ahead[state] = [
                (hop, step.end, 2 * step.end + self._turned(state, step))
                for hop in self._lists.forward[state >> 1]
                if self._walks(step := self._lists.steps[hop])
            ]
        return known

    def behind(self, state: State) -> list[Way]:
        """List the hops that lead to a state."""
        known = self._behind[state]
        if known is None:
            known = self._behind[state] = [
                (hop, step.start, 2 * step.start + self._turned(state, step))
                for hop in self._lists.backward[state >> 1]
                if self._walks(step := self._lists.steps[hop])
            ]
        return known

    def _walks(self, step: Step) -> bool:
        return step.grade <= self._grade and (not self._signed or bool(step.sign))

    def _turned(self, state: State, step: Step) -> int:
        return (state & 1) ^ (self._signed and step.sign < 0)


class ListSurvey:
    """One question on one network of lists; see `kg.paths.network.Survey`.

    Notes
    -----
    What remains is measured backward from the targets over states, each an axis with the sign
    carried to it, so that a step is taken only where a walk of just the right length and sign
    can still follow. Whether it is simple is seen on the axes while it is walked.
    """

    def __init__(self, lists: Lists, ask: Ask, grade: int, longest: int, meter: Meter) -> None:
        self._lists = lists
        self._ask = ask
        self._longest = longest
        self._meter = meter
        self._signed = ask.sign in (Sign.UP, Sign.DOWN)
        self._ways = lists.ways(grade, signed=self._signed)
        self._goals = self._at_ends(ask.targets, ask.sign or Sign.UP)
        self._starts = sorted(self._at_ends(ask.sources, Sign.UP))
        # Where there is one start, or one end, no path passes it in between.
        lone = (ends for ends in (ask.sources, ask.targets) if ends is not None and len(ends) == 1)
        self._closed = ask.between.union(*lone)
        self._lengths = [0] * (2 * lists.size)
        for state in self._goals:
            self._lengths[state] = 1
        self._edges = [sorted(self._goals)]
        self._rim = set(self._starts)
        self._balls = [self._rim] if ask.sources is not None else []
        self._plain = not ask.via and ask.sign is not Sign.UNKNOWN
        self._known: dict[tuple[State, int], list[Way]] = {}

    @cached_property
    def _left(self) -> list[int]:
        return self._distances()

    @cached_property
    def _beyond(self) -> list[list[int]]:
        return [self._way_over(group) for group in self._ask.via]

    def trails(self, length: int) -> Iterator[Trail]:
        """List all simple paths of exactly so many hops; see `kg.paths.network.Survey`."""
        self._look_back(length)
        for state in self._starts:
            if self._lengths[state] >> length & 1:
                yield from self._trails_from(state, length)

    def cheapest(self) -> Iterator[Trail]:
        """List all simple paths by cost, length and order; see `kg.paths.network.Survey`.

        Notes
        -----
        Best-first search over prefixes, with the exact cost that remains as its bound.
        """
        steps, ahead = self._lists.steps, self._costs()
        waiting: list[tuple[int, Trail, State, frozenset[int]]] = [
            (ahead[state], (), state, frozenset({state >> 1}))
            for state in self._starts
            if self._left[state] <= self._longest
        ]
        heapify(waiting)
        equal: list[Trail] = []
        cost = -1
        while waiting:
            bound, trail, state, passed = heappop(waiting)
            if equal and bound > cost:
                yield from sorted(equal, key=_by_length)
                equal = []
            if trail and state in self._goals and self._answers(trail, passed):
                equal.append(trail)
                cost = bound
            if trail and state >> 1 in self._closed:
                continue
            spent, left = bound - ahead[state], self._longest - len(trail)
            self._meter.take(len(self._ways.ahead(state)))
            for hop, axis, after in self._ways.ahead(state):
                if axis not in passed and self._left[after] < left:
                    further = spent + steps[hop].cost + ahead[after]
                    heappush(waiting, (further, (*trail, hop), after, passed | {axis}))
        yield from sorted(equal, key=_by_length)

    def _trails_from(self, start: State, length: int) -> Iterator[Trail]:
        """Walk depth first with a stack of its own, so that no path is too deep for Python."""
        trail: list[int] = []
        axes = [start >> 1]
        branches = [iter(self._steps(start, length))]
        while branches:
            left = length - len(trail)
            for hop, axis, state in branches[-1]:
                if axis in axes:
                    continue
                if left == 1:
                    if self._plain or self._answers((*trail, hop), {*axes, axis}):
                        yield (*trail, hop)
                elif self._plain or self._may_pass_all(axis, axes, left - 1):
                    trail.append(hop)
                    axes.append(axis)
                    branches.append(iter(self._steps(state, left - 1)))
                    break
            else:
                branches.pop()
                axes.pop()
                if trail:
                    trail.pop()

    def _steps(self, state: State, left: int) -> list[Way]:
        """List the hops from a state after which an end is just so far, in order."""
        known = self._known.get((state, left))
        if known is None:
            lengths, closed = self._lengths, self._closed if left > 1 else ()
            ways, bit = self._ways.ahead(state), 1 << (left - 1)
            self._meter.take(len(ways))
            known = self._known[state, left] = [
                way for way in ways if lengths[way[2]] & bit and way[1] not in closed
            ]
        self._meter.take(len(known))
        return known

    def _answers(self, trail: Trail, passed: AbstractSet[int]) -> bool:
        """Tell whether a path that is walked to its end is what was asked for."""
        return all(group & passed for group in self._ask.via) and (
            self._ask.sign is not Sign.UNKNOWN
            or any(self._lists.steps[hop].sign is Sign.UNKNOWN for hop in trail)
        )

    def _may_pass_all(self, axis: int, passed: Sequence[int], left: int) -> bool:
        """Tell whether what must be passed is near enough, from an axis on."""
        return all(
            far[axis] <= left or axis in group or not group.isdisjoint(passed)
            for group, far in zip(self._ask.via, self._beyond, strict=True)
        )

    def _at_ends(self, ends: Mapping[int, Sign] | None, sign: Sign) -> set[State]:
        poles = dict.fromkeys(range(self._lists.size), Sign.UP) if ends is None else ends
        return {
            2 * axis + (self._signed and sign * pole < 0)
            for axis, pole in poles.items()
            if axis not in self._ask.barred
        }

    def _before(self, state: State) -> list[Way]:
        """List the hops that lead to a state, none from what is barred."""
        ways, barred = self._ways.behind(state), self._ask.barred
        self._meter.take(len(ways))
        return [way for way in ways if way[1] not in barred] if barred else ways

    def _look_back(self, length: int) -> None:
        """Mark, in the bits of a number for each state, the lengths of all walks to the goals.

        The walks of one length more are found from those states that have one of the last.
        States too far from every start to be on a path are left out, once this is worth a look.
        """
        lengths, closed = self._lengths, self._closed
        while len(self._edges) <= length:
            more = len(self._edges)
            bit, reached = 1 << more, []
            room = self._longest - more
            ahead = self._near(room) if room <= self._longest // 2 else None
            for state in self._edges[-1]:
                if state >> 1 in closed and more > 1:
                    continue
                for _, _, before in self._before(state):
                    if not lengths[before] & bit and (ahead is None or before in ahead):
                        lengths[before] |= bit
                        reached.append(before)
            self._edges.append(reached)

    def _near(self, hops: int) -> set[State] | None:
        """Give the states that are at most so many hops from a start; None if that is all."""
        while self._ask.sources is not None and len(self._balls) <= hops:
            reached = {after for state in self._rim for _, _, after in self._ways.ahead(state)}
            self._meter.take(len(reached))
            self._rim = reached - self._balls[-1]
            self._balls.append(self._balls[-1] | reached)
        return self._balls[hops] if self._balls else None

    def _distances(self) -> list[int]:
        """Count the hops from each state to the nearest goal; too many where it is too far."""
        far = [self._longest + 1] * (2 * self._lists.size)
        frontier = sorted(self._goals)
        for state in frontier:
            far[state] = 0
        for distance in range(1, self._longest + 1):
            reached = []
            for state in frontier:
                if distance > 1 and state >> 1 in self._closed:
                    continue
                for _, _, before in self._before(state):
                    if far[before] > distance:
                        far[before] = distance
                        reached.append(before)
            frontier = reached
        return far

    def _costs(self) -> dict[State, int]:
        """Sum the cost from each state to the cheapest goal, by Dijkstra's algorithm."""
        costs = dict.fromkeys(self._goals, 0)
        waiting = [(0, state) for state in sorted(self._goals)]
        while waiting:
            cost, state = heappop(waiting)
            if cost > costs[state] or (cost and state >> 1 in self._closed):
                continue
            for hop, _, before in self._before(state):
                sum_ = cost + self._lists.steps[hop].cost
                if sum_ < costs.get(before, sum_ + 1):
                    costs[before] = sum_
                    heappush(waiting, (sum_, before))
        return costs

    def _way_over(self, group: AbstractSet[int]) -> list[int]:
        """Count the hops from each axis over the nearest of a group to the end, signs aside."""
        far = [self._longest + 1] * self._lists.size
        waiting = []
        for axis in sorted(group):
            far[axis] = min(self._left[2 * axis], self._left[2 * axis + 1])
            waiting.append((far[axis], axis))
        heapify(waiting)
        while waiting:
            distance, axis = heappop(waiting)
            if distance > far[axis] or distance >= self._longest:
                continue
            for _, _, before in self._before(2 * axis):
                if distance + 1 < far[before >> 1]:
                    far[before >> 1] = distance + 1
                    heappush(waiting, (distance + 1, before >> 1))
        return far


def _by_length(trail: Trail) -> tuple[int, Trail]:
    return len(trail), trail
