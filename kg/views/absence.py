"""Why there is no path, as text, Markdown, records and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Questions
from kg.views.evidence import evidence_words, wrapped
from kg.views.forms import to_markdown
from kg.views.hops import Said, chain, piece_record, strength_words
from kg.views.paths import ends_words
from kg.views.reach import path_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Corpus
    from kg.paths import Path
    from kg.reasoning.absence import Absence, Bare, Relaxed
    from kg.reasoning.bridges import Bridge
    from kg.reasoning.constraints import Constraint
    from kg.reasoning.reach import Reached
    from kg.views.forms import Table

__all__ = ["AbsenceView"]

COLUMNS = (
    "what", "constraints", "subject", "object", "sign", "path", "claim", "outcome", "basis",
    "certainty", "study", "source", "lines", "gap",
)  # fmt: skip
NEAREST = 5
"""Terms near an end that a person is shown at most."""
HELD = 2
"""Findings, and gaps, on one missing hop that a person is shown at most."""
SHOWN = 3
"""Missing hops that a person is shown at most."""
TERMS = frozenset({"via", "avoid", "sites"})
WITHOUT = {
    "sign": "with any net sign, not only {}",
    "longest": "with more than {} hops",
    "via": "without passing {}",
    "avoid": "without avoiding {}",
    "types": "with terms of any class between, not only {}",
    "avoid_types": "with terms of class {} between",
    "predicates": "with any predicate, not only {}",
    "mechanisms": "with any mechanism file, not only {}",
    "sources": "with any document, not only {}",
    "sites": "at any site, not only {}",
    "species": "with evidence from another species than {}, or that states none",
    "sex": "with evidence from another sex than {}, or that states none",
    "stage": "with evidence from another stage of life than {}, or that states none",
    "model": "with evidence from another model than {}, or that states none",
    "dose": "with evidence from another dose than {}, or that states none",
    "certainty": "with claims that are said to be open",
    "bases": "with evidence of any basis, not only {}",
    "guesses": "with speculation and background knowledge",
    "association": "with associations as steps, which show no cause",
    "structure": "with structural steps",
    "pools": "with the pools of a substance taken as one",
}


class AbsenceView:
    """Why no path satisfies a query; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which it was sought.
    absence : Absence
        The explanation.
    """

    name = "reasons"

    def __init__(self, corpus: Corpus, absence: Absence) -> None:
        self._corpus = corpus
        self._absence = absence
        self._questions = Questions(corpus)

    def summary(self) -> str:
        """Say in one line why there is no path, as far as one line goes."""
        return f"{ends_words(self._corpus, self._absence.query)}: {self._reason()}"

    def outline(self) -> str:
        """Write the explanation for a terminal, in a few lines."""
        lines = [line for lead, text in self._said() for line in wrapped(lead, text)]
        return "\n".join(lines) + "\n"

    def head(self) -> dict[str, Any]:
        """Give the ends, and whether everything was tried to the end."""
        query = self._absence.query
        return {
            "sources": list(query.sources),
            "targets": list(query.targets),
            "complete": not self._absence.undecided,
        }

    def records(self) -> list[dict[str, Any]]:
        """Give the explanation as one plain record for JSON."""
        absence = self._absence
        return [
            {
                "same": absence.same,
                "hopeless": absence.hopeless,
                "bare": [
                    {"term": bare.term, "leaves": bare.leaves, "spoken_of": bare.spoken_of}
                    for bare in absence.bare
                ],
                "relaxed": [
                    {
                        "constraints": _constraint_records(relaxed.constraints),
                        "path": self._path(relaxed.path),
                    }
                    for relaxed in absence.relaxed
                ],
                "reached": _near_records(absence.reached),
                "reaching": _near_records(absence.reaching),
                "bridges": [self._bridge_record(bridge) for bridge in absence.bridges],
                "undecided": [_constraint_records(each) for each in absence.undecided],
            }
        ]

    def rows(self) -> Table:
        """Give one row per way out, and per finding or gap on a missing hop."""
        rows = [
            ("way out", " ".join(map(_constraint_cell, relaxed.constraints)),
             relaxed.path.terms[0], relaxed.path.terms[-1], relaxed.path.sign.name.lower(),
             "|".join(relaxed.path.terms), *[""] * 8)
            for relaxed in self._absence.relaxed
        ]  # fmt: skip
        for bridge in self._absence.bridges:
            sign = "" if bridge.sign is None else bridge.sign.name.lower()
            lead = ("missing hop", "", bridge.start, bridge.end, sign, "")
            cells = [
                (claim.id, piece.outcome.value, piece.basis.value, piece.certainty.value,
                 piece.study, piece.source, str(piece.lines or ""), "")
                for claim, piece in bridge.held
            ]  # fmt: skip
            cells += [("",) * 7 + (gap.id,) for gap in bridge.gaps]
            rows += [(*lead, *each) for each in cells or [("",) * 8]]
        return COLUMNS, rows

    def table(self) -> Table:
        """Give one row per line of the explanation."""
        return ("why there is none",), [(text,) for _, text in self._said()]

    def markdown(self) -> str:
        """Write the explanation as Markdown."""
        return to_markdown(self.summary(), self.table())

    def _reason(self) -> str:
        absence = self._absence
        if absence.same:
            return "both ends are one, and no path comes back to where it began"
        if absence.relaxed:
            count = len(absence.relaxed[0].constraints)
            which = {1: "one constraint", 2: "two constraints"}.get(count, f"{count} constraints")
            return f"no path; without {which} there would be one"
        if absence.hopeless:
            return "no path, and there is none without any constraint either"
        return "no path was found"

    def _said(self) -> Iterator[tuple[str, str]]:
        """Give the lines of the explanation, each with what leads it in."""
        absence = self._absence
        if absence.same:
            names = dict.fromkeys((*absence.query.sources, *absence.query.targets))
            labels = [self._corpus.label(name) for name in names]
            are = "are the two ends of one scale" if len(labels) > 1 else "is both ends"
            yield (
                "",
                (
                    f"{' and '.join(labels)} {are}: a path never comes back to where it began. "
                    "'kg loops' shows what does."
                ),
            )
            return
        yield from (("", self._bare_words(bare)) for bare in absence.bare)
        if absence.relaxed:
            yield "", "There would be a path"
            yield from (("  • ", self._relaxed_words(relaxed)) for relaxed in absence.relaxed)
        elif absence.hopeless:
            yield "", "There is no path even if all constraints are given up."
        yield from self._near_words()
        yield from self._bridge_words()
        if absence.undecided:
            tried = "; ".join(self._all_words(each) for each in absence.undecided if each)
            more = f": {tried}" if tried else ""
            yield "", f"The search stopped at its limit before all was tried{more}."

    def _bare_words(self, bare: Bare) -> str:
        label = self._corpus.label(bare.term)
        if not bare.spoken_of:
            where = "starts at" if bare.leaves else "leads to"
            return f"No claim of any kind {where} {label}."
        where = "leaves" if bare.leaves else "leads to"
        return f"No hop {where} {label} under this question, though there are claims."

    def _relaxed_words(self, relaxed: Relaxed) -> str:
        path = relaxed.path
        told = f"net {path.sign.symbol}, {strength_words(path)}"
        return f"{self._all_words(relaxed.constraints)}: {chain(self._corpus, path)} ({told})"

    def _all_words(self, constraints: Sequence[Constraint]) -> str:
        return " and ".join(map(self._constraint_words, constraints))

    def _constraint_words(self, constraint: Constraint) -> str:
        kind, values = constraint
        named = [self._corpus.label(value) if kind in TERMS else value for value in values]
        return WITHOUT[kind].format(" or ".join(named))

    def _near_words(self) -> Iterator[tuple[str, str]]:
        absence = self._absence
        if absence.reached:
            sources = " / ".join(map(self._corpus.label, absence.query.sources))
            yield "", f"From {sources} one gets to {self._listed(absence.reached)}."
        if absence.reaching:
            targets = " / ".join(map(self._corpus.label, absence.query.targets))
            yield "", f"To {targets} one gets from {self._listed(absence.reaching)}."

    def _listed(self, around: Sequence[Reached]) -> str:
        """Name the nearest terms, and how many there are."""
        names = ", ".join(self._corpus.label(each.term) for each in around[:NEAREST])
        if len(around) <= NEAREST:
            return names
        return f"{len(around)} terms, the nearest of which are {names}"

    def _bridge_words(self) -> Iterator[tuple[str, str]]:
        bridges = self._absence.bridges
        if bridges:
            yield "", "What would connect them, and what the graph holds on it:"
        for bridge in bridges[:SHOWN]:
            ends = " → ".join(map(self._corpus.label, (bridge.start, bridge.end)))
            sign = "" if bridge.sign is None else f" of sign {bridge.sign.symbol}"
            count = "1 hop" if bridge.length == 1 else f"{bridge.length} hops"
            nothing = "" if bridge.held or bridge.gaps else "; nothing is held on it"
            yield "  • ", f"a hop{sign} {ends} (a path of {count}){nothing}"
            yield from (("      ", text) for text in self._held_words(bridge))

    def _held_words(self, bridge: Bridge) -> Iterator[str]:
        for claim, piece in bridge.held[:HELD]:
            yield f"{self._corpus.sentence(claim)}: {evidence_words(self._corpus, piece)}"
        yield from _more(len(bridge.held), "finding")
        for gap in bridge.gaps[:HELD]:
            yield f"open question: {gap.question} ({gap.source} {gap.lines})"
        yield from _more(len(bridge.gaps), "open question")

    def _path(self, path: Path | None) -> dict[str, Any] | None:
        return path_record(self._corpus, path, self._questions) if path else None

    def _bridge_record(self, bridge: Bridge) -> dict[str, Any]:
        return {
            "subject": bridge.start,
            "object": bridge.end,
            "sign": None if bridge.sign is None else bridge.sign.name.lower(),
            "length": bridge.length,
            "before": self._path(bridge.before),
            "after": self._path(bridge.after),
            "held": [
                piece_record(self._corpus, Said(claim, piece, "beside"))
                for claim, piece in bridge.held
            ],
            "gaps": [gap.id for gap in bridge.gaps],
        }


def _constraint_records(constraints: Sequence[Constraint]) -> list[dict[str, Any]]:
    return [{"kind": each.kind, "values": list(each.values)} for each in constraints]


def _constraint_cell(constraint: Constraint) -> str:
    return "=".join(filter(None, (constraint.kind, "|".join(constraint.values))))


def _near_records(around: Sequence[Reached]) -> list[dict[str, Any]]:
    return [
        {"term": each.term, "hops": each.ways[0].shortest, "path": list(each.ways[0].best[0].terms)}
        for each in around
    ]


def _more(count: int, thing: str) -> Iterator[str]:
    if count > HELD:
        yield f"and {count - HELD} more {thing}{'' if count == HELD + 1 else 's'}"
