"""Asking an endpoint elsewhere: what is sent, what is understood, and what it cannot do to us."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from elsewhere import JSON, Answer, Request, elsewhere

from kg.errors import KgError, LimitError, QueryError, UsageError
from kg.sparql import Answer as Table
from kg.sparql import Reply, web
from kg.sparql.remote import LONGEST_ADDRESS, ask, count_triples, with_prefixes
from kg.sparql.web import Call, Credentials, check_address, send

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECT = "SELECT ?x { ?x ?p ?o }"
ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:a"}}]}}'
YES = b'{"head":{},"boolean":true}'
PREFIXES = {"e": "urn:e:", "f": "urn:f:"}


@contextmanager
def endpoint(*answers: Answer, host: str = "127.0.0.1") -> Iterator[tuple[str, list[Request]]]:
    """Give these answers in turn, the last one again and again."""
    left = list(answers)
    with elsewhere(lambda _: left.pop(0) if len(left) > 1 else left[0], host=host) as found:
        yield found


@contextmanager
def pointing(status: int, *answers: Answer) -> Iterator[tuple[str, list[Request]]]:
    """Point to another address, and note what arrives there."""
    with (
        endpoint(*answers) as (other, requests),
        endpoint(Answer(status=status, headers=(("Location", other),))) as (url, _),
    ):
        yield url, requests


def asked(answer: Answer, query: str = SELECT, *, fmt: str = "json", seconds: float = 10) -> Reply:
    with endpoint(answer) as (url, _):
        return ask(url, query, fmt=fmt, seconds=seconds)


@pytest.mark.parametrize(
    ("query", "fmt", "accept"),
    [
        (SELECT, "json", JSON),
        (SELECT, "csv", "text/csv"),
        (SELECT, "tsv", "text/tab-separated-values"),
        ("ASK {}", "csv", JSON),
        ("PREFIX ask: <urn:select> # construct\nselect ?describe {}", "csv", "text/csv"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", "text/turtle, application/n-triples;q=0.5"),
        ("PREFIX e: <urn:e> describe e:select", "json", "text/turtle, application/n-triples;q=0.5"),
    ],
)
def test_the_one_form_that_fits_the_query_is_asked_for(query: str, fmt: str, accept: str) -> None:
    with endpoint(Answer(YES)) as (url, requests):
        ask(url, query, fmt=fmt)

    assert [request.headers["accept"] for request in requests] == [accept]


def test_a_short_query_is_part_of_the_address() -> None:
    with endpoint(Answer(ROW)) as (url, requests):
        ask(url + "?default-graph-uri=urn:g&key=", SELECT)

    [request] = requests
    assert (request.method, request.body) == ("GET", "")
    assert parse_qs(urlsplit(request.path).query, keep_blank_values=True) == {
        "default-graph-uri": ["urn:g"],
        "key": [""],
        "query": [SELECT],
    }


def test_a_long_query_is_posted_as_a_form_with_all_parameters() -> None:
    query = f"{SELECT} # {'x' * LONGEST_ADDRESS} é"
    with endpoint(Answer(ROW)) as (url, requests):
        ask(url + "?default-graph-uri=urn:g", query)

    [request] = requests
    assert (request.method, request.path) == ("POST", "/sparql")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(request.body) == {"default-graph-uri": ["urn:g"], "query": [query]}


@pytest.mark.parametrize(
    ("query", "added"),
    [
        ("ASK { ?x a e:B }", "PREFIX e: <urn:e:> "),
        ("ASK { f:a e:b f:c }", "PREFIX e: <urn:e:> PREFIX f: <urn:f:> "),
        ("prefix  e:<urn:other:> ASK { ?x a e:B }", ""),
        ("ASK { ?x a <e:B> }", ""),
        ("ASK { ?x ?p 'e:B' } # f:g", ""),
        ('ASK { ?x ?p """e:B " f:g""" }', ""),
        ("ASK { ?x ?p '''e:B ' f:g''' }", ""),
        ("# PREFIX e: <urn:other:>\nASK { ?x a e:B }", "PREFIX e: <urn:e:> "),
        ("PREFIX g: <urn:e#> ASK { ?x a g:B, e:B }", "PREFIX e: <urn:e:> "),
        ("ASK { ?x a te:B, e-f:g }", ""),
        ("ASK { ?x a(e:B) }", "PREFIX e: <urn:e:> "),
    ],
)
def test_the_prefixes_that_are_used_and_not_declared_are_put_before(query: str, added: str) -> None:
    assert with_prefixes(query, PREFIXES) == added + query


