"""Which public terms ours are mapped to, as a mapping set in SSSOM/TSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.exchange.imports import Imports
    from kg.model import Corpus

__all__ = ["Mapped", "mappings", "to_sssom"]

JUSTIFICATION = "semapv:ManualMappingCuration"


class Mapped(NamedTuple):
    """One mapping, with the slots of SSSOM in their order."""

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str
    subject_type: str
    subject_source: str
    subject_source_version: str
    object_source: str
    object_source_version: str


class _Ours(NamedTuple):
    """A term, predicate or class of ours."""

    curie: str
    label: str
    type: str


def mappings(corpus: Corpus, imports: Imports, labels: Mapping[str, str]) -> list[Mapped]:
    """List what terms, predicates and classes are mapped to.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    imports : Imports
        The labels of public terms, and when they were seen.
    labels : mapping of str to str
        The labels of our predicates and classes, by identifier.

    Returns
    -------
    list of Mapped
        Sorted. The version of what is mapped to is the newest date on which it was seen.
    """
    told = corpus.ontology.metadata
    found = []
    for ours, match, curie in _pairs(corpus, labels):
        seen = imports.labels.get(curie)
        origin = imports.ontologies.get(curie.partition(":")[0])
        found.append(
            Mapped(
                ours.curie,
                ours.label,
                f"skos:{match}Match",
                curie,
                seen.label if seen else "",
                JUSTIFICATION,
                ours.type,
                told["ontology"],
                told["version"],
                origin.iri if origin else "",
                seen.seen if seen else "",
            )
        )
    return sorted(set(found))


def to_sssom(corpus: Corpus, found: list[Mapped]) -> str:
    """Write mappings as SSSOM/TSV: metadata in YAML after `#`, then the table.

    Parameters
    ----------
    corpus : Corpus
        For what the set says of itself, and its prefixes.
    found : list of Mapped
        In the order in which they are written.

    Returns
    -------
    str
        Only the prefixes that are used are declared.
    """
    page = io.StringIO()
    for line in _metadata(corpus, found):
        page.write(f"# {line}\n")
    rows = csv.writer(page, delimiter="\t", lineterminator="\n")
    rows.writerow(Mapped._fields)
    rows.writerows(found)
    return page.getvalue()


def _pairs(corpus: Corpus, labels: Mapping[str, str]) -> Iterator[tuple[_Ours, Match, str]]:
    ontology = corpus.ontology
    for term in corpus.terms.values():
        if term.grounded:
            ours = _Ours(f"term:{term.id}", term.label, "owl named individual")
            yield ours, term.match, term.curie
    for predicate in ontology.predicates.values():
        ours = _Ours(f"hb:{predicate.id}", labels[predicate.id], "owl object property")
        if predicate.ro_curie:
            yield ours, predicate.ro_match, predicate.ro_curie
        if predicate.biolink:
            yield ours, Match.CLOSE, predicate.biolink
    for type_ in ontology.types.values():
        if type_.biolink:
            ours = _Ours(f"hb:{type_.id}", labels[type_.id], "owl class")
            yield ours, Match.CLOSE, type_.biolink


def _metadata(corpus: Corpus, found: list[Mapped]) -> Iterator[str]:
    """Write the metadata; a text in JSON is a text in YAML too."""
    told = corpus.ontology.metadata
    curies = {cell for row in found for cell in (row.subject_id, row.predicate_id, row.object_id)}
    used = {curie.partition(":")[0] for curie in curies | {JUSTIFICATION}}
    yield "curie_map:"
    for prefix, iri in sorted(corpus.ontology.prefixes.items()):
        if prefix in used:
            yield f"  {prefix}: {json.dumps(iri)}"
    for key, value in (
        ("creator_label", None),
        ("license", told["license"]),
        ("mapping_date", told["modified"]),
        ("mapping_set_description", "Public terms that those of the graph are mapped to."),
        ("mapping_set_id", f"{told['ontology'].rpartition('/')[0]}/mappings"),
        ("mapping_set_title", f"Mappings of: {told['title']}"),
        ("mapping_set_version", told["version"]),
    ):
        if value is not None:
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
            continue
        yield f"{key}:"
        yield f"  - {json.dumps(told['creator'], ensure_ascii=False)}"
