"""From lists of edges to sorted hops: parallel edges of one sign become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.errors import KgError
from kg.paths.arrays.kept import MOST_AXES, MOST_HOPS, Kept
from kg.paths.arrays.sides import CODES, SIGNS

if TYPE_CHECKING:
    from kg.paths.arrays.kept import Array


__all__ = ["Edges", "Sorted", "sorted_hops"]

NUMBER = 63
"""How many bits a number has that is not negative."""
PACKED = np.array([CODES[sign] for sign in sorted(CODES)], np.int64)
"""The code of each sign, from that of -1 on."""


class Edges(NamedTuple):
    """Edges as arrays of integers of equal length, in any order.

    `sign` holds -1, 0 or 1, `grade` -128 to 127, the smaller the better, and `cost` what is
    said of it in `kg.paths.network.Network`.
    """

    start: Array
    end: Array
    sign: Array
    grade: Array
    cost: Array


class Sorted(NamedTuple):
    """Sorted hops; the edges of one are those of `order` from its place in `offsets` on."""

    kept: Kept
    order: Array
    offsets: Array


def sorted_hops(size: int, edges: Edges) -> Sorted:
    """Sort edges by start, end and sign, and merge equal ones at their best grade and cost.

    Raises
    ------
    KgError
        If there are too many axes or edges, or one names an axis, a sign, a grade or a cost
        that cannot be.
    """
    _check(size, edges)
    start, end = (np.asarray(ends, np.int64) for ends in (edges.start, edges.end))
    key = (start << 31) | (end << 2) | PACKED.take(np.asarray(edges.sign, np.int64) + 1)
    order, key = _sorted(key, start, end, size)
    new = np.ones(len(key), bool)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    offsets = np.append(np.flatnonzero(new), len(key)).astype(np.int64)
    grades, costs = edges.grade.take(order), edges.cost.take(order)
    if len(offsets) <= len(key):
        key = key.compress(new)
        grades, costs = (np.minimum.reduceat(each, offsets[:-1]) for each in (grades, costs))
    kept = Kept(*_sides(size, key), grades.astype(np.int8), costs.astype(np.uint32))
    return Sorted(kept, order, offsets)


def _sorted(key: Array, start: Array, end: Array, size: int) -> tuple[Array, Array]:
    """Sort keys, and give their old places; equal ones stay in order.

    Sorting numbers is several times as fast as sorting their places, so these ride along in
    the low bits where there is room.
    """
    width = max(size - 1, 1).bit_length()
    room = max(len(key) - 1, 1).bit_length()
    if 2 * width + 2 + room > NUMBER:
        order = key.argsort(kind="stable")
        return order, key.take(order)
    ridden = (((start << width) | end) << 2) | (key & 3)
    ridden <<= room
    ridden |= np.arange(len(key))
    ridden.sort()
    order = ridden & ((1 << room) - 1)
    ridden >>= room
    packed = ridden & ((1 << (width + 2)) - 1)
    ridden >>= width + 2
    ridden <<= 31
    ridden |= packed
    return order, ridden


def _sides(size: int, key: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Index sorted keys by their starts and by their ends."""
    start = key >> 31
    packed = (key & (2**31 - 1)).astype(np.int32)
    end, code = packed >> 2, packed & 3
    room = max(len(key) - 1, 1).bit_length()
    back = (end.astype(np.int64) << room) | np.arange(len(key))
    back.sort()
    back &= (1 << room) - 1
    hops = back.astype(np.int32)
    before = (start.astype(np.int32) << 2 | code).take(hops)
    return _places(start, size), packed, _places(end, size), before, hops


def _places(axes: Array, size: int) -> Array:
    places = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(axes, minlength=size), out=places[1:])
    return places


def _check(size: int, edges: Edges) -> None:
    count = len(edges.start)
    if not 0 <= size < MOST_AXES or count >= MOST_HOPS:
        raise KgError(
            f"{size} terms and {count} edges are more than arrays have room for: "
            f"leave out some of them"
        )
    if any(each.shape != (count,) or each.dtype.kind not in "iu" for each in edges):
        raise KgError("edges are not five lists of integers of equal length: give them so")
    bounds = {
        "start": (0, size - 1),
        "end": (0, size - 1),
        "sign": (min(SIGNS.values()), max(SIGNS.values())),
        "grade": (-128, 127),
        "cost": (0, 2**32 - 1),
    }
    for name, (least, most) in bounds.items():
        values = getattr(edges, name)
        if count and (values.min() < least or values.max() > most):
            raise KgError(f"an edge has a {name} beyond {least} to {most}: mend the edges")
