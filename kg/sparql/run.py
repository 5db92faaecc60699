"""Running a query in a process of its own, within limits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import QueryError
from kg.rdf import to_nquads
from kg.sparql.answer import Answer
from kg.sparql.guard import check_query
from kg.sparql.process import DEFAULT_LIMITS, Limits, Work, call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Corpus

__all__ = ["DEFAULT_LIMITS", "FORMATS", "Limits", "Reply", "answer", "run", "run_on"]

FORMATS = ("json", "csv", "tsv")
"""How bindings can be written; a graph is always Turtle."""


class Reply(NamedTuple):
    """What came back: `kind` is `select`, `ask` or `graph`."""

    kind: str
    text: str


WORK = Work("kg.sparql.worker", "query", "runs queries", "narrow it")


def run(corpus: Corpus, query: str, *, fmt: str = "json", limits: Limits = DEFAULT_LIMITS) -> Reply:
    """Run a query on everything the corpus says.

    Parameters
    ----------
    corpus : Corpus
        Not modified. Its prefixes need not be declared in the query.
    query : str
        As for `run_on`.
    fmt : str
        As for `run_on`.
    limits : Limits
        As for `run_on`.

    Returns
    -------
    Reply
        As for `run_on`.

    Raises
    ------
    UsageError, QueryError, LimitError
        As for `run_on`.
    """
    return run_on(to_nquads(corpus), corpus.ontology.prefixes, query, fmt=fmt, limits=limits)


def run_on(
    nquads: str,
    prefixes: Mapping[str, str],
    query: str,
    *,
    fmt: str = "json",
    limits: Limits = DEFAULT_LIMITS,
) -> Reply:
    """Run a query on any dataset.

    Parameters
    ----------
    nquads : str
        The dataset as N-Quads, valid: from `kg.rdf.to_nquads` or `kg.sparql.data.read_rdf`.
    prefixes : mapping of str to str
        Names of namespaces that need not be declared in the query.
    query : str
        SPARQL 1.1 query text: SELECT, ASK, CONSTRUCT or DESCRIBE.
    fmt : str
        How bindings are written, one of `FORMATS`.
    limits : Limits
        What loading the dataset and running the query may use together.

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
    check_query(query)
    request = {
        "nquads": nquads,
        "query": query,
        "prefixes": dict(prefixes),
        "format": fmt,
        "memory": limits.memory,
    }
    said, body = call(WORK, json.dumps(request).encode(), limits)
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
