"""What the corpus says as RDF: one flat run of statements, free of any library.

What each property means is said in `ontology/vocabulary.tsv`; a test holds that every word used
here is declared there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.model import Basis, Sign, is_edge
from kg.rdf.ontology import ontology_statements
from kg.rdf.speaker import (
    BASE,
    VOCAB,
    Iri,
    Literal,
    Speaker,
    Statement,
    doi_of,
    flag,
    number,
    sign_of,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Change, Claim, Context, Corpus, Evidence, Lines

__all__ = [
    "BACKGROUND",
    "BASE",
    "VOCAB",
    "ClaimSpeaker",
    "Iri",
    "Literal",
    "Statement",
    "statements",
]

BACKGROUND = f"{BASE}graph/background"


def statements(corpus: Corpus) -> Iterator[Statement]:
    """Say everything the corpus holds.

    Parameters
    ----------
    corpus : Corpus
        Not modified.

    Yields
    ------
    Statement
        Some more than once; `to_nquads` sorts them and drops what is said twice. Background
        evidence, and claims that rest on nothing else, stand in a graph of their own.
    """
    yield from ontology_statements(corpus)
    speaker = _CorpusSpeaker(corpus)
    yield from speaker.terms()
    yield from speaker.sources()
    for claim in corpus.claims.values():
        yield from speaker.claim(claim)
    yield from speaker.experiments()
    yield from speaker.open_questions()


class ClaimSpeaker(Speaker):
    """Says claims: each as a node, with its evidence, and as plain triples if it is an edge.

    Parameters
    ----------
    corpus : Corpus
        Whose claims they are.
    """

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus.ontology)
        self.corpus = corpus

    def claim(self, claim: Claim) -> Iterator[Statement]:
        """Say everything about a claim, each part in the graph that it belongs to."""
        graphs = [_graph_of(piece) for piece in claim.evidence]
        for statement in self.node_of(claim):
            yield statement._replace(graph=min(graphs))  # the default graph where there is more
        for piece, graph in zip(claim.evidence, graphs, strict=True):
            for statement in self.evidence(claim, piece):
                yield statement._replace(graph=graph)
        if is_edge(claim):
            yield from self.direct(claim)
            yield from self._effects(claim)

    def node_of(self, claim: Claim) -> Iterator[Statement]:
        """Describe a claim, without its evidence."""
        subject = self.node("claim", claim.id)
        predicate = self.corpus.predicate(claim)
        label = f"{self.corpus.sentence(claim)} [{claim.id}]"
        yield from self.individual(subject, "Claim", label)
        yield from self.say(subject, "subject", self.node("term", claim.subject))
        yield from self.say(subject, "predicate", Iri(VOCAB + claim.predicate))
        yield from self.say(subject, "object", self.node("term", claim.object))
        if claim.site:
            yield from self.say(subject, "site", self.node("term", claim.site))
        yield from self.say(subject, "sign", sign_of(predicate.sign, null=predicate.null))
        yield from self.say(subject, "causal", flag(value=predicate.causal))
        yield from self.say(subject, "edge", flag(value=is_edge(claim)))

    def direct(self, claim: Claim) -> Iterator[Statement]:
        """Say a claim as a plain triple, both ways round if it is symmetric."""
        start, end = self.node("term", claim.subject), self.node("term", claim.object)
        yield Statement(start, Iri(VOCAB + claim.predicate), end)
        if self.corpus.predicate(claim).symmetric:
            yield Statement(end, Iri(VOCAB + claim.predicate), start)

    def _effects(self, claim: Claim) -> Iterator[Statement]:
        """Say the signed triple at every pole of both ends."""
        predicate = self.corpus.predicate(claim)
        if not predicate.causal or predicate.sign is Sign.UNKNOWN:
            return
        for subject, turned in self._poles(claim.subject):
            for object_, turned_again in self._poles(claim.object):
                sign = predicate.sign * turned * turned_again
                word = "affects_positively" if sign is Sign.UP else "affects_negatively"
                yield from self.say(self.node("term", subject), word, self.node("term", object_))

    def _poles(self, term: str) -> list[tuple[str, Sign]]:
        other = self.corpus.opposite(term)
        return [(term, Sign.UP), (other, Sign.DOWN)] if other else [(term, Sign.UP)]

    def evidence(self, claim: Claim, piece: Evidence) -> Iterator[Statement]:
        """Describe a piece of evidence and link the claim to it."""
        subject = self.node("evidence", piece.id)
        about = self.node("claim", claim.id)
        yield from self.say(about, "has_evidence", subject)
        yield from self.say(about, "mechanism", piece.mechanism)
        yield from self.individual(subject, "Evidence", f"evidence {piece.id}")
        yield from self.say(subject, "outcome", str(piece.outcome))
        yield from self.say(subject, "basis", str(piece.basis))
        yield from self.say(subject, "certainty", str(piece.certainty))
        if piece.eco:
            yield from self.say(subject, "eco", Iri(self.corpus.ontology.iri(piece.eco)))
        if piece.study:
            yield from self.say(subject, "study", self.node("study", piece.study))
        yield from self._place(subject, piece.source, piece.lines)
        yield from self._context(subject, self.corpus.context(piece))
        yield from self.say(subject, "comment", piece.note)

    def _place(self, subject: Iri, source: str, lines: Lines | None) -> Iterator[Statement]:
        if source:
            yield from self.say(subject, "source", self.node("source", source))
        if lines:
            yield from self.say(subject, "first_line", number(lines.first))
            yield from self.say(subject, "last_line", number(lines.last))

    def _context(self, subject: Iri, context: Context) -> Iterator[Statement]:
        for species in context.species:
            yield from self.say(subject, "species", species)
            curie = self.corpus.ontology.values["species"][species].curie
            yield from self.say(subject, "in_taxon", Iri(self.corpus.ontology.iri(curie)))
        yield from self.say(subject, "sex", *context.sex)
        yield from self.say(subject, "stage", *context.stage)
        yield from self.say(subject, "model", *context.model)
        yield from self.say(subject, "dose", *context.dose)


class _CorpusSpeaker(ClaimSpeaker):
    def terms(self) -> Iterator[Statement]:
        for term in self.corpus.terms.values():
            subject = self.node("term", term.id)
            yield from self.individual(subject, term.type, term.label)
            yield from self.say(subject, "altLabel", *term.synonyms)
            yield from self.say(subject, "comment", term.note)
            if term.grounded:
                public = Iri(self.corpus.ontology.iri(term.curie))
                yield from self.say(subject, str(term.match), public)
        for relation in self.corpus.structure:
            ends = self.node("term", relation.subject), self.node("term", relation.object)
            yield Statement(ends[0], Iri(VOCAB + relation.predicate), ends[1])
            if self.corpus.ontology.predicates[relation.predicate].symmetric:
                yield Statement(ends[1], Iri(VOCAB + relation.predicate), ends[0])

    def sources(self) -> Iterator[Statement]:
        for source in self.corpus.sources.values():
            subject = self.node("source", source.id)
            yield from self.individual(subject, "Source", source.id)
            yield from self.say(subject, "title", source.title)
            yield from self.say(subject, "date", year_of(source.year))
            yield from self.say(subject, "identifier", doi_of(source.doi))
            yield from self.say(subject, "comment", source.note)
        for study in self.corpus.studies.values():
            subject = self.node("study", study.id)
            yield from self.individual(subject, "Study", study.id)
            yield from self.say(subject, "citation", study.citation)
            yield from self.say(subject, "title", study.title)
            yield from self.say(subject, "creator", study.authors)
            yield from self.say(subject, "date", year_of(study.year))
            yield from self.say(subject, "journal", study.journal)
            yield from self.say(subject, "identifier", doi_of(study.doi))
            if study.pmid:
                pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{quote(study.pmid)}"
                yield from self.say(subject, "identifier", Iri(pubmed))
            yield from self.say(subject, "status", study.status)
            yield from self.say(subject, "design", study.design)
            yield from self.say(subject, "quality", study.quality)
            yield from self.say(subject, "quality_scale", study.quality_scale)
            if study.source:
                yield from self.say(subject, "source", self.node("source", study.source))
            yield from self._context(subject, study.context)
            yield from self.say(subject, "comment", study.note)

    def experiments(self) -> Iterator[Statement]:
        for experiment in self.corpus.experiments.values():
            subject = self.node("experiment", experiment.id)
            yield from self.individual(subject, "Experiment", experiment.id)
            yield from self._changes(subject, "perturbation", experiment.perturbation)
            yield from self._changes(subject, "background", experiment.background)
            yield from self._changes(subject, "compared_with", experiment.compared_with)
            yield from self.say(subject, "readout", self.node("term", experiment.readout))
            seen = experiment.observed
            yield from self.say(subject, "observed", "?" if seen is None else "0+-"[seen])
            if experiment.study:
                yield from self.say(subject, "study", self.node("study", experiment.study))
            yield from self._place(subject, experiment.source, experiment.lines)
            yield from self._context(subject, self.corpus.context(experiment))
            yield from self.say(subject, "comment", experiment.note)

    def _changes(self, subject: Iri, role: str, changes: tuple[Change, ...]) -> Iterator[Statement]:
        for change in changes:
            word = f"{role}_{'raised' if change.sign is Sign.UP else 'lowered'}"
            yield from self.say(subject, word, self.node("term", change.term))

    def open_questions(self) -> Iterator[Statement]:
        for gap in self.corpus.gaps.values():
            subject = self.node("gap", gap.id)
            yield from self.individual(subject, "Gap", gap.question)
            yield from self.say(subject, "gap_kind", gap.kind)
            for term in gap.terms:
                yield from self.say(subject, "about", self.node("term", term))
            yield from self._place(subject, gap.source, gap.lines)
            yield from self.say(subject, "comment", gap.note)
        for slip in self.corpus.discrepancies.values():
            subject = self.node("discrepancy", slip.id)
            yield from self.individual(subject, "Discrepancy", slip.id.replace("_", " "))
            yield from self.say(subject, "as_printed", slip.as_printed)
            yield from self.say(subject, "corrected", slip.corrected)
            yield from self._place(subject, slip.source, slip.lines)
            yield from self.say(subject, "comment", slip.reason)


def _graph_of(piece: Evidence) -> str:
    return BACKGROUND if piece.basis is Basis.BACKGROUND else ""
