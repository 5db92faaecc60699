"""Reading KGX TSV: what each row says, and what is said of rows that cannot be read."""

from __future__ import annotations

import gzip
import tracemalloc
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kgx_files import EMPTY, nodes_of, silent, table

from kg.errors import InvalidCorpusError, KgError
from kg.exchange import rows
from kg.exchange.kgx import EDGES, Dictionary, Edges, Node, read_nodes
from kg.model import Sign
from kg.model.vocabulary import DIRECTIONS, Way

if TYPE_CHECKING:
    from pathlib import Path

    from kg.errors import Problem
    from kg.exchange.kgx import Edge
    from kg.model import Ontology

DICTIONARY = Dictionary(EMPTY.ontology.readings)
NUMBERS = {"A:1": 0, "B:2": 1}
PLAIN = {"subject": "A:1", "predicate": "biolink:affects", "object": "B:2"}


def edges_of(path: Path, **cells: str) -> list[Edge]:
    """Read a file of one edge from A:1 to B:2."""
    columns = dict.fromkeys([*PLAIN, *cells])
    path.write_text(table([PLAIN | cells], columns), encoding="utf-8")
    return list(Edges(path, NUMBERS, DICTIONARY).read(done=silent))


def said(path: Path, **cells: str) -> tuple[str, bool, str]:
    """Tell the sign of an edge from A:1 to B:2, whether it is a cause, and which way it runs."""
    [edge] = edges_of(path, **cells)
    return edge.said.sign.symbol, edge.said.causal, edge.said.way.value


def refused(path: Path, content: str | bytes) -> list[Problem]:
    """List what is wrong with a file of edges."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidCorpusError) as caught:
        list(Edges(path, NUMBERS, DICTIONARY).read(done=silent))
    return list(caught.value.problems)


def refused_nodes(path: Path, content: str | bytes) -> list[Problem]:
    """List what is wrong with a file of nodes."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidCorpusError) as caught:
        read_nodes(path, done=silent)
    return list(caught.value.problems)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "edges.tsv"


QUALIFIED = {"qualified_predicate": "biolink:causes"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("?", True, "forward")),
        ({"predicate": "biolink:treats"}, ("−", True, "forward")),
        ({"predicate": "biolink:caused_by"}, ("+", True, "backward")),
        ({"predicate": "biolink:negatively_correlated_with"}, ("−", False, "both")),
        ({"predicate": "biolink:part_of"}, ("?", False, "forward")),
        ({"predicate": "biolink:no_such_predicate"}, ("?", False, "forward")),
        ({"object_direction_qualifier": "increased"}, ("+", True, "forward")),
        (QUALIFIED | {"object_direction_qualifier": "downregulated"}, ("−", True, "forward")),
        (
            {"object_aspect_qualifier": "degradation", "object_direction_qualifier": "increased"},
            ("−", True, "forward"),
        ),
        (
            {"predicate": "biolink:associated_with", "object_direction_qualifier": "decreased"},
            ("−", False, "both"),
        ),
    ],
)
def test_an_edge_has_the_sign_of_its_predicate_and_qualifiers(
    file: Path, cells: dict[str, str], expected: tuple[str, bool, str]
) -> None:
    assert said(file, **cells) == expected


def test_the_qualified_predicate_is_read_in_place_of_the_other_one(file: Path) -> None:
    raised = {"object_direction_qualifier": "increased"}

    assert said(file, predicate="biolink:associated_with", **raised) == ("+", False, "both")
    assert said(file, predicate="biolink:associated_with", **QUALIFIED, **raised) == (
        "+",
        True,
        "forward",
    )


def test_a_qualified_predicate_without_qualifiers_changes_nothing(file: Path) -> None:
    assert said(file, **QUALIFIED) == ("?", True, "forward")


@pytest.mark.parametrize(
    "cells",
    [
        {"object_aspect_qualifier": "phosphorylation", "object_direction_qualifier": "increased"},
        {"object_direction_qualifier": "sideways"},
        {"object_aspect_qualifier": "activity"},
        {"object_direction_qualifier": "increased", "subject_form_or_variant_qualifier": "x"},
        {"object_direction_qualifier": "increased", "object_part_qualifier": "x"},
        {"object_direction_qualifier": "increased", "subject_aspect_qualifier": "splicing"},
    ],
)
def test_a_qualifier_that_no_row_reads_hides_the_sign_but_not_the_cause(
    file: Path, cells: dict[str, str]
) -> None:
    assert said(file, **cells) == ("?", True, "forward")


