"""Signed reachability: networkx, both SPARQL engines and counted walks find the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from corpora import drawn, traced
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.exchange.reach import NEGATIVE, POSITIVE
from kg.graph import signed_reach, to_signed_states
from kg.location import find_data
from kg.model import Corpus, Sign
from kg.paths import PathIndex, PathQuery, find_paths
from kg.rdf import BASE, VOCAB, to_nquads
from kg.sparql.library import read_library

if TYPE_CHECKING:
    from collections.abc import Callable

State = tuple[str, int]

CORPUS = kg.load().corpus
STATES = to_signed_states(CORPUS)
LIBRARY = read_library(find_data())
TERM = f"{BASE}term/"
SIGNED = {f"{VOCAB}affects_positively": 1, f"{VOCAB}affects_negatively": -1}
EXPRESSIONS = {1: POSITIVE, -1: NEGATIVE}
TWICE = "a -> b -| c -> b -> d"
"""A walk lowers d, a→b⊣c→b→d, and passes b twice; the one path that does not raises it."""


def question(source: str, sign: int) -> str:
    return f"PREFIX hb: <{VOCAB}> SELECT DISTINCT ?x {{ <{TERM}{source}> {EXPRESSIONS[sign]} ?x }}"


def signed_quads(corpus: Corpus) -> list[ox.Quad]:
    quads = ox.parse(to_nquads(corpus), format=ox.RdfFormat.N_QUADS)
    return [quad for quad in quads if quad.predicate.value in SIGNED]


def by_networkx(corpus: Corpus, *sources: str) -> dict[str, set[State]]:
    states = to_signed_states(corpus)
    return {source: set(signed_reach(states, source)) for source in sources}


def by_oxigraph(corpus: Corpus, *sources: str) -> dict[str, set[State]]:
    store = ox.Store()
    store.bulk_extend(signed_quads(corpus))
    found: dict[str, set[State]] = {source: set() for source in sources}
    for source, sign in product(sources, EXPRESSIONS):
        rows = store.query(question(source, sign))
        assert isinstance(rows, ox.QuerySolutions)
        found[source] |= {(row["x"].value.removeprefix(TERM), sign) for row in rows}
    return found


def by_rdflib(corpus: Corpus, *sources: str) -> dict[str, set[State]]:
    triples = [quad.triple for quad in signed_quads(corpus)]
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    graph = rdflib.Graph().parse(data=text, format="nt")
    found: dict[str, set[State]] = {source: set() for source in sources}
    for source, sign in product(sources, EXPRESSIONS):
        rows = graph.query(question(source, sign))
        found[source] |= {(str(row[0]).removeprefix(TERM), sign) for row in rows}
    return found


def by_counting_walks(corpus: Corpus, source: str) -> set[State]:
    """Count the walks of each length with an even and an odd number of lowering steps."""
    steps = [
        (quad.subject.value, quad.object.value, SIGNED[quad.predicate.value])
        for quad in signed_quads(corpus)
    ]
    walks: dict[State, int] = {(f"{TERM}{source}", 1): 1}
    found = set[State]()
    for _ in range(2 * len(corpus.terms)):  # as many as there are states
        longer: dict[State, int] = {}
        for start, end, sign in steps:
            for before in (1, -1):
                state = end, before * sign
                longer[state] = longer.get(state, 0) + walks.get((start, before), 0)
        walks = longer
        found |= {(end.removeprefix(TERM), sign) for (end, sign), count in walks.items() if count}
    return found


@st.composite
def drawings(draw: st.DrawFn) -> str:
    names = "abcde"
    arrows = st.tuples(
        st.sampled_from(names), st.sampled_from(("->", "-|")), st.sampled_from(names)
    )
    steps = draw(st.lists(arrows, min_size=1, max_size=7, unique=True))
    chains = [f"{one} {arrow} {other}" for one, arrow, other in steps if one != other]
    # The poles of an axis, so that what lowers the one raises the other.
    return ", ".join([*chains, "a -> e", *draw(st.sampled_from([[], ["d opposite_of e"]]))])


@given(drawing=drawings(), source=st.sampled_from("abc"))
@settings(max_examples=40)
def test_all_ways_to_find_what_is_reached_agree(drawing: str, source: str) -> None:
    corpus = drawn(f"{drawing}, b -> c")

    expected = {source: by_counting_walks(corpus, source)}

    assert by_networkx(corpus, source) == expected
    assert by_oxigraph(corpus, source) == expected
    assert by_rdflib(corpus, source) == expected


@pytest.mark.parametrize("by_sparql", [by_oxigraph, by_rdflib])
def test_both_engines_reach_what_networkx_reaches_from_every_term(
    by_sparql: Callable[..., dict[str, set[State]]],
) -> None:
    reached = by_networkx(CORPUS, *CORPUS.terms)

    assert by_sparql(CORPUS, *CORPUS.terms) == reached
    assert sum(map(len, reached.values())) > len(CORPUS.terms)


def test_a_walk_that_passes_a_term_twice_counts_where_no_simple_path_has_its_sign() -> None:
    corpus = drawn(TWICE)

    assert {("d", 1), ("d", -1)} <= by_networkx(corpus, "a")["a"]
    assert by_oxigraph(corpus, "a") == by_rdflib(corpus, "a") == by_networkx(corpus, "a")
    assert [path.sign for path in traced(corpus, "a", "d").found] == [Sign.UP]


@pytest.mark.parametrize("sign", [Sign.UP, Sign.DOWN])
@pytest.mark.parametrize("source", ["SSRI", "oxytocin", "chronic_mild_stress", "serotonin"])
def test_what_a_simple_path_reaches_a_walk_reaches(source: str, sign: Sign) -> None:
    # A path may start at a pool of a substance too; a walk starts at the term itself.
    starts = {source, *CORPUS.pools(source)}
    reached = {state for start in starts for state in signed_reach(STATES, start)}

    index = PathIndex(CORPUS)
    query = PathQuery((source,), sign=sign, longest=3, k=1)
    found = {
        target
        for target in CORPUS.terms
        if target not in starts and find_paths(index, replace(query, targets=(target,))).found
    }

    assert found
    assert found <= {target for target, way in reached if way == int(sign)}


@pytest.mark.parametrize("name", ["net-raises", "net-lowers"])
def test_the_library_says_that_these_are_walks(name: str) -> None:
    query = LIBRARY[name]

    assert EXPRESSIONS[1 if name == "net-raises" else -1] in query.text
    assert any("a→b, b⊣c, c→b and b→d" in note and "subset" in note for note in query.notes)
