"""How broad a table may be; apart, as what it needs is loaded for tables alone."""

from __future__ import annotations

import shutil

__all__ = ["terminal_width"]

NARROWEST, WIDEST = 60, 140


def terminal_width() -> int:
    """Give the columns a table may use; 80 where there is no terminal."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)
