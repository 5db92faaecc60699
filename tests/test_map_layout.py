"""Where boxes stand on the map: none overlaps, none is lost, and labels fit."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.map.drawing import LANES
from kg.views.map.labels import WIDEST_LINE, box_size, text_width, wrapped
from kg.views.map.layout import (
    COLUMN_GAP,
    ROW_GAP,
    Box,
    Layout,
    lay_lanes,
    lay_layers,
    layers_of,
)

HEADINGS = [heading for heading, _ in LANES]


def crowded(layout: Layout) -> list[tuple[str, str]]:
    """Name the pairs of boxes that overlap, or come nearer than the gaps between them."""
    return [
        (a.id, b.id)
        for a, b in combinations(layout.boxes, 2)
        if abs(a.x - b.x) - (a.width + b.width) / 2 < COLUMN_GAP
        and abs(a.y - b.y) - (a.height + b.height) / 2 < ROW_GAP
    ]


def box(name: str, label: str = "") -> Box:
    lines = wrapped(label or name)
    return Box(name, lines, *box_size(lines))


@st.composite
def charts(draw: st.DrawFn) -> tuple[list[Box], dict[str, int], list[tuple[str, str]]]:
    labels = draw(st.lists(st.text("abc -/Ω", max_size=40), min_size=1, max_size=40))
    boxes = [box(f"n{at}", label) for at, label in enumerate(labels)]
    names = st.sampled_from([each.id for each in boxes])
    lanes = {each.id: draw(st.integers(0, len(LANES) - 1)) for each in boxes}
    links = draw(st.lists(st.tuples(names, names).filter(lambda link: link[0] != link[1])))
    return boxes, lanes, links


@given(charts())
def test_boxes_in_lanes_never_overlap_and_none_is_lost(
    chart: tuple[list[Box], dict[str, int], list[tuple[str, str]]],
) -> None:
    boxes, lanes, links = chart

    layout = lay_lanes(boxes, lanes, links, HEADINGS)

    assert [placed.id for placed in layout.boxes] == [each.id for each in boxes]
    assert crowded(layout) == []
    assert layout == lay_lanes(boxes, lanes, links, HEADINGS)


@given(charts())
def test_every_box_stands_on_the_band_of_its_lane_and_no_other(
    chart: tuple[list[Box], dict[str, int], list[tuple[str, str]]],
) -> None:
    boxes, lanes, links = chart

    layout = lay_lanes(boxes, lanes, links, HEADINGS)

    for placed in layout.boxes:
        left, right = placed.x - placed.width / 2, placed.x + placed.width / 2
        under = [b.lane for b in layout.bands if left < b.left + b.width and b.left < right]
        assert under == [lanes[placed.id]]
    assert all(a.left + a.width < b.left for a, b in combinations(layout.bands, 2))


@given(charts())
def test_boxes_in_layers_never_overlap_and_none_is_lost(
    chart: tuple[list[Box], dict[str, int], list[tuple[str, str]]],
) -> None:
    boxes, lanes, links = chart

    layout = lay_layers(boxes, lanes, links)

    assert [placed.id for placed in layout.boxes] == [each.id for each in boxes]
    assert crowded(layout) == []


def test_an_empty_map_has_no_boxes_and_no_bands() -> None:
    assert lay_lanes([], {}, [], HEADINGS) == Layout(())
    assert lay_layers([], {}, []) == Layout(())


def test_a_crowded_lane_is_split_into_columns() -> None:
    boxes = [box(f"n{at}") for at in range(60)]

    layout = lay_lanes(boxes, dict.fromkeys((each.id for each in boxes), 0), [], HEADINGS)

    assert len({placed.x for placed in layout.boxes}) > 1
    assert len(layout.bands) == 1


def test_rows_are_ordered_so_that_lines_run_level() -> None:
    boxes = [box(name) for name in "abcxyz"]
    lanes = dict.fromkeys("abc", 0) | dict.fromkeys("xyz", 1)

    layout = lay_lanes(boxes, lanes, [("a", "z"), ("b", "x"), ("c", "y")], HEADINGS)

    height = {placed.id: placed.y for placed in layout.boxes}
    assert [height[start] for start in "abc"] == [height[end] for end in "zxy"]


def test_a_line_that_passes_a_layer_is_led_around_its_boxes() -> None:
    boxes = [box(name) for name in "abc"]

    layout = lay_layers(boxes, {"a": 0, "b": 1, "c": 2}, [("a", "b"), ("b", "c"), ("a", "c")])

    middle = layout.boxes[1]
    level = (layout.boxes[0].y + layout.boxes[2].y) / 2
    assert abs(level + layout.bows["a", "c"] - middle.y) > middle.height / 2
    assert set(layout.bows) == {("a", "c")}


@pytest.mark.parametrize(
    ("hops", "layers"),
    [
        ("ab bc ac", {"a": 0, "b": 1, "c": 2}),
        ("ac ab bc", {"a": 0, "c": 2, "b": 1}),
        ("ab bc cb", {"a": 0, "b": 1, "c": 2}),
        ("", {}),
    ],
)
def test_a_layer_is_the_longest_way_from_the_start(hops: str, layers: dict[str, int]) -> None:
    assert layers_of((hop[0], hop[1]) for hop in hops.split()) == layers


@given(st.text(max_size=80))
def test_no_line_of_a_label_is_wider_than_allowed_and_no_letter_is_lost(text: str) -> None:
    lines = wrapped(text)

    assert all(text_width(line) <= WIDEST_LINE for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_labels_break_at_blanks_hyphens_and_slashes() -> None:
    assert wrapped("hypothalamic-pituitary-adrenal axis") == (
        "hypothalamic-",
        "pituitary-adrenal",
        "axis",
    )
