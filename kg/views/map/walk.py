"""What the path finder inside the page walks on: the hops of the search, under the page's keys.

It takes them from `kg.paths`, so that a page and the command line give the same answers; how a
path is found is written once more in `search.js`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.paths import PathIndex, Scope
from kg.strength import Rung

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Corpus
    from kg.paths import Hop

__all__ = ["Walk", "WalkHop", "walk_of"]


@dataclass(frozen=True, slots=True)
class WalkHop:
    """One hop: from one axis to another with one sign; `subject` and `object` are keys.

    `tier` counts from 0, the best; `sign` is that between the axes, `shown` that between the
    terms as they are named here.
    """

    start: int
    end: int
    sign: int
    shown: int
    tier: int
    value: float
    rung: str
    human: bool
    subject: str
    object: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """All hops in the order of the search, with the axis and pole of each term, and its pools."""

    size: int
    hops: tuple[WalkHop, ...]
    poles: Mapping[str, tuple[int, int]]
    pools: Mapping[str, tuple[str, ...]]


def walk_of(corpus: Corpus, *, term_keys: Mapping[str, str], claim_keys: Mapping[str, str]) -> Walk:
    """Gather the hops that are drawn, as a search without further options walks them.

    Parameters
    ----------
    corpus : Corpus
        Not modified; strengths are judged by all of it.
    term_keys, claim_keys : mapping of str to str
        What the page calls the terms and claims that it shows, by identifier.

    Returns
    -------
    Walk
        A hop is one of it if any claim that carries it is shown. Axes keep their order; they
        count from 0.
    """
    index = PathIndex(corpus)
    curated = index.curated(Scope())
    drawn = [
        number
        for number, hop in enumerate(curated.hops)
        if any(claim.id in claim_keys for claim in hop.claims)
    ]
    steps = [curated.lists.steps[number] for number in drawn]
    axes = sorted({axis for step in steps for axis in (step.start, step.end)})
    numbers = {axis: at for at, axis in enumerate(axes)}
    hops = tuple(
        _hop(
            curated.hops[number],
            (numbers[step.start], numbers[step.end], step.sign),
            term_keys=term_keys,
            claim_keys=claim_keys,
        )
        for number, step in zip(drawn, steps, strict=True)
    )
    poles = {}
    for term, key in term_keys.items():
        axis, pole = index.axis(term)
        number = numbers.get(curated.numbers.get(axis, -1))
        if number is not None:
            poles[key] = (number, int(pole))
    pools = {
        key: tuple(term_keys[pool] for pool in corpus.pools(term) if pool in term_keys)
        for term, key in term_keys.items()
    }
    return Walk(len(axes), hops, poles, {key: found for key, found in pools.items() if found})


def _hop(
    hop: Hop,
    step: tuple[int, int, int],
    *,
    term_keys: Mapping[str, str],
    claim_keys: Mapping[str, str],
) -> WalkHop:
    start, end, sign = step
    return WalkHop(
        start=start,
        end=end,
        sign=int(sign),
        shown=int(hop.sign),
        tier=int(hop.strength.tier),
        value=hop.strength.value,
        rung=hop.rung.words,
        human=hop.rung <= Rung.HUMAN_ASSOCIATION,
        subject=term_keys[hop.subject],
        object=term_keys[hop.object],
        claims=tuple(claim_keys[claim.id] for claim in hop.claims if claim.id in claim_keys),
    )
