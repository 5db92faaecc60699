"""Which way a line runs: bends that vis-network can draw, chosen to pass behind few boxes.

It knows placed boxes and nothing of what they stand for. The same input gives the same curves.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import atan2, comb, cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.views.map.layout import Placed

__all__ = ["Bounds", "Curve", "Point", "Router", "curved", "inside", "level"]

Point = tuple[float, float]

ROUNDNESSES = (0.45, 0.36, 0.54, 0.26, 0.64, 0.15, 0.76)
"""How level lines between two columns may set out, the best first."""
BENDS = (0.08, 0.14, 0.22)
"""How far curved lines between two columns may swerve."""
BULGE = 16
"""How far past the sides of its boxes a line within one column swerves, in pixels."""
BULGES = (1.0, 1.5, 0.5, 2.0)
"""By how much more or less it may do so."""
MOST_BULGE = 0.35
"""How far such a line swerves at most at first, by its length."""
CELL = 48
"""Side of a square of the index of boxes, in pixels."""
CLEAR = 3
"""A line that comes this near to a box counts as behind it, in pixels."""
APART = 18
"""How far apart the middles of lines between the same two boxes must lie, in pixels."""
BENDING = 6.0
"""What each choice after the plainest costs, in pixels behind a box."""
OUTSIDE = 12
"""What it costs to run above or below all boxes, where the headings are, beside behind a box."""
BESIDE = 44
"""How far beside all boxes a line may run, in pixels."""
COARSE, FINE = 32, 8
"""How far looks at a line lie apart, to choose it and to measure it, in pixels."""
CHOICES, FEWEST_CHOICES, MOST_CHOICES = 7000, 3, 15
"""How many bends are tried for all lines together, and for each at least and at most."""
FEW = 100
"""So many lines are looked at finely."""
FEWEST, MOST = 8, 96
"""How many looks at a line there are at least and at most."""


class Bounds(NamedTuple):
    """A rectangle by its centre and its sides, in pixels."""

    x: float
    y: float
    width: float
    height: float


class Curve(NamedTuple):
    """A line from centre to centre: a shape of vis-network and its control points.

    Three points are a quadratic, four a cubic Bezier curve; none is a line from a box to
    itself.
    """

    type: str
    roundness: float
    points: tuple[Point, ...]

    def smooth(self) -> dict[str, Any]:
        """Give the curve as vis-network takes it."""
        shape = {"enabled": True, "type": self.type, "roundness": self.roundness}
        if self.type == "cubicBezier":
            shape["forceDirection"] = "horizontal"
        return shape

    def at(self, share: float) -> Point:
        """Give the point at a share (0-1) of the way, by the parameter of the curve."""
        points = list(self.points)
        while len(points) > 1:
            points = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in pairwise(points)
            ]
        return points[0]


def level(start: Placed, end: Placed, roundness: float) -> Curve:
    """Draw a line that leaves and arrives level, as `cubicBezier` of vis-network does."""
    reach = roundness * (end.x - start.x)
    points = ((start.x, start.y), (start.x + reach, start.y), (end.x - reach, end.y))
    return Curve("cubicBezier", roundness, (*points, (end.x, end.y)))


def curved(start: Placed, end: Placed, roundness: float, *, clockwise: bool) -> Curve:
    """Draw a line that swerves to one side, as `curvedCW` and `curvedCCW` of vis-network do.

    Notes
    -----
    The control point lies (1 + r) / 2 of the length away, turned by a quarter of r circles.
    """
    across, up = end.x - start.x, start.y - end.y
    turned = roundness if clockwise else -roundness
    angle = atan2(up, across) + (0.5 * turned + 0.5) * pi
    reach = (0.5 * roundness + 0.5) * hypot(across, up)
    middle = (start.x + reach * sin(angle), start.y + reach * cos(angle))
    type_ = "curvedCW" if clockwise else "curvedCCW"
    return Curve(type_, roundness, ((start.x, start.y), middle, (end.x, end.y)))


def inside(box: Placed | Bounds, point: Point, clear: float = 0) -> bool:
    """Tell whether a point lies in a box, or so near to it."""
    return (
        abs(point[0] - box.x) < box.width / 2 + clear
        and abs(point[1] - box.y) < box.height / 2 + clear
    )


class Router:
    """Finds for one line after another the bend that hides least behind boxes.

    Parameters
    ----------
    boxes : iterable of Placed
        With distinct identifiers.
    lines : int
        How many lines there will be: of many, each is chosen from fewer bends, with a rougher
        look.
    """

    def __init__(self, boxes: Iterable[Placed], lines: int = 1) -> None:
        self._choices = min(MOST_CHOICES, max(FEWEST_CHOICES, CHOICES // max(lines, 1)))
        self._apart = FINE if lines <= FEW else COARSE
        self._boxes = {box.id: box for box in boxes}
        self._cells: dict[tuple[int, int], list[Placed]] = {}
        self._middles: dict[frozenset[str], list[Point]] = {}
        for box in self._boxes.values():
            for cell in _cells_of(box):
                self._cells.setdefault(cell, []).append(box)
        self._bounds = _bounds(self._boxes.values())

    def route(self, start: str, end: str, *, bow: int = 0) -> Curve:
        """Choose the bend of a line.

        Parameters
        ----------
        start, end : str
            Identifiers of two boxes, or twice the same.
        bow : int
            How far below the straight line its middle should run, in pixels; 0 if it may run
            anywhere.

        Returns
        -------
        Curve
            One whose middle lies apart from those of earlier lines between the same boxes.
        """
        if start == end:
            return Curve("curvedCW", 0.5, ())
        first, last = self._boxes[start], self._boxes[end]
        taken = self._middles.setdefault(frozenset({start, end}), [])
        ways = list(_candidates(first, last, bow))
        free = [curve for curve in ways if _room(curve, taken) >= APART][: self._choices]
        best = free[0] if free else max(ways, key=lambda curve: _room(curve, taken))
        least = float("inf")
        for bent, curve in enumerate(free):
            if least <= bent * BENDING:
                break
            cost = self._hidden(curve, first, last) + bent * BENDING
            if cost < least:
                best, least = curve, cost
        taken.append(best.at(0.5))
        return best

    def behind(self, curve: Curve, start: str, end: str) -> list[str]:
        """Name the boxes that a line passes behind, its own ends left out, in order."""
        ends = {start, end}
        passed = dict.fromkeys(box.id for look in _looks(curve, FINE) for box in self._under(look))
        return [box for box in passed if box not in ends]

    def _under(self, point: Point) -> list[Placed]:
        near = self._cells.get((int(point[0] // CELL), int(point[1] // CELL)), ())
        return [box for box in near if inside(box, point, CLEAR)]

    def _hidden(self, curve: Curve, first: Placed, last: Placed) -> float:
        """Give the length of a line that lies behind other boxes or out of bounds, in pixels."""
        looks = _looks(curve, self._apart)
        step = _distance(looks[0], looks[-1]) / len(looks)
        hits = 0
        for x, y in looks:
            near = self._cells.get((int(x // CELL), int(y // CELL)))
            if near is None:
                hits += OUTSIDE * (not inside(self._bounds, (x, y)))
                continue
            for box in near:
                # Written out, as nothing else is asked so often.
                if (
                    abs(x - box.x) < box.width / 2 + CLEAR
                    and abs(y - box.y) < box.height / 2 + CLEAR
                    and box is not first
                    and box is not last
                ):
                    hits += 1
                    break
        return step * hits


def _candidates(start: Placed, end: Placed, bow: int) -> Iterator[Curve]:
    """List the ways a line may run, the plainest first."""
    if bow:
        # Seen along the line, clockwise is up if it runs to the right.
        yield _swerved(start, end, abs(bow), clockwise=(bow < 0) == (start.x <= end.x))
    if abs(start.x - end.x) > (start.width + end.width) / 2:
        yield from (level(start, end, roundness) for roundness in ROUNDNESSES)
        for roundness in BENDS:
            yield curved(start, end, roundness, clockwise=True)
            yield curved(start, end, roundness, clockwise=False)
    else:
        length = hypot(end.x - start.x, end.y - start.y)
        far = min(start.width / 2 + BULGE, MOST_BULGE * length)
        for bulge in BULGES:
            yield _swerved(start, end, bulge * far, clockwise=True)
            yield _swerved(start, end, bulge * far, clockwise=False)


def _swerved(start: Placed, end: Placed, far: float, *, clockwise: bool) -> Curve:
    """Bend a line so that its middle runs so far beside the straight one, in pixels."""
    length = max(hypot(end.x - start.x, end.y - start.y), 1.0)
    steps = (step / 100 for step in range(1, 81))
    roundness = min(steps, key=lambda r: abs((1 + r) / 4 * sin(r * pi / 2) - far / length))
    return curved(start, end, roundness, clockwise=clockwise)


def _looks(curve: Curve, apart: int) -> list[Point]:
    """Give points along a curve, about so far apart in pixels where it is not steep."""
    points = curve.points
    if not points:
        return []
    length = _distance(points[0], points[-1])
    looks = []
    for weights in _weights(len(points), min(max(round(length / apart), FEWEST), MOST)):
        x = y = 0.0
        for weight, point in zip(weights, points, strict=True):
            x += weight * point[0]
            y += weight * point[1]
        looks.append((x, y))
    return looks


@cache
def _weights(points: int, count: int) -> list[tuple[float, ...]]:
    """Give how much each control point counts at even shares of the way, ends left out."""
    most = points - 1
    return [
        tuple(
            comb(most, at) * (look / count) ** at * (1 - look / count) ** (most - at)
            for at in range(points)
        )
        for look in range(1, count)
    ]


def _bounds(boxes: Collection[Placed]) -> Bounds:
    """Give the room in which lines should stay: no higher or lower than boxes, and hardly wider."""
    left = min((box.x - box.width / 2 for box in boxes), default=0.0) - BESIDE
    right = max((box.x + box.width / 2 for box in boxes), default=0.0) + BESIDE
    top = min((box.y - box.height / 2 for box in boxes), default=0.0)
    bottom = max((box.y + box.height / 2 for box in boxes), default=0.0)
    return Bounds((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


def _room(curve: Curve, taken: Iterable[Point]) -> float:
    """Give how far the middle of a line lies from the nearest of some points, in pixels."""
    middle = curve.at(0.5)
    return min((_distance(middle, other) for other in taken), default=float("inf"))


def _cells_of(box: Placed) -> Iterator[tuple[int, int]]:
    left, right = box.x - box.width / 2 - CLEAR, box.x + box.width / 2 + CLEAR
    top, bottom = box.y - box.height / 2 - CLEAR, box.y + box.height / 2 + CLEAR
    for across in range(int(left // CELL), int(right // CELL) + 1):
        for down in range(int(top // CELL), int(bottom // CELL) + 1):
            yield across, down


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
