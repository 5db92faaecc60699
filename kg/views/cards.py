"""What is known of one term or one claim, for a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import printable
from kg.model import Questions
from kg.strength import judge_claim
from kg.views.evidence import evidence_words, strength_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Claim, Corpus, Evidence, Term
    from kg.sources import SourceText

__all__ = ["claim_card", "table_text", "term_card", "term_list"]

WIDTH = 100
GAP = 2
"""Columns between two columns of a table."""
LONGEST_WORD = 14
"""Columns that a word keeps before it is broken, if the table has room."""


def term_card(corpus: Corpus, term: Term, *, width: int = WIDTH) -> str:
    """Show a term and every claim it takes part in."""
    other = corpus.opposite(term.id)
    facts = {
        "type": term.type,
        "public": _public(term),
        "synonyms": ", ".join(term.synonyms),
        "opposite": corpus.label(other) if other else "",
        "pools": ", ".join(map(corpus.label, corpus.pools(term.id))),
        "note": term.note,
    }
    lines = [f"{term.label} ({term.id})"]
    for name, fact in facts.items():
        lines += wrapped(f"  {name:10}", fact, width=width)
    rows = [_claim_row(corpus, claim) for claim in corpus.claims_about(term.id)]
    columns = ("claim", "what it says", "sign", "evidence")
    return "\n".join(lines) + "\n\n" + table_text(columns, rows, width=width, whole="claim")


def _public(term: Term) -> str:
    return f"{term.curie} ({term.match}: {term.curie_label})" if term.grounded else "none fits"


def claim_card(
    corpus: Corpus,
    claim: Claim,
    *,
    texts: Mapping[str, SourceText] | None = None,
) -> str:
    """Show a claim and all its evidence, with what speaks against it at the end.

    With the texts of the sources, each piece is followed by the lines that it stands on.
    """
    sign = corpus.predicate(claim).symbol
    lines = wrapped("", corpus.sentence(claim))
    questions = Questions(corpus)
    strength = strength_words(judge_claim(corpus, claim, questions=questions))
    lines += [f"  claim     {claim.id}", f"  sign      {sign}", f"  strength  {strength}"]
    mechanisms = sorted({piece.mechanism for piece in claim.evidence})
    lines.append(f"  told in   {', '.join(mechanisms)}")
    against = questions.against(claim)
    for piece in claim.evidence:
        if (claim, piece) not in against:
            lines += ["", *_piece_lines(corpus, piece), *_quoted(piece, texts)]
    last = None
    for other, piece in against:
        if other is not last:
            lines += ["", *wrapped("  ✗ against: ", f"{corpus.sentence(other)} [{other.id}]")]
            last = other
        lines += [*_piece_lines(corpus, piece), *_quoted(piece, texts)]
    return "\n".join(lines) + "\n"


def _piece_lines(corpus: Corpus, piece: Evidence) -> list[str]:
    return [
        *wrapped("  • ", evidence_words(corpus, piece)),
        *wrapped("    ", piece.note),
    ]


def _quoted(piece: Evidence, texts: Mapping[str, SourceText] | None) -> list[str]:
    if not texts or piece.lines is None:
        return []
    return [
        f"    {number:5} │ {printable(line.strip())}"
        for number, line in texts[piece.source].passage(piece.lines)
        if line.strip()
    ]


def term_list(corpus: Corpus, *, width: int = WIDTH) -> str:
    """List all terms by type, with their names and public identifiers."""
    rows: list[tuple[str, str, str]] = []
    for type_ in sorted({term.type for term in corpus.terms.values()}):
        rows += [("", "", "")] * bool(rows) + [(type_, "", "")]
        rows += [
            (f"  {term.id}", term.label, term.curie if term.grounded else "")
            for term in corpus.terms.values()
            if term.type == type_
        ]
    return table_text(("term", "name", "public"), rows, width=width, whole="term")


def table_text(
    columns: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    *,
    width: int = WIDTH,
    whole: str = "",
) -> str:
    """Set rows as a table of a given width; no cell holds markup or commands to a terminal.

    The column called `whole` is not broken into lines, so that what it names can be copied.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    head = [printable(column) for column in columns]
    cells = [[printable(cell or "") for cell in row] for row in rows]
    for column, broad in zip(head, _widths([head, *cells], width, whole), strict=True):
        table.add_column(Text(column), no_wrap=column == whole, width=broad)
    for row in cells:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    page = io.StringIO()
    console = Console(
        file=page, width=width, color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _widths(rows: Sequence[Sequence[str]], width: int, whole: str) -> list[int]:
    """Part the width of a page among columns: room for words first, then for long cells."""
    columns = list(zip(*rows, strict=True))
    full = [max(map(cell_len, column)) for column in columns]
    kept = [index for index, column in enumerate(columns) if column[0] == whole]
    given = [full[index] if index in kept else 0 for index in range(len(columns))]
    longest = [
        max((cell_len(word) for cell in column for word in cell.split()), default=0)
        for column in columns
    ]
    room = width - GAP * (len(columns) - 1) - sum(given)
    free = [index for index in range(len(columns)) if index not in kept]
    most = LONGEST_WORD
    while most > 1 and sum(min(longest[index], most) for index in free) > room:
        most -= 1
    for index in free:
        given[index] = min(longest[index], most)
        room -= given[index]
    # What is nearly whole is made whole first; the longest column takes what is left.
    for index in sorted(free, key=lambda index: full[index] - given[index]):
        more = max(min(full[index] - given[index], room), 0)
        given[index] += more
        room -= more
    return given


def _claim_row(corpus: Corpus, claim: Claim) -> tuple[str, str, str, str]:
    counts = {
        outcome: sum(piece.outcome == outcome for piece in claim.evidence)
        for outcome in ("supports", "opposes", "null")
    }
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    return (
        claim.id,
        corpus.sentence(claim),
        corpus.predicate(claim).symbol,
        said,
    )
