"""Why a claim is as strong as it is: every part of the judgement, for a terminal."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from kg.model import Certainty, Questions
from kg.strength import Rung, Tier, judge_claim, quality_of
from kg.views.cards import table_text
from kg.views.evidence import WIDTH, strength_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Claim, Corpus
    from kg.strength import Part, Strength

__all__ = ["why_card"]

COLUMNS = ("worth", "rung", "certainty", "quality", "who")


def why_card(corpus: Corpus, claim: Claim, *, width: int = WIDTH) -> str:
    """Show the strength of a claim with every study for (`+`) and against (`-`) it."""
    strength = judge_claim(corpus, claim, questions=Questions(corpus))
    lines = wrapped("", corpus.sentence(claim), width=width)
    facts = {
        "claim": claim.id,
        "strength": strength_words(strength),
        "because": _reason(corpus, strength),
    }
    for name, fact in facts.items():
        lines += wrapped(f"  {name:10}", fact, width=width)
    rows = [_row(corpus, part) for part in strength.parts]
    table = table_text(COLUMNS, rows, width=width, whole="who")
    return "\n".join([*lines, "", table, *_sums(corpus, strength, width)]) + "\n"


def _row(corpus: Corpus, part: Part) -> tuple[str, ...]:
    weights = corpus.ontology.weights
    study = corpus.studies.get(part.study)
    _, factor = quality_of(study, weights["quality"])
    rung = weights["rung"][part.rung.name.lower()]
    return (
        f"{'-' if part.opposes else '+'} {part.value:g}",
        f"{rung:g} {part.rung.words}",
        f"{weights['certainty'][part.certainty]:g} {part.certainty.value}",
        f"{factor:g} {_score(corpus, part)}",
        study.citation if study else part.source,
    )


def _score(corpus: Corpus, part: Part) -> str:
    """Say where a quality comes from, as in `8/10`, `Good` or `unscored`."""
    study = corpus.studies.get(part.study)
    if study is None:
        return "unnamed"
    if part.quality is None:
        return "unscored"
    full = study.quality_scale.rpartition("of ")[2]
    return f"{study.quality}/{full}" if study.quality.isdigit() else study.quality


def _sums(corpus: Corpus, strength: Strength, width: int) -> list[str]:
    """Write out how support, opposition and value follow from the worth of the studies."""
    lines = []
    for name, total, opposes in (
        ("support", strength.support, False),
        ("opposition", strength.opposition, True),
    ):
        parts = [part for part in strength.parts if part.opposes is opposes]
        lines += wrapped(f"  {name:12}", f"{total:g}{_product(corpus, parts)}", width=width)
    product = f"{strength.value:g} = {strength.support:g} × (1-{strength.opposition:g})"
    return [*lines, f"  {'value':12}{product}"]


def _product(corpus: Corpus, parts: Sequence[Part]) -> str:
    if not parts:
        return ""
    # Without blanks, so that no line is broken inside the brackets.
    shown = [f"(1-{part.value:g})" for part in parts if part.rung < Rung.STATEMENT]
    said = [f"(1-{part.value:g})" for part in parts if part.rung >= Rung.STATEMENT]
    if said:
        ceiling = corpus.ontology.weights["ceiling"]["said"]
        shown.append(f"(1-said), said = 1 - {' × '.join(said)}, at most {ceiling:g}")
    return f" = 1 - {' × '.join(shown)}"


def _reason(corpus: Corpus, strength: Strength) -> str:
    least = corpus.ontology.weights["tier"]
    match strength.tier:
        case Tier.SPECULATIVE:
            return _why_speculative(strength)
        case Tier.CONTESTED:
            return f"what speaks against it is at least {least['contested']:g} of what supports it"
        case Tier.STRONG:
            strong = f"at least {least['strong']:g}"
            return f"{strong}; two studies of people or animals, one by intervention"
        case Tier.MODERATE:
            return _why_no_better(strength, f"at least {least['moderate']:g}", least["strong"])
    return _why_no_better(strength, "more than guesses", least["moderate"])


def _why_no_better(strength: Strength, reached: str, missed: float) -> str:
    """Say what keeps a claim below the next tier."""
    if strength.value < missed:
        return f"{reached}, but below {missed:g}"
    if _shown(strength) < missed:
        return f"at least {missed:g}, but less without what is only said"
    named = "strong needs two named studies of people or animals, one by intervention"
    return f"at least {missed:g}, but {named}"


def _shown(strength: Strength) -> float:
    """Give the value without what is only said."""
    doubt = prod(
        1 - part.value for part in strength.parts if not part.opposes and part.rung < Rung.STATEMENT
    )
    return round((1 - doubt) * (1 - strength.opposition), 4)


def _why_speculative(strength: Strength) -> str:
    supporting = [part for part in strength.parts if not part.opposes]
    if not supporting:
        return "nothing supports it"
    if all(
        part.rung is Rung.SPECULATION or part.certainty is Certainty.OPEN for part in supporting
    ):
        return "nothing but guesses and open questions supports it"
    return "next to nothing supports it"
