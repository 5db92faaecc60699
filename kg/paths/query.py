"""What is asked of a search: its ends, what may be a hop, and in which order answers come."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Basis, Certainty, Context, Outcome
from kg.model.vocabulary import STRUCTURAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Corpus, Evidence, Predicate, Sign

__all__ = ["DEFAULT_LENGTH", "PathQuery", "Rank", "Scope", "Walk"]

DEFAULT_LENGTH = 6
DEFAULT_STEPS = 2_000_000
CERTAINTIES = (Certainty.ASSERTED, Certainty.SUGGESTED, Certainty.OPEN)
NEVER = frozenset({Basis.SPECULATION, Basis.BACKGROUND})
"""Bases that carry no hop unless they are asked for by name."""
ANYWHERE = Context()
PARTS = ("species", "sex", "stage", "model", "dose")


class Rank(StrEnum):
    """What puts one path before another; in the end the names of their terms do."""

    TIER = "tier"
    LENGTH = "length"
    SUPPORT = "support"


class Walk(StrEnum):
    """Kinds of steps that a path may take."""

    CAUSAL = "causal"
    ASSOCIATION = "association"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be a hop. An empty set asks for nothing.

    Attributes
    ----------
    walks : frozenset of Walk
        Causal claims; claims that state no cause; relations of structure, which have no sign.
    predicates, mechanisms, sources, sites : frozenset of str
        If not empty, only claims with one of these predicates, told in one of these files,
        taken from one of these documents, at one of these sites.
    certainty : Certainty
        Evidence that is less certain does not count.
    bases : frozenset of Basis
        If not empty, only evidence obtained so counts; speculation and background count only
        if they are named here.
    context : Context
        If not empty, evidence counts only if it was seen in one of the values of each part
        that is stated. Evidence that does not say in what it was seen does not count.
    prefer : bool
        If True, evidence from elsewhere counts as well, but paths that need it come last.
    merge : bool
        If True, a substance and its pools are one.
    """

    walks: frozenset[Walk] = frozenset({Walk.CAUSAL})
    predicates: frozenset[str] = frozenset()
    mechanisms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    certainty: Certainty = Certainty.SUGGESTED
    bases: frozenset[Basis] = frozenset()
    context: Context = field(default_factory=Context)
    sites: frozenset[str] = frozenset()
    prefer: bool = False
    merge: bool = False

    @property
    def anywhere(self) -> bool:
        """Whether nothing is asked of where evidence was seen, so that links fit as well."""
        return self.context == ANYWHERE and not self.sites

    def walks_over(self, predicate: Predicate) -> bool:
        """Tell whether claims with a predicate may be hops."""
        if self.predicates and predicate.id not in self.predicates:
            return False
        if predicate.id in STRUCTURAL:
            return Walk.STRUCTURE in self.walks
        if predicate.causal:
            return Walk.CAUSAL in self.walks
        return Walk.ASSOCIATION in self.walks and not predicate.null

    def counts(self, piece: Evidence, *, causal: bool) -> bool:
        """Tell whether evidence may carry a hop, its context and place left aside."""
        unfit = NEVER | {Basis.ASSOCIATION} if causal else NEVER
        return (
            piece.outcome is Outcome.SUPPORTS
            and CERTAINTIES.index(piece.certainty) <= CERTAINTIES.index(self.certainty)
            and (piece.basis in self.bases if self.bases else piece.basis not in unfit)
            and (not self.mechanisms or piece.mechanism in self.mechanisms)
            and (not self.sources or piece.source in self.sources)
        )

    def fits(self, corpus: Corpus, claim: Claim, piece: Evidence) -> bool:
        """Tell whether evidence was seen in the context and at the place asked for."""
        if self.sites and claim.site not in self.sites:
            return False
        return self.context == ANYWHERE or all(
            not set(asked).isdisjoint(seen) for asked, seen in self._stated(corpus, piece)
        )

    def bears_on(self, corpus: Corpus, piece: Evidence) -> bool:
        """Tell whether evidence may have been seen in the context: what is not stated, may."""
        return self.context == ANYWHERE or all(
            not seen or not set(asked).isdisjoint(seen)
            for asked, seen in self._stated(corpus, piece)
        )

    def _stated(
        self, corpus: Corpus, piece: Evidence
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Pair each part of the context that is asked for with what was seen."""
        seen = corpus.context(piece)
        for part in PARTS:
            if asked := getattr(self.context, part):
                yield asked, getattr(seen, part)


@dataclass(frozen=True, slots=True)
class PathQuery:
    """A question to a search.

    Attributes
    ----------
    sources, targets : tuple of str
        Terms at which a path may start and end; one of the two may be open (empty), so that
        everything upstream or downstream of the other is found. A substance with pools stands
        for itself and each of them.
    sign : Sign or None
        The net sign wanted; None takes any.
    k : int or None
        How many paths at most; None for all, up to `most`.
    longest : int
        How many hops at most: edges, not nodes.
    via, avoid : frozenset of str
        Terms that every path must, or must not, pass; the ends count as passed.
    types, avoid_types : frozenset of str
        Classes of the ontology to which every term between the ends must belong, or none
        may; a class stands for all below it.
    scope : Scope
        What may be a hop.
    rank : Rank
        `TIER`: by the strength tier of the weakest hop, then by length. `LENGTH`: the other
        way about. `SUPPORT`: by the product of the strengths of the hops, then by length.
        What is equal in that comes in the order of the terms, hop by hop.
    steps, most : int
        How many steps the search may take, and how many paths it may list, before it stops
        and says so.
    seconds : float or None
        How long it may take before it stops and says so; None sets no such limit, so that the
        answer does not hang on the machine.
    """

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sign: Sign | None = None
    k: int | None = 10
    longest: int = DEFAULT_LENGTH
    via: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    avoid_types: frozenset[str] = frozenset()
    scope: Scope = field(default_factory=Scope)
    rank: Rank = Rank.TIER
    steps: int = DEFAULT_STEPS
    most: int = 100_000
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.k is not None and self.k < 1:
            raise UsageError(f"{self.k} paths cannot be listed: ask for 1 or more")
        if self.longest < 1:
            raise UsageError(f"no path has {self.longest} hops: allow 1 or more")
        if self.steps < 1 or self.most < 1:
            count = min(self.steps, self.most)
            raise UsageError(f"no search takes {count} steps: allow 1 or more")
        if self.seconds is not None and not self.seconds > 0:
            raise UsageError(f"no search takes {self.seconds} seconds: allow more than 0")
