"""Reading a graph in KGX TSV: its nodes, and its edges with the sign that they have here.

It knows the columns of KGX and how Biolink qualifies a statement; what each predicate says is
read from `ontology/kgx.tsv`, whose names are those of Biolink Model 4.4.6.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.exchange.rows import WHOLE_FILE, Columns, Faults, read_rows
from kg.model import Sign
from kg.model.vocabulary import WEIGHTS, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model.vocabulary import Reading

__all__ = ["LEVELS", "NOT_PROVIDED", "Dictionary", "Edge", "Edges", "Node", "Said", "read_nodes"]

NOT_PROVIDED = "not_provided"
LEVELS = WEIGHTS["foreign"]
"""The levels of knowledge that have a weight here; any other one counts as not provided."""

NODES = Columns(("id", "category"), ("name",))
SHOWN = ("id", "primary_knowledge_source", "publications")
QUALIFIERS = (
    "qualified_predicate",
    "subject_aspect_qualifier",
    "subject_direction_qualifier",
    "object_aspect_qualifier",
    "object_direction_qualifier",
)
HIDING = tuple(
    f"{end}_{name}_qualifier"
    for end in ("subject", "object")
    for name in ("form_or_variant", "part", "derivative", "activity", "process")
)
"""Qualifiers that make a statement one of something else than the node: its sign is hidden."""

EDGES = Columns(
    ("subject", "object", "predicate"),
    (*QUALIFIERS, *HIDING, "negated", "knowledge_level", *SHOWN),
)
TRUE = frozenset({"true", "1", "yes"})
FALSE = frozenset({"", "false", "0", "no"})
STATES = "biolink:affects"
"""The predicate whose rows tell what a qualified subject is: more of it, or less."""
MOST_REMEMBERED = 50_000
"""Ways to say something that are remembered at once, so that no file can fill the memory."""
EVERY = 100_000
"""Rows between two words on how far it is."""


class Node(NamedTuple):
    """A node as its row gives it; the name may be empty, `category` is a `|` list."""

    id: str
    name: str
    category: str


class Said(NamedTuple):
    """What an edge says of its two nodes; `listed` tells whether a reading of it is known."""

    predicate: str
    sign: Sign
    causal: bool
    way: Way
    level: str
    listed: bool


UNREAD = Said("", Sign.UNKNOWN, causal=False, way=Way.FORWARD, level=NOT_PROVIDED, listed=False)
"""What a predicate that has no row says."""


class Edge(NamedTuple):
    """An edge between two numbered nodes; `row` holds its id, origin and publications."""

    subject: int
    object: int
    said: Said
    row: str


class Dictionary:
    """What Biolink predicates say here, with and without qualifiers.

    Parameters
    ----------
    readings : iterable of Reading
        No predicate is read twice with the same qualifiers.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._rows = {
            (row.predicate, aspect, direction): row
            for row in readings
            for aspect in row.aspects
            for direction in row.directions
        }

    def read(self, predicate: str, qualifiers: tuple[str, ...], *, hidden: bool = False) -> Said:
        """Read a statement, its level of knowledge left aside.

        Parameters
        ----------
        predicate : str
            The predicate of the edge.
        qualifiers : tuple of str
            The predicate to read instead if anything is qualified, then aspect and direction
            of the subject and of the object; each empty where it is not stated.
        hidden : bool
            If True, the statement is about some form of a node, and its sign is not known.

        Returns
        -------
        Said
            Without sign or cause if the predicate has no row. Without sign if it has none for
            these qualifiers, since a qualifier may turn a sign about.
        """
        instead, subject_aspect, subject_direction, aspect, direction = qualifiers
        word = instead if instead and any(qualifiers[1:]) else predicate
        plain = self._rows.get((word, "", ""))
        if plain is None:
            return UNREAD._replace(predicate=predicate)
        row = self._rows.get((word, aspect, direction))
        sign = Sign.UNKNOWN
        if row and not hidden:
            sign = row.sign * self._state(subject_aspect, subject_direction)
        known = row or plain
        return Said(predicate, sign, known.causal, known.way, NOT_PROVIDED, listed=True)

    def _state(self, aspect: str, direction: str) -> Sign:
        """Tell whether a qualified subject stands for more of it, or for less."""
        if not aspect and not direction:
            return Sign.UP
        row = self._rows.get((STATES, aspect, direction or "increased"))
        return row.sign if row else Sign.UNKNOWN


