"""The one form in which tables are kept, and the repair of what a spreadsheet saved."""

from __future__ import annotations

import pytest
from corpora import CLAIM_FILE, TableFolder
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InvalidCorpusError, Problem
from kg.tables import read_corpus, table_files
from kg.tables.canonical import canonical, format_tables, import_table
from kg.tables.schema import CLAIMS, SCHEMAS, Schema

GAPS, TERMS = "triples/gaps.tsv", "triples/terms.tsv"
GAP_HEADER = "id\tquestion\tkind\tterms\tsource\tlines\tnote\n"

Table = tuple[Schema, list[str], list[dict[str, str]]]

words = st.text("ab0-\N{GREEK SMALL LETTER BETA}", min_size=1, max_size=3)
lists = st.lists(words, max_size=3).map("|".join)
phrases = st.lists(words, max_size=3).map(" ".join)


@st.composite
def written_tables(draw: st.DrawFn) -> Table:
    """Draw a schema, its columns and further ones in any order, and some rows."""
    schema = draw(st.sampled_from([CLAIMS, *SCHEMAS.values()]))
    extra = draw(st.lists(st.sampled_from(["curator", "a_check", "z"]), unique=True))
    cells = {name: lists if name in schema.lists else phrases for name in schema.columns}
    cells |= dict.fromkeys(extra, phrases)
    rows = draw(st.lists(st.fixed_dictionaries(cells), max_size=5))
    return schema, draw(st.permutations([*schema.columns, *extra])), rows


