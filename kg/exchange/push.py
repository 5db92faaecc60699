"""Loading a dataset into a SPARQL 1.1 store in batches, each of which may be sent again.

All that is sent is ground triples, so a batch that arrives twice changes nothing: a push that
broke off goes on after the last batch that the store took.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.errors import KgError, UsageError, printable
from kg.files import write_atomically
from kg.sparql.remote import count_triples, failure
from kg.sparql.web import USER_AGENT, Call, check_address, send

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.sparql.web import Credentials

__all__ = ["Batch", "State", "Target", "check_counts", "push", "to_batches"]

LARGEST_BATCH = 100_000
MULTIPLE_CHOICES = 300

_TRIPLE = re.compile(
    r"""(?P<triple> (?:<[^>]*>\ ){2} (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[\w-]+)?) )
        (?:\ <(?P<graph>[^>]*)>)? \ \.""",
    re.VERBOSE,
)


class Batch(NamedTuple):
    """Triples of one graph, the default graph if it has no name, as N-Triples."""

    graph: str
    triples: tuple[str, ...]


class Target(NamedTuple):
    """Where a store takes questions, and where it takes data: one of two ways.

    `update` is the address of a SPARQL 1.1 Update service; if it is empty, `store` is that of a
    Graph Store Protocol service.
    """

    query: str
    update: str = ""
    store: str = ""
    credentials: Credentials | None = None
    seconds: float = 60.0


class State:
    """How much of one push a store has taken, kept in a file of its own.

    Parameters
    ----------
    path : Path
        The file; it need not exist. It holds a hash and a number and nothing secret.
    batches : sequence of Batch
        What is pushed.
    target : Target
        Where it goes.
    """

    def __init__(self, path: Path, batches: Sequence[Batch], target: Target) -> None:
        self.path = path
        self.total = len(batches)
        whole = json.dumps([target.update, target.store, batches])
        self.push = hashlib.sha256(whole.encode()).hexdigest()

    def read(self) -> int:
        """Give how many batches are in; 0 if there is no file.

        Raises
        ------
        UsageError
            If the file is about another push, or no such file at all.
        KgError
            If it cannot be read.
        """
        name = printable(str(self.path))
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            known, done = kept["push"], kept["batches"]
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise KgError(f"cannot read {name}: {error.strerror}") from error
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise UsageError(f"{name} does not tell how far a push went: name another") from error
        if known != self.push or type(done) is not int or not 0 <= done <= self.total:
            raise UsageError(
                f"{name} is about a push of other data, or to elsewhere: remove it to start anew"
            )
        return done

    def write(self, done: int) -> None:
        """Keep how many batches are in."""
        write_atomically(self.path, json.dumps({"push": self.push, "batches": done}) + "\n")

    def remove(self) -> None:
        """Forget a push that is complete."""
        self.path.unlink(missing_ok=True)


def to_batches(nquads: str, *, graph: str = "", size: int = 1000) -> list[Batch]:
    """Part a dataset into batches.

    Parameters
    ----------
    nquads : str
        One quad to a line, without blank nodes.
    graph : str
        Name of the graph for what stands in the default graph; that of the store if empty.
    size : int
        How many triples a batch may have.

    Returns
    -------
    list of Batch
        Sorted, each triple once: the same for the same dataset in any order.

    Raises
    ------
    UsageError
        If the size or the name of the graph is none, or a line holds a blank node or a triple
        within a triple.
    """
    if not 1 <= size <= LARGEST_BATCH:
        raise UsageError(f"no batch holds {size} triples: use 1 to {LARGEST_BATCH}")
    if graph and not re.fullmatch(r'[A-Za-z][\w+.-]*:[^<>"{}|^`\\\x00-\x20]+', graph):
        raise UsageError(f"no graph can be called {printable(graph)!r}: give an absolute IRI")
    triples: dict[str, set[str]] = {}
    for number, line in enumerate(nquads.split("\n"), start=1):
        if line:
            name, triple = _parted(line, number)
            triples.setdefault(name or graph, set()).add(triple)
    return [
        Batch(name, tuple(ordered[start : start + size]))
        for name, ordered in sorted((name, sorted(found)) for name, found in triples.items())
        for start in range(0, len(ordered), size)
    ]


def push(
    batches: Sequence[Batch],
    target: Target,
    *,
    start: int = 0,
    replace: bool = False,
    done: Callable[[int], None] = lambda _: None,
) -> None:
    """Send batches to a store.

    Parameters
    ----------
    batches : sequence of Batch
        From `to_batches`.
    target : Target
        Where they go.
    start : int
        How many are in already.
    replace : bool
        If True, a graph is emptied before its first batch.
    done : callable
        Called with the number of batches that are in, after each.

    Raises
    ------
    KgError
        If a batch is refused, or nobody answers; what was sent before is in the store. Also
        `UsageError` and `LimitError`, as for `kg.sparql.web.send`.
    """
    for url in filter(None, (target.query, target.update, target.store)):
        check_address(url)
    for number, batch in enumerate(batches[start:], start=start):
        first = number == 0 or batches[number - 1].graph != batch.graph
        try:
            _send(batch, target, fresh=replace and first)
        except UsageError:
            raise
        except KgError as error:
            how_far = f"{number} of {len(batches)} batches are in"
            raise type(error)(f"{error} ({how_far}; a push may be run again)") from error
        done(number + 1)


def check_counts(batches: Sequence[Batch], target: Target) -> dict[str, int]:
    """See that every graph in the store holds as many triples as were sent.

    Returns
    -------
    dict of str to int
        Triples by name of the graph.

    Raises
    ------
    KgError
        If a graph holds more or fewer, or cannot be counted.
    """
    sent = Counter[str]()
    for batch in batches:
        sent[batch.graph] += len(batch.triples)
    for graph, expected in sent.items():
        found = count_triples(
            target.query, graph, seconds=target.seconds, credentials=target.credentials
        )
        if found != expected:
            name = f"the graph <{graph}>" if graph else "the default graph"
            remedy = "it held others before: replace it" if found > expected else "push again"
            raise KgError(
                f"{name} holds {found} triples and not the {expected} of the release: {remedy}"
            )
    return dict(sent)


def _parted(line: str, number: int) -> tuple[str, str]:
    match = _TRIPLE.fullmatch(line)
    if match is None:
        raise UsageError(
            f"line {number} of the N-Quads holds a blank node, which a store takes for another "
            "one in each batch, or a triple within a triple: give it an IRI"
        )
    return match["graph"] or "", match["triple"]


def _send(batch: Batch, target: Target, *, fresh: bool) -> None:
    for call in _calls(batch, target, fresh=fresh):
        response = send(call, seconds=target.seconds, credentials=target.credentials)
        if response.status >= MULTIPLE_CHOICES:
            what = "update" if target.update else "graph"
            raise failure(call.url.partition("?")[0], response, what)


def _calls(batch: Batch, target: Target, *, fresh: bool) -> list[Call]:
    if not target.update:
        return [_stored(batch, target.store, "PUT" if fresh else "POST")]
    place = f"GRAPH <{batch.graph}>" if batch.graph else "DEFAULT"
    calls = [_updated(target.update, f"CLEAR SILENT {place}")] if fresh else []
    triples = " .\n".join(batch.triples) + " ."
    within = f"{place} {{\n{triples}\n}}" if batch.graph else triples
    return [*calls, _updated(target.update, f"INSERT DATA {{\n{within}\n}}")]


def _updated(url: str, update: str) -> Call:
    headers = {"Content-Type": "application/sparql-update; charset=utf-8", "User-Agent": USER_AGENT}
    return Call("POST", url, headers, update.encode())


def _stored(batch: Batch, url: str, method: str) -> Call:
    parts = urlsplit(check_address(url))
    which = ("graph", batch.graph) if batch.graph else ("default", "")
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), which])
    headers = {"Content-Type": "application/n-triples", "User-Agent": USER_AGENT}
    body = "".join(f"{triple} .\n" for triple in batch.triples)
    return Call(method, urlunsplit(parts._replace(query=query)), headers, body.encode())
