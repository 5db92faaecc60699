"""The Oxigraph server on loopback, for tests: a store of our engine's makers with all protocols.

The wheel `oxigraph` on PyPI carries the program.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Oxigraph", "find", "free_port", "serving", "wait_for"]

PATIENCE = 60.0
"""Seconds until a store is given up."""


class Oxigraph(NamedTuple):
    """Where it answers, and where it takes data."""

    query: str
    update: str
    store: str


def find() -> str | None:
    """Give the path of the program, beside this Python or elsewhere, or None."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def free_port() -> int:
    """Find a port of this machine that nobody uses just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers, whatever it says."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise AssertionError("the server does not answer")


@contextmanager
def serving() -> Iterator[Oxigraph]:
    """Run an empty store in memory."""
    program = find()
    assert program is not None
    port = free_port()
    with subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(port, "/", process)
            base = f"http://127.0.0.1:{port}"
            yield Oxigraph(f"{base}/query", f"{base}/update", f"{base}/store")
        finally:
            process.terminate()
