"""What lies upstream or downstream, as text, Markdown, records and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Questions, Sign
from kg.paths import Rank
from kg.reasoning.reach import Agreement
from kg.views.cards import table_text
from kg.views.evidence import WIDTH, wrapped
from kg.views.forms import to_markdown
from kg.views.hops import hop_record, read_out, strength_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Corpus
    from kg.paths import Path
    from kg.reasoning.reach import Reach, Reached
    from kg.views.forms import Table

__all__ = ["ReachView", "path_record", "through"]

COLUMNS = (
    "rank", "term", "direction", "named", "agreement", "fewest_hops", "sign", "hops", "tier",
    "strength", "path",
)  # fmt: skip
BEST = {
    Rank.TIER: "the {} best supported of {}",
    Rank.LENGTH: "the {} nearest of {}",
    Rank.SUPPORT: "the {} best supported of {}",
}
MOVED = {
    Agreement.SAME: "the same way",
    Agreement.OPPOSITE: "opposite ways",
    Agreement.MIXED: "some both ways",
    Agreement.UNKNOWN: "way not known",
}
UNKNOWN = Sign.UNKNOWN.symbol


def through(corpus: Corpus, path: Path) -> str:
    """Name what lies between the ends of a path."""
    return " → ".join(map(corpus.label, path.terms[1:-1])) or "directly"


def path_record(corpus: Corpus, path: Path, questions: Questions) -> dict[str, Any]:
    """Give a path as a plain record for JSON."""
    return {
        "sign": path.sign.name.lower(),
        "tier": path.tier.word,
        "strength": path.value,
        "length": path.length,
        "terms": list(path.terms),
        "reading": read_out(corpus, path, questions),
        "hops": [hop_record(corpus, hop, questions) for hop in path.hops],
    }


class ReachView:
    """What is upstream or downstream of one term, or of several; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which it was found.
    reach : Reach
        What the search found.
    """

    name = "terms"

    def __init__(self, corpus: Corpus, reach: Reach) -> None:
        self._corpus = corpus
        self._reach = reach
        self._questions = Questions(corpus)

    def summary(self) -> str:
        """Say in one line how many terms there are, and whether these are all."""
        reach = self._reach
        *first, last = map(self._corpus.label, reach.named)
        named = f"both {' and '.join([*first, last])}" if len(first) == 1 else last
        if len(first) > 1:
            named = f"all of {', '.join(first)} and {last}"
        shown = len(reach.found)
        counted = BEST[reach.query.rank].format(shown, reach.count) if reach.more else f"{shown}"
        terms = f"{counted} term{'' if reach.count == 1 else 's'}" if shown else "no term"
        said = f"{self._direction} of {named}: {terms}"
        if reach.exhausted:
            return f"{said}; the search stopped at its limit, there may be more"
        return said

    def outline(self) -> str:
        """Write the terms as a table under a line that says what they are."""
        columns, rows = self.table()
        lines = wrapped("", self.summary())
        if self._agreement():
            lines += ["", *wrapped("", self._agreement())]
        if not rows:
            return "\n".join(lines) + "\n"
        table = table_text(columns, rows, width=WIDTH, whole="net")
        return "\n".join([*lines, "", table]) + self._legend(rows)

    def head(self) -> dict[str, Any]:
        """Give the named terms, the direction, and whether these are all terms."""
        return {
            "direction": self._direction,
            "named": list(self._reach.named),
            "rank": self._reach.query.rank.value,
            "count": self._reach.count,
            "complete": self._reach.complete,
        }

    def records(self) -> list[dict[str, Any]]:
        """Give the terms as plain records for JSON, in rank order."""
        return [
            {
                "rank": rank,
                "term": each.term,
                "agreement": each.agreement.value,
                "ways": [
                    {
                        "named": way.named,
                        "fewest_hops": way.shortest,
                        "signs": [sign.name.lower() for sign in way.signs],
                        "paths": [
                            path_record(self._corpus, path, self._questions) for path in way.best
                        ],
                    }
                    for way in each.ways
                ],
            }
            for rank, each in enumerate(self._reach.found, start=1)
        ]

    def rows(self) -> Table:
        """Give one row per term, named term and net sign, each with the best path."""
        return COLUMNS, [
            (
                str(rank), each.term, self._direction, way.named, each.agreement.value,
                str(way.shortest), path.sign.name.lower(), str(path.length), path.tier.word,
                str(path.value), "|".join(path.terms),
            )
            for rank, each in enumerate(self._reach.found, start=1)
            for way in each.ways
            for path in way.best
        ]  # fmt: skip

    def table(self) -> Table:
        """Give what a person reads: for each term and named term, the best path of each sign.

        A path of unknown sign has no row beside better ones; that there is one stands with the
        sign of these.
        """
        several = len(self._reach.named) > 1
        rows = [
            (lead, *([named] if several else []), net, strength_words(path), between)
            for each in self._reach.found
            for lead, named, net, path, between in self._lines(each)
        ]
        named = ("from" if self._reach.downstream else "on",) if several else ()
        return ("term", *named, "net", "support", "through"), rows

    def markdown(self) -> str:
        """Write the terms as a Markdown table."""
        said = ". ".join(filter(None, (self.summary(), self._agreement())))
        return to_markdown(said, self.table())

    @property
    def _direction(self) -> str:
        return "downstream" if self._reach.downstream else "upstream"

    def _lines(self, each: Reached) -> list[tuple[str, str, str, Path, str]]:
        """Give a line for each path that is shown; a name that stands above is not repeated."""
        leads = [self._corpus.label(each.term)]
        if len(each.ways) > 1:
            leads.append(f"({MOVED[each.agreement]})")
        lines = []
        for way in each.ways:
            named = self._corpus.label(way.named)
            first, *others = way.best
            listed = [first, *(path for path in others if path.sign is not Sign.UNKNOWN)]
            for path in listed:
                also = f" ({UNKNOWN})" if len(way.best) > len(listed) else ""
                lead = leads.pop(0) if leads else ""
                net = path.sign.symbol + also
                lines.append((lead, named, net, path, self._between(way.named, path)))
                named = ""
        return lines

    def _between(self, named: str, path: Path) -> str:
        """Say what a path leads through, and at which pool of the named term it ends."""
        end = path.terms[0 if self._reach.downstream else -1]
        pool = "" if end == named else f"{self._corpus.label(end)}: "
        return pool + through(self._corpus, path)

    def _legend(self, rows: Sequence[tuple[str, ...]]) -> str:
        """Explain the mark for a further path of unknown sign, if it stands anywhere."""
        marked = any(cell.endswith(f"({UNKNOWN})") for row in rows for cell in row)
        return f"\n({UNKNOWN}): also by a path whose net sign is not known\n" if marked else ""

    def _agreement(self) -> str:
        """Count how many of the terms shown move the named ones together, or are moved so."""
        named = len(self._reach.named)
        if named == 1 or not self._reach.found:
            return ""
        told = [each.agreement for each in self._reach.found]
        several = "the two" if named == 2 else "all"  # noqa: PLR2004 - a pair has a word
        does = f"{several} move them" if self._reach.downstream else f"they move {several}"
        counted = ", ".join(
            f"{words} {told.count(agreement)}"
            for agreement, words in MOVED.items()
            if agreement in told
        )
        return f"How {does}: {counted}"
