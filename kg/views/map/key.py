"""The legend of a picture: what its lines, heads and boxes mean, and nothing that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.map.details import Kind
from kg.views.map.labels import LINE, text_width
from kg.views.map.lanes import LANES
from kg.views.map.marks import KIND_WORDS, STYLES
from kg.views.map.shapes import Face, Room, head, pair, rect, stroke, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.views.map.drawing import Drawing

__all__ = ["to_key"]

WORDS = Face("ink", 16, anchor="start")
MARK = Face("ink", 16, bold=True)
SAMPLE, INDENT, GAP = 44, 56, 28
"""Length of a sample line, where its words begin, and what follows them, in pixels."""
AGAINST = "has evidence against it"


def to_key(drawing: Drawing, left: float, top: float, *, width: float) -> tuple[str, float]:
    """Explain what is drawn, in rows.

    Parameters
    ----------
    drawing : Drawing
        What it explains.
    left, top, width : float
        Where the rows begin, and how wide they may be, in pixels.

    Returns
    -------
    tuple of str and float
        SVG elements, and how deep they reach below `top`.
    """
    parts: list[str] = []
    x, y = left, top + LINE
    for row in filter(None, _rows(drawing)):
        for sign, words in row:
            long = INDENT + text_width(words, WORDS.size) + GAP
            if x > left and x + long > left + width:
                x, y = left, y + LINE * 1.6
            parts.append(f'<g transform="translate({pair((x, y))})">{sign}</g>')
            parts.append(written(words, (x + INDENT, y + 5), WORDS))
            x += long
        x, y = left, y + LINE * 1.9
    return "".join(parts), y - top


def _rows(drawing: Drawing) -> Iterator[list[tuple[str, str]]]:
    kinds = {line.kind for line in drawing.lines}
    tiers = {line.tier for line in drawing.lines}
    yield [(_headed(kind), KIND_WORDS[kind]) for kind in Kind if kind in kinds]
    styles = [(_dashed(tier), style.words) for tier, style in STYLES.items() if tier in tiers]
    contested = any(line.contested for line in drawing.lines)
    yield styles + [(written("≠", (SAMPLE / 2, 6), MARK), AGAINST)] * contested
    yield [(_swatch(lane), LANES[lane][0]) for lane in sorted(set(drawing.lanes.values()))]


def _headed(kind: Kind) -> str:
    points = ((0.0, 0.0), (float(SAMPLE), 0.0))
    return stroke(points, kind, "moderate") + head(points, kind)


def _dashed(tier: str) -> str:
    return stroke(((0.0, 0.0), (float(SAMPLE), 0.0)), Kind.UNSIGNED, tier)


def _swatch(lane: int) -> str:
    return rect(Room(0, -8, SAMPLE, 16), 4, fill=f"lane-{lane}", line=f"lane-{lane}-line")
