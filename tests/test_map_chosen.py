"""Which part of a corpus a map draws."""

from __future__ import annotations

from html import escape

import pytest
from corpora import corpus_of, drawn, row

from kg.errors import UsageError
from kg.views.map import page
from kg.views.map.chosen import choose_part
from kg.views.map.drawing import draw_map
from kg.views.map.svg import to_svg


@pytest.mark.parametrize(
    ("terms", "asked", "drawn_claims"),
    [
        (("b",), {}, {"ab", "bc"}),
        (("b",), {"hops": 0}, set()),
        (("a",), {"hops": 2}, {"ab", "bc"}),
        (("a",), {"hops": 9}, {"ab", "bc", "cd"}),
        (("a", "d"), {"hops": 1}, {"ab", "cd", "bc"}),
        ((), {}, {"ab", "bc", "cd", "xy"}),
    ],
)
def test_the_surroundings_of_terms_are_drawn(
    terms: tuple[str, ...], asked: dict[str, int], drawn_claims: set[str]
) -> None:
    corpus = drawn("a -> b -> c -> d, x -| y")

    part = choose_part(corpus, terms, **asked)

    assert {claim.subject + claim.object for claim in part.claims} == drawn_claims
    assert part.notice == ""


def test_the_surroundings_of_a_substance_take_in_its_pools_and_of_a_pole_the_other() -> None:
    corpus = corpus_of(
        [
            row("gut", "pool_of", "serotonin"),
            row("loss", "opposite_of", "mass"),
            row("gut", "->", "a"),
            row("b", "->", "loss", lines="2-2"),
        ]
    )

    assert len(choose_part(corpus, ("serotonin",)).claims) == 1
    assert len(choose_part(corpus, ("mass",)).claims) == 1


def test_the_strongest_claims_are_kept_in_their_order() -> None:
    corpus = corpus_of(
        [
            row("a", "->", "b", basis="speculation"),
            row("c", "->", "d", lines="2-2", species="human"),
            row("e", "->", "f", lines="3-3", basis="statement"),
        ]
    )

    part = choose_part(corpus, strongest=2)

    assert [claim.subject for claim in part.claims] == ["c", "e"]
    assert part.words == "the strongest 2 of 3 claims"
    assert choose_part(corpus, strongest=3) == choose_part(corpus)


def test_what_does_not_fit_is_left_out_weakest_first_and_the_page_says_so() -> None:
    corpus = corpus_of([row("a", "->", "b", basis="speculation"), row("c", "->", "d", lines="2-2")])

    part = choose_part(corpus, most=3)
    sketch = draw_map(corpus, title="", part=part)

    assert [claim.subject for claim in part.claims] == ["c"]
    assert part.notice.startswith("4 terms are too many to draw. These are the strongest 1 of 2")
    for remedy in ("--hops", "--strongest", "kg rdf", "kg build"):
        assert remedy in sketch.notice
    assert sketch.notice[:40] in to_svg(sketch)
    assert escape(sketch.notice, quote=False).replace("'", "&#39;") in page.to_html(sketch)


@pytest.mark.parametrize(
    ("terms", "asked", "wrong"),
    [
        ((), {"hops": 1}, "hops are counted from a term"),
        (("a",), {"hops": -1}, "-1 hops make no sense"),
        ((), {"strongest": 0}, "the strongest 0 claims make no sense"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(
    terms: tuple[str, ...], asked: dict[str, int], wrong: str
) -> None:
    with pytest.raises(UsageError, match=wrong):
        choose_part(drawn("a -> b"), terms, **asked)
