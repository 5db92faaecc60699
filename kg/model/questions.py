"""Claims that answer the same question, so that what speaks against a claim stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.sign import Sign
from kg.model.vocabulary import Basis, Outcome

if TYPE_CHECKING:
    from kg.model.corpus import Corpus
    from kg.model.records import Claim, Evidence

__all__ = ["Questions"]


class Questions:
    """The claims of a corpus by what they are about, polar pairs taken as one.

    Sites are left aside, as they are when a path is traced.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._claims: dict[tuple[str, str], list[Claim]] = {}
        for claim in corpus.claims.values():
            self._claims.setdefault(self._about(claim), []).append(claim)

    def against(self, claim: Claim) -> list[tuple[Claim, Evidence]]:
        """List what speaks against a claim.

        Parameters
        ----------
        claim : Claim
            One of the corpus.

        Returns
        -------
        list of (Claim, Evidence)
            Opposing evidence of the claim itself, and evidence for claims on the same
            question that found nothing or the other sign; speculation is left out. In corpus
            order; empty if nothing speaks against it.
        """
        sign, _ = self._answer(claim)
        found = []
        for other in self._claims.get(self._about(claim), ()):
            other_sign, null = self._answer(other)
            turned = sign is not Sign.UNKNOWN and other_sign is -sign
            for piece in other.evidence:
                if other is claim:
                    counts = piece.outcome is Outcome.OPPOSES
                else:
                    counts = (null or turned) and piece.outcome is not Outcome.OPPOSES
                if counts and piece.basis is not Basis.SPECULATION:
                    found.append((other, piece))
        return found

    def _about(self, claim: Claim) -> tuple[str, str]:
        return self._corpus.pole(claim.subject)[0], self._corpus.pole(claim.object)[0]

    def _answer(self, claim: Claim) -> tuple[Sign, bool]:
        predicate = self._corpus.predicate(claim)
        poles = self._corpus.pole(claim.subject)[1] * self._corpus.pole(claim.object)[1]
        return predicate.sign * poles, predicate.null
