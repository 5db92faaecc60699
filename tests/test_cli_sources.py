"""The commands that hold the corpus against its sources, cite it and count it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from corpora import CLAIM_FILE, TableFolder, write_sources

import kg
from kg.cli import root

if TYPE_CHECKING:
    from pathlib import Path

KB = kg.load()


def run(*arguments: str | Path) -> Result:
    """Run a command; only its own ways of ending are let through."""
    result = CliRunner().invoke(root, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture
def sourced(tables: TableFolder) -> TableFolder:
    """Make a small corpus in canonical form, with the texts of its sources beside it."""
    write_sources(tables)
    run("--corpus", tables.root, "format")
    return tables


def in_folder(tables: TableFolder, *arguments: str | Path) -> Result:
    return run("--corpus", tables.root, *arguments, "--sources", tables.root)


def test_check_says_how_many_pieces_of_evidence_stand_in_their_lines(
    sourced: TableFolder,
) -> None:
    result = in_folder(sourced, "check")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "3 pieces of evidence name both ends in their lines, 0 say in a note why not",
        "6 terms, 3 claims, 3 pieces of evidence, 1 experiments: all right",
    ]


def test_check_names_each_row_that_does_not_stand_in_its_lines(sourced: TableFolder) -> None:
    sourced.change(CLAIM_FILE, 2, lines="70-70")

    result = in_folder(sourced, "check")

    assert result.exit_code == 4
    assert result.stdout == ""
    assert result.stderr.startswith(
        f"{CLAIM_FILE}:2: lines: '70-70': no name of oxytocin peptide and oxytocin receptor "
    )


@pytest.mark.parametrize("command", ["check", "coverage"])
def test_sources_that_are_not_there_are_named(command: str, tables: TableFolder) -> None:
    run("--corpus", tables.root, "format")

    result = in_folder(tables, command)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"kg: cannot read {tables.root / 'letter.md'}: ")


def test_show_prints_the_lines_a_claim_stands_on(sourced: TableFolder) -> None:
    [claim] = [
        claim
        for claim in kg.load(sourced.root).corpus.claims.values()
        if claim.object == "bone_formation"
    ]

    shown = in_folder(sourced, "show", claim.id).stdout

    assert "        5 │ OT raises the forma-\n        6 │ tion of bone: bone formation\n" in shown


def test_show_prints_the_lines_of_what_speaks_against_a_claim_too(sourced: TableFolder) -> None:
    sourced.change(CLAIM_FILE, 2, predicate="increases", object="bone_mass")
    [claim] = [
        claim
        for claim in kg.load(sourced.root).corpus.claims.values()
        if claim.predicate == "increases"
    ]

    shown = in_folder(sourced, "show", claim.id).stdout

    assert "        3 │ OT left bone mass alone\n" in shown.partition("against")[2]


def test_show_escapes_what_a_terminal_would_obey_in_a_source(sourced: TableFolder) -> None:
    text = sourced.text("review.md").replace("under OT", "under \x1b[2JOT")
    sourced.write("review.md", text)
    [claim] = [
        claim
        for claim in kg.load(sourced.root).corpus.claims.values()
        if claim.object == "bone_formation"
    ]

    shown = in_folder(sourced, "show", claim.id).stdout

    assert "\x1b" not in shown
    assert "under \\x1b[2JOT" in shown


@pytest.mark.parametrize("name", [(), ("OXTR",)])
def test_show_prints_the_lines_of_one_claim_only(
    name: tuple[str, ...], sourced: TableFolder
) -> None:
    result = in_folder(sourced, "show", *name)

    assert result.exit_code == 2
    assert result.stderr == "kg: --sources is for one claim: name it by its identifier\n"


def test_coverage_names_the_open_lines_and_ends_with_4(sourced: TableFolder) -> None:
    sourced.change("triples/gaps.tsv", 2, lines="51-51")

    result = in_folder(sourced, "coverage")

    assert result.exit_code == 4
    assert result.stderr == "kg: open lines of review: 50-50\n"
    assert result.stdout.splitlines()[-1].split() == ["open", "0", "1"]


def test_coverage_of_everything_ends_well(sourced: TableFolder) -> None:
    result = in_folder(sourced, "coverage", "-f", "json")

    assert result.exit_code == 0
    assert result.stderr == ""
    assert [source["uncovered"] for source in json.loads(result.stdout)] == [0, 0]


def test_the_ledger_can_be_written_to_a_file(sourced: TableFolder, tmp_path: Path) -> None:
    result = in_folder(sourced, "coverage", "-o", tmp_path / "ledger.txt")

    assert result.stdout == ""
    assert "out of scope" in (tmp_path / "ledger.txt").read_text(encoding="utf-8")


def test_cite_writes_what_was_asked_for() -> None:
    assert run("cite").stdout == KB.cite()
    assert run("cite", "park2014").stdout == KB.cite("park2014")


def test_cite_of_an_unknown_study_is_a_mistake() -> None:
    result = run("cite", "nobody2000")

    assert result.exit_code == 2
    assert result.stderr == "kg: no study or claim is called 'nobody2000': 'kg cite' lists all\n"


def test_stats_counts_the_same_in_text_and_json() -> None:
    records = json.loads(run("stats", "-f", "json").stdout)
    lines = [line.split() for line in run("stats").stdout.splitlines()]

    asserted = next(one for one in records["counts"] if one["value"] == "asserted")
    assert ["asserted", str(asserted["claims"]), str(asserted["evidence"])] in lines
