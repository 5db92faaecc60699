"""The records of `triples/`. They are frozen, and an invalid one cannot be built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kg.model.sign import Sign

if TYPE_CHECKING:
    from kg.model.vocabulary import Basis, Certainty, Match, Outcome

__all__ = [
    "Change",
    "Claim",
    "Context",
    "Discrepancy",
    "Evidence",
    "Experiment",
    "Gap",
    "Lines",
    "OutOfScope",
    "Source",
    "Structure",
    "Study",
    "Term",
]


AUTHOR_BREAK = re.compile(r",| \.\.\. ")
INITIALS = re.compile(r" [A-Z]{1,3}$")


@dataclass(frozen=True, slots=True, order=True)
class Lines:
    """A range of lines in a source, both ends included, counted from 1."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"lines {self.first}-{self.last} are no range")

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `FIRST-LAST`.

        Raises
        ------
        ValueError
            If the text has another form.
        """
        first, _, last = text.partition("-")
        return cls(int(first), int(last))

    def overlaps(self, other: Lines) -> bool:
        """Tell whether the two ranges share a line."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Term:
    """A thing that claims are about."""

    id: str
    label: str
    type: str
    curie: str
    match: Match
    curie_label: str
    synonyms: tuple[str, ...]
    note: str

    @property
    def grounded(self) -> bool:
        """Whether a public identifier stands for the term or near it."""
        return self.match != "none"


@dataclass(frozen=True, slots=True)
class Structure:
    """A relation between two terms that is no claim and needs no evidence."""

    subject: str
    predicate: str
    object: str
    note: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document that claims are taken from."""

    id: str
    title: str
    doi: str
    year: int
    kind: str
    file: str
    line_count: int
    note: str


@dataclass(frozen=True, slots=True)
class Context:
    """In what something was seen; an empty tuple means not stated."""

    species: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    model: tuple[str, ...] = ()
    dose: tuple[str, ...] = ()

    def narrowed(self, other: Context) -> Context:
        """Give the context in which every part that `other` states replaces this one's."""
        return Context(
            other.species or self.species,
            other.sex or self.sex,
            other.stage or self.stage,
            other.model or self.model,
            other.dose or self.dose,
        )


@dataclass(frozen=True, slots=True)
class Study:
    """A primary study, or the numbered reference where the study behind it is not known."""

    id: str
    source: str
    ref: str
    lines: Lines | None
    authors: str
    year: int | None
    title: str
    journal: str
    volume: str
    pages: str
    doi: str
    pmid: str
    status: str
    country: str
    population: str
    age: str
    design: str
    n: str
    route: tuple[str, ...]
    duration: str
    quality: str
    quality_scale: str
    context: Context
    note: str

    @property
    def first_author(self) -> str:
        """The family name of the first author; empty if none is known."""
        return INITIALS.sub("", AUTHOR_BREAK.split(self.authors, maxsplit=1)[0])

    @property
    def citation(self) -> str:
        """The study in a few words: by name where it was verified, else by its number."""
        if self.status == "verified" and self.authors and self.year:
            return f"{self.first_author} {self.year}"
        return f"ref {self.ref} of {self.source}" if self.ref else self.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for one claim; without it there is no edge."""

    id: str
    outcome: Outcome
    basis: Basis
    certainty: Certainty
    source: str
    lines: Lines | None
    study: str
    context: Context
    eco: str
    note: str
    mechanism: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of two terms, with all the evidence for and against it."""

    id: str
    subject: str
    predicate: str
    object: str
    site: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"claim {self.id} has no evidence")

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes the claim this claim: subject, predicate, object and site."""
        return self.subject, self.predicate, self.object, self.site


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A term raised or lowered in an experiment."""

    term: str
    sign: Sign

    def __str__(self) -> str:
        return f"{self.term}:{'+' if self.sign > 0 else '-'}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `term:+` or `term:-`.

        Raises
        ------
        ValueError
            If the text has another form.
        """
        term, _, sign = text.rpartition(":")
        if not term or sign not in {"+", "-"}:
            raise ValueError(f"{text} is neither term:+ nor term:-")
        return cls(term, Sign.UP if sign == "+" else Sign.DOWN)


@dataclass(frozen=True, slots=True)
class Experiment:
    """What was done and what was seen; `observed` is None where that is not said."""

    id: str
    perturbation: tuple[Change, ...]
    background: tuple[Change, ...]
    readout: str
    observed: Sign | None
    compared_with: tuple[Change, ...]
    source: str
    lines: Lines
    study: str
    context: Context
    note: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What the sources say is unknown or untested."""

    id: str
    question: str
    kind: str
    terms: tuple[str, ...]
    source: str
    lines: Lines
    note: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A slip of a source: as printed beside as corrected, and why."""

    id: str
    source: str
    lines: Lines
    as_printed: str
    corrected: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """Lines of a source that carry nothing for the graph."""

    source: str
    lines: Lines
    reason: str
