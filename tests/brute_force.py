"""Small random graphs, and all their paths and loops found by trying every order of all terms."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations, product
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from corpora import corpus_of, row
from hypothesis import strategies as st

from kg.model import Context, Sign
from kg.paths import PathIndex, PathQuery, Rank, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.paths import Hop, Path

__all__ = ["Hops", "Question", "Way", "hops_of", "loops", "paths", "questions", "way_of"]

Way = tuple[tuple[str, ...], tuple[int, ...]]
"""A path or loop as the axes that it passes, and the sign of each hop between them."""

Hops = dict[tuple[str, str], dict[int, "Hop"]]
"""The hops between two axes by their sign there."""

PREDICATES = ("->", "->", "->", "-|", "-|", "-|", "-?")
EVIDENCE: tuple[dict[str, str], ...] = (
    {},
    {"study": "s", "species": "mouse"},
    {"study": "s", "species": "mouse", "basis": "loss_of_function", "model": "a knock-out"},
    {"certainty": "suggested", "study": "t"},
    {"basis": "statement"},
)
TYPES = ("Hormone", "Hormone", "Drug", "Receptor")
SCOPES = (Scope(), Scope(), Scope(), Scope(merge=True), Scope(context=Context(species=("mouse",))))


class Question(NamedTuple):
    """A random graph of up to 7 terms, and what is asked of it."""

    index: PathIndex
    query: PathQuery


def question_of(seed: int, *, ends: bool) -> Question:
    """Draw a graph and a query; Hypothesis alone draws mostly graphs without a path."""
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    names = "abcdefg"[: chance.randint(3, 7)]
    free = chance.sample(names, len(names))
    rows = []
    for predicate in chance.choices(["opposite_of", "pool_of"], k=chance.randint(0, 3)):
        if len(free) > 2:
            object_ = free.pop() if predicate == "opposite_of" else free[0]
            rows.append(row(free.pop(), predicate, object_))
    for at in range(1, chance.randint(len(names), 4 * len(names)) + 1):
        start, end = chance.choices(names, k=2)
        cells = chance.choice(EVIDENCE) | {"lines": f"{at}-{at}"}
        rows.append(row(start, chance.choice(PREDICATES), end, **cells))
    # A claim that names every term, so that each is one of the corpus.
    rows += [row(name, "no_effect_on", name, outcome="null") for name in names]
    corpus = corpus_of(rows)
    terms = {name: replace(term, type=chance.choice(TYPES)) for name, term in corpus.terms.items()}
    index = PathIndex(replace(corpus, terms=terms))
    return Question(index, _query_of(chance, names, ends=ends))


def _query_of(chance: Random, names: str, *, ends: bool) -> PathQuery:
    """Draw a query with up to two constraints, so that many of them leave something."""
    options: dict[str, Any] = {
        "sign": chance.choice(list(Sign)),
        "longest": chance.randint(1, 4),
        "via": frozenset(chance.choices(names, k=chance.choice([1, 1, 2]))),
        "avoid": frozenset(chance.choice(names)),
        "types": frozenset({"Substance"}),
        "avoid_types": frozenset({chance.choice(TYPES)}),
    }
    asked = chance.sample(sorted(options), chance.choice([0, 0, 1, 1, 2]))
    source, *targets = chance.sample(names, chance.choice([2, 2, 3]))
    return PathQuery(
        sources=(source,) if ends else (),
        targets=tuple(targets) if ends else (),
        k=None,
        longest=options["longest"] if "longest" in asked else 7,
        scope=chance.choice(SCOPES),
        rank=chance.choice(list(Rank)),
        **{name: options[name] for name in asked if name != "longest"},
    )


def questions(*, ends: bool) -> st.SearchStrategy[Question]:
    """Draw random graphs with a query; with its ends, or with none."""
    return st.integers(0, 2**63).map(lambda seed: question_of(seed, ends=ends))


def axis(question: Question, term: str) -> tuple[str, Sign]:
    return question.index.axis(term, merge=question.query.scope.merge)


def hops_of(question: Question) -> Hops:
    """List the hops that the scope admits."""
    hops: Hops = {}
    for hop in question.index.curated(question.query.scope).hops:
        (start, turn), (end, turn_back) = axis(question, hop.subject), axis(question, hop.object)
        hops.setdefault((start, end), {})[hop.sign * turn * turn_back] = hop
    return hops


def loops(question: Question) -> set[Way]:
    """List all loops that answer a question."""
    hops, via = hops_of(question), _via(question)
    allowed = _axes(hops) - _axes_of(question, question.query.avoid)
    named = frozenset[str]().union(*via)
    allowed -= {each for each in allowed - named if not _fits(question, each)}
    found = set()
    for length in range(1, question.query.longest + 1):
        for order in permutations(sorted(allowed), length):
            first = min(set(order) & via[0], default="") if via else min(order)
            if order[0] == first and all(group & set(order) for group in via):
                found |= set(_signed(hops, (*order, order[0]), question.query.sign))
    return found


def paths(question: Question) -> set[Way]:
    """List all paths that answer a question."""
    hops, via, query = hops_of(question), _via(question), question.query
    allowed = _axes(hops) - _axes_of(question, query.avoid)
    sources, targets = (_poles(question, terms) for terms in (query.sources, query.targets))
    found = set()
    for length in range(1, query.longest + 1):
        for order in permutations(sorted(allowed), length + 1):
            if (
                order[0] in sources
                and order[-1] in targets
                and all(group & set(order) for group in via)
                and all(_fits(question, each) for each in order[1:-1])
            ):
                turn = sources[order[0]] * targets[order[-1]]
                wanted = query.sign if query.sign is None else Sign(query.sign * turn)
                found |= set(_signed(hops, order, wanted))
    return found


def way_of(question: Question, path: Path) -> Way:
    """Write a path as it is written here."""
    signs = (
        hop.sign * axis(question, hop.subject)[1] * axis(question, hop.object)[1]
        for hop in path.hops
    )
    return tuple(axis(question, term)[0] for term in path.terms), tuple(map(int, signs))


def _signed(hops: Hops, order: tuple[str, ...], wanted: Sign | None) -> Iterator[Way]:
    steps = [hops.get(pair, {}) for pair in pairwise(order)]
    for signs in product(*steps):
        if wanted is None or prod(signs) == wanted:
            yield order, tuple(map(int, signs))


def _axes(hops: Hops) -> set[str]:
    return {each for pair in hops for each in pair}


def _axes_of(question: Question, terms: frozenset[str]) -> set[str]:
    return set(question.index.ends(terms, merge=question.query.scope.merge))


def _via(question: Question) -> list[set[str]]:
    return [_axes_of(question, frozenset({term})) for term in sorted(question.query.via)]


def _poles(question: Question, terms: tuple[str, ...]) -> dict[str, Sign]:
    ends = question.index.ends(terms, merge=question.query.scope.merge)
    return {name: axis(question, term)[1] for name, term in ends.items()}


def _fits(question: Question, name: str) -> bool:
    """Tell whether a term has a class that may stand between the ends."""
    corpus, query = question.index.corpus, question.query
    kinds = set(corpus.ontology.lineage(corpus.terms[name].type))
    return not kinds & query.avoid_types and (not query.types or bool(kinds & query.types))
