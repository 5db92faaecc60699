"""The corpus as a plain networkx graph, for everything networkx can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.model import is_edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Corpus

    Graph = nx.MultiDiGraph[str]
    State = tuple[str, int]

__all__ = ["signed_reach", "to_networkx", "to_signed_states"]


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


def to_signed_states(corpus: Corpus) -> nx.DiGraph[State]:
    """Draw in which state, raised or lowered, each term leaves each other.

    Parameters
    ----------
    corpus : Corpus
        Not modified.

    Returns
    -------
    networkx.DiGraph
        Two nodes per term, `(identifier, 1)` and `(identifier, -1)`. An edge for every causal
        edge with a sign, and for each pole of its two ends: what lowers bone loss raises bone
        mass.
    """
    states: nx.DiGraph[State] = nx.DiGraph()
    states.add_nodes_from((term, sign) for term in corpus.terms for sign in (1, -1))
    for subject, target, told in to_networkx(corpus).edges(data=True):
        if not told["causal"] or not told["sign"]:
            continue
        for cause, turned in _poles(corpus, subject):
            for effect, back in _poles(corpus, target):
                sign = told["sign"] * turned * back
                states.add_edge((cause, 1), (effect, sign))
                states.add_edge((cause, -1), (effect, -sign))
    return states


def signed_reach(states: nx.DiGraph[State], source: str) -> frozenset[State]:
    """Find what a term moves in the end, and which way.

    Parameters
    ----------
    states : networkx.DiGraph
        From `to_signed_states`.
    source : str
        Identifier of the term that is raised.

    Returns
    -------
    frozenset of (str, int)
        Every state reached over one edge or more. A term may be reached in both states.

    Notes
    -----
    These are walks, which may pass a term twice, so a simple path (`kg.paths`) of that sign
    need not exist. It is what the query library finds with property paths.

    Examples
    --------
    >>> import kg
    >>> states = to_signed_states(kg.load().corpus)
    >>> {("bone_loss", -1), ("bone_mass", 1)} <= signed_reach(states, "imipramine")
    True
    """
    first = set(states.successors((source, 1)))
    return frozenset(first.union(*(nx.descendants(states, state) for state in first)))


def _poles(corpus: Corpus, term: str) -> Iterator[State]:
    yield term, 1
    other = corpus.opposite(term)
    if other:
        yield other, -1


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
