"""What the panel and the table say of terms, claims and evidence, as plain text.

Whether a claim is an edge is asked of the model, never decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.model import Basis, Certainty, Match, Outcome, Sign, edge_evidence
from kg.views.evidence import evidence_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Claim, Corpus, Evidence, Study, Term

__all__ = [
    "ClaimText",
    "EvidenceText",
    "Kind",
    "Strength",
    "TermText",
    "describe_claim",
    "describe_terms",
    "kind_of",
    "spaced",
    "strength_of",
]

DOI = re.compile(r"10\.\d{4,9}/\S+")
INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
VERDICTS = {
    Outcome.SUPPORTS: "for",
    Outcome.OPPOSES: "against",
    Outcome.NULL: "no effect",
}
NO_EDGE_WORDS = {
    Basis.ASSOCIATION: "association only",
    Basis.SPECULATION: "speculation",
    Basis.BACKGROUND: "background",
}


class Kind(StrEnum):
    """The direction of a claim, as a line shows it."""

    PLUS = "plus"
    MINUS = "minus"
    UNSIGNED = "unsigned"
    NULL = "null"


class Strength(StrEnum):
    """How sure a claim is, as a line shows it; weak ones are no edges."""

    ASSERTED = "asserted"
    SUGGESTED = "suggested"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """One piece of evidence; `doi` is empty unless it can be linked."""

    verdict: str
    basis: str
    certainty: str
    study: str
    title: str
    doi: str
    context: tuple[tuple[str, str], ...]
    source: str
    lines: str
    note: str


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One claim; `subject` and `object` are labels, `start` and `end` keys of terms.

    `against` says what speaks against it; opposing evidence of its own is in `evidence` too.
    """

    key: str
    sentence: str
    subject: str
    relation: str
    object: str
    site: str
    start: str
    end: str
    kind: Kind
    strength: Strength
    standing: str
    against: tuple[str, ...]
    evidence: tuple[EvidenceText, ...]


@dataclass(frozen=True, slots=True)
class TermText:
    """One term, with the keys of the claims that lead out of it, into it, or take place there."""

    key: str
    label: str
    type: str
    meaning: str
    curie: str
    match: str
    synonyms: tuple[str, ...]
    note: str
    structure: tuple[str, ...]
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...]
    sited: tuple[str, ...]


def kind_of(corpus: Corpus, claim: Claim) -> Kind:
    """Tell the direction of a claim by its predicate."""
    predicate = corpus.predicate(claim)
    if predicate.null:
        return Kind.NULL
    return {Sign.UP: Kind.PLUS, Sign.DOWN: Kind.MINUS}.get(predicate.sign, Kind.UNSIGNED)


def strength_of(claim: Claim) -> Strength:
    """Tell how sure a claim is by the best evidence that makes it an edge."""
    best = {piece.certainty for piece in edge_evidence(claim)}
    if Certainty.ASSERTED in best:
        return Strength.ASSERTED
    return Strength.SUGGESTED if best else Strength.WEAK


def describe_claim(
    corpus: Corpus,
    claim: Claim,
    key: str,
    *,
    term_keys: Mapping[str, str],
    against: Iterable[tuple[Claim, Evidence]],
) -> ClaimText:
    """Put a claim and all its evidence into words.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    claim : Claim
        One of its claims.
    key : str
        What the page calls the claim.
    term_keys : mapping of str to str
        What the page calls each term, by identifier.
    against : iterable of (Claim, Evidence)
        What speaks against the claim.

    Returns
    -------
    ClaimText
        With the evidence in the order of the corpus.
    """
    strength = strength_of(claim)
    return ClaimText(
        key=key,
        sentence=corpus.sentence(claim),
        subject=corpus.label(claim.subject),
        relation=corpus.predicate(claim).words,
        object=corpus.label(claim.object),
        site=corpus.label(claim.site) if claim.site else "",
        start=term_keys[claim.subject],
        end=term_keys[claim.object],
        kind=kind_of(corpus, claim),
        strength=strength,
        standing=_why_weak(corpus, claim) if strength is Strength.WEAK else strength.value,
        against=tuple(
            f"{corpus.sentence(other)} ({evidence_words(corpus, piece)})"
            for other, piece in against
        ),
        evidence=tuple(_evidence(corpus, piece) for piece in claim.evidence),
    )


