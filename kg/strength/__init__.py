"""How well the evidence bears a claim, by the weights of `ontology/strength.tsv` alone.

The rule is explained in `ontology/strength.md`. Nothing here knows of paths, reads or prints.
"""

from kg.strength.judge import Part, Strength, judge, judge_claim
from kg.strength.ladder import Rung, Tier, rung_of, tier_of
from kg.strength.quality import quality_of

__all__ = [
    "Part",
    "Rung",
    "Strength",
    "Tier",
    "judge",
    "judge_claim",
    "quality_of",
    "rung_of",
    "tier_of",
]
