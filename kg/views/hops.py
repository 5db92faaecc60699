"""The hops of a path: what carries each and what speaks against it, and a path read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import Sign
from kg.reasoning.ladder import ladder_of
from kg.strength import Rung, Tier
from kg.views.evidence import evidence_words, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Claim, Corpus, Evidence, Questions
    from kg.paths import Hop, Link, Path

__all__ = [
    "Said",
    "chain",
    "hop_record",
    "link_words",
    "path_record",
    "piece_record",
    "read_out",
    "said_of_hop",
    "said_of_path",
    "strength_words",
]

SPEAKS = ("for", "beside", "against")
RESTS_ON = {
    Rung.HUMAN_INTERVENTION: "an intervention in people",
    Rung.HUMAN_ASSOCIATION: "an association in people",
    Rung.ANIMAL: "experiments on animals",
    Rung.CELL: "work on cells or tissue",
    Rung.STATEMENT: "statements alone",
    Rung.SPECULATION: "speculation",
}
CITED = 3
"""Places that a sentence cites at most; how many more there are is said."""
EFFECTS = {Sign.UP: "raise", Sign.DOWN: "lower"}
RETURNS = {
    Sign.UP: "so by these steps a change in {} would come back to strengthen itself",
    Sign.DOWN: "so by these steps a change in {} would come back to counter itself",
    Sign.UNKNOWN: "so it is not said whether a change in {} comes back to strengthen or counter it",
}


class Said(NamedTuple):
    """One piece of evidence at a hop: `for` it, `beside` it without a cause, or `against` it."""

    claim: Claim
    piece: Evidence
    speaks: str


def said_of_hop(hop: Hop, questions: Questions) -> Iterator[Said]:
    """Give the evidence of a hop, claim by claim, what stands beside it, what is against it."""
    for claim, evidence in zip(hop.claims, hop.evidence, strict=True):
        for piece in evidence:
            yield Said(claim, piece, "for")
    for claim, piece in hop.beside:
        yield Said(claim, piece, "beside")
    seen = set()
    for claim in hop.claims:
        for other, piece in questions.against(claim):
            if piece.id not in seen:
                seen.add(piece.id)
                yield Said(other, piece, "against")


def said_of_path(path: Path, questions: Questions) -> Iterator[Said]:
    """Give the evidence of all hops of a path, one hop after the other."""
    for hop in path.hops:
        yield from said_of_hop(hop, questions)


def link_words(corpus: Corpus, link: Link) -> str:
    """Read out a step that is no claim, and say where it is from."""
    predicate = corpus.ontology.predicates.get(link.predicate)
    words = predicate.words if predicate else link.predicate.rpartition(":")[2].replace("_", " ")
    from_ = ", ".join(filter(None, (link.origin, *link.publications))) or link.level.replace(
        "_", " "
    )
    said = f"{corpus.label(link.subject)} {words} {corpus.label(link.object)}"
    sign = "" if predicate else f"{link.sign.symbol}; "
    return f"{said} ({sign}{from_}; not a claim of the corpus)"


def chain(corpus: Corpus, path: Path) -> str:
    """Write a path as its terms, with the sign of each hop between them."""
    steps = (f"─{hop.sign.symbol}→ {corpus.label(hop.object)}" for hop in path.hops)
    return " ".join([corpus.label(path.terms[0]), *steps])


def strength_words(path: Path) -> str:
    """Say how strong a path is: the tier of its weakest hop, and the product of all."""
    return f"{path.tier.word} ({number(path.value)})"


def number(value: float) -> str:
    """Write a strength with two digits that count."""
    return "under 0.0001" if value < 0.0001 else f"{value:.2g}"  # noqa: PLR2004 - the last digit


def read_out(corpus: Corpus, path: Path, questions: Questions) -> str:
    """Read a path out in plain English, as one paragraph with its citations."""
    start, end = (corpus.label(path.terms[at]) for at in (0, -1))
    steps = "; that ".join(_step(corpus, hop) for hop in path.hops)
    effect = EFFECTS.get(path.sign)
    net = _net(path.sign, start, end)
    told = "It is said that" if any(not hop.claims for hop in path.hops) else "The sources say that"
    lead = f"{told} {steps}" + ("" if path.length == 1 and effect else f"; {net}")
    parts = [lead, *_standing(corpus, path, questions)]
    against = sum(said.speaks == "against" for said in said_of_path(path, questions))
    if against:
        counted = "1 finding speaks" if against == 1 else f"{against} findings speak"
        parts.append(f"{counted} against it")
    return ". ".join(parts) + "."


def _net(sign: Sign, start: str, end: str) -> str:
    """Say what a path comes to, or a loop, which ends where it starts."""
    if start == end:
        return RETURNS[sign].format(start)
    if sign in EFFECTS:
        return f"so by these steps {start} would {EFFECTS[sign]} {end}"
    return f"so whether {start} raises or lowers {end} is not said"


def _step(corpus: Corpus, hop: Hop) -> str:
    if not hop.claims:
        return link_words(corpus, hop.links[0])
    pieces = [piece for evidence in hop.evidence for piece in evidence]
    best = {part.evidence: at for at, part in enumerate(hop.strength.parts)}
    pieces.sort(key=lambda piece: best.get(piece.id, len(best)))
    first = next(
        claim
        for claim, evidence in zip(hop.claims, hop.evidence, strict=True)
        if pieces[0] in evidence
    )
    return f"{corpus.sentence(first)} ({_cited(place(corpus, piece) for piece in pieces)})"


def _cited(places: Iterable[str]) -> str:
    listed = list(dict.fromkeys(places))
    more = f"; {len(listed) - CITED} more" if len(listed) > CITED else ""
    return "; ".join(listed[:CITED]) + more


def _standing(corpus: Corpus, path: Path, questions: Questions) -> Iterator[str]:
    weakest = max(path.hops, key=lambda hop: (hop.strength.tier, -hop.strength.value))
    where = (
        f"its weakest hop, {_ends(corpus, weakest)}, rests on" if path.length > 1 else "it rests on"
    )
    yield f"The mechanism is {path.tier.word}: {where} {_rung_words(weakest)}"
    yield from _in_whom(corpus, path, questions)
    if not path.coherent:
        outside = sum(not hop.coherent for hop in path.hops)
        seen = f"{path.length - outside} of {path.length} hops"
        yield f"Evidence from the context that is preferred: on {seen}"


def _in_whom(corpus: Corpus, path: Path, questions: Questions) -> Iterator[str]:
    """Say where evidence in people stops, and which hops were tested in one sex alone."""
    ladder = ladder_of(corpus, path, questions=questions)
    until, human = ladder.human_until, sum(step.human for step in ladder.steps)
    if not human:
        yield "No hop has evidence in people"
    elif until < path.length:
        stop = f"Evidence in people stops before {_ends(corpus, path.hops[until])}"
        later = human - until
        yield stop + (
            f"; {later} of the later hops {'have' if later > 1 else 'has'} some" * bool(later)
        )
    elif path.length > 1:
        yield "Every hop has evidence in people"
    for sex in ("female", "male"):
        alone = [
            _ends(corpus, hop)
            for hop, step in zip(path.hops, ladder.steps, strict=True)
            if step.only_sex == sex
        ]
        if alone:
            yield f"Tested in {sex}s only: {'; '.join(alone)}"


def _ends(corpus: Corpus, hop: Hop) -> str:
    return f"{corpus.label(hop.subject)} → {corpus.label(hop.object)}"


def _rung_words(hop: Hop) -> str:
    """Say what a hop rests on at best, what stands beside it, and whether it is contested."""
    carrying = {piece.id for pieces in hop.evidence for piece in pieces}
    rungs = {True: Rung.SPECULATION, False: Rung.SPECULATION}
    for part in hop.strength.parts:
        if not part.opposes:
            carries = part.evidence in carrying
            rungs[carries] = min(rungs[carries], part.rung)
    beside = rungs[False] is Rung.HUMAN_ASSOCIATION
    return "".join(
        (
            RESTS_ON[rungs[True]],
            ", with an association in people beside it" if beside else "",
            ", and is spoken against" if hop.strength.tier is Tier.CONTESTED else "",
        )
    )


def path_record(corpus: Corpus, path: Path, questions: Questions) -> dict[str, Any]:
    """Give a path as a plain record for JSON; `human_until` counts hops from the source on."""
    ladder = ladder_of(corpus, path, questions=questions)
    return {
        "sign": path.sign.name.lower(),
        "tier": path.tier.word,
        "strength": path.value,
        "length": path.length,
        "coherent": path.coherent,
        "human_until": ladder.human_until,
        "terms": list(path.terms),
        "reading": read_out(corpus, path, questions),
        "hops": [
            hop_record(corpus, hop, questions)
            | {"species": list(step.species), "sexes": list(step.sexes)}
            for hop, step in zip(path.hops, ladder.steps, strict=True)
        ],
    }


def hop_record(corpus: Corpus, hop: Hop, questions: Questions) -> dict[str, Any]:
    """Give a hop as a plain record for JSON."""
    pieces = list(said_of_hop(hop, questions))
    return {
        "subject": hop.subject,
        "object": hop.object,
        "sign": hop.sign.name.lower(),
        "tier": hop.strength.tier.word,
        "strength": hop.strength.value,
        "rung": hop.rung.words,
        "coherent": hop.coherent,
        **{
            speaks: [piece_record(corpus, said) for said in pieces if said.speaks == speaks]
            for speaks in SPEAKS
        },
        "links": [
            {
                "id": link.id,
                "subject": link.subject,
                "predicate": link.predicate,
                "object": link.object,
                "level": link.level,
                "origin": link.origin,
                "publications": list(link.publications),
            }
            for link in hop.links
        ],
    }


def piece_record(corpus: Corpus, said: Said) -> dict[str, Any]:
    """Give a piece of evidence with its claim as a plain record for JSON."""
    claim, piece, _ = said
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


def said_words(corpus: Corpus, said: Said) -> tuple[str, str]:
    """Put a piece of evidence beside a hop into two cells: the claim, and the evidence."""
    lead = "" if said.speaks == "for" else f"{said.speaks}: "
    return lead + corpus.sentence(said.claim), evidence_words(corpus, said.piece)
