"""Tracing mechanisms: ranked simple paths with their net sign and the evidence on each hop.

The search runs on an index of its own, built from the claims; it knows nothing of networkx.
"""

from kg.paths.index import PathIndex
from kg.paths.path import Hop, Path, Paths
from kg.paths.query import PathQuery
from kg.paths.search import find_paths

__all__ = ["Hop", "Path", "PathIndex", "PathQuery", "Paths", "find_paths"]
