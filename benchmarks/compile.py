"""How fast a graph in KGX TSV is compiled, how much memory that takes, and how fast it opens.

Run it from a checkout::

    python benchmarks/compile.py --nodes 500000 --edges 5000000

It writes a random graph to a temporary folder, compiles it in a process of its own and prints
a table in Markdown. In brackets stands the time that the processor spent, which is the same on a
busy machine. The time to open is the median of nine, with the files in the cache of the system;
the first search is the time to lay the curated graph over it for one scope.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import load
from kg.exchange.compiled import Compiled
from kg.exchange.joined import open_joined
from kg.paths import PathIndex, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

OPENINGS = 9
CATEGORIES = {
    "HGNC": "biolink:Gene",
    "MONDO": "biolink:Disease",
    "CHEBI": "biolink:SmallMolecule|biolink:ChemicalEntity",
    "HP": "biolink:PhenotypicFeature",
    "GO": "biolink:BiologicalProcess",
}
SAID = (
    "biolink:affects\tbiolink:causes\tactivity\tincreased",
    "biolink:affects\tbiolink:causes\texpression\tdecreased",
    "biolink:affects\t\t\t",
    "biolink:causes\t\t\t",
    "biolink:treats\t\t\t",
    "biolink:has_phenotype\t\t\t",
    "biolink:interacts_with\t\t\t",
    "biolink:gene_associated_with_condition\t\t\t",
)
LEVELS = ("knowledge_assertion", "prediction", "statistical_association", "observation")
HEADER = (
    "id\tsubject\tobject\tpredicate\tqualified_predicate\tobject_aspect_qualifier\t"
    "object_direction_qualifier\tknowledge_level\tagent_type\tprimary_knowledge_source\t"
    "publications\tnegated"
)
COMPILE = """
import sys
from pathlib import Path
from kg import load
from kg.exchange.compiling import compile_graph
nodes, edges, target = map(Path, sys.argv[1:])
compile_graph(nodes, edges, target, corpus=load().corpus, done=lambda file, count: None)
"""


def write_graph(folder: Path, nodes: int, edges: int) -> None:
    """Write a random graph; few nodes have many edges, and one edge in a hundred is negated."""
    chance = random.Random(1)  # noqa: S311 - the same graph in every run
    prefixes = tuple(CATEGORIES)
    names = [f"{prefixes[at % len(prefixes)]}:{at:07d}" for at in range(nodes)]
    with (folder / "nodes.tsv").open("w", encoding="utf-8") as stream:
        stream.write("id\tcategory\tname\n")
        for at, name in enumerate(names):
            stream.write(f"{name}\t{CATEGORIES[name.partition(':')[0]]}\tthe name of node {at}\n")
    with (folder / "edges.tsv").open("w", encoding="utf-8") as stream:
        stream.write(f"{HEADER}\n")
        for at in range(edges):
            start, end = (names[int(nodes * chance.random() ** 2)] for _ in range(2))
            said, level = chance.choice(SAID), LEVELS[at % len(LEVELS)]
            stream.write(
                f"uuid:{at:032x}\t{start}\t{end}\t{said}\t{level}\tmanual_agent\t"
                f"infores:source{at % 7}\tPMID:{10_000_000 + at}|PMID:{20_000_000 + at % 999_999}\t"
                f"{at % 100 == 0}\n"
            )


class Time(NamedTuple):
    """How long a call took, and how long the processor worked on it, in seconds."""

    wall: float
    processor: float

    def __str__(self) -> str:
        if self.wall < 1:
            return f"{1000 * self.wall:.0f} ms ({1000 * self.processor:.0f} ms)"
        return f"{self.wall:.1f} s ({self.processor:.1f} s)"


def timed(do: Callable[[], object]) -> Time:
    """Time a call in this process."""
    wall, processor = time.perf_counter(), time.process_time()
    do()
    return Time(time.perf_counter() - wall, time.process_time() - processor)


def compile_apart(folder: Path, target: Path) -> Time:
    """Compile a graph in a process of its own."""
    places = map(str, (folder / "nodes.tsv", folder / "edges.tsv", target))
    wall = time.perf_counter()
    subprocess.run([sys.executable, "-c", COMPILE, *places], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Time(time.perf_counter() - wall, used.ru_utime + used.ru_stime)


def measure(folder: Path) -> dict[str, str]:
    """Compile a graph, open it and lay the curated graph over it."""
    target = folder / "graph"
    compiling = compile_apart(folder, target)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    openings = sorted(timed(lambda: Compiled(target)) for _ in range(OPENINGS))
    index = open_joined(PathIndex(load().corpus), target)
    first = timed(lambda: index.curated(Scope()))
    size = sum(path.stat().st_size for path in target.iterdir())
    about = index.compiled.about
    return {
        "graph": f"{about.nodes:,} nodes, {about.edges:,} edges, {about.hops:,} hops",
        "compiling": str(compiling),
        "edges per second": (
            f"{about.edges / compiling.wall:,.0f} ({about.edges / compiling.processor:,.0f})"
        ),
        "peak memory": f"{peak:,.0f} MB",
        "on disk": f"{size / 1e6:,.0f} MB",
        "opening": str(openings[OPENINGS // 2]),
        "first search of a scope": f"{first} more",
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=500_000)
    parser.add_argument("--edges", type=int, default=5_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write_graph(Path(name), options.nodes, options.edges)
        rows = measure(Path(name))
    print("| what | measured |\n| --- | --- |")
    for what, value in rows.items():
        print(f"| {what} | {value} |")


if __name__ == "__main__":
    main()