@pytest.mark.parametrize(
    ("aspect", "direction", "symbol"),
    [
        ("", "", "+"),
        ("", "increased", "+"),
        ("", "decreased", "−"),
        ("activity", "", "+"),
        ("expression", "downregulated", "−"),
        ("degradation", "increased", "−"),
        ("degradation", "decreased", "+"),
    ],
)
def test_less_of_the_subject_turns_the_sign(
    file: Path, aspect: str, direction: str, symbol: str
) -> None:
    subject = {"subject_aspect_qualifier": aspect, "subject_direction_qualifier": direction}

    assert said(file, object_direction_qualifier="increased", **subject)[0] == symbol


def test_what_is_said_the_other_way_about_has_the_same_sign_and_the_other_way(
    ontology: Ontology,
) -> None:
    read = {row.predicate: row for row in ontology.readings if row.directions == ("",)}
    pairs = [
        (row, read[words[0]])
        for row in read.values()
        for words in [row.meaning.split(" said the other way about")]
        if len(words) == 2
    ]

    assert len(pairs) > 20
    for backward, forward in pairs:
        assert (backward.way, forward.way) == (Way.BACKWARD, Way.FORWARD)
        assert (backward.sign, backward.causal) == (forward.sign, forward.causal)


OPPOSITE = {"increased": "decreased", "upregulated": "downregulated"}
OPPOSITE |= {down: up for up, down in OPPOSITE.items()}


def test_every_direction_has_an_opposite() -> None:
    assert sorted(OPPOSITE) == sorted(DIRECTIONS)


def test_opposite_directions_have_opposite_signs(ontology: Ontology) -> None:
    signs = {
        (row.predicate, aspect, direction): row.sign
        for row in ontology.readings
        for aspect, direction in product(row.aspects, row.directions)
        if direction
    }
    assert len(signs) > 100
    for (predicate, aspect, direction), sign in signs.items():
        assert signs[predicate, aspect, OPPOSITE[direction]] == -sign


def test_our_own_predicates_are_read_as_they_are_mapped(ontology: Ontology) -> None:
    for predicate in ontology.predicates.values():
        if not predicate.biolink or predicate.null:
            continue
        stated = dict(part.split("=") for part in predicate.biolink_qualifiers.split("; ") if part)
        qualifiers = tuple(
            stated.get(name, "")
            for name in (
                "qualified_predicate",
                "subject_aspect_qualifier",
                "subject_direction_qualifier",
                "object_aspect_qualifier",
                "object_direction_qualifier",
            )
        )
        read = DICTIONARY.read(predicate.biolink, qualifiers)
        assert read.listed
        assert (predicate.id, read.sign, read.causal) == (
            predicate.id,
            predicate.sign,
            predicate.causal,
        )
        if predicate.symmetric:
            assert read.way is Way.BOTH


def test_what_is_shown_of_an_edge_is_kept(file: Path) -> None:
    cells = {"id": "e1", "primary_knowledge_source": "infores:x", "publications": "PMID:1|PMID:2"}

    [edge] = edges_of(file, **cells)

    assert edge.row == "e1\tinfores:x\tPMID:1|PMID:2"


def test_a_level_of_knowledge_without_a_weight_is_counted_as_not_provided(file: Path) -> None:
    rows_ = [
        PLAIN | {"knowledge_level": level} for level in ("prediction", "hearsay", "", "hearsay")
    ]
    file.write_text(table(rows_, [*PLAIN, "knowledge_level"]), encoding="utf-8")
    edges = Edges(file, NUMBERS, DICTIONARY)

    levels = [edge.said.level for edge in edges.read(done=silent)]

    assert levels == ["prediction", "not_provided", "not_provided", "not_provided"]
    assert edges.unweighed == {"hearsay": 2}


def test_negated_edges_are_left_out_and_counted(file: Path) -> None:
    rows_ = [PLAIN | {"negated": word} for word in ("True", "true", "1", "", "False", "0")]
    file.write_text(table(rows_, [*PLAIN, "negated"]), encoding="utf-8")
    edges = Edges(file, NUMBERS, DICTIONARY)

    assert len(list(edges.read(done=silent))) == 3
    assert edges.negated == 3


def test_predicates_without_a_row_are_counted(file: Path) -> None:
    rows_ = [PLAIN | {"predicate": word} for word in ("biolink:a", "biolink:b", "biolink:a")]
    file.write_text(table(rows_, PLAIN), encoding="utf-8")
    edges = Edges(file, NUMBERS, DICTIONARY)

    assert len(list(edges.read(done=silent))) == 3
    assert edges.unread == {"biolink:a": 2, "biolink:b": 1}


HEADER = "subject\tpredicate\tobject"
GOOD = "A:1\tbiolink:affects\tB:2"
CORRECT = "add the node, or correct the id"

