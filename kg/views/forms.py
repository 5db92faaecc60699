"""The forms in which every answer can be had; each kind of answer has a view that fills them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FORMS", "Table", "View", "markdown_text", "rendered", "to_markdown"]

FORMS = ("text", "json", "jsonl", "tsv", "markdown")
MARKUP = re.compile(r"[\\`*_\[\]<>|&~#$]")

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Names of columns, and rows of cells."""


class View(Protocol):
    """An answer as people and programs read it; nothing in it is escaped or wrapped yet.

    `name` is what its records are called in JSON.
    """

    name: str

    def summary(self) -> str:
        """Say in one line what was found, and whether it is all."""
        ...

    def outline(self) -> str:
        """Write it for a terminal, in lines of at most 79 columns where words allow."""
        ...

    def head(self) -> dict[str, Any]:
        """Give what JSON says beside the records: the question, and whether this is all."""
        ...

    def records(self) -> list[dict[str, Any]]:
        """Give one record per thing found, in order, for JSON."""
        ...

    def rows(self) -> Table:
        """Give everything as rows, for a spreadsheet."""
        ...

    def table(self) -> Table:
        """Give what a person reads, as a table of few columns."""
        ...

    def markdown(self) -> str:
        """Write it as Markdown."""
        ...


def rendered(view: View, form: str) -> str:
    """Write an answer in a form.

    Parameters
    ----------
    view : View
        Of the answer.
    form : str
        One of `FORMS`.

    Returns
    -------
    str
        Ends with a line feed; JSON lines are empty if nothing was found.
    """
    if form == "json":
        answer = {**view.head(), view.name: view.records()}
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    if form == "jsonl":
        return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in view.records())
    if form == "tsv":
        columns, rows = view.rows()
        return "".join("\t".join(row) + "\n" for row in (columns, *rows))
    return view.markdown() if form == "markdown" else view.outline()


def to_markdown(title: str, table: Table) -> str:
    """Write a table in Markdown under a line that says what it is; only that line if empty."""
    columns, rows = table
    lines = [markdown_text(title)]
    if rows:
        lines += ["", _markdown_row(columns), _markdown_row(["---"] * len(columns), plain=True)]
        lines += [_markdown_row(row) for row in rows]
    return "\n".join(lines) + "\n"


def markdown_text(text: str) -> str:
    """Keep a text from being taken for a table, a link, markup or emphasis."""
    return MARKUP.sub(r"\\\g<0>", text)


def _markdown_row(cells: Iterable[str], *, plain: bool = False) -> str:
    return f"| {' | '.join(cells if plain else map(markdown_text, cells))} |"
