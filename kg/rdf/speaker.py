"""The parts of RDF, and how to say something with them; free of any library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kg.model import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Ontology

__all__ = [
    "BASE",
    "PUBLIC",
    "VOCAB",
    "XSD",
    "Iri",
    "Literal",
    "Speaker",
    "Statement",
    "address",
    "day",
    "doi_of",
    "flag",
    "number",
    "sign_of",
    "year_of",
]

BASE = "https://w3id.org/hormone-bone/"
VOCAB = f"{BASE}vocab/"
PLAIN_IN_DOI = "/:;()!*',@$&=+"
PUBLIC = {
    "IAO": "http://purl.obolibrary.org/obo/IAO_",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "np": "http://www.nanopub.org/nschema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The public vocabularies that code writes; a test holds `ontology/prefixes.tsv` to them."""
XSD = PUBLIC["xsd"]
SHORT = {
    "type": "rdf:type",
    "label": "rdfs:label",
    "comment": "rdfs:comment",
    "altLabel": "skos:altLabel",
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "title": "dcterms:title",
    "creator": "dcterms:creator",
    "date": "dcterms:date",
    "identifier": "dcterms:identifier",
    "journal": "dcterms:isPartOf",
}
"""The public properties that have a short name here."""


class Iri(str):
    """An absolute IRI."""

    __slots__ = ()


class Literal(NamedTuple):
    """A text, or a value with a datatype."""

    text: str
    datatype: str = ""


class Statement(NamedTuple):
    """A quad; `graph` is empty for the default graph."""

    subject: Iri
    predicate: Iri
    object: Iri | Literal
    graph: str = ""


WORDS = {
    name: Iri(PUBLIC[prefix] + local)
    for name, curie in SHORT.items()
    for prefix, _, local in [curie.partition(":")]
}


class Speaker:
    """Says things with the words of one ontology.

    Parameters
    ----------
    ontology : Ontology
        Whose prefixes public identifiers are written with.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def say(self, subject: Iri, word: str, *objects: Iri | Literal | str) -> Iterator[Statement]:
        """Say one property of a subject; an empty text says nothing."""
        for value in objects:
            if isinstance(value, Iri | Literal):
                yield Statement(subject, self.word(word), value)
            elif value:
                yield Statement(subject, self.word(word), Literal(value))

    def word(self, name: str) -> Iri:
        """Give a word by its short name here, by prefix and name, or one of our own."""
        if name in WORDS:
            return WORDS[name]
        prefix, colon, local = name.partition(":")
        return Iri(PUBLIC[prefix] + local) if colon else Iri(VOCAB + name)

    def node(self, kind: str, name: str) -> Iri:
        """Name an individual of ours."""
        return Iri(f"{BASE}{kind}/{name}")

    def individual(self, subject: Iri, kind: str, label: str) -> Iterator[Statement]:
        """Declare an individual of one of our classes."""
        yield from self.say(subject, "type", self.word("owl:NamedIndividual"))
        yield from self.say(subject, "type", Iri(VOCAB + kind))
        yield from self.say(subject, "label", label)

    def public(self, curie: str) -> Iri | str:
        """Expand a CURIE; empty where there is none, or its prefix is not declared."""
        prefix = curie.partition(":")[0]
        return Iri(self.ontology.iri(curie)) if prefix in self.ontology.prefixes else ""


def sign_of(sign: Sign, *, null: bool) -> str:
    """Write a sign; empty where none is known."""
    if null:
        return "0"
    return {Sign.UP: "+", Sign.DOWN: "-", Sign.UNKNOWN: ""}[sign]


def flag(*, value: bool) -> Literal:
    """Write a truth value."""
    return Literal("true" if value else "false", f"{XSD}boolean")


def number(value: int) -> Literal:
    """Write a whole number."""
    return Literal(str(value), f"{XSD}integer")


def year_of(year: int | None) -> Literal | str:
    """Write a year; empty if there is none."""
    return Literal(f"{year:04}", f"{XSD}gYear") if year else ""


def day(text: str) -> Literal | str:
    """Write a date as its first moment, for OWL 2 knows no dates; what is none stays a text."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return text
    # Without a time zone, every library writes it back as it was.
    return Literal(f"{text}T00:00:00", f"{XSD}dateTime")


def address(text: str) -> Iri | str:
    """Write an address as an IRI; what is none stays a text."""
    return Iri(text) if text.startswith(("http://", "https://")) else text


def doi_of(doi: str) -> Iri | str:
    """Write a DOI as an address; empty if there is none."""
    return Iri(f"https://doi.org/{quote(doi, safe=PLAIN_IN_DOI)}") if doi else ""
