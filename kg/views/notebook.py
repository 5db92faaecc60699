"""What a notebook shows: paths as a table, and a page in a frame of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kg.model import Questions
from kg.views.evidence import evidence_words
from kg.views.paths import claim_words, evidence_of_path, summary

if TYPE_CHECKING:
    from kg.model import Corpus
    from kg.paths import Paths

__all__ = ["to_frame", "to_html_table"]


def to_html_table(corpus: Corpus, paths: Paths) -> str:
    """Write paths as an HTML table for a notebook, everything in it escaped."""
    questions = Questions(corpus)
    rows = []
    for number, path in enumerate(paths.found, start=1):
        pieces = list(evidence_of_path(path, questions))
        for at, (claim, piece, against) in enumerate(pieces):
            cells = [claim_words(corpus, claim, against=against), evidence_words(corpus, piece)]
            row = "".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in cells)
            if at == 0:
                label = escape(f"{number}. net {path.sign.symbol}")
                row = f"<th rowspan='{len(pieces)}'>{label}</th>{row}"
            rows.append(f"<tr>{row}</tr>")
    caption = f"<caption>{escape(summary(corpus, paths))}</caption>"
    head = "<thead><tr><th>path</th><th>claim</th><th>evidence</th></tr></thead>"
    return f"<table>{caption}{head}<tbody>{''.join(rows)}</tbody></table>"


def to_frame(html: str) -> str:
    """Put a page into a frame that shares nothing with the notebook around it."""
    style = "width:100%;height:640px;border:1px solid #ccc"
    return (
        f'<iframe sandbox="allow-scripts allow-downloads allow-popups" style="{style}" '
        f'title="interactive map" srcdoc="{escape(html)}"></iframe>'
    )
