"""The curated graph laid over a compiled one, as an index that paths are searched on.

A curated term whose public term is the same as a node is that node. Claims and their evidence
stay what they are; edges of the compiled graph carry hops as links without evidence do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np

from kg.errors import UnknownNameError, UsageError, shown
from kg.exchange.compiled import Compiled
from kg.exchange.layer import Layer, Nodes
from kg.model import Match, Term
from kg.names import Names
from kg.paths import PathIndex
from kg.paths.index import Curated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Corpus
    from kg.paths import Hop, PathQuery, Paths, Scope
    from kg.paths.lists import Lists

__all__ = ["JoinedIndex", "JoinedNames", "open_joined"]

MOST_SCOPES = 4
"""Scopes that are kept at once; each may take some 20 bytes for every hop."""


class JoinedNames(Names):
    """The names of curated terms, and beside them the ids of the nodes of a compiled graph.

    Parameters
    ----------
    index : JoinedIndex
        Of both.
    """

    def __init__(self, index: JoinedIndex) -> None:
        super().__init__(index.corpus)
        self._index = index

    def resolve(self, name: str) -> Term:
        """Find the one term or node that has a name; errors as for curated names alone."""
        try:
            return super().resolve(name)
        except UnknownNameError:
            node = self._index.term(name)
            if node is None:
                raise
            return node


def open_joined(index: PathIndex, folder: Path) -> JoinedIndex:
    """Lay the curated graph over a compiled one.

    Parameters
    ----------
    index : PathIndex
        Of the curated graph.
    folder : Path
        What `kg compile` wrote.

    Returns
    -------
    JoinedIndex
        Searched as the other one is.

    Raises
    ------
    KgError
        If the folder holds no compiled graph, or a damaged one.
    """
    return JoinedIndex(index, Compiled(folder))


class JoinedIndex(PathIndex):
    """What can be walked in the curated and a compiled graph together.

    Parameters
    ----------
    index : PathIndex
        Of the curated graph; not modified.
    compiled : Compiled
        The graph it is laid over.

    Notes
    -----
    Axes are the nodes of the compiled graph in the order of their ids, then the curated axes
    that are none, so that of equally good paths those through nodes come first. Where a node is
    the lower pole of an axis, or a pool and these are merged, the axis takes over its hops, with
    their signs turned. A scope is indexed when it is first asked for, in a time linear in the
    number of hops; names and provenance are read for the hops that are shown.
    """

    def __init__(self, index: PathIndex, compiled: Compiled) -> None:
        super().__init__(index.corpus)
        self.compiled = compiled
        self._base = index
        self._nodes = Nodes(index.corpus, compiled)
        self._joined: dict[Scope, Curated] = {}

    def curated(self, scope: Scope) -> Curated:
        """Give the joined hops that a scope admits, with their axes; both are read one by one."""
        joined = self._joined.pop(scope, None) or self._join(scope)
        self._joined[scope] = joined
        if len(self._joined) > MOST_SCOPES:
            self._joined.pop(next(iter(self._joined)), None)
        return joined

    def ends(self, terms: Iterable[str], *, merge: bool = False) -> dict[str, str]:
        """Map the axes at which a path may end to the terms, or ids, they are shown as.

        Raises
        ------
        UsageError
            If a name is neither a curated term nor the id of a node.
        """
        return super().ends(map(self._known, terms), merge=merge)

    def label(self, name: str) -> str:
        """Give the label of a curated term, or the name of a node by its id.

        Returns
        -------
        str
            The name itself if nothing is called so, or it has no label.
        """
        if name in self.corpus.terms:
            return self.corpus.terms[name].label
        number = self.compiled.number(name)
        return name if number is None else self.compiled.label(number)

    def term(self, name: str) -> Term | None:
        """Give a node as a term, by its id; None if there is no such node."""
        number = self.compiled.number(name)
        if number is None:
            return None
        category = self.compiled.about.categories[self.compiled.codes[number]]
        types = self.corpus.ontology.types.values()
        type_ = next((each.id for each in types if each.biolink in category.split("|")), "")
        return Term(name, self.compiled.label(number), type_, name, Match.EXACT, "", (), "")

    def shown(self, paths: Paths) -> Corpus:
        """Give the corpus with a term for every node that an answer names."""
        names = {*paths.query.sources, *paths.query.targets}
        for hop in (hop for path in paths.found for hop in path.hops):
            names |= {hop.subject, hop.object}
            names |= {end for link in hop.links for end in (link.subject, link.object)}
        nodes = {name: self.term(name) for name in sorted(names - set(self.corpus.terms))}
        found = {name: term for name, term in nodes.items() if term}
        return replace(self.corpus, terms={**self.corpus.terms, **found})

    def _join(self, scope: Scope) -> Curated:
        layer = Layer(self._base, self._nodes, scope)
        # They are read one by one, and used as if all were there.
        axes = cast("tuple[str, ...]", layer.axes)
        hops = cast("tuple[Hop, ...]", layer.hops)
        return Curated(axes, layer.numbers, cast("Lists", layer.network), hops)

    def _known(self, name: str) -> str:
        """Give the curated name of a term or node, or the id of a node."""
        if name in self.corpus.terms:
            return name
        number = self.compiled.number(name)
        if number is None:
            raise UsageError(
                f"{shown(name)} is neither a curated term nor a node of {self.compiled.folder}"
            )
        return self._nodes.name(number)

    def _unfit(self, query: PathQuery, curated: Curated) -> Iterator[int]:
        """List the axes that may not lie between the ends for what they are."""
        if not query.types and not query.avoid_types:
            return
        ontology, about = self.corpus.ontology, self.compiled.about
        refused = [_refuses(query, self._types(cell)) for cell in about.categories]
        unfit = np.zeros(len(curated.axes), bool)
        unfit[: about.nodes] = np.array(refused, bool)[self.compiled.codes]
        for axis, term in self.corpus.terms.items():
            if axis in curated.numbers:
                lineage = frozenset(ontology.lineage(term.type))
                unfit[curated.numbers[axis]] = _refuses(query, lineage)
        yield from np.flatnonzero(unfit).tolist()

    def _types(self, category: str) -> frozenset[str]:
        """List what all classes with one of these Biolink categories have in common."""
        types = self.corpus.ontology.types.values()
        found: set[str] = set()
        for word in category.split("|"):
            lineages = [
                set(self.corpus.ontology.lineage(each.id)) for each in types if each.biolink == word
            ]
            found |= set.intersection(*lineages) if lineages else set()
        return frozenset(found)


def _refuses(query: PathQuery, types: frozenset[str]) -> bool:
    return bool(query.types and not types & query.types) or bool(types & query.avoid_types)
