"""A real service in a process of its own, for tests, and a listener that must hear nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from kg.server.app import make_app
from kg.server.run import listen, server_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.server.dataset import Served
    from kg.server.settings import Settings

__all__ = [
    "FORM",
    "KG",
    "Reply",
    "Service",
    "canary",
    "is_idle",
    "limits_of",
    "serving",
    "settle",
    "threaded",
    "workers_of",
]

KG = str(Path(sys.executable).with_name("kg"))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def error(self) -> str:
        """The reason in a body that says why there is no answer, and nothing else."""
        assert self.headers["cache-control"] == "no-store"
        assert set(self.json) == {"error"}
        return str(self.json["error"])


class Service(NamedTuple):
    """Where a service listens, and which process it is, if not this one."""

    host: str
    port: int
    pid: int = 0

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"{self.address}/sparql"

    def send(
        self,
        method: str,
        target: str,
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Send one request as it stands."""
        connection = HTTPConnection(self.host, self.port, timeout=60)
        try:
            given = body.encode() if isinstance(body, str) else body
            connection.request(method, target, given, headers or {})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, names, response.read())
        finally:
            connection.close()

    def get(self, target: str, accept: str = "*/*", **headers: str) -> Reply:
        return self.send("GET", target, headers={"Accept": accept, **headers})

    def ask(self, query: str, accept: str = "*/*", **parameters: str | list[str]) -> Reply:
        """Ask by GET."""
        fields = urlencode({"query": query, **parameters}, doseq=True)
        return self.get(f"/sparql?{fields}", accept)

    def post(self, accept: str = "*/*", **fields: str | list[str]) -> Reply:
        """Ask by a form."""
        body = urlencode(fields, doseq=True)
        return self.send("POST", "/sparql", body, {**FORM, "Accept": accept})


@contextmanager
def serving(*arguments: str) -> Iterator[Service]:
    """Run `kg serve` on a free port; at the end it is interrupted and must end cleanly."""
    process = subprocess.Popen(
        [KG, "serve", "--port", "0", *arguments],
        stderr=subprocess.PIPE,
        # Who runs the tests in the background has them ignore an interrupt, and so the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stderr is not None
    said = process.stderr.readline().decode()
    assert said.startswith("kg: listening on http://"), said + process.stderr.read().decode()
    place = urlsplit(said.split()[3])
    assert place.hostname is not None
    assert place.port is not None
    with process:
        try:
            yield Service(place.hostname, place.port, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            last_words = process.stderr.read().decode()
    assert last_words == "kg: interrupted\n", last_words
    assert process.returncode == 130


@contextmanager
def threaded(served: Served, settings: Settings) -> Iterator[Service]:
    """Run a service in a thread of this process, so that what it runs is measured."""
    ready = threading.Event()
    with listen(settings) as listening:
        server = server_for(make_app(served, settings, ready=ready.set))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            assert ready.wait(60)
            yield Service("127.0.0.1", listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def workers_of(service: Service) -> set[int]:
    """List the processes that a service has started."""
    shown = subprocess.run(
        ["ps", "--ppid", str(service.pid), "-o", "pid=,stat="],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split() for line in shown.stdout.splitlines()]
    return {int(pid) for pid, state in lines if not state.startswith("Z")}


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine and note who calls."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_GET  # noqa: N815 - the names are those of the library

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    caller = HTTPConnection("127.0.0.1", server.server_port)
    caller.request("GET", "/")
    caller.getresponse()
    caller.close()
    assert calls == ["/"]  # it does hear
    calls.clear()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def settle(service: Service) -> set[int]:
    """Wait until both workers are there and have nothing to do; list them."""
    end = time.monotonic() + 60
    while True:
        found = workers_of(service)
        if len(found) == 2 and all(map(is_idle, found)):
            return found
        assert time.monotonic() < end
        time.sleep(0.05)


def is_idle(pid: int) -> bool:
    """Tell whether a worker has given up its rights and sleeps."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state == "S" and limits_of(pid).get("Max open files") == "3"
    except OSError:  # it has just ended
        return False


def limits_of(pid: int) -> dict[str, str]:
    """Give the soft limits of a process by name, as the system tells them."""
    lines = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8").splitlines()[1:]
    return {line[:26].strip(): line[26:47].strip() for line in lines}
