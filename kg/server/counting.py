"""How much there is in the store, counted by its own workers when the service starts."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.server.description import Counts

if TYPE_CHECKING:
    from kg.server.pool import Pool

__all__ = ["count"]

MOST_GRAPHS = 1000
DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = f"""
SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(ISIRI(?g)) }}
GROUP BY ?g ORDER BY ?g LIMIT {MOST_GRAPHS}
"""


async def count(pool: Pool) -> Counts:
    """Count the triples of every graph, the first thousand named ones at most.

    Returns
    -------
    Counts
        Empty if counting takes longer than a query may.
    """
    with suppress(KgError):
        default = await _rows(pool, DEFAULT)
        named = await _rows(pool, NAMED)
        return Counts(
            int(default[0]["n"]["value"]),
            {row["g"]["value"]: int(row["n"]["value"]) for row in named if "g" in row},
        )
    return Counts()


async def _rows(pool: Pool, query: str) -> list[dict[str, dict[str, str]]]:
    asked: dict[str, Any] = {
        "query": query,
        "prefixes": {},
        "graphs": None,
        "bindings": "json",
        "graph": None,
    }
    answered = await pool.ask(asked)
    with answered.body as body:
        rows: list[dict[str, dict[str, str]]] = json.load(body)["results"]["bindings"]
    return rows
