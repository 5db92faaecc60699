"""`kg upstream`: what leads to a term, or to all of several."""

from __future__ import annotations

from kg.cli._reach import reach_command

__all__ = ["command"]

command = reach_command(
    "upstream",
    """Find what leads to a term, or to several.

    Of several terms, it is what leads to all of them, and whether it moves them the same way.
    The best supported come first, each with the best path of each net sign.

    \b
    Examples:
      kg upstream "bone loss" --sign + --longest 2
      kg upstream "bone formation" "bone resorption" --species mouse
    """,
    up=True,
)
