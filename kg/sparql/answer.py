"""The answer to a query, ready to be read by a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Self

from kg.errors import KgError, LimitError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "short"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query returned.

    A SELECT gives `columns` and `rows`, in the order of the query, with identifiers as
    CURIEs, values as text and None where a variable is unbound. An ASK gives `truth`, a
    CONSTRUCT or DESCRIBE gives `turtle`; the other parts are then empty.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()
    truth: bool | None = None
    turtle: str = ""

    @classmethod
    def read(cls, kind: str, text: str, prefixes: Mapping[str, str]) -> Self:
        """Read what the engine wrote: SPARQL results in JSON, or Turtle for a graph.

        Raises
        ------
        LimitError
            If triples are nested in triples deeper than Python can follow.
        KgError
            If it is something else, as an engine elsewhere may send.
        """
        if kind == "graph":
            return cls(turtle=text)
        try:
            found = json.loads(text)
            if kind == "ask":
                return cls(truth=found["boolean"])
            columns = tuple(found["head"]["vars"])
            rows = tuple(
                tuple(_cell(binding.get(column), prefixes) for column in columns)
                for binding in found["results"]["bindings"]
            )
        except RecursionError as error:
            raise LimitError("the answer is nested too deep: simplify the query") from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise KgError("the answer does not hold SPARQL results in JSON") from error
        return cls(columns, rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        if self.truth is not None:
            return f"<p>{'yes' if self.truth else 'no'}</p>"
        if self.turtle:
            return f"<pre>{escape(self.turtle)}</pre>"
        left = " style='text-align:left'"
        head = "".join(f"<th{left}>{escape(column)}</th>" for column in self.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td{left}>{escape(cell or '')}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI as a CURIE where a declared prefix allows it.

    Examples
    --------
    >>> short("https://example.org/a/b", {"e": "https://example.org/", "a": "https://example.org/a/"})
    'a:b'
    >>> short("urn:x", {})
    '<urn:x>'
    """
    fitting = (item for item in prefixes.items() if iri.startswith(item[1]))
    best = max(fitting, key=lambda item: len(item[1]), default=None)
    return f"{best[0]}:{iri.removeprefix(best[1])}" if best else f"<{iri}>"


def _cell(value: Mapping[str, Any] | None, prefixes: Mapping[str, str]) -> str | None:
    if value is None:
        return None
    if value["type"] == "uri":
        return short(value["value"], prefixes)
    if value["type"] == "triple":
        parts = (value["value"][role] for role in ("subject", "predicate", "object"))
        return f"<<( {' '.join(_cell(part, prefixes) or '' for part in parts)} )>>"
    return f"_:{value['value']}" if value["type"] == "bnode" else str(value["value"])
