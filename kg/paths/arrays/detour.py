"""The way over what a path must pass, in hops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.paths.arrays.horizon import Horizon

if TYPE_CHECKING:
    from kg.paths.arrays.kept import Array
    from kg.paths.arrays.lens import Lens


__all__ = ["Detour"]


class Detour:
    """How far it is to one of a group of axes, and from there on to the end.

    Parameters
    ----------
    lens : Lens
        Which hops are walked.
    group : frozenset of int
        Axes; a path must pass one of them.

    Notes
    -----
    The hops to the group are known as a `Horizon` knows them; those from there on are taken to
    be as few as from any of its axes. So it may seem nearer than it is, and never farther.
    """

    def __init__(self, lens: Lens, group: frozenset[int]) -> None:
        self._group = np.array(sorted(group), np.int32)
        within = lens.states_of(self._group)
        self._there = Horizon(lens, lens.starts, within)
        self._on = Horizon(lens, within, lens.goals)
        self._least = 0

    def reaches(self, length: int) -> bool:
        """Tell whether walks over the group of at most so many hops may lead to the end."""
        while not self._on.reaches(self._least):
            self._least += 1
            if self._least > length:
                return False
        return self._there.reaches(length - self._least)

    def near(self, axes: Array, states: Array, left: int, length: int) -> Array | None:
        """Tell which paths begun can still pass the group in time; None if that is not known.

        Parameters
        ----------
        axes : array
            Those passed, a column for each path.
        states : array
            Where each path has come to.
        left, length : int
            How many hops remain of how many.
        """
        left, length = left - self._least, length - self._least
        passed: Array = np.logical_or.reduce(np.isin(axes, self._group))
        if left < 0:
            return passed
        if not self._there.knows(left, length, axes.size):
            return None
        return np.logical_or(passed, self._there.near(left, states))
