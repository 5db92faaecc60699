"""Reading a folder of tables into a corpus, or saying everything that is wrong with it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import InvalidCorpusError, Problem
from kg.tables.build import build_corpus
from kg.tables.known import Tables
from kg.tables.raw import WHOLE_FILE, RawTable, read_raw
from kg.tables.rules import check_tables
from kg.tables.schema import CLAIM_FOLDER, CLAIMS, SCHEMAS, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Corpus

__all__ = ["read_content", "read_corpus", "read_tables", "table_files"]

LARGEST_TABLE = 256 * 1024 * 1024
"""Bytes; a curated table is a thousandth of it."""


def read_corpus(folder: Path) -> Corpus:
    """Read all tables of a folder.

    Parameters
    ----------
    folder : Path
        Holds `triples/` and `ontology/`.

    Returns
    -------
    Corpus
        All records, sorted.

    Raises
    ------
    InvalidCorpusError
        If anything is wrong with any file; it names every row that is.

    Notes
    -----
    Linear in the number of rows: each rule is asked once per distinct combination of cells.
    """
    with _nothing_collected():
        return build_corpus(read_tables(folder))


def read_tables(folder: Path) -> Tables:
    """Read all tables of a folder as they stand, once every rule holds; raises likewise."""
    problems: list[Problem] = []
    raw: dict[Path, RawTable] = {}
    for path, schema in table_files(folder):
        raw[path], found = _read_table(folder, path, schema)
        problems += found
    named = {name: raw.pop(folder / schema.file) for name, schema in SCHEMAS.items()}
    tables = Tables(named, list(raw.values()))
    # Where a whole table is missing, everything it defines would be called unknown.
    if all(table.readable for table in named.values()):
        problems += check_tables(tables)
    if problems:
        raise InvalidCorpusError(_first_of_each_cell(problems))
    return tables


def table_files(folder: Path) -> Iterator[tuple[Path, Schema]]:
    """List every table a folder must hold and every claim file it does, with its columns."""
    for schema in SCHEMAS.values():
        yield folder / schema.file, schema
    for path in sorted((folder / CLAIM_FOLDER).glob("*.tsv")):
        yield path, CLAIMS


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the cycle collector off: reading makes many records and no cycles.

    It would look through all of them again and again, for a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_table(folder: Path, path: Path, schema: Schema) -> tuple[RawTable, list[Problem]]:
    content, problems = read_content(folder, path)
    file = path.relative_to(folder).as_posix()
    if problems:
        return RawTable(file, schema.columns, readable=False), problems
    return read_raw(file, content, schema.columns)


def read_content(folder: Path, path: Path) -> tuple[bytes, list[Problem]]:
    """Read the bytes of one table, or say why they cannot be had."""
    file = path.relative_to(folder).as_posix()
    try:
        size = path.stat().st_size
        if size <= LARGEST_TABLE:
            return path.read_bytes(), []
        wrong, remedy = f"{size} bytes are too many for a table", "split it by mechanism"
    except OSError as error:
        wrong, remedy = f"the file cannot be read: {error.strerror}", "restore it"
    return b"", [Problem(file, 1, WHOLE_FILE, "", wrong, remedy)]


def _first_of_each_cell(problems: list[Problem]) -> list[Problem]:
    """Keep what was found first where several rules refuse one cell, and sort by place."""
    first: dict[tuple[str, int, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.file, problem.line, problem.column), problem)
    return sorted(first.values())
