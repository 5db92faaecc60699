"""Turtle and TriG for reading: one block per subject, short names, always in one order."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.rdf.nquads import escaped
from kg.rdf.order import TYPE, by_subject
from kg.rdf.short import ShortNames
from kg.rdf.speaker import XSD, Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.rdf.speaker import Literal, Statement

__all__ = ["to_trig", "to_turtle"]

INTEGER = re.compile(r"-?[0-9]+")
WIDEST = 72
"""Characters of the values of one property that stand on one line."""
BREAK = ",\n        "


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
    names = ShortNames(prefixes)
    blocks = [_block(about, names) for about in by_subject(said, first)]
    return _declared(names) + "\n".join(blocks)


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
    graphs: dict[str, set[Statement]] = {}
    for statement in said:
        graphs.setdefault(statement.graph, set()).add(statement)
    names = ShortNames(prefixes)
    blocks = []
    for graph, inside in graphs.items():
        body = "".join(_block(about, names) for about in by_subject(inside))
        indented = "".join(f"  {line}\n" for line in body.splitlines())
        blocks.append(f"{names.turtle(graph)} {{\n{indented}}}\n")
    return _declared(names) + "\n".join(blocks)


def _block(about: list[Statement], names: ShortNames) -> str:
    lines = []
    for predicate, same in groupby(about, key=attrgetter("predicate")):
        name = "a" if predicate == TYPE else names.turtle(predicate)
        values = [_value(statement.object, names) for statement in same]
        fits = len(", ".join(values)) <= WIDEST
        lines.append(f"{name} {(', ' if fits else BREAK).join(values)}")
    body = " ;\n    ".join(lines)
    return f"{names.turtle(about[0].subject)} {body} .\n"


def _value(value: Iri | Literal, names: ShortNames) -> str:
    if isinstance(value, Iri):
        return names.turtle(value)
    plain = value.datatype == f"{XSD}integer" and INTEGER.fullmatch(value.text)
    if plain or (value.datatype == f"{XSD}boolean" and value.text in {"true", "false"}):
        return value.text
    text = f'"{escaped(value.text)}"'
    return f"{text}^^{names.turtle(value.datatype)}" if value.datatype else text


def _declared(names: ShortNames) -> str:
    lines = [f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(names.used.items())]
    return "".join(lines) + "\n"