BAD_EDGES = [
    ("", 1, "subject", "", "no such column in the header", "add the column 'subject'"),
    (
        f"subjekt\tpredicate\tobject\n{GOOD}\n",
        1,
        "subject",
        "subjekt",
        "no such column in the header",
        "rename 'subjekt' to 'subject'",
    ),
    (f"{HEADER}\tobject\n", 1, "object", "object", "the column stands twice", "remove one"),
    (
        f"{HEADER}\n{GOOD}\nA:1\tbiolink:affects\n",
        3,
        "(row)",
        "A:1",
        "2 cells where the header has 3",
        "add the missing tabs",
    ),
    (
        f"{HEADER}\n{GOOD}\tx\n",
        2,
        "(row)",
        "x",
        "4 cells where the header has 3",
        "remove the extra tab",
    ),
    (f"{HEADER}\n\n{GOOD}\n", 2, "(row)", "", "a blank line", "remove it"),
    (f"{HEADER}\nA:1\tp\tC:3\n", 2, "object", "C:3", "no node has this id", CORRECT),
    (f"{HEADER}\n\tp\tB:2\n", 2, "subject", "", "no node is named", CORRECT),
    (f"{HEADER}\nA:1\t\tB:2\n", 2, "predicate", "", "no predicate is given", "fill the cell"),
    (
        f"{HEADER}\nA:1\tx\x1b[2J\tB:2\n",
        2,
        "predicate",
        "x\x1b[2J",
        "a control character, or one that cannot be seen",
        "remove it",
    ),
    (
        f"{HEADER}\tnegated\n{GOOD}\tperhaps\n",
        2,
        "negated",
        "perhaps",
        "neither true nor false",
        "write true or false",
    ),
    (
        f"{HEADER}\n{GOOD}\nA:1\tp\0q\tB:2\n",
        3,
        "(row)",
        "p\0q",
        "a NUL character",
        "remove it",
    ),
    (
        f"{HEADER}\n{GOOD}\n".encode() + b"A:1\tp\xff\tB:2\n" + f"{GOOD}\n".encode(),
        3,
        "(row)",
        "byte ff",
        "not UTF-8",
        "save the file as UTF-8 text",
    ),
    (
        f"{HEADER}\n{GOOD}\n{'x' * (rows.LONGEST_LINE + 1)}\t\t\n{GOOD}\n",
        3,
        "(row)",
        "",
        f"the line is longer than {rows.LONGEST_LINE} bytes",
        "name a TSV file with one row on each line",
    ),
    (
        f"{HEADER}\n{GOOD}\n{'x' * (3 * rows.LONGEST_LINE)}",
        3,
        "(row)",
        "",
        f"the line is longer than {rows.LONGEST_LINE} bytes",
        "name a TSV file with one row on each line",
    ),
]


@pytest.mark.parametrize("case", BAD_EDGES, ids=lambda case: str(case[4]))
def test_a_bad_row_of_edges_is_named_with_its_place_and_a_remedy(
    file: Path, case: tuple[str | bytes, int, str, str, str, str]
) -> None:
    content, *expected = case

    assert refused(file, content)[0][1:] == tuple(expected)


BAD_NODES = [
    (nodes_of(), 1, "(file)", "", "there are no nodes", "name a file that has some"),
    (
        nodes_of("A:1", "B:2", "A:1"),
        4,
        "id",
        "A:1",
        "the id of line 2, too",
        "remove one of the two",
    ),
    (nodes_of(""), 2, "id", "", "no id is given", "fill the cell"),
    (nodes_of("oxytocin"), 2, "id", "oxytocin", "not a CURIE", "write PREFIX:ID"),
    (
        nodes_of("A:1 "),
        2,
        "id",
        "A:1 ",
        "blanks before or after the text",
        "remove them",
    ),
    (
        nodes_of("A:\u202e1"),
        2,
        "id",
        "A:\u202e1",
        "a control character, or one that cannot be seen",
        "remove it",
    ),
    (
        "id\tname\nA:1\tx\n",
        1,
        "category",
        "",
        "no such column in the header",
        "add the column 'category'",
    ),
]


@pytest.mark.parametrize("case", BAD_NODES, ids=lambda case: str(case[4]))
def test_a_bad_row_of_nodes_is_named_with_its_place_and_a_remedy(
    file: Path, case: tuple[str, int, str, str, str, str]
) -> None:
    content, *expected = case

    assert [problem[1:] for problem in refused_nodes(file, content)] == [tuple(expected)]


def test_no_more_is_read_when_there_is_too_much_wrong(file: Path) -> None:
    problems = refused(file, f"{HEADER}\n" + "A:1\tp\tC:3\n" * 1000)

    assert [problem.line for problem in problems] == list(range(2, 2 + rows.MOST_PROBLEMS))


