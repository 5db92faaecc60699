"""Tracing mechanisms on small drawings: what is a path, its sign, and the order of paths."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from corpora import corpus_of, drawn, row, traced

from kg.model import Sign
from kg.paths import Link, PathIndex, PathQuery, Paths, Rank, find_paths

if TYPE_CHECKING:
    from kg.model import Corpus


def terms_of(paths: Paths) -> list[str]:
    """Write each path as its terms."""
    return [" ".join(path.terms) for path in paths.found]


def test_two_brakes_in_a_row_make_a_drive() -> None:
    [path] = traced(drawn("a -| b -| c"), "a", "c").found

    assert path.sign is Sign.UP


def test_three_brakes_make_a_brake() -> None:
    [path] = traced(drawn("a -| b -| c -| d"), "a", "d").found

    assert path.sign is Sign.DOWN


def test_one_hop_of_unknown_sign_hides_the_sign_of_the_path() -> None:
    [path] = traced(drawn("a -> b -? c -| d"), "a", "d").found

    assert [hop.sign for hop in path.hops] == [Sign.UP, Sign.UNKNOWN, Sign.DOWN]
    assert path.sign is Sign.UNKNOWN


def test_a_path_names_its_terms_counts_its_hops_and_holds_its_claims() -> None:
    corpus = drawn("a -> b -| c")
    [path] = traced(corpus, "a", "c").found

    assert path.terms == ("a", "b", "c")
    assert path.length == 2
    assert [hop.claims for hop in path.hops] == [(claim,) for claim in corpus.claims.values()]
    assert [hop.evidence for hop in path.hops] == [
        (claim.evidence,) for claim in corpus.claims.values()
    ]


def test_claims_of_one_sign_between_two_terms_make_one_hop() -> None:
    corpus = corpus_of([row("a", "->", "b"), row("a", "->", "b", site="c", lines="2-2")])
    [path] = traced(corpus, "a", "b").found

    assert [claim.site for claim in path.hops[0].claims] == ["", "c"]


def test_claims_of_opposite_sign_between_two_terms_make_two_paths() -> None:
    paths = traced(drawn("a -> b, a -| b"), "a", "b")

    assert [path.sign for path in paths.found] == [Sign.UP, Sign.DOWN]


def test_paths_run_from_subject_to_object_only() -> None:
    assert terms_of(traced(drawn("a -> b -> c"), "c", "a")) == []


def test_ends_without_a_connection_give_no_path_and_a_complete_answer() -> None:
    paths = traced(drawn("a -> b, c -> d"), "a", "d")

    assert (paths.found, paths.complete) == ((), True)


def test_a_term_without_claims_has_no_path() -> None:
    assert traced(drawn("a -> b, c part_of a"), "c", "b").found == ()


def test_no_path_leads_from_a_term_back_to_itself() -> None:
    corpus = drawn("a -> b -> a, a -| a")

    assert terms_of(traced(corpus, "a", "a")) == []
    assert terms_of(traced(corpus, "a", "b")) == ["a b"]


def test_no_path_leads_from_one_pole_to_the_other() -> None:
    corpus = drawn("loss opposite_of mass, loss -| mass, mass -> a -> loss")

    assert terms_of(traced(corpus, "loss", "mass")) == []


def test_the_other_pole_is_reached_with_the_sign_turned() -> None:
    corpus = drawn("a -> mass, loss opposite_of mass")
    [up], [down] = (traced(corpus, "a", pole).found for pole in ("mass", "loss"))

    assert (up.terms, up.sign) == (("a", "mass"), Sign.UP)
    assert (down.terms, down.sign) == (("a", "loss"), Sign.DOWN)


def test_a_path_may_start_from_the_other_pole_of_a_claim() -> None:
    [path] = traced(drawn("mass -> a, loss opposite_of mass"), "loss", "a").found

    assert (path.terms, path.sign) == (("loss", "a"), Sign.DOWN)


def test_a_path_through_both_poles_passes_one_term_named_as_its_first_claim_has_it() -> None:
    corpus = drawn("a -> loss, mass -> b, loss opposite_of mass")
    [path] = traced(corpus, "a", "b").found

    assert path.terms == ("a", "loss", "b")
    assert [hop.sign for hop in path.hops] == [Sign.UP, Sign.DOWN]


def test_claims_about_either_pole_make_one_hop_where_they_say_the_same() -> None:
    corpus = drawn("a -| loss, a -> mass, loss opposite_of mass")
    [path] = traced(corpus, "a", "mass").found

    assert [claim.object for claim in path.hops[0].claims] == ["loss", "mass"]
    assert path.sign is Sign.UP


POOLS = "gut pool_of serotonin, brain pool_of serotonin"


def test_a_substance_at_the_end_of_a_path_stands_for_each_of_its_pools() -> None:
    corpus = drawn(f"{POOLS}, a -> gut -> b, a -> serotonin, brain -> b")

    assert terms_of(traced(corpus, "a", "serotonin")) == ["a gut", "a serotonin"]
    assert terms_of(traced(corpus, "serotonin", "b")) == ["brain b", "gut b"]


def test_a_pool_stands_for_itself_alone() -> None:
    corpus = drawn(f"{POOLS}, a -> gut, a -> serotonin")

    assert terms_of(traced(corpus, "a", "gut")) == ["a gut"]


def test_no_path_crosses_from_one_pool_to_another_nor_to_the_substance() -> None:
    corpus = drawn(f"{POOLS}, a -> gut, brain -> b, serotonin -> b")

    assert terms_of(traced(corpus, "a", "b")) == []


def test_structural_steps_are_not_walked() -> None:
    corpus = drawn("a -> b, b part_of c, b member_of c, c -> d")

    assert terms_of(traced(corpus, "a", "d")) == []


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

    assert traced(corpus, "a", "c").found == ()


def test_a_hop_holds_only_the_evidence_that_makes_it_one() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", study="s"),
            row("a", "->", "b", outcome="opposes", study="t"),
            row("a", "->", "b", basis="speculation", lines="2-2"),
            row("a", "->", "b", species="rat", study="u"),
        ]
    )
    [path] = traced(corpus, "a", "b").found
    [in_rats] = traced(corpus, "a", "b", species="rat").found

    assert path.hops[0].studies == {"s", "u"}
    assert in_rats.hops[0].studies == {"u"}


SURE = {"study": "s", "species": "mouse"}
UNSURE = {"certainty": "suggested", "basis": "statement"}


def test_by_tier_a_long_path_of_strong_hops_comes_before_a_short_one_with_a_weak_hop() -> None:
    corpus = corpus_of(
        [row("a", "->", "z", **UNSURE), row("a", "->", "b", **SURE), row("b", "->", "z", **SURE)]
    )

    by_tier, by_length = (traced(corpus, "a", "z", rank=rank) for rank in (Rank.TIER, Rank.LENGTH))

    assert terms_of(by_tier) == ["a b z", "a z"]
    assert terms_of(by_length) == ["a z", "a b z"]


def test_by_support_the_product_of_all_hops_decides() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", **SURE),
            *(row("b", "->", "z", **SURE | {"study": study}) for study in "st"),
            *(row("a", "->", "c", **SURE | {"study": study}) for study in "st"),
            *(row("c", "->", "z", **SURE | {"study": study}) for study in "st"),
        ]
    )

    by_support = traced(corpus, "a", "z", rank=Rank.SUPPORT)

    assert terms_of(by_support) == ["a c z", "a b z"]
    assert [path.value for path in by_support.found] == sorted(
        (path.value for path in by_support.found), reverse=True
    )


def test_among_paths_of_one_length_the_surest_weakest_hop_comes_first() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", **UNSURE),
            row("b", "->", "z", **SURE),
            row("a", "->", "c", **SURE),
            row("c", "->", "z", **SURE),
        ]
    )

    assert terms_of(traced(corpus, "a", "z")) == ["a c z", "a b z"]


def test_a_path_is_as_strong_as_its_weakest_hop_then_the_product() -> None:
    corpus = corpus_of([row("a", "->", "b", **SURE), row("b", "->", "c", **UNSURE)])

    [path] = traced(corpus, "a", "c").found

    assert path.tier is path.hops[1].strength.tier > path.hops[0].strength.tier
    assert path.value == pytest.approx(
        path.hops[0].strength.value * path.hops[1].strength.value, abs=1e-4
    )


def test_what_is_equal_comes_in_the_order_of_terms_and_up_before_down_before_unknown() -> None:
    known = traced(drawn("a -> c -> z, a -> b -> z, b -? z"), "a", "z").found
    turned = traced(drawn("a -> b, a -| b"), "a", "b").found

    assert [(path.terms[1], path.sign) for path in known] == [
        ("b", Sign.UP),
        ("b", Sign.UNKNOWN),
        ("c", Sign.UP),
    ]
    assert [path.sign for path in turned] == [Sign.UP, Sign.DOWN]


def test_at_most_k_paths_are_given_and_more_says_that_there_are_others() -> None:
    corpus = drawn("a -> b -> z, a -> c -> z, a -> z")
    one, all_ = (traced(corpus, "a", "z", k=k) for k in (1, 3))

    assert (terms_of(one), one.more, one.complete) == (["a z"], True, False)
    assert (len(all_.found), all_.more, all_.complete) == (3, False, True)


def test_paths_left_out_for_another_reason_are_no_more() -> None:
    corpus = drawn("a -> b -| z, a -> z")
    assert not traced(corpus, "a", "z", k=1, sign=Sign.UP).more


def test_no_path_is_longer_than_six_hops_unless_allowed() -> None:
    corpus = drawn("a -> b -> c -> d -> e -> f -> g, g -> h")

    assert len(traced(corpus, "a", "g").found) == 1
    assert traced(corpus, "a", "h").found == ()
    assert len(traced(corpus, "a", "h", longest=7).found) == 1


def steps_of(corpus: Corpus, source: str, target: str) -> int:
    """Count the steps that a complete search takes."""
    complete = (
        steps for steps in range(1, 1000) if traced(corpus, source, target, steps=steps).complete
    )
    return next(complete)


def test_a_spent_budget_of_steps_is_said_and_what_was_found_is_kept() -> None:
    corpus = drawn("a -> z, a -> b -> z")
    needed = steps_of(corpus, "a", "z")

    paths = traced(corpus, "a", "z", steps=needed - 1)

    assert (terms_of(paths), paths.exhausted, paths.complete) == (["a z"], True, False)


def test_a_search_takes_no_more_steps_than_there_are_hops_to_look_at() -> None:
    assert steps_of(drawn("a -> b -> c"), "a", "c") < 10


def test_a_time_that_is_over_is_said() -> None:
    names = [f"n{at}" for at in range(16)]
    dense = [row(one, "->", other) for one in names for other in names if one != other]

    paths = traced(corpus_of(dense), "n0", "n15", k=None, longest=15, seconds=0.05, steps=10**9)

    assert paths.exhausted


def test_a_path_may_be_as_deep_as_the_graph() -> None:
    chain = [row(f"n{at}", "-|", f"n{at + 1}") for at in range(1999)]
    [path] = traced(corpus_of(chain), "n0", "n1999", longest=2000, steps=10_000).found

    assert (path.length, path.sign) == (1999, Sign.DOWN)


def test_no_path_uses_a_step_from_an_axis_to_itself() -> None:
    corpus = drawn("a -> a -> b, loss -> mass, loss opposite_of mass")

    assert terms_of(traced(corpus, "a", "b", k=None)) == ["a b"]
    assert terms_of(traced(corpus, "loss", "mass", k=None)) == []


def test_a_longest_path_beyond_all_terms_costs_nothing_more() -> None:
    paths = traced(drawn("a -> b, b -> a"), "a", "b", longest=10**12)

    assert (terms_of(paths), paths.complete) == (["a b"], True)


def test_a_dense_graph_ends_within_its_budget() -> None:
    names = [f"n{at}" for at in range(16)]
    dense = [row(one, "->", other) for one in names for other in names if one != other]

    paths = traced(corpus_of(dense), "n0", "n15", k=10**9, longest=15, steps=20_000)

    assert paths.exhausted
    assert 10 < len(paths.found) < 20_000
    lengths = [path.length for path in paths.found]
    assert lengths == sorted(lengths)


def test_a_term_to_itself_is_answered_at_once_however_dense_the_graph() -> None:
    names = [f"n{at}" for at in range(16)]
    dense = [row(one, "->", other) for one in names for other in names if one != other]

    paths = traced(corpus_of(dense), "n0", "n0", k=None, longest=15, steps=1000)

    assert (paths.found, paths.complete) == ((), True)


def test_a_hub_of_a_hundred_thousand_steps_is_passed_within_the_budget() -> None:
    corpus = drawn("a -> hub -> z")
    spokes = [
        Link(f"{at}", "hub", "p", f"n{at:06}", Sign.UP, causal=True, level="observation")
        for at in range(100_000)
    ]
    names = {link.object: replace(corpus.terms["a"], id=link.object) for link in spokes}
    index = PathIndex(replace(corpus, terms={**corpus.terms, **names}), spokes)

    found = find_paths(index, PathQuery(("a",), ("z",)))
    cut = find_paths(index, PathQuery(("a",), (), k=None, steps=50_000))

    assert [path.terms for path in found.found] == [("a", "hub", "z")]
    assert found.complete
    assert cut.exhausted
