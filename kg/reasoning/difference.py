"""What leads from one end to the other in one context and not, or otherwise, in another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Basis, Context, Outcome, Questions, Sign
from kg.paths.network import BudgetSpentError, Meter
from kg.paths.search import find_trails
from kg.reasoning.chains import axes_of, sign_of, standing
from kg.reasoning.holdings import Holding, Holdings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Evidence
    from kg.paths.index import PathIndex
    from kg.paths.network import Trail
    from kg.paths.path import Hop, Path
    from kg.paths.query import PathQuery

__all__ = ["Change", "Difference", "Fate", "Missing", "find_difference"]

Chain = tuple[str, ...]
Weighed = tuple[tuple[int, int], "Trail"]
_Variants = dict[Sign, Weighed]

UNTESTED = frozenset({Basis.STATEMENT, Basis.SPECULATION, Basis.BACKGROUND})
"""Bases that are no test of anything, whatever they say."""


class Fate(StrEnum):
    """What becomes of a chain of terms from the first context to the second.

    A chain is there in a context if every hop of it has evidence that was seen in that context
    and counts under the query; what does not say in what it was seen counts in none.

    `KEPT`: it is there in both, with a known net sign that is the same in both. `TURNED`: it is
    there in both, always with a known net sign, and never the same. `UNCLEAR`: it is there in
    both, but for want of a known net sign it cannot be told whether it is kept or turned.
    `LOST`: it is there only in the first, and some hop that the second lacks was tested there
    and not found, or spoken against. `UNSUPPORTED`: it is there only in the first, and
    nothing of that kind is known in the second: it may be so there, nobody showed it.
    `GAINED`: it is there only in the second; whether the first tested it stands beside it.
    """

    KEPT = "kept"
    TURNED = "turned"
    UNCLEAR = "unclear"
    LOST = "lost"
    GAINED = "gained"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Missing:
    """A hop of one context that the other lacks, and all that the other holds on it.

    `hop` is as the one context has it. `against` is what tested it in the other context
    and found nothing, or opposes it. `beside` is whatever else was
    seen there on the same two terms and does not carry the hop: associations, statements, what
    is open or guessed, or what the query leaves out. `silent` is what would carry it, but does
    not say in what it was seen.
    """

    hop: Hop
    against: tuple[Holding, ...]
    beside: tuple[Holding, ...]
    silent: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One chain of terms in the two contexts.

    `first` and `second` hold its best path for each net sign that it has there, best first;
    `missing` the hops that one of the two lacks, in the order of the chain.
    """

    fate: Fate
    first: tuple[Path, ...]
    second: tuple[Path, ...]
    missing: tuple[Missing, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms from end to end, as the first context names them if it has the chain."""
        return (self.first or self.second)[0].terms


@dataclass(frozen=True, slots=True)
class Difference:
    """The chains that lead from one end to the other in either of two contexts.

    `first` and `second` are the contexts in full, with what the query asks of both; `found` is
    in the order of the best path of each chain in either; `counts` is over all chains, also
    those that were left out because only so many were asked for (`more`); `exhausted` says that
    a budget ended the search. What is said of a chain is then true all the same, but there may
    be more chains.
    """

    query: PathQuery
    first: Context
    second: Context
    found: tuple[Change, ...]
    counts: tuple[tuple[Fate, int], ...]
    more: bool = False
    exhausted: bool = False

    @property
    def complete(self) -> bool:
        """Whether these are all chains."""
        return not (self.more or self.exhausted)

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """List the chains that had a fate, in order."""
        return tuple(change for change in self.found if change.fate is fate)


def find_difference(
    index: PathIndex, query: PathQuery, first: Context, second: Context
) -> Difference:
    """Compare the paths that are coherent in one context with those in another.

    Parameters
    ----------
    index : PathIndex
        Of the corpus.
    query : PathQuery
        Its own context holds for both sides; `k` is how many chains are wanted. If it asks for
        a net sign, chains are compared that have it in either context.
    first, second : Context
        Each states at least one part, and they are not the same.

    Returns
    -------
    Difference
        Every chain of terms once; `Fate` says what each word means.

    Raises
    ------
    UsageError
        If a context is empty, or both are the same.

    Notes
    -----
    The fate of a chain is read off its hops in both contexts and not off the two lists of
    paths, so that it holds even where a budget cut a list short.
    """
    if Context() in (first, second) or first == second:
        raise UsageError("a difference needs two contexts that are not the same")
    meter = Meter.of(query)
    sides = _Side(index, query, first), _Side(index, query, second)
    seen = [side.look(meter) for side in sides]
    exhausted = not all(seen)
    ranked: list[tuple[Weighed, Chain, _Variants, _Variants]] = []
    try:
        for chain in dict.fromkeys(chain for side in sides for chain in side.chains):
            one, other = (side.variants(chain, meter) for side in sides)
            if query.sign is None or query.sign in {**one, **other}:
                ranked.append((min([*one.values(), *other.values()]), chain, one, other))
    except BudgetSpentError:
        exhausted = True
    ranked.sort(key=lambda each: (each[0][0], each[1]))
    changes = [_change(sides, chain, (one, other)) for _, chain, one, other in ranked]
    counted = Counter(change.fate for change in changes)
    return Difference(
        query,
        sides[0].query.scope.context,
        sides[1].query.scope.context,
        tuple(changes[: query.k]),
        tuple((fate, counted[fate]) for fate in Fate),
        more=query.k is not None and len(changes) > query.k,
        exhausted=exhausted,
    )


class _Side:
    """The paths of a query in one of the two contexts, whatever their net sign."""

    def __init__(self, index: PathIndex, query: PathQuery, context: Context) -> None:
        scope = replace(query.scope, context=query.scope.context.narrowed(context), prefer=False)
        self.query = replace(query, sign=None, scope=scope)
        self.chains: dict[Chain, None] = {}
        self._index = index
        self._curated = index.curated(scope)
        self._steps = self._curated.lists.steps
        self._ask = index.ask(self.query)
        self._holdings = Holdings(index, scope)
        self._questions = Questions(index.corpus)
        self._hops: dict[tuple[str, str], list[int]] = {}
        for number, step in enumerate(self._steps):
            ends = self._curated.axes[step.start], self._curated.axes[step.end]
            self._hops.setdefault(ends, []).append(number)

    def look(self, meter: Meter) -> bool:
        """Gather the chains of all paths; tell whether these are all."""
        trails = find_trails(self._curated.lists, self._ask, self.query, meter)
        try:
            for trail in islice(trails, self.query.most):
                axes = axes_of(self._steps, trail)
                self.chains[tuple(self._curated.axes[axis] for axis in axes)] = None
            return next(trails, None) is None
        except BudgetSpentError:
            return False

    def variants(self, chain: Chain, meter: Meter) -> _Variants:
        """Give the best trail along a chain for each net sign; empty if a hop is missing."""
        found: _Variants = {}
        for trail in product(*(self._hops.get(pair, ()) for pair in pairwise(chain))):
            meter.take()
            sign = sign_of(self._steps, trail) * self._poles(chain)
            weighed = standing(self._steps, trail, rank=self.query.rank), trail
            found[sign] = min(weighed, found.get(sign, weighed))
        return found

    def paths(self, variants: _Variants) -> tuple[Path, ...]:
        """Show the paths of a chain, the best first."""
        return tuple(self._index.path(self.query, trail) for _, trail in sorted(variants.values()))

    def missing(self, chain: Chain, path: Path) -> Iterator[Missing]:
        """List the hops of a path of the other context that are none in this one."""
        for pair, hop in zip(pairwise(chain), path.hops, strict=True):
            if pair not in self._hops:
                yield self._missing(pair, hop)

    def _missing(self, pair: tuple[str, str], hop: Hop) -> Missing:
        corpus, scope = self._index.corpus, self.query.scope
        idle = list(self._holdings.idle(*pair))
        here = [each for each in idle if scope.fits(corpus, *each)]
        against = [each for each in self._contrary(hop) if scope.fits(corpus, *each)]
        silent = [
            (claim, piece)
            for claim, piece in idle
            if self._holdings.would_carry(claim, piece)
            and scope.bears_on(corpus, piece)
            and not scope.fits(corpus, claim, piece)
        ]
        beside = [each for each in here if each not in against]
        return Missing(hop, tuple(against), tuple(beside), tuple(silent))

    def _contrary(self, hop: Hop) -> Iterator[Holding]:
        """List what tested a hop and did not find it, each once."""
        seen = set()
        for claim in hop.claims:
            causal = self._index.corpus.predicate(claim).causal
            for other, piece in self._questions.against(claim):
                if piece.id not in seen and self._tests(piece, causal=causal):
                    seen.add(piece.id)
                    yield other, piece

    def _tests(self, piece: Evidence, *, causal: bool) -> bool:
        """Tell whether evidence would count if it had found the hop, and is more than words."""
        scope = self.query.scope
        told = piece.basis in UNTESTED and piece.basis not in scope.bases
        failed = piece.outcome is not Outcome.SUPPORTS
        return (
            failed
            and not told
            and scope.counts(replace(piece, outcome=Outcome.SUPPORTS), causal=causal)
        )

    def _poles(self, chain: Chain) -> Sign:
        """Turn a sign between upper poles into one between the ends as they were asked for."""
        numbers, sign = self._curated.numbers, Sign.UP
        for axis, poles in ((chain[0], self._ask.sources), (chain[-1], self._ask.targets)):
            if poles is not None:
                sign *= poles[numbers[axis]]
        return sign


def _change(
    sides: tuple[_Side, _Side], chain: Chain, variants: tuple[_Variants, _Variants]
) -> Change:
    first, second = (side.paths(found) for side, found in zip(sides, variants, strict=True))
    missing: tuple[Missing, ...] = ()
    if not second:
        missing = tuple(sides[1].missing(chain, first[0]))
    elif not first:
        missing = tuple(sides[0].missing(chain, second[0]))
    return Change(_fate(*variants, missing), first, second, missing)


def _fate(first: _Variants, second: _Variants, missing: tuple[Missing, ...]) -> Fate:
    if not second:
        return Fate.LOST if any(each.against for each in missing) else Fate.UNSUPPORTED
    if not first:
        return Fate.GAINED
    if (first.keys() & second.keys()) - {Sign.UNKNOWN}:
        return Fate.KEPT
    return Fate.UNCLEAR if Sign.UNKNOWN in {**first, **second} else Fate.TURNED
