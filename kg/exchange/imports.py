"""What is taken from public ontologies: identifier, label and date, and nothing that infers.

Whole ontologies are not imported: that would need the network, and bring axioms under which
a hormone becomes a process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import InvalidCorpusError
from kg.location import ONTOLOGY
from kg.rdf import BASE, Iri, Literal
from kg.rdf.speaker import PUBLIC, Speaker, address, day
from kg.tables.raw import read_raw
from kg.tables.read import read_content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Corpus
    from kg.rdf import Statement

__all__ = [
    "MODULE",
    "Imports",
    "PublicLabel",
    "PublicOntology",
    "import_module",
    "read_imports",
    "whole_ontology",
]

FOLDER = f"{ONTOLOGY}/imports"
MODULE = Iri(f"{BASE}imports")
TITLE = "Public terms that the hormone-bone graph points at"
DESCRIPTION = (
    "Identifiers and labels as their ontologies publish them, each with its origin and the "
    "newest date on which it was seen; no definitions and no axioms."
)
YEAR = Iri(PUBLIC["xsd"] + "gYear")
"""The one datatype in use that OWL 2 does not know of itself."""


@dataclass(frozen=True, slots=True)
class PublicLabel:
    """A public identifier with the label it was seen with, and when."""

    curie: str
    label: str
    seen: str


@dataclass(frozen=True, slots=True)
class PublicOntology:
    """Where the identifiers with one prefix come from."""

    prefix: str
    name: str
    iri: str
    licence: str


@dataclass(frozen=True, slots=True)
class Imports:
    """What `ontology/imports/` holds: labels and properties by CURIE, ontologies by prefix."""

    labels: Mapping[str, PublicLabel]
    ontologies: Mapping[str, PublicOntology]
    properties: Mapping[str, str]


def read_imports(folder: Path) -> Imports:
    """Read what was taken from public ontologies.

    Parameters
    ----------
    folder : Path
        Holds `ontology/imports/`.

    Returns
    -------
    Imports
        In the order of the tables.

    Raises
    ------
    InvalidCorpusError
        If a table cannot be read.
    """
    labels = _rows(folder, "labels", "curie label source seen")
    ontologies = _rows(folder, "ontologies", "prefix name iri licence")
    properties = _rows(folder, "properties", "curie label")
    return Imports(
        {curie: PublicLabel(curie, label, seen) for curie, label, _, seen in labels},
        {row[0]: PublicOntology(*row) for row in ontologies},
        {row[0]: row[1] for row in properties},
    )


def import_module(corpus: Corpus, imports: Imports) -> list[Statement]:
    """Say the label, origin and date of every public term that the corpus points at.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    imports : Imports
        What was seen of public ontologies.

    Returns
    -------
    list of Statement
        An ontology of its own, with a header.
    """
    importer = _Importer(corpus, imports)
    said = [*importer.header(), *importer.public_terms()]
    return [*said, *importer.declarations(said)]


def whole_ontology(corpus: Corpus, imports: Imports, said: Iterable[Statement]) -> list[Statement]:
    """Make what a corpus says an OWL ontology that needs no other file.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    imports : Imports
        What was seen of public ontologies.
    said : iterable of Statement
        What the corpus says.

    Returns
    -------
    list of Statement
        These, the public terms, and declarations of every public property in use. A label
        that something of ours has already is not said again: within one ontology, labels
        are unique.
    """
    importer = _Importer(corpus, imports)
    said = list(said)
    label = importer.word("label")
    taken = {one.object for one in said if one.predicate == label}
    joined = [*said, *importer.sources(), *importer.public_terms(taken)]
    return [*joined, *importer.declarations(joined)]


class _Importer(Speaker):
    def __init__(self, corpus: Corpus, imports: Imports) -> None:
        super().__init__(corpus.ontology)
        self.imports = imports
        self.curies = _pointed_at(corpus)
        prefixes = {_prefix(curie) for curie in self.curies}
        self.used = [one for one in imports.ontologies.values() if one.prefix in prefixes]

    def header(self) -> Iterator[Statement]:
        """Say what the module is, and under which licences its parts stand."""
        told = self.ontology.metadata
        version = told.get("version", "")
        yield from self.say(MODULE, "type", self.word("owl:Ontology"))
        yield from self.say(MODULE, "label", TITLE)
        yield from self.say(MODULE, "title", TITLE)
        yield from self.say(MODULE, "dcterms:description", DESCRIPTION)
        yield from self.say(MODULE, "creator", told.get("creator", ""))
        yield from self.say(MODULE, "dcterms:modified", day(told.get("modified", "")))
        yield from self.say(MODULE, "owl:versionInfo", version)
        if version:
            yield from self.say(MODULE, "owl:versionIRI", Iri(f"{MODULE}/{version}"))
        yield from self.say(MODULE, "dcterms:source", *(address(one.iri) for one in self.used))
        licences = {one.licence for one in self.used}
        yield from self.say(MODULE, "dcterms:license", *map(address, sorted(licences)))

    def sources(self) -> Iterator[Statement]:
        """Say of the ontology itself which ontologies its labels were taken from."""
        home = address(self.ontology.metadata.get("ontology", ""))
        if isinstance(home, Iri):
            yield from self.say(home, "dcterms:source", *(address(one.iri) for one in self.used))

    def public_terms(self, taken: Collection[Iri | Literal] = ()) -> Iterator[Statement]:
        """Say what was seen of the terms, and of the ontologies that they belong to.

        Where labels are `taken`, these are left out, and no other is said twice.
        """
        newest: dict[str, str] = {}
        unique = set(taken)
        for curie in self.curies:
            subject = Iri(self.ontology.iri(curie))
            seen = self.imports.labels.get(curie)
            origin = self.imports.ontologies.get(_prefix(curie))
            if origin:
                yield from self.say(subject, "rdfs:isDefinedBy", address(origin.iri))
            if seen:
                label = Literal(seen.label)
                if label not in unique:
                    yield from self.say(subject, "label", label)
                if taken:
                    unique.add(label)
                yield from self.say(subject, "seen", seen.seen)
                newest[_prefix(curie)] = max(newest.get(_prefix(curie), ""), seen.seen)
        for one in self.used:
            subject = Iri(one.iri)
            yield from self.say(subject, "label", one.name)
            yield from self.say(subject, "dcterms:license", address(one.licence))
            yield from self.say(subject, "seen", newest.get(one.prefix, ""))
        yield from self._superproperties()
        yield from self.say(self.word("seen"), "type", self.word("owl:AnnotationProperty"))
        yield from self.say(self.word("seen"), "label", "seen")

    def _superproperties(self) -> Iterator[Statement]:
        """Declare the public properties that ours stand below."""
        for predicate in self.ontology.predicates.values():
            parent = self.public(predicate.safe_superproperty)
            if isinstance(parent, Iri):
                yield from self.say(parent, "type", self.word("owl:ObjectProperty"))

    def declarations(self, said: Iterable[Statement]) -> Iterator[Statement]:
        """Declare the public properties that statements use, and their datatypes, for OWL."""
        said = list(said)
        used = {statement.predicate for statement in said}
        values = (statement.object for statement in said)
        datatypes = {value.datatype for value in values if not isinstance(value, Iri)}
        for curie, label in self.imports.properties.items():
            iri = self.public(curie)
            if isinstance(iri, Iri) and iri in used:
                yield from self.say(iri, "type", self.word("owl:AnnotationProperty"))
                yield from self.say(iri, "label", label)
        if YEAR in datatypes:
            yield from self.say(YEAR, "type", self.word("rdfs:Datatype"))


def _prefix(curie: str) -> str:
    return curie.partition(":")[0]


def _pointed_at(corpus: Corpus) -> list[str]:
    """List every public identifier of a term, predicate, value or piece of evidence, sorted."""
    ontology = corpus.ontology
    used = {term.curie for term in corpus.terms.values() if term.grounded}
    for predicate in ontology.predicates.values():
        used |= {predicate.ro_curie, predicate.safe_superproperty}
    used |= {value.curie for values in ontology.values.values() for value in values.values()}
    used |= {piece.eco for claim in corpus.claims.values() for piece in claim.evidence}
    return sorted(curie for curie in used if _prefix(curie) in ontology.prefixes)


def _rows(folder: Path, name: str, columns: str) -> list[tuple[str, ...]]:
    """Read some columns of a table of `ontology/imports/`."""
    path = folder / FOLDER / f"{name}.tsv"
    content, problems = read_content(folder, path)
    if not problems:
        table, problems = read_raw(f"{FOLDER}/{name}.tsv", content, columns.split())
    if problems:
        raise InvalidCorpusError(problems)
    return list(zip(*map(table.column, columns.split()), strict=True))
