"""What property paths find, worked out beforehand as plain triples.

For stores whose property paths give up or lose rows. It reads nothing but N-Quads, so it says
what the paths of the query library find there and no more: walks, which may pass a term twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.rdf import BASE, VOCAB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["NEGATIVE", "POSITIVE", "REACH", "STEPS", "to_reach_nquads", "with_reach"]

REACH = f"{BASE}graph/reach"
"""The graph that holds them."""
POSITIVE = (
    "(hb:affects_positively|hb:affects_negatively/hb:affects_positively*/hb:affects_negatively)+"
)
NEGATIVE = (
    "hb:affects_positively*/hb:affects_negatively/"
    "(hb:affects_positively|hb:affects_negatively/hb:affects_positively*/hb:affects_negatively)*"
)
SIGNS = {f"<{VOCAB}affects_positively>": 1, f"<{VOCAB}affects_negatively>": -1}
WORDS = {1: f"<{VOCAB}reaches_positively>", -1: f"<{VOCAB}reaches_negatively>"}
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
CLASS = "<http://www.w3.org/2002/07/owl#Class>"
TERM = f"<{BASE}term/"

Steps = dict[str, set[str]]
State = tuple[str, int]


class Step(NamedTuple):
    """A path of one property, ending with `*` or `?`, and the word for it."""

    path: str
    predicate: str
    word: str


STEPS = (
    Step("hb:member_of*", f"<{VOCAB}member_of>", "member_of_or_same"),
    Step("hb:opposite_of?", f"<{VOCAB}opposite_of>", "opposite_of_or_same"),
    Step("hb:pool_of?", f"<{VOCAB}pool_of>", "pool_of_or_same"),
    Step(
        "rdfs:subClassOf*",
        "<http://www.w3.org/2000/01/rdf-schema#subClassOf>",
        "subclass_of_or_same",
    ),
)


def to_reach_nquads(nquads: str) -> str:
    """Work out signed reachability, and the paths of one property that the library uses.

    Parameters
    ----------
    nquads : str
        As `kg.rdf.to_nquads` writes them; edges count in whichever graph they stand.

    Returns
    -------
    str
        Canonical N-Quads in the graph `REACH`: `hb:reaches_positively` and
        `hb:reaches_negatively` from each term to all that it reaches over one edge or more, and
        the words of `STEPS` between terms, or between classes, and from each to itself.

    Notes
    -----
    Per term a walk over (term, sign) states: in all, terms times signed edges.
    """
    triples = [tuple(line.split(" ", 3)[:3]) for line in nquads.splitlines()]
    found = {*_signed(triples)}
    nodes = {
        True: {subject for subject, kind, name in triples if (kind, name) == (TYPE, CLASS)},
        False: {subject for subject, _, _ in triples if subject.startswith(TERM)},
    }
    for step in STEPS:
        found.update(_stepped(triples, step, nodes[step.word.startswith("subclass")]))
    return "".join(sorted(f"{' '.join(triple)} <{REACH}> .\n" for triple in found))


def with_reach(query: str) -> str:
    """Ask for what was worked out beforehand in place of paths.

    Parameters
    ----------
    query : str
        Its paths are written as in the query library: `POSITIVE`, `NEGATIVE` and `STEPS`.

    Returns
    -------
    str
        The same question to a dataset whose default graph holds `REACH` too.

    Examples
    --------
    >>> with_reach("ASK { ?x hb:pool_of? term:oxytocin }")
    'ASK { ?x <https://w3id.org/hormone-bone/vocab/pool_of_or_same> term:oxytocin }'
    """
    words = {NEGATIVE: "reaches_negatively", POSITIVE: "reaches_positively"}
    words |= {step.path: step.word for step in STEPS}
    for path, word in words.items():
        query = re.sub(rf"{re.escape(path)}(?=[\s/|)])", f"<{VOCAB}{word}>", query)
    return query


def _signed(triples: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    edges: dict[str, list[State]] = {}
    for subject, predicate, object_ in triples:
        if predicate in SIGNS:
            edges.setdefault(subject, []).append((object_, SIGNS[predicate]))
    for start, first in edges.items():
        yield from ((start, WORDS[sign], end) for end, sign in _reached(edges, first))


def _reached(edges: Mapping[str, list[State]], first: Iterable[State]) -> set[State]:
    found: set[State] = set()
    ahead = list(first)
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += [(end, sign * state[1]) for end, sign in edges.get(state[0], ())]
    return found


def _stepped(
    triples: Iterable[tuple[str, ...]], step: Step, nodes: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    edges: Steps = {}
    for subject, predicate, object_ in triples:
        if predicate == step.predicate:
            edges.setdefault(subject, set()).add(object_)
    for start in nodes:
        ends = {start} | edges.get(start, set())
        ahead = list(ends) if step.path.endswith("*") else []
        while ahead:
            new = edges.get(ahead.pop(), set()) - ends
            ends |= new
            ahead += new
        yield from ((start, f"<{VOCAB}{step.word}>", end) for end in ends)
