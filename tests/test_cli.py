"""The command line in this process: help, tables, mistakes and exit codes."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result
from corpora import ROOT, TableFolder

import kg
from kg.cli import COMMANDS, root

if TYPE_CHECKING:
    from collections.abc import Callable

KB = kg.load()
PATH = ("path", "SSRI", "bone mass", "--longest", "2")


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run a command; only its own ways of ending are let through."""
    result = CliRunner().invoke(root, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def command_named(name: str) -> click.Command:
    command = import_module(f"kg.cli.{name}").command
    assert isinstance(command, click.Command)
    return command


def in_folder(tables: TableFolder) -> Callable[..., Result]:
    return lambda *arguments: run("--corpus", tables.root, *arguments)


def test_the_help_lists_every_command_with_its_line() -> None:
    shown = run("--help").stdout

    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", shown, re.MULTILINE)


def test_there_is_a_command_for_every_module_and_no_other() -> None:
    modules = {path.stem for path in (ROOT / "kg" / "cli").glob("[!_]*.py")}

    assert set(COMMANDS) == modules


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("", sorted(COMMANDS)), ("s", ["serve", "show", "sparql", "stats"]), ("x", [])],
)
def test_the_shell_completes_commands(typed: str, offered: list[str]) -> None:
    context = click.Context(root)

    assert [item.value for item in root.shell_complete(context, typed)] == offered
    assert {item.help for item in root.shell_complete(context, typed)} <= set(COMMANDS.values())


def test_the_shell_completes_options() -> None:
    assert "--corpus" in {item.value for item in root.shell_complete(click.Context(root), "--c")}


def test_the_group_knows_its_commands_by_name() -> None:
    assert root.list_commands(click.Context(root)) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_help_of_a_command_starts_with_the_line_that_lists_it(name: str) -> None:
    help_ = command_named(name).help

    assert help_ is not None
    assert help_.partition("\n")[0] == COMMANDS[name]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_has_help(name: str) -> None:
    options = [one for one in command_named(name).params if isinstance(one, click.Option)]

    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_the_help_of_a_command_is_laid_out(name: str, flag: str) -> None:
    shown = run(name, flag).stdout

    assert shown.startswith(f"Usage: root {name} ")
    assert "\\b" not in shown
    assert not re.search(r"Examples?: +\S", shown)


