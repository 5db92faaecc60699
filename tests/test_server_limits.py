"""A service with small limits, in this process, and the command that starts one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from corpora import ROOT, drawn
from hostile import PAYLOADS, hostile
from markupsafe import escape
from services import FORM, KG, Service, settle, threaded

from kg.cli import root
from kg.errors import KgError, UsageError
from kg.server import connection, shield
from kg.server.dataset import Served
from kg.server.run import serve
from kg.server.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Settings(port=0, workers=1, seconds=1.0, waiting=1, rows=3, bytes=10_000)
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(9)) + " }"
SERVED = Served.curated(drawn("a -> b -| c"), ROOT)
TRIPLES = "<urn:s> <urn:p> 1, 2, 3, 4 ."


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["serve", *arguments])


def test_one_query_more_than_may_wait_is_told_to_come_back() -> None:
    with threaded(SERVED, SMALL) as service, ThreadPoolExecutor(4) as clients:
        found = list(clients.map(lambda _: service.post(query=ENDLESS), range(4)))

    statuses = sorted(each.status for each in found)
    assert statuses[-1] == 503
    assert statuses.count(429) >= 2
    for each in found:
        assert each.error
        assert ("retry-after" in each.headers) == (each.status == 429)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?p { ?s ?p ?o } LIMIT 9", "needs more than 3 rows: ask for less of it"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "needs more than 3 rows"),
        ("SELECT (GROUP_CONCAT(STR(?s)) AS ?x) { ?s ?p ?o }", "MiB: ask for less of it"),
    ],
)
def test_an_answer_beyond_a_cap_is_an_error_and_never_a_part(query: str, reason: str) -> None:
    with threaded(SERVED, SMALL) as service:
        failed, after = service.post(query=query), service.post(query="ASK {}")

    assert failed.status == 500
    assert reason in failed.error
    assert after.status == 200


def test_a_worker_out_of_memory_is_replaced() -> None:
    settings = replace(SMALL, memory=400 * 2**20, seconds=20.0, bytes=2**30)
    bomb = "SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(5)) + " } ORDER BY ?c1"

    with threaded(SERVED, settings) as service:
        failed, after = service.post(query=bomb), service.post(query="ASK {}")

    assert failed.status == 503
    assert "more than 400 MiB of memory" in failed.error
    assert after.status == 200


def test_a_store_too_large_for_its_workers_is_no_service() -> None:
    with pytest.raises(KgError, match="do not start: the data may need more than 1 MiB"):
        serve(SERVED, replace(SMALL, memory=2**20), ready=lambda _: None)


def test_a_body_that_comes_too_slowly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shield, "SLOWEST_BODY", 0.2)
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM['Content-Type']}\r\n"

    with threaded(SERVED, SMALL) as service:
        said = raw(service, f"{head}Content-Length: 100\r\n\r\nquery=".encode())

    assert said.startswith(b"HTTP/1.1 408 ")


def test_a_head_that_comes_too_slowly_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SLOWEST_HEAD", 0.2)
    whole = b"GET /examples.json HTTP/1.1\r\nHost: localhost\r\n\r\n"

    with threaded(SERVED, SMALL) as service:
        silent, begun, second = (raw(service, sent) for sent in (b"", b"GET /", whole + b"GET /"))

    assert (silent, begun) == (b"", b"")
    assert second.count(b"HTTP/1.1 200 OK") == 1


def test_a_reader_that_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shield, "SLOWEST_READER", 0.3)
    settings = replace(SMALL, rows=10**6, bytes=2**26, seconds=20.0)
    big = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 40000"
    start = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    body = f"{start}Content-Length: {len(big)}\r\n\r\n{big}"

    with threaded(SERVED, settings) as service:
        with socket.create_connection((service.host, service.port), timeout=30) as client:
            client.sendall(body.encode())
            head = client.recv(400, socket.MSG_PEEK)
            length = head.partition(b"content-length: ")[2].partition(b"\r")[0]
            time.sleep(1)
            taken = 0
            with suppress(OSError):
                while part := client.recv(2**20):
                    taken += len(part)
        after = service.post(query="ASK {}")

    assert length.isdigit()
    assert taken < int(length)
    assert after.status == 200


def raw(service: Service, sent: bytes) -> bytes:
    """Send some bytes and read until the service closes the connection."""
    said = b""
    with socket.create_connection((service.host, service.port), timeout=20) as client:
        client.sendall(sent)
        while part := client.recv(4096):
            said += part
    return said


@pytest.mark.parametrize("payload", PAYLOADS[:8])
def test_markup_in_a_corpus_stays_text(payload: str) -> None:
    corpus = hostile(drawn("a -> b"), payload)
    claim = next(iter(corpus.claims.values()))
    harmless = replace(claim, id="c1", evidence=tuple(replace(p, id="e1") for p in claim.evidence))
    served = replace(SERVED, corpus=replace(corpus, claims={"c1": harmless}), title=payload)

    with threaded(served, SMALL) as service:
        pages = [service.get(path, "text/html") for path in ("/", "/claim/c1", "/evidence/e1")]

    for page in pages:
        assert page.status == 200
        assert payload not in page.text
    assert str(escape(payload)) in pages[1].text


def test_other_names_must_be_allowed() -> None:
    settings = replace(SMALL, hosts=("Bone.example",))

    with threaded(SERVED, settings) as service:
        statuses = [
            service.get("/examples.json", Host=host).status
            for host in ("bone.example", "BONE.example.:80", "[::1]:80", "x.bone.example", "bone")
        ]

    assert statuses == [200, 200, 200, 403, 403]


def test_a_failure_of_our_own_is_told_without_its_details(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = replace(SERVED, prefixes={"a": object()})  # type: ignore[dict-item] # no JSON

    with threaded(broken, SMALL) as service:
        reply = service.get("/examples.json")

    assert reply.status == 500
    assert reply.error == "the service failed: its own messages say why"
    assert "not JSON serializable" in caplog.text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--host", "0.0.0.0"), 2, "0.0.0.0 can be reached from other machines"),  # noqa: S104
        (("--host", "bone.example"), 2, "say by which names, with --allow-host NAME"),
        (("--timeout", "nan"), 2, "no query takes nan s"),
        (("--timeout", "0"), 2, "no query takes 0 s"),
        (("--workers", "0"), 2, "0 workers are none: use 1 to 64"),
        (("--port", "70000"), 2, "there is no port 70000"),
        (("--port", "-1"), 2, "there is no port -1: use 1 to 65535, or 0 for any"),
        (("--host", "x.invalid", "--allow-host", "x"), 1, "cannot listen on x.invalid"),
        (("--host", "192.0.2.1", "--allow-host", "x"), 1, "cannot listen on 192.0.2.1"),
        (("--data", "nowhere.nq"), 2, "'nowhere.nq' does not exist"),
        (("--data", "README.md"), 2, "README.md"),
    ],
)
def test_a_service_that_cannot_be_is_told_in_one_line(
    arguments: tuple[str, ...], code: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    result = run(*arguments)

    assert message in " ".join(result.stderr.split())
    assert (result.exit_code, result.stdout) == (code, "")


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("--port", str(taken.getsockname()[1]))

    assert "Address already in use: choose another with --host or --port" in result.stderr
    assert result.exit_code == 1


def test_the_missing_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from kg.cli import main; sys.argv = ['kg', 'serve']; main()"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stderr == "kg: uvicorn is not installed: pip install 'hormone-bone-kg[server]'\n"
    assert done.returncode == 1


def test_an_interrupt_ends_the_command_and_its_workers(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(TRIPLES, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service = Service("127.0.0.1", port)
    found: list[bytes] = []

    def interrupt() -> None:
        while not found:
            with suppress(OSError):
                found.append(service.ask("SELECT ?o { ?s ?p ?o }", "text/csv").body)
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    thread.start()
    try:
        result = run("--data", str(file), "--port", str(port))
    finally:
        thread.join()
        signal.signal(signal.SIGINT, previous)

    assert sorted(found[0].split()) == [b"1", b"2", b"3", b"4", b"o"]
    assert f"kg: listening on http://127.0.0.1:{port}/ (Ctrl-C ends it)\n" in result.stderr
    assert result.stderr.endswith("kg: interrupted\n")
    assert result.exit_code == 130
    with pytest.raises(OSError, match="refused"):
        service.ask("ASK {}")


def test_a_termination_ends_the_command_and_its_workers() -> None:
    process = subprocess.Popen([KG, "serve", "--port", "0"], stderr=subprocess.PIPE)
    assert process.stderr is not None
    process.stderr.readline()
    service = Service("127.0.0.1", 0, process.pid)
    workers = settle(service)

    process.send_signal(signal.SIGTERM)
    _, said = process.communicate()

    assert said == b""
    assert process.returncode == -signal.SIGTERM
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_settings_are_checked_before_anything_starts() -> None:
    with pytest.raises(UsageError, match="65 workers are none"):
        Settings(workers=65)
