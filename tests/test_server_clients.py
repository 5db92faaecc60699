"""Clients of others against a real service: what they send, and what they make of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import SPARQLWrapper
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from services import FORM, Service, threaded

import kg
from kg.server.dataset import Served
from kg.server.settings import Settings
from kg.sparql import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = kg.load().corpus
TERM = "https://w3id.org/hormone-bone/term/"
DRUGS = "SELECT ?drug { ?drug hb:prevents term:bone_loss } ORDER BY ?drug"
GRAPH = "CONSTRUCT { ?drug hb:prevents ?what } { ?drug hb:prevents ?what }"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with threaded(Served.curated(CORPUS), Settings(port=0)) as running:
        yield running


def local_drugs() -> list[str]:
    return [f"{TERM}{row[0].partition(':')[2]}" for row in answer(CORPUS, DRUGS).rows if row[0]]


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("way", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_reads_a_table(service: Service, method: str, way: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(service.endpoint)
    client.setMethod(method)
    client.setRequestMethod(way if method == SPARQLWrapper.POST else SPARQLWrapper.URLENCODED)
    client.setReturnFormat(SPARQLWrapper.JSON)
    client.setQuery(DRUGS)

    found = client.query().convert()

    assert isinstance(found, dict)
    assert [row["drug"]["value"] for row in found["results"]["bindings"]] == local_drugs()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # SPARQLWrapper's own
def test_sparqlwrapper_reads_a_graph(service: Service) -> None:
    client = SPARQLWrapper.SPARQLWrapper(service.endpoint)
    client.setQuery(GRAPH)
    client.setReturnFormat(SPARQLWrapper.RDFXML)

    found = client.query().convert()

    assert isinstance(found, Graph)
    assert set(found) == set(Graph().parse(data=service.ask(GRAPH).text, format="turtle"))


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_a_table_and_a_truth_value(service: Service, method: str) -> None:
    store = SPARQLStore(service.endpoint, returnFormat="json", method=method)
    graph = Graph(store)

    found = graph.query("SELECT ?o { <urn:nothing> ?p ?o }")
    drugs = graph.query(
        f"PREFIX hb: <https://w3id.org/hormone-bone/vocab/> PREFIX term: <{TERM}> {DRUGS}"
    )

    assert list(found) == []
    assert [str(row[0]) for row in drugs] == local_drugs()


def test_rdflib_reads_a_table_as_it_asks_by_default(service: Service) -> None:
    graph = Graph(SPARQLStore(service.endpoint))

    assert len(list(graph.query("SELECT ?o { <urn:nothing> ?p ?o }"))) == 0
    assert graph.query(f"ASK {{ <{TERM}OXTR> ?p ?o }}").askAnswer is True


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (
            "application/sparql-results+json,application/json,text/javascript,application/javascript",
            "application/sparql-results+json",
        ),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/rdf+xml, application/sparql-results+xml", "application/sparql-results+xml"),
        (
            "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7",
            "application/sparql-results+json",
        ),
        (
            (
                "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,*/*;q=0.1,"
                "application/sparql-results+json;q=0.6,application/sparql-results+xml;q=0.7"
            ),
            "application/sparql-results+xml",
        ),
        ("text/csv", "text/csv"),
        ("*/*", "application/sparql-results+json"),
    ],
    ids=["SPARQLWrapper", "its default", "rdflib", "Comunica", "Comunica 2", "Excel", "curl and R"],
)
def test_what_real_clients_accept_is_honoured(service: Service, accept: str, media: str) -> None:
    assert service.ask(DRUGS, accept).media == media


@pytest.mark.parametrize(
    ("target", "headers", "body"),
    [
        ("/sparql", FORM, "query=ASK+%7B%7D&format=json&output=json&results=json"),
        ("/sparql?", FORM, "query=ASK+%7B%7D"),
        (
            "/sparql?format=json&output=json&results=json",
            {"Content-Type": "application/sparql-query"},
            "ASK {}",
        ),
    ],
    ids=["SPARQLWrapper form", "rdflib form", "SPARQLWrapper direct"],
)
def test_what_real_clients_post_is_answered(
    service: Service, target: str, headers: dict[str, str], body: str
) -> None:
    reply = service.send("POST", target, body, {**headers, "Accept": "*/*"})

    assert reply.json == {"head": {}, "boolean": True}
