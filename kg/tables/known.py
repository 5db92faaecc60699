"""All raw tables together, and what they define for the rules that look it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.tables import cells
from kg.tables.schema import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.tables.raw import RawTable

__all__ = ["Known", "Tables"]


class Tables(NamedTuple):
    """All raw tables: those of `schema.SCHEMAS` by name, and the claim files in name order."""

    named: Mapping[str, RawTable]
    claims: Sequence[RawTable]


class Known:
    """What the tables define, as text, for rules that look it up."""

    def __init__(self, tables: Tables) -> None:
        named = tables.named

        def columns(table: str, *names: str) -> list[tuple[str, ...]]:
            return list(zip(*map(named[table].column, names), strict=True))

        def pairs(table: str, key: str, value: str) -> dict[str, str]:
            return dict(zip(named[table].column(key), named[table].column(value), strict=True))

        self.parents = pairs("classes", "type", "parent")
        self.predicates = {
            predicate: (sign, causal, *map(cells.parse_many, types))
            for predicate, sign, causal, *types in columns(
                "predicates", "predicate", "sign", "causal", "subject_types", "object_types"
            )
        }
        self.values: dict[str, set[str]] = {}
        for vocabulary, value in columns("values", "vocabulary", "value"):
            self.values.setdefault(vocabulary, set()).add(value)
        self.prefixes = set(named["prefixes"].column("prefix"))
        self.types = pairs("terms", "id", "type")
        self.line_counts = {
            source: int(count)
            for source, count in columns("sources", "id", "line_count")
            if cells.number(count) is None
        }
        self.sources = self.line_counts.keys() | named["sources"].column("id")
        self.study_context = {
            study: dict(zip(CONTEXT, map(cells.parse_many, context), strict=True))
            for study, *context in columns("studies", "id", *CONTEXT)
        }
        self.study_source = pairs("studies", "id", "source")
        self._add_broken(named)

    def _add_broken(self, named: Mapping[str, RawTable]) -> None:
        """Take what rows define that could not be split; nothing more is known of it."""
        for type_ in named["classes"].broken_column("type"):
            # Its own parent, so that no lineage through it ever comes to a root.
            self.parents.setdefault(type_, type_)
        for predicate in named["predicates"].broken_column("predicate"):
            self.predicates.setdefault(predicate, ("", "", (), ()))
        for vocabulary in named["values"].broken_column("vocabulary"):
            words = named["values"].broken_column("value")
            self.values.setdefault(vocabulary, set()).update(words)
        self.prefixes.update(named["prefixes"].broken_column("prefix"))
        for term in named["terms"].broken_column("id"):
            self.types.setdefault(term, "")
        for study in named["studies"].broken_column("id"):
            self.study_source.setdefault(study, "")
        self.sources |= set(named["sources"].broken_column("id"))

    def ancestors(self, type_id: str) -> list[str]:
        """List a type, its parent and so on, until one is unknown, empty or comes again."""
        found: list[str] = []
        while type_id in self.parents and type_id not in found:
            found.append(type_id)
            type_id = self.parents[type_id]
        return [*found, type_id]

    def lineage(self, type_id: str) -> list[str]:
        """List a type and its ancestors; empty if they are not known up to the root."""
        *found, end = self.ancestors(type_id)
        return [] if end else found
