"""Asking a SPARQL 1.1 endpoint somewhere else, which is trusted with the query and no more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.errors import KgError, LimitError, QueryError, printable
from kg.sparql.guard import LONGEST_QUERY
from kg.sparql.run import Reply
from kg.sparql.web import USER_AGENT, Call, check_address, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.sparql.web import Credentials, Response

__all__ = ["ask", "count_triples", "failure", "with_prefixes"]

LONGEST_ADDRESS = 2000
"""Characters; what is longer is posted, as not every server takes longer ones."""
LONGEST_MESSAGE = 300
DONE = 200
JSON = "application/sparql-results+json"
BINDINGS = {"csv": "text/csv", "json": JSON, "tsv": "text/tab-separated-values"}
GRAPHS = ("text/turtle", "application/n-triples", "text/n3", "application/x-turtle")
"""What a graph may come as; each is Turtle, or may be read as such."""
ACCEPT_GRAPH = "text/turtle, application/n-triples;q=0.5"

_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*> | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | \#[^\n\r]*""",
    re.VERBOSE | re.DOTALL,
)
_FORM = re.compile(r"(?<![\w:?$.-])(select|ask|construct|describe)\b(?!\s*:)", re.IGNORECASE)
_DECLARED = re.compile(r"prefix\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w:.-])([\w.-]*):")
_ORDERS = re.compile(r'(?:\s*define\s+[\w:-]+\s+(?:"[^"]*"|\d+)\s+)+', re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def ask(
    endpoint: str,
    query: str,
    *,
    fmt: str = "json",
    prefixes: Mapping[str, str] | None = None,
    seconds: float = 60.0,
) -> Reply:
    """Have an endpoint answer a query.

    Parameters
    ----------
    endpoint : str
        Address of a query service, `http://host:port/path`.
    query : str
        Sent as it is; what it may ask for is for the endpoint to say.
    fmt : str
        How bindings are written, one of `kg.sparql.FORMATS`.
    prefixes : mapping of str to str, optional
        Put before the query where it uses them without declaring them.
    seconds : float
        For the whole exchange.

    Returns
    -------
    Reply
        The answer as the endpoint wrote it; a graph is Turtle.

    Raises
    ------
    UsageError
        If the address cannot be called, or the time is none.
    QueryError
        If the endpoint refuses the query; says why in its words.
    LimitError
        If a limit was hit, here or there, so that the answer is not the whole one.
    KgError
        If it does not answer, or with something else.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"the query is longer than {LONGEST_QUERY} characters: shorten it")
    text = with_prefixes(query, prefixes or {})
    return _exchange(_call(endpoint, text, _accept(query, fmt)), fmt, seconds)


def count_triples(
    endpoint: str, graph: str, *, seconds: float, credentials: Credentials | None = None
) -> int:
    """Count what an endpoint has in a graph; the default graph if its name is empty.

    Raises
    ------
    UsageError, LimitError, KgError
        As for `ask`.
    """
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
    text = _exchange(_call(endpoint, query, JSON), "json", seconds, credentials).text
    try:
        [row] = json.loads(text)["results"]["bindings"]
        return int(row["n"]["value"])
    except (ValueError, KeyError, TypeError) as error:
        raise KgError(f"{endpoint} cannot count what is in a graph") from error


def _exchange(
    call: Call, fmt: str, seconds: float, credentials: Credentials | None = None
) -> Reply:
    response = send(call, seconds=seconds, credentials=credentials)
    endpoint = call.url.partition("?")[0]
    if response.status != DONE:
        raise failure(endpoint, response, "query")
    return _reply(endpoint, response, fmt)


def with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """Declare the prefixes that a query uses and does not declare, on its first line.

    Examples
    --------
    >>> with_prefixes("ASK { ?x a e:B }", {"e": "urn:e:", "f": "urn:f:"})
    'PREFIX e: <urn:e:> ASK { ?x a e:B }'
    >>> with_prefixes("PREFIX e: <urn:x:> ASK { ?x a e:B }", {"e": "urn:e:"})
    'PREFIX e: <urn:x:> ASK { ?x a e:B }'
    """
    bare = _OPAQUE.sub(" ", query)
    missing = set(_USED.findall(bare)) - set(_DECLARED.findall(bare))
    lines = [f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items() if name in missing]
    # Virtuoso takes orders to its planner, and those only at the very start.
    start = _ORDERS.match(query)
    place = start.end() if start else 0
    return query[:place] + "".join(lines) + query[place:]


def failure(endpoint: str, response: Response, what: str) -> KgError:
    """Say why an endpoint did not do what it was asked.

    Parameters
    ----------
    endpoint : str
        Its address.
    response : Response
        What it answered; its status says that it failed.
    what : str
        What it was sent: `query`, `update` or `graph`.
    """
    status, words = response.status, _words(response)
    if status in {400, 422}:
        error = QueryError if what == "query" else KgError
        return error(f"{endpoint} refuses the {what}: {words}")
    if status in {401, 403}:
        return KgError(f"{endpoint} does not let us in ({status}): {words}")
    if status in {404, 405, 410, 415}:
        return KgError(f"{endpoint} takes no {what} ({status}): is this its address for that?")
    if status in {408, 413, 429, 503, 504}:
        return LimitError(f"{endpoint} hit a limit of its own ({status}): {words}")
    return KgError(f"{endpoint} failed ({status}): {words}")


def _accept(query: str, fmt: str) -> str:
    """Ask for the one form that fits the query, as some servers mind no order of preference."""
    form = _FORM.search(_OPAQUE.sub(" ", query))
    if form and form[1].lower() in {"construct", "describe"}:
        return ACCEPT_GRAPH
    # Few servers write a truth value as a table.
    return JSON if form and form[1].lower() == "ask" else BINDINGS[fmt]


def _call(endpoint: str, query: str, accept: str) -> Call:
    """Write the request, posted if its address would be long."""
    headers = {"Accept": accept, "User-Agent": USER_AGENT}
    parts = urlsplit(check_address(endpoint))
    given = parse_qsl(parts.query, keep_blank_values=True)
    try:
        form = urlencode([*given, ("query", query)])
    except UnicodeEncodeError as error:
        raise QueryError(f"the query is no text: {error.reason}") from error
    bare = urlunsplit(parts._replace(query="", fragment=""))
    if len(bare) + len(form) < LONGEST_ADDRESS:
        return Call("GET", f"{bare}?{form}", headers)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return Call("POST", bare, headers, form.encode())


def _reply(endpoint: str, response: Response, fmt: str) -> Reply:
    try:
        text = response.body.decode()
    except UnicodeDecodeError as error:
        raise KgError(f"{endpoint} answered with what is not UTF-8") from error
    kind = response.content_type
    if kind in GRAPHS:
        return Reply("graph", text)
    if kind in {JSON, "application/json"}:
        return _checked(endpoint, response, text, fmt)
    if kind == BINDINGS[fmt]:
        _check_whole(endpoint, response, text.count("\n") - 1)
        return Reply("select", text)
    raise KgError(
        f"{endpoint} answered with {printable(kind) or 'something'}, not with SPARQL results: "
        "is this the address of a query service?"
    )


def _checked(endpoint: str, response: Response, text: str, fmt: str) -> Reply:
    try:
        found = json.loads(text)
        truth = _truth(found)
        rows = [] if truth is not None else [dict(row) for row in found["results"]["bindings"]]
    except RecursionError as error:
        raise LimitError("the answer is nested too deep: simplify the query") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KgError(f"{endpoint} answered with JSON that holds no SPARQL results") from error
    if truth is not None:
        word = str(truth).lower()
        return Reply("ask", f'{{"head":{{}},"boolean":{word}}}' if fmt == "json" else word)
    if fmt != "json":
        raise KgError(f"{endpoint} does not write answers as {fmt}: ask for json")
    _check_whole(endpoint, response, len(rows))
    return Reply("select", text)


def _truth(found: Mapping[str, Any]) -> bool | None:
    """Read a truth value; Virtuoso gives a row for yes and none for no. None for a table."""
    columns = list(found["head"].get("vars", ()))
    if columns == ["__ASK_RETVAL"]:
        return bool(found["results"]["bindings"])
    if not all(isinstance(column, str) for column in columns):
        raise TypeError("a variable has a name that is no text")
    return bool(found["boolean"]) if "boolean" in found else None


def _check_whole(endpoint: str, response: Response, rows: int) -> None:
    """Refuse what Virtuoso cuts off at its own limit without another word."""
    most = str(response.headers.get("X-SPARQL-MaxRows", ""))
    if most.isdecimal() and rows >= int(most):
        raise LimitError(
            f"{endpoint} gives no more than {most} rows, and there may be more: "
            "use LIMIT and OFFSET"
        )


def _words(response: Response) -> str:
    """Give the start of what a server says of a failure, as one printable line."""
    text = response.body[: 64 * 1024].decode(errors="replace").partition("SPARQL query:")[0]
    if "html" in response.content_type:
        text = _TAG.sub(" ", text)
    line = printable(" ".join(text.split())) or "it does not say why"
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 2] + " …"
