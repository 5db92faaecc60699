"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Sign

if TYPE_CHECKING:
    from kg.model import Claim, Evidence
    from kg.paths.query import PathQuery
    from kg.strength import Rung, Strength, Tier

__all__ = ["Hop", "Link", "Path", "Paths"]


class Link(NamedTuple):
    """A step that is no claim of the corpus: a relation of structure, or a user's own edge.

    `subject` and `object` are terms of the corpus, or identifiers of the graph it is from;
    `level` is the weight it has without evidence, `structure` or a level of knowledge as
    Biolink names them; `origin` says where it comes from, and `publications` which papers that
    graph names.
    """

    id: str
    subject: str
    predicate: str
    object: str
    sign: Sign
    causal: bool
    level: str
    origin: str = ""
    publications: tuple[str, ...] = ()


class Hop(NamedTuple):
    """One step of a path: all that leads from one term to the next with one sign.

    `sign` is that of the step from `subject` to `object` as they stand here. A claim may name
    the opposite pole of either (bone loss for bone mass); its own sign is then turned.
    `evidence` holds, claim by claim, the pieces that carry the hop under the query; `links`
    what is no claim; `beside` what goes together in the same direction, cause not shown, which
    carries no hop but bears on its strength. `coherent` says whether some of the evidence was
    seen in the context asked for.
    """

    subject: str
    object: str
    sign: Sign
    claims: tuple[Claim, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    links: tuple[Link, ...]
    strength: Strength
    beside: tuple[tuple[Claim, Evidence], ...] = ()
    coherent: bool = True

    @property
    def rung(self) -> Rung:
        """The highest step of the ladder, from statement to human, that evidence reaches."""
        return self.strength.rung

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
    def tier(self) -> Tier:
        """The tier of the weakest hop."""
        return max(hop.strength.tier for hop in self.hops)

    @property
    def value(self) -> float:
        """The product of the strengths of the hops, from 0 to 1, to four digits."""
        return round(prod(hop.strength.value for hop in self.hops), 4)

    @property
    def coherent(self) -> bool:
        """Whether every hop has evidence in the context asked for."""
        return all(hop.coherent for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Paths:
    """The answer to one query.

    `found` is in the order that the query asks for. `more` says that paths satisfying the
    query were left out because only so many were asked for; `exhausted` that a budget ended
    the search before it had seen everything.
    """

    query: PathQuery
    found: tuple[Path, ...]
    more: bool = False
    exhausted: bool = False

    @property
    def complete(self) -> bool:
        """Whether these are all paths that satisfy the query."""
        return not (self.more or self.exhausted)
