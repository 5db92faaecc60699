"""One sheet per record of the corpus: what is known of it, with links, free of any markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kg.errors import UsageError
from kg.model import Questions, is_edge
from kg.names import Names
from kg.rdf import BASE
from kg.views.evidence import context_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Facts = Mapping[str, Iterable["Link | str"]]

    from kg.model import Change, Claim, Corpus, Evidence, Experiment, Gap, Lines

__all__ = ["Link", "Sheet", "Sheets", "Table"]

SIGNS = {1: "raised", -1: "lowered", 0: "unchanged", None: "not said"}
PLAIN = re.compile(r"[\w.+~-]+")
PLAIN_IN_DOI = "/:;()!*',@$&=+"


class Link(NamedTuple):
    """A text that leads somewhere, or nowhere if `href` is empty."""

    text: str
    href: str = ""


class Table(NamedTuple):
    """Rows under a heading."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of one record: facts by name, and tables."""

    iri: str
    kind: str
    title: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    tables: tuple[Table, ...]


class _Content(NamedTuple):
    title: str
    facts: Facts
    tables: tuple[Table, ...] = ()


class Sheets:
    """The sheets of a corpus.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._names = Names(corpus)
        self._questions = Questions(corpus)
        self._pieces = {
            piece.id: (claim, piece) for claim in corpus.claims.values() for piece in claim.evidence
        }
        ontology = corpus.ontology
        self._records: dict[str, tuple[Mapping[str, object], Callable[[str], _Content]]] = {
            "term": (corpus.terms, self._term),
            "claim": (corpus.claims, self._claim),
            "evidence": (self._pieces, self._evidence),
            "study": (corpus.studies, self._study),
            "source": (corpus.sources, self._source),
            "experiment": (corpus.experiments, self._experiment),
            "gap": (corpus.gaps, self._gap),
            "discrepancy": (corpus.discrepancies, self._discrepancy),
            "vocab": ({**ontology.types, **ontology.predicates, **ontology.words}, self._word),
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        """The first part of every address."""
        return tuple(self._records)

    def knows(self, kind: str, name: str) -> bool:
        """Tell whether there is such a record."""
        return name in self._records[kind][0] and PLAIN.fullmatch(name) is not None

    def sheet(self, kind: str, name: str) -> Sheet:
        """Give the sheet of a record that there is."""
        title, facts, tables = self._records[kind][1](name)
        told = (
            (
                key,
                tuple(
                    value if isinstance(value, Link) else Link(value) for value in values if value
                ),
            )
            for key, values in facts.items()
        )
        return Sheet(
            f"{BASE}{kind}/{name}",
            kind,
            title,
            tuple((key, values) for key, values in told if values),
            tuple(table for table in tables if table.rows),
        )

    def nearest(self, kind: str, name: str) -> tuple[Link, ...]:
        """Suggest terms that someone may have meant by a name that is none; may be empty."""
        if kind != "term":
            return ()
        try:
            found = [self._names.resolve(name).label]
        except UsageError:
            found = self._names.suggest(name)
        by_label = {term.label: term.id for term in self._corpus.terms.values()}
        return tuple(Link(label, _to("term", by_label[label])) for label in found)

    def _term(self, name: str) -> _Content:
        corpus, term = self._corpus, self._corpus.terms[name]
        other = corpus.opposite(name)
        facts: Facts = {
            "class": [Link(term.type, _to("vocab", term.type))],
            "public identifier": [self._public(term.curie, term.curie_label, term.match)]
            if term.grounded
            else ["none fits"],
            "synonyms": [", ".join(term.synonyms)],
            "opposite": [self._named(other)] if other else [],
            "pools": map(self._named, corpus.pools(name)),
            "note": [term.note],
        }
        about = corpus.claims_about(name)
        experiments = [
            experiment
            for experiment in corpus.experiments.values()
            if name in _terms_of(experiment)
        ]
        gaps = [gap for gap in corpus.gaps.values() if name in gap.terms]
        tables = (
            self._claims("What it does", (c for c in about if c.subject == name)),
            self._claims("What acts on it", (c for c in about if c.object == name)),
            self._claims("What happens in it", (c for c in about if c.site == name)),
            self._experiments(experiments),
            _gaps(gaps),
        )
        return _Content(f"{term.label} ({name})", facts, tables)

    def _claim(self, name: str) -> _Content:
        claim = self._corpus.claims[name]
        facts: Facts = {
            "subject": [self._named(claim.subject)],
            "predicate": [Link(claim.predicate, _to("vocab", claim.predicate))],
            "object": [self._named(claim.object)],
            "site": [self._named(claim.site)] if claim.site else [],
            "sign": [self._corpus.predicate(claim).symbol],
            "an edge of the graph": ["yes" if is_edge(claim) else "no"],
            "told in": [", ".join(sorted({piece.mechanism for piece in claim.evidence}))],
        }
        against = self._questions.against(claim)
        own = [(claim, piece) for piece in claim.evidence]
        tables = (
            self._pieces_table("Evidence", own),
            self._pieces_table(
                "Against it, from other claims", (p for p in against if p not in own)
            ),
        )
        return _Content(self._corpus.sentence(claim), facts, tables)

    def _evidence(self, name: str) -> _Content:
        claim, piece = self._pieces[name]
        facts: Facts = {
            "claim": [Link(self._corpus.sentence(claim), _to("claim", claim.id))],
            "outcome": [piece.outcome.value],
            "basis": [piece.basis.value.replace("_", " ")],
            "certainty": [piece.certainty.value],
            "kind of evidence": [self._public(piece.eco)] if piece.eco else [],
            "seen in": ["; ".join(context_words(self._corpus.context(piece)))],
            **self._place(piece.study, piece.source, piece.lines),
            "note": [piece.note],
        }
        return _Content(f"evidence {name}", facts)

    def _study(self, name: str) -> _Content:
        study = self._corpus.studies[name]
        pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{quote(study.pmid)}"
        facts: Facts = {
            "title": [study.title],
            "authors": [study.authors],
            "year": [str(study.year or "")],
            "journal": [study.journal],
            "DOI": [_doi(study.doi)],
            "PubMed": [Link(study.pmid, pubmed) if study.pmid else ""],
            "citation is": [study.status.replace("_", " ")],
            "design": [study.design],
            "seen in": ["; ".join(context_words(study.context))],
            "quality": [f"{study.quality} ({study.quality_scale})" if study.quality else ""],
            **self._place("", study.source, study.lines),
            "note": [study.note],
        }
        seen = [e for e in self._corpus.experiments.values() if e.study == name]
        claims = self._claims("Claims that rest on it", self._resting(lambda p: p.study == name))
        return _Content(study.citation, facts, (claims, self._experiments(seen)))

    def _source(self, name: str) -> _Content:
        source = self._corpus.sources[name]
        facts: Facts = {
            "year": [str(source.year)],
            "kind": [source.kind],
            "DOI": [_doi(source.doi)],
            "note": [source.note],
        }
        claims = self._claims("Claims taken from it", self._resting(lambda p: p.source == name))
        return _Content(source.title, facts, (claims,))

    def _experiment(self, name: str) -> _Content:
        experiment = self._corpus.experiments[name]
        facts: Facts = {
            "done": map(self._change, experiment.perturbation),
            "in animals or cells with": map(self._change, experiment.background),
            "compared with": map(self._change, experiment.compared_with),
            "read-out": [self._named(experiment.readout)],
            "the read-out was": [SIGNS[experiment.observed]],
            "seen in": ["; ".join(context_words(self._corpus.context(experiment)))],
            **self._place(experiment.study, experiment.source, experiment.lines),
            "note": [experiment.note],
        }
        return _Content(f"experiment {name}", facts)

    def _gap(self, name: str) -> _Content:
        gap = self._corpus.gaps[name]
        facts: Facts = {
            "why it is open": [gap.kind.replace("_", " ")],
            "about": map(self._named, gap.terms),
            **self._place("", gap.source, gap.lines),
            "note": [gap.note],
        }
        return _Content(gap.question, facts)

    def _discrepancy(self, name: str) -> _Content:
        slip = self._corpus.discrepancies[name]
        facts: Facts = {
            "as printed": [slip.as_printed],
            "corrected": [slip.corrected],
            "reason": [slip.reason],
            **self._place("", slip.source, slip.lines),
        }
        return _Content(f"slip {name.replace('_', ' ')}", facts)

    def _word(self, name: str) -> _Content:
        ontology = self._corpus.ontology
        if name in ontology.predicates:
            return self._predicate(name)
        if name in ontology.types:
            return self._type(name)
        word = ontology.words[name]
        return _Content(name, {"meaning": [word.meaning], "kind": [word.kind.value]})

    def _predicate(self, name: str) -> _Content:
        predicate = self._corpus.ontology.predicates[name]
        public = [
            self._public(curie, match=predicate.ro_match)
            for curie in filter(None, [predicate.ro_curie])
        ]
        facts: Facts = {
            "meaning": [predicate.meaning],
            "sign": [predicate.symbol],
            "walked by paths": ["yes" if predicate.causal else "no"],
            "Relation Ontology": public,
            "Biolink": [predicate.biolink],
        }
        claims = (c for c in self._corpus.claims.values() if c.predicate == name)
        return _Content(name, facts, (self._claims("Claims", claims),))

    def _type(self, name: str) -> _Content:
        type_ = self._corpus.ontology.types[name]
        parent = [Link(type_.parent, _to("vocab", type_.parent))] if type_.parent else []
        facts: Facts = {"meaning": [type_.meaning], "a kind of": parent}
        terms = self._corpus.terms.values()
        rows = tuple((self._named(term.id),) for term in terms if term.type == name)
        return _Content(name, facts, (Table("Terms", ("term",), rows),))

    def _resting(self, test: Callable[[Evidence], bool]) -> Iterator[Claim]:
        return (c for c in self._corpus.claims.values() if any(map(test, c.evidence)))

    def _claims(self, heading: str, claims: Iterable[Claim]) -> Table:
        rows = tuple(
            (
                Link(self._corpus.sentence(claim), _to("claim", claim.id)),
                Link(self._corpus.predicate(claim).symbol),
                Link(str(len(claim.evidence))),
            )
            for claim in claims
        )
        return Table(heading, ("claim", "sign", "pieces of evidence"), rows)

    def _pieces_table(self, heading: str, pieces: Iterable[tuple[Claim, Evidence]]) -> Table:
        columns = ("evidence", "what it says", "seen in", "study", "place", "note")
        rows = tuple(
            (
                Link(piece.id, _to("evidence", piece.id)),
                Link(f"{piece.outcome}; {piece.certainty} {piece.basis}".replace("_", " ")),
                Link("; ".join(context_words(self._corpus.context(piece)))),
                self._cited(piece.study),
                _lines(piece.source, piece.lines),
                Link(piece.note),
            )
            for _, piece in pieces
        )
        return Table(heading, columns, rows)

    def _experiments(self, experiments: Iterable[Experiment]) -> Table:
        rows = tuple(
            (
                Link(experiment.id, _to("experiment", experiment.id)),
                Link(", ".join(self._change(c).text for c in experiment.perturbation)),
                self._named(experiment.readout),
                Link(SIGNS[experiment.observed]),
            )
            for experiment in experiments
        )
        return Table("Experiments", ("experiment", "done", "read-out", "it was"), rows)

    def _place(self, study: str, source: str, lines: Lines | None) -> dict[str, list[Link]]:
        return {
            "study": [self._cited(study)] if study else [],
            "source": [_lines(source, lines)] if source else [],
        }

    def _cited(self, study: str) -> Link:
        if study not in self._corpus.studies:
            return Link("")
        return Link(self._corpus.studies[study].citation, _to("study", study))

    def _named(self, term: str) -> Link:
        return Link(self._corpus.label(term), _to("term", term))

    def _change(self, change: Change) -> Link:
        term = self._named(change.term)
        return Link(f"{term.text} {SIGNS[int(change.sign)]}", term.href)

    def _public(self, curie: str, label: str = "", match: str = "") -> Link:
        iri = self._corpus.ontology.iri(curie)
        said = ": ".join(filter(None, (match and f"{match} match", label)))
        text = f"{curie} ({said})" if said else curie
        return Link(text, iri if iri.startswith(("https://", "http://")) else "")


def _to(kind: str, name: str) -> str:
    return f"/{kind}/{quote(name, safe='')}"


def _lines(source: str, lines: Lines | None) -> Link:
    return Link(f"{source}, lines {lines}" if lines else source, _to("source", source))


def _doi(doi: str) -> Link:
    return Link(doi, f"https://doi.org/{quote(doi, safe=PLAIN_IN_DOI)}") if doi else Link("")


def _terms_of(experiment: Experiment) -> set[str]:
    changes = experiment.perturbation + experiment.background + experiment.compared_with
    return {experiment.readout, *(change.term for change in changes)}


def _gaps(gaps: Iterable[Gap]) -> Table:
    rows = tuple((Link(gap.question, _to("gap", gap.id)),) for gap in gaps)
    return Table("Open questions", ("question",), rows)
