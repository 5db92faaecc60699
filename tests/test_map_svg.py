"""The map as an SVG picture: valid, alone in the world, and like the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from corpora import ROOT, TableFolder, corpus_of, drawn, row, traced
from hostile import PAYLOADS, hostile

from kg.answers import Mechanisms
from kg.knowledge import KnowledgeBase
from kg.tables import read_corpus
from kg.views.map.curves import inside
from kg.views.map.details import Kind
from kg.views.map.drawing import draw_map, draw_paths
from kg.views.map.marks import STYLE_SHEET, STYLES, colours
from kg.views.map.page import to_html
from kg.views.map.svg import to_svg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from kg.views.map.drawing import Drawing

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "g", "path", "rect", "text"}
ATTRIBUTES = {
    "d", "data-key", "fill", "font-family", "font-size", "font-weight", "height", "opacity",
    "role", "rx", "stroke", "stroke-dasharray", "stroke-width", "text-anchor", "transform",
    "viewBox", "width", "x", "y",
}  # fmt: skip
NUMBER = r"-?\d+(?:\.\d+)?(?:e-\d+)?"


def parsed(drawing: Drawing) -> ET.Element:
    return ET.fromstring(to_svg(drawing))  # noqa: S314 - our own text


def groups(root: ET.Element) -> dict[str, ET.Element]:
    return {each.attrib["data-key"]: each for each in root.iter() if "data-key" in each.attrib}


def texts(element: ET.Element) -> Iterator[str]:
    return (each.text or "" for each in element.iter(f"{SVG}text"))


def signs() -> Drawing:
    rows = [
        row("a", "->", "b"),
        row("b", "-|", "c", lines="2-2"),
        row("c", "-?", "d", lines="3-3"),
        row("d", "no_effect_on", "e", lines="4-4", outcome="null"),
        row("e", "associated_with", "f", lines="5-5", basis="association"),
    ]
    return draw_map(corpus_of(rows), title="All & <signs>")


def test_every_box_line_and_lane_is_a_group_on_a_line_of_its_own() -> None:
    drawing = signs()

    lines = to_svg(drawing).split("\n")

    keys = [
        match[1] for line in lines if (match := re.fullmatch('<g data-key="(.+?)".*</g>', line))
    ]
    assert keys == [
        *(f"band-{band.lane}" for band in drawing.layout.bands),
        *(line.key for line in drawing.lines),
        *(box.id for box in drawing.layout.boxes),
        "legend",
    ]


def test_boxes_stand_where_the_layout_puts_them_and_hold_their_labels() -> None:
    corpus = drawn("hypothalamic-pituitary-adrenal -> x")
    drawing = draw_map(corpus, title="")

    found = groups(parsed(drawing))

    for box in drawing.layout.boxes:
        [ground] = found[box.id].iter(f"{SVG}rect")
        sides = [float(ground.attrib[side]) for side in ("x", "y", "width", "height")]
        assert sides == [box.x - box.width / 2, box.y - box.height / 2, box.width, box.height]
        assert tuple(texts(found[box.id])) == box.lines


def test_a_line_runs_from_border_to_border() -> None:
    drawing = draw_map(drawn("a -> b, a -| c, c -> b, b -> a"), title="")
    place = {box.id: box for box in drawing.layout.boxes}

    found = groups(parsed(drawing))

    for line in drawing.lines:
        way = [float(each) for each in re.findall(NUMBER, found[line.key][0].attrib["d"])]
        for end, (x, y) in ((line.start, way[:2]), (line.end, way[-2:])):
            assert inside(place[end], (x, y), 3)
            assert not inside(place[end], (x, y), -1)


def test_sign_is_shown_by_colour_and_by_the_shape_of_the_head() -> None:
    drawing = signs()

    found = groups(parsed(drawing))

    heads: dict[Kind, set[tuple[str, str]]] = {}
    for line in drawing.lines:
        stroke, *marks = found[line.key].iter(f"{SVG}path")
        assert stroke.attrib["stroke"] == colours()[line.kind.value]
        assert len(marks) == 1 + line.both
        shapes = {(m.attrib["d"], m.attrib.get("fill") or m.attrib["stroke"]) for m in marks}
        heads.setdefault(line.kind, set()).update(shapes)
    assert set(heads) == set(Kind)
    assert len({shape for shapes in heads.values() for shape, _ in shapes}) == len(Kind)
    assert len({colour for shapes in heads.values() for _, colour in shapes}) == len(Kind)


def test_the_tier_is_shown_by_dashes_or_width() -> None:
    drawing = draw_map(read_corpus(ROOT), title="")

    found = groups(parsed(drawing))

    looks: dict[str, set[tuple[str, str]]] = {}
    for line in drawing.lines:
        stroke = found[line.key][0].attrib
        looks.setdefault(line.tier, set()).add(
            (stroke.get("stroke-dasharray", ""), stroke["stroke-width"])
        )
    assert set(looks) == set(STYLES) - {"link"}
    assert all(len(each) == 1 for each in looks.values())
    assert len(set.union(*looks.values())) == len(looks)


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    corpus = drawn("a -| b", basis="speculation")
    drawing = draw_map(corpus, title="")

    legend = list(texts(groups(parsed(drawing))["legend"]))

    assert legend == ["lowers or inhibits", "speculative", "Hormones and other messengers"]


def test_the_colours_are_those_of_the_page() -> None:
    light = STYLE_SHEET.read_text(encoding="utf-8").split("}", maxsplit=1)[0]

    assert colours()["plus"] in light
    assert {f"lane-{at}" for at in range(7)} <= set(colours())
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours().values())


def test_nothing_lies_outside_of_the_picture() -> None:
    drawing = draw_map(read_corpus(ROOT), title="A title")

    root = parsed(drawing)

    left, top, width, height = map(float, root.attrib["viewBox"].split())
    places = [
        (float(each.attrib["x"]), float(each.attrib["y"]))
        for each in root.iter()
        if "x" in each.attrib and each.attrib.get("width") != root.attrib["width"]
    ]
    places += [line.curve.at(at / 20) for line in drawing.lines for at in range(21)]
    for x, y in places:
        assert left <= x <= left + width
        assert top <= y <= top + height


def test_a_line_from_a_box_to_itself_leaves_it_and_comes_back() -> None:
    corpus = drawn("a -> b")
    [claim] = corpus.claims.values()
    drawing = draw_map(replace(corpus, claims={claim.id: replace(claim, object="a")}), title="")

    [stroke, _] = groups(parsed(drawing))["e0"]

    [box] = drawing.layout.boxes
    way = [float(each) for each in re.findall(NUMBER, stroke.attrib["d"])]
    assert inside(box, (way[0], way[1]), 3)
    assert inside(box, (way[-2], way[-1]), 3)
    assert max(way[2::2]) > box.x + box.width / 2


def test_paths_and_a_map_of_nothing_are_pictures_as_well() -> None:
    corpus = drawn("a -> b -> c")
    found = traced(corpus, "a", "c").found

    path = parsed(draw_paths(corpus, found, title="a → c", words="one path"))

    assert list(texts(path))[:2] == ["a → c", "one path"]
    assert parsed(draw_map(drawn(""), title="Nothing")).find(f"{SVG}title") is not None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_stays_text(tables: TableFolder, payload: str) -> None:
    corpus = hostile(read_corpus(tables.root), payload)

    root = parsed(draw_map(corpus, title=payload))

    assert {each.tag.removeprefix(SVG) for each in root.iter()} == ELEMENTS
    assert {name for each in root.iter() for name in each.attrib} <= ATTRIBUTES
    assert not [value for each in root.iter() for value in each.attrib.values() if "hit" in value]
    said = "".join("".join(texts(root)).split())
    assert said.count("".join(payload.split())) > len(corpus.claims)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\ud800", "\uffff", "\x1b"])
def test_what_no_xml_may_hold_is_replaced(character: str) -> None:
    drawing = draw_map(drawn("a -> b"), title=f"One{character}two")

    assert parsed(drawing).findtext(f"{SVG}title") == "One\ufffdtwo"


def test_no_element_refers_to_anything_outside() -> None:
    text = to_svg(draw_map(read_corpus(ROOT), title="x"))

    assert "href" not in text
    assert "url(" not in text
    assert text.count("://") == 1  # the name space
    assert not re.search(r"<(script|style|image|use|foreignObject)|\bon\w+=|<!", text)


def test_the_same_tables_give_the_same_picture_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib, kg\n"
        "kb = kg.load()\n"
        "for page in (kb.map(strongest=200), kb.paths('SSRI', 'bone mass').map()):\n"
        "    print(hashlib.sha256(page.svg.encode()).hexdigest())\n"
    )

    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(outputs) == 1


@pytest.mark.parametrize("name", ["map.svg", "MAP.SVG"])
def test_a_name_that_ends_so_saves_the_picture(tmp_path: Path, name: str) -> None:
    corpus = drawn("a -> b")

    path = Mechanisms(corpus, traced(corpus, "a", "b")).map().save(tmp_path / name)
    page = KnowledgeBase(corpus).map().save(tmp_path / "svg.html")

    assert path.read_text(encoding="utf-8").startswith("<?xml")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.browser
def test_chromium_draws_the_picture_and_asks_for_nothing_else(
    chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "map.svg"
    file.write_text(to_svg(draw_map(read_corpus(ROOT), title="The map")), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1600, "height": 1200})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())

    overflows = page.evaluate(
        "[...document.querySelectorAll('[data-key^=n]')].filter((group) => {"
        "  const box = group.querySelector('rect').getBBox();"
        "  return [...group.querySelectorAll('text')].some((text) => {"
        "    const words = text.getBBox();"
        "    return words.x < box.x || words.x + words.width > box.x + box.width"
        "      || words.y < box.y || words.y + words.height > box.y + box.height; }); }).length"
    )
    assert page.evaluate("document.documentElement.nodeName") == "svg"
    assert page.evaluate("document.querySelectorAll('[data-key^=n] text').length") > 200
    assert overflows == 0
    assert asked == [file.as_uri()]
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_hostile_text_of_a_picture_is_ever_run(
    chromium: Browser, tables: TableFolder, tmp_path: Path, payload: str
) -> None:
    file = tmp_path / "map.svg"
    corpus = hostile(read_corpus(tables.root), payload)
    file.write_text(to_svg(draw_map(corpus, title=payload)), encoding="utf-8")
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())

    assert page.evaluate("document.documentElement.nodeName") == "svg"
    assert page.evaluate("window.hit") is None
    assert len(asked) == 1
    page.close()


@pytest.mark.browser
def test_lines_run_in_the_picture_as_they_do_on_the_page(chromium: Browser, tmp_path: Path) -> None:
    drawing = draw_map(read_corpus(ROOT), title="The map")
    file = tmp_path / "map.html"
    file.write_text(to_html(drawing), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1600, "height": 1200})
    page.goto(file.as_uri())

    bends = page.evaluate(
        "() => Object.fromEntries(Object.values(boneMap.canvas.network.body.edges).map((edge) =>"
        "  [edge.id, [edge.edgeType._getViaCoordinates()].flat().map(({ x, y }) => [x, y])]))"
    )

    assert len(bends) == len(drawing.lines)
    for line in drawing.lines:
        for bend, point in zip(bends[line.key], line.curve.points[1:-1], strict=True):
            assert bend == pytest.approx(point, abs=0.1)
    page.close()