def read_nodes(path: Path, *, done: Callable[[str, int], None]) -> list[Node]:
    """Read all nodes of a graph.

    Parameters
    ----------
    path : Path
        The file of nodes.
    done : callable
        Is told the name of the file and how many rows are read, now and then.

    Returns
    -------
    list of Node
        Sorted by id, none twice; never empty.

    Raises
    ------
    InvalidCorpusError
        If a row cannot be read, has no CURIE of its own, or there is none.
    KgError
        If the file cannot be read.
    """
    faults = Faults(path.name)
    lines: dict[str, int] = {}
    nodes = []
    categories: dict[str, str] = {}
    for line, (name, category, label) in read_rows(path, NODES, faults):
        fault = _id_fault(name)
        if fault:
            faults.add(line, "id", name, *fault)
        elif name in lines:
            wrong = f"the id of line {lines[name]}, too"
            faults.add(line, "id", name, wrong, "remove one of the two")
        lines[name] = line
        # Few categories are on many rows, and each is kept once.
        nodes.append(Node(name, label, categories.setdefault(category, category)))
        if len(nodes) % EVERY == 0:
            done(path.name, len(nodes))
    if not nodes:
        faults.add(1, WHOLE_FILE, "", "there are no nodes", "name a file that has some")
    faults.refuse()
    done(path.name, len(nodes))
    return sorted(nodes)


class Edges:
    """The edges of a graph, read while they are walked through.

    Parameters
    ----------
    path : Path
        The file of edges.
    numbers : mapping of str to int
        The number of each node.
    dictionary : Dictionary
        What predicates say.

    Attributes
    ----------
    negated : int
        Edges left out since they say that something is not so.
    unread : dict of str to int
        How many edges each predicate has that the dictionary lacks.
    unweighed : dict of str to int
        How many edges each level of knowledge has that has no weight here.
    """

    def __init__(self, path: Path, numbers: Mapping[str, int], dictionary: Dictionary) -> None:
        self._path = path
        self._numbers = numbers
        self._dictionary = dictionary
        self._faults = Faults(path.name)
        self._known: dict[tuple[str, ...], Said] = {}
        self.negated = 0
        self.unread: dict[str, int] = {}
        self.unweighed: dict[str, int] = {}

    def read(self, *, done: Callable[[str, int], None]) -> Iterator[Edge]:
        """Give the edges in the order of the file, those that are negated left out.

        Raises
        ------
        InvalidCorpusError
            If rows cannot be read, or name nodes that there are not; it names up to 20.
        KgError
            If the file cannot be read.
        """
        number, known = self._numbers.get, self._known.get
        place = {name: at for at, name in enumerate(EDGES.names)}
        shown = itemgetter(*(place[name] for name in SHOWN))
        says = slice(place["predicate"], place["knowledge_level"] + 1)
        count = 0
        for line, cells in read_rows(self._path, EDGES, self._faults):
            start, end = number(cells[0]), number(cells[1])
            if start is None or end is None:
                self._note_ends(line, cells)
                continue
            count += 1
            if count % EVERY == 0:
                done(self._path.name, count)
            said = known(cells[says]) or self._said(line, cells[says])
            if said is not None:
                yield Edge(start, end, said, "\t".join(shown(cells)))
        self._faults.refuse()
        done(self._path.name, count)

    def _said(self, line: int, cells: tuple[str, ...]) -> Said | None:
        """Read what an edge says; None if it says nothing, or that something is not so.

        It is remembered unless it must be counted each time.
        """
        negated, level = cells[-2].lower(), cells[-1]
        if not self._is_sound(line, cells[0], negated):
            return None
        if negated in TRUE:
            self.negated += 1
            return None
        said = self._read(cells)
        if not said.listed:
            _count(self.unread, said.predicate)
        if level and level not in LEVELS:
            _count(self.unweighed, level)
        elif said.listed:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[cells] = said
        return said

    def _read(self, cells: tuple[str, ...]) -> Said:
        after = 1 + len(QUALIFIERS)
        level = cells[-1] if cells[-1] in LEVELS else NOT_PROVIDED
        hidden = any(cells[after : after + len(HIDING)])
        said = self._dictionary.read(cells[0], cells[1:after], hidden=hidden)
        return said._replace(level=level)

    def _is_sound(self, line: int, predicate: str, negated: str) -> bool:
        fault = _text_fault(predicate, "predicate")
        if fault:
            self._faults.add(line, "predicate", predicate, *fault)
        elif negated not in TRUE | FALSE:
            wrong, remedy = "neither true nor false", "write true or false"
            self._faults.add(line, "negated", negated, wrong, remedy)
        else:
            return True
        return False

    def _note_ends(self, line: int, cells: tuple[str, ...]) -> None:
        for column, name in zip(EDGES.needed, cells[:2], strict=False):
            if name not in self._numbers:
                wrong = "no node has this id" if name else "no node is named"
                self._faults.add(line, column, name, wrong, "add the node, or correct the id")


def _count(found: dict[str, int], word: str) -> None:
    if word in found or len(found) < MOST_REMEMBERED:
        found[word] = found.get(word, 0) + 1


def _id_fault(name: str) -> tuple[str, str] | None:
    """Refuse what is no identifier of a node, or looks like one of a curated term."""
    fault = _text_fault(name, "id")
    if fault is None and ":" not in name:
        return "not a CURIE", "write PREFIX:ID"
    return fault


def _text_fault(text: str, kind: str) -> tuple[str, str] | None:
    if not text:
        return f"no {kind} is given", "fill the cell"
    if not text.isprintable():
        return "a control character, or one that cannot be seen", "remove it"
    if text != text.strip():
        return "blanks before or after the text", "remove them"
    return None
