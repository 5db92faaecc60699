"""Feedback loops: which there are, what they do, and how they are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from corpora import drawn

import kg
from kg.errors import UsageError
from kg.paths import PathIndex, PathQuery, Rank, Scope
from kg.reasoning.loops import Feedback, Loops, feedback, find_loops
from kg.views.forms import rendered
from kg.views.loops import LoopsView

if TYPE_CHECKING:
    from kg.model import Corpus

RINGS = "a -> b -| c -> a, c -> d -| c, d -? a, b -> b"


def loops(drawing: str | Corpus, **options: Any) -> Loops:  # noqa: ANN401 - of a query
    corpus = drawn(drawing) if isinstance(drawing, str) else drawing
    return find_loops(PathIndex(corpus), PathQuery(**{"rank": Rank.LENGTH} | options))


def rounds(found: Loops) -> list[str]:
    return [" ".join(loop.terms) for loop in found.found]


def typed(corpus: Corpus, **types: str) -> Corpus:
    terms = {
        name: replace(term, type=types.get(name, term.type)) for name, term in corpus.terms.items()
    }
    return replace(corpus, terms=terms)


@pytest.mark.parametrize(
    ("drawing", "kind"),
    [
        ("a -> b -> a", Feedback.REINFORCING),
        ("a -| b -| a", Feedback.REINFORCING),
        ("a -> b -| a", Feedback.BALANCING),
        ("a -| b -? a", Feedback.UNKNOWN),
        ("a -| a", Feedback.BALANCING),
    ],
)
def test_the_signs_along_a_loop_say_what_it_does_to_a_change(drawing: str, kind: Feedback) -> None:
    [loop] = loops(drawing).found

    assert feedback(loop) is kind


def test_a_loop_comes_once_and_starts_at_the_first_of_its_terms() -> None:
    found = loops("c -> b -> a -> c")

    assert rounds(found) == ["a c b a"]
    assert found.complete


def test_a_loop_starts_at_a_term_that_is_named() -> None:
    assert rounds(loops("c -> b -> a -> c", via=frozenset("b"))) == ["b a c b"]


def test_a_loop_passes_every_term_that_is_named() -> None:
    assert rounds(loops(RINGS, via=frozenset("ab"))) == ["a b c a", "a b c d a"]


def test_a_loop_starts_with_the_pole_that_is_named() -> None:
    drawing = "loss opposite_of mass, mass -| stress -> loss"

    assert rounds(loops(drawing, via=frozenset(["loss"]))) == ["loss stress loss"]
    assert rounds(loops(drawing, via=frozenset(["mass"]))) == ["mass stress mass"]


def test_what_a_term_does_to_its_opposite_is_a_loop_of_one_hop() -> None:
    [loop] = loops("loss opposite_of mass, mass -> loss").found

    assert loop.length == 1
    assert feedback(loop) is Feedback.BALANCING


def test_parallel_hops_of_opposite_sign_make_two_loops() -> None:
    found = loops("a -> b -> a, a -| b")

    assert [feedback(loop) for loop in found.found] == [Feedback.REINFORCING, Feedback.BALANCING]


def test_a_substance_that_is_named_stands_for_its_pools() -> None:
    drawing = "gut pool_of serotonin, gut -> bone -> gut, serotonin -> bone"

    assert rounds(loops(drawing, via=frozenset(["serotonin"]))) == ["gut bone gut"]


def test_merged_pools_close_loops_that_run_over_two_of_them() -> None:
    drawing = "brain pool_of serotonin, gut pool_of serotonin, gut -> bone -> brain"

    apart = loops(drawing)
    merged = loops(drawing, scope=Scope(merge=True))

    assert rounds(apart) == []
    assert rounds(merged) == ["bone serotonin bone"]


def test_a_term_to_avoid_is_in_no_loop() -> None:
    assert rounds(loops(RINGS, avoid=frozenset("d"))) == ["b b", "a b c a"]


def test_classes_hold_for_all_terms_of_a_loop_but_those_that_are_named() -> None:
    corpus = typed(drawn("a -> b -> a, c -> d -> c"), a="Drug")
    no_drugs = {"avoid_types": frozenset(["Drug"])}

    assert rounds(loops(corpus, **no_drugs)) == ["c d c"]
    assert rounds(loops(corpus, via=frozenset("a"), **no_drugs)) == ["a b a"]


def test_a_loop_counts_all_its_hops_towards_the_longest() -> None:
    assert rounds(loops("a -> b -> c -> a", longest=2)) == []
    assert rounds(loops("a -> b -> c -> a", longest=3)) == ["a b c a"]


def test_a_loop_has_no_ends() -> None:
    with pytest.raises(UsageError, match="via"):
        loops("a -> b -> a", sources=("a",))


def test_without_a_way_back_there_is_no_loop() -> None:
    found = loops("a -> b -> c, a -> c")

    assert found.found == ()
    assert found.complete


def test_a_corpus_without_claims_has_no_loop() -> None:
    assert loops("loss opposite_of mass").complete


def everything(size: int) -> str:
    names = [f"n{number:02}" for number in range(size)]
    return ", ".join(f"{a} -> {b}" for a in names for b in names if a != b)


@pytest.mark.parametrize("rank", Rank)
def test_the_best_of_very_many_loops_are_found_within_the_budget(rank: Rank) -> None:
    found = loops(everything(16), rank=rank, longest=16, k=3, steps=400_000)

    assert rounds(found) == ["n00 n01 n00", "n00 n02 n00", "n00 n03 n00"]
    assert found.more
    assert not found.exhausted


def test_a_search_that_spends_its_budget_says_so_and_keeps_what_it_found() -> None:
    found = loops(everything(12), longest=12, k=None, steps=5_000)

    assert found.exhausted
    assert not found.complete
    assert rounds(found)[0] == "n00 n01 n00"


def test_a_search_that_lists_as_many_as_it_may_says_that_there_are_more() -> None:
    found = loops(everything(5), k=None, most=4)

    assert len(found.found) == 4
    assert found.exhausted


def test_the_oxytocin_that_osteoblasts_make_acts_back_on_them() -> None:
    kb = kg.load()

    found = find_loops(kb.index, PathQuery(via=frozenset(["oxytocin"])))

    assert rounds(found) == ["local_oxytocin OXTR osteoblast local_oxytocin"]
    assert feedback(found.found[0]) is Feedback.REINFORCING


def view(drawing: str, **options: Any) -> LoopsView:  # noqa: ANN401 - of a query
    return LoopsView(drawn(drawing), loops(drawing, **options))


def test_a_summary_counts_loops_by_what_they_do() -> None:
    summary = view(RINGS).summary()

    assert summary == "feedback loops: 1 reinforcing, 2 balancing, 1 of unknown sign"


def test_a_summary_says_when_there_are_more_or_may_be() -> None:
    assert view(RINGS, k=1).summary().endswith("; these are the best, there are more")
    assert view(everything(5), k=None, most=4).summary().endswith("there may be more")


def test_a_summary_names_what_loops_must_pass() -> None:
    assert (
        view("a -> b -> c", via=frozenset("ab")).summary() == "feedback loops through a and b: none"
    )


def test_an_outline_reads_each_loop_out_with_its_evidence() -> None:
    text = rendered(view("a -> b -| a"), "text")

    assert "1. balancing, " in text
    assert "a ─+→ b ─−→ a" in text
    assert "a change in a would come back to counter itself" in " ".join(text.split())
    assert "• b decreases a" in text
    assert all(len(line) <= 79 for line in text.splitlines())


def test_the_other_forms_say_what_each_loop_does() -> None:
    loops_ = view("a -> b -| a")

    columns, [first, second] = loops_.rows()
    assert columns[:2] == ("feedback", "loop")
    assert first[:2] == second[:2] == ("balancing", "1")
    assert loops_.records()[0]["feedback"] == "balancing"
    assert loops_.head() == {"via": [], "rank": "length", "complete": True}
    assert loops_.table()[1][0][1] == "balancing"
    assert "1. balancing" in rendered(loops_, "markdown")
