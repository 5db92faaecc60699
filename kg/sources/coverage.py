"""The ledger: which lines of a source carry something, and what came of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.model import Lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from kg.model import Corpus
    from kg.sources.text import SourceText

__all__ = ["KINDS", "Coverage", "find_coverage"]

KINDS = ("claims", "studies", "experiments", "gaps", "discrepancies")
"""The tables whose rows cover the lines that they cite."""


class _Cited(Protocol):
    """A row that may cite lines of a source."""

    @property
    def source(self) -> str: ...

    @property
    def lines(self) -> Lines | None: ...


class Coverage(NamedTuple):
    """What came of the lines of one source, in numbers of lines.

    `content` counts the lines on which anything is written. `by_kind` counts those that rows of
    each of `KINDS` cite, and `covered` those that any does. `out_of_scope` counts the others
    that are listed there with a reason, and `open` lists the ranges that are left.
    """

    source: str
    content: int
    by_kind: Mapping[str, int]
    covered: int
    out_of_scope: int
    open: tuple[Lines, ...]

    @property
    def uncovered(self) -> int:
        """How many lines are neither cited nor listed as out of scope."""
        return self.content - self.covered - self.out_of_scope


def find_coverage(corpus: Corpus, texts: Mapping[str, SourceText]) -> list[Coverage]:
    """Count what came of every line of every source.

    Parameters
    ----------
    corpus : Corpus
        What was made of the sources.
    texts : mapping of str to SourceText
        The sources by identifier.

    Returns
    -------
    list of Coverage
        One for each source, by identifier.
    """
    return [_coverage(corpus, source, texts[source]) for source in sorted(texts)]


def _coverage(corpus: Corpus, source: str, text: SourceText) -> Coverage:
    content = text.content()
    cited = {
        kind: content & _numbers(lines for home, lines in places if home == source)
        for kind, places in _places(corpus).items()
    }
    covered = frozenset[int]().union(*cited.values())
    listed = _numbers(row.lines for row in corpus.out_of_scope if row.source == source)
    excluded = (content & listed) - covered
    return Coverage(
        source=source,
        content=len(content),
        by_kind={kind: len(lines) for kind, lines in cited.items()},
        covered=len(covered),
        out_of_scope=len(excluded),
        open=tuple(_ranges(sorted(content), covered | excluded)),
    )


def _places(corpus: Corpus) -> dict[str, list[tuple[str, Lines]]]:
    """List what each kind of row cites: source and lines."""
    rows: dict[str, Iterable[_Cited]] = {
        "claims": (piece for claim in corpus.claims.values() for piece in claim.evidence),
        "studies": corpus.studies.values(),
        "experiments": corpus.experiments.values(),
        "gaps": corpus.gaps.values(),
        "discrepancies": corpus.discrepancies.values(),
    }
    return {
        kind: [(row.source, row.lines) for row in rows[kind] if row.lines is not None]
        for kind in KINDS
    }


def _numbers(places: Iterable[Lines]) -> frozenset[int]:
    return frozenset(number for lines in places for number in range(lines.first, lines.last + 1))


def _ranges(content: Iterable[int], settled: Container[int]) -> Iterator[Lines]:
    """Join the lines with text, in order, that are not settled and follow each other."""
    for is_settled, numbers in groupby(content, key=settled.__contains__):
        if not is_settled:
            first, *more = numbers
            yield Lines(first, more[-1] if more else first)