def test_orders_to_a_planner_stay_at_the_start() -> None:
    query = 'DEFINE sql:select-option "order" ASK { ?x a e:B }'

    assert with_prefixes(query, PREFIXES) == (
        'DEFINE sql:select-option "order" PREFIX e: <urn:e:> ASK { ?x a e:B }'
    )


@pytest.mark.parametrize(
    ("answer", "query", "fmt", "reply"),
    [
        (Answer(ROW), SELECT, "json", ("select", ROW.decode())),
        (Answer(ROW, "application/json; charset=utf-8"), SELECT, "json", ("select", ROW.decode())),
        (Answer(b"x\r\nurn:a\r\n", "text/csv"), SELECT, "csv", ("select", "x\r\nurn:a\r\n")),
        (Answer(YES), "ASK {}", "json", ("ask", '{"head":{},"boolean":true}')),
        (Answer(YES), "ASK {}", "csv", ("ask", "true")),
        (
            Answer(b'{"head":{"link":[]},"boolean":false}'),
            "ASK {}",
            "json",
            ("ask", '{"head":{},"boolean":false}'),
        ),
        (Answer(b"<urn:a> a <urn:b> .", "text/turtle"), "DESCRIBE <urn:a>", "json",
         ("graph", "<urn:a> a <urn:b> .")),
        (Answer(b"<urn:a> <urn:p> 'b' .", "application/n-triples"), "DESCRIBE <urn:a>", "json",
         ("graph", "<urn:a> <urn:p> 'b' .")),
    ],
)  # fmt: skip
def test_the_kind_of_an_answer_is_told_from_the_answer(
    answer: Answer, query: str, fmt: str, reply: tuple[str, str]
) -> None:
    assert asked(answer, query, fmt=fmt) == reply


@pytest.mark.parametrize(
    ("bindings", "truth"),
    [("[]", False), ('[{"__ASK_RETVAL":{"type":"typed-literal","value":"1"}}]', True)],
)
def test_the_truth_of_virtuoso_is_understood(bindings: str, truth: bool) -> None:  # noqa: FBT001
    body = f'{{"head":{{"vars":["__ASK_RETVAL"]}},"results":{{"bindings":{bindings}}}}}'

    found = asked(Answer(body.encode()), "ASK {}")

    assert found.kind == "ask"
    assert Table.read(*found, {}) == Table(truth=truth)


def test_triples_are_counted_in_a_graph_or_in_the_default_graph() -> None:
    body = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"7"}}]}}'
    with endpoint(Answer(body)) as (url, requests):
        counts = [count_triples(url, graph, seconds=10) for graph in ("urn:g", "")]

    assert counts == [7, 7]
    queries = [parse_qs(urlsplit(request.path).query)["query"][0] for request in requests]
    assert ["GRAPH <urn:g>" in query for query in queries] == [True, False]


def test_a_count_that_is_none_is_refused() -> None:
    with endpoint(Answer(ROW)) as (url, _), pytest.raises(KgError, match="cannot count"):
        count_triples(url, "", seconds=10)


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (400, QueryError, "refuses the query: line 3: what?"),
        (401, KgError, r"does not let us in \(401\)"),
        (403, KgError, r"does not let us in \(403\)"),
        (404, KgError, r"takes no query \(404\): is this its address"),
        (413, LimitError, "hit a limit of its own"),
        (429, LimitError, "hit a limit of its own"),
        (500, KgError, r"failed \(500\): line 3: what\?"),
        (503, LimitError, "hit a limit of its own"),
        (204, KgError, r"failed \(204\): it does not say why"),
    ],
)
def test_a_status_is_told_with_the_words_of_the_server(
    status: int, error: type[KgError], message: str
) -> None:
    body = b"" if status == 204 else b"line 3:\n  what?\n\nSPARQL query:\nSELECT"

    with pytest.raises(KgError, match=message) as caught:
        asked(Answer(body, "text/plain", status))
    assert type(caught.value) is error


