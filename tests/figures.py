"""Draw the pictures of the README: real pages, seen in a real browser.

`python tests/figures.py` writes `notebooks/figures/map.png` and `path.png`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser import FLAGS, REMEDY, find_browser
from playwright.sync_api import sync_playwright

import kg

FIGURES = Path(__file__).resolve().parent.parent / "notebooks" / "figures"


def pages() -> dict[str, tuple[kg.Page, int, int]]:
    """Give each picture's page, and the width and height of its window in pixels."""
    kb = kg.load()
    paths = kb.paths("oxytocin", "BMP-2", via=["OXTR", "osteoblast"], longest=3)
    return {"map.png": (kb.map(), 1600, 960), "path.png": (paths.map(), 1600, 640)}


def main() -> int:
    """Draw all pictures."""
    browser = find_browser()
    if browser is None:
        print(f"No picture can be drawn without a browser: {REMEDY}", file=sys.stderr)  # noqa: T201
        return 1
    FIGURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        window = playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        for name, (page, width, height) in pages().items():
            file = page.save(Path(folder) / "page.html")
            tab = window.new_page(viewport={"width": width, "height": height})
            tab.goto(file.as_uri())
            tab.wait_for_timeout(1000)
            tab.screenshot(path=FIGURES / name)
            tab.close()
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
