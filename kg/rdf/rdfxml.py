"""RDF/XML, the form in which ontologies are exchanged: declarations first, in one order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kg.errors import KgError, shown
from kg.rdf.nquads import safe_iri
from kg.rdf.order import TYPE, by_subject, kind_of
from kg.rdf.speaker import PUBLIC, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf.speaker import Literal, Statement

__all__ = ["to_rdfxml"]

OBO = "http://purl.obolibrary.org/obo/"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")


def to_rdfxml(said: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Write statements as RDF/XML, whatever graph they stand in.

    Parameters
    ----------
    said : iterable of Statement
        In any order.
    prefixes : mapping of str to str
        For the names of elements; what has no prefix gets one.

    Returns
    -------
    str
        Subjects as `by_subject` orders them.

    Raises
    ------
    KgError
        If a property ends in nothing that can name an element.
    """
    names = _Names(prefixes)
    nodes = "\n".join(_node(about, names) for about in by_subject(said))
    spaces = "\n".join(
        f"    xmlns:{prefix}={quoteattr(iri)}" for iri, prefix in sorted(names.used.items())
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n{spaces}>\n\n{nodes}\n</rdf:RDF>\n'


class _Names:
    """Names elements, and remembers the namespaces that were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        fixed = {iri: name for name, iri in PUBLIC.items()} | {OBO: "obo"}
        taken = set(fixed.values())
        named = sorted(item for item in prefixes.items() if NAME.match(item[0]))
        self.known = {iri: name for name, iri in named if name not in taken} | fixed
        self._elements: dict[str, str] = {}
        self.used = {PUBLIC["rdf"]: "rdf", PUBLIC["owl"]: "owl"}

    def element(self, iri: Iri) -> str:
        """Name the element of a property."""
        if iri not in self._elements:
            self._elements[iri] = self._element(iri)
        return self._elements[iri]

    def _element(self, iri: Iri) -> str:
        safe = safe_iri(iri)
        space = next((one for one in self.known if _is_local(safe, one)), None)
        if space is None:
            found = NAME.search(safe)
            if found is None:
                raise KgError(f"{shown(iri)} names no element of RDF/XML: rename the property")
            space = safe[: found.start()]
        prefix = self.known.setdefault(space, f"ns{len(self.known)}")
        self.used[space] = prefix
        return f"{prefix}:{safe.removeprefix(space)}"


def _is_local(iri: str, space: str) -> bool:
    return iri.startswith(space) and NAME.match(iri, len(space)) is not None


def _node(about: list[Statement], names: _Names) -> str:
    kind = kind_of(about)
    element = f"owl:{kind}" if kind else "rdf:Description"
    told = PUBLIC["owl"] + kind
    lines = "".join(
        f"  {_property(one.predicate, one.object, names)}\n"
        for one in about
        if (one.predicate, one.object) != (TYPE, told)
    )
    head = f"{element} rdf:about={quoteattr(safe_iri(about[0].subject))}"
    return f"<{head}>\n{lines}</{element}>\n" if lines else f"<{head}/>\n"


def _property(predicate: Iri, value: Iri | Literal, names: _Names) -> str:
    element = names.element(predicate)
    if isinstance(value, Iri):
        return f"<{element} rdf:resource={quoteattr(safe_iri(value))}/>"
    datatype = f" rdf:datatype={quoteattr(value.datatype)}" if value.datatype else ""
    text = escape(value.text, {"\r": "&#13;"})
    return f"<{element}{datatype}>{text}</{element}>"
