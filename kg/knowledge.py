"""The thin face of the package: one object that joins the layers.

A layer is imported when a method first needs it: this module is the one place where imports
stand inside functions, because importing all layers costs more than most answers.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from kg.errors import UsageError, shown
from kg.location import find_data
from kg.tables import read_corpus
from kg.tracing import Searching, Tracing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    import networkx as nx
    from rdflib import Dataset, Graph

    from kg.answers import Findings, Page
    from kg.reasoning.absence import Absence
    from kg.sources import Coverage, SourceText
    from kg.sparql import Answer
    from kg.sparql.library import NamedQuery

    Ends = str | Iterable[str]
    Reasons = Findings[Absence]

__all__ = ["KnowledgeBase", "load"]


def load(folder: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Read a corpus.

    Parameters
    ----------
    folder : path, optional
        Holds `triples/` and `ontology/`; the curated corpus if not given.

    Returns
    -------
    KnowledgeBase
        The corpus with everything that can be asked of it.

    Raises
    ------
    InvalidCorpusError
        If any row of any table cannot be read; it names them all.

    Examples
    --------
    >>> import kg
    >>> kb = kg.load()
    >>> kb.resolve("5-HTT").label
    'serotonin transporter'
    """
    return KnowledgeBase(read_corpus(find_data() if folder is None else FilePath(folder)))


