"""What all tests share: tables to spoil, a browser, and how long Hypothesis looks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from browser import FLAGS, REMEDY, find_browser, watching
from corpora import TableFolder, drawn, small
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from browser import Opened
    from playwright.sync_api import Browser

    from kg.model import Ontology

# The same examples in every run, so that a red build is red again when it is looked into.
settings.register_profile("kg", deadline=None, derandomize=True, database=None)
settings.load_profile("kg")


@pytest.fixture
def tables(tmp_path: Path) -> TableFolder:
    """Make a folder with a few valid rows in every table."""
    return small(tmp_path)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """Read what the tables of the repository declare."""
    return drawn("").ontology


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start one Chromium for a file of tests."""
    found = find_browser()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"Chromium is missing: {REMEDY}")
        pytest.skip(f"Chromium is missing: {REMEDY}")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for few tests

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open pages of ours in Chromium, and watch what they do."""
    with watching(chromium, tmp_path) as show:
        yield show
