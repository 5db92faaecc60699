"""The two ladders: what a piece of evidence shows in whom, and how good a claim is."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from kg.model import Basis

if TYPE_CHECKING:
    from kg.model import Corpus, Evidence, Ontology

__all__ = ["Rung", "Tier", "rung_of", "tier_of"]


class Tier(IntEnum):
    """How good a claim is in a word, the best first."""

    STRONG, MODERATE, WEAK, CONTESTED, SPECULATIVE = range(5)

    @property
    def word(self) -> str:
        """The tier as it is printed."""
        return self.name.lower()


class Rung(IntEnum):
    """What a piece of evidence shows, and in whom, the best first."""

    HUMAN_INTERVENTION, HUMAN_ASSOCIATION, ANIMAL, CELL, STATEMENT, SPECULATION = range(6)

    @property
    def words(self) -> str:
        """The rung as it is printed."""
        return self.name.lower().replace("_", " ")


PERTURBED = (Rung.HUMAN_INTERVENTION, Rung.ANIMAL)
MEASURED = (Rung.HUMAN_ASSOCIATION, Rung.CELL)
"""In people alone, and in animals or where the species is not known."""

SAME_IN_ALL = {
    # Presence is no effect, whoever the tissue was taken from.
    Basis.EXPRESSION: Rung.CELL,
    Basis.IN_VITRO: Rung.CELL,
    Basis.STATEMENT: Rung.STATEMENT,
    Basis.BACKGROUND: Rung.STATEMENT,
    Basis.SPECULATION: Rung.SPECULATION,
}


def rung_of(corpus: Corpus, piece: Evidence) -> Rung:
    """Place a piece of evidence on the ladder by its basis and species.

    Parameters
    ----------
    corpus : Corpus
        Where the study of the piece is looked up.
    piece : Evidence
        Of a claim of the corpus.

    Returns
    -------
    Rung
        A study that is only told of stands on the rung of statements. Where the species is
        unknown, or people are one of several, it is the lower rung.
    """
    rung = SAME_IN_ALL.get(piece.basis)
    if rung is not None:
        return rung
    study = corpus.studies.get(piece.study)
    species = piece.context.species or (study.context.species if study else ())
    in_people, else_ = MEASURED if piece.basis is Basis.ASSOCIATION else PERTURBED
    return in_people if species == ("human",) else else_


def tier_of(ontology: Ontology, value: float) -> Tier:
    """Name the tier of a number alone, as for a step or a foreign edge without evidence."""
    least = ontology.weights["tier"]
    if value >= least["strong"]:
        return Tier.STRONG
    if value >= least["moderate"]:
        return Tier.MODERATE
    return Tier.WEAK if value >= least["weak"] else Tier.SPECULATIVE
