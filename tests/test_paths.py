"""Tracing mechanisms on small drawings: what is a path, its sign, and the order of paths."""

from __future__ import annotations

import pytest
from corpora import corpus_of, drawn, row

from kg.model import Certainty, Sign
from kg.paths import PathIndex, PathQuery, Paths, find_paths


def terms_of(paths: Paths) -> list[str]:
    """Write each path as its terms."""
    return [" ".join(path.terms) for path in paths.found]


def test_two_brakes_in_a_row_make_a_drive() -> None:
    [path] = find_paths(drawn("a -| b -| c"), "a", "c").found

    assert path.sign is Sign.UP


def test_three_brakes_make_a_brake() -> None:
    [path] = find_paths(drawn("a -| b -| c -| d"), "a", "d").found

    assert path.sign is Sign.DOWN


def test_one_hop_of_unknown_sign_hides_the_sign_of_the_path() -> None:
    [path] = find_paths(drawn("a -> b -? c -| d"), "a", "d").found

    assert [hop.sign for hop in path.hops] == [Sign.UP, Sign.UNKNOWN, Sign.DOWN]
    assert path.sign is Sign.UNKNOWN


def test_a_path_names_its_terms_counts_its_hops_and_holds_its_claims() -> None:
    corpus = drawn("a -> b -| c")
    [path] = find_paths(corpus, "a", "c").found

    assert path.terms == ("a", "b", "c")
    assert path.length == 2
    assert [hop.claims for hop in path.hops] == [(claim,) for claim in corpus.claims.values()]
    assert [hop.evidence for hop in path.hops] == [
        (claim.evidence,) for claim in corpus.claims.values()
    ]


def test_claims_of_one_sign_between_two_terms_make_one_hop() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("a", "->", "b", site="c", lines="2-2")])
    [path] = find_paths(corpus, "a", "b").found

    assert [claim.site for claim in path.hops[0].claims] == ["", "c"]


def test_claims_of_opposite_sign_between_two_terms_make_two_paths() -> None:
    paths = find_paths(drawn("a -> b, a -| b"), "a", "b")

    assert [path.sign for path in paths.found] == [Sign.UP, Sign.DOWN]


def test_paths_run_from_subject_to_object_only() -> None:
    assert terms_of(find_paths(drawn("a -> b -> c"), "c", "a")) == []


def test_ends_without_a_connection_give_no_path_and_a_complete_answer() -> None:
    paths = find_paths(drawn("a -> b, c -> d"), "a", "d")

    assert (paths.found, paths.complete) == ((), True)


def test_a_term_without_claims_has_no_path() -> None:
    assert find_paths(drawn("a -> b, c part_of a"), "c", "b").found == ()


def test_no_path_leads_from_a_term_back_to_itself() -> None:
    corpus = drawn("a -> b -> a, a -| a")

    assert terms_of(find_paths(corpus, "a", "a")) == []
    assert terms_of(find_paths(corpus, "a", "b")) == ["a b"]


def test_no_path_leads_from_one_pole_to_the_other() -> None:
    corpus = drawn("loss opposite_of mass, loss -| mass, mass -> a -> loss")

    assert terms_of(find_paths(corpus, "loss", "mass")) == []


def test_the_other_pole_is_reached_with_the_sign_turned() -> None:
    corpus = drawn("a -> mass, loss opposite_of mass")
    [up], [down] = (find_paths(corpus, "a", pole).found for pole in ("mass", "loss"))

    assert (up.terms, up.sign) == (("a", "mass"), Sign.UP)
    assert (down.terms, down.sign) == (("a", "loss"), Sign.DOWN)


def test_a_path_may_start_from_the_other_pole_of_a_claim() -> None:
    [path] = find_paths(drawn("mass -> a, loss opposite_of mass"), "loss", "a").found

    assert (path.terms, path.sign) == (("loss", "a"), Sign.DOWN)


def test_a_path_through_both_poles_passes_one_term_named_as_its_first_claim_has_it() -> None:
    corpus = drawn("a -> loss, mass -> b, loss opposite_of mass")
    [path] = find_paths(corpus, "a", "b").found

    assert path.terms == ("a", "loss", "b")
    assert [hop.sign for hop in path.hops] == [Sign.UP, Sign.DOWN]


