"""Whether the paths between two ends agree in sign, as text, Markdown, records and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Questions, Sign
from kg.views.evidence import wrapped
from kg.views.forms import to_markdown
from kg.views.hops import chain, hop_record, strength_words
from kg.views.paths import ends_words
from kg.views.steps import STEP_COLUMNS, counted, step_cells, step_words, steps_of

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Hop
    from kg.reasoning.split import Side, Split, Turn
    from kg.views.forms import Table

__all__ = ["SplitView"]

COLUMNS = ("part", "sign", "number", "paths", "tiers", "hop", "hop_sign", *STEP_COLUMNS)
NET = {Sign.UP: "net +", Sign.DOWN: "net −", Sign.UNKNOWN: "of unknown net sign"}


class SplitView:
    """The paths between two ends by their net sign; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which they were found.
    split : Split
        What the search found.
    """

    name = "sides"

    def __init__(self, corpus: Corpus, split: Split) -> None:
        self._corpus = corpus
        self._split = split
        self._questions = Questions(corpus)

    def summary(self) -> str:
        """Say in one line whether the paths agree, and how many there are of each sign."""
        split = self._split
        ends = ends_words(self._corpus, split.query)
        found = ", ".join(f"{_paths(side)} {NET[side.sign]}" for side in split.sides if side.count)
        verdict = {True: "coherent: ", False: "incoherent: ", None: ""}[split.coherent]
        stopped = "" if split.complete else "; there is more, the list ends at a limit"
        return f"{ends}: {verdict}{found or 'no path'}{stopped}"

    def outline(self) -> str:
        """Write the split for a terminal: the best path of each sign, and the hops to blame."""
        lines = wrapped("", self.summary())
        for side in self._split.sides:
            if side.best:
                lead = f"{_paths(side)} {NET[side.sign]}: {_tiers(side)}"
                best = f"{chain(self._corpus, side.best)}   {strength_words(side.best)}"
                lines += ["", *wrapped("• ", lead), *wrapped("    best: ", best)]
        for turn in self._split.turns:
            colon = ":" if turn.found else ""
            lines += ["", *wrapped("", f"{self._turn_words(turn)}{colon}")]
            for number, hops in enumerate(turn.found, start=1):
                lead = f"  {number}. " if len(turn.found) > 1 else "  • "
                for hop in hops:
                    lines += wrapped(lead, self._ends_words(hop))
                    lead = " " * len(lead)
                    lines += [
                        line for said in self._said(hop) for line in wrapped(f"{lead}  ", said)
                    ]
        return "\n".join(lines) + "\n"

    def head(self) -> dict[str, Any]:
        """Give the ends, whether the paths agree, and which hops divide them."""
        split = self._split
        return {
            "sources": list(split.query.sources),
            "targets": list(split.query.targets),
            "coherent": split.coherent,
            "complete": split.complete,
            "turns": [
                {
                    "left": turn.left.name.lower(),
                    "least": turn.least,
                    "complete": turn.complete,
                    "sets": [
                        [hop_record(self._corpus, hop, self._questions) for hop in hops]
                        for hops in turn.found
                    ],
                }
                for turn in split.turns
            ],
        }

    def records(self) -> list[dict[str, Any]]:
        """Give one record per net sign that paths have, for JSON."""
        return [
            {
                "sign": side.sign.name.lower(),
                "paths": side.count,
                "all_paths": side.counted,
                "tiers": {tier.word: count for tier, count in side.tiers},
                "best": [hop_record(self._corpus, hop, self._questions) for hop in best.hops],
            }
            for side in self._split.sides
            if (best := side.best)
        ]

    def rows(self) -> Table:
        """Give one row per claim on the best path of each sign, and on the hops to blame."""
        rows = []
        for side in self._split.sides:
            lead = ("best path", side.sign.name.lower(), "1", str(side.count), _tiers(side))
            hops = side.best.hops if side.best else ()
            rows += [(*lead, *cells) for cells in _hop_rows(hops)]
        for turn in self._split.turns:
            for number, hops in enumerate(turn.found, start=1):
                lead = ("without", turn.left.name.lower(), str(number), "", "")
                rows += [(*lead, *cells) for cells in _hop_rows(hops)]
        return COLUMNS, rows

    def table(self) -> Table:
        """Give one row per net sign, and one per set of hops to blame."""
        rows: list[tuple[str, ...]] = [
            (NET[side.sign], f"{_paths(side)}: {_tiers(side)}", chain(self._corpus, side.best))
            for side in self._split.sides
            if side.best
        ]
        for turn in self._split.turns:
            for hops in turn.found:
                words = "; ".join(map(self._hop_words, hops))
                rows.append((f"only {NET[turn.left]}", "without these hops", words))
        return ("sign", "paths", "best path, or hops"), rows

    def markdown(self) -> str:
        """Write the split as a Markdown table."""
        return to_markdown(self.summary(), self.table())

    def _turn_words(self, turn: Turn) -> str:
        """Say what the removal of some hops would leave."""
        left = NET[turn.left]
        if not turn.found:
            why = "the search stopped at its limit" if turn.exhausted else "no set of hops does it"
            return f"To leave paths {left}, and none {NET[-turn.left]}: {why}"
        size = counted(len(turn.found[0]), "hop")
        if len(turn.found) > 1:
            which = f"the {size} of any of these {len(turn.found)} sets"
        else:
            which = "this hop" if len(turn.found[0]) == 1 else f"these {size}"
        more = "" if turn.complete else " (there are more such sets)"
        return f"Without {which}, paths {left} are left, and none {NET[-turn.left]}{more}"

    def _hop_words(self, hop: Hop) -> str:
        """Write a hop with what carries it."""
        return f"{self._ends_words(hop)} ({'; '.join(self._said(hop))})"

    def _ends_words(self, hop: Hop) -> str:
        ends = map(self._corpus.label, (hop.subject, hop.object))
        return f" ─{hop.sign.symbol}→ ".join(ends)

    def _said(self, hop: Hop) -> list[str]:
        """Say what carries a hop: claims with their identifiers, and steps that are none."""
        return [step_words(self._corpus, step) for step in steps_of(hop)]


def _hop_rows(hops: tuple[Hop, ...]) -> list[tuple[str, ...]]:
    return [
        (str(number), hop.sign.name.lower(), *step_cells(step))
        for number, hop in enumerate(hops, start=1)
        for step in steps_of(hop)
    ]


def _paths(side: Side) -> str:
    """Count the paths of a side."""
    return counted(side.count, "path") if side.counted else f"{side.count} or more paths"


def _tiers(side: Side) -> str:
    return ", ".join(f"{count} {tier.word}" for tier, count in side.tiers)
