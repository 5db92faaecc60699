"""What may be asked of a search beside its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpora import TableFolder, drawn, traced

from kg.errors import UsageError
from kg.paths import PathQuery, Paths
from kg.tables import read_corpus

if TYPE_CHECKING:
    from kg.model import Corpus


def terms_of(paths: Paths) -> list[str]:
    """Write each path as its terms."""
    return [" ".join(path.terms) for path in paths.found]


@pytest.fixture
def diamond() -> Corpus:
    """Draw two ways from a to z, one of them through a polar pair."""
    return drawn("a -> b -> z, a -> mass -> z, loss opposite_of mass")


@pytest.mark.parametrize(
    ("via", "found"),
    [
        ({"b"}, ["a b z"]),
        ({"loss"}, ["a mass z"]),
        ({"a", "z"}, ["a b z", "a mass z"]),
        ({"b", "mass"}, []),
        ({"nowhere"}, []),
    ],
)
def test_every_path_passes_the_terms_asked_for(
    diamond: Corpus, via: set[str], found: list[str]
) -> None:
    paths = traced(diamond, "a", "z", via=frozenset(via))

    assert (terms_of(paths), paths.complete) == (found, True)


@pytest.mark.parametrize(
    ("avoid", "found"),
    [
        ({"b"}, ["a mass z"]),
        ({"loss"}, ["a b z"]),
        ({"a"}, []),
        ({"z"}, []),
        ({"b", "mass"}, []),
        ({"nowhere"}, ["a b z", "a mass z"]),
    ],
)
def test_no_path_passes_the_terms_to_avoid(
    diamond: Corpus, avoid: set[str], found: list[str]
) -> None:
    paths = traced(diamond, "a", "z", avoid=frozenset(avoid))

    assert (terms_of(paths), paths.complete) == (found, True)


def test_a_term_both_asked_for_and_avoided_leaves_no_path(diamond: Corpus) -> None:
    asked = {"via": frozenset({"mass"}), "avoid": frozenset({"loss"})}

    assert traced(diamond, "a", "z", **asked).found == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"species": "mouse"}, 1),
        ({"species": "mouse", "sex": "female"}, 1),
        ({"species": "rat"}, 0),
        ({"sex": "male"}, 0),
    ],
)
def test_a_hop_counts_in_the_context_that_its_study_states(
    tables: TableFolder, asked: dict[str, str], found: int
) -> None:
    corpus = read_corpus(tables.root)

    assert len(traced(corpus, "oxytocin", "bone_formation", **asked).found) == found


def test_evidence_that_says_nothing_of_species_satisfies_no_species() -> None:
    assert traced(drawn("a -> b"), "a", "b", species="mouse").found == ()


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"k": 0}, "0 paths cannot be listed: ask for 1 or more"),
        ({"k": -1}, "-1 paths cannot be listed: ask for 1 or more"),
        ({"longest": 0}, "no path has 0 hops: allow 1 or more"),
        ({"steps": 0}, "no search takes 0 steps: allow 1 or more"),
    ],
)
def test_a_query_that_no_search_can_answer_is_refused(wanted: dict[str, int], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        PathQuery(**wanted)  # type: ignore[arg-type]  # the keys are those of whole numbers

    assert str(caught.value) == message
