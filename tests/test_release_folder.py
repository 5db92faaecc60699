"""`kg build`: a folder is written whole or not at all, and only where it may be."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg.cli import root
from kg.errors import KgError
from kg.exchange.folder import CHECKSUMS, replaced_folder
from kg.exchange.release import build_release, write_release
from kg.rdf import VOCAB
from kg.tables import read_corpus

if TYPE_CHECKING:
    from corpora import TableFolder


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(root, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def fill(folder: Path, *names: str) -> None:
    """Write a release of some files that hold their names."""
    with replaced_folder(folder) as draft:
        for name in names:
            (draft / name).write_text(name, encoding="utf-8")
        lines = (f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n" for name in names)
        (draft / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def fail(folder: Path, error: BaseException) -> None:
    """Fail when half of a release is written."""
    with replaced_folder(folder) as draft:
        (draft / "half").write_text("x", encoding="utf-8")
        raise error


def test_the_command_writes_the_files_and_names_each(tables: TableFolder, tmp_path: Path) -> None:
    target = tmp_path / "release"

    result = run("--corpus", tables.root, "build", "-o", target)

    assert (result.exit_code, result.stdout) == (0, "")
    names = [line.split(" (")[0] for line in result.stderr.splitlines()]
    assert names == [f"wrote {target / name}" for name in sorted(files(target))]
    built = build_release(read_corpus(tables.root), tables.root)
    assert {name: content.decode() for name, content in files(target).items()} == built


def test_the_paths_that_come_back_are_the_files(tables: TableFolder, tmp_path: Path) -> None:
    target = tmp_path / "release"

    written = write_release(read_corpus(tables.root), tables.root, target)

    assert written == sorted(target.iterdir())


def test_a_release_is_replaced_by_the_next(tables: TableFolder, tmp_path: Path) -> None:
    target = tmp_path / "release"
    fill(target, "old.nq")

    result = run("--corpus", tables.root, "build", "-o", target)

    assert result.exit_code == 0
    assert "old.nq" not in files(target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()

    fill(tmp_path / "release", "a")

    assert set(files(tmp_path / "release")) == {"a", CHECKSUMS}


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ({"notes.txt": "mine"}, "is not empty and holds no release: name a new folder"),
        ({CHECKSUMS: ""}, "is not empty and holds no release"),
        ({CHECKSUMS: "00  a\n", "a": "", "thesis.doc": ""}, "holds 'thesis.doc', which is no part"),
        ({CHECKSUMS: b"\xff", "a": ""}, "is not empty and holds no release"),
    ],
)
def test_a_folder_that_is_not_ours_is_left_alone(
    held: dict[str, str | bytes], message: str, tables: TableFolder, tmp_path: Path
) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    for name, content in held.items():
        (target / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    before = files(target)

    result = run("--corpus", tables.root, "build", "-o", target)

    assert message in result.stderr
    assert (result.exit_code, result.stdout) == (1, "")
    assert files(target) == before


def test_a_folder_within_a_release_makes_it_no_release(tmp_path: Path) -> None:
    fill(tmp_path / "release", "a")
    (tmp_path / "release" / "a").unlink()
    (tmp_path / "release" / "a").mkdir()
    (tmp_path / "release" / "a" / "mine.txt").write_text("x", encoding="utf-8")

    with pytest.raises(KgError, match="holds 'a', which is no part of a release"):
        fill(tmp_path / "release", "a")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere/release", "cannot write {}: No such file or directory: name a folder in one"),
        ("file", "cannot write {}: it is a file: name a folder"),
        ("loop", "cannot write {}: a link that leads nowhere: remove it"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    target: str, message: str, tables: TableFolder, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    place = tmp_path / target

    result = run("--corpus", tables.root, "build", "-o", place)

    assert message.format(place) in result.stderr
    assert result.exit_code == 1


def test_a_folder_is_replaced_through_a_link(tmp_path: Path) -> None:
    fill(tmp_path / "first", "a")
    (tmp_path / "link").symlink_to(tmp_path / "first")

    fill(tmp_path / "link", "b")

    assert (tmp_path / "link").is_symlink()
    assert set(files(tmp_path / "first")) == {"b", CHECKSUMS}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_old_release_outlives_a_failure(error: BaseException, tmp_path: Path) -> None:
    fill(tmp_path / "release", "a")
    before = files(tmp_path / "release")

    with pytest.raises((KgError, KeyboardInterrupt)):
        fail(tmp_path / "release", error)

    assert files(tmp_path / "release") == before
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_an_old_release_is_put_back_where_the_new_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "release", "a")
    before = files(tmp_path / "release")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(KgError, match="Permission denied: name a folder in one you may write"):
        fill(tmp_path / "release", "b")
    assert files(tmp_path / "release") == before


def test_a_release_with_a_violation_is_not_written(tables: TableFolder, tmp_path: Path) -> None:
    checks = tables.root / "ontology" / "checks"
    for path in checks.glob("*.rq"):
        path.unlink()
    query = "SELECT ?entity ?property ?value { ?entity hb:sex ?value BIND(hb:sex AS ?property) }"
    tables.write("ontology/checks/no-sex.rq", f"PREFIX hb: <{VOCAB}>\n{query}\n")

    result = run("--corpus", tables.root, "build", "-o", tmp_path / "release")

    assert (
        "ontology/checks/no-sex.rq:1: study:tamma: 'female': the check finds hb:sex: "
        "mend the tables\n"
    ) in result.stderr
    assert (result.exit_code, result.stdout) == (4, "")
    assert not (tmp_path / "release").exists()
