"""The process that answers one query after another: `python -P -m kg.server.engine`.

It reads the whole store from standard input, gives up the right to open anything, and then
answers requests, one line of JSON each, until its input ends.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.sparql.process import FullError, Sheet, give_up_rights
from kg.sparql.worker import BINDINGS, first_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["main", "reply", "rows_in"]

FORMS = BINDINGS | {"xml": ox.QueryResultsFormat.XML}
GRAPHS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "turtle": ox.RdfFormat.TURTLE,
}
TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
CSV_TEXT = re.compile(rb'"[^"]*+"')
PREFIXES = re.compile(rb"(?:@prefix [^\n]*\n)+")
NAME = re.compile(rb"[\w-]+:")
SHORTEST_ROW = 2
"""Bytes."""


class _TooMuchError(Exception):
    """The answer has more rows than allowed; says how many those are."""


def main() -> None:  # pragma: no cover - in a process of its own, which may not write
    """Load the store, say so, and answer what is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it will end it
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    first = json.loads(requests.readline())
    give_up_rights(first["memory"])
    store = ox.Store()
    store.bulk_load(requests.read(first["length"]), format=ox.RdfFormat.N_QUADS)
    _send(answers, {"kind": "ready"}, b"")
    for line in requests:
        _limit_cpu(first["seconds"])
        _send(answers, *reply(store, json.loads(line)))


def reply(store: ox.Store, request: Mapping[str, Any]) -> tuple[dict[str, str], bytes]:
    """Answer one request.

    Parameters
    ----------
    store : pyoxigraph.Store
        What is asked.
    request : mapping
        `query`, with `prefixes`, `graphs` (None, or the default and the named ones) and the
        forms `bindings` and `graph`, either None if not acceptable; or `turtle`, a graph to be
        written as `graph`. `rows` and `bytes` are what the answer may have at most.

    Returns
    -------
    dict, bytes
        `kind` (`select`, `ask`, `graph`, or `invalid`, `unacceptable`, `excess` with a
        `message`) and the answer.
    """
    try:
        if "turtle" in request:
            read = ox.parse(request["turtle"], format=ox.RdfFormat.TURTLE)
            return {"kind": "graph"}, _graph((quad.triple for quad in read), request)
        return _answer(store, request)
    except _TooMuchError as error:
        return {"kind": "excess", "message": str(error)}, b""
    except FullError:
        return {"kind": "excess", "message": f"{request['bytes'] / 2**20:g} MiB"}, b""
    except MemoryError:
        return {"kind": "excess", "message": "the memory allowed"}, b""
    # RuntimeError is what the engine makes of a function it does not know.
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return {"kind": "invalid", "message": first_line(str(error))}, b""


def _answer(store: ox.Store, request: Mapping[str, Any]) -> tuple[dict[str, str], bytes]:
    graphs: dict[str, Any] = {}
    if request["graphs"] is not None:
        default, named = request["graphs"]
        graphs["default_graph"] = [ox.NamedNode(iri) for iri in default]
        graphs["named_graphs"] = [ox.NamedNode(iri) for iri in named]
    found = store.query(request["query"], prefixes=request["prefixes"], **graphs)
    if isinstance(found, ox.QueryTriples):
        if request["graph"] is None:
            return {"kind": "unacceptable", "message": "a graph"}, b""
        return {"kind": "graph"}, _graph(found, request)
    if request["bindings"] is None:
        return {"kind": "unacceptable", "message": "a table"}, b""
    kind = "ask" if isinstance(found, ox.QueryBoolean) else "select"
    spool = Sheet(request["bytes"])
    found.serialize(spool, format=FORMS[request["bindings"]])
    body = spool.getvalue()
    if kind == "select" and len(body) > request["rows"] * SHORTEST_ROW:
        _check_rows(rows_in(body, request["bindings"]), request["rows"])
    return {"kind": kind}, body


def rows_in(body: bytes, fmt: str) -> int:
    """Count the rows of a table as the engine writes it: exactly, whatever the texts hold."""
    if fmt == "xml":
        return body.count(b"<result>")
    if fmt == "json":
        bare = TEXT.sub(b"", body)
        return bare.count(b"},{") + (b"[{" in bare)
    bare = CSV_TEXT.sub(b"", body) if fmt == "csv" else body
    return bare.count(b"\n") - 1  # the header


def _check_rows(count: int, most: int) -> None:
    if count > most:
        raise _TooMuchError(f"{most} rows")


def _graph(triples: Iterable[ox.Triple], request: Mapping[str, Any]) -> bytes:
    found: set[ox.Triple] = set()
    for triple in triples:
        found.add(triple)
        _check_rows(len(found), request["rows"])
    spool = Sheet(request["bytes"])
    ox.serialize(
        sorted(found, key=str),
        spool,
        format=GRAPHS[request["graph"]],
        prefixes=request["prefixes"] if request["graph"] == "turtle" else None,
    )
    return _tidied(spool.getvalue())


def _tidied(body: bytes) -> bytes:
    """Sort the prefixes that stand before a graph, and leave out those that it does not need."""
    declared = PREFIXES.match(body)
    if declared is None:
        return body
    rest = body[declared.end() :]
    used = set(NAME.findall(rest))
    lines = sorted(declared[0].splitlines(keepends=True))
    return b"".join(line for line in lines if line.split()[1] in used) + rest


def _limit_cpu(seconds: float) -> None:  # pragma: no cover - by main alone
    """End this process soon after its time, even if nobody is left to end it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime + seconds) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _send(stream: BinaryIO, head: dict[str, str], body: bytes) -> None:  # pragma: no cover
    stream.write(json.dumps({**head, "length": len(body)}).encode() + b"\n")
    stream.write(body)
    stream.flush()


if __name__ == "__main__":  # pragma: no cover
    main()
