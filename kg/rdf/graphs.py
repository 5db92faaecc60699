"""The corpus as graphs of rdflib, and as text for those who use another library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import UsageError
from kg.rdf.jsonld import to_jsonld
from kg.rdf.nquads import to_nquads
from kg.rdf.statements import BACKGROUND, statements
from kg.rdf.texts import to_turtle

if TYPE_CHECKING:
    from kg.model import Corpus

__all__ = ["FORMATS", "serialise", "to_dataset", "to_graph"]

FORMATS = ("turtle", "json-ld", "nquads")


def to_dataset(corpus: Corpus) -> Dataset:
    """Give the corpus as an rdflib dataset.

    Returns
    -------
    rdflib.Dataset
        What the sources say is the default graph; background knowledge, if any, is a named
        graph of its own.
    """
    dataset = Dataset()
    _bind(dataset, corpus)
    said, background = _ntriples(corpus)
    # Reading the whole dataset at once makes rdflib warn of parts of its own.
    dataset.graph(DATASET_DEFAULT_GRAPH_ID).parse(data=said, format="nt")
    if background:
        dataset.graph(URIRef(BACKGROUND)).parse(data=background, format="nt")
    return dataset


def to_graph(corpus: Corpus) -> Graph:
    """Give what the sources say, without background knowledge, as one rdflib graph."""
    graph = Graph()
    _bind(graph, corpus)
    graph.parse(data=_ntriples(corpus)[0], format="nt")
    return graph


def serialise(corpus: Corpus, fmt: str) -> str:
    """Write the corpus in one of `FORMATS`.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    fmt : str
        `nquads` holds everything; `turtle` and `json-ld` hold the default graph.

    Returns
    -------
    str
        The same bytes for the same corpus, whatever the hash seed.

    Raises
    ------
    UsageError
        If the format is not one of `FORMATS`.
    """
    if fmt == "nquads":
        return to_nquads(corpus)
    said = (one for one in statements(corpus) if not one.graph)
    if fmt == "turtle":
        return to_turtle(said, corpus.ontology.prefixes)
    if fmt == "json-ld":
        return to_jsonld(said, corpus.ontology.prefixes)
    raise UsageError(f"no RDF format is called {fmt!r}: use one of {', '.join(FORMATS)}")


def _ntriples(corpus: Corpus) -> tuple[str, str]:
    """Part what the sources say from background knowledge."""
    end = f" <{BACKGROUND}> ."
    lines = to_nquads(corpus).split("\n")
    said = "\n".join(line for line in lines if not line.endswith(end))
    background = "".join(f"{line.removesuffix(end)} .\n" for line in lines if line.endswith(end))
    return said, background


def _bind(graph: Graph, corpus: Corpus) -> None:
    for prefix, iri in corpus.ontology.prefixes.items():
        graph.bind(prefix, iri, override=True, replace=True)
