"""The curated graph joined with a compiled one: as if all edges were links of one index."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from corpora import corpus_of, drawn, row
from drawings import NAMES, asked_of, drawing_of, query_of, seen
from hypothesis import given, settings
from hypothesis import strategies as st
from kgx_files import EMPTY, compiled, nodes_of, table

from kg.errors import KgError, UsageError
from kg.exchange.compiled import Compiled
from kg.exchange.joined import JoinedIndex, open_joined
from kg.exchange.kgx import LEVELS
from kg.model import Context, Match, Sign, Term
from kg.paths import Link, PathIndex, PathQuery, Rank, Scope, Walk, find_paths
from kg.strength import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as Folder

    from kg.model import Corpus
    from kg.paths import Path

READ = {row.predicate: row for row in EMPTY.ontology.readings if not any(row.directions)}
SAID = (
    *["biolink:causes"] * 3,
    *["biolink:disrupts"] * 3,
    *("biolink:affects", "biolink:caused_by", "biolink:interacts_with"),
    *("biolink:negatively_correlated_with", "biolink:part_of", "biolink:not_in_the_table"),
)
CATEGORIES = {"biolink:Gene": "GeneProduct", "biolink:ChemicalEntity": "Substance", "x": ""}
"""What a category is here, by what all classes with it have in common."""
COLUMNS = ("id", "subject", "predicate", "object", "knowledge_level")


class Pair(NamedTuple):
    """One graph in two forms, and what is asked of it."""

    joined: JoinedIndex
    whole: PathIndex
    query: PathQuery


def pair_of(folder: Folder, seed: int, asked: int) -> Pair:
    """Draw a curated graph, another one that shares some of its terms, and a query."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    drawing = drawing_of(chance.getrandbits(60))
    corpus = drawing.corpus()
    same = {name: f"X:{name}" for name in corpus.terms if chance.random() < 0.5}
    corpus = matched(corpus, same)
    others = {f"Y:{at}": chance.choice(sorted(CATEGORIES)) for at in range(chance.randint(1, 3))}
    nodes = sorted([*same.values(), *others])
    edges = [
        {
            "id": f"e{at}",
            "subject": chance.choice(nodes),
            "predicate": chance.choice(SAID),
            "object": chance.choice(nodes),
            "knowledge_level": chance.choice(LEVELS),
        }
        for at in range(chance.randint(0, 4 * len(nodes)))
    ]
    listed = [{"id": name, "category": others.get(name, "biolink:Gene")} for name in nodes]
    made = compiled(folder, table(listed, ("id", "category")), table(edges, COLUMNS), corpus=corpus)
    strangers = {
        name: Term(name, name, CATEGORIES[category], "NONE", Match.NONE, "", (), "")
        for name, category in others.items()
    }
    whole = replace(corpus, terms={**corpus.terms, **strangers})
    back = {curie: name for name, curie in same.items()}
    links = [link for edge in edges for link in links_of(edge, back)]
    query = asked_of(drawing, query_of(asked))
    known = frozenset(corpus.terms)
    query = replace(query, longest=min(query.longest, 4), via=query.via & known)
    query = replace(query, avoid=query.avoid & known)
    if chance.random() < 0.6:
        ends = [chance.choice([*nodes, *corpus.terms]) for _ in range(2)]
        query = replace(
            query,
            sources=query.sources and (ends[0],),
            targets=query.targets and (ends[1],),
        )
    return Pair(JoinedIndex(PathIndex(corpus), made), PathIndex(whole, links), query)


def matched(corpus: Corpus, same: dict[str, str]) -> Corpus:
    """Give some terms a public term of the same meaning."""
    terms = {
        name: replace(term, curie=same[name], match=Match.EXACT) if name in same else term
        for name, term in corpus.terms.items()
    }
    return replace(corpus, terms=terms)


