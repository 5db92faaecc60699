"""How the tests start Chromium."""

from __future__ import annotations

from tools import TOOLS, find

REMEDY = TOOLS["chromium"].remedy
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_browser() -> str | None:
    """Give the path of a Chromium, or None."""
    return find("chromium")
