"""A server that answers as a test tells it to: what a stranger's endpoint may do."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["JSON", "Answer", "Request", "drip", "elsewhere"]

JSON = "application/sparql-results+json"


class Request(NamedTuple):
    """What came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


class Answer(NamedTuple):
    """What goes out; `length` is what the header claims."""

    body: bytes = b""
    content_type: str = JSON
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    pause: float = 0.0
    """Seconds before each byte."""


@contextmanager
def elsewhere(
    answer: Callable[[Request], Answer], *, host: str = "127.0.0.1"
) -> Iterator[tuple[str, list[Request]]]:
    """Answer on a port of this machine, and note every request."""
    requests: list[Request] = []
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length).decode()
            requests.append(Request(self.command, self.path, headers, body))
            self.reply(answer(requests[-1]))

        do_POST = do_PUT = do_GET  # noqa: N815 - the names are those of the library

        def reply(self, told: Answer) -> None:
            self.send_response(told.status)
            self.send_header("Content-Type", told.content_type)
            self.send_header("Content-Length", str(told.length or len(told.body)))
            for name, value in told.headers:
                self.send_header(name, value)
            self.end_headers()
            try:
                drip(self.wfile.write, told, over)
            except OSError:  # the other side has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/sparql", requests
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def drip(write: Callable[[bytes], object], told: Answer, over: threading.Event) -> None:
    """Write a body, at once or a byte at a time until nobody waits."""
    if not told.pause:
        write(told.body)
        return
    for place in range(len(told.body)):
        if over.is_set():
            return
        time.sleep(told.pause)
        write(told.body[place : place + 1])
