"""The source documents and the tables, held against each other.

The documents are no part of the project: a user names the folder that holds them.
"""

from kg.sources.coverage import KINDS, Coverage, find_coverage
from kg.sources.support import Support, check_support
from kg.sources.text import SourceText, read_sources

__all__ = [
    "KINDS",
    "Coverage",
    "SourceText",
    "Support",
    "check_support",
    "find_coverage",
    "read_sources",
]
