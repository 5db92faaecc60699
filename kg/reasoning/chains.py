"""What a trail is, the claims on it left aside: its axes, its net sign, its place among others."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from kg.model import Sign
from kg.paths.query import Rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.paths.lists import Step
    from kg.paths.network import Trail

__all__ = ["axes_of", "sign_of", "standing"]


def axes_of(steps: Sequence[Step], trail: Trail) -> tuple[int, ...]:
    """Give the axes that a trail passes, from end to end."""
    return (steps[trail[0]].start, *(steps[hop].end for hop in trail))


def sign_of(steps: Sequence[Step], trail: Trail) -> Sign:
    """Give the net sign of a trail between the upper poles of its ends."""
    return prod((steps[hop].sign for hop in trail), start=Sign.UP)


def standing(steps: Sequence[Step], trail: Trail, *, rank: Rank) -> tuple[int, int]:
    """Give what puts a trail before others, the names of its terms left aside: the less first."""
    if rank is Rank.SUPPORT:
        return sum(steps[hop].cost for hop in trail), len(trail)
    worst = max(steps[hop].grade for hop in trail)
    return (worst, len(trail)) if rank is Rank.TIER else (len(trail), worst)
