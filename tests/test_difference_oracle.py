"""The fate of every chain equals what brute force finds in both contexts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any

from corpora import row
from drawings import SIGNS, Oracle, asked_of, drawing_of, queries
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Context
from kg.paths import PathIndex
from kg.reasoning.difference import Fate, find_difference

if TYPE_CHECKING:
    from drawings import Drawing, Row

    from kg.paths import PathQuery
    from kg.reasoning.difference import Missing

CONTEXTS = (
    (Context(sex=("female",)), Context(sex=("male",))),
    (Context(species=("mouse",)), Context(species=("human",))),
    (Context(species=("human",)), Context(species=("mouse",), sex=("female",))),
)
SEXES = ("female", "male", "female|male", "female|male", "")
SPECIES = ("mouse", "human", "human|mouse", "human|mouse", "")


def compared_of(seed: int) -> Drawing:
    """Draw a graph whose evidence is from both sexes and species, with tests that failed."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    drawing = drawing_of(seed)
    rows = []
    for cells in drawing.rows:
        said = cells.get("outcome") == "supports" and "site" in cells
        seen = {"sex": chance.choice(SEXES), "species": chance.choice(SPECIES), "study": ""}
        rows.append(cells | seen if said else cells)
        if said and chance.random() < 0.3:
            at = 100 + len(rows)
            failed = {"lines": f"{at}-{at}", "outcome": "opposes", "site": ""}
            failed["basis"] = chance.choice(["intervention", "in_vitro", "statement"])
            seen = {"sex": chance.choice(SEXES), "species": chance.choice(SPECIES)}
            ends = cells["subject"], cells["object"]
            if chance.random() < 0.6:
                rows.append(
                    row(ends[0], "no_effect_on", ends[1], **failed | {"outcome": "null"} | seen)
                )
            else:
                rows.append(row(ends[0], cells["predicate"], ends[1], **failed | seen))
    return drawing._replace(rows=rows)


compared = st.integers(0, 2**63).map(compared_of)


def side(query: PathQuery, context: Context) -> PathQuery:
    """Ask for all that is coherent in a context, whatever its net sign."""
    narrowed = query.scope.context.narrowed(context)
    return replace(query, sign=None, scope=replace(query.scope, context=narrowed, prefer=False))


def signs_of(oracle: Oracle) -> dict[tuple[str, ...], set[int]]:
    """Find the net signs of every chain."""
    found: dict[tuple[str, ...], set[int]] = {}
    for chain, signs, _ in oracle.paths():
        net = prod(signs) * oracle.sources[chain[0]] * oracle.targets[chain[-1]]
        found.setdefault(chain, set()).add(net)
    return found


def failed_tests(drawing: Drawing, oracle: Oracle, missing: Missing) -> set[int]:
    """Find the lines of all rows that tested a hop and did not find it."""
    (start, turn), (end, back) = map(oracle.pole, (missing.hop.subject, missing.hop.object))
    return {
        int(cells["lines"].partition("-")[0])
        for cells in drawing.rows
        if cells.get("outcome") in {"null", "opposes"}
        and (oracle.pole(cells["subject"])[0], oracle.pole(cells["object"])[0]) == (start, end)
        and counts(oracle, cells)
        and (cells["outcome"] == "null" or signed(oracle, cells) == missing.hop.sign * turn * back)
    }


def signed(oracle: Oracle, cells: Row) -> int:
    poles = oracle.pole(cells["subject"])[1] * oracle.pole(cells["object"])[1]
    return SIGNS[cells["predicate"]] * poles


def counts(oracle: Oracle, cells: Row) -> bool:
    """Tell whether a row would carry a hop if it had found one, and is more than words."""
    found = cells | {"outcome": "supports", "predicate": "increases"}
    told = cells["basis"] in {"statement", "speculation"} - set(oracle.scope.bases)
    return not told and oracle.carries(found)


@settings(max_examples=200)
@given(compared, queries, st.sampled_from(CONTEXTS))
def test_every_chain_has_the_fate_that_brute_force_gives_it(
    drawing: Drawing, options: dict[str, Any], contexts: tuple[Context, Context]
) -> None:
    query = asked_of(drawing, options)
    query = replace(query, scope=replace(query.scope, predicates=frozenset(), merge=False))
    index = PathIndex(drawing.corpus())
    difference = find_difference(index, query, *contexts)
    oracles = [Oracle(drawing, side(query, context)) for context in contexts]
    first, second = map(signs_of, oracles)

    chains = {
        chain
        for chain in first.keys() | second.keys()
        if query.sign is None or query.sign in first.get(chain, set()) | second.get(chain, set())
    }
    found = {
        tuple(index.corpus.pole(term)[0] for term in change.terms): change
        for change in difference.found
    }
    assert found.keys() == chains
    assert len(difference.found) == len(chains)
    for chain, change in found.items():
        told = [{int(path.sign) for path in paths} for paths in (change.first, change.second)]
        assert told == [first.get(chain, set()), second.get(chain, set())]
        lacking = oracles[0] if not change.first else oracles[1]
        pairs = [(each.hop.subject, each.hop.object) for each in change.missing]
        lacked = [
            pair
            for pair in pairwise(chain)
            if not (change.first and change.second) and pair not in lacking.hops
        ]
        assert [tuple(lacking.pole(end)[0] for end in pair) for pair in pairs] == lacked
        if all(not each.hop.claims or causal(index, each) for each in change.missing):
            for each in change.missing:
                lines = {piece.lines.first for _, piece in each.against if piece.lines}
                assert lines == failed_tests(drawing, lacking, each)
        assert change.fate is expected(*told, any(each.against for each in change.missing))
    counted = Counter(change.fate for change in difference.found)
    assert dict(difference.counts) == {fate: counted[fate] for fate in Fate}
    assert difference.complete


def causal(index: PathIndex, missing: Missing) -> bool:
    return all(index.corpus.predicate(claim).causal for claim in missing.hop.claims)


def expected(first: set[int], second: set[int], tested: bool) -> Fate:  # noqa: FBT001
    """Say what becomes of a chain with some net signs in each context."""
    if not second:
        return Fate.LOST if tested else Fate.UNSUPPORTED
    if not first:
        return Fate.GAINED
    if {1, -1} & first & second:
        return Fate.KEPT
    return Fate.UNCLEAR if 0 in first | second else Fate.TURNED


@given(compared, queries, st.integers(1, 200), st.integers(1, 3))
def test_what_is_said_of_a_chain_holds_however_little_was_searched(
    drawing: Drawing, options: dict[str, Any], steps: int, k: int
) -> None:
    query = asked_of(drawing, options)
    index = PathIndex(drawing.corpus())
    everything = find_difference(index, query, *CONTEXTS[0])
    first_k = find_difference(index, replace(query, k=k), *CONTEXTS[0])
    cut = find_difference(index, replace(query, steps=steps), *CONTEXTS[0])

    assert first_k.found == everything.found[:k]
    assert first_k.more == (len(everything.found) > k)
    assert set(cut.found) <= set(everything.found)
    assert cut.exhausted or cut.found == everything.found
