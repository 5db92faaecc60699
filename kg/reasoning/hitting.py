"""The smallest sets that hit every one of many sets, which are only told one at a time.

The items are numbers; what they stand for, terms or hops, is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.paths.network import Meter

__all__ = ["HittingSets", "Items"]

Items = frozenset[int]


class _Branch(NamedTuple):
    """A part of the search: sets that hold the items chosen and none of those refused."""

    chosen: Items
    refused: Items


class HittingSets:
    """The smallest hitting sets of a family that is too large to be listed.

    Parameters
    ----------
    unhit : callable
        Takes items, and gives a set of the family that none of them hits, or None if they hit
        all. No set of the family is empty.
    meter : Meter
        Counts the steps.
    known : iterable of frozenset of int
        Some sets of the family, which then need not be asked for.
    admits : callable, optional
        Takes items, and tells whether a set of them may be an answer; if it refuses some
        items, it refuses all that hold them. Admits all if it is not given.

    Attributes
    ----------
    least : int
        No answer has fewer items than that, as far as is known by now.

    Notes
    -----
    Implicit hitting sets [1]_: sets of the family are only asked for when those known by now
    are all hit. Sets that share no item are gathered first, because no answer can have fewer
    items than there are of them. Then answers of growing size are sought: some item of a set
    that is not hit must be chosen, and what was tried before it is refused, so that no answer
    comes twice.

    References
    ----------
    .. [1] Karp RM (2010). Implicit hitting set problems and multi-genome alignment. In:
       Combinatorial Pattern Matching. doi:10.1007/978-3-642-13509-5_14
    """

    def __init__(
        self,
        unhit: Callable[[Items], Items | None],
        meter: Meter,
        *,
        known: Iterable[Items] = (),
        admits: Callable[[Items], bool] = lambda _: True,
    ) -> None:
        self._ask = unhit
        self._meter = meter
        self._told = known
        self._admits = admits
        self._known: list[Items] = []
        self.least = 0

    def smallest(self) -> Iterator[Items]:
        """List the smallest hitting sets, all of one size.

        Yields
        ------
        frozenset of int
            Each once, in no order that is promised. None if there is none; the empty set
            alone if there is nothing to hit.

        Raises
        ------
        BudgetSpentError
            If the meter has no more steps. What was given until then is right.
        """
        self._gather()
        while True:
            found, too_small = False, False
            for answer in self._of_size(self.least):
                if answer is None:
                    too_small = True
                else:
                    found = True
                    yield answer
            if found or not too_small:
                return
            self.least += 1

    def _gather(self) -> None:
        """Gather sets of the family that share no item, until each other set shares one."""
        hit: set[int] = set()
        for told in self._told:
            self._meter.take()
            if hit.isdisjoint(told):
                self._know(told, hit)
        while (missed := self._ask(frozenset(hit))) is not None:
            self._know(missed, hit)

    def _know(self, items: Items, hit: set[int]) -> None:
        self._known.append(items)
        hit |= items
        self.least += 1

    def _of_size(self, size: int) -> Iterator[Items | None]:
        """List the answers of at most a size; None wherever larger ones were left out."""
        branches = [_Branch(frozenset(), frozenset())]
        while branches:
            branch = branches.pop()
            if not self._admits(branch.chosen):
                continue
            open_ = self._open(branch)
            if not open_:
                yield branch.chosen
            elif frozenset() in open_:
                continue  # all that could hit it is refused here, and chosen in a branch before
            elif len(branch.chosen) + _packing(open_) > size:
                yield None
            else:
                branches += reversed(list(_split(branch, open_)))

    def _open(self, branch: _Branch) -> list[Items]:
        """List the known sets that a branch has not hit, without what it refuses."""
        self._meter.take(1 + len(self._known))
        open_ = [each - branch.refused for each in self._known if not each & branch.chosen]
        if not open_ and (missed := self._ask(branch.chosen)) is not None:
            self._known.append(missed)
            open_ = [missed - branch.refused]
        return open_


def _packing(open_: Iterable[Items]) -> int:
    """Count sets that share no item: at least as many items are still to be chosen."""
    hit: set[int] = set()
    count = 0
    for each in sorted(open_, key=_size):
        if hit.isdisjoint(each):
            hit |= each
            count += 1
    return count


def _split(branch: _Branch, open_: Sequence[Items]) -> Iterator[_Branch]:
    """Choose what must be chosen at once, or else each item of a smallest set in turn."""
    forced = frozenset[int]().union(*(each for each in open_ if len(each) == 1))
    if forced:
        yield _Branch(branch.chosen | forced, branch.refused)
        return
    refused = branch.refused
    smallest = min(open_, key=_size)
    for item in sorted(smallest):
        yield _Branch(branch.chosen | {item}, refused)
        refused |= {item}


def _size(items: Items) -> int:
    return len(items)
