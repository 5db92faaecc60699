"""What is kept of a network: seven arrays, in memory or in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["KINDS", "MOST_AXES", "MOST_HOPS", "Kept"]

MOST_AXES, MOST_HOPS = 2**29, 2**31
"""What packed numbers, and places, have room for."""


class Kept(NamedTuple):
    """The arrays of a network, each of one kind of numbers.

    `ahead` and `behind` are the places at which the hops from, and to, each axis begin, and
    their end; `after` and `before` where these lead, packed; `hops` the numbers of those in
    `before`; `grades` and `costs` those of each hop.
    """

    ahead: Array
    after: Array
    behind: Array
    before: Array
    hops: Array
    grades: Array
    costs: Array


INTEGERS, GRADES, COSTS = np.dtype(np.int32), np.dtype(np.int8), np.dtype(np.uint32)
KINDS: tuple[np.dtype[Any], ...] = (*[INTEGERS] * 5, GRADES, COSTS)
"""The kinds of numbers, in that order."""
