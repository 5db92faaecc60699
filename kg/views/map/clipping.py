"""The part of a line that is seen between the boxes it joins.

It knows curves and boxes; what is drawn of a line is left to others.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.views.map.curves import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.views.map.curves import Curve, Point
    from kg.views.map.layout import Placed

__all__ = ["clipped"]

LOOKS, HALVINGS = 48, 12
"""How finely the border of a box is sought along a line."""
CLEAR = 1
"""How far from the border of a box a line ends, in pixels."""


def clipped(curve: Curve, start: Placed, end: Placed) -> Curve:
    """Cut a line to what lies between the borders of its two boxes.

    Parameters
    ----------
    curve : Curve
        From the centre of one box to that of the other.
    start, end : Placed
        The two boxes; maybe the same.

    Returns
    -------
    Curve
        With as many control points, from border to border.
    """
    first = _border(curve, start, forward=True)
    last = max(_border(curve, end, forward=False), first)
    return curve._replace(points=tuple(_between(curve.points, first, last)))


def _border(curve: Curve, box: Placed, *, forward: bool) -> float:
    """Find the share of the way at which a line crosses the border of one of its ends."""
    shares = [at / LOOKS for at in range(LOOKS + 1)]
    if not forward:
        shares.reverse()
    within = shares[0]
    for outside in shares[1:]:
        if not inside(box, curve.at(outside), CLEAR):
            break
        within = outside
    for _ in range(HALVINGS):
        middle = (within + outside) / 2
        if inside(box, curve.at(middle), CLEAR):
            within = middle
        else:
            outside = middle
    return outside


def _between(points: Sequence[Point], first: float, last: float) -> list[Point]:
    """Cut a Bezier curve to the part between two shares of its way."""
    right = _cut(points, first)[1]
    share = (last - first) / (1 - first) if first < 1 else 1.0
    return _cut(right, share)[0]


def _cut(points: Sequence[Point], share: float) -> tuple[list[Point], list[Point]]:
    """Split a Bezier curve in two, by the construction of de Casteljau."""
    rows = [list(points)]
    while len(rows[-1]) > 1:
        row = rows[-1]
        rows.append(
            [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(row)]
        )
    return [row[0] for row in rows], [row[-1] for row in reversed(rows)]
