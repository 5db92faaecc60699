"""The map for everyone: barriers, contrast, small screens, print, and what can be taken along."""

from __future__ import annotations

import json
import os
from itertools import product
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from browser import PHONE, WIDE
from corpora import ROOT, corpus_of, drawn, row, traced
from hostile import hostile
from tools import AXE_REMEDY, find_axe

from kg.answers import Mechanisms
from kg.model import Questions
from kg.tables import read_corpus
from kg.views.map import render_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser import Opened

pytestmark = pytest.mark.browser

CONTRAST = """{
  const style = getComputedStyle(document.documentElement);
  const rgb = (name) => {
    const value = style.getPropertyValue(`--${name}`).trim();
    return [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
  };
  return Object.fromEntries(given[0].map((name) => [name, rgb(name)]));
}"""
SIGNS = ("plus", "minus", "unsigned", "null")
LANES = tuple(f"lane-{at}" for at in range(7))
NAMES = ("ground", "card", "band", "ink", "soft", "focus", *SIGNS, *LANES)
BORDERS = tuple(f"{lane}-line" for lane in LANES)
CONTRARY = [row("a", "->", "b"), row("a", "-|", "b", lines="2-2")]


@pytest.fixture(scope="module")
def curated() -> str:
    return render_map(read_corpus(ROOT))


@pytest.fixture(scope="module")
def axe() -> str:
    """Read the script that looks for barriers."""
    script = find_axe()
    if script is None:
        if os.environ.get("CI"):
            pytest.fail(f"axe-core is missing: {AXE_REMEDY}")
        pytest.skip(f"axe-core is missing: {AXE_REMEDY}")
    return script.read_text(encoding="utf-8")


def barriers(opened: Opened, axe: str) -> list[str]:
    """List what axe-core finds; the script is run from outside the page, not put into it."""
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def contested_claim() -> str:
    """Give the identifier of a claim that has evidence of every kind."""
    corpus = read_corpus(ROOT)
    questions = Questions(corpus)
    return next(
        claim.id
        for claim in corpus.claims.values()
        if questions.against(claim) and len(questions.supporting(claim)) > len(claim.evidence)
    )


@pytest.mark.parametrize(
    ("fragment", "size", "scheme"),
    [
        ("", WIDE, "light"),
        ("", PHONE, "dark"),
        ("#term=oxytocin&focus=oxytocin", WIDE, "dark"),
        ("#claim={}", WIDE, "light"),
        ("#claim={}", PHONE, "dark"),
        ("#from=SSRI&to=bone_mass&lit=p2", PHONE, "light"),
        ("#from=SSRI&to=bone_mass&lit=p2", WIDE, "dark"),
        ("#species=mouse&only=contested", PHONE, "light"),
    ],
)
def test_axe_finds_no_barrier_in_the_whole_map(  # noqa: PLR0913 - what is seen, and how
    shown: Callable[..., Opened],
    curated: str,
    axe: str,
    *,
    fragment: str,
    size: dict[str, int],
    scheme: str,
) -> None:
    address = fragment.format(contested_claim())
    opened = shown(curated, size, color_scheme=scheme, fragment=address)
    if "species" in fragment:
        opened.page.click("#tab-filter")
        opened.run("{ for (const each of document.querySelectorAll('details')) each.open = true; }")

    assert barriers(opened, axe) == []


def test_axe_would_find_a_barrier(shown: Callable[..., Opened], axe: str) -> None:
    opened = shown(render_map(drawn("a -> b")))
    opened.run("{ document.querySelector('label[for=wanted]').remove(); }")
    opened.run("{ document.documentElement.style.setProperty('--soft', '#c0c0c0'); }")

    found = {each.partition(":")[0] for each in barriers(opened, axe)}

    assert "color-contrast" in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_a_page_of_paths(
    shown: Callable[..., Opened], axe: str, scheme: str
) -> None:
    corpus = drawn("a -> b -| c, a -> c")
    html = Mechanisms(corpus, traced(corpus, "a", "c")).map().html
    opened = shown(html, color_scheme=scheme, fragment="#lit=given2")

    assert opened.lit() == ["a", "b", "c"]
    assert barriers(opened, axe) == []


