"""Which form an answer takes: what a client accepts held against what can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["BINDINGS", "GRAPHS", "HTML", "Form", "best", "named", "unset"]

LONGEST_HEADER = 4096
"""Characters of an Accept header that are read."""


class Form(NamedTuple):
    """A way to write an answer: how the engine calls it, and the media type that says so."""

    fmt: str
    media: str

    @property
    def content_type(self) -> str:
        """The value of the header that goes with the answer."""
        return f"{self.media}; charset=utf-8"


HTML = Form("html", "text/html")
# What stands first wins where a client does not care. What a client asked for by another
# name it gets under that name.
BINDINGS = (
    Form("json", "application/sparql-results+json"),
    Form("xml", "application/sparql-results+xml"),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
    Form("json", "application/json"),
    Form("xml", "application/xml"),
    Form("xml", "text/xml"),
)
GRAPHS = (
    Form("turtle", "text/turtle"),
    Form("ntriples", "application/n-triples"),
    Form("rdfxml", "application/rdf+xml"),
    Form("jsonld", "application/ld+json"),
    Form("turtle", "application/x-turtle"),
    Form("ntriples", "text/plain"),
    Form("rdfxml", "application/xml"),
    Form("rdfxml", "text/xml"),
    Form("jsonld", "application/json"),
)
NAMES = {
    "json": ("json", "jsonld"),
    "xml": ("xml", "rdfxml"),
    "csv": ("csv",),
    "tsv": ("tsv",),
    "turtle": ("turtle",),
    "ttl": ("turtle",),
    "ntriples": ("ntriples",),
    "n-triples": ("ntriples",),
    "nt": ("ntriples",),
    "rdf": ("rdfxml",),
    "rdf+xml": ("rdfxml",),
    "rdfxml": ("rdfxml",),
    "json-ld": ("jsonld",),
    "jsonld": ("jsonld",),
    "html": ("html",),
}


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float

    def covers(self, media: str) -> bool:
        type_, _, subtype = media.partition("/")
        return self.type in {"*", type_} and self.subtype in {"*", subtype}

    @property
    def narrowness(self) -> int:
        return (self.type != "*") + (self.subtype != "*")


def best(accept: str, offers: Iterable[Form]) -> Form | None:
    """Choose the form that a client likes best.

    Parameters
    ----------
    accept : str
        The Accept header; empty for one who takes anything.
    offers : iterable of Form
        What can be written, the best for us first; it decides between equals.

    Returns
    -------
    Form or None
        None if none of them is acceptable.

    References
    ----------
    RFC 9110, section 12.5.1.

    Examples
    --------
    >>> best("text/csv;q=0.5, application/sparql-results+xml", BINDINGS).fmt
    'xml'
    >>> best("*/*, application/sparql-results+json;q=0", BINDINGS).fmt
    'xml'
    >>> best("image/png", BINDINGS) is None
    True
    """
    ranges = list(_ranges(accept)) or [_Range("*", "*", 1.0)]
    chosen, liked = None, 0.0
    for offer in offers:
        covering = [wanted for wanted in ranges if wanted.covers(offer.media)]
        quality = max(covering, key=lambda r: (r.narrowness, r.quality)).quality if covering else 0
        if quality > liked:
            chosen, liked = offer, quality
    return chosen


def named(names: Iterable[str], offers: Iterable[Form]) -> Form | None:
    """Choose the form that one of some names, such as `json` or a media type, stands for.

    Examples
    --------
    >>> named(["ttl"], GRAPHS).media
    'text/turtle'
    >>> named(["no such thing"], GRAPHS) is None
    True
    """
    wanted = [name.strip().lower() for name in names]
    fits = {fmt for name in wanted for fmt in NAMES.get(name, ())}
    return next((offer for offer in offers if offer.fmt in fits or offer.media in wanted), None)


def unset(accept: str) -> bool:
    """Tell whether an Accept header leaves the choice to others: it is `*/*`, or a browser's."""
    ranges = list(_ranges(accept))
    return all(r.type == "*" for r in ranges) or any(r.covers(HTML.media) for r in ranges)


def _ranges(accept: str) -> Iterator[_Range]:
    for part in accept[:LONGEST_HEADER].split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        type_, slash, subtype = media.partition("/")
        if media == "*":  # what some old clients send
            yield _Range("*", "*", _quality(parameters))
        elif slash and type_ and subtype:
            yield _Range(type_, subtype, _quality(parameters))


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0
