"""The loops that are found equal those of a search by brute force, for every option."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from brute_force import Question, loops, questions, way_of
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Sign
from kg.paths import Path, Rank
from kg.paths.worth import OUTSIDE
from kg.reasoning.loops import Feedback, feedback, find_loops

WORDS = {1: Feedback.REINFORCING, -1: Feedback.BALANCING, 0: Feedback.UNKNOWN}
ORDER = {1: 0, -1: 1, 0: 2}


def place(question: Question, loop: Path) -> tuple[float | int | tuple[object, ...], ...]:
    """Say where a loop belongs, from what is seen of it alone."""
    axes, signs = way_of(question, loop)
    names = axes[0], tuple((axis, ORDER[sign]) for axis, sign in zip(axes[1:], signs, strict=True))
    grade = max(hop.strength.tier + (not hop.coherent) * OUTSIDE for hop in loop.hops)
    if question.query.rank is Rank.LENGTH:
        return loop.length, grade, names
    if question.query.rank is Rank.TIER:
        return grade, loop.length, names
    return -round(prod(hop.strength.value for hop in loop.hops), 5), loop.length, names


@settings(max_examples=150)
@given(questions(ends=False))
def test_the_loops_are_those_that_a_search_of_every_order_of_all_terms_finds(
    question: Question,
) -> None:
    answer = find_loops(question.index, question.query)

    found = [way_of(question, loop) for loop in answer.found]
    assert answer.complete
    assert len(found) == len(set(found))
    assert set(found) == loops(question)


@settings(max_examples=80)
@given(questions(ends=False))
def test_loops_come_in_the_order_that_is_asked_for(question: Question) -> None:
    found = find_loops(question.index, question.query).found

    assert list(found) == sorted(found, key=lambda loop: place(question, loop))


@settings(max_examples=40)
@given(questions(ends=False), st.integers(1, 4))
def test_fewer_loops_are_the_first_of_all_loops(question: Question, k: int) -> None:
    everything = find_loops(question.index, question.query)

    first = find_loops(question.index, replace(question.query, k=k))

    assert first.found == everything.found[:k]
    assert first.more == (len(everything.found) > k)


@settings(max_examples=40)
@given(questions(ends=False))
def test_a_loop_ends_where_it_starts_and_is_labelled_by_the_signs_along_it(
    question: Question,
) -> None:
    for loop in find_loops(question.index, question.query).found:
        signs = way_of(question, loop)[1]

        assert loop.terms[0] == loop.terms[-1]
        assert loop.sign is Sign(prod(signs))
        assert feedback(loop) is WORDS[prod(signs)]
