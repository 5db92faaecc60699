"""The thin face of the package: one object that joins the layers.

A layer is imported when a method first needs it: this module is the one place where imports
stand inside functions, because importing all layers costs more than most answers.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError, shown
from kg.files import write_atomically
from kg.location import find_data
from kg.model import Sign
from kg.names import Names
from kg.tables import read_corpus

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx
    from rdflib import Dataset, Graph

    from kg.model import Corpus, Term
    from kg.paths import Path, Paths
    from kg.sources import Coverage, SourceText
    from kg.sparql import Answer
    from kg.sparql.library import NamedQuery

__all__ = ["KnowledgeBase", "Mechanisms", "Page", "load"]

SIGNS = {"+": Sign.UP, "-": Sign.DOWN}


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


class KnowledgeBase:
    """A corpus with everything that can be asked of it.

    Parameters
    ----------
    corpus : Corpus
        The records; not modified.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

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

    @cached_property
    def names(self) -> Names:
        """The names of all terms."""
        return Names(self.corpus)

    def resolve(self, name: str) -> Term:
        """Find the one term that has a name.

        Raises
        ------
        UnknownNameError
            If no term has it; it suggests the nearest.
        AmbiguousNameError
            If several have it; it lists them.
        """
        return self.names.resolve(name)

    def paths(  # noqa: PLR0913 - the keywords are the question
        self,
        source: str,
        target: str,
        *,
        sign: str | None = None,
        k: int = 10,
        longest: int = 6,
        via: str | Iterable[str] = (),
        avoid: str | Iterable[str] = (),
        species: str = "",
        sex: str = "",
    ) -> Mechanisms:
        """Trace the mechanisms that lead from one term to another, best first.

        Parameters
        ----------
        source, target : str
            Names of terms, in any form `resolve` takes. A substance with pools stands for
            itself and each of them.
        sign : str, optional
            `+` or `-` for the net sign wanted; any if not given.
        k : int
            How many paths at most.
        longest : int
            How many hops at most: edges, not nodes.
        via, avoid : str or iterable of str
            Names of terms that every path must, or must not, pass.
        species, sex : str
            If given, every hop must have evidence seen in it.

        Returns
        -------
        Mechanisms
            The paths found; empty if there are none.

        Raises
        ------
        UsageError
            If a name, sign, species or sex is not known, or a number makes no sense.

        Examples
        --------
        >>> import kg
        >>> kb = kg.load()
        >>> kb.paths("oxytocin", "BMP-2", via=["OXTR"], k=1)[0].terms
        ('local_oxytocin', 'OXTR', 'osteoblast', 'BMP2')
        """
        from kg.paths import PathQuery, find_paths

        if sign is not None and sign not in SIGNS:
            raise UsageError(f"no sign is called {sign!r}: use '+' or '-'")
        query = PathQuery(
            sign=SIGNS[sign] if sign else None,
            k=k,
            longest=longest,
            via=self._terms(via),
            avoid=self._terms(avoid),
            species=self._value("species", species),
            sex=self._value("sex", sex),
        )
        ends = self.resolve(source).id, self.resolve(target).id
        return Mechanisms(self.corpus, find_paths(self.corpus, *ends, query=query))

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

    def map(self, *, title: str = "Hormones, stress, drugs and bone") -> Page:
        """Draw all terms and claims as an interactive page."""
        from kg.views.map import render_map

        return Page(render_map(self.corpus, title=title))

    def _terms(self, names: str | Iterable[str]) -> frozenset[str]:
        listed = [names] if isinstance(names, str) else names
        return frozenset(self.resolve(name).id for name in listed)

    def _value(self, vocabulary: str, value: str) -> str:
        known = self.corpus.ontology.values[vocabulary]
        if value and value not in known:
            raise UsageError(f"no {vocabulary} is called {value!r}: use {', '.join(known)}")
        return value


class Mechanisms:
    """The paths that answer one question, ready to be read, saved or drawn.

    Parameters
    ----------
    corpus : Corpus
        In which they were found.
    paths : Paths
        What the search found.
    """

    def __init__(self, corpus: Corpus, paths: Paths) -> None:
        self.corpus = corpus
        self.paths = paths

    def __len__(self) -> int:
        return len(self.paths.found)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths.found)

    def __getitem__(self, index: int) -> Path:
        return self.paths.found[index]

    def __str__(self) -> str:
        from kg.views.paths import to_outline

        return to_outline(self.corpus, self.paths)

    def __repr__(self) -> str:
        from kg.views.paths import summary

        return f"<Mechanisms: {summary(self.corpus, self.paths)}>"

    def _repr_html_(self) -> str:
        from kg.views.notebook import to_html_table

        return to_html_table(self.corpus, self.paths)

    def records(self) -> list[dict[str, Any]]:
        """Give the paths as plain records for JSON, one per path."""
        from kg.views.paths import to_records

        return to_records(self.corpus, self.paths)

    def markdown(self) -> str:
        """Write the paths as Markdown."""
        from kg.views.paths import to_markdown

        return to_markdown(self.corpus, self.paths)

    def map(self, *, title: str = "") -> Page:
        """Draw the paths as an interactive page."""
        from kg.views.map import render_paths

        ends = map(self.corpus.label, (self.paths.source, self.paths.target))
        return Page(render_paths(self.corpus, self.paths, title=title or " → ".join(ends)))


class Page:
    """One HTML document that needs nothing but a browser.

    Parameters
    ----------
    html : str
        The whole document.
    """

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: str | os.PathLike[str]) -> FilePath:
        """Write the page to a file and say where it is.

        Raises
        ------
        KgError
            If the file cannot be written; an old file is then untouched.
        """
        target = FilePath(path)
        write_atomically(target, self.html)
        return target

    def _repr_html_(self) -> str:
        from kg.views.notebook import to_frame

        return to_frame(self.html)
