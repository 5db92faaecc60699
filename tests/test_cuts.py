"""Minimal cuts: what they sever, what is known of blocking their terms, how they are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from corpora import corpus_of, drawn, row

import kg
from kg.errors import UsageError
from kg.model import Corpus, Sign
from kg.paths import PathIndex, PathQuery
from kg.reasoning.cuts import SHOWN, Cuts, find_cuts
from kg.views.cuts import CutsView
from kg.views.forms import rendered


def cuts(drawing: str | Corpus, source: str, target: str, **options: Any) -> Cuts:  # noqa: ANN401
    corpus = drawn(drawing) if isinstance(drawing, str) else drawing
    return find_cuts(PathIndex(corpus), PathQuery((source,), (target,), **options))


def terms(found: Cuts) -> list[str]:
    return [" ".join(cut.terms) for cut in found.found]


def typed(corpus: Corpus, **types: str) -> Corpus:
    kinds = {
        name: replace(term, type=types.get(name, term.type)) for name, term in corpus.terms.items()
    }
    return replace(corpus, terms=kinds)


def curated(source: str, target: str, **options: Any) -> Cuts:  # noqa: ANN401 - of a query
    return find_cuts(kg.load().index, PathQuery((source,), (target,), **options))


def test_every_term_of_a_chain_cuts_it() -> None:
    found = cuts("a -> b -> c -> d", "a", "d")

    assert terms(found) == ["b", "c"]
    assert found.least == 1
    assert found.count == 1
    assert found.complete


def test_two_ways_that_share_no_term_take_two_terms() -> None:
    assert terms(cuts("a -> b -> d, a -> c -> d", "a", "d")) == ["b c"]


def test_two_ways_that_meet_take_one_term() -> None:
    assert terms(cuts("a -> b -> d -> e, a -> c -> d", "a", "e")) == ["d"]


def test_a_direct_hop_is_listed_and_the_rest_is_cut() -> None:
    found = cuts("a -> b -> c, a -| c", "a", "c")

    assert [path.terms for path in found.direct] == [("a", "c")]
    assert terms(found) == ["b"]


def test_where_all_is_direct_there_is_nothing_to_cut() -> None:
    found = cuts("a -> b", "a", "b")

    assert found.found == ()
    assert len(found.direct) == 1
    assert found.complete


@pytest.mark.parametrize(("source", "target"), [("b", "a"), ("a", "a"), ("a", "c")])
def test_where_there_is_no_path_there_is_nothing_to_cut(source: str, target: str) -> None:
    found = cuts("a -> b -> a, c -> a", source, target, avoid=frozenset("a"))

    assert (found.found, found.direct, found.count, found.complete) == ((), (), 0, True)


def test_only_paths_of_the_sign_that_is_asked_for_are_cut() -> None:
    drawing = "a -> b -> d, a -> c -| d"

    assert terms(cuts(drawing, "a", "d", sign=Sign.UP)) == ["b"]
    assert terms(cuts(drawing, "a", "d", sign=Sign.DOWN)) == ["c"]


def test_only_paths_that_are_short_enough_are_cut() -> None:
    drawing = "a -> b -> e, a -> c -> d -> e"

    assert terms(cuts(drawing, "a", "e", longest=2)) == ["b"]
    assert terms(cuts(drawing, "a", "e", longest=3)) == ["b c", "b d"]


def test_a_term_and_its_opposite_are_cut_as_one() -> None:
    drawing = "loss opposite_of mass, a -> loss -> b, a -> mass -> b"

    assert len(cuts(drawing, "a", "b").found) == 1


def test_pools_of_an_end_are_ends() -> None:
    drawing = "gut pool_of serotonin, serotonin -> gut -> x -> bone, serotonin -> bone"

    assert terms(cuts(drawing, "serotonin", "bone")) == ["x"]


@pytest.mark.parametrize("ends", [{"sources": ("a",)}, {"targets": ("a",)}, {}])
def test_a_cut_needs_both_ends(ends: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(UsageError, match="two ends"):
        find_cuts(PathIndex(drawn("a -> b")), PathQuery(**ends))


def test_what_the_source_raises_is_countered_by_what_lowers_it() -> None:
    found = cuts("a -> b -> c, x -| b, y -> b", "a", "c")

    [block] = found.found[0].blocks
    assert block.moved is Sign.UP
    assert [hop.subject for hop in block.others] == ["x"]


def test_what_the_source_lowers_is_countered_by_what_raises_it() -> None:
    [block] = cuts("a -| b -> c, x -| b, y -> b", "a", "c").found[0].blocks

    assert block.moved is Sign.DOWN
    assert [hop.subject for hop in block.others] == ["y"]


def test_what_is_moved_in_no_one_way_is_countered_by_what_lowers_it() -> None:
    [block] = cuts("a -> b -> c, a -| b, x -| b, y -> b", "a", "c").found[0].blocks

    assert block.moved is Sign.UNKNOWN
    assert [hop.subject for hop in block.others] == ["x"]


def test_a_pole_is_countered_as_it_is_named() -> None:
    drawing = "loss opposite_of mass, a -> loss -> c, x -> mass, y -> loss"

    [block] = cuts(drawing, "a", "c").found[0].blocks

    assert block.term == "loss"
    assert [hop.subject for hop in block.others] == ["x"]


def test_drugs_that_block_a_term_come_before_all_else_and_antagonists_before_drugs() -> None:
    plain = typed(drawn("a -> b -> c, h -| b, d -| b, e -| b"), d="Drug", e="Drug")
    claims = {
        key: replace(claim, predicate="antagonist_of") if claim.subject == "e" else claim
        for key, claim in plain.claims.items()
    }
    corpus = replace(plain, claims=claims)

    [block] = cuts(corpus, "a", "c").found[0].blocks

    assert [hop.subject for hop in block.drugs] == ["e", "d"]
    assert [hop.subject for hop in block.others] == ["h"]


def test_cuts_that_drugs_can_make_come_first() -> None:
    corpus = typed(drawn("a -> b -> c -> e, h -| b, d -| c"), d="Drug")

    assert terms(cuts(corpus, "a", "e")) == ["c", "b"]


def test_a_drug_at_the_receptor_of_a_term_is_named_with_it() -> None:
    corpus = typed(drawn("a -> b -> c, b -> r, d -| r"), d="Drug", r="Receptor")

    [block] = cuts(corpus, "a", "c").found[0].blocks

    assert [(each.receptor.object, each.drug.subject) for each in block.through] == [("r", "d")]
    assert block.drugs == ()


def test_models_without_the_function_of_a_term_are_named_with_their_claims() -> None:
    lost = {"basis": "loss_of_function", "study": "s", "model": "B knock-out"}
    rows = [row("a", "->", "b"), row("b", "->", "c"), row("b", "->", "x", **lost)]

    [block] = cuts(corpus_of(rows), "a", "c").found[0].blocks

    [knockout] = block.knockouts
    assert knockout.model == "B knock-out"
    assert [claim.object for claim in knockout.claims] == ["x"]


def test_what_a_block_would_undo_beside_the_paths_is_listed() -> None:
    found = cuts("a -> b -> c, b -| x -> y, b -> z, a -> z", "a", "c")

    [cut] = found.found
    assert [hop.object for hop in cut.blocks[0].effects] == ["x", "z"]
    assert cut.lost == ("x", "y")


def test_what_is_out_of_reach_for_its_length_alone_is_not_lost() -> None:
    [cut] = cuts("a -> b -> c, b -> x -> y -> z", "a", "c", longest=3).found

    assert cut.lost == ("x", "y")


def test_what_the_sources_move_differently_is_moved_in_no_one_way() -> None:
    query = PathQuery(("a", "b"), ("e",))

    found = find_cuts(PathIndex(drawn("a -> c -> e, b -| c")), query)

    assert found.found[0].blocks[0].moved is Sign.UNKNOWN


def hub(size: int) -> str:
    return ", ".join(f"a -> m{number:03} -> z" for number in range(size))


def test_a_hundred_ways_that_share_no_term_take_a_hundred_terms() -> None:
    found = cuts(hub(100), "a", "z")

    assert found.least == 100
    assert len(found.found) == 1
    assert len(found.severed) == SHOWN
    assert found.count == 100


def test_on_any_budget_a_cut_is_right_or_how_many_terms_it_takes_at_least() -> None:
    corpus = drawn(hub(20))
    by_budget = [cuts(corpus, "a", "z", steps=steps) for steps in range(20, 600, 20)]

    starved = [found for found in by_budget if not found.found]
    assert all(found.exhausted and found.least <= 20 for found in starved)
    assert any(found.least > 0 for found in starved)
    assert all(len(found.found[0].terms) == 20 for found in by_budget if found.found)
    assert by_budget[-1].complete


def test_paths_that_cannot_all_be_counted_are_counted_as_at_least_so_many() -> None:
    names = "bcdefghij"
    drawing = ", ".join(f"{a} -> {b}" for a in names for b in names if a != b)

    found = cuts(f"{drawing}, a -> b, j -> z", "a", "z", longest=11, steps=5_000, k=None)

    assert set(terms(found)) == {"b", "j"}
    assert not found.exhausted
    assert not found.counted


def test_no_more_cuts_are_listed_than_asked_for() -> None:
    found = cuts("a -> b -> c -> d -> e", "a", "e", k=2)

    assert terms(found) == ["b", "c"]
    assert found.more


def test_cuts_that_are_too_many_to_list_are_said_to_be() -> None:
    found = cuts("a -> b -> c -> d -> e", "a", "e", k=None, most=1)

    assert len(found.found) == 1
    assert found.exhausted


def test_stress_reaches_bone_through_norepinephrine_and_propranolol_stops_it_at_its_receptor() -> (
    None
):
    found = curated("chronic_mild_stress", "bone_loss")

    [block] = [b for cut in found.found for b in cut.blocks if b.term == "norepinephrine"]
    assert block.moved is Sign.UP
    assert [(each.receptor.object, each.drug.subject) for each in block.through] == [
        ("ADRB", "propranolol")
    ]


def test_of_the_ways_over_its_receptor_the_cut_that_a_drug_makes_is_first() -> None:
    found = curated("chronic_mild_stress", "bone_loss", via=frozenset(["ADRB"]))

    assert terms(found) == ["ADRB", "norepinephrine"]
    assert [hop.subject for hop in found.found[0].blocks[0].drugs] == ["propranolol"]


def test_the_knock_out_of_the_oxytocin_receptor_is_named_where_it_cuts() -> None:
    found = curated("estrogen", "bone_mass")

    models = {each.model for cut in found.found for b in cut.blocks for each in b.knockouts}
    assert "Oxtr knock-out" in models


def view(found: Cuts, corpus: Corpus) -> CutsView:
    return CutsView(corpus, found)


def shown(drawing: str, **options: Any) -> CutsView:  # noqa: ANN401 - of a query
    corpus = drawn(drawing)
    return CutsView(corpus, cuts(corpus, "a", "e", **options))


@pytest.mark.parametrize(
    ("drawing", "options", "said"),
    [
        ("a -> b -> e", {}, "1 path runs through other terms in up to 6 hops"),
        ("a -> b -> e", {}, "takes a block of 1 term, and 1 set does it"),
        ("a -> b -> c -> e", {}, "and 2 sets do it"),
        ("a -> b -> c -> e", {"k": 1}, "and 1 set does it; there are more"),
        ("a -> b -> c -> e", {"k": None, "most": 1}, "there may be more"),
        ("a -> e", {}, "no path has another term between its ends, so that there is nothing"),
        ("e -> a", {}, "a → e: no path, so that there is nothing to cut"),
        ("a -> b -> e", {"steps": 1}, "stopped at its limit before it found a cut"),
    ],
)
def test_a_summary_says_what_a_cut_takes_and_if_all_are_there(
    drawing: str, options: dict[str, Any], said: str
) -> None:
    assert said in shown(drawing, **options).summary()


def test_a_summary_says_how_many_terms_a_cut_takes_where_none_was_found() -> None:
    corpus = drawn(hub(20))
    starved = next(
        found
        for steps in range(1, 1000)
        if (found := cuts(corpus, "a", "z", steps=steps)).least and not found.found
    )

    assert f"a cut takes {starved.least} or more terms" in view(starved, corpus).summary()


def test_an_outline_says_what_is_known_of_each_block() -> None:
    text = " ".join(rendered(shown("a -> b -> e, x -| b, b -> y, a -> e"), "text").split())

    assert "Not cut: a path with no other term between the ends" in text
    assert "1. block what passes through b • b (raised by a) lowered by: x decreases b [" in text
    assert "beside these paths it: raises y" in text
    assert "Also out of reach of a then: y." in text


def test_an_outline_says_where_nothing_is_known() -> None:
    text = rendered(shown("a -> b -> e"), "text")

    assert "nothing known counters that: no claim says by what it is lowered" in text
    assert "Nothing else would be out of reach of a." in text


def test_an_outline_of_the_curated_corpus_keeps_to_its_width() -> None:
    found = curated("oxytocin", "bone_mass")

    text = rendered(view(found, kg.load().corpus), "text")

    assert all(len(line) <= 79 for line in text.splitlines())


def test_rows_name_each_block_and_each_claim_on_it() -> None:
    columns, rows = shown("a -> b -> e, x -| b, b -> y").rows()

    named = [dict(zip(columns, row_, strict=True)) for row_ in rows]
    assert [(each["term"], each["what"]) for each in named] == [
        ("b", "block"), ("b", "other"), ("b", "effect"), ("y", "lost"),
    ]  # fmt: skip
    assert named[1]["predicate"] == "decreases"
    assert {each["moved"] for each in named[:3]} == {"raised"}


def test_records_hold_all_that_is_known_of_a_block() -> None:
    corpus = typed(drawn("a -> b -> c, b -> r, d -| r, x -| b"), d="Drug", r="Receptor")
    shown_ = view(cuts(corpus, "a", "c"), corpus)

    [record] = shown_.records()
    [block] = record["blocks"]
    assert record["terms"] == ["b"]
    assert block["moved"] == "up"
    assert [hop["subject"] for hop in block["others"]] == ["x"]
    assert block["through"][0]["drug"]["subject"] == "d"
    assert shown_.head()["paths"] == 1


def test_markdown_names_the_paths_that_cannot_be_cut() -> None:
    text = rendered(shown("a -> b -> e, a -> e"), "markdown")

    assert "| 1 | b (raised) | nothing known counters that" in text
    assert "Not cut: a path" in text
