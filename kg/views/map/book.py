"""What one drawing shows, under keys of its own: boxes, lines, trails and their texts.

No text of a table is ever used as a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import LimitError
from kg.model import Questions
from kg.strength import judge_claim
from kg.views.hops import read_out
from kg.views.map.chosen import MOST_BOXES
from kg.views.map.curves import Router
from kg.views.map.details import describe_claim, describe_terms
from kg.views.map.labels import box_size, wrapped
from kg.views.map.lanes import lane_of
from kg.views.map.layout import Box
from kg.views.map.links import describe_link
from kg.views.map.marks import LINK
from kg.views.map.walk import walk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Claim, Corpus
    from kg.paths import Link, Path
    from kg.strength import Strength
    from kg.views.map.curves import Curve
    from kg.views.map.details import ClaimText, Kind, TermText
    from kg.views.map.layout import Layout
    from kg.views.map.links import LinkText
    from kg.views.map.walk import Walk

__all__ = ["Book", "Bundle", "Line", "Span", "Trail"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one box to another, for all claims of one direction, or all links.

    `tier` and `value` are those of its best claim, or of the hop on a path. `both` says that
    its claims hold in either direction, `contested` that there is evidence against one of them.
    A line with `links` stands for steps that are no claim, and has no claims; its tier is
    `link`.
    """

    key: str
    start: str
    end: str
    kind: Kind
    both: bool
    curve: Curve
    tier: str
    value: float
    contested: bool
    claims: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """One path that was found, with the keys of its boxes and lines in order.

    The last box of a loop is its first. `reading` reads it out in a paragraph.
    """

    words: str
    sign: str
    tier: str
    value: float
    reading: str
    boxes: tuple[str, ...]
    lines: tuple[str, ...]


class Span(NamedTuple):
    """What claims or links have in common that share a line."""

    start: str
    end: str
    kind: Kind
    both: bool = False
    linked: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The two terms that the line joins."""
        return self.start, self.end


class Bundle(NamedTuple):
    """What shares a line: claims or links, and the strength of the hop if it is one."""

    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    strength: Strength | None = None

    def joined(self, other: Bundle) -> Bundle:
        """Add what another hop between the same terms rests on; the stronger one counts."""
        strengths = [each for each in (self.strength, other.strength) if each]
        return Bundle(
            tuple({claim.id: claim for claim in (*self.claims, *other.claims)}.values()),
            tuple({link.id: link for link in (*self.links, *other.links)}.values()),
            min(strengths, key=lambda each: (each.tier, -each.value), default=None),
        )


class Book:
    """The terms, claims and links of one drawing, under its own keys.

    Terms are n0, n1 and so on, claims c0, links l0 and lines e0.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    bundles : mapping of Span to Bundle
        What is drawn as lines, in their order.
    drawn : iterable of str
        The terms that have a box.
    """

    def __init__(
        self, corpus: Corpus, bundles: Mapping[Span, Bundle], drawn: Iterable[str]
    ) -> None:
        self._corpus = corpus
        self._bundles = bundles
        self._drawn = sorted(drawn)
        self._questions = Questions(corpus)
        shown = {claim.id for bundle in bundles.values() for claim in bundle.claims}
        self._claims = [claim for key, claim in corpus.claims.items() if key in shown]
        self._links = {link.id: link for bundle in bundles.values() for link in bundle.links}
        self._claim_keys = {claim.id: f"c{at}" for at, claim in enumerate(self._claims)}
        self._link_keys = {link: f"l{at}" for at, link in enumerate(self._links)}
        self._line_keys = {span: f"e{at}" for at, span in enumerate(bundles)}
        named = {end for claim in self._claims for end in (claim.subject, claim.object)}
        named |= {end for link in self._links.values() for end in (link.subject, link.object)}
        sites = {claim.site for claim in self._claims if claim.site}
        self.terms = {
            term: f"n{at}" for at, term in enumerate(sorted(named | sites | set(self._drawn)))
        }
        self.lanes = {self.terms[term]: lane_of(corpus, term) for term in self._drawn}

    @property
    def joins(self) -> list[tuple[str, str]]:
        """The pairs of boxes that lines join; a box joined to itself is left out."""
        return [
            (self.terms[span.start], self.terms[span.end])
            for span in self._bundles
            if span.start != span.end
        ]

    def check_size(self) -> None:
        """Refuse more boxes than a browser can draw.

        Raises
        ------
        LimitError
            If there are; it says what to ask instead.
        """
        if len(self._drawn) > MOST_BOXES:
            raise LimitError(
                f"{len(self._drawn):,} terms are too many to draw: ask for fewer paths with -k, "
                "or take them to another program as 'json' or 'tsv'"
            )

    def boxes(self) -> list[Box]:
        """Measure the box of each term that is drawn."""
        boxes = []
        for term in self._drawn:
            words = wrapped(self._corpus.label(term))
            boxes.append(Box(self.terms[term], words, *box_size(words)))
        return boxes

    def lines(self, layout: Layout) -> tuple[Line, ...]:
        """Draw the lines between boxes that stand where they are, in the order of the spans."""
        router = Router(layout.boxes, len(self._bundles))
        lines = []
        for span, bundle in self._bundles.items():
            start, end = self.terms[span.start], self.terms[span.end]
            curve = router.route(start, end, bow=layout.bows.get((start, end), 0))
            lines.append(
                Line(
                    self._line_keys[span],
                    start,
                    end,
                    span.kind,
                    span.both,
                    curve,
                    *self._standing(bundle),
                    tuple(self._claim_keys[claim.id] for claim in bundle.claims),
                    tuple(self._link_keys[link.id] for link in bundle.links),
                )
            )
        return tuple(lines)

    def _standing(self, bundle: Bundle) -> tuple[str, float, bool]:
        """Give the tier and value of what shares a line, and whether it is spoken against."""
        judged = [
            judge_claim(self._corpus, claim, questions=self._questions) for claim in bundle.claims
        ]
        best = bundle.strength or min(judged, key=lambda each: (each.tier, -each.value))
        contested = any(self._questions.against(claim) for claim in bundle.claims)
        return LINK if bundle.links else best.tier.word, best.value, contested

    def trail(self, path: Path, spans: Iterable[Span]) -> Trail:
        """Note the boxes and lines of a path; `spans` are those of its hops, in order."""
        return Trail(
            " → ".join(map(self._corpus.label, path.terms)),
            path.sign.symbol,
            path.tier.word,
            path.value,
            read_out(self._corpus, path, self._questions),
            tuple(self.terms[term] for term in path.terms),
            tuple(self._line_keys[span] for span in spans),
        )

    def texts(self) -> tuple[tuple[TermText, ...], tuple[ClaimText, ...], tuple[LinkText, ...]]:
        """Put all terms, claims and links into words; terms that are only a site as well."""
        claims = tuple(
            describe_claim(
                self._corpus,
                claim,
                self._claim_keys[claim.id],
                term_keys=self.terms,
                questions=self._questions,
            )
            for claim in self._claims
        )
        links = tuple(
            describe_link(
                self._corpus,
                link,
                self._link_keys[link.id],
                ends=(self.terms[link.subject], self.terms[link.object]),
            )
            for link in self._links.values()
        )
        sites = [self.terms[claim.site] if claim.site else "" for claim in self._claims]
        return describe_terms(self._corpus, self.terms, claims, sites), claims, links

    def walk(self) -> Walk:
        """Give what the path finder of the page walks on."""
        return walk_of(self._corpus, term_keys=self.terms, claim_keys=self._claim_keys)