def test_the_version_is_that_of_the_package() -> None:
    with (ROOT / "pyproject.toml").open("rb") as stream:
        version = tomllib.load(stream)["project"]["version"]

    assert run("--version").stdout == f"kg {version}\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("path", "oxytocin", "BMP-2"), 0),
        (("path", "SSRI", "5-HTT", "-o", "/nowhere/paths.txt"), 1),
        (("sparql", "-e", "SELECT * {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}", "--timeout", "0.5"), 1),
        (("path", "oxytocin"), 2),
        (("path", "oxytocin", "unobtainium"), 2),
        (("dance",), 2),
        (("sparql", "-e", "SELECT"), 2),
        (("path", "bone loss", "SSRI", "--longest", "1"), 3),
        (("sparql", "-e", "SELECT * { term:nothing ?p ?o }"), 3),
        (("--corpus", "kg", "check"), 4),
    ],
)
def test_a_command_ends_with_the_documented_code(
    arguments: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    assert run(*arguments).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("path", "OXTRR", "BMP-2"), "no term is called 'OXTRR': did you mean"),
        (("path", "", "BMP-2"), "no term is called '': see 'kg show'"),
        (("path", "SSRI", "bone mass", "--via", "nonsense"), "no term is called 'nonsense'"),
        (("path", "SSRI", "bone mass", "--species", "yeti"), "no species is called 'yeti': use"),
        (("path", "SSRI", "bone mass", "--sex", "other"), "no sex is called 'other': use female"),
        (("path", "SSRI", "bone mass", "-k", "0"), "0 paths cannot be listed: ask for 1 or more"),
        (("path", "SSRI", "bone mass", "-k", "few"), "'few' is not a valid integer"),
        (("path", "SSRI", "bone mass", "--longest", "-1"), "no path has -1 hops"),
        (("path", "SSRI", "bone mass", "--sign", "0"), "'0' is not one of '+', '-'"),
        (("path", "SSRI", "bone mass", "-f", "xml"), "'xml' is not one of 'text'"),
        ((*PATH, "-o", "kg"), "cannot write kg: Is a directory"),
        ((*PATH, "--html", "nowhere/x.html"), "cannot write nowhere/x.html: No such file"),
        (("map",), "Missing option '-o'"),
        (("map", "-o", "kg"), "cannot write kg: Is a directory"),
        (("rdf", "-f", "xml"), "'xml' is not one of 'turtle'"),
        (("rdf", "-o", "nowhere/x"), "cannot write nowhere/x: No such file or directory"),
        (("show", "\x1b[31m"), r"no term is called '\x1b[31m'"),
        (
            ("sparql", "-e", "ASK {}", "-f", "x"),
            "the query is given twice: use one of -e, -f and --query",
        ),
        (("sparql", "-e", "ASK {"), "the query cannot be run: 1:6: expected"),
        (("sparql", "-e", "ASK {}", "--format", "turtle"), "returns no graph, which cannot be"),
        (
            ("sparql", "-e", "DESCRIBE term:SSRI", "--format", "csv"),
            "returns a graph, which cannot",
        ),
        (("sparql", "-e", "ASK {}", "--format", "xls"), "'xls' is not one of 'table'"),
        (("sparql", "-e", "ASK {}", "--timeout", "soon"), "'soon' is not a valid float"),
        (("sparql", "-e", "ASK {}", "--timeout", "nan"), "no query takes nan s: allow more than 0"),
        (("sparql", "-e", "ASK { SERVICE <http://a/> {} }"), "SERVICE would send the query"),
        (("sparql", "-f", "nowhere.rq"), "cannot read nowhere.rq: No such file or directory"),
        (("sparql", "-f", "kg"), "cannot read kg: Is a directory"),
        (("format", "-o", "x"), "-o is for --import"),
        (("format", "--check", "--import", "README.md"), "--check is for the tables of a corpus"),
        (("format", "--import", "kg"), "File 'kg' is a directory"),
        (("format", "--import", "README.md"), "the header is that of no table"),
        (("--corpus", "nowhere", "check"), "Directory 'nowhere' does not exist"),
        (("--corpus", "README.md", "check"), "Directory 'README.md' is a file"),
    ],
)
def test_a_mistake_is_told_on_standard_error_alone(
    arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    result = run(*arguments)

    assert message in " ".join(result.stderr.split())
    assert result.exit_code
    assert "--html" in arguments or not result.stdout


@pytest.mark.parametrize("content", [b"\xff\xfe", "ASK { ?s ?p 'é' }".encode("latin-1")])
def test_a_query_that_is_not_utf_8_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(content)

    from_file, from_stdin = run("sparql", "-f", path), run("sparql", stdin=content)
    assert f"{path} is not UTF-8: save it as UTF-8 text" in from_file.stderr
    assert "the query is not UTF-8" in from_stdin.stderr
    assert (from_file.exit_code, from_stdin.exit_code) == (2, 2)


def test_a_name_of_several_terms_is_refused_with_all_of_them(tables: TableFolder) -> None:
    tables.change("triples/terms.tsv", 2, synonyms="same")
    tables.change("triples/terms.tsv", 3, synonyms="same")

    result = in_folder(tables)("show", "Same")
    assert result.stderr == "kg: 'Same' may be any of OXTR, oxytocin: ask for one of these\n"
    assert result.exit_code == 2


EVERY_COMMAND = [
    ("build", "-o", "release"),
    ("check",),
    ("cite",),
    ("compile", "nodes.tsv", "edges.tsv", "-o", "arrays"),
    ("coverage", "--sources", "."),
    ("cuts", "oxytocin", "OXTR"),
    ("diff", "oxytocin", "OXTR", "female", "male"),
    ("downstream", "oxytocin"),
    ("format",),
    ("format", "--check"),
    ("loops",),
    ("map", "-o", "x.html"),
    ("path", "oxytocin", "OXTR"),
    ("push", "http://127.0.0.1:9/"),
    ("rdf",),
    ("serve", "--port", "0"),
    ("show",),
    ("sparql", "-e", "ASK {}"),
    ("stats",),
    ("upstream", "oxytocin"),
]


def test_every_command_is_among_those_tried_on_a_broken_corpus() -> None:
    assert {name for name, *_ in EVERY_COMMAND} == set(COMMANDS)


@pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=" ".join)
def test_every_command_names_all_that_is_wrong_with_a_corpus(
    arguments: tuple[str, ...], tables: TableFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tables.root)
    tables.change_line("triples/terms.tsv", 3, "OXTR\ttoo short")
    tables.change_line("triples/gaps.tsv", 2, "g1\ttoo short")
    before = {path: path.read_bytes() for path in tables.root.rglob("*") if path.is_file()}

    result = run("--corpus", ".", *arguments)

    places = [line.split(" ")[0] for line in result.stderr.splitlines()]
    assert {"triples/gaps.tsv:2:", "triples/terms.tsv:3:"} <= set(places)
    assert (result.exit_code, result.stdout) == (4, "")
    assert before == {path: path.read_bytes() for path in tables.root.rglob("*") if path.is_file()}


