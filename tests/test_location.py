"""Where the tables are found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from corpora import ROOT

from kg.location import ONTOLOGY, TRIPLES, find_data

if TYPE_CHECKING:
    from pathlib import Path

FIND = "from kg.location import find_data; print(find_data())"


def found_by(package_parent: Path) -> str:
    """Ask a copy of the package where its tables are."""
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(package_parent)!r})\n{FIND}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def copy_of_the_package(folder: Path) -> Path:
    for name in ("__init__.py", "location.py"):
        (folder / "kg").mkdir(exist_ok=True)
        shutil.copy(ROOT / "kg" / name, folder / "kg" / name)
    return folder.resolve()


def test_in_a_checkout_the_tables_lie_beside_the_package() -> None:
    assert find_data() == ROOT
    assert {path.is_dir() for path in (find_data() / TRIPLES, find_data() / ONTOLOGY)} == {True}


def test_a_package_without_tables_of_its_own_looks_beside_itself(tmp_path: Path) -> None:
    folder = copy_of_the_package(tmp_path)

    assert found_by(folder) == str(folder)


def test_tables_shipped_inside_the_package_come_first(tmp_path: Path) -> None:
    folder = copy_of_the_package(tmp_path)
    (folder / TRIPLES).mkdir()

    (folder / "kg" / "_data").mkdir()

    assert found_by(folder) == str(folder / "kg" / "_data")


def test_where_the_command_runs_makes_no_difference(tmp_path: Path) -> None:
    for name in (TRIPLES, ONTOLOGY):
        (tmp_path / name).mkdir()

    done = subprocess.run(
        [sys.executable, "-c", FIND], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(ROOT)
