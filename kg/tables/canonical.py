"""The one form in which each table is kept, so that a change of meaning is all a diff shows.

Rows are sorted by code point, lists inside a cell are sorted, columns stand in the order of
the schema with further ones after them by name, and the last line ends with a line feed.
"""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.errors import InvalidCorpusError, Problem
from kg.files import write_atomically
from kg.tables.raw import BOM, WHOLE_FILE, RawTable, read_raw
from kg.tables.read import read_content, table_files
from kg.tables.schema import CLAIMS, SCHEMAS, Schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["canonical", "format_tables", "import_table"]


def canonical(text: str, schema: Schema, *, file: str = "") -> str:
    """Bring the text of a table into its canonical form.

    Parameters
    ----------
    text : str
        The table as it stands.
    schema : Schema
        Its columns.
    file : str
        Its name, for messages; that of the schema if empty.

    Returns
    -------
    str
        The same rows; applying the function twice changes nothing more.

    Raises
    ------
    InvalidCorpusError
        If the text cannot be split into cells.
    """
    table, problems = read_raw(file or schema.file, text.encode(), schema.columns)
    if problems:
        raise InvalidCorpusError(problems)
    return _written(table, schema)


def format_tables(folder: Path, *, write: bool = True) -> list[str]:
    """Bring every table of a folder into canonical form.

    Parameters
    ----------
    folder : Path
        Holds `triples/` and `ontology/`.
    write : bool
        If False, nothing is written.

    Returns
    -------
    list of str
        The files that were not canonical, in reading order.

    Raises
    ------
    InvalidCorpusError
        If a table cannot be split into cells; then no file is written.
    """
    changed: dict[Path, str] = {}
    problems: list[Problem] = []
    for path, schema in table_files(folder):
        content, found = read_content(folder, path)
        if not found:
            file = path.relative_to(folder).as_posix()
            table, found = read_raw(file, content, schema.columns)
            text = _written(table, schema)
            if not found and text.encode() != content:
                changed[path] = text
        problems += found
    if problems:
        raise InvalidCorpusError(problems)
    if write:
        for path, text in changed.items():
            write_atomically(path, text)
    return [path.relative_to(folder).as_posix() for path in changed]


def import_table(file: str, content: bytes) -> str:
    """Repair what a spreadsheet does to a table, and bring it into canonical form.

    A byte order mark, Windows line ends, quotes, commas or semicolons between the cells, empty
    rows and columns at the end and blanks around the text are undone. A date where lines
    should stand cannot be: the checks of the corpus then say so.

    Parameters
    ----------
    file : str
        Its name, for messages.
    content : bytes
        What the spreadsheet saved.

    Returns
    -------
    str
        The table that the header shows it to be, in canonical form.

    Raises
    ------
    InvalidCorpusError
        If it is no text in UTF-8, its header is that of no table, or a cell stands outside
        the columns that the header names.
    """
    try:
        text = content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(file, line, WHOLE_FILE, "", "not UTF-8", "save as UTF-8 text")
        raise InvalidCorpusError([problem]) from error
    rows = _split(file, text)
    schema = _schema_of(file, rows[0])
    return canonical("".join("\t".join(row) + "\n" for row in rows), schema, file=file)


def _split(file: str, text: str) -> list[tuple[str, ...]]:
    """Split what a spreadsheet saved into trimmed cells, without empty rows and columns."""
    separator = max("\t;,", key=text.strip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = [[" ".join(cell.split()) for cell in row] for row in reader]
    except csv.Error as error:
        problem = Problem(file, reader.line_num, WHOLE_FILE, "", str(error), "close the quotes")
        raise InvalidCorpusError([problem]) from error
    filled = [column for column in zip_longest(*filter(any, rows), fillvalue="") if any(column)]
    return list(zip(*filled, strict=True)) or [()]


def _schema_of(file: str, header: Sequence[str]) -> Schema:
    def likeness(schema: Schema) -> int:
        return 2 * len(set(schema.columns) & set(header)) - len(schema.columns)

    likest = max((CLAIMS, *SCHEMAS.values()), key=likeness)
    missing = [name for name in likest.columns if name not in header]
    if not missing:
        return likest
    wrong = f"the header is that of no table; {likest.file} also needs {', '.join(missing)}"
    value = " ".join(header)
    raise InvalidCorpusError([Problem(file, 1, WHOLE_FILE, value, wrong, "add what is missing")])


def _written(table: RawTable, schema: Schema) -> str:
    extra = sorted(name for name in table.columns if name not in schema.columns)
    columns = (*schema.columns, *extra)
    rows = sorted(zip(*table.ordered(columns, lists=schema.lists), strict=True))
    return "".join("\t".join(row) + "\n" for row in [columns, *rows])
