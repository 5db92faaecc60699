"""What the service says of itself in RDF: SPARQL Service Description, VoID, example queries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.server.dataset import Served

__all__ = ["Counts", "describe"]

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "formats": "http://www.w3.org/ns/formats/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
}
FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
FORMS = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}


class Counts(NamedTuple):
    """Triples of the default graph and of each named one; None where counting took too long."""

    default: int | None = None
    named: Mapping[str, int] = {}


def describe(served: Served, counts: Counts, address: str) -> str:
    """Describe the service and its data.

    Parameters
    ----------
    served : Served
        What is served.
    counts : Counts
        How much of it there is.
    address : str
        Where the service is, without a slash at the end.

    Returns
    -------
    str
        Turtle.
    """
    endpoint = f"{address}/sparql"
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines += _service(counts, endpoint)
    lines += _data(served, counts, endpoint)
    for example in served.examples:
        lines += _example(example.name, example.title, example.query, endpoint)
    return "\n".join(lines) + "\n"


def _service(counts: Counts, endpoint: str) -> Iterator[str]:
    yield f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ;"
    yield "  sd:supportedLanguage sd:SPARQL11Query ;"
    yield f"  sd:resultFormat {', '.join(f'formats:{name}' for name in FORMATS)} ;"
    yield f"  sd:defaultDataset <{endpoint}#dataset> ."
    yield f"<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default> ."
    yield from _graph(f"{endpoint}#default", counts.default)
    for number, (iri, count) in enumerate(sorted(counts.named.items()), start=1):
        yield f"<{endpoint}#dataset> sd:namedGraph <{endpoint}#named-{number}> ."
        yield f"<{endpoint}#named-{number}> a sd:NamedGraph ; sd:name <{iri}> ;"
        yield f"  sd:graph <{endpoint}#graph-{number}> ."
        yield from _graph(f"{endpoint}#graph-{number}", count)


def _graph(node: str, count: int | None) -> Iterator[str]:
    yield f"<{node}> a sd:Graph{'' if count is None else f' ; void:triples {count}'} ."


def _data(served: Served, counts: Counts, endpoint: str) -> Iterator[str]:
    data = f"{endpoint.removesuffix('/sparql')}/void#data"
    yield f"<{data}> a void:Dataset ; void:sparqlEndpoint <{endpoint}> ;"
    yield f"  dcterms:title {_text(served.title)} ;"
    if counts.default is not None:
        yield f"  void:triples {counts.default + sum(counts.named.values())} ;"
    if served.corpus is not None:
        metadata = served.corpus.ontology.metadata
        yield f"  dcterms:license <{metadata['license']}> ;"
        yield f"  void:vocabulary <{metadata['namespace']}> ;"
        yield f"  void:uriSpace {_text(metadata['namespace'].removesuffix('vocab/'))} ;"
        yield f"  dcterms:hasVersion {_text(metadata['version'])} ;"
    yield f"  dcterms:description {_text(served.description)} ."


def _example(name: str, title: str, query: str, endpoint: str) -> Iterator[str]:
    form = _form(query)
    if form is None:
        return
    node = f"{endpoint}#query-{name}"
    kind = f"sh:SPARQL{form.capitalize()}Executable"
    yield f"<{node}> a sh:SPARQLExecutable{'' if form == 'describe' else f', {kind}'} ;"
    yield f"  rdfs:comment {_text(title)} ; schema:target <{endpoint}> ;"
    yield f"  sh:{form} {_text(query)} ."


def _form(query: str) -> str | None:
    """Name the form of one of our own queries, whose first keyword begins a line."""
    starts = (line.split(None, 1)[0].upper() for line in query.splitlines() if line.strip())
    return next((FORMS[word] for word in starts if word in FORMS), None)


def _text(text: str) -> str:
    """Write a text; the escapes of JSON are some of those of Turtle."""
    return json.dumps(text, ensure_ascii=False)
