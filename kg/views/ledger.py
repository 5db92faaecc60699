"""The ledger of the sources, as text and as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources import KINDS
from kg.views.cards import table_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources import Coverage

__all__ = ["to_records", "to_text"]


def to_text(ledger: Sequence[Coverage], *, width: int) -> str:
    """Set the numbers of lines as one table with a column for each source."""
    rows = {
        "lines with text": [source.content for source in ledger],
        **{f"  cited by {kind}": [source.by_kind[kind] for source in ledger] for kind in KINDS},
        "covered by any of these": [source.covered for source in ledger],
        "out of scope, with a reason": [source.out_of_scope for source in ledger],
        "open": [source.uncovered for source in ledger],
    }
    columns = ("", *(source.source for source in ledger))
    return table_text(
        columns, [(name, *map(str, numbers)) for name, numbers in rows.items()], width=width
    )


def to_records(ledger: Sequence[Coverage]) -> list[dict[str, object]]:
    """Give the ledger as plain records for JSON, one per source."""
    return [
        {
            "source": source.source,
            "content": source.content,
            "by_kind": dict(source.by_kind),
            "covered": source.covered,
            "out_of_scope": source.out_of_scope,
            "uncovered": source.uncovered,
            "open": [str(lines) for lines in source.open],
        }
        for source in ledger
    ]
