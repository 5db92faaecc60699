"""Whether all paths between two ends act the same way, and which hops are to blame if not.

Nothing here prints.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Sign
from kg.paths.lists import Lists
from kg.paths.network import BudgetSpentError, Meter
from kg.paths.search import find_trails
from kg.reasoning.hitting import HittingSets

if TYPE_CHECKING:
    from kg.paths.index import PathIndex
    from kg.paths.network import Trail
    from kg.paths.path import Hop, Path
    from kg.paths.query import PathQuery
    from kg.reasoning.hitting import Items
    from kg.strength import Tier

__all__ = ["Side", "Split", "Turn", "find_split"]

SIGNS = (Sign.UP, Sign.DOWN, Sign.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Side:
    """The paths of one net sign.

    `best` is the first of them in the order of the query, if there is any; `tiers` counts them
    by the tier of their weakest hop, the best tier first. `counted` says whether the count is
    right; if not, there are at least as many.
    """

    sign: Sign
    count: int
    best: Path | None
    tiers: tuple[tuple[Tier, int], ...]
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """The fewest hops without which all paths of known sign have one sign.

    `left` is that sign. `found` are all sets of the smallest number of hops that take away
    each path of the other sign and leave some of this one; `least` says that no fewer do.
    Empty, if the search was not stopped, where no set does: every path of this sign then holds
    one of the other, as it may if there are several sources or targets.
    """

    left: Sign
    found: tuple[tuple[Hop, ...], ...]
    least: int
    more: bool = False
    exhausted: bool = False

    @property
    def complete(self) -> bool:
        """Whether these are all the smallest sets."""
        return not (self.more or self.exhausted)


@dataclass(frozen=True, slots=True)
class Split:
    """The paths between two ends, parted by their net sign: up, down and unknown.

    `turns` are empty unless there are paths both up and down; what takes fewer hops is first.
    """

    query: PathQuery
    sides: tuple[Side, Side, Side]
    turns: tuple[Turn, ...]

    @property
    def coherent(self) -> bool | None:
        """Whether all paths of known sign have one sign; None if there is none, or who knows."""
        up, down, _ = self.sides
        if up.count and down.count:
            return False
        certain = up.counted and down.counted
        return True if certain and (up.count or down.count) else None

    @property
    def complete(self) -> bool:
        """Whether every path was counted, and every smallest set of hops is here."""
        return all(side.counted for side in self.sides) and all(
            turn.complete for turn in self.turns
        )


def find_split(index: PathIndex, query: PathQuery) -> Split:
    """Part the paths between two ends by their net sign, and find the hops that divide them.

    Parameters
    ----------
    index : PathIndex
        Of the corpus, or of a graph of a user's own.
    query : PathQuery
        With both ends and no sign; `k` bounds the sets of hops that are listed, for each sign.

    Returns
    -------
    Split
        Over all paths that satisfy the query.

    Raises
    ------
    UsageError
        If the query leaves an end open, asks for a sign, or names a class that the ontology
        does not have.

    Notes
    -----
    The hops are found as minimum hitting sets, exactly. The budget of the query is for each of
    five searches: the paths of each sign, and the hops for each side.
    """
    if not query.sources or not query.targets:
        raise UsageError("a split needs two ends: name where paths start and where they end")
    if query.sign is not None:
        raise UsageError("a split is between the signs: ask for it without a sign")
    up, down, unknown = (_side(index, replace(query, sign=sign)) for sign in SIGNS)
    turns = []
    if up.count and down.count:
        turns = [_turn(index, query, sign) for sign in (Sign.UP, Sign.DOWN)]
        turns.sort(key=lambda turn: (not turn.found, turn.least))
    return Split(query, (up, down, unknown), tuple(turns))


def _side(index: PathIndex, query: PathQuery) -> Side:
    """Count the paths of one sign; only the best of them is shown."""
    network, ask = index.network(query.scope), index.ask(query)
    hops = index.curated(query.scope).hops
    tiers: Counter[Tier] = Counter()
    best = None
    counted = True
    trails = find_trails(network, ask, query, Meter.of(query))
    try:
        for trail in islice(trails, query.most):
            best = best or trail
            tiers[max(hops[hop].strength.tier for hop in trail)] += 1
        counted = next(trails, None) is None
    except BudgetSpentError:
        counted = False
    path = index.path(query, best) if best else None
    return Side(
        query.sign or Sign.UNKNOWN, tiers.total(), path, tuple(sorted(tiers.items())), counted
    )


def _turn(index: PathIndex, query: PathQuery, left: Sign) -> Turn:
    """Find the fewest hops whose removal leaves one sign alone."""
    task = _Removal(index, query)
    sets = HittingSets(
        lambda removed: task.path(-left, removed),
        task.meter,
        admits=lambda removed: task.path(left, removed) is not None,
    )
    found: list[Items] = []
    exhausted = False
    try:
        for each in sets.smallest():
            if len(found) == query.most:
                exhausted = True
                break
            found.append(each)
    except BudgetSpentError:
        exhausted = True
    limit = query.most if query.k is None else query.k
    ranked = sorted(tuple(sorted(each)) for each in found)
    shown = tuple(tuple(_hop(index, query, hop) for hop in each) for each in ranked[:limit])
    return Turn(left, shown, sets.least, len(ranked) > limit, exhausted)


def _hop(index: PathIndex, query: PathQuery, hop: int) -> Hop:
    return index.path(query, (hop,)).hops[0]


class _Removal:
    """Paths of a sign that do without some hops."""

    def __init__(self, index: PathIndex, query: PathQuery) -> None:
        self.meter = Meter.of(query)
        self._lists = index.network(query.scope)
        self._longest = min(query.longest, self._lists.size - 1)
        self._asks = {sign: index.ask(replace(query, sign=sign)) for sign in (Sign.UP, Sign.DOWN)}
        self._seen: dict[Sign, list[frozenset[int]]] = {Sign.UP: [], Sign.DOWN: []}

    def path(self, sign: Sign, removed: Items) -> Items | None:
        """Give the hops of some path, from those seen before if one of them will do."""
        for seen in self._seen[sign]:
            if seen.isdisjoint(removed):
                return seen
        trail = self._search(sign, removed)
        if trail is None:
            return None
        self._seen[sign].append(frozenset(trail))
        return frozenset(trail)

    def _search(self, sign: Sign, removed: Items) -> Trail | None:
        """Find a shortest path on a network without these hops."""
        kept = [hop for hop in range(len(self._lists.steps)) if hop not in removed]
        self.meter.take(len(kept))
        lists = Lists(self._lists.size, [self._lists.steps[hop] for hop in kept])
        if not kept:
            return None
        survey = lists.survey(
            self._asks[sign], grade=lists.grades[-1], longest=self._longest, meter=self.meter
        )
        for length in range(1, self._longest + 1):
            for trail in survey.trails(length):
                return tuple(kept[hop] for hop in trail)
        return None
