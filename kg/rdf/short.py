"""Names with a prefix, as Turtle, TriG and JSON-LD share them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.rdf.nquads import safe_iri

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ShortNames"]

PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
ENDS = "#/_:"
"""What the IRI of a prefix may end with."""


class ShortNames:
    """Shortens IRIs, and remembers which prefixes that took.

    Parameters
    ----------
    prefixes : mapping of str to str
        Those that Turtle cannot write are left aside.

    Examples
    --------
    >>> names = ShortNames({"e": "https://example.org/", "x": "https://example.org/x/"})
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

    def turtle(self, iri: str) -> str:
        """Write an IRI with a prefix where one fits, else in full."""
        return self.find(iri) or f"<{safe_iri(iri)}>"

    def _shorten(self, iri: str) -> str | None:
        for end in ENDS:
            start, _, local = iri.rpartition(end)
            prefix = self._spaces.get(start + end)
            if prefix and LOCAL.fullmatch(local):
                self.used[prefix] = start + end
                return f"{prefix}:{local}"
        return None
