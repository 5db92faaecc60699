"""Whether what a row is about stands in the lines that it cites."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Change, Lines
from kg.names import names_of
from kg.tables import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.errors import Problem
    from kg.model import Corpus, Term
    from kg.sources.text import SourceText
    from kg.tables import Tables

__all__ = ["Support", "check_support"]

PLACE = ("note", "source", "lines")
REMEDY = "correct the lines, add a synonym, or say in the note why it does not stand there"


class Support(NamedTuple):
    """What came of holding the rows against their lines.

    `named` counts the claim rows whose two ends both stand in their lines, `noted` those whose
    note says why one does not; `problems` lists all rows, of any table, that do neither.
    """

    named: int
    noted: int
    problems: list[Problem]


def check_support(tables: Tables, corpus: Corpus, texts: Mapping[str, SourceText]) -> Support:
    """Hold every row that cites lines against those lines.

    A claim must name its subject and its object there, an experiment what was changed and what
    was read out, a gap one of its terms, each by any of its names or of those of its opposite,
    or the row must have a note. What a discrepancy quotes must be printed there, and a study
    whose lines are given must be named by its first author.

    Parameters
    ----------
    tables : Tables
        As read; for the place of what is wrong.
    corpus : Corpus
        Made from them.
    texts : mapping of str to SourceText
        The sources by identifier.

    Returns
    -------
    Support
        Problems stand in table and row order; there are none if all is right.
    """
    witness = _Witness(corpus, texts)
    named = tables.named
    problems = named["studies"].check(("id", "lines"), witness.author)
    for table in tables.claims:
        problems += table.check(("subject", "object", *PLACE), witness.claim)
    problems += named["experiments"].check(("perturbation", "readout", *PLACE), witness.experiment)
    problems += named["gaps"].check(("terms", *PLACE), witness.gap)
    problems += named["discrepancies"].check(("source", "lines", "as_printed"), witness.quote)
    absent = [
        witness.absent((claim.subject, claim.object), piece.source, piece.lines)
        for claim in corpus.claims.values()
        for piece in claim.evidence
        if piece.lines is not None
    ]
    noted = sum(map(bool, absent))
    return Support(len(absent) - noted, noted, problems)


class _Witness:
    """Rules from cells to a fault, and what they share."""

    def __init__(self, corpus: Corpus, texts: Mapping[str, SourceText]) -> None:
        self._corpus = corpus
        self._texts = texts

    def claim(self, subject: str, object_: str, note: str, *place: str) -> Fault | None:
        return self._missing((subject, object_), note, *place)

    def experiment(self, changes: str, readout: str, note: str, *place: str) -> Fault | None:
        changed = (Change.parse(change).term for change in changes.split("|"))
        return self._missing((*changed, readout), note, *place)

    def gap(self, terms: str, note: str, source: str, lines: str) -> Fault | None:
        listed = terms.split("|")
        absent = self.absent(listed, source, Lines.parse(lines))
        if note or len(absent) < len(listed):
            return None
        return Fault("none of the terms is named in these lines", REMEDY)

    def quote(self, source: str, lines: str, as_printed: str) -> Fault | None:
        if self._texts[source].prints(as_printed, Lines.parse(lines)):
            return None
        return Fault(f"this is not printed in lines {lines}", "quote the text, or mend the lines")

    def author(self, study: str, lines: str) -> Fault | None:
        named = self._corpus.studies[study]
        name = named.first_author
        if named.lines is None or self._texts[named.source].prints(name, named.lines):
            return None
        return Fault(f"{name} is not named in lines {lines}", "correct the lines")

    def absent(self, terms: Iterable[str], source: str, lines: Lines) -> list[str]:
        """List the terms of which no name stands in some lines."""
        text = self._texts[source]
        return [
            term for term in terms if not any(text.names(name, lines) for name in self._names(term))
        ]

    def _missing(self, terms: Iterable[str], note: str, source: str, lines: str) -> Fault | None:
        if note or not lines:
            return None
        absent = self.absent(terms, source, Lines.parse(lines))
        if not absent:
            return None
        labels = " and ".join(map(self._corpus.label, absent))
        return Fault(f"no name of {labels} stands in these lines", REMEDY)

    def _names(self, term: str) -> Iterable[str]:
        terms: list[Term] = [self._corpus.terms[term]]
        other = self._corpus.opposite(term)
        if other:
            terms.append(self._corpus.terms[other])
        return chain.from_iterable(map(names_of, terms))
