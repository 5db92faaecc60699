"""The order in which things are written: declarations first, each with its type and label first."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.rdf.speaker import PUBLIC, Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.rdf.speaker import Statement

__all__ = ["TYPE", "by_subject"]

TYPE = PUBLIC["rdf"] + "type"
LABEL = PUBLIC["rdfs"] + "label"
KINDS = (
    "Ontology",
    "AnnotationProperty",
    "DatatypeProperty",
    "ObjectProperty",
    "Class",
    "NamedIndividual",
)
"""What a subject is declared as, in the order in which they are written."""
_NAMES = {PUBLIC["owl"] + kind: kind for kind in KINDS}


def by_subject(said: Iterable[Statement], first: Collection[Iri] = ()) -> list[list[Statement]]:
    """Gather what is said of each subject, whatever graph it is said in.

    Parameters
    ----------
    said : iterable of Statement
        In any order.
    first : collection of Iri
        Subjects that come before all others.

    Returns
    -------
    list of list of Statement
        Ontologies, then properties, classes, individuals and all else, each by name. Of each
        subject its type and label come first, then the rest by property and value.
    """
    ordered = sorted(set(said), key=_place)
    groups = [list(about) for _, about in groupby(ordered, key=attrgetter("subject"))]
    return sorted(groups, key=lambda about: (about[0].subject not in first, _rank(about)))


def _kind_of(about: Iterable[Statement]) -> str:
    """Tell what a subject is declared as in OWL; empty if it is not."""
    kinds = {_NAMES.get(str(one.object), "") for one in about if one.predicate == TYPE}
    return next((kind for kind in KINDS if kind in kinds), "")


def _rank(about: list[Statement]) -> int:
    kind = _kind_of(about)
    return KINDS.index(kind) if kind else len(KINDS)


def _place(statement: Statement) -> tuple[str, bool, bool, str, str, str]:
    subject, predicate, value, _ = statement
    text, datatype = (str(value), "") if isinstance(value, Iri) else value
    return subject, predicate != TYPE, predicate != LABEL, predicate, text, datatype
