"""Canonical N-Quads: sorted lines, each once. What every other serialisation is made from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.rdf.speaker import Iri, Literal, Statement
from kg.rdf.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Corpus

__all__ = ["escaped", "quads_text", "safe_iri", "to_nquads"]

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
PLAIN_IN_IRI = frozenset("-._~:/?#@!$&'()*+,;=%")
SAFE = re.compile(r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*")
"""What most IRIs are made of alone."""


def to_nquads(corpus: Corpus) -> str:
    """Write a corpus as canonical N-Quads.

    Parameters
    ----------
    corpus : Corpus
        Not modified.

    Returns
    -------
    str
        One statement per line, sorted by code point, each ending with a line feed.
    """
    return quads_text(statements(corpus))


def quads_text(said: Iterable[Statement]) -> str:
    """Write statements as canonical N-Quads, in whatever order they come."""
    lines = {
        f"{_iri(subject)} {_iri(predicate)} {_object(object_)}"
        f"{f' {_iri(graph)}' if graph else ''} .\n"
        for subject, predicate, object_, graph in said
    }
    return "".join(sorted(lines))


def safe_iri(iri: str) -> str:
    """Percent-encode what may not stand in an IRI, so that none can break out."""
    if SAFE.fullmatch(iri):
        return iri
    return "".join(c if c.isalnum() or c in PLAIN_IN_IRI else _percent(c) for c in iri)


def escaped(text: str) -> str:
    """Escape what may not stand between two quotes."""
    return text.translate(ESCAPES)


def _iri(iri: str) -> str:
    return f"<{safe_iri(iri)}>"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _object(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return _iri(value)
    text = f'"{escaped(value.text)}"'
    return f"{text}^^<{value.datatype}>" if value.datatype else text
