"""What carries a hop, claims and links alike, in the cells of a row and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Claim
from kg.views.hops import link_words

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Hop, Link

    Step = Claim | Link

__all__ = ["STEP_COLUMNS", "counted", "step_cells", "step_words", "steps_of"]

STEP_COLUMNS = ("subject", "predicate", "object", "site", "claim")


def steps_of(hop: Hop) -> tuple[Step, ...]:
    """List what carries a hop, the claims first."""
    return (*hop.claims, *hop.links)


def step_cells(step: Step) -> tuple[str, ...]:
    """Write a claim or link in the cells of `STEP_COLUMNS`; a link has no site."""
    site = step.site if isinstance(step, Claim) else ""
    return step.subject, step.predicate, step.object, site, step.id


def step_words(corpus: Corpus, step: Step) -> str:
    """Read a claim out with its identifier, or a link with where it is from."""
    if isinstance(step, Claim):
        return f"{corpus.sentence(step)} [{step.id}]"
    return link_words(corpus, step)


def counted(count: int, thing: str) -> str:
    """Count things of a name that takes an s."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
