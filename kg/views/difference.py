"""What differs between two contexts, as text, Markdown, records and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Questions
from kg.paths.query import PARTS
from kg.reasoning.difference import Fate
from kg.views.evidence import context_words, evidence_words, wrapped
from kg.views.forms import to_markdown
from kg.views.hops import Said, chain, piece_record, strength_words
from kg.views.paths import ends_words
from kg.views.reach import path_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Context, Corpus
    from kg.paths import Path
    from kg.reasoning.difference import Change, Difference, Missing
    from kg.reasoning.holdings import Holding
    from kg.views.forms import Table

__all__ = ["DifferenceView"]

COLUMNS = (
    "chain", "fate", "terms", "first_signs", "second_signs", "missing_in", "subject", "object",
    "speaks", "claim", "outcome", "basis", "certainty", "study", "source", "lines",
)  # fmt: skip
WORDS = {
    Fate.KEPT: "in both, with the same net sign",
    Fate.TURNED: "in both, with the other net sign",
    Fate.UNCLEAR: "in both, but the net sign is not known",
    Fate.LOST: "in {first}; tested in {second} and not found",
    Fate.GAINED: "in {second} only",
    Fate.UNSUPPORTED: "in {first} only; neither shown nor refuted in {second}",
}


class DifferenceView:
    """The chains of terms of two contexts and their fates; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which they were found.
    difference : Difference
        What the search found.
    """

    name = "chains"

    def __init__(self, corpus: Corpus, difference: Difference) -> None:
        self._corpus = corpus
        self._difference = difference
        self._questions = Questions(corpus)
        self._first = ", ".join(context_words(difference.first))
        self._second = ", ".join(context_words(difference.second))

    def summary(self) -> str:
        """Say in one line how many chains there are of each fate, and whether these are all."""
        difference = self._difference
        ends = ends_words(self._corpus, difference.query)
        count = sum(count for _, count in difference.counts)
        chains = {0: "no chain in either", 1: "1 chain"}.get(count, f"{count} chains")
        fates = ", ".join(f"{count} {fate}" for fate, count in difference.counts if count)
        said = f"{ends}, {self._first} against {self._second}: {chains}"
        said += f" ({fates})" if fates else ""
        if difference.more:
            said += f"; the best {len(difference.found)} are shown"
        if difference.exhausted:
            said += "; the search stopped at its limit, there may be more"
        return said

    def outline(self) -> str:
        """Write the chains for a terminal, fate by fate."""
        blocks = ["\n".join(wrapped("", self.summary()))]
        ranked = list(enumerate(self._difference.found, start=1))
        for fate in Fate:
            if self._difference.of(fate):
                blocks.append("\n".join(wrapped("", f"{fate.upper()}: {self._words(fate)}")))
            blocks += [
                "\n".join(self._lines(number, change))
                for number, change in ranked
                if change.fate is fate
            ]
        return "\n\n".join(blocks) + "\n"

    def head(self) -> dict[str, Any]:
        """Give the ends, the contexts, how many chains had each fate, and if all are here."""
        difference = self._difference
        return {
            "sources": list(difference.query.sources),
            "targets": list(difference.query.targets),
            "first": _context_record(difference.first),
            "second": _context_record(difference.second),
            "counts": {fate.value: count for fate, count in difference.counts},
            "complete": difference.complete,
        }

    def records(self) -> list[dict[str, Any]]:
        """Give the chains as plain records for JSON, in rank order."""
        return [
            {
                "rank": rank,
                "fate": change.fate.value,
                "terms": list(change.terms),
                "first": self._paths(change.first),
                "second": self._paths(change.second),
                "missing": [
                    {
                        "subject": each.hop.subject,
                        "object": each.hop.object,
                        **{
                            speaks: [piece_record(self._corpus, Said(*held, speaks)) for held in on]
                            for speaks, on in _holdings(each)
                        },
                    }
                    for each in change.missing
                ],
            }
            for rank, change in enumerate(self._difference.found, start=1)
        ]

    def rows(self) -> Table:
        """Give one row per chain, or per missing hop, or per piece of evidence on it."""
        rows = []
        for rank, change in enumerate(self._difference.found, start=1):
            signs = (
                "|".join(path.sign.name.lower() for path in paths)
                for paths in (change.first, change.second)
            )
            lead = (str(rank), change.fate.value, "|".join(change.terms), *signs)
            rows += [(*lead, *cells) for cells in self._missing_rows(change)]
        return COLUMNS, rows

    def table(self) -> Table:
        """Give one row per chain as a person reads it."""
        difference = self._difference
        rows: list[tuple[str, ...]] = [
            (
                change.fate.value,
                self._chain(change),
                _signs(change.first),
                _signs(change.second),
                ". ".join(text for _, text in self._facts(change)),
            )
            for fate in Fate
            for change in difference.of(fate)
        ]
        return ("fate", "chain", self._first, self._second, "what is known"), rows

    def markdown(self) -> str:
        """Write the chains as a Markdown table."""
        return to_markdown(self.summary(), self.table())

    def _words(self, fate: Fate) -> str:
        return WORDS[fate].format(first=self._first, second=self._second)

    def _chain(self, change: Change) -> str:
        return chain(self._corpus, (change.first or change.second)[0])

    def _lines(self, number: int, change: Change) -> list[str]:
        lines = wrapped(f"{number}. ", self._chain(change))
        for words, paths in ((self._first, change.first), (self._second, change.second)):
            told = _signs(paths)
            lines += wrapped("   ", f"{words}: {told}") if told else []
        for lead, text in self._facts(change):
            lines += wrapped(lead, text)
        return lines

    def _facts(self, change: Change) -> Iterator[tuple[str, str]]:
        """Say of each missing hop what the context that lacks it holds on it."""
        lacking = self._first if change.fate is Fate.GAINED else self._second
        for each in change.missing:
            ends = f"{self._corpus.label(each.hop.subject)} → {self._corpus.label(each.hop.object)}"
            found = "tested and not found" if each.against else "no evidence that counts"
            yield "   ", f"{lacking}, {ends}: {found}"
            for lead, held in (("     ✗ ", each.against), ("     ∥ beside: ", each.beside)):
                yield from ((lead, words) for words in self._held(held))
            if each.silent:
                count = len(each.silent)
                pieces = "1 piece" if count == 1 else f"{count} pieces"
                does = "does" if count == 1 else "do"
                yield "     ", f"{pieces} of evidence for it {does} not say the {self._unsaid()}"

    def _held(self, held: Iterable[Holding]) -> Iterator[str]:
        for claim, piece in held:
            yield f"{self._corpus.sentence(claim)}: {evidence_words(self._corpus, piece)}"

    def _unsaid(self) -> str:
        """Name the parts in which the two contexts differ."""
        first, second = self._difference.first, self._difference.second
        return " or ".join(part for part in PARTS if getattr(first, part) != getattr(second, part))

    def _paths(self, paths: Iterable[Path]) -> list[dict[str, Any]]:
        return [path_record(self._corpus, path, self._questions) for path in paths]

    def _missing_rows(self, change: Change) -> Iterator[tuple[str, ...]]:
        lacking = "first" if change.fate is Fate.GAINED else "second"
        if not change.missing:
            yield ("",) * 11
        for each in change.missing:
            lead = (lacking, each.hop.subject, each.hop.object)
            rows: list[tuple[str, ...]] = [
                (*lead, speaks, claim.id, piece.outcome.value, piece.basis.value,
                 piece.certainty.value, piece.study, piece.source, str(piece.lines or ""))
                for speaks, held in _holdings(each)
                for claim, piece in held
            ]  # fmt: skip
            yield from rows or [(*lead, *[""] * 8)]


def _holdings(missing: Missing) -> tuple[tuple[str, tuple[Holding, ...]], ...]:
    return (
        ("against", missing.against),
        ("beside", missing.beside),
        ("silent", missing.silent),
    )


def _signs(paths: Iterable[Path]) -> str:
    return "; ".join(f"net {path.sign.symbol}, {strength_words(path)}" for path in paths)


def _context_record(context: Context) -> dict[str, list[str]]:
    return {part: list(getattr(context, part)) for part in PARTS if getattr(context, part)}
