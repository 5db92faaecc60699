"""The graphs that `paths.py` measures on, and the engines it asks.

Each engine gives, for a task, a function of a pair of nodes. What that gives is put in one form
here as well, so that answers can be compared.
"""

from __future__ import annotations

from functools import partial
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import igraph
import networkx as nx
import numpy as np
import rustworkx as rx
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import yen

from kg.model import Sign
from kg.paths import PathQuery, Rank
from kg.paths.network import Ask, Meter
from kg.paths.search import find_trails

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.paths.arrays import Arrays
    from kg.paths.network import Network

OWN, NX = "kg", "networkx"
K, SHORT = 10, 4
"""How many shortest or cheapest paths are asked for, and up to how many edges all of them."""
PLENTY = 10**9
SKEW = 2.1
"""Degrees fall with the rank of a node to the power of 1 - 1 / SKEW."""

Pair = tuple[int, int]


class Graph(NamedTuple):
    """Edges as arrays, at most one from one node to another."""

    nodes: int
    start: np.ndarray
    end: np.ndarray
    sign: np.ndarray
    cost: np.ndarray


def drawn(nodes: int, edges: int) -> Graph:
    """Draw a graph, the same one each time; with degrees as `SKEW` says."""
    chance = np.random.default_rng(nodes)
    names = chance.permutation(nodes)
    ends = [names.take((nodes * chance.random(2 * edges) ** SKEW).astype(np.int64)) for _ in "ab"]
    keys = ends[0] * nodes + ends[1]
    _, first = np.unique(keys, return_index=True)
    first = np.sort(first)[:edges]
    start, end = (each.take(first) for each in ends)
    sign = chance.choice([1, -1], len(first), p=[0.6, 0.4])
    return Graph(nodes, start, end, sign, chance.integers(1, 2_000_000, len(first)))


def own(network: Network, longest: int) -> dict[str, Any]:
    """Ask the network through the search that all commands use."""

    def trails(source: int, target: int, sign: Sign | None, query: PathQuery) -> list[Any]:
        ask = Ask({source: Sign.UP}, {target: Sign.UP}, sign)
        found = find_trails(network, ask, query, Meter.of(query))
        return list(islice(found, query.k))

    def query(**options: Any) -> PathQuery:  # noqa: ANN401 - whatever a query has
        options = {"longest": longest, "rank": Rank.LENGTH, **options}
        return PathQuery(sources=("any",), steps=PLENTY, most=PLENTY, **options)

    shortest, simple = query(k=K), query(k=None, longest=SHORT)
    cheapest = query(k=K, rank=Rank.SUPPORT, longest=network.size)
    return {
        "k": lambda source, target: trails(source, target, None, shortest),
        "net": lambda source, target: trails(source, target, Sign.DOWN, shortest),
        "simple": lambda source, target: trails(source, target, None, simple),
        "cost": lambda source, target: trails(source, target, None, cheapest),
    }


def shortest(graph: nx.DiGraph, pair: Pair, longest: int) -> list[list[int]]:
    """Ask networkx for the first paths, up to a length."""
    paths = nx.shortest_simple_paths(graph, *pair)
    return list(islice(takewhile(lambda path: len(path) <= longest + 1, paths), K))


def networkx(graph: Graph, longest: int) -> dict[str, Any]:
    """Ask networkx; its search for short paths takes no graph with parallel edges."""
    asked = nx.DiGraph()
    asked.add_nodes_from(range(graph.nodes))
    columns = (each.tolist() for each in (graph.start, graph.end, graph.cost))
    asked.add_weighted_edges_from(zip(*columns, strict=True), weight="cost")
    best = nx.shortest_simple_paths
    return {
        "k": lambda *pair: shortest(asked, pair, longest),
        "simple": lambda *pair: list(nx.all_simple_paths(asked, *pair, cutoff=SHORT)),
        "cost": lambda *pair: list(islice(best(asked, *pair, weight="cost"), K)),
    }


def igraph_(graph: Graph) -> dict[str, Any]:
    """Ask igraph."""
    edges = np.stack((graph.start, graph.end), axis=1)
    asked = igraph.Graph(n=graph.nodes, edges=edges, directed=True)
    costs = graph.cost.tolist()
    best = partial(asked.get_k_shortest_paths, k=K)
    return {
        "k": best,
        "simple": partial(asked.get_all_simple_paths, maxlen=SHORT),
        "cost": partial(best, weights=costs),
    }


def rustworkx(graph: Graph) -> dict[str, Any]:
    """Ask rustworkx; it has no search for more than the one best path."""
    asked = rx.PyDiGraph()
    asked.add_nodes_from(range(graph.nodes))
    columns = (each.tolist() for each in (graph.start, graph.end, graph.cost))
    asked.add_edges_from(list(zip(*columns, strict=True)))
    # It counts nodes, and all others count edges.
    return {"simple": partial(rx.digraph_all_simple_paths, asked, cutoff=SHORT + 1)}


def scipy(graph: Graph) -> dict[str, Any]:
    """Ask scipy; it gives lengths or costs."""
    costs = graph.cost.astype(float)
    asked = csr_matrix((costs, (graph.start, graph.end)), (graph.nodes, graph.nodes))
    return {
        "k": lambda *pair: yen(asked, *pair, K, unweighted=True),
        "cost": lambda *pair: yen(asked, *pair, K),
    }


ENGINES: dict[str, Callable[[Graph, int], dict[str, Any]]] = {
    NX: networkx,
    "igraph": lambda graph, _: igraph_(graph),
    "rustworkx": lambda graph, _: rustworkx(graph),
    "scipy": lambda graph, _: scipy(graph),
}


class Judge:
    """Puts the answers of all engines in one form, so that they can be compared."""

    def __init__(self, graph: Graph, arrays: Arrays) -> None:
        self._arrays = arrays
        keys = graph.start * graph.nodes + graph.end
        order = keys.argsort()
        self._keys, self._costs, self._nodes = keys[order], graph.cost[order], graph.nodes

    def form(self, engine: str, task: str, answer: Sequence[Any]) -> object:
        """Give lengths, costs or the set of node paths, each from the path itself."""
        if engine == "scipy":
            return [int(number) for number in answer]
        paths = [self._nodes_of(trail) for trail in answer] if engine == OWN else answer
        paths = [tuple(path) for path in paths]
        if len(set(paths)) != len(paths) or any(len(set(path)) != len(path) for path in paths):
            raise SystemExit(f"{engine} gives a path twice, or one that is not simple: {paths}")
        costs = [self._cost(path) for path in paths]  # fails where there is no edge
        return {
            "k": [len(path) - 1 for path in paths],
            "net": paths,
            "simple": set(paths),
            "cost": costs,
        }[task]

    def _nodes_of(self, trail: Sequence[int]) -> tuple[int, ...]:
        steps = [self._arrays.step(hop) for hop in trail]
        return (steps[0].start, *(step.end for step in steps))

    def _cost(self, path: Sequence[int]) -> int:
        total = 0
        for start, end in pairwise(path):
            key = start * self._nodes + end
            at = int(self._keys.searchsorted(key))
            if self._keys[at] != key:
                raise SystemExit(f"there is no edge from {start} to {end}")
            total += int(self._costs[at])
        return total
