"""What a user installs: the wheel, in an environment of its own, away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of commands of a fresh environment that holds only the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    constraints = ROOT / ".ci" / "constraints.txt"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "-c", constraints, wheel],
        check=True,
        capture_output=True,
    )
    return folder / "bin"


def tables(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for name in ("triples", "ontology")
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def test_the_wheel_holds_every_table_and_nothing_outside_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    shipped = {name.removeprefix("kg/_data/") for name in names if name.startswith("kg/_data/")}

    assert shipped == tables(ROOT)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"kg"}


def test_no_module_lies_among_the_tables() -> None:
    assert [name for name in tables(ROOT) if name.endswith(".py")] == []


def test_the_installed_command_traces_a_path_from_another_directory(
    installed: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [installed / "kg", "path", "oxytocin", "BMP-2", "--via", "OXTR", "-k", "1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    told = " ".join(done.stdout.split())
    assert "oxytocin receptor ─+→ osteoblast ─+→ BMP-2" in told


def test_the_installed_command_answers_a_query_and_draws_a_map(
    installed: Path, tmp_path: Path
) -> None:
    asked = subprocess.run(
        [installed / "kg", "sparql", "-e", "ASK { term:SSRI hb:inhibits term:SLC6A4 }"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    subprocess.run(
        [installed / "kg", "map", "-o", "bone.html"], cwd=tmp_path, capture_output=True, check=True
    )

    assert asked.stdout == "yes\n"
    assert [path.name for path in tmp_path.iterdir()] == ["bone.html"]
