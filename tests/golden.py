"""The answers that the queries of the library must give, kept as `tests/golden/NAME.tsv`.

Run as a script to write them anew, and read what changed: `python tests/golden.py --write`.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.location import find_data
from kg.rdf import to_nquads
from kg.rdf.graphs import to_graph
from kg.sparql import Answer
from kg.sparql.library import read_library
from kg.sparql.worker import reply

if TYPE_CHECKING:
    import rdflib

    from kg.sparql.library import NamedQuery

__all__ = ["GOLDEN", "LIBRARY", "Table", "golden", "tabled", "with_oxigraph", "with_rdflib"]

GOLDEN = Path(__file__).parent / "golden"
CORPUS = kg.load().corpus
LIBRARY = read_library(find_data())
BETWEEN = "; "

Table = list[tuple[str, ...]]


def tabled(rows: list[tuple[str | None, ...]]) -> Table:
    """Order the parts of each cell: SPARQL joins the values of a group in any order."""
    return [
        tuple(BETWEEN.join(sorted((cell or "").split(BETWEEN))) for cell in row) for row in rows
    ]


@cache
def nquads() -> str:
    return to_nquads(CORPUS)


@cache
def graph() -> rdflib.Graph:
    return to_graph(CORPUS)


def with_oxigraph(query: str) -> tuple[tuple[str, ...], Table]:
    """Run a query as the worker does: its columns and rows, in their order."""
    request = {"nquads": nquads(), "query": query, "prefixes": {}, "format": "json"}
    head, body = reply(request)
    if head["kind"] != "select":
        raise ValueError(head)
    answer = Answer.read("select", body.decode(), CORPUS.ontology.prefixes)
    return answer.columns, tabled(list(answer.rows))


def with_rdflib(query: str) -> tuple[tuple[str, ...], Table]:
    """Run a query in the other engine: its columns and rows, in their order."""
    found = json.loads(graph().query(query).serialize(format="json") or b"")
    answer = Answer.read("select", json.dumps(found), CORPUS.ontology.prefixes)
    return answer.columns, tabled(list(answer.rows))


def golden(query: NamedQuery) -> tuple[tuple[str, ...], Table]:
    """Read the answer that a query must give: its columns and rows, in their order."""
    text = (GOLDEN / f"{query.name}.tsv").read_text(encoding="utf-8")
    columns, *rows = (tuple(line.split("\t")) for line in text.rstrip("\n").split("\n"))
    return columns, rows


def main() -> None:
    """Write the answer of every query, and take away those of queries that are gone."""
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.tsv"):
        if path.stem not in LIBRARY:
            path.unlink()
    for name, query in LIBRARY.items():
        columns, rows = with_oxigraph(query.text)
        lines = ["\t".join(row) for row in (columns, *rows)]
        (GOLDEN / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    main()
