"""How fast paths are found, beside networkx, igraph, rustworkx and scipy.

Run it from a checkout, in an environment with the `bench` extra::

    python benchmarks/paths.py -o paths.md
    python benchmarks/paths.py --sizes S M --pairs 10

It prints Markdown. All engines answer the same pair in turn, in one process, round by round, so
that a slow or busy machine slows all. A ratio is the median, over all pairs and rounds, of how
many times as long another engine takes as this one; in brackets stand the quartiles.

Notes
-----
Graphs are random: directed, signed, with costs, at most one edge from one node to another, so
that all engines mean the same by a path; few nodes have many edges, and many have few. Pairs are
drawn at random among those that are connected within ten edges, or six on the curated graph, as
far as the shortest paths are sought there. Every answer is compared: as sets of node paths,
as lengths or as costs, and what differs ends the run. Hops have a single grade here, so that the
order is that of length, as it is for the others. Engines that take seconds for a question are
asked less often; the table says how often.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import networkx as nx
import numpy as np
from peers import ENGINES, NX, OWN, PLENTY, SHORT, Judge, K, drawn, own, shortest

from kg import load
from kg.model import Sign
from kg.paths import PathQuery, Rank, Scope
from kg.paths.arrays import Arrays, Edges
from kg.paths.lists import Lists
from kg.paths.network import Ask, Meter
from kg.paths.search import find_trails

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from peers import Graph, Pair

    from kg.paths.network import Network

LIBRARIES = ("networkx", "igraph", "rustworkx", "scipy", "numpy", "hormone-bone-kg")
SIZES = {"S": (300, 800), "M": (50_000, 500_000), "L": (500_000, 5_000_000)}
"""Nodes and edges of each graph."""
LONGEST = {"curated": 6, "S": 10, "M": 10, "L": 10}
"""How many edges the shortest paths may have; for `kg` on the curated graph, its default."""
ROUNDS, PAIRS = 3, 30
SWITCH = 100_000
"""Hops below which lists are quicker than arrays; they are what the curated graph is walked on."""
OPENING, BYTES = 0.3, 16.0
TASKS = {
    "k": "10 shortest simple paths",
    "net": "10 shortest with net sign −",
    "simple": "all simple paths of up to 4 edges",
    "cost": "10 simple paths of least cost",
}
BEST_OTHER = "the best of the others"
TARGETS = {
    ("M", "k", NX): 2.5,
    ("L", "k", NX): 3.5,
    ("M", "simple", NX): 300,
    ("L", "simple", NX): 200,
    ("M", "simple", BEST_OTHER): 25,
    ("L", "simple", BEST_OTHER): 25,
    ("M", "cost", NX): 15,
    ("curated", "k", NX): 1,
    ("curated", "simple", NX): 1,
    ("M", "build", NX): 25,
    ("L", "build", NX): 25,
}
"""How many times as long another engine must take at least."""
NET_TARGET = 2.0
"""How many times as long as without a sign a question with one may take."""
CAPS = {
    ("M", "k", "igraph"): 4,
    ("M", "k", "scipy"): 4,
    ("L", "k", "igraph"): 0,
    ("L", "k", "scipy"): 0,
    ("L", "simple", NX): 15,
    ("L", "simple", "igraph"): 15,
    ("L", "simple", "rustworkx"): 15,
    ("M", "cost", NX): 8,
    ("M", "cost", "igraph"): 4,
    ("M", "cost", "scipy"): 4,
    ("L", "cost", NX): 0,
    ("L", "cost", "igraph"): 0,
    ("L", "cost", "scipy"): 0,
}
"""How many pairs an engine is asked that is too slow for all; once each."""


class Answered(NamedTuple):
    """How long the engines took for one task: seconds by pair and round."""

    spent: Mapping[str, Mapping[Pair, Sequence[float]]]

    def ratios(self, engine: str, base: str = OWN) -> list[float]:
        """Give how many times as long an engine took as another, by pair and round."""
        return [
            one / other
            for pair, times in self.spent[engine].items()
            for one, other in zip(times, self.spent[base][pair], strict=False)
        ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="default: %(default)s")
    parser.add_argument("-o", "--output", type=Path, help="default: standard output")
    options = parser.parse_args()
    if options.output is None:
        report(options, sys.stdout)
        return
    with options.output.open("w", encoding="utf-8") as stream:
        report(options, stream)


def report(options: argparse.Namespace, stream: TextIO) -> None:
    """Print what was measured, as it comes."""
    say = partial(print, file=stream, flush=True)
    say("# Paths\n")
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    say(f"{datetime.now(UTC):%Y-%m-%d}, {options.pairs} pairs, {options.rounds} rounds; ", end="")
    say(f"Python {platform.python_version()}, {libraries}")
    say(f"on {platform.platform()} with {os.cpu_count()} processors.\n")
    say("| graph | task | kg, ms | other | other, ms | other / kg | asked | wanted |")
    say("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for line in curated_lines(options):
        say(line)
    built = []
    for name in options.sizes:
        graph = drawn(*SIZES[name])
        arrays, lines = built_lines(name, graph)
        built += lines
        for line in path_lines(name, graph, arrays, options):
            say(line)
    say("\n| graph | what | kg | other | other / kg | wanted |")
    say("| --- | --- | --- | --- | --- | --- |")
    for line in built:
        say(line)


def asked_pairs(nodes: int, count: int, connected: Callable[[int, int], bool]) -> list[Pair]:
    """Draw pairs of connected nodes, the same ones each time."""
    chance = random.Random(count)  # noqa: S311 - drawn anew from the same seed in every run
    found: list[Pair] = []
    while len(found) < count:
        source, target = chance.sample(range(nodes), 2)
        if (source, target) not in found and connected(source, target):
            found.append((source, target))
    return found


def answered(
    engines: Mapping[str, Any], pairs: Sequence[Pair], caps: Mapping[str, int], rounds: int
) -> tuple[Answered, dict[Pair, dict[str, Any]]]:
    """Ask the engines in turn, pair by pair; those with a cap fewer pairs, and once."""
    spent: dict[str, dict[Pair, list[float]]] = defaultdict(lambda: defaultdict(list))
    answers: dict[Pair, dict[str, Any]] = defaultdict(dict)
    for number, pair in enumerate(pairs):
        for turn in range(rounds):
            for name, ask in engines.items():
                if number < caps.get(name, len(pairs)) and (turn == 0 or name not in caps):
                    start = time.perf_counter()
                    answers[pair][name] = ask(*pair)
                    spent[name][pair].append(time.perf_counter() - start)
    return Answered(spent), answers


def path_lines(
    name: str, graph: Graph, arrays: Arrays, options: argparse.Namespace
) -> Iterator[str]:
    """Measure the tasks on one graph."""
    small = arrays.hops < SWITCH
    network: Network = (
        Lists(arrays.size, [arrays.step(hop) for hop in range(arrays.hops)]) if small else arrays
    )
    engines: dict[str, dict[str, Any]] = {OWN: own(network, LONGEST[name])}
    engines |= {engine: make(graph, LONGEST[name]) for engine, make in ENGINES.items()}
    gc.collect()
    gc.freeze()  # else each sweep would look at millions of objects of networkx
    judge = Judge(graph, arrays)
    pairs = asked_pairs(graph.nodes, options.pairs, lambda *pair: bool(engines[OWN]["k"](*pair)))
    for task in TASKS:
        asked = {engine: tasks[task] for engine, tasks in engines.items() if task in tasks}
        if task == "net":
            asked["kg without a sign"] = engines[OWN]["k"]
        caps = {
            engine: CAPS[name, task, engine] for engine in asked if (name, task, engine) in CAPS
        }
        times, answers = answered(asked, pairs, caps, options.rounds)
        for given in answers.values():
            compare(judge, task, given)
        if task == "net":
            check_signs(arrays, LONGEST[name], answers)
        yield from task_lines(name, task, times)
    gc.unfreeze()


def compare(judge: Judge, task: str, answers: Mapping[str, Any]) -> None:
    """End the run if an engine answers otherwise than this one."""
    wanted = judge.form(OWN, task, answers[OWN])
    for engine in answers.keys() & ENGINES.keys():
        if judge.form(engine, task, answers[engine]) != wanted:
            raise SystemExit(f"{engine} answers otherwise: {task}: {answers}")


def check_signs(arrays: Arrays, longest: int, answers: Mapping[Pair, Mapping[str, Any]]) -> None:
    """End the run if paths of a sign are not the first of that sign among all paths."""
    for pair, given in answers.items():
        everything = (trail for trail in _all(arrays, longest, pair) if _net(arrays, trail) < 0)
        if given[OWN] != list(islice(everything, K)):
            raise SystemExit(f"{pair}: other paths of net sign −: {given[OWN]}")


def _all(arrays: Arrays, longest: int, pair: Pair) -> Iterator[tuple[int, ...]]:
    query = PathQuery(sources=("any",), k=None, longest=longest, rank=Rank.LENGTH)
    return find_trails(arrays, Ask({pair[0]: Sign.UP}, {pair[1]: Sign.UP}), query, Meter(PLENTY))


def _net(arrays: Arrays, trail: Sequence[int]) -> int:
    net = 1
    for hop in trail:
        net *= arrays.step(hop).sign
    return net


def task_lines(name: str, task: str, times: Answered) -> Iterator[str]:
    """Write a line for each engine that was asked, and one for the best beside networkx."""
    others = [engine for engine in times.spent if engine != OWN]
    named = {engine: engine for engine in others}
    rivals = [engine for engine in others if engine not in {NX, "kg without a sign"}]
    if (name, task, BEST_OTHER) in TARGETS and rivals:
        best = min(rivals, key=lambda engine: median(times.ratios(engine)))
        named[best] = f"{best}, {BEST_OTHER}"
    for engine in others:
        ratios = times.ratios(engine)
        target = TARGETS.get((name, task, named[engine].partition(", ")[2] or engine))
        wanted = ""
        if task == "net":
            ratios = [1 / ratio for ratio in ratios]
            wanted = f"kg ≤ {NET_TARGET:g} × that: {verdict(median(ratios) <= NET_TARGET)}"
        elif target is not None:
            wanted = f"≥ {target:g} ×: {verdict(median(ratios) >= target)}"
        asked = f"{len(times.spent[engine])} × {len(next(iter(times.spent[engine].values())))}"
        spread = "kg / other: " * (task == "net") + written(ratios)
        cells = (
            name,
            TASKS[task],
            milliseconds(times.spent[OWN]),
            named[engine],
            milliseconds(times.spent[engine]),
            spread,
            asked,
            wanted,
        )
        yield f"| {' | '.join(cells)} |"
    if not others:
        own_only = milliseconds(times.spent[OWN])
        yield f"| {name} | {TASKS[task]} | {own_only} | none asked: minutes a pair | | | | |"


def milliseconds(spent: Mapping[Pair, Sequence[float]]) -> str:
    """Write the median over pairs and rounds."""
    return f"{1000 * median(each for times in spent.values() for each in times):.3g}"


def written(ratios: Sequence[float]) -> str:
    """Write the median of ratios with their quartiles."""
    low, middle, high = quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return f"{middle:.3g} ({low:.3g}–{high:.3g})"


def verdict(met: bool) -> str:  # noqa: FBT001 - it is all there is to say
    """Say whether a target is met."""
    return "met" if met else "**missed**"


# The curated graph: the same hops for both, some of them parallel.


def curated_lines(options: argparse.Namespace) -> Iterator[str]:
    """Measure the curated graph on its own index against networkx on the same hops."""
    network = load().index.network(Scope())
    both = nx.MultiDiGraph()
    for step in network.steps:
        both.add_edge(step.start, step.end, int(step.sign))
    single = nx.DiGraph(both)
    asked = own(network, LONGEST["curated"])
    pairs = asked_pairs(network.size, options.pairs, lambda *pair: bool(asked["k"](*pair)))

    def nodes(trail: Sequence[int]) -> tuple[int, ...]:
        return (network.steps[trail[0]].start, *(network.steps[hop].end for hop in trail))

    def edges(trail: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
        return tuple((*network.steps[hop][:2], int(network.steps[hop].sign)) for hop in trail)

    def best(*pair: int) -> list[Any]:
        return shortest(single, pair, LONGEST["curated"])

    def simple(*pair: int) -> list[Any]:
        return list(nx.all_simple_edge_paths(both, *pair, cutoff=SHORT))

    for task, other in (("k", best), ("simple", simple)):
        times, answers = answered({OWN: asked[task], NX: other}, pairs, {}, options.rounds)
        for given in answers.values():
            if task == "simple":
                same = set(map(edges, given[OWN])) == set(map(tuple, given[NX]))
            else:  # hops of two signs are two paths here and one there
                lengths = [len(path) for path in dict.fromkeys(map(nodes, given[OWN]))]
                same = lengths == [len(path) for path in given[NX]][: len(lengths)]
            if not same:
                raise SystemExit(f"networkx answers otherwise: {given}")
        yield from task_lines("curated", task, times)


# Building, size and opening.


def built_lines(name: str, graph: Graph) -> tuple[Arrays, list[str]]:
    """Measure how long the arrays take to be built and opened, and how large they are."""
    edges = Edges(graph.start, graph.end, graph.sign, np.zeros_like(graph.sign), graph.cost)
    rounds = 1 if graph.nodes > SIZES["M"][0] else ROUNDS
    ours, theirs = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        arrays = Arrays.build(graph.nodes, edges).arrays
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        other = multigraph(graph)
        theirs.append(time.perf_counter() - start)
        del other
    ratios = [one / mine for one, mine in zip(theirs, ours, strict=True)]
    target = TARGETS.get((name, "build", NX))
    wanted = f"≥ {target:g} ×: {verdict(median(ratios) >= target)}" if target else ""
    other = f"MultiDiGraph from the same: {median(theirs):.3g}"
    cells = (name, "building from arrays, s", f"{median(ours):.3g}", other)
    lines = [f"| {' | '.join((*cells, f'{median(ratios):.3g}', wanted))} |"]
    kept = arrays.kept
    size = sum(each.nbytes for each in kept) - kept.grades.nbytes - kept.costs.nbytes
    per_edge = size / arrays.hops
    judged = f"≤ {BYTES:g}: {verdict(per_edge <= BYTES)}"
    lines.append(f"| {name} | bytes per edge, topology and signs | {per_edge:.1f} | | | {judged} |")
    opened = opening(arrays)
    judged = f"≤ {OPENING:g}: {verdict(median(opened) <= OPENING)}"
    spread = f"{median(opened):.3g} ({min(opened):.3g}–{max(opened):.3g})"
    lines.append(f"| {name} | opening from disk with all checks, s | {spread} | | | {judged} |")
    return arrays, lines


def multigraph(graph: Graph) -> nx.MultiDiGraph:
    """Build the graph of networkx as its users would."""
    made = nx.MultiDiGraph()
    made.add_nodes_from(range(graph.nodes))
    columns = (each.tolist() for each in graph[1:])
    made.add_edges_from(
        (start, end, {"sign": sign, "cost": cost})
        for start, end, sign, cost in zip(*columns, strict=True)
    )
    return made


def opening(arrays: Arrays) -> list[float]:
    """Save arrays and open them a few times: seconds, the checks of all numbers included."""
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        arrays.save(Path(folder) / "arrays")
        for _ in range(5):
            start = time.perf_counter()
            Arrays.open(Path(folder) / "arrays")
            spent.append(time.perf_counter() - start)
    return spent


if __name__ == "__main__":
    main()
