"""Building networks of arrays, keeping them in a folder, and refusing what is not one."""

from __future__ import annotations

import shutil
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, UsageError
from kg.model import Sign
from kg.paths import PathQuery
from kg.paths.arrays import Arrays, Edges, Layered, build
from kg.paths.lists import Step
from kg.paths.network import Ask, Meter
from kg.paths.search import find_trails

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("ahead", "after", "behind", "before", "hops", "grades", "costs")


def edges_of(*rows: tuple[int, int, int, int, int]) -> Edges:
    return Edges(*np.array(rows, np.int64).reshape(-1, 5).T)


def random_edges(size: int, count: int) -> Edges:
    chance = np.random.default_rng(1)
    start, end = chance.integers(0, size, (2, count))
    signs = chance.choice([-1, 0, 1], count)
    return Edges(start, end, signs, chance.integers(0, 4, count), chance.integers(0, 99, count))


def answers(arrays: Arrays, source: int, target: int) -> list[tuple[int, ...]]:
    ask = Ask({source: Sign.UP}, {target: Sign.UP})
    query = PathQuery(sources=("any",), k=None, longest=4)
    return list(find_trails(arrays, ask, query, Meter(10**6)))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    Arrays.build(50, random_edges(50, 200)).arrays.save(tmp_path / "kept")
    return tmp_path / "kept"


def test_parallel_edges_of_one_sign_become_one_hop_with_the_best_of_each() -> None:
    built = Arrays.build(3, edges_of((1, 2, 1, 2, 5), (0, 1, 1, 0, 0), (1, 2, 1, 1, 7)))

    assert [built.arrays.step(hop) for hop in range(2)] == [
        Step(0, 1, Sign.UP, 0, 0),
        Step(1, 2, Sign.UP, 1, 5),
    ]
    assert [built.arrays.grade(1), built.arrays.cost(1)] == [1, 5]
    assert (built.order.tolist(), built.offsets.tolist()) == ([1, 0, 2], [0, 1, 3])


def test_hops_are_sorted_by_start_end_and_sign() -> None:
    rows = [(1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 1, -1, 0, 0), (0, 1, 1, 0, 0), (0, 0, 0, 0, 0)]
    arrays = Arrays.build(2, edges_of(*rows)).arrays

    assert [arrays.step(hop)[:3] for hop in range(arrays.hops)] == [
        (0, 0, Sign.UNKNOWN),
        (0, 1, Sign.UP),
        (0, 1, Sign.DOWN),
        (0, 1, Sign.UNKNOWN),
        (1, 0, Sign.UNKNOWN),
    ]


def test_edges_that_leave_no_room_in_a_number_are_sorted_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edges = random_edges(20, 500)
    quick = Arrays.build(20, edges)
    monkeypatch.setattr(build, "NUMBER", 8)
    slow = Arrays.build(20, edges)

    assert quick.order.tolist() == slow.order.tolist()
    assert all(map(np.array_equal, quick.arrays.kept, slow.arrays.kept))


def test_building_leaves_the_edges_as_they_were() -> None:
    edges = random_edges(20, 100)
    before = [each.tolist() for each in edges]
    Arrays.build(20, edges)

    assert [each.tolist() for each in edges] == before


def test_a_network_may_have_no_edges_and_no_axes() -> None:
    assert Arrays.build(0, edges_of()).arrays.hops == 0
    assert answers(Arrays.build(2, edges_of()).arrays, 0, 1) == []


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ((2, 0, 0, 0, 0), "start"),
        ((0, -1, 0, 0, 0), "end"),
        ((0, 0, 2, 0, 0), "sign"),
        ((0, 0, 0, 128, 0), "grade"),
        ((0, 0, 0, 0, -1), "cost"),
        ((0, 0, 0, 0, 2**32), "cost"),
    ],
)
def test_an_edge_that_cannot_be_is_refused_by_name(
    row: tuple[int, int, int, int, int], name: str
) -> None:
    with pytest.raises(KgError, match=f"an edge has a {name} beyond"):
        Arrays.build(2, edges_of(row))


def test_edges_of_unequal_length_or_of_fractions_are_refused() -> None:
    edges = random_edges(5, 10)
    for wrong in (edges.cost[1:], edges.cost.astype(float)):
        with pytest.raises(KgError, match="not five lists of integers of equal length"):
            Arrays.build(5, edges._replace(cost=wrong))


def test_more_axes_than_numbers_have_room_for_are_refused() -> None:
    with pytest.raises(KgError, match="more than arrays have room for"):
        Arrays.build(2**29, edges_of())


def test_topology_and_signs_take_at_most_16_bytes_per_edge() -> None:
    arrays = Arrays.build(20_000, random_edges(20_000, 200_000)).arrays
    size = sum(each.nbytes for each in arrays.kept[:5])

    assert size / arrays.hops <= 16


def test_a_layer_with_fewer_terms_than_what_is_below_is_refused() -> None:
    big, small = Arrays.build(3, edges_of()).arrays, Arrays.build(2, edges_of()).arrays
    with pytest.raises(UsageError, match="a layer of 2 terms cannot lie over 3"):
        Layered(big, small)