def test_problems_far_into_a_file_have_their_line(file: Path) -> None:
    good = f"{GOOD}\n" * 100_000

    [problem] = refused(file, f"{HEADER}\n{good}A:1\tp\tC:3\n{good}")

    assert problem.line == 100_002


@pytest.mark.parametrize(
    "pack",
    [
        lambda text: text,
        lambda text: text.removesuffix(b"\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        gzip.compress,
    ],
    ids=["plain", "without a last line end", "byte order mark", "Windows line ends", "gzip"],
)
def test_a_file_may_come_in_several_forms(file: Path, pack: object) -> None:
    assert callable(pack)
    file.write_bytes(pack(f"{HEADER}\tid\n{GOOD}\te1\n{GOOD}\té2\n".encode()))

    edges = list(Edges(file, NUMBERS, DICTIONARY).read(done=silent))

    assert [edge.row for edge in edges] == ["e1\t\t", "é2\t\t"]


@pytest.mark.parametrize(
    "spoil", [lambda packed: packed[:-4], lambda packed: packed[:30] + b"xxxx" + packed[34:]]
)
def test_a_damaged_package_is_refused(file: Path, spoil: object) -> None:
    assert callable(spoil)
    file.write_bytes(spoil(gzip.compress(f"{HEADER}\n{GOOD}\n".encode() * 50)))

    with pytest.raises(KgError, match="it is packed and damaged"):
        list(Edges(file, NUMBERS, DICTIONARY).read(done=silent))


def test_a_package_of_one_endless_line_is_not_unpacked_whole(file: Path) -> None:
    with gzip.open(file, "wb", compresslevel=1) as stream:
        stream.write(f"{HEADER}\n".encode())
        for _ in range(100):
            stream.write(b"\0" * rows.LONGEST_LINE)
    edges = Edges(file, NUMBERS, DICTIONARY)

    tracemalloc.start()
    with pytest.raises(InvalidCorpusError, match=r"edges.tsv:2: .* is longer than"):
        list(edges.read(done=silent))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * rows.LONGEST_LINE


def test_a_file_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="No such file or directory: name a file"):
        read_nodes(tmp_path / "none.tsv", done=silent)


def test_nodes_come_sorted_with_their_names_and_categories(file: Path) -> None:
    file.write_text("name\tid\tcategory\nb\tB:1\tx|y\n\tA:1\tx\n<b>\tA:02\tx\n", encoding="utf-8")

    assert read_nodes(file, done=silent) == [
        Node("A:02", "<b>", "x"),
        Node("A:1", "", "x"),
        Node("B:1", "b", "x|y"),
    ]


def test_it_is_told_how_far_it_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exchange.kgx.EVERY", 2)
    file.write_text(f"{HEADER}\n" + f"{GOOD}\n" * 5, encoding="utf-8")
    told: list[tuple[str, int]] = []

    list(Edges(file, NUMBERS, DICTIONARY).read(done=lambda *said: told.append(said)))

    assert told == [("edges.tsv", 2), ("edges.tsv", 4), ("edges.tsv", 5)]


def test_ways_to_say_something_are_not_remembered_without_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exchange.kgx.MOST_REMEMBERED", 3)
    rows_ = [PLAIN | {"predicate": f"biolink:p{at}"} for at in range(10)]
    file.write_text(table(rows_, PLAIN), encoding="utf-8")
    edges = Edges(file, NUMBERS, DICTIONARY)

    assert [edge.said.predicate[-2:] for edge in edges.read(done=silent)] == [
        f"p{at}" for at in range(10)
    ]
    assert len(edges._known) <= 3
    assert len(edges.unread) <= 3


cells_ = st.text(st.characters(exclude_characters="\t\n\r\0", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(cells_, cells_, cells_), min_size=1, max_size=5), st.integers(1, 40))
def test_cells_are_read_as_they_were_written_wherever_a_block_ends(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str, str]], block: int
) -> None:
    file = tmp_path_factory.mktemp("cells") / "t.tsv"
    file.write_text(
        "".join("\t".join(line) + "\n" for line in [("a", "b", "c"), *written]), encoding="utf-8"
    )
    columns = rows.Columns(("a",), ("c", "d"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "BLOCK", block)
        read = list(rows.read_rows(file, columns, rows.Faults("t.tsv")))

    assert read == [(at, (a, c, "")) for at, (a, _, c) in enumerate(written, start=2)]


def test_every_column_that_is_read_is_named_once() -> None:
    assert len(set(EDGES.names)) == len(EDGES.names)


def test_signs_of_readings_are_those_of_the_table() -> None:
    assert {row.sign for row in EMPTY.ontology.readings} == set(Sign)
