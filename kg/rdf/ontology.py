"""The ontology as RDF: its header, classes and properties, built from the tables.

It stays within OWL 2 RL and holds no blank node: no restriction, no domain, no range. What a
predicate may join is said with `schema:domainIncludes` and `schema:rangeIncludes`, which
infer nothing. A property of the public Relation Ontology is the parent of ours only where
`safe_superproperty` says so; all other mappings are annotations.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from kg.model import Sign
from kg.rdf.speaker import VOCAB, Iri, Speaker, address, day, flag, sign_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus, Predicate
    from kg.rdf.speaker import Statement

__all__ = ["ontology_statements"]

CORRELATED = frozenset({"RO:0002610", "RO:0017003", "RO:0017004"})
"""The public properties for what goes together, either way or in one direction."""
TRANSITIVE = frozenset({"part_of"})
TREE = {"affects_positively": "causally_affects", "affects_negatively": "causally_affects"}
WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])")


def ontology_statements(corpus: Corpus) -> Iterator[Statement]:
    """Say what the ontology declares.

    Parameters
    ----------
    corpus : Corpus
        Not modified. Its terms are asked only for their labels, which no class may share.

    Yields
    ------
    Statement
        All in the default graph.
    """
    speaker = _OntologySpeaker(corpus)
    yield from speaker.header()
    yield from speaker.types()
    yield from speaker.words()
    yield from speaker.predicates()
    yield from speaker.disjoint_roots()


class _OntologySpeaker(Speaker):
    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus.ontology)
        self.home = address(self.ontology.metadata.get("ontology", ""))
        words = self.ontology.words.values()
        self.taken = {term.label.casefold() for term in corpus.terms.values()}
        self.taken |= {one.words for one in self.ontology.predicates.values()}
        self.taken |= {one.name.replace("_", " ") for one in words if one.kind != "Class"}

    def header(self) -> Iterator[Statement]:
        """Say what the release says of itself."""
        if not isinstance(self.home, Iri):
            return
        told = self.ontology.metadata
        version = told.get("version", "")
        yield from self.say(self.home, "type", self.word("owl:Ontology"))
        yield from self.say(self.home, "label", told.get("title", ""))
        if version:
            yield from self.say(self.home, "owl:versionIRI", Iri(f"{self.home}/{version}"))
        yield from self.say(self.home, "owl:versionInfo", version)
        for key in ("title", "description", "creator", "publisher"):
            yield from self.say(self.home, f"dcterms:{key}", told.get(key, ""))
        yield from self.say(self.home, "dcterms:license", address(told.get("license", "")))
        for key in ("created", "modified"):
            yield from self.say(self.home, f"dcterms:{key}", day(told.get(key, "")))
        yield from self.say(self.home, "vann:preferredNamespacePrefix", told.get("prefix", ""))
        yield from self.say(self.home, "vann:preferredNamespaceUri", told.get("namespace", ""))
        yield from self.say(self.home, "comment", told.get("status", ""))

    def types(self) -> Iterator[Statement]:
        """Declare the classes of terms."""
        for type_ in self.ontology.types.values():
            subject = Iri(VOCAB + type_.id)
            yield from self._declared(subject, "Class", self._class_label(type_.id), type_.meaning)
            yield from self.say(subject, "close", self.public(type_.biolink))
            if type_.parent:
                yield from self.say(subject, "rdfs:subClassOf", Iri(VOCAB + type_.parent))

    def words(self) -> Iterator[Statement]:
        """Declare the classes and properties that claims and evidence are described with."""
        for word in self.ontology.words.values():
            subject = Iri(VOCAB + word.name)
            label = word.name.replace("_", " ")
            if word.kind == "Class":
                label = self._class_label(word.name)
            yield from self._declared(subject, word.kind, label, word.meaning)
            if word.name in TREE:
                yield from self.say(subject, "rdfs:subPropertyOf", self.word(TREE[word.name]))

    def predicates(self) -> Iterator[Statement]:
        """Declare what a claim can say of its two terms."""
        for predicate in self.ontology.predicates.values():
            subject = Iri(VOCAB + predicate.id)
            yield from self._declared(subject, "ObjectProperty", predicate.words, predicate.meaning)
            name = predicate.id.replace("_", " ")
            if name != predicate.words:
                yield from self.say(subject, "altLabel", name)
            yield from self.say(subject, "sign", sign_of(predicate.sign, null=predicate.null))
            yield from self.say(subject, "causal", flag(value=predicate.causal))
            yield from self.say(subject, "inverse_name", predicate.inverse.replace("_", " "))
            yield from self._placed(subject, predicate)
            yield from self._mapped(subject, predicate)

    def _placed(self, subject: Iri, predicate: Predicate) -> Iterator[Statement]:
        """Say what the property is below, how it behaves, and what it may join."""
        public = self.public(predicate.safe_superproperty)
        yield from self.say(subject, "rdfs:subPropertyOf", public, _parent(predicate))
        if predicate.symmetric:
            yield from self.say(subject, "type", self.word("owl:SymmetricProperty"))
        if predicate.id in TRANSITIVE:
            yield from self.say(subject, "type", self.word("owl:TransitiveProperty"))
        subjects = (Iri(VOCAB + name) for name in predicate.subject_types)
        objects = (Iri(VOCAB + name) for name in predicate.object_types)
        yield from self.say(subject, "schema:domainIncludes", *subjects)
        yield from self.say(subject, "schema:rangeIncludes", *objects)

    def _mapped(self, subject: Iri, predicate: Predicate) -> Iterator[Statement]:
        if predicate.ro_curie:
            public = self.public(predicate.ro_curie)
            yield from self.say(subject, str(predicate.ro_match), public)
        yield from self.say(subject, "close", self.public(predicate.biolink))
        yield from self.say(subject, "biolink_qualifiers", predicate.biolink_qualifiers)
        yield from self.say(subject, "bel", predicate.bel)

    def disjoint_roots(self) -> Iterator[Statement]:
        """Say that nothing belongs to two roots."""
        roots = [name for name, type_ in self.ontology.types.items() if not type_.parent]
        roots += [word.name for word in self.ontology.words.values() if word.kind == "Class"]
        for one, other in combinations(sorted(roots), 2):
            yield from self.say(Iri(VOCAB + one), "owl:disjointWith", Iri(VOCAB + other))

    def _declared(self, subject: Iri, kind: str, label: str, meaning: str) -> Iterator[Statement]:
        yield from self.say(subject, "type", self.word(f"owl:{kind}"))
        yield from self.say(subject, "label", label)
        yield from self.say(subject, "skos:definition", meaning)
        yield from self.say(subject, "IAO:0000115", meaning)
        if isinstance(self.home, Iri):
            yield from self.say(subject, "rdfs:isDefinedBy", self.home)

    def _class_label(self, name: str) -> str:
        """Label a class so that no term and no property is called the same."""
        label = WORD_BREAK.sub(" ", name).lower()
        return f"{label} (class)" if label in self.taken else label


def _parent(predicate: Predicate) -> Iri | str:
    """Place a predicate in the shallow tree of our own."""
    if predicate.causal and predicate.sign is Sign.UP:
        return Iri(f"{VOCAB}affects_positively")
    if predicate.causal and predicate.sign is Sign.DOWN:
        return Iri(f"{VOCAB}affects_negatively")
    if predicate.causal:
        return Iri(f"{VOCAB}causally_affects")
    return Iri(f"{VOCAB}correlates_with") if predicate.safe_superproperty in CORRELATED else ""
