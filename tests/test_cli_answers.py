"""What the commands answer, and where they write it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import root

if TYPE_CHECKING:
    from pathlib import Path

    from corpora import TableFolder

KB = kg.load()
PATH = ("path", "SSRI", "bone mass", "--longest", "2")


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run a command; only its own ways of ending are let through."""
    result = CliRunner().invoke(root, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture
def query(tmp_path: Path) -> Path:
    """Write a query into a file."""
    path = tmp_path / "question.rq"
    path.write_text("SELECT ?x { term:propranolol hb:antagonist_of ?x }", encoding="utf-8")
    return path


def test_json_and_json_lines_hold_the_same_paths() -> None:
    whole = json.loads(run(*PATH, "-f", "json").stdout)
    lines = [json.loads(line) for line in run(*PATH, "-f", "jsonl").stdout.splitlines()]

    assert whole["paths"] == lines
    assert (whole["sources"], whole["targets"]) == (["SSRI"], ["bone_mass"])
    assert whole["complete"] is True


def test_json_and_tsv_hold_the_same_evidence() -> None:
    paths = json.loads(run(*PATH, "-f", "json").stdout)["paths"]
    table = list(csv.DictReader(io.StringIO(run(*PATH, "-f", "tsv").stdout), delimiter="\t"))

    from_json = Counter(
        (str(path["rank"]), path["sign"], str(number), hop["sign"], speaks, piece["claim"],
         piece["outcome"], piece["basis"], "|".join(piece["species"]), piece["lines"])
        for path in paths
        for number, hop in enumerate(path["hops"], start=1)
        for speaks in ("for", "beside", "against")
        for piece in hop[speaks]
    )  # fmt: skip
    columns = [
        "path",
        "path_sign",
        "hop",
        "hop_sign",
        "speaks",
        "claim",
        "outcome",
        "basis",
        "species",
        "lines",
    ]
    assert Counter(tuple(line[name] for name in columns) for line in table) == from_json


def test_markdown_has_one_row_for_each_piece_of_evidence() -> None:
    paths = json.loads(run(*PATH, "-f", "json").stdout)["paths"]
    blocks = run(*PATH, "-f", "markdown").stdout.split("   | --- | --- |\n")[1:]

    assert [len(re.findall(r"^   \| ", block, re.MULTILINE)) for block in blocks] == [
        sum(len(hop[speaks]) for hop in path["hops"] for speaks in ("for", "beside", "against"))
        + (1 if number < len(paths) else 0)  # the head of the next table
        for number, path in enumerate(paths, start=1)
    ]


def test_no_path_is_said_on_standard_error_and_in_json() -> None:
    asked = ("path", "bone loss", "SSRI", "--longest", "1")
    text, as_json = run(*asked), run(*asked, "-f", "json")

    assert text.stdout == ""
    assert text.stderr.startswith("kg: bone loss → SSRI: no path\nNo claim of any kind leads to ")
    assert json.loads(as_json.stdout)["paths"] == []
    assert as_json.exit_code == 3


def test_paths_can_be_constrained() -> None:
    shown = run(*PATH, "--sign", "+", "--avoid", "depression", "-k", "1", "--species", "").stdout

    assert shown.startswith("SSRI → bone mass: 1 path\n\n1. net +, contested (0.0009)   SSRI ─+→")


def test_paths_are_drawn_beside_being_told(tmp_path: Path) -> None:
    page = tmp_path / "paths.html"

    result = run(*PATH, "--html", page)

    assert result.stdout.startswith("SSRI → bone mass: ")
    assert result.stderr == f"wrote {page}\n"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_answer_goes_to_a_file_on_request(tmp_path: Path) -> None:
    target = tmp_path / "paths.txt"

    result = run(*PATH, "-o", target)

    assert (result.stdout, result.stderr) == ("", f"wrote {target}\n")
    assert target.read_text(encoding="utf-8") == run(*PATH).stdout


def test_a_failed_command_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old", encoding="utf-8")

    run("sparql", "-e", "SELECT nonsense", "--format", "csv", "-o", target)

    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_map_is_written_and_announced(tmp_path: Path, tables: TableFolder) -> None:
    page = tmp_path / "bone.html"

    result = run("--corpus", tables.root, "map", "-o", page)

    assert (result.stdout, result.stderr) == ("", f"wrote {page}\n")
    assert "oxytocin peptide" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("fmt", ["turtle", "json-ld", "nquads"])
def test_the_corpus_is_written_as_rdf(fmt: str, tables: TableFolder) -> None:
    written = run("--corpus", tables.root, "rdf", "-f", fmt).stdout

    assert written == kg.load(tables.root).serialise(fmt)


def test_rdf_is_turtle_unless_asked(tables: TableFolder) -> None:
    written = run("--corpus", tables.root, "rdf").stdout

    assert written == kg.load(tables.root).serialise("turtle")


def test_all_terms_are_listed_under_their_types() -> None:
    listed = []
    for line in run("show").stdout.splitlines()[1:]:
        if re.match(r"\S", line):
            type_ = line
        elif found := re.match(r"  (\S+)", line):
            listed.append((type_, found[1]))

    terms = KB.corpus.terms.values()
    assert listed == sorted((term.type, term.id) for term in terms)


def test_a_term_is_shown_by_any_of_its_names() -> None:
    assert run("show", "5htt").stdout == run("show", "serotonin transporter").stdout


def test_a_claim_is_shown_by_its_identifier() -> None:
    claim = next(iter(KB.corpus.claims))

    assert f"  claim     {claim}\n" in run("show", claim).stdout


@pytest.mark.parametrize("source", ["text", "file", "stdin", "stdin by name"])
def test_a_query_is_taken_from_anywhere(source: str, query: Path) -> None:
    text = query.read_text(encoding="utf-8")

    result = {
        "text": lambda: run("sparql", "-e", text),
        "file": lambda: run("sparql", "-f", query),
        "stdin": lambda: run("sparql", stdin=text),
        "stdin by name": lambda: run("sparql", "-f", "-", stdin=text),
    }[source]()
    assert result.stdout == "x\nterm:ADRB\n"


def test_a_byte_order_mark_before_a_query_is_no_mistake(query: Path) -> None:
    query.write_bytes(b"\xef\xbb\xbf" + query.read_bytes())

    assert run("sparql", "-f", query).stdout == "x\nterm:ADRB\n"


@pytest.mark.parametrize(
    ("fmt", "text"),
    [
        ("csv", "x\r\nhttps://w3id.org/hormone-bone/term/ADRB\r\n"),
        ("tsv", "?x\n<https://w3id.org/hormone-bone/term/ADRB>\n"),
        ("table", "x\nterm:ADRB\n"),
    ],
)
def test_bindings_are_written_in_the_format_asked_for(fmt: str, text: str, query: Path) -> None:
    assert run("sparql", "-f", query, "--format", fmt).stdout_bytes.decode() == text


def test_what_looks_like_colours_stays_in_the_data() -> None:
    shown = run("sparql", "-e", r'SELECT ("\u001B[31mred" AS ?x) {}', "--format", "csv").stdout

    assert shown.splitlines() == ["x", "\x1b[31mred"]


def test_a_table_holds_no_commands_to_the_terminal() -> None:
    shown = run("sparql", "-e", r'SELECT ("\u001B[31mred\n" AS ?x) {}').stdout

    assert shown.splitlines() == ["x", r"\x1b[31mred\n"]


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_is_yes_or_no_and_never_an_empty_answer(truth: bool) -> None:  # noqa: FBT001
    result = run("sparql", "-e", f"ASK {{ FILTER({str(truth).lower()}) }}")

    assert (result.stdout, result.exit_code) == ("yes\n" if truth else "no\n", 0)


@pytest.mark.parametrize("fmt", ["table", "json", "csv", "tsv"])
def test_an_answer_without_rows_is_empty_in_every_format(fmt: str) -> None:
    result = run("sparql", "-e", "SELECT ?p ?o { term:no ?p ?o }", "--format", fmt)

    assert (result.exit_code, result.stderr) == (3, "kg: the answer is empty\n")


def test_json_is_handed_on_however_deep_it_is() -> None:
    nested = "<urn:a>"
    for _ in range(1000):
        nested = f"<<(<urn:a> <urn:b> {nested})>>"

    result = run("sparql", "-e", f"SELECT ({nested} AS ?x) {{}}", "--format", "json")
    assert (result.exit_code, result.stdout.count('"triple"')) == (0, 1000)


@pytest.mark.parametrize("fmt", ["table", "json", "csv", "tsv"])
def test_a_row_in_which_nothing_is_bound_is_an_answer(fmt: str) -> None:
    assert run("sparql", "-e", "SELECT ?p { }", "--format", fmt).exit_code == 0


@pytest.mark.parametrize(("term", "code"), [("SSRI", 0), ("nothing", 3)])
@pytest.mark.parametrize("options", [(), ("--format", "turtle")])
def test_a_graph_is_written_as_turtle(term: str, code: int, options: tuple[str, ...]) -> None:
    result = run("sparql", "-e", f"CONSTRUCT WHERE {{ term:{term} hb:inhibits ?x }}", *options)

    assert result.exit_code == code
    assert ("term:SSRI hb:inhibits term:SLC6A4 ." in result.stdout) is (code == 0)


@pytest.mark.parametrize(("columns", "widest"), [("70", 70), ("20", 60), ("500", 140)])
def test_a_table_is_as_wide_as_the_terminal_within_reason(
    columns: str, widest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    query = f"SELECT ?x {{ VALUES ?x {{ '{'word ' * 100}' }} }}"

    shown = run("sparql", "-e", query).stdout.splitlines()

    assert widest - len("word ") < max(map(len, shown)) <= widest
