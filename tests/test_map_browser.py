"""The map in a real Chromium, opened from a file: what it fetches, runs, shows and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from browser import wait_until
from corpora import ROOT, TableFolder, corpus_of, drawn, row, traced
from hostile import PAYLOADS, hostile

from kg.answers import Mechanisms
from kg.paths import Scope, Walk
from kg.tables import read_corpus
from kg.views.map import render_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser import Opened

pytestmark = pytest.mark.browser

ROUNDING = 5
"""What vis-network adds on each side of a box for its round corners, in pixels."""


@pytest.fixture(scope="module")
def curated() -> str:
    return render_map(read_corpus(ROOT))


def test_the_curated_map_asks_for_nothing_and_complains_of_nothing(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    for name in ("#closer", "#further", "#whole", "#reset"):
        opened.page.click(name)

    rows = opened.page.locator("#rows tr").count()
    assert rows == len(read_corpus(ROOT).claims)
    assert opened.text("#counts").endswith(f"{rows} of {rows} claims shown.")


def test_the_curated_map_is_small_and_soon_drawn(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    drawn_at = opened.run("performance.getEntriesByName('drawn')[0].startTime")

    assert len(curated.encode()) < 2_500_000
    # benchmarks/map.py measures it; here other tests run beside it.
    assert drawn_at < 3000


def test_no_two_boxes_overlap_as_the_browser_draws_them(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    drawn_boxes = opened.run(
        "boneMap.data.nodes.map((node) => [node.width, node.height,"
        " boneMap.canvas.network.getBoundingBox(node.id)])"
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
    panel = opened.text("#panel-body")
    assert "CHEBI:7872 (exact match)" in panel
    assert "pitocin" in panel
    assert "What it does (3)" in panel


def test_a_click_on_a_line_opens_its_evidence(shown: Callable[..., Opened]) -> None:
    corpus = drawn("a -| b", note="Seen twice.", species="mouse", sex="female", dose="1 mg")
    opened = shown(Mechanisms(corpus, traced(corpus, "a", "b")).map().html)

    opened.click_between("a", "b")

    assert opened.heading == "a → b"
    panel = opened.text("#panel-body")
    for words in ("Supports: intervention, asserted", "mouse", "female", "1 mg", "Seen twice."):
        assert words in panel
    assert "Source, lines 1-1" in panel
    assert "weak 0.18 = 0.18 for it × (1 − 0 against it)" in panel


def test_what_speaks_against_a_claim_stands_beside_what_supports_it(
    shown: Callable[..., Opened],
) -> None:
    corpus = corpus_of([row("a", "->", "b"), row("a", "-|", "b", lines="2-2", note="Fell.")])
    opened = shown(render_map(corpus))

    opened.page.click("#rows button[aria-label='Evidence that a increases b']")

    sides = opened.page.locator("#panel-body section").first.locator(".sides > div")
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert sides.nth(0).locator("h4").inner_text() == "For it (1)"
    assert "It says: a decreases b." in sides.nth(1).inner_text()
    assert "Fell." in sides.nth(1).inner_text()
    assert left
    assert right
    assert right["x"] >= left["x"] + left["width"]
    assert right["y"] == left["y"]


def test_a_step_that_is_no_claim_says_so(shown: Callable[..., Opened]) -> None:
    corpus = drawn("a -> gut, gut pool_of serotonin, serotonin -> b")
    scope = Scope(walks=frozenset({Walk.CAUSAL, Walk.STRUCTURE}))
    opened = shown(Mechanisms(corpus, traced(corpus, "a", "b", scope=scope)).map().html)

    opened.click_between("gut", "serotonin")
    panel = opened.text("#panel-body")
    opened.page.click("#tab-paths")
    opened.page.click("#given li button >> nth=0")

    assert opened.lit() == ["a", "b", "gut", "serotonin"]
    assert "gut is a pool of serotonin" in panel
    assert "This step is no claim of the sources." in panel
    assert "other step" in opened.text("#counts")


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

    opened.search(name)

    assert opened.heading == "oxytocin peptide"
    assert opened.status == "oxytocin peptide: 3 claims out, 0 in."


def test_the_search_offers_every_name_while_one_types(
    shown: Callable[..., Opened], tables: TableFolder
) -> None:
    opened = shown(render_map(read_corpus(tables.root)))
    wait_until(opened.page, "document.querySelectorAll('#names option').length > 0")

    offered = opened.run("[...document.querySelectorAll('#names option')].map((o) => o.value)")

    assert {"oxytocin peptide", "OT", "pitocin", "CHEBI:7872"} <= set(offered)
    assert len(offered) == len(set(offered))
    for field in ("wanted", "from", "to"):
        assert opened.page.get_attribute(f"#{field}", "list") == "names"


def test_the_search_lists_several_and_admits_none(
    shown: Callable[..., Opened], tables: TableFolder
) -> None:
    opened = shown(render_map(read_corpus(tables.root)))

    opened.search("bone")
    several = opened.page.locator("#panel-body li").count()
    opened.search("zebra")

    assert several > 1
    assert opened.status == opened.text("#missing") == "No term is called “zebra”."


def test_a_choice_fades_what_is_not_joined_to_it_and_reset_brings_it_back(
    shown: Callable[..., Opened],
) -> None:
    opened = shown(render_map(drawn("a -> b, c -> d")))
    opacities = "boneMap.canvas.edges.map((edge) => edge.color.opacity)"
    before = opened.run(opacities)

    opened.click_between("a")
    chosen = opened.run(opacities)
    opened.page.click("#reset")

    assert chosen[0] == 1
    assert chosen[1] < 0.2
    assert opened.run(opacities) == before


def test_the_table_sorts_by_a_column(shown: Callable[..., Opened]) -> None:
    opened = shown(render_map(drawn("a -> d, b -> c")))

    opened.page.click("th:has-text('Object')")

    objects = opened.page.locator("#rows tr td:nth-child(3)").all_inner_texts()
    assert objects == ["c", "d"]
    assert opened.page.get_attribute("th:has-text('Object')", "aria-sort") == "ascending"


def test_the_table_sorts_strength_by_its_meaning(shown: Callable[..., Opened]) -> None:
    weak = row("c", "->", "d", lines="3-3", basis="speculation")
    opened = shown(render_map(corpus_of([weak, row("a", "->", "b")])))

    opened.page.click("th:has-text('Strength')")

    tiers = opened.page.locator("#rows tr td:nth-child(6)").all_inner_texts()
    assert [words.split(",")[0] for words in tiers] == ["weak", "speculative"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_hostile_text_is_ever_run(
    shown: Callable[..., Opened], tables: TableFolder, payload: str
) -> None:
    evil = hostile(read_corpus(tables.root), payload)
    address = "&".join(f"{name}={quote(payload)}" for name in ("term", "from", "species", "lit"))
    opened = shown(render_map(evil, title=payload), fragment=f"#{address}")
    page = opened.page
    markup = "document.querySelectorAll('img, iframe, a, base, form, svg, script, link').length"
    before = opened.run(markup)

    for at in range(page.locator("#rows tr").count()):
        page.locator("#rows tr button").nth(at).click()
    names = opened.run("[...boneMap.terms.values()].map((term) => term.label)")
    for name in names:
        opened.search(name)
        page.hover("#canvas")
    opened.run("boneMap.act.ask({ from: 'n0', to: 'n1', sign: '', longest: 6, many: 9 })")
    page.click("#tab-filter")
    for box in page.locator("#facets input").all():
        box.evaluate("(box) => box.click()")
    page.evaluate("(payload) => { location.hash = payload; }", payload)
    page.reload()
    wait_until(page, "boneMap.isReady")

    assert opened.run("window.hit ?? null") is None
    assert opened.run(markup) == before
    assert payload.split(maxsplit=1)[0] in (page.text_content("#rows") or "")
