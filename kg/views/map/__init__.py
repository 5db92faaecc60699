"""The interactive map: every claim, or some paths, as one page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.map.drawing import draw_map, draw_paths
from kg.views.map.page import to_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Corpus
    from kg.paths import Path

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


def render_paths(
    corpus: Corpus, found: Sequence[Path], *, title: str, words: str, ends: Sequence[str] = ()
) -> str:
    """Draw the terms and hops of some paths as an interactive page.

    Parameters
    ----------
    corpus : Corpus
        The one in which the paths were found; not modified.
    found : sequence of Path
        May be empty; the page then shows no more than the ends.
    title, words : str
        The heading of the page, and what it says below: how many paths, and whether all.
    ends : sequence of str
        Terms that are drawn if there is no path.

    Returns
    -------
    str
        One HTML document, the same for the same paths; to be written as UTF-8.

    Raises
    ------
    LimitError
        If there are more terms than a browser can draw.
    """
    return to_html(draw_paths(corpus, found, title=title, words=words, ends=ends))
