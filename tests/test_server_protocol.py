"""Reading requests and choosing forms, without a server: what is asked, and why not."""

from __future__ import annotations

from urllib.parse import quote_from_bytes, urlencode

import pytest
from disguises import DISGUISED, ESCAPED
from hypothesis import given
from hypothesis import strategies as st

from kg.server.negotiation import BINDINGS, GRAPHS, HTML, Form, best, named
from kg.server.protocol import LONGEST_BODY, Question, RefusedError, Sent, read_question
from kg.sparql.guard import LONGEST_QUERY

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK { ?s ?p 'é' }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def get(accept: str = "", **fields: str | list[str]) -> Question | None:
    return read_question(Sent("GET", urlencode(fields, doseq=True).encode(), accept=accept))


def refused(sent: Sent) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read_question(sent)
    return caught.value


def chosen(accept: str, offers: tuple[Form, ...] = BINDINGS) -> str | None:
    form = best(accept, offers)
    return form and form.fmt


@pytest.mark.parametrize(
    "sent",
    [
        Sent("GET", urlencode({"query": ASK}).encode()),
        Sent("HEAD", urlencode({"query": ASK}).encode()),
        Sent("POST", b"", FORM, body=urlencode({"query": ASK}).encode()),
        Sent("POST", b"format=json", f"{FORM}; charset=UTF-8", body=f"query={ASK}".encode()),
        Sent("POST", b"", DIRECT, body=ASK.encode()),
        Sent("POST", b"format=json&x=", f"{DIRECT};charset='utf-8'", body=ASK.encode()),
    ],
    ids=["get", "head", "form", "form with a charset", "direct", "direct with parameters"],
)
def test_a_query_is_read_in_every_way_of_sending_it(sent: Sent) -> None:
    question = read_question(sent)

    assert question is not None
    assert question.query == ASK
    assert question.graphs is None


def test_a_get_without_a_query_asks_nothing() -> None:
    assert get(format="json") is None


@pytest.mark.parametrize("method", ["GET", "form", "direct"])
def test_the_graphs_named_in_a_request_are_read_in_order(method: str) -> None:
    graphs = {"default-graph-uri": ["urn:b", "urn:a"], "named-graph-uri": "urn:c"}
    fields = urlencode(graphs, doseq=True).encode()
    sent = {
        "GET": Sent("GET", b"query=ASK%7B%7D&" + fields),
        "form": Sent("POST", b"", FORM, body=b"query=ASK%7B%7D&" + fields),
        "direct": Sent("POST", fields, DIRECT, body=b"ASK{}"),
    }

    question = read_question(sent[method])

    assert question is not None
    assert question.graphs == (("urn:b", "urn:a"), ("urn:c",))


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        (Sent("GET", b"query=ASK%7B%7D&query=ASK%7B%7D"), 400, "2 queries in the request"),
        (Sent("POST", b"query=ASK%7B%7D", DIRECT, body=b"ASK {}"), 400, "2 queries in the request"),
        (Sent("POST", b"query=ASK%7B%7D", FORM, body=b"query=ASK"), 400, "2 queries"),
        (Sent("POST", b"", FORM, body=b""), 400, "no query in the request"),
        (Sent("POST", b"", FORM, body=b"q=ASK"), 400, "no query in the request"),
        (Sent("GET", b"query=ASK%7B%7D%ff"), 400, "the address is not UTF-8"),
        (Sent("GET", b"query=\xff"), 400, "the address is not UTF-8"),
        (Sent("POST", b"", FORM, body=b"query=%ff"), 400, "the form is not UTF-8"),
        (Sent("POST", b"", DIRECT, body=b"ASK {} #\xff"), 400, "the query is not UTF-8"),
        (Sent("POST", b"", f"{DIRECT}; charset=utf-16", body=b""), 415, "is not UTF-8"),
        (Sent("POST", b"", "text/plain", body=b"ASK {}"), 415, "type 'text/plain' cannot be read"),
        (Sent("POST", b"", "", body=b"ASK {}"), 415, "type '(none)' cannot be read"),
        (Sent("GET", b"update=CLEAR+ALL"), 403, "read-only"),
        (Sent("POST", b"", FORM, body=b"update=CLEAR+ALL"), 403, "read-only"),
        (Sent("POST", b"", FORM, body=b"query=ASK%7B%7D&update="), 403, "read-only"),
        (Sent("POST", b"", "application/sparql-update", body=b"CLEAR ALL"), 403, "read-only"),
        (Sent("GET", b"x&" * 201), 400, "more than 200 parameters"),
        (Sent("GET", b"query=" + b"x" * (LONGEST_QUERY + 1)), 414, "longer than 65536 characters"),
        (Sent("POST", b"", DIRECT, body=b"x" * LONGEST_BODY), 413, "longer than 65536 characters"),
    ],
)
def test_a_request_against_the_protocol_is_refused_with_a_reason(
    sent: Sent, status: int, reason: str
) -> None:
    error = refused(sent)

    assert error.status == status
    assert reason in str(error)


