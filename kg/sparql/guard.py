"""Refusing queries that would reach out of the store.

It fails closed: what it cannot tell apart from a call to another service is refused, with a
reason. The worker that runs a query has no network in any case.
"""

from __future__ import annotations

import re

from kg.errors import QueryError

__all__ = ["LONGEST_QUERY", "check_query"]

LONGEST_QUERY = 64 * 1024
"""Characters."""

# What may hold any word without meaning it. The order matters: an escaped character must not
# open a string or a comment.
_OPAQUE = re.compile(
    r"\\."
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r'|"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|\#[^\n\r]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$@.-])SERVICE(?![\w:.-])", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(query: str) -> None:
    """Refuse a query that is too long or names another service.

    Parameters
    ----------
    query : str
        SPARQL 1.1 query text.

    Raises
    ------
    QueryError
        If it is refused; says why.

    Examples
    --------
    >>> check_query("SELECT * { ?service a <http://example.org/SERVICE> } # SERVICE")
    >>> check_query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: SERVICE would send the query to another machine: ask there itself
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"the query is longer than {LONGEST_QUERY} characters: shorten it")
    # Code point escapes are undone before a query is parsed, so they can hide a keyword.
    for text in (query, _CODE_POINT.sub(_decoded, query)):
        if _SERVICE.search(_OPAQUE.sub(" ", text)):
            raise QueryError("SERVICE would send the query to another machine: ask there itself")


def _decoded(match: re.Match[str]) -> str:
    point = int(match[1] or match[2], base=16)
    return chr(point) if point <= 0x10FFFF else match[0]  # noqa: PLR2004 - last code point
