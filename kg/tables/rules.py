"""The second stage of reading: all rules, held against all tables.

A rule for one cell stands in `cell_rules`, one for the cells of a row in `row_rules`; here
stand those that compare rows with each other.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from kg.errors import Problem
from kg.model import Lines
from kg.model.vocabulary import WEIGHTS, Match
from kg.tables import cells
from kg.tables.cell_rules import rules_of_claims, rules_of_tables
from kg.tables.known import Known, Tables
from kg.tables.raw import Fault, RawTable
from kg.tables.row_rules import check_claims, check_rows
from kg.tables.schema import CLAIMS, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.tables.cells import Rule

__all__ = ["check_tables"]

PLACE = ("subject", "object", "source", "lines")
"""What a claim is about, and where it stands."""


def check_tables(tables: Tables) -> list[Problem]:
    """Hold all rules against all tables.

    Parameters
    ----------
    tables : Tables
        As read; a table that could not be read has no rows.

    Returns
    -------
    list of Problem
        Everything that is wrong, in no particular order; empty if nothing is.
    """
    known = Known(tables)
    problems = []
    for name, rules in rules_of_tables(known).items():
        problems += _check_cells(tables.named[name], rules)
    problems += _check_claims(tables.claims, known)
    problems += check_rows(tables.named, known)
    for name, schema in SCHEMAS.items():
        problems += _check_unique([tables.named[name]], schema.key)
    problems += _check_unique([tables.named["terms"]], ["label"])
    problems += _check_unique(tables.claims, CLAIMS.key, lists=CLAIMS.lists)
    problems += _check_exact_matches(tables.named["terms"])
    problems += _check_poles(tables.named["structure"])
    problems += _check_weights(tables.named["strength"], problems)
    problems += _check_readings(tables.named["kgx"])
    if _all_placed(tables, problems):
        problems += _check_experiments(tables, known)
    return problems


def _all_placed(tables: Tables, problems: Sequence[Problem]) -> bool:
    """Tell whether it is known what every claim is about and where it stands."""
    read = (tables.named["structure"], *tables.claims)
    placed = {(table.file, name) for table in read for name in PLACE}
    return all(table.readable and not table.broken for table in read) and placed.isdisjoint(
        (problem.file, problem.column) for problem in problems
    )


def _check_cells(table: RawTable, rules: Mapping[str, Rule]) -> list[Problem]:
    return [problem for column, rule in rules.items() for problem in table.check([column], rule)]


def _check_claims(files: Sequence[RawTable], known: Known) -> list[Problem]:
    """Hold the rows of all claim files against the rules for them, as if they were one table.

    The files share most of their cells, and a rule is asked once per combination of cells.
    """
    cells = [[cell for file in files for cell in file.column(name)] for name in CLAIMS.columns]
    places = [(file.file, line) for file in files for line in file.lines]
    claims = RawTable(CLAIMS.file, CLAIMS.columns, cells, range(len(places)))
    problems = _check_cells(claims, rules_of_claims(known))
    problems += check_claims(claims, known)
    return [
        problem._replace(file=file, line=line)
        for problem in problems
        for file, line in [places[problem.line]]
    ]


def _check_unique(
    tables: Sequence[RawTable], key: Sequence[str], *, lists: Collection[str] = ()
) -> list[Problem]:
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    problems = []
    for table in tables:
        rows = zip(*table.ordered(key, lists=lists), strict=True)
        for row, line in zip(rows, table.lines, strict=True):
            if row not in first:
                first[row] = table.file, line
                continue
            file, earlier = first[row]
            wrong = f"duplicate of {file}:{earlier}"
            value = " ".join(filter(None, row))
            problems.append(Problem(table.file, line, key[0], value, wrong, "remove one"))
    return problems


def _check_exact_matches(terms: RawTable) -> list[Problem]:
    problems = []
    first: dict[str, str] = {}
    rows = zip(*map(terms.column, ("id", "curie", "match")), terms.lines, strict=True)
    for term, curie, match, line in rows:
        if match != Match.EXACT:
            continue
        holder = first.setdefault(curie, term)
        if holder != term:
            wrong = f"{holder} is already an exact match of it"
            remedy = "make one of the two close or broad"
            problems.append(Problem(terms.file, line, "curie", curie, wrong, remedy))
    return problems


def _check_poles(structure: RawTable) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    rows = zip(*map(structure.column, ("subject", "predicate", "object")), strict=True)
    for (subject, predicate, object_), line in zip(rows, structure.lines, strict=True):
        if predicate != "opposite_of":
            continue
        for column, term in (("subject", subject), ("object", object_)):
            if term in seen:
                wrong = "the term already has an opposite"
                remedy = "a polar pair is said once, of two terms"
                problems.append(Problem(structure.file, line, column, term, wrong, remedy))
            seen.add(term)
    return problems


def _check_weights(strength: RawTable, problems: Sequence[Problem]) -> list[Problem]:
    """Refuse a table that leaves something unweighed, once it is known what it weighs."""
    unclear = {(problem.file, problem.column) for problem in problems}
    if strength.broken or not unclear.isdisjoint(
        (strength.file, name) for name in ("part", "name")
    ):
        return []
    weighed = set(zip(strength.column("part"), strength.column("name"), strict=True))
    end = max(strength.lines, default=1)
    return [
        Problem(strength.file, end, "name", name, f"no row weighs it under {part}", "add the row")
        for part, names in WEIGHTS.items()
        for name in names
        if (part, name) not in weighed
    ]


def _check_readings(kgx: RawTable) -> list[Problem]:
    """Refuse a predicate that is read twice alike, or only with qualifiers."""
    problems = []
    first: dict[tuple[str, str, str], int] = {}
    rows = list(zip(*map(kgx.column, ("predicate", "aspect", "direction")), strict=True))
    plain = {predicate for predicate, *qualifiers in rows if not any(qualifiers)}
    plain.update(kgx.broken_column("predicate"))
    for (predicate, aspects, directions), line in zip(rows, kgx.lines, strict=True):
        read = product([predicate], _parts(aspects), _parts(directions))
        earlier = [first[each] for each in read if first.setdefault(each, line) != line]
        if earlier:
            wrong, remedy = f"line {min(earlier)} reads it already", "remove one of the two"
            problems.append(Problem(kgx.file, line, "predicate", predicate, wrong, remedy))
        elif predicate not in plain:
            wrong, remedy = "no row reads it without qualifiers", "add one"
            problems.append(Problem(kgx.file, line, "predicate", predicate, wrong, remedy))
    return problems


def _parts(cell: str) -> set[str]:
    """Split a list; empty parts of one are refused elsewhere."""
    return set(filter(None, cell.split("|"))) or {""}


def _check_experiments(tables: Tables, known: Known) -> list[Problem]:
    """Refuse an experiment with one perturbation and a direction that no claim goes with.

    A note may say why there is none.
    """
    axes = _axes(tables.named["structure"])
    claimed = _claimed(tables.claims, axes)

    def rule(note: str, observed: str, *ends_and_place: str) -> Fault | None:
        change, readout, source, lines = ends_and_place
        term, _, sign = change.rpartition(":")
        unclear = cells.lines(lines) or not {term, readout} <= known.types.keys()
        if note or not {observed, sign} <= {"+", "-"} or unclear:
            return None
        place = Lines.parse(lines)
        if place.last > known.line_counts.get(source, 0):
            return None
        claims = claimed.get((axes.get(term, term), axes.get(readout, readout), source), ())
        if any(Lines.parse(claim).overlaps(place) for claim in claims):
            return None
        return Fault("no claim says what the experiment shows", "add it, or say here why not")

    columns = ("note", "observed", "perturbation", "readout", "source", "lines")
    return tables.named["experiments"].check(columns, rule, blame="note")


def _claimed(
    claims: Sequence[RawTable], axes: Mapping[str, str]
) -> dict[tuple[str, str, str], list[str]]:
    """List the lines in which each source makes a claim about two axes."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for table in claims:
        columns = map(table.column, PLACE)
        for subject, object_, source, lines in set(zip(*columns, strict=True)):
            if lines:
                key = axes.get(subject, subject), axes.get(object_, object_), source
                places.setdefault(key, []).append(lines)
    return places


def _axes(structure: RawTable) -> dict[str, str]:
    rows = zip(*map(structure.column, ("subject", "predicate", "object")), strict=True)
    return {subject: object_ for subject, predicate, object_ in rows if predicate == "opposite_of"}
