"""The corpus: all records of one set of tables, joined, and what can be asked of them alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.sign import Sign
from kg.model.vocabulary import Basis, Certainty, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.records import (
        Claim,
        Context,
        Discrepancy,
        Evidence,
        Experiment,
        Gap,
        OutOfScope,
        Source,
        Structure,
        Study,
        Term,
    )
    from kg.model.vocabulary import Ontology, Predicate

__all__ = ["Corpus", "edge_evidence", "is_edge"]

NO_EDGE = frozenset({Basis.SPECULATION, Basis.BACKGROUND, Basis.ASSOCIATION})
EDGE_CERTAINTY = frozenset({Certainty.ASSERTED, Certainty.SUGGESTED})


@dataclass(frozen=True, slots=True)
class Corpus:
    """All records, sorted, with mappings by identifier; not to be modified."""

    ontology: Ontology
    terms: Mapping[str, Term]
    structure: tuple[Structure, ...]
    sources: Mapping[str, Source]
    studies: Mapping[str, Study]
    claims: Mapping[str, Claim]
    experiments: Mapping[str, Experiment]
    gaps: Mapping[str, Gap]
    discrepancies: Mapping[str, Discrepancy]
    out_of_scope: tuple[OutOfScope, ...]
    _poles: Mapping[str, tuple[str, Sign]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        poles: dict[str, tuple[str, Sign]] = {}
        for edge in self.structure:
            if edge.predicate == "opposite_of":
                poles[edge.object] = (edge.object, Sign.UP)
                poles[edge.subject] = (edge.object, Sign.DOWN)
        object.__setattr__(self, "_poles", poles)

    def pole(self, term: str) -> tuple[str, Sign]:
        """Give the axis a term lies on and its end of it.

        The axis of a polar pair is named after the object of its `opposite_of` row, so that
        bone loss is bone mass with the sign turned; any other term is an axis of its own.
        """
        return self._poles.get(term, (term, Sign.UP))

    def opposite(self, term: str) -> str | None:
        """Name the other pole of a term, or None if it has none."""
        axis, sign = self.pole(term)
        others = (name for name, pole in self._poles.items() if pole == (axis, -sign))
        return next(others, None)

    def pools(self, term: str) -> tuple[str, ...]:
        """List the compartments in which the sources treat a substance apart, sorted."""
        return tuple(
            edge.subject
            for edge in self.structure
            if edge.predicate == "pool_of" and edge.object == term
        )

    def predicate(self, claim: Claim) -> Predicate:
        """Look up the predicate of a claim."""
        return self.ontology.predicates[claim.predicate]

    def label(self, term: str) -> str:
        """Give the name of a term as people write it."""
        return self.terms[term].label

    def context(self, seen: Evidence | Experiment) -> Context:
        """Give what evidence or an experiment was seen in: its own cells, else its study's."""
        study = self.studies.get(seen.study)
        return study.context.narrowed(seen.context) if study else seen.context

    def claims_about(self, term: str) -> tuple[Claim, ...]:
        """List the claims that have a term as subject, object or site, in corpus order."""
        return tuple(
            claim
            for claim in self.claims.values()
            if term in {claim.subject, claim.object, claim.site}
        )

    def sentence(self, claim: Claim) -> str:
        """Read a claim out as a sentence without a full stop."""
        words = (
            self.label(claim.subject),
            self.predicate(claim).words,
            self.label(claim.object),
        )
        site = f" (site: {self.label(claim.site)})" if claim.site else ""
        return " ".join(words) + site


def edge_evidence(claim: Claim) -> tuple[Evidence, ...]:
    """List the evidence that makes a claim an edge for paths and direct triples.

    That is every piece that supports the claim, is asserted or suggested, and is neither
    speculation, nor background knowledge, nor a mere association; may be empty.
    """
    return tuple(
        piece
        for piece in claim.evidence
        if piece.outcome is Outcome.SUPPORTS
        and piece.certainty in EDGE_CERTAINTY
        and piece.basis not in NO_EDGE
    )


def is_edge(claim: Claim) -> bool:
    """Tell whether a claim is an edge: the one rule that RDF and path search share."""
    return bool(edge_evidence(claim))
