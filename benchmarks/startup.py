"""How long the command line takes to start, and the tables to be read.

Run it from a checkout, in an environment where the package is installed::

    python benchmarks/startup.py
    python benchmarks/startup.py --rounds 21

It prints Markdown. Budgets are ratios: each variant is run in turn, round by round, in one go
with what it is compared with, so that a slow or busy machine slows both. A ratio is the median
of the ratios of all rounds. One round before the first is not counted.

Notes
-----
Starting is measured as whole processes, from outside. Reading is measured in this process, on
corpora made from the curated one: its claims are repeated with other lines and notes. It is
compared with what one would write in an afternoon: `csv.reader`, one plain dataclass per row of
the same files, and for each claim a look whether its terms and words are known and its lines are
two numbers, ending at the first that is not.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import make_dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.location import ONTOLOGY, TRIPLES, find_data
from kg.tables.read import read_corpus, table_files
from kg.tables.schema import CLAIM_FOLDER, CLAIMS, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BARE, EAGER = "python -c pass", "import networkx, rdflib, pyvis"
LIBRARIES = ("click", "networkx", "pyvis", "rdflib", "hormone-bone-kg")
SIZES = (500, 5_000, 10_000, 50_000, 100_000)
READING_BUDGET = 4.0
ROUNDS = 11
LINES_AT, NOTE_AT = CLAIMS.columns.index("lines"), CLAIMS.columns.index("note")
SOURCE_AT = CLAIMS.columns.index("source")

RECORDS = {
    schema.file: make_dataclass("Row", schema.columns, slots=True)
    for schema in (CLAIMS, *SCHEMAS.values())
}
"""One plain dataclass per table, all of whose fields are text."""


class Command(NamedTuple):
    """A process to start; `budget` is how many times as long as bare Python it may take."""

    arguments: Sequence[str]
    variables: Mapping[str, str] = {}
    budget: float | None = None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    rounds = parser.parse_args().rounds
    print("# Starting and reading\n")
    print(f"{datetime.now(UTC):%Y-%m-%d}, {rounds} rounds after one that is not counted; ", end="")
    print(f"Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"on {platform.platform()} with {os.cpu_count()} processors.\n")
    report_starting(rounds)
    report_reading(rounds)


def commands() -> dict[str, Command]:
    """List the processes to start, by name."""
    python = sys.executable
    kg = str(Path(python).with_name("kg"))
    asked = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg pa", "COMP_CWORD": "1"}
    return {
        BARE: Command([python, "-c", "pass"]),
        "kg --help": Command([kg, "--help"], budget=6),
        "completion of `kg pa`": Command([kg], asked, budget=6),
        "kg path oxytocin BMP-2": Command([kg, "path", "oxytocin", "BMP-2"], budget=12),
        EAGER: Command([python, "-c", EAGER]),
        "import click": Command([python, "-c", "import click"]),
    }


def report_starting(rounds: int) -> None:
    """Print how long each process takes from start to end, and whether its budget is met."""
    started = commands()
    spent = interleaved({name: _starter(each) for name, each in started.items()}, rounds)
    print("## Cold start, whole processes\n")
    print("| process | seconds (min–max) | × bare Python | × eager imports | budget |")
    print("| --- | --- | --- | --- | --- |")
    for name, command in started.items():
        bare, eager = ratio(spent[name], spent[BARE]), ratio(spent[name], spent[EAGER])
        judged = (
            f"≤ {command.budget:g} ×: {verdict(bare, command.budget)}" if command.budget else ""
        )
        print(f"| {name} | {seconds(spent[name])} | {bare:.1f} | {eager:.2f} | {judged} |")
    print()


def report_reading(rounds: int) -> None:
    """Print how long corpora of growing size take to be read, beside csv and dataclasses."""
    print("## Reading the tables\n")
    print("| rows of claims | kg, seconds (min–max) | csv and dataclasses | ratio | budget |")
    print("| --- | --- | --- | --- | --- |")
    middle: dict[int, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rows = write_corpus(folder, size)
            tasks: dict[str, Callable[[], object]] = {
                "kg": lambda: read_corpus(folder),  # noqa: B023 - called before the next size
                "plain": lambda: read_plain(folder),  # noqa: B023 - called before the next size
            }
            spent = interleaved(tasks, rounds)
        middle[size] = median(spent["kg"])
        times = ratio(spent["kg"], spent["plain"])
        judged = f"≤ {READING_BUDGET:g} ×: {verdict(times, READING_BUDGET)}"
        cells = seconds(spent["kg"]), seconds(spent["plain"]), f"{times:.1f}", judged
        print(f"| {rows:,} | {' | '.join(cells)} |", flush=True)
    growth = middle[100_000] / middle[10_000]
    print(f"\nFrom 10,000 to 100,000 rows the time grows {growth:.1f} × (linear: 10 ×).")


def interleaved(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time each task once per round, in turn.

    Returns
    -------
    dict of str to list of float
        Seconds, by task and round; the round before the first is left out.
    """
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds + 1):
        for name, task in tasks.items():
            start = time.perf_counter()
            result = task()
            spent[name].append(time.perf_counter() - start)
            del result  # setting memory free is not part of the task
    return {name: times[1:] for name, times in spent.items()}


