"""The third stage of reading: rows that broke no rule, to records."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.model import (
    Basis,
    Certainty,
    Claim,
    Context,
    Corpus,
    Discrepancy,
    Evidence,
    Experiment,
    Gap,
    Lines,
    Match,
    Ontology,
    Outcome,
    OutOfScope,
    Predicate,
    Source,
    Structure,
    Study,
    Term,
    TermType,
    Word,
    WordKind,
)
from kg.model.vocabulary import Reading, Value, Way
from kg.tables import cells
from kg.tables.schema import CLAIMS, CONTEXT, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.tables.known import Tables
    from kg.tables.raw import RawTable

__all__ = ["build_corpus", "content_hash"]

HASH_LENGTH = 12

Row = dict[str, str]


def content_hash(*parts: str) -> str:
    """Name something by what it says.

    Returns
    -------
    str
        12 hexadecimal digits of the SHA-256 of the parts, joined by tabs.
    """
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()[:HASH_LENGTH]


def build_corpus(tables: Tables) -> Corpus:
    """Turn raw tables that broke no rule into records.

    Parameters
    ----------
    tables : Tables
        For which `check_tables` found nothing.

    Returns
    -------
    Corpus
        Sorted by identifier; claims by subject, predicate, object and site.
    """
    ontology = _ontology(tables)
    return Corpus(
        ontology=ontology,
        terms={row["id"]: _term(row) for row in _rows(tables, "terms")},
        structure=tuple(
            Structure(row["subject"], row["predicate"], row["object"], row["note"])
            for row in _rows(tables, "structure")
        ),
        sources={row["id"]: _source(row) for row in _rows(tables, "sources")},
        studies={row["id"]: _study(row) for row in _rows(tables, "studies")},
        claims=_claims(tables, ontology),
        experiments={row["id"]: _experiment(row) for row in _rows(tables, "experiments")},
        gaps={row["id"]: _gap(row) for row in _rows(tables, "gaps")},
        discrepancies={row["id"]: _discrepancy(row) for row in _rows(tables, "discrepancies")},
        out_of_scope=tuple(
            OutOfScope(row["source"], Lines.parse(row["lines"]), row["reason"])
            for row in _rows(tables, "out_of_scope")
        ),
    )


def _rows(tables: Tables, name: str) -> Iterator[Row]:
    schema = SCHEMAS[name]
    columns = tables.named[name].ordered(schema.columns, lists=schema.lists)
    for row in sorted(zip(*columns, strict=True)):
        yield dict(zip(schema.columns, row, strict=True))


def _context(row: Row) -> Context:
    return Context(*(cells.parse_many(row[name]) for name in CONTEXT))


def _ontology(tables: Tables) -> Ontology:
    values: dict[str, dict[str, Value]] = {}
    for row in _rows(tables, "values"):
        values.setdefault(row["vocabulary"], {})[row["value"]] = Value(**row)
    return Ontology(
        types={
            row["type"]: TermType(row["type"], row["parent"], row["biolink"], row["meaning"])
            for row in _rows(tables, "classes")
        },
        predicates={row["predicate"]: _predicate(row) for row in _rows(tables, "predicates")},
        values=values,
        prefixes={row["prefix"]: row["iri"] for row in _rows(tables, "prefixes")},
        words={
            row["name"]: Word(row["name"], WordKind(row["kind"]), row["meaning"])
            for row in _rows(tables, "vocabulary")
        },
        metadata={row["key"]: row["value"] for row in _rows(tables, "metadata")},
        weights=_weights(tables),
        readings=tuple(_reading(row) for row in _rows(tables, "kgx")),
    )


def _weights(tables: Tables) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {}
    for row in _rows(tables, "strength"):
        weights.setdefault(row["part"], {})[row["name"]] = float(row["weight"])
    return weights


def _reading(row: Row) -> Reading:
    return Reading(
        predicate=row["predicate"],
        aspects=cells.parse_many(row["aspect"]) or ("",),
        directions=cells.parse_many(row["direction"]) or ("",),
        sign=cells.parse_sign(row["sign"]),
        causal=row["causal"] == "yes",
        way=Way(row["way"]),
        meaning=row["meaning"],
    )


def _predicate(row: Row) -> Predicate:
    return Predicate(
        id=row["predicate"],
        words=row["words"],
        meaning=row["meaning"],
        sign=cells.parse_sign(row["sign"]),
        null=row["sign"] == "0",
        causal=row["causal"] == "yes",
        ro_curie=row["ro_curie"],
        ro_match=Match(row["ro_match"]),
        biolink=row["biolink"],
        inverse=row["inverse"],
        symmetric=row["symmetric"] == "yes",
        bel=row["bel"],
        subject_types=cells.parse_many(row["subject_types"]),
        object_types=cells.parse_many(row["object_types"]),
        safe_superproperty=row["safe_superproperty"],
        biolink_qualifiers=row["biolink_qualifiers"],
    )


def _term(row: Row) -> Term:
    return Term(
        id=row["id"],
        label=row["label"],
        type=row["type"],
        curie=row["curie"],
        match=Match(row["match"]),
        curie_label=row["curie_label"],
        synonyms=cells.parse_many(row["synonyms"]),
        note=row["note"],
    )


def _source(row: Row) -> Source:
    return Source(
        id=row["id"],
        title=row["title"],
        doi=row["doi"],
        year=int(row["year"]),
        kind=row["kind"],
        file=row["file"],
        line_count=int(row["line_count"]),
        note=row["note"],
    )


def _study(row: Row) -> Study:
    plain = {name: cell for name, cell in row.items() if name not in CONTEXT}
    special = {"lines", "year", "route"}
    return Study(
        **{name: cell for name, cell in plain.items() if name not in special},
        lines=Lines.parse(row["lines"]) if row["lines"] else None,
        year=cells.parse_number(row["year"]),
        route=cells.parse_many(row["route"]),
        context=_context(row),
    )


def _experiment(row: Row) -> Experiment:
    return Experiment(
        id=row["id"],
        perturbation=cells.parse_changes(row["perturbation"]),
        background=cells.parse_changes(row["background"]),
        readout=row["readout"],
        observed=cells.parse_observed(row["observed"]),
        compared_with=cells.parse_changes(row["compared_with"]),
        source=row["source"],
        lines=Lines.parse(row["lines"]),
        study=row["study"],
        context=_context(row),
        note=row["note"],
    )


def _gap(row: Row) -> Gap:
    return Gap(
        id=row["id"],
        question=row["question"],
        kind=row["kind"],
        terms=cells.parse_many(row["terms"]),
        source=row["source"],
        lines=Lines.parse(row["lines"]),
        note=row["note"],
    )


def _discrepancy(row: Row) -> Discrepancy:
    return Discrepancy(
        id=row["id"],
        source=row["source"],
        lines=Lines.parse(row["lines"]),
        as_printed=row["as_printed"],
        corrected=row["corrected"],
        reason=row["reason"],
    )


class _Eco:
    """The evidence code that follows from the basis, the study and the species."""

    def __init__(self, tables: Tables, ontology: Ontology) -> None:
        bases = ontology.values.get("basis", {})
        self._by_basis = {word: value.curie for word, value in bases.items()}
        special = ontology.values.get("eco", {})
        self._special = {word: value.curie for word, value in special.items()}
        named = tables.named["studies"]
        self._species = dict(zip(named.column("id"), named.column("species"), strict=True))

    def __call__(self, basis: str, study: str, context: Context) -> str:
        code = self._by_basis.get(basis, "")
        if basis == Basis.STATEMENT and not study:
            return self._special.get("statement_uncited", code)
        species = context.species or cells.parse_many(self._species.get(study, ""))
        if basis == Basis.ASSOCIATION and species and "human" not in species:
            return self._special.get("association_in_animals", code)
        return code


def _claims(tables: Tables, ontology: Ontology) -> dict[str, Claim]:
    eco_of = _Eco(tables, ontology)
    pieces: dict[tuple[str, ...], list[Evidence]] = {}
    for table in tables.claims:
        for key, evidence in _evidence(table, eco_of):
            pieces.setdefault(key, []).append(evidence)
    claims = {}
    for key in sorted(pieces):
        name = content_hash(*key)
        subject, predicate, object_, site = key
        claims[name] = Claim(name, subject, predicate, object_, site, tuple(pieces[key]))
    return claims


def _evidence(table: RawTable, eco_of: _Eco) -> Iterator[tuple[tuple[str, ...], Evidence]]:
    mechanism = table.file.rpartition("/")[2].removesuffix(".tsv")
    columns = table.ordered(CLAIMS.columns, lists=CLAIMS.lists)
    outcomes = {word.value: word for word in Outcome}
    bases = {word.value: word for word in Basis}
    certainties = {word.value: word for word in Certainty}
    lines: dict[str, Lines | None] = {}
    contexts: dict[tuple[str, ...], Context] = {}
    for row in sorted(zip(*columns, strict=True)):
        outcome, basis, certainty, source, place, study = row[4:10]
        if place not in lines:
            lines[place] = Lines.parse(place) if place else None
        context = row[10:15]
        if context not in contexts:
            contexts[context] = Context(*map(cells.parse_many, context))
        yield (
            row[:4],
            Evidence(
                content_hash(*row[:-1]),
                outcomes[outcome],
                bases[basis],
                certainties[certainty],
                source,
                lines[place],
                study,
                contexts[context],
                row[15] or eco_of(basis, study, contexts[context]),
                row[16],
                mechanism,
            ),
        )
