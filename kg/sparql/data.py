"""Reading a user's RDF file: nothing in it is trusted, and what it asks for is not fetched."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KgError, LimitError, UsageError, printable
from kg.sparql.process import DEFAULT_LIMITS, Limits, Work, call

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT_SIZES", "EXTENSIONS", "Sizes", "read_rdf"]

EXTENSIONS = ("json", "jsonld", "nq", "nt", "owl", "rdf", "trig", "ttl", "xml")
"""What a name may end with: the format of the file. `owl`, `rdf` and `xml` are RDF/XML."""
PACKED = frozenset({"7z", "bz2", "gz", "lz4", "tar", "tgz", "xz", "zip", "zst"})


class Sizes(NamedTuple):
    """How many bytes a file may have, and how many as N-Quads."""

    file: int = 256 * 1024**2
    nquads: int = 1024**3


DEFAULT_SIZES = Sizes()
MIB = 1024**2


def read_rdf(path: Path, *, limits: Limits = DEFAULT_LIMITS, sizes: Sizes = DEFAULT_SIZES) -> str:
    """Read a file of RDF.

    Parameters
    ----------
    path : Path
        Its extension says what it is, one of `EXTENSIONS`.
    limits : Limits
        What the reading may use.
    sizes : Sizes
        How large the file, and what comes of it, may be.

    Returns
    -------
    str
        The dataset as N-Quads in the order of the file, named graphs kept; empty if it says
        nothing.

    Raises
    ------
    UsageError
        If the extension is none of `EXTENSIONS`.
    LimitError
        If the file is too large, or its reading hit a limit.
    KgError
        If it cannot be read, or is not what its extension says; names the place, as far as the
        parser does. Also if it asks for a JSON-LD context kept elsewhere, or if it is RDF/XML
        with entities other than short plain texts.

    Notes
    -----
    A process that can open neither files nor connections does the parsing. Relative addresses
    are completed with `http://relative.invalid/`.
    """
    name = printable(str(path))
    fmt = _format(path, name)
    data = _read(path, name, sizes.file)
    head = {"format": fmt, "largest": sizes.nquads, "memory": limits.memory}
    work = Work("kg.sparql.reader", f"reading of {name}", "reads files", "split the file")
    said, body = call(work, json.dumps(head).encode() + b"\n" + data, limits)
    if said["kind"] == "full":
        raise LimitError(
            f"{name} holds more than {sizes.nquads // MIB} MiB of statements: split the file"
        )
    if said["kind"] == "error":
        raise KgError(f"{name}:{_spaced(printable(said['message']))}")
    return body.decode()


def _format(path: Path, name: str) -> str:
    extension = path.suffix.removeprefix(".").lower()
    if extension in PACKED:
        raise UsageError(f"{name} is packed: unpack it first")
    if extension not in EXTENSIONS:
        raise UsageError(
            f"the name of {name} does not say what it holds: let it end with one of "
            f".{', .'.join(EXTENSIONS)}"
        )
    return extension


def _read(path: Path, name: str, largest: int) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a device or a pipe may never end
            raise KgError(f"cannot read {name}: it is no regular file: name one")
        with path.open("rb") as stream:
            data = stream.read(largest + 1) if path.stat().st_size <= largest else None
    except (OSError, ValueError) as error:  # a name may hold what no name can
        why = error.strerror if isinstance(error, OSError) else error
        raise KgError(f"cannot read {name}: {why}: name a file that you may read") from error
    if data is None or len(data) > largest:
        raise LimitError(f"{name} is larger than {largest // MIB} MiB: split the file")
    return data


def _spaced(message: str) -> str:
    """Let a place follow the name of a file at once, and a message after a blank."""
    return message if message[:1].isdigit() else f" {message}"
