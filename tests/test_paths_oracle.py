"""The search equals a brute-force search on every small graph and for every option."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations, product
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from corpora import corpus_of, row
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Certainty, Corpus, Sign
from kg.paths import PathQuery, find_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths import Path

EVERYTHING = PathQuery(k=10**9, longest=7)
SIGNS = {"increases": 1, "decreases": -1, "acts_on": 0}

Row = dict[str, str]
Found = tuple[tuple[str, ...], tuple[int, ...], tuple[frozenset[str], ...]]


class Drawing(NamedTuple):
    """The rows of a corpus, and the two ends between which paths are sought."""

    rows: list[Row]
    source: str
    target: str


PLAIN = {"site": "", "species": "", "sex": ""}
EVIDENCE = (
    *[PLAIN] * 4,
    *[{"study": "s", "species": "mouse", "sex": "female"}] * 4,
    {"certainty": "suggested"},
    {"certainty": "suggested", "study": "s"},
    {"study": "t", "species": "mouse|rat"},
    {"study": "u", "basis": "statement", "site": "a", "sex": "male"},
    {"species": "mouse"},
    {"certainty": "open"},
    {"basis": "speculation"},
    {"outcome": "opposes"},
)
PREDICATES = ("->", "->", "->", "-|", "-|", "-|", "-?", "positively_correlated_with")


def drawing_of(seed: int) -> Drawing:
    """Draw a graph of up to 7 terms, some of them polar pairs, some of them pools.

    Hypothesis alone draws mostly graphs without a path; a seed gives every density.
    """
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    names = "abcdefg"[: chance.randint(3, 7)]
    free = chance.sample(names, len(names))
    structure = []
    for predicate in chance.choices(["opposite_of", "pool_of"], k=chance.randint(0, 3)):
        if len(free) > 2:
            object_ = free.pop() if predicate == "opposite_of" else free[0]
            structure.append(row(free.pop(), predicate, object_))
    claims = []
    for at in range(1, chance.randint(len(names), 5 * len(names)) + 1):
        ends = chance.choices(names, k=2)
        cells = PLAIN | chance.choice(EVIDENCE) | {"lines": f"{at}-{at}"}
        claims.append(row(ends[0], chance.choice(PREDICATES), ends[1], **cells))
    # A claim that names every term, so that each is one of the corpus.
    named = [row(name, "no_effect_on", name, outcome="null") for name in names]
    source, target = chance.sample(names, 2)
    return Drawing([*structure, *claims, *named], source, target)


def query_of(seed: int) -> PathQuery:
    """Draw a query with up to two constraints, so that many of them leave some path."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    options: dict[str, Any] = {
        "sign": chance.choice(list(Sign)),
        "longest": chance.randint(1, 4),
        "via": frozenset(chance.choice("abcdefg")),
        "avoid": frozenset(chance.choice("abcdefg")),
        "species": "mouse",
        "sex": "female",
    }
    names = chance.sample(sorted(options), chance.choice([0, 0, 1, 1, 2]))
    return replace(EVERYTHING, **{name: options[name] for name in names})


seeds = st.integers(0, 2**63)
drawings = seeds.map(drawing_of)
queries = seeds.map(query_of)


class Oracle:
    """All paths, found without an index, a distance or a stack: every order of every axis."""

    def __init__(self, drawing: Drawing, query: PathQuery) -> None:
        self.poles = {}
        self.pools: dict[str, list[str]] = {}
        for cells in drawing.rows:
            if cells["predicate"] == "opposite_of":
                self.poles[cells["subject"]] = (cells["object"], -1)
            if cells["predicate"] == "pool_of":
                self.pools.setdefault(cells["object"], []).append(cells["subject"])
        self.query = query
        self.hops: dict[tuple[str, str], dict[int, set[str]]] = {}
        for cells in filter(self.supports, drawing.rows):
            (start, turn), (end, turn_back) = map(self.pole, (cells["subject"], cells["object"]))
            sign = SIGNS[cells["predicate"]] * turn * turn_back
            key = " ".join(cells[name] for name in ("subject", "predicate", "object", "site"))
            self.hops.setdefault((start, end), {}).setdefault(sign, set()).add(key)
        self.names = {self.pole(name)[0] for name in "abcdefg"}
        self.sources, self.targets = map(self.ends, (drawing.source, drawing.target))

    def pole(self, term: str) -> tuple[str, int]:
        return self.poles.get(term, (term, 1))

    def ends(self, term: str) -> dict[str, int]:
        """Map the axes of a term and its pools to the sign with which they are shown."""
        return dict(map(self.pole, [term, *self.pools.get(term, [])]))

    def supports(self, cells: Row) -> bool:
        return (
            cells["predicate"] in SIGNS
            and cells["outcome"] == "supports"
            and cells["certainty"] != "open"
            and cells["basis"] != "speculation"
            and (not self.query.species or self.query.species in cells["species"].split("|"))
            and (not self.query.sex or self.query.sex in cells["sex"].split("|"))
        )

    def chains(self) -> Iterator[tuple[str, ...]]:
        """List every order of distinct axes between the ends, short enough and as asked."""
        for source, target in product(self.sources, self.targets):
            between = sorted(self.names - {source, target})
            for length in range(1, min(self.query.longest, len(between) + 1) + 1):
                for middle in permutations(between, length - 1):
                    chain = (source, *middle, target)
                    passed = {self.pole(term)[0] for term in self.query.via} <= set(chain)
                    avoided = {self.pole(term)[0] for term in self.query.avoid} & set(chain)
                    if source != target and passed and not avoided:
                        yield chain

    def paths(self) -> set[Found]:
        found = set()
        for chain in self.chains():
            steps = [self.hops.get(pair, {}) for pair in pairwise(chain)]
            for signs in product(*steps):
                net = prod(signs) * self.sources[chain[0]] * self.targets[chain[-1]]
                if self.query.sign is None or net == self.query.sign:
                    said = (frozenset(step[sign]) for step, sign in zip(steps, signs, strict=True))
                    found.add((chain, signs, tuple(said)))
        return found


