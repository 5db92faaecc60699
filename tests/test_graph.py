"""The corpus as a plain networkx graph."""

from __future__ import annotations

import networkx as nx
import pytest
from corpora import corpus_of, drawn, row

import kg
from kg.graph import to_networkx
from kg.model import Corpus, is_edge

KB = kg.load()


@pytest.fixture
def mixed() -> Corpus:
    """Draw two claims that are edges and three that are not."""
    return corpus_of(
        [
            row("a", "->", "b"),
            row("a", "->", "b", site="c"),
            row("a", "->", "c", certainty="open"),
            row("b", "associated_with", "c", basis="association"),
            row("a", "no_effect_on", "c", outcome="null"),
            row("c", "pool_of", "b"),
        ]
    )


def test_the_graph_is_a_plain_directed_multigraph() -> None:
    assert type(KB.graph()) is nx.MultiDiGraph


def test_every_term_is_a_node_with_what_its_table_says() -> None:
    nodes = KB.graph().nodes

    assert list(nodes) == list(KB.corpus.terms)
    assert nodes["ADRB"] == {
        "label": "β-adrenergic receptor",
        "type": "Receptor",
        "curie": "FPLX:ADRB",
        "match": "exact",
    }


def test_the_key_of_an_edge_is_the_claim_with_its_sign_and_evidence() -> None:
    edges = KB.graph().edges(keys=True, data=True)

    assert {
        key: (subject, data["predicate"], object_, data["site"], data["sign"], data["evidence"])
        for subject, object_, key, data in edges
    } == {
        claim.id: (
            claim.subject,
            claim.predicate,
            claim.object,
            claim.site,
            int(KB.corpus.predicate(claim).sign),
            claim.evidence,
        )
        for claim in KB.corpus.claims.values()
        if is_edge(claim)
    }


def test_an_edge_says_whether_a_path_may_walk_it() -> None:
    edges = KB.graph().edges(data=True)

    assert {data["predicate"]: data["causal"] for *_, data in edges} == {
        name: KB.corpus.ontology.predicates[name].causal
        for name in {data["predicate"] for *_, data in edges}
    }


def test_only_claims_that_are_edges_are_drawn_unless_asked(mixed: Corpus) -> None:
    assert sorted(to_networkx(mixed).edges()) == [("a", "b"), ("a", "b")]


def test_all_claims_are_drawn_on_request(mixed: Corpus) -> None:
    graph = to_networkx(mixed, edges_only=False)

    assert sorted(graph.edges()) == [("a", "b"), ("a", "b"), ("a", "c"), ("a", "c"), ("b", "c")]


def test_two_claims_on_the_same_ends_stay_two_edges(mixed: Corpus) -> None:
    between = to_networkx(mixed)["a"]["b"]

    assert sorted(data["site"] for data in between.values()) == ["", "c"]


def test_structure_is_left_out_unless_asked(mixed: Corpus) -> None:
    assert not to_networkx(mixed).has_edge("c", "b")


def test_structure_is_drawn_unsigned_and_without_evidence(mixed: Corpus) -> None:
    added = to_networkx(mixed, structure=True)["c"]["b"]

    assert added == {
        "c-pool_of-b": {
            "predicate": "pool_of",
            "sign": 0,
            "causal": False,
            "site": "",
            "evidence": (),
        }
    }


def test_nothing_makes_a_graph_without_nodes() -> None:
    assert to_networkx(drawn("")).number_of_nodes() == 0


def test_algorithms_of_networkx_run_on_it() -> None:
    graph = to_networkx(drawn("a -> b -| c, b -> d -> b, e -> a"))

    assert nx.descendants(graph, "a") == {"b", "c", "d"}
    assert [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1] == [
        ["b", "d"]
    ]
    assert nx.shortest_path(graph, "e", "c") == ["e", "a", "b", "c"]


def test_changing_the_graph_changes_nothing_else() -> None:
    graph = KB.graph()
    before = nx.to_dict_of_dicts(KB.graph())
    for *_, data in graph.edges(data=True):
        data.clear()

    graph.clear()

    assert nx.to_dict_of_dicts(KB.graph()) == before


@pytest.mark.parametrize(
    ("term", "successors"),
    [
        ("norepinephrine", ["ADRB", "bone_formation", "bone_mass"]),
        ("propranolol", ["ADRB", "bone_loss"]),
        ("ADRB", ["bone_loss"]),
    ],
)
def test_the_successors_of_a_term_are_what_the_sources_say(
    term: str, successors: list[str]
) -> None:
    assert sorted(KB.graph().successors(term)) == successors


def test_an_ssri_reaches_the_transporter_and_bone() -> None:
    successors = set(KB.graph().successors("SSRI"))

    assert {"SLC6A4", "bone_mass", "serotonin"} <= successors
    assert "falls" not in successors
