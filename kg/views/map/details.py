"""What the panel and the table say of terms, claims and evidence, as plain text.

Whether a claim is an edge is asked of the model, never decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from kg.model import Basis, Certainty, Match, Outcome, Sign, edge_evidence, is_edge
from kg.strength import Rung, judge_claim, rung_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Claim, Corpus, Evidence, Questions, Study, Term

__all__ = [
    "ClaimText",
    "EvidenceText",
    "Kind",
    "TermText",
    "describe_claim",
    "describe_terms",
    "kind_of",
    "spaced",
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


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """One piece of evidence; `sentence` is the claim it was given for, if that is another one.

    `rung` says what it shows and in whom; `worth` (0-1) is what it adds to the strength of the
    claim it is shown with, and None if another piece of its study counts instead. `doi` is
    empty unless it was verified and can be linked.
    """

    id: str
    sentence: str
    verdict: str
    basis: str
    certainty: str
    rung: str
    worth: float | None
    study: str
    title: str
    doi: str
    species: tuple[str, ...]
    sex: tuple[str, ...]
    stage: tuple[str, ...]
    model: tuple[str, ...]
    dose: tuple[str, ...]
    source: str
    lines: str
    mechanism: str
    note: str


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One claim; `subject` and `object` are labels, `start` and `end` keys of terms.

    `tier`, `value`, `support` and `opposition` are those of `kg.strength`. `edge` says that it
    carries a path, `human` that it has evidence in people, `sexes` in which sexes it was seen,
    `tested` in which it was looked at, with whatever outcome.
    `evidence` is its own, also what opposes it; `beside` is evidence of other claims that bear
    it out, and `against` all that speaks against it.
    """

    key: str
    id: str
    sentence: str
    subject: str
    relation: str
    object: str
    site: str
    start: str
    end: str
    kind: Kind
    tier: str
    value: float
    support: float
    opposition: float
    standing: str
    edge: bool
    human: bool
    sexes: tuple[str, ...]
    tested: tuple[str, ...]
    evidence: tuple[EvidenceText, ...]
    beside: tuple[EvidenceText, ...]
    against: tuple[EvidenceText, ...]


@dataclass(frozen=True, slots=True)
class TermText:
    """One term, with the keys of the claims that lead out of it, into it, or take place there."""

    key: str
    id: str
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


def describe_claim(
    corpus: Corpus,
    claim: Claim,
    key: str,
    *,
    term_keys: Mapping[str, str],
    questions: Questions,
) -> ClaimText:
    """Put a claim and all evidence for and against it into words.

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
    questions : Questions
        Of the same corpus.

    Returns
    -------
    ClaimText
        With the evidence in the order of the corpus.
    """
    strength = judge_claim(corpus, claim, questions=questions)
    worth = {part.evidence: part.value for part in strength.parts}
    texts = partial(_texts, corpus, claim, worth=worth)
    against = questions.against(claim)
    seen = [piece for piece in claim.evidence if piece.outcome is Outcome.SUPPORTS]
    return ClaimText(
        key=key,
        id=claim.id,
        sentence=corpus.sentence(claim),
        subject=corpus.label(claim.subject),
        relation=corpus.predicate(claim).words,
        object=corpus.label(claim.object),
        site=corpus.label(claim.site) if claim.site else "",
        start=term_keys[claim.subject],
        end=term_keys[claim.object],
        kind=kind_of(corpus, claim),
        tier=strength.tier.word,
        value=strength.value,
        support=strength.support,
        opposition=strength.opposition,
        standing=_standing(corpus, claim),
        edge=is_edge(claim) and corpus.predicate(claim).causal,
        human=strength.rung <= Rung.HUMAN_ASSOCIATION,
        sexes=_sexes(corpus, seen),
        tested=_sexes(corpus, [*seen, *(piece for _, piece in against)]),
        evidence=texts((claim, piece) for piece in claim.evidence),
        beside=texts(each for each in questions.supporting(claim) if each[0] is not claim),
        against=texts(against),
    )


def _sexes(corpus: Corpus, pieces: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({sex for piece in pieces for sex in corpus.context(piece).sex}))


def _texts(
    corpus: Corpus,
    claim: Claim,
    pieces: Iterable[tuple[Claim, Evidence]],
    *,
    worth: Mapping[str, float],
) -> tuple[EvidenceText, ...]:
    """Put evidence into words, and beside that of another claim what that one says."""
    return tuple(
        _evidence(
            corpus,
            piece,
            sentence="" if of is claim else corpus.sentence(of),
            worth=worth.get(piece.id),
        )
        for of, piece in pieces
    )


def _standing(corpus: Corpus, claim: Claim) -> str:
    """Say how sure the best evidence for a claim is, or why none makes an edge of it."""
    best = {piece.certainty for piece in edge_evidence(claim)}
    if Certainty.ASSERTED in best:
        return Certainty.ASSERTED.value
    return Certainty.SUGGESTED.value if best else _why_no_edge(corpus, claim)


def _why_no_edge(corpus: Corpus, claim: Claim) -> str:
    if corpus.predicate(claim).null:
        return "no effect seen"
    supporting = [piece for piece in claim.evidence if piece.outcome is Outcome.SUPPORTS]
    if not supporting:
        return "evidence against only"
    bases = {piece.basis for piece in supporting}
    return next((words for basis, words in NO_EDGE_WORDS.items() if basis in bases), "open")


def _evidence(
    corpus: Corpus, piece: Evidence, *, sentence: str, worth: float | None
) -> EvidenceText:
    study = corpus.studies.get(piece.study)
    source = corpus.sources.get(piece.source)
    context = corpus.context(piece)
    return EvidenceText(
        id=piece.id,
        sentence=sentence,
        verdict=VERDICTS[piece.outcome],
        basis=spaced(piece.basis),
        certainty=piece.certainty.value,
        rung=rung_of(corpus, piece).words,
        worth=worth,
        study=study.citation if study else "",
        title=study.title if study else "",
        doi=_linkable(study) if study else "",
        species=_spaced(context.species),
        sex=_spaced(context.sex),
        stage=_spaced(context.stage),
        model=_spaced(context.model),
        dose=_spaced(context.dose),
        source=(source.title or source.id) if source else piece.source,
        lines=str(piece.lines) if piece.lines else "",
        mechanism=piece.mechanism.replace("-", " "),
        note=piece.note,
    )


def _spaced(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(spaced, words))


def _linkable(study: Study) -> str:
    verified = study.status == "verified" and DOI.fullmatch(study.doi)
    return study.doi if verified else ""


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
        id=term.id,
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
