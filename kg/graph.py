"""The corpus as a plain networkx graph, for everything networkx can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.model import is_edge

if TYPE_CHECKING:
    from kg.model import Claim, Corpus

    Graph = nx.MultiDiGraph[str]

__all__ = ["to_networkx"]


def to_networkx(corpus: Corpus, *, edges_only: bool = True, structure: bool = False) -> Graph:
    """Draw the claims of a corpus as a directed multigraph.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    edges_only : bool
        If True, only claims that are edges (`kg.model.is_edge`); else every claim, also
        nulls, associations and speculation.
    structure : bool
        If True, the structural relations are added as unsigned edges without evidence.

    Returns
    -------
    networkx.MultiDiGraph
        One node per term, named by its identifier, with `label`, `type`, `curie` and
        `match`. One edge per claim, its key the identifier of the claim, with `predicate`,
        `sign` (-1, 0 or 1), `causal`, `site` and `evidence` (a tuple of `Evidence`). Nodes
        and edges are in corpus order. The caller may change it: nothing refers to it.

    Notes
    -----
    Poles stand apart here: bone loss and bone mass are two nodes. `kg.paths` joins them.

    Examples
    --------
    >>> import kg
    >>> graph = kg.load().graph()
    >>> sorted(graph.successors("norepinephrine"))
    ['ADRB', 'bone_formation', 'bone_mass']
    """
    graph: Graph = nx.MultiDiGraph()
    for term in corpus.terms.values():
        graph.add_node(
            term.id, label=term.label, type=term.type, curie=term.curie, match=str(term.match)
        )
    for claim in corpus.claims.values():
        if is_edge(claim) or not edges_only:
            _add_claim(graph, corpus, claim)
    for relation in corpus.structure if structure else ():
        graph.add_edge(
            relation.subject,
            relation.object,
            key=f"{relation.subject}-{relation.predicate}-{relation.object}",
            predicate=relation.predicate,
            sign=0,
            causal=False,
            site="",
            evidence=(),
        )
    return graph


def _add_claim(graph: Graph, corpus: Corpus, claim: Claim) -> None:
    predicate = corpus.predicate(claim)
    graph.add_edge(
        claim.subject,
        claim.object,
        key=claim.id,
        predicate=claim.predicate,
        sign=int(predicate.sign),
        causal=predicate.causal,
        site=claim.site,
        evidence=claim.evidence,
    )
