"""What all tests share: tables to spoil, and how long Hypothesis looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpora import TableFolder, drawn, small
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Ontology

# The same examples in every run, so that a red build is red again when it is looked into.
settings.register_profile("kg", deadline=None, derandomize=True, database=None)
settings.load_profile("kg")


@pytest.fixture
def tables(tmp_path: Path) -> TableFolder:
    """Make a folder with a few valid rows in every table."""
    return small(tmp_path)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """Read what the tables of the repository declare."""
    return drawn("").ontology
