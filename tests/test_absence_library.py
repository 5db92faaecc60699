"""Asking the curated corpus why there is no path."""

from __future__ import annotations

import pytest

import kg
from kg.errors import UsageError

KB = kg.load()


def test_no_bone_formation_by_ssri_in_males_is_for_want_of_evidence_in_males() -> None:
    [absence] = KB.why_not("SSRI", "bone mass", sex="male")

    assert [each.constraints[0].kind for each in absence.relaxed] == ["sex"]
    assert [bare.term for bare in absence.bare] == ["SSRI", "bone_mass"]


def test_the_paths_there_would_be_can_be_read_and_kept() -> None:
    found = KB.why_not("oxytocin", "BMP-2", sign="-")

    assert "There would be a path" in str(found)
    assert found.records()[0]["relaxed"]
    assert found.markdown().startswith("oxytocin → BMP")


def test_a_path_that_is_there_is_no_absence() -> None:
    with pytest.raises(UsageError, match="there is a path"):
        KB.why_not("oxytocin", "BMP-2")
