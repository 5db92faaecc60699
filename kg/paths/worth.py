"""What steps are worth that no claim carries, which of them may be walked, and how hops rank."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from kg.model import Context, Sign
from kg.paths.path import Link
from kg.paths.query import Walk
from kg.strength import Rung, Strength, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Corpus
    from kg.paths.path import Hop
    from kg.paths.query import Scope

__all__ = ["OUTSIDE", "admits", "bare_strength", "cost_of", "grade_of", "structure_links"]

STRUCTURE = "structure"
OUTSIDE = len(Tier)
"""What a grade grows by if a hop has no evidence in the context that is preferred."""
SMALLEST = 1e-4
"""Strengths below it cost as much as it does."""


def structure_links(corpus: Corpus) -> Iterator[Link]:
    """Make links of the relations of structure; opposites are poles of one axis, no step."""
    for edge in corpus.structure:
        if edge.predicate != "opposite_of":
            name = f"{edge.subject}-{edge.predicate}-{edge.object}"
            yield Link(
                name,
                edge.subject,
                edge.predicate,
                edge.object,
                Sign.UNKNOWN,
                causal=False,
                level=STRUCTURE,
            )


def admits(scope: Scope, link: Link) -> bool:
    """Tell whether a link may be walked; it has no evidence that a context could be read from."""
    if scope.predicates and link.predicate not in scope.predicates:
        return False
    if link.level == STRUCTURE:
        return Walk.STRUCTURE in scope.walks
    bounded = scope.mechanisms or scope.sources or scope.bases or scope.sites
    coherent = scope.context != Context() and not scope.prefer
    kind = Walk.CAUSAL if link.causal else Walk.ASSOCIATION
    return kind in scope.walks and not bounded and not coherent


def bare_strength(corpus: Corpus, links: Sequence[Link]) -> Strength:
    """Judge a step that rests on no evidence of the corpus; it is weak at best."""
    weights = corpus.ontology.weights
    value = max(
        weights["step" if link.level == STRUCTURE else "foreign"][link.level] for link in links
    )
    tier = Tier.WEAK if value >= weights["tier"]["weak"] else Tier.SPECULATIVE
    return Strength(tier, value, Rung.STATEMENT, value, 0.0, ())


def grade_of(hop: Hop) -> int:
    """Give the grade of a hop in a network: its tier, and worse if it is out of the context."""
    return hop.strength.tier + (0 if hop.coherent else OUTSIDE)


def cost_of(hop: Hop) -> int:
    """Give the cost of a hop in a network, in millionths of ln(1 / strength)."""
    return round(-log(max(hop.strength.value, SMALLEST)) * 1_000_000)
