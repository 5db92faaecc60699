"""Turtle, TriG and RDF/XML, written by pyoxigraph: short names, always in one order."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError, shown
from kg.rdf.nquads import safe_iri
from kg.rdf.order import by_subject
from kg.rdf.speaker import PUBLIC, Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.rdf.speaker import Literal, Statement

__all__ = ["PREFIX", "to_rdfxml", "to_trig", "to_turtle"]

PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""A prefix that every format can write."""
ELEMENT = re.compile(r"[^\W\d][\w.-]*\Z")
"""The end of an IRI that can name an element of XML."""


def to_turtle(
    said: Iterable[Statement], prefixes: Mapping[str, str], *, first: Collection[Iri] = ()
) -> str:
    """Write statements as Turtle, whatever graph they stand in.

    Parameters
    ----------
    said : iterable of Statement
        In any order.
    prefixes : mapping of str to str
        Those that are used are declared.
    first : collection of Iri
        Subjects that come before all others.

    Returns
    -------
    str
        Subjects as `by_subject` orders them.
    """
    return _written(_triples(said, first), ox.RdfFormat.TURTLE, prefixes)


def to_trig(said: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Write statements as TriG, graphs in the order in which they first come.

    Parameters
    ----------
    said : iterable of Statement
        Each in a named graph.
    prefixes : mapping of str to str
        Those that are used are declared.

    Returns
    -------
    str
        Within each graph as `to_turtle` orders it.
    """
    graphs: dict[str, list[Statement]] = {}
    for statement in said:
        graphs.setdefault(statement.graph, []).append(statement)
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object, _node(graph))
        for graph, inside in graphs.items()
        for triple in _triples(inside)
    ]
    return _written(quads, ox.RdfFormat.TRIG, prefixes)


def to_rdfxml(said: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Write statements as RDF/XML, whatever graph they stand in.

    Parameters
    ----------
    said : iterable of Statement
        In any order.
    prefixes : mapping of str to str
        For the names of elements; those of public vocabularies keep their usual ones.

    Returns
    -------
    str
        Subjects as `by_subject` orders them.

    Raises
    ------
    KgError
        If a property ends in nothing that can name an element.
    """
    triples = _triples(said)
    for predicate in sorted({triple.predicate.value for triple in triples}):
        if not ELEMENT.search(predicate):
            raise KgError(f"{shown(predicate)} names no element of RDF/XML: rename the property")
    taken = set(PUBLIC.values())
    others = {name: iri for name, iri in prefixes.items() if iri not in taken}
    return _written(triples, ox.RdfFormat.RDF_XML, others | PUBLIC)


def _triples(said: Iterable[Statement], first: Collection[Iri] = ()) -> list[ox.Triple]:
    return [
        ox.Triple(_node(one.subject), _node(one.predicate), _value(one.object))
        for about in by_subject(said, first)
        for one in about
    ]


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(safe_iri(iri))


def _value(value: Iri | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Iri):
        return _node(value)
    return ox.Literal(value.text, datatype=_node(value.datatype) if value.datatype else None)


def _written(
    said: list[ox.Triple] | list[ox.Quad], fmt: ox.RdfFormat, prefixes: Mapping[str, str]
) -> str:
    iris = {
        node.value
        for one in said
        for node in (*one, getattr(one.object, "datatype", None))
        if isinstance(node, ox.NamedNode)
    }
    used = {
        name: iri
        for name, iri in sorted(prefixes.items())
        if PREFIX.fullmatch(name) and any(one.startswith(iri) for one in iris)
    }
    text = (ox.serialize(said, format=fmt, prefixes=used) or b"").decode()
    return f"{text}\n" if fmt == ox.RdfFormat.RDF_XML else _parted(text)


def _parted(text: str) -> str:
    """Sort the declarations of prefixes, and set them apart from what is said."""
    lines = text.splitlines(keepends=True)
    head = list(takewhile(lambda line: line.startswith("@prefix "), lines))
    return "".join([*sorted(head), "\n", *lines[len(head) :]])