def links_of(edge: dict[str, str], back: dict[str, str]) -> Iterator[Link]:
    """Write an edge as the links that say the same, between curated terms where it can be."""
    read = READ.get(edge["predicate"])
    ends = [back.get(edge[end], edge[end]) for end in ("subject", "object")]
    sign, causal, way = (read.sign, read.causal, read.way) if read else (0, False, "forward")
    for turned in {"forward": [False], "backward": [True]}.get(way, [False, True]):
        start, end = reversed(ends) if turned else ends
        level = edge["knowledge_level"]
        yield Link(edge["id"], start, edge["predicate"], end, Sign(sign), causal, level)


def told(index: PathIndex, path: Path, query: PathQuery) -> tuple[object, ...]:
    """Tell all of a path that does not hang on how its middle is named."""
    judged = tuple((hop.strength, hop.coherent, len(hop.beside)) for hop in path.hops)
    ends = path.terms[0], path.terms[-1], path.sign
    return seen(index.corpus, path, merge=query.scope.merge), judged, ends


def standing(path: Path, rank: Rank) -> tuple[float, ...]:
    """Tell what puts a path before others, names left aside."""
    worst = max(hop.strength.tier + 5 * (not hop.coherent) for hop in path.hops)
    if rank is Rank.SUPPORT:
        return (0, 0)
    return (worst, path.length) if rank is Rank.TIER else (path.length, worst)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**63), st.integers(0, 2**63))
def test_the_joined_graphs_answer_as_one_index_of_all_edges_does(
    tmp_path_factory: pytest.TempPathFactory, seed: int, asked: int
) -> None:
    joined, whole, query = pair_of(tmp_path_factory.mktemp("pair"), seed, asked)
    names = {f"X:{name}": name for name in NAMES}
    plain = replace(
        query,
        sources=tuple(names.get(each, each) for each in query.sources),
        targets=tuple(names.get(each, each) for each in query.targets),
    )

    found = [told(joined, path, query) for path in find_paths(joined, query).found]
    expected = [told(whole, path, query) for path in find_paths(whole, plain).found]

    assert len(found) == len(set(found))
    assert set(found) == set(expected)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**63), st.integers(0, 2**63), st.integers(1, 4))
def test_the_best_come_first_and_the_first_k_are_the_best(
    tmp_path_factory: pytest.TempPathFactory, seed: int, asked: int, k: int
) -> None:
    joined, _, query = pair_of(tmp_path_factory.mktemp("pair"), seed, asked)

    everything = find_paths(joined, query).found
    paths = find_paths(joined, replace(query, k=k))

    ranks = [standing(path, query.rank) for path in everything]
    assert ranks == sorted(ranks)
    assert paths.found == everything[:k]
    assert paths.more == (len(everything) > k)


GRAPH = table(
    [
        {"id": "X:a", "category": "biolink:SmallMolecule", "name": "first of all"},
        {"id": "Y:1", "category": "biolink:Gene|biolink:NamedThing", "name": "why one"},
        {"id": "Y:2", "category": "biolink:Disease", "name": ""},
        {"id": "X:c", "category": "biolink:Gene", "name": "last"},
    ],
    ("id", "category", "name"),
)


def edge(subject: str, predicate: str, object_: str, level: str = "prediction") -> dict[str, str]:
    ends = {"subject": subject, "predicate": f"biolink:{predicate}", "object": object_}
    return ends | {"id": f"{subject} {object_}", "knowledge_level": level}


def joined_of(
    folder: Folder, corpus: Corpus, *edges: dict[str, str], nodes: str = GRAPH
) -> JoinedIndex:
    """Join a corpus, whose `a` and `c` are nodes of it, with a graph of some edges."""
    corpus = matched(corpus, {name: f"X:{name}" for name in ("a", "c", "loss", "mass")})
    made = compiled(folder, nodes, table(edges, COLUMNS), corpus=corpus)
    return JoinedIndex(PathIndex(corpus), made)


def chains(
    index: JoinedIndex,
    source: str,
    target: str,
    **options: Any,  # noqa: ANN401 - the parts of a query
) -> list[tuple[str, ...]]:
    query = PathQuery((source,), (target,), **{"k": None, "rank": Rank.LENGTH} | options)
    return [path.terms for path in find_paths(index, query).found]


