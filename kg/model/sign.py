"""The direction of an effect."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Sign"]


class Sign(IntEnum):
    """Direction of an effect; signs multiply along a path.

    Examples
    --------
    Two brakes in a row make a drive, and one step of unknown sign hides the rest.

    >>> Sign.DOWN * Sign.DOWN
    <Sign.UP: 1>
    >>> Sign.UP * Sign.UNKNOWN
    <Sign.UNKNOWN: 0>
    >>> -Sign.UP
    <Sign.DOWN: -1>
    """

    DOWN, UNKNOWN, UP = -1, 0, 1

    def __mul__(self, other: int) -> Sign:
        return _SIGNS[int(self) * int(other)]

    def __neg__(self) -> Sign:
        return _SIGNS[-int(self)]

    @property
    def symbol(self) -> str:
        """The sign as it is printed: `+`, `−` or `?`."""
        return "?+−"[self]


_SIGNS = {int(sign): sign for sign in Sign}
"""Looked up, as calling the enumeration takes several times as long."""
