"""`kg sparql` asks the library, a file of one's own or a service, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

import kg
from kg.cli import root
from kg.sparql.library import QUERIES

KB = kg.load()
MINE = """
@prefix : <https://example.org/> .
:mine { :ghrelin :raises :appetite . }
"""


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["sparql", *arguments], catch_exceptions=False)


def test_the_library_is_listed_with_what_each_query_is_about() -> None:
    result = ask("--list")

    assert result.exit_code == 0
    assert [name for name in KB.queries() if name not in result.stdout] == []
    assert "(target=bone_loss)" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_shell_completes_the_names_of_queries() -> None:
    completed = ShellComplete(root, {}, "kg", "_KG_COMPLETE").get_completions

    assert [item.value for item in completed(["sparql", "--query"], "net-")] == [
        "net-lowers",
        "net-raises",
    ]
    assert {item.value for item in completed(["sparql", "-q"], "")} == set(KB.queries())


def test_a_query_is_asked_by_its_name_about_any_name_of_a_term() -> None:
    result = ask("--query", "drugs-that-block", "--param", "target=bone loss", "--format", "csv")

    rows = result.stdout.splitlines()
    assert result.exit_code == 0
    assert rows[0] == "drug,through,claim,basis,study,place"
    assert any(row.startswith("propranolol,directly,") for row in rows)


def test_a_file_of_ones_own_is_asked_instead_of_the_corpus(tmp_path: Path) -> None:
    file = tmp_path / "mine.trig"
    file.write_text(MINE)

    result = ask(
        "-e", "SELECT ?x { GRAPH ?g { ?x ?p ?o } }", "--data", str(file), "--format", "csv"
    )

    assert result.stdout.split() == ["x", "https://example.org/ghrelin"]


def test_the_release_asked_as_a_file_answers_like_the_corpus(tmp_path: Path) -> None:
    file = tmp_path / "release.nq"
    file.write_text(KB.serialise("nquads"))

    asked = ("--query", "nulls", "--format", "tsv")

    assert ask(*asked, "--data", str(file)).stdout == ask(*asked).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--query", "nuls"), "no query is called 'nuls': did you mean nulls?"),
        (("--query", "nulls", "-e", "ASK {}"), "given twice: use one of -e, -f and --query"),
        (("-e", "ASK {}", "--param", "a=b"), "--param is for a query of the library"),
        (("--query", "drugs-that-block", "--param", "x"), "'x' gives no value: write NAME=VALUE"),
        (
            ("--query", "between", "--param", "source=SSRI", "--param", "source=OXTR"),
            "'source' is given twice: give it once",
        ),
        (
            ("-e", "ASK {}", "--data", "x.nq", "--endpoint", "http://127.0.0.1:9/"),
            "two places are to be asked: use --data or --endpoint",
        ),
        (("-e", "ASK {}", "--data", "x.doc"), "x.doc does not say what it holds"),
        (("-e", "ASK {}", "--endpoint", "file:///etc/passwd"), "no service can be called at"),
    ],
)
def test_a_slip_is_one_clear_message(arguments: tuple[str, ...], message: str) -> None:
    result = ask(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_service_that_is_not_there_is_named() -> None:
    result = ask("-e", "ASK {}", "--endpoint", "http://127.0.0.1:9/sparql")

    assert result.exit_code == 1
    assert "no answer from http://127.0.0.1:9/sparql" in result.stderr


def test_the_library_of_another_corpus_is_its_own(tmp_path: Path) -> None:
    for name in ("ontology", "triples"):
        (tmp_path / name).symlink_to(Path(kg.__file__).parents[1] / name)

    result = CliRunner().invoke(root, ["--corpus", str(tmp_path), "sparql", "--list"])

    assert (tmp_path / "ontology" / QUERIES).is_dir()
    assert result.stdout == ask("--list").stdout
