"""Texts by number in two files that are mapped into memory, so that opening them reads nothing.

One file holds the texts one behind the other, the other where each begins. What lies in a
folder is not trusted: a wrong number is an error, never a text from elsewhere.
"""

from __future__ import annotations

import mmap
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["OFFSET", "Texts", "damaged", "map_array", "map_bytes", "save_array", "save_texts"]

OFFSET = np.dtype("<i8")
"""How a place in a file is written: the same on every machine."""


def damaged(folder: Path, wrong: str) -> KgError:
    """Make the error that says that a folder does not hold what was compiled."""
    return KgError(f"{folder} is no compiled graph, or a damaged one: {wrong}: compile it again")


class Texts:
    """Texts by number, read when they are asked for.

    Parameters
    ----------
    folder : Path
        Where they lie.
    name : str
        What the two files are called, without their endings.
    count : int
        How many texts there must be.

    Raises
    ------
    KgError
        If the files cannot be read, or the sizes of the two do not agree.
    """

    def __init__(self, folder: Path, name: str, *, count: int) -> None:
        self._folder = folder
        self._name = name
        self._text = map_bytes(folder / f"{name}.text")
        self._starts = map_array(folder / f"{name}.starts", OFFSET, count=count + 1)
        if self._starts[0] != 0 or self._starts[-1] != len(self._text):
            raise damaged(folder, f"{name}.starts does not fit {name}.text")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        """Give a text.

        Raises
        ------
        KgError
            If the files are damaged.
        """
        try:
            return self._bytes(number).decode()
        except UnicodeDecodeError as error:
            raise damaged(self._folder, f"{self._name}.text is not UTF-8") from error

    def find(self, text: str) -> int | None:
        """Give the number of a text among texts that are sorted, or None if it is not there.

        Notes
        -----
        Bytes of UTF-8 sort as their characters do. Logarithmic in the number of texts.
        """
        wanted = text.encode(errors="surrogatepass")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._bytes(low) == wanted else None

    def _bytes(self, number: int) -> bytes:
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        if not 0 <= start <= end <= len(self._text):
            raise damaged(self._folder, f"{self._name}.starts points outside its text")
        return self._text[start:end]


def save_texts(folder: Path, name: str, texts: Iterable[str]) -> None:
    """Write texts to two files; their numbers are their places."""
    lengths = []

    def _encoded() -> Iterator[bytes]:
        for text in texts:
            piece = text.encode()
            lengths.append(len(piece))
            yield piece

    with (folder / f"{name}.text").open("xb") as stream:
        stream.writelines(_encoded())
    starts = np.fromiter(accumulate(lengths, initial=0), OFFSET, count=len(lengths) + 1)
    save_array(folder / f"{name}.starts", starts)


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write the bare numbers of an array to a new file, the lowest byte first."""
    with path.open("xb") as stream:
        array.astype(array.dtype.newbyteorder("<"), copy=False).tofile(stream)


def map_array(path: Path, dtype: np.dtype[Any], *, count: int) -> NDArray[Any]:
    """Map a file of bare numbers into memory; it can be read only.

    Raises
    ------
    KgError
        If it cannot be read, or does not hold as many.
    """
    content = map_bytes(path)
    if len(content) != count * dtype.itemsize:
        raise damaged(path.parent, f"{path.name} has {len(content)} bytes")
    return np.frombuffer(content, dtype)


def map_bytes(path: Path) -> mmap.mmap | bytes:
    """Map a file into memory; it can be read only.

    Raises
    ------
    KgError
        If it cannot be read.
    """
    try:
        # What is no plain file, a pipe for one, might never open.
        if not path.is_file():
            raise damaged(path.parent, f"{path.name} is missing")
        with path.open("rb") as stream:
            # An empty file cannot be mapped.
            if not stream.seek(0, 2):
                return b""
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise damaged(path.parent, f"{path.name} cannot be read") from error
