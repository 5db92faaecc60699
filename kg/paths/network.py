"""What a search walks on: axes by number, hops between them, and how far the end is.

Two networks keep to this form, one of Python lists for what is curated and one of arrays for
what is large; the search itself knows neither. No names and no claims are known here.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Sign
    from kg.paths.query import PathQuery

__all__ = ["Ask", "BudgetSpentError", "Meter", "Network", "Survey", "Trail"]

Trail = tuple[int, ...]
"""A path as the numbers of its hops, from the source on."""

CLOCK_EVERY = 4096
"""Steps between two looks at the clock."""


class BudgetSpentError(Exception):
    """A search took more steps, or more time, than it may."""


class Meter:
    """Counts the steps of one search, over all its parts.

    Parameters
    ----------
    steps : int
        How many may be taken.
    seconds : float, optional
        How long they may take, from now on.
    """

    def __init__(self, steps: int, seconds: float | None = None) -> None:
        self.left = steps
        self._until = None if seconds is None else time.monotonic() + seconds
        self._unseen = CLOCK_EVERY

    @classmethod
    def of(cls, query: PathQuery) -> Meter:
        """Give the meter that a query asks for."""
        return cls(query.steps, query.seconds)

    def take(self, steps: int = 1) -> None:
        """Count steps.

        Raises
        ------
        BudgetSpentError
            If there are no more, or the time is over.
        """
        self.left -= steps
        if self.left < 0:
            raise BudgetSpentError
        if self._until is not None:
            self._unseen -= steps
            if self._unseen < 0:
                self._unseen = CLOCK_EVERY
                if time.monotonic() > self._until:
                    raise BudgetSpentError


class Ask(NamedTuple):
    """A question in the numbers of a network.

    `sources` and `targets` map the axes at which a path may start and end to the pole that
    is meant there; None is open: any axis, at its upper pole. A path must pass one axis of each
    group of `via`; `barred` axes are not passed at all, those of `between` may only be ends. A
    path may pass sources and targets other than its own ends.
    """

    sources: Mapping[int, Sign] | None
    targets: Mapping[int, Sign] | None
    sign: Sign | None = None
    via: tuple[frozenset[int], ...] = ()
    barred: frozenset[int] = frozenset()
    between: frozenset[int] = frozenset()


class Survey(Protocol):
    """One question on one network, with what is known of the way that remains."""

    def trails(self, length: int) -> Iterator[Trail]:
        """List all simple paths of exactly so many hops.

        They come in the order of their axes and signs: first by the axis they start at, then
        hop by hop by the axis it leads to and, between the same two axes, up before down
        before unknown.
        """
        ...

    def cheapest(self) -> Iterator[Trail]:
        """List all simple paths by the sum of their costs, then by length, then as `trails`."""
        ...


class Network(Protocol):
    """Axes `0 … size - 1` and the hops between them.

    Between two axes there is at most one hop of each sign. A hop has a grade, the smaller the
    better, and a cost, in millionths of the natural logarithm of 1/strength, never negative.
    """

    @property
    def size(self) -> int:
        """How many axes there are."""
        ...

    @property
    def grades(self) -> tuple[int, ...]:
        """The grades that hops have, the best first."""
        ...

    def grade(self, hop: int) -> int:
        """Give the grade of a hop."""
        ...

    def survey(self, ask: Ask, *, grade: int, longest: int, meter: Meter) -> Survey:
        """Look at a question, on hops of a grade or better, for paths of at most `longest`."""
        ...
