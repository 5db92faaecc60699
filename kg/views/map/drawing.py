"""From records to a drawing: which boxes, which lines between them, and what they mean.

It knows what is drawn and where; how a page draws it is left to the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import LimitError
from kg.model import Questions, Sign
from kg.views.map.details import (
    ClaimText,
    Kind,
    Strength,
    TermText,
    describe_claim,
    describe_terms,
    kind_of,
    strength_of,
)
from kg.views.map.labels import box_size, wrapped
from kg.views.map.layout import Box, Layout, lay_lanes, lay_layers, layers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Claim, Corpus
    from kg.paths import Hop, Path

__all__ = ["LANES", "Drawing", "Line", "Trail", "draw_map", "draw_paths", "lane_of"]

MOST_BOXES = 2000
"""Above this a browser no longer draws fast enough to be of use."""

LANES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Exposures, models, drugs", ("InterventionOrExposure", "Drug", "DrugClass")),
    ("Hormones and other messengers", ("Substance",)),
    ("Receptors, transporters, enzymes", ("Receptor", "Transporter", "Enzyme")),
    ("Signals and other gene products", ("GeneProduct",)),
    ("Cells and tissues", ("CellOrAnatomy",)),
    ("Processes, pathways, behaviour", ("ProcessOrBehavior",)),
    ("Conditions and bone measures", ("ConditionOrMeasure",)),
)
"""Lanes from cause to bone; a term stands in the first that has its type or one above it."""

BEST_FIRST = (Strength.ASSERTED, Strength.SUGGESTED, Strength.WEAK)
PROCESSES = 5
"""The lane of terms whose type fits none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one box to another, for all claims of one direction, at their best.

    `turn` counts the lines between the same two boxes; `both` says that its claims hold in
    either direction, `contested` that there is evidence against one of them.
    """

    key: str
    start: str
    end: str
    kind: Kind
    strength: Strength
    both: bool
    contested: bool
    turn: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """One path that was found, with the keys of its boxes and lines in order."""

    words: str
    sign: str
    boxes: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a page shows; `lanes` gives the lane of each box by its key."""

    title: str
    summary: str
    layout: Layout
    lanes: Mapping[str, int]
    lines: tuple[Line, ...]
    terms: tuple[TermText, ...]
    claims: tuple[ClaimText, ...]
    trails: tuple[Trail, ...] = ()


class _Span(NamedTuple):
    """What claims have in common that share a line."""

    start: str
    end: str
    kind: Kind
    both: bool = False


class _Bundle(NamedTuple):
    """The claims that share a line, and how sure the best of them is."""

    strength: Strength
    claims: tuple[Claim, ...]


def lane_of(corpus: Corpus, term: str) -> int:
    """Give the lane of a term; one whose type fits none stands with the processes."""
    type_ = corpus.terms[term].type
    fitting = (at for at, (_, types) in enumerate(LANES) if corpus.ontology.is_any(type_, types))
    return next(fitting, PROCESSES)


def draw_map(corpus: Corpus, *, title: str) -> Drawing:
    """Draw every claim of a corpus, in lanes from cause to bone.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    title : str
        The heading of the page.

    Returns
    -------
    Drawing
        With a box for each term that is an end of a claim.

    Raises
    ------
    LimitError
        If there are more boxes than a browser can draw.
    """
    spans: dict[_Span, _Bundle] = {}
    for claim in corpus.claims.values():
        span, strength = _span_of(corpus, claim), strength_of(claim)
        before = spans.get(span, _Bundle(strength, ()))
        best = min(before.strength, strength, key=BEST_FIRST.index)
        spans[span] = _Bundle(best, (*before.claims, claim))
    book = _Book(corpus, spans, {end for span in spans for end in (span.start, span.end)})
    headings = [heading for heading, _ in LANES]
    layout = lay_lanes(book.boxes(), book.lanes, book.links, headings)
    summary = (
        f"Map of {_count(len(layout.boxes), 'term')} and {_count(len(book.claims), 'claim')}, "
        "from causes on the left to bone on the right."
    )
    return Drawing(title, summary, layout, book.lanes, book.lines, *book.texts())


