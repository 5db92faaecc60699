"""What it costs from each state to the nearest end, as far as that has been looked at.

A cost is here that of the hops, times a large number, and one for each hop. So of two ways that
cost as much, the one of fewer hops costs less.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kg.paths.arrays.lens import Lens
    from kg.paths.arrays.sides import Side

__all__ = ["Hop", "Remainder", "hops_from"]

COST = 2**30
"""What one unit of cost counts, beside the hops: more than any path has."""

Hop = tuple[int, int, int, int]
"""A hop from a state on: its cost, its place on the side, its end packed, and as a state."""


def hops_from(lens: Lens, side: Side, state: int) -> list[Hop]:
    """List the hops from a state on that may be walked, the cheapest first."""
    axis = state >> 1 if lens.signed else state
    packed, first = side.of(axis)
    lens.meter.take(len(packed) + 1)
    places = np.arange(first, first + len(packed))
    if lens.chooses:
        keep = lens.walked(side, packed, places)
        packed, places = packed.compress(keep), places.compress(keep)
    costs = lens.network.costs_of(side.hops_at(places)) * np.int64(COST) + 1
    order = costs.argsort(kind="stable")
    packed = packed.take(order)
    lists = (costs.take(order), places.take(order), packed, lens.after(state, packed))
    return list(zip(*(each.tolist() for each in lists), strict=True))


class Remainder:
    """What it costs at least from each state to the cheapest goal; nothing if all are goals.

    Attributes
    ----------
    exact : dict of int to int
        What is known for good.
    least : int or None
        What it costs, or less, from all other states; None if no way leads from them.
    followed : int
        How many hops have been followed.

    Notes
    -----
    Dijkstra's algorithm from the goals on, resumed whenever more must be known.
    """

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._goals = frozenset() if lens.ask.targets is None else frozenset(lens.goals.tolist())
        self.exact = dict.fromkeys(self._goals, 0)
        self.least: int | None = 0
        self.followed = 0
        self._waiting = [(0, state) for state in sorted(self._goals)]

    def grow(self, hops: int) -> None:
        """Follow so many hops more, or all there are."""
        lens, waiting, exact = self._lens, self._waiting, self.exact
        until = self.followed + hops
        while waiting and self.followed < until:
            cost, state = heappop(waiting)
            if state in exact and state not in self._goals:
                continue
            exact[state] = cost
            if state not in self._goals and lens.is_closed(state):
                continue
            before = hops_from(lens, lens.network.backward, state)
            self.followed += len(before) + 1
            for spent, _, _, other in before:
                if other not in exact:
                    heappush(waiting, (cost + spent, other))
        if lens.ask.targets is not None:
            self.least = waiting[0][0] if waiting else None
