"""Where the curated tables lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ONTOLOGY", "TRIPLES", "find_data"]

TRIPLES = "triples"
ONTOLOGY = "ontology"


def find_data() -> Path:
    """Find the folder that holds `triples/` and `ontology/`."""
    package = Path(__file__).resolve().parent
    shipped = package / "_data"
    return shipped if shipped.is_dir() else package.parent
