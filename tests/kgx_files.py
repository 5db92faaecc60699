"""Small graphs in KGX TSV for tests, and what comes of compiling them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpora import corpus_of

from kg.exchange.compiled import Compiled
from kg.exchange.compiling import Summary, compile_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.model import Corpus

__all__ = ["EMPTY", "compiled", "fill", "nodes_of", "silent", "summed", "table"]

EMPTY: Corpus = corpus_of([])
"""A corpus of no claims; its ontology is that of the repository."""


def silent(_file: str, _count: int) -> None:
    """Hear how far it is."""


def table(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> str:
    """Write rows as TSV; cells that a row does not name stay empty."""
    columns = tuple(columns)
    lines = [columns, *([cells.get(name, "") for name in columns] for cells in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def nodes_of(*names: str) -> str:
    """Write a file of nodes that are genes and have no names."""
    rows = [{"id": name, "category": "biolink:Gene"} for name in names]
    return table(rows, ("id", "category", "name"))


def fill(folder: Path, nodes: str | bytes, edges: str | bytes) -> tuple[Path, Path]:
    """Write the two files of a graph."""
    folder.mkdir(exist_ok=True)
    places = folder / "nodes.tsv", folder / "edges.tsv"
    for path, content in zip(places, (nodes, edges), strict=True):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return places


def summed(
    folder: Path, nodes: str | bytes, edges: str | bytes, *, corpus: Corpus = EMPTY
) -> Summary:
    """Compile a graph to the folder `graph` and give what came of it."""
    places = fill(folder, nodes, edges)
    return compile_graph(*places, folder / "graph", corpus=corpus, done=silent)


def compiled(
    folder: Path, nodes: str | bytes, edges: str | bytes, *, corpus: Corpus = EMPTY
) -> Compiled:
    """Compile a graph and open it."""
    summed(folder, nodes, edges, corpus=corpus)
    return Compiled(folder / "graph")
