"""Rows of a large TSV file, one after the other: never the whole file, and no line too long.

It knows lines, cells and encodings, and nothing of what the cells mean.
"""

from __future__ import annotations

import difflib
import gzip
import zlib
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from kg.errors import InvalidCorpusError, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["MOST_PROBLEMS", "WHOLE_FILE", "WHOLE_ROW", "Columns", "Faults", "read_rows"]

WHOLE_FILE = "(file)"
WHOLE_ROW = "(row)"
MOST_PROBLEMS = 20
"""After so many, a file is read no further."""

BLOCK = 1 << 19
LONGEST_LINE = 1 << 20
"""Bytes; the longest rows of public graphs are a hundredth of it."""
BOM = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"
SAVE = "save the file as UTF-8 text"
COMMON_NAMES = 100
"""Columns of a header among which a misspelt one is looked for."""


class Columns(NamedTuple):
    """The columns of one kind of file: some must be there, others may."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All columns, in the order in which cells are given."""
        return self.needed + self.optional


class Faults:
    """Gathers what is wrong with the rows of one file, until it is too much.

    Parameters
    ----------
    file : str
        Its name, for messages.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []

    def add(self, line: int, column: str, value: str, wrong: str, remedy: str) -> None:
        """Note a problem.

        Raises
        ------
        InvalidCorpusError
            If there are now as many as are shown at once.
        """
        self._problems.append(Problem(self.file, line, column, value, wrong, remedy))
        if len(self._problems) >= MOST_PROBLEMS:
            self.refuse()

    def refuse(self) -> None:
        """Say all that is wrong, if anything is.

        Raises
        ------
        InvalidCorpusError
            If there is a problem.
        """
        if self._problems:
            raise InvalidCorpusError(self._problems)


def read_rows(
    path: Path, columns: Columns, faults: Faults
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Read the rows of a file.

    Parameters
    ----------
    path : Path
        A TSV file with a header, as UTF-8; a byte order mark, Windows line ends and
        compression by gzip are taken as they come.
    columns : Columns
        At least two; others may stand beside them in the file.
    faults : Faults
        Takes what is wrong.

    Yields
    ------
    int, tuple of str
        The line, counted from 1, and a cell for each of `columns.names`; empty where the file
        has no such column. Rows that cannot be split are left out, with a fault.

    Raises
    ------
    InvalidCorpusError
        If the header is wrong, or too many rows are.
    KgError
        If the file cannot be read.

    Notes
    -----
    Holds about two megabytes of a file at a time.
    """
    with _opened(path) as stream:
        lines = _lines(stream, faults)
        header = next(lines, (1, ""))[1]
        names = header.split("\t")
        pick = _picker(names, columns, faults)
        width = len(names)
        for number, line in lines:
            cells = line.split("\t")
            if len(cells) != width:
                _note_width(faults, number, cells, width)
                continue
            # Where an optional column would be that the file does not have.
            cells.append("")
            yield number, pick(cells)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, unpacked; what goes wrong with it later is told as one error, too."""
    try:
        with path.open("rb") as stream:
            if stream.peek(len(GZIP)).startswith(GZIP):
                with gzip.GzipFile(fileobj=stream) as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise KgError(f"cannot read {path}: it is packed and damaged: fetch it again") from error
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}: name a file of yours") from error


def _lines(stream: BinaryIO, faults: Faults) -> Iterator[tuple[int, str]]:
    """Give the lines of a file that can be read, with their numbers."""
    number, rest = 1, b""
    first = True
    while block := stream.read(BLOCK):
        if first:
            block, first = block.removeprefix(BOM), False
        whole, end, rest = (rest + block).rpartition(b"\n")
        if len(rest) > LONGEST_LINE:
            number += whole.count(b"\n") + len(end)
            _note_long(faults, number)
            faults.refuse()
        if end:
            yield from _texts(whole, number, faults)
            number += whole.count(b"\n") + 1
    if rest:
        yield from _texts(rest, number, faults)


def _texts(block: bytes, number: int, faults: Faults) -> Iterator[tuple[int, str]]:
    try:
        text = block.decode()
    except UnicodeDecodeError:
        yield from _decoded(block, number, faults)
        return
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r")
    if "\0" in text or len(text) > LONGEST_LINE:
        yield from _checked(enumerate(text.split("\n"), start=number), faults)
    else:
        yield from enumerate(text.split("\n"), start=number)


def _decoded(block: bytes, number: int, faults: Faults) -> Iterator[tuple[int, str]]:
    for line, piece in enumerate(block.split(b"\n"), start=number):
        try:
            text = piece.removesuffix(b"\r").decode()
        except UnicodeDecodeError as error:
            stray = piece[error.start : error.start + 1].hex()
            faults.add(line, WHOLE_ROW, f"byte {stray}", "not UTF-8", SAVE)
        else:
            yield from _checked([(line, text)], faults)


def _checked(
    lines: Iterator[tuple[int, str]] | list[tuple[int, str]], faults: Faults
) -> Iterator[tuple[int, str]]:
    for number, text in lines:
        if "\0" in text:
            at = text.count("\t", 0, text.index("\0"))
            value = text.split("\t")[at]
            faults.add(number, WHOLE_ROW, value, "a NUL character", "remove it")
        elif len(text) > LONGEST_LINE:
            _note_long(faults, number)
        else:
            yield number, text


def _note_long(faults: Faults, number: int) -> None:
    wrong = f"the line is longer than {LONGEST_LINE} bytes"
    faults.add(number, WHOLE_ROW, "", wrong, "name a TSV file with one row on each line")


def _note_width(faults: Faults, number: int, cells: Sequence[str], width: int) -> None:
    if cells == [""]:
        faults.add(number, WHOLE_ROW, "", "a blank line", "remove it")
        return
    more = len(cells) > width
    wrong = f"{len(cells)} cells where the header has {width}"
    remedy = "remove the extra tab" if more else "add the missing tabs"
    faults.add(number, WHOLE_ROW, cells[-1] if more else cells[0], wrong, remedy)


def _picker(
    header: Sequence[str], columns: Columns, faults: Faults
) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Make what takes the cells wanted out of a row; refuse a header that cannot be right."""
    others = [name for name in header[:COMMON_NAMES] if name not in columns.names]
    for name in columns.needed:
        if name not in header:
            near = difflib.get_close_matches(name, others, n=1)
            remedy = f"rename {near[0]!r} to {name!r}" if near else f"add the column {name!r}"
            faults.add(1, name, near[0] if near else "", "no such column in the header", remedy)
    for name in columns.names:
        if header.count(name) > 1:
            faults.add(1, name, name, "the column stands twice", "remove one")
    faults.refuse()
    places = {name: at for at, name in enumerate(header)}
    return itemgetter(*(places.get(name, len(header)) for name in columns.names))