@pytest.mark.parametrize("query", {**DISGUISED, **ESCAPED}.values(), ids={**DISGUISED, **ESCAPED})
def test_no_disguised_call_passes(query: str) -> None:
    error = refused(Sent("GET", f"query={quote_from_bytes(query.encode())}".encode()))

    assert error.status == 400
    assert "SERVICE" in str(error)


@given(st.sampled_from(["GET", "POST"]), st.binary(max_size=80), st.text(max_size=40), st.binary())
def test_whatever_is_sent_is_read_or_refused(
    method: str, parameters: bytes, content_type: str, body: bytes
) -> None:
    sent = Sent(method, parameters, content_type, content_type, body)

    try:
        status = 200 if read_question(sent) else 204
    except RefusedError as error:
        status = error.status

    assert status < 500


@pytest.mark.parametrize(
    ("accept", "fmt"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("text/csv", "csv"),
        ("TEXT/CSV ; Q=0.5", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.7", "xml"),
        ("application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7", "json"),
        ("application/rdf+xml, application/sparql-results+xml", "xml"),
        ("*/*;q=0.1, text/tab-separated-values;q=0.2", "tsv"),
        ("*/*, application/sparql-results+json;q=0", "xml"),
        ("text/csv;q=nonsense", None),
        ("text/csv;q=0", None),
        ("text/csv;q=7", None),
        ("image/png, nonsense", None),
        ("*", "json"),
    ],
)
def test_the_form_is_the_one_that_is_liked_best(accept: str, fmt: str | None) -> None:
    assert chosen(accept) == fmt


def test_an_answer_goes_by_the_name_that_was_asked_for() -> None:
    form = best("application/json", BINDINGS)

    assert form == Form("json", "application/json")


def test_a_browser_gets_a_page_and_a_program_a_graph() -> None:
    assert chosen(BROWSER, (*GRAPHS, HTML)) == "html"
    assert chosen("*/*", (*GRAPHS, HTML)) == "turtle"


@pytest.mark.parametrize(
    ("accept", "name", "bindings", "graph"),
    [
        ("*/*", "json", "json", "jsonld"),
        ("", "csv", "csv", "turtle"),
        ("*/*", "ttl", "json", "turtle"),
        ("*/*", "application/rdf+xml", "json", "rdfxml"),
        ("*/*", "nonsense", "json", "turtle"),
        (BROWSER, "csv", "csv", "rdfxml"),
        ("application/sparql-results+xml", "json", "xml", None),
        ("application/rdf+xml", "json", None, "rdfxml"),
    ],
)
def test_a_format_by_name_counts_only_where_the_client_leaves_the_choice(
    accept: str, name: str, bindings: str | None, graph: str | None
) -> None:
    question = get(accept, query=ASK, format=name, output=name, results=name)

    assert question is not None
    assert (question.bindings and question.bindings.fmt) == bindings
    assert (question.graph and question.graph.fmt) == graph


@pytest.mark.parametrize("offers", [BINDINGS, GRAPHS])
def test_every_media_type_is_a_name_of_its_form(offers: tuple[Form, ...]) -> None:
    for form in offers:
        assert named([form.media], offers) == form
        assert best(form.media, offers) == form
