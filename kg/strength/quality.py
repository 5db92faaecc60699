"""How good a study is, by the score that a review gave it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Study

__all__ = ["quality_of"]

FULL_MARKS = re.compile(r"of ([1-9][0-9]*)")
"""How a scale of numbers names its end, as in `CAMARADES, of 10`."""
WORDS = frozenset({"good", "fair", "poor"})


def quality_of(study: Study | None, weights: Mapping[str, float]) -> tuple[float | None, float]:
    """Read the score of a study.

    Parameters
    ----------
    study : Study or None
        None where no study is named.
    weights : mapping of str to float
        The part `quality` of the weights.

    Returns
    -------
    tuple of (float or None, float)
        Its share of full marks (0-1), or None where nobody scored it or the score cannot be
        read; and the factor by which its evidence counts (0-1).
    """
    if study is None:
        return None, weights["unnamed"]
    score = study.quality.lower()
    if score in WORDS:
        return weights[score], weights[score]
    full = FULL_MARKS.search(study.quality_scale)
    if full and score.isascii() and score.isdigit():
        share = min(int(score) / int(full[1]), 1.0)
        return share, share * weights["scored"]
    return None, weights["unscored"]
