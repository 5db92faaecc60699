"""The words that claims are made of: predicates, types and closed lists of values.

They are declared once, in `ontology/`; the few that code must name are the enumerations here,
and a test holds the two to be the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.sign import Sign

__all__ = [
    "DIRECTIONS",
    "STRUCTURAL",
    "WEIGHTS",
    "Basis",
    "Certainty",
    "Match",
    "Ontology",
    "Outcome",
    "Predicate",
    "Reading",
    "TermType",
    "Value",
    "Way",
    "Word",
    "WordKind",
]

STRUCTURAL = frozenset({"member_of", "opposite_of", "part_of", "pool_of"})
"""The predicates of `structure.tsv`; no claim may use them."""


WEIGHTS: Mapping[str, tuple[str, ...]] = {
    "rung": (
        "human_intervention",
        "human_association",
        "animal",
        "cell",
        "statement",
        "speculation",
    ),
    "certainty": ("asserted", "suggested", "open"),
    "quality": ("scored", "good", "fair", "poor", "unscored", "unnamed"),
    "ceiling": ("said",),
    "tier": ("strong", "moderate", "weak", "contested", "replication"),
    "step": ("structure",),
    "foreign": (
        "knowledge_assertion",
        "logical_entailment",
        "observation",
        "statistical_association",
        "not_provided",
        "text_co_occurrence",
        "prediction",
    ),
}
"""What `strength.tsv` must weigh: the names of each part, the better before the worse."""


class Outcome(StrEnum):
    """What a piece of evidence says of its claim."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    NULL = "null"


class Basis(StrEnum):
    """How a piece of evidence was obtained."""

    INTERVENTION = "intervention"
    LOSS_OF_FUNCTION = "loss_of_function"
    GAIN_OF_FUNCTION = "gain_of_function"
    RESCUE = "rescue"
    IN_VITRO = "in_vitro"
    EXPRESSION = "expression"
    ASSOCIATION = "association"
    STATEMENT = "statement"
    SPECULATION = "speculation"
    BACKGROUND = "background"


class Certainty(StrEnum):
    """How surely the source says it."""

    ASSERTED = "asserted"
    SUGGESTED = "suggested"
    OPEN = "open"


class Match(StrEnum):
    """How near a public identifier comes to a term."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NONE = "none"


DIRECTIONS = ("decreased", "downregulated", "increased", "upregulated")
"""The directions in which Biolink qualifies a statement."""


class Way(StrEnum):
    """In which direction the step of a foreign edge runs."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class WordKind(StrEnum):
    """What a word of the RDF is in OWL."""

    CLASS = "Class"
    OBJECT_PROPERTY = "ObjectProperty"
    DATATYPE_PROPERTY = "DatatypeProperty"
    ANNOTATION_PROPERTY = "AnnotationProperty"


@dataclass(frozen=True, slots=True)
class Word:
    """A class or property of the RDF that is neither a type of terms nor a predicate."""

    name: str
    kind: WordKind
    meaning: str


@dataclass(frozen=True, slots=True)
class TermType:
    """One class of terms, with its parent; a root has none."""

    id: str
    parent: str
    biolink: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Value:
    """One word of a closed vocabulary."""

    vocabulary: str
    value: str
    curie: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a claim says of its two terms: the one place where sign and causality stand.

    `words` is the predicate as it reads between two names in a sentence.
    """

    id: str
    words: str
    meaning: str
    sign: Sign
    null: bool
    causal: bool
    ro_curie: str
    ro_match: Match
    biolink: str
    inverse: str
    symmetric: bool
    bel: str
    subject_types: tuple[str, ...]
    object_types: tuple[str, ...]
    safe_superproperty: str
    biolink_qualifiers: str

    @property
    def symbol(self) -> str:
        """The sign as it is printed: `+`, `−`, `?`, or `0` for tested and null."""
        return "0" if self.null else self.sign.symbol


@dataclass(frozen=True, slots=True)
class Reading:
    """What a Biolink predicate says here, if its object is qualified so.

    `aspects` and `directions` are the qualifiers that are read so, any one of each; an empty
    one stands for a qualifier that is not stated.
    """

    predicate: str
    aspects: tuple[str, ...]
    directions: tuple[str, ...]
    sign: Sign
    causal: bool
    way: Way
    meaning: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything `ontology/` declares; `weights` are numbers in 0-1 by part and name."""

    types: Mapping[str, TermType]
    predicates: Mapping[str, Predicate]
    values: Mapping[str, Mapping[str, Value]]
    prefixes: Mapping[str, str]
    words: Mapping[str, Word]
    metadata: Mapping[str, str]
    weights: Mapping[str, Mapping[str, float]]
    readings: tuple[Reading, ...]

    def lineage(self, type_id: str) -> tuple[str, ...]:
        """List a type and its ancestors, the root last; a parent that is unknown ends it."""
        found: list[str] = []
        while type_id in self.types and type_id not in found:
            found.append(type_id)
            type_id = self.types[type_id].parent
        return tuple(found)

    def is_any(self, type_id: str, wanted: tuple[str, ...]) -> bool:
        """Tell whether a type is one of those wanted, or below one."""
        return not set(wanted).isdisjoint(self.lineage(type_id))

    def iri(self, curie: str) -> str:
        """Expand a CURIE.

        Raises
        ------
        KeyError
            If its prefix is not declared in `ontology/prefixes.tsv`.
        """
        prefix, _, local = curie.partition(":")
        return self.prefixes[prefix] + local
