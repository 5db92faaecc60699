"""From pieces of evidence to one number and one word, with all its parts.

The pieces of one study are one voice: rows are not studies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import Certainty
from kg.strength.ladder import Rung, Tier, rung_of, tier_of
from kg.strength.quality import quality_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Claim, Corpus, Evidence, Questions

__all__ = ["Part", "Strength", "judge", "judge_claim"]

DIGITS = 4
RUNGS = tuple(rung.name.lower() for rung in Rung)
"""The rungs as the table of weights names them, in their order."""
INTERVENTIONS = frozenset({Rung.HUMAN_INTERVENTION, Rung.ANIMAL})


class Part(NamedTuple):
    """One independent study, or what one source says on its own, by its best piece.

    `study` is empty for a source's own words; `quality` is the share of full marks (0-1) that
    the study is given, or None if nobody scored it; `value` is what the piece is worth (0-1).
    """

    study: str
    source: str
    evidence: str
    rung: Rung
    certainty: Certainty
    quality: float | None
    value: float
    opposes: bool


class Strength(NamedTuple):
    """How well evidence bears a claim: a word, a number (0-1) and all its parts.

    `rung` is the best that a supporting part stands on. Parts for come before parts against,
    the best first.
    """

    tier: Tier
    value: float
    rung: Rung
    support: float
    opposition: float
    parts: tuple[Part, ...]


def judge(corpus: Corpus, supporting: Sequence[Evidence], opposing: Sequence[Evidence]) -> Strength:
    """Judge the evidence for and against one claim or one step.

    Parameters
    ----------
    corpus : Corpus
        Its studies are looked up, and its ontology holds the weights.
    supporting, opposing : sequence of Evidence
        In any order; either may be empty.

    Returns
    -------
    Strength
        Speculative, with value 0, if nothing supports it. Numbers have 4 digits.

    Notes
    -----
    A piece is worth rung x certainty x quality, and a study what its best piece is worth.
    Support and opposition are each 1 minus the product of (1 - worth) over studies, in which
    all that is only said counts together and up to a ceiling. The value is
    support x (1 - opposition). The tier follows from what of it is shown and not only said, but
    that nothing is strong without two studies of people or animals, one by an intervention.

    References
    ----------
    Becker et al. 2015, doi:10.1016/j.yrtph.2015.04.004 (tailored Bradford-Hill considerations);
    Hooijmans et al. 2018, doi:10.1371/journal.pone.0187271 (GRADE for animal evidence).
    """
    weights = corpus.ontology.weights
    pieces = [_weighed(corpus, piece, opposes=False) for piece in supporting]
    for_ = _voices(pieces)
    against = _voices([_weighed(corpus, piece, opposes=True) for piece in opposing])
    most = weights["ceiling"]["said"]
    shown, said = _doubts(for_)
    support = round(1 - shown * max(said, 1 - most), DIGITS)
    denied, gainsaid = _doubts(against)
    opposition = round(1 - denied * max(gainsaid, 1 - most), DIGITS)
    value = round(support * (1 - opposition), DIGITS)
    least = weights["tier"]
    if all(map(_is_guess, pieces)) or support < least["weak"]:
        tier = Tier.SPECULATIVE
    elif opposition and opposition >= least["contested"] * support:
        tier = Tier.CONTESTED
    else:
        # Words order claims within a tier, and lift none out of it.
        borne = round((1 - shown) * (1 - opposition), DIGITS)
        tier = min(tier_of(corpus.ontology, borne), Tier.WEAK)
        if tier is Tier.STRONG and not _is_replicated(pieces, least["replication"]):
            tier = Tier.MODERATE
    rung = min((part.rung for part in for_), default=Rung.SPECULATION)
    return Strength(tier, value, rung, support, opposition, (*for_, *against))


def judge_claim(corpus: Corpus, claim: Claim, *, questions: Questions) -> Strength:
    """Judge a claim by all evidence on its question, whatever claim holds it.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    claim : Claim
        One of the corpus.
    questions : Questions
        Of the same corpus: what speaks for a claim, and what against it.

    Returns
    -------
    Strength
        As `judge` gives it.
    """
    supporting = [piece for _, piece in questions.supporting(claim)]
    return judge(corpus, supporting, [piece for _, piece in questions.against(claim)])


def _weighed(corpus: Corpus, piece: Evidence, *, opposes: bool) -> Part:
    weights = corpus.ontology.weights
    rung = rung_of(corpus, piece)
    quality, factor = quality_of(corpus.studies.get(piece.study), weights["quality"])
    value = weights["rung"][RUNGS[rung]] * weights["certainty"][piece.certainty] * factor
    return Part(
        piece.study,
        piece.source,
        piece.id,
        rung,
        piece.certainty,
        quality,
        round(value, DIGITS),
        opposes,
    )


def _voices(pieces: Iterable[Part]) -> list[Part]:
    """Keep the best piece of each study, and of what each source says on its own."""
    best: dict[tuple[str, str], Part] = {}
    for part in sorted(pieces, key=_worth):
        best.setdefault((part.study, "" if part.study else part.source), part)
    return list(best.values())


def _worth(part: Part) -> tuple[float, Rung, str, str]:
    return -part.value, part.rung, part.study or part.source, part.evidence


def _doubts(parts: Iterable[Part]) -> tuple[float, float]:
    """Give what independent voices leave in doubt: those that show it, and those that say it."""
    shown = said = 1.0
    for part in parts:
        if part.rung < Rung.STATEMENT:
            shown *= 1 - part.value
        else:
            said *= 1 - part.value
    return shown, said


def _is_guess(part: Part) -> bool:
    return part.rung is Rung.SPECULATION or part.certainty is Certainty.OPEN


def _is_replicated(pieces: Iterable[Part], least: float) -> bool:
    """Tell whether two studies of people or animals bear a claim, one by an intervention."""
    bodies = [part for part in pieces if part.study and part.rung <= Rung.ANIMAL]
    worth = sorted(part.value for part in _voices(bodies))
    second = worth[-2] if len(worth) > 1 else 0.0
    intervened = any(part.rung in INTERVENTIONS and part.value >= least for part in bodies)
    return intervened and second >= least
