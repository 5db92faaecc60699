"""The first stage of reading: bytes to rows of text, each with its line.

It knows what a table file looks like and nothing of what the cells mean.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = ["WHOLE_FILE", "WHOLE_ROW", "Fault", "RawTable", "nearest", "read_raw"]

WHOLE_FILE = "(file)"
WHOLE_ROW = "(row)"
BOM = b"\xef\xbb\xbf"
REPAIR = "save as UTF-8 text with LF line ends, or run 'kg format --import FILE'"


class Fault(NamedTuple):
    """What is wrong with a value, and what to do; where it stands is added later."""

    wrong: str
    remedy: str


class RawTable(NamedTuple):
    """A table as it stands in its file.

    `cells` holds the cells of each column, in the order of `columns`; `lines` holds the line of
    the file on which each row stands. `broken` holds the cells of each row that has too many or
    too few, so that what it would have defined is not called unknown elsewhere. Where even the
    header cannot be read, `readable` is False and there are no cells.
    """

    file: str
    columns: tuple[str, ...]
    cells: Sequence[Sequence[str]] = ()
    lines: Sequence[int] = ()
    broken: Sequence[Sequence[str]] = ()
    readable: bool = True

    def column(self, name: str) -> Sequence[str]:
        """Give the cells of one column; empty cells if the table has no such column."""
        if name not in self.columns or not self.cells:
            return [""] * len(self.lines)
        return self.cells[self.columns.index(name)]

    def ordered(self, names: Sequence[str], *, lists: Collection[str]) -> list[Sequence[str]]:
        """Give some columns, the `|` lists in those called `lists` sorted.

        Equal lists are then equal texts.
        """
        return [
            _sorted_lists(self.column(name)) if name in lists else self.column(name)
            for name in names
        ]

    def broken_column(self, name: str) -> list[str]:
        """List what the broken rows hold where a column should be, if anything."""
        at = self.columns.index(name)
        return [row[at] for row in self.broken if row[at:] and row[at]]

    def check(
        self, columns: Sequence[str], rule: Callable[..., Fault | None], *, blame: str = ""
    ) -> list[Problem]:
        """Hold the cells of some columns against a rule, once per distinct combination.

        Parameters
        ----------
        columns : sequence of str
            The columns whose cells the rule takes, in its order.
        rule : callable
            Gives None where the cells are right.
        blame : str
            The column an error names; the last of `columns` if empty.

        Returns
        -------
        list of Problem
            One for each row that breaks the rule, in row order.
        """
        looked_at = [self.column(name) for name in columns]
        faults = {}
        # One column is far the most frequent case, and its cells need no tuple around them.
        distinct = (
            zip(set(looked_at[0])) if len(columns) == 1 else set(zip(*looked_at, strict=True))
        )
        for cells in distinct:
            fault = rule(*cells)
            if fault is not None:
                faults[cells] = fault
        if not faults:
            return []
        blamed = blame or columns[-1]
        combinations = zip(*looked_at, strict=True)
        return [
            Problem(self.file, line, blamed, value, *faults[cells])
            for cells, line, value in zip(
                combinations, self.lines, self.column(blamed), strict=True
            )
            if cells in faults
        ]


def read_raw(file: str, content: bytes, columns: Sequence[str]) -> tuple[RawTable, list[Problem]]:
    """Split a table file into cells.

    Parameters
    ----------
    file : str
        Its name, for messages.
    content : bytes
        What it holds.
    columns : sequence of str
        The columns it must have, in any order; others may follow and are kept.

    Returns
    -------
    RawTable, list of Problem
        The rows that could be split, and what was wrong with the rest. A table whose bytes
        or header cannot be read has no rows.
    """
    empty = RawTable(file, tuple(columns), readable=False)
    fault = _unreadable(content)
    if fault:
        place, value, wrong, remedy = fault
        return empty, [Problem(file, place, WHOLE_FILE, value, wrong, remedy)]
    lines = content.decode("utf-8").removesuffix("\n").split("\n")
    header = lines[0].split("\t")
    problems = _check_header(file, header, columns)
    if problems:
        return empty, problems
    tabs = len(header) - 1
    whole = [number for number, line in enumerate(lines, start=1) if line.count("\t") == tabs]
    # Cut in one go: a list for each row would cost more than all that is done with it.
    text = "\t".join([lines[number - 1] for number in whole])
    flat = text.split("\t")
    broken = []
    for number, line in enumerate(lines, start=1):
        if line.count("\t") != tabs:
            broken.append(line.split("\t"))
            problems.append(_wrong_width(file, number, broken[-1], header))
    cells = [flat[at :: len(header)][1:] for at in range(len(header))]
    table = RawTable(file, tuple(header), cells, whole[1:], broken)
    if not _is_plain(text):
        for column in header:
            problems += table.check([column], _stray_text)
    return table, problems


def nearest(word: str, known: Sequence[str]) -> str:
    """Suggest the words most like one that is not known, as the end of a message."""
    found = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(found)}?" if found else ""


def _sorted_lists(column: Sequence[str]) -> Sequence[str]:
    ordered = {
        cell: "|".join(sorted(part.strip() for part in cell.split("|")))
        for cell in set(column)
        if "|" in cell
    }
    return [ordered.get(cell, cell) for cell in column] if ordered else column


def _unreadable(content: bytes) -> tuple[int, str, str, str] | None:
    if not content.strip():
        return 1, "", "the file is empty", "restore its header row"
    if content.startswith(BOM):
        return 1, "\ufeff", "the file starts with a byte order mark", REPAIR
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = content[error.start : error.start + 1].hex(" ")
        return line, f"byte {value}", "not UTF-8", REPAIR
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        return line, "\r", "a carriage return (Windows line ends)", REPAIR
    return None


def _check_header(file: str, header: Sequence[str], columns: Sequence[str]) -> list[Problem]:
    missing = [name for name in columns if name not in header]
    problems = []
    for name in missing:
        near = difflib.get_close_matches(name, [h for h in header if h not in columns], n=1)
        remedy = f"rename {near[0]!r} to {name!r}" if near else f"add the column {name!r}"
        value = near[0] if near else ""
        problems.append(Problem(file, 1, name, value, "no such column in the header", remedy))
    problems += [
        Problem(file, 1, name, name, "the column stands twice", "remove one")
        for name in sorted({name for name in header if name and header.count(name) > 1})
    ]
    if "" in header:
        remedy = "name the column, or remove its tab"
        problems.append(Problem(file, 1, WHOLE_ROW, "", "a column without a name", remedy))
    return problems


def _wrong_width(file: str, number: int, cells: Sequence[str], header: Sequence[str]) -> Problem:
    if cells == [""]:
        return Problem(file, number, WHOLE_ROW, "", "a blank line", "remove it")
    more = len(cells) > len(header)
    wrong = f"{len(cells)} cells where the header has {len(header)}"
    remedy = "remove the extra tab" if more else "add the missing tabs"
    return Problem(file, number, WHOLE_ROW, cells[-1] if more else cells[0], wrong, remedy)


def _is_plain(text: str) -> bool:
    """Tell of all cells at once, with tabs between them, that `_stray_text` refuses none."""
    edged = f"\t{text}\t"
    # A plain blank is the only one that is printable.
    stray = any(pair in edged for pair in ("\t ", " \t", '\t"'))
    return not stray and text.replace("\t", "").isprintable()


def _stray_text(cell: str) -> Fault | None:
    if not cell:
        return None
    if cell != cell.strip():
        return Fault("blanks before or after the text", "remove them")
    if not cell.isprintable():
        return Fault("a control character", "remove it")
    if cell[0] == '"' and cell[-1] == '"':
        return Fault("quotes around the cell", "cells are not quoted: remove them")
    return None