def _why_weak(corpus: Corpus, claim: Claim) -> str:
    if corpus.predicate(claim).null:
        return "no effect seen"
    supporting = [piece for piece in claim.evidence if piece.outcome is Outcome.SUPPORTS]
    if not supporting:
        return "evidence against only"
    bases = {piece.basis for piece in supporting}
    return next((words for basis, words in NO_EDGE_WORDS.items() if basis in bases), "open")


def _evidence(corpus: Corpus, piece: Evidence) -> EvidenceText:
    study = corpus.studies.get(piece.study)
    context = corpus.context(piece)
    stated = (
        ("species", context.species),
        ("sex", context.sex),
        ("stage", context.stage),
        ("model", context.model),
        ("dose", context.dose),
    )
    source = corpus.sources.get(piece.source)
    return EvidenceText(
        verdict=VERDICTS[piece.outcome],
        basis=spaced(piece.basis),
        certainty=piece.certainty.value,
        study=study.citation if study else "",
        title=study.title if study else "",
        doi=_linkable(study) if study else "",
        context=tuple((name, ", ".join(map(spaced, parts))) for name, parts in stated if parts),
        source=(source.title or source.id) if source else piece.source,
        lines=str(piece.lines) if piece.lines else "",
        note=piece.note,
    )


def _linkable(study: Study) -> str:
    return study.doi if DOI.fullmatch(study.doi) else ""


def describe_terms(
    corpus: Corpus, term_keys: Mapping[str, str], claims: Iterable[ClaimText], sites: Iterable[str]
) -> tuple[TermText, ...]:
    """Put terms into words, each with the claims it has a part in.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    term_keys : mapping of str to str
        What the page calls each term, by identifier; the order is kept.
    claims : iterable of ClaimText
        The claims that are shown.
    sites : iterable of str
        The key of the term each claim takes place in, or an empty text, in the same order.

    Returns
    -------
    tuple of TermText
        In the order of `term_keys`.
    """
    parts: dict[str, tuple[list[str], list[str], list[str]]] = {
        key: ([], [], []) for key in term_keys.values()
    }
    for claim, site in zip(claims, sites, strict=True):
        parts[claim.start][0].append(claim.key)
        parts[claim.end][1].append(claim.key)
        if site:
            parts[site][2].append(claim.key)
    return tuple(
        _term(corpus, corpus.terms[term], key, *map(tuple, parts[key]))
        for term, key in term_keys.items()
    )


def _term(corpus: Corpus, term: Term, key: str, *parts: tuple[str, ...]) -> TermText:
    outgoing, incoming, sited = parts
    declared = corpus.ontology.types.get(term.type)
    return TermText(
        key=key,
        label=term.label,
        type=INNER_CAPITAL.sub(" ", term.type).lower(),
        meaning=declared.meaning if declared else "",
        curie=term.curie if term.grounded else "",
        match=term.match.value if term.match is not Match.NONE else "",
        synonyms=term.synonyms,
        note=term.note,
        structure=tuple(
            f"{corpus.label(edge.subject)} {spaced(edge.predicate)} {corpus.label(edge.object)}"
            for edge in corpus.structure
            if term.id in {edge.subject, edge.object}
        ),
        outgoing=outgoing,
        incoming=incoming,
        sited=sited,
    )


def spaced(word: str) -> str:
    """Write a word of a closed vocabulary as people do.

    Examples
    --------
    >>> spaced("loss_of_function")
    'loss of function'
    """
    return word.replace("_", " ")
