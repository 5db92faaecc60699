"""What the graph asserts: pure records, and the corpus that holds them.

Nothing here reads a file, knows a library or prints.
"""

from kg.model.corpus import Corpus, edge_evidence, is_edge
from kg.model.questions import Questions
from kg.model.records import (
    Change,
    Claim,
    Context,
    Discrepancy,
    Evidence,
    Experiment,
    Gap,
    Lines,
    OutOfScope,
    Source,
    Structure,
    Study,
    Term,
)
from kg.model.sign import Sign
from kg.model.vocabulary import (
    Basis,
    Certainty,
    Match,
    Ontology,
    Outcome,
    Predicate,
    TermType,
    Word,
    WordKind,
)

__all__ = [
    "Basis",
    "Certainty",
    "Change",
    "Claim",
    "Context",
    "Corpus",
    "Discrepancy",
    "Evidence",
    "Experiment",
    "Gap",
    "Lines",
    "Match",
    "Ontology",
    "OutOfScope",
    "Outcome",
    "Predicate",
    "Questions",
    "Sign",
    "Source",
    "Structure",
    "Study",
    "Term",
    "TermType",
    "Word",
    "WordKind",
    "edge_evidence",
    "is_edge",
]