def test_another_corpus_can_be_asked(tables: TableFolder) -> None:
    ask = in_folder(tables)

    assert "oxytocin peptide ─+→ oxytocin receptor" in ask("path", "OT", "OXTR").stdout
    assert ask("show", "SSRI").exit_code == 2
    assert ask("sparql", "-e", "ASK { term:oxytocin hb:activates term:OXTR }").stdout == "yes\n"


def test_a_sound_corpus_is_counted(tables: TableFolder) -> None:
    in_folder(tables)("format")

    result = in_folder(tables)("check")

    assert result.stdout == "6 terms, 3 claims, 3 pieces of evidence, 1 experiments: all right\n"


def test_the_curated_corpus_is_sound() -> None:
    assert run("check").stdout.endswith(": all right\n")


def test_a_corpus_out_of_order_is_no_sound_one(tables: TableFolder) -> None:
    result = in_folder(tables)("check")

    assert "not in canonical form: triples/" in result.stderr
    assert "run 'kg format'" in result.stderr
    assert (result.exit_code, result.stdout) == (4, "")


def test_format_sorts_the_tables_and_names_those_it_changed(tables: TableFolder) -> None:
    result = in_folder(tables)("format")

    rows = tables.text("triples/terms.tsv").splitlines()[1:]
    assert "triples/terms.tsv" in result.stdout.splitlines()
    assert rows == sorted(rows)
    assert in_folder(tables)("format").stdout == ""


def test_format_check_names_the_tables_and_changes_none(tables: TableFolder) -> None:
    before = tables.text("triples/terms.tsv")

    result = in_folder(tables)("format", "--check")

    assert "triples/terms.tsv" in result.stdout.splitlines()
    assert result.exit_code == 4
    assert tables.text("triples/terms.tsv") == before


def test_format_leaves_the_curated_tables_as_they_are(tmp_path: Path) -> None:
    for name in ("triples", "ontology"):
        shutil.copytree(ROOT / name, tmp_path / name)

    result = run("--corpus", tmp_path, "format")

    assert (result.exit_code, result.stdout) == (0, "")
    for path in (*(ROOT / "triples").rglob("*.tsv"), *(ROOT / "ontology").glob("*.tsv")):
        assert (tmp_path / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_a_table_from_a_spreadsheet_is_repaired(tmp_path: Path) -> None:
    original = (ROOT / "triples" / "gaps.tsv").read_text(encoding="utf-8")
    page = io.StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(
        line.split("\t") for line in original.splitlines()
    )
    spoilt = tmp_path / "gaps.csv"
    spoilt.write_bytes(b"\xef\xbb\xbf" + page.getvalue().encode() + b",,,,,,\r\n")

    assert run("format", "--import", spoilt).stdout == original


def test_a_repaired_table_can_be_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "gaps.tsv"

    result = run("format", "--import", ROOT / "triples" / "gaps.tsv", "-o", target)

    assert target.read_bytes() == (ROOT / "triples" / "gaps.tsv").read_bytes()
    assert (result.stdout, result.stderr) == ("", f"wrote {target}\n")


def test_a_table_that_cannot_be_read_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gaps.tsv"
    path.write_text("", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert f"cannot read {path}: Permission denied" in run("format", "--import", path).stderr


def test_an_interrupted_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", interrupt)

    result = run("sparql", "-f", "question.rq")
    assert (result.exit_code, result.stderr) == (130, "kg: interrupted\n")
