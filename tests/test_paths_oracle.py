"""The search equals a brute-force search on every small graph and for every option."""

from __future__ import annotations

from dataclasses import replace
from math import log, prod
from typing import TYPE_CHECKING, Any

import pytest
from corpora import drawn
from drawings import CAUSAL, SIGNS, Oracle, asked_of, drawings, queries, seen
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.paths import PathIndex, PathQuery, Rank, find_paths

if TYPE_CHECKING:
    from drawings import Drawing, Row

    from kg.model import Corpus
    from kg.paths import Path

ORDER = {1: 0, -1: 1, 0: 2}
"""Up comes before down, and down before unknown."""


@settings(max_examples=400)
@given(drawings, queries)
def test_the_search_finds_what_a_search_of_every_order_of_all_terms_finds(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)
    paths = find_paths(PathIndex(corpus), query)

    found = [seen(corpus, path, merge=query.scope.merge) for path in paths.found]
    assert set(found) == Oracle(drawing, query).paths()
    assert len(found) == len(set(found))
    assert paths.complete


def merit(corpus: Corpus, path: Path, query: PathQuery) -> tuple[object, ...]:
    """Judge a path anew: the smaller, the better."""
    axes, signs, _ = seen(corpus, path, merge=query.scope.merge)
    worst = max((not hop.coherent, hop.strength.tier) for hop in path.hops)
    cost = sum(round(-log(max(hop.strength.value, 1e-4)) * 1e6) for hop in path.hops)
    place = [axes[0], *((axis, ORDER[sign]) for axis, sign in zip(axes[1:], signs, strict=True))]
    length = len(path.hops)
    first = {
        Rank.TIER: (worst, length),
        Rank.LENGTH: (length, worst),
        Rank.SUPPORT: (cost, length),
    }[query.rank]
    return *first, place


@settings(max_examples=200)
@given(drawings, queries, st.integers(1, 5))
def test_the_first_k_paths_are_the_best_of_all(
    drawing: Drawing, options: dict[str, Any], k: int
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)
    index = PathIndex(corpus)
    everything = find_paths(index, query).found
    paths = find_paths(index, replace(query, k=k))

    assert paths.found == everything[:k]
    assert (paths.more, paths.complete) == (len(everything) > k, len(everything) <= k)


@settings(max_examples=200)
@given(drawings, queries)
def test_paths_come_in_the_order_that_is_asked_for(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)

    found = find_paths(PathIndex(corpus), query).found
    merits = [merit(corpus, path, query) for path in found]
    assert merits == sorted(merits)


@given(drawings, queries, st.integers(1, 60), st.integers(1, 5))
def test_a_search_cut_short_says_so_and_finds_the_best_until_then(
    drawing: Drawing, options: dict[str, Any], steps: int, k: int
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)
    index = PathIndex(corpus)
    everything = find_paths(index, query).found
    paths = find_paths(index, replace(query, k=k, steps=steps))

    assert paths.found == everything[: len(paths.found)]
    assert paths.exhausted or paths.found == everything[:k]
    assert not paths.more or len(everything) > k
    assert not paths.complete or paths.found == everything


@given(drawings, queries, st.integers(1, 5))
def test_all_paths_are_listed_up_to_as_many_as_are_allowed(
    drawing: Drawing, options: dict[str, Any], most: int
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)
    index = PathIndex(corpus)
    everything = find_paths(index, query).found
    paths = find_paths(index, replace(query, most=most))

    assert paths.found == everything[:most]
    assert (paths.more, paths.exhausted) == (False, len(everything) > most)


@given(drawings, queries)
def test_each_hop_is_shown_with_the_sign_it_has_between_the_terms_shown(
    drawing: Drawing, options: dict[str, Any]
) -> None:
    corpus, query = drawing.corpus(), asked_of(drawing, options)
    ends = {
        end: {pool for term in terms for pool in (term, *corpus.pools(term))}
        for end, terms in ((0, query.sources), (-1, query.targets))
    }

    for path in find_paths(PathIndex(corpus), query).found:
        assert all(path.terms[at] in shown for at, shown in ends.items() if shown)
        assert path.sign == prod(int(hop.sign) for hop in path.hops)
        for hop in path.hops if not query.scope.merge else ():
            for claim in hop.claims:
                ways = [(claim.subject, claim.object)]
                if corpus.predicate(claim).symmetric:
                    ways.append((claim.object, claim.subject))
                signs = {
                    SIGNS[claim.predicate]
                    * _turn(corpus, hop.subject, start)
                    * _turn(corpus, hop.object, end)
                    for start, end in ways
                    if corpus.pole(start)[0] == corpus.pole(hop.subject)[0]
                    and corpus.pole(end)[0] == corpus.pole(hop.object)[0]
                }
                assert hop.sign in signs


def _turn(corpus: Corpus, shown: str, said: str) -> int:
    return int(corpus.pole(shown)[1] * corpus.pole(said)[1])


@given(drawings, st.data())
def test_removing_a_row_never_adds_a_path(drawing: Drawing, data: st.DataObject) -> None:
    kept = [cells for cells in drawing.rows if cells["predicate"] in CAUSAL]
    at = data.draw(st.integers(0, max(0, len(kept) - 1)))
    fewer = [cells for cells in drawing.rows if cells not in kept[at : at + 1]]
    query = asked_of(drawing, {})

    def chains(rows: list[Row]) -> set[tuple[tuple[str, ...], tuple[int, ...]]]:
        corpus = drawing._replace(rows=rows).corpus()
        return {seen(corpus, path)[:2] for path in find_paths(PathIndex(corpus), query).found}

    assert chains(fewer) <= chains(drawing.rows)


@given(drawings)
def test_every_causal_claim_that_is_firm_is_a_path_of_one_hop(drawing: Drawing) -> None:
    index = PathIndex(drawing.corpus())
    query = PathQuery(rank=Rank.LENGTH, k=1)
    oracle = Oracle(drawing, query)

    for cells in filter(oracle.carries, drawing.rows):
        ends = cells["subject"], cells["object"]
        first = find_paths(index, replace(query, sources=ends[:1], targets=ends[1:])).found
        apart = oracle.pole(ends[0])[0] != oracle.pole(ends[1])[0]
        assert [path.length for path in first] == [1] or not apart


def test_a_path_needs_an_end() -> None:
    with pytest.raises(UsageError, match="a path needs an end"):
        find_paths(PathIndex(drawn("a -> b")), PathQuery())
