"""What is known of blocking a term: by which drugs, in which animals, and what else it does.

What counters a change is sought among all that the sources say, not only in the context of
the question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Basis, Sign
from kg.paths.query import PathQuery, Scope
from kg.reasoning.chains import axes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Claim
    from kg.paths.index import PathIndex
    from kg.paths.network import Trail
    from kg.paths.path import Hop

__all__ = ["Block", "Blocking", "Knockout", "Through"]

DRUGS = ("Drug", "DrugClass")
RECEPTORS = ("Receptor",)
BINDING = frozenset({"agonist_of", "antagonist_of", "inhibits"})
"""Predicates of what acts on its target itself."""


@dataclass(frozen=True, slots=True)
class Through:
    """A receptor through which a term acts, and a drug that counters it there."""

    receptor: Hop
    drug: Hop


@dataclass(frozen=True, slots=True)
class Knockout:
    """A model in which the function of a term was lost, and the claims that rest on it."""

    model: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A term to be blocked: to be kept from passing on what the source does to it.

    Attributes
    ----------
    term : str
        Named as on the best path that passes it.
    moved : Sign
        Whether the source raises or lowers it on the paths that are severed; unknown if it
        does both, or a hop before it has no sign.
    drugs, others : tuple of Hop
        What is known to counter that, which is to lower the term unless it is lowered: drugs
        and classes of drugs, and all else. Those that bind it come first, then the better
        supported.
    through : tuple of Through
        Drugs that counter it at a receptor through which it acts; they leave what it does
        otherwise.
    knockouts : tuple of Knockout
        Where its function was lost, by the name of the model.
    effects : tuple of Hop
        What it does beside the paths that are severed: its block would undo that too.
    """

    term: str
    moved: Sign
    drugs: tuple[Hop, ...]
    others: tuple[Hop, ...]
    through: tuple[Through, ...]
    knockouts: tuple[Knockout, ...]
    effects: tuple[Hop, ...]


class _Passed(NamedTuple):
    """The best path that passes an axis, where, and the signs with which any comes there."""

    trail: Trail
    place: int
    moves: set[Sign]


