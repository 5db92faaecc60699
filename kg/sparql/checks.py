"""What no graph may hold: the queries of `ontology/checks/`, run on one graph.

Each returns a row for a violation and none otherwise. They are ours and run in this process,
so a graph is fed to them only as `kg.rdf` wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError, QueryError, printable
from kg.location import ONTOLOGY
from kg.rdf import BASE, VOCAB
from kg.sparql.answer import short
from kg.sparql.guard import check_query

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CHECKS", "Violation", "find_violations"]

CHECKS = "checks"
COLUMNS = ("entity", "property", "value")
KINDS = ("claim", "discrepancy", "evidence", "experiment", "gap", "source", "study", "term")
PREFIXES = {kind: f"{BASE}{kind}/" for kind in KINDS} | {
    "dcterms": "http://purl.org/dc/terms/",
    "hb": VOCAB,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
"""How addresses are shortened in messages."""


class Violation(NamedTuple):
    """One thing that a check found: what is wrong with which property of what.

    The parts are CURIEs or texts; `value` is empty where something is missing.
    """

    check: str
    entity: str
    property: str
    value: str

    def __str__(self) -> str:
        return printable(": ".join((self.check, " ".join(filter(None, self[1:])))))


def find_violations(nquads: str, folder: Path) -> list[Violation]:
    """Run every check on a graph.

    Parameters
    ----------
    nquads : str
        N-Quads as `kg.rdf.to_nquads` writes them; the checks see all graphs as one.
    folder : Path
        Holds `ontology/checks/`.

    Returns
    -------
    list of Violation
        Sorted; empty if the graph passes.

    Raises
    ------
    KgError
        If there is no check, or one cannot be read or run; it names the file.

    Notes
    -----
    Nothing limits their time: run no checks of which you do not know the author.
    """
    store = ox.Store()
    store.bulk_load(nquads.encode(), format=ox.RdfFormat.N_QUADS)
    home = folder / ONTOLOGY / CHECKS
    paths = sorted(home.glob("*.rq"))
    if not paths:
        raise KgError(f"no checks in {printable(str(home))}: name a folder that holds the ontology")
    return sorted(found for path in paths for found in _run(store, path))


def _run(store: ox.Store, path: Path) -> set[Violation]:
    try:
        rows = _rows(store, path.read_text(encoding="utf-8"))
        return {Violation(path.stem, *map(_written, row)) for row in rows}
    # RuntimeError is what the engine makes of a function it does not know.
    except (SyntaxError, ValueError, OSError, RuntimeError, QueryError) as error:
        what = str(error).split("\n", 1)[0]
        raise KgError(
            f"cannot run the check {printable(str(path))}: {printable(what)}: "
            f"it must be a SELECT of {' '.join(f'?{name}' for name in COLUMNS)}"
        ) from error


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    check_query(query)
    rows = store.query(query, use_default_graph_as_union=True)
    if not isinstance(rows, ox.QuerySolutions):
        raise QueryError("it is no SELECT")
    columns = [variable.value for variable in rows.variables]
    if columns != list(COLUMNS):
        raise QueryError(f"it returns {' '.join(columns)}")
    return rows


def _written(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(value, ox.NamedNode):
        return short(value.value, PREFIXES)
    return value.value if isinstance(value, ox.Literal) else str(value or "")
