"""The command that compares two contexts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import kg
from kg.asking import to_context
from kg.cli import root
from kg.errors import UsageError
from kg.model import Context

if TYPE_CHECKING:
    from pathlib import Path

KB = kg.load()


def run(*arguments: str | Path) -> Result:
    """Run a command; only its own ways of ending are let through."""
    result = CliRunner().invoke(root, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize(
    ("words", "context"),
    [
        ("female", Context(sex=("female",))),
        ("mouse, male", Context(species=("mouse",), sex=("male",))),
        ("mouse,rat", Context(species=("mouse", "rat"))),
        ("sex=female,stage=aged", Context(sex=("female",), stage=("aged",))),
        ("model=ovariectomy", Context(model=("ovariectomy",))),
        ("mouse,mouse", Context(species=("mouse",))),
    ],
)
def test_a_context_is_read_as_it_is_written(words: str, context: Context) -> None:
    assert to_context(KB.corpus, words) == context


@pytest.mark.parametrize(
    "words", ["humn", "sex=mouse", "model=nothing such", "dose=1 mg", "ovariectomy", "="]
)
def test_an_unknown_word_is_one_clear_error_that_names_the_known(words: str) -> None:
    with pytest.raises(UsageError, match="use species: human, mouse, rabbit, rat; sex: female"):
        to_context(KB.corpus, words)


@pytest.mark.parametrize("words", ["", ",", " "])
def test_no_word_is_no_context(words: str) -> None:
    with pytest.raises(UsageError, match="a context is missing"):
        to_context(KB.corpus, words)


def test_the_command_prints_what_the_library_finds() -> None:
    result = run("diff", "oxytocin", "bone mass", "female", "male")

    assert result.stdout == str(KB.diff(("oxytocin", "bone mass"), "female", "male"))
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_was_not_found_in_males_is_lost_and_cited() -> None:
    told = json.loads(run("diff", "oxytocin", "bone mass", "female", "male", "-f", "json").stdout)

    [lost] = [each for each in told["chains"] if each["fate"] == "lost"]
    assert lost["terms"] == ["administered_oxytocin", "bone_mass"]
    assert [piece["study"] for piece in lost["missing"][0]["against"]] == ["beranger2015"]


def test_what_is_in_neither_context_is_explained_for_both() -> None:
    result = run("diff", "SSRI", "bone mass", "female", "male")

    assert (result.exit_code, result.stdout) == (3, "")
    assert "kg: SSRI → bone mass, female against male: no chain in either\n" in result.stderr
    assert "with evidence from another sex than female" in result.stderr
    assert "with evidence from another sex than male" in result.stderr


def test_two_contexts_that_are_one_are_a_mistake() -> None:
    result = run("diff", "SSRI", "bone mass", "female", "sex=female")

    assert result.exit_code == 2
    assert "two contexts that are not the same" in result.stderr


def test_the_answer_can_be_drawn(tmp_path: Path) -> None:
    result = run("diff", "SSRI", "bone mass", "mouse", "human", "--html", tmp_path / "page.html")

    assert "wrote" in result.stderr
    assert "bone mass" in (tmp_path / "page.html").read_text(encoding="utf-8")
