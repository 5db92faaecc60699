"""The targets say in one line what a machine lacks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def demo_with(python: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", "--no-print-directory", "demo", f"PYTHON={python}", f"DEMO={folder / 'venv'}"],
        cwd=ROOT,
        env=inherited,
        capture_output=True,
        text=True,
        check=False,
    )


def lacking(folder: Path, word: str) -> Path:
    """Make a Python that fails where the code it is given holds a word."""
    python = folder / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *{word}*) exit 1;; esac\nexit 0\n')
    python.chmod(0o755)
    return python


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("version_info", "Python 3.11 or newer is needed: make demo PYTHON=/path/to/python3.11"),
        ("ensurepip", "This Python has no venv: install it (Debian: apt-get install python3-venv)"),
    ],
)
def test_a_python_that_will_not_do_gets_the_remedy_in_one_line(
    word: str, remedy: str, tmp_path: Path
) -> None:
    done = demo_with(lacking(tmp_path, word), tmp_path)

    said = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert done.returncode != 0
    assert len(said) == 1
    assert said[0].startswith(remedy)
