"""JSON-LD: one flat list of nodes, names shortened by a context that stands in the file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kg.rdf.nquads import safe_iri
from kg.rdf.order import TYPE, by_subject
from kg.rdf.speaker import XSD, Iri
from kg.rdf.texts import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf.speaker import Literal, Statement

__all__ = ["to_jsonld"]

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""What every reader of JSON keeps as it is: no more digits than a float holds."""
LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
ENDS = "#/_:"
"""What the IRI of a prefix may end with."""


def to_jsonld(said: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Write statements as JSON-LD 1.1, whatever graph they stand in.

    Parameters
    ----------
    said : iterable of Statement
        In any order.
    prefixes : mapping of str to str
        Those that are used make the context.

    Returns
    -------
    str
        Nodes as `by_subject` orders them.
    """
    names = _ShortNames(prefixes)
    nodes = [_node(about, names) for about in by_subject(said)]
    context = {name: _definition(iri) for name, iri in sorted(names.used.items())}
    document = {"@context": {"@version": 1.1, **context}, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _definition(iri: str) -> str | dict[str, Any]:
    """Define a prefix; one that ends in no delimiter is no prefix unless that is said."""
    return iri if iri.endswith(("/", "#", ":")) else {"@id": iri, "@prefix": True}


def _node(about: list[Statement], names: _ShortNames) -> dict[str, Any]:
    told: dict[str, list[Any]] = {}
    for _, predicate, value, _ in about:
        key, written = _name(predicate, names), _value(value, names)
        if predicate == TYPE and isinstance(value, Iri):
            key, written = "@type", written["@id"]
        told.setdefault(key, []).append(written)
    node = {key: values[0] if len(values) == 1 else values for key, values in told.items()}
    return {"@id": _name(about[0].subject, names), **node}


def _name(iri: str, names: _ShortNames) -> str:
    return names.find(iri) or safe_iri(iri)


def _value(value: Iri | Literal, names: _ShortNames) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Iri):
        return {"@id": _name(value, names)}
    if not value.datatype:
        return value.text
    if value.datatype == f"{XSD}boolean" and value.text in {"true", "false"}:
        return value.text == "true"
    if value.datatype == f"{XSD}integer" and INTEGER.fullmatch(value.text):
        return int(value.text)
    return {"@type": _name(value.datatype, names), "@value": value.text}


class _ShortNames:
    """Shortens IRIs, and remembers which prefixes that took.

    Parameters
    ----------
    prefixes : mapping of str to str
        Those that Turtle cannot write are left aside.

    Examples
    --------
    >>> names = _ShortNames({"e": "https://example.org/", "x": "https://example.org/x/"})
    >>> names.find("https://example.org/a"), names.find("https://example.org/a/b")
    ('e:a', None)
    >>> names.used
    {'e': 'https://example.org/'}
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        ordered = sorted(prefixes.items(), reverse=True)
        self._spaces = {iri: name for name, iri in ordered if PREFIX.fullmatch(name)}
        self._found: dict[str, str | None] = {}
        self.used: dict[str, str] = {}

    def find(self, iri: str) -> str | None:
        """Write an IRI with a prefix, or say that none fits without an escape."""
        if iri not in self._found:
            self._found[iri] = self._shorten(iri)
        return self._found[iri]

    def _shorten(self, iri: str) -> str | None:
        for end in ENDS:
            start, _, local = iri.rpartition(end)
            prefix = self._spaces.get(start + end)
            if prefix and LOCAL.fullmatch(local):
                self.used[prefix] = start + end
                return f"{prefix}:{local}"
        return None
