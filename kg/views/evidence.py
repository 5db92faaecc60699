"""Evidence in words: in what it was seen, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Context, Corpus, Evidence

__all__ = ["context_words", "place"]


def context_words(context: Context) -> list[str]:
    """List what evidence was seen in, as words; what is not stated is left out."""
    parts = (context.sex, context.stage, context.species, context.model, context.dose)
    sex, stage, species, model, dose = ("/".join(part).replace("_", " ") for part in parts)
    animal = " ".join(filter(None, (sex, stage, species)))
    return [part for part in (animal, model, dose) if part]


def place(corpus: Corpus, evidence: Evidence) -> str:
    """Say who found it and where it stands.

    A study is named only where its citation was verified; else it is the number under which
    the source cites it.
    """
    study = corpus.studies.get(evidence.study)
    where = f"{evidence.source} {evidence.lines}" if evidence.lines else evidence.source
    return ", ".join(filter(None, (study.citation if study else "", where)))