class KnowledgeBase(Tracing):
    """A corpus with everything that can be asked of it.

    It is made of a corpus, and maybe an index to search in its place; see `kg.tracing`.
    """

    def __repr__(self) -> str:
        return f"<KnowledgeBase: {self.summary()}>"

    def summary(self) -> str:
        """Count what the corpus holds."""
        corpus = self.corpus
        evidence = sum(len(claim.evidence) for claim in corpus.claims.values())
        return (
            f"{len(corpus.terms)} terms, {len(corpus.claims)} claims, "
            f"{evidence} pieces of evidence, {len(corpus.experiments)} experiments"
        )

    def over(self, graph: nx.DiGraph[str]) -> KnowledgeBase:
        """Give a knowledge base of the nodes and edges of a networkx graph.

        Parameters
        ----------
        graph : networkx.MultiDiGraph or networkx.DiGraph
            As `graph` gives it, changed in any way, or of a user's own; not modified.

        Returns
        -------
        KnowledgeBase
            In which everything that can be asked here is asked of the graph as it is now.

        Raises
        ------
        UsageError
            If a node or edge cannot be read; it names it.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> graph = kb.graph(edges_only=False, structure=True)
        >>> graph.remove_node("OXTR")
        >>> [path.length for path in kb.over(graph).paths("oxytocin", "BMP-2", k=2)]
        [1, 2]
        """
        from kg.graph import to_index

        index = to_index(graph, self.corpus)
        return KnowledgeBase(index.corpus, index)

    def join(self, folder: str | os.PathLike[str]) -> Searching:
        """Lay the corpus over a large graph that `kg compile` has made arrays of.

        Parameters
        ----------
        folder : path
            What `kg compile` wrote.

        Returns
        -------
        Searching
            Whose paths may pass curated terms and nodes of the graph. A term whose exact public
            identifier is that of a node is that node; nodes are named by their ids.

        Raises
        ------
        KgError
            If the folder holds no compiled graph, or a damaged one.
        """
        from kg.exchange.joined import JoinedNames, open_joined

        index = open_joined(self.index, FilePath(folder))
        return Searching(index.corpus, index, JoinedNames(index))

    def graph(self, *, edges_only: bool = True, structure: bool = False) -> nx.MultiDiGraph[str]:
        """Give the corpus as a plain networkx graph; see `kg.graph.to_networkx`."""
        from kg.graph import to_networkx

        return to_networkx(self.corpus, edges_only=edges_only, structure=structure)

    def rdf(self) -> Graph:
        """Give what the sources say as one rdflib graph."""
        from kg.rdf.graphs import to_graph

        return to_graph(self.corpus)

    def dataset(self) -> Dataset:
        """Give everything as an rdflib dataset, background knowledge in a graph of its own."""
        from kg.rdf.graphs import to_dataset

        return to_dataset(self.corpus)

    def serialise(self, fmt: str) -> str:
        """Write the corpus as `turtle`, `json-ld` or `nquads`, always as the same bytes."""
        from kg.rdf.graphs import serialise

        return serialise(self.corpus, fmt)

    def sparql(self, query: str, *, seconds: float = 60.0) -> Answer:
        """Answer a SPARQL query; the prefixes of the corpus need not be declared.

        Parameters
        ----------
        query : str
            SELECT, ASK, CONSTRUCT or DESCRIBE.
        seconds : float
            How long it may take.

        Returns
        -------
        Answer
            With columns and rows, a truth value, or Turtle.

        Raises
        ------
        QueryError
            If the text is no query, or would reach out of the store.
        LimitError
            If it took too long or too much memory.
        """
        from kg.sparql import Limits, answer

        return answer(self.corpus, query, limits=Limits(seconds=seconds))

    def queries(self) -> dict[str, NamedQuery]:
        """Give the query library by name; each says what it asks and with which parameters."""
        from kg.sparql.library import read_library

        return read_library(find_data())

    def ask(self, name: str, *, seconds: float = 60.0, **params: str) -> Answer:
        """Answer a query of the library.

        Parameters
        ----------
        name : str
            One of `queries`.
        seconds : float
            How long it may take.
        **params : str
            What it is to be about, by name of the parameter; a term may go by any of its names.

        Returns
        -------
        Answer
            With the columns that the query announces.

        Raises
        ------
        UsageError
            If there is no such query, parameter or term.
        LimitError
            If it took too long or too much memory.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> kb.ask("drugs-that-block", target="bone loss").columns
        ('drug', 'through', 'claim', 'basis', 'study', 'place')
        """
        from kg.sparql.library import find_query, find_values

        query = find_query(self.queries(), name)
        values = find_values(self.corpus, query, params)
        return self.sparql(query.bind(**values), seconds=seconds)

    def texts(self, folder: str | os.PathLike[str]) -> Mapping[str, SourceText]:
        """Read the texts of the sources, which are no part of the corpus.

        Parameters
        ----------
        folder : path
            Holds them under the names that the table of sources gives.

        Returns
        -------
        mapping of str to SourceText
            By identifier of the source.

        Raises
        ------
        KgError
            If a text cannot be read, or is another edition of it.
        """
        from kg.sources import read_sources

        return read_sources(self.corpus, FilePath(folder))

    def coverage(self, folder: str | os.PathLike[str]) -> list[Coverage]:
        """Say what came of every line of the sources; `folder` and errors as for `texts`."""
        from kg.sources import find_coverage

        return find_coverage(self.corpus, self.texts(folder))

    def cite(self, *names: str) -> str:
        """Write studies and the sources that cite them as BibTeX.

        Parameters
        ----------
        *names : str
            Identifiers of studies, or of claims, which stand for the studies they rest on; all
            studies and sources if none is given.

        Returns
        -------
        str
            One entry each, sorted by key.

        Raises
        ------
        UsageError
            If a name is that of no study and no claim.
        """
        from kg.views.bibtex import to_bibtex

        if not names:
            return to_bibtex(self.corpus)
        studies = set[str]()
        for name in names:
            if name in self.corpus.claims:
                evidence = self.corpus.claims[name].evidence
                studies |= {piece.study for piece in evidence if piece.study}
            elif name in self.corpus.studies:
                studies.add(name)
            else:
                raise UsageError(f"no study or claim is called {shown(name)}: 'kg cite' lists all")
        return to_bibtex(self.corpus, studies)

    def map(
        self,
        *terms: str,
        hops: int | None = None,
        strongest: int | None = None,
        title: str = "Hormones, stress, drugs and bone",
    ) -> Page:
        """Draw terms and claims as an interactive page.

        Parameters
        ----------
        *terms : str
            Names of terms whose surroundings are drawn; everything if none is given.
        hops : int, optional
            How many claims away from them a term may be; 1 if not given.
        strongest : int, optional
            How many claims to draw at most, the strongest.
        title : str
            The heading of the page.

        Returns
        -------
        Page
            What is too much for a browser is left out, the weakest first; `notice` then says
            so.

        Raises
        ------
        UsageError
            If a name is not known, or a number makes no sense.

        Examples
        --------
        >>> import kg
        >>> page = kg.load().map("OXTR", hops=1)
        >>> page.notice
        ''
        """
        from kg.answers import Page
        from kg.views.map import choose_part, draw_map

        named = tuple(self.resolve(name).id for name in terms)
        part = choose_part(self.corpus, named, hops=hops, strongest=strongest)
        return Page.of(draw_map(self.corpus, title=title, part=part))
