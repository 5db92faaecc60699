"""Each check that CI runs can fail: a planted fault makes it, and says where the fault is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
pytestmark = pytest.mark.slow


class Plant(NamedTuple):
    """A fault: text added at the end of a file, and what the check must say of it."""

    file: str
    text: str
    command: tuple[str, ...]
    said: str


PLANTS = {
    "an unused import": Plant("kg/errors.py", "\nimport json\n", ("ruff", "check", "."), "F401"),
    "careless formatting": Plant(
        "kg/errors.py", "\nx = ( 1,2 )\n", ("ruff", "format", "--check", "."), "kg/errors.py"
    ),
    "a wrong type": Plant(
        "kg/errors.py", '\n\nWRONG: int = "text"\n', ("mypy",), "Incompatible types in assignment"
    ),
    "an import against the flow of data": Plant(
        "kg/model/sign.py",
        "\nfrom kg.tables import read_corpus\n",
        ("lint-imports", "--no-cache"),
        "kg.model is not allowed to import kg.tables",
    ),
    "a library outside its layer": Plant(
        "kg/names.py",
        "\nimport networkx\n",
        ("lint-imports", "--no-cache"),
        "kg.names is not allowed to import networkx",
    ),
    "a module without a level": Plant(
        "kg/stray.py", '"""Stray."""\n', ("lint-imports", "--no-cache"), "stray"
    ),
    "a parameter that is not there": Plant(
        "kg/names.py",
        '\n\ndef stray(name):\n    """Do it.\n\n    Parameters\n    ----------\n'
        '    nmae : str\n        A name.\n    """\n',
        ("numpydoc", "lint", "kg/names.py"),
        "PR02",
    ),
    "an example that does not hold": Plant(
        "kg/names.py",
        '\n\ndef stray():\n    """Do it.\n\n    Examples\n    --------\n'
        '    >>> 1 + 1\n    3\n    """\n',
        ("python", "-m", "pytest", "--doctest-modules", "kg/names.py"),
        "Expected:\n    3",
    ),
    "a warning": Plant(
        "tests/test_stray.py",
        "import warnings\n\n\ndef test_stray() -> None:\n"
        "    warnings.warn('look out')\n    assert True\n",
        ("python", "-m", "pytest", "tests/test_stray.py"),
        "UserWarning: look out",
    ),
    "lines that no test runs": Plant(
        "tests/test_stray.py",
        "import kg.errors\n\n\ndef test_stray() -> None:\n    assert kg.errors\n",
        ("python", "-m", "pytest", "--cov", "tests/test_stray.py"),
        "Required test coverage of 95",
    ),
    "a table out of order": Plant(
        "ontology/prefixes.tsv",
        "AAA\thttps://example.org/\n",
        ("kg", "--corpus", ".", "format", "--check"),
        "ontology/prefixes.tsv",
    ),
    "a notebook that breaks": Plant(
        "notebooks/stray.ipynb",
        '{"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, '
        '"outputs": [], "source": ["1/0"]}], "metadata": {"kernelspec": {"display_name": '
        '"Python 3", "language": "python", "name": "python3"}}, "nbformat": 4, '
        '"nbformat_minor": 5}',
        ("python", "-m", "pytest", "--nbmake", "notebooks/stray.ipynb"),
        "ZeroDivisionError",
    ),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_is_found(plant: Plant, tmp_path: Path) -> None:
    for name in ("kg", "ontology", "triples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests").mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    planted = tmp_path / plant.file
    planted.parent.mkdir(exist_ok=True)
    before = planted.read_text(encoding="utf-8") if planted.exists() else ""
    planted.write_text(before + plant.text, encoding="utf-8")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("COV_")}

    done = subprocess.run(
        [BIN / plant.command[0], *plant.command[1:]],
        cwd=tmp_path,
        env={**inherited, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert plant.said in " ".join((done.stdout + done.stderr).split()) or plant.said in (
        done.stdout + done.stderr
    ), done.stdout + done.stderr
