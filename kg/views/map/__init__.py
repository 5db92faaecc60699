"""The interactive map: every claim, or some paths, as one page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.map.drawing import draw_map, draw_paths
from kg.views.map.page import to_html

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Paths

__all__ = ["render_map", "render_paths"]

TITLE = "How hormones, stress, behaviour and drugs act on bone"


def render_map(corpus: Corpus, *, title: str = TITLE) -> str:
    """Draw every claim of a corpus as an interactive page.

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

    Raises
    ------
    LimitError
        If there are more terms than a browser can draw.
    """
    return to_html(draw_map(corpus, title=title))


def render_paths(corpus: Corpus, paths: Paths, *, title: str = "") -> str:
    """Draw the terms and hops of some paths as an interactive page.

    Parameters
    ----------
    corpus : Corpus
        The one in which the paths were found; not modified.
    paths : Paths
        May have found nothing; the page then says so.
    title : str
        The heading of the page; if empty, the two ends of the paths.

    Returns
    -------
    str
        One HTML document, the same for the same paths; to be written as UTF-8.

    Raises
    ------
    LimitError
        If there are more terms than a browser can draw.
    """
    ends = f"From {corpus.label(paths.source)} to {corpus.label(paths.target)}"
    return to_html(draw_paths(corpus, paths, title=title or ends))
