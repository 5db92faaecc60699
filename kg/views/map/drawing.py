"""From records to a drawing: which boxes, which lines between them, and what they mean.

It knows what is drawn and where; how a page or a picture draws it is left to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Sign
from kg.views.map.book import Book, Bundle, Span
from kg.views.map.chosen import choose_part, counted
from kg.views.map.details import Kind, kind_of
from kg.views.map.lanes import LANES
from kg.views.map.layout import lay_lanes, lay_layers, layers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Claim, Corpus
    from kg.paths import Hop, Path
    from kg.views.forms import Table
    from kg.views.map.book import Line, Trail
    from kg.views.map.chosen import Part
    from kg.views.map.details import ClaimText, TermText
    from kg.views.map.layout import Layout
    from kg.views.map.links import LinkText
    from kg.views.map.walk import Walk

__all__ = ["Drawing", "draw_map", "draw_paths"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a page shows; `lanes` gives the lane of each box by its key.

    `notice` says what was left out that was asked for, and is empty if nothing was.
    """

    title: str
    summary: str
    layout: Layout
    lanes: Mapping[str, int]
    lines: tuple[Line, ...]
    terms: tuple[TermText, ...]
    claims: tuple[ClaimText, ...]
    links: tuple[LinkText, ...]
    walk: Walk
    trails: tuple[Trail, ...] = ()
    notice: str = ""

    def table(self) -> Table:
        """Give what is drawn as rows for a person, one per claim and per link."""
        columns = ("subject", "relation", "object", "site", "strength", "evidence", "against")
        rows: list[tuple[str, ...]] = [
            (
                claim.subject, claim.relation, claim.object, claim.site,
                f"{claim.tier}, {claim.value:g}", str(len(claim.evidence)),
                str(len(claim.against)),
            )
            for claim in self.claims
        ]  # fmt: skip
        rows += [
            (link.subject, link.relation, link.object, "", link.level, "", "")
            for link in self.links
        ]
        return columns, rows


def draw_map(corpus: Corpus, *, title: str, part: Part | None = None) -> Drawing:
    """Draw the claims of a corpus, in lanes from cause to bone.

    Parameters
    ----------
    corpus : Corpus
        Not modified.
    title : str
        The heading of the page.
    part : Part, optional
        The claims that are drawn; all that fit if not given.

    Returns
    -------
    Drawing
        With a box for each term that is an end of a claim.
    """
    part = part or choose_part(corpus)
    bundles: dict[Span, Bundle] = {}
    for claim in part.claims:
        span = _span_of(corpus, claim)
        bundles[span] = Bundle((*bundles.get(span, Bundle()).claims, claim))
    book = Book(corpus, bundles, {end for span in bundles for end in span.ends})
    headings = [heading for heading, _ in LANES]
    layout = lay_lanes(book.boxes(), book.lanes, book.joins, headings)
    drawn = f"{counted(len(layout.boxes), 'term')} and {counted(len(part.claims), 'claim')}"
    words = f" {part.words}," if part.words else ""
    summary = f"Map of {drawn},{words} from causes on the left to bone on the right."
    return Drawing(
        title,
        summary,
        layout,
        book.lanes,
        book.lines(layout),
        *book.texts(),
        book.walk(),
        notice=part.notice,
    )


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
        Each box as many layers from the left as the longest way to it has hops. What a hop
        owes to claims and what to links are two lines.

    Raises
    ------
    LimitError
        If there are more boxes than a browser can draw.
    """
    bundles: dict[Span, Bundle] = {}
    for path in found:
        for hop in path.hops:
            for span, bundle in _spans_of_hop(hop):
                bundles[span] = bundles.get(span, bundle).joined(bundle)
    layers = layers_of(span.ends for span in bundles)
    if not layers:
        layers = {term: at for at, term in enumerate(ends)}
    book = Book(corpus, bundles, set(layers))
    book.check_size()
    keyed = {book.terms[term]: layer for term, layer in layers.items()}
    layout = lay_layers(book.boxes(), keyed, book.joins)
    lines = book.lines(layout)
    return Drawing(
        title,
        words,
        layout,
        book.lanes,
        lines,
        *book.texts(),
        book.walk(),
        trails=tuple(
            book.trail(path, [span for hop in path.hops for span, _ in _spans_of_hop(hop)])
            for path in found
        ),
    )


def _span_of(corpus: Corpus, claim: Claim) -> Span:
    both = corpus.predicate(claim).symmetric
    start, end = claim.subject, claim.object
    if both:
        start, end = sorted((start, end))
    return Span(start, end, kind_of(corpus, claim), both)


def _spans_of_hop(hop: Hop) -> Iterator[tuple[Span, Bundle]]:
    """Give the lines of a hop, with its sign, which may be that of its claims turned."""
    kind = {Sign.UP: Kind.PLUS, Sign.DOWN: Kind.MINUS}.get(hop.sign, Kind.UNSIGNED)
    if hop.claims:
        yield Span(hop.subject, hop.object, kind), Bundle(hop.claims, strength=hop.strength)
    if hop.links:
        linked = Span(hop.subject, hop.object, kind, linked=True)
        yield linked, Bundle(links=hop.links, strength=hop.strength)
