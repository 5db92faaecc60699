"""Whatever the tables hold, they are read or refused with words: never with a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import TableFolder, small
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InvalidCorpusError
from kg.tables import table_files
from kg.tables.canonical import canonical, import_table
from kg.tables.raw import read_raw
from kg.tables.schema import SCHEMAS

odd = st.sampled_from(
    ["", "|", "||", ":", ":+", "a:-", "0-0", "1-", "-", "0", "NONE", "none", "a|a", "\u00b2", "\t"]
)
values = st.one_of(odd, st.text(max_size=6))


def spoilt(tables: TableFolder, at: tuple[int, int, int], value: str) -> None:
    """Replace one cell of one row of one table, all three counted round."""
    files = [path.relative_to(tables.root).as_posix() for path, _ in table_files(tables.root)]
    file = files[at[0] % len(files)]
    lines = tables.text(file).split("\n")
    row = at[1] % (len(lines) - 1)
    cells = lines[row].split("\t")
    cells[at[2] % len(cells)] = value
    tables.change_line(file, row + 1, "\t".join(cells))


stray = st.text('a "\u00a0\u200b\x1b\u3000', max_size=3)


@given(st.lists(st.tuples(stray, stray), min_size=1, max_size=4))
def test_a_stray_sign_is_refused_in_whatever_cell_it_stands(cells: list[tuple[str, str]]) -> None:
    text = "a\tb\n" + "".join(f"{one}\t{other}\n" for one, other in cells)
    _, problems = read_raw("some.tsv", text.encode(), ("a", "b"))

    def is_stray(cell: str) -> bool:
        quoted = cell.startswith('"') and cell.endswith('"')
        return cell != cell.strip() or not cell.isprintable() or quoted

    assert {(problem.line, problem.column) for problem in problems} == {
        (line, column)
        for line, row in enumerate(cells, start=2)
        for column, cell in zip("ab", row, strict=True)
        if is_stray(cell)
    }


@given(st.lists(st.tuples(st.tuples(*[st.integers(0, 9999)] * 3), values), min_size=1, max_size=3))
def test_tables_with_any_cell_replaced_are_read_or_refused_with_a_printable_reason(
    changes: list[tuple[tuple[int, int, int], str]],
) -> None:
    with TemporaryDirectory() as folder:
        tables = small(Path(folder))
        for at, value in changes:
            spoilt(tables, at, value.encode("utf-8", "replace").decode())
        problems = tables.problems()

    assert all(str(problem).isprintable() for problem in problems)


@given(st.sampled_from([b"", b"a\tb\n", b"b\tc\ta\n"]), st.binary(max_size=40))
def test_any_bytes_are_split_or_refused(header: bytes, content: bytes) -> None:
    table, problems = read_raw("some.tsv", header + content, ("a", "b"))

    lengths = {len(table.column(name)) for name in ("a", "b", *table.columns)}
    assert lengths == {len(table.lines)}
    assert problems or not table.broken


rows = st.lists(st.text("xy\t", max_size=4), min_size=1, max_size=4)


@given(rows)
def test_each_line_is_a_row_of_its_own_or_refused_by_its_number(lines: list[str]) -> None:
    table, problems = read_raw("some.tsv", "\n".join(["a\tb", *lines, ""]).encode(), ("a", "b"))

    split = {number: line.split("\t") for number, line in enumerate(lines, start=2)}
    pairs = zip(table.column("a"), table.column("b"), strict=True)
    found = dict(zip(table.lines, map(list, pairs), strict=True))
    assert found == {number: cells for number, cells in split.items() if len(cells) == 2}
    assert {problem.line for problem in problems} == split.keys() - found.keys()


@given(st.binary(max_size=60))
def test_any_bytes_after_a_header_are_imported_in_canonical_form_or_refused(
    content: bytes,
) -> None:
    schema = SCHEMAS["out_of_scope"]
    try:
        text = import_table("saved.csv", b"source,lines,reason\r\n" + content)
    except InvalidCorpusError:
        return

    assert canonical(text, schema) == text
