"""Draw the pictures of the README: real pages, seen in a real browser.

`python tests/figures.py` writes them to `notebooks/figures`, or to the folder it is given.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from browser import FLAGS, REMEDY, find_browser
from playwright.sync_api import sync_playwright

import kg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIGURES = Path(__file__).resolve().parent.parent / "notebooks" / "figures"
CONTESTED = ("administered_oxytocin", "ameliorates", "bone_loss")


class Shot(NamedTuple):
    """A page to open, where in it, and the size of the window in pixels."""

    page: kg.Page
    width: int
    height: int
    fragment: str = ""


def shots(kb: kg.KnowledgeBase) -> dict[str, Shot]:
    """Say what each picture shows."""
    whole = kb.map()
    claims = kb.corpus.claims.values()
    edge = next(claim.id for claim in claims if claim.key[:3] == CONTESTED)
    paths = kb.paths("oxytocin", "BMP-2", via=["OXTR", "osteoblast"], longest=3)
    return {
        "map.png": Shot(whole, 1600, 1000),
        "edge.png": Shot(whole, 1600, 1000, f"claim={edge}"),
        "narrow.png": Shot(whole, 390, 844),
        "path.png": Shot(paths.map(), 1600, 720),
    }


def main() -> int:
    """Draw all pictures."""
    browser = find_browser()
    if browser is None:
        print(f"No picture can be drawn without a browser: {REMEDY}", file=sys.stderr)  # noqa: T201
        return 1
    figures = Path(sys.argv[1]) if len(sys.argv) > 1 else FIGURES
    figures.mkdir(exist_ok=True)
    kb = kg.load()
    kb.paths("SSRI", "bone mass", k=10).map().save(figures / "paths.svg")
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        for name, shot in shots(kb).items():
            take(window, shot, figures / name)
        window.close()
    return 0


def take(browser: Browser, shot: Shot, target: Path) -> None:
    """Open a page in a window of its own and save what it shows."""
    with tempfile.TemporaryDirectory() as folder:
        file = shot.page.save(Path(folder) / "page.html")
        size = {"width": shot.width, "height": shot.height}
        tab = browser.new_page(viewport=size, reduced_motion="reduce")
        tab.goto(f"{file.as_uri()}#{shot.fragment}")
        tab.wait_for_timeout(1500)
        tab.screenshot(path=target)
        tab.close()


if __name__ == "__main__":
    sys.exit(main())
