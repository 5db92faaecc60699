"""Why there is no path, on small drawings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from corpora import corpus_of, drawn, row

from kg.errors import UsageError
from kg.model import Context, Gap, Lines, Sign
from kg.paths import PathIndex, PathQuery, Scope
from kg.reasoning.absence import Absence, explain_absence

if TYPE_CHECKING:
    from kg.model import Corpus

MICE = Scope(context=Context(species=("mouse",)))


def absence_in(corpus: Corpus | str, **options: Any) -> Absence:  # noqa: ANN401
    """Explain why there is no path from `a` to `z`."""
    made = drawn(corpus) if isinstance(corpus, str) else corpus
    return explain_absence(PathIndex(made), replace(PathQuery(("a",), ("z",)), **options))


def given_up(absence: Absence) -> list[list[str]]:
    """Write what would have to go, as kinds and values."""
    return [
        [" ".join([each.kind, *each.values]) for each in relaxed.constraints]
        for relaxed in absence.relaxed
    ]


def bridges(absence: Absence) -> list[str]:
    return [f"{bridge.start} {bridge.end}" for bridge in absence.bridges]


@pytest.mark.parametrize(
    ("drawing", "options", "constraint"),
    [
        ("a -> z", {"sign": Sign.DOWN}, "sign −"),
        ("a -> b -> z", {"longest": 1}, "longest 1"),
        ("a -> z, y -> z", {"via": frozenset("y")}, "via y"),
        ("a -> b -> z", {"avoid": frozenset("b")}, "avoid b"),
        ("a -> b -> z", {"types": frozenset({"Cell"})}, "types Cell"),
        ("a -> b -> z", {"avoid_types": frozenset({"Hormone"})}, "avoid_types Hormone"),
        ("a -> z", {"scope": Scope(predicates=frozenset({"decreases"}))}, "predicates decreases"),
        ("a -> z", {"scope": Scope(mechanisms=frozenset({"x"}))}, "mechanisms x"),
        ("a -> z", {"scope": Scope(sources=frozenset({"x"}))}, "sources x"),
        ("a -> z, y -> z", {"scope": Scope(sites=frozenset("y"))}, "sites y"),
        ("a -> z", {"scope": MICE}, "species mouse"),
        ("a -> z", {"scope": Scope(context=Context(stage=("aged",)))}, "stage aged"),
        ("a -> z", {"scope": Scope(context=Context(model=("x", "y")))}, "model x y"),
        ("a positively_correlated_with z", {}, "association"),
        ("a -> b, b part_of z", {}, "structure"),
        ("a -> p, q -> z, p pool_of s, q pool_of s", {}, "pools"),
    ],
)
def test_the_constraint_that_removed_the_last_path_is_named(
    drawing: str, options: dict[str, Any], constraint: str
) -> None:
    assert given_up(absence_in(drawing, **options)) == [[constraint]]


@pytest.mark.parametrize(
    ("cells", "constraint"),
    [({"certainty": "open"}, "certainty suggested"), ({"basis": "speculation"}, "guesses")],
)
def test_what_never_counts_unless_asked_for_is_named_too(
    cells: dict[str, str], constraint: str
) -> None:
    assert given_up(absence_in(drawn("a -> z", **cells))) == [[constraint]]


def test_the_best_path_that_it_would_give_is_shown() -> None:
    [relaxed] = absence_in("a -> b -> z, a -> z", sign=Sign.DOWN).relaxed

    assert relaxed.path.terms == ("a", "z")


def test_two_constraints_are_named_where_none_alone_suffices() -> None:
    absence = absence_in("a -> z, y -> z", sign=Sign.DOWN, via=frozenset("y"))

    assert given_up(absence) == [["sign −", "via y"]]


def test_more_are_named_where_no_two_suffice() -> None:
    absence = absence_in("a -> z, y -> z", sign=Sign.DOWN, via=frozenset("y"), scope=MICE)

    assert given_up(absence) == [["sign −", "via y", "species mouse"]]


def test_what_cannot_be_helped_is_hopeless() -> None:
    absence = absence_in("z -> a", sign=Sign.UP)

    assert absence.hopeless
    assert absence.relaxed == ()


def test_a_path_from_a_term_to_its_opposite_cannot_be() -> None:
    absence = absence_in("a -> b, z -> b, a opposite_of z")

    assert absence.same
    assert (absence.relaxed, absence.bridges) == ((), ())


def test_an_end_without_hops_is_named_with_whether_the_corpus_speaks_of_it() -> None:
    [leaving, entering] = absence_in(drawn("z -> b, a -> c", certainty="open")).bare

    assert (leaving.term, leaving.leaves, leaving.spoken_of) == ("a", True, True)
    assert (entering.term, entering.leaves, entering.spoken_of) == ("z", False, False)


def test_how_far_one_gets_from_either_side_is_told_the_nearest_first() -> None:
    absence = absence_in("a -> c -> b, y -> x -> z")

    assert [(each.term, each.ways[0].shortest) for each in absence.reached] == [("c", 1), ("b", 2)]
    assert [(each.term, each.ways[0].shortest) for each in absence.reaching] == [
        ("x", 1),
        ("y", 2),
    ]


@pytest.mark.parametrize(
    ("predicate", "cells"),
    [
        ("positively_correlated_with", {"basis": "association"}),
        ("associated_with", {"basis": "association"}),
        ("->", {"basis": "speculation"}),
        ("->", {"certainty": "open"}),
        ("->", {"outcome": "opposes"}),
        ("no_effect_on", {"outcome": "null"}),
    ],
)
def test_what_the_graph_holds_on_a_missing_hop_is_shown(
    predicate: str, cells: dict[str, str]
) -> None:
    rows = [row("a", "->", "b"), row("b", predicate, "y", **cells), row("y", "->", "z")]
    [bridge] = absence_in(corpus_of(rows)).bridges

    assert (bridge.start, bridge.end, bridge.length) == ("b", "y", 3)
    assert [claim.subject for claim, _ in bridge.held] == ["b"]
    assert bridge.before
    assert bridge.after
    assert (bridge.before.terms, bridge.after.terms) == (("a", "b"), ("y", "z"))


def test_where_a_thing_is_and_what_it_binds_is_no_lead() -> None:
    rows = [row("a", "->", "b"), row("b", "binds", "y"), row("y", "->", "z")]

    assert bridges(absence_in(corpus_of(rows))) == ["a z"]


def test_support_comes_before_what_speaks_against_and_that_before_gaps() -> None:
    rows = [
        *(row("a", "->", end) for end in "bcd"),
        *(row(end, "->", "z") for end in "wxy"),
        row("b", "->", "w", certainty="open"),
        row("c", "no_effect_on", "x", outcome="null"),
    ]
    corpus = with_gap(corpus_of(rows), "d", "y")

    assert bridges(absence_in(corpus)) == ["b w", "c x", "d y"]


def test_a_gap_that_names_one_term_counts_where_there_is_nothing_else() -> None:
    absence = absence_in(with_gap(drawn("a -> b, y -> z, c -> c"), "b", "c"))

    assert bridges(absence) == ["b z"]
    assert [gap.id for gap in absence.bridges[0].gaps] == ["gap"]


def test_where_nothing_is_known_only_the_hop_from_end_to_end_is_named() -> None:
    [bridge] = absence_in("a -> b, y -> z").bridges

    assert (bridge.start, bridge.end, bridge.held, bridge.gaps) == ("a", "z", (), ())


def test_a_bridge_has_the_sign_that_the_path_needs() -> None:
    rows = [row("a", "-|", "b"), row("b", "->", "y", certainty="open"), row("y", "->", "z")]
    [down] = absence_in(corpus_of(rows), sign=Sign.DOWN).bridges
    [up] = absence_in(corpus_of(rows), sign=Sign.UP).bridges

    assert (down.start, down.end, down.sign) == ("b", "y", Sign.UP)
    assert (up.start, up.end, up.sign) == ("a", "z", Sign.UP)


def test_a_bridge_would_keep_to_the_length_and_pass_what_must_be_passed() -> None:
    rows = [
        row("a", "->", "b"),
        row("b", "->", "y", certainty="open"),
        row("y", "->", "z"),
        row("v", "->", "v"),
    ]
    corpus = corpus_of(rows)

    assert bridges(absence_in(corpus, longest=2)) == ["a z"]
    assert bridges(absence_in(corpus, via=frozenset("y"))) == ["b y"]
    assert bridges(absence_in(corpus, via=frozenset("v"))) == []


def test_what_was_not_tried_to_the_end_is_told() -> None:
    absence = absence_in("a -> b -> c, x -> y -> z", steps=1)

    assert absence.undecided
    assert not absence.hopeless


def test_a_path_that_is_there_cannot_be_missed() -> None:
    with pytest.raises(UsageError, match="there is a path"):
        absence_in("a -> z")


def with_gap(corpus: Corpus, *terms: str) -> Corpus:
    gap = Gap("gap", "What of it?", "untested", terms, "source", Lines(1, 1), "")
    return replace(corpus, gaps={"gap": gap})