def test_the_hop_of_the_layer_shadows_the_same_one_below() -> None:
    big = Arrays.build(2, edges_of((0, 1, 1, 0, 0), (0, 1, -1, 0, 0))).arrays
    small = Arrays.build(3, edges_of((0, 1, 1, 3, 9))).arrays
    layered = Layered(big, small)
    trails = answers(layered, 0, 1)

    assert [layered.step(hop) for (hop,) in trails] == [
        Step(0, 1, Sign.DOWN, 0, 0),
        Step(0, 1, Sign.UP, 3, 9),
    ]
    assert [(layered.grade(hop), layered.cost(hop)) for (hop,) in trails] == [(0, 0), (3, 9)]


def test_what_is_opened_is_what_was_saved(kept: Path) -> None:
    built, opened = Arrays.build(50, random_edges(50, 200)).arrays, Arrays.open(kept)

    assert all(map(np.array_equal, opened.kept, built.kept))
    assert answers(opened, 3, 4) == answers(built, 3, 4) != []
    assert [each.name for each in kept.parent.iterdir()] == ["kept"]


def test_a_folder_that_is_there_is_not_written_over(kept: Path) -> None:
    before = {path: path.read_bytes() for path in kept.iterdir()}
    with pytest.raises(KgError, match="it is there already"):
        Arrays.build(1, edges_of()).arrays.save(kept)

    assert {path: path.read_bytes() for path in kept.iterdir()} == before


def test_a_folder_in_one_that_is_missing_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="name a folder where you may write"):
        Arrays.build(1, edges_of()).arrays.save(tmp_path / "missing" / "kept")


def test_saving_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(KeyboardInterrupt):
        Arrays.build(1, edges_of()).arrays.save(tmp_path / "kept")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [*(f"{name}.npy" for name in FILES), "arrays.json"])
def test_a_file_that_is_missing_cut_or_foreign_is_refused(kept: Path, name: str) -> None:
    whole = (kept / name).read_bytes()
    for wrong in (None, b"", whole[: len(whole) // 2], b"\x93NUMPY\x01\x00", b"[" * 9000, b"5"):
        (kept / name).unlink(missing_ok=True)
        if wrong is not None:
            (kept / name).write_bytes(wrong)

        with pytest.raises(KgError, match="cannot read the arrays in"):
            Arrays.open(kept)


@pytest.mark.parametrize("name", FILES[:5])
def test_a_file_of_other_arrays_is_refused(kept: Path, name: str, tmp_path: Path) -> None:
    edges = random_edges(50, 200)
    other = Arrays.build(50, edges._replace(start=edges.end, end=edges.start)).arrays
    other.save(tmp_path / "other")
    shutil.copy(tmp_path / "other" / f"{name}.npy", kept)

    assert other.hops == Arrays.build(50, edges).arrays.hops
    with pytest.raises(KgError, match=r"does not go with|leads out of"):
        Arrays.open(kept)


@pytest.mark.parametrize(
    ("name", "at", "value"),
    [
        ("ahead", 0, 1),
        ("ahead", 7, 2**30),
        ("behind", -1, 5),
        ("after", 3, -4),
        ("after", 3, 50 << 2),
        ("before", 3, 1),
        ("hops", 9, -1),
        ("hops", 9, 10**6),
    ],
)
def test_a_number_that_leads_nowhere_is_refused(kept: Path, name: str, at: int, value: int) -> None:
    array = np.load(kept / f"{name}.npy")
    array[at] = value
    np.save(kept / f"{name}.npy", array)

    with pytest.raises(KgError, match=name):
        Arrays.open(kept)


@pytest.mark.parametrize("name", FILES)
def test_arrays_of_another_kind_or_shape_are_refused(kept: Path, name: str) -> None:
    array = np.load(kept / f"{name}.npy")
    objects = np.array([{}] * len(array), object)
    for wrong in (array.astype(float), array[:-1], array.reshape(1, -1), array.astype(">i8")):
        np.save(kept / f"{name}.npy", wrong)
        with pytest.raises(KgError, match="not what it should be"):
            Arrays.open(kept)
    np.save(kept / f"{name}.npy", objects, allow_pickle=True)
    with pytest.raises(KgError, match="not what it should be"):
        Arrays.open(kept)


@pytest.mark.parametrize("head", ["[]", "{}", '{"format": "other", "axes": 50, "hops": 200}'])
def test_a_foreign_head_is_refused(kept: Path, head: str) -> None:
    (kept / "arrays.json").write_text(head)

    with pytest.raises(KgError, match="not what it should be"):
        Arrays.open(kept)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arrays") / "kept"
    Arrays.build(50, random_edges(50, 200)).arrays.save(folder)
    return folder


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**63))
def test_whatever_bytes_are_changed_it_is_refused_or_searched_without_a_crash(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - drawn anew from the same seed in every run
    copy = tmp_path_factory.mktemp("spoilt") / "copy"
    shutil.copytree(whole, copy)
    path = chance.choice(sorted(copy.iterdir()))
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)

    try:
        arrays = Arrays.open(copy)
    except KgError:
        return
    assert all(0 <= hop < arrays.hops for trail in answers(arrays, 3, 4) for hop in trail)
