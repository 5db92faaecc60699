"""JSON-LD: one flat list of nodes, names shortened by a context that stands in the file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kg.rdf.nquads import safe_iri
from kg.rdf.order import TYPE, by_subject
from kg.rdf.short import ShortNames
from kg.rdf.speaker import XSD, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf.speaker import Literal, Statement

__all__ = ["to_jsonld"]

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""What every reader of JSON keeps as it is: no more digits than a float holds."""


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
    names = ShortNames(prefixes)
    nodes = [_node(about, names) for about in by_subject(said)]
    context = {name: _definition(iri) for name, iri in sorted(names.used.items())}
    document = {"@context": {"@version": 1.1, **context}, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _definition(iri: str) -> str | dict[str, Any]:
    """Define a prefix; one that ends in no delimiter is no prefix unless that is said."""
    return iri if iri.endswith(("/", "#", ":")) else {"@id": iri, "@prefix": True}


def _node(about: list[Statement], names: ShortNames) -> dict[str, Any]:
    told: dict[str, list[Any]] = {}
    for _, predicate, value, _ in about:
        key, written = _name(predicate, names), _value(value, names)
        if predicate == TYPE and isinstance(value, Iri):
            key, written = "@type", written["@id"]
        told.setdefault(key, []).append(written)
    node = {key: values[0] if len(values) == 1 else values for key, values in told.items()}
    return {"@id": _name(about[0].subject, names), **node}


def _name(iri: str, names: ShortNames) -> str:
    return names.find(iri) or safe_iri(iri)


def _value(value: Iri | Literal, names: ShortNames) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Iri):
        return {"@id": _name(value, names)}
    if not value.datatype:
        return value.text
    if value.datatype == f"{XSD}boolean" and value.text in {"true", "false"}:
        return value.text == "true"
    if value.datatype == f"{XSD}integer" and INTEGER.fullmatch(value.text):
        return int(value.text)
    return {"@type": _name(value.datatype, names), "@value": value.text}
