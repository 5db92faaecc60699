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

_WORD = re.compile("service", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# The engine reads letters where the grammar has tokens: `1SERVICE`, `?x.SERVICE` and
# `SERVICEex:a` all are calls, so no blank need stand beside the word. It also reads `<` as
# less-than wherever an operator may stand, and `'''` as an empty string where no long one
# fits. So nothing counts as opaque unless it can be read in one way only.
_TOKENS = re.compile(
    r"""
    (?P<opaque>
        <[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\\\x00-\x20]*>   # two slashes are no expression
      | \"{3}(?:\"{0,2}(?:[^"\\]|\\[tbnrf\\"']))*+\"{3}
      | '{3}(?:'{0,2}(?:[^'\\]|\\[tbnrf\\"']))*+'{3}
      | "(?!"")(?:[^"\\\n\r]|\\[tbnrf\\"'])*+"
      | '(?!'')(?:[^'\\\n\r]|\\[tbnrf\\"'])*+'
      | \#[^\n\r]*+
      | [?$]\w++                                              # variable
      | :\w[\w:-]*+                                           # after a prefix, up to a dot
      | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+                       # language
    )
  | (?P<unclear> ["'\\] | <[^<>"{}|^`\\\x00-\x20]*['\#][^<>"{}|^`\\\x00-\x20]*> )
  | (?P<call> service )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHY = {
    "call": "SERVICE would send the query to another machine: ask there itself",
    "unclear": (
        "the word SERVICE stands where it cannot be told apart from a call to another machine: "
        "leave it out"
    ),
}


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

    Notes
    -----
    The word may stand in texts, comments, variables, language tags, after the colon of a
    prefixed name, and in an IRI that has `://`. A query in which it stands anywhere may hold
    no code point escapes, no escaped local names, and `#` or `'` in no other IRI.

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
    # Code point escapes may be undone before a query is parsed, so they can hide a keyword.
    if not _WORD.search(_CODE_POINT.sub(_decoded, query)):
        return
    # What is left of an escape is a lone backslash, which is unclear.
    for token in _TOKENS.finditer(query):
        if token.lastgroup in _WHY:
            raise QueryError(_WHY[token.lastgroup])


def _decoded(match: re.Match[str]) -> str:
    point = int(match[1] or match[2], base=16)
    return chr(point) if point <= 0x10FFFF else match[0]  # noqa: PLR2004 - last code point
