"""The processes that answer queries: kept warm, timed, killed and replaced.

An engine cannot be interrupted, so each runs in a process that can. Nothing of an answer is
passed on before all of it has come.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.server.settings import Settings

__all__ = ["Answered", "BusyError", "Pool", "StoppedError"]

KEPT_IN_MEMORY = 1024**2
CHUNK = 64 * 1024
STARTING = 60.0
PAUSE = 1.0
"""Seconds: how long a worker may take to start, and between two that do not start."""


class BusyError(KgError):
    """Too many requests are waiting, or one has waited too long."""


class StoppedError(KgError):
    """The worker gave no answer."""


class Answered(NamedTuple):
    """What a worker said: `kind` and `message` as in `kg.server.engine`, and the answer, whole."""

    kind: str
    message: str
    body: IO[bytes]
    length: int


class Pool:
    """A few processes that each hold the whole store.

    Parameters
    ----------
    nquads : str
        The store.
    settings : Settings
        How many there are, and what each may use.
    """

    def __init__(self, nquads: str, settings: Settings) -> None:
        self._store = nquads.encode()
        self._settings = settings
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._alive: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._closed = False

    async def open(self) -> None:
        """Start the workers.

        Raises
        ------
        KgError
            If one does not start.
        """
        for process in await asyncio.gather(
            *(self._start() for _ in range(self._settings.workers))
        ):
            self._idle.put_nowait(process)

    async def close(self) -> None:
        """End the workers; those that run a query are killed."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*map(self._bury, tuple(self._alive)))

    async def ask(self, request: Mapping[str, Any]) -> Answered:
        """Have a request answered by the next worker that is free.

        Parameters
        ----------
        request : mapping
            As `kg.server.engine` takes it, without the limits.

        Returns
        -------
        Answered
            The caller closes its body.

        Raises
        ------
        BusyError
            If too many are waiting, or none was free in time.
        StoppedError
            If the worker was killed when its time was up, or ended without an answer.

        Notes
        -----
        If the task is cancelled, its worker is killed too: nobody waits for the answer.
        """
        process = await self._free()
        limits = {"rows": self._settings.rows, "bytes": self._settings.bytes}
        try:
            async with asyncio.timeout(self._settings.seconds):
                answered = await _exchange(process, {**request, **limits})
        except TimeoutError as error:
            self._replace(process)
            raise StoppedError(
                f"the query was stopped after {self._settings.seconds:g} s: narrow it"
            ) from error
        except (OSError, EOFError, ValueError) as error:
            ended = await self._bury(process)
            self._replace(process)
            raise StoppedError(_why(ended, self._settings)) from error
        except BaseException:
            self._replace(process)
            raise
        if answered.kind == "excess":  # the engine does not give back what it took
            self._replace(process)
        else:
            self._idle.put_nowait(process)
        return answered

    async def _free(self) -> Process:
        """Wait for a worker that is alive."""
        if self._idle.empty():
            if self._waiting >= self._settings.waiting:
                raise BusyError("too many queries are waiting: try again in a while")
            self._waiting += 1
            try:
                async with asyncio.timeout(self._settings.seconds):
                    process = await self._idle.get()
            except TimeoutError as error:
                raise BusyError("no worker was free in time: try again in a while") from error
            finally:
                self._waiting -= 1
        else:
            process = self._idle.get_nowait()
        if process.returncode is None and process.stdout and not process.stdout.at_eof():
            return process
        self._replace(process)
        return await self._free()

    def _replace(self, process: Process) -> None:
        task = asyncio.create_task(self._restart(process))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _restart(self, old: Process) -> None:
        await self._bury(old)
        while not self._closed:
            with suppress(KgError):
                self._idle.put_nowait(await self._start())
                return
            await asyncio.sleep(PAUSE)

    async def _start(self) -> Process:
        # -P keeps the working directory off the module path: it is not ours to trust.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.server.engine"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        self._alive.add(process)
        first = {
            "length": len(self._store),
            "memory": self._settings.memory,
            "seconds": self._settings.seconds,
        }
        try:
            async with asyncio.timeout(STARTING):
                ready = await _exchange(process, first, self._store)
                ready.body.close()
        except (OSError, EOFError, ValueError) as error:
            ended = await self._bury(process)
            raise KgError(
                f"a process that answers queries does not start (it ended with {ended}): "
                f"the data may need more than {self._settings.memory // 2**20} MiB"
            ) from error
        except BaseException:
            await self._bury(process)
            raise
        return process

    async def _bury(self, process: Process) -> int:
        """Kill a process if it lives, and give the code it ended with."""
        with suppress(ProcessLookupError):
            process.kill()
        # Unread output would keep its pipe, and so the wait for its end, open.
        if process.stdout is not None:
            with suppress(RuntimeError):  # whoever reads it drops it as well
                while await process.stdout.read(CHUNK):
                    pass
        code = await process.wait()
        self._alive.discard(process)
        return code


async def _exchange(process: Process, request: Mapping[str, Any], more: bytes = b"") -> Answered:
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(json.dumps(request).encode() + b"\n" + more)
    await process.stdin.drain()
    head = json.loads(await process.stdout.readuntil(b"\n"))
    body: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        left = head["length"]
        while left:
            part = await process.stdout.read(min(left, CHUNK))
            if not part:
                raise EOFError  # noqa: TRY301 - it ended in the middle of its answer
            body.write(part)
            left -= len(part)
        body.seek(0)
    except BaseException:
        body.close()
        raise
    return Answered(head["kind"], head.get("message", ""), body, head["length"])


def _why(code: int, settings: Settings) -> str:
    if code == -signal.SIGSEGV:
        return "the query is nested too deep: simplify it"
    return (
        f"the query needed more than {settings.memory // 2**20} MiB of memory, or its process "
        "was ended from outside: narrow it"
    )
