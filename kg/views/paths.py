"""Paths as text, Markdown, records and rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model import Questions
from kg.views.evidence import evidence_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Corpus, Evidence
    from kg.paths import Hop, Path, Paths

__all__ = [
    "TSV_COLUMNS",
    "claim_words",
    "evidence_of_hop",
    "evidence_of_path",
    "summary",
    "to_markdown",
    "to_outline",
    "to_records",
    "to_rows",
]

MARKUP = re.compile(r"[\\`*_\[\]<>|&~#$]")
TSV_COLUMNS = (
    "path", "path_sign", "hop", "hop_sign", "subject", "predicate", "object", "site", "claim",
    "speaks", "outcome", "basis", "certainty", "species", "sex", "stage", "model", "dose", "study",
    "source", "lines",
)  # fmt: skip


def summary(corpus: Corpus, paths: Paths) -> str:
    """Say in one line how many paths there are, and whether these are all."""
    ends = f"{corpus.label(paths.source)} → {corpus.label(paths.target)}"
    count = len(paths.found)
    counted = {0: "no path", 1: "1 path"}.get(count, f"{count} paths")
    if paths.exhausted:
        return f"{ends}: {counted}; the search stopped at its step limit, there may be more"
    if paths.more:
        return f"{ends}: the best {'path' if count == 1 else counted}; there are more"
    return f"{ends}: {counted}"


def to_outline(corpus: Corpus, paths: Paths) -> str:
    """Write paths for a terminal: each hop with its claims, each claim with its evidence.

    Returns
    -------
    str
        Lines of at most 79 characters where words allow it; ends with a line feed.
    """
    questions = Questions(corpus)
    blocks = ["\n".join(wrapped("", summary(corpus, paths)))]
    for number, path in enumerate(paths.found, start=1):
        lines = wrapped(f"{number}. ", f"net {path.sign.symbol}   {_chain(corpus, path)}")
        for hop in path.hops:
            lines += [""] if path.length > 1 else []
            last = None
            for claim, piece, against in evidence_of_hop(hop, questions):
                if (claim, against) != last:
                    words = corpus.sentence(claim)
                    lines += wrapped("   ✗ against: " if against else "   • ", words)
                    last = claim, against
                lines += wrapped("       ", evidence_words(corpus, piece))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def to_markdown(corpus: Corpus, paths: Paths) -> str:
    """Write paths as a Markdown list with one table of evidence per path."""
    questions = Questions(corpus)
    blocks = [_markdown(summary(corpus, paths))]
    for number, path in enumerate(paths.found, start=1):
        rows = [
            f"{number}. net {path.sign.symbol}: {_markdown(_chain(corpus, path))}",
            "",
            "   | claim | evidence |",
            "   | --- | --- |",
        ]
        for claim, piece, against in evidence_of_path(path, questions):
            words = (claim_words(corpus, claim, against=against), evidence_words(corpus, piece))
            rows.append(f"   | {' | '.join(_markdown(cell) for cell in words)} |")
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"


def to_records(corpus: Corpus, paths: Paths) -> list[dict[str, Any]]:
    """Give paths as plain records for JSON, one per path, in rank order."""
    questions = Questions(corpus)
    return [
        {
            "rank": number,
            "sign": path.sign.name.lower(),
            "length": path.length,
            "terms": list(path.terms),
            "hops": [_hop_record(corpus, hop, questions) for hop in path.hops],
        }
        for number, path in enumerate(paths.found, start=1)
    ]


def to_rows(corpus: Corpus, paths: Paths) -> list[tuple[str, ...]]:
    """Give one row per piece of evidence, its cells in the order of `TSV_COLUMNS`."""
    questions = Questions(corpus)
    rows = []
    for number, path in enumerate(paths.found, start=1):
        for step, hop in enumerate(path.hops, start=1):
            for claim, piece, against in evidence_of_hop(hop, questions):
                context = corpus.context(piece)
                rows.append(
                    (
                        str(number), path.sign.name.lower(), str(step), hop.sign.name.lower(),
                        claim.subject, claim.predicate, claim.object, claim.site, claim.id,
                        "against" if against else "for",
                        piece.outcome.value, piece.basis.value, piece.certainty.value,
                        *map("|".join, (context.species, context.sex, context.stage,
                                        context.model, context.dose)),
                        piece.study, piece.source, str(piece.lines or ""),
                    )
                )  # fmt: skip
    return rows


def _chain(corpus: Corpus, path: Path) -> str:
    steps = (f"─{hop.sign.symbol}→ {corpus.label(hop.object)}" for hop in path.hops)
    return " ".join([corpus.label(path.terms[0]), *steps])


def evidence_of_hop(hop: Hop, questions: Questions) -> Iterator[tuple[Claim, Evidence, bool]]:
    """Give the evidence of a hop, claim by claim, then what speaks against it."""
    for claim, evidence in zip(hop.claims, hop.evidence, strict=True):
        for piece in evidence:
            yield claim, piece, False
    seen = set()
    for claim in hop.claims:
        for other, piece in questions.against(claim):
            if piece.id not in seen:
                seen.add(piece.id)
                yield other, piece, True


def evidence_of_path(path: Path, questions: Questions) -> Iterator[tuple[Claim, Evidence, bool]]:
    """Give the evidence of all hops of a path, one hop after the other."""
    for hop in path.hops:
        yield from evidence_of_hop(hop, questions)


def claim_words(corpus: Corpus, claim: Claim, *, against: bool) -> str:
    """Read a claim out, marked if it speaks against the hop it stands beside."""
    return f"{'against: ' if against else ''}{corpus.sentence(claim)}"


def _hop_record(corpus: Corpus, hop: Hop, questions: Questions) -> dict[str, Any]:
    pieces = list(evidence_of_hop(hop, questions))
    return {
        "subject": hop.subject,
        "object": hop.object,
        "sign": hop.sign.name.lower(),
        "for": [_piece_record(corpus, claim, piece) for claim, piece, no in pieces if not no],
        "against": [_piece_record(corpus, claim, piece) for claim, piece, no in pieces if no],
    }


def _piece_record(corpus: Corpus, claim: Claim, piece: Evidence) -> dict[str, Any]:
    context = corpus.context(piece)
    return {
        "claim": claim.id,
        "text": corpus.sentence(claim),
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "site": claim.site,
        "evidence": piece.id,
        "outcome": piece.outcome.value,
        "basis": piece.basis.value,
        "certainty": piece.certainty.value,
        "species": list(context.species),
        "sex": list(context.sex),
        "stage": list(context.stage),
        "model": list(context.model),
        "dose": list(context.dose),
        "study": piece.study,
        "source": piece.source,
        "lines": str(piece.lines or ""),
        "note": piece.note,
    }


def _markdown(text: str) -> str:
    """Keep a text from being taken for a table, a link, markup or emphasis."""
    return MARKUP.sub(r"\\\g<0>", text)
