"""Running a query in a process of its own, within limits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KgError, LimitError, QueryError, UsageError
from kg.rdf import to_nquads
from kg.sparql.answer import Answer
from kg.sparql.guard import check_query

if TYPE_CHECKING:
    from kg.model import Corpus

__all__ = ["FORMATS", "Limits", "Reply", "answer", "run"]

FORMATS = ("json", "csv", "tsv")
"""How bindings can be written; a graph is always Turtle."""


class Limits(NamedTuple):
    """What one query may use: seconds of wall clock, bytes of memory."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


class Reply(NamedTuple):
    """What came back: `kind` is `select`, `ask` or `graph`."""

    kind: str
    text: str


DEFAULT_LIMITS = Limits()
LONGEST = 24 * 60 * 60.0
"""Seconds."""


def run(corpus: Corpus, query: str, *, fmt: str = "json", limits: Limits = DEFAULT_LIMITS) -> Reply:
    """Run a query on everything the corpus says.

    Parameters
    ----------
    corpus : Corpus
        Not modified. Its prefixes need not be declared in the query.
    query : str
        SPARQL 1.1 query text: SELECT, ASK, CONSTRUCT or DESCRIBE.
    fmt : str
        How bindings are written, one of `FORMATS`.
    limits : Limits
        What the query may use.

    Returns
    -------
    Reply
        The answer as text; that of CONSTRUCT and DESCRIBE is Turtle, sorted.

    Raises
    ------
    UsageError
        If the time allowed is no number of seconds between 0 and a day.
    QueryError
        If the query is no SPARQL query, or would reach out of the store.
    LimitError
        If it hit a limit; nothing of it is returned.

    Notes
    -----
    The engine cannot be interrupted, so each query has a process of its own, which is killed
    when its time is up. That process can open neither files nor connections.
    """
    if not 0 < limits.seconds <= LONGEST:  # also true of what is not a number
        raise UsageError(
            f"no query takes {limits.seconds:g} s: allow more than 0, up to {LONGEST:g}"
        )
    check_query(query)
    request = {
        "nquads": to_nquads(corpus),
        "query": query,
        "prefixes": dict(corpus.ontology.prefixes),
        "format": fmt,
        "memory": limits.memory,
    }
    try:
        done = subprocess.run(
            # -P keeps the working directory off the module path: it is not ours to trust.
            [sys.executable, "-P", "-m", "kg.sparql.worker"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(
            f"the query was stopped after {limits.seconds:g} s: narrow it, or allow more time"
        ) from error
    head, _, body = done.stdout.partition(b"\n")
    if done.returncode != 0:
        raise _failure(done, limits)
    said = json.loads(head)
    if said["kind"] == "error":
        raise QueryError(f"the query cannot be run: {said['message']}")
    return Reply(said["kind"], body.decode())


def answer(corpus: Corpus, query: str, *, limits: Limits = DEFAULT_LIMITS) -> Answer:
    """Run a query and read its answer.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    query : str
        As for `run`.
    limits : Limits
        What the query may use.

    Returns
    -------
    Answer
        With columns and rows, a truth value, or Turtle, after the form of the query.

    Raises
    ------
    UsageError, QueryError, LimitError
        As for `run`.
    """
    reply = run(corpus, query, limits=limits)
    return Answer.read(reply.kind, reply.text, corpus.ontology.prefixes)


def _failure(done: subprocess.CompletedProcess[bytes], limits: Limits) -> KgError:
    """Say why the process gave no answer, as far as its end tells."""
    last_words = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    if done.returncode > 0 and "MemoryError" not in last_words:
        return KgError(f"the process that runs queries failed: {last_words}")
    if done.returncode == -signal.SIGSEGV:
        return LimitError("the query is nested too deep: simplify it")
    return LimitError(
        f"the query needed more than {limits.memory // 2**20} MiB of memory, or its process was "
        "ended from outside: narrow it"
    )
