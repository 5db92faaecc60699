"""`kg compile`: a graph becomes a folder of arrays, whole or not at all, that anyone may damage."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from kgx_files import EMPTY, compiled, fill, nodes_of, silent, summed, table

from kg.cli.compile import command
from kg.errors import InvalidCorpusError, KgError
from kg.exchange import compiling
from kg.exchange.compiled import ABOUT, Compiled
from kg.exchange.compiling import compile_graph
from kg.exchange.kgx import LEVELS
from kg.exchange.texts import Texts, save_texts
from kg.model import Sign
from kg.paths import Link

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "object_direction_qualifier",
    "knowledge_level",
    "primary_knowledge_source",
    "publications",
    "negated",
)
NODES = table(
    [
        {"id": "B:2", "category": "biolink:Gene", "name": "bee"},
        {"id": "A:1", "category": "biolink:Gene|biolink:NamedThing", "name": "<b>a\x1b[2J</b>"},
        {"id": "C:3", "category": "biolink:Gene"},
    ],
    ("id", "category", "name"),
)
RAISES = {
    "id": "e1",
    "subject": "A:1",
    "predicate": "biolink:affects",
    "object": "B:2",
    "object_direction_qualifier": "increased",
    "knowledge_level": "prediction",
    "primary_knowledge_source": "infores:x",
    "publications": "PMID:1|PMID:2",
}
AGAIN = RAISES | {"id": "", "knowledge_level": "", "publications": ""}
LOWERS = RAISES | {"id": "e3\x1b[2J", "object_direction_qualifier": "decreased"}
BESIDE = {"id": "e4", "subject": "C:3", "predicate": "biolink:interacts_with", "object": "A:1"}
CAUSED = {"id": "e5", "subject": "C:3", "predicate": "biolink:caused_by", "object": "B:2"}
NOT_SO = RAISES | {"id": "e6", "negated": "True"}
EDGES = table([RAISES, LOWERS, BESIDE, AGAIN, CAUSED, NOT_SO], COLUMNS)


def graph(folder: Path) -> Compiled:
    return compiled(folder, NODES, EDGES)


def hops(graph: Compiled) -> list[tuple[str, str, Sign]]:
    steps = (graph.arrays.step(hop) for hop in range(graph.arrays.hops))
    return [(graph.id(step.start), graph.id(step.end), step.sign) for step in steps]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_nodes_are_numbered_by_their_ids(tmp_path: Path) -> None:
    made = graph(tmp_path)

    assert [made.id(number) for number in range(3)] == ["A:1", "B:2", "C:3"]
    assert [made.number(name) for name in ("A:1", "B:2", "C:3")] == [0, 1, 2]
    assert [made.number(name) for name in ("", "A:", "A:11", "Z:9", "\ud800")] == [None] * 5


def test_a_label_is_the_name_as_it_can_be_printed_or_the_id(tmp_path: Path) -> None:
    made = graph(tmp_path)

    assert [made.label(number) for number in range(3)] == ["<b>a\\x1b[2J</b>", "bee", "C:3"]


def test_categories_are_kept_by_node(tmp_path: Path) -> None:
    made = graph(tmp_path)

    assert [made.about.categories[code] for code in made.codes] == [
        "biolink:Gene|biolink:NamedThing",
        "biolink:Gene",
        "biolink:Gene",
    ]


def test_parallel_edges_of_one_sign_are_one_hop(tmp_path: Path) -> None:
    made = graph(tmp_path)

    assert hops(made) == [
        ("A:1", "B:2", Sign.UP),
        ("A:1", "B:2", Sign.DOWN),
        ("A:1", "C:3", Sign.UNKNOWN),
        ("B:2", "C:3", Sign.UP),
        ("C:3", "A:1", Sign.UNKNOWN),
    ]
    assert made.about[:5] == (3, 5, 6, 5, 1)


def test_a_hop_shows_its_edges_in_the_order_of_the_file(tmp_path: Path) -> None:
    made = graph(tmp_path)

    assert made.links(0) == (
        Link(
            "e1",
            "A:1",
            "biolink:affects",
            "B:2",
            Sign.UP,
            causal=True,
            level="prediction",
            origin="infores:x",
            publications=("PMID:1", "PMID:2"),
        ),
        Link(
            "A:1 biolink:affects B:2",
            "A:1",
            "biolink:affects",
            "B:2",
            Sign.UP,
            causal=True,
            level="not_provided",
            origin="infores:x",
        ),
    )


def test_what_an_edge_says_of_itself_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    [link] = graph(tmp_path).links(1)

    assert link.id == "e3\\x1b[2J"


@pytest.mark.parametrize(("hop", "name"), [(2, "e4"), (3, "e5"), (4, "e4")])
def test_an_edge_keeps_its_ends_whichever_way_its_step_runs(
    tmp_path: Path, hop: int, name: str
) -> None:
    [link] = graph(tmp_path).links(hop)

    ends = {"e4": ("C:3", "A:1"), "e5": ("C:3", "B:2")}
    assert (link.id, link.subject, link.object) == (name, *ends[name])


def test_the_best_edge_marks_a_hop(tmp_path: Path) -> None:
    made = graph(tmp_path)
    order = ["prediction", *(level for level in LEVELS if level != "prediction")]
    marks = np.array([order.index(kind.level) for kind in made.about.kinds], np.uint8)

    rest = order.index("not_provided")
    assert made.best(marks).tolist() == [0, 0, rest, rest, rest]


def test_a_graph_without_edges_is_one(tmp_path: Path) -> None:
    made = compiled(tmp_path, nodes_of("A:1"), table([], COLUMNS))

    assert (made.about.nodes, made.about.hops, made.arrays.hops) == (1, 0, 0)
    assert made.best(np.empty(0, np.uint8)).tolist() == []


def test_the_same_files_give_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    summed(tmp_path, NODES, EDGES)
    summed(tmp_path / "other", NODES, EDGES)

    assert contents(tmp_path / "graph") == contents(tmp_path / "other" / "graph")


def test_a_graph_is_replaced_by_another_and_nothing_else_is(tmp_path: Path) -> None:
    summed(tmp_path, NODES, EDGES)
    made = compiled(tmp_path, nodes_of("Z:1"), table([], COLUMNS))

    assert made.id(0) == "Z:1"
    (tmp_path / "graph" / "thesis.txt").write_text("all of it", encoding="utf-8")
    with pytest.raises(KgError, match=r"thesis\.txt"):
        summed(tmp_path, NODES, EDGES)
    assert (tmp_path / "graph" / "thesis.txt").exists()


def test_a_bad_row_leaves_nothing_behind(tmp_path: Path) -> None:
    edges = EDGES + "\t".join(["e9", "A:1", "biolink:affects", "Z:9", *[""] * 5]) + "\n"

    with pytest.raises(InvalidCorpusError, match=r"edges\.tsv:8: object: 'Z:9': no node has"):
        summed(tmp_path, NODES, edges)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edges.tsv", "nodes.tsv"]


@pytest.mark.parametrize(
    ("nodes", "edges", "wrong"),
    [
        (
            table([{"id": f"A:{at}", "category": str(at)} for at in range(4)], ("id", "category")),
            table([], COLUMNS),
            "over 3 categories",
        ),
        (
            NODES,
            table([BESIDE | {"predicate": f"biolink:{at}"} for at in range(4)], COLUMNS),
            "over 3 predicates",
        ),
    ],
)
def test_columns_that_cannot_be_what_they_are_called_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nodes: str, edges: str, wrong: str
) -> None:
    monkeypatch.setattr(compiling, "MOST_CODES", 3)

    with pytest.raises(KgError, match=wrong):
        summed(tmp_path, nodes, edges)


def test_checksums_cover_every_file(tmp_path: Path) -> None:
    summed(tmp_path, NODES, EDGES)

    files = contents(tmp_path / "graph")
    listed = files.pop("SHA256SUMS").decode().splitlines()
    assert [line.partition("  ")[2] for line in listed] == sorted(files)


@settings(max_examples=100)
@given(st.sets(st.text(st.characters(exclude_categories=["Cs"]))), st.text())
def test_a_text_is_found_by_itself_and_by_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, texts: set[str], other: str
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    listed = sorted(texts)
    save_texts(folder, "t", listed)
    kept = Texts(folder, "t", count=len(listed))

    assert [kept[number] for number in range(len(kept))] == listed
    assert [kept.find(text) for text in listed] == list(range(len(listed)))
    assert kept.find(other) == (listed.index(other) if other in texts else None)


SAID: list[tuple[str, Any]] = [
    ("format", "another"),
    ("version", 2),
    ("nodes", 2),
    ("nodes", -1),
    ("nodes", "3"),
    ("nodes", True),
    ("nodes", 10**20),
    ("edges", None),
    ("carriers", 5),
    ("hops", 6),
    ("categories", [1]),
    ("categories", None),
    ("kinds", [["p", True, "hearsay", False]]),
    ("kinds", [["p", 1, "prediction", False]]),
    ("kinds", [["p", True, "prediction"]]),
    ("kinds", [[7, True, "prediction", False]]),
    ("kinds", 7),
    ("files", {"../nodes.tsv": 1}),
    ("files", {"ids.text": 1}),
    ("files", {"none": 1}),
    ("files", []),
]


@pytest.mark.parametrize(("key", "value"), SAID)
def test_a_folder_that_says_what_is_not_so_is_refused(
    tmp_path: Path, key: str, value: object
) -> None:
    summed(tmp_path, NODES, EDGES)
    about = tmp_path / "graph" / ABOUT
    about.write_text(json.dumps(json.loads(about.read_text()) | {key: value}), encoding="utf-8")

    with pytest.raises(KgError, match="no compiled graph, or a damaged one"):
        Compiled(tmp_path / "graph")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"format": 1' + b"0" * 9999 + b"}"],
    ids=["empty", "list", "no keys", "null", "bytes", "deep", "long number"],
)
def test_a_folder_that_says_nothing_sensible_is_refused(tmp_path: Path, content: bytes) -> None:
    summed(tmp_path, NODES, EDGES)
    (tmp_path / "graph" / ABOUT).write_bytes(content)

    with pytest.raises(KgError, match=f"{ABOUT} does not say what it should"):
        Compiled(tmp_path / "graph")


FILES = (
    *("about.json", "after.npy", "ahead.npy", "arrays.json", "before.npy", "behind.npy"),
    *("carriers.kinds", "carriers.rows", "carriers.starts", "categories.codes", "costs.npy"),
    *("grades.npy", "hops.npy", "ids.starts", "ids.text", "names.starts", "names.text"),
    "rows.text",
)


def test_these_are_all_files_of_a_graph(tmp_path: Path) -> None:
    summed(tmp_path, NODES, EDGES)

    assert {*FILES, "SHA256SUMS"} == set(contents(tmp_path / "graph"))


@pytest.mark.parametrize("name", [name for name in FILES if name != ABOUT])
@pytest.mark.parametrize("spoil", ["missing", "cut", "longer", "folder", "pipe"])
def test_a_file_that_is_missing_or_of_another_length_is_noticed_at_once(
    tmp_path: Path, name: str, spoil: str
) -> None:
    summed(tmp_path, NODES, EDGES)
    path = tmp_path / "graph" / name
    content = path.read_bytes()
    path.unlink()
    match spoil:
        case "cut":
            path.write_bytes(content[:-1])
        case "longer":
            path.write_bytes(content + b"xx")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)

    with pytest.raises(KgError, match="compile"):
        Compiled(tmp_path / "graph")


def everything(folder: Path) -> str:
    """Read all that a graph holds, and give the error it ends with, or nothing."""
    try:
        made = Compiled(folder)
        for number in range(made.about.nodes):
            made.label(number)
            made.number(made.id(number))
        for hop in range(made.arrays.hops):
            made.links(hop)
        made.best(np.zeros(len(made.about.kinds), np.uint8))
    except KgError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "name", [name for name in FILES if name.startswith(("carriers", "ids", "rows"))]
)
@pytest.mark.parametrize("byte", [0xFF, 0x7F, 0x0A])
def test_numbers_that_lead_astray_are_one_error(tmp_path: Path, name: str, byte: int) -> None:
    summed(tmp_path, NODES, EDGES)
    size = (tmp_path / "graph" / name).stat().st_size
    (tmp_path / "graph" / name).write_bytes(bytes([byte]) * size)

    assert "no compiled graph, or a damaged one" in everything(tmp_path / "graph")


@settings(max_examples=150)
@given(st.sampled_from(FILES), st.integers(0, 10_000), st.integers(1, 255))
def test_whatever_byte_is_changed_a_graph_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, turn: int
) -> None:
    folder = tmp_path_factory.mktemp("spoilt")
    summed(folder, NODES, EDGES)

    path = folder / "graph" / name
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= turn
    path.write_bytes(content)

    message = everything(folder / "graph")
    shutil.rmtree(folder)
    assert message.isprintable()


@pytest.mark.parametrize("change", [b"osteoc", b"A\x1b[2J:", b"\xff" * 6])
def test_an_id_that_compiling_would_refuse_is_refused_in_a_folder_too(
    tmp_path: Path, change: bytes
) -> None:
    summed(tmp_path, nodes_of("AAAA:1"), table([], COLUMNS))
    assert len(change) == len("AAAA:1")
    (tmp_path / "graph" / "ids.text").write_bytes(change)

    with pytest.raises(KgError, match="no compiled graph, or a damaged one"):
        Compiled(tmp_path / "graph").id(0)


def test_another_folder_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(
        KgError, match=r"no compiled graph, or a damaged one: about\.json is missing"
    ):
        Compiled(tmp_path)


def run(folder: Path, *arguments: str, edges: str = EDGES) -> Result:
    places = map(str, fill(folder, NODES, edges))
    return CliRunner().invoke(command, [*places, "-o", str(folder / "graph"), *arguments])


def test_the_command_says_what_came_of_a_graph(tmp_path: Path) -> None:
    odd = [BESIDE | {"predicate": f"biolink:{at}"} for at in range(7)]
    more = table([*odd, BESIDE | {"knowledge_level": "hearsay"}], COLUMNS)

    result = run(tmp_path, edges=EDGES + more.partition("\n")[2])

    assert (result.exit_code, result.stdout) == (0, "")
    words = (
        "7 predicates",
        "7 edges are associations of unknown sign",
        "1 level of knowledge",
        "that of not_provided is taken",
    )
    unread = "biolink:0 (1), biolink:1 (1), biolink:2 (1), biolink:3 (1), biolink:4 (1), …"
    assert result.stderr.splitlines() == [
        "nodes.tsv: 3 rows",
        "edges.tsv: 14 rows",
        f"wrote {tmp_path / 'graph'}: 3 nodes, 13 edges, 5 hops",
        "negated edges left out: 1",
        f"{words[0]} have no row in ontology/kgx.tsv; {words[1]}: {unread}",
        f"{words[2]} has no weight in ontology/strength.tsv, and {words[3]}: hearsay (1)",
    ]


def test_the_command_says_nothing_if_it_is_asked_to(tmp_path: Path) -> None:
    result = run(tmp_path, "-q")

    assert (result.exit_code, result.output) == (0, "")
    assert Compiled(tmp_path / "graph").about.nodes == 3


def test_progress_stays_on_one_line_of_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exchange.kgx.EVERY", 2)
    monkeypatch.setattr("kg.cli.compile._is_terminal", lambda: True)

    result = run(tmp_path)

    assert result.stderr.split("wrote")[0] == (
        "\rnodes.tsv: 2 rows\rnodes.tsv: 3 rows\n"
        "\redges.tsv: 2 rows\redges.tsv: 4 rows\redges.tsv: 6 rows\redges.tsv: 6 rows\n"
    )


def test_a_wrong_file_is_named_by_the_command(tmp_path: Path) -> None:
    result = run(tmp_path, edges="subject\tpredicate\n")

    assert isinstance(result.exception, InvalidCorpusError)
    assert str(result.exception).startswith("edges.tsv:1: object: ''")
    assert not (tmp_path / "graph").exists()


def test_a_folder_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    places = fill(tmp_path, NODES, EDGES)

    with pytest.raises(KgError, match="cannot write"):
        compile_graph(*places, tmp_path / "none" / "graph", corpus=EMPTY, done=silent)
