"""The search: all simple paths of growing length, pruned by the distance that remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.paths.index import Edge, PathIndex
from kg.paths.path import Hop, Path, Paths
from kg.paths.query import PathQuery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Corpus

__all__ = ["find_paths"]

DEFAULT = PathQuery()


class _BudgetSpentError(Exception):
    """The search took more steps than it may."""


def find_paths(corpus: Corpus, source: str, target: str, *, query: PathQuery = DEFAULT) -> Paths:
    """Find the mechanisms that lead from one term to another, best first.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    source, target : str
        Identifiers of terms. A substance with pools stands for itself and each of them.
    query : PathQuery
        Sign, length (edges, not nodes), context and terms to pass or avoid.

    Returns
    -------
    Paths
        At most `query.k` simple paths, in the order of `Path.rank`; empty if there is none.
        A path never passes a term twice, nor a term and its opposite.

    Notes
    -----
    Length grows one hop at a time, so the search ends once enough paths are known. Each
    round is a depth-first search that only takes steps from which the target is still within
    reach. Its worst case is the number of simple paths of that length, which is why it
    counts its steps and says when it had to stop.
    """
    index = PathIndex.build(corpus, query)
    search = _Search(corpus, index, query, _ends(corpus, source), _ends(corpus, target))
    found: list[Path] = []
    exhausted = False
    try:
        for length in range(1, min(query.longest, len(index.backward)) + 1):
            found += sorted(search.paths_of(length), key=lambda path: path.rank)
            if len(found) > query.k:
                break
    except _BudgetSpentError:
        exhausted = True
        found = sorted([*found, *search.unfinished], key=lambda path: path.rank)
    more = len(found) > query.k
    return Paths(source, target, tuple(found[: query.k]), more, exhausted)


def _ends(corpus: Corpus, term: str) -> dict[str, str]:
    """Map the axes at which a path may end to the terms they are shown as."""
    return {corpus.pole(pool)[0]: pool for pool in (*corpus.pools(term), term)}


class _Search:
    """One query on one index; counts its steps over all lengths."""

    def __init__(
        self,
        corpus: Corpus,
        index: PathIndex,
        query: PathQuery,
        sources: dict[str, str],
        targets: dict[str, str],
    ) -> None:
        self.corpus = corpus
        self.index = index
        self.query = query
        self.sources = sources
        self.targets = targets
        self.via = {corpus.pole(term)[0] for term in query.via}
        self.avoid = {corpus.pole(term)[0] for term in query.avoid}
        self.remaining = _distances(index, set(targets) - self.avoid, self.avoid)
        self.steps = 0
        self.unfinished: list[Path] = []

    def paths_of(self, length: int) -> list[Path]:
        """List all paths of exactly so many hops, in no particular order."""
        self.unfinished = []
        for axis in sorted(self.sources):
            if self.remaining.get(axis, length + 1) <= length:
                for edges in self._walk(axis, length):
                    path = self._path(self.sources[axis], edges)
                    if self.query.sign is None or path.sign is self.query.sign:
                        self.unfinished.append(path)
        return self.unfinished

    def _walk(self, start: str, length: int) -> Iterator[tuple[Edge, ...]]:
        """Walk depth first with a stack of its own, so that no path is too deep for Python."""
        edges: list[Edge] = []
        passed = {start}
        branches = [iter(self.index.forward.get(start, ()))]
        while branches:
            left = length - len(edges)
            edge = next(branches[-1], None)
            if edge is None:
                branches.pop()
                if edges:
                    passed.remove(edges.pop().axis)
                continue
            self.steps += 1
            if self.steps > self.query.steps:
                raise _BudgetSpentError
            if edge.axis in passed or self.remaining.get(edge.axis, left) >= left:
                continue
            if left > 1:
                edges.append(edge)
                passed.add(edge.axis)
                branches.append(iter(self.index.forward.get(edge.axis, ())))
            elif self.via <= passed | {edge.axis}:
                yield (*edges, edge)

    def _path(self, source: str, edges: Sequence[Edge]) -> Path:
        """Name the poles of a path: its ends as asked for, the rest as the claims have them."""
        hops = []
        subject = source
        for number, edge in enumerate(edges, start=1):
            last = number == len(edges)
            object_ = self.targets[edge.axis] if last else edge.claims[0].object
            poles = self.corpus.pole(subject)[1] * self.corpus.pole(object_)[1]
            hops.append(Hop(subject, object_, edge.sign * poles, edge.claims, edge.evidence))
            subject = object_
        return Path(tuple(hops))


def _distances(index: PathIndex, targets: set[str], avoid: set[str]) -> dict[str, int]:
    """Count the hops from each axis to the nearest target; what cannot reach one is absent."""
    distance = dict.fromkeys(targets, 0)
    frontier = list(targets)
    while frontier:
        reached = []
        for axis in frontier:
            for earlier in index.backward.get(axis, ()):
                if earlier not in distance and earlier not in avoid:
                    distance[earlier] = distance[axis] + 1
                    reached.append(earlier)
        frontier = reached
    return distance
