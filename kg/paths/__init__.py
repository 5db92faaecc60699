"""Tracing mechanisms: ranked simple paths with their net sign and the evidence on each hop.

The search runs on an index of its own, built from the claims; it knows nothing of networkx.
"""

from kg.paths.index import PathIndex
from kg.paths.path import Hop, Link, Path, Paths
from kg.paths.query import PathQuery, Rank, Scope, Walk
from kg.paths.search import find_paths

__all__ = [
    "Hop",
    "Link",
    "Path",
    "PathIndex",
    "PathQuery",
    "Paths",
    "Rank",
    "Scope",
    "Walk",
    "find_paths",
]
