"""People who work in networkx keep their graph: it is searched as the corpus is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from corpora import drawn
from drawings import asked_of, drawings, queries
from hypothesis import given, settings

import kg
from kg.errors import UsageError
from kg.graph import to_index, to_networkx
from kg.knowledge import KnowledgeBase
from kg.model import Sign
from kg.paths import PathIndex, find_paths

if TYPE_CHECKING:
    from drawings import Drawing

KB = kg.load()


@settings(max_examples=200)
@given(drawings, queries)
def test_a_graph_of_all_claims_gives_the_answers_of_the_corpus(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)
    graph = to_networkx(corpus, edges_only=False, structure=True)

    found = find_paths(to_index(graph, corpus), query)

    assert found == find_paths(PathIndex(corpus), query)


@pytest.mark.parametrize(
    ("source", "target"),
    [("oxytocin", "BMP-2"), ("SSRI", "bone mass"), ("chronic mild stress", "bone loss")],
)
def test_the_curated_graph_gives_the_curated_answers(source: str, target: str) -> None:
    graph = KB.graph(edges_only=False, structure=True)

    assert str(KB.over(graph).paths(source, target)) == str(KB.paths(source, target))


def test_a_graph_is_searched_as_it_is_now_and_not_changed() -> None:
    corpus = drawn("a -> b -> c, a -> c")
    graph = to_networkx(corpus)
    graph.remove_edge("a", "c")
    before = nx.to_dict_of_dicts(graph)

    found = KnowledgeBase(corpus).over(graph).paths("a", "c")

    assert [path.terms for path in found] == [("a", "b", "c")]
    assert nx.to_dict_of_dicts(graph) == before


def test_edges_of_a_users_own_are_walked_with_their_sign_and_shown_as_what_they_are() -> None:
    corpus = drawn("a -> b")
    graph = to_networkx(corpus)
    graph.add_edge("b", "mine", sign=-1, predicate="my:lowers", origin="lab book")

    found = KnowledgeBase(corpus).over(graph).paths("a", "mine")

    assert found[0].sign is Sign.DOWN
    assert "◦ b lowers mine (−; lab book; not a claim of the corpus)" in str(found)
    assert found[0].hops[1].claims == ()


def test_polar_pairs_hold_in_a_graph_that_does_not_draw_them() -> None:
    corpus = drawn("a -| mass, loss -> b, loss opposite_of mass")

    [path] = KnowledgeBase(corpus).over(to_networkx(corpus)).paths("a", "b")

    assert path.sign is Sign.UP


def test_a_plain_directed_graph_will_do() -> None:
    graph = nx.DiGraph()
    graph.add_edge("x", "y", sign=1)

    found = KB.over(graph).paths("x", "y", longest=1)

    assert [hop.links[0].level for hop in found[0].hops] == ["not_provided"]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"sign": 2}, "the edge from 'a' to 'b' has the sign 2: use 1, -1 or 0"),
        ({"knowledge_level": "sure"}, "the edge from 'a' to 'b' has the level 'sure': use "),
        ({"evidence": ["x"], "predicate": "likes"}, "but no predicate is called 'likes'"),
    ],
)
def test_an_edge_that_cannot_be_read_is_named(told: dict[str, Any], message: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", **told)

    with pytest.raises(UsageError) as caught:
        KB.over(graph)

    assert message in str(caught.value)


def test_a_node_that_is_no_text_is_named() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, "b", sign=1)

    with pytest.raises(UsageError, match="the node '1' is no text"):
        KB.over(graph)