def test_what_a_server_says_is_shortened_and_printable() -> None:
    body = b"<html><body>\x1b[31m" + b"no " * 1000 + b"\xff</body></html>"

    with pytest.raises(QueryError) as caught:
        asked(Answer(body, "text/html", 400))
    message = str(caught.value).partition("refuses the query: ")[2]
    assert message.startswith("\\x1b[31mno no no")
    assert message.endswith(" …")
    assert len(message) == 300
    assert message.isprintable()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(b"<html>", "text/html"), "text/html, not with SPARQL results: is this the address"),
        (Answer(b"<sparql/>", "application/sparql-results+xml"), "not with SPARQL results"),
        (Answer(b"x\n", "text/csv"), "text/csv, not with SPARQL results"),
        (Answer(b"{}"), "JSON that holds no SPARQL results"),
        (Answer(b"[]"), "JSON that holds no SPARQL results"),
        (Answer(b"{"), "JSON that holds no SPARQL results"),
        (Answer(b'{"head":{"vars":[1]},"results":{"bindings":[]}}'), "JSON that holds no SPARQL"),
        (Answer(b'{"head":{"vars":[]},"results":{"bindings":[1]}}'), "JSON that holds no SPARQL"),
        (Answer(b"\xff"), "what is not UTF-8"),
        (Answer(b"[" * 100_000), "nested too deep"),
        (Answer(ROW, headers=(("X-SPARQL-MaxRows", "1"),)), "no more than 1 rows, and there may"),
        (Answer(ROW, length=1000), "the answer breaks off"),
    ],
)
def test_what_is_no_whole_answer_is_never_passed_on(answer: Answer, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        asked(answer)
    assert caught.value.exit_code == 1


def test_an_answer_within_the_limit_of_rows_is_whole() -> None:
    assert asked(Answer(ROW, headers=(("X-SPARQL-MaxRows", "2"),))).text == ROW.decode()


@pytest.mark.parametrize("cell", ["1", "{}", '{"type":"uri"}', '{"type":"triple","value":1}'])
def test_a_cell_that_is_none_is_an_error_where_it_is_read(cell: str) -> None:
    body = f'{{"head":{{"vars":["x"]}},"results":{{"bindings":[{{"x":{cell}}}]}}}}'

    with pytest.raises(KgError, match="does not hold SPARQL results"):
        Table.read(*asked(Answer(body.encode())), {})


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8890",
        "file:///etc/hostname",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nHost: x",
        "http://127.0.0.1/é",
        "http://user:secret@127.0.0.1/",
    ],
)
def test_an_address_that_cannot_be_called_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask(url, SELECT)
    assert str(caught.value).isprintable()
    assert "secret" not in str(caught.value)


def test_an_address_is_given_back_as_it_is() -> None:
    assert check_address("https://[::1]:8890/sparql?a=b") == "https://[::1]:8890/sparql?a=b"


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="allow more than 0, up to 86400"):
        ask("http://127.0.0.1:9/", SELECT, seconds=seconds)


@pytest.mark.parametrize(
    ("query", "message"),
    [("#" * 70_000, "longer than 65536 characters"), ("ASK { '\udcff' }", "the query is no text")],
)
def test_a_query_that_is_none_is_not_sent(query: str, message: str) -> None:
    with endpoint(Answer(YES)) as (url, requests), pytest.raises(QueryError, match=message):
        ask(url, query)
    assert requests == []


def test_where_nobody_answers_is_said() -> None:
    with endpoint(Answer(YES)) as (url, _):
        pass

    with pytest.raises(KgError, match="Connection refused: is the service running there"):
        ask(url, SELECT, seconds=10)


def test_where_somebody_speaks_no_tls_is_said() -> None:
    with endpoint(Answer(YES)) as (url, _), pytest.raises(KgError, match="no answer from https:"):
        ask(url.replace("http:", "https:"), SELECT, seconds=10)


@pytest.mark.parametrize("headers", [(), (("Connection", "close"),)])
def test_an_answer_that_drips_is_given_up_in_time(headers: tuple[tuple[str, str], ...]) -> None:
    start = time.monotonic()

    with pytest.raises(LimitError, match=r"did not answer within 0\.5 s"):
        asked(Answer(ROW * 100, pause=0.05, headers=headers), seconds=0.5)
    assert time.monotonic() - start < 10


