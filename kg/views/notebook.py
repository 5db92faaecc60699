"""What a notebook shows of a page: a frame of its own."""

from __future__ import annotations

from html import escape

__all__ = ["to_frame"]


def to_frame(html: str) -> str:
    """Put a page into a frame that shares nothing with the notebook around it."""
    style = "width:100%;height:640px;border:1px solid #ccc"
    return (
        f'<iframe sandbox="allow-scripts allow-downloads allow-popups" style="{style}" '
        f'title="interactive map" srcdoc="{escape(html)}"></iframe>'
    )
