"""What a notebook shows: executed by Jupyter, opened in a real Chromium."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nbformat
import pytest
from corpora import TableFolder, drawn, small, traced
from hostile import PAYLOADS, hostile
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from kg.answers import Mechanisms
from kg.knowledge import KnowledgeBase
from kg.tables import read_corpus
from kg.views.map import book
from kg.views.notebook import LARGEST, to_page, to_picture

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Frame, Page

CELLS = (
    "import kg\nkb = kg.load({folder!r})",
    "kb.map(title='The first')",
    "kb.map('OXTR', hops=1, title='The second')",
    "kb.paths('oxytocin', 'bone formation')",
)


class Frames(HTMLParser):
    """The frames of an output, and the tags outside of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "iframe":
            self.frames.append(dict(attrs))


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run a notebook with two maps and a result set, and give it as one HTML document."""
    folder = tmp_path_factory.mktemp("notebook")
    small(folder)
    cells = [nbformat.v4.new_code_cell(cell.format(folder=str(folder))) for cell in CELLS]
    book = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(book, timeout=120).execute()
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(book)
    return f"<!DOCTYPE html><meta charset=utf-8><title>Notebook</title><h1>Notebook</h1>{body}"


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path, notebook: str) -> Page:
    """Open the notebook with all its frames; it may ask for no other file."""
    file = tmp_path / "notebook.html"
    file.write_text(notebook, encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1200, "height": 1000})
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    asked: list[str] = []
    page.goto(file.as_uri())
    for frame in page.frames:
        frame.wait_for_load_state()
    assert [url for url in asked if not url.startswith("about:")] == [file.as_uri()]
    return page


def maps(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if frame.query_selector("#canvas canvas")]


@pytest.mark.browser
def test_two_maps_in_one_notebook_do_not_get_in_each_others_way(shown: Page) -> None:
    first, second = maps(shown)

    second.fill("#wanted", "pitocin")
    second.press("#wanted", "Enter")

    assert (first.title(), second.title()) == ("The first", "The second")
    assert second.inner_text("#panel-heading") == "oxytocin peptide"
    assert first.inner_text("#panel-heading") == "Details"


@pytest.mark.browser
def test_no_frame_can_reach_the_notebook(shown: Page) -> None:
    reach = "() => { try { return parent.document.title } catch (error) { return error.name } }"

    assert [frame.evaluate(reach) for frame in maps(shown)] == ["SecurityError"] * 2


@pytest.mark.browser
def test_a_result_set_shows_a_table_and_a_picture(shown: Page) -> None:
    table = shown.locator("table:has(caption:has-text('oxytocin peptide → bone formation'))")
    pictures = [frame for frame in shown.frames if frame.query_selector("body > svg")]

    assert table.locator("td:has-text('Tamma 2009')").count() >= 1
    assert len(pictures) == 1
    assert "oxytocin peptide" in str(pictures[0].text_content("svg"))


@pytest.mark.browser
def test_a_map_unfolds_into_a_table(shown: Page) -> None:
    folded = shown.locator("details").first

    folded.locator("summary").click()

    assert folded.locator("tbody tr").count() == 3
    assert folded.locator("tbody tr").first.is_visible()


def test_a_page_and_its_table_are_one_output() -> None:
    page = KnowledgeBase(drawn("a -> b, b -| c")).map()

    output = Frames(page._repr_html_())

    assert [frame["srcdoc"] for frame in output.frames] == [page.html]
    assert output.tags.count("tr") == 3


def test_a_picture_may_run_nothing() -> None:
    corpus = drawn("a -> b")

    [frame] = Frames(Mechanisms(corpus, traced(corpus, "a", "b"))._repr_html_()).frames

    assert frame["sandbox"] == ""
    assert "<?xml" not in str(frame["srcdoc"])


def test_some_of_the_paths_show_themselves_as_all_of_them_do() -> None:
    corpus = drawn("a -> c, a -> b -> c")
    found = Mechanisms(corpus, traced(corpus, "a", "c"))

    second = found[1:]

    assert list(second) == [found[1]]
    assert second.view.summary() == "a → c: the best path; there are more"
    [frame] = Frames(second._repr_html_()).frames
    assert ">b</text>" in str(frame["srcdoc"])


def test_what_is_too_much_to_draw_is_shown_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_BOXES", 1)
    corpus = drawn("a -> b")

    shown = Frames(Mechanisms(corpus, traced(corpus, "a", "b"))._repr_html_())

    assert shown.frames == []
    assert shown.tags[0] == "table"


def test_where_nothing_is_found_there_is_no_picture() -> None:
    corpus = drawn("b -> a")

    assert Frames(Mechanisms(corpus, traced(corpus, "a", "b"))._repr_html_()).frames == []


def test_a_huge_picture_is_left_out() -> None:
    picture = '<svg width="2" height="1">{}</svg>'

    assert to_picture(picture.format("x" * LARGEST)) == ""
    assert "aspect-ratio:2/1" in to_picture(picture.format("x"))
    assert to_picture("") == ""


def test_a_map_without_rows_has_no_table() -> None:
    assert "<table>" not in to_page("<p>", "nothing", (("a",), []))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_hostile_text_leaves_its_frame_or_its_cell(tables: TableFolder, payload: str) -> None:
    plain = KnowledgeBase(read_corpus(tables.root)).map()
    page = KnowledgeBase(hostile(read_corpus(tables.root), payload)).map(title=payload)

    output = Frames(page._repr_html_())

    assert output.tags == Frames(plain._repr_html_()).tags
    assert output.frames[0]["srcdoc"] == page.html
