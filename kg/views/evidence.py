"""Evidence in words: how it was obtained, in what it was seen, and where it stands."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from kg.model import Outcome

if TYPE_CHECKING:
    from kg.model import Context, Corpus, Evidence
    from kg.strength import Strength

__all__ = ["WIDTH", "context_words", "evidence_words", "place", "strength_words", "wrapped"]

WIDTH = 79
OUTCOMES = {Outcome.SUPPORTS: "", Outcome.OPPOSES: "opposes it", Outcome.NULL: "nothing found"}


def context_words(context: Context) -> list[str]:
    """List what evidence was seen in, as words; what is not stated is left out."""
    values = filter(None, (context.sex, context.stage, context.species))
    animal = " ".join("/".join(value).replace("_", " ") for value in values)
    parts = (animal, "/".join(context.model), "/".join(context.dose))
    return [part for part in parts if part]


def place(corpus: Corpus, evidence: Evidence) -> str:
    """Say who found it and where it stands.

    A study is named only where its citation was verified; else it is the number under which
    the source cites it.
    """
    study = corpus.studies.get(evidence.study)
    where = f"{evidence.source} {evidence.lines}" if evidence.lines else evidence.source
    return ", ".join(filter(None, (study.citation if study else "", where)))


def evidence_words(corpus: Corpus, evidence: Evidence) -> str:
    """Say in one line what a piece of evidence is: outcome, certainty, basis, context, place."""
    parts = [
        OUTCOMES[evidence.outcome],
        evidence.certainty.value,
        evidence.basis.value.replace("_", " "),
        *context_words(corpus.context(evidence)),
        place(corpus, evidence),
    ]
    return "; ".join(filter(None, parts))


def strength_words(strength: Strength) -> str:
    """Say the tier and the number, as in `moderate, 0.48`."""
    return f"{strength.tier.word}, {strength.value:g}"


def wrapped(lead: str, text: str, *, width: int = WIDTH) -> list[str]:
    """Set a text in lines, the first after a lead and the others below its end."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
