"""The map in a real Chromium, opened from a file: what it fetches, runs, shows and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from corpora import ROOT, TableFolder, drawn, traced
from hostile import PAYLOADS, hostile

from kg.answers import Mechanisms
from kg.tables import read_corpus
from kg.views.map import render_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDE = {"width": 1600, "height": 1000}
PHONE = {"width": 390, "height": 844}
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
ROUNDING = 5
"""What vis-network adds on each side of a box for its round corners, in pixels."""


class Opened(NamedTuple):
    """A page in a browser, with what it asked for and what it complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]

    def map(self, code: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever a script gives
        return self.page.evaluate(f"(given) => {code}", list(arguments))

    @property
    def heading(self) -> str:
        return self.page.inner_text("#panel-heading")

    def key_of(self, label: str) -> str:
        code = "Object.values(boneMap.data.details.terms).find((t) => t.label === given[0]).key"
        return str(self.map(code, label))

    def click_between(self, *labels: str) -> None:
        """Click where a box stands, or midway between two."""
        spot = self.map(
            "{ const spots = Object.values(boneMap.network.getPositions(given));"
            "  const mean = (axis) =>"
            "    spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length;"
            "  return boneMap.network.canvasToDOM({ x: mean('x'), y: mean('y') }); }",
            *map(self.key_of, labels),
        )
        place = self.page.locator("#canvas").bounding_box()
        assert place is not None
        self.page.mouse.click(place["x"] + spot["x"], place["y"] + spot["y"])


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a document from a file; at the end it must have asked for itself alone."""
    opened: list[Opened] = []

    def show(html: str, size: dict[str, int] = WIDE, **settings: Any) -> Opened:  # noqa: ANN401
        file = tmp_path / "map.html"
        file.write_text(html, encoding="utf-8")
        page = chromium.new_page(viewport=size, reduced_motion="reduce", **settings)
        page.add_init_script(WATCH)
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        opened.append(Opened(page, requests, complaints))
        return opened[-1]

    yield show
    for each in opened:
        assert len(each.requests) == 1
        assert each.complaints == []
        assert each.page.evaluate("window.violations") == []
        each.page.close()


@pytest.fixture(scope="module")
def curated() -> str:
    return render_map(read_corpus(ROOT))


def test_the_curated_map_asks_for_nothing_and_complains_of_nothing(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    opened.page.click("#closer")
    opened.page.click("#further")
    opened.page.click("#reset")

    rows = opened.page.locator("#rows tr").count()
    assert rows == len(read_corpus(ROOT).claims)
    assert opened.page.inner_text("#status").endswith(f"{rows} of {rows} claims shown.")


def test_no_two_boxes_overlap_as_the_browser_draws_them(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    drawn_boxes = opened.map(
        "boneMap.data.nodes.map((node) => [node.width, node.height,"
        " boneMap.network.getBoundingBox(node.id)])"
    )

    sides = []
    for width, height, found in drawn_boxes:
        left, right = found["left"] + ROUNDING, found["right"] - ROUNDING
        top, bottom = found["top"] + ROUNDING, found["bottom"] - ROUNDING
        assert right - left <= width + 1
        assert bottom - top <= height + 1
        sides.append((left, right, top, bottom))
    for at, (left, right, top, bottom) in enumerate(sides):
        for other in sides[at + 1 :]:
            assert right < other[0] or other[1] < left or bottom < other[2] or other[3] < top


def test_a_click_on_a_box_opens_its_term(shown: Callable[..., Opened], tables: TableFolder) -> None:
    opened = shown(render_map(read_corpus(tables.root)))

    opened.click_between("oxytocin peptide")

    assert opened.heading == "oxytocin peptide"
    panel = opened.page.inner_text("#panel-body")
    assert "CHEBI:7872 (exact match)" in panel
    assert "pitocin" in panel
    assert "What it does (3)" in panel


def test_a_click_on_a_line_opens_its_evidence(shown: Callable[..., Opened]) -> None:
    corpus = drawn("a -| b", note="Seen twice.", species="mouse")
    opened = shown(Mechanisms(corpus, traced(corpus, "a", "b")).map().html)

    opened.click_between("a", "b")

    assert opened.heading == "a → b"
    panel = opened.page.inner_text("#panel-body")
    assert "Supports: intervention, asserted" in panel
    assert "mouse" in panel
    assert "Source, lines 1-1" in panel
    assert "Seen twice." in panel


def test_a_verified_study_links_to_its_doi_and_to_nothing_else(
    shown: Callable[..., Opened], tables: TableFolder
) -> None:
    corpus = read_corpus(tables.root)
    opened = shown(render_map(corpus))

    opened.page.click("#rows tr:has-text('bone formation') button")

    link = opened.page.locator("#panel-body a").first
    assert link.get_attribute("href") == f"https://doi.org/{corpus.studies['tamma'].doi}"
    assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize("name", ["pitocin", "Oxytocin-Peptide", "CHEBI:7872", "pitoc"])
def test_the_search_takes_a_label_a_synonym_or_an_identifier(
    shown: Callable[..., Opened], tables: TableFolder, name: str
) -> None:
    opened = shown(render_map(read_corpus(tables.root)))

    opened.page.fill("#wanted", name)
    opened.page.press("#wanted", "Enter")

    assert opened.heading == "oxytocin peptide"
    assert opened.page.inner_text("#status") == "oxytocin peptide: 3 claims out, 0 in."


def test_the_search_lists_several_and_admits_none(
    shown: Callable[..., Opened], tables: TableFolder
) -> None:
    opened = shown(render_map(read_corpus(tables.root)))

    opened.page.fill("#wanted", "bone")
    opened.page.press("#wanted", "Enter")
    several = opened.page.locator("#panel-body li").count()
    opened.page.fill("#wanted", "zebra")
    opened.page.press("#wanted", "Enter")

    assert several > 1
    assert opened.page.inner_text("#status") == "No term is called “zebra”."


def test_everything_can_be_done_from_the_keyboard(
    shown: Callable[..., Opened], tables: TableFolder
) -> None:
    opened = shown(render_map(read_corpus(tables.root)))
    page = opened.page
    focused = "document.activeElement.closest('tr') && document.activeElement.tagName"

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "BUTTON" and page.evaluate(
            "document.activeElement.closest('tbody') !== null"
        ):
            break
    page.keyboard.press("Enter")
    of_row = opened.heading
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    of_term = opened.heading
    page.keyboard.press("Escape")

    assert "→" in of_row
    assert of_term in of_row
    assert opened.heading == "Details"


def test_a_choice_fades_what_is_not_joined_to_it_and_reset_brings_it_back(
    shown: Callable[..., Opened],
) -> None:
    opened = shown(render_map(drawn("a -> b, c -> d")))
    opacities = "boneMap.network.body.data.edges.map((edge) => edge.color.opacity)"
    before = opened.map(opacities)

    opened.click_between("a")
    chosen = opened.map(opacities)
    opened.page.click("#reset")

    assert chosen[0] == 1
    assert chosen[1] < 0.2
    assert opened.map(opacities) == before


def test_the_legend_hides_lines_and_rows(shown: Callable[..., Opened], tables: TableFolder) -> None:
    opened = shown(render_map(read_corpus(tables.root)))

    opened.page.uncheck("input[data-strength=weak]")

    hidden = opened.map("boneMap.network.body.data.edges.get().filter((e) => e.hidden).length")
    assert hidden == 1
    assert opened.page.locator("#rows tr:visible").count() == 2
    assert opened.page.inner_text("#status").endswith("2 of 3 claims shown.")


def test_the_table_sorts_by_a_column(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> d, b -> c")))

    opened.page.click("th:has-text('Object')")

    objects = opened.page.locator("#rows tr td:nth-child(3)").all_inner_texts()
    assert objects == ["c", "d"]
    assert opened.page.get_attribute("th:has-text('Object')", "aria-sort") == "ascending"


def test_a_path_can_be_picked_out(shown: Callable[..., Opened]) -> None:
    corpus = drawn("a -> b -| c, a -> c")
    opened = shown(Mechanisms(corpus, traced(corpus, "a", "c")).map().html)

    opened.page.click("#panel-body button:has-text('a → b → c')")

    assert opened.page.inner_text("#status") == "a → b → c: net effect −."
    lit = opened.map(
        "boneMap.network.body.data.edges.get().filter((e) => e.color.opacity === 1).length"
    )
    assert lit == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_page_without_scrolling_sideways(
    shown: Callable[..., Opened], curated: str, scheme: str
) -> None:
    opened = shown(curated, PHONE, color_scheme=scheme)

    opened.page.fill("#wanted", "oxytocin")
    opened.page.press("#wanted", "Enter")

    canvas, panel = (opened.page.locator(name).bounding_box() for name in ("#canvas", "#panel"))
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert canvas
    assert panel
    assert panel["y"] >= canvas["y"] + canvas["height"]


def test_a_picture_can_be_saved(shown: Callable[..., Opened], tables: TableFolder) -> None:
    opened = shown(render_map(read_corpus(tables.root)))

    with opened.page.expect_download() as download:
        opened.page.click("#picture")

    assert download.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_hostile_text_is_ever_run(
    shown: Callable[..., Opened], tables: TableFolder, payload: str
) -> None:
    opened = shown(render_map(hostile(read_corpus(tables.root), payload), title=payload))
    page = opened.page
    markup = "document.querySelectorAll('img, iframe, a, base, form, svg, script, link').length"
    before = page.evaluate(markup)

    for at in range(page.locator("#rows tr").count()):
        page.locator("#rows tr button").nth(at).click()
    for key in opened.map("Object.keys(boneMap.data.details.terms)"):
        name = opened.map("boneMap.data.details.terms[given[0]].label", key)
        page.fill("#wanted", name)
        page.press("#wanted", "Enter")
        page.hover("#canvas")

    assert page.evaluate("window.hit") is None
    assert page.evaluate(markup) == before
    assert payload.split(maxsplit=1)[0] in page.text_content("#panel")
