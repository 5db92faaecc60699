"""What the cells of one row must be beside each other.

Each rule is a small function from cells to a fault or None. It says nothing of a cell that a
rule for cells alone refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Lines
from kg.model.vocabulary import STRUCTURAL, WEIGHTS, Basis, Match, Outcome
from kg.tables import cells
from kg.tables.raw import Fault
from kg.tables.schema import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kg.errors import Problem
    from kg.tables.cells import Rule
    from kg.tables.known import Known
    from kg.tables.raw import RawTable

__all__ = ["check_claims", "check_rows"]

MAX_PRINTED_WORDS = 8


def check_claims(table: RawTable, known: Known) -> list[Problem]:
    """Hold the rows of claims against every rule for them."""
    claimable = known.predicates.keys() - STRUCTURAL
    rules: Iterable[tuple[tuple[str, ...], Callable[..., Fault | None], str]] = [
        (("predicate", "outcome"), _null_goes_with_null(known), ""),
        (("predicate", "basis"), _association_is_no_cause(known), ""),
        (("basis", "source"), _has_evidence, ""),
        (("basis", "lines"), _has_evidence, ""),
        (("basis", "study"), _background_is_cited, ""),
        (("predicate", "subject"), _type_fits(known, "subject", among=claimable), ""),
        (("predicate", "object"), _type_fits(known, "object", among=claimable), ""),
        *_rules_of_place(known),
    ]
    return [
        problem
        for columns, rule, blame in rules
        for problem in table.check(columns, rule, blame=blame)
    ]


def _rules_of_place(
    known: Known,
) -> list[tuple[tuple[str, ...], Callable[..., Fault | None], str]]:
    return [
        (("source", "lines"), _lines_in_source(known), ""),
        (("source", "study"), _study_in_source(known), ""),
        *((("study", name), _narrows(known, name), "") for name in CONTEXT),
    ]


def check_rows(named: Mapping[str, RawTable], known: Known) -> list[Problem]:
    """Hold the rows of all other tables against the rules that need more than one cell."""
    inside = _lines_in_source(known)
    problems = []
    for name in ("studies", "gaps", "discrepancies", "out_of_scope"):
        problems += named[name].check(("source", "lines"), inside)
    for columns, rule, blame in _rules_of_place(known):
        problems += named["experiments"].check(columns, rule, blame=blame)
    problems += named["classes"].check(("type", "parent"), _descends(known))
    for end in ("subject", "object"):
        rule = _type_fits(known, end, among=STRUCTURAL)
        problems += named["structure"].check(("predicate", end), rule)
    problems += named["discrepancies"].check(["as_printed"], _short_quote)
    terms = named["terms"]
    problems += terms.check(("curie", "match"), _match_fits)
    problems += terms.check(("curie", "curie_label"), _label_goes_along)
    problems += terms.check(["curie"], _prefix_is_declared(known))
    problems += named["predicates"].check(("ro_match", "ro_curie"), _ro_fits)
    problems += named["strength"].check(("part", "name"), _is_weighed)
    problems += named["studies"].check(("source", "lines"), _lines_of_a_source)
    problems += named["studies"].check(("status", "doi"), _verified_only)
    problems += named["studies"].check(("status", "pmid"), _verified_only)
    return problems


def _null_goes_with_null(known: Known) -> Callable[[str, str], Fault | None]:
    def rule(predicate: str, outcome: str) -> Fault | None:
        if predicate not in known.predicates or outcome not in list(Outcome):
            return None
        sign = known.predicates[predicate][0]
        null = sign == "0"
        if null and outcome != Outcome.NULL:
            return Fault(f"{predicate} says that nothing was found", "write null")
        if sign and not null and outcome == Outcome.NULL:
            return Fault(
                f"{predicate} says that something was found",
                "use no_effect_on or not_correlated_with for a null result",
            )
        return None

    return rule


def _association_is_no_cause(known: Known) -> Callable[[str, str], Fault | None]:
    def rule(predicate: str, basis: str) -> Fault | None:
        if basis != Basis.ASSOCIATION or predicate not in known.predicates:
            return None
        if known.predicates[predicate][1] != "yes":
            return None
        return Fault(
            f"an association cannot carry the causal predicate {predicate}",
            "use a correlation or risk_factor_for",
        )

    return rule


def _has_evidence(basis: str, cell: str) -> Fault | None:
    if cell or basis == Basis.BACKGROUND:
        return None
    return Fault("evidence is missing", "say where in a source the claim stands")


def _background_is_cited(basis: str, study: str) -> Fault | None:
    if study or basis != Basis.BACKGROUND:
        return None
    return Fault("background knowledge without a citation", "name the study it rests on")


def _type_fits(
    known: Known, end: str, *, among: Collection[str]
) -> Callable[[str, str], Fault | None]:
    predicates = known.predicates.keys() & among

    def rule(predicate: str, term: str) -> Fault | None:
        if predicate not in predicates or term not in known.types:
            return None
        _, _, subjects, objects = known.predicates[predicate]
        wanted = subjects if end == "subject" else objects
        lineage = known.lineage(known.types[term])
        if not lineage or not wanted or not set(wanted).isdisjoint(lineage):
            return None
        return Fault(
            f"{predicate} takes no {lineage[0]} as its {end}",
            f"use {' or '.join(wanted)}, or another predicate",
        )

    return rule


def _descends(known: Known) -> Callable[[str, str], Fault | None]:
    def rule(type_id: str, parent: str) -> Fault | None:
        if type_id not in known.ancestors(parent):
            return None
        return Fault(f"{type_id} is its own ancestor", "name another parent, or none")

    return rule


def _lines_in_source(known: Known) -> Callable[[str, str], Fault | None]:
    def rule(source: str, place: str) -> Fault | None:
        if source not in known.line_counts or cells.lines(place) is not None:
            return None
        count = known.line_counts[source]
        if Lines.parse(place).last <= count:
            return None
        return Fault(f"{source} has {count} lines", "correct the range")

    return rule


def _lines_of_a_source(source: str, place: str) -> Fault | None:
    if source or not place:
        return None
    return Fault("lines of no source", "name the source, or empty the cell")


def _study_in_source(known: Known) -> Callable[[str, str], Fault | None]:
    def rule(source: str, study: str) -> Fault | None:
        home = known.study_source.get(study, "")
        if not home or source not in known.sources or home == source:
            return None
        return Fault(f"the study is one of {home}, not of {source}", "correct one of the two")

    return rule


def _narrows(known: Known, name: str) -> Callable[[str, str], Fault | None]:
    def rule(study: str, cell: str) -> Fault | None:
        stated = known.study_context.get(study, {}).get(name, ())
        extra = [part for part in cells.parse_many(cell) if stated and part not in stated]
        if not extra:
            return None
        return Fault(
            f"{study} states {'|'.join(stated)}", "narrow what the study states, or correct it"
        )

    return rule


def _short_quote(cell: str) -> Fault | None:
    if len(cell.split()) <= MAX_PRINTED_WORDS:
        return None
    return Fault(f"more than {MAX_PRINTED_WORDS} words of a source", "quote the slip alone")


def _match_fits(curie: str, match: str) -> Fault | None:
    if match not in list(Match) or (curie == "NONE") == (match == Match.NONE):
        return None
    return Fault(f"{match} does not go with {curie}", "none goes with NONE, and only with it")


def _label_goes_along(curie: str, label: str) -> Fault | None:
    if cells.curie(curie) is not None or bool(label) == (curie != "NONE"):
        return None
    if label:
        return Fault("a public label without a public term", "empty the cell, or name the term")
    return Fault("the public term is not named", "write its label as its ontology has it")


def _prefix_is_declared(known: Known) -> Rule:
    def rule(curie: str) -> Fault | None:
        prefix = curie.partition(":")[0]
        if curie == "NONE" or cells.curie(curie) is not None or prefix in known.prefixes:
            return None
        return Fault(f"unknown prefix {prefix}", "declare it in ontology/prefixes.tsv")

    return rule


def _is_weighed(part: str, name: str) -> Fault | None:
    if not name or part not in WEIGHTS:
        return None
    return cells.one_of(WEIGHTS[part], f"name under {part}")(name)


def _ro_fits(match: str, curie: str) -> Fault | None:
    if bool(curie) == (match != Match.NONE):
        return None
    return Fault("a mapping and its strength go together", "fill or empty both ro_ cells")


def _verified_only(status: str, identifier: str) -> Fault | None:
    if not identifier or status == "verified":
        return None
    return Fault(
        f"an identifier on a study that is {status}",
        "move it to the note as a candidate, or verify the citation",
    )
