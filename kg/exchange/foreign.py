"""What edges of another graph are worth here: as much as links to a step without evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.exchange.kgx import LEVELS
from kg.model import Sign
from kg.paths import Hop, Link
from kg.paths.worth import bare_strength, cost_of, grade_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Corpus
    from kg.paths import Scope
    from kg.strength import Strength

__all__ = ["Worth", "worths"]


class Worth(NamedTuple):
    """The strength of a hop that one level of knowledge carries, with its grade and cost."""

    strength: Strength
    grade: int
    cost: int


def worths(corpus: Corpus, scope: Scope) -> Mapping[str, Worth]:
    """Give what each level of knowledge is worth in a scope, by the weights of the ontology."""
    return {level: _worth(corpus, level, coherent=scope.anywhere) for level in LEVELS}


def _worth(corpus: Corpus, level: str, *, coherent: bool) -> Worth:
    link = Link("", "", "", "", Sign.UNKNOWN, causal=False, level=level)
    strength = bare_strength(corpus, [link])
    hop = Hop("", "", Sign.UNKNOWN, (), (), (link,), strength, coherent=coherent)
    return Worth(strength, grade_of(hop), cost_of(hop))
