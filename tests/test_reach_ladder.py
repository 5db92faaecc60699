"""In whom the hops of a path were seen."""

from __future__ import annotations

import pytest
from corpora import corpus_of, row, traced

from kg.model import Questions
from kg.reasoning.ladder import Ladder, ladder_of
from kg.strength import Rung


def ladder_in(*rows: dict[str, str]) -> Ladder:
    """Climb the first path from `a` to `z`."""
    corpus = corpus_of(rows)
    return ladder_of(corpus, traced(corpus, "a", "z").found[0], questions=Questions(corpus))


@pytest.mark.parametrize(
    ("cells", "rung"),
    [
        ({"species": "human"}, Rung.HUMAN_INTERVENTION),
        ({"species": "mouse"}, Rung.ANIMAL),
        ({"species": "human", "basis": "in_vitro"}, Rung.CELL),
        ({"species": "human", "basis": "statement"}, Rung.STATEMENT),
    ],
)
def test_a_hop_stands_on_the_rung_of_its_best_evidence(cells: dict[str, str], rung: Rung) -> None:
    [step] = ladder_in(row("a", "->", "z", **cells)).steps

    assert step.rung is rung
    assert step.human == (rung is Rung.HUMAN_INTERVENTION)
    assert step.species == (cells["species"],)


def test_human_evidence_stops_at_the_first_hop_without_it() -> None:
    ladder = ladder_in(
        row("a", "->", "b", species="human"),
        row("b", "->", "c", species="mouse"),
        row("c", "->", "z", species="human"),
    )

    assert [step.human for step in ladder.steps] == [True, False, True]
    assert ladder.human_until == 1


@pytest.mark.parametrize(
    ("ends", "predicate", "stands"),
    [
        (("a", "z"), "positively_correlated_with", True),
        (("a", "loss"), "negatively_correlated_with", True),
        (("a", "z"), "negatively_correlated_with", False),
        (("a", "z"), "associated_with", False),
        (("a", "b"), "positively_correlated_with", False),
    ],
)
def test_an_association_in_people_that_agrees_stands_beside_a_hop(
    ends: tuple[str, str],
    predicate: str,
    stands: bool,  # noqa: FBT001
) -> None:
    ladder = ladder_in(
        row("a", "->", "z", species="mouse"),
        row(ends[0], predicate, ends[1], basis="association", species="human"),
        row("a", "->", "b"),
        row("loss", "opposite_of", "z"),
    )

    assert bool(ladder.steps[0].associations) == stands
    assert ladder.human_until == stands


@pytest.mark.parametrize(
    "cells", [{"species": "mouse"}, {"species": "human", "outcome": "opposes"}]
)
def test_an_association_in_animals_or_one_that_is_denied_does_not(cells: dict[str, str]) -> None:
    told = row("a", "positively_correlated_with", "z", basis="association", **cells)

    assert ladder_in(row("a", "->", "z"), told).human_until == 0


@pytest.mark.parametrize(
    ("first", "second", "only"),
    [
        ({"sex": "female"}, {"sex": "female"}, "female"),
        ({"sex": "female"}, {"sex": "male"}, ""),
        ({"sex": "female"}, {"sex": ""}, ""),
        ({"sex": "female"}, {"sex": "", "basis": "statement"}, "female"),
        ({"sex": "female|male"}, {"sex": "female|male"}, ""),
        ({"sex": "female", "basis": "statement"}, {"sex": "female", "basis": "statement"}, ""),
    ],
)
def test_a_hop_that_every_test_shows_in_one_sex_was_tested_in_that_alone(
    first: dict[str, str], second: dict[str, str], only: str
) -> None:
    rows = [row("a", "->", "z", **first), row("a", "->", "z", lines="2-2", **second)]

    assert ladder_in(*rows).steps[0].only_sex == only


def test_a_test_in_the_other_sex_that_found_nothing_is_a_test_of_the_hop() -> None:
    shown = row("a", "->", "z", sex="female")
    nothing = row("a", "no_effect_on", "z", outcome="null", lines="2-2", sex="male")

    assert ladder_in(shown).steps[0].only_sex == "female"
    assert ladder_in(shown, nothing).steps[0].only_sex == ""
