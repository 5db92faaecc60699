"""How much the corpus holds of what, and how well it is cited."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.views.cards import table_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus, Evidence

__all__ = ["Count", "count", "to_records", "to_text"]

NOT_STATED = "(not stated)"


class Count(NamedTuple):
    """How many claims have a value in one respect, and the pieces of evidence behind them.

    A claim counts under every value that any of its evidence has, so claims do not add up.
    """

    respect: str
    value: str
    claims: int
    evidence: int


def count(corpus: Corpus) -> list[Count]:
    """Count claims and evidence by mechanism, source, outcome, basis, certainty and context.

    Returns
    -------
    list of Count
        In the order of respects; within one, the most evidence first.
    """
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    pieces: dict[tuple[str, str], int] = defaultdict(int)
    respects: dict[str, None] = {}
    for claim in corpus.claims.values():
        for piece in claim.evidence:
            for respect, value in _values(corpus, piece):
                respects[respect] = None
                claims[respect, value].add(claim.id)
                pieces[respect, value] += 1
    counts = [Count(*key, len(claims[key]), pieces[key]) for key in claims]
    order = list(respects)
    return sorted(counts, key=lambda c: (order.index(c.respect), -c.evidence, c.value))


def to_records(corpus: Corpus) -> dict[str, object]:
    """Give all counts as plain records for JSON."""
    return {
        "totals": dict(_totals(corpus)),
        "counts": [number._asdict() for number in count(corpus)],
    }


def to_text(corpus: Corpus, *, width: int) -> str:
    """Set all counts as one table, below it what it rests on."""
    rows: list[tuple[str, str, str]] = []
    last = ""
    for number in count(corpus):
        if number.respect != last:
            rows += [("", "", "")] * bool(rows) + [(number.respect, "", "")]
            last = number.respect
        rows.append((f"  {number.value}", str(number.claims), str(number.evidence)))
    table = table_text(("", "claims", "evidence"), rows, width=width)
    totals = "".join(f"{name:48} {value}\n" for name, value in _totals(corpus))
    return f"{table}\n{totals}"


def _values(corpus: Corpus, piece: Evidence) -> Iterator[tuple[str, str]]:
    context = corpus.context(piece)
    yield "mechanism", piece.mechanism
    yield "source", piece.source or NOT_STATED
    yield "basis", piece.basis.value
    yield "certainty", piece.certainty.value
    yield "outcome", piece.outcome.value
    for respect, values in (("species", context.species), ("sex", context.sex)):
        for value in values or (NOT_STATED,):
            yield respect, value
    yield "citation", _cited(corpus, piece)


def _cited(corpus: Corpus, piece: Evidence) -> str:
    study = corpus.studies.get(piece.study)
    if study is None:
        return "no study cited"
    return "verified DOI or PMID" if study.doi or study.pmid else f"study {study.status}"


def _totals(corpus: Corpus) -> list[tuple[str, str]]:
    pieces = [piece for claim in corpus.claims.values() for piece in claim.evidence]
    cited = [piece for piece in pieces if piece.study]
    studies = corpus.studies.values()
    verified = {study.id for study in studies if study.doi or study.pmid}
    resting = sum(piece.study in verified for piece in cited)
    return [
        ("terms", str(len(corpus.terms))),
        ("claims", str(len(corpus.claims))),
        ("pieces of evidence", str(len(pieces))),
        ("experiments", str(len(corpus.experiments))),
        ("gaps", str(len(corpus.gaps))),
        ("slips of the sources", str(len(corpus.discrepancies))),
        ("studies with a verified DOI or PMID", _share(len(verified), len(studies))),
        ("evidence that cites a study", _share(len(cited), len(pieces))),
        ("of it, a study with a verified DOI or PMID", _share(resting, len(cited))),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({round(100 * part / whole)} %)" if whole else "0 of 0"
