"""Where boxes stand on the map: none overlaps, none is lost, and labels fit."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from corpora import ROOT
from hypothesis import given
from hypothesis import strategies as st

from kg.tables import read_corpus
from kg.views.map.curves import Router, curved, level
from kg.views.map.dodging import dodged
from kg.views.map.drawing import draw_map
from kg.views.map.labels import PADDING, WIDEST_LINE, box_size, text_width, wrapped
from kg.views.map.lanes import LANES
from kg.views.map.layout import (
    COLUMN_GAP,
    ROW_GAP,
    Box,
    Layout,
    Placed,
    lay_lanes,
    lay_layers,
    layers_of,
)

if TYPE_CHECKING:
    from kg.views.map.drawing import Drawing

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


@pytest.fixture(scope="module")
def curated() -> Drawing:
    return draw_map(read_corpus(ROOT), title="")


def test_no_two_boxes_of_the_curated_map_overlap_and_no_label_leaves_its_box(
    curated: Drawing,
) -> None:
    assert crowded(curated.layout) == []
    for placed in curated.layout.boxes:
        assert max(map(text_width, placed.lines)) <= placed.width - 2 * PADDING + 1


def test_no_word_of_a_heading_is_broken() -> None:
    boxes = [box(f"n{at}", "x") for at in range(len(LANES))]
    lanes = {f"n{at}": at for at in range(len(LANES))}

    layout = lay_lanes(boxes, lanes, [], HEADINGS)

    assert [" ".join(band.heading) for band in layout.bands] == HEADINGS


def test_lines_of_the_curated_map_pass_behind_few_boxes(curated: Drawing) -> None:
    router = Router(curated.layout.boxes)
    place = {each.id: each for each in curated.layout.boxes}

    chosen = plain = 0
    for line in curated.lines:
        start, end = place[line.start], place[line.end]
        straight = (
            curved(start, end, 0.3, clockwise=True) if start.x == end.x else level(start, end, 0.45)
        )
        chosen += len(router.behind(line.curve, line.start, line.end))
        plain += len(router.behind(straight, line.start, line.end))

    assert chosen < 0.92 * plain
    assert chosen < 3.2 * len(curated.lines)


def test_no_line_of_the_curated_map_runs_far_outside_of_its_lanes(curated: Drawing) -> None:
    bands = curated.layout.bands
    left, right = bands[0].left, bands[-1].left + bands[-1].width
    top, bottom = bands[0].top, bands[0].top + bands[0].height

    for line in curated.lines:
        for share in range(11):
            x, y = line.curve.at(share / 10)
            assert left - 60 <= x <= right + 60
            assert top <= y <= bottom + 60


@given(charts(), st.integers(0, 400))
def test_boxes_that_make_way_keep_their_order_their_gaps_and_their_room(
    chart: tuple[list[Box], dict[str, int], list[tuple[str, str]]], spare: int
) -> None:
    boxes, lanes, links = chart
    columns: list[list[Placed]] = []
    for lane in sorted(set(lanes.values())):
        top, column = 0, []
        for each in boxes:
            if lanes[each.id] == lane:
                column.append(Placed(*each, 300 * lane, top + each.height // 2))
                top += each.height + ROW_GAP
        columns.append(column)
    lowest = max(each.y + each.height // 2 for column in columns for each in column)

    moved = dodged(columns, links, gap=ROW_GAP, room=(0, lowest + spare))

    assert [[b.id for b in column] for column in moved] == [[b.id for b in c] for c in columns]
    assert [[b.x for b in column] for column in moved] == [[b.x for b in c] for c in columns]
    for column in moved:
        for upper, lower in pairwise(column):
            assert lower.y - upper.y >= (upper.height + lower.height) / 2 + ROW_GAP
        assert column[0].y - column[0].height / 2 >= 0
        assert column[-1].y + column[-1].height / 2 <= lowest + spare


def test_a_box_makes_way_for_a_line() -> None:
    size = Box("", ("x",), 100, 30)
    columns = [[Placed(name, *size[1:], 200 * at, 100)] for at, name in enumerate("abc")]

    [_, [middle], _] = dodged(columns, [("a", "c")], gap=ROW_GAP, room=(0, 200))

    assert abs(middle.y - 100) > middle.height / 2


@given(charts())
def test_lines_between_the_same_two_boxes_lie_apart(
    chart: tuple[list[Box], dict[str, int], list[tuple[str, str]]],
) -> None:
    boxes, lanes, links = chart
    router = Router(lay_lanes(boxes, lanes, links, HEADINGS).boxes)

    for start, end in sorted({(min(link), max(link)) for link in links}):
        there, back = router.route(start, end), router.route(end, start)
        (x, y), (across, down) = there.at(0.5), back.at(0.5)
        assert abs(x - across) + abs(y - down) > 4


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
