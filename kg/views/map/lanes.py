"""The lanes of a map from cause to bone, and which term stands in which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Corpus

__all__ = ["LANES", "lane_of"]

LANES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Exposures, models, drugs", ("InterventionOrExposure", "Drug", "DrugClass")),
    ("Hormones and other messengers", ("Substance",)),
    ("Receptors, transporters, enzymes", ("Receptor", "Transporter", "Enzyme")),
    ("Signals and other gene products", ("GeneProduct",)),
    ("Cells and tissues", ("CellOrAnatomy",)),
    ("Processes, pathways, behaviour", ("ProcessOrBehavior",)),
    ("Conditions and bone measures", ("ConditionOrMeasure",)),
)
"""Lanes from cause to bone; a term stands in the first that has its type or one above it."""

PROCESSES = 5
"""The lane of terms whose type fits none."""


def lane_of(corpus: Corpus, term: str) -> int:
    """Give the lane of a term; one whose type fits none stands with the processes."""
    type_ = corpus.terms[term].type
    fitting = (at for at, (_, types) in enumerate(LANES) if corpus.ontology.is_any(type_, types))
    return next(fitting, PROCESSES)
