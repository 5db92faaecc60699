"""The hops of a network in one direction, as arrays; no question is known here.

The far end and the sign of a hop are one number: four times the axis, and 0 for up, 2 for down,
3 for unknown. Such numbers sort as paths do, and half of one is twice the axis, plus one if down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.model import Sign

if TYPE_CHECKING:
    from kg.paths.arrays.kept import Array


__all__ = ["CODES", "SIGNS", "UNKNOWN", "Patch", "Side", "in_two"]

SIGNS = {0: Sign.UP, 2: Sign.DOWN, 3: Sign.UNKNOWN}
CODES = {sign: code for code, sign in SIGNS.items()}
UNKNOWN = CODES[Sign.UNKNOWN]


class Patch(NamedTuple):
    """Hops that stand in for those of some axes; places in it follow those of the side."""

    packed: Array
    hops: Array


class Side(NamedTuple):
    """The hops from each axis on, forward or backward.

    Attributes
    ----------
    first, last : array
        For each axis the place of its first hop, and of the one after its last.
    packed : array
        For each place where its hop leads, with the sign.
    hops : array or None
        For each place the number of its hop; None if that is the place.
    patch : Patch or None
        What follows after the last place.
    """

    first: Array
    last: Array
    packed: Array
    hops: Array | None = None
    patch: Patch | None = None

    def degrees(self, axes: Array) -> Array:
        """Count the hops from each axis on."""
        return self.last.take(axes) - self.first.take(axes)

    def spread(self, axes: Array, counts: Array) -> tuple[Array, Array]:
        """List the places of all hops from some axes on, and from which of these each is.

        `counts` are the degrees of these axes, which who asks has counted before.
        """
        if len(axes) == 1:
            first, last = self.first.item(axes.item()), self.last.item(axes.item())
            return np.zeros(last - first, np.intp), np.arange(first, last)
        places = (self.first.take(axes) - counts.cumsum() + counts).repeat(counts)
        places += np.arange(len(places))
        return np.arange(len(axes)).repeat(counts), places

    def packed_at(self, places: Array) -> Array:
        """Give where hops lead."""
        if self.patch is None:
            return self.packed.take(places)
        return in_two(self.packed, self.patch.packed, places)

    def hops_at(self, places: Array) -> Array:
        """Give the numbers of hops."""
        if self.patch is None:
            return places if self.hops is None else self.hops.take(places)
        if self.hops is not None:
            return in_two(self.hops, self.patch.hops, places)
        beyond = places >= len(self.packed)
        hops = places.copy()
        hops[beyond] = self.patch.hops.take(places[beyond] - len(self.packed))
        return hops

    def trail(self, places: tuple[int, ...]) -> tuple[int, ...]:
        """Give the numbers of the hops of one path."""
        if self.patch is None and self.hops is None:
            return places
        return tuple(self.hops_at(np.array(places)).tolist())

    def of(self, axis: int) -> tuple[Array, int]:
        """Give where the hops from one axis lead, and the place of the first."""
        first, last = self.first.item(axis), self.last.item(axis)
        beyond = len(self.packed)
        if self.patch is not None and first >= beyond:
            return self.patch.packed[first - beyond : last - beyond], first
        return self.packed[first:last], first


def in_two(whole: Array, patch: Array, places: Array) -> Array:
    """Read places of an array that goes on in another."""
    beyond = places >= len(whole)
    found = whole.take(np.where(beyond, 0, places)) if len(whole) else np.zeros_like(places)
    found[beyond] = patch.take(places[beyond] - len(whole))
    return found
