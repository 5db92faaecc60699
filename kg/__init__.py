"""A curated knowledge graph of how hormones, stress, behaviour and drugs act on bone.

`kg.load()` reads the curated corpus. Names are imported when they are first used, so that
the command line starts without the libraries it does not need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.answers import Findings, Mechanisms, Page
    from kg.errors import (
        AmbiguousNameError,
        InvalidCorpusError,
        KgError,
        LimitError,
        QueryError,
        UnknownNameError,
        UsageError,
    )
    from kg.knowledge import KnowledgeBase, load
    from kg.model import Claim, Corpus, Evidence, Experiment, Sign, Study, Term
    from kg.paths import Hop, Path, PathIndex, PathQuery, Paths

__all__ = [
    "AmbiguousNameError",
    "Claim",
    "Corpus",
    "Evidence",
    "Experiment",
    "Findings",
    "Hop",
    "InvalidCorpusError",
    "KgError",
    "KnowledgeBase",
    "LimitError",
    "Mechanisms",
    "Page",
    "Path",
    "PathIndex",
    "PathQuery",
    "Paths",
    "QueryError",
    "Sign",
    "Study",
    "Term",
    "UnknownNameError",
    "UsageError",
    "load",
]

_HOMES = {
    "kg.answers": "Findings Mechanisms Page",
    "kg.errors": (
        "AmbiguousNameError InvalidCorpusError KgError LimitError QueryError UnknownNameError "
        "UsageError"
    ),
    "kg.knowledge": "KnowledgeBase load",
    "kg.model": "Claim Corpus Evidence Experiment Sign Study Term",
    "kg.paths": "Hop Path PathIndex PathQuery Paths",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
