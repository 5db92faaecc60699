"""What a service may use, and where it listens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

from kg.errors import UsageError

__all__ = ["LOOPBACK", "Settings"]

LOOPBACK = ("127.0.0.1", "::1", "localhost")
MOST_WORKERS = 64
LAST_PORT = 65535
HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::\d{1,5})?")
LONGEST = 24 * 60 * 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service may use, and where it listens."""

    host: str = "127.0.0.1"
    """Address or name to listen on."""
    port: int = 8000
    """0 for any that is free."""
    hosts: tuple[str, ...] = ()
    """Names by which clients may call it, beside those of this machine itself."""
    workers: int = 2
    """Processes that answer queries, one query each at a time."""
    seconds: float = 30.0
    """Wall clock that a query may take, and that a request may wait for its turn."""
    waiting: int = 256
    """Requests that may wait for a worker; each holds no more than its query."""
    memory: int = 2 * 1024**3
    """Bytes of address space of one worker, store included."""
    rows: int = 1_000_000
    """Rows or triples of one answer."""
    bytes: int = 64 * 1024**2
    """Bytes of one answer."""
    shared: bool = True
    """Whether scripts of other web sites may read the answers (CORS)."""

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= LONGEST:  # also true of what is not a number
            raise UsageError(
                f"no query takes {self.seconds:g} s: allow more than 0, up to {LONGEST:g}"
            )
        if not 1 <= self.workers <= MOST_WORKERS:
            raise UsageError(f"{self.workers} workers are none: use 1 to {MOST_WORKERS}")
        if not 0 <= self.port <= LAST_PORT:
            raise UsageError(f"there is no port {self.port}: use 1 to {LAST_PORT}, or 0 for any")
        if not self.hosts and not _is_loopback(self.host):
            raise UsageError(
                f"{self.host} can be reached from other machines: "
                "say by which names, with --allow-host NAME for each"
            )

    def allows(self, host: str) -> bool:
        """Tell whether a Host header, port or no port, is one of ours.

        A web site that makes its own name point to this machine is told by it.
        """
        match = HOST.fullmatch(host.strip().lower())
        if match is None:
            return False
        name = (match["address"] or match["name"]).removesuffix(".")
        return name in {*LOOPBACK, *map(str.lower, self.hosts)}


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
