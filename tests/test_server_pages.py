"""The pages of a real service: its description, its start page, its editor, a page per record."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from corpora import ROOT
from rdflib import Graph, URIRef
from services import Service, threaded

import kg
from kg.server.dataset import Served
from kg.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# rdflib's own, when it reads JSON-LD
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

CORPUS = kg.load().corpus
DRUGS = "SELECT ?drug { ?drug hb:prevents term:bone_loss } ORDER BY ?drug"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with threaded(Served.curated(CORPUS), Settings(port=0)) as running:
        yield running


@pytest.mark.parametrize(
    ("accept", "fmt"),
    [
        ("*/*", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_the_service_describes_itself(service: Service, accept: str, fmt: str) -> None:
    graph = Graph().parse(data=service.get("/sparql", accept).text, format=fmt)

    endpoint = URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
    assert (URIRef(service.endpoint), endpoint, URIRef(service.endpoint)) in graph


def test_every_example_is_described_and_is_answered(service: Service) -> None:
    examples = service.get("/examples.json").json["examples"]
    graph = Graph().parse(data=service.get("/void").text, format="turtle")
    shacl = "http://www.w3.org/ns/shacl#"

    described = {
        str(text)
        for form in ("select", "ask", "construct", "describe")
        for text in graph.objects(None, URIRef(f"{shacl}{form}"))
    }

    assert described == {example["query"] for example in examples}
    for example in examples:
        assert service.post(query=example["query"]).status == 200, example["name"]


def test_the_editor_is_shown_to_a_browser(service: Service) -> None:
    reply = service.get("/sparql", BROWSER)

    assert reply.media == "text/html"
    assert "/static/yasgui/yasgui.min.js" in reply.text
    assert "default-src 'none'; script-src 'self';" in reply.headers["content-security-policy"]


def test_a_browser_that_asks_gets_an_answer_and_no_editor(service: Service) -> None:
    assert service.ask(DRUGS, BROWSER).media == "application/xml"
    assert service.ask(DRUGS, BROWSER, format="csv").media == "text/csv"


@pytest.mark.parametrize("path", ["/.well-known/void", "/void"])
def test_the_data_are_described(service: Service, path: str) -> None:
    graph = Graph().parse(data=service.get(path).text, format="turtle")

    void = "http://rdfs.org/ns/void#"
    [triples] = graph.objects(URIRef(f"{service.address}/void#data"), URIRef(f"{void}triples"))
    assert int(triples) == kg.load().serialise("nquads").count("\n")


def test_the_start_page_counts_and_links(service: Service) -> None:
    page = service.get("/", BROWSER).text

    assert f"<dt>claims</dt><dd>{len(CORPUS.claims)}</dd>" in page
    assert 'href="/sparql"' in page
    assert "CC BY 4.0" in page


RECORDS = [
    ("term", "OXTR", "oxytocin receptor (OXTR)"),
    *((kind, next(iter(records)), "") for kind, records in {
        "claim": CORPUS.claims,
        "study": CORPUS.studies,
        "source": CORPUS.sources,
        "experiment": CORPUS.experiments,
        "gap": CORPUS.gaps,
        "discrepancy": CORPUS.discrepancies,
    }.items()),
    ("evidence", next(iter(CORPUS.claims.values())).evidence[0].id, ""),
    ("vocab", "increases", "increases"),
    ("vocab", "Hormone", "Hormone"),
    ("vocab", "has_evidence", "has_evidence"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "title"), RECORDS)
def test_a_record_has_one_address_and_many_forms(
    service: Service, kind: str, name: str, title: str
) -> None:
    iri = URIRef(f"https://w3id.org/hormone-bone/{kind}/{name}")

    page = service.get(f"/{kind}/{name}", BROWSER)
    forms = {
        "turtle": ("text/turtle", "ttl"),
        "nt": ("application/n-triples", "nt"),
        "json-ld": ("application/ld+json", "jsonld"),
        "xml": ("application/rdf+xml", "rdf"),
    }
    graphs = []
    for fmt, (accept, suffix) in forms.items():
        asked, named = (
            service.get(f"/{kind}/{name}", accept),
            service.get(f"/{kind}/{name}.{suffix}"),
        )
        assert asked.body == named.body
        graphs.append(set(Graph().parse(data=asked.text, format=fmt)))

    assert page.media == "text/html"
    assert f"<h1>{title}" in page.text
    assert str(iri) in page.text
    assert service.get(f"/{kind}/{name}.html").body == page.body
    assert any(iri in triple for triple in graphs[0])
    assert all(graph == graphs[0] for graph in graphs)


def test_every_link_between_records_leads_somewhere(service: Service) -> None:
    pages = [f"/{kind}/{name}" for kind, name, _ in RECORDS]

    links = {
        link
        for page in pages
        for link in re.findall(r'href="(/[^"]+)"', service.get(page, BROWSER).text)
    }

    assert len(links) > 50
    assert {
        link: status for link in links if (status := service.get(link, BROWSER).status) != 200
    } == {}


def test_a_page_that_is_not_there_names_the_nearest(service: Service) -> None:
    reply = service.get("/term/OXTRR", BROWSER)

    assert (reply.status, reply.media) == (404, "text/html")
    assert '<a href="/term/OXTR">' in reply.text


def test_an_address_with_markup_stays_text(service: Service) -> None:
    reply = service.get("/term/%3Cscript%3Ealert(1)%3C/script%3E", BROWSER)

    assert reply.status == 404
    assert "<script>alert" not in reply.text


def test_the_editor_is_the_one_that_its_readme_names() -> None:
    folder = ROOT / "kg" / "server" / "static" / "yasgui"
    listed = dict(
        re.findall(
            r"^\| `([\w.]+)` \| `([0-9a-f]{64})` \|$",
            (folder / "README.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.min.*")
    }

    assert found == listed
    assert len(found) == 2
