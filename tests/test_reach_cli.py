"""The commands that ask what is upstream and downstream."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import root
from kg.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path) -> Result:
    """Run a command; only its own ways of ending are let through."""
    result = CliRunner().invoke(root, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("command", ["upstream", "downstream"])
def test_the_command_prints_what_the_library_finds(command: str) -> None:
    result = run(command, "bone loss", "-k", "5", "--longest", "2")
    found = getattr(kg.load(), command)("bone loss", k=5, longest=2)

    assert result.stdout == str(found)
    assert (result.exit_code, result.stderr) == (0, "")


def test_bone_formation_and_resorption_have_movers_in_common() -> None:
    result = run("upstream", "bone formation", "bone resorption", "--all", "-f", "json")
    told = json.loads(result.stdout)

    assert told["named"] == ["bone_formation", "bone_resorption"]
    agreements = {each["term"]: each["agreement"] for each in told["terms"]}
    assert agreements["administered_oxytocin"] == "opposite"


def test_what_is_not_there_is_explained_beside_the_answer() -> None:
    result = run("upstream", "oxytocin", "--species", "rabbit")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("kg: upstream of oxytocin: no term\n")
    assert "with evidence from another species than rabbit" in result.stderr


def test_what_several_do_not_share_is_not_explained() -> None:
    result = run("downstream", "oxytocin", "SSRI", "--species", "rabbit")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "kg: downstream of both oxytocin and SSRI: no term\n"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "tsv", "markdown"])
def test_every_form_goes_to_a_file(form: str, tmp_path: Path) -> None:
    question = ("downstream", "oxytocin", "-k", "3", "-f", form)
    result = run(*question, "-o", tmp_path / "answer")

    assert result.stdout == ""
    assert (tmp_path / "answer").read_text(encoding="utf-8") == run(*question).stdout


def test_the_answer_can_be_drawn(tmp_path: Path) -> None:
    result = run("downstream", "oxytocin", "-k", "3", "--html", tmp_path / "page.html")

    assert "wrote" in result.stderr
    assert "bone formation" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_term_is_needed() -> None:
    assert run("upstream").exit_code == 2
    with pytest.raises(UsageError, match="one end that is named"):
        kg.load().upstream()


def test_an_unknown_term_is_one_clear_error() -> None:
    result = run("downstream", "oxytocine")

    assert result.exit_code == 2
    assert result.stderr.startswith("kg: no term is called 'oxytocine': did you mean")
