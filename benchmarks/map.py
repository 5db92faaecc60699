"""How long the map takes to be drawn and to be searched in a browser, beside stock pyvis pages.

Run it from a checkout, in the environment of `make test`, where Chromium is found::

    python benchmarks/map.py
    python benchmarks/map.py --rounds 5 --sizes 500 2000

It prints Markdown. Each page is opened in turn, round by round, in one go with those it is
compared with, so that a slow or busy machine slows all. A ratio is the median of the ratios of
all rounds. One round before the first is not counted. A page that is not drawn within a minute
is not opened again.

Notes
-----
The graphs are made from the curated one: its terms and claims are repeated under other names,
and the copies are joined to each other, with about two claims per term. Three pages show each:
ours, with the limit on its size lifted; what `pyvis` writes by default, which lets physics
arrange the nodes in the browser; and the same with physics off and our coordinates. Stock pages
hold their libraries too, and what they still ask of the network is refused at once.

The first draw is the time from opening the file to the end of the first frame in which anything
is painted on a canvas. A search result is the time from asking for a term by its name until it
is picked out in a new frame: by the search of our page, by what the menu of a stock page runs.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import Error, sync_playwright
from pyvis.network import Network

from kg.location import find_data
from kg.tables import read_corpus
from kg.views.map import choose_part, draw_map
from kg.views.map.page import to_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

    from kg.model import Claim, Corpus
    from kg.views.map import Drawing

ROOT = Path(__file__).resolve().parent.parent
SIZES = (500, 2_000, 5_000)
ROUNDS = 3
PATIENCE = 60.0
"""Seconds after which a page counts as not drawn."""
DRAW_BUDGET = 1.0
BUDGETED = 500
"""A page of so many terms should be drawn within so many seconds."""
OURS, PHYSICS, PLACED = "ours", "stock pyvis, physics", "stock pyvis, our coordinates"
WINDOW = {"width": 1600, "height": 1000}

WATCH = """
window.painted = 0;
window.firstDrawn = null;
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...given) {
  window.painted += 1;
  if (window.painted === 1) {
    requestAnimationFrame(() => setTimeout(() => { window.firstDrawn = performance.now(); }));
  }
  return fill.apply(this, given);
};
window.timed = (ask, isFound) => new Promise((resolve) => {
  const [start, before] = [performance.now(), window.painted];
  ask();
  const look = () => {
    if (isFound() && window.painted > before) resolve(performance.now() - start);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""
SEARCH_OURS = """(name) => timed(
  () => {
    document.getElementById("wanted").value = name;
    document.getElementById("search").requestSubmit();
  },
  () => document.getElementById("panel-heading").textContent === name,
)"""
SEARCH_STOCK = """(name) => timed(
  () => selectNode([name]),
  () => network.getSelectedNodes().includes(name),
)"""


class Times(NamedTuple):
    """Seconds to the first draw and to a search result; None for a page that was not drawn."""

    draw: float | None
    search: float | None


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="terms to draw")
    asked = parser.parse_args()
    sys.path.append(str(ROOT / "tests"))
    from browser import FLAGS, REMEDY, find_browser  # noqa: PLC0415 - found through the path above

    found = find_browser()
    if found is None:
        print(f"Nothing can be measured without a browser: {REMEDY}", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        report_head(browser, asked.rounds)
        for size in asked.sizes:
            drawing = draw(size)
            pages = write_pages(drawing, Path(folder))
            name = drawing.terms[len(drawing.terms) // 2].label
            report(size, drawing, measured(browser, pages, name, rounds=asked.rounds))
        browser.close()
    return 0


def report_head(browser: Browser, rounds: int) -> None:
    """Print when and with what it was measured, and the head of the table."""
    print("# Drawing and searching the map in a browser\n")
    print(f"{datetime.now(UTC):%Y-%m-%d}, {rounds} rounds after one that is not counted; ", end="")
    print(f"Chromium {browser.version}, Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in ("pyvis", "hormone-bone-kg")))
    print(f"on {platform.platform()} with {os.cpu_count()} processors.\n")
    columns = "terms", "lines", "page", "first draw, s", "× ours", "search, s", "× ours", "budget"
    print(f"| {' | '.join(columns)} |")
    print(f"|{' --- |' * len(columns)}", flush=True)


def report(size: int, drawing: Drawing, spent: dict[str, list[Times]]) -> None:
    """Print one line per page of a graph."""
    for name, times in spent.items():
        draws, searches = [each.draw for each in times], [each.search for each in times]
        judged = ""
        if name == OURS and size == BUDGETED:
            met = None not in draws and median(filter(None, draws)) <= DRAW_BUDGET
            judged = f"≤ {DRAW_BUDGET:g} s: {'met' if met else '**missed**'}"
        cells = (
            f"{len(drawing.layout.boxes):,}",
            f"{len(drawing.lines):,}",
            name,
            seconds(draws),
            ratio(draws, [each.draw for each in spent[OURS]]),
            seconds(searches),
            ratio(searches, [each.search for each in spent[OURS]]),
            judged,
        )
        print(f"| {' | '.join(cells)} |", flush=True)


def seconds(times: Sequence[float | None]) -> str:
    """Write the median with the range, or that the page was not drawn."""
    if None in times:
        return f"> {PATIENCE:g}"
    known = [each for each in times if each is not None]
    return f"{median(known):.2f} ({min(known):.2f}–{max(known):.2f})"


def ratio(times: Sequence[float | None], others: Sequence[float | None]) -> str:
    """Write the median over rounds of how many times as long one page takes as another."""
    pairs = [(one or PATIENCE, other or PATIENCE) for one, other in zip(times, others, strict=True)]
    least = "> " if None in times else ""
    return f"{least}{median(one / other for one, other in pairs):.1f}"


def measured(
    browser: Browser, pages: dict[str, Path], name: str, *, rounds: int
) -> dict[str, list[Times]]:
    """Open each page once per round, in turn; the round before the first is left out."""
    spent: dict[str, list[Times]] = {page: [] for page in pages}
    for _ in range(rounds + 1):
        for page, file in pages.items():
            given_up = spent[page] and spent[page][-1].draw is None
            spent[page].append(Times(None, None) if given_up else timed(browser, file, name))
    return {page: times[1:] for page, times in spent.items()}


def timed(browser: Browser, file: Path, name: str) -> Times:
    """Open a page, and ask it for a term once it is drawn."""
    # Without its policy, a page lets the driver wait for what it says.
    tab = browser.new_page(viewport=WINDOW, reduced_motion="reduce", bypass_csp=True)
    tab.set_default_timeout(PATIENCE * 1000)
    tab.route("http*://**", lambda route: route.abort())
    tab.add_init_script(WATCH)
    try:
        tab.goto(file.as_uri(), wait_until="commit")
        tab.wait_for_function("window.firstDrawn !== null")
        draw = tab.evaluate("window.firstDrawn") / 1000
        search = SEARCH_OURS if file.name.startswith(OURS) else SEARCH_STOCK
        return Times(draw, tab.evaluate(search, name) / 1000)
    except Error as error:
        if "Timeout" not in error.message:
            raise
        return Times(None, None)
    finally:
        tab.close()


def write_pages(drawing: Drawing, folder: Path) -> dict[str, Path]:
    """Write the three pages of a drawing; stock pages call a term by its label."""
    texts = {
        OURS: to_html(drawing),
        PHYSICS: stock_page(drawing, placed=False),
        PLACED: stock_page(drawing, placed=True),
    }
    files = {}
    for name, text in texts.items():
        files[name] = folder / f"{name}.html"
        files[name].write_text(text, encoding="utf-8")
    return files


def stock_page(drawing: Drawing, *, placed: bool) -> str:
    """Write what pyvis makes of a graph, with its menu and its highlighting of neighbours."""
    network = Network(
        height="900px",
        directed=True,
        cdn_resources="in_line",
        select_menu=True,
        neighborhood_highlight=True,
    )
    labels = {term.key: term.label for term in drawing.terms}
    for box in drawing.layout.boxes:
        label = labels[box.id]
        place = {"x": box.x, "y": box.y} if placed else {}
        network.add_node(label, label=label, title=label, **place)
    for line in drawing.lines:
        network.add_edge(labels[line.start], labels[line.end], title=line.kind.value)
    if placed:
        network.toggle_physics(status=False)
    return str(network.generate_html())


def draw(size: int) -> Drawing:
    """Draw a graph of so many terms, however many a page would else take."""
    corpus = grown(read_corpus(find_data()), size)
    return draw_map(corpus, title=f"{size} terms", part=choose_part(corpus, most=size))


def grown(corpus: Corpus, size: int) -> Corpus:
    """Make a corpus of so many terms, and about twice as many claims, from copies of another."""
    claims = list(corpus.claims.values())
    used = sorted({term for claim in claims for term in (claim.subject, claim.object)})
    copies = -(-size // len(used))
    names = [(term, copy) for copy in range(copies) for term in used][:size]
    terms = {
        f"{term}.{copy}": replace(
            corpus.terms[term], id=f"{term}.{copy}", label=f"{corpus.terms[term].label} {copy + 1}"
        )
        for term, copy in names
    }
    made: dict[str, Claim] = {}
    for number, (turn, claim) in enumerate(product(range(copies), claims)):
        wanted = f"{claim.subject}.{turn}", f"{claim.object}.{(turn + number) % copies}"
        # The last copy is not complete: what it lacks is taken from the first.
        subject, object_ = (
            each if each in terms else f"{each.rpartition('.')[0]}.0" for each in wanted
        )
        if {subject, object_} & set(wanted):
            key = f"{claim.id}.{turn}"
            pieces = tuple(replace(each, id=f"{each.id}.{turn}") for each in claim.evidence)
            made[key] = replace(
                claim, id=key, subject=subject, object=object_, site="", evidence=pieces
            )
    return replace(corpus, terms=terms, claims=made, structure=())


if __name__ == "__main__":
    sys.exit(main())