def ratio(times: Sequence[float], others: Sequence[float]) -> float:
    """Give the median over rounds of how many times as long one task takes as another."""
    return median(one / other for one, other in zip(times, others, strict=True))


def seconds(times: Sequence[float]) -> str:
    """Write the median with the range."""
    return f"{median(times):.3f} ({min(times):.3f}–{max(times):.3f})"


def verdict(times: float, budget: float) -> str:
    """Say whether a budget is met."""
    return "met" if times <= budget else "**missed**"


def _starter(command: Command) -> Callable[[], object]:
    variables = {**os.environ, **command.variables}

    def start() -> object:
        return subprocess.run(
            command.arguments, stdout=subprocess.DEVNULL, env=variables, check=True
        )

    return start


def read_plain(folder: Path) -> dict[Path, list[Any]]:
    """Read all tables of a folder with `csv.reader` into plain dataclasses, and check claims."""
    tables = {}
    for path, schema in table_files(folder):
        record = RECORDS[schema.file]
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(reader)
            tables[path] = [record(*row) for row in reader]
    terms = {row.id for row in tables[folder / TRIPLES / "terms.tsv"]}
    words = {row.value for row in tables[folder / ONTOLOGY / "values.tsv"]}
    for path, rows in tables.items():
        if path.parent == folder / CLAIM_FOLDER:
            for row in rows:
                _check(row, terms, words)
    return tables


def _check(row: Any, terms: set[str], words: set[str]) -> None:  # noqa: ANN401 - made above
    if row.subject not in terms or row.object not in terms:
        raise ValueError(row)
    if row.outcome not in words or row.basis not in words or row.certainty not in words:
        raise ValueError(row)
    first, last = map(int, row.lines.split("-"))
    if first > last:
        raise ValueError(row)


def write_corpus(folder: Path, size: int) -> int:
    """Write a corpus with so many rows of claims, made from the curated one.

    Returns
    -------
    int
        The number of rows of claims: `size`, or all curated ones if these are more.
    """
    for part in (ONTOLOGY, TRIPLES):
        shutil.copytree(find_data() / part, folder / part)
    _, *sources = _cells(folder / TRIPLES / "sources.tsv")
    last_line = {
        row[0]: int(row[SCHEMAS["sources"].columns.index("line_count")]) for row in sources
    }
    files = {path: _cells(path)[1:] for path in sorted((folder / CLAIM_FOLDER).glob("*.tsv"))}
    taken = {(path, *row[:NOTE_AT]) for path, rows in files.items() for row in rows}
    copies = [
        (path, _copies(row, last_line[row[SOURCE_AT]]))
        for path, rows in files.items()
        for row in rows
        if row[LINES_AT]
    ]
    for path, row in _in_turn(copies):
        if len(taken) >= size:
            break
        if (path, *row[:NOTE_AT]) not in taken:
            taken.add((path, *row[:NOTE_AT]))
            files[path].append(row)
    for path, rows in files.items():
        table = sorted(map(tuple, rows))
        text = "".join("\t".join(row) + "\n" for row in (CLAIMS.columns, *table))
        path.write_text(text, encoding="utf-8", newline="\n")
    return len(taken)


def _cells(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _copies(row: Sequence[str], last_line: int) -> Iterator[list[str]]:
    """Repeat a row on every range of lines that its source has, short ranges first."""
    for length in range(last_line):
        for first in range(1, last_line - length + 1):
            copy = [*row]
            copy[LINES_AT] = f"{first}-{first + length}"
            copy[NOTE_AT] = f"{row[NOTE_AT]} Lines {first} and {length} more.".strip()
            yield copy


def _in_turn(
    copies: Sequence[tuple[Path, Iterator[list[str]]]],
) -> Iterator[tuple[Path, list[str]]]:
    """Take one copy of each row after another, until none has any left."""
    left = list(copies)
    while left:
        given = [(path, row, rest) for path, rest in left if (row := next(rest, None)) is not None]
        yield from ((path, row) for path, row, _ in given)
        left = [(path, rest) for path, _, rest in given]


if __name__ == "__main__":
    main()
