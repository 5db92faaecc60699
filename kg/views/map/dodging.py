"""How boxes of crowded columns make way for the lines that pass between them.

Boxes keep their column and their order in it; only the gaps between them change.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.views.map.layout import Placed

__all__ = ["dodged"]

ROUNDS = 3
GRID, MOST_STEPS = 6, 120
"""How far apart the places that are tried lie at least, in pixels, and how many they are."""
CLEAR = 4
"""How far a line should stay from a box, in pixels."""
STAY = 0.01
"""What it costs to stand a pixel off the first place, in boxes passed behind."""
OUTSET = 0.45
"""The roundness of the plainest line of `kg.views.map.curves`."""
SHARES = 100
"""How finely the height of a level line is known along its way."""


class _Passing(NamedTuple):
    """The heights between which lines pass a column, sorted by their lower and upper ends."""

    tops: list[float]
    bottoms: list[float]

    def behind(self, top: float, bottom: float) -> int:
        """Count the lines that pass behind a box which reaches so far."""
        above = bisect_right(self.bottoms, top - CLEAR)
        below = len(self.tops) - bisect_left(self.tops, bottom + CLEAR)
        return len(self.tops) - above - below


def dodged(
    columns: Sequence[Sequence[Placed]],
    links: Iterable[tuple[str, str]],
    *,
    gap: int,
    room: tuple[int, int],
) -> list[list[Placed]]:
    """Move boxes up and down within their columns, out of the way of lines.

    Parameters
    ----------
    columns : sequence of sequence of Placed
        From left to right, the boxes of each from top to bottom, one at least.
    links : iterable of (str, str)
        Pairs of boxes that a line joins.
    gap : int
        The least room between two boxes of a column, in pixels.
    room : tuple of (int, int)
        The highest and lowest y that boxes may reach; they fit in between.

    Returns
    -------
    list of list of Placed
        The same boxes in the same order, with the places, of all that were tried, at which
        lines pass behind the fewest.
    """
    joined = sorted(set(links))
    column_of = {box.id: at for at, column in enumerate(columns) for box in column}
    current = [list(column) for column in columns]
    best, least = current, _count(current, _passings(current, joined, column_of))
    for _ in range(ROUNDS):
        passings = _passings(current, joined, column_of)
        current = [
            _settled(column, first, passing, gap=gap, room=room)
            for column, first, passing in zip(current, columns, passings, strict=True)
        ]
        count = _count(current, _passings(current, joined, column_of))
        if count < least:
            best, least = current, count
    return best


def _slope() -> tuple[float, ...]:
    """Tabulate how far a level line has come down, by how far it has come across (0-1)."""
    ways = [at / (10 * SHARES) for at in range(10 * SHARES + 1)]
    across = [
        3 * OUTSET * t * (1 - t) ** 2 + 3 * (1 - OUTSET) * t**2 * (1 - t) + t**3 for t in ways
    ]
    down = [3 * t**2 * (1 - t) + t**3 for t in ways]
    return tuple(
        down[min(bisect_left(across, share / SHARES), len(down) - 1)] for share in range(SHARES + 1)
    )


SLOPE = _slope()


def _passings(
    columns: Sequence[Sequence[Placed]],
    links: Iterable[tuple[str, str]],
    column_of: Mapping[str, int],
) -> list[_Passing]:
    """Find for each column between which heights lines pass it."""
    place = {box.id: box for column in columns for box in column}
    spans: list[list[tuple[float, float]]] = [[] for _ in columns]
    sides = [(c[0].x - c[0].width / 2, c[0].x + c[0].width / 2) for c in columns]
    for one, other in links:
        left, right = sorted((one, other), key=lambda box: column_of[box])
        start, end = place[left], place[right]
        for at in range(column_of[left] + 1, column_of[right]):
            heights = [
                start.y
                + (end.y - start.y) * SLOPE[round((x - start.x) / (end.x - start.x) * SHARES)]
                for x in sides[at]
            ]
            spans[at].append((min(heights), max(heights)))
    return [
        _Passing(sorted(top for top, _ in found), sorted(bottom for _, bottom in found))
        for found in spans
    ]


def _count(columns: Sequence[Sequence[Placed]], passings: Sequence[_Passing]) -> int:
    """Count how often a line passes behind a box."""
    return sum(
        passing.behind(box.y - box.height / 2, box.y + box.height / 2)
        for column, passing in zip(columns, passings, strict=True)
        for box in column
    )


def _settled(
    column: Sequence[Placed],
    first: Sequence[Placed],
    passing: _Passing,
    *,
    gap: int,
    room: tuple[int, int],
) -> list[Placed]:
    """Stand the boxes of one column where the fewest lines pass, by dynamic programming.

    Each box stands somewhat lower than in the tightest stack, and none less than the box above
    it. The best total down to each box is kept for every such step.
    """
    tightest = _stacked(column, gap, room[0])
    slack = room[1] - tightest[-1] - column[-1].height / 2
    grid = max(GRID, ceil(slack / MOST_STEPS))
    steps = range(int(slack // grid) + 1)
    totals = [0.0] * len(steps)
    choices: list[list[int]] = []
    for box, top, old in zip(column, tightest, first, strict=True):
        half = box.height / 2
        chosen, fresh, where = [], [], 0
        for step in steps:
            if totals[step] < totals[where]:
                where = step
            y = top + step * grid
            cost = passing.behind(y - half, y + half) + STAY * abs(y - old.y)
            fresh.append(totals[where] + cost)
            chosen.append(where)
        totals = fresh
        choices.append(chosen)
    step = min(steps, key=totals.__getitem__)
    places = []
    for box, top, chosen in zip(
        reversed(column), reversed(tightest), reversed(choices), strict=True
    ):
        places.append(box._replace(y=top + step * grid))
        step = chosen[step]
    return places[::-1]


def _stacked(column: Sequence[Placed], gap: int, top: int) -> list[int]:
    """Give the centres of boxes that stand as high and as close as they may."""
    centres = []
    for box in column:
        centres.append(top + box.height // 2)
        top += box.height + gap
    return centres
