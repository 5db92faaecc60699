"""What a corpus holds on two terms, and whether it carries a hop under a scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Claim, Evidence, Sign
    from kg.paths.index import PathIndex
    from kg.paths.query import Scope

__all__ = ["Holding", "Holdings"]

Holding = tuple["Claim", "Evidence"]
"""A claim, and one piece of its evidence."""


class Holdings:
    """The evidence of a corpus by the two axes it is about, from the first to the second.

    Parameters
    ----------
    index : PathIndex
        Not modified.
    scope : Scope
        What may be a hop.
    """

    def __init__(self, index: PathIndex, scope: Scope) -> None:
        self._index = index
        self._scope = scope
        self._claims: dict[tuple[str, str], list[Claim]] = {}
        for claim in index.corpus.claims.values():
            start, end = self._axis(claim.subject)[0], self._axis(claim.object)[0]
            self._claims.setdefault((start, end), []).append(claim)
            if index.corpus.predicate(claim).symmetric and start != end:
                self._claims.setdefault((end, start), []).append(claim)

    def pairs(self) -> Iterable[tuple[str, str]]:
        """List the pairs of axes that are spoken of, in corpus order."""
        return self._claims.keys()

    def idle(self, start: str, end: str) -> Iterator[Holding]:
        """List all on two axes that carries no hop from the one to the other."""
        for claim in self._claims.get((start, end), ()):
            for piece in claim.evidence:
                if not self.carries(claim, piece):
                    yield claim, piece

    def carries(self, claim: Claim, piece: Evidence) -> bool:
        """Tell whether evidence carries a hop."""
        return self.would_carry(claim, piece) and (
            self._scope.prefer or self._scope.fits(self._index.corpus, claim, piece)
        )

    def would_carry(self, claim: Claim, piece: Evidence) -> bool:
        """Tell whether evidence would carry a hop if it had been seen in the right context."""
        predicate = self._index.corpus.predicate(claim)
        at_site = not self._scope.sites or claim.site in self._scope.sites
        return (
            at_site
            and self._scope.walks_over(predicate)
            and self._scope.counts(piece, causal=predicate.causal)
        )

    def sign(self, claim: Claim) -> Sign:
        """Give the sign of a claim between the upper poles of its two axes."""
        poles = self._axis(claim.subject)[1] * self._axis(claim.object)[1]
        return self._index.corpus.predicate(claim).sign * poles

    def _axis(self, term: str) -> tuple[str, Sign]:
        return self._index.axis(term, merge=self._scope.merge)
