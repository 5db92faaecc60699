"""Canonical N-Quads: sorted lines, each once. What every other serialisation is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.statements import Iri, Literal, statements

if TYPE_CHECKING:
    from kg.model import Corpus

__all__ = ["to_nquads"]

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
PLAIN_IN_IRI = frozenset("-._~:/?#@!$&'()*+,;=%")


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
    lines = {
        f"{_iri(subject)} {_iri(predicate)} {_object(object_)}"
        f"{f' {_iri(graph)}' if graph else ''} .\n"
        for subject, predicate, object_, graph in statements(corpus)
    }
    return "".join(sorted(lines))


def _iri(iri: str) -> str:
    """Write an IRI; what may not stand in one is percent-encoded, so that none can break out."""
    safe = (c if c.isalnum() or c in PLAIN_IN_IRI else _percent(c) for c in iri)
    return f"<{''.join(safe)}>"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _object(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return _iri(value)
    text = f'"{value.text.translate(ESCAPES)}"'
    return f"{text}^^<{value.datatype}>" if value.datatype else text
