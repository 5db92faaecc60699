"""What a notebook shows of a page, a picture or an answer: frames of their own, and tables.

A frame shares nothing with the notebook around it, so that any number of them get on.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.views.forms import Table

__all__ = ["to_frame", "to_page", "to_picture", "to_table"]

RIGHTS = "allow-scripts allow-forms allow-downloads allow-popups"
"""What a page may do in its frame. Its forms are sent nowhere: its own policy forbids it."""
TALLEST = 640
"""Height of a frame, in pixels."""
SIZE = re.compile(r'<svg [^>]*width="([0-9.]+)" height="([0-9.]+)"')
FITTED = "<style>body{margin:0}svg{display:block;width:100%;height:auto}</style>"
LARGEST = 400_000
"""A picture with more characters is left to `map`."""


def to_table(title: str, table: Table) -> str:
    """Write a table as HTML for a notebook, everything in it escaped."""
    columns, rows = table
    head = _html_row("th", columns)
    body = "".join(_html_row("td", row) for row in rows)
    caption = f"<caption>{escape(title)}</caption>"
    return f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>"


def to_frame(html: str) -> str:
    """Put a page into a frame that shares nothing with the notebook around it."""
    return _frame(html, "interactive map", rights=RIGHTS, shape=f"width:100%;height:{TALLEST}px")


def to_page(html: str, caption: str, table: Table) -> str:
    """Put a page into a frame, with the same as a table below it, folded away."""
    rows = to_table(caption, table) if table[1] else ""
    folded = f"<details><summary>The same as a table</summary>{rows}</details>" if rows else ""
    return to_frame(html) + folded


def to_picture(svg: str) -> str:
    """Put a picture into a frame of its shape, in which nothing can run.

    A huge one is left out, and so is what is no picture.
    """
    size = SIZE.search(svg)
    if size is None or len(svg) > LARGEST:
        return ""
    width, height = size.groups()
    # The XML declaration is not allowed inside a page.
    drawn = svg[svg.index("<svg") :]
    page = f"<!DOCTYPE html><meta charset=utf-8><title>picture</title>{FITTED}{drawn}"
    shape = f"width:100%;max-width:{width}px;aspect-ratio:{width}/{height}"
    return _frame(page, "picture of what was found", rights="", shape=shape)


def _frame(html: str, title: str, *, rights: str, shape: str) -> str:
    style = f"{shape};border:1px solid #ccc"
    return (
        f'<iframe sandbox="{rights}" style="{style}" title="{title}" '
        f'srcdoc="{escape(html)}"></iframe>'
    )


def _html_row(tag: str, cells: Sequence[str]) -> str:
    style = " style='text-align:left'" if tag == "td" else ""
    return "<tr>" + "".join(f"<{tag}{style}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
