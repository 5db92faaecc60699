"""How the tests start Chromium, and how they open a page of ours and watch what it does."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tools import TOOLS, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

__all__ = ["FLAGS", "PHONE", "REMEDY", "WIDE", "Opened", "find_browser", "wait_until", "watching"]

REMEDY = TOOLS["chromium"].remedy
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE = {"width": 1600, "height": 1000}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30
"""Seconds to wait for a page."""
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
HIDDEN = "boneMap.canvas.{}.get({{ filter: (each) => each.hidden }}).length"


def find_browser() -> str | None:
    """Give the path of a Chromium, or None."""
    return find("chromium")


@dataclass
class Opened:
    """A page in a browser, with what it asked for and what it complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, code: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever a script gives
        """Give the value of an expression in the page; `given` is the list of arguments."""
        return self.page.evaluate(f"(given) => {code}", list(arguments))

    def text(self, selector: str) -> str:
        """Give the text of an element as it is shown."""
        return self.page.inner_text(selector)

    @property
    def heading(self) -> str:
        """The heading of the panel."""
        return self.page.text_content("#panel-heading") or ""

    @property
    def status(self) -> str:
        """What was last said to who cannot see the page."""
        return self.page.text_content("#status") or ""

    @property
    def fragment(self) -> str:
        """The fragment of the address, once the page has written it."""
        self.page.evaluate("boneMap.address.flush()")
        return str(self.page.evaluate("location.hash"))

    def hidden(self, what: str) -> int:
        """Count the `nodes` or `edges` that the picture hides."""
        return int(self.page.evaluate(HIDDEN.format(what)))

    def lit(self) -> list[str]:
        """List the labels of the boxes that stand out, sorted."""
        code = (
            "[...boneMap.drawn].filter(boneMap.canvas.isBright)"
            ".map((key) => boneMap.terms.get(key).label)"
        )
        return sorted(self.page.evaluate(code))

    def key_of(self, label: str) -> str:
        """Give the key under which the page knows a term."""
        code = "[...boneMap.terms.values()].find((term) => term.label === given[0]).key"
        return str(self.run(code, label))

    def search(self, name: str) -> None:
        """Type a name into the search, and press Enter."""
        self.page.fill("#wanted", name)
        self.page.press("#wanted", "Enter")

    def click_between(self, *labels: str) -> None:
        """Click where a box stands, or midway between two."""
        spot = self.run(
            "{ const { network } = boneMap.canvas;"
            "  const spots = Object.values(network.getPositions(given));"
            "  const mean = (axis) =>"
            "    spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length;"
            "  return network.canvasToDOM({ x: mean('x'), y: mean('y') }); }",
            *map(self.key_of, labels),
        )
        place = self.page.locator("#canvas").bounding_box()
        assert place is not None
        self.page.mouse.click(place["x"] + spot["x"], place["y"] + spot["y"])

    def tab_to(self, selector: str, most: int = 400) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(most):
            if self.run("document.activeElement.matches(given[0])", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")


def wait_until(page: Page, expression: str) -> None:
    """Wait until a page says yes.

    The waiting that the driver offers is done by a script in the page, which the policy of our
    pages refuses; single questions are not.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(f"Boolean({expression})"):
        if time.monotonic() > end:
            raise TimeoutError(f"the page never came to {expression}")
        page.wait_for_timeout(20)


@contextmanager
def watching(browser: Browser, folder: Path) -> Iterator[Callable[..., Opened]]:
    """Open documents from files; at the end each must have asked for itself alone."""
    opened: list[Opened] = []

    def show(
        html: str,
        size: dict[str, int] = WIDE,
        *,
        fragment: str = "",
        **settings: Any,  # noqa: ANN401 - what Playwright takes
    ) -> Opened:
        file = folder / "map.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport=size, reduced_motion="reduce", **settings)
        page.add_init_script(WATCH)
        each = Opened(page, file.as_uri())
        page.on("request", lambda request: each.requests.append(request.url))
        page.on("console", lambda message: each.complaints.append(message.text))
        page.on("pageerror", lambda error: each.complaints.append(str(error)))
        page.goto(each.address + fragment)
        wait_until(page, "boneMap.isReady")
        opened.append(each)
        return each

    yield show
    for each in opened:
        asked = {url.partition("#")[0] for url in each.requests if not url.startswith("blob:")}
        assert asked == {each.address}
        assert each.complaints == []
        assert each.page.evaluate("window.violations") == []
        assert each.page.evaluate("window.hit") is None
        each.page.close()
