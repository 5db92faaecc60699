"""Listening: the service in this process until it is interrupted."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from kg.errors import KgError
from kg.server.app import make_app
from kg.server.connection import Connection
from kg.server.protocol import LONGEST_TARGET

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from kg.server.dataset import Served
    from kg.server.settings import Settings

__all__ = ["listen", "serve", "server_for"]

MOST_CONNECTIONS = 512
GRACE = 2
"""Seconds that requests under way get when the service ends."""


def serve(served: Served, settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Answer requests until the process is interrupted.

    Parameters
    ----------
    served : Served
        What is answered from.
    settings : Settings
        Where to listen, and what may be used.
    ready : callable
        Called with the address once the first query can be answered.

    Raises
    ------
    KgError
        If it cannot listen there, or its workers do not start.
    """
    started: list[bool] = []

    def tell() -> None:
        """Say where it listens, and note that it does."""
        started.append(True)
        ready(f"http://{name}:{listening.getsockname()[1]}/")

    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    # That is how the server ends when the application does not start.
    with listen(settings) as listening, suppress(SystemExit):
        server_for(make_app(served, settings, ready=tell)).run(sockets=[listening])
    if not started:
        raise KgError(
            "the processes that answer queries do not start: "
            f"the data may need more than {settings.memory // 2**20} MiB in each"
        )


def server_for(app: ASGIApp) -> uvicorn.Server:
    """Give the server that runs an application on sockets that listen already."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",  # what fails in the application is told there
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=GRACE,
            h11_max_incomplete_event_size=2 * LONGEST_TARGET,
        )
    )


def listen(settings: Settings) -> socket.socket:
    """Open the socket of a service.

    Raises
    ------
    KgError
        If the address is not ours, or taken.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        return socket.create_server(
            (settings.host, settings.port), family=found[0][0], backlog=MOST_CONNECTIONS
        )
    except UnicodeError as error:  # of a name that is none
        raise _deaf(settings, "no such host") from error
    except socket.gaierror as error:
        raise _deaf(settings, error.strerror) from error
    except OSError as error:
        raise _deaf(settings, os.strerror(error.errno or 0)) from error


def _deaf(settings: Settings, why: str | None) -> KgError:
    return KgError(
        f"cannot listen on {settings.host}, port {settings.port}: {why}: "
        "choose another with --host or --port"
    )
