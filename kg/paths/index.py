"""The index a search walks: terms and their opposites as one axis, hops with their claims.

It is built from the claims and never from networkx, whose import alone would cost more than
the whole answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import Sign, edge_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Claim, Corpus, Evidence
    from kg.paths.query import PathQuery

__all__ = ["Edge", "PathIndex"]


class Edge(NamedTuple):
    """A signed step from one axis to another, with all that supports it."""

    axis: str
    sign: Sign
    claims: tuple[Claim, ...]
    evidence: tuple[tuple[Evidence, ...], ...]


class PathIndex(NamedTuple):
    """Steps forward from each axis, and the axes one step back; both sorted."""

    forward: Mapping[str, tuple[Edge, ...]]
    backward: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, corpus: Corpus, query: PathQuery) -> PathIndex:
        """Index the causal claims that are edges in the context of a query.

        Parameters
        ----------
        corpus : Corpus
            Not modified.
        query : PathQuery
            Only what it says of context is read.

        Returns
        -------
        PathIndex
            Without claims from an axis to itself: no simple path can use them.

        Notes
        -----
        Linear in the number of pieces of evidence.
        """
        steps: dict[tuple[str, str, Sign], list[tuple[Claim, tuple[Evidence, ...]]]] = {}
        for claim in corpus.claims.values():
            predicate = corpus.predicate(claim)
            if not predicate.causal:
                continue
            evidence = tuple(
                piece for piece in edge_evidence(claim) if query.admits(corpus.context(piece))
            )
            (start, from_pole), (end, to_pole) = (
                corpus.pole(claim.subject),
                corpus.pole(claim.object),
            )
            if evidence and start != end:
                key = start, end, predicate.sign * from_pole * to_pole
                steps.setdefault(key, []).append((claim, evidence))
        forward: dict[str, list[Edge]] = {}
        backward: dict[str, set[str]] = {}
        for (start, end, sign), supported in sorted(steps.items(), key=lambda item: item[0]):
            claims, pieces = zip(*supported, strict=True)
            forward.setdefault(start, []).append(Edge(end, sign, claims, pieces))
            backward.setdefault(end, set()).add(start)
        return cls(
            {axis: tuple(edges) for axis, edges in forward.items()},
            {axis: tuple(sorted(sources)) for axis, sources in backward.items()},
        )