def test_an_answer_that_never_starts_is_given_up_in_time() -> None:
    def sleep(_: Request) -> Answer:
        time.sleep(1)
        return Answer(ROW)

    with (
        elsewhere(sleep) as (url, _),
        pytest.raises(LimitError, match=r"did not answer within 0\.2 s"),
    ):
        ask(url, SELECT, seconds=0.2)


def test_an_answer_that_would_fill_the_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_ANSWER", 1000)

    with pytest.raises(LimitError, match="is larger than"):
        asked(Answer(b"x" * 1001))


def test_a_pointer_to_another_address_is_followed_for_reading() -> None:
    with endpoint(Answer(ROW)) as (other, requests):
        assert asked(Answer(status=302, headers=(("Location", other),))).text == ROW.decode()
    assert [request.method for request in requests] == ["GET"]


@pytest.mark.parametrize("where", ["file:///etc/hostname", "ftp://127.0.0.1/", "data:,x", ""])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_pointer_to_another_kind_of_address_is_not_followed(status: int, where: str) -> None:
    with pytest.raises(KgError, match="which is not followed"):
        asked(Answer(ROW, status=status, headers=(("Location", where),) if where else ()))


def test_a_pointer_in_a_circle_comes_to_an_end() -> None:
    circle = endpoint(Answer(status=302, headers=(("Location", "/sparql"),)))
    with circle as (url, requests), pytest.raises(KgError, match="which is not followed"):
        ask(url, SELECT)

    assert len(requests) < 10


def test_data_is_not_sent_on() -> None:
    refused = pytest.raises(KgError, match="which is not followed: name that instead")
    with pointing(307, Answer(YES)) as (url, requests), refused:
        send(Call("POST", url, {}, b"secret"), seconds=10)

    assert requests == []


BASIC = Answer(status=401, headers=(("WWW-Authenticate", 'Basic realm="x"'),))
DIGEST = Answer(
    status=401, headers=(("WWW-Authenticate", 'Digest realm="x", nonce="n", qop="auth"'),)
)
WHO = Credentials("dba", "secret")


@pytest.mark.parametrize(("challenge", "scheme"), [(BASIC, "Basic"), (DIGEST, "Digest")])
def test_a_name_and_a_password_are_sent_when_asked_for(challenge: Answer, scheme: str) -> None:
    with endpoint(challenge, Answer(YES)) as (url, requests):
        response = send(Call("POST", url, {}, b"x"), seconds=10, credentials=WHO)

    assert response.status == 200
    said = [request.headers.get("authorization", "").split(" ")[0] for request in requests]
    assert said == ["", scheme]


def test_a_password_is_never_sent_as_it_is_where_others_may_listen() -> None:
    # 127.0.0.2 is this machine too, but not by a name that we take for it.
    try:
        with endpoint(BASIC, Answer(YES), host="127.0.0.2") as (url, requests):
            response = send(Call("POST", url, {}, b"x"), seconds=10, credentials=WHO)
    except OSError:
        pytest.skip("this system has one address of its own only")

    assert response.status == 401
    assert ["authorization" in request.headers for request in requests] == [False]


def test_a_wrong_password_is_told_as_such() -> None:
    with endpoint(DIGEST) as (url, requests):
        response = send(Call("POST", url, {}, b"x"), seconds=10, credentials=WHO)

    assert response.status == 401
    assert len(requests) < 10


def test_a_password_is_not_sent_to_where_a_server_points() -> None:
    with pointing(302, BASIC, Answer(YES)) as (url, requests):
        response = send(Call("GET", url, {}), seconds=10, credentials=WHO)

    assert response.status == 401
    assert ["authorization" in request.headers for request in requests] == [False]


def test_this_machine_is_called_past_any_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(Answer(YES)) as (proxy, requests):
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)

        assert asked(Answer(ROW)).kind == "select"
    assert requests == []


def test_an_answer_is_data_and_never_run() -> None:
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": _evil()}]}})

    found = Table.read(*asked(Answer(body.encode())), {})

    assert "<script>" not in found._repr_html_()


def _evil() -> dict[str, str]:
    return {"type": "literal", "value": "<script>alert(1)</script>"}