def seen(corpus: Corpus, path: Path) -> Found:
    """Write a path as the oracle does: axes, signs along them, and claims."""
    signs = (
        hop.sign * corpus.pole(hop.subject)[1] * corpus.pole(hop.object)[1] for hop in path.hops
    )
    said = (frozenset(" ".join(claim.key) for claim in hop.claims) for hop in path.hops)
    return tuple(corpus.pole(term)[0] for term in path.terms), tuple(map(int, signs)), tuple(said)


@settings(max_examples=300)
@given(drawings, queries)
def test_the_search_finds_what_a_search_of_every_order_of_all_terms_finds(
    drawing: Drawing, query: PathQuery
) -> None:
    corpus = corpus_of(drawing.rows)
    paths = find_paths(corpus, drawing.source, drawing.target, query=query)

    found = [seen(corpus, path) for path in paths.found]
    assert set(found) == Oracle(drawing, query).paths()
    assert len(found) == len(set(found))
    assert paths.complete


def weight(path: Path) -> tuple[int, bool, int, tuple[str, ...], list[int]]:
    """Judge a path anew from its evidence: the smaller, the better."""
    suggested, studies = False, []
    for hop in path.hops:
        pieces = [piece for claim in hop.evidence for piece in claim]
        suggested |= all(piece.certainty is Certainty.SUGGESTED for piece in pieces)
        studies.append(len({piece.study for piece in pieces} - {""}))
    signs = [-int(hop.sign) for hop in path.hops]
    return len(path.hops), suggested, -min(studies), path.terms, signs


@given(drawings, queries, st.integers(1, 5))
def test_the_first_k_paths_are_the_best_of_all(drawing: Drawing, query: PathQuery, k: int) -> None:
    corpus = corpus_of(drawing.rows)
    everything = find_paths(corpus, drawing.source, drawing.target, query=query).found
    paths = find_paths(corpus, drawing.source, drawing.target, query=replace(query, k=k))

    assert list(everything) == sorted(everything, key=weight)
    assert paths.found == everything[:k]
    assert (paths.more, paths.complete) == (len(everything) > k, len(everything) <= k)


@given(drawings, queries, st.integers(1, 60), st.integers(1, 5))
def test_a_search_cut_short_says_so_and_finds_nothing_that_is_not_there(
    drawing: Drawing, query: PathQuery, steps: int, k: int
) -> None:
    corpus = corpus_of(drawing.rows)
    ends = drawing.source, drawing.target
    everything = find_paths(corpus, *ends, query=query).found
    paths = find_paths(corpus, *ends, query=replace(query, k=k, steps=steps))

    assert set(paths.found) <= set(everything)
    assert list(paths.found) == sorted(paths.found, key=weight)
    assert paths.exhausted or paths.found == everything[:k]
    assert not paths.more or len(everything) > k
    assert not paths.complete or paths.found == everything


@given(drawings, queries)
def test_each_hop_is_shown_with_the_sign_it_has_between_the_terms_shown(
    drawing: Drawing, query: PathQuery
) -> None:
    corpus = corpus_of(drawing.rows)
    shown = {drawing.source, *corpus.pools(drawing.source)}

    for path in find_paths(corpus, drawing.source, drawing.target, query=query).found:
        assert path.terms[0] in shown
        assert path.sign == prod(int(hop.sign) for hop in path.hops)
        for hop in path.hops:
            for claim in hop.claims:
                turned = [
                    corpus.pole(one)[1] * corpus.pole(other)[1]
                    for one, other in ((hop.subject, claim.subject), (hop.object, claim.object))
                ]
                assert hop.sign == SIGNS[claim.predicate] * prod(map(int, turned))


@given(drawings, st.data())
def test_removing_a_row_never_adds_a_path(drawing: Drawing, data: st.DataObject) -> None:
    kept = [cells for cells in drawing.rows if cells["predicate"] in SIGNS]
    at = data.draw(st.integers(0, max(0, len(kept) - 1)))
    fewer = [cells for cells in drawing.rows if cells not in kept[at : at + 1]]

    def chains(rows: list[Row]) -> set[tuple[tuple[str, ...], tuple[int, ...]]]:
        corpus = corpus_of(rows)
        query = EVERYTHING
        found = find_paths(corpus, drawing.source, drawing.target, query=query).found
        return {seen(corpus, path)[:2] for path in found}

    assert chains(fewer) <= chains(drawing.rows)


@given(drawings)
def test_every_causal_claim_that_is_firm_is_a_path_of_one_hop(drawing: Drawing) -> None:
    corpus = corpus_of(drawing.rows)
    oracle = Oracle(drawing, PathQuery())

    for cells in filter(oracle.supports, drawing.rows):
        ends = cells["subject"], cells["object"]
        first = find_paths(corpus, *ends, query=PathQuery(k=1)).found[:1]
        apart = oracle.pole(ends[0])[0] != oracle.pole(ends[1])[0]
        assert [path.length for path in first] == [1] or not apart
