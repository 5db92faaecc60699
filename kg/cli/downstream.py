"""`kg downstream`: what a term leads to, or all of several."""

from __future__ import annotations

from kg.cli._reach import reach_command

__all__ = ["command"]

command = reach_command(
    "downstream",
    """Find what a term, or several, lead to.

    Of several terms, it is what all of them lead to, and whether they move it the same way.
    The best supported come first, each with the best path of each net sign.

    \b
    Examples:
      kg downstream oxytocin --sex female --longest 2
      kg downstream SSRI "chronic mild stress" --rank length
    """,
    up=False,
)
