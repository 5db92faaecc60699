"""What is served: the curated corpus with its pages, or a user's dataset without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from kg.location import find_data
from kg.rdf import to_nquads
from kg.sparql.data import read_rdf
from kg.sparql.library import read_library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.model import Corpus

__all__ = ["Example", "Served"]


class Example(NamedTuple):
    """A query to start from."""

    name: str
    title: str
    query: str


ANY_DATA = (
    Example("first-triples", "Some triples", "SELECT * { ?s ?p ?o } LIMIT 25"),
    Example(
        "classes",
        "How many things are there of each class?",
        "SELECT ?class (COUNT(?thing) AS ?things) { ?thing a ?class }\n"
        "GROUP BY ?class ORDER BY DESC(?things)",
    ),
    Example(
        "named-graphs",
        "How many triples stand in each named graph?",
        "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } }\n"
        "GROUP BY ?graph ORDER BY ?graph",
    ),
)


@dataclass(frozen=True, slots=True)
class Served:
    """A dataset and what is said of it; `corpus` is None for a user's own."""

    title: str
    description: str
    nquads: str
    prefixes: Mapping[str, str]
    examples: tuple[Example, ...]
    corpus: Corpus | None = None

    @classmethod
    def curated(cls, corpus: Corpus, folder: Path | None = None) -> Self:
        """Serve a corpus; `folder` holds the `ontology/` with its queries."""
        metadata = corpus.ontology.metadata
        library = read_library(folder or find_data())
        examples = [Example(query.name, query.title, query.text) for query in library.values()]
        return cls(
            title=metadata["title"],
            description=metadata["description"],
            nquads=to_nquads(corpus),
            prefixes=corpus.ontology.prefixes,
            examples=tuple(examples) or ANY_DATA,
            corpus=corpus,
        )

    @classmethod
    def file(cls, path: Path, prefixes: Mapping[str, str]) -> Self:
        """Serve what a user's file holds, its named graphs included.

        Raises
        ------
        KgError
            If it cannot be read.
        """
        return cls(
            title=path.name,
            description="A dataset from a file, as it stands.",
            nquads=read_rdf(path),
            prefixes=prefixes,
            examples=ANY_DATA,
        )