def draw_paths(
    corpus: Corpus, found: Sequence[Path], *, title: str, words: str, ends: Sequence[str] = ()
) -> Drawing:
    """Draw the terms and hops of paths, from their source on the left to their target.

    Parameters
    ----------
    corpus : Corpus
        The one in which the paths were found; not modified.
    found : sequence of Path
        May be empty.
    title, words : str
        The heading of the page, and what it says below.
    ends : sequence of str
        Terms that are drawn if there is no path.

    Returns
    -------
    Drawing
        Each box as many layers from the left as the longest way to it has hops.

    Raises
    ------
    LimitError
        If there are more boxes than a browser can draw.
    """
    spans = {
        _span_of_hop(hop): _Bundle(
            min(map(strength_of, hop.claims), key=BEST_FIRST.index, default=Strength.WEAK),
            hop.claims,
        )
        for path in found
        for hop in path.hops
    }
    layers = layers_of((span.start, span.end) for span in spans)
    if not layers:
        layers = {term: at for at, term in enumerate(ends)}
    book = _Book(corpus, spans, set(layers))
    keyed = {book.terms[term]: layer for term, layer in layers.items()}
    layout = lay_layers(book.boxes(), keyed, book.links)
    trails = tuple(book.trail(path) for path in found)
    return Drawing(title, words, layout, book.lanes, book.lines, *book.texts(), trails)


def _span_of(corpus: Corpus, claim: Claim) -> _Span:
    both = corpus.predicate(claim).symmetric
    start, end = claim.subject, claim.object
    if both:
        start, end = sorted((start, end))
    return _Span(start, end, kind_of(corpus, claim), both)


def _span_of_hop(hop: Hop) -> _Span:
    """Take the sign of the hop, which may be that of its claims turned."""
    kind = {Sign.UP: Kind.PLUS, Sign.DOWN: Kind.MINUS}.get(hop.sign, Kind.UNSIGNED)
    return _Span(hop.subject, hop.object, kind)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class _Book:
    """What one page shows, under keys of its own; no text of a table is ever used as one.

    Terms are n0, n1 and so on, claims c0, c1 and lines e0, e1.
    """

    def __init__(
        self, corpus: Corpus, spans: Mapping[_Span, _Bundle], drawn: Iterable[str]
    ) -> None:
        self.corpus = corpus
        self.spans = spans
        self.drawn = sorted(drawn)
        if len(self.drawn) > MOST_BOXES:
            raise LimitError(
                f"{len(self.drawn):,} terms are too many to draw: map a smaller set of tables"
            )
        shown = {claim.id for bundle in spans.values() for claim in bundle.claims}
        self.claims = [claim for key, claim in corpus.claims.items() if key in shown]
        questions = Questions(corpus)
        self.against = {claim.id: questions.against(claim) for claim in self.claims}
        self.claim_keys = {claim.id: f"c{at}" for at, claim in enumerate(self.claims)}
        named = {term for claim in self.claims for term in (claim.subject, claim.object)}
        sites = {claim.site for claim in self.claims if claim.site}
        self.terms = {
            term: f"n{at}" for at, term in enumerate(sorted(named | sites | set(self.drawn)))
        }
        self.lanes = {self.terms[term]: lane_of(corpus, term) for term in self.drawn}
        self.line_of = self._draw_lines()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines in the order of their spans."""
        return tuple(self.line_of.values())

    @property
    def links(self) -> list[tuple[str, str]]:
        """The pairs of boxes that lines join; a box joined to itself is left out."""
        return [(line.start, line.end) for line in self.lines if line.start != line.end]

    def boxes(self) -> list[Box]:
        """Measure the box of each term that is drawn."""
        boxes = []
        for term in self.drawn:
            words = wrapped(self.corpus.label(term))
            boxes.append(Box(self.terms[term], words, *box_size(words)))
        return boxes

    def _draw_lines(self) -> dict[_Span, Line]:
        turns: dict[frozenset[str], int] = {}
        lines = {}
        for at, (span, bundle) in enumerate(self.spans.items()):
            pair = frozenset({span.start, span.end})
            turns[pair] = turns.get(pair, -1) + 1
            lines[span] = Line(
                f"e{at}",
                self.terms[span.start],
                self.terms[span.end],
                span.kind,
                bundle.strength,
                span.both,
                any(self.against[claim.id] for claim in bundle.claims),
                turns[pair],
                tuple(self.claim_keys[claim.id] for claim in bundle.claims),
            )
        return lines

    def trail(self, path: Path) -> Trail:
        """Note the boxes and lines of a path."""
        return Trail(
            " → ".join(map(self.corpus.label, path.terms)),
            path.sign.symbol,
            tuple(self.terms[term] for term in path.terms),
            tuple(self.line_of[_span_of_hop(hop)].key for hop in path.hops),
        )

    def texts(self) -> tuple[tuple[TermText, ...], tuple[ClaimText, ...]]:
        """Put all terms and claims into words; terms that are only a site as well."""
        claims = tuple(
            describe_claim(
                self.corpus,
                claim,
                self.claim_keys[claim.id],
                term_keys=self.terms,
                against=self.against[claim.id],
            )
            for claim in self.claims
        )
        sites = [self.terms[claim.site] if claim.site else "" for claim in self.claims]
        return describe_terms(self.corpus, self.terms, claims, sites), claims
