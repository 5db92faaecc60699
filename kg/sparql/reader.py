"""The process that reads one file of a user and ends: `python -P -m kg.sparql.reader`.

Its standard input holds a line of JSON that says what the file is, and then the file; before
it looks at the file it gives up the right to open anything, be it a file or a connection.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pyoxigraph as ox

from kg.sparql.entities import EntityError, check_entities
from kg.sparql.process import FullError, Sheet, give_up_rights

__all__ = ["FORMATS", "main", "reply"]

FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "owl": ox.RdfFormat.RDF_XML,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "xml": ox.RdfFormat.RDF_XML,
}
BASE = "http://relative.invalid/"
"""What a relative address is completed with: a name that no one can own (RFC 6761)."""
MARK = b"\xef\xbb\xbf"
REMOTE_CONTEXT = (
    "it asks for a JSON-LD context kept elsewhere, which is not fetched: put the context itself "
    "in its place"
)


def main() -> None:  # pragma: no cover - it gives up the right to write what was measured
    """Answer the one request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    give_up_rights(request["memory"])
    head, body = reply(request, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def reply(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Read a file.

    Parameters
    ----------
    request : dict
        `format`, a key of `FORMATS`, and `largest`, the bytes of N-Quads there may be.
    data : bytes
        What the file holds.

    Returns
    -------
    dict, bytes
        `kind` (`ok`, `full` or `error`, with `message`: the place, if known, and what is
        wrong); and the N-Quads, in the order of the file.
    """
    data = data.removeprefix(MARK)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _error(f"{line}: it is not UTF-8: save it as UTF-8 text"), b""
    fmt = FORMATS[request["format"]]
    sheet = Sheet(request["largest"])
    try:
        if fmt == ox.RdfFormat.RDF_XML:
            check_entities(data)
        ox.serialize(ox.parse(data, format=fmt, base_iri=BASE), sheet, ox.RdfFormat.N_QUADS)
    except FullError:
        return {"kind": "full"}, b""
    except EntityError as error:
        return _error(str(error)), b""
    except SyntaxError as error:
        return _error(_told(error)), b""
    return {"kind": "ok"}, sheet.getvalue()


def _error(message: str) -> dict[str, Any]:
    return {"kind": "error", "message": message}


def _told(error: SyntaxError) -> str:
    """Put the place first and leave out what the engine says of it in words."""
    message = error.msg
    if "LoadDocumentCallback" in message:
        return REMOTE_CONTEXT
    if error.lineno is None:
        return message
    what = message.removeprefix("Parser error ").partition(": ")[2] or message
    return f"{error.lineno}:{error.offset}: {what.removesuffix(f' (line {error.lineno})')}"


if __name__ == "__main__":  # pragma: no cover
    main()
