"""The process that runs one query and ends: `python -P -m kg.sparql.worker`.

It reads a request from standard input and writes a reply to standard output; before it runs
the query it gives up the right to open anything, be it a file or a connection.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.sparql.process import give_up_rights

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BINDINGS", "first_line", "main", "reply"]

LONGEST_MESSAGE = 160
BINDINGS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
}


def main() -> None:  # pragma: no cover - it gives up the right to write what was measured
    """Answer the one request on standard input."""
    request = json.load(sys.stdin.buffer)
    head, body = reply(request, limited=True)
    _write(sys.stdout.buffer, head, body)


def reply(request: dict[str, Any], *, limited: bool = False) -> tuple[dict[str, str], bytes]:
    """Run a query.

    Parameters
    ----------
    request : dict
        `nquads`, `query`, `prefixes` (name to IRI), `format` (`csv`, `json` or `tsv`, used
        for bindings) and `memory` (bytes of address space).
    limited : bool
        If True, the process gives up memory and open files beyond what it holds.

    Returns
    -------
    dict, bytes
        `kind` (`select`, `ask`, `graph` or `error`), with `message` for an error; and the
        answer: Turtle, sorted, for a graph.
    """
    if limited:  # pragma: no cover - by main alone
        give_up_rights(request["memory"])
    store = ox.Store()
    store.bulk_load(request["nquads"].encode(), format=ox.RdfFormat.N_QUADS)
    # RuntimeError is what the engine makes of a function it does not know.
    try:
        found = store.query(request["query"], prefixes=request["prefixes"])
        if isinstance(found, ox.QueryTriples):
            return {"kind": "graph"}, _turtle(found, request["prefixes"])
        kind = "ask" if isinstance(found, ox.QueryBoolean) else "select"
        return {"kind": kind}, found.serialize(format=BINDINGS[request["format"]]) or b""
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return {"kind": "error", "message": first_line(str(error))}, b""


def _turtle(triples: Iterable[ox.Triple], prefixes: dict[str, str]) -> bytes:
    ordered = sorted(set(triples), key=str)
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return text or b""


def first_line(message: str) -> str:
    """Keep where the engine stumbled and the start of what it expected instead."""
    line = message.removeprefix("error at ").split("\n", 1)[0]
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 2] + " …"


def _write(stream: BinaryIO, head: dict[str, str], body: bytes) -> None:  # pragma: no cover
    stream.write(json.dumps(head).encode() + b"\n" + body)
    stream.flush()


if __name__ == "__main__":  # pragma: no cover
    main()
