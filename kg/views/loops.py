"""Feedback loops as text, Markdown, records and rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.paths import Paths
from kg.reasoning.loops import Feedback, feedback
from kg.views.hops import chain, strength_words
from kg.views.paths import PathsView

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Path
    from kg.reasoning.loops import Loops
    from kg.views.forms import Table

__all__ = ["LoopsView"]


class LoopsView(PathsView):
    """The feedback loops that answer one query; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which they were found.
    loops : Loops
        What the search found.
    """

    name = "loops"

    def __init__(self, corpus: Corpus, loops: Loops) -> None:
        super().__init__(corpus, Paths(loops.query, loops.found, loops.more, loops.exhausted))
        self._loops = loops

    def summary(self) -> str:
        """Say in one line how many loops there are, of which kind, and whether these are all."""
        loops = self._loops
        via = " and ".join(map(self._corpus.label, sorted(loops.query.via)))
        about = f"feedback loops through {via}" if via else "feedback loops"
        counted = f"{about}: {self._counted()}"
        if loops.exhausted:
            return f"{counted}; the search stopped at its limit, there may be more"
        return f"{counted}; these are the best, there are more" if loops.more else counted

    def head(self) -> dict[str, Any]:
        """Give what loops must pass, and whether these are all."""
        query = self._loops.query
        return {
            "via": sorted(query.via),
            "rank": query.rank.value,
            "complete": self._loops.complete,
        }

    def records(self) -> list[dict[str, Any]]:
        """Give loops as plain records for JSON, one per loop, in rank order."""
        return [
            {"feedback": feedback(loop).value, **record}
            for loop, record in zip(self._loops.found, super().records(), strict=True)
        ]

    def rows(self) -> Table:
        """Give one row per piece of evidence, and one per step that is no claim."""
        columns, rows = super().rows()
        kinds = [feedback(loop).value for loop in self._loops.found]
        named = (column.replace("path", "loop") for column in columns)
        return (
            ("feedback", *named),
            [(kinds[int(row[0]) - 1], *row) for row in rows],
        )

    def table(self) -> Table:
        """Give one row per loop as a person reads it."""
        rows: list[tuple[str, ...]] = [
            (str(number), feedback(loop).value, strength_words(loop), chain(self._corpus, loop))
            for number, loop in enumerate(self._loops.found, start=1)
        ]
        return ("loop", "feedback", "strength", "through"), rows

    def _heading(self, path: Path, gap: str) -> str:
        lead = f"{feedback(path).value}, {strength_words(path)}"
        return f"{lead}{gap}{chain(self._corpus, path)}"

    def _counted(self) -> str:
        if not self._loops.found:
            return "none"
        kinds = Counter(map(feedback, self._loops.found))
        each = [f"{kinds[kind]} {kind.value}" for kind in Feedback if kinds[kind]]
        return ", ".join(each)
