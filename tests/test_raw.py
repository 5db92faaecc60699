"""The first stage of reading: what a table file must look like."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from corpora import CLAIM_FILE, TableFolder, small

from kg.errors import InvalidCorpusError, Problem
from kg.tables import read as reading
from kg.tables import read_corpus, table_files
from kg.tables.raw import REPAIR, read_raw

if TYPE_CHECKING:
    from pathlib import Path

TERMS = "triples/terms.tsv"


def only(tables: TableFolder) -> Problem:
    [problem] = tables.problems()
    return problem


def test_the_small_corpus_that_tests_spoil_is_valid(tables: TableFolder) -> None:
    assert tables.problems() == []


def test_a_byte_that_is_not_utf8_is_named_with_its_line(tables: TableFolder) -> None:
    text = tables.text(TERMS).encode().replace(b"bone-forming cell", b"cellule form\xe9e")
    tables.write(TERMS, text)

    assert only(tables) == Problem(TERMS, 4, "(file)", "byte e9", "not UTF-8", REPAIR)


def test_a_byte_order_mark_is_refused_with_its_repair(tables: TableFolder) -> None:
    tables.write(TERMS, "\ufeff" + tables.text(TERMS))

    wrong = "the file starts with a byte order mark"
    assert only(tables) == Problem(TERMS, 1, "(file)", "\ufeff", wrong, REPAIR)


def test_windows_line_ends_are_refused_with_their_repair(tables: TableFolder) -> None:
    header, rest = tables.text(TERMS).split("\n", 1)
    tables.write(TERMS, header + "\n" + rest.replace("\n", "\r\n"))

    wrong = "a carriage return (Windows line ends)"
    assert only(tables) == Problem(TERMS, 2, "(file)", "\r", wrong, REPAIR)


@pytest.mark.parametrize("content", ["", "\n", " \n\n"])
def test_an_empty_file_is_refused(tables: TableFolder, content: str) -> None:
    tables.write(TERMS, content)

    expected = Problem(TERMS, 1, "(file)", "", "the file is empty", "restore its header row")
    assert only(tables) == expected


def test_a_missing_file_is_refused_and_no_term_called_unknown(tables: TableFolder) -> None:
    (tables.root / TERMS).unlink()

    wrong = "the file cannot be read: No such file or directory"
    assert only(tables) == Problem(TERMS, 1, "(file)", "", wrong, "restore it")


def test_a_folder_in_place_of_a_claim_file_is_refused(tables: TableFolder) -> None:
    (tables.root / "triples/claims/aside.tsv").mkdir()

    wrong = "the file cannot be read: Is a directory"
    assert only(tables) == Problem("triples/claims/aside.tsv", 1, "(file)", "", wrong, "restore it")


def test_a_file_too_large_to_be_a_table_is_not_read(
    tables: TableFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_TABLE", 100_000)
    tables.write(CLAIM_FILE, "x" * 100_001)

    wrong, remedy = "100001 bytes are too many for a table", "split it by mechanism"
    assert only(tables) == Problem(CLAIM_FILE, 1, "(file)", "", wrong, remedy)


def test_every_missing_table_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidCorpusError) as caught:
        read_corpus(tmp_path)

    files = [str(path.relative_to(tmp_path)) for path, _ in table_files(tmp_path)]
    assert [problem.file for problem in caught.value.problems] == sorted(files)


def test_a_corpus_without_claim_files_can_be_read(tables: TableFolder) -> None:
    for path in (tables.root / "triples/claims").iterdir():
        path.unlink()
    tables.change("triples/experiments.tsv", 2, note="no claim yet")

    assert read_corpus(tables.root).claims == {}


def test_a_misspelt_column_is_to_be_renamed(tables: TableFolder) -> None:
    header = tables.text(TERMS).split("\n")[0]
    tables.change_line(TERMS, 1, header.replace("\tcurie\t", "\tcurrie\t"))

    wrong, remedy = "no such column in the header", "rename 'currie' to 'curie'"
    assert only(tables) == Problem(TERMS, 1, "curie", "currie", wrong, remedy)


def test_a_missing_column_is_to_be_added(tables: TableFolder) -> None:
    lines = tables.text("triples/out_of_scope.tsv").splitlines()
    without = "".join(line.rpartition("\t")[0] + "\n" for line in lines)
    tables.write("triples/out_of_scope.tsv", without)

    wrong, remedy = "no such column in the header", "add the column 'reason'"
    assert only(tables) == Problem("triples/out_of_scope.tsv", 1, "reason", "", wrong, remedy)


def test_a_column_that_stands_twice_is_refused(tables: TableFolder) -> None:
    lines = tables.text(TERMS).splitlines()
    tables.write(TERMS, "".join(f"{line}\t{line.split(chr(9))[7]}\n" for line in lines))

    expected = Problem(TERMS, 1, "note", "note", "the column stands twice", "remove one")
    assert only(tables) == expected


@pytest.mark.parametrize("tabs", ["\t", "\t\t"])
def test_a_column_without_a_name_is_refused(tables: TableFolder, tabs: str) -> None:
    tables.write(TERMS, tables.text(TERMS).replace("\n", f"{tabs}\n"))

    wrong, remedy = "a column without a name", "name the column, or remove its tab"
    assert only(tables) == Problem(TERMS, 1, "(row)", "", wrong, remedy)


def test_a_tab_too_many_is_shown_at_the_end_of_its_row(tables: TableFolder) -> None:
    line = tables.add_line("triples/gaps.tsv", "g2\tWhat?\tuntested\tOXTR\treview\t1-2\t\tmore")

    wrong, remedy = "8 cells where the header has 7", "remove the extra tab"
    assert only(tables) == Problem("triples/gaps.tsv", line, "(row)", "more", wrong, remedy)


def test_a_tab_too_few_is_shown_at_the_start_of_its_row(tables: TableFolder) -> None:
    line = tables.add_line("triples/gaps.tsv", "g2\tWhat?\tuntested\tOXTR\treview\t1-2")

    wrong, remedy = "6 cells where the header has 7", "add the missing tabs"
    assert only(tables) == Problem("triples/gaps.tsv", line, "(row)", "g2", wrong, remedy)


def test_a_blank_line_is_to_be_removed(tables: TableFolder) -> None:
    line = tables.add_line(CLAIM_FILE, "")

    assert only(tables) == Problem(CLAIM_FILE, line, "(row)", "", "a blank line", "remove it")


@pytest.mark.parametrize(
    ("cell", "wrong", "remedy"),
    [
        (" of men", "blanks before or after the text", "remove them"),
        ("of men\u00a0", "blanks before or after the text", "remove them"),
        ("of\x1b[31m men", "a control character", "remove it"),
        ("of\u200bmen", "a control character", "remove it"),
        ('"of men"', "quotes around the cell", "cells are not quoted: remove them"),
    ],
)
def test_stray_signs_in_a_cell_are_refused(
    tables: TableFolder, cell: str, wrong: str, remedy: str
) -> None:
    tables.change("triples/gaps.tsv", 2, note=cell)

    assert only(tables) == Problem("triples/gaps.tsv", 2, "note", cell, wrong, remedy)


def test_quotes_inside_a_cell_are_text(tables: TableFolder) -> None:
    tables.change("triples/gaps.tsv", 2, note='the "love hormone" of men')

    assert tables.problems() == []


def test_stray_signs_are_refused_in_further_columns_too(tables: TableFolder) -> None:
    text = tables.text("triples/gaps.tsv")
    header, row = text.splitlines()
    tables.write("triples/gaps.tsv", f"{header}\tcurator\n{row}\t lee\n")

    assert only(tables).column == "curator"


def test_columns_may_stand_in_any_order(tables: TableFolder) -> None:
    before = read_corpus(tables.root)
    for path, schema in table_files(tables.root):
        file = path.relative_to(tables.root).as_posix()
        rows = [line.split("\t")[::-1] for line in tables.text(file).splitlines()]
        assert tuple(rows[0]) == schema.columns[::-1]
        tables.write(file, "".join("\t".join(row) + "\n" for row in rows))

    assert read_corpus(tables.root) == before


def test_further_columns_are_read_over(tables: TableFolder) -> None:
    before = read_corpus(tables.root)
    for path, _ in table_files(tables.root):
        file = path.relative_to(tables.root).as_posix()
        header, *rows = tables.text(file).splitlines()
        lines = [f"curator\t{header}", *(f"lee\t{row}" for row in rows)]
        tables.write(file, "".join(f"{line}\n" for line in lines))

    assert read_corpus(tables.root) == before


def test_the_last_line_may_lack_its_line_feed(tables: TableFolder) -> None:
    tables.write(TERMS, tables.text(TERMS).removesuffix("\n"))

    assert tables.problems() == []


def test_what_is_wrong_in_several_files_is_said_at_once_in_file_and_line_order(
    tables: TableFolder,
) -> None:
    tables.change(TERMS, 2, match="exakt")
    tables.change(CLAIM_FILE, 3, certainty="sure")
    tables.change(CLAIM_FILE, 2, site="nowhere")
    tables.add_line("triples/gaps.tsv", "")
    tables.change("ontology/predicates.tsv", 2, causal="maybe")

    assert [(p.file, p.line, p.column) for p in tables.problems()] == [
        ("ontology/predicates.tsv", 2, "causal"),
        (CLAIM_FILE, 2, "site"),
        (CLAIM_FILE, 3, "certainty"),
        ("triples/gaps.tsv", 3, "(row)"),
        (TERMS, 2, "match"),
    ]


def test_a_cell_that_several_rules_refuse_is_named_once_for_what_is_to_be_mended_first(
    tables: TableFolder,
) -> None:
    tables.change(CLAIM_FILE, 3, subject=" oxytocin")

    assert only(tables).wrong == "blanks before or after the text"


def test_several_bad_cells_of_one_row_are_all_named(tables: TableFolder) -> None:
    tables.change(CLAIM_FILE, 3, certainty="sure", lines="7", species="ferret")

    assert [problem.column for problem in tables.problems()] == ["certainty", "lines", "species"]


def test_a_problem_is_printed_as_file_line_column_value_wrong_and_remedy(
    tables: TableFolder,
) -> None:
    tables.change(CLAIM_FILE, 3, lines="05-Jul")

    with pytest.raises(InvalidCorpusError) as caught:
        read_corpus(tables.root)

    assert str(caught.value) == (
        "triples/claims/main.tsv:3: lines: '05-Jul': a spreadsheet made a date of the lines: "
        "set the column to text, then type the range again, as in 5-7"
    )


def test_a_terminal_escape_sequence_is_printed_escaped(tables: TableFolder) -> None:
    tables.change(CLAIM_FILE, 3, subject="\x1b[2Joxytocin")

    assert "'\\x1b[2Joxytocin'" in str(only(tables))
    assert str(only(tables)).isprintable()


def test_an_escape_sequence_in_a_suggestion_or_a_file_name_is_printed_escaped(
    tables: TableFolder,
) -> None:
    tables.change(TERMS, 4, id="osteo\x1bblast")
    (tables.root / CLAIM_FILE).rename(tables.root / "triples/claims/\x1b[2Jmain.tsv")

    printed = [str(problem) for problem in tables.problems()]

    assert any("did you mean osteo\\x1bblast?" in text for text in printed)
    assert all(text.isprintable() for text in printed)


def test_a_long_value_is_cut_where_it_is_printed(tables: TableFolder) -> None:
    tables.change("triples/discrepancies.tsv", 2, as_printed=" ".join("a" * 100))

    assert f"'{'a ' * 29}a\N{HORIZONTAL ELLIPSIS}'" in str(only(tables))


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("ontology/classes.tsv", "Hormone"),
        ("ontology/predicates.tsv", "promotes"),
        ("ontology/prefixes.tsv", "HGNC"),
        ("ontology/values.tsv", "species\tmouse"),
        (TERMS, "oxytocin"),
        ("triples/sources.tsv", "review"),
        ("triples/studies.tsv", "tamma"),
        ("triples/structure.tsv", "bone_loss"),
        (CLAIM_FILE, "oxytocin\tpromotes"),
    ],
)
def test_what_a_broken_row_defines_is_not_called_unknown_elsewhere(
    tables: TableFolder, file: str, line: str
) -> None:
    lines = tables.text(file).split("\n")
    [number] = [at for at, text in enumerate(lines, start=1) if text.startswith(line + "\t")]
    tables.change("triples/experiments.tsv", 2, readout="bone_formation")
    tables.change_line(file, number, lines[number - 1] + "\tmore")

    problem = only(tables)

    assert (problem.file, problem.line, problem.value) == (file, number, "more")


def test_an_opposite_on_a_broken_row_may_explain_an_experiment(tables: TableFolder) -> None:
    tables.add("triples/experiments.tsv", **EXPERIMENT_ON_LOSS)
    tables.change_line("triples/structure.tsv", 2, "bone_loss\topposite_of\tbone_mass")

    assert only(tables).file == "triples/structure.tsv"


def test_a_claim_file_that_cannot_be_read_leaves_experiments_alone(tables: TableFolder) -> None:
    tables.write(CLAIM_FILE, "\ufeff" + tables.text(CLAIM_FILE))

    assert only(tables).file == CLAIM_FILE


EXPERIMENT_ON_LOSS = {
    "id": "e2",
    "perturbation": "oxytocin:+",
    "readout": "bone_loss",
    "observed": "-",
    "source": "letter",
    "lines": "3-4",
}


def test_an_experiment_on_one_pole_goes_with_a_claim_about_the_other(tmp_path: Path) -> None:
    tables = small(tmp_path)
    tables.add("triples/experiments.tsv", **EXPERIMENT_ON_LOSS)

    assert tables.problems() == []


@pytest.mark.parametrize("collects", [True, False])
def test_reading_leaves_the_cycle_collector_as_it_was(
    tables: TableFolder, *, collects: bool
) -> None:
    was_on = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        read_corpus(tables.root)
        tables.write(TERMS, "")
        with pytest.raises(InvalidCorpusError):
            read_corpus(tables.root)
        after = gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()

    assert after is collects


def test_columns_that_a_table_lacks_are_listed_as_empty() -> None:
    table, problems = read_raw("some.tsv", b"a\tb\n1\t2\n3\t4\n", ["a"])

    assert problems == []
    assert table.column("c") == ["", ""]