def text_of(columns: list[str], rows: list[dict[str, str]]) -> str:
    lines = [columns, *([row[name] for name in columns] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


@given(written_tables())
def test_the_canonical_form_is_its_own_canonical_form(table: Table) -> None:
    schema, columns, rows = table
    once = canonical(text_of(columns, rows), schema)

    assert canonical(once, schema) == once


@given(written_tables(), st.data())
def test_the_canonical_form_is_blind_to_the_order_of_rows_lists_and_columns(
    table: Table, data: st.DataObject
) -> None:
    schema, columns, rows = table
    shuffled = [
        {
            name: "|".join(data.draw(st.permutations(cell.split("|"))))
            if name in schema.lists
            else cell
            for name, cell in row.items()
        }
        for row in data.draw(st.permutations(rows))
    ]
    other = text_of(data.draw(st.permutations(columns)), shuffled)

    assert canonical(other, schema) == canonical(text_of(columns, rows), schema)


@given(written_tables())
def test_the_canonical_form_keeps_every_cell_of_every_row(table: Table) -> None:
    schema, columns, rows = table
    header, *lines = canonical(text_of(columns, rows), schema).split("\n")[:-1]

    def bag(cells: dict[str, str]) -> list[tuple[str, list[str]]]:
        return sorted((name, sorted(cell)) for name, cell in cells.items())

    kept = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
    assert sorted(map(bag, kept)) == sorted(map(bag, rows))


def test_rows_lists_and_columns_are_sorted_and_the_last_line_is_ended() -> None:
    text = (
        "zeal\tline\tid\tquestion\tkind\tterms\tsource\tlines\tnote\n"
        "z\tl\tg2\tWhy?\topen\tb | a\tr\t5-7\t\n"
        "\t\tg1\tWhy | how?\topen\ta\tr\t10-12\tlater"
    )

    assert canonical(text, SCHEMAS["gaps"]) == (
        "id\tquestion\tkind\tterms\tsource\tlines\tnote\tline\tzeal\n"
        "g1\tWhy | how?\topen\ta\tr\t10-12\tlater\t\t\n"
        "g2\tWhy?\topen\ta|b\tr\t5-7\t\tl\tz\n"
    )


def test_a_text_that_is_no_table_has_no_canonical_form() -> None:
    with pytest.raises(InvalidCorpusError) as caught:
        canonical(GAP_HEADER + "g1\n", SCHEMAS["gaps"])

    [problem] = caught.value.problems
    assert problem[:3] == (GAPS, 2, "(row)")


def shuffle(tables: TableFolder) -> None:
    """Turn the rows, columns and lists of every table round."""
    for path, schema in table_files(tables.root):
        file = path.relative_to(tables.root).as_posix()
        header, *rows = (line.split("\t")[::-1] for line in tables.text(file).splitlines())
        turned = [
            [
                "|".join(cell.split("|")[::-1]) if name in schema.lists else cell
                for name, cell in zip(header, row, strict=True)
            ]
            for row in rows[::-1]
        ]
        tables.write(file, "".join("\t".join(row) + "\n" for row in [header, *turned]))


def test_what_is_read_of_shuffled_tables_equals_what_is_read_of_their_canonical_form(
    tables: TableFolder,
) -> None:
    tables.change(CLAIM_FILE, 3, dose="1 mg|2 mg", study="lee", source="letter")
    tables.change("triples/experiments.tsv", 2, note="moved", background="OXTR:-|oxytocin:+")
    before = read_corpus(tables.root)
    shuffle(tables)

    shuffled = read_corpus(tables.root)
    files = format_tables(tables.root)

    assert len(files) == len(list(table_files(tables.root)))
    assert before == shuffled == read_corpus(tables.root)


def test_formatting_twice_changes_nothing_more(tables: TableFolder) -> None:
    shuffle(tables)
    format_tables(tables.root)

    assert format_tables(tables.root) == []


def test_the_files_that_were_not_canonical_are_named(tables: TableFolder) -> None:
    format_tables(tables.root)
    tables.add_line(GAPS, tables.text(GAPS).splitlines()[1].replace("g1", "a1"))
    first, second = tables.text(CLAIM_FILE).splitlines()[1:]
    tables.write(CLAIM_FILE, f"{CLAIM_HEADER}{second}\n{first}\n")

    assert format_tables(tables.root) == [GAPS, CLAIM_FILE]


CLAIM_HEADER = "\t".join(CLAIMS.columns) + "\n"


def test_without_write_nothing_is_written(tables: TableFolder) -> None:
    shuffle(tables)
    before = {path: path.read_bytes() for path, _ in table_files(tables.root)}

    assert len(format_tables(tables.root, write=False)) == len(before)
    assert {path: path.read_bytes() for path, _ in table_files(tables.root)} == before


def test_nothing_is_written_if_one_table_cannot_be_split(tables: TableFolder) -> None:
    shuffle(tables)
    tables.add_line(GAPS, "g2")
    (tables.root / "triples/sources.tsv").unlink()
    kept = {path: path.read_bytes() for path, _ in table_files(tables.root) if path.exists()}

    with pytest.raises(InvalidCorpusError) as caught:
        format_tables(tables.root)

    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("triples/sources.tsv", 1),
        (GAPS, 3),
    ]
    assert all(path.read_bytes() == content for path, content in kept.items())


def test_a_table_may_be_formatted_whose_cells_break_rules(tables: TableFolder) -> None:
    format_tables(tables.root)
    tables.change(TERMS, 2, type="Hormon", synonyms="b | a")

    assert format_tables(tables.root) == [TERMS]
    assert tables.cells(TERMS, 2)["synonyms"] == "a|b"


def gap_file(*rows: str, header: str = GAP_HEADER) -> str:
    return header + "".join(f"{row}\n" for row in rows)


GAP = "g1\tWhat of men?\tuntested\tbone_mass|oxytocin\treview\t50-51\t"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(gap_file(GAP), id="nothing to repair"),
        pytest.param("\ufeff" + gap_file(GAP), id="byte order mark"),
        pytest.param(gap_file(GAP).replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(gap_file(GAP).replace("\n", "\r"), id="old Macintosh line ends"),
        pytest.param(gap_file(GAP).replace("\t", ","), id="commas"),
        pytest.param(gap_file(GAP).replace("\t", ";"), id="semicolons"),
        pytest.param(gap_file(GAP).replace("What of men?", '"What of men?"'), id="quotes"),
        pytest.param(gap_file(GAP, "\t" * 6, "", " \t" * 6), id="empty rows at the end"),
        pytest.param("\n\n" + gap_file(GAP), id="empty rows at the start"),
        pytest.param("\n" + gap_file(GAP).replace("\t", ";"), id="semicolons after an empty row"),
        pytest.param(gap_file(GAP).replace("\n", "\t\t\n"), id="empty columns at the end"),
        pytest.param(gap_file(GAP).replace("\t", "\t\t", 1).replace("g1\t", "g1\t\t"),
                     id="an empty column inside"),
        pytest.param(gap_file(GAP.rstrip("\t")), id="empty cells cut off"),
        pytest.param(gap_file(GAP.replace(" of", "  of\u00a0")), id="blanks inside"),
        pytest.param(gap_file(GAP.replace("g1", " g1 ")), id="blanks around"),
        pytest.param(gap_file(GAP.replace("bone_mass|oxytocin", "oxytocin | bone_mass")),
                     id="a list out of order"),
        pytest.param(gap_file(GAP).removesuffix("\n"), id="no last line feed"),
    ],
)  # fmt: skip
def test_an_import_undoes_what_a_spreadsheet_does(content: str) -> None:
    assert import_table("gaps.csv", content.encode()) == gap_file(GAP)


