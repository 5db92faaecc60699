"""How one question reads the hops of a network: over states, and only those it may walk.

A state is an axis, or, where the net sign matters, twice the axis and one more if the sign
carried so far is down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from kg.model import Sign
from kg.paths.arrays.sides import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.paths.arrays.kept import Array
    from kg.paths.arrays.sides import Side
    from kg.paths.network import Ask, Meter

    States = list[int] | Array

__all__ = ["Compiled", "Lens", "Limits"]


class Compiled(Protocol):
    """What a network must have for its arrays to be searched."""

    size: int
    grades: tuple[int, ...]
    unsigned: bool
    forward: Side
    backward: Side

    def grades_of(self, hops: Array) -> Array:
        """Give the grades of hops."""
        ...

    def costs_of(self, hops: Array) -> Array:
        """Give the costs of hops."""
        ...


class Limits(NamedTuple):
    """A question, the worst grade of hops, the longest paths in hops, and the meter."""

    ask: Ask
    grade: int
    longest: int
    meter: Meter


class Lens:
    """The hops of a network that one question may walk, over states.

    `closed` tells which axes may not lie between the ends; None if all may.
    """

    def __init__(self, network: Compiled, limits: Limits) -> None:
        ask = limits.ask
        self.network = network
        self.meter = limits.meter
        self.longest = limits.longest
        self.ask = ask
        self.signed = ask.sign in (Sign.UP, Sign.DOWN)
        self.states = network.size << self.signed
        # Where there is one start, or one end, no path passes it in between.
        lone = (ends for ends in (ask.sources, ask.targets) if ends is not None and len(ends) == 1)
        self.closed = _marked(network.size, (ask.barred | ask.between).union(*lone))
        self._grade = limits.grade
        graded = bool(network.grades) and limits.grade < network.grades[-1]
        self._chooses = graded, self.signed and network.unsigned
        self.chooses = any(self._chooses)
        starts = self._ends(ask.sources, Sign.UP)
        goals = self._ends(ask.targets, ask.sign or Sign.UP)
        # No simple path ends where it starts; seen here, it need not be sought.
        if len(starts) == 1:
            goals = self._apart(goals, starts[0])
        if len(goals) == 1:
            starts = self._apart(starts, goals[0])
        self.starts: Array = np.asarray(starts, np.int32)
        self.goals: Array = np.asarray(goals, np.int32)
        self._goals = frozenset() if ask.targets is None else frozenset(goals)

    def axes(self, states: Array) -> Array:
        """Give the axes of states."""
        return states >> 1 if self.signed else states

    def states_of(self, axes: Array) -> Array:
        """Give all states of axes, sorted, those left out that may not be passed."""
        free = np.array([axis for axis in axes.tolist() if axis not in self.ask.barred], np.int32)
        return np.sort(np.concatenate((free << 1, free << 1 | 1))) if self.signed else free

    def degrees(self, side: Side, states: Array) -> Array:
        """Count the hops from each state on, those that may not be walked included."""
        return side.degrees(self.axes(states))

    def onward(self, side: Side, states: Array, counts: Array) -> tuple[Array, Array, Array]:
        """Take all hops from some states on, `counts` from each as `degrees` tells.

        Returns
        -------
        tuple of array
            For each hop, in order: the index of its state in `states`, its place on the side,
            and the state it leads to.
        """
        which, places = side.spread(self.axes(states), counts)
        packed = side.packed_at(places)
        if self.chooses:
            keep = self.walked(side, packed, places)
            which, places, packed = (each.compress(keep) for each in (which, places, packed))
        if not self.signed:
            return which, places, packed >> 2
        if len(states) == 1:
            return which, places, self.after(states.item(), packed)
        return which, places, (packed >> 1) ^ (states & 1).take(which)

    def after(self, state: int, packed: Array) -> Array:
        """Give the states that the hops from one state on lead to."""
        return (packed >> 1) ^ (state & 1) if self.signed else packed >> 2

    def walked(self, side: Side, packed: Array, places: Array) -> Array:
        """Tell which hops may be walked."""
        graded, signs = self._chooses
        keep = np.ones(len(packed), bool)
        if signs:
            keep &= packed & 3 != UNKNOWN
        if graded:
            keep &= self.network.grades_of(side.hops_at(places)) <= self._grade
        return keep

    def open(self, states: Array) -> Array:
        """Leave out the states at which a path may only end."""
        if self.closed is None:
            return states
        return states.compress(~self.closed.take(self.axes(states)))

    def is_closed(self, state: int) -> bool:
        """Tell whether a path may only end at a state."""
        return self.closed is not None and self.closed.item(state >> self.signed)

    def may_end(self, state: int) -> bool:
        """Tell whether a path may end at a state."""
        if self.ask.targets is not None:
            return state in self._goals
        turned = self.signed and state & 1 != (self.ask.sign is Sign.DOWN)
        return not turned and state >> self.signed not in self.ask.barred

    def _apart(self, states: States, one: int) -> States:
        axis = one >> self.signed
        if isinstance(states, list):
            return [state for state in states if state >> self.signed != axis]
        return states.compress(self.axes(states) != axis)

    def _ends(self, poles: Mapping[int, Sign] | None, sign: Sign) -> States:
        """Give the states at the ends of paths, sorted; a sign turns those that are down."""
        if poles is not None:
            return [
                axis << self.signed | (self.signed and sign * poles[axis] < 0)
                for axis in sorted(poles)
                if axis not in self.ask.barred
            ]
        axes = np.arange(self.network.size, dtype=np.int32)
        states = axes << 1 | (sign < 0) if self.signed else axes
        barred = _marked(self.network.size, self.ask.barred)
        return states if barred is None else states.compress(~barred.take(axes))


def _marked(size: int, axes: frozenset[int]) -> Array | None:
    if not axes:
        return None
    marks = np.zeros(size, bool)
    marks[np.array([*axes])] = True
    return marks