def test_a_path_may_lead_from_claims_over_foreign_edges_to_claims(tmp_path: Folder) -> None:
    index = joined_of(
        tmp_path,
        drawn("z -> a, c -> y"),
        edge("X:a", "causes", "Y:1"),
        edge("Y:1", "disrupts", "X:c"),
    )

    [path] = find_paths(index, PathQuery(("z",), ("y",))).found

    assert path.terms == ("z", "a", "Y:1", "c", "y")
    assert path.sign is Sign.DOWN
    assert [len(hop.claims) for hop in path.hops] == [1, 0, 0, 1]
    assert [len(hop.links) for hop in path.hops] == [0, 1, 1, 0]


def test_ends_may_be_named_by_term_or_by_the_id_of_the_same_node(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a -> c"), edge("X:a", "causes", "Y:1"))

    assert chains(index, "X:a", "Y:1") == chains(index, "a", "Y:1") == [("a", "Y:1")]
    assert chains(index, "X:a", "X:c") == [("a", "c")]


def test_a_name_that_nothing_has_is_refused(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a -> c"))

    with pytest.raises(UsageError, match=r"'Y:\\x1b9' is neither a curated term nor a node"):
        chains(index, "a", "Y:\x1b9")


def test_claims_and_edges_that_say_the_same_are_one_hop_as_strong_as_the_claims(
    tmp_path: Folder,
) -> None:
    corpus = drawn("a -> c", study="s", species="human")
    index = joined_of(tmp_path, corpus, edge("X:a", "causes", "X:c", "knowledge_assertion"))

    [path] = find_paths(index, PathQuery(("a",), ("c",))).found

    [alone] = find_paths(PathIndex(corpus), PathQuery(("a",), ("c",))).found
    [hop] = path.hops
    assert (hop.strength, hop.coherent) == (alone.hops[0].strength, True)
    assert [link.id for link in hop.links] == ["X:a X:c"]


def test_a_foreign_edge_of_the_other_sign_is_a_hop_of_its_own(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a -> c"), edge("X:a", "disrupts", "X:c"))

    paths = find_paths(index, PathQuery(("a",), ("c",))).found

    assert [path.sign for path in paths] == [Sign.UP, Sign.DOWN]
    assert [len(path.hops[0].claims) for path in paths] == [1, 0]


BONE = table(
    [
        *({"id": name, "category": "biolink:Gene"} for name in ("X:a", "X:loss", "X:mass", "Y:1")),
    ],
    ("id", "category"),
)


def test_a_node_that_is_the_lower_pole_has_its_signs_turned(tmp_path: Folder) -> None:
    index = joined_of(
        tmp_path,
        drawn("loss opposite_of mass, a -> mass"),
        edge("Y:1", "causes", "X:loss"),
        nodes=BONE,
    )

    paths = {
        end: find_paths(index, PathQuery(("Y:1",), (end,))).found
        for end in ("mass", "loss", "X:loss")
    }

    assert [(path.terms, path.sign) for path in paths["mass"]] == [(("Y:1", "mass"), Sign.DOWN)]
    assert [(path.terms, path.sign) for path in paths["loss"]] == [(("Y:1", "loss"), Sign.UP)]
    assert paths["X:loss"] == paths["loss"]


def test_edges_at_both_poles_meet_in_one_hop(tmp_path: Folder) -> None:
    index = joined_of(
        tmp_path,
        drawn("loss opposite_of mass, a -> mass"),
        edge("Y:1", "causes", "X:loss"),
        edge("Y:1", "disrupts", "X:mass", "observation"),
        edge("X:a", "disrupts", "X:loss"),
        nodes=BONE,
    )

    [path] = find_paths(index, PathQuery(("Y:1",), ("mass",))).found
    [other] = find_paths(index, PathQuery(("a",), ("mass",))).found

    assert [link.id for link in path.hops[0].links] == ["Y:1 X:mass", "Y:1 X:loss"]
    weights = index.corpus.ontology.weights["foreign"]
    assert (path.sign, path.value) == (Sign.DOWN, weights["observation"])
    assert (len(other.hops[0].claims), len(other.hops[0].links)) == (1, 1)


def test_a_pool_that_is_merged_lends_its_edges_to_its_substance(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a pool_of s, s -> c"), edge("Y:1", "causes", "X:a"))

    assert chains(index, "Y:1", "c") == []
    assert chains(index, "Y:1", "c", scope=Scope(merge=True)) == [("Y:1", "s", "c")]


ASSOCIATED = Scope(walks=frozenset({Walk.CAUSAL, Walk.ASSOCIATION}))


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (Scope(), 1),
        (ASSOCIATED, 2),
        (replace(ASSOCIATED, predicates=frozenset({"biolink:causes"})), 1),
        (replace(ASSOCIATED, predicates=frozenset({"increases"})), 0),
        (replace(ASSOCIATED, mechanisms=frozenset({"main"})), 0),
        (replace(ASSOCIATED, context=Context(species=("mouse",))), 0),
        (replace(ASSOCIATED, context=Context(species=("mouse",)), prefer=True), 2),
    ],
)
def test_a_scope_admits_foreign_edges_as_it_admits_links(
    tmp_path: Folder, scope: Scope, count: int
) -> None:
    index = joined_of(
        tmp_path,
        drawn("a -> c"),
        edge("X:a", "causes", "Y:1"),
        edge("X:a", "positively_correlated_with", "Y:1", "knowledge_assertion"),
    )

    found = find_paths(index, PathQuery(("a",), ("Y:1",), scope=scope)).found

    links = [link.id for path in found for hop in path.hops for link in hop.links]
    assert len(links) == count


def test_a_hop_is_as_strong_as_the_best_edge_that_the_scope_admits(tmp_path: Folder) -> None:
    index = joined_of(
        tmp_path,
        drawn("a -> c"),
        edge("X:a", "causes", "Y:1", "prediction"),
        edge("X:a", "positively_correlated_with", "Y:1", "knowledge_assertion"),
    )

    [causal] = find_paths(index, PathQuery(("a",), ("Y:1",))).found
    [either] = find_paths(index, PathQuery(("a",), ("Y:1",), scope=ASSOCIATED)).found

    weights = index.corpus.ontology.weights["foreign"]
    assert (causal.value, causal.tier) == (weights["prediction"], Tier.SPECULATIVE)
    assert (either.value, either.tier) == (weights["knowledge_assertion"], Tier.WEAK)


def test_a_relation_of_structure_and_an_edge_are_as_strong_as_the_better_of_them(
    tmp_path: Folder,
) -> None:
    corpus = drawn("a part_of c")
    weights = dict(corpus.ontology.weights)
    weights["foreign"] = dict(weights["foreign"]) | {"knowledge_assertion": 0.9}
    corpus = replace(corpus, ontology=replace(corpus.ontology, weights=weights))
    index = joined_of(tmp_path, corpus, edge("X:a", "part_of", "X:c", "knowledge_assertion"))

    [path] = find_paths(index, PathQuery(("a",), ("c",), scope=Scope(walks=frozenset(Walk)))).found

    assert ([len(hop.links) for hop in path.hops], path.value) == ([2], 0.9)


@pytest.mark.parametrize(
    ("options", "through"),
    [
        ({}, ["Y:1", "Y:2"]),
        ({"types": frozenset({"GeneProduct"})}, ["Y:1"]),
        ({"types": frozenset({"Receptor"})}, []),
        ({"types": frozenset({"Disease", "GeneProduct"})}, ["Y:1", "Y:2"]),
        ({"avoid_types": frozenset({"GeneProduct"})}, ["Y:2"]),
        ({"avoid_types": frozenset({"Condition"})}, ["Y:1"]),
        ({"types": frozenset({"Hormone"})}, []),
    ],
)
def test_nodes_are_judged_by_what_all_classes_of_their_category_share(
    tmp_path: Folder, options: dict[str, Any], through: list[str]
) -> None:
    index = joined_of(
        tmp_path,
        drawn("a -| c"),
        *(edge("X:a", "causes", each) for each in ("Y:1", "Y:2")),
        *(edge(each, "causes", "X:c") for each in ("Y:1", "Y:2")),
    )

    found = chains(index, "a", "c", sign=Sign.UP, **options)

    assert [terms[1] for terms in found] == through


def test_a_node_that_is_a_curated_term_is_judged_by_its_type(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("z -> a"), edge("X:a", "causes", "X:c"))

    assert chains(index, "z", "X:c", types=frozenset({"Hormone"})) == [("z", "a", "X:c")]
    assert chains(index, "z", "X:c", types=frozenset({"Nutrient"})) == []


def test_only_an_exact_match_is_the_same(tmp_path: Folder) -> None:
    corpus = drawn("a -> c")
    terms = {
        name: replace(term, curie=f"X:{name}", match=Match.CLOSE)
        for name, term in corpus.terms.items()
    }
    made = compiled(tmp_path, GRAPH, table([edge("Y:1", "causes", "X:a")], COLUMNS))
    index = JoinedIndex(PathIndex(replace(corpus, terms=terms)), made)

    assert chains(index, "Y:1", "c") == []
    assert chains(index, "Y:1", "X:a") == [("Y:1", "X:a")]


def test_an_open_end_reaches_nodes_and_terms(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a -> y"), edge("X:a", "causes", "Y:1"))

    found = find_paths(index, PathQuery(sources=("a",), rank=Rank.LENGTH)).found

    assert {path.terms for path in found} == {("a", "y"), ("a", "Y:1")}


def test_names_have_labels_wherever_they_come_from(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, corpus_of([row("a", "->", "c")]))

    assert [index.label(name) for name in ("a", "X:a", "Y:1", "Y:2", "Y:9")] == [
        "a",
        "first of all",
        "why one",
        "Y:2",
        "Y:9",
    ]


def test_a_scope_is_joined_once_and_few_are_kept(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a -> c"))
    scopes = [Scope(predicates=frozenset({str(at)})) for at in range(6)]

    joined = [index.curated(scope) for scope in scopes]

    assert index.curated(scopes[-1]) is joined[-1]
    assert index.curated(scopes[0]) is not joined[0]


def test_axes_and_hops_can_be_read_through(tmp_path: Folder) -> None:
    index = joined_of(tmp_path, drawn("a -> y"), edge("Y:1", "causes", "Y:2"))

    curated = index.curated(Scope())

    assert list(curated.axes) == list(curated.axes[:]) == list(curated.numbers)
    assert list(curated.axes) == ["a", "X:c", "Y:1", "Y:2", "y"]
    assert [curated.numbers[axis] for axis in curated.axes] == list(range(5))
    assert len(curated.numbers) == 5
    assert "Y:9" not in curated.numbers
    assert [hop.subject for hop in curated.hops[:]] == ["Y:1", "a"]


def test_a_folder_is_opened_by_its_name(tmp_path: Folder) -> None:
    joined_of(tmp_path, drawn("a -> c"), edge("X:a", "causes", "Y:1"))
    index = open_joined(PathIndex(drawn("a -> c")), tmp_path / "graph")

    assert chains(index, "X:a", "Y:1") == [("X:a", "Y:1")]
    with pytest.raises(KgError, match="no compiled graph"):
        open_joined(PathIndex(drawn("a -> c")), tmp_path)


def test_a_curated_slug_in_a_hostile_folder_does_not_pass_for_the_term(tmp_path: Folder) -> None:
    compiled(tmp_path, nodes_of("aa:a", "Y:1"), table([edge("aa:a", "causes", "Y:1")], COLUMNS))
    (tmp_path / "graph" / "ids.text").write_bytes(b"Y:1aaaa")
    index = JoinedIndex(PathIndex(drawn("a -> c, aaaa -> c")), Compiled(tmp_path / "graph"))

    with pytest.raises(KgError, match="an id is no CURIE"):
        find_paths(index, PathQuery(targets=("Y:1",)))
