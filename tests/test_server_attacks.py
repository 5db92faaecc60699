"""What a service does under attack: it refuses, ends what runs away, and answers the next."""

from __future__ import annotations

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from disguises import DISGUISED, HOME
from services import FORM, Reply, Service, canary, is_idle, limits_of, serving, settle

from kg.server.engine import reply, rows_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECONDS = 1.5
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
EVERYWHERE = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
NEXT = "SELECT ?drug { ?drug hb:prevents term:bone_loss }"
BOMBS = {
    "cross product": ENDLESS,
    "long path": f"SELECT (COUNT(*) AS ?n) {{ ?a (!<urn:x>|^!<urn:x>)* ?b . {CROSS} }}",
    "sorting": f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i",
    "one long text": f"SELECT (GROUP_CONCAT(STR(?a)) AS ?x) {{ {CROSS} }}",
    "doubling": "SELECT ?x30 { BIND('xxxxxxxx' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    + "}",
    "nesting": f"ASK {'{' * 30_000}{'}' * 30_000}",
    "many rows": f"SELECT * {{ {CROSS} }}",
    "many triples": f"CONSTRUCT {{ ?a ?b ?i }} {{ {CROSS} }}",
}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving("--timeout", str(SECONDS)) as running:
        yield running


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    with canary() as heard:
        yield heard


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_no_answer_and_the_next_query_has_one(service: Service, bomb: str) -> None:
    expected = service.ask(NEXT).body
    start = time.monotonic()

    failed = service.post(query=bomb)
    took = time.monotonic() - start
    after = service.ask(NEXT)

    assert failed.status in {500, 503}
    assert failed.error
    assert took < SECONDS + 8
    assert (after.status, after.body) == (200, expected)


def test_the_workers_lost_to_bombs_are_replaced(service: Service) -> None:
    for _ in range(3):
        settle(service)
        assert service.post(query=BOMBS["nesting"]).status == 503

    settle(service)
    assert service.ask(NEXT).status == 200


def test_a_worker_can_open_nothing_and_has_its_memory_and_time_bounded(service: Service) -> None:
    for pid in settle(service):
        assert limits_of(pid)["Max open files"] == "3"
        assert limits_of(pid)["Max address space"] == str(2 * 1024**3)
        assert set(os.listdir(f"/proc/{pid}/fd")) <= {"0", "1", "2"}  # noqa: PTH208 - not files


@pytest.mark.parametrize(
    "query",
    [
        *(DISGUISED[name] for name in ("plain", "small letters", "silent", "nested group")),
        f"SELECT * FROM <{HOME}> {EVERYWHERE}",  # noqa: S608 - no SQL
        f"SELECT * FROM NAMED <{HOME}> {EVERYWHERE}",  # noqa: S608 - no SQL
        f"LOAD <{HOME}>",
        f"DESCRIBE <{HOME}>",
    ],
)
def test_no_query_reaches_another_machine(
    service: Service, listener: tuple[str, list[str]], query: str
) -> None:
    address, calls = listener

    found = service.post(query=query.replace(HOME, address), accept="*/*")

    assert found.status == 400 or not rows(found)
    assert calls == []


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri", "using-graph-uri"])
def test_no_graph_of_a_request_is_fetched(
    service: Service, listener: tuple[str, list[str]], parameter: str
) -> None:
    address, calls = listener

    found = service.ask(f"SELECT * {EVERYWHERE} LIMIT 1", **{parameter: f"{address}graph"})

    assert found.status == 200
    assert calls == []


def test_no_update_loads_anything(service: Service, listener: tuple[str, list[str]]) -> None:
    address, calls = listener

    assert service.post(update=f"LOAD <{address}>").status == 403
    assert calls == []


@pytest.mark.parametrize("way", ["FROM", "FROM NAMED", "default-graph-uri", "named-graph-uri"])
def test_no_file_is_read(service: Service, tmp_path: Path, way: str) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<urn:secret> <urn:p> <urn:o> .\n", encoding="utf-8")
    iri = secret.as_uri()

    if way.startswith("FROM"):
        found = service.ask(f"SELECT * {way} <{iri}> {EVERYWHERE}")
    else:
        found = service.ask(f"SELECT * {EVERYWHERE}", **{way: iri})

    assert rows(found) == []


@pytest.fixture
def patient() -> Iterator[Service]:
    """Serve with the limits that users get."""
    with serving() as running:
        yield running


def test_two_hundred_at_once_are_all_answered_and_rightly(patient: Service) -> None:
    terms = ("OXTR", "oxytocin", "serotonin", "SSRI")
    queries = [f"SELECT ?p ?o {{ term:{term} ?p ?o }} ORDER BY ?p ?o" for term in terms]
    expected = {query: patient.ask(query).body for query in queries}
    asked = [queries[number % len(queries)] for number in range(200)]

    with ThreadPoolExecutor(200) as clients:
        found = list(clients.map(patient.ask, asked))

    assert {each.status for each in found} == {200}
    assert [each.body for each in found] == [expected[query] for query in asked]
    assert len(set(expected.values())) == len(terms)


def test_slow_queries_do_not_keep_the_pages_from_being_shown(service: Service) -> None:
    with ThreadPoolExecutor(8) as clients:
        settle(service)
        slow = [clients.submit(service.post, query=ENDLESS) for _ in range(4)]
        time.sleep(0.3)
        pages = [service.get("/").status for _ in range(5)]
        running = sum(not each.done() for each in slow)

    assert pages == [200] * 5
    assert running == 4
    assert {each.result().status for each in slow} <= {429, 503}


