"""What differs between two contexts, on small drawings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from corpora import corpus_of, row

from kg.errors import UsageError
from kg.model import Context, Sign
from kg.paths import PathIndex, PathQuery
from kg.reasoning.difference import Difference, Fate, find_difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FEMALE, MALE = Context(sex=("female",)), Context(sex=("male",))
BOTH = "female|male"


def claims(drawing: str) -> Iterable[dict[str, str]]:
    """Read `a -> b female, b -| c male|female null`: three words, then sex and outcome."""
    for at, claim in enumerate(map(str.split, drawing.split(",")), start=1):
        subject, arrow, object_, *seen = claim
        sex, outcome = [*seen, "", ""][:2]
        yield row(
            subject,
            arrow,
            object_,
            sex="" if sex == "unstated" else sex.replace("both", BOTH),
            outcome=outcome or "supports",
            lines=f"{at}-{at}",
        )


def difference_in(rows: str | Iterable[Mapping[str, str]], **options: object) -> Difference:
    """Compare females with males, from `a` to `z`."""
    drawn = claims(rows) if isinstance(rows, str) else rows
    query = replace(PathQuery(("a",), ("z",)), **options)  # type: ignore[arg-type]
    return find_difference(PathIndex(corpus_of(drawn)), query, FEMALE, MALE)


def fates(difference: Difference) -> list[tuple[str, str]]:
    return [(" ".join(change.terms), change.fate.value) for change in difference.found]


@pytest.mark.parametrize(
    ("drawing", "fate"),
    [
        ("a -> z both", Fate.KEPT),
        ("a -> z female, a -> z male", Fate.KEPT),
        ("a -> z both, a -| z male", Fate.KEPT),
        ("a -> z female, a -| z male", Fate.TURNED),
        ("a -? z both", Fate.UNCLEAR),
        ("a -> z female, a -? z male", Fate.UNCLEAR),
        ("a -> z male", Fate.GAINED),
        ("a -> z female", Fate.UNSUPPORTED),
        ("a -> z female, a no_effect_on z male null", Fate.LOST),
        ("a -> z female, a -> z male opposes", Fate.LOST),
        ("a -> z female, a no_effect_on z unstated null", Fate.UNSUPPORTED),
        ("a -> z female, a -| z male opposes", Fate.UNSUPPORTED),
        ("a -> z female, a -> z unstated", Fate.UNSUPPORTED),
    ],
)
def test_a_chain_has_the_fate_that_its_evidence_gives_it(drawing: str, fate: Fate) -> None:
    [change] = difference_in(drawing).found

    assert change.fate is fate


def test_every_hop_needs_evidence_in_the_context_for_a_chain_to_be_there() -> None:
    difference = difference_in("a -> b both, b -> z female, a -> c female, c -> z male")

    assert fates(difference) == [("a b z", "unsupported")]
    [missing] = difference.found[0].missing
    assert (missing.hop.subject, missing.hop.object) == ("b", "z")


def test_the_test_that_found_nothing_is_cited() -> None:
    [change] = difference_in("a -> z female, a no_effect_on z male null").found

    [missing] = change.missing
    assert [claim.predicate for claim, _ in missing.against] == ["no_effect_on"]
    assert (missing.beside, missing.silent) == ((), ())


@pytest.mark.parametrize("basis", ["statement", "speculation"])
def test_what_is_only_said_is_no_test(basis: str) -> None:
    rows = [
        row("a", "->", "z", sex="female"),
        row("a", "no_effect_on", "z", sex="male", outcome="null", basis=basis, lines="2-2"),
    ]
    [change] = difference_in(rows).found

    assert change.fate is Fate.UNSUPPORTED
    assert len(change.missing[0].beside) == 1


def test_an_association_is_no_test_of_a_cause_and_stands_beside_it() -> None:
    rows = [
        row("a", "->", "z", sex="female"),
        row("a", "not_correlated_with", "z", sex="male", outcome="null", basis="association"),
    ]
    [change] = difference_in(rows).found

    assert change.fate is Fate.UNSUPPORTED
    assert [claim.predicate for claim, _ in change.missing[0].beside] == ["not_correlated_with"]


def test_evidence_that_states_no_sex_is_named_as_silent() -> None:
    [change] = difference_in("a -> z female, a -> z unstated").found

    assert [claim.predicate for claim, _ in change.missing[0].silent] == ["increases"]


def test_of_what_is_gained_it_is_said_whether_the_first_context_tested_it() -> None:
    [change] = difference_in("a -> z male, a no_effect_on z female null").found

    assert change.fate is Fate.GAINED
    assert len(change.missing[0].against) == 1


def test_a_net_sign_that_is_asked_for_is_wanted_in_either_context() -> None:
    drawing = "a -> z female, a -| z male, a -> b both, b -> z both"

    assert fates(difference_in(drawing, sign=Sign.DOWN)) == [("a z", "turned")]


def test_the_context_of_the_query_holds_on_both_sides() -> None:
    rows = [
        row("a", "->", "z", sex="female", species="mouse"),
        row("a", "->", "z", sex="male", species="rat", lines="2-2"),
    ]
    scope = replace(PathQuery(("a",), ("z",)).scope, context=Context(species=("mouse",)))

    assert fates(difference_in(rows)) == [("a z", "kept")]
    assert fates(difference_in(rows, scope=scope)) == [("a z", "unsupported")]


def test_chains_are_counted_before_they_are_cut() -> None:
    difference = difference_in("a -> z both, a -> b female, b -> z female", k=1)

    assert dict(difference.counts) == {
        **dict.fromkeys(Fate, 0),
        Fate.KEPT: 1,
        Fate.UNSUPPORTED: 1,
    }
    assert (len(difference.found), difference.more, difference.complete) == (1, True, False)


@pytest.mark.parametrize(("first", "second"), [(FEMALE, FEMALE), (FEMALE, Context())])
def test_two_contexts_are_needed(first: Context, second: Context) -> None:
    index = PathIndex(corpus_of(claims("a -> z both")))

    with pytest.raises(UsageError, match="two contexts"):
        find_difference(index, PathQuery(("a",), ("z",)), first, second)
