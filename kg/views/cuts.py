"""Minimal cuts as text, Markdown, records and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Questions, Sign
from kg.views.evidence import wrapped
from kg.views.forms import markdown_text, to_markdown
from kg.views.hops import chain, hop_record
from kg.views.paths import ends_words
from kg.views.steps import STEP_COLUMNS, counted, step_cells, step_words, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Corpus
    from kg.paths import Hop
    from kg.reasoning.blocks import Block
    from kg.reasoning.cuts import Cut, Cuts
    from kg.views.forms import Table

__all__ = ["CutsView"]

COLUMNS = ("cut", "term", "moved", "what", "of", *STEP_COLUMNS)
BLANK = ("",) * 6
LISTED = 5
"""Things of one kind that a person is shown at most; how many more there are is said."""
MOVED = {Sign.UP: "raised", Sign.DOWN: "lowered", Sign.UNKNOWN: "moved"}
EFFECTS = {Sign.UP: "raises", Sign.DOWN: "lowers", Sign.UNKNOWN: "acts on"}
COUNTERED = {Sign.UP: "lowered", Sign.DOWN: "raised", Sign.UNKNOWN: "lowered"}


class CutsView:
    """What severs the paths that answer one query; see `kg.views.forms.View`.

    Parameters
    ----------
    corpus : Corpus
        In which it was found.
    cuts : Cuts
        What the search found.
    """

    name = "cuts"

    def __init__(self, corpus: Corpus, cuts: Cuts) -> None:
        self._corpus = corpus
        self._cuts = cuts
        self._questions = Questions(corpus)

    def summary(self) -> str:
        """Say in one line how many terms cut how many paths, and whether these are all cuts."""
        cuts = self._cuts
        ends = ends_words(self._corpus, cuts.query)
        if not cuts.count and cuts.counted and not cuts.exhausted:
            nothing = "no path has another term between its ends" if cuts.direct else "no path"
            return f"{ends}: {nothing}, so that there is nothing to cut"
        if not cuts.found:
            least = f"; a cut takes {cuts.least} or more terms" if cuts.least else ""
            return f"{ends}: the search stopped at its limit before it found a cut{least}"
        most = f"{cuts.count}" if cuts.counted else f"{cuts.count} or more"
        run = "path runs" if most == "1" else "paths run"
        size, sets = len(cuts.found[0].blocks), len(cuts.found)
        does = "1 set does it" if sets == 1 else f"{sets} sets do it"
        said = (
            f"{ends}: {most} {run} through other terms in up to {cuts.query.longest} hops; to cut "
            f"all takes a block of {counted(size, 'term')}, and {does}"
        )
        if cuts.exhausted:
            return f"{said}; the search stopped at its limit, there may be more"
        return f"{said}; there are more" if cuts.more else said

    def outline(self) -> str:
        """Write cuts for a terminal: what to block, by what, and what else that would do."""
        blocks = ["\n".join([*wrapped("", self.summary()), *self._direct_lines()])]
        for number, cut in enumerate(self._cuts.found, start=1):
            listed = self._listed(cut.terms)
            lines = wrapped(f"{number}. ", f"block what passes through {listed}")
            for block in cut.blocks:
                lines += ["", *wrapped("   • ", self._term_words(block))]
                for lead, things in self._facts(block):
                    lines += wrapped("     ", f"{lead}:" if things else lead)
                    lines += [line for thing in things for line in wrapped("       ", thing)]
            lines += ["", *wrapped("   ", self._lost_words(cut))]
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + "\n"

    def head(self) -> dict[str, Any]:
        """Give the ends, how many paths are cut, those that cannot be, and if all cuts are here."""
        cuts = self._cuts
        return {
            "sources": list(cuts.query.sources),
            "targets": list(cuts.query.targets),
            "paths": cuts.count,
            "all_paths": cuts.counted,
            "direct": [list(path.terms) for path in cuts.direct],
            "least": cuts.least,
            "complete": cuts.complete,
        }

    def records(self) -> list[dict[str, Any]]:
        """Give cuts as plain records for JSON, one per cut, in rank order."""
        return [
            {
                "rank": number,
                "terms": list(cut.terms),
                "blocks": [self._block_record(block) for block in cut.blocks],
                "lost": list(cut.lost),
            }
            for number, cut in enumerate(self._cuts.found, start=1)
        ]

    def rows(self) -> Table:
        """Give one row per term to block or lost with it, and per claim on what a block means."""
        rows: list[tuple[str, ...]] = []
        for number, cut in enumerate(self._cuts.found, start=1):
            for block in cut.blocks:
                lead = (str(number), block.term, MOVED[block.moved])
                rows.append((*lead, "block", *BLANK))
                rows += [(*lead, *cells) for cells in _block_rows(block)]
            rows += [(str(number), term, "", "lost", *BLANK) for term in cut.lost]
        return COLUMNS, rows

    def table(self) -> Table:
        """Give one row per term to block as a person reads it."""
        rows: list[tuple[str, ...]] = []
        for number, cut in enumerate(self._cuts.found, start=1):
            lead = str(number)
            for block in cut.blocks:
                facts = [
                    ": ".join(filter(None, (kind, "; ".join(things))))
                    for kind, things in self._facts(block)
                ]
                term = f"{self._corpus.label(block.term)} ({MOVED[block.moved]})"
                rows.append((lead, term, ". ".join(facts)))
                lead = ""
            rows.append(("", "", self._lost_words(cut)))
        return ("cut", "block", "what is known"), rows

    def markdown(self) -> str:
        """Write cuts as a Markdown table, under the paths that cannot be cut."""
        direct = " ".join(filter(None, self._direct_lines()))
        text = to_markdown(self.summary(), self.table())
        return f"{text}\n{markdown_text(direct)}\n" if direct else text

    def _direct_lines(self) -> list[str]:
        """Say which paths cannot be cut, and why."""
        direct = self._cuts.direct
        if not direct:
            return []
        chains = "; ".join(chain(self._corpus, path) for path in direct)
        which = "a path" if len(direct) == 1 else f"{len(direct)} paths"
        said = f"{which} with no other term between the ends, out of reach of any block"
        return ["", *wrapped("", f"Not cut: {said}: {chains}")]

    def _term_words(self, block: Block) -> str:
        source = ends_words(self._corpus, self._cuts.query).partition(" → ")[0]
        term = self._corpus.label(block.term)
        if block.moved is Sign.UNKNOWN:
            return f"{term} (moved by {source}; which way differs between paths, or is not said)"
        return f"{term} ({MOVED[block.moved]} by {source})"

    def _facts(self, block: Block) -> Iterator[tuple[str, list[str]]]:
        """List what is known of a block, kind by kind, or that nothing is known to counter it."""
        countered = COUNTERED[block.moved]
        if block.drugs:
            yield f"{countered} by drugs", self._hops(block.drugs)
        if block.through:
            drugs = [each.drug for each in block.through]
            yield "countered by drugs at its receptor alone", self._hops(drugs)
        if block.others:
            yield f"{countered} by", self._hops(block.others)
        if not (block.drugs or block.through or block.others):
            yield f"nothing known counters that: no claim says by what it is {countered}", []
        for knockout in block.knockouts:
            claims = [step_words(self._corpus, claim) for claim in knockout.claims]
            yield f"loss of its function, studied in {knockout.model}", _short(claims)
        if block.effects:
            yield "beside these paths it", list(self._effects(block.effects))

    def _hops(self, hops: Sequence[Hop]) -> list[str]:
        """Read out what counters a term by its first claim, and say how well that is supported."""
        return _short(
            [
                f"{step_words(self._corpus, steps_of(hop)[0])}, {hop.strength.tier.word}"
                for hop in hops
            ]
        )

    def _effects(self, hops: Sequence[Hop]) -> Iterator[str]:
        """Say what a term does beside the paths, in one line for each direction."""
        for sign, verb in EFFECTS.items():
            ends = [self._corpus.label(hop.object) for hop in hops if hop.sign is sign]
            if ends:
                yield f"{verb} {', '.join(_short(ends))}"

    def _lost_words(self, cut: Cut) -> str:
        source = ends_words(self._corpus, self._cuts.query).partition(" → ")[0]
        if not cut.lost:
            return f"Nothing else would be out of reach of {source}."
        lost = ", ".join(_short(list(map(self._corpus.label, cut.lost)), most=2 * LISTED))
        return f"Also out of reach of {source} then: {lost}."

    def _listed(self, terms: Sequence[str]) -> str:
        *first, last = map(self._corpus.label, terms)
        return f"{', '.join(first)} and {last}" if first else last

    def _block_record(self, block: Block) -> dict[str, Any]:
        return {
            "term": block.term,
            "moved": block.moved.name.lower(),
            "drugs": self._hop_records(block.drugs),
            "others": self._hop_records(block.others),
            "through": [
                {"receptor": receptor, "drug": drug}
                for each in block.through
                for receptor, drug in [self._hop_records((each.receptor, each.drug))]
            ],
            "knockouts": [
                {"model": each.model, "claims": [claim.id for claim in each.claims]}
                for each in block.knockouts
            ],
            "effects": self._hop_records(block.effects),
        }

    def _hop_records(self, hops: Iterable[Hop]) -> list[dict[str, Any]]:
        return [hop_record(self._corpus, hop, self._questions) for hop in hops]


def _block_rows(block: Block) -> Iterator[tuple[str, ...]]:
    kinds = (
        ("drug", "", block.drugs),
        ("other", "", block.others),
        *(("at receptor", each.receptor.object, (each.drug,)) for each in block.through),
        ("effect", "", block.effects),
    )
    for kind, of, hops in kinds:
        for hop in hops:
            yield from ((kind, of, *step_cells(step)) for step in steps_of(hop))
    for knockout in block.knockouts:
        yield from (("knockout", knockout.model, *step_cells(claim)) for claim in knockout.claims)


def _short(things: list[str], *, most: int = LISTED) -> list[str]:
    """Keep the first of many, and say how many more there are."""
    more = len(things) - most
    return [*things[:most], f"and {more} more"] if more > 1 else things
