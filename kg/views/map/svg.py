"""From a drawing to one SVG picture that needs no other file, and looks like the page.

It holds shapes and text alone: no script, no style sheet, no reference to anything outside.
Each group with a `data-key` stands on one line of its own, so that a page can leave it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.map.clipping import clipped
from kg.views.map.key import to_key
from kg.views.map.labels import (
    FONT_SIZE,
    HEADING_LINE,
    HEADING_SIZE,
    LINE,
    text_width,
    wrapped,
)
from kg.views.map.marks import STYLES
from kg.views.map.shapes import Face, Room, head, number, plain, rect, stroke, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.views.map.book import Line
    from kg.views.map.curves import Curve, Point
    from kg.views.map.drawing import Drawing
    from kg.views.map.layout import Band, Placed

__all__ = ["to_svg"]

MARGIN = 28
NARROWEST = 960
"""Width that a picture has at least, so that its legend is not cut."""
BASELINE = 0.36
"""How far below its middle a line of text stands, by its size."""
CROWD, THINNED = 60, 0.8
"""More lines than this are drawn thinner."""
TITLE = Face("ink", 26, bold=True, anchor="start")
WORDS = Face("soft", 16, anchor="start")
HEADING = Face("soft", HEADING_SIZE, bold=True)
LABEL = Face("ink", FONT_SIZE)
MARK = Face("ink", 16, bold=True)
WORDS_LINE = 24
FONTS = "DejaVu Sans, Verdana, Segoe UI, Helvetica, sans-serif"


def to_svg(drawing: Drawing) -> str:
    """Write a drawing as an SVG picture, with its title and its legend.

    Parameters
    ----------
    drawing : Drawing
        Equal drawings give equal bytes.

    Returns
    -------
    str
        One XML document; to be written as UTF-8.
    """
    drawn = _drawn(drawing)
    width = max(drawn.width, NARROWEST)
    words = _words(drawing, width)
    top = drawn.top - 2 * MARGIN - TITLE.size - WORDS_LINE * len(words)
    legend, deep = to_key(drawing, drawn.left, drawn.top + drawn.height + MARGIN, width=width)
    height = drawn.top + drawn.height + MARGIN + deep - top
    sheet = Room(drawn.left - MARGIN, top, width + 2 * MARGIN, height)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            _opening(sheet),
            f"<title>{plain(drawing.title)}</title>",
            f"<desc>{plain(drawing.summary)}</desc>",
            rect(sheet, 0, fill="card"),
            *_heading(drawing.title, words, (drawn.left, top + MARGIN + TITLE.size * 0.7)),
            *map(_band, drawing.layout.bands),
            *_lines(drawing),
            *(_box(box, drawing.lanes[box.id]) for box in drawing.layout.boxes),
            f'<g data-key="legend">{legend}</g>',
            "</svg>",
            "",
        ]
    )


def _opening(sheet: Room) -> str:
    seen = " ".join(map(number, sheet))
    size = f'width="{number(sheet.width)}" height="{number(sheet.height)}"'
    place = f'xmlns="http://www.w3.org/2000/svg" viewBox="{seen}" {size}'
    return f'<svg {place} role="img" font-family="{FONTS}">'


def _drawn(drawing: Drawing) -> Room:
    """Give the room that boxes, bands and lines take."""
    corners: list[Point] = [(0.0, 0.0)] if not drawing.layout.boxes else []
    for band in drawing.layout.bands:
        corners.append((band.left, band.top))
        corners.append((band.left + band.width, band.top + band.height))
    for box in drawing.layout.boxes:
        corners.append((box.x - box.width / 2, box.y - box.height / 2))
        corners.append((box.x + box.width / 2, box.y + box.height / 2))
    for line in drawing.lines:
        if line.curve.points:
            corners += [line.curve.at(share / 8) for share in range(1, 8)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return Room(left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top)


def _words(drawing: Drawing, width: float) -> list[str]:
    """Break the summary and the notice into lines."""

    def measure(text: str) -> float:
        return text_width(text, WORDS.size)

    said = filter(None, (drawing.summary, drawing.notice))
    return [line for words in said for line in wrapped(words, width, measure=measure)]


def _heading(title: str, words: Sequence[str], place: Point) -> Iterator[str]:
    yield written(title, place, TITLE)
    for at, line in enumerate(words, start=1):
        yield written(line, (place[0], place[1] + at * WORDS_LINE), WORDS)


def _band(band: Band) -> str:
    ground = rect(Room(band.left, band.top, band.width, band.height), 14, fill="band")
    middle, first = band.left + band.width / 2, band.top + 14 + HEADING_SIZE
    words = "".join(
        written(line, (middle, first + at * HEADING_LINE), HEADING)
        for at, line in enumerate(band.heading)
    )
    return f'<g data-key="band-{band.lane}">{ground}{words}</g>'


def _box(box: Placed, lane: int) -> str:
    room = Room(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height)
    ground = rect(room, 5, fill=f"lane-{lane}", line=f"lane-{lane}-line")
    first = box.y - LINE * (len(box.lines) - 1) / 2 + FONT_SIZE * BASELINE
    words = "".join(
        written(line, (box.x, first + at * LINE), LABEL) for at, line in enumerate(box.lines)
    )
    return f'<g data-key="{box.id}">{ground}{words}</g>'


def _lines(drawing: Drawing) -> Iterator[str]:
    place = {box.id: box for box in drawing.layout.boxes}
    thin = THINNED if len(drawing.lines) > CROWD else 1.0
    return (_line(line, place, thin) for line in drawing.lines)


def _line(line: Line, place: Mapping[str, Placed], thin: float) -> str:
    start, end = place[line.start], place[line.end]
    curve = line.curve if line.curve.points else _loop(line.curve, start)
    seen = clipped(curve, start, end)
    marks = stroke(seen.points, line.kind, line.tier, thin=thin) + head(seen.points, line.kind)
    if line.both:
        marks += head(seen.points[::-1], line.kind)
    if line.contested:
        x, y = seen.at(0.5)
        marks += written("≠", (x, y + MARK.size * BASELINE), MARK)
    opacity = number(STYLES[line.tier].opacity)
    return f'<g data-key="{line.key}" opacity="{opacity}">{marks}</g>'


def _loop(curve: Curve, box: Placed) -> Curve:
    """Draw a line from a box to itself, above its right corner."""
    right, top = box.x + box.width / 2, box.y - box.height / 2
    bend = ((right + 40, top - 10), (right - 10, top - 50))
    return curve._replace(points=((box.x, box.y), *bend, (box.x, box.y)))
