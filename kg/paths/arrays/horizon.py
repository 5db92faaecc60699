"""How far the ends of paths are: a ball around either, and what both tell together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.paths.arrays.ball import Ball

if TYPE_CHECKING:
    from kg.paths.arrays.kept import Array
    from kg.paths.arrays.lens import Lens


__all__ = ["Horizon"]

CHEAP = 2**11
"""So many hops are followed to know more without a second thought."""


class Horizon:
    """What is known of the hops that remain from each state on.

    Parameters
    ----------
    lens : Lens
        Which hops are walked.
    starts, goals : array
        States, sorted, from and to which the ways lead.

    Attributes
    ----------
    far : array
        The hops from each state to the nearest goal, as far as they are known.

    Notes
    -----
    A ball grows around either end, always the one that has fewer hops to follow, until they
    meet: that is the least length. For paths of a greater length they grow on where it is cheap,
    or once as many hops have been followed for lack of knowledge. The ball around the
    targets tells the hops that remain within it; where it ends, the hops that the other has
    followed carry that knowledge on, if both together reach over the whole length.
    """

    def __init__(self, lens: Lens, starts: Array, goals: Array) -> None:
        self._lens = lens
        self._ahead = Ball(lens, lens.network.forward, starts, keep=True)
        self._behind = Ball(lens, lens.network.backward, goals)
        self.far = self._behind.far
        self._met = bool(np.count_nonzero(self._behind.within(0, starts)))
        self._barren = not (len(starts) and len(goals))
        self._carried = 0

    def reaches(self, length: int) -> bool:
        """Tell whether walks of at most so many hops may lead from end to end."""
        while not (self._met or self._barren) and self._depth < length:
            self._grow()
        return self._met

    def near(self, hops: int, states: Array) -> Array:
        """Tell from which states the goals are at most so many hops away."""
        return self._behind.within(hops, states)

    def knows(self, left: int, length: int, followed: int) -> bool:
        """Tell whether `far` holds for what may remain of a path of some length.

        Parameters
        ----------
        left : int
            How many hops remain.
        length : int
            How many the path shall have.
        followed : int
            How many have been followed in vain.
        """
        if left <= self._behind.depth or self._carried == length:
            return True
        while self._depth < length and self._due <= max(CHEAP, followed):
            self._grow()
        if self._depth >= length:
            self._carry_on(length)
        return left <= self._behind.depth or self._carried == length

    @property
    def depth(self) -> int:
        """How many hops may remain for `far` to hold everywhere."""
        return self._behind.depth

    @property
    def _depth(self) -> int:
        return self._ahead.depth + self._behind.depth

    @property
    def _due(self) -> int:
        return min(self._ahead.due, self._behind.due)

    def _grow(self) -> None:
        ball, other = self._ahead, self._behind
        if other.due < ball.due:
            ball, other = other, ball
        reached = ball.grow()
        self._barren = not len(reached)
        self._met = self._met or bool(np.count_nonzero(other.within(other.depth, reached)))

    def _carry_on(self, length: int) -> None:
        """Tell the hops that remain from the states around the starts."""
        lens, far = self._lens, self.far
        for left in range(self._behind.depth + 1, length + 1):
            for level in self._ahead.followed[: length - left + 1]:
                for before, after in level:
                    lens.meter.take(len(after))
                    near = far.take(after) == left - 1
                    if left > 1 and lens.closed is not None:
                        near &= ~lens.closed.take(lens.axes(after))
                    found = before.compress(near)
                    far[found.compress(~self.near(left, found))] = left
        self._carried = length
