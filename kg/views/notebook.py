"""What a notebook shows of a page, a picture or an answer: frames of their own, and tables.

A frame shares nothing with the notebook around it, so that any number of them get on.
"""

from __future__ import annotations

from html import escape

from kg.views.forms import to_html

__all__ = ["to_frame", "to_page", "to_picture"]

RIGHTS = "allow-scripts allow-forms allow-downloads allow-popups"
"""What a page may do in its frame. Its forms are sent nowhere: its own policy forbids it."""
TALLEST = 640
"""Height of a frame, in pixels."""
LARGEST = 400_000
"""A picture with more characters is left to `map`."""


def to_frame(html: str) -> str:
    """Put a page into a frame that shares nothing with the notebook around it."""
    return _frame(html, "interactive map", rights=RIGHTS)


def to_page(html: str, caption: str, table: tuple[tuple[str, ...], list[tuple[str, ...]]]) -> str:
    """Put a page into a frame, with the same as a table below it, folded away."""
    rows = to_html(caption, table) if table[1] else ""
    folded = f"<details><summary>The same as a table</summary>{rows}</details>" if rows else ""
    return to_frame(html) + folded


def to_picture(svg: str) -> str:
    """Put a picture into a frame in which nothing can run; a huge one is left out."""
    if len(svg) > LARGEST:
        return ""
    # The XML declaration is not allowed inside a page.
    drawn = svg[svg.index("<svg") :] if "<svg" in svg else svg
    page = f"<!DOCTYPE html><meta charset=utf-8><title>picture</title>{drawn}"
    return _frame(page, "picture of what was found", rights="")


def _frame(html: str, title: str, *, rights: str) -> str:
    style = f"width:100%;height:{TALLEST}px;border:1px solid #ccc"
    return (
        f'<iframe sandbox="{rights}" style="{style}" title="{title}" '
        f'srcdoc="{escape(html)}"></iframe>'
    )
