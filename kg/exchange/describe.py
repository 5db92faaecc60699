"""What the release says of itself: VoID and DCAT, with a checksum for every file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.rdf import BASE, VOCAB, Iri, Literal
from kg.rdf.speaker import PUBLIC, XSD, Speaker, address, day, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.exchange.imports import Imports
    from kg.exchange.sssom import Mapped
    from kg.model import Corpus
    from kg.rdf import Statement

__all__ = ["DATASET", "File", "describe"]

DATASET = Iri(f"{BASE}dataset")
MEDIA = "https://www.iana.org/assignments/media-types/"
KEYWORDS = ("bone", "hormones", "oxytocin", "serotonin", "stress", "mechanism")
FORMATS = "http://www.w3.org/ns/formats/"


class File(NamedTuple):
    """A file of the release: what it holds and what it weighs.

    `rdf` names its format in the list of the W3C; empty where it is not the data alone.
    """

    name: str
    title: str
    media: str
    rdf: str
    size: int
    sha256: str


def describe(
    corpus: Corpus,
    said: Sequence[Statement],
    *,
    mapped: Sequence[Mapped],
    imports: Imports,
    files: Sequence[File],
) -> list[Statement]:
    """Describe a release.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    said : sequence of Statement
        What the data says, each once.
    mapped : sequence of Mapped
        The mappings, of which each target ontology gets a set of links.
    imports : Imports
        Where the public terms come from.
    files : sequence of File
        The files, with their checksums.

    Returns
    -------
    list of Statement
        The description; `DATASET` is its subject.
    """
    teller = _Describer(corpus)
    return [
        *teller.dataset(said),
        *teller.partitions(said),
        *teller.links(mapped, imports),
        *(statement for file in files for statement in teller.file(file)),
    ]


class _Describer(Speaker):
    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus.ontology)
        self.corpus = corpus
        self.release = f"{BASE}release/{corpus.ontology.metadata['version']}"

    def dataset(self, said: Sequence[Statement]) -> Iterator[Statement]:
        """Say what the data is, and how much of it there is."""
        told = self.ontology.metadata
        kinds = self.word("void:Dataset"), self.word("dcat:Dataset")
        yield from self.say(DATASET, "type", *kinds)
        yield from self.say(DATASET, "label", told["title"])
        for key in ("title", "description", "creator", "publisher"):
            yield from self.say(DATASET, f"dcterms:{key}", told[key])
        yield from self.say(DATASET, "dcterms:license", address(told["license"]))
        for key in ("created", "modified"):
            yield from self.say(DATASET, f"dcterms:{key}", day(told[key]))
        yield from self.say(DATASET, "dcterms:conformsTo", address(told["ontology"]))
        yield from self.say(DATASET, "comment", told.get("status", ""))
        yield from self.say(DATASET, "dcat:version", told["version"])
        yield from self.say(DATASET, "dcat:keyword", *KEYWORDS)
        yield from self.say(DATASET, "void:uriSpace", BASE)
        yield from self.say(DATASET, "void:vocabulary", *self._vocabularies(said))
        yield from self.say(DATASET, "void:exampleResource", *self._examples())
        for source in self.corpus.sources.values():
            node = self.node("source", source.id)
            yield from self.say(DATASET, "prov:wasDerivedFrom", node)
        for word, count in self._counts(said):
            yield from self.say(DATASET, f"void:{word}", number(count))

    def _counts(self, said: Sequence[Statement]) -> Iterator[tuple[str, int]]:
        subjects = {one.subject for one in said}
        yield "triples", len({one[:3] for one in said})
        yield "distinctSubjects", len(subjects)
        yield "distinctObjects", len({one.object for one in said})
        yield "entities", sum(one.startswith(BASE) and "/vocab/" not in one for one in subjects)
        yield "properties", len({one.predicate for one in said})
        yield "classes", len(_instances(said))

    def _vocabularies(self, said: Sequence[Statement]) -> list[Iri]:
        """List the vocabularies that the properties come from."""
        used = {one.predicate for one in said}
        spaces = {_space(predicate) for predicate in used} & set(PUBLIC.values())
        return [Iri(space) for space in sorted(spaces | {VOCAB})]

    def _examples(self) -> Iterator[Iri]:
        """Point at one individual of each kind: the first of each."""
        corpus = self.corpus
        kinds = {
            "term": corpus.terms,
            "claim": corpus.claims,
            "study": corpus.studies,
            "experiment": corpus.experiments,
        }
        for kind, records in kinds.items():
            for name in list(records)[:1]:
                yield self.node(kind, name)
        for claim in list(corpus.claims.values())[:1]:
            yield self.node("evidence", claim.evidence[0].id)

    def partitions(self, said: Sequence[Statement]) -> Iterator[Statement]:
        """Count the individuals of each class and the uses of each property."""
        for kind, count in sorted(_instances(said).items()):
            part = Iri(f"{DATASET}/class/{_name(kind)}")
            yield from self.say(DATASET, "void:classPartition", part)
            yield from self.say(part, "void:class", kind)
            yield from self.say(part, "void:entities", number(count))
        uses = Counter(predicate for _, predicate, _ in {one[:3] for one in said})
        for predicate, count in sorted(uses.items()):
            part = Iri(f"{DATASET}/property/{_name(predicate)}")
            yield from self.say(DATASET, "void:propertyPartition", part)
            yield from self.say(part, "void:property", predicate)
            yield from self.say(part, "void:triples", number(count))

    def links(self, mapped: Sequence[Mapped], imports: Imports) -> Iterator[Statement]:
        """Describe the links to each ontology, one set for each strength of match."""
        counted = Counter((row.object_id.partition(":")[0], row.predicate_id) for row in mapped)
        for (prefix, predicate), count in sorted(counted.items()):
            links = Iri(f"{DATASET}/links/{prefix}/{predicate.partition(':')[2]}")
            origin = imports.ontologies.get(prefix)
            target = Iri(origin.iri if origin else self.ontology.prefixes[prefix])
            yield from self.say(DATASET, "void:subset", links)
            yield from self.say(links, "type", self.word("void:Linkset"))
            yield from self.say(links, "label", f"links to {origin.name if origin else prefix}")
            yield from self.say(links, "void:linkPredicate", self.word(predicate))
            yield from self.say(links, "void:subjectsTarget", DATASET)
            yield from self.say(links, "void:objectsTarget", target)
            yield from self.say(links, "void:triples", number(count))
            yield from self.say(target, "type", self.word("void:Dataset"))
            if origin:
                yield from self.say(target, "label", origin.name)

    def file(self, file: File) -> Iterator[Statement]:
        """Describe a file, and where it will lie once there is a place for it."""
        here = Iri(f"{self.release}/{file.name}")
        checksum = Iri(f"{here}#sha256")
        yield from self.say(DATASET, "dcat:distribution", here)
        yield from self.say(here, "type", self.word("dcat:Distribution"))
        yield from self.say(here, "label", file.name)
        yield from self.say(here, "title", file.title)
        yield from self.say(here, "dcat:mediaType", Iri(MEDIA + file.media))
        yield from self.say(here, "dcat:downloadURL", here)
        size = Literal(str(file.size), f"{XSD}nonNegativeInteger")
        yield from self.say(here, "dcat:byteSize", size)
        license_ = address(self.ontology.metadata["license"])
        yield from self.say(here, "dcterms:license", license_)
        yield from self.say(here, "spdx:checksum", checksum)
        yield from self.say(checksum, "type", self.word("spdx:Checksum"))
        algorithm = self.word("spdx:checksumAlgorithm_sha256")
        yield from self.say(checksum, "spdx:algorithm", algorithm)
        value = Literal(file.sha256, f"{XSD}hexBinary")
        yield from self.say(checksum, "spdx:checksumValue", value)
        if file.rdf:
            yield from self.say(DATASET, "void:dataDump", here)
            yield from self.say(DATASET, "void:feature", Iri(FORMATS + file.rdf))


def _instances(said: Sequence[Statement]) -> Counter[Iri]:
    """Count the individuals of each class of ours."""
    type_ = Iri(PUBLIC["rdf"] + "type")
    members = {(one.subject, one.object) for one in said if one.predicate == type_}
    return Counter(kind for _, kind in members if isinstance(kind, Iri) and kind.startswith(VOCAB))


def _space(iri: str) -> str:
    end = max(iri.rfind("#"), iri.rfind("/"))
    return iri[: end + 1]


def _name(iri: str) -> str:
    """Shorten a property or class to a name that no other has here."""
    local = iri.removeprefix(_space(iri))
    known = next((name for name, space in PUBLIC.items() if space == _space(iri)), "")
    return f"{known}_{local}" if known else local