def luminance(colour: list[float]) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: list[float], other: list[float]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(colour: list[float], ground: list[float], share: float) -> list[float]:
    return [a * share + b * (1 - share) for a, b in zip(colour, ground, strict=True)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_words_stand_out_from_what_is_behind_them(
    shown: Callable[..., Opened], scheme: str
) -> None:
    opened = shown(render_map(drawn("a -> b")), color_scheme=scheme)
    colour = opened.run(CONTRAST, [*NAMES, *BORDERS])
    faintest = min(style["opacity"] for style in opened.run("boneMap.details.styles").values())

    for sign, ground in product(SIGNS, ("card", "band")):
        mark = over(colour[sign], colour[ground], faintest)
        assert contrast(mark, colour[ground]) >= 3, (sign, ground)
    for words, ground in product(("ink", "soft", "focus"), ("ground", "card", "band")):
        assert contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
    for lane in LANES:
        assert contrast(colour["ink"], colour[lane]) >= 4.5, lane
        assert contrast(colour[f"{lane}-line"], colour["band"]) >= 3, lane


# What red-green blind people see of a colour: Machado et al. 2009, doi:10.1109/TVCG.2009.113.
BLIND = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", BLIND)
def test_up_and_down_differ_for_the_colour_blind_too(
    shown: Callable[..., Opened], scheme: str, kind: str
) -> None:
    opened = shown(render_map(drawn("a -> b")), color_scheme=scheme)
    colour = opened.run(CONTRAST, ["plus", "minus"])

    def seen(name: str) -> list[float]:
        linear = [(value / 255) ** 2.2 for value in colour[name]]
        parts = [sum(a * b for a, b in zip(line, linear, strict=True)) for line in BLIND[kind]]
        return [255 * max(part, 0) ** (1 / 2.2) for part in parts]

    distance = sum((a - b) ** 2 for a, b in zip(seen("plus"), seen("minus"), strict=True)) ** 0.5
    assert distance > 60


def test_a_sign_is_a_shape_and_a_tier_a_line_as_well_as_a_colour(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    edges = opened.run("boneMap.canvas.edges.get()")
    lines = {line["key"]: line for line in opened.run("[...boneMap.lines.values()]")}

    heads = {(lines[edge["id"]]["kind"], edge["arrows"]["to"]["type"]) for edge in edges}
    looks = {
        (lines[edge["id"]]["tier"], str(edge["dashes"]), edge["width"] > 1.5) for edge in edges
    }
    assert len(heads) == len({head for _, head in heads}) == 4
    assert len(looks) == len({tier for tier, *_ in looks}) == len({look[1:] for look in looks})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "size", [PHONE, {"width": 320, "height": 256}], ids=["390 pixels", "1280 pixels at 400 %"]
)
def test_a_small_screen_shows_the_page_without_scrolling_sideways(
    shown: Callable[..., Opened], curated: str, size: dict[str, int], scheme: str
) -> None:
    opened = shown(curated, size, color_scheme=scheme)

    for fragment in ("term=oxytocin", "from=SSRI&to=bone_mass", "species=mouse"):
        opened.run("{ location.hash = given[0]; }", fragment)
        opened.page.wait_for_timeout(50)
        assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]
    opened.page.click("#tab-filter")
    opened.run("{ for (const each of document.querySelectorAll('details')) each.open = true; }")

    canvas, panel = (opened.page.locator(name).bounding_box() for name in ("#canvas", "#panel"))
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]
    assert canvas
    assert panel
    assert panel["y"] >= canvas["y"] + canvas["height"]


def test_nothing_moves_for_who_asked_for_that(shown: Callable[..., Opened], curated: str) -> None:
    opened = shown(curated)
    scale = "boneMap.canvas.network.getScale()"
    before = opened.run(scale)

    opened.page.click("#closer")

    assert opened.run(scale) == pytest.approx(before * 1.4)


def test_every_control_is_native_and_in_the_order_of_the_page(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)

    foreign = opened.run(
        "[...document.querySelectorAll('[onclick], [tabindex]')]"
        ".filter((e) => !['BUTTON', 'H2'].includes(e.tagName) && !e.matches('.scroll')).length"
    )
    ahead = opened.run(
        "[...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).length"
    )

    assert foreign == 0
    assert ahead == 0


def test_a_printed_page_holds_the_map_and_no_controls(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated, fragment="#term=OXTR")

    opened.page.emulate_media(media="print")

    for name in (".bar", ".tabs", ".actions"):
        assert not opened.page.is_visible(name)
    for name in ("#canvas", ".legend", "#panel-heading", "#rows"):
        assert opened.page.is_visible(name)


