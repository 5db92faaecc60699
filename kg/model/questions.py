"""Claims that answer the same question, so that what speaks against a claim stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.sign import Sign
from kg.model.vocabulary import Basis, Outcome

if TYPE_CHECKING:
    from kg.model.corpus import Corpus
    from kg.model.records import Claim, Evidence

__all__ = ["Questions"]

CONFLICTS = ({"+", "-"}, {"+", "0"}, {"-", "0"}, {"?", "0"})
"""The answers that cannot both be right in one context."""


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
        claims: dict[tuple[str, str], list[tuple[Claim, str]]] = {}
        self._asked: dict[str, tuple[list[tuple[Claim, str]], str]] = {}
        for claim in corpus.claims.values():
            answer = self._answer(claim)
            same = claims.setdefault(self._about(claim), [])
            same.append((claim, answer))
            self._asked[claim.id] = same, answer

    def against(self, claim: Claim) -> list[tuple[Claim, Evidence]]:
        """List what speaks against a claim.

        Parameters
        ----------
        claim : Claim
            One of the corpus.

        Returns
        -------
        list of (Claim, Evidence)
            Opposing evidence of the claim itself and of claims on the same question with its
            sign, and evidence for claims on it that found nothing or the other sign, or an
            effect where this one found none. Speculation is left out. In corpus order; empty
            if nothing speaks against it.
        """
        answered, mine = self._asked[claim.id]
        found = []
        for other, theirs in answered:
            same = other is claim or (bool(mine) and mine == theirs)
            for piece in other.evidence:
                opposes = piece.outcome is Outcome.OPPOSES
                counts = opposes if same else {mine, theirs} in CONFLICTS and not opposes
                if counts and piece.basis is not Basis.SPECULATION:
                    found.append((other, piece))
        return found

    def supporting(self, claim: Claim) -> list[tuple[Claim, Evidence]]:
        """List what speaks for a claim.

        Parameters
        ----------
        claim : Claim
            One of the corpus.

        Returns
        -------
        list of (Claim, Evidence)
            All evidence but the opposing of the claim itself and of claims that give its
            answer to the same question. A claim that names no site is borne out at any; one
            that names a site, at that site alone. In corpus order; empty if the claim is only
            spoken against.
        """
        answered, mine = self._asked[claim.id]
        return [
            (other, piece)
            for other, theirs in answered
            if other is claim or (mine and mine == theirs and claim.site in {"", other.site})
            for piece in other.evidence
            if piece.outcome is not Outcome.OPPOSES
        ]

    def _about(self, claim: Claim) -> tuple[str, str]:
        return self._corpus.pole(claim.subject)[0], self._corpus.pole(claim.object)[0]

    def _answer(self, claim: Claim) -> str:
        """Give the answer of a claim: `+`, `-`, `0` for none, `?` for unsigned, or no answer."""
        predicate = self._corpus.predicate(claim)
        if predicate.null:
            return "0"
        poles = self._corpus.pole(claim.subject)[1] * self._corpus.pole(claim.object)[1]
        unsigned = "?" if predicate.causal else ""
        return {Sign.UP: "+", Sign.DOWN: "-"}.get(predicate.sign * poles, unsigned)
