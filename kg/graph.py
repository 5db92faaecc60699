"""The corpus as a plain networkx graph, for everything networkx can do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import UsageError, shown
from kg.model import Claim, Match, Sign, Structure, Term, is_edge
from kg.model.vocabulary import STRUCTURAL
from kg.paths import Link, PathIndex
from kg.tables.build import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Corpus, Evidence

    Graph = nx.MultiDiGraph[str]
    State = tuple[str, int]

__all__ = ["signed_reach", "to_index", "to_networkx", "to_signed_states"]

UNSTATED = "not_provided"
"""The level of knowledge of an edge that states none."""


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


def to_index(graph: nx.DiGraph[str], corpus: Corpus) -> PathIndex:
    """Index a networkx graph, so that it can be searched as the corpus is.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or networkx.DiGraph
        As `to_networkx` draws it, changed in any way, or of a user's own; not modified. An
        edge with `evidence` is a claim; its `predicate` is one of the ontology and says its
        sign. Any other edge is a link, with `sign` (-1, 0 or 1; 0 if not given), `causal`
        (True if not given), `predicate`, `origin`, `publications` and `knowledge_level`, as
        Biolink has it.
    corpus : Corpus
        Gives the ontology, the studies that evidence names, and what nodes do not say of
        terms. Its polar pairs and pools hold if the graph has no structural edge of its own.

    Returns
    -------
    PathIndex
        Of a corpus of the nodes and edges of the graph as they are now.

    Raises
    ------
    UsageError
        If a node is no text, or an edge has a sign, predicate or level that is not known; it
        names the edge.

    Notes
    -----
    With all claims and the structure, `to_networkx(corpus, edges_only=False, structure=True)`,
    every search finds what it finds in the corpus.

    Examples
    --------
    >>> import kg
    >>> from kg.paths import PathQuery, find_paths
    >>> kb = kg.load()
    >>> graph = kb.graph(edges_only=False, structure=True)
    >>> graph.add_edge("vibration", "osteoblast", sign=1, origin="our own pilot")
    0
    >>> index = to_index(graph, kb.corpus)
    >>> find_paths(index, PathQuery(("vibration",), ("BMP2",), k=1)).found[0].terms
    ('vibration', 'osteoblast', 'BMP2')
    """
    terms = {name: _term(graph, name, corpus) for name in sorted(graph.nodes, key=str)}
    evidence: dict[tuple[str, str, str, str], dict[str, Evidence]] = {}
    links: list[Link] = []
    structure: list[Structure] = []
    for number, (subject, object_, told) in enumerate(graph.edges(data=True)):
        predicate = str(told.get("predicate", ""))
        if told.get("evidence"):
            _check_predicate(subject, predicate, object_, corpus)
            key = subject, predicate, object_, str(told.get("site", ""))
            evidence.setdefault(key, {}).update({each.id: each for each in told["evidence"]})
        elif predicate in STRUCTURAL:
            structure.append(Structure(subject, predicate, object_, ""))
        else:
            links.append(_link(number, (subject, object_), told, corpus))
    inherited = (edge for edge in corpus.structure if {edge.subject, edge.object} <= set(terms))
    claims = [
        Claim(content_hash(*key), *key, tuple(pieces.values()))
        for key, pieces in sorted(evidence.items())
    ]
    drawn = replace(
        corpus,
        terms=terms,
        claims={claim.id: claim for claim in claims},
        structure=tuple(
            sorted(structure or inherited, key=lambda edge: (edge.subject, edge.predicate))
        ),
    )
    return PathIndex(drawn, links)


def _term(graph: nx.DiGraph[str], name: str, corpus: Corpus) -> Term:
    """Read a node: what it does not say is taken from the corpus."""
    if not isinstance(name, str):
        raise UsageError(f"the node {shown(repr(name))} is no text: name nodes by texts")
    blank = Term(name, name, "", "NONE", Match.NONE, "", (), "")
    known = corpus.terms.get(name, blank)
    told = graph.nodes[name]
    label, type_ = (str(told.get(key) or getattr(known, key)) for key in ("label", "type"))
    return replace(known, label=label, type=type_)


def _check_predicate(subject: str, predicate: str, object_: str, corpus: Corpus) -> None:
    if predicate not in corpus.ontology.predicates:
        raise UsageError(
            f"the edge from {shown(subject)} to {shown(object_)} has evidence, but no predicate "
            f"is called {shown(predicate)}: use one of ontology/predicates.tsv"
        )


def _link(number: int, ends: tuple[str, str], told: Mapping[str, Any], corpus: Corpus) -> Link:
    sign, level = told.get("sign", 0), str(told.get("knowledge_level", UNSTATED))
    edge = f"the edge from {shown(ends[0])} to {shown(ends[1])}"
    if sign not in (-1, 0, 1):
        raise UsageError(f"{edge} has the sign {sign!r}: use 1, -1 or 0")
    levels = corpus.ontology.weights["foreign"]
    if level not in levels:
        raise UsageError(f"{edge} has the level {shown(level)}: use {', '.join(sorted(levels))}")
    return Link(
        f"edge {number}",
        ends[0],
        str(told.get("predicate", "related_to")),
        ends[1],
        Sign(sign),
        causal=bool(told.get("causal", True)),
        level=level,
        origin=str(told.get("origin", "")),
        publications=tuple(map(str, told.get("publications", ()))),
    )


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
