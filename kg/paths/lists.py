"""The network of a curated graph: plain lists, quick to build and quick below 100,000 hops."""

from __future__ import annotations

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

NOWHERE = -1
"""The state that nothing is reached from; the last of every list of states."""


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
        for number, step in enumerate(steps):
            self.forward[step.start].append(number)
            self.backward[step.end].append(number)

    def grade(self, hop: int) -> int:
        """Give the grade of a hop."""
        return self.steps[hop].grade

    def survey(self, ask: Ask, *, grade: int, longest: int, meter: Meter) -> ListSurvey:
        """Look at a question; see `kg.paths.network.Network.survey`."""
        return ListSurvey(self, ask, grade, longest, meter)


class ListSurvey:
    """One question on one network of lists; see `kg.paths.network.Survey`.

    Notes
    -----
    What remains is measured backward from the targets over states, each an axis with the sign
    carried to it, so that a step is taken only where a walk of the right length and sign can
    still follow. Whether it is simple is seen on the axes while it is walked.
    """

    def __init__(self, lists: Lists, ask: Ask, grade: int, longest: int, meter: Meter) -> None:
        self._lists = lists
        self._ask = ask
        self._grade = grade
        self._longest = longest
        self._meter = meter
        self._signed = ask.sign in (Sign.UP, Sign.DOWN)
        self._goals = self._at_ends(ask.targets, ask.sign or Sign.UP)
        self._starts = sorted(self._at_ends(ask.sources, Sign.UP))
        self._left = self._distances()
        self._beyond = [self._way_over(group) for group in ask.via]
        self._known: dict[tuple[State, int], list[tuple[int, int, State]]] = {}

    def trails(self, length: int) -> Iterator[Trail]:
        """List all simple paths of exactly so many hops; see `kg.paths.network.Survey`."""
        for state in self._starts:
            if self._left[state] <= length:
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
            if trail and state >> 1 in self._ask.between:
                continue
            spent = bound - ahead[state]
            for hop, axis, after in self._steps(state, self._longest - len(trail)):
                if axis not in passed:
                    further = spent + steps[hop].cost + ahead[after]
                    heappush(waiting, (further, (*trail, hop), after, passed | {axis}))
        yield from sorted(equal, key=_by_length)

    def _trails_from(self, start: State, length: int) -> Iterator[Trail]:
        """Walk depth first with a stack of its own, so that no path is too deep for Python."""
        trail: list[int] = []
        axes = [start >> 1]
        passed = {start >> 1}
        branches = [iter(self._steps(start, length))]
        while branches:
            left = length - len(trail)
            for hop, axis, state in branches[-1]:
                if axis in passed:
                    continue
                if left == 1:
                    if self._answers((*trail, hop), passed | {axis}):
                        yield (*trail, hop)
                    continue
                if axis in self._ask.between or not self._may_pass_all(axis, passed, left - 1):
                    continue
                trail.append(hop)
                axes.append(axis)
                passed.add(axis)
                branches.append(iter(self._steps(state, left - 1)))
                break
            else:
                branches.pop()
                passed.remove(axes.pop())
                if trail:
                    trail.pop()

    def _steps(self, state: State, left: int) -> list[tuple[int, int, State]]:
        """List the hops from a state after which the end is near enough, in order."""
        known = self._known.get((state, left))
        if known is None:
            hops = self._lists.forward[state >> 1]
            known = self._known[state, left] = [
                (hop, after >> 1, after)
                for hop in hops
                if self._left[after := self._after(state, hop)] < left
            ]
            self._meter.take(len(hops))
        self._meter.take(len(known))
        return known

    def _after(self, state: State, hop: int) -> State:
        """Give the state that a hop leads to, or the one from which nothing can be reached."""
        step = self._lists.steps[hop]
        if step.grade > self._grade or (self._signed and not step.sign):
            return NOWHERE
        turned = self._signed and step.sign < 0
        return 2 * step.end + ((state & 1) ^ turned)

    def _answers(self, trail: Trail, passed: AbstractSet[int]) -> bool:
        """Tell whether a path that is walked to its end is what was asked for."""
        return all(group & passed for group in self._ask.via) and (
            self._ask.sign is not Sign.UNKNOWN
            or any(self._lists.steps[hop].sign is Sign.UNKNOWN for hop in trail)
        )

    def _may_pass_all(self, axis: int, passed: AbstractSet[int], left: int) -> bool:
        """Tell whether what must be passed is near enough, from an axis on."""
        return all(
            far[axis] <= left or axis in group or group & passed
            for group, far in zip(self._ask.via, self._beyond, strict=True)
        )

    def _at_ends(self, ends: Mapping[int, Sign] | None, sign: Sign) -> set[State]:
        poles = dict.fromkeys(range(self._lists.size), Sign.UP) if ends is None else ends
        return {
            2 * axis + (self._signed and sign * pole < 0)
            for axis, pole in poles.items()
            if axis not in self._ask.barred
        }

    def _before(self, state: State) -> Iterator[tuple[int, State]]:
        """List the hops that lead to a state, and from which; none into what is barred."""
        for hop in self._lists.backward[state >> 1]:
            step = self._lists.steps[hop]
            if (
                step.grade <= self._grade
                and step.start not in self._ask.barred
                and (step.sign or not self._signed)
            ):
                turned = self._signed and step.sign < 0
                yield hop, 2 * step.start + ((state & 1) ^ turned)

    def _distances(self) -> list[int]:
        """Count the hops from each state to the nearest goal; too many where it is too far."""
        far = [self._longest + 1] * (2 * self._lists.size + 1)
        frontier = sorted(self._goals)
        for state in frontier:
            far[state] = 0
        for distance in range(1, self._longest + 1):
            reached = []
            for state in frontier:
                if distance > 1 and state >> 1 in self._ask.between:
                    continue
                for _, before in self._before(state):
                    self._meter.take()
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
            if cost > costs[state] or (cost and state >> 1 in self._ask.between):
                continue
            for hop, before in self._before(state):
                self._meter.take()
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
            for _, before in self._before(2 * axis):
                self._meter.take()
                if distance + 1 < far[before >> 1]:
                    far[before >> 1] = distance + 1
                    heappush(waiting, (distance + 1, before >> 1))
        return far


def _by_length(trail: Trail) -> tuple[int, Trail]:
    return len(trail), trail
