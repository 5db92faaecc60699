"""Where boxes stand: coordinates worked out here, so that a browser only draws.

It knows sizes, columns and links, and nothing of terms or claims. The same input always gives
the same coordinates, and no two boxes ever overlap.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.views.map.dodging import dodged
from kg.views.map.labels import HEADING_LINE, HEADING_SIZE, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Band", "Box", "Layout", "Placed", "lay_lanes", "lay_layers", "layers_of"]

ROW_GAP = 12
LOOSEST_ROW_GAP = 44
COLUMN_GAP = 30
LANE_GAP = 52
LAYER_GAP = 110
LAYER_ROW_GAP = 72
BAND_PADDING = 16
HEADINGS = 3 * HEADING_LINE + 3 * BAND_PADDING
"""Height that the headings of lanes take, in pixels."""
DETOUR = 24
"""Height left free in each layer that a line only passes, in pixels."""
ASPECT = 1.45
"""Width to height of the room for a map on a wide screen, beside a panel."""
ROWS = range(8, 61)
SWEEPS = 24


class Box(NamedTuple):
    """A label of one or more lines and the room it needs, in pixels at full size."""

    id: str
    lines: tuple[str, ...]
    width: int
    height: int


class Placed(NamedTuple):
    """A box with the coordinates of its centre; x grows to the right, y downwards."""

    id: str
    lines: tuple[str, ...]
    width: int
    height: int
    x: int
    y: int


class Band(NamedTuple):
    """The ground on which the boxes of one lane stand, with its heading."""

    lane: int
    heading: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int


class Layout(NamedTuple):
    """Boxes in the order they came in, and bands from left to right.

    `bows` says how far below the straight line, in pixels, the middle of a line must run that
    would else pass behind boxes of the layers between its ends.
    """

    boxes: tuple[Placed, ...]
    bands: tuple[Band, ...] = ()
    bows: Mapping[tuple[str, str], int] = MappingProxyType({})


class _Column(NamedTuple):
    """Boxes from top to bottom; `least` is the width that the heading needs, in pixels."""

    lane: int
    boxes: list[Box]
    least: int = 0

    @property
    def width(self) -> int:
        return max(self.least, *(box.width for box in self.boxes))

    def height(self, gap: int) -> int:
        return sum(box.height for box in self.boxes) + gap * (len(self.boxes) - 1)


def lay_lanes(
    boxes: Sequence[Box],
    lanes: Mapping[str, int],
    links: Iterable[tuple[str, str]],
    headings: Sequence[str],
) -> Layout:
    """Stand boxes in lanes from left to right, a crowded lane in several columns.

    Parameters
    ----------
    boxes : sequence of Box
        With distinct identifiers.
    lanes : mapping of str to int
        The lane of each box, 0 the leftmost.
    links : iterable of (str, str)
        Pairs of boxes that a line joins; they are kept near each other.
    headings : sequence of str
        The heading of each lane.

    Returns
    -------
    Layout
        Empty lanes are left out. Boxes of one column are equally wide.
    """
    joined = list(links)
    by_lane = [
        _leaning([box for box in boxes if lanes[box.id] == lane], lanes, joined)
        for lane in sorted(set(lanes.values()))
    ]
    if not by_lane:
        return Layout(())
    least = [_widest_word(heading) for heading in headings]
    splits = (
        [column._replace(least=least[column.lane]) for column in _columns(by_lane, lanes, rows)]
        for rows in ROWS
    )
    columns = _ordered(min(splits, key=_room), joined)
    room = int(_room(columns)) - HEADINGS
    stacks: list[list[Placed]] = []
    spans: dict[int, tuple[int, int]] = {}
    for left, column in zip(_lefts(columns), columns, strict=True):
        stacks.append(list(_stacked(column, left, _loosened(column, room)).values()))
        first, _ = spans.get(column.lane, (left, left))
        spans[column.lane] = first, left + column.width
    edge = max(abs(box.y) + box.height // 2 for stack in stacks for box in stack)
    stacks = dodged(stacks, joined, gap=ROW_GAP, room=(-edge, edge))
    placed = {box.id: box for stack in stacks for box in stack}
    bands = _bands(spans, headings, placed.values())
    return Layout(tuple(placed[box.id] for box in boxes), bands)


def lay_layers(
    boxes: Sequence[Box], layers: Mapping[str, int], links: Iterable[tuple[str, str]]
) -> Layout:
    """Stand boxes in one column per layer, from left to right.

    Parameters
    ----------
    boxes : sequence of Box
        With distinct identifiers.
    layers : mapping of str to int
        The layer of each box, 0 the leftmost.
    links : iterable of (str, str)
        Pairs of boxes that a line joins; they are kept near each other.

    Returns
    -------
    Layout
        Without bands. A line that passes a layer gets room of its own there, and a bow that
        leads it through.
    """
    joined = sorted(set(links))
    stops = {
        link: [
            Box(f"{link[0]} {link[1]} {layer}", (), 0, DETOUR)
            for layer in _between(layers[link[0]], layers[link[1]])
        ]
        for link in joined
    }
    rows: dict[int, list[Box]] = {layer: [] for layer in sorted(set(layers.values()))}
    for box in boxes:
        rows[layers[box.id]].append(box)
    steps: list[tuple[str, str]] = []
    for (start, end), passed in stops.items():
        for layer, stop in zip(_between(layers[start], layers[end]), passed, strict=True):
            rows.setdefault(layer, []).append(stop)
        steps += pairwise([start, *(stop.id for stop in passed), end])
    placed: dict[str, Placed] = {}
    left = 0
    for column in _ordered([_Column(layer, rows[layer]) for layer in sorted(rows)], steps):
        placed |= _stacked(column, left, LAYER_ROW_GAP)
        left += column.width + LAYER_GAP
    bows = {link: _bow(link, passed, placed) for link, passed in stops.items() if passed}
    return Layout(tuple(placed[box.id] for box in boxes), bows=bows)


def layers_of(hops: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each box of some hops the layer that lies most steps from where they begin.

    Parameters
    ----------
    hops : iterable of (str, str)
        A hop that would close a circle with earlier ones is left out of the count.

    Returns
    -------
    dict of str to int
        In order of appearance, 0 the leftmost; empty if there are no hops.
    """
    after: dict[str, list[str]] = {}
    for start, end in hops:
        after.setdefault(start, [])
        after.setdefault(end, [])
        if not _leads(after, end, start):
            after[start].append(end)
    layers = dict.fromkeys(after, 0)
    for _ in after:
        for start, ends in after.items():
            for end in ends:
                layers[end] = max(layers[end], layers[start] + 1)
    return layers


