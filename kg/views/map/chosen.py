"""Which part of a corpus a map draws: all of it, the surroundings of some terms, or the strongest.

A browser draws about two thousand boxes well. What does not fit is left out, the weakest
first, and the part says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError
from kg.model import Questions
from kg.strength import judge_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Claim, Corpus

__all__ = ["MOST_BOXES", "Part", "choose_part", "counted"]

MOST_BOXES = 2000
"""Above this a browser no longer draws fast enough to be of use."""

REMEDY = (
    "ask for a part by 'kg map TERM --hops 2' or 'kg map --strongest 500', "
    "or take all of it to another program by 'kg rdf' or 'kg build'"
)


class Part(NamedTuple):
    """The claims that are drawn, in corpus order.

    `words` say which part of the corpus this is, and are empty for all of it. `notice` says
    what was left out that was asked for, and what can be done; it is empty if nothing was.
    """

    claims: tuple[Claim, ...]
    words: str = ""
    notice: str = ""


def choose_part(
    corpus: Corpus,
    terms: Sequence[str] = (),
    *,
    hops: int | None = None,
    strongest: int | None = None,
    most: int | None = None,
) -> Part:
    """Choose what is drawn.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    terms : sequence of str
        Identifiers of the terms whose surroundings are drawn, with their pools and opposites;
        all terms if empty.
    hops : int, optional
        How many claims away from them a term may be, in any direction; 1 if not given.
    strongest : int, optional
        How many claims to keep, the strongest; all if not given.
    most : int, optional
        How many terms to draw at most, `MOST_BOXES` if not given. Claims are kept by strength
        until no more fit.

    Returns
    -------
    Part
        With every claim between the terms chosen, whatever it says; maybe empty.

    Raises
    ------
    UsageError
        If a number is too small, or `hops` is given without a term to start from.
    """
    _check(terms, hops=hops, strongest=strongest)
    claims = tuple(corpus.claims.values())
    words = []
    if terms:
        away = 1 if hops is None else hops
        near = _neighbourhood(corpus, terms, away)
        claims = tuple(claim for claim in claims if {claim.subject, claim.object} <= near)
        words.append(f"within {counted(away, 'hop')} of {', '.join(map(corpus.label, terms))}")
    if strongest is not None and strongest < len(claims):
        words.append(f"the strongest {strongest:,} of {counted(len(claims), 'claim')}")
        claims = _in_order(corpus, _ranked(corpus, claims)[:strongest])
    asked = len(claims)
    boxes = len(_ends(claims))
    most = MOST_BOXES if most is None else most
    if boxes <= most:
        return Part(claims, "; ".join(words))
    claims = _in_order(corpus, _fitting(_ranked(corpus, claims), most))
    notice = (
        f"{boxes:,} terms are too many to draw. These are the strongest {len(claims):,} of "
        f"{counted(asked, 'claim')}: {REMEDY}."
    )
    return Part(claims, "; ".join(words), notice)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _check(terms: Sequence[str], *, hops: int | None, strongest: int | None) -> None:
    if hops is not None and not terms:
        raise UsageError("hops are counted from a term: name one, as in 'kg map OXTR --hops 2'")
    if hops is not None and hops < 0:
        raise UsageError(f"{hops} hops make no sense: use 0 or more")
    if strongest is not None and strongest < 1:
        raise UsageError(f"the strongest {strongest} claims make no sense: use 1 or more")


def _neighbourhood(corpus: Corpus, terms: Sequence[str], hops: int) -> set[str]:
    """Find the terms at most so many claims away from some terms, these included."""
    beside: dict[str, set[str]] = {}
    for claim in corpus.claims.values():
        beside.setdefault(claim.subject, set()).add(claim.object)
        beside.setdefault(claim.object, set()).add(claim.subject)
    found = {same for term in terms for same in (term, *corpus.pools(term))}
    found |= {other for term in terms if (other := corpus.opposite(term))}
    rim = found
    for _ in range(hops):
        rim = {other for term in rim for other in beside.get(term, ())} - found
        if not rim:
            break
        found = found | rim
    return found


def _ranked(corpus: Corpus, claims: Iterable[Claim]) -> list[Claim]:
    """Sort claims by their strength, the best first."""
    questions = Questions(corpus)

    def rank(claim: Claim) -> tuple[int, float, str]:
        strength = judge_claim(corpus, claim, questions=questions)
        return strength.tier, -strength.value, claim.id

    return sorted(claims, key=rank)


def _fitting(ranked: Iterable[Claim], most: int) -> list[Claim]:
    """Keep the claims whose terms fit beside those of all stronger ones that are kept."""
    kept: list[Claim] = []
    terms: set[str] = set()
    for claim in ranked:
        wanted = terms | {claim.subject, claim.object}
        if len(wanted) <= most:
            kept.append(claim)
            terms = wanted
    return kept


def _in_order(corpus: Corpus, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    kept = {claim.id for claim in claims}
    return tuple(claim for key, claim in corpus.claims.items() if key in kept)


def _ends(claims: Iterable[Claim]) -> set[str]:
    return {end for claim in claims for end in (claim.subject, claim.object)}
