"""What a query may use and reach: time, memory, and nothing outside the store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from corpora import drawn
from disguises import DISGUISED, ESCAPED, HARMLESS, HOME

import kg
from kg.errors import KgError, LimitError, QueryError, UsageError
from kg.rdf import to_nquads
from kg.sparql import Limits, answer, run
from kg.sparql.worker import reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORPUS = kg.load().corpus
TINY = drawn("a -> b -| c")
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
SMALL_MEMORY = 640 * 1024**2


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine and note who calls."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the name is that of the library

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    caller = HTTPConnection("127.0.0.1", server.server_port)
    caller.request("GET", "/")
    caller.getresponse()
    caller.close()
    assert calls == ["/"]
    calls.clear()
    yield address, calls
    server.shutdown()
    thread.join()
    server.server_close()


def worker(query: str, **settings: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON
    """Run a query in a worker of its own, past the guard."""
    request = {"nquads": to_nquads(TINY), "query": query, "prefixes": {"ex": HOME}} | settings
    request = {"format": "json", "memory": Limits().memory} | request
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kg.sparql.worker"],
        input=json.dumps(request).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    head: dict[str, str] = json.loads(done.stdout.partition(b"\n")[0])
    return head


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_time_that_is_none_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="allow more than 0, up to 86400"):
        run(TINY, "ASK {}", limits=Limits(seconds))


def test_a_query_that_takes_too_long_is_stopped_in_time() -> None:
    start = time.monotonic()

    with pytest.raises(LimitError, match="stopped after 1 s: narrow it, or allow more time"):
        run(CORPUS, f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", limits=Limits(seconds=1))
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "bomb",
    [
        f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i",
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j))) AS ?x) {{ {CROSS} }}",
    ],
    ids=["sorting", "one long text"],
)
def test_a_query_that_takes_too_much_memory_is_stopped(bomb: str) -> None:
    with pytest.raises(LimitError, match="more than 640 MiB of memory"):
        run(CORPUS, bomb, limits=Limits(seconds=60, memory=SMALL_MEMORY))


def test_a_query_nested_beyond_reason_is_stopped() -> None:
    with pytest.raises(LimitError, match="nested too deep: simplify it"):
        run(TINY, f"ASK {'{' * 30_000}{'}' * 30_000}")


def test_the_next_query_after_a_bomb_is_answered() -> None:
    with pytest.raises(LimitError):
        run(TINY, f"ASK {'{' * 30_000}{'}' * 30_000}")

    assert answer(TINY, "ASK { term:a hb:increases term:b }").truth


def test_a_failure_of_the_process_itself_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho no such module >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))

    with pytest.raises(KgError, match="that runs queries failed: no such module") as caught:
        run(TINY, "ASK {}")
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("query", {**DISGUISED, **ESCAPED}.values(), ids={**DISGUISED, **ESCAPED})
def test_no_disguised_call_is_run(query: str, canary: tuple[str, list[str]]) -> None:
    address, calls = canary

    with pytest.raises(QueryError, match="SERVICE"):
        run(TINY, query.replace(HOME, address))
    assert not calls


@pytest.mark.parametrize("name", ["comment", "text", "variable", "address", "prefixed name"])
def test_a_query_that_only_mentions_the_word_is_answered(name: str) -> None:
    query = f"PREFIX ex: <{HOME}> {HARMLESS[name]}"

    assert run(TINY, query).kind == "select"


@pytest.mark.parametrize("name", ["plain", "small letters", "nested group", "ask", "construct"])
def test_a_call_past_the_guard_reaches_nobody(name: str, canary: tuple[str, list[str]]) -> None:
    address, calls = canary

    head = worker(DISGUISED[name].replace(HOME, address))

    assert head["kind"] == "error"
    assert not calls


def test_a_call_is_made_where_no_limit_stops_it(canary: tuple[str, list[str]]) -> None:
    address, calls = canary

    query = DISGUISED["plain"].replace(HOME, address)
    request = {"nquads": to_nquads(TINY), "query": query, "prefixes": {}, "format": "json"}

    reply(request)

    assert calls.pop() == "/"


def test_a_silent_call_past_the_guard_reaches_nobody(canary: tuple[str, list[str]]) -> None:
    address, calls = canary

    worker(DISGUISED["silent"].replace(HOME, address))

    assert not calls


def test_a_call_by_name_past_the_guard_reaches_nobody() -> None:
    assert worker("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }")["kind"] == "error"


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_no_graph_is_fetched_by_its_address(clause: str, canary: tuple[str, list[str]]) -> None:
    address, calls = canary
    everywhere = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

    found = run(TINY, f"SELECT * {clause} <{address}> {everywhere}")

    assert json.loads(found.text)["results"]["bindings"] == []
    assert not calls


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_no_file_is_read(clause: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<urn:secret> <urn:p> <urn:o> .\n", encoding="utf-8")
    everywhere = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

    found = run(TINY, f"SELECT * {clause} <{secret.as_uri()}> {everywhere}")

    assert json.loads(found.text)["results"]["bindings"] == []


def test_no_module_of_the_working_directory_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "marker"
    for module in ("json", "pyoxigraph", "kg", "resource"):
        (tmp_path / f"{module}.py").write_text(f"open({str(marker)!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)

    assert answer(TINY, "ASK {}").truth
    assert not marker.exists()


def test_the_worker_can_open_nothing() -> None:
    probe = (
        "import errno, os, kg.sparql.process as p; p.give_up_rights(2**31)\n"
        "for name in ('/etc/hostname', os.devnull):\n"
        "    try: open(name)\n"
        "    except OSError as error: print(errno.errorcode[error.errno])\n"
    )

    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path = {sys.path!r}\n{probe}"],
        stdout=subprocess.PIPE,
        env={key: value for key, value in os.environ.items() if not key.startswith("COV")},
        check=False,
    )
    assert done.stdout.decode().split() == ["EMFILE", "EMFILE"]


def test_an_answer_nested_beyond_reason_is_refused() -> None:
    nested = "<urn:a>"
    for _ in range(1000):
        nested = f"<<(<urn:a> <urn:b> {nested})>>"

    with pytest.raises(LimitError, match="the answer is nested too deep: simplify the query"):
        answer(TINY, f"SELECT ({nested} AS ?x) {{}}")
