"""How wide a text is, and where it is broken, before any font is known.

Widths are those of a wide typeface (DejaVu Sans), so that no other one overflows its box.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FONT_SIZE", "HEADING_LINE", "HEADING_SIZE", "LINE", "box_size", "text_width", "wrapped"]

FONT_SIZE = 15
LINE = 18
HEADING_SIZE = 21
HEADING_LINE = 26
WIDEST_LINE = 156
NARROWEST_BOX = 84
PADDING = 10
"""On either side of a label, in pixels; half as much above and below."""

WIDTHS = {
    **dict.fromkeys("ijl|'.,:;!", 0.32),
    **dict.fromkeys("ftrI()[]-/ ", 0.41),
    **dict.fromkeys("mwMW@%", 0.98),
}
CAPITAL, OTHER, FULL = 0.72, 0.63, 1.0
BREAKABLE = re.compile(r"[^ /-]+[/-]*|[/-]+")


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Estimate the width of a text in pixels at a font size."""
    return size * sum(map(_width_of, text))


def _width_of(character: str) -> float:
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return FULL
    return WIDTHS.get(character, CAPITAL if character.isupper() else OTHER)


def wrapped(
    text: str, widest: float = WIDEST_LINE, *, measure: Callable[[str], float] = text_width
) -> tuple[str, ...]:
    """Break a text into lines, at blanks, hyphens and slashes, else inside a word.

    Parameters
    ----------
    text : str
        Blanks at its ends are dropped.
    widest : float
        The width no line may pass, in pixels.
    measure : callable
        Gives the width of a text in pixels.

    Returns
    -------
    tuple of str
        At least one line; an empty text gives one empty line.
    """
    lines = [""]
    for word in text.split():
        glue = " " if lines[-1] else ""
        for part in BREAKABLE.findall(word):
            if measure(lines[-1] + glue + part) <= widest:
                lines[-1] += glue + part
            else:
                lines += _pieces(part, widest, measure)
            glue = ""
    return tuple(line for line in lines if line) or ("",)


def _pieces(part: str, widest: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a word that fills more than a line; one that does not stays whole."""
    pieces = [""]
    for character in part:
        if pieces[-1] and measure(pieces[-1] + character) > widest:
            pieces.append("")
        pieces[-1] += character
    return pieces


def box_size(lines: tuple[str, ...]) -> tuple[int, int]:
    """Give the width and height of the box around a label, in pixels; both are even."""
    width = max(NARROWEST_BOX, round(max(map(text_width, lines))) + 2 * PADDING)
    return width + width % 2, LINE * len(lines) + PADDING + 2
