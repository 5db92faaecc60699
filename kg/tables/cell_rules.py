"""What each cell must hold when it is looked at alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.vocabulary import (
    DIRECTIONS,
    STRUCTURAL,
    WEIGHTS,
    Basis,
    Certainty,
    Match,
    Outcome,
    Way,
    WordKind,
)
from kg.tables import cells
from kg.tables.raw import Fault

if TYPE_CHECKING:
    from kg.tables.cells import Rule
    from kg.tables.known import Known

__all__ = ["rules_of_claims", "rules_of_tables"]


LIST = cells.optional(cells.each(cells.required))


def _text_rules(columns: str) -> dict[str, Rule]:
    return dict.fromkeys(columns.split(), cells.required)


def _context_rules(known: Known) -> dict[str, Rule]:
    closed = {
        name: cells.optional(cells.each(cells.one_of(known.values.get(name, set()), name)))
        for name in ("species", "sex", "stage")
    }
    return closed | dict.fromkeys(("model", "dose"), LIST)


def _place_rules(known: Known) -> dict[str, Rule]:
    return {
        "source": cells.known(known.sources, "source", "triples/sources.tsv"),
        "lines": cells.lines,
    }


def _vocabulary(known: Known, name: str) -> Rule:
    return cells.one_of(known.values.get(name, set()), name.replace("_", " "))


def rules_of_tables(known: Known) -> dict[str, dict[str, Rule]]:
    """List what each column of each table but the claims must hold, by table and column."""
    return {**_of_ontology(known), **_of_definitions(known), **_of_findings(known)}


def _of_ontology(known: Known) -> dict[str, dict[str, Rule]]:
    type_ = cells.known(known.parents, "type", "ontology/classes.tsv")
    return {
        "classes": {"type": cells.slug, "parent": cells.optional(type_), "meaning": cells.required},
        "predicates": {
            "predicate": cells.slug,
            **_text_rules("words meaning inverse"),
            "sign": cells.is_sign,
            "causal": cells.is_flag,
            "symmetric": cells.is_flag,
            "ro_match": cells.one_of(list(Match), "match"),
            "subject_types": cells.each(type_),
            "object_types": cells.each(type_),
        },
        "values": {"vocabulary": cells.slug, **_text_rules("value meaning")},
        "prefixes": {"prefix": cells.slug, "iri": cells.iri},
        "vocabulary": {
            "name": cells.slug,
            "kind": cells.one_of(list(WordKind), "kind of word"),
            "meaning": cells.required,
        },
        "metadata": {"key": cells.slug, "value": cells.required},
        "kgx": {
            "predicate": cells.curie,
            "aspect": cells.optional(cells.each(cells.slug)),
            "direction": cells.optional(cells.each(cells.one_of(DIRECTIONS, "direction"))),
            "sign": cells.one_of({"+", "-", "none"}, "sign of an edge"),
            "causal": cells.is_flag,
            "way": cells.one_of(list(Way), "way"),
            "meaning": cells.required,
        },
        "strength": {
            "part": cells.one_of(WEIGHTS.keys(), "part of a strength"),
            "name": cells.required,
            "weight": cells.weight,
            "meaning": cells.required,
        },
    }


def _of_definitions(known: Known) -> dict[str, dict[str, Rule]]:
    term = cells.known(known.types, "term", "triples/terms.tsv")
    return {
        "terms": {
            "id": cells.slug,
            "label": cells.required,
            "type": cells.known(known.parents, "type", "ontology/classes.tsv"),
            "curie": cells.curie,
            "match": cells.one_of(list(Match), "match"),
            "synonyms": LIST,
        },
        "structure": {
            "subject": term,
            "predicate": cells.one_of(STRUCTURAL, "structural predicate"),
            "object": term,
        },
        "sources": {
            "id": cells.slug,
            **_text_rules("title kind"),
            "file": cells.file_name,
            "year": cells.number,
            "line_count": cells.number,
        },
        "studies": {
            "id": cells.slug,
            "source": cells.optional(_place_rules(known)["source"]),
            "lines": cells.optional(cells.lines),
            "year": cells.optional(cells.number),
            "status": _vocabulary(known, "status"),
            "route": cells.optional(cells.each(_vocabulary(known, "route"))),
            **_context_rules(known),
        },
    }


def _of_findings(known: Known) -> dict[str, dict[str, Rule]]:
    term = cells.known(known.types, "term", "triples/terms.tsv")
    changes = cells.changes(known.types, "triples/terms.tsv")
    study = cells.known(known.study_source, "study", "triples/studies.tsv")
    place = _place_rules(known)
    return {
        "experiments": {
            "id": cells.slug,
            "perturbation": changes,
            "background": cells.optional(changes),
            "compared_with": cells.optional(changes),
            "readout": term,
            "observed": cells.one_of({"+", "-", "0", "?"}, "observation"),
            **place,
            "study": cells.optional(study),
            **_context_rules(known),
        },
        "gaps": {
            "id": cells.slug,
            "question": cells.required,
            "kind": _vocabulary(known, "gap_kind"),
            "terms": cells.each(term),
            **place,
        },
        "discrepancies": {
            "id": cells.slug,
            **_text_rules("as_printed corrected reason"),
            **place,
        },
        "out_of_scope": {"reason": cells.required, **place},
    }


def rules_of_claims(known: Known) -> dict[str, Rule]:
    """List what each column of a claim file must hold."""
    term = cells.known(known.types, "term", "triples/terms.tsv")
    return {
        "subject": term,
        "predicate": _claimable(known),
        "object": term,
        "site": cells.optional(term),
        "outcome": cells.one_of(list(Outcome), "outcome"),
        "basis": cells.one_of(list(Basis), "basis"),
        "certainty": cells.one_of(list(Certainty), "certainty"),
        "source": cells.optional(_place_rules(known)["source"]),
        "lines": cells.optional(cells.lines),
        "study": cells.optional(cells.known(known.study_source, "study", "triples/studies.tsv")),
        **_context_rules(known),
        "eco": cells.optional(cells.curie),
    }


def _claimable(known: Known) -> Rule:
    words = known.predicates.keys() - STRUCTURAL
    rule = cells.known(words, "predicate", "ontology/predicates.tsv")

    def check(cell: str) -> Fault | None:
        if cell in STRUCTURAL:
            return Fault("no claim says how things are built", "move it to triples/structure.tsv")
        return rule(cell)

    return check
