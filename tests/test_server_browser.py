"""The query editor and the pages in a real Chromium: what they fetch, run and show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hostile import PAYLOADS
from services import Service, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
FAILED = "Failed to load resource: the server responded with a status of 4"
"""What Chromium itself says of every request that was refused."""
INERT = {"base-uri https://attacker.example/", "script-src-attr inline", "style-src-attr inline"}
"""What the policy says of markup that the editor takes apart, outside the page, to make it safe."""


@pytest.fixture(scope="module")
def curated() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture(scope="module")
def infested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Serve a dataset whose every label is a payload."""
    file: Path = tmp_path_factory.mktemp("data") / "<img src=x onerror=window.hit=30>.nq"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [
        f"<urn:{number}> {label} {_literal(payload)} <urn:g> .\n"
        for number, payload in enumerate(PAYLOADS)
    ]
    file.write_text("".join(lines), encoding="utf-8")
    with serving("--data", str(file)) as service:
        yield service


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address; at the end nothing else was asked, and no policy was broken."""
    pages: list[tuple[Page, Service, list[str], list[str]]] = []
    tolerated: list[set[str]] = []

    def open_(service: Service, target: str, *, inert: bool = False) -> Page:
        tolerated.append(INERT if inert else set())
        page = chromium.new_page()
        page.add_init_script(WATCH)
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{service.address}{target}")
        pages.append((page, service, requests, complaints))
        return page

    yield open_
    for (page, service, requests, complaints), known in zip(pages, tolerated, strict=True):
        assert requests
        assert [url for url in requests if not url.startswith(f"{service.address}/")] == []
        assert set(page.evaluate("window.violations")) <= known
        assert known or [line for line in complaints if not line.startswith(FAILED)] == []
        assert page.evaluate("window.hit") is None
        page.close()


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def ask(page: Page, query: str) -> None:
    """Replace the query in the editor and run it with the button."""
    page.wait_for_selector("body[data-ready=yes]")
    page.click(".tabPanel.active .CodeMirror")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.click(".tabPanel.active .yasqe_queryButton")


def cells(page: Page) -> list[str]:
    page.wait_for_selector(".tabPanel.active .yasr_results table tbody td")
    found: Any = page.locator(".tabPanel.active .yasr_results table tbody tr").all_inner_texts()
    return list(found)


def test_a_typed_query_shows_its_table(opened: Callable[..., Page], curated: Service) -> None:
    page = opened(curated, "/sparql")

    ask(page, "SELECT ?drug { ?drug hb:prevents term:bone_loss }")

    assert "propranolol" in " ".join(cells(page))


def test_a_chosen_example_comes_with_its_prefixes_and_runs(
    opened: Callable[..., Page], curated: Service
) -> None:
    page = opened(curated, "/sparql")
    page.wait_for_selector("body[data-ready=yes]")

    page.select_option("#example", "drugs-that-block")
    query = page.evaluate(
        "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()"
    )
    page.click(".tabPanel.active .yasqe_queryButton")

    assert "PREFIX term: <https://w3id.org/hormone-bone/term/>" in query
    assert cells(page)


def test_the_columns_of_a_table_can_be_resized(
    opened: Callable[..., Page], curated: Service
) -> None:
    page = opened(curated, "/sparql")
    ask(page, "SELECT * { ?drug hb:prevents ?what }")
    cells(page)
    handle = page.locator(".grip-handle .grip-resizable").nth(1)
    place = handle.bounding_box()
    assert place is not None
    before = page.locator(".yasr_results th").nth(1).bounding_box()

    page.mouse.move(place["x"] + 2, place["y"] + 2)
    page.mouse.down()
    page.mouse.move(place["x"] + 60, place["y"] + 2)
    page.mouse.up()

    assert page.locator(".yasr_results th").nth(1).bounding_box() != before


def test_an_error_is_shown_with_its_position(opened: Callable[..., Page], curated: Service) -> None:
    page = opened(curated, "/sparql")

    ask(page, "SELECT * { ?s")

    page.wait_for_selector(".tabPanel.active .yasr_results .errorResult")
    assert "1:14" in page.inner_text(".tabPanel.active .yasr_results")


@pytest.mark.parametrize("target", ["/", "/term/OXTR", "/term/OXTRR"])
def test_a_page_asks_for_nothing_outside(
    opened: Callable[..., Page], curated: Service, target: str
) -> None:
    page = opened(curated, target)

    assert page.inner_text("h1")


def test_markup_in_a_users_labels_stays_text(
    opened: Callable[..., Page], infested: Service
) -> None:
    page = opened(infested, "/sparql", inert=True)

    ask(page, "SELECT ?label { GRAPH ?g { ?s ?p ?label } }")

    shown = " ".join(cells(page))
    assert "<img src=x onerror=window.hit=3>" in shown
    assert page.locator(".yasr_results iframe, .yasr_results img").count() == 0


def test_markup_in_the_name_of_a_file_stays_text(
    opened: Callable[..., Page], infested: Service
) -> None:
    page = opened(infested, "/")

    assert page.inner_text("h1") == "<img src=x onerror=window.hit=30>.nq"
