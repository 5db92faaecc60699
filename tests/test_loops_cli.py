"""`kg loops` and `kg cuts`: their forms, their mistakes and how they end."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import root

if TYPE_CHECKING:
    from pathlib import Path

KB = kg.load()
STRESS = ("cuts", "chronic mild stress", "bone loss")
QUESTIONS = {
    "loops": ("loops", "depression", "--longest", "3"),
    "cuts": STRESS,
    "sides": ("cuts", "SSRI", "bone mass", "--signs"),
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(root, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize(("name", "question"), QUESTIONS.items())
def test_every_answer_comes_as_text_and_as_markdown(name: str, question: tuple[str, ...]) -> None:
    text, markdown = run(*question), run(*question, "-f", "markdown")

    assert text.exit_code == markdown.exit_code == 0, name
    assert all(len(line) <= 79 for line in text.stdout.splitlines())
    assert "| --- |" in markdown.stdout


@pytest.mark.parametrize(("name", "question"), QUESTIONS.items())
def test_every_answer_comes_as_json_and_as_json_lines(name: str, question: tuple[str, ...]) -> None:
    answer = json.loads(run(*question, "-f", "json").stdout)
    lines = run(*question, "-f", "jsonl").stdout.splitlines()

    assert answer["complete"] is True
    assert answer[name] == list(map(json.loads, lines))
    assert lines


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_every_answer_comes_as_a_table_whose_rows_are_of_one_width(
    question: tuple[str, ...],
) -> None:
    text = run(*question, "-f", "tsv").stdout
    header, *rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)

    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert len(set(header)) == len(header)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_every_answer_is_drawn_on_a_page(question: tuple[str, ...], tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    ended = run(*question, "-o", tmp_path / "answer.txt", "--html", page)

    assert ended.exit_code == 0
    assert ended.stdout == ""
    assert (tmp_path / "answer.txt").read_text(encoding="utf-8")
    assert "depression" in page.read_text(encoding="utf-8")


def test_a_loop_is_asked_for_by_any_name_of_its_terms() -> None:
    by_option = run("loops", "--via", "OXTR", "-f", "json").stdout
    by_name = run("loops", "oxytocin receptor", "-f", "json").stdout

    assert by_option == by_name
    assert json.loads(by_name)["via"] == ["OXTR"]


def test_what_nothing_leads_back_to_is_in_no_loop() -> None:
    ended = run("loops", "estrogen")

    assert ended.exit_code == 3
    assert ended.stdout == ""
    assert "feedback loops through estrogen: none" in ended.stderr


def test_where_nothing_lies_between_there_is_nothing_to_cut() -> None:
    ended = run("cuts", "propranolol", "β-adrenergic receptor", "--longest", "1")

    assert ended.exit_code == 3
    assert "there is nothing to cut" in ended.stderr


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        (("loops", "no such thing"), "no term is called"),
        (("cuts", "SSRI", "bone mass", "--signs", "--sign", "+"), "without a sign"),
        (("loops", "--longest", "0"), "allow 1 or more"),
    ],
)
def test_a_mistake_is_one_clear_line(question: tuple[str, ...], wrong: str) -> None:
    ended = run(*question)

    assert ended.exit_code == 2
    assert wrong in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_constraints_say_which_paths_are_cut() -> None:
    cut = json.loads(run(*STRESS, "--via", "ADRB", "-k", "1", "-f", "json").stdout)

    assert [each["terms"] for each in cut["cuts"]] == [["ADRB"]]
    assert not cut["complete"]


def test_the_knowledge_base_gives_what_the_command_writes() -> None:
    found = KB.cuts("chronic mild stress", "bone loss")

    assert str(found) == run(*STRESS).stdout
    assert [each.terms for each in found] == [
        ("bone_formation", "depressive_behaviour", "norepinephrine")
    ]


def test_terms_that_loops_must_pass_may_be_named_either_way() -> None:
    both, one = KB.loops("OXTR", via="depression"), KB.loops("OXTR", via=["osteoblast"])

    assert len(both) == 0
    assert [loop.terms[0] for loop in one] == ["OXTR"]


def test_a_networkx_graph_of_the_corpus_has_the_same_loops_cuts_and_sides() -> None:
    over = KB.over(KB.graph())

    assert [loop.terms for loop in over.loops(k=None)] == [loop.terms for loop in KB.loops(k=None)]
    assert [cut.terms for cut in over.cuts("SSRI", "bone mass")] == [
        cut.terms for cut in KB.cuts("SSRI", "bone mass")
    ]
    assert [side.count for side in over.split("SSRI", "bone mass")] == [
        side.count for side in KB.split("SSRI", "bone mass")
    ]
