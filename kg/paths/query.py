"""What is asked of a search, beside its two ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import Context, Sign

__all__ = ["DEFAULT_LENGTH", "PathQuery"]

DEFAULT_LENGTH = 6


@dataclass(frozen=True, slots=True)
class PathQuery:
    """Constraints on a search.

    Attributes
    ----------
    sign : Sign or None
        The net sign wanted; None takes any.
    k : int
        How many paths at most.
    longest : int
        How many hops at most: edges, not nodes.
    via, avoid : frozenset of str
        Terms that every path must, or must not, pass; the ends count as passed.
    species, sex : str
        If not empty, every hop must have evidence seen in it. Evidence that does not say in
        what it was seen does not count.
    steps : int
        How many steps the search may take before it stops and says so.
    """

    sign: Sign | None = None
    k: int = 10
    longest: int = DEFAULT_LENGTH
    via: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    species: str = ""
    sex: str = ""
    steps: int = 2_000_000

    def __post_init__(self) -> None:
        if self.k < 1:
            raise UsageError(f"{self.k} paths cannot be listed: ask for 1 or more")
        if self.longest < 1:
            raise UsageError(f"no path has {self.longest} hops: allow 1 or more")
        if self.steps < 1:
            raise UsageError(f"no search takes {self.steps} steps: allow 1 or more")

    def admits(self, context: Context) -> bool:
        """Tell whether evidence seen in a context may support a hop."""
        return (not self.species or self.species in context.species) and (
            not self.sex or self.sex in context.sex
        )
