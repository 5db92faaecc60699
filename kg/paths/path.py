"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from kg.model import Certainty, Sign

if TYPE_CHECKING:
    from kg.model import Claim, Evidence

__all__ = ["Hop", "Path", "Paths"]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: every claim that leads from one term to the next with one sign.

    `sign` is that of the step from `subject` to `object` as they stand here. A claim may name
    the opposite pole of either (bone loss for bone mass); its own sign is then turned.
    `evidence` holds, claim by claim, the pieces that make it an edge in the context asked for.
    """

    subject: str
    object: str
    sign: Sign
    claims: tuple[Claim, ...]
    evidence: tuple[tuple[Evidence, ...], ...]

    @property
    def certainty(self) -> Certainty:
        """The best certainty of any piece of evidence for the hop."""
        asserted = any(
            piece.certainty is Certainty.ASSERTED for pieces in self.evidence for piece in pieces
        )
        return Certainty.ASSERTED if asserted else Certainty.SUGGESTED

    @property
    def studies(self) -> frozenset[str]:
        """The independent studies behind the hop; statements without one do not count."""
        return frozenset(piece.study for pieces in self.evidence for piece in pieces if piece.study)


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of hops in which no term, nor its opposite, comes twice."""

    hops: tuple[Hop, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms from end to end."""
        return (self.hops[0].subject, *(hop.object for hop in self.hops))

    @property
    def length(self) -> int:
        """The number of hops: edges, not nodes."""
        return len(self.hops)

    @property
    def sign(self) -> Sign:
        """The net sign; unknown if any hop is unsigned."""
        return prod((hop.sign for hop in self.hops), start=Sign.UP)

    @property
    def rank(self) -> tuple[int, bool, int, tuple[str, ...], tuple[int, ...]]:
        """What paths are ordered by, the best first.

        Shorter before longer; then, at the weakest hop, asserted before suggested and more
        independent studies before fewer; then the terms and signs in alphabetical order.
        """
        return (
            self.length,
            any(hop.certainty is not Certainty.ASSERTED for hop in self.hops),
            -min(len(hop.studies) for hop in self.hops),
            self.terms,
            tuple(-hop.sign for hop in self.hops),
        )


@dataclass(frozen=True, slots=True)
class Paths:
    """The answer to one query.

    `found` is sorted by rank. `more` says that paths satisfying the query were left out
    because only so many were asked for; `exhausted` that the step budget ended the search
    before it had seen everything.
    """

    source: str
    target: str
    found: tuple[Path, ...]
    more: bool = False
    exhausted: bool = False

    @property
    def complete(self) -> bool:
        """Whether these are all paths that satisfy the query."""
        return not (self.more or self.exhausted)