def test_an_import_keeps_separators_and_quotes_that_stand_in_quoted_cells() -> None:
    header = ",".join(SCHEMAS["gaps"].columns)
    row = 'g1,"Men, women and ""others""?\nAll?",untested,oxytocin,review,5-7,'

    assert import_table("gaps.csv", f"{header}\r\n{row}\r\n".encode()) == gap_file(
        'g1\tMen, women and "others"? All?\tuntested\toxytocin\treview\t5-7\t'
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_import_tells_a_table_by_its_header(tables: TableFolder, name: str) -> None:
    file = SCHEMAS[name].file
    format_tables(tables.root)

    assert import_table("saved.csv", tables.text(file).encode()) == tables.text(file)


def test_an_import_of_a_claim_file_sorts_the_lists_of_claims() -> None:
    row = dict.fromkeys(CLAIMS.columns, "x") | {"species": "rat|mouse"}
    sorted_row = row | {"species": "mouse|rat"}

    assert (
        import_table("ssri.tsv", (CLAIM_HEADER + "\t".join(row.values()) + "\n").encode())
        == CLAIM_HEADER + "\t".join(sorted_row.values()) + "\n"
    )


def test_a_date_passes_the_import_and_is_refused_when_the_corpus_is_read(
    tables: TableFolder,
) -> None:
    tables.change(GAPS, 2, lines="05-Jul")
    saved = "\ufeff" + tables.text(GAPS).replace("\n", "\r\n")
    tables.write(GAPS, import_table(GAPS, saved.encode()))

    [problem] = tables.problems()

    assert (problem.value, problem.wrong) == ("05-Jul", "a spreadsheet made a date of the lines")


def refused(content: str | bytes) -> Problem:
    """Import what cannot be imported, and give the one problem that is named."""
    with pytest.raises(InvalidCorpusError) as caught:
        import_table("saved.csv", content if isinstance(content, bytes) else content.encode())
    [problem] = caught.value.problems
    return problem


def test_an_import_of_text_that_is_not_utf8_names_the_line() -> None:
    problem = refused(gap_file(GAP).replace("men", "m\u00e4nner").encode("latin-1"))

    assert problem == Problem("saved.csv", 2, "(file)", "", "not UTF-8", "save as UTF-8 text")


@pytest.mark.parametrize("content", ["", "\n\n", "\t\t\n", "name,age\nlee,30\n"])
def test_an_import_of_what_is_no_table_is_refused(content: str) -> None:
    problem = refused(content)

    assert problem.wrong.startswith("the header is that of no table; ")
    assert problem.remedy == "add what is missing"


@pytest.mark.parametrize(
    ("schema", "column"),
    [(CLAIMS, "outcome"), (SCHEMAS["discrepancies"], "as_printed")],
    ids=["claims hold the columns of structure", "discrepancies hold those of out_of_scope"],
)
def test_a_misspelt_column_does_not_turn_a_table_into_a_narrower_one(
    schema: Schema, column: str
) -> None:
    header = "\t".join(schema.columns).replace(column, "misspelt")

    wrong = f"the header is that of no table; {schema.file} also needs {column}"
    assert refused(f"{header}\n").wrong == wrong


def test_an_import_loses_no_cell_outside_the_named_columns() -> None:
    assert refused(gap_file(GAP + "\tlater")).wrong == "a column without a name"


@pytest.mark.parametrize("cell", ['"What of men?', '"What" of men?'])
def test_an_import_does_not_guess_where_quotes_end(cell: str) -> None:
    problem = refused(gap_file(GAP.replace("What of men?", cell)))

    assert (problem.line, problem.remedy) == (2, "close the quotes")
