"""`kg map` and the pictures of `kg path`: which part is drawn, as what, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg.cli import root
from kg.views.map import chosen

if TYPE_CHECKING:
    from pathlib import Path

    from corpora import TableFolder


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(root, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_the_surroundings_of_a_term_are_drawn(tables: TableFolder, tmp_path: Path) -> None:
    page = tmp_path / "part.svg"

    result = run("--corpus", tables.root, "map", "OXTR", "--hops", "1", "-o", page)

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"wrote {page}\n"
    text = page.read_text(encoding="utf-8")
    assert "within 1 hop of oxytocin receptor" in text
    assert ">oxytocin peptide<" in text
    assert ">bone mass<" not in text


def test_the_strongest_claims_are_drawn(tables: TableFolder, tmp_path: Path) -> None:
    page = tmp_path / "part.html"

    result = run("--corpus", tables.root, "map", "--strongest", "1", "-o", page)

    assert result.exit_code == 0
    assert "the strongest 1 of 3 claims" in page.read_text(encoding="utf-8")


def test_what_is_left_out_is_said_with_a_remedy(
    tables: TableFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "MOST_BOXES", 2)
    page = tmp_path / "map.html"

    result = run("--corpus", tables.root, "map", "-o", page)

    assert result.exit_code == 0
    assert result.stderr.startswith("kg: 4 terms are too many to draw. These are the strongest 1 ")
    for remedy in ("'kg map TERM --hops 2'", "--strongest", "'kg rdf'", "'kg build'"):
        assert remedy in result.stderr
    assert "too many to draw" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("--hops", "1"), "hops are counted from a term: name one"),
        (("nobody",), "no term is called 'nobody'"),
        (("--strongest", "0"), "use 1 or more"),
    ],
)
def test_a_part_that_makes_no_sense_is_a_mistake_of_use(
    tables: TableFolder, tmp_path: Path, arguments: tuple[str, ...], wrong: str
) -> None:
    result = run("--corpus", tables.root, "map", *arguments, "-o", tmp_path / "x.html")

    assert result.exit_code == 2
    assert wrong in result.stderr
    assert list(tmp_path.glob("x.html")) == []


def test_paths_are_saved_as_a_picture(tables: TableFolder, tmp_path: Path) -> None:
    picture = tmp_path / "paths.svg"

    result = run("--corpus", tables.root, "path", "oxytocin", "OXTR", "--html", picture)

    assert result.exit_code == 0
    assert picture.read_text(encoding="utf-8").startswith("<?xml")
