"""Answering SPARQL on an embedded store, in a process of its own that can be stopped."""

from kg.sparql.answer import Answer
from kg.sparql.run import FORMATS, Limits, Reply, answer, run

__all__ = ["FORMATS", "Answer", "Limits", "Reply", "answer", "run"]
