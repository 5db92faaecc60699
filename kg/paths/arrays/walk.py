"""All simple paths of one length, in order: many at once, from the starts on, hop by hop."""

from __future__ import annotations

from itertools import groupby, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.model import Sign
from kg.paths.arrays.ball import PIECE
from kg.paths.arrays.sides import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.paths.arrays.detour import Detour
    from kg.paths.arrays.horizon import Horizon
    from kg.paths.arrays.kept import Array
    from kg.paths.arrays.lens import Lens
    from kg.paths.network import Trail


__all__ = ["Walk"]

FEWEST = 2**9
"""How many hops are followed at once in the beginning, when few paths may be enough."""


FEW, SINGLES = 2**4, 2**6
"""How many paths begun are few, and how often one is taken on by itself."""

Begun = tuple[tuple[int, ...], tuple[int, ...], int]
"""One path begun: its axes, the places of its hops, and the state it has come to."""


class Rows(NamedTuple):
    """Paths begun, side by side: a column each, in order.

    `axes` has one row more than `places`, which are those of hops on the forward side; `states`
    is where each path has come to. `sure` says that from all of them some end is near enough.
    """

    axes: Array
    places: Array
    states: Array
    sure: bool


class Walk:
    """All simple paths of one length.

    Parameters
    ----------
    lens : Lens
        Which hops are walked.
    horizon : Horizon
        What is known of the hops that remain; grows while it pays.
    detours : sequence of Detour
        Over what paths must pass.

    Notes
    -----
    Paths begun are taken from the front, as many as have a certain number of hops to follow,
    and their successors put back there. So the order stays that of depth-first search, memory
    is bounded by that number times the length, and the first paths come soon.
    """

    def __init__(self, lens: Lens, horizon: Horizon, detours: Sequence[Detour]) -> None:
        self._lens = lens
        self._horizon = horizon
        self._detours = detours
        self._side = lens.network.forward
        self._followed = 0
        # What must be seen of whole paths is seen of many at once.
        self._singles = 0 if detours or lens.ask.sign is Sign.UNKNOWN else SINGLES

    def trails(self, length: int) -> Iterator[Trail]:
        """List all of so many hops."""
        states = self._lens.starts
        axes = self._lens.axes(states)[np.newaxis]
        waiting = [Rows(axes, np.empty((0, len(states)), np.int64), states, sure=False)]
        room = FEWEST
        while waiting:
            rows = self._near(waiting.pop(), length)
            if self._singles > 0 and rows.sure and len(rows.states) <= FEW:
                yield from self._one_by_one(rows, length, waiting)
            elif len(rows.states):
                rows, rest = self._cut(rows, room)
                waiting += rest
                further = self._further(rows, length)
                if len(further.places) == length:
                    yield from self._answers(further)
                else:
                    waiting.append(further)
                room = min(2 * room, PIECE)

    def _one_by_one(self, rows: Rows, length: int, waiting: list[Rows]) -> Iterator[Trail]:
        """List the first paths one at a time, which is quicker as long as they are few.

        What is left once they are no longer few is added to what waits.
        """
        lens = self._lens
        begun = _columns(rows)
        while begun and self._singles > 0:
            axes, places, state = begun.pop()
            left = length - len(places) - 1
            further = [
                ((*axes, axis), (*places, place), after)
                for place, after in self._near_from(state, left)
                if (axis := after >> lens.signed) not in axes
                and not (left and lens.is_closed(after))
            ]
            self._singles -= 1 + len(further) // FEW
            if left:
                begun += reversed(further)
            else:
                yield from [self._side.trail(places) for _, places, _ in further]
        waiting += _rows(begun)

    def _near_from(self, state: int, left: int) -> Iterator[tuple[int, int]]:
        """List the hops from a state on that end near enough: their places and states."""
        lens, side = self._lens, self._side
        packed, first = side.of(state >> lens.signed)
        lens.meter.take(len(packed) + 1)
        states = lens.after(state, packed)
        near = self._horizon.near(left, states)
        if lens.chooses:
            near &= lens.walked(side, packed, np.arange(first, first + len(packed)))
        found = near.nonzero()[0]
        return zip((found + first).tolist(), states.take(found).tolist(), strict=True)

    def _cut(self, rows: Rows, room: int) -> tuple[Rows, list[Rows]]:
        """Cut off the first paths that have so many hops to follow, or the first."""
        counts = self._lens.degrees(self._side, rows.states)
        if len(counts) == 1 or int(np.add.reduce(counts)) <= room:
            return rows, []
        at = max(1, int(counts.cumsum().searchsorted(room, side="right")))
        if at == len(counts):
            return rows, []
        return _part(rows, slice(at)), [_part(rows, slice(at, None))]

    def _near(self, rows: Rows, length: int) -> Rows:
        """Leave out paths from which no end is near enough, as far as that is known."""
        left = length - len(rows.places)
        for detour in self._detours:
            keep = detour.near(rows.axes, rows.states, left, length)
            if keep is not None:
                rows = _those(rows, keep)
        if rows.sure or not self._horizon.knows(left, length, self._followed):
            return rows
        return _those(rows, self._horizon.near(left, rows.states))._replace(sure=True)

    def _further(self, rows: Rows, length: int) -> Rows:
        """Take all hops from the paths on that end near enough and pass no axis again."""
        lens, left = self._lens, length - len(rows.places) - 1
        counts = lens.degrees(self._side, rows.states)
        hops = int(np.add.reduce(counts))
        lens.meter.take(hops + len(counts))
        self._followed += hops
        which, places, states = lens.onward(self._side, rows.states, counts)
        sure = self._horizon.knows(left, length, 0)
        if sure:
            near = self._horizon.near(left, states).nonzero()[0]
            which, places, states = which.take(near), places.take(near), states.take(near)
        axes = lens.axes(states)
        before = rows.axes.take(which, axis=1)
        keep = np.logical_and.reduce(before != axes)
        if left and lens.closed is not None:
            keep &= ~lens.closed.take(axes)
        passed = np.concatenate((before, axes[np.newaxis]))
        taken = np.concatenate((rows.places.take(which, axis=1), places[np.newaxis]))
        return _those(Rows(passed, taken, states, sure), keep)

    def _answers(self, rows: Rows) -> Iterator[Trail]:
        """Give whole paths, those left out that do not pass what they must."""
        ask = self._lens.ask
        for group in ask.via:
            rows = _those(rows, np.logical_or.reduce(np.isin(rows.axes, sorted(group))))
        if ask.sign is Sign.UNKNOWN:
            unknown = self._side.packed_at(rows.places) & 3 == UNKNOWN
            rows = _those(rows, np.logical_or.reduce(unknown))
        yield from zip(*self._side.hops_at(rows.places).tolist(), strict=True)


def _columns(rows: Rows) -> list[Begun]:
    """Take paths apart, the last first."""
    axes = zip(*rows.axes.tolist(), strict=True)
    places = zip(*rows.places.tolist(), strict=True) if len(rows.places) else repeat(())
    return [*zip(axes, places, rows.states.tolist(), strict=False)][::-1]


def _rows(begun: list[Begun]) -> Iterator[Rows]:
    """Put paths side by side again, those of one length together."""
    for _, group in groupby(begun, key=lambda each: len(each[1])):
        axes, places, states = zip(*[*group][::-1], strict=True)
        yield Rows(
            np.array(axes, np.int32).T.copy(),
            np.array(places, np.int64).reshape(len(axes), -1).T.copy(),
            np.array(states, np.int32),
            sure=True,
        )


def _those(rows: Rows, keep: Array) -> Rows:
    if np.count_nonzero(keep) == len(keep):
        return rows
    columns = keep.nonzero()[0]
    axes, places = rows.axes.take(columns, axis=1), rows.places.take(columns, axis=1)
    return Rows(axes, places, rows.states.take(columns), rows.sure)


def _part(rows: Rows, part: slice) -> Rows:
    return Rows(rows.axes[:, part], rows.places[:, part], rows.states[part], rows.sure)
