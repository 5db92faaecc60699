"""Compiling a graph in KGX TSV to a folder of arrays, row by row.

It knows what is written where; reading rows and opening the folder know their own parts.
"""

from __future__ import annotations

import hashlib
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.errors import KgError
from kg.exchange.compiled import CODE, About, Kind, write_about
from kg.exchange.folder import CHECKSUMS, replaced_folder
from kg.exchange.foreign import worths
from kg.exchange.kgx import LEVELS, Dictionary, Edges, read_nodes
from kg.exchange.texts import OFFSET, save_array, save_texts
from kg.model.vocabulary import Way
from kg.paths import Scope
from kg.paths.arrays import Arrays
from kg.paths.arrays import Edges as Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.exchange.kgx import Edge, Node, Said
    from kg.model import Corpus

__all__ = ["Summary", "compile_graph"]

MOST_CODES = 1 << 16
"""How many different categories, or things that edges say, a code of two bytes can name."""


class Summary(NamedTuple):
    """What came of a graph; `unread` and `unweighed` count edges by word, the most first.

    `unread` lists predicates that have no row in `ontology/kgx.tsv`, `unweighed` levels of
    knowledge that have no weight in `ontology/strength.tsv`.
    """

    about: About
    unread: tuple[tuple[str, int], ...]
    unweighed: tuple[tuple[str, int], ...]


def compile_graph(
    nodes: Path, edges: Path, target: Path, *, corpus: Corpus, done: Callable[[str, int], None]
) -> Summary:
    """Compile a graph, all of it or nothing.

    Parameters
    ----------
    nodes, edges : Path
        TSV files as KGX writes them, plain or packed by gzip.
    target : Path
        The folder to write. A compiled graph that lies there is replaced; anything else is
        refused.
    corpus : Corpus
        Its ontology says what predicates mean and what levels of knowledge weigh.
    done : callable
        Is told the name of a file and how many of its rows are read, now and then.

    Returns
    -------
    Summary
        What was read, and what could not be understood.

    Raises
    ------
    InvalidCorpusError
        If a row cannot be read; it names up to 20 of one file, and nothing is written.
    KgError
        If a file cannot be read, or the folder cannot be written or is not ours to replace.

    Notes
    -----
    Nodes are held in memory while edges are read; of an edge, 19 bytes are, and its row goes
    to disk at once. The same files give the same bytes.
    """
    with replaced_folder(target) as draft:
        listed = read_nodes(nodes, done=done)
        categories = _save_nodes(draft, listed)
        numbers = {node.id: number for number, node in enumerate(listed)}
        del listed
        reader = Edges(edges, numbers, Dictionary(corpus.ontology.readings))
        steps = _Steps(draft, reader.read(done=done))
        arrays = _save_steps(draft, steps, len(numbers), corpus=corpus)
        about = About(
            len(numbers),
            steps.edges,
            len(steps.start),
            arrays.hops,
            reader.negated,
            categories,
            tuple(steps.kinds),
            tuple((path.name, path.stat().st_size) for path in sorted(draft.iterdir())),
        )
        write_about(draft, about)
        _save_checksums(draft)
    return Summary(about, _most_first(reader.unread), _most_first(reader.unweighed))


class _Steps:
    """The steps that edges make, as plain columns; their rows are written while they are read."""

    def __init__(self, folder: Path, edges: Iterable[Edge]) -> None:
        self.edges = 0
        self.kinds: dict[Kind, int] = {}
        self._plans: dict[Said, list[tuple[bool, int, int]]] = {}
        self.start, self.end = array("i"), array("i")
        self.sign = array("b")
        self.kind = array("H")
        self.row = array("q")
        place = 0
        with (folder / "rows.text").open("xb") as stream:
            for edge in edges:
                row = f"{edge.row}\n".encode()
                stream.write(row)
                self._add(edge, place)
                place += len(row)
                self.edges += 1

    def _add(self, edge: Edge, place: int) -> None:
        plan = self._plans.get(edge.said)
        if plan is None:
            plan = self._plans[edge.said] = self._plan(edge.said)
        for turned, sign, code in plan:
            self.start.append(edge.object if turned else edge.subject)
            self.end.append(edge.subject if turned else edge.object)
            self.sign.append(sign)
            self.kind.append(code)
            self.row.append(place)

    def _plan(self, said: Said) -> list[tuple[bool, int, int]]:
        """List the steps an edge makes: whether turned, of which sign, and the code of the kind."""
        plan = []
        for turned in {Way.FORWARD: (False,), Way.BACKWARD: (True,)}.get(said.way, (False, True)):
            kind = Kind(said.predicate, said.causal, said.level, turned)
            code = self.kinds.setdefault(kind, len(self.kinds))
            if code >= MOST_CODES:
                raise KgError(f"edges have over {MOST_CODES} predicates: is that the right column?")
            plan.append((turned, int(said.sign), code))
        return plan


def _save_nodes(folder: Path, nodes: Sequence[Node]) -> tuple[str, ...]:
    """Write ids, names and categories by number, and list the categories."""
    save_texts(folder, "ids", (node.id for node in nodes))
    save_texts(folder, "names", (node.name for node in nodes))
    codes: dict[str, int] = {}
    numbers = [codes.setdefault(node.category, len(codes)) for node in nodes]
    if len(codes) > MOST_CODES:
        raise KgError(f"nodes have over {MOST_CODES} categories: is that the right column?")
    save_array(folder / "categories.codes", np.array(numbers, CODE))
    return tuple(codes)


def _save_steps(folder: Path, steps: _Steps, size: int, *, corpus: Corpus) -> Arrays:
    """Write the arrays, and for each hop which edges make it."""
    kinds = _column(steps.kind, np.uint16)
    level = np.array([LEVELS.index(kind.level) for kind in steps.kinds], np.intp)
    worth = worths(corpus, Scope())
    grade = np.array([worth[name].grade for name in LEVELS], np.int8)[level][kinds]
    cost = np.array([worth[name].cost for name in LEVELS], np.int32)[level][kinds]
    start, end, sign = (
        _column(values, kind)
        for values, kind in ((steps.start, np.int32), (steps.end, np.int32), (steps.sign, np.int8))
    )
    built = Arrays.build(size, Steps(start, end, sign, grade, cost))
    _save_arrays(folder, built.arrays)
    save_array(folder / "carriers.starts", built.offsets.astype(OFFSET))
    save_array(folder / "carriers.kinds", kinds[built.order])
    save_array(folder / "carriers.rows", _column(steps.row, np.int64)[built.order])
    return built.arrays


def _save_arrays(folder: Path, arrays: Arrays) -> None:
    """Write the arrays beside the rest: a folder within the folder would be a stranger's."""
    inner = folder / "arrays"
    arrays.save(inner)
    for path in sorted(inner.iterdir()):
        path.rename(folder / path.name)
    inner.rmdir()


def _column(values: array[int], kind: type[np.integer[Any]]) -> NDArray[Any]:
    return np.frombuffer(values, kind) if values else np.empty(0, kind)


def _save_checksums(folder: Path) -> None:
    lines = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path.name}\n")
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _most_first(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
