"""The SPARQL 1.1 Protocol as far as a store that is only read needs it.

Pure: from what a client sent to what it asks, or to the status and the reason of a refusal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from kg.errors import KgError, QueryError
from kg.server.negotiation import BINDINGS, GRAPHS, Form, best, named, unset
from kg.sparql.guard import LONGEST_QUERY, check_query

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LONGEST_BODY", "LONGEST_TARGET", "Question", "RefusedError", "Sent", "read_question"]

LONGEST_BODY = 4 * LONGEST_QUERY
"""Bytes: a character takes up to three once it is percent-encoded, and there is more in a form."""
LONGEST_TARGET = 2 * LONGEST_QUERY
"""Bytes of a path with its parameters."""
MOST_FIELDS = 200
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "this service is read-only: it answers queries and takes no updates"


class RefusedError(KgError):
    """A request that gets no answer.

    Parameters
    ----------
    status : int
        Of HTTP.
    message : str
        Why, and what to do.
    headers : mapping of str to str, optional
        To be sent with it.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(message)


class Sent(NamedTuple):
    """A request as it came: `parameters` is what stands behind the question mark."""

    method: str
    parameters: bytes
    content_type: str = ""
    accept: str = ""
    body: bytes = b""


class Question(NamedTuple):
    """What a client asks: a query, on which graphs, and how the answer shall be written.

    The graphs are None where the query itself, or else the store, decides. A form is None where
    nothing the client accepts fits.
    """

    query: str
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None
    bindings: Form | None
    graph: Form | None


def read_question(sent: Sent) -> Question | None:
    """Read a request.

    Parameters
    ----------
    sent : Sent
        With the method GET, HEAD or POST.

    Returns
    -------
    Question or None
        None if a GET asks nothing: it is answered with a description of the service.

    Raises
    ------
    RefusedError
        If it breaks the protocol, would change or leave the store, or is too long.

    References
    ----------
    SPARQL 1.1 Protocol, section 2.1. https://www.w3.org/TR/sparql11-protocol/
    """
    fields = _fields(sent.parameters, "the address")
    if sent.method == "POST":
        fields += _posted(sent)
    if any(name == "update" for name, _ in fields):
        raise RefusedError(403, READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, f"there are {len(queries)} queries in the request: send one")
    if not queries:
        if sent.method == "POST":
            raise RefusedError(400, "there is no query in the request: send one as 'query'")
        return None
    _check(queries[0], sent.method)
    return Question(queries[0], _graphs(fields), *_forms(sent.accept, fields))


def _posted(sent: Sent) -> list[tuple[str, str]]:
    media, *parameters = (part.strip().lower() for part in sent.content_type.split(";"))
    charset = next((p[8:].strip("\"'") for p in parameters if p.startswith("charset=")), "utf-8")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise RefusedError(415, "the request is not UTF-8: send it as UTF-8")
    if media == UPDATE:
        raise RefusedError(403, READ_ONLY)
    if media == FORM:
        return _fields(sent.body, "the form")
    if media == QUERY:
        return [("query", _decoded(sent.body, "the query"))]
    raise RefusedError(
        415,
        f"a request of type {media[:60] or '(none)'!r} cannot be read: "
        f"POST a query as {QUERY}, or a form as {FORM}",
    )


def _fields(text: bytes, what: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _decoded(text, what),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"{what} is not UTF-8: send it as UTF-8") from error
    except ValueError as error:
        raise RefusedError(
            400, f"there are more than {MOST_FIELDS} parameters in {what}"
        ) from error


def _decoded(text: bytes, what: str) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"{what} is not UTF-8: send it as UTF-8") from error


def _check(query: str, method: str) -> None:
    if len(query) > LONGEST_QUERY:
        status = 413 if method == "POST" else 414
        raise RefusedError(
            status, f"the query is longer than {LONGEST_QUERY} characters: shorten it"
        )
    try:
        check_query(query)
    except QueryError as error:
        raise RefusedError(400, str(error)) from error


def _graphs(fields: list[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named_ = tuple(value for name, value in fields if name == "named-graph-uri")
    return (default, named_) if default or named_ else None


def _forms(accept: str, fields: list[tuple[str, str]]) -> tuple[Form | None, Form | None]:
    """Choose by the Accept header; by `format` and its like where that leaves the choice."""
    names = [value for name, value in fields if name in {"format", "output", "results"}]
    by_name = unset(accept)
    return (
        (by_name and named(names, BINDINGS)) or best(accept, BINDINGS),
        (by_name and named(names, GRAPHS)) or best(accept, GRAPHS),
    )