class Blocking:
    """What a block of the terms between two ends would mean.

    Parameters
    ----------
    index : PathIndex
        Of the graph that was searched.
    query : PathQuery
        What the paths between the ends satisfy.
    trails : sequence of Trail
        These paths, best first.
    """

    def __init__(self, index: PathIndex, query: PathQuery, trails: Sequence[Trail]) -> None:
        self._index = index
        self._query = query
        self._trails = trails
        self._walked = {hop for trail in trails for hop in trail}
        self._curated = index.curated(query.scope)
        self._asked = index.ask(query)
        self._ends = {*(self._asked.sources or ()), *(self._asked.targets or ())}
        self._plain = PathQuery(scope=Scope(merge=query.scope.merge))
        self._reach = self._reached(frozenset())
        self.block = cache(self._block)

    def standing(self, axes: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        """Put sets of terms first that drugs can block, then those that anything can."""
        blocks = [self.block(axis) for axis in axes]
        undrugged = [block for block in blocks if not block.drugs and not block.through]
        return len(undrugged), sum(not block.others for block in undrugged), axes

    def _block(self, axis: int) -> Block:
        """Say what is known of blocking one term."""
        term = self._name(axis)
        moved = self._moved(axis, term)
        counters = self._counters(term, -moved or Sign.DOWN)
        drugs = tuple(hop for hop in counters if self._is_any(hop.subject, DRUGS))
        return Block(
            term,
            moved,
            drugs,
            tuple(hop for hop in counters if hop not in drugs),
            tuple(self._through(term, -moved or Sign.DOWN)),
            tuple(self._knockouts(axis)),
            tuple(self._effects(axis, term)),
        )

    def lost(self, axes: tuple[int, ...]) -> tuple[str, ...]:
        """List what the sources no longer reach, by name, the ends and the blocked left aside."""
        lost = self._reach - self._reached(frozenset(axes)) - self._ends - set(axes)
        return tuple(self._curated.axes[axis] for axis in sorted(lost))

    @cached_property
    def _passed(self) -> dict[int, _Passed]:
        """Gather, for each axis, the best path that passes it and the ways it is moved."""
        steps, sources = self._curated.lists.steps, self._asked.sources or {}
        found: dict[int, _Passed] = {}
        for trail in self._trails:
            axes = axes_of(steps, trail)
            sign = sources[axes[0]]
            for place, axis in enumerate(axes):
                passed = found.setdefault(axis, _Passed(trail, place, set()))
                passed.moves.add(sign)
                if place < len(trail):
                    sign *= steps[trail[place]].sign
        return found

    def _name(self, axis: int) -> str:
        """Name an axis as the best path does that passes it."""
        if axis not in self._passed:
            return self._curated.axes[axis]
        passed = self._passed[axis]
        return self._index.path(self._query, passed.trail).terms[passed.place]

    def _moved(self, axis: int, term: str) -> Sign:
        """Say whether the source raises or lowers a term on all paths that pass it."""
        moves = self._passed[axis].moves if axis in self._passed else set()
        return min(moves) * self._axis(term)[1] if len(moves) == 1 else Sign.UNKNOWN

    def _counters(self, term: str, sign: Sign) -> list[Hop]:
        """List what moves a term directly in one way, the ends of the paths left aside."""
        curated = self._index.curated(self._plain.scope)
        name = self._axis(term)[0]
        number = curated.numbers.get(name)
        aside = {name, *(self._curated.axes[end] for end in self._ends)}
        hops = [
            self._shown(self._plain, hop, curated.hops[hop].subject, term)
            for hop in ([] if number is None else curated.lists.backward[number])
            if curated.axes[curated.lists.steps[hop].start] not in aside
        ]
        return sorted((hop for hop in hops if hop.sign is sign), key=_by_kind)

    def _through(self, term: str, sign: Sign) -> Iterator[Through]:
        """List the drugs that move a receptor in one way which the term switches on."""
        curated = self._index.curated(self._plain.scope)
        number = curated.numbers.get(self._axis(term)[0])
        for hop in [] if number is None else curated.lists.forward[number]:
            receptor = self._shown(self._plain, hop, term, curated.hops[hop].object)
            if receptor.sign is Sign.UP and self._is_any(receptor.object, RECEPTORS):
                for drug in self._counters(receptor.object, sign):
                    if self._is_any(drug.subject, DRUGS):
                        yield Through(receptor, drug)

    def _is_any(self, term: str, types: tuple[str, ...]) -> bool:
        corpus = self._index.corpus
        return corpus.ontology.is_any(corpus.terms[term].type, types)

    def _axis(self, term: str) -> tuple[str, Sign]:
        return self._index.axis(term, merge=self._query.scope.merge)

    @cached_property
    def _lost(self) -> dict[str, dict[str, dict[str, Claim]]]:
        """Gather the claims that rest on a loss of function, by axis and model."""
        corpus = self._index.corpus
        found: dict[str, dict[str, dict[str, Claim]]] = {}
        for claim in corpus.claims.values():
            for piece in claim.evidence:
                if piece.basis is Basis.LOSS_OF_FUNCTION:
                    models = found.setdefault(self._axis(claim.subject)[0], {})
                    for model in corpus.context(piece).model:
                        models.setdefault(model, {})[claim.id] = claim
        return found

    def _knockouts(self, axis: int) -> Iterator[Knockout]:
        """List the models in which the function of a term was lost, sorted."""
        for model, claims in sorted(self._lost.get(self._curated.axes[axis], {}).items()):
            yield Knockout(model, tuple(claims.values()))

    def _effects(self, axis: int, term: str) -> Iterator[Hop]:
        """List what a term does directly beside the paths."""
        lists = self._curated.lists
        for hop in lists.forward[axis]:
            if hop not in self._walked and lists.steps[hop].end != axis:
                object_ = self._curated.hops[hop].object
                yield self._shown(self._query, hop, term, object_)

    def _shown(self, query: PathQuery, hop: int, subject: str, object_: str) -> Hop:
        """Show a hop between two terms as they are named elsewhere."""
        between = replace(query, sources=(subject,), targets=(object_,))
        return self._index.path(between, (hop,)).hops[0]

    def _reached(self, blocked: frozenset[int]) -> set[int]:
        """List what the sources reach in as many hops as paths may have, whatever the sign."""
        steps, forward = self._curated.lists.steps, self._curated.lists.forward
        barred = self._asked.barred | blocked
        frontier = set(self._asked.sources or ()) - barred
        reached = set(frontier)
        for distance in range(self._query.longest):
            passable = frontier - self._asked.between if distance else frontier
            ends = {steps[hop].end for axis in passable for hop in forward[axis]}
            frontier = ends - barred - reached
            reached |= frontier
        return reached


def _by_kind(hop: Hop) -> tuple[bool, int, float, str]:
    """Sort what binds its target first, then what is better supported, then by name."""
    binds = any(claim.predicate in BINDING for claim in hop.claims)
    return not binds, hop.strength.tier, -hop.strength.value, hop.subject
