"""A small valid graph, and how tests break one thing in it.

A case is a SPARQL update in a file of `tests/broken/`, under a line `#: NAME` that says which
rule must catch it. Updates find their nodes by what these hold, not by hashed identifiers.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph as ox
from corpora import CLAIM_FILE, row, small
from rdflib import Graph

from kg.rdf import to_nquads
from kg.tables import read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.graph import _TripleType as _Triple

__all__ = ["ValidGraph", "broken", "graph_of", "read_cases"]

BROKEN = Path(__file__).resolve().parent / "broken"
CASE = re.compile(r"^#: (.+)\n", re.MULTILINE)
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "hb": "https://w3id.org/hormone-bone/vocab/",
    "obo": "http://purl.obolibrary.org/obo/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "term": "https://w3id.org/hormone-bone/term/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def valid_graph() -> str:
    """Write the small corpus, with a few rows more, as N-Quads.

    The rows add an effect on a polar pair, a symmetric edge, a plain edge, a claim with two
    pieces of evidence, and one that is background knowledge.
    """
    with TemporaryDirectory() as folder:
        tables = small(Path(folder))
        for term, type_ in {"osteoclast": "Cell", "calcium": "Chemical"}.items():
            tables.add(
                "triples/terms.tsv", id=term, label=term, type=type_, curie="NONE", match="none"
            )
        place = {"source": "review", "study": "tamma", "stage": "adult", "dose": "10 nM"}
        background = {"basis": "background", "study": "lee", "source": "", "lines": ""}
        for claim in (
            row(
                "oxytocin", "promotes", "bone_formation", site="osteoblast", lines="20-21", **place
            ),
            row("oxytocin", "ameliorates", "bone_loss", lines="22-23", **place),
            row("OXTR", "expressed_in", "osteoblast", lines="24-24", **place),
            row("bone_formation", "positively_correlated_with", "bone_mass", **place)
            | {"basis": "statement", "lines": "25-25"},
            row("OXTR", "promotes", "bone_formation") | background,
        ):
            tables.add(CLAIM_FILE, **claim)
        return to_nquads(read_corpus(tables.root))


def read_cases(folder: str) -> list[tuple[str, str]]:
    """List the cases of a folder: the rule and the update."""
    found = []
    paths = sorted((BROKEN / folder).glob("*.ru"))
    for path in paths:
        head, *parts = CASE.split(path.read_text(encoding="utf-8"))
        assert not head.strip(), f"{path.name} opens with a case"
        found += list(zip(parts[::2], parts[1::2], strict=True))
    return found


def broken(nquads: str, update: str) -> str:
    """Break a graph by an update, which must change it."""
    store = ox.Store()
    store.bulk_load(nquads.encode(), format=ox.RdfFormat.N_QUADS)
    before = set(store)
    store.update(update, prefixes=PREFIXES)
    assert set(store) != before, "the update finds nothing to break"
    return store.dump(format=ox.RdfFormat.N_QUADS).decode()


def union_of(nquads: str) -> str:
    """Write all graphs of N-Quads as one, in N-Triples."""
    quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
    triples = {quad.triple for quad in quads}
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def graph_of(nquads: str) -> Graph:
    """Read all graphs of N-Quads as one of rdflib."""
    return Graph().parse(data=union_of(nquads), format="nt")


class ValidGraph:
    """The valid graph for two engines, and what becomes of it by an update."""

    def __init__(self) -> None:
        self.nquads = valid_graph()
        self.graph = graph_of(self.nquads)
        self._lines = set(union_of(self.nquads).split("\n"))

    @contextmanager
    def broken(self, update: str) -> Iterator[tuple[str, Graph]]:
        """Break it for a while; gives it as N-Quads and as a graph of rdflib.

        One graph is changed and mended, for rdflib is slow to read and to copy.
        """
        nquads = broken(self.nquads, update)
        lines = set(union_of(nquads).split("\n"))
        removed, added = (
            list(Graph().parse(data="\n".join(part), format="nt"))
            for part in (self._lines - lines, lines - self._lines)
        )
        _change(self.graph, removed, added)
        try:
            yield nquads, self.graph
        finally:
            _change(self.graph, added, removed)


def _change(graph: Graph, removed: Iterable[_Triple], added: Iterable[_Triple]) -> None:
    for triple in removed:
        graph.remove(triple)
    for triple in added:
        graph.add(triple)
