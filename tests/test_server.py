"""A real service on this machine: the protocol, the forms, the pages, and clients of others."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from services import FORM, Service, threaded

import kg
from kg.server.dataset import Served
from kg.server.settings import Settings
from kg.sparql import answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# rdflib's own, when it reads JSON-LD
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

CORPUS = kg.load().corpus
TERM = "https://w3id.org/hormone-bone/term/"
DRUGS = "SELECT ?drug { ?drug hb:prevents term:bone_loss } ORDER BY ?drug"
GRAPH = "CONSTRUCT { ?drug hb:prevents ?what } { ?drug hb:prevents ?what }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RESULTS = "{http://www.w3.org/2005/sparql-results#}"
TRIG = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:a> rdfs:label "in the default graph" .
<urn:one> { <urn:a> rdfs:label "one" }
<urn:two> { <urn:a> rdfs:label "two" . <urn:b> rdfs:label "two" }
"""
LABELS = "SELECT ?label { ?s rdfs:label ?label } ORDER BY ?label"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with threaded(Served.curated(CORPUS), Settings(port=0)) as running:
        yield running


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Serve a small dataset with two named graphs, closed to other web sites."""
    file: Path = tmp_path_factory.mktemp("data") / "mine.trig"
    file.write_text(TRIG, encoding="utf-8")
    data = Served.file(file, CORPUS.ontology.prefixes)
    with threaded(data, Settings(port=0, shared=False)) as running:
        yield running


def local_drugs() -> list[str]:
    return [f"{TERM}{row[0].partition(':')[2]}" for row in answer(CORPUS, DRUGS).rows if row[0]]


def labels(service: Service, **parameters: str | list[str]) -> list[str]:
    found = service.ask(LABELS, **parameters).json["results"]["bindings"]
    return [row["label"]["value"] for row in found]


def test_a_table_in_json(service: Service) -> None:
    reply = service.ask(DRUGS)

    assert (reply.status, reply.media) == (200, "application/sparql-results+json")
    assert [row["drug"]["value"] for row in reply.json["results"]["bindings"]] == local_drugs()


def test_a_table_in_xml(service: Service) -> None:
    reply = service.ask(DRUGS, "application/sparql-results+xml")

    found = ET.fromstring(reply.text)  # noqa: S314 - our own service wrote it
    assert reply.media == "application/sparql-results+xml"
    assert [node.text for node in found.iter(f"{RESULTS}uri")] == local_drugs()


@pytest.mark.parametrize(
    ("accept", "delimiter"), [("text/csv", ","), ("text/tab-separated-values", "\t")]
)
def test_a_table_in_columns(service: Service, accept: str, delimiter: str) -> None:
    reply = service.ask(DRUGS, accept)

    header, *rows = csv.reader(io.StringIO(reply.text), delimiter=delimiter)
    assert reply.media == accept
    assert "attachment" in reply.headers["content-disposition"]
    assert header[0].removeprefix("?") == "drug"
    assert [row[0].strip("<>") for row in rows] == local_drugs()


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        ("application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("text/csv", b"true"),
        ("text/tab-separated-values", b"true"),
    ],
)
def test_a_truth_value_has_every_form_of_a_table(
    service: Service, accept: str, body: bytes
) -> None:
    assert service.ask("ASK { term:SSRI ?p ?o }", accept).body == body


@pytest.mark.parametrize(
    ("accept", "media", "fmt"),
    [
        ("*/*", "text/turtle", "turtle"),
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize("query", [GRAPH, "DESCRIBE term:OXTR"], ids=["construct", "describe"])
def test_a_graph_is_the_same_in_every_form(
    service: Service, query: str, accept: str, media: str, fmt: str
) -> None:
    reply = service.ask(query, accept)
    plain = service.ask(query, "application/n-triples")

    assert (reply.status, reply.media) == (200, media)
    assert set(Graph().parse(data=reply.text, format=fmt)) == set(
        Graph().parse(data=plain.text, format="nt")
    )
    assert plain.body


def test_an_answer_is_the_same_bytes_each_time(service: Service) -> None:
    assert len({service.ask(GRAPH, "text/turtle").body for _ in range(4)}) == 1


def test_a_graph_declares_the_prefixes_that_it_uses_and_no_other(service: Service) -> None:
    text = service.ask(GRAPH, "text/turtle").text

    assert re.findall(r"@prefix (\w+):", text) == ["hb", "term"]


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status", "reason"),
    [
        ("GET", "/sparql?query=SELECT%20*%20%7B", {}, None, 400, r"cannot be run: 1:11: expected"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400, "send one"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=x", {}, None, 400, "cannot be run"),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, None, 403, "read-only"),
        ("POST", "/sparql", FORM, "update=CLEAR+ALL", 403, "read-only"),
        (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-update"},
            "CLEAR ALL",
            403,
            "read-only",
        ),
        ("GET", "/sparql?query=CLEAR%20ALL", {}, None, 400, "cannot be run: 1:"),
        ("GET", "/nothing", {}, None, 404, "nothing at /nothing"),
        ("GET", "/term/OXTRR", {}, None, 404, "did you mean oxytocin receptor"),
        ("PUT", "/sparql", {}, "x", 405, "Method Not Allowed"),
        ("DELETE", "/sparql", {}, None, 405, "Method Not Allowed"),
        ("POST", "/term/OXTR", FORM, "x=y", 405, "Method Not Allowed"),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, None, 406, "a table cannot"),
        (
            "GET",
            "/sparql?query=DESCRIBE%20term:OXTR",
            {"Accept": "text/csv"},
            None,
            406,
            "a graph cannot",
        ),
        ("GET", "/sparql", {"Accept": "image/png"}, None, 406, "the description cannot"),
        ("GET", "/term/OXTR", {"Accept": "image/png"}, None, 406, "a record cannot"),
        ("POST", "/sparql", FORM, b"query=" + b"x" * 300_000, 413, "longer than"),
        ("POST", "/sparql", FORM, b"query=" + b"x" * 70_000, 413, "longer than 65536 characters"),
        ("GET", "/sparql?query=" + "x" * 70_000, {}, None, 414, "longer than 65536 characters"),
        ("GET", "/sparql?query=" + "x" * 150_000, {}, None, 414, "send the query by POST"),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, "ASK {}", 415, "cannot be read"),
        ("POST", "/sparql", {}, "ASK {}", 415, "cannot be read"),
        ("GET", "/", {"Host": "attacker.example"}, None, 403, "another name"),
        ("GET", "/sparql?query=ASK%7B%7D", {"Host": "127.0.0.1.evil.test"}, None, 403, "another"),
        ("GET", "/", {"Host": 'localhost:80"><b>'}, None, 403, "another name"),
    ],
)
def test_a_refusal_has_its_status_and_a_reason(  # noqa: PLR0913, PLR0917 - a request and its answer
    service: Service,
    method: str,
    target: str,
    headers: dict[str, str],
    body: bytes | str | None,
    status: int,
    reason: str,
) -> None:
    reply = service.send(method, target, body, headers)

    assert reply.status == status
    assert re.search(reason, reply.error)
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_method_that_is_not_allowed_comes_with_those_that_are(service: Service) -> None:
    allowed = service.send("PUT", "/sparql").headers["allow"]

    assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_head_gives_the_headers_of_a_get(service: Service) -> None:
    target = "/sparql?query=ASK%7B%7D"

    got, head = service.get(target), service.send("HEAD", target)

    assert head.body == b""
    assert head.status == 200
    for name in ("content-type", "content-length", "vary"):
        assert head.headers[name] == got.headers[name]


def test_scripts_of_other_sites_may_read_and_send_no_secret(service: Service) -> None:
    asked = {"Origin": "https://site.example", "Access-Control-Request-Method": "POST"}

    preflight = service.send("OPTIONS", "/sparql", headers=asked)
    reply = service.get("/sparql?query=ASK%7B%7D", Origin="https://site.example")

    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for each in (preflight, reply):
        assert each.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in each.headers


def test_scripts_of_other_sites_may_be_kept_out(users: Service) -> None:
    preflight = users.send("OPTIONS", "/sparql", headers={"Origin": "https://site.example"})

    assert not [name for name in preflight.headers if name.startswith("access-control")]


def test_caches_are_told_that_the_form_depends_on_what_is_accepted(service: Service) -> None:
    for target in ("/sparql?query=ASK%7B%7D", "/sparql", "/term/OXTR", "/void"):
        assert "Accept" in service.get(target).headers["vary"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["in the default graph"]),
        ({"default-graph-uri": "urn:one"}, ["one"]),
        ({"default-graph-uri": ["urn:one", "urn:two"]}, ["one", "two", "two"]),
        ({"default-graph-uri": "urn:none"}, []),
        ({"named-graph-uri": "urn:one"}, []),
    ],
)
def test_the_default_graph_is_what_the_request_says(
    users: Service, parameters: dict[str, str | list[str]], expected: list[str]
) -> None:
    assert labels(users, **parameters) == expected


def test_the_graphs_of_the_request_override_those_of_the_query(users: Service) -> None:
    query = "SELECT ?label FROM <urn:one> FROM NAMED <urn:one> { ?s ?p ?label }"

    found = users.ask(query, "text/csv", **{"default-graph-uri": "urn:two"}).text

    assert found.split() == ["label", "two", "two"]


@pytest.mark.parametrize(
    ("parameters", "graphs"),
    [({}, ["urn:one", "urn:two"]), ({"named-graph-uri": "urn:two"}, ["urn:two"])],
)
def test_the_named_graphs_are_what_the_request_says(
    users: Service, parameters: dict[str, str], graphs: list[str]
) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"

    assert users.ask(query, "text/csv", **parameters).text.split()[1:] == graphs


def test_a_users_data_have_a_start_page_and_no_pages_of_records(users: Service) -> None:
    page = users.get("/", BROWSER)

    assert "<h1>mine.trig</h1>" in page.text
    assert "urn:two" in page.text
    assert users.get("/term/OXTR").status == 404


def test_the_description_counts_the_graphs_of_a_users_data(users: Service) -> None:
    query = """
      PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
      PREFIX void: <http://rdfs.org/ns/void#>
      SELECT ?name ?n { ?g a sd:NamedGraph ; sd:name ?name ; sd:graph/void:triples ?n }
    """

    found = Graph().parse(data=users.get("/sparql").text, format="turtle").query(query)

    assert {(str(row[0]), int(row[1])) for row in found} == {("urn:one", 1), ("urn:two", 2)}