def test_claims_about_either_pole_make_one_hop_where_they_say_the_same() -> None:
    corpus = drawn("a -| loss, a -> mass, loss opposite_of mass")
    [path] = find_paths(corpus, "a", "mass").found

    assert [claim.object for claim in path.hops[0].claims] == ["loss", "mass"]
    assert path.sign is Sign.UP


POOLS = "gut pool_of serotonin, brain pool_of serotonin"


def test_a_substance_at_the_end_of_a_path_stands_for_each_of_its_pools() -> None:
    corpus = drawn(f"{POOLS}, a -> gut -> b, a -> serotonin, brain -> b")

    assert terms_of(find_paths(corpus, "a", "serotonin")) == ["a gut", "a serotonin"]
    assert terms_of(find_paths(corpus, "serotonin", "b")) == ["brain b", "gut b"]


def test_a_pool_stands_for_itself_alone() -> None:
    corpus = drawn(f"{POOLS}, a -> gut, a -> serotonin")

    assert terms_of(find_paths(corpus, "a", "gut")) == ["a gut"]


def test_no_path_crosses_from_one_pool_to_another_nor_to_the_substance() -> None:
    corpus = drawn(f"{POOLS}, a -> gut, brain -> b, serotonin -> b")

    assert terms_of(find_paths(corpus, "a", "b")) == []


def test_structural_steps_are_not_walked() -> None:
    corpus = drawn("a -> b, b part_of c, b member_of c, c -> d")

    assert terms_of(find_paths(corpus, "a", "d")) == []


@pytest.mark.parametrize(
    ("predicate", "cells"),
    [
        ("->", {"outcome": "opposes"}),
        ("->", {"certainty": "open"}),
        ("->", {"basis": "speculation"}),
        ("->", {"basis": "background", "study": "s"}),
        ("no_effect_on", {"outcome": "null"}),
        ("positively_correlated_with", {"basis": "association"}),
        ("positively_correlated_with", {}),
        ("associated_with", {}),
    ],
)
def test_what_is_not_firm_causal_support_makes_no_hop(
    predicate: str, cells: dict[str, str]
) -> None:
    corpus = corpus_of([row("a", predicate, "b", **cells), row("b", "->", "c", lines="2-2")])

    assert find_paths(corpus, "a", "c").found == ()


def test_a_hop_holds_only_the_evidence_that_makes_it_one() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", study="s"),
            row("a", "->", "b", outcome="opposes", study="t"),
            row("a", "->", "b", basis="speculation", lines="2-2"),
            row("a", "->", "b", species="rat", study="u"),
        ]
    )
    [path] = find_paths(corpus, "a", "b").found
    [in_rats] = find_paths(corpus, "a", "b", query=PathQuery(species="rat")).found

    assert path.hops[0].studies == {"s", "u"}
    assert in_rats.hops[0].studies == {"u"}


def test_a_hop_is_as_certain_as_its_best_evidence() -> None:
    corpus = drawn("a -> b -> c", certainty="suggested")
    [path] = find_paths(corpus, "a", "c").found
    firm = drawn("a -> b")
    [other] = find_paths(firm, "a", "b").found

    assert [hop.certainty for hop in path.hops] == [Certainty.SUGGESTED] * 2
    assert other.hops[0].certainty is Certainty.ASSERTED


def test_shorter_paths_come_before_longer_ones_however_weak() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "z", certainty="suggested"),
            row("a", "->", "b", study="s"),
            row("b", "->", "z", study="s"),
        ]
    )

    assert terms_of(find_paths(corpus, "a", "z")) == ["a z", "a b z"]


def test_among_paths_of_one_length_the_surest_weakest_hop_comes_first() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", certainty="suggested", study="s"),
            row("b", "->", "z", study="s"),
            row("a", "->", "c"),
            row("c", "->", "z"),
        ]
    )

    assert terms_of(find_paths(corpus, "a", "z")) == ["a c z", "a b z"]


def test_then_the_path_with_most_studies_behind_its_weakest_hop() -> None:
    corpus = corpus_of(
        [
            *(row("a", "->", "b", study=study) for study in ("s", "t", "u")),
            row("b", "->", "z", study="s"),
            *(row("a", "->", "c", study=study) for study in ("s", "t")),
            *(row("c", "->", "z", study=study) for study in ("s", "t")),
        ]
    )

    assert terms_of(find_paths(corpus, "a", "z")) == ["a c z", "a b z"]


