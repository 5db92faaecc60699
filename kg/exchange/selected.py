"""Some of the hops of a network of arrays, as a network of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.paths.arrays import Arrays
from kg.paths.arrays.sides import CODES

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from kg.model import Sign

    Array = NDArray[Any]

__all__ = ["Selected", "find_hop", "hops_around", "select"]


class Selected(NamedTuple):
    """A network of some hops, and the number that each has in the whole; None if all are in."""

    arrays: Arrays
    numbers: Array | None

    def whole(self, hop: int) -> int:
        """Give the number of a hop in the whole network."""
        return hop if self.numbers is None else self.numbers.item(hop)


def select(arrays: Arrays, keep: Array, *, grades: Array, costs: Array) -> Selected:
    """Leave out hops, and judge the rest anew.

    Parameters
    ----------
    arrays : Arrays
        The whole network; not modified.
    keep, grades, costs : array
        For each hop whether it stays, and its new grade and cost.

    Returns
    -------
    Selected
        With all axes, and the hops that stay in their order.

    Notes
    -----
    Linear in the number of hops; where all stay, the lists of hops are not copied.
    """
    kept = arrays.kept._replace(grades=grades, costs=costs)
    if keep.all():
        return Selected(Arrays(kept), None)
    numbers = np.flatnonzero(keep).astype(np.int32)
    into = keep.take(kept.hops)
    place = _counted(keep)
    selected = kept._replace(
        ahead=place.take(kept.ahead),
        after=kept.after.take(numbers),
        behind=_counted(into).take(kept.behind),
        before=kept.before.compress(into),
        hops=place.take(kept.hops.compress(into)),
        grades=grades.take(numbers),
        costs=costs.take(numbers),
    )
    return Selected(Arrays(selected), numbers)


def find_hop(arrays: Arrays, start: int, end: int, *, sign: Sign) -> int | None:
    """Give the number of the hop of a sign between two axes, or None if there is none."""
    first, last = arrays.kept.ahead[start], arrays.kept.ahead[start + 1]
    ends = arrays.kept.after[first:last]
    packed = end << 2 | CODES[sign]
    at = int(ends.searchsorted(ends.dtype.type(packed)))
    return int(first) + at if at < len(ends) and ends[at] == packed else None


def hops_around(arrays: Arrays, axis: int) -> list[int]:
    """List the hops from and to an axis, each once, by number."""
    ahead, behind, hops = arrays.kept.ahead, arrays.kept.behind, arrays.kept.hops
    from_ = range(int(ahead[axis]), int(ahead[axis + 1]))
    return sorted({*from_, *hops[behind[axis] : behind[axis + 1]].tolist()})


def _counted(keep: Array) -> Array:
    """Count, for each place, what is kept before it; one more than there are places."""
    counts = np.zeros(len(keep) + 1, np.int32)
    np.cumsum(keep, out=counts[1:])
    return counts
