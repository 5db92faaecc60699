"""All simple paths by cost: best first over paths begun, led by what the rest costs at least."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Sign
from kg.paths.arrays.remainder import Remainder, hops_from
from kg.paths.arrays.sides import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.paths.arrays.horizon import Horizon
    from kg.paths.arrays.lens import Lens
    from kg.paths.arrays.remainder import Hop
    from kg.paths.network import Trail

__all__ = ["Cheapest"]

LEAST = 2**7
"""How many hops are followed from the goals in one go at least."""

KEPT = 4
"""How many steps it counts to keep a path begun, which takes more time and memory than a hop."""


class Begun(NamedTuple):
    """A path begun; or, if `hops` is not empty, all that go on from it by one of these.

    `bound` is what it costs at least to the end, `spent` what it costs so far; of `hops`, those
    before `at` are done. `name` is the axis of the start and then, packed, the ends of its
    hops: of what costs as much at least, the first by name comes first.
    """

    bound: int
    name: tuple[int, ...]
    places: Trail
    state: int
    at: int
    spent: int
    axes: tuple[int, ...]
    hops: Sequence[Hop] = ()


class Cheapest:
    """All simple paths by cost, then by length, then in order.

    Parameters
    ----------
    lens : Lens
        Which hops are walked.
    horizon : Horizon
        What is known of the number of hops that remain.

    Notes
    -----
    The search goes from both ends: paths begun at the starts, the cheapest first, and the cost
    that remains from the goals on, each for as many hops as the other. Where that cost is not
    known yet it is at least the greatest that is, which is a bound to the same effect; so
    neither side has to look at much more than half the cost. Hops to where it is not known wait
    in one sorted list, of which only the first is taken up.

    A path is given as soon as it is whole: whatever else may cost as much, and be as long,
    begins with a greater name.
    """

    def __init__(self, lens: Lens, horizon: Horizon) -> None:
        self._lens = lens
        self._horizon = horizon
        self._rest = Remainder(lens)
        self._waiting: list[Begun] = []
        self._hops: dict[int, list[Hop]] = {}
        self._followed = 0

    def trails(self) -> Iterator[Trail]:
        """List them."""
        axes = self._lens.axes(self._lens.starts).tolist()
        self._waiting = [
            Begun(0, (axis,), (), state, 0, 0, (axis,))
            for state, axis in zip(self._lens.starts.tolist(), axes, strict=True)
        ]
        while self._waiting:
            begun = heappop(self._waiting)
            if begun.hops:
                self._next(begun)
            elif self._is_due(begun):
                if begun.places and self._lens.may_end(begun.state) and self._answers(begun):
                    yield self._lens.network.forward.trail(begun.places)
                self._go_on(begun)

    def _is_due(self, begun: Begun) -> bool:
        """Tell whether nothing can be cheaper than a path begun; put it back if that may be."""
        rest = self._rest
        if begun.state not in rest.exact and rest.followed < self._followed:
            rest.grow(max(LEAST, self._followed - rest.followed))
        left = rest.exact.get(begun.state, rest.least)
        if left is None:
            return False
        bound = begun.spent + left
        if bound > begun.bound:
            heappush(self._waiting, begun._replace(bound=bound))
            return False
        return True

    def _go_on(self, begun: Begun) -> None:
        """Put the hops after a path begun among what waits."""
        left = self._lens.longest - len(begun.places) - 1
        if left < 0 or (begun.places and self._lens.is_closed(begun.state)):
            return
        hops = self._hops.get(begun.state)
        if hops is None:
            hops = hops_from(self._lens, self._lens.network.forward, begun.state)
            self._hops[begun.state] = hops
        self._lens.meter.take(len(hops) + 1)
        self._followed += len(hops) + 1
        far = self._horizon.far if left <= self._horizon.depth else None
        exact, vague = self._rest.exact, []
        for hop in hops:
            if hop[2] >> 2 in begun.axes or (far is not None and far.item(hop[3]) > left):
                continue
            if hop[3] in exact:
                self._put(begun, hop, begun.spent + hop[0] + exact[hop[3]])
            else:
                vague.append(hop)
        if vague and self._rest.least is not None:
            bound = begun.spent + vague[0][0] + self._rest.least
            heappush(self._waiting, begun._replace(bound=bound, hops=vague))

    def _next(self, begun: Begun) -> None:
        """Take up the next hop from a path begun, and leave the others waiting."""
        hop = begun.hops[begun.at]
        self._put(begun, hop, begun.bound)
        if begun.at + 1 < len(begun.hops):
            bound = begun.bound + begun.hops[begun.at + 1][0] - hop[0]
            heappush(self._waiting, begun._replace(bound=bound, at=begun.at + 1))

    def _put(self, begun: Begun, hop: Hop, bound: int) -> None:
        self._lens.meter.take(KEPT)
        cost, place, packed, state = hop
        name, places = (*begun.name, packed), (*begun.places, place)
        axes = (*begun.axes, packed >> 2)
        heappush(self._waiting, Begun(bound, name, places, state, 0, begun.spent + cost, axes))

    def _answers(self, begun: Begun) -> bool:
        """Tell whether a path passes what it must."""
        ask = self._lens.ask
        if ask.sign is Sign.UNKNOWN and all(packed & 3 != UNKNOWN for packed in begun.name[1:]):
            return False
        return not any(group.isdisjoint(begun.axes) for group in ask.via)
