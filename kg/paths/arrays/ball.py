"""A ball: the states around the ends of paths, level by level, with how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths.arrays.kept import Array
    from kg.paths.arrays.lens import Lens
    from kg.paths.arrays.sides import Side


__all__ = ["Ball", "distinct", "pieces"]

PIECE = 2**17
"""How many hops are followed at once, so that a search needs little memory."""
KINDS = ((np.int8, 2**7 - 1), (np.int16, 2**15 - 1), (np.int32, 2**31 - 1))
"""Kinds of numbers that distances are kept as, and the largest of each."""


class Ball:
    """The states from which, or at which, some ends are so many hops away.

    Parameters
    ----------
    lens : Lens
        Which hops are walked.
    side : Side
        Backward, to look from the ends of paths on; forward, from their starts.
    ends : array
        States, sorted.
    keep : bool
        If True, the hops that were followed are kept, level by level.

    Attributes
    ----------
    far : array
        How many hops each state is away, if it is at most `depth`; else `beyond`, or, where
        that is known from elsewhere, the number.
    """

    def __init__(self, lens: Lens, side: Side, ends: Array, *, keep: bool = False) -> None:
        kind, self.beyond = next(each for each in KINDS if lens.longest < each[1] - 1)
        self.far: Array = np.empty(lens.states, kind)
        self.far.fill(self.beyond)
        self.far[ends] = 0
        self.depth = 0
        self.followed: list[list[tuple[Array, Array]]] = []
        self._lens, self._side, self._keep = lens, side, keep
        self._edge: Array = ends
        self._degrees: Array = ends[:0]
        self._due: int | None = None

    @property
    def due(self) -> int:
        """How many hops must be followed to grow."""
        if self._due is None:
            if self.depth:
                self._edge = distinct(self._lens.open(self._edge))
            self._degrees = self._lens.degrees(self._side, self._edge)
            self._due = int(np.add.reduce(self._degrees))
        return self._due

    def within(self, hops: int, states: Array) -> Array:
        """Tell which states are at most so many hops away."""
        return np.less_equal(self.far.take(states), hops)

    def grow(self) -> Array:
        """Follow all hops at the edge, and give the states they reach, some more than once."""
        self._lens.meter.take(self.due)
        depth, reached = self.depth + 1, []
        followed = []
        for states, counts in pieces(self._edge, self._degrees):
            which, _, after = self._lens.onward(self._side, states, counts)
            if self._keep:
                followed.append((states.take(which), after))
            # What is known from elsewhere to be farther must take part as well.
            fresh = after.compress(~self.within(depth - 1, after))
            self.far[fresh] = depth
            reached.append(fresh)
        self.followed.append(followed)
        self.depth, self._due = depth, None
        self._edge = reached[0] if len(reached) == 1 else np.concatenate([self._edge[:0], *reached])
        return self._edge


def distinct(states: Array) -> Array:
    """Sort states and leave out repetitions."""
    if len(states) <= 1:
        return states
    found = states.copy()
    found.sort()
    new = np.empty(len(found), bool)
    new[0] = True
    np.not_equal(found[1:], found[:-1], out=new[1:])
    return found.compress(new)


def pieces(states: Array, counts: Array) -> Iterator[tuple[Array, Array]]:
    """Cut states so that no piece has more than so many hops, unless it is a single state."""
    if len(states) <= 1 or int(np.add.reduce(counts)) <= PIECE:
        if len(states):
            yield states, counts
        return
    ends = counts.cumsum()
    at, before = 0, 0
    while at < len(states):
        after = max(at + 1, int(ends.searchsorted(before + PIECE, side="right")))
        yield states[at:after], counts[at:after]
        at, before = after, ends.item(after - 1)
