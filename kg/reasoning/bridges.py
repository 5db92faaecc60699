"""Hops that are not there and would connect two ends, beside what the corpus holds on them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Basis, Outcome, Sign
from kg.reasoning.holdings import Holdings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Claim, Evidence, Gap
    from kg.paths.index import PathIndex
    from kg.paths.path import Path
    from kg.paths.query import PathQuery
    from kg.reasoning.holdings import Holding
    from kg.reasoning.reach import Reached

__all__ = ["Bridge", "find_bridges"]

HANDFUL = 5
OUTSIDE = ("Drug", "DrugClass", "InterventionOrExposure")
"""Classes of what is given or done from outside, which nothing in the body brings about."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """A hop that would connect the ends of a query, and what there is on it.

    Attributes
    ----------
    start, end : str
        The terms it would lead from and to.
    sign : Sign or None
        The sign that it would need between the two; None if any would do.
    before, after : Path or None
        What leads to its start, and on from its end; None if that is an end of the query.
    held : tuple of (Claim, Evidence)
        What the corpus holds on the two terms and is no hop under the query.
    gaps : tuple of Gap
        The gaps that name both terms, or, if nothing else is known, one of them.
    """

    start: str
    end: str
    sign: Sign | None
    before: Path | None
    after: Path | None
    held: tuple[Holding, ...]
    gaps: tuple[Gap, ...]

    @property
    def length(self) -> int:
        """How many hops the path would have."""
        return 1 + sum(path.length for path in (self.before, self.after) if path)


class _Arm(NamedTuple):
    """One way from an end of the query to where a bridge may begin; its end is an upper pole."""

    axis: str
    sign: Sign
    axes: frozenset[str]
    term: str
    path: Path | None

    @property
    def length(self) -> int:
        return self.path.length if self.path else 0


def find_bridges(
    index: PathIndex,
    query: PathQuery,
    reached: Sequence[Reached],
    reaching: Sequence[Reached],
) -> list[Bridge]:
    """Find hops that would complete a path.

    Parameters
    ----------
    index : PathIndex
        Of the corpus.
    query : PathQuery
        Whose path is sought; nothing is found if one of its ends is open.
    reached, reaching : sequence of Reached
        What its sources lead to, and what leads to its targets, each by shortest paths.

    Returns
    -------
    list of Bridge
        At most five. First those of whose two terms the corpus holds support of any kind, then
        those that it only speaks against, then those whose two terms a gap names; the shorter
        first. If there is none of these, those with an end of the query of which a gap names one
        term; and if there is none of these either, the hop from end to end. A hop of which the
        corpus says nothing must be one that the ontology allows.
    """
    if not query.sources or not query.targets:
        return []
    return _Builder(index, query, reached, reaching).bridges()


class _Builder:
    """Joins arms from both ends where a hop between them is missing."""

    def __init__(
        self,
        index: PathIndex,
        query: PathQuery,
        reached: Sequence[Reached],
        reaching: Sequence[Reached],
    ) -> None:
        self._index = index
        self._query = query
        self._merge = query.scope.merge
        self._holdings = Holdings(index, query.scope)
        self._via = [set(index.ends([term], merge=self._merge)) for term in sorted(query.via)]
        self._barred = set(index.ends(query.avoid, merge=self._merge))
        curated = index.curated(query.scope)
        between = {curated.axes[axis] for axis in index.ask(query).between}
        self._hops: dict[tuple[str, str], set[Sign]] = {}
        for step in curated.lists.steps:
            pair = curated.axes[step.start], curated.axes[step.end]
            self._hops.setdefault(pair, set()).add(step.sign)
        self._before = self._arms(query.sources, reached, between, -1)
        self._after = self._arms(query.targets, reaching, between, 0)

    def bridges(self) -> list[Bridge]:
        """List the bridges on which there is something, else those from end to end."""
        gaps = self._gaps()
        pairs = dict.fromkeys([*self._spoken_of(), *self._named_together(gaps)])
        found = [bridge for pair in pairs for bridge in self._bridge(pair, gaps)]
        if not found:
            ends = [pair for pair in dict.fromkeys(self._at_an_end(gaps)) if pair not in pairs]
            found = [bridge for pair in ends for bridge in self._bridge(pair, gaps, one=True)]
        if not found:
            ends = list(product(self._ends(self._before), self._ends(self._after)))
            found = [bridge for pair in ends for bridge in self._bridge(pair, None)]
        return sorted(found, key=_order)[:HANDFUL]

    def _arms(
        self, ends: Iterable[str], around: Iterable[Reached], between: set[str], tip: int
    ) -> dict[str, list[_Arm]]:
        arms: dict[str, list[_Arm]] = {}
        for axis, term in self._index.ends(ends, merge=self._merge).items():
            if axis not in self._barred:
                pole = self._index.axis(term, merge=self._merge)[1]
                arms[axis] = [_Arm(axis, pole, frozenset({axis}), term, None)]
        for path in (path for each in around for path in each.ways[0].best):
            axes = [self._index.axis(term, merge=self._merge)[0] for term in path.terms]
            if axes[tip] not in between:
                arm = _Arm(axes[tip], path.sign, frozenset(axes), path.terms[tip], path)
                arms.setdefault(axes[tip], []).append(arm)
        return arms

    def _spoken_of(self) -> Iterator[tuple[str, str]]:
        for start, end in self._holdings.pairs():
            if start in self._before and end in self._after:
                yield start, end

    def _gaps(self) -> dict[Gap, set[str]]:
        """Map each gap to the axes it names."""
        return {
            gap: {self._index.axis(term, merge=self._merge)[0] for term in gap.terms}
            for gap in self._index.corpus.gaps.values()
        }

    def _named_together(self, gaps: Mapping[Gap, set[str]]) -> Iterator[tuple[str, str]]:
        for axes in gaps.values():
            yield from product(
                sorted(axes & self._before.keys()), sorted(axes & self._after.keys())
            )

    def _at_an_end(self, gaps: Mapping[Gap, set[str]]) -> Iterator[tuple[str, str]]:
        """List the pairs of an end of the query and a term that some gap names."""
        named = set().union(*gaps.values())
        sources, targets = self._ends(self._before), self._ends(self._after)
        yield from product(sorted(sources), sorted(named & self._after.keys()))
        yield from product(sorted(named & self._before.keys()), sorted(targets))

    def _ends(self, arms: Mapping[str, list[_Arm]]) -> list[str]:
        return [axis for axis, at in arms.items() if at[0].path is None]

    def _bridge(
        self, pair: tuple[str, str], gaps: Mapping[Gap, set[str]] | None, *, one: bool = False
    ) -> Iterator[Bridge]:
        """Make the shortest bridge of a pair of axes, if one would complete a path.

        There must be something on it, unless no gaps are handed in.
        """
        joined = [
            arms
            for arms in product(*(self._before[pair[0]], self._after[pair[1]]))
            if self._completes(*arms)
        ]
        for before, after in sorted(joined, key=lambda arms: arms[0].length + arms[1].length)[:1]:
            needed = self._needed(before, after)
            held = [
                (claim, piece)
                for claim, piece in self._holdings.idle(*pair)
                if self._bears_on(claim, piece)
                and (needed is None or self._holdings.sign(claim) in {needed, Sign.UNKNOWN})
            ]
            naming = [
                gap
                for gap, axes in (gaps or {}).items()
                if (not axes.isdisjoint(pair) if one else axes.issuperset(pair))
            ]
            if held or (self._may_be(*pair) and (naming or gaps is None)):
                yield Bridge(
                    before.term,
                    after.term,
                    self._shown(before, after, needed),
                    before.path,
                    after.path,
                    tuple(held),
                    tuple(naming),
                )

    def _bears_on(self, claim: Claim, piece: Evidence) -> bool:
        """Tell whether evidence says something of an effect, and not of a place or a bond."""
        predicate = self._index.corpus.predicate(claim)
        told = predicate.causal or predicate.null or predicate.sign is not Sign.UNKNOWN
        return told or piece.basis in {Basis.ASSOCIATION, Basis.SPECULATION}

    def _may_be(self, start: str, end: str) -> bool:
        """Tell whether the ontology lets a causal claim lead from one axis to another."""
        subjects, objects = self._types(start), self._types(end)
        ontology = self._index.corpus.ontology
        if not all(each in ontology.types for each in (*subjects, *objects)):
            return True
        return any(
            predicate.causal
            and any(ontology.is_any(each, predicate.subject_types) for each in subjects)
            and any(
                ontology.is_any(each, predicate.object_types) and not ontology.is_any(each, OUTSIDE)
                for each in objects
            )
            for predicate in ontology.predicates.values()
        )

    def _types(self, axis: str) -> list[str]:
        """List the classes of both poles of an axis."""
        corpus = self._index.corpus
        return [corpus.terms[term].type for term in (axis, corpus.opposite(axis)) if term]

    def _completes(self, before: _Arm, after: _Arm) -> bool:
        """Tell whether a hop between two arms is missing and would make a path of the query."""
        passed = before.axes | after.axes
        needed = self._needed(before, after)
        signs = self._hops.get((before.axis, after.axis), set())
        return (
            before.axes.isdisjoint(after.axes)
            and before.length + 1 + after.length <= self._query.longest
            and all(group & passed for group in self._via)
            and needed is not Sign.UNKNOWN
            and not (signs if needed is None else needed in signs)
        )

    def _needed(self, before: _Arm, after: _Arm) -> Sign | None:
        """Give the sign between upper poles that a hop would need; unknown if none would do."""
        if self._query.sign is None or self._query.sign is Sign.UNKNOWN:
            return None
        return self._query.sign * before.sign * after.sign

    def _shown(self, before: _Arm, after: _Arm, needed: Sign | None) -> Sign | None:
        """Turn a needed sign into one between the terms as they are named."""
        if needed is None:
            return None
        poles = (self._index.axis(arm.term, merge=self._merge)[1] for arm in (before, after))
        for pole in poles:
            needed *= pole
        return needed


def _order(bridge: Bridge) -> tuple[int, int, str, str]:
    both = {bridge.start, bridge.end}
    if bridge.held:
        kind = 0 if any(piece.outcome is Outcome.SUPPORTS for _, piece in bridge.held) else 1
    else:
        kind = 2 if any(both <= set(gap.terms) for gap in bridge.gaps) else 3
    return kind, bridge.length, bridge.start, bridge.end
