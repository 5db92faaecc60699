"""Every claim as a nanopublication: four named graphs that can be passed on alone.

The head joins the other three; the assertion is the claim, and the plain triple where it is an
edge; the provenance is its evidence; the publication info says who made it and under which
licence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Outcome, is_edge
from kg.rdf import BASE, Iri, Statement
from kg.rdf.speaker import address, day
from kg.rdf.statements import ClaimSpeaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Corpus

__all__ = ["nanopublications"]


def nanopublications(corpus: Corpus) -> Iterator[Statement]:
    """Say each claim as a nanopublication.

    Parameters
    ----------
    corpus : Corpus
        Not modified.

    Yields
    ------
    Statement
        Of each claim, in corpus order: head, assertion, provenance, publication info.
    """
    publisher = _Publisher(corpus)
    for claim in corpus.claims.values():
        yield from publisher.publish(claim)


class _Publisher(ClaimSpeaker):
    def publish(self, claim: Claim) -> Iterator[Statement]:
        whole = Iri(f"{BASE}nanopub/{claim.id}")
        parts = {
            "head": self._head(whole),
            "assertion": self._assertion(claim),
            "provenance": self._provenance(whole, claim),
            "pubinfo": self._publication(whole),
        }
        for name, part in parts.items():
            for statement in part:
                yield statement._replace(graph=_part(whole, name))

    def _head(self, whole: Iri) -> Iterator[Statement]:
        yield from self.say(whole, "type", self.word("np:Nanopublication"))
        yield from self.say(whole, "np:hasAssertion", _part(whole, "assertion"))
        yield from self.say(whole, "np:hasProvenance", _part(whole, "provenance"))
        yield from self.say(whole, "np:hasPublicationInfo", _part(whole, "pubinfo"))

    def _assertion(self, claim: Claim) -> Iterator[Statement]:
        yield from self.node_of(claim)
        if is_edge(claim):
            yield from self.direct(claim)

    def _provenance(self, whole: Iri, claim: Claim) -> Iterator[Statement]:
        """Link the assertion to its evidence; what speaks against it is no origin of it."""
        assertion = _part(whole, "assertion")
        for piece in claim.evidence:
            against = piece.outcome is Outcome.OPPOSES
            word = "prov:wasInfluencedBy" if against else "prov:wasDerivedFrom"
            evidence = self.node("evidence", piece.id)
            yield from self.say(assertion, word, evidence)
            if piece.source:
                source = self.node("source", piece.source)
                yield from self.say(evidence, "prov:wasDerivedFrom", source)
            yield from self.evidence(claim, piece)

    def _publication(self, whole: Iri) -> Iterator[Statement]:
        told = self.ontology.metadata
        yield from self.say(whole, "creator", told["creator"])
        yield from self.say(whole, "dcterms:license", address(told["license"]))
        yield from self.say(whole, "dcterms:created", day(told["modified"]))
        yield from self.say(whole, "dcterms:isPartOf", Iri(f"{told['ontology']}/{told['version']}"))


def _part(whole: Iri, name: str) -> Iri:
    return Iri(f"{whole}#{name}")
