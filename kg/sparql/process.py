"""A process of its own for work that cannot be interrupted: started, fed, timed and buried.

It knows nothing of what is asked: a request goes to its standard input, and the answer comes
back as one line of JSON that says what kind it is, followed by the answer itself.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any, NamedTuple

from kg.errors import KgError, LimitError, UsageError

__all__ = [
    "DEFAULT_LIMITS",
    "LONGEST",
    "FullError",
    "Limits",
    "Sheet",
    "Work",
    "call",
    "give_up_rights",
]

LONGEST = 24 * 60 * 60.0
"""Seconds."""


class Limits(NamedTuple):
    """What a query, or reading a file, may use: seconds of wall clock, bytes of memory."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


DEFAULT_LIMITS = Limits()


class FullError(Exception):
    """A sheet holds no more."""


class Sheet(BytesIO):
    """A file in memory that takes so many bytes and no more.

    Parameters
    ----------
    room : int
        Bytes; what goes beyond is refused with a `FullError`.
    """

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, part: Any) -> int:  # noqa: ANN401 - as the class above has it
        """Take a part if there is room for all of it."""
        if self.tell() + len(part) > self.room:
            raise FullError
        return super().write(part)


class Work(NamedTuple):
    """What a process does: the module that it runs, and how messages speak of it.

    `name` follows "the", `doing` follows "the process that", `remedy` says how to ask for less.
    """

    module: str
    name: str
    doing: str
    remedy: str


def call(work: Work, request: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Do some work in a process of its own.

    Parameters
    ----------
    work : Work
        What to run; it should call `give_up_rights`.
    request : bytes
        Given to it on standard input.
    limits : Limits
        The time is enforced here, the memory by the process itself.

    Returns
    -------
    dict, bytes
        The first line of what it wrote, read as JSON, and all that follows.

    Raises
    ------
    UsageError
        If the time allowed is no number of seconds between 0 and a day.
    LimitError
        If it hit a limit, or was ended from outside.
    KgError
        If it failed in another way.
    """
    if not 0 < limits.seconds <= LONGEST:  # also true of what is not a number
        raise UsageError(
            f"no {work.name} takes {limits.seconds:g} s: allow more than 0, up to {LONGEST:g}"
        )
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            # -P keeps the working directory off the module path: it is not ours to trust.
            [sys.executable, "-P", "-m", work.module],
            input=request,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(
            f"the {work.name} was stopped after {limits.seconds:g} s: {work.remedy}, "
            "or allow more time"
        ) from error
    if done.returncode != 0:
        raise _failure(work, done, limits)
    head, _, body = done.stdout.partition(b"\n")
    return json.loads(head), body


def _failure(work: Work, done: subprocess.CompletedProcess[bytes], limits: Limits) -> KgError:
    """Say why the process gave no answer, as far as its end tells."""
    last_words = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    if done.returncode > 0 and "MemoryError" not in last_words:
        return KgError(f"the process that {work.doing} failed: {last_words}")
    if done.returncode == -signal.SIGSEGV:
        return LimitError(f"the {work.name} met what is nested too deep: simplify it")
    return LimitError(
        f"the {work.name} needed more than {limits.memory // 2**20} MiB of memory, or its process "
        f"was ended from outside: {work.remedy}"
    )


def give_up_rights(memory: int) -> None:  # pragma: no cover - only in a process of its own
    """Keep this process from growing beyond `memory` bytes and from opening anything."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:  # Windows: the guard alone must hold
        return
    # A system may know no such limit, or have set a lower one already.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Standard input, output and error are open; nothing more can be, so there is no network.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