def test_a_worker_killed_in_the_middle_of_an_answer_gives_no_answer(service: Service) -> None:
    before = settle(service)

    with ThreadPoolExecutor(2) as clients:
        asked = [clients.submit(service.post, query=ENDLESS) for _ in range(2)]
        wait_for(lambda: not any(map(is_idle, before)))
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        found = [each.result() for each in asked]

    assert [each.status for each in found] == [503, 503]
    assert all("ended from outside" in each.error for each in found)
    assert not settle(service) & before
    assert service.ask(NEXT).status == 200


def test_a_client_that_leaves_takes_its_query_along(service: Service) -> None:
    before = settle(service)

    with socket.create_connection((service.host, service.port)) as connection:
        target = f"/sparql?query={quote(ENDLESS)}"
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_for(lambda: not all(map(is_idle, before)))

    assert len(settle(service) & before) == 1
    assert service.ask(NEXT).status == 200


def test_a_form_too_long_is_refused_before_it_is_read(service: Service) -> None:
    with socket.create_connection((service.host, service.port), timeout=10) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n"
        kind = f"Content-Type: {FORM['Content-Type']}\r\n\r\n"
        connection.sendall((head + kind).encode())
        status = connection.recv(64)

    assert status.startswith(b"HTTP/1.1 413 ")


def test_a_form_that_never_says_how_long_it_is_is_refused(service: Service) -> None:
    with socket.create_connection((service.host, service.port), timeout=10) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        kind = f"Content-Type: {FORM['Content-Type']}\r\n\r\n"
        connection.sendall((head + kind).encode() + b"50000\r\n" + b"x" * 0x50000 + b"\r\n")
        status = connection.recv(64)

    assert status.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("hosts", ["", "Host: localhost\r\nHost: localhost\r\n"])
def test_a_request_without_one_host_is_refused(service: Service, hosts: str) -> None:
    with socket.create_connection((service.host, service.port), timeout=10) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
        status = connection.recv(64)

    assert status[9:12] in {b"400", b"403"}


def test_many_connections_that_say_nothing_keep_nobody_out(service: Service) -> None:
    silent = [socket.create_connection((service.host, service.port)) for _ in range(100)]
    for connection in silent:
        connection.sendall(b"GET /sparql?que")

    assert service.ask(NEXT).status == 200
    for connection in silent:
        connection.close()


def rows(found: Reply) -> list[object]:
    if found.media != "application/sparql-results+json":
        return [line for line in found.text.splitlines() if line and not line.startswith("@prefix")]
    bindings: list[object] = found.json["results"]["bindings"]
    return bindings


TRICKY = r"""
<urn:s> <urn:p> "},{\"" , "}},{" , "[{" , "a\r\nb" , "\"\n\"" , "<result>" , "\t\\" , "\\\"},{" .
"""


@pytest.mark.parametrize("fmt", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT * { ?s ?p ?o }", 8),
        ("SELECT ?o ?none { ?s ?p ?o } LIMIT 3", 3),
        ("SELECT * { <urn:none> ?p ?o }", 0),
        ("SELECT * {}", 1),
        ("SELECT ?none { ?s ?p ?o }", 8),
        ("SELECT (<<( <urn:a> <urn:b> '},{' )>> AS ?t) { ?s ?p ?o }", 8),
    ],
)
def test_rows_are_counted_exactly_whatever_texts_hold(fmt: str, query: str, count: int) -> None:
    store = ox.Store()
    store.load(TRICKY, format=ox.RdfFormat.TURTLE)

    head, body = reply(store, asked(query, bindings=fmt))

    assert head == {"kind": "select"}
    assert rows_in(body, fmt) == count


def asked(query: str, **changed: object) -> dict[str, object]:
    plain: dict[str, object] = {"query": query, "prefixes": {}, "graphs": None, "rows": 1000}
    return {**plain, "bytes": 10_000, "bindings": "json", "graph": "turtle", **changed}


@pytest.mark.parametrize(
    ("query", "changed", "message"),
    [
        ("SELECT * { ?s ?p ?o }", {"rows": 7}, "7 rows"),
        ("SELECT * { ?s ?p ?o }", {"rows": 7, "bindings": "csv"}, "7 rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", {"rows": 7}, "7 rows"),
        ("SELECT * { ?s ?p ?o }", {"bytes": 64}, "MiB"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", {"bytes": 64}, "MiB"),
    ],
)
def test_an_answer_beyond_a_cap_is_none(
    query: str, changed: dict[str, object], message: str
) -> None:
    store = ox.Store()
    store.load(TRICKY, format=ox.RdfFormat.TURTLE)

    head, body = reply(store, asked(query, **changed))

    assert head["kind"] == "excess"
    assert message in head["message"]
    assert body == b""
    assert reply(store, asked(query, rows=8))[0]["kind"] in {"select", "graph"}


def test_triples_that_come_twice_count_once() -> None:
    store = ox.Store()
    store.load(TRICKY, format=ox.RdfFormat.TURTLE)

    head, _ = reply(store, asked("CONSTRUCT { ?s ?p 'same' } { ?s ?p ?o }", rows=1))

    assert head == {"kind": "graph"}