def test_one_study_that_gives_two_pieces_of_evidence_counts_once() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "c", study="s"),
            row("a", "->", "c", study="s", lines="2-2"),
            row("c", "->", "z", study="s"),
            row("a", "->", "b", study="s"),
            row("b", "->", "z", study="s"),
        ]
    )

    assert terms_of(find_paths(corpus, "a", "z")) == ["a b z", "a c z"]


def test_then_the_alphabet_and_then_up_before_unknown_before_down() -> None:
    corpus = drawn("a -> c -> z, a -| b, a -? b, a -> b -> z")
    found = find_paths(corpus, "a", "z").found

    assert [(path.terms[1], path.sign) for path in found] == [
        ("b", Sign.UP),
        ("b", Sign.UNKNOWN),
        ("b", Sign.DOWN),
        ("c", Sign.UP),
    ]


def test_at_most_k_paths_are_given_and_more_says_that_there_are_others() -> None:
    corpus = drawn("a -> b -> z, a -> c -> z, a -> z")
    one, all_ = (find_paths(corpus, "a", "z", query=PathQuery(k=k)) for k in (1, 3))

    assert (terms_of(one), one.more, one.complete) == (["a z"], True, False)
    assert (len(all_.found), all_.more, all_.complete) == (3, False, True)


def test_paths_left_out_for_another_reason_are_no_more() -> None:
    corpus = drawn("a -> b -| z, a -> z")
    query = PathQuery(k=1, sign=Sign.UP)

    assert not find_paths(corpus, "a", "z", query=query).more


def test_no_path_is_longer_than_six_hops_unless_allowed() -> None:
    corpus = drawn("a -> b -> c -> d -> e -> f -> g, g -> h")

    assert len(find_paths(corpus, "a", "g").found) == 1
    assert find_paths(corpus, "a", "h").found == ()
    assert len(find_paths(corpus, "a", "h", query=PathQuery(longest=7)).found) == 1


def test_a_spent_budget_of_steps_is_said_and_what_was_found_is_kept() -> None:
    corpus = drawn("a -> z, a -> b -> z")
    paths = find_paths(corpus, "a", "z", query=PathQuery(steps=3))

    assert (terms_of(paths), paths.exhausted, paths.complete) == (["a z"], True, False)


def test_what_was_found_of_the_length_at_which_a_search_stopped_is_kept() -> None:
    corpus = drawn("a -> b -> z, a -> c -> z")
    paths = find_paths(corpus, "a", "z", query=PathQuery(steps=3))

    assert (terms_of(paths), paths.exhausted) == (["a b z"], True)


def test_a_budget_that_suffices_exactly_is_not_spent() -> None:
    paths = find_paths(drawn("a -> b -> c"), "a", "c", query=PathQuery(steps=2))

    assert (terms_of(paths), paths.complete) == (["a b c"], True)


def test_a_path_may_be_as_deep_as_the_graph() -> None:
    chain = [row(f"n{at}", "-|", f"n{at + 1}") for at in range(1999)]
    [path] = find_paths(
        corpus_of(chain), "n0", "n1999", query=PathQuery(longest=2000, steps=10_000)
    ).found

    assert (path.length, path.sign) == (1999, Sign.DOWN)


def test_the_index_holds_no_step_from_an_axis_to_itself() -> None:
    corpus = drawn("a -> a, a -> b, loss -> mass, loss opposite_of mass")
    index = PathIndex.build(corpus, PathQuery())

    assert {axis: [edge.axis for edge in edges] for axis, edges in index.forward.items()} == {
        "a": ["b"]
    }
    assert index.backward == {"b": ("a",)}


def test_a_longest_path_beyond_all_terms_costs_nothing_more() -> None:
    paths = find_paths(drawn("a -> b, b -> a"), "a", "b", query=PathQuery(longest=10**12))

    assert (terms_of(paths), paths.complete) == (["a b"], True)


def test_a_dense_graph_ends_within_its_budget() -> None:
    names = [f"n{at}" for at in range(16)]
    dense = [row(one, "->", other) for one in names for other in names if one != other]
    query = PathQuery(k=10**9, longest=15, steps=20_000)

    paths = find_paths(corpus_of(dense), "n0", "n15", query=query)

    assert paths.exhausted
    assert list(paths.found) == sorted(paths.found, key=lambda path: path.rank)