def _leads(after: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = set(after[waiting.pop()]) - seen
        seen |= fresh
        waiting += fresh
    return end in seen


def _between(first: int, last: int) -> range:
    """List the layers strictly between two, from the first on."""
    step = 1 if first < last else -1
    return range(first + step, last, step)


def _bow(link: tuple[str, str], passed: Sequence[Box], placed: Mapping[str, Placed]) -> int:
    level = (placed[link[0]].y + placed[link[1]].y) / 2
    return round(sum(placed[stop.id].y for stop in passed) / len(passed) - level)


def _leaning(
    boxes: list[Box], lanes: Mapping[str, int], links: Sequence[tuple[str, str]]
) -> list[Box]:
    """Sort the boxes of a lane: those linked to the left first, causes before effects."""
    pulls: dict[str, list[float]] = {box.id: [] for box in boxes}
    for start, end in links:
        apart = lanes[end] - lanes[start]
        if start in pulls:
            pulls[start].append(apart or -0.5)
        if end in pulls:
            pulls[end].append(-apart or 0.5)

    def lean(box: Box) -> tuple[float, str]:
        pull = pulls[box.id]
        return (sum(pull) / len(pull) if pull else 0.0), box.id

    return sorted(boxes, key=lean)


def _columns(by_lane: Sequence[list[Box]], lanes: Mapping[str, int], rows: int) -> list[_Column]:
    """Cut each lane into equal columns of at most so many rows."""
    columns = []
    for boxes in by_lane:
        size = ceil(len(boxes) / ceil(len(boxes) / rows))
        columns += [
            _Column(lanes[boxes[0].id], boxes[start : start + size])
            for start in range(0, len(boxes), size)
        ]
    return columns


def _room(columns: Sequence[_Column]) -> float:
    """Give the height of the screen that would show all of a map at full size."""
    width = _lefts(columns)[-1] + columns[-1].width
    height = max(column.height(ROW_GAP) for column in columns)
    return max(width / ASPECT, height + HEADINGS)


def _lefts(columns: Sequence[_Column]) -> list[int]:
    """Give the left side of each column; lanes lie further apart than columns of one lane."""
    lefts = [0]
    for before, column in pairwise(columns):
        gap = COLUMN_GAP if before.lane == column.lane else LANE_GAP + 2 * BAND_PADDING
        lefts.append(lefts[-1] + before.width + gap)
    return lefts


def _ordered(columns: Sequence[_Column], links: Sequence[tuple[str, str]]) -> list[_Column]:
    """Order the boxes of each column so that lines run level, by barycentre sweeps.

    The order with the least height climbed by all lines together is kept.
    """
    column_of = {box.id: at for at, column in enumerate(columns) for box in column.boxes}
    neighbours: dict[str, list[str]] = {box: [] for box in column_of}
    for start, end in links:
        if column_of[start] != column_of[end]:
            neighbours[start].append(end)
            neighbours[end].append(start)
    current = list(columns)
    height = {key: y for column in current for key, y in _heights(column)}
    best, least = current, _climb(height, links)
    for sweep in range(SWEEPS):
        current = list(current)
        order = range(len(current)) if sweep % 2 == 0 else reversed(range(len(current)))
        for at in order:
            centres = {
                box.id: _mean([height[other] for other in neighbours[box.id]], height[box.id])
                for box in current[at].boxes
            }
            ranked = sorted(
                current[at].boxes, key=lambda box: (centres[box.id], height[box.id], box.id)
            )
            current[at] = current[at]._replace(boxes=ranked)
            height.update(_heights(current[at]))
        climb = _climb(height, links)
        if climb < least:
            best, least = current, climb
    return best


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _climb(height: Mapping[str, float], links: Sequence[tuple[str, str]]) -> float:
    return sum(abs(height[start] - height[end]) for start, end in links)


def _heights(column: _Column) -> Iterable[tuple[str, float]]:
    """Give the y of each centre in a column that is stacked around zero."""
    top = -column.height(ROW_GAP) / 2
    for box in column.boxes:
        yield box.id, top + box.height / 2
        top += box.height + ROW_GAP


def _loosened(column: _Column, room: int) -> int:
    """Choose the gap between rows: a short column spreads out, but not too far."""
    if len(column.boxes) == 1:
        return ROW_GAP
    spare = max(0, room - column.height(ROW_GAP)) // (len(column.boxes) - 1)
    return min(ROW_GAP + spare, LOOSEST_ROW_GAP)


def _stacked(column: _Column, left: int, gap: int) -> dict[str, Placed]:
    """Stack a column around y = 0; each box takes the width of the widest."""
    width = column.width
    top = -(column.height(gap) // 2)
    placed = {}
    for box in column.boxes:
        x, y = left + width // 2, top + box.height // 2
        placed[box.id] = Placed(box.id, box.lines, width, box.height, x, y)
        top += box.height + gap
    return placed


def _bands(
    spans: Mapping[int, tuple[int, int]], headings: Sequence[str], boxes: Iterable[Placed]
) -> tuple[Band, ...]:
    edges = [(box.y - box.height // 2, box.y + box.height // 2) for box in boxes]
    top, bottom = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    wraps = {
        lane: wrapped(headings[lane], right - left + BAND_PADDING, measure=_heading_width)
        for lane, (left, right) in spans.items()
    }
    above = max(map(len, wraps.values())) * HEADING_LINE + BAND_PADDING
    return tuple(
        Band(
            lane,
            wraps[lane],
            left - BAND_PADDING,
            top - above - BAND_PADDING,
            right - left + 2 * BAND_PADDING,
            bottom - top + above + 2 * BAND_PADDING,
        )
        for lane, (left, right) in spans.items()
    )


def _widest_word(heading: str) -> int:
    """Give the width of a column that breaks no word of a heading; it is even."""
    widest = max((_heading_width(word) for word in heading.split()), default=0.0)
    return 2 * ceil((widest - BAND_PADDING) / 2)


def _heading_width(text: str) -> float:
    return text_width(text, HEADING_SIZE) * 1.08  # bold
