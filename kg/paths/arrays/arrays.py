"""Networks of compiled hops: one of its own, and one under a small layer of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.errors import UsageError
from kg.paths.arrays import store
from kg.paths.arrays.build import sorted_hops
from kg.paths.arrays.lens import Limits
from kg.paths.arrays.sides import SIGNS, Patch, Side, in_two
from kg.paths.arrays.survey import ArraySurvey
from kg.paths.lists import Step

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from kg.paths.arrays.build import Edges
    from kg.paths.arrays.kept import Array, Kept
    from kg.paths.network import Ask, Meter


__all__ = ["Arrays", "Built", "Layered"]


class Built(NamedTuple):
    """A network with the edges it was built from.

    Those of a hop are `order[offsets[hop]:offsets[hop + 1]]`, numbers of edges.
    """

    arrays: Arrays
    order: Array
    offsets: Array


class Arrays:
    """A network of arrays; see `kg.paths.network.Network`.

    `build` makes one from edges, and `open` finds one that was saved.

    Notes
    -----
    A hop takes 12 bytes, an axis 8; grades and costs lie beside them and are read for the hops
    of answers, and where a search asks for them.
    """

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.size = len(kept.ahead) - 1
        self.hops = len(kept.after)
        self.forward = Side(kept.ahead[:-1], kept.ahead[1:], kept.after)
        self.backward = Side(kept.behind[:-1], kept.behind[1:], kept.before, kept.hops)
        found = np.flatnonzero(np.bincount(kept.grades.view(np.uint8), minlength=256))
        self.grades = tuple(sorted(found.astype(np.uint8).view(np.int8).tolist()))
        self.unsigned = bool((kept.after & 1).any())

    @classmethod
    def build(cls, size: int, edges: Edges) -> Built:
        """Build a network from edges; parallel ones of one sign become one hop.

        Parameters
        ----------
        size : int
            How many axes there are.
        edges : Edges
            In any order; not modified.

        Returns
        -------
        Built
            The network, and which edges went into each hop.

        Raises
        ------
        KgError
            If there are too many axes or edges, or one names an axis, a sign, a grade or a
            cost that cannot be.
        """
        kept, order, offsets = sorted_hops(size, edges)
        return Built(cls(kept), order, offsets)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map a network that was saved into memory.

        Raises
        ------
        KgError
            If the folder does not hold one, whole and of one piece.
        """
        return cls(store.read(folder))

    def save(self, folder: Path) -> None:
        """Write the network to a new folder.

        Raises
        ------
        KgError
            If the folder is there already, or cannot be written; none is then left behind.
        """
        store.write(folder, self.kept)

    def grade(self, hop: int) -> int:
        """Give the grade of a hop."""
        return int(self.kept.grades[hop])

    def cost(self, hop: int) -> int:
        """Give the cost of a hop."""
        return int(self.kept.costs[hop])

    def grades_of(self, hops: Array) -> Array:
        """Give the grades of hops."""
        return self.kept.grades.take(hops)

    def costs_of(self, hops: Array) -> Array:
        """Give the costs of hops."""
        return self.kept.costs.take(hops)

    def step(self, hop: int) -> Step:
        """Give all that is known of a hop."""
        packed = self.kept.after.item(hop)
        start = int(self.kept.ahead.searchsorted(hop, side="right")) - 1
        return Step(start, packed >> 2, SIGNS[packed & 3], self.grade(hop), self.cost(hop))

    def survey(self, ask: Ask, *, grade: int, longest: int, meter: Meter) -> ArraySurvey:
        """Look at a question; see `kg.paths.network.Network.survey`."""
        return ArraySurvey(self, Limits(ask, grade, longest, meter))


class Layered:
    """Two networks as one, the second a small one on the same axes and some more.

    Parameters
    ----------
    big : Arrays
        Its hops keep their numbers.
    small : Arrays
        Has all axes of `big` and may have more at the end; its hops are numbered after those
        of `big`. Where both have a hop of one sign between two axes, only this one's is walked.

    Notes
    -----
    Axes that the small network touches get a list of their own, merged from both; so building
    takes memory and time in proportion to the number of axes and to the hops of these.
    """

    def __init__(self, big: Arrays, small: Arrays) -> None:
        if small.size < big.size:
            raise UsageError(
                f"a layer of {small.size} terms cannot lie over {big.size}: number all of them"
            )
        self.big, self.small = big, small
        self.size, self.hops = small.size, big.hops + small.hops
        self.grades = tuple(sorted({*big.grades, *small.grades}))
        self.unsigned = big.unsigned or small.unsigned
        self.forward = _merged(big.forward, small.forward, big.hops)
        self.backward = _merged(big.backward, small.backward, big.hops)

    def grade(self, hop: int) -> int:
        """Give the grade of a hop."""
        return self.big.grade(hop) if hop < self.big.hops else self.small.grade(hop - self.big.hops)

    def cost(self, hop: int) -> int:
        """Give the cost of a hop."""
        return self.big.cost(hop) if hop < self.big.hops else self.small.cost(hop - self.big.hops)

    def grades_of(self, hops: Array) -> Array:
        """Give the grades of hops."""
        return in_two(self.big.kept.grades, self.small.kept.grades, hops)

    def costs_of(self, hops: Array) -> Array:
        """Give the costs of hops."""
        return in_two(self.big.kept.costs, self.small.kept.costs, hops)

    def step(self, hop: int) -> Step:
        """Give all that is known of a hop."""
        return self.big.step(hop) if hop < self.big.hops else self.small.step(hop - self.big.hops)

    def survey(self, ask: Ask, *, grade: int, longest: int, meter: Meter) -> ArraySurvey:
        """Look at a question; see `kg.paths.network.Network.survey`."""
        return ArraySurvey(self, Limits(ask, grade, longest, meter))


def _merged(big: Side, small: Side, offset: int) -> Side:
    """Put lists of their own, after the last place, for the axes of a layer."""
    touched = np.flatnonzero(small.last > small.first)
    shared = touched[: touched.searchsorted(len(big.first))]
    owners, packed, hops = [], [], []
    for side, axes, more in ((small, touched, offset), (big, shared, 0)):
        which, places = side.spread(axes, side.degrees(axes))
        owners.append(which)
        packed.append(side.packed_at(places))
        hops.append(side.hops_at(places) + more)
    owner, ends, numbers = map(np.concatenate, (owners, packed, hops))
    # Stable: where both have a hop, that of the layer comes first and shadows the other.
    order = np.lexsort((ends, owner))
    owner, ends, numbers = owner[order], ends[order], numbers[order]
    own = np.ones(len(order), bool)
    own[1:] = (owner[1:] != owner[:-1]) | (ends[1:] != ends[:-1])
    patch = Patch(ends[own], numbers[own])
    counts = np.bincount(owner[own], minlength=len(touched))
    new = np.zeros(len(small.first) - len(big.first), big.first.dtype)
    first, last = (np.concatenate((places, new)) for places in (big.first, big.last))
    last[touched] = len(big.packed) + counts.cumsum()
    first[touched] = last[touched] - counts
    return Side(first, last, big.packed, big.hops, patch)
