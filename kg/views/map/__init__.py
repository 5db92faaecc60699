"""The interactive map: claims or paths as one page that needs no network, or as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.map.chosen import Part, choose_part
from kg.views.map.drawing import Drawing, draw_map, draw_paths

if TYPE_CHECKING:
    from kg.model import Corpus

__all__ = [
    "Drawing",
    "Part",
    "choose_part",
    "draw_map",
    "draw_paths",
    "render_map",
]

TITLE = "How hormones, stress, behaviour and drugs act on bone"


def render_map(corpus: Corpus, *, title: str = TITLE) -> str:
    """Draw the claims of a corpus as an interactive page: all, or the strongest that fit.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    title : str
        The heading of the page.

    Returns
    -------
    str
        One HTML document, the same for the same corpus; to be written as UTF-8.
    """
    from kg.views.map.page import to_html  # noqa: PLC0415 - pyvis is not needed for a picture

    return to_html(draw_map(corpus, title=title))
