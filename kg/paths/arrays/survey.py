"""One question on one network of arrays."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.paths.arrays.cheapest import Cheapest
from kg.paths.arrays.detour import Detour
from kg.paths.arrays.horizon import Horizon
from kg.paths.arrays.lens import Lens
from kg.paths.arrays.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths.arrays.lens import Compiled, Limits
    from kg.paths.network import Trail

__all__ = ["ArraySurvey"]


class ArraySurvey:
    """One question on one network of arrays; see `kg.paths.network.Survey`."""

    def __init__(self, network: Compiled, limits: Limits) -> None:
        self._lens = Lens(network, limits)

    @cached_property
    def _horizon(self) -> Horizon:
        return Horizon(self._lens, self._lens.starts, self._lens.goals)

    @cached_property
    def _detours(self) -> tuple[Detour, ...]:
        return tuple(Detour(self._lens, group) for group in self._lens.ask.via)

    def trails(self, length: int) -> Iterator[Trail]:
        """List all simple paths of exactly so many hops; see `kg.paths.network.Survey`."""
        near = self._horizon.reaches(length) and all(way.reaches(length) for way in self._detours)
        if near:
            yield from Walk(self._lens, self._horizon, self._detours).trails(length)

    def cheapest(self) -> Iterator[Trail]:
        """List all simple paths by cost, length and order; see `kg.paths.network.Survey`."""
        if self._horizon.reaches(self._lens.longest):
            yield from Cheapest(self._lens, self._horizon).trails()
