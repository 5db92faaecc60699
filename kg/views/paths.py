"""Paths as text, Markdown, records and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Questions
from kg.views.evidence import evidence_words, wrapped
from kg.views.forms import markdown_text
from kg.views.hops import (
    chain,
    link_words,
    path_record,
    read_out,
    said_of_hop,
    said_of_path,
    said_words,
    strength_words,
)

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Hop, Link, Path, PathQuery, Paths
    from kg.views.forms import Table
    from kg.views.hops import Said

__all__ = ["PathsView", "ends_words"]

COLUMNS = (
    "path", "path_sign", "path_tier", "path_strength", "hop", "hop_sign", "hop_tier",
    "hop_strength", "hop_rung", "subject", "predicate", "object", "site", "claim",
    "speaks", "outcome", "basis", "certainty", "species", "sex", "stage", "model", "dose", "study",
    "source", "lines",
)  # fmt: skip


LEADS = {"for": "   • ", "beside": "   ∥ beside: ", "against": "   ✗ against: "}


def ends_words(corpus: Corpus, query: PathQuery) -> str:
    """Name the two ends of a question; an open one is anything."""
    sources, targets = (
        " / ".join(map(corpus.label, terms)) or "anything"
        for terms in (query.sources, query.targets)
    )
    return f"{sources} → {targets}"


class PathsView:
    """The paths that answer one query; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which they were found.
    paths : Paths
        What the search found.
    """

    name = "paths"

    def __init__(self, corpus: Corpus, paths: Paths) -> None:
        self._corpus = corpus
        self._paths = paths
        self._questions = Questions(corpus)

    def summary(self) -> str:
        """Say in one line how many paths there are, and whether these are all."""
        paths = self._paths
        ends = ends_words(self._corpus, paths.query)
        count = len(paths.found)
        counted = {0: "no path", 1: "1 path"}.get(count, f"{count} paths")
        if paths.exhausted:
            return f"{ends}: {counted}; the search stopped at its limit, there may be more"
        if paths.more:
            return f"{ends}: the best {'path' if count == 1 else counted}; there are more"
        return f"{ends}: {counted}"

    def outline(self) -> str:
        """Write paths for a terminal: each read out, then its hops with their evidence."""
        blocks = ["\n".join(wrapped("", self.summary()))]
        for number, path in enumerate(self._paths.found, start=1):
            lines = wrapped(f"{number}. ", self._heading(path, "   "))
            lines += ["", *wrapped("   ", read_out(self._corpus, path, self._questions))]
            for hop in path.hops:
                lines += ["", *self._hop_lines(hop)]
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + "\n"

    def markdown(self) -> str:
        """Write paths as a Markdown list: each read out, with one table of its evidence."""
        blocks = [markdown_text(self.summary())]
        for number, path in enumerate(self._paths.found, start=1):
            lines = [
                f"{number}. {markdown_text(self._heading(path, ': '))}",
                "",
                f"   {markdown_text(read_out(self._corpus, path, self._questions))}",
                "",
                "   | claim | evidence |",
                "   | --- | --- |",
            ]
            lines += [
                f"   | {' | '.join(map(markdown_text, cells))} |" for cells in self._cells(path)
            ]
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + "\n"

    def head(self) -> dict[str, Any]:
        """Give the ends, and whether these are all paths."""
        query = self._paths.query
        return {
            "sources": list(query.sources),
            "targets": list(query.targets),
            "rank": query.rank.value,
            "complete": self._paths.complete,
        }

    def records(self) -> list[dict[str, Any]]:
        """Give paths as plain records for JSON, one per path, in rank order."""
        return [
            {"rank": number, **path_record(self._corpus, path, self._questions)}
            for number, path in enumerate(self._paths.found, start=1)
        ]

    def rows(self) -> Table:
        """Give one row per piece of evidence, and one per step that is no claim."""
        rows = []
        for number, path in enumerate(self._paths.found, start=1):
            for step, hop in enumerate(path.hops, start=1):
                lead = (
                    str(number), path.sign.name.lower(), path.tier.word, str(path.value),
                    str(step), hop.sign.name.lower(), hop.strength.tier.word,
                    str(hop.strength.value), hop.rung.words,
                )  # fmt: skip
                rows += [lead + cells for cells in self._evidence_rows(hop)]
        return COLUMNS, rows

    def table(self) -> Table:
        """Give one row per piece of evidence as a person reads it."""
        rows: list[tuple[str, ...]] = []
        for number, path in enumerate(self._paths.found, start=1):
            lead = f"{number}. net {path.sign.symbol}, {strength_words(path)}"
            for cells in self._cells(path):
                rows.append((lead, *cells))
                lead = ""
        return ("path", "claim", "evidence"), rows

    def _heading(self, path: Path, gap: str) -> str:
        net = f"net {path.sign.symbol}, {strength_words(path)}"
        return f"{net}{gap}{chain(self._corpus, path)}"

    def _cells(self, path: Path) -> list[tuple[str, str]]:
        cells = [said_words(self._corpus, said) for said in said_of_path(path, self._questions)]
        links = [link for hop in path.hops for link in hop.links]
        return cells + [(link_words(self._corpus, link), link.level) for link in links]

    def _hop_lines(self, hop: Hop) -> list[str]:
        lines: list[str] = []
        last = None
        for claim, piece, speaks in said_of_hop(hop, self._questions):
            if (claim, speaks) != last:
                lines += wrapped(LEADS[speaks], self._corpus.sentence(claim))
                last = claim, speaks
            lines += wrapped("       ", evidence_words(self._corpus, piece))
        for link in hop.links:
            lines += wrapped("   ◦ ", link_words(self._corpus, link))
        return lines

    def _evidence_rows(self, hop: Hop) -> list[tuple[str, ...]]:
        said = [self._said_row(each) for each in said_of_hop(hop, self._questions)]
        return said + [_link_row(link) for link in hop.links]

    def _said_row(self, said: Said) -> tuple[str, ...]:
        claim, piece, speaks = said
        context = self._corpus.context(piece)
        return (
            claim.subject, claim.predicate, claim.object, claim.site, claim.id,
            speaks,
            piece.outcome.value, piece.basis.value, piece.certainty.value,
            *map("|".join, (context.species, context.sex, context.stage,
                            context.model, context.dose)),
            piece.study, piece.source, str(piece.lines or ""),
        )  # fmt: skip


def _link_row(link: Link) -> tuple[str, ...]:
    seen = ("",) * 5
    return (
        link.subject, link.predicate, link.object, "", link.id, "for", "", link.level, "",
        *seen, "|".join(link.publications), link.origin, "",
    )  # fmt: skip