def test_the_picture_is_finer_on_paper_than_on_the_screen(
    shown: Callable[..., Opened], curated: str
) -> None:
    opened = shown(curated)
    wide = opened.run("boneMap.canvas.holder.clientWidth")

    opened.run("window.dispatchEvent(new Event('beforeprint'))")
    printed = opened.run("document.querySelector('.paper').width")
    opened.run("window.dispatchEvent(new Event('afterprint'))")

    assert printed == 2 * wide
    assert opened.page.locator(".paper").count() == 0


def saved(opened: Opened, way: str) -> bytes:
    opened.page.click("#save summary")
    with opened.page.expect_download() as download:
        opened.page.click(f"[data-save={way}]")
    return download.value.path().read_bytes()


@pytest.mark.parametrize(("way", "times"), [("png2", 2), ("png4", 4)])
def test_a_picture_can_be_saved_larger_than_it_is_seen(
    shown: Callable[..., Opened], curated: str, way: str, times: int
) -> None:
    opened = shown(curated)
    size = opened.run("[boneMap.canvas.holder.clientWidth, boneMap.canvas.holder.clientHeight]")

    picture = saved(opened, way)

    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (size[0] * times, size[1] * times)
    assert opened.page.locator(".darkroom").count() == 0
    assert len(set(picture)) > 200


def groups(svg: bytes) -> dict[str, str]:
    root = ET.fromstring(svg)  # noqa: S314 - written by this page
    return {
        each.get("data-key"): each.get("opacity", "1")
        for each in root.iter("{http://www.w3.org/2000/svg}g")
        if each.get("data-key")
    }


def test_the_drawing_holds_what_is_shown_and_fades_what_is_not_lit(
    shown: Callable[..., Opened],
) -> None:
    opened = shown(render_map(drawn("a -> b, c -> d")), fragment="#focus=a")
    drawing = saved(opened, "svg")
    focused = groups(drawing)
    opened.page.click("#reset")
    opened.search("a")
    lit = groups(saved(opened, "svg"))

    keys = {label: opened.key_of(label) for label in "abcd"}
    assert {key for key in focused if key[0] == "n"} == {keys["a"], keys["b"]}
    assert b"2 terms and 1 of 2 claims shown." in drawing
    assert [lit[keys[label]] for label in "abcd"] == ["1", "1", "0.1", "0.1"]


def test_a_hostile_corpus_gives_a_drawing_of_text_alone(
    shown: Callable[..., Opened],
    tables: Any,  # noqa: ANN401
) -> None:
    payload = "</g><script>window.hit=1</script>"
    opened = shown(render_map(hostile(read_corpus(tables.root), payload)))

    root = ET.fromstring(saved(opened, "svg"))  # noqa: S314 - written by this page

    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_the_claims_that_are_shown_can_be_saved(shown: Callable[..., Opened]) -> None:
    rows = [
        row("a", "->", "b", species="mouse", note="=SUM(A1)"),
        row("b", "->", "c", lines="2-2", species="rat"),
    ]
    opened = shown(render_map(corpus_of(rows)), fragment="#species=mouse")

    records = json.loads(saved(opened, "json"))["claims"]
    header, *lines = saved(opened, "tsv").decode().splitlines()

    [record] = records
    [line] = [dict(zip(header.split("\t"), each.split("\t"), strict=True)) for each in lines]
    assert (record["subject_id"], record["object_id"], record["tier"]) == ("a", "b", "weak")
    assert (line["subject"], line["species"], line["note"]) == ("a", "mouse", "'=SUM(A1)")


def test_the_menu_is_used_from_the_keyboard_and_closed_by_escape(
    shown: Callable[..., Opened],
) -> None:
    opened = shown(render_map(corpus_of(CONTRARY)))
    keyboard = opened.page.keyboard

    opened.tab_to("#save summary")
    keyboard.press("Enter")
    opened.tab_to("[data-save=tsv]")
    with opened.page.expect_download() as download:
        keyboard.press("Enter")
    keyboard.press("Enter")
    keyboard.press("Escape")

    assert download.value.path().read_text().count("\n") == 3
    assert not opened.run("boneMap.byId('save').open")
    assert opened.run("document.activeElement.tagName") == "SUMMARY"
