"""Steps that are no claim, in words: relations of structure, and edges of a user's own graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.views.map.details import Kind, spaced

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Link

__all__ = ["LinkText", "describe_link"]


@dataclass(frozen=True, slots=True)
class LinkText:
    """A step that is no claim, in words; `start` and `end` are keys of terms."""

    key: str
    sentence: str
    subject: str
    relation: str
    object: str
    start: str
    end: str
    kind: Kind
    level: str
    origin: str
    publications: tuple[str, ...]


def describe_link(corpus: Corpus, link: Link, key: str, *, ends: tuple[str, str]) -> LinkText:
    """Put a step that is no claim into words; `ends` are the keys of its two terms."""
    predicate = corpus.ontology.predicates.get(link.predicate)
    relation = predicate.words if predicate else spaced(link.predicate.rpartition(":")[2])
    subject, object_ = corpus.label(link.subject), corpus.label(link.object)
    return LinkText(
        key=key,
        sentence=f"{subject} {relation} {object_}",
        subject=subject,
        relation=relation,
        object=object_,
        start=ends[0],
        end=ends[1],
        kind={1: Kind.PLUS, -1: Kind.MINUS}.get(link.sign, Kind.UNSIGNED),
        level=spaced(link.level),
        origin=link.origin,
        publications=link.publications,
    )
