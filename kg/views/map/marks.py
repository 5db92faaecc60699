"""How signs and tiers look, whatever draws them, so that page, legend and picture agree.

It knows shapes, dashes, widths and words; colours are those of `page.css`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.strength import Tier
from kg.views.map.details import Kind

__all__ = ["HEADS", "KIND_WORDS", "LINK", "STYLES", "Style", "colours"]

STYLE_SHEET = Path(__file__).parent / "page.css"
VARIABLE = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")

LINK = "link"
"""What the style of a line that is no claim is called."""

HEADS = {Kind.PLUS: "arrow", Kind.MINUS: "bar", Kind.UNSIGNED: "circle", Kind.NULL: "diamond"}
"""The head of a line by its direction, as vis-network calls it."""

KIND_WORDS = {
    Kind.PLUS: "raises or promotes",
    Kind.MINUS: "lowers or inhibits",
    Kind.UNSIGNED: "acts or relates, no direction said",
    Kind.NULL: "tested, no effect seen",
}


class Style(NamedTuple):
    """How a line is drawn: its dashes and width in pixels, and how it stands out (0-1)."""

    words: str
    dashes: tuple[int, ...]
    width: float
    opacity: float


STYLES = {
    Tier.STRONG.word: Style("strong evidence", (), 3.0, 1.0),
    Tier.MODERATE.word: Style("moderate evidence", (), 2.0, 0.9),
    Tier.WEAK.word: Style("weak evidence", (9, 5), 1.6, 0.75),
    Tier.CONTESTED.word: Style("contested", (12, 4, 3, 4), 2.0, 0.9),
    Tier.SPECULATIVE.word: Style("speculative", (2, 4), 1.4, 0.7),
    LINK: Style("no claim: structure, or an edge of your own graph", (18, 5), 1.6, 0.8),
}
"""The style of a line by its tier, the best first; links come last."""


@cache
def colours() -> dict[str, str]:
    """Read the colours of the light page, by the names that its style sheet gives them."""
    light, _, _ = STYLE_SHEET.read_text(encoding="utf-8").partition("}")
    return dict(VARIABLE.findall(light))
