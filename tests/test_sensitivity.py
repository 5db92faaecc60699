"""The page on strength shows how much each weight matters, as it is now."""

from __future__ import annotations

from sensitivity import PAGE, QUESTIONS, best, refreshed, reweighed, shift

import kg
from kg.paths import PathIndex, PathQuery, find_paths

CORPUS = kg.load().corpus


def test_the_table_of_the_page_is_what_the_weights_give() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert refreshed(text) == text


def test_every_question_of_the_table_has_several_paths() -> None:
    index = PathIndex(CORPUS)

    counts = [
        len(find_paths(index, PathQuery((source,), (target,))).found)
        for source, target in QUESTIONS
    ]
    assert min(counts) > 1


def test_a_weight_that_decides_is_seen_to_decide() -> None:
    without_words = best(reweighed(CORPUS, "rung", "statement", 0.01))

    assert shift(best(CORPUS), without_words) != (0, 0, 0)
    assert shift(best(CORPUS), best(CORPUS)) == (0, 0, 0)
