"""One scope of the curated graph laid over a compiled one: which hops there are, and what each is.

Only numbers are held for the compiled graph; a hop of it is read when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from kg.exchange.foreign import worths
from kg.exchange.selected import find_hop, hops_around, select
from kg.model import Sign
from kg.model.vocabulary import Match
from kg.paths import Hop, Link
from kg.paths.arrays import Arrays, Edges, Layered
from kg.paths.worth import admits, bare_strength, cost_of, grade_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from numpy.typing import NDArray

    from kg.exchange.compiled import Compiled, Kind
    from kg.model import Corpus
    from kg.paths import PathIndex, Scope
    from kg.paths.index import Curated

    Array = NDArray[Any]

__all__ = ["Layer", "Nodes", "Places"]

OUT = 255
"""The mark of edges that a scope does not admit; better ones have smaller marks."""

Key = tuple[int, int, Sign]
"""Where a hop starts and ends, by number, and its sign between the upper poles there."""


class Places(NamedTuple):
    """Where the curated axes lie: at a node, beside other nodes, or nowhere in the other graph.

    `mains` maps the axes that are nodes to these. `others` maps each further node of an axis,
    its lower pole for one, to the axis and to which pole of it the node is.
    """

    mains: Mapping[str, int]
    others: Mapping[int, tuple[str, Sign]]


class Nodes:
    """Which curated terms are which nodes of a compiled graph.

    Parameters
    ----------
    corpus : Corpus
        Terms with an exact match, whose CURIE is the id of a node, are that node.
    compiled : Compiled
        The other graph.
    """

    def __init__(self, corpus: Corpus, compiled: Compiled) -> None:
        self.compiled = compiled
        self.numbers = {
            term.id: number
            for term in corpus.terms.values()
            if term.match is Match.EXACT and (number := compiled.number(term.curie)) is not None
        }
        self._terms = {number: term for term, number in self.numbers.items()}

    def name(self, number: int) -> str:
        """Name a node as the curated graph does, or by its id."""
        return self._terms.get(number) or self.compiled.id(number)

    def places(self, index: PathIndex, *, merge: bool) -> Places:
        """Say where the axes lie; `merge` as in a scope."""
        mains: dict[str, int] = {}
        others: dict[int, tuple[str, Sign]] = {}
        for term, number in self.numbers.items():
            axis, pole = index.axis(term, merge=merge)
            if axis == term:
                mains[axis] = number
            else:
                others[number] = axis, pole
        return Places(mains, others)


class Layer:
    """The joined hops of one scope.

    Parameters
    ----------
    index : PathIndex
        Of the curated graph.
    nodes : Nodes
        Which terms are nodes.
    scope : Scope
        What may be a hop.

    Attributes
    ----------
    axes : sequence of str
        The name of each axis: nodes first, then curated axes that are none.
    numbers : mapping of str to int
        The number of each axis that has a name here.
    network : Layered
        What is searched.
    hops : sequence of Hop
        What each hop of the network is; read when it is asked for.
    """

    def __init__(self, index: PathIndex, nodes: Nodes, scope: Scope) -> None:
        self._index = index
        self._nodes = nodes
        self._scope = scope
        self._whole = nodes.compiled.arrays
        self._places = nodes.places(index, merge=scope.merge)
        curated = index.curated(scope)
        beside = {axis for axis, _ in self._places.others.values()}
        own = sorted({*curated.axes, *beside} - self._places.mains.keys())
        self.axes: Sequence[str] = _Axes(nodes, own)
        self.numbers: Mapping[str, int] = _Numbers(nodes, self._places, own)
        keep, grades, costs = self._judged()
        claimed = dict(self._claimed(curated))
        foreign = self._moved(keep)
        self._selected = select(self._whole, keep, grades=grades, costs=costs)
        found = {
            key: self._laid(key, claimed.get(key), foreign.get(key, []), keep)
            for key in {**claimed, **foreign}
        }
        small, hops = _arrays(len(self.axes), found)
        self.network = Layered(self._selected.arrays, small)
        self.hops: Sequence[Hop] = _Hops(self._foreign, self._selected.arrays.hops, hops)

    def _judged(self) -> tuple[Array, Array, Array]:
        """Tell of each hop of the compiled graph whether it is walked, its grade and its cost."""
        worth = worths(self._index.corpus, self._scope)
        ranked = sorted(worth, key=lambda level: (-worth[level].strength.value, level))
        marks = [
            ranked.index(kind.level) if admits(self._scope, _link_of(kind)) else OUT
            for kind in self._nodes.compiled.about.kinds
        ]
        best = self._nodes.compiled.best(np.array(marks, np.uint8))
        keep = best != OUT
        best = np.where(keep, best, 0)
        grades = np.array([worth[level].grade for level in ranked], np.int8)
        costs = np.array([worth[level].cost for level in ranked], np.uint32)
        return keep, grades.take(best), costs.take(best)

    def _claimed(self, curated: Curated) -> Iterator[tuple[Key, Hop]]:
        for step, hop in zip(curated.lists.steps, curated.hops, strict=True):
            start, end = (self.numbers[curated.axes[axis]] for axis in (step.start, step.end))
            yield (start, end, step.sign), hop

    def _moved(self, keep: Array) -> dict[Key, list[int]]:
        """Take the hops of nodes that are no place of their own, and say where they belong."""
        moved: dict[Key, list[int]] = {}
        for node in sorted(self._places.others):
            for hop in hops_around(self._whole, node):
                if keep[hop]:
                    keep[hop] = False
                    moved.setdefault(self._key(hop), []).append(hop)
        return moved

    def _key(self, hop: int) -> Key:
        start, end, sign, *_ = self._whole.step(hop)
        (start, from_), (end, to) = map(self._place, (start, end))
        return start, end, sign * from_ * to

    def _place(self, node: int) -> tuple[int, Sign]:
        if node not in self._places.others:
            return node, Sign.UP
        axis, pole = self._places.others[node]
        return self.numbers[axis], pole

    def _laid(self, key: Key, claimed: Hop | None, moved: list[int], keep: Array) -> Hop:
        """Make one hop of what claims, and what edges, lead from one axis to another."""
        start, end, sign = key
        beneath = None
        if max(start, end) < self._whole.size:
            beneath = find_hop(self._whole, start, end, sign=sign)
        if beneath is not None and keep[beneath]:
            moved = [beneath, *moved]
        links = [link for hop in moved for link in self._links(hop)]
        if claimed is None:
            return self._of_links(moved[0], links)
        links = [*claimed.links, *links]
        strength = claimed.strength if claimed.claims else bare_strength(self._index.corpus, links)
        return claimed._replace(links=tuple(links), strength=strength)

    def _foreign(self, hop: int) -> Hop:
        """Show a hop of the compiled graph, by its number among those that are selected."""
        whole = self._selected.whole(hop)
        return self._of_links(whole, self._links(whole))

    def _of_links(self, whole: int, links: Sequence[Link]) -> Hop:
        start, end, sign, *_ = self._whole.step(whole)
        strength = bare_strength(self._index.corpus, links)
        ends = self._named(start), self._named(end)
        return Hop(*ends, sign, (), (), tuple(links), strength, coherent=self._scope.anywhere)

    def _named(self, node: int) -> str:
        """Name a node as paths do; a pool that is merged is its substance."""
        axis, pole = self._places.others.get(node, ("", Sign.DOWN))
        return axis if pole is Sign.UP else self._nodes.name(node)

    def _links(self, whole: int) -> list[Link]:
        links = self._nodes.compiled.links(whole)
        return [link for link in links if admits(self._scope, link)]


def _link_of(kind: Kind) -> Link:
    """Make a link that is like all those of one kind to a scope."""
    return Link("", "", kind.predicate, "", Sign.UNKNOWN, kind.causal, kind.level)


def _arrays(size: int, found: Mapping[Key, Hop]) -> tuple[Arrays, tuple[Hop, ...]]:
    """Make a network of a few hops, and list these by their number in it."""
    columns = zip(*found, strict=True) if found else ((), (), ())
    start, end, sign = (np.array(column, np.int64) for column in columns)
    hops = list(found.values())
    grade, cost = (np.array([of(hop) for hop in hops], np.int64) for of in (grade_of, cost_of))
    built = Arrays.build(size, Edges(start, end, sign, grade, cost))
    return built.arrays, tuple(hops[at] for at in built.order.tolist())


class _Axes(Sequence[str]):
    """The names of all axes, read when they are asked for."""

    def __init__(self, nodes: Nodes, own: Sequence[str]) -> None:
        self._nodes = nodes
        self._own = own

    def __len__(self) -> int:
        return self._nodes.compiled.about.nodes + len(self._own)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        beyond = number - self._nodes.compiled.about.nodes
        return self._nodes.name(number) if beyond < 0 else self._own[beyond]


class _Numbers(Mapping[str, int]):
    """The numbers of axes by name."""

    def __init__(self, nodes: Nodes, places: Places, own: Sequence[str]) -> None:
        self._nodes = nodes
        self._own = own
        self._size = nodes.compiled.about.nodes
        self._ours = {**places.mains, **{axis: self._size + at for at, axis in enumerate(own)}}
        self._others = places.others

    def __getitem__(self, name: str) -> int:
        if name in self._ours:
            return self._ours[name]
        number = self._nodes.compiled.number(name)
        if number is None or number in self._others:
            raise KeyError(name)
        return number

    def __iter__(self) -> Iterator[str]:
        beside = (each for each in range(self._size) if each not in self._others)
        yield from map(self._nodes.name, beside)
        yield from self._own

    def __len__(self) -> int:
        return self._size - len(self._others) + len(self._own)


class _Hops(Sequence[Hop]):
    """The hops of a network: those beneath the layer, read one by one, then its own."""

    def __init__(self, read: Callable[[int], Hop], count: int, own: Sequence[Hop]) -> None:
        self._read = read
        self._count = count
        self._own = own

    def __len__(self) -> int:
        return self._count + len(self._own)

    @overload
    def __getitem__(self, number: int) -> Hop: ...
    @overload
    def __getitem__(self, number: slice) -> list[Hop]: ...
    def __getitem__(self, number: int | slice) -> Hop | list[Hop]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        beyond = number - self._count
        return self._read(number) if beyond < 0 else self._own[beyond]
