"""The shapes of an SVG picture: lines, their heads, rectangles and text, each as one element.

Everything is a presentation attribute, and every text is escaped here.
"""

from __future__ import annotations

import re
from math import atan2, degrees
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from kg.views.map.details import Kind
from kg.views.map.marks import STYLES, colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.views.map.curves import Point

__all__ = ["Face", "Room", "head", "number", "pair", "plain", "rect", "stroke", "written"]

LETTERS = {2: "L", 3: "Q", 4: "C"}
"""What SVG calls a line by its number of points."""
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, even escaped."""


class Room(NamedTuple):
    """A rectangle, in pixels; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The left side."""
        return self.x

    @property
    def top(self) -> float:
        """The upper side."""
        return self.y


class Face(NamedTuple):
    """How a text is written; `colour` is one of `kg.views.map.marks.colours`."""

    colour: str
    size: int
    bold: bool = False
    anchor: str = "middle"


def stroke(points: Sequence[Point], kind: Kind, tier: str, *, thin: float = 1.0) -> str:
    """Draw a line by its control points, in the colour of its sign and the dashes of its tier."""
    style = STYLES[tier]
    letter = LETTERS[len(points)]
    way = f"M{pair(points[0])}{letter}{' '.join(map(pair, points[1:]))}"
    dashes = f' stroke-dasharray="{" ".join(map(str, style.dashes))}"' if style.dashes else ""
    colour = colours()[kind.value]
    width = number(style.width * thin)
    return f'<path d="{way}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def head(points: Sequence[Point], kind: Kind) -> str:
    """Draw the head of a line at its last point, as the direction there turns it."""
    tip, before = points[-1], next((p for p in points[-2::-1] if p != points[-1]), points[0])
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    shape = {
        Kind.PLUS: "M0 0L-11 -5.5L-8 0L-11 5.5Z",
        Kind.MINUS: "M-1 -7V7",
        Kind.UNSIGNED: "M0 0a4.5 4.5 0 1 0 -9 0a4.5 4.5 0 1 0 9 0Z",
        Kind.NULL: "M0 0L-6 -5L-12 0L-6 5Z",
    }[kind]
    colour = colours()[kind.value]
    look = f'stroke="{colour}" stroke-width="3.5"' if kind is Kind.MINUS else f'fill="{colour}"'
    place = f"translate({pair(tip)}) rotate({number(degrees(angle))})"
    return f'<path d="{shape}" transform="{place}" {look}/>'


def rect(room: Room, radius: int, *, fill: str, line: str = "") -> str:
    """Draw a rectangle with round corners; `fill` and `line` are names of colours."""
    sides = " ".join(f'{name}="{number(side)}"' for name, side in room._asdict().items())
    edge = f' stroke="{colours()[line]}"' if line else ""
    return f'<rect {sides} rx="{radius}" fill="{colours()[fill]}"{edge}/>'


def written(text: str, point: Point, face: Face) -> str:
    """Write one line of text; `point` lies on its base line."""
    weight = ' font-weight="bold"' if face.bold else ""
    return (
        f'<text x="{number(point[0])}" y="{number(point[1])}" font-size="{face.size}" '
        f'fill="{colours()[face.colour]}" text-anchor="{face.anchor}"{weight}>{plain(text)}</text>'
    )


def plain(words: str) -> str:
    """Write words as the text of an element, on one line."""
    return escape(FORBIDDEN.sub("\ufffd", " ".join(words.split())))


def pair(point: Point) -> str:
    """Write a point as its two numbers."""
    return f"{number(point[0])} {number(point[1])}"


def number(value: float) -> str:
    """Write a number with two digits at most after the point, alike on every machine."""
    if abs(value) < 1:
        return f"{round(value, 2) + 0:g}"
    return f"{round(value, 1):.1f}".removesuffix(".0")
