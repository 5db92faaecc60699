"""A compiled graph as it lies in a folder: arrays, and beside them names and provenance.

Everything is mapped into memory and read when it is asked for. The folder may be anyone's: what
does not agree is refused, and no text of it reaches a screen with characters that act.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.errors import printable
from kg.exchange.texts import OFFSET, Texts, damaged, map_array, map_bytes
from kg.model.vocabulary import WEIGHTS
from kg.paths import Link
from kg.paths.arrays import Arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.model import Sign

__all__ = ["ABOUT", "CODE", "FORMAT", "VERSION", "About", "Compiled", "Kind", "write_about"]

ABOUT = "about.json"
FORMAT = "hormone-bone-kg compiled graph"
VERSION = 1
LARGEST_ABOUT = 1 << 26
"""Bytes; it lists each category and each predicate once."""
CODE = np.dtype("<u2")
"""How a category, or what an edge says, is written: as its place in a list of `about.json`."""
MOST_COUNT = 1 << 40
MOST_ROW = 1 << 21
"""Bytes of what is kept of one row."""
CELLS = 3


class Kind(NamedTuple):
    """What many edges say alike; `turned` if their steps run from object to subject."""

    predicate: str
    causal: bool
    level: str
    turned: bool


class About(NamedTuple):
    """What a folder says of itself: how much of everything, and the size of each file.

    `edges` counts rows that are kept, `carriers` the steps they make: an edge that runs both
    ways makes two. `hops` counts steps of one sign between two nodes, however many make them.
    """

    nodes: int
    edges: int
    carriers: int
    hops: int
    negated: int
    categories: tuple[str, ...]
    kinds: tuple[Kind, ...]
    files: tuple[tuple[str, int], ...]


class Compiled:
    """A compiled graph, opened.

    Parameters
    ----------
    folder : Path
        As `kg compile` wrote it.

    Attributes
    ----------
    about : About
        What it holds, in numbers.
    arrays : Arrays
        Its hops between nodes by number.
    codes : numpy.ndarray
        For each node the place of its category in `about.categories`; length `about.nodes`.

    Raises
    ------
    KgError
        If the folder cannot be read, is no compiled graph, or its parts do not agree.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = _read_about(folder)
        self._ids = Texts(folder, "ids", count=self.about.nodes)
        self._names = Texts(folder, "names", count=self.about.nodes)
        self.codes = map_array(folder / "categories.codes", CODE, count=self.about.nodes)
        self._starts = map_array(folder / "carriers.starts", OFFSET, count=self.about.hops + 1)
        self._kinds = map_array(folder / "carriers.kinds", CODE, count=self.about.carriers)
        self._rows = map_array(folder / "carriers.rows", OFFSET, count=self.about.carriers)
        self._text = map_bytes(folder / "rows.text")
        self.arrays = Arrays.open(folder)
        if (self.arrays.size, self.arrays.hops) != (self.about.nodes, self.about.hops):
            raise damaged(folder, "the arrays are of another graph")

    def number(self, name: str) -> int | None:
        """Give the number of the node with an id, or None if there is none."""
        return self._ids.find(name)

    def id(self, number: int) -> str:
        """Give the id of a node.

        Raises
        ------
        KgError
            If the folder is damaged.
        """
        name = self._ids[number]
        # Compiling lets none of these in: they could pass for a curated term, or for nothing.
        if ":" not in name or not name.isprintable():
            raise damaged(self.folder, "an id is no CURIE")
        return name

    def label(self, number: int) -> str:
        """Give the name of a node as it can be printed, or its id if it has none."""
        return printable(self._names[number]) or self.id(number)

    def links(self, hop: int) -> tuple[Link, ...]:
        """Give the edges that make a hop, in the order of their file.

        Raises
        ------
        KgError
            If the folder is damaged.
        """
        start, end, sign, *_ = self.arrays.step(hop)
        names = self.id(start), self.id(end)
        first, last = int(self._starts[hop]), int(self._starts[hop + 1])
        if not 0 <= first < last <= len(self._rows):
            raise damaged(self.folder, "carriers.starts points outside the carriers")
        return tuple(self._link(carrier, names, sign) for carrier in range(first, last))

    def best(self, marks: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Give each hop the best mark that one of its edges has.

        Parameters
        ----------
        marks : numpy.ndarray
            One for each of `about.kinds`; the smaller the better.

        Returns
        -------
        numpy.ndarray
            One for each hop.

        Raises
        ------
        KgError
            If the folder is damaged.

        Notes
        -----
        Linear in the number of carriers; holds one byte for each.
        """
        starts = self._starts
        if not self.about.hops:
            return np.empty(0, np.uint8)
        whole = starts[0] == 0 and starts[-1] == len(self._kinds)
        if not whole or (starts[1:] <= starts[:-1]).any():
            raise damaged(self.folder, "carriers.starts does not fit the carriers")
        if int(self._kinds.max()) >= len(marks):
            raise damaged(self.folder, "an edge says what about.json does not list")
        return np.minimum.reduceat(marks[self._kinds], starts[:-1])

    def _link(self, carrier: int, names: tuple[str, str], sign: Sign) -> Link:
        code = int(self._kinds[carrier])
        if code >= len(self.about.kinds):
            raise damaged(self.folder, "an edge says what about.json does not list")
        kind = self.about.kinds[code]
        subject, object_ = reversed(names) if kind.turned else names
        name, origin, publications = self._row(int(self._rows[carrier]))
        return Link(
            name or f"{subject} {kind.predicate} {object_}",
            subject,
            kind.predicate,
            object_,
            sign,
            kind.causal,
            kind.level,
            origin,
            tuple(filter(None, publications.split("|"))),
        )

    def _row(self, start: int) -> tuple[str, ...]:
        """Read what is kept of a row of the file of edges, as it can be printed."""
        end = self._text.find(b"\n", start, start + MOST_ROW) if start >= 0 else -1
        try:
            cells = self._text[start:end].decode().split("\t") if end >= 0 else []
        except UnicodeDecodeError:
            cells = []
        if len(cells) != CELLS:
            raise damaged(self.folder, "carriers.rows points at no row")
        return tuple(map(printable, cells))


def write_about(folder: Path, about: About) -> None:
    """Write what a folder says of itself; equal contents give equal bytes."""
    said: dict[str, Any] = {"format": FORMAT, "version": VERSION, **about._asdict()}
    text = json.dumps(said | {"files": dict(about.files)}, ensure_ascii=False, indent=1)
    (folder / ABOUT).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _read_about(folder: Path) -> About:
    """Read what a folder says of itself, and hold its files against it."""
    content = map_bytes(folder / ABOUT)
    if len(content) > LARGEST_ABOUT:
        raise damaged(folder, f"{ABOUT} is too large")
    try:
        about = _about_of(json.loads(content[:]))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise damaged(folder, f"{ABOUT} does not say what it should") from error
    for name, size in about.files:
        path = folder / name
        if "/" in name or "\\" in name or not path.is_file() or path.stat().st_size != size:
            raise damaged(folder, f"{name!r} is not as long as {ABOUT} says")
    return about


def _about_of(said: dict[str, Any]) -> About:
    if said["format"] != FORMAT or said["version"] != VERSION:
        raise ValueError("another format")
    return About(
        nodes=_count(said["nodes"]),
        edges=_count(said["edges"]),
        carriers=_count(said["carriers"]),
        hops=_count(said["hops"]),
        negated=_count(said["negated"]),
        categories=tuple(map(_printed, said["categories"])),
        kinds=tuple(map(_kind_of, said["kinds"])),
        files=tuple(said["files"].items()),
    )


def _count(said: object) -> int:
    if type(said) is not int or not 0 <= said < MOST_COUNT:
        raise ValueError("no count")
    return said


def _kind_of(said: list[Any]) -> Kind:
    predicate, causal, level, turned = said
    if type(causal) is not bool or type(turned) is not bool or level not in WEIGHTS["foreign"]:
        raise ValueError("no kind of edge")
    return Kind(_printed(predicate), causal, level, turned)


def _printed(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError("no text")
    return printable(text)
